"""The screens of à konto settlements: none made yet, and a new one's cost, shares and control."""

from __future__ import annotations

from functools import partial

from ..rules.use_settlement import ShareKey
from ..texts import text
from .arrears.use_dialog import UseDialog
from .arrears.use_rounds import UseRoundsDialog, use_rounds_dialog
from .shots_offices import EMPTY
from .shots_stage import Screen, Stage


def _rounds(stage: Stage) -> UseRoundsDialog:
    stage.page("restanser")
    dialog = use_rounds_dialog(stage.ctx)
    stage.settle()
    return dialog


def _new(stage: Stage, steps: int = 0) -> UseDialog:
    """The cost of last year for one building, and so many steps on."""
    _rounds(stage).start()
    stage.settle()
    dialog = stage.part(UseDialog)
    values = {"building_id": 1, "key": ShareKey.AREA, "total_ore": 96_400_00, "source": "Fjernvarme, faktura 40117"}
    dialog.form.set_values(dialog.form.values() | values)
    stage.settle()
    for _step in range(steps):
        stage.press(text("ui.avregning.videre"))
        stage.settle()
    return dialog


USE = (
    Screen("avregning-tomt", _rounds, EMPTY),
    Screen("avregning-kostnad", _new),
    Screen("avregning-andeler", partial(_new, steps=1)),
    Screen("avregning-kontroll", partial(_new, steps=2)),
)
