"""The tab Konto of a case: the account with its running balance, and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...casework.arrears_card import ArrearsCard, ClaimLine
from ...casework.statements import Statement, StatementLine, statement
from ...rules.messages import RefusedError
from ...texts import enum_text, fault_text, formats, render, text
from ..parts.cards import Card
from ..parts.chips import ChipLook, Tone
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..parts.table_model import CellKind, Column, Yields
from ..parts.table_view import Table
from ..shell.context import Context
from ..style import tokens
from .tabs import ArrearsTab

#: More lines than this scroll inside their card.
_MOST_LINES = 14


class AccountTab(ArrearsTab):
    """Lines newest first, each with the balance after it; open claims with their days and marks."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.account_id: int | None = None
        self.lines = Table(_LINES, name="restanser.konto", store=ctx.settings, in_card=True)
        self.open = Table(_OPEN, name="restanser.apne", store=ctx.settings, in_card=True)
        self._account, self._claims = Card(text("ui.restanser.leiekonto")), Card(text("ui.restanser.apne_krav"))
        self._none = Label(text("ui.restanser.ingen_apne"), colour="text2", wrap=True)
        self._empty = Label("", colour="text2", wrap=True)
        self.lines.setAccessibleName(text("ui.restanser.leiekonto"))
        self.open.setAccessibleName(text("ui.restanser.apne_krav"))
        self._account.add(self._empty)
        self._account.add(self.lines)
        self._claims.add(self._none)
        self._claims.add(self.open)

    def cards(self) -> Sequence[Placed]:
        return (Placed(self._account, Place.WIDE), Placed(self._claims, Place.WIDE))

    def show_card(self, card: ArrearsCard) -> None:
        self.account_id = card.account_id
        _fill(self.open, {claim.entry_id: claim for claim in card.claims})
        self.open.setVisible(bool(card.claims))
        self._none.setVisible(not card.claims)
        self._claims.set_title(text("ui.restanser.apne_krav"), formats.kroner(card.open_ore, always_ore=True))
        asked = partial(statement, self.ctx.desk, card.account_id)
        self.ctx.jobs.read(asked, owner=self, topic="konto", done=self._arrived, failed=self._refused)

    def clear(self) -> None:
        self.account_id = None
        _fill(self.open, {})
        _fill(self.lines, {})
        self._claims.set_title(text("ui.restanser.apne_krav"))
        self._account.set_title(text("ui.restanser.leiekonto"))

    def _arrived(self, found: Statement) -> None:
        if found.account_id != self.account_id:
            return
        _fill(self.lines, {line.entry_id: line for line in reversed(found.lines)})
        self.lines.setVisible(bool(found.lines))
        self._empty.setText("" if found.lines else text("ui.restanser.tom_konto"))
        self._empty.setVisible(not found.lines)
        balance = text("ui.restanser.saldo_i_dag", sum=found.balance_ore)
        self._account.set_title(text("ui.restanser.leiekonto"), balance)

    def _refused(self, error: RefusedError) -> None:
        self.clear()
        self._empty.setText(fault_text(error.fault).whole)
        self._empty.show()


def _fill(table: Table, rows: dict[int, StatementLine] | dict[int, ClaimLine]) -> None:
    table.show_rows(rows)
    shown = min(len(rows), _MOST_LINES)
    table.setFixedHeight(tokens.CARD_HEADER_H + max(1, shown) * table.row_height + tokens.S4)


def _what(line: StatementLine) -> str:
    told = [render(line.what), line.reason, ", ".join(enum_text(mark) for mark in line.marks)]
    if line.nominal_on is not None:
        told.append(text("ui.restanser.etter_kontrakten", dato=line.nominal_on))
    if line.is_coming:
        told.append(text("ui.restanser.ikke_forfalt"))
    return " · ".join(part for part in told if part)


def _claim(claim: ClaimLine) -> str:
    month = f" {formats.month(claim.month)}" if claim.month else ""
    return " · ".join(filter(None, (enum_text(claim.kind) + month, claim.text)))


def _marks(claim: ClaimLine) -> ChipLook | None:
    said = ", ".join(enum_text(mark) for mark in sorted(claim.marks))
    return ChipLook(said.capitalize(), Tone.INFO, "bookmark") if said else None


_LINES = (
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

_OPEN = (
    Column[ClaimLine]("forfall", "ui.restanser.forfall", lambda r: r.due, CellKind.DATE, width=100),
    Column[ClaimLine](
        "krav",
        "ui.restanser.krav",
        _claim,
        width=200,
        least=130,
        stretch=2,
        yields=Yields.LAST,
    ),
    Column[ClaimLine]("dager", "ui.restanser.dager", lambda r: r.days_late, CellKind.NUMBER, width=64),
    Column[ClaimLine]("belop", "ui.restanser.krevd", lambda r: r.amount_ore, CellKind.MONEY, width=104, hide_below=620),
    Column[ClaimLine]("rest", "ui.restanser.rest", lambda r: r.remaining_ore, CellKind.MONEY, width=104),
    Column[ClaimLine]("merket", "ui.restanser.merket", _marks, CellKind.CHIP, width=170, hide_below=560),
)
