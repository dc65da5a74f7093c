"""The rates: each value with its dates, source and how sure it is; the office confirms, corrects and adds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ...rules.explanation import Unit
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_code, enum_text, formats, text
from ..parts.buttons import primary, secondary
from ..parts.chips import ChipKind, ChipLook, Tone, look
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.table_model import CellKind, Column
from ..record_tabs.form_dialog import FormDialog, Words
from ..shell.context import Context
from .table_section import TableSection

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ...casework.rates import RateLine

_COLUMNS: tuple[Column[Any], ...] = (
    Column("sikker", "ui.innst.sikkerhet", lambda row: _chip(row), CellKind.CHIP, 176),
    Column("navn", "ui.innst.sats", lambda row: row.name, CellKind.STRONG, 330, stretch=3),
    Column("verdi", "ui.innst.verdi", lambda row: rate_words(row.value, row.unit) if row.value else "", width=110),
    Column("fra", "ui.innst.gjelder_fra", lambda row: row.valid_from, CellKind.DATE, 104),
    Column("til", "ui.innst.gjelder_til", lambda row: row.valid_to, CellKind.DATE, 104),
    Column("kilde", "ui.innst.kilde", lambda row: row.source, CellKind.MUTED, 220, stretch=2),
)
_SOURCE = FieldSpec("source", "ui.innst.kilde", required=True, help="ui.innst.kilde_hjelp")
_TIMES = {
    Unit.DAYS: "ui.innst.dager",
    Unit.WEEKS: "ui.innst.uker",
    Unit.MONTHS: "ui.innst.maneder",
}


def rate_words(value: str, unit: Unit) -> str:
    """A rate as people write it: "3 måneder", "10 %", "136 549 kr"; what is only counted has no unit."""
    exact = Decimal(value)
    if unit in _TIMES:
        return text(_TIMES[unit], antall=exact)
    if unit is Unit.PERCENT:  # with every decimal: 16,44 %, 0,27 %
        return formats.percent(exact, len(value.partition(".")[2]))
    if unit is Unit.COUNT:
        return formats.number(exact)
    return formats.kroner(int(exact * 100)) if unit is Unit.KRONER else f"{formats.number(exact)} {enum_text(unit)}"


def _chip(row: RateLine) -> ChipLook:
    """Foreløpig as long as nobody has answered for it; else how it is known."""
    if row.certainty is None:
        return ChipLook(text("ui.innst.sats_venter"), Tone.WARN, "circle-help")
    if row.preliminary:
        return look(ChipKind.FORELOPIG)
    return ChipLook(enum_text(row.certainty).capitalize(), Tone.NEUTRAL, "check")


class RatesSection(TableSection["RateLine"]):
    """The table and, under it, all that is known of the chosen row; "Bekreft" makes the office answer for it."""

    key = "satser"
    title = "ui.innst.satser"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, _COLUMNS, "satser", "ui.innst.satser_hva")
        self.confirm = primary(text("ui.innst.bekreft"), "check")
        self.correct = secondary(text("ui.innst.overstyr"), "pencil")
        self.add_value = secondary(text("ui.innst.ny_verdi"), "plus")
        self.add_acts(((self.confirm, self._confirm), (self.correct, self._correct), (self.add_value, self._add)))
        for button in (self.confirm, self.correct, self.add_value):
            button.setVisible(ctx.may(Right.RATE_WRITE))

    def ask(self) -> tuple[RateLine, ...]:
        from ...casework.rates import rate_lines

        return rate_lines(self.ctx.desk)

    def name_of(self, row: RateLine) -> object:
        return row.key, row.valid_from

    def words(self, row: RateLine) -> str:
        return " ".join(_told(row))

    def stand(self, row: RateLine | None) -> None:
        self.confirm.setEnabled(row is not None and row.preliminary)
        self.correct.setEnabled(row is not None and not row.awaited)
        self.add_value.setEnabled(row is not None)

    # -- the acts -----------------------------------------------------------------------------------

    def _confirm(self) -> None:
        row = self.chosen
        if row is None or row.valid_from is None:
            return
        from ...casework.rates import confirm_rate

        desk, key, first = self.ctx.desk, row.key, row.valid_from

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Callable[[], Done[int]]:
            return lambda: confirm_rate(desk, key, first, str(values["source"]))

        title = text("ui.innst.bekreft_tittel", verdi=rate_words(row.value, row.unit))
        self._dialog(title, row, (_SOURCE,), act, {}, text("ui.innst.bekreft"))

    def _correct(self) -> None:
        """Another value for the same dates, in the place of what stands there."""
        row = self.chosen
        if row is not None:
            shown = {"value": formats.number(Decimal(row.value))}
            self._dialog(text("ui.innst.overstyr"), row, (_value_field(row), _SOURCE), self._adding(row), shown)

    def _add(self) -> None:
        """A value from another day on; a last day is asked only where the rate has one."""
        row = self.chosen
        if row is None:
            return
        days = [FieldSpec("valid_from", "ui.innst.gjelder_fra", FieldKind.DATE, required=True)]
        if not row.standing:
            days.append(FieldSpec("valid_to", "ui.innst.gjelder_til", FieldKind.DATE, required=True))
        self._dialog(text("ui.innst.ny_verdi"), row, (_value_field(row), *days, _SOURCE), self._adding(row), {})

    def _adding(self, row: RateLine) -> Any:
        """The act of a form whose dates are those of the row, unless it asks for others."""
        from ...casework.rates import RateInput, add_rate

        desk = self.ctx.desk

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Callable[[], Done[int]]:
            first, last = values.get("valid_from", row.valid_from), values.get("valid_to", row.valid_to)
            self._goal = (row.key, first)
            return lambda: add_rate(desk, RateInput(row.key, first, str(values["value"]), str(values["source"]), last))

        return act

    def _dialog(
        self,
        title: str,
        row: RateLine,
        fields: tuple[FieldSpec, ...],
        act: Any,
        shown: Mapping[str, object],
        save: str = "",
    ) -> None:
        self._goal = (row.key, row.valid_from)
        words = Words(title, row.name, save or text("ui.felles.lagre"), msg("ui.innst.satser"))
        dialog = FormDialog(self.ctx, words, FormSpec((SectionSpec(fields),)), act, undo=False)
        dialog.finished.connect(lambda _value: self.load())
        dialog.begin(shown)


def _value_field(row: RateLine) -> FieldSpec:
    return FieldSpec("value", "ui.innst.verdi", unit=enum_code(row.unit), required=True, width=120)


def _told(row: RateLine) -> Iterator[str]:
    """All that is known of a row: what it means, where it stands, who answers for it, what it came with."""
    if row.certainty is None:
        yield text("ui.innst.sats_venter_hva")
        return
    if row.note:
        yield text("ui.innst.sats_merknad", merknad=row.note)
    yield text("ui.innst.sats_kilde", kilde=row.source)
    if row.confirmed_at is not None:
        yield text("ui.innst.bekreftet", hvem=row.confirmed_by, dag=row.confirmed_at.date())
    else:
        yield text("ui.innst.sikker_fordi", hvordan=enum_text(row.certainty))
    if row.was:
        yield text("ui.innst.medfolgende_verdi", verdi=rate_words(row.was, row.unit))
