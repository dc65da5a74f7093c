"""Who shall live in the home: those who are registered, and those who are expected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...casework.application_card import ApplicationCard, application_card
from ...casework.applications import MemberInput, change_members, check_household
from ...casework.core.application_rows import Member
from ...casework.core.changes import Done
from ...rules.application_words import Growth
from ...rules.messages import msg
from ...rules.vocabulary import HouseholdRole
from ...texts import text
from ..parts.buttons import ghost
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, of
from ..people.new_person import new_person_dialog
from ..record_tabs.form_dialog import Act, FormDialog
from ..record_tabs.shared_form import SharedFormDialog
from ..shell.context import Context
from ..tenancy.editors import PeopleEditor, Picked, members_editor
from ..tenancy.people import add_new_person, answer_search
from .forms import shared_card, words_for
from .new_application import ApplicationFormView, members_of

_CHECK_MS = 250


def as_input(member: Member) -> MemberInput:
    """A member as it stands, for saving it together with a change."""
    return MemberInput(member.role, member.person_id, member.growth, member.expected_on, member.note)


def members_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """Those who live together now; the expected ones stay as they are."""

    def save(values: Values, version: int) -> Done[int]:
        members = _with_expected(application_card(ctx.desk, card.id), values)
        return change_members(ctx.desk, card.id, version, members, dialog.reasons)

    spec = form(
        FieldSpec("members", "ui.soknader.bor_sammen", editor=members_editor, help="ui.soknader.husstand_hjelp")
    )
    words = words_for(card, "ui.soknader.husstand_tittel", "ui.felles.lagre", "ui.soknader.lagret")
    view = ApplicationFormView(spec, today=ctx.desk.today)
    dialog = SharedFormDialog(ctx, words, spec, shared_card(ctx, card, _living, save), width=720, form=view)
    _follow(ctx, dialog, view, card.id, partial(_with_expected, card))
    editor = dialog.form.row("members").editor
    assert isinstance(editor, PeopleEditor)
    dialog.form.search.connect(partial(answer_search, ctx, dialog.form))
    editor.new_person.connect(lambda: add_new_person(ctx, editor))
    return dialog.begin()


def _with_expected(card: ApplicationCard, values: Values) -> tuple[MemberInput, ...]:
    main = (as_input(member) for member in card.members if member.person_id == card.applicant.person_id)
    expected = (as_input(member) for member in card.members if member.expected)
    return (*main, *members_of(values["members"]), *expected)


def _follow(
    ctx: Context,
    dialog: FormDialog,
    view: ApplicationFormView,
    application_id: int,
    members: Callable[[Values], tuple[MemberInput, ...]],
) -> None:
    """What is to be said of the household is said while the form is filled in, with room for the reasons.

    "Åpne 2026-0118" leaves the form for that application.
    """

    def check() -> None:
        asked = partial(check_household, ctx.desk, application_id, members(view.values()))
        ctx.jobs.read(asked, owner=dialog, topic="husstand", done=view.set_controls)

    def open_other(other_id: int) -> None:
        dialog.finish(None)
        ctx.window.open_record("application", other_id)

    view.edited.connect(lambda _key: ctx.jobs.soon(check, owner=dialog, topic="husstand", delay_ms=_CHECK_MS))
    view.open_other.connect(open_other)


def _living(card: ApplicationCard) -> Values:
    others = (m for m in card.members if not m.expected and m.person_id not in (None, card.applicant.person_id))
    return {"members": tuple(Picked(m.person_id or 0, m.name, m.role) for m in others)}


def arrived_dialog(ctx: Context, card: ApplicationCard, member: Member) -> FormDialog:
    """Somebody who was expected has come: from now on they live there, under their name."""

    def act(values: Values, reasons: Reasons) -> Act:
        return partial(_come, ctx, card.id, member.id, _here(values), reasons)

    spec = form(
        FieldSpec("person", "ui.soknader.hvem", FieldKind.PERSON, required=True),
        FieldSpec("role", "ui.soknader.rolle", FieldKind.CHOICE, choices=_roles(), required=True),
    )
    words = words_for(card, "ui.soknader.har_kommet_tittel", "ui.felles.lagre", "ui.soknader.lagret")
    view = ApplicationFormView(spec, today=ctx.desk.today)
    dialog = FormDialog(ctx, words, spec, act, form=view)
    view.search.connect(partial(answer_search, ctx, view))
    _follow(ctx, dialog, view, card.id, lambda values: _arrived(card, member.id, _here(values)))
    add_new = ghost(text("ui.husstand.registrer_forst"), "plus")
    dialog.add_left(add_new)

    def registered(person_id: int, name: str) -> None:
        view.set_values({"person": Choice(person_id, name)})
        view.edited.emit("person")

    add_new.clicked.connect(lambda: new_person_dialog(ctx, done=registered))
    known = Choice(member.person_id, member.name) if member.person_id is not None else None
    return dialog.begin({"person": known, "role": member.role})


def _here(values: Values) -> MemberInput:
    return MemberInput(values["role"] or HouseholdRole.OTHER, values["person"])


def _arrived(card: ApplicationCard, member_id: int, here: MemberInput) -> tuple[MemberInput, ...]:
    """In place of the expected one, beside those who are there now."""
    others = tuple(as_input(other) for other in card.members if other.id != member_id)
    return others if here.person_id is None else (*others, here)


def _come(ctx: Context, application_id: int, member_id: int, here: MemberInput, reasons: Reasons) -> Done[int]:
    newest = application_card(ctx.desk, application_id)
    return change_members(ctx.desk, newest.id, newest.version, _arrived(newest, member_id, here), reasons)


def _roles() -> list[Choice]:
    return [choice for choice in of(HouseholdRole) if choice.key is not HouseholdRole.MAIN]


def expected_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """Somebody who is to come: a birth, a family reunification, a child whose home changes."""

    def act(values: Values, _reasons: Reasons) -> Act:
        new = MemberInput(
            values["role"], values["person"], values["growth"], values["expected_on"], values["note"] or ""
        )
        return partial(_add, ctx, card.id, new)

    spec = form(
        FieldSpec("growth", "ui.soknader.hvorfor_ventet", FieldKind.CHOICE, choices=of(Growth), required=True),
        FieldSpec("role", "ui.soknader.rolle", FieldKind.CHOICE, choices=_roles(), required=True),
        FieldSpec("person", "ui.soknader.hvem", FieldKind.PERSON, help="ui.soknader.hvem_hjelp"),
        FieldSpec("expected_on", "ui.soknader.ventet_dato", FieldKind.DATE),
        FieldSpec("note", "ui.soknader.merknad"),
    )
    words = words_for(card, "ui.soknader.ventet_tittel", "ui.felles.lagre", "ui.soknader.lagret")
    dialog = FormDialog(ctx, words, spec, act)
    dialog.form.search.connect(partial(answer_search, ctx, dialog.form))
    return dialog.begin({"role": HouseholdRole.CHILD})


def _add(ctx: Context, application_id: int, new: MemberInput) -> Done[int]:
    """One more beside those who are there now: what a colleague has changed meanwhile stays."""
    newest = application_card(ctx.desk, application_id)
    return change_members(ctx.desk, newest.id, newest.version, (*map(as_input, newest.members), new))


def remove_expected(ctx: Context, card: ApplicationCard, member: Member) -> None:
    """Somebody is no longer expected."""
    left = tuple(as_input(other) for other in card.members if other.id != member.id)
    ctx.write(
        partial(change_members, ctx.desk, card.id, card.version, left),
        owner=ctx.parent,
        name=msg("ui.soknader.lagrer"),
        said=text("ui.soknader.lagret"),
        undo=True,
    )
