"""The family of the picture of guidance, typed into Sammenlign for its screens."""

from __future__ import annotations

from ..rules.budget.people import Person, Sex
from ..rules.guidance.columns import HomeColumn
from .guidance.compare_tab import CompareTab
from .guidance.tabs import COMPARE
from .pages.veiledning import VeiledningPage
from .shots_stage import Stage, StageError

_COSTS = {
    HomeColumn.TODAY: {"rent": 13_800_00, "electricity": 1_450_00},
    HomeColumn.MUNICIPAL: {"rent": 9_450_00, "electricity": 1_100_00},
    HomeColumn.OWN: {"rent": 3_650_00, "electricity": 1_100_00, "insurance": 290_00},
}
_GROWN, _YOUNG = (Person(age_months=408, sex=Sex.WOMAN),), (Person(age_months=96), Person(age_months=60))


def compared(stage: Stage, page: VeiledningPage, *, large: bool = False, wrong: bool = False, at: int = 0) -> None:
    """The tab filled; `large` in large type, `wrong` with figures that cannot be, `at` px scrolled down."""
    tab = page.record.sections[COMPARE]
    if not isinstance(tab, CompareTab):
        raise StageError("the first tab of guidance is another one")
    inputs = tab.inputs
    inputs.people.show_people(_GROWN, _YOUNG, None)
    for field, value in ((inputs.gross, 27_000_00), (inputs.net, 31_400_00), (inputs.loan, 2_450_000_00)):
        field.put(value)
    inputs.place.put("4")
    for kind, costs in _COSTS.items():
        for key, ore in costs.items():
            tab.columns[kind].fields[key].put(ore)
        tab.columns[kind].heating.put(False)
    if wrong:
        inputs.gross.editor.set_raw("-27000")
        inputs.place.editor.set_raw("Atlantis")
        tab.columns[HomeColumn.MUNICIPAL].fields["rent"].editor.set_raw("9,450")
        for field in (inputs.gross, inputs.place, tab.columns[HomeColumn.MUNICIPAL].fields["rent"]):
            field.judge()
    inputs.edited.emit()
    stage.settle()
    if large:
        tab.show_large(True)
    stage.settle()
    if at:
        page.record.flow(COMPARE).verticalScrollBar().setValue(at)
        stage.settle()
