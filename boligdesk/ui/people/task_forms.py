"""The forms of a task: a new one, putting it off, handing it over, dropping it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from ...casework.person_card import PersonCard
from ...casework.tasks import TaskInput, add_task, drop_task, finish_task, hand_over_task, postpone_task
from ...casework.users import Colleague, colleagues
from ...rules.messages import msg
from ...rules.vocabulary import TaskKind
from ...texts import enum_text, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .fields import Reasons, Values, form, why


class TaskLike(Protocol):
    """What the forms must know of a task: a row of a task list, or a line of I dag."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def kind(self) -> TaskKind: ...
    @property
    def title(self) -> str: ...
    @property
    def owner_id(self) -> int | None: ...


#: Gives the task to an owner, with a deputy or none, for a reason.
Handing = Callable[[int, "int | None", str], Act]


def new_task_dialog(ctx: Context, card: PersonCard, title: str = "") -> None:
    """A new task about a person; who may own it is read first."""

    def show(people: Sequence[Colleague]) -> None:
        _new_task(ctx, card, title, people)

    ctx.jobs.read(partial(colleagues, ctx.desk), owner=ctx.parent, topic="kolleger", done=show)


def _new_task(ctx: Context, card: PersonCard, title: str, people: Sequence[Colleague]) -> FormDialog:
    def act(values: Values, _reasons: Reasons) -> Act:
        task = TaskInput(
            values["title"] or "",
            values["due"],
            values["reason"] or "",
            owner_id=values.get("owner"),
            person_id=card.id,
            tenancy_id=card.home.tenancy_id if card.home else None,
        )
        return partial(add_task, ctx.desk, task)

    spec = form(
        FieldSpec("title", "ui.oppgave.hva", required=True),
        FieldSpec("due", "ui.oppgave.frist_felt", FieldKind.DATE, required=True),
        FieldSpec("reason", "ui.oppgave.hvorfor"),
        *([_owner("ui.oppgave.eier", people)] if people else []),
    )
    words = Words(
        text("ui.oppgave.ny"),
        card.name,
        text("ui.oppgave.lagre_ny"),
        msg("ui.oppgave.lagrer"),
        text("ui.oppgave.laget"),
    )
    return FormDialog(ctx, words, spec, act).begin({"title": title, "owner": ctx.desk.who.user_id})


def _owner(label: str, people: Sequence[Colleague], *, required: bool = False) -> FieldSpec:
    choices = [Choice(one.id, one.name) for one in people]
    return FieldSpec("owner", label, FieldKind.CHOICE, choices=choices, required=required)


def finish_dialog(ctx: Context, row: TaskLike) -> FormDialog:
    """A task is done; what came of it may be said."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(finish_task, ctx.desk, row.id, row.version, values["outcome"] or "")

    words = Words(
        text("ui.oppgave.gjort_tittel"),
        _about(row),
        text("ui.oppgave.gjort_lagre"),
        msg("ui.oppgave.lagrer"),
        text("ui.oppgave.er_gjort", tittel=_about(row)),
    )
    return FormDialog(ctx, words, form(FieldSpec("outcome", "felt.outcome", FieldKind.MULTILINE)), act).begin()


def postpone_dialog(ctx: Context, row: TaskLike) -> FormDialog:
    """Put a task off, with the reason."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(postpone_task, ctx.desk, row.id, row.version, values["due"], values["why"] or "")

    spec = form(FieldSpec("due", "ui.oppgave.ny_frist", FieldKind.DATE, required=True), why())
    words = Words(
        text("ui.oppgave.utsett_tittel"),
        _about(row),
        text("ui.oppgave.utsett_lagre"),
        msg("ui.oppgave.lagrer"),
        text("ui.oppgave.er_utsatt"),
    )
    return FormDialog(ctx, words, spec, act).begin()


def hand_over_dialog(ctx: Context, row: TaskLike, handing: Handing | None = None) -> None:
    """Give a task to a colleague, with the reason; `handing` when it is not a task yet."""

    def show(people: Sequence[Colleague]) -> None:
        _hand_over(ctx, row, [one for one in people if one.id != row.owner_id], handing or _to(ctx, row))

    ctx.jobs.read(partial(colleagues, ctx.desk), owner=ctx.parent, topic="kolleger", done=show)


def _to(ctx: Context, row: TaskLike) -> Handing:
    return partial(partial, hand_over_task, ctx.desk, row.id, row.version)


def _hand_over(ctx: Context, row: TaskLike, people: Sequence[Colleague], handing: Handing) -> FormDialog:
    def act(values: Values, _reasons: Reasons) -> Act:
        return handing(values["owner"], values.get("deputy"), values["why"] or "")

    deputies = [Choice(None, text("ui.oppgave.ingen_stedfortreder")), *(Choice(one.id, one.name) for one in people)]
    spec = form(
        _owner("ui.oppgave.ny_eier", people, required=True),
        FieldSpec("deputy", "ui.oppgave.stedfortreder", FieldKind.CHOICE, choices=deputies),
        why(),
    )
    words = Words(
        text("ui.oppgave.gi_tittel"),
        _about(row),
        text("ui.oppgave.gi_lagre"),
        msg("ui.oppgave.lagrer"),
        text("ui.oppgave.er_gitt"),
    )
    return FormDialog(ctx, words, spec, act).begin()


def drop_dialog(ctx: Context, row: TaskLike) -> FormDialog:
    """A task that is no longer needed; why is kept."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(drop_task, ctx.desk, row.id, row.version, values["why"] or "")

    words = Words(
        text("ui.oppgave.ikke_aktuell_tittel"),
        _about(row),
        text("ui.oppgave.ikke_aktuell_lagre"),
        msg("ui.oppgave.lagrer"),
        text("ui.oppgave.er_tatt_bort"),
    )
    return FormDialog(ctx, words, form(why()), act).begin()


def _about(row: TaskLike) -> str:
    return row.title or enum_text(row.kind)
