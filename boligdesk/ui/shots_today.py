"""The screens of the tab I dag: the list, everybody's list, and what is opened from a line."""

from __future__ import annotations

from functools import partial

from ..texts import text
from .pages.i_dag import OFFICE, IDagPage
from .shots_offices import EMPTY
from .shots_stage import Screen, Stage, StageError


def i_dag(stage: Stage) -> IDagPage:
    """The tab with its first line chosen."""
    page = stage.page("i_dag")
    if not isinstance(page, IDagPage):
        raise StageError("the tab I dag shows something else")
    page.table.setFocus()
    return page


def _office(stage: Stage) -> None:
    i_dag(stage).segments.choose(OFFICE)


def _act(stage: Stage, code: str) -> None:
    """A dialog that is opened from the line of a task."""
    page = i_dag(stage)
    stage.settle()
    page.stand_on_task()
    stage.settle()
    stage.press(text(code))
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


def _absence(stage: Stage) -> None:
    i_dag(stage)
    stage.window.tools.absence()
    stage.settle()


_ACTS = {"gjort": "ui.idag.gjort", "utsett": "ui.oppgave.utsett", "gi-videre": "ui.idag.gi_videre"}

TODAY = (
    Screen("i-dag", i_dag),
    Screen("i-dag-kontoret", _office),
    *(Screen(f"i-dag-{name}", partial(_act, code=code)) for name, code in _ACTS.items()),
    Screen("i-dag-fravar", _absence),
    Screen("i-dag-tomt", i_dag, EMPTY),
)
