"""The card "Midlertidig botilbud" of an application, and the form of one stay (P10)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.application_card import ApplicationCard
from ...casework.temporary_stays import (
    TemporaryStayInput,
    TemporaryStayRow,
    TemporaryStays,
    add_stay,
    change_stay,
    take_out_stay,
    temporary_stays,
)
from ...rules.application_words import ApplicationKind, StayKind
from ...texts import render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.acts import row_menu
from ..people.fields import Reasons, Values, form, why
from ..people.rows import LinesCard
from ..record_tabs.form_dialog import Act, FormDialog
from ..shell.context import Context
from ..style import tokens
from .acts import ApplicationActs
from .forms import words_for

_TEMPORARY = (StayKind.TEMPORARY_HOUSING, StayKind.NIGHT_SHELTER)


class StaysCard(LinesCard):
    """Where somebody is put up for the time being; hidden where nobody is."""

    def __init__(self) -> None:
        super().__init__(text("ui.botilbud.tittel"))
        self.new = ghost(text("ui.botilbud.nytt_kort"), "plus", small=True)
        self.head.addWidget(self.new)
        self._do: ApplicationActs | None = None
        self.new.clicked.connect(lambda: self._do and stay_dialog(self._do.ctx, self._do.card))
        self.hide()

    def show_application(self, do: ApplicationActs) -> None:
        """Read the stays, and show them when there are or should be any."""
        self._do = do
        read = partial(temporary_stays, do.ctx.desk, do.card.id)
        do.ctx.jobs.read(read, owner=self, topic="botilbud", done=partial(self._show, do))

    def _show(self, do: ApplicationActs, stays: TemporaryStays) -> None:
        if self._do is not do:
            return
        card = do.card
        expected = card.kind is ApplicationKind.ACUTE or card.stay.kind in _TEMPORARY
        self.setVisible(bool(stays.rows) or expected)
        self.new.setVisible(do.may_write)
        self.put(_content(do, stays))


def _content(do: ApplicationActs, stays: TemporaryStays) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.S8)
    for alert in _alerts(stays):
        column.addWidget(alert)
    for row in stays.rows:
        column.addLayout(_line(do, row))
    if not stays.rows:
        column.addWidget(Label(text("ui.botilbud.ingen"), colour="text2", wrap=True))
    if len(stays.rows) > 1:
        code = "ui.botilbud.sum_minst" if stays.priceless else "ui.botilbud.sum"
        column.addWidget(Label(text(code, netter=stays.nights, sum=stays.cost_ore), "h4", wrap=True))
    return holder


def _alerts(stays: TemporaryStays) -> list[Alert]:
    alerts = [Alert(AlertKind.SOFT, render(said)) for said in stays.told]
    warned = stays.warning
    if warned is not None:
        code = "ui.botilbud.barn_na" if warned.children else "ui.botilbud.tre_maneder"
        kind = AlertKind.SOFT if warned.children or stays.rows[0].going_on else AlertKind.INFO
        alerts.insert(0, Alert(kind, text(code, siden=warned.since, dato=warned.months_over_on)))
    return alerts


def _line(do: ApplicationActs, row: TemporaryStayRow) -> QHBoxLayout:
    told = QVBoxLayout()
    told.setSpacing(0)
    told.addWidget(Label(row.entered.place, "h4", wrap=True))
    told.addWidget(Label(f"{_period(row)} · {_cost(row)}", wrap=True))
    if note := _note(row):
        told.addWidget(Label(note, "caption", wrap=True))
    line = QHBoxLayout()
    line.setSpacing(tokens.S12)
    line.addLayout(told, 1)
    if (menu := _menu(do, row)) is not None:
        line.addWidget(menu, 0, Qt.AlignmentFlag.AlignTop)
    return line


def _period(row: TemporaryStayRow) -> str:
    first, last = row.entered.from_date, row.entered.to_date
    if last is None:
        return text("ui.botilbud.siden", dato=first)
    return text("ui.runde.mellom", fra=first, til=last)


def _cost(row: TemporaryStayRow) -> str:
    return text("ui.botilbud.natthjem") if row.entered.night_shelter else render(row.cost.told)


def _note(row: TemporaryStayRow) -> str:
    entered = row.entered
    told = (
        text("ui.botilbud.betales_av", hvem=entered.payer) if entered.payer else "",
        text("ui.botilbud.vedtak_er", nummer=entered.nav_ref) if entered.nav_ref else "",
        text("ui.botilbud.planlagt", dato=entered.planned_end) if entered.planned_end else "",
    )
    return " · ".join(filter(None, told))


def _menu(do: ApplicationActs, row: TemporaryStayRow) -> QWidget | None:
    if not do.may_write:
        return None
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=row.entered.place))
    menu.add(text("ui.botilbud.endre"), partial(stay_dialog, do.ctx, do.card, row), "pencil")
    menu.add(text("ui.botilbud.ta_bort"), partial(take_out_dialog, do.ctx, do.card, row), "trash-2")
    return button


_FIELDS = (
    FieldSpec("place", "ui.botilbud.sted", required=True),
    FieldSpec("from_date", "ui.botilbud.forste_natt", FieldKind.DATE, required=True),
    FieldSpec("to_date", "ui.botilbud.siste_natt", FieldKind.DATE, help="ui.botilbud.siste_natt_hjelp"),
    FieldSpec("planned_end", "ui.botilbud.planlagt_slutt", FieldKind.DATE),
    FieldSpec("night_ore", "ui.botilbud.pris", FieldKind.MONEY, unit="ui.kontrakt.kroner"),
    FieldSpec("payer", "ui.botilbud.betaler"),
    FieldSpec("nav_ref", "ui.botilbud.vedtak", help="ui.botilbud.vedtak_hjelp"),
    FieldSpec("night_shelter", "ui.botilbud.er_natthjem", FieldKind.YES_NO, help="ui.botilbud.er_natthjem_hjelp"),
)
_TEXTS = ("place", "payer", "nav_ref")


def stay_dialog(ctx: Context, card: ApplicationCard, row: TemporaryStayRow | None = None) -> FormDialog:
    """Write down a stay, or change one."""

    def act(values: Values, _reasons: Reasons) -> Act:
        entered = entered_of(values)
        if row is None:
            return partial(add_stay, ctx.desk, card.id, card.version, entered)
        return partial(change_stay, ctx.desk, row.id, row.version, entered)

    title = "ui.botilbud.nytt" if row is None else "ui.botilbud.endre_tittel"
    words = words_for(card, title, "ui.felles.lagre", "ui.botilbud.lagret")
    dialog = FormDialog(ctx, words, form(*_FIELDS), act, width=680)
    if row is None:
        return dialog.begin({"from_date": ctx.desk.today, "payer": "NAV", "night_shelter": False})
    return dialog.begin({spec.key: getattr(row.entered, spec.key) for spec in _FIELDS})


def entered_of(values: Values) -> TemporaryStayInput:
    """The stay as it stands in the form."""
    plain = {spec.key: values[spec.key] for spec in _FIELDS} | {name: values[name] or "" for name in _TEXTS}
    return TemporaryStayInput(**(plain | {"night_shelter": bool(values["night_shelter"])}))


def take_out_dialog(ctx: Context, card: ApplicationCard, row: TemporaryStayRow) -> FormDialog:
    """Take a stay out that was written by mistake."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(take_out_stay, ctx.desk, row.id, row.version, values["why"] or "")

    words = words_for(card, "ui.botilbud.ta_bort_tittel", "ui.botilbud.ta_bort", "ui.botilbud.tatt_bort")
    return FormDialog(ctx, words, form(why()), act).begin()
