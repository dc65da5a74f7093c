"""The tab Bostøtte: where the household stands, who can get it, how much, and until when one can apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.benefit_candidates import VacantHome, vacant_homes
from ...casework.benefit_papers import BenefitPaperRow, benefit_papers, print_checklist
from ...casework.benefit_statuses import BenefitRow, benefit_of
from ...casework.benefit_transfers import TransferRow, transfers_of
from ...casework.budgets import latest
from ...casework.guidance_subject import Subject
from ...casework.rates import office_rates
from ...rules.guidance.benefit_papers import PaperFacts, papers
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import text
from ..parts.recordpage import Place, Placed
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from .benefit_access import AccessCard
from .benefit_estimate import AskedCard, ResultCard, WhatIfCard
from .benefit_fields import known
from .benefit_forms import hear_dialog, print_and_show
from .benefit_paper_card import PapersCard
from .benefit_status import DatesCard, StatusCard
from .benefit_transfer import TransferCard, consent_dialog, sheet_dialog
from .tabs import GuidanceTab

if TYPE_CHECKING:
    from ...casework.core.desk import Desk
    from ...rules.rates import Rates


@dataclass(frozen=True)
class Basis:
    """What the tab reads at once: rates, what was heard, the vacant homes, the income of the newest budget."""

    rates: Rates
    rows: tuple[BenefitRow, ...]
    homes: tuple[VacantHome, ...]
    gross_year_ore: int | None
    transfers: tuple[TransferRow, ...]


def read_basis(desk: Desk, card: Subject, *, stock: bool) -> Basis:
    """Read what the estimate and the status rest on; the homes only for those who may see them."""
    household_id = card.household_id
    budget = latest(desk, household_id) if household_id is not None else None
    return Basis(
        office_rates(desk),
        benefit_of(desk, household_id) if household_id is not None else (),
        vacant_homes(desk) if stock else (),
        budget.given.household.gross_year_ore if budget else None,
        transfers_of(desk, card.home.tenancy_id) if card.home is not None else (),
    )


class BenefitTab(GuidanceTab):
    """Status and dates at the side, questions and estimate in the middle."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.basis: Basis | None = None
        self._subject: Subject | None = None
        self._begun: int | None = None
        self.asked, self.result, self.what_if = AskedCard(ctx), ResultCard(), WhatIfCard(ctx)
        self.status, self.dates, self.access = StatusCard(ctx), DatesCard(), AccessCard(ctx)
        self.papers, self.transfers = PapersCard(ctx), TransferCard(ctx)
        self.asked.changed.connect(self._changed)
        self.access.changed.connect(self._read_papers)
        self.papers.changed.connect(self._read_papers)

    def cards(self) -> Sequence[Placed]:
        aside = column_of(self.result, self.status, self.dates, self.access)
        main = column_of(self.asked, self.what_if, self.papers)
        wide = (self.result.explained, self.transfers)
        return (Placed(aside, Place.ASIDE), Placed(main), *(Placed(card, Place.WIDE) for card in wide))

    def show_card(self, card: Subject) -> None:
        self._subject = card
        read = partial(read_basis, self.ctx.desk, card, stock=self.ctx.may(Right.STOCK_READ))
        self.ctx.jobs.read(read, owner=self, topic="bostotte", done=self._arrived, failed=self._refused)

    def clear(self) -> None:
        self.basis, self._subject, self._begun = None, None, None
        self.asked.put({})
        self.access.begin(municipal=False)
        self.status.say("")
        self.what_if.offer(())
        self.papers.begin()
        self.transfers.say("")

    def acts(self, card: Subject) -> Iterable[BarAct]:
        household_id = card.household_id
        if household_id is None or not self.ctx.may(Right.GUIDANCE_WRITE):
            return
        hear = partial(hear_dialog, self.ctx, card.name, household_id)
        yield BarAct(text("ui.bostotte.ny_status"), hear, "pencil", primary=True)
        if self.ctx.may(Right.DOCUMENT_WRITE):
            yield BarAct(text("ui.papirer.sjekkliste"), self._print, "printer")
        if card.home is not None:
            yield BarAct(text("ui.transport.ny"), partial(consent_dialog, self.ctx, card), "hand-coins", more=True)
            yield BarAct(text("ui.transport.skjema"), partial(sheet_dialog, self.ctx, card), "printer", more=True)

    # -- what is shown --------------------------------------------------------------------------

    def _arrived(self, basis: Basis) -> None:
        card = self._subject
        if card is None:
            return
        self.basis = basis
        self.dates.show_home(card.home, self.ctx.desk.today)
        if card.household_id is None:
            self.status.say(text("ui.bostotte.uten_navn" if card.anonymous else "ui.bostotte.uten_husstand"))
        else:
            self.status.show_rows(basis.rows)
        if card.home is None:
            self.transfers.say(text("ui.transport.uten_leie"))
        else:
            self.transfers.show_transfers(basis.transfers)
        if self._begun != card.person_id:  # a change elsewhere does not take away what was typed here
            self._begun = card.person_id
            self.access.begin(municipal=card.home is not None)
            self.papers.begin()
            self.what_if.offer(basis.homes)
            self.asked.put(known(card, self.state.figures, basis.gross_year_ore, self.ctx.desk.today))
        self._changed()

    def _refused(self, _error: RefusedError) -> None:
        self.clear()

    def _changed(self) -> None:
        if self.basis is None:
            return
        self._read_papers()
        self.result.show_estimate(self.asked.estimate(self.basis.rates))
        self.what_if.compare(self.asked.form.values(), self.basis.rates)

    # -- the papers -----------------------------------------------------------------------------

    def _facts(self, card: Subject) -> PaperFacts:
        return self.papers.facts(card, self.asked.form.values(), self.access.form.values())

    def _read_papers(self) -> None:
        card = self._subject
        if card is None:
            return
        facts = self._facts(card)
        if card.anonymous:  # nothing is asked for or kept without a name
            self.papers.show_papers(card.person_id, [BenefitPaperRow(one) for one in papers(facts)], facts, keeps=False)
            return

        def show(rows: tuple[BenefitPaperRow, ...]) -> None:
            if self._subject is not None and self._subject.person_id == card.person_id:
                self.papers.show_papers(card.person_id, rows, facts, keeps=True)

        read = partial(benefit_papers, self.ctx.desk, card.person_id, facts)
        self.ctx.jobs.read(read, owner=self, topic="papirer", done=show, failed=lambda _error: None)

    def _print(self) -> None:
        card = self._subject
        if card is not None:
            print_and_show(self.ctx, self, partial(print_checklist, self.ctx.desk, card.person_id, self._facts(card)))


def column_of(*cards: QWidget) -> QWidget:
    """Cards one under the other, whatever stands beside them."""
    home = QWidget()
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.CARD_GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return home
