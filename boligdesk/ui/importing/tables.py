"""The three tables of the import: columns, rows, and what will change."""

from __future__ import annotations

from ..parts.table_model import CellKind, Column, Yields
from .lines import ColumnLine, MatchLine, RowLine

COLUMNS = (
    Column[ColumnLine](
        "label", "ui.import.kolonne_i_filen", lambda r: r.label, width=170, stretch=2, second=lambda r: r.sample
    ),
    Column[ColumnLine]("field", "ui.import.felt_i_boligdesk", lambda r: r.field, CellKind.STRONG, width=140, stretch=1),
    Column[ColumnLine]("chip", "ui.import.forslag", lambda r: r.chip, CellKind.CHIP, width=124, yields=Yields.NEVER),
)

ROWS = (
    Column[RowLine]("number", "ui.import.rad", lambda r: r.number, CellKind.NUMBER, width=56),
    Column[RowLine]("status", "ui.import.status", lambda r: r.chip, CellKind.CHIP, width=116, yields=Yields.NEVER),
    Column[RowLine](
        "title", "ui.import.celle_og_grunn", lambda r: r.title, width=330, stretch=6, second=lambda r: r.reason
    ),
    Column[RowLine](
        "mend", "ui.import.rettelse", lambda r: r.mend, width=170, stretch=1, tone=lambda _r: "link", yields=Yields.THEN
    ),
)

MATCHES = (
    Column[MatchLine]("number", "ui.import.rad", lambda r: r.number, CellKind.NUMBER, width=56),
    Column[MatchLine]("chip", "ui.import.hva_skjer", lambda r: r.chip, CellKind.CHIP, width=116, yields=Yields.NEVER),
    Column[MatchLine]("title", "ui.import.blir_til", lambda r: r.title, width=380, stretch=3),
    Column[MatchLine]("fields", "ui.import.endrer", lambda r: r.fields, CellKind.MUTED, width=240, stretch=2),
)
