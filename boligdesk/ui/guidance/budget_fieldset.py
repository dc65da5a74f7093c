"""Everything of a budget that is typed, as one: shown from a budget, read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...rules.budget.given import BudgetGiven
from ...rules.budget.household import Household
from ...rules.budget.lines import AmountPer, CostKind, IncomeKind
from ...rules.budget.sifo import Car
from ...texts import enum_text, text
from ..parts.cards import Card
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.rows import LinesCard
from ..shell.context import Context
from ..style import tokens
from . import budget_fields as fields
from .budget_items import BudgetItems
from .budget_rows import BudgetRows, RowsSpec

_WIDE = 216


class BudgetFields(QWidget):
    """The cards that are typed in, one under the other. `edited()` at every letter."""

    edited = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        today = ctx.desk.today
        month = {"per": AmountPer.MONTH}
        self.people = BudgetRows(fields.people_spec(today), today, lambda: {"also": fields.ALSO[0]})
        self.household = BudgetRows(_household_spec(), today)
        self.incomes = BudgetRows(fields.lines_spec(IncomeKind, "ui.budsjett.ny_inntekt"), today, lambda: month)
        self.costs = BudgetRows(fields.lines_spec(CostKind, "ui.budsjett.ny_utgift"), today, lambda: month)
        self.debts = BudgetRows(fields.debts_spec(), today)
        self.items = BudgetItems(ctx)
        self.bills = BudgetRows(_bills_spec(), today)
        self.transfers = LinesCard("")
        rows = (self.people, self.household, self.incomes, self.costs, self.debts, self.bills)
        self._parts: tuple[BudgetRows | BudgetItems, ...] = (*rows, self.items)
        self._cards: dict[str, Card] = {}
        self._lay_out()
        for part in self._parts:
            part.edited.connect(self.edited)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        for title, why, parts in (
            ("ui.budsjett.personer", "ui.budsjett.personer_hjelp", (self.people, self.household)),
            ("ui.budsjett.inntekter", "ui.budsjett.inntekter_hjelp", (self.incomes,)),
            ("ui.budsjett.utgifter", "ui.budsjett.utgifter_hjelp", (self.costs,)),
            ("ui.budsjett.gjeld", "", (self.debts,)),
            ("ui.budsjett.livsopphold", "ui.budsjett.livsopphold_hjelp", (self.items,)),
            ("ui.budsjett.regningskonto", "ui.budsjett.regningskonto_hjelp", (self.bills, self.transfers)),
        ):
            card = Card(text(title))
            if why:
                card.add(Label(text(why), "caption", wrap=True))
            for part in parts:
                card.add(part)
            column.addWidget(card)
            self._cards[title] = card
        column.addStretch(1)

    def tell(self, words: str) -> None:
        """Say at the right of every card what comes out: the result itself may stand out of sight."""
        for title, card in self._cards.items():
            card.set_title(text(title), words)

    def put(self, given: BudgetGiven, names: Sequence[str] = ()) -> None:
        """Show a budget; nobody is told. `names` of the people, in their order."""
        home = given.household
        self.people.show_rows(map(fields.person_values, home.people), names)
        self.household.show_rows([{"couple": home.couple, "car": home.car, "gross": home.gross_year_ore}])
        lines = [(line.kind, fields.line_values(line)) for line in home.lines]
        self.incomes.show_rows(values for kind, values in lines if isinstance(kind, IncomeKind))
        self.costs.show_rows(values for kind, values in lines if isinstance(kind, CostKind))
        self.debts.show_rows(map(fields.debt_values, home.debts))
        self.items.put(home.typed)
        self.bills.show_rows([{"paydays": ", ".join(map(str, given.paydays))}])

    def given(self) -> BudgetGiven:
        """The budget as it stands; what cannot be read counts as not told."""
        about = self.household.values()[0]
        car, couple, gross = about["car"], about["couple"], about["gross"]
        home = Household(
            tuple(map(fields.person_of, self.people.values())),
            (*fields.lines_of(self.incomes.values()), *fields.lines_of(self.costs.values())),
            fields.debts_of(self.debts.values()),
            self.items.typed(),
            couple if isinstance(couple, bool) else None,
            car if isinstance(car, Car) else None,
            gross if isinstance(gross, int) else None,
        )
        days = self.bills.values()[0]["paydays"]
        return replace(BudgetGiven(home), paydays=days if isinstance(days, tuple) else ())

    @property
    def faults(self) -> int:
        """How many fields cannot be read."""
        return sum(part.faults for part in self._parts)


def _household_spec() -> RowsSpec:
    """What holds for all of them: a couple among them, the car, the income that decides the price of childcare."""
    cars = [Choice(None, text("ui.budsjett.ingen_bil")), *(Choice(car, enum_text(car)) for car in Car)]
    return RowsSpec(
        (
            FieldSpec("couple", "ui.budsjett.par", FieldKind.YES_NO, width=_WIDE),
            FieldSpec("car", "ui.budsjett.bil", FieldKind.CHOICE, choices=cars, width=_WIDE),
            FieldSpec("gross", "ui.budsjett.brutto", FieldKind.MONEY, reader=fields.money, width=_WIDE),
        )
    )


def _bills_spec() -> RowsSpec:
    return RowsSpec((FieldSpec("paydays", "ui.budsjett.dager", reader=fields.paydays, width=_WIDE),))
