"""What must be done on a dwelling: a new task, done, put off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...rules.rights import Right
from ...texts import enum_text, text
from ..parts.form_spec import FieldKind, FieldSpec
from ..record_tabs.items_dialog import Act, Item, Items, open_items
from ..shell.context import Context
from . import words
from .edit_dialog import Edit, Values, open_edit
from .fact_forms import carry_out, form

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.core.changes import Done
    from ...casework.stock import DwellingCard
    from ...casework.tasks import TaskRow

TASK_DRAFT, POSTPONE_DRAFT = "boliger.oppgave", "boliger.utsett"


def tasks(ctx: Context, card: DwellingCard, load: Callable[[], DwellingCard]) -> None:
    """The open tasks of a dwelling and its tenancies."""
    name = words.home_name(card)

    def rows() -> Mapping[int, TaskRow]:
        from ...casework.tasks import task_rows

        return task_rows(ctx.desk, [task.id for task in load().tasks])

    open_items(
        ctx,
        Items(
            text("ui.bolig.oppgaver"),
            name,
            rows,
            lambda found: [_item(ctx, card.id, row, name) for row in found.values()],
            text("ui.bolig.ingen_oppgaver"),
            ("task",),
            Act(text("ui.bolig.ny_oppgave"), lambda: new_task(ctx, card)) if ctx.may(Right.TASK_WRITE) else None,
        ),
    )


def _item(ctx: Context, dwelling_id: int, row: TaskRow, name: str) -> Item:
    from ...casework import tasks

    done = partial(tasks.finish_task, ctx.desk, row.id, row.version)
    acts = (
        Act(text("ui.bolig.gjort"), lambda: carry_out(ctx, done, text("ui.bolig.oppgave_gjort")), "check"),
        Act(text("ui.bolig.utsett"), lambda: open_edit(ctx, _postpone(ctx, dwelling_id, row, name)), "calendar-clock"),
    )
    due = text("ui.bolig.frist", dato=row.due) if row.due else ""
    note = " · ".join(part for part in (due, row.owner, row.why) if part)
    return Item(row.title or enum_text(row.kind), note, acts if ctx.may(Right.TASK_WRITE) else ())


def new_task(ctx: Context, card: DwellingCard) -> None:
    """A task on the dwelling; whoever registers it owns it."""
    from ...casework import tasks

    def save(values: Values, _version: int) -> Done[int]:
        given = tasks.TaskInput(values["title"], values["due"], values["why"] or "", dwelling_id=card.id)
        return tasks.add_task(ctx.desk, given)

    edit = Edit(
        form(
            FieldSpec("title", "ui.bolig.oppgave_hva", required=True),
            FieldSpec("due", "felt.due", FieldKind.DATE),
            FieldSpec("why", "felt.why", FieldKind.MULTILINE),
        ),
        text("ui.bolig.ny_oppgave"),
        words.home_name(card),
        save,
        text("ui.bolig.oppgave_lagret"),
        TASK_DRAFT,
        str(card.id),
    )
    open_edit(ctx, edit)


def _postpone(ctx: Context, dwelling_id: int, row: TaskRow, name: str) -> Edit:
    from ...casework import tasks

    def save(values: Values, version: int) -> Done[int]:
        return tasks.postpone_task(ctx.desk, row.id, version, values["due"], values["reason"])

    now = text("ui.bolig.frist", dato=row.due) if row.due else ""
    return Edit(
        form(
            FieldSpec("due", "ui.bolig.ny_frist", FieldKind.DATE, required=True),
            FieldSpec("reason", "felt.reason", FieldKind.MULTILINE, required=True),
        ),
        text("ui.bolig.utsett_oppgave"),
        " · ".join(p for p in (row.title or enum_text(row.kind), now, name) if p),
        save,
        text("ui.bolig.oppgave_utsatt"),
        POSTPONE_DRAFT,
        f"{dwelling_id}/{row.id}",
        version=row.version,
    )
