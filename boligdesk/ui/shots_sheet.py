"""The screens of the sheet to take home: what it is made of, the sheet itself, the talks that were kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..texts import text
from .guidance.given_tab import GivenTab
from .guidance.tabs import COMPARE, GIVEN
from .pages.veiledning import VeiledningPage
from .parts.form import FormView
from .record_tabs.form_dialog import FormDialog
from .shots_compare import compared
from .shots_stage import Screen, Stage

Guide = Callable[..., VeiledningPage]
_ADVICE = "Søke bostøtte innen den 25. Ringe banken om finansieringsbevis før jul."


def _asked(stage: Stage, guide: Guide, name: str) -> VeiledningPage:
    page = guide(stage, COMPARE, name)
    compared(stage, page)
    stage.press(text("ui.gitt.skriv_ut"))
    stage.settle()
    stage.part(FormView).set_values({"advice": _ADVICE})
    return page


def _made(stage: Stage, guide: Guide, name: str) -> VeiledningPage:
    page = _asked(stage, guide, name)
    stage.part(FormDialog).submit()
    stage.settle()
    return page


def _given(stage: Stage, guide: Guide, name: str, *, explained: bool = False) -> None:
    page = _made(stage, guide, name)
    if stage.dialog is not None:
        stage.dialog.leave()
    stage.settle()
    page.record.go_to(GIVEN)
    stage.settle()
    tab = page.record.sections[GIVEN]
    if explained and isinstance(tab, GivenTab):
        tab.explain(tab.rows[0].id)
    stage.settle()


def sheet_screens(guide: Guide) -> tuple[Screen, ...]:
    """What the bar of Sammenlign leads to, and the tab Gitt."""
    name = "kvernmo"
    return (
        Screen("veiledning-ark-sporsmal", partial(_asked, guide=guide, name=name)),
        Screen("veiledning-ark", partial(_made, guide=guide, name=name)),
        Screen("veiledning-ark-uten-navn", partial(_made, guide=guide, name="")),
        Screen("veiledning-gitt", partial(_given, guide=guide, name=name)),
        Screen("veiledning-gitt-tallene", partial(_given, guide=guide, name=name, explained=True)),
        Screen("veiledning-gitt-uten-navn", partial(guide, tab=GIVEN, name="")),
    )
