"""The screens of Bostøtte in Veiledning: a tenant's tab, its lower half, the list of those who may have a right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..casework import benefit_statuses, settings
from ..casework.benefit_statuses import BenefitInput
from ..casework.core.office_settings import OfficeSetting
from ..rules.guidance.words import BenefitState
from .guidance.benefit_list import benefit_list
from .guidance.tabs import BENEFIT
from .pages.veiledning import VeiledningPage
from .shots_stage import Screen, Stage, StageError

_AMOUNT = 3_140_00
_INCOME = 21_500_00


def _tab(stage: Stage, open_tab: Callable[..., VeiledningPage], *, at: int = 0, **how: Any) -> None:
    desk = stage.ctx.desk
    stage.ask(lambda: settings.change_setting(desk, OfficeSetting.BENEFIT_GROUP, 3))
    page = open_tab(stage, BENEFIT, **how)
    card = page.record.card
    if card is None:
        raise StageError("nobody is guided")
    home = card.household_id
    if home is not None and not stage.ask(lambda: benefit_statuses.benefit_of(desk, home)):
        heard = BenefitInput(home, BenefitState.GRANTED, desk.today, amount_ore=_AMOUNT)
        stage.ask(lambda: benefit_statuses.hear_benefit(desk, heard))
        page.reload()
        stage.settle()
    form = page.record.sections[BENEFIT].asked.form  # type: ignore[attr-defined]
    form.set_values({"income": _INCOME, "adults": 1, "children": 2, "heating": False})
    form.edited.emit("income")
    stage.settle()
    page.record.flow(BENEFIT).verticalScrollBar().setValue(at)
    stage.settle()


def _list(stage: Stage) -> None:
    desk = stage.ctx.desk
    stage.ask(lambda: settings.change_setting(desk, OfficeSetting.BENEFIT_GROUP, 3))
    stage.page("veiledning")
    benefit_list(stage.ctx)
    stage.settle()


def benefit_screens(open_tab: Callable[..., VeiledningPage]) -> tuple[Screen, ...]:
    """The screens; `open_tab` shows a tab of somebody who is guided."""
    return (
        Screen("veiledning-bostotte", lambda stage: _tab(stage, open_tab)),
        Screen("veiledning-bostotte-ned", lambda stage: _tab(stage, open_tab, at=5000)),
        Screen("veiledning-bostotte-uten-navn", lambda stage: _tab(stage, open_tab, name="")),
        Screen("veiledning-bostotteliste", _list),
    )
