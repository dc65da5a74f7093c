"""The card at the top of Sammenlign: income, household, municipality and loan, read as somebody types."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ...rules.bostotte.household import Income, Municipality
from ...rules.budget.household import Household
from ...rules.budget.lines import Entry, IncomeKind
from ...rules.guidance.columns import Situation
from ...rules.startlan.ability import LoanWish
from ...rules.startlan.interest import RateTerms
from ...rules.startlan.term import Term
from ...texts import formats, text
from ..parts.buttons import ghost
from ..parts.cards import Card
from ..parts.form_spec import FieldKind, FieldSpec
from ..style import tokens
from .compare_fields import MOST_YEARS, FigureField, count, money, percent, place
from .compare_people import PeopleFields

_MONEY_W, _PLACE_W, _RATE_W, _YEARS_W = 110, 150, 76, 52
YEARS = 30


class InputsCard(Card):
    """The figures that are the same for all three homes. `edited()` when one of them is another."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setAccessibleName(text("ui.sammenlign.inn"))
        spec, month = FieldSpec, "ui.sammenlign.kr_md"
        self.gross = FigureField(spec("gross", "ui.sammenlign.brutto", FieldKind.MONEY, month, width=_MONEY_W), money)
        self.net = FigureField(
            spec("net", "ui.sammenlign.netto_inntekt", FieldKind.MONEY, month, width=_MONEY_W), money
        )
        self.people = PeopleFields(today)
        self.place = FigureField(spec("place", "ui.sammenlign.kommune", width=_PLACE_W), place)
        self.loan = FigureField(
            spec("loan", "ui.sammenlign.lan", FieldKind.MONEY, "ui.sammenlign.kr", width=_MONEY_W), money
        )
        self.rate = FigureField(
            spec("rate", "ui.sammenlign.rente", FieldKind.NUMBER, "ui.sammenlign.prosent", width=_RATE_W), percent
        )
        self.years = FigureField(
            spec("years", "ui.sammenlign.ar", FieldKind.COUNT, width=_YEARS_W), count(1, MOST_YEARS)
        )
        self.fetch = ghost(text("ui.sammenlign.hent"), "undo-2", small=True)
        self.fetch.setToolTip(text("ui.sammenlign.hent_hva"))
        self._lay_out()
        for field in (self.gross, self.net, self.place, self.loan, self.rate, self.years):
            field.edited.connect(self.edited)
        self.people.edited.connect(self.edited)
        self.empty()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(tokens.S16)
        people = self.people
        fields = (self.gross, self.net, people.grown, people.young, self.place)
        for field in (*fields, self.loan, self.rate, self.years):
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        under = QHBoxLayout()
        under.addWidget(people, 1)
        under.addWidget(self.fetch, 0, Qt.AlignmentFlag.AlignTop)
        self.add(row)
        self.add(under)

    def empty(self) -> None:
        """Nothing of a household stays here; a loan runs over thirty years until another term is typed."""
        for field in (self.gross, self.net, self.place, self.loan, self.rate):
            field.put(None)
        self.place.put("")
        self.years.put(YEARS)
        self.people.show_people((), (), None)

    def offer_rate(self, today: Decimal | None) -> None:
        """Husbanken's own rate stands in the empty field as what is reckoned with."""
        line = self.rate.editor.focus
        if isinstance(line, QLineEdit):
            line.setPlaceholderText("" if today is None else formats.number(today))

    # -- what is told ---------------------------------------------------------------------------

    def situation(self, base: Household | None) -> Situation | None:
        """The household as typed, over what the budget knows besides; None when it is not told who lives there."""
        people = self.people.people
        if people is None:
            return None
        gross, where = self.gross.ore, self.place.value
        kept = base or Household(())
        lines = (self._income(), *(line for line in kept.lines if not isinstance(line.kind, IncomeKind)))
        budget = replace(
            kept,
            people=people.people,
            lines=lines,
            couple=people.couple,
            gross_year_ore=None if gross is None else 12 * gross,
        )
        return Situation(
            budget,
            None if gross is None else (Income(month_ore=gross),),
            where if isinstance(where, Municipality) else None,
            grown=people.grown,
        )

    def _income(self) -> Entry:
        return Entry(IncomeKind.OTHER, self.net.ore, note=self.net.name)

    def wish(self) -> LoanWish:
        """The loan as it is typed; without a rate Husbanken's holds. What is wrong must not become another loan."""
        rate, years = self.rate.value, self.years.value
        terms = RateTerms(typed=rate) if isinstance(rate, Decimal) else RateTerms()
        sound = all(field.reading().ok for field in (self.loan, self.rate, self.years))
        return LoanWish(self.loan.ore if sound else None, Term(years if isinstance(years, int) else YEARS), terms)
