"""The tabs of guidance: each is a class in a file of its own, named in `TABS`.

What cannot be done without a name (`NAMED`) is not shown to somebody who gives none.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from ...casework.guidance_subject import Subject
from ...rules.rights import Right
from ..record_tabs.tabbed import RecordTab, TabDef
from .state import GuidanceState

COMPARE = "sammenlign"
BENEFIT = "bostotte"
BUDGET = "budsjett"
LOAN = "startlan"
PLAN = "plan"
GIVEN = "gitt"
_HERE = __package__ or ""


class GuidanceTab(RecordTab[Subject]):
    """One tab of the guidance of a person, or of somebody without a name (`Subject.anonymous`).

    `self.state` holds the figures of the talk, the same for all tabs; it is there from `join` on.
    """

    #: the tab is to be seen alone (True), or with everything around it again
    alone = Signal(bool)
    state: GuidanceState

    def join(self, state: GuidanceState) -> None:
        """The tab is part of a record: these are the figures it shares with the others."""
        self.state = state

    def print_now(self) -> None:
        """Ctrl+P: the paper of this tab; one that has none does nothing."""


#: In the order in which they stand.
TABS: tuple[TabDef, ...] = (
    TabDef(COMPARE, "ui.veiledning.fane_sammenlign", f"{_HERE}.compare_tab:CompareTab", Right.GUIDANCE_READ),
    TabDef(BENEFIT, "ui.veiledning.fane_bostotte", f"{_HERE}.benefit_tab:BenefitTab", Right.GUIDANCE_READ),
    TabDef(BUDGET, "ui.veiledning.fane_budsjett", f"{_HERE}.budget_tab:BudgetTab", Right.GUIDANCE_READ),
    TabDef(LOAN, "ui.startlan.fane", f"{_HERE}.loan_tab:LoanTab", Right.GUIDANCE_READ),
    TabDef(PLAN, "ui.veiledning.fane_plan", f"{_HERE}.plan_tab:PlanTab", Right.GUIDANCE_READ),
    TabDef(GIVEN, "ui.gitt.fane", f"{_HERE}.given_tab:GivenTab", Right.GUIDANCE_READ),
)
