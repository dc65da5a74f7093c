"""The screens of Restanser: month charges, payments, the list and the record."""

from __future__ import annotations

from functools import partial

from ..texts import text
from .arrears.charge_dialog import ChargeDialog, charge_dialog
from .arrears.file_dialog import PaymentFileDialog
from .arrears.sorting_dialog import sorting_dialog
from .arrears.tabs import ACCOUNT, AGREEMENTS, HISTORY, STEP
from .pages.restanser import RestanserPage
from .shots_offices import EMPTY
from .shots_stage import Screen, Stage, StageError


def restanser(stage: Stage, tab: str = STEP) -> RestanserPage:
    """The tab Restanser with the first case, on one of its tabs."""
    page = stage.page("restanser")
    if not isinstance(page, RestanserPage):
        raise StageError("the tab Restanser shows something else")
    page.record.go_to(tab)
    page.list.table.setFocus()
    stage.settle()
    return page


def _charging(stage: Stage, view: str = "") -> ChargeDialog:
    restanser(stage)
    dialog = charge_dialog(stage.ctx)
    stage.settle()
    if view:
        dialog.views.choose(view)
    return dialog


def _first_charging(stage: Stage) -> None:
    """In an office that has not said whose books the accounts are."""
    stage.page("restanser")
    charge_dialog(stage.ctx)
    stage.settle()


def _file(stage: Stage) -> None:
    restanser(stage).head.open_file()
    stage.settle()


def _checked(stage: Stage) -> None:
    """A file that was read and is not booked: a list with one payment nobody knows."""
    page = restanser(stage)
    path = stage.folder / "innbetalinger"
    path.write_text("Dato;Beløp;KID;Betaler;Tekst\n23.11.2026;4 500,00;;Myrland;Husleie\n", encoding="utf-8")
    page.head.open_file()
    stage.settle()
    stage.part(PaymentFileDialog).read(path)
    stage.settle()


def _sorting(stage: Stage) -> None:
    restanser(stage)
    sorting_dialog(stage.ctx)
    stage.settle()


def _act(stage: Stage, code: str, tab: str = STEP) -> None:
    restanser(stage, tab)
    stage.press(text(code))
    stage.settle()
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


ARREARS = (
    Screen("restanser", restanser),
    Screen("restanser-konto", partial(restanser, tab=ACCOUNT)),
    Screen("restanser-avtaler", partial(restanser, tab=AGREEMENTS)),
    Screen("restanser-avtale", partial(_act, code="ui.avtale.ny", tab=AGREEMENTS)),
    Screen("restanser-lofte", partial(_act, code="ui.avtale.lofte", tab=AGREEMENTS)),
    Screen("restanser-historikk", partial(restanser, tab=HISTORY)),
    Screen("restanser-kontakt", partial(_act, code="ui.restanser.logg_kontakt")),
    Screen("restanser-vent", partial(_act, code="ui.restanser.sett_stopp")),
    Screen("restanser-hendelse", partial(_act, code="ui.restanser.ny_hendelse")),
    Screen("leiekrav-valg", _first_charging, EMPTY),
    Screen("leiekrav", _charging),
    Screen("leiekrav-utenfor", partial(_charging, view="utenfor")),
    Screen("bankfil", _file),
    Screen("bankfil-lest", _checked),
    Screen("innbetalinger", _sorting),
)
