"""The rates: each value with its dates, source and how sure it is; the office confirms or adds its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.buttons import primary, secondary
from ..parts.cards import Card
from ..parts.chips import ChipKind, ChipLook, Tone, look
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.labels import Label
from ..parts.table_model import CellKind, Column
from ..parts.table_view import Table
from ..record_tabs.form_dialog import FormDialog, Words
from ..shell.context import Context
from .section import Section

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ...casework.rates import RateLine

_COLUMNS: tuple[Column[Any], ...] = (
    Column("sikker", "ui.innst.sikkerhet", lambda row: _chip(row), CellKind.CHIP, 190),
    Column("navn", "ui.innst.sats", lambda row: row.name, CellKind.STRONG, 300, stretch=3),
    Column("verdi", "ui.innst.verdi", lambda row: _value(row), width=120),
    Column("fra", "ui.innst.gjelder_fra", lambda row: row.valid_from, CellKind.DATE, 110),
    Column("til", "ui.innst.gjelder_til", lambda row: row.valid_to, CellKind.DATE, 110),
    Column("kilde", "ui.innst.kilde", lambda row: row.source, CellKind.MUTED, 240, stretch=2),
)


def _chip(row: RateLine) -> ChipLook:
    """Foreløpig as long as nobody has answered for it; else how it is known."""
    if row.preliminary:
        return look(ChipKind.FORELOPIG)
    return ChipLook(enum_text(row.certainty).capitalize(), Tone.NEUTRAL, "check")


def _value(row: RateLine) -> str:
    return f"{formats.number(Decimal(row.value))} {enum_text(row.unit)}"


class RatesSection(Section):
    """The table; "Bekreft" makes the office answer for the chosen row, "Ny verdi" adds one."""

    key = "satser"
    title = "ui.innst.satser"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._rows: dict[int, RateLine] = {}
        self.table = Table(_COLUMNS, name="satser", store=ctx.settings)
        self.table.setAccessibleName(text("ui.innst.satser"))
        self.table.setMinimumHeight(360)
        self._told = Label("", "caption", "text2", wrap=True)
        self.confirm = primary(text("ui.innst.bekreft"), "check")
        self.add_value = secondary(text("ui.innst.ny_verdi"), "plus")
        row = QHBoxLayout()
        for button in (self.confirm, self.add_value):
            row.addWidget(button)
        row.addWidget(self._told, 1)
        card = Card(text("ui.innst.satser"), text("ui.innst.satser_hva"))
        card.add(self.table, 1)
        card.add(row)
        self.column.addWidget(card, 1)
        for button in (self.confirm, self.add_value):
            button.setVisible(ctx.may(Right.RATE_WRITE))
        self.table.chosen.connect(lambda _chosen: self._stand())
        self.confirm.clicked.connect(self._confirm)
        self.add_value.clicked.connect(self._add)
        self._stand()

    def load(self) -> None:
        self.ctx.jobs.read(self._ask, owner=self, topic="satser", done=self._show)

    def _ask(self) -> tuple[RateLine, ...]:
        from ...casework.rates import rate_lines

        return rate_lines(self.ctx.desk)

    def _show(self, lines: tuple[RateLine, ...]) -> None:
        self._rows = dict(enumerate(lines, start=1))
        self.table.show_rows(self._rows)
        self._stand()

    @property
    def chosen(self) -> RateLine | None:
        """The row one stands on."""
        row_id = self.table.chosen_id
        return self._rows.get(row_id) if row_id is not None else None

    def _stand(self) -> None:
        row = self.chosen
        self.confirm.setEnabled(row is not None and row.preliminary)
        self.add_value.setEnabled(row is not None)
        told = ""
        if row is not None and row.confirmed_at is not None:
            told = text("ui.innst.bekreftet", hvem=row.confirmed_by, dag=row.confirmed_at.date())
        elif row is not None:
            told = text("ui.innst.sikker_fordi", hvordan=enum_text(row.certainty))
        self._told.setText(told)

    def _confirm(self) -> None:
        row = self.chosen
        if row is None:
            return
        from ...casework.rates import confirm_rate

        desk = self.ctx.desk

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Callable[[], Done[int]]:
            return lambda: confirm_rate(desk, row.key, row.valid_from, str(values["source"]))

        source = FieldSpec("source", "ui.innst.kilde", required=True, help="ui.innst.kilde_hjelp")
        self._dialog(text("ui.innst.bekreft_tittel", verdi=_value(row)), row, (source,), act, text("ui.innst.bekreft"))

    def _add(self) -> None:
        row = self.chosen
        if row is None:
            return
        from ...casework.rates import RateInput, add_rate

        desk = self.ctx.desk

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Callable[[], Done[int]]:
            given = RateInput(
                row.key, values["valid_from"], str(values["value"]), str(values["source"]), values.get("valid_to")
            )
            return lambda: add_rate(desk, given)

        self._dialog(text("ui.innst.ny_verdi"), row, _fields(row), act, text("ui.felles.lagre"))

    def _dialog(self, title: str, row: RateLine, fields: tuple[FieldSpec, ...], act: Any, save: str) -> None:
        words = Words(title, row.name, save, msg("ui.innst.satser"))
        dialog = FormDialog(self.ctx, words, FormSpec((SectionSpec(fields),)), act, undo=False)
        dialog.finished.connect(lambda _value: self.load())
        dialog.begin({})


def _fields(row: RateLine) -> tuple[FieldSpec, ...]:
    """What a new value is asked for; a last day only where the rate has one."""
    until = (FieldSpec("valid_to", "ui.innst.gjelder_til", FieldKind.DATE, required=True),) if row.valid_to else ()
    return (
        FieldSpec("value", "ui.innst.verdi", required=True, width=120),
        FieldSpec("valid_from", "ui.innst.gjelder_fra", FieldKind.DATE, required=True),
        *until,
        FieldSpec("source", "ui.innst.kilde", required=True, help="ui.innst.kilde_hjelp"),
    )
