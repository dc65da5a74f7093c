"""Registering an application at the counter: who, how it came, who shall live there; a minute, by keyboard alone.

What is known of the person is proposed; doublets are told while the form is filled in, with the way to the other one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal

from ...casework.applications import (
    ApplicationInput,
    MemberInput,
    StayInput,
    check_application,
    household_proposal,
    register_application,
)
from ...casework.core.desk import Desk
from ...rules.application_words import ApplicationKind, Channel, PaperKind, StayKind, TargetGroup
from ...rules.messages import Control, Mend, msg
from ...rules.vocabulary import HouseholdRole
from ...texts import text
from ..drafts import DraftKey
from ..parts.buttons import ghost
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..people.fields import Reasons, Values, of
from ..people.finding import find_persons, names_of
from ..people.new_person import new_person_dialog
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from ..tenancy.editors import PeopleEditor, Picked, checks, members_editor
from ..tenancy.people import add_new_person, answer_search
from .acute_forms import ask_first

FORM = "soknader.ny"
_CHECK_MS = 250
#: Papers that nearly every application rests on, asked for at once.
_USUAL = (PaperKind.TAX_RETURN, PaperKind.INCOME, PaperKind.LEASE, PaperKind.TERMINATION, PaperKind.HEALTH)


def _spec() -> FormSpec:
    who = (
        FieldSpec("applicant", "ui.soknader.soker", FieldKind.PERSON, required=True),
        FieldSpec("kind", "ui.soknader.slag", FieldKind.CHOICE, choices=of(ApplicationKind), required=True),
        FieldSpec("channel", "ui.soknader.kanal", FieldKind.CHOICE, choices=of(Channel), required=True),
        FieldSpec("received_on", "ui.soknader.mottatt", FieldKind.DATE, required=True),
        FieldSpec("helped_by", "ui.soknader.hjulpet_av", help="ui.soknader.hjulpet_av_hjelp"),
    )
    home = (
        FieldSpec("members", "ui.soknader.husstand", editor=members_editor, help="ui.soknader.husstand_ny_hjelp"),
        FieldSpec("stay_kind", "ui.soknader.bor_na", FieldKind.CHOICE, choices=of(StayKind), width=420),
        FieldSpec("stay_from", "ui.soknader.bodd_fra", FieldKind.DATE, when=_has_stay),
        FieldSpec("stay_to", "ui.soknader.kan_bo_til", FieldKind.DATE, when=_has_stay),
        FieldSpec("target_group", "ui.soknader.malgruppe", FieldKind.CHOICE, choices=of(TargetGroup)),
        FieldSpec("own_words", "ui.soknader.egne_ord", FieldKind.MULTILINE, help="ui.soknader.egne_ord_hjelp"),
        FieldSpec(
            "asks_assistance", "ui.soknader.vil_ha_bistand", FieldKind.YES_NO, help="ui.soknader.vil_ha_bistand_hjelp"
        ),
        FieldSpec("papers", "ui.soknader.be_om", editor=checks(*_papers())),
    )
    return FormSpec((SectionSpec(who), SectionSpec(home)))


def _has_stay(values: Values) -> bool:
    return values.get("stay_kind") is not None


def _papers() -> list[Choice]:
    return [choice for choice in of(PaperKind) if choice.key in _USUAL]


@dataclass(frozen=True)
class _Household:
    """The applicant as the field names them, with those who live with them by the register."""

    applicant: Choice
    members: tuple[Picked, ...]


def _known(desk: Desk, person_id: int) -> _Household:
    proposed = household_proposal(desk, person_id)
    ids = [member.person_id for member in proposed if member.person_id is not None]
    names = names_of(desk, ids)
    others = tuple(
        Picked(member.person_id, names[member.person_id], member.role)
        for member in proposed
        if member.person_id not in (None, person_id) and member.person_id in names
    )
    return _Household(Choice(person_id, names.get(person_id, "")), others)


class ApplicationFormView(FormView):
    """A form whose ways out may lead to an application that is there already."""

    open_other = Signal(int)

    def mend(self, mend: Mend, key: str = "") -> None:
        """Take a way out; "Åpne 2026-0118" leaves the form for that application."""
        application_id = mend.values.get("application_id")
        if isinstance(application_id, int):
            self.open_other.emit(application_id)
        else:
            super().mend(mend, key)


class NewApplicationDialog(FormDialog):
    """ "Ny søknad". `finished` gives the id of what was registered, or of the one that was there already."""

    def __init__(self, ctx: Context) -> None:
        words = Words(
            text("ui.soknader.ny_tittel"),
            text("ui.soknader.ny_linje"),
            text("ui.soknader.ny_lagre"),
            msg("ui.soknader.lagrer"),
            text("ui.soknader.registrert"),
        )
        spec = _spec()
        view = ApplicationFormView(spec, today=ctx.desk.today)
        draft = DraftKey(FORM, text("ui.soknader.ny_tittel"))
        super().__init__(ctx, words, spec, self._register, draft=draft, width=760, form=view)
        self.new_person = ghost(text("ui.soknader.ny_person"), "plus")
        self.add_left(self.new_person)
        self.new_person.clicked.connect(lambda: new_person_dialog(ctx, done=self._person_registered))
        view.open_other.connect(self._open_other)
        view.search.connect(self._search)
        view.edited.connect(self._changed)
        self._members.new_person.connect(lambda: add_new_person(ctx, self._members))

    @property
    def _members(self) -> PeopleEditor:
        editor = self.form.row("members").editor
        assert isinstance(editor, PeopleEditor)
        return editor

    # -- who applies ----------------------------------------------------------------------------

    def _search(self, key: str, letters: str) -> None:
        if key == "members":
            answer_search(self.ctx, self.form, key, letters)
            return
        find = partial(find_persons, self.ctx.desk, letters)
        self.ctx.jobs.read(find, owner=self, topic="finn", done=lambda found: self.form.offer(key, found))

    def _person_registered(self, person_id: int, name: str) -> None:
        self.form.set_values({"applicant": Choice(person_id, name)})
        self.form.row("kind").editor.focus.setFocus()  # the next field, not the button at the foot
        self._changed("applicant")

    def choose(self, person_id: int) -> None:
        """Begin with this person as the applicant."""
        known = partial(_known, self.ctx.desk, person_id)
        self.ctx.jobs.read(known, owner=self, topic="husstand", done=self._show_household)

    def _show_household(self, known: _Household) -> None:
        self.form.set_values({"applicant": known.applicant, "members": known.members})
        self._check_soon()

    def _changed(self, key: str) -> None:
        applicant = self.form.values()["applicant"]
        if key == "applicant" and isinstance(applicant, int):
            self.choose(applicant)
        else:
            self._check_soon()

    # -- what is said of it ---------------------------------------------------------------------

    def _check_soon(self) -> None:
        self.ctx.jobs.soon(self._check, owner=self, topic="sjekk", delay_ms=_CHECK_MS)

    def _check(self) -> None:
        values = self.form.values()
        if values["applicant"] is None or values["received_on"] is None:
            self.form.set_controls(())
            return
        asked = partial(check_application, self.ctx.desk, application_of(values))
        self.ctx.jobs.read(asked, owner=self, topic="sjekk", done=self._checked)

    def _checked(self, controls: Sequence[Control]) -> None:
        self.form.set_controls(controls)

    def _register(self, values: Values, reasons: Reasons) -> Act:
        return partial(register_application, self.ctx.desk, application_of(values), reasons)

    def _open_other(self, application_id: int) -> None:
        self.drop_draft()
        self.finish(application_id)


def application_of(values: Values) -> ApplicationInput:
    """The application to register, as typed so far."""
    chosen = values["papers"] or frozenset()
    return ApplicationInput(
        values["applicant"],
        values["kind"] or ApplicationKind.NEW,
        values["received_on"],
        values["channel"] or Channel.COUNTER,
        helped_by=values["helped_by"] or "",
        members=members_of(values["members"]),
        stay=StayInput(values["stay_kind"], values["stay_from"], values["stay_to"]),
        target_group=values["target_group"],
        own_words=values["own_words"] or "",
        asks_assistance=bool(values["asks_assistance"]),
        papers=tuple(kind for kind in PaperKind if kind in chosen),
    )


def members_of(picked: tuple[Picked, ...] | None) -> tuple[MemberInput, ...]:
    """The people of a form as members."""
    return tuple(MemberInput(one.role or HouseholdRole.OTHER, one.id) for one in picked or ())


def new_application_dialog(ctx: Context, *, person_id: int | None = None) -> NewApplicationDialog:
    """Register an application, of this person when one is known; it is shown when it is made."""
    dialog = NewApplicationDialog(ctx)

    def finished(result: object) -> None:
        if isinstance(result, int) and not isinstance(result, bool):
            ctx.window.open_record("application", result)
            if dialog.form.values()["kind"] is ApplicationKind.ACUTE:
                ask_first(ctx, result)

    dialog.finished.connect(finished)
    start = {"kind": ApplicationKind.NEW, "channel": Channel.COUNTER, "received_on": ctx.desk.today}
    dialog.begin({**start, "asks_assistance": False})
    if person_id is not None:
        dialog.choose(person_id)
    return dialog
