"""Moving in and out of a household, roles, shared custody; who is not registered yet is registered on the way."""

from __future__ import annotations

from functools import partial

from ...casework.households import (
    HouseholdCard,
    MemberInput,
    MemberRow,
    change_role,
    create_household,
    move_in,
    move_out,
    withdraw_member,
)
from ...casework.person_card import PersonCard
from ...rules.messages import RefusedError, msg
from ...rules.vocabulary import HouseholdRole
from ...texts import enum_text, text
from ..parts.buttons import ghost
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .fields import Reasons, Values, form, last_day, of, why
from .finding import find_persons

_TWO_HOMES = "husstand.barn_bor_annet_sted"


class MemberDialog(FormDialog):
    """Somebody moves in with a person. A refusal for a child with two homes offers delt fast bosted."""

    def __init__(self, ctx: Context, card: PersonCard) -> None:
        words = Words(
            text("ui.husstand.ny_tittel"),
            card.name,
            text("ui.husstand.lagre"),
            msg("ui.husstand.lagrer"),
            text("ui.husstand.lagret"),
        )
        roles = [choice for choice in of(HouseholdRole) if choice.key is not HouseholdRole.MAIN]
        spec = form(
            FieldSpec("person", "ui.husstand.hvem", FieldKind.PERSON, required=True),
            FieldSpec("role", "ui.husstand.rolle", FieldKind.CHOICE, choices=roles, required=True),
            FieldSpec("from_date", "ui.husstand.fra", FieldKind.DATE, help="ui.husstand.fra_hjelp"),
        )
        super().__init__(ctx, words, spec, self._move_in)
        self.card = card
        self.new_person = ghost(text("ui.husstand.registrer_forst"), "plus")
        self.new_person.clicked.connect(self._register)
        self.add_left(self.new_person)
        self.form.search.connect(self._search)

    def _search(self, key: str, letters: str) -> None:
        but = [m.person_id for m in self._members()]
        find = partial(find_persons, self.ctx.desk, letters, but)
        self.ctx.jobs.read(find, owner=self, topic="finn", done=lambda found: self.form.offer(key, found))

    def _home(self) -> HouseholdCard | None:
        homes = (h for h in self.card.households if any(m.person_id == self.card.id for m in h.now))
        return next(homes, None)

    def _members(self) -> tuple[MemberRow, ...]:
        home = self._home()
        return home.now if home else ()

    def _move_in(self, values: Values, _reasons: Reasons) -> Act:
        new = MemberInput(values["person"], values["role"], values["from_date"])
        home = self._home()
        if home is not None:
            return partial(move_in, self.ctx.desk, home.id, new)
        main = MemberInput(self.card.id, HouseholdRole.MAIN, values["from_date"])
        return partial(create_household, self.ctx.desk, (main, new))

    def _register(self) -> None:
        from .new_person import new_person_dialog

        new_person_dialog(self.ctx, done=self._registered)

    def _registered(self, person_id: int, name: str) -> None:
        self.form.set_values({"person": Choice(person_id, name)})

    def show_refusal(self, error: RefusedError) -> None:
        """As always; a child who lives elsewhere may have two homes."""
        super().show_refusal(error)
        if error.fault.code == _TWO_HOMES and (alerts := self.alerts()):
            role = enum_text(HouseholdRole.CHILD_SHARED)
            alerts[0].add_button(text("ui.husstand.velg_delt", rolle=role), "wand-sparkles").clicked.connect(
                self._share
            )

    def _share(self) -> None:
        self.form.set_values({"role": HouseholdRole.CHILD_SHARED})
        self.clear_alerts()
        self.save.setFocus()


def member_dialog(ctx: Context, card: PersonCard) -> FormDialog:
    """Somebody moves in."""
    return MemberDialog(ctx, card).begin({"from_date": ctx.desk.today})


def move_out_dialog(ctx: Context, member: MemberRow) -> FormDialog:
    """The last day somebody lives here."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(move_out, ctx.desk, member.id, member.version, values["last_day"])

    words = Words(
        text("ui.husstand.flytt_ut_tittel"),
        member.name,
        text("ui.husstand.flytt_ut_lagre"),
        msg("ui.husstand.lagrer"),
        text("ui.husstand.flyttet_ut"),
    )
    return FormDialog(ctx, words, form(last_day("ui.husstand.siste_dag")), act).begin({"last_day": ctx.desk.today})


def role_dialog(ctx: Context, member: MemberRow) -> FormDialog:
    """What somebody is in the household."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(change_role, ctx.desk, member.id, member.version, values["role"])

    words = Words(
        text("ui.husstand.rolle_tittel"),
        member.name,
        text("ui.husstand.rolle_lagre"),
        msg("ui.husstand.lagrer"),
        text("ui.husstand.rolle_lagret"),
    )
    spec = form(FieldSpec("role", "ui.husstand.rolle", FieldKind.CHOICE, choices=of(HouseholdRole), required=True))
    return FormDialog(ctx, words, spec, act).begin({"role": member.role})


def withdraw_dialog(ctx: Context, household: HouseholdCard, member: MemberRow) -> FormDialog:
    """Take away a membership that was entered by mistake."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(withdraw_member, ctx.desk, member.id, member.version, values["why"] or "")

    words = Words(
        text("ui.husstand.feil_tittel"),
        text("ui.husstand.feil_linje", navn=member.name, antall=len(household.now)),
        text("ui.husstand.feil_lagre"),
        msg("ui.husstand.lagrer"),
        text("ui.husstand.feil_lagret"),
    )
    return FormDialog(ctx, words, form(why()), act).begin()
