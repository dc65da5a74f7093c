"""All tenancies of a dwelling over time; a protected one is a stretch and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...texts import text
from ..parts.cards import Card
from ..parts.labels import Label
from ..parts.table_columns import Store
from ..parts.table_model import CellKind, Column, Yields
from ..parts.table_view import Table
from ..style import tokens

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.stock import TenancyLine


def tenancies_card(lines: Sequence[TenancyLine], opens: Callable[[str, int], object], store: Store) -> Card:
    """The tenancies, newest first; Enter and double click open one."""
    card = Card(text("ui.bolig.leieforhold_over_tid"), str(len(lines)) if lines else "")
    if not lines:
        card.add(Label(text("ui.bolig.aldri_utleid"), colour="text2", wrap=True))
        return card
    table = Table(_columns(), name="boligens leieforhold", store=store, in_card=True)
    table.setAccessibleName(text("ui.bolig.leieforhold_over_tid"))
    table.show_rows(dict(enumerate(lines)))
    table.setFixedHeight(tokens.CARD_HEADER_H + len(lines) * table.row_height + tokens.S4)

    def opened(place: int) -> None:
        tenancy_id = lines[place].id
        if tenancy_id is not None:
            opens("tenancy", tenancy_id)

    table.opened.connect(opened)
    card.add(table)
    return card


def _tenant(line: TenancyLine) -> str:
    return text("bolig.status.skjermet") if line.shielded else line.tenant


def _columns() -> tuple[Column[TenancyLine], ...]:
    return (
        Column("fra", "felt.from_date", lambda r: r.from_date, CellKind.DATE, 96),
        Column("til", "felt.to_date", lambda r: r.closed_on or r.to_date, CellKind.DATE, 96),
        Column("leietaker", "bolig.kolonne.leietaker", _tenant, width=200, least=110, stretch=1, yields=Yields.LAST),
        Column("nummer", "ui.bolig.avtale", lambda r: r.number, width=104, yields=Yields.FIRST),
    )
