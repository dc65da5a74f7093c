"""The screens of waiting list, match, offer and vacancies."""

from __future__ import annotations

from functools import partial

from ..texts import text
from .applications.tabs import FORM, WAITING
from .pages.boliger import BoligerPage
from .pages.soknader import SoknaderPage
from .shots_applications import soknader
from .shots_stage import Screen, Stage, StageError


def waiting(stage: Stage, tab: str = WAITING, *, without_offer: bool = False) -> SoknaderPage:
    """The first household on the waiting list (that has no offer now), on a tab of its record."""
    from ..casework.waiting_list import WaitingQuery, waiting_ids, waiting_rows

    desk = stage.ctx.desk
    ids = stage.ask(lambda: waiting_ids(desk, WaitingQuery()))
    rows = stage.ask(lambda: waiting_rows(desk, ids))
    row = next((rows[place] for place in ids if not (without_offer and rows[place].offer)), None)
    if row is None:
        raise StageError("nobody like that stands on the waiting list")
    page = soknader(stage)
    page.open_record("application", row.application_id)
    stage.settle()
    page.record.tabs.choose(tab)
    page.list.table.setFocus()
    stage.settle()
    return page


def _pressed(stage: Stage, code: str) -> None:
    stage.press(text(code))
    stage.settle()
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


def _offer(stage: Stage) -> None:
    waiting(stage, without_offer=True)
    _pressed(stage, "ui.tilbud.gi")


def _list(stage: Stage) -> None:
    soknader(stage).waiting_button.click()
    stage.settle()


def _vacancies(stage: Stage) -> None:
    page = stage.page("boliger")
    if not isinstance(page, BoligerPage):
        raise StageError("the tab Boliger shows something else")
    page.vacancies_button.click()
    stage.settle()


def _who_fits(stage: Stage) -> None:
    from ..casework.vacancies import vacancies

    desk = stage.ctx.desk
    rows = stage.ask(lambda: vacancies(desk))
    if not rows:
        raise StageError("no home is free")
    page = stage.page("boliger")
    page.open_record("dwelling", max(rows, key=lambda row: row.fits).dwelling_id)
    stage.settle()
    _pressed(stage, "ui.match.hvem_passer")


WAITING_LIST = (
    Screen("soknader-match", partial(waiting, tab=FORM)),
    Screen("soknader-venteliste", waiting),
    Screen("tilbud-gi", _offer),
    Screen("venteliste", _list),
    Screen("hvem-passer", _who_fits),
    Screen("boliger-ledige", _vacancies),
)
