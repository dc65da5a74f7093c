"""The screens of Restanser: month charges, payments, the list and the record."""

from __future__ import annotations

from functools import partial

from ..rules.arrears.words import ArrearsEventKind
from ..texts import enum_text, text
from .arrears.batch_collection import collection_dialog
from .arrears.batch_dialog import batch_dialog
from .arrears.charge_dialog import ChargeDialog, charge_dialog
from .arrears.file_dialog import PaymentFileDialog
from .arrears.letter_dialog import letter_dialog
from .arrears.letter_forms import decision_dialog
from .arrears.letter_petition import petition_dialog
from .arrears.meeting_dialog import MeetingDialog, meeting_dialog
from .arrears.meeting_new import NewMeetingDialog
from .arrears.sorting_dialog import sorting_dialog
from .arrears.tabs import ACCOUNT, AGREEMENTS, HISTORY, LETTERS, STEP
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


def _meeting(stage: Stage) -> MeetingDialog:
    """The meetings, before the first."""
    restanser(stage)
    dialog = meeting_dialog(stage.ctx)
    stage.settle()
    return dialog


def _new_meeting(stage: Stage) -> None:
    _meeting(stage).start()
    stage.settle()


def _made_meeting(stage: Stage) -> None:
    _new_meeting(stage)
    stage.part(NewMeetingDialog).submit()
    stage.settle()


def _act(stage: Stage, code: str, tab: str = STEP) -> None:
    restanser(stage, tab)
    stage.press(text(code))
    stage.settle()
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


def _letter(stage: Stage, kind: ArrearsEventKind) -> None:
    """A letter of the first case, whether it can be made or is held."""
    page = restanser(stage, LETTERS)
    if page.record.card is None:
        raise StageError("no case is shown")
    letter_dialog(stage.ctx, page.record.card, kind)
    stage.settle()


def _draft(stage: Stage) -> None:
    """A letter that can be made today."""
    restanser(stage)
    dialog = batch_dialog(stage.ctx)
    stage.settle()
    dialog.tables["gar"].choose_first()
    dialog.look.click()
    stage.settle()


def _decision(stage: Stage) -> None:
    page = restanser(stage)
    if page.record.card is None:
        raise StageError("no case is shown")
    kind = ArrearsEventKind.EVICTION_NOTICE
    decision_dialog(stage.ctx, page.record.card, enum_text(kind).lower())
    stage.settle()


def _petition(stage: Stage) -> None:
    page = restanser(stage)
    if page.record.card is None:
        raise StageError("no case is shown")
    petition_dialog(stage.ctx, page.record.card, ArrearsEventKind.PETITION_FILED)
    stage.settle()


def _batch(stage: Stage, view: str = "") -> None:
    restanser(stage)
    dialog = batch_dialog(stage.ctx)
    stage.settle()
    if view:
        dialog.views.choose(view)
    stage.settle()


def _collection(stage: Stage) -> None:
    restanser(stage)
    collection_dialog(stage.ctx).views.choose("holdt")
    stage.settle()


_ACCOUNT_ACTS = (
    ("krav", "ui.konto.nytt_krav"),
    ("fratrekk", "ui.konto.trekk_fra"),
    ("merke", "ui.merke.sett"),
    ("foreldelse", "ui.merke.foreldelse"),
    ("rente", "ui.konto.krev_rente"),
    ("flytt", "ui.konto.flytt"),
    ("rett", "ui.konto.rett"),
    ("dag", "ui.konto.per_annen_dag"),
    ("betalere", "ui.betaler.kjente"),
)
_HEAD_ACTS = (
    ("filer", "ui.filer.tittel"),
    ("betalere", "ui.betaler.kjente"),
    ("avtalegiro", "ui.betaler.avtalegiro"),
    ("apne", "ui.restanser.importer_apne"),
)


def _head_act(stage: Stage, code: str) -> None:
    """What "Mer" in the head opens."""
    head = restanser(stage).head
    next(act for act in head.more.menu_of_acts.actions() if act.text() == text(code)).trigger()
    stage.settle()


def _empty(stage: Stage) -> None:
    """Restanser before anything is charged."""
    stage.page("restanser")
    stage.settle()


def _columns(stage: Stage) -> None:
    """The columns of a list that was read."""
    _checked(stage)
    stage.press(text("ui.kolonner.velg"))
    stage.settle()


ARREARS = (
    Screen("restanser", restanser),
    Screen("restanser-konto", partial(restanser, tab=ACCOUNT)),
    Screen("restanser-brev", partial(restanser, tab=LETTERS)),
    Screen("restanser-brev-vis", _draft),
    Screen("restanser-brev-holdt", partial(_letter, kind=ArrearsEventKind.RESCINDED)),
    Screen("restanser-vurderinger", _decision),
    Screen("restanser-begjaering", _petition),
    Screen("brev-mange", _batch),
    Screen("brev-mange-holdt", partial(_batch, view="holdt")),
    Screen("inkasso", _collection),
    Screen("restanser-avtaler", partial(restanser, tab=AGREEMENTS)),
    Screen("restanser-avtale", partial(_act, code="ui.avtale.ny", tab=AGREEMENTS)),
    Screen("restanser-lofte", partial(_act, code="ui.avtale.lofte", tab=AGREEMENTS)),
    Screen("restanser-historikk", partial(restanser, tab=HISTORY)),
    Screen("restanser-kontakt", partial(_act, code="ui.restanser.logg_kontakt")),
    Screen("restanser-vent", partial(_act, code="ui.restanser.sett_stopp")),
    Screen("restanser-hendelse", partial(_act, code="ui.restanser.ny_hendelse")),
    *(Screen(f"konto-{name}", partial(_act, code=code, tab=ACCOUNT)) for name, code in _ACCOUNT_ACTS),
    *(Screen(f"hode-{name}", partial(_head_act, code=code)) for name, code in _HEAD_ACTS),
    Screen("restanser-tom", _empty, EMPTY),
    Screen("bankfil-kolonner", _columns),
    Screen("leiekrav-valg", _first_charging, EMPTY),
    Screen("leiekrav", _charging),
    Screen("leiekrav-utenfor", partial(_charging, view="utenfor")),
    Screen("bankfil", _file),
    Screen("bankfil-lest", _checked),
    Screen("innbetalinger", _sorting),
    Screen("restansemote-tomt", _meeting),
    Screen("restansemote-nytt", _new_meeting),
    Screen("restansemote", _made_meeting),
)
