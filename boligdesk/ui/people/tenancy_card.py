"""The tenancies of a person, newest first; Enter opens one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ...casework.core.person_homes import Living
from ...casework.person_card import PersonTenancy
from ...rules.rights import Right
from ...texts import text
from ..parts.buttons import secondary
from ..parts.cards import Card
from ..parts.labels import Label
from ..parts.table_columns import Store
from ..parts.table_model import CellKind, Column, Yields
from ..parts.table_view import Table
from ..style import tokens
from .acts import PersonActs
from .listing import living_chip


class TenanciesCard(Card):
    """ "Leieforhold over tid". `opened(tenancy_id)` when one is to be opened."""

    opened = Signal(int)

    def __init__(self, store: Store) -> None:
        super().__init__(text("ui.leietaker.leieforhold_over_tid"))
        self._none = Label(text("ui.leietaker.aldri_leid"), colour="text2", wrap=True)
        self.table: Table | None = None
        self._store = store
        self.open_button = secondary(text("ui.leietaker.apne_leieforhold"), "file-text", small=True)
        self.open_button.clicked.connect(self._open)
        self.add(self._none)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        self.add(row)

    def show_person(self, do: PersonActs) -> None:
        """Show the tenancies of a person."""
        rows = {t.home.tenancy_id: t for t in do.card.tenancies}
        self._none.setVisible(not rows)
        if self.table is None:
            self.table = self._make(do)
        table = self.table
        table.setVisible(bool(rows))
        table.show_rows(rows)
        table.setFixedHeight(tokens.CARD_HEADER_H + len(rows) * table.row_height + tokens.S4)
        self.open_button.setVisible(bool(rows))
        if rows and table.chosen_id is None:
            table.choose_first()

    def clear(self) -> None:
        """Forget the person shown."""
        if self.table is not None:
            self.table.show_rows({})

    def _open(self) -> None:
        if self.table is not None and self.table.chosen_id is not None:
            self.opened.emit(self.table.chosen_id)

    def _make(self, do: PersonActs) -> Table:
        today = do.ctx.desk.today
        table = Table(
            _columns(today, do.ctx.may(Right.LEDGER_READ)),
            name="personens leieforhold",
            store=self._store,
            in_card=True,
        )
        table.setAccessibleName(text("ui.leietaker.leieforhold_over_tid"))
        table.opened.connect(self.opened)
        self.body.insertWidget(2, table)
        return table


def _columns(today: date, sees_accounts: bool) -> tuple[Column[PersonTenancy], ...]:
    owed = Column[PersonTenancy]("forfalt", "ui.leietaker.forfalt", lambda r: r.overdue_ore, CellKind.MONEY, 88)
    return (
        Column(
            "status",
            "person.kolonne.status",
            lambda r: living_chip(r.home.living, r.home.until, today),
            CellKind.CHIP,
            132,
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
        *([owed] if sees_accounts else []),
        Column("nummer", "ui.leietaker.kontrakt", lambda r: r.home.number, width=96, yields=Yields.FIRST),
    )


def _until(row: PersonTenancy) -> object:
    return row.home.closed_on or row.home.until


def _rent(row: PersonTenancy) -> int | None:
    return None if row.home.living is Living.FORMER else row.rent_ore
