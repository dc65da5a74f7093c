"""The screens of Veiledning: the way in, somebody without a name, a household's plan, its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ..casework.career_plans import due_reviews
from ..casework.guidance_subject import ANONYMOUS
from ..casework.person_list import PersonQuery, person_ids
from ..texts import text
from .guidance.lists_left import left_list
from .guidance.lists_plans import reviews_list
from .guidance.tabs import BUDGET, COMPARE, PLAN
from .pages.veiledning import VeiledningPage
from .shell.context import Context
from .shots_benefit import benefit_screens
from .shots_budget import budgeted
from .shots_compare import compared
from .shots_loan import loan_screens
from .shots_offices import EMPTY
from .shots_sheet import sheet_screens
from .shots_stage import Screen, Stage, StageError

_NAME = "kvernmo"


def veiledning(stage: Stage, tab: str, name: str = _NAME) -> VeiledningPage:
    """The tab with a tenant who is guided, on one of its tabs; without a name nobody is."""
    page = stage.page("veiledning")
    if not isinstance(page, VeiledningPage):
        raise StageError("the tab Veiledning shows something else")
    desk = stage.ctx.desk
    found = stage.ask(lambda: person_ids(desk, PersonQuery(name))) if name else [ANONYMOUS]
    page.show_person(found[0])
    stage.settle()
    page.record.go_to(tab)
    stage.settle()
    return page


def _dialog(stage: Stage, tab: str, code: str) -> None:
    veiledning(stage, tab)
    stage.press(text(code))
    stage.settle()


def _compare(stage: Stage, name: str = _NAME, **how: Any) -> None:
    compared(stage, veiledning(stage, COMPARE, name), **how)


def _budget(stage: Stage, name: str = _NAME, **how: Any) -> None:
    budgeted(stage, veiledning(stage, BUDGET, name), **how)


def _planned(stage: Stage) -> None:
    """A household whose plan runs."""
    page = veiledning(stage, PLAN)
    desk = stage.ctx.desk
    page.show_person(stage.ask(lambda: due_reviews(desk))[0].person_id, PLAN)
    stage.settle()


def _list(stage: Stage, open_list: Callable[[Context], object]) -> None:
    stage.page("veiledning")
    stage.settle()
    open_list(stage.ctx)
    stage.settle()


GUIDANCE = (
    Screen("veiledning", lambda stage: stage.page("veiledning")),
    Screen("veiledning-tomt", lambda stage: stage.page("veiledning"), EMPTY),
    Screen("veiledning-sammenlign", _compare),
    Screen("veiledning-sammenlign-tom", partial(veiledning, tab=COMPARE, name="")),
    Screen("veiledning-sammenlign-feil", partial(_compare, name="", wrong=True)),
    Screen("veiledning-sammenlign-forklart", partial(_compare, at=2000)),
    Screen("veiledning-sammenlign-stort", partial(_compare, name="", large=True)),
    Screen("veiledning-budsjett", _budget),
    Screen("veiledning-budsjett-poster", partial(_budget, at=900)),
    Screen("veiledning-budsjett-uten-navn", partial(_budget, name="")),
    Screen("veiledning-budsjett-utregning", partial(_budget, explained=True)),
    *benefit_screens(veiledning),
    *loan_screens(veiledning),
    *sheet_screens(veiledning),
    Screen("veiledning-plan", partial(veiledning, tab=PLAN)),
    Screen("veiledning-plan-full", _planned),
    Screen("veiledning-lister-planer", partial(_list, open_list=reviews_list)),
    Screen("veiledning-lister-utfall", partial(_list, open_list=left_list)),
    Screen("veiledning-plan-uten-navn", partial(veiledning, tab=PLAN, name="")),
    Screen("veiledning-plan-ny", partial(_dialog, tab=PLAN, code="ui.plan.ny")),
)
