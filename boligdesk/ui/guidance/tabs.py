"""The tabs of guidance: each is a class in a file of its own, named in `TABS`.

What cannot be done without a name (`NAMED`) is not shown to somebody who gives none.
"""

from __future__ import annotations

from ...casework.guidance_subject import Subject
from ...rules.rights import Right
from ..record_tabs.tabbed import RecordTab, TabDef
from .state import GuidanceState

COMPARE = "sammenlign"
PLAN = "plan"
_HERE = __package__ or ""


class GuidanceTab(RecordTab[Subject]):
    """One tab of the guidance of a person, or of somebody without a name (`Subject.anonymous`).

    `self.state` holds the figures of the talk, the same for all tabs; it is there from `join` on.
    """

    state: GuidanceState

    def join(self, state: GuidanceState) -> None:
        """The tab is part of a record: these are the figures it shares with the others."""
        self.state = state


#: In the order in which they stand.
TABS: tuple[TabDef, ...] = (
    TabDef(COMPARE, "ui.veiledning.fane_sammenlign", f"{_HERE}.compare_tab:CompareTab", Right.GUIDANCE_READ),
    TabDef(PLAN, "ui.veiledning.fane_plan", f"{_HERE}.plan_tab:PlanTab", Right.GUIDANCE_READ),
)
