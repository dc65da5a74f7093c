"""The lines of a rent account as a table: on the tab Konto, and on a statement of another day."""

from __future__ import annotations

from ...casework.statements import StatementLine
from ...texts import enum_text, render, text
from ..parts.table_model import CellKind, Column, Yields


def _what(line: StatementLine) -> str:
    told = [render(line.what), line.reason, ", ".join(enum_text(mark) for mark in sorted(line.marks))]
    if line.nominal_on is not None:
        told.append(text("ui.restanser.etter_kontrakten", dato=line.nominal_on))
    if line.is_coming:
        told.append(text("ui.restanser.ikke_forfalt"))
    return " · ".join(part for part in told if part)


LINES = (
    Column[StatementLine]("dato", "ui.restanser.dato", lambda r: r.on, CellKind.DATE, width=100),
    Column[StatementLine]("tekst", "ui.restanser.tekst", _what, width=220, least=140, stretch=2, yields=Yields.LAST),
    Column[StatementLine](
        "bilag", "ui.restanser.bilag", lambda r: r.voucher, CellKind.MUTED, width=140, hide_below=640
    ),
    Column[StatementLine](
        "belastet", "ui.restanser.belastet", lambda r: r.amount_ore if r.amount_ore > 0 else None, CellKind.MONEY, 104
    ),
    Column[StatementLine](
        "betalt", "ui.restanser.betalt", lambda r: -r.amount_ore if r.amount_ore < 0 else None, CellKind.MONEY, 104
    ),
    Column[StatementLine]("saldo", "ui.restanser.saldo", lambda r: r.balance_ore, CellKind.MONEY, width=110),
)
