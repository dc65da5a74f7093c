"""The screens of rent adjustment: the plan, a round with its notices, the index tables."""

from __future__ import annotations

from functools import partial

from ..texts import text
from .rents.index_dialog import IndexDialog, index_dialog
from .rents.lines import GOES, STOPPED
from .rents.plan_dialog import PlanDialog
from .rents.plan_form import MARKET
from .rents.rounds_dialog import RoundsDialog, rounds_dialog
from .shots_offices import EMPTY
from .shots_stage import Screen, Stage


def _rounds(stage: Stage) -> RoundsDialog:
    stage.page("restanser")
    dialog = rounds_dialog(stage.ctx)
    stage.settle()
    return dialog


def _plan(stage: Stage, basis: str = "") -> PlanDialog:
    _rounds(stage).start()
    stage.settle()
    dialog = stage.part(PlanDialog)
    if basis:
        dialog.form.set_values({"basis": basis})
        stage.settle()
    return dialog


def _tenancies(stage: Stage, view: str = GOES) -> PlanDialog:
    dialog = _plan(stage)
    dialog.submit()
    stage.settle()
    dialog.views.choose(view)
    stage.settle()
    return dialog


def _started(stage: Stage) -> RoundsDialog:
    """A round that waits for its notices; one that an earlier picture began is shown again."""
    dialog = _rounds(stage)
    if dialog.round is None:
        stage.home()
        _tenancies(stage).submit()
        stage.settle()
        dialog = stage.part(RoundsDialog)
    return dialog


def _noticed(stage: Stage) -> None:
    """The first tenancy's notices are made, and marked one by one."""
    dialog = _started(stage)
    found = next(iter(dialog.changes.values()))
    stage.settle()
    dialog.table.choose(found.change.id)
    stage.press(text("ui.regulering.forhandsvis"))
    stage.settle()


def _index(stage: Stage, *, ended: bool = False) -> IndexDialog:
    stage.page("restanser")
    dialog = index_dialog(stage.ctx)
    stage.settle()
    if ended and dialog.views is not None:
        dialog.views.choose(dialog.tables[-1].number)
        stage.settle()
    return dialog


def _month(stage: Stage) -> None:
    _index(stage).type_month()
    stage.settle()


RENTS = (
    Screen("regulering-tomt", _rounds, EMPTY),
    Screen("regulering-grunnlag", _plan),
    Screen("regulering-gjengs", partial(_plan, basis=MARKET)),
    Screen("regulering-leieforhold", _tenancies),
    Screen("regulering-stoppet", partial(_tenancies, view=STOPPED)),
    Screen("regulering-startet", _started),
    Screen("regulering-varsel", _noticed),
    Screen("indekstabeller", _index),
    Screen("indekstabeller-avsluttet", partial(_index, ended=True)),
    Screen("indekstabeller-maned", _month),
)
