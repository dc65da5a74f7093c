"""The tab Budsjett: typed beside SIFO's proposal, reckoned while one types, kept as versions, printed.

A version that was kept is shown as it was kept; with the first letter that is typed the figures are today's again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.budgets import BudgetCard, budgets_of, estimate
from ...casework.guidance_subject import Subject
from ...rules.budget.given import BudgetGiven
from ...rules.budget.kept import Reckoned
from ...rules.budget.lines import check_debts
from ...rules.budget.people import Person
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...rules.vocabulary import HouseholdRole
from ...texts import fault_text, render, text
from ..parts.alerts import MissingNote
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..people.rows import LinesCard
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from . import budget_forms as forms
from .budget_explained import said
from .budget_fields import first_budget
from .budget_fieldset import BudgetFields
from .budget_side import VersionsCard, bills_lines, result_lines
from .tabs import GuidanceTab

_WAIT_MS = 150
_COUPLE = frozenset({HouseholdRole.MAIN, HouseholdRole.PARTNER})


class BudgetTab(GuidanceTab):
    """`reckoned` is what is shown; `kept` the version it is of, None while what is typed is not kept."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.reckoned: Reckoned | None = None
        self.kept: BudgetCard | None = None
        self._versions: tuple[BudgetCard, ...] = ()
        self._subject: Subject | None = None
        self._typed = False
        self.fields = BudgetFields(ctx)
        self.result = LinesCard(text("ui.budsjett.resultat"))
        self.versions = VersionsCard()
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        for card in (self.result, self.versions):
            column.addWidget(card)
        column.addStretch(1)
        self.fields.edited.connect(self._edited)

    def cards(self) -> Sequence[Placed]:
        return (Placed(self._side, Place.ASIDE), Placed(self.fields))

    def show_card(self, card: Subject) -> None:
        other = self._subject is None or self._subject.person_id != card.person_id
        self._subject = card
        if card.household_id is None:
            if other:
                self._begin(card)
            return
        read = partial(budgets_of, self.ctx.desk, card.household_id)
        done = partial(self._arrived, other)
        self.ctx.jobs.read(read, owner=self, topic="budsjetter", done=done, failed=self._refused)

    def clear(self) -> None:
        self.reckoned, self.kept, self._subject, self._versions, self._typed = None, None, None, (), False
        self.fields.put(BudgetGiven(first_budget()))
        self.fields.tell("")
        for part in (self.result, self.fields.transfers, self.versions):
            part.put(QWidget())

    def acts(self, card: Subject) -> Iterable[BarAct]:
        writes = self.ctx.may(Right.GUIDANCE_WRITE) and card.household_id is not None
        if writes:
            why = "" if self.reckoned else text("ui.budsjett.kan_ikke_lagres")
            yield BarAct(text("ui.budsjett.lagre"), self._keep, "save", primary=self._typed, why=why)
        if self.kept is not None and card.household_id is not None:
            yield BarAct(text("ui.budsjett.skriv_ut"), self._print, "printer", right=True)
            if writes:
                take_back = partial(forms.withdraw_dialog, self.ctx, self.kept)
                yield BarAct(text("ui.budsjett.trekk_tilbake"), take_back, "undo-2", more=True)
        yield BarAct(text("ui.budsjett.begynn_pa_nytt"), self._anew, "refresh-cw", more=True)

    # -- which budget is shown ------------------------------------------------------------------

    def _arrived(self, other: bool, found: tuple[BudgetCard, ...]) -> None:
        if self._subject is None:
            return
        fresh = found[:1] != self._versions[:1]
        self._versions = found
        self.versions.show_versions(found, self.open_version)
        if found and (other or (fresh and not self._differs(found[0]))):
            self.open_version(found[0])
        elif other or (self.kept is not None and self.kept not in found):
            self._begin(self._subject)
        self.acts_changed.emit()

    def _differs(self, card: BudgetCard) -> bool:
        """Whether something is typed that is not what this version kept."""
        return self._typed and self.fields.given() != card.given

    def open_version(self, card: BudgetCard) -> None:
        """Show a version as it was kept."""
        self.kept, self._typed = card, False
        self.fields.put(card.given, self._names(card.given.household.people))
        self._show(card.reckoned)

    def _begin(self, card: Subject) -> None:
        """Nobody has made a budget: what the records know."""
        roles = {member.role for member in card.members}
        couple = True if roles >= _COUPLE else None
        benefit = card.benefit.given.amount_ore if card.benefit else None
        people = tuple(Person(born=member.born) for member in card.members)
        rent = card.home.rent_ore if card.home else None
        self.kept, self._typed = None, False
        self.fields.put(BudgetGiven(first_budget(people, couple, rent, benefit)), self._names(people))
        self.versions.setVisible(not card.anonymous and self.versions.parentWidget() is not None)
        if card.household_id is None:
            words = "ui.budsjett.uten_navn" if card.anonymous else "ui.budsjett.uten_husstand"
            self.versions.put(Label(text(words), "caption", wrap=True))
        self.ask()

    def _names(self, people: Sequence[Person]) -> list[str]:
        """The names of those in the household who are born the same day; the others are numbered."""
        members = list(self._subject.members) if self._subject else []
        names = []
        for person in people:
            same = next((m for m in members if m.born is not None and m.born == person.born), None)
            if same is not None:
                members.remove(same)
            names.append(same.name if same else "")
        return names

    # -- typing and reckoning -------------------------------------------------------------------

    def _edited(self) -> None:
        self.kept, self._typed = None, True
        self.ctx.jobs.soon(self.ask, owner=self, topic="budsjett", delay_ms=_WAIT_MS)

    def ask(self) -> None:
        """Reckon what stands there."""
        if self._subject is None or self.kept is not None:
            return
        read = partial(estimate, self.ctx.desk, self.fields.given())
        self.ctx.jobs.read(read, owner=self, topic="budsjett", done=self._reckoned, failed=self._cannot)

    def _reckoned(self, found: Reckoned) -> None:
        if self._subject is not None and self.kept is None:
            self._show(found)

    def _cannot(self, error: RefusedError) -> None:
        """The whole cannot be: why stands where the result was."""
        if self._subject is None or self.kept is not None:
            return
        self.reckoned = None
        self.fields.tell("")
        self.fields.items.show_lines(())
        self.result.put(MissingNote(fault_text(error.fault).whole))
        self.fields.transfers.put(QWidget())
        self.acts_changed.emit()

    def _refused(self, _error: RefusedError) -> None:
        self.clear()

    def _show(self, found: Reckoned) -> None:
        self.reckoned = found
        given = self.kept.given if self.kept else self.fields.given()
        self.state.put_budget(given.household)
        self.result.set_title(text("ui.budsjett.resultat"), self._when())
        grid = result_lines(self.ctx, found)
        for control in check_debts(given.household.debts):
            grid.say(render(control.what), "warn")
        self.result.put(grid)
        self.fields.items.show_lines(found.budget.lines)
        left, balance = said(found.budget.left), said(found.budget.balance)
        self.fields.tell(text("ui.budsjett.kort", igjen=left, balanse=balance))
        self.fields.transfers.put(bills_lines(found, self.ctx.desk.today))
        self.acts_changed.emit()

    def _when(self) -> str:
        if self.kept is not None:
            return text("ui.budsjett.lagret_dag", dato=self.kept.valid_from)
        return text("ui.budsjett.ikke_lagret") if self._subject and not self._subject.anonymous else ""

    # -- acts -----------------------------------------------------------------------------------

    def _keep(self) -> None:
        card = self._subject
        if card is None or card.household_id is None:
            return
        if self.fields.faults:
            self.ctx.window.say(text("ui.budsjett.rett_feltene", antall=self.fields.faults))
            return
        forms.keep_dialog(self.ctx, card.name, card.household_id, self.fields.given())

    def _anew(self) -> None:
        if self._subject is not None:
            self._begin(self._subject)

    def _print(self) -> None:
        if self.kept is not None and self._subject is not None:
            forms.print_budget(self.ctx, self.kept, self._subject.person_id)
