"""Pictures of Budsjett: a budget that is typed, with one field that cannot be read."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit

from ..rules.budget.given import BudgetGiven
from ..rules.budget.household import Household
from ..rules.budget.lines import AmountPer, CostKind, DebtKind, DebtLine, Entry, IncomeKind
from ..rules.budget.people import Aks, Person, Sex
from ..rules.budget.sifo import SifoItem
from ..texts import text
from .guidance.budget_explained import explain
from .guidance.budget_tab import BudgetTab
from .guidance.tabs import BUDGET
from .pages.veiledning import VeiledningPage
from .shots_stage import Stage, StageError

_PEOPLE = (
    Person(age_months=34 * 12, sex=Sex.WOMAN),
    Person(age_months=7 * 12, aks=Aks.PART),
    Person(age_months=8),
)
_LINES = (
    Entry(IncomeKind.WAGE, 29_450_00),
    Entry(IncomeKind.CHILD_BENEFIT, 3_872_00),
    Entry(CostKind.RENT, 9_800_00),
    Entry(CostKind.ELECTRICITY, 14_400_00, AmountPer.YEAR, "snitt av 2025"),
    Entry(CostKind.INSURANCE, 640_00),
)
_CARD = DebtLine(DebtKind.CARD, 48_000_00, Decimal("23.9"), 900_00, "Kredittbanken")
_HOME = Household(_PEOPLE, _LINES, (_CARD,), {SifoItem.FOOD: 9_500_00}, gross_year_ore=480_000_00)


def budgeted(stage: Stage, page: VeiledningPage, *, explained: bool = False, at: int = 0) -> None:
    """The tab with a budget typed into it, `at` px scrolled down; `explained`: a figure is opened."""
    tab = page.record.sections[BUDGET]
    if not isinstance(tab, BudgetTab):
        raise StageError("the tab Budsjett shows something else")
    tab.fields.put(BudgetGiven(_HOME, (12, 20)))
    field = tab.fields.items.editors[SifoItem.CLOTHES].focus
    if isinstance(field, QLineEdit):
        field.setText("-200")
        field.textEdited.emit("-200")
    stage.settle()
    page.record.flow(BUDGET).verticalScrollBar().setValue(at)
    stage.settle()
    if explained and tab.reckoned is not None:
        explain(stage.ctx, text("budsjett.navn.over_gulv"), tab.reckoned.budget.over_floor)
        stage.settle()
