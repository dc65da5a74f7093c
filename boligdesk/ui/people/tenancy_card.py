"""The tenancies of a person, newest first: Enter shows one below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from ...casework.core.person_homes import Living
from ...casework.person_card import PersonTenancy
from ...texts import text
from ..parts.cards import Card
from ..parts.labels import Label
from ..parts.table_columns import Store
from ..parts.table_model import CellKind, Column, Yields
from ..parts.table_view import Table
from ..style import tokens
from .acts import PersonActs
from .listing import living_chip


class TenanciesCard(Card):
    """ "Leieforhold over tid". `chosen(tenancy_id)` when the user stands on another."""

    chosen = Signal(int)

    def __init__(self, store: Store) -> None:
        super().__init__(text("ui.leietaker.leieforhold_over_tid"))
        self._none = Label(text("ui.leietaker.aldri_leid"), colour="text2", wrap=True)
        self.table: Table | None = None
        self._store = store
        self.add(self._none)

    def show_person(self, do: PersonActs, chosen: int | None = None) -> None:
        """Show the tenancies of a person; `chosen` is the one to stand on, else the first."""
        rows = {t.home.tenancy_id: t for t in do.card.tenancies}
        self._none.setVisible(not rows)
        if self.table is None:
            self.table = self._make(do)
        table = self.table
        table.setVisible(bool(rows))
        table.show_rows(rows)
        table.setFixedHeight(tokens.CARD_HEADER_H + len(rows) * table.row_height + tokens.S4)
        if chosen is not None and chosen in rows:
            table.choose(chosen)
        elif table.chosen_id is None:
            table.choose_first()

    def _make(self, do: PersonActs) -> Table:
        today = do.ctx.desk.today
        table = Table(_columns(today), name="personens leieforhold", store=self._store, in_card=True)
        table.setAccessibleName(text("ui.leietaker.leieforhold_over_tid"))
        table.chosen.connect(lambda row_id: self.chosen.emit(row_id) if row_id is not None else None)
        self.add(table)
        return table


def _columns(today: date) -> tuple[Column[PersonTenancy], ...]:
    return (
        Column(
            "status",
            "person.kolonne.status",
            lambda r: living_chip(r.home.living, r.home.until, today),
            CellKind.CHIP,
            134,
        ),
        Column(
            "adresse",
            "person.kolonne.adresse",
            lambda r: r.home.address,
            width=180,
            least=110,
            stretch=1,
            yields=Yields.LAST,
        ),
        Column("fra", "felt.from_date", lambda r: r.home.from_date, CellKind.DATE, 96),
        Column("til", "felt.to_date", _until, CellKind.DATE, 96),
        Column("leie", "ui.leietaker.leie_md", _rent, CellKind.MONEY, 80),
        Column("nummer", "ui.leietaker.kontrakt", lambda r: r.home.number, width=96, yields=Yields.FIRST),
    )


def _until(row: PersonTenancy) -> object:
    return row.home.closed_on or row.home.until


def _rent(row: PersonTenancy) -> int | None:
    return None if row.home.living is Living.FORMER else row.rent_ore
