"""The tab Konto of a case: the account with its running balance, what is open, and what holds for a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ...casework.account_links import AccountLinks, InterruptionRow, account_links
from ...casework.arrears_card import ArrearsCard, ClaimLine
from ...casework.claim_marks import BY_HAND
from ...casework.statements import MarkRow, Statement, StatementLine, statement
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import enum_text, fault_text, formats, render, text
from ..parts.cards import Card
from ..parts.chips import ChipLook, Tone
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..parts.table_model import CellKind, Column, Yields
from ..parts.table_view import Table
from ..people.rows import Lines, LinesCard, LinkLine, top_label
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from . import entry_forms, mark_forms
from .account_lines import LINES
from .payers_dialog import payers_dialog
from .statement_dialog import statement_dialog
from .tabs import ArrearsTab

#: More lines than this scroll inside their card.
_MOST_LINES = 14
_DATE_W = 92


class AccountTab(ArrearsTab):
    """Lines newest first, each with the balance after it; open claims with their days and marks."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.account_id: int | None = None
        self.card: ArrearsCard | None = None
        self._own = False
        self.lines = Table(LINES, name="restanser.konto", store=ctx.settings, in_card=True)
        self.open = Table(_OPEN, name="restanser.apne", store=ctx.settings, in_card=True)
        self._account, self._claims = Card(text("ui.restanser.leiekonto")), Card(text("ui.restanser.apne_krav"))
        self._marks = LinesCard(text("ui.merke.kort"))
        self._none = Label(text("ui.restanser.ingen_apne"), colour="text2", wrap=True)
        self._empty = Label("", colour="text2", wrap=True)
        self.lines.setAccessibleName(text("ui.restanser.leiekonto"))
        self.open.setAccessibleName(text("ui.restanser.apne_krav"))
        self._account.add(self._empty)
        self._account.add(self.lines)
        self._claims.add(self._none)
        self._claims.add(self.open)
        self.open.opened.connect(self._mark)

    def cards(self) -> Sequence[Placed]:
        return (
            Placed(self._account, Place.WIDE),
            Placed(self._claims, Place.WIDE),
            Placed(self._marks, Place.WIDE),
        )

    def acts(self, card: ArrearsCard) -> Iterable[BarAct]:
        if self.ctx.may(Right.LEDGER_WRITE):
            yield from self._by_hand(card) if self._own else ()
            yield from self._about_claims(card)
        shown = partial(statement_dialog, self.ctx, card)
        yield BarAct(text("ui.konto.per_annen_dag"), shown, "calendar", more=True)
        if self.ctx.may(Right.PAYMENTS_WRITE):
            yield BarAct(text("ui.betaler.kjente"), partial(payers_dialog, self.ctx, card), "users", more=True)

    def _by_hand(self, card: ArrearsCard) -> Iterator[BarAct]:
        """Entries by hand, where the books are the office's own."""
        ctx = self.ctx
        claim = partial(entry_forms.entry_dialog, ctx, card, entry_forms.CLAIM)
        credit = partial(entry_forms.entry_dialog, ctx, card, entry_forms.CREDIT)
        yield BarAct(text("ui.konto.nytt_krav"), claim, "file-plus")
        yield BarAct(text("ui.konto.trekk_fra"), credit, "minus")
        yield BarAct(text("ui.konto.krev_rente"), partial(entry_forms.interest_dialog, ctx, card), "scale", more=True)
        yield BarAct(text("ui.konto.rett"), self._counter, "undo-2", more=True)

    def _about_claims(self, card: ArrearsCard) -> Iterator[BarAct]:
        """What holds for a claim, and what pays it."""
        ctx = self.ctx
        if card.claims:
            yield BarAct(text("ui.merke.sett"), partial(mark_forms.mark_dialog, ctx, card), "bookmark")
            foreldelse = partial(mark_forms.interruption_dialog, ctx, card)
            yield BarAct(text("ui.merke.foreldelse"), foreldelse, "gavel", more=True)
        yield BarAct(text("ui.konto.flytt"), partial(entry_forms.move_dialog, ctx, card), "split", more=True)
        if card.unallocated_ore:
            back = partial(entry_forms.repay_dialog, ctx, card)
            yield BarAct(text("ui.konto.betal_tilbake"), back, "hand-coins", more=True)

    def _counter(self) -> None:
        """Correct an entry: the line that is chosen stands first."""
        if self.card is not None:
            entry_forms.counter_dialog(self.ctx, self.card, self.lines.chosen_id)

    def _mark(self, claim_id: int) -> None:
        """Enter on an open claim: mark it."""
        if self.card is not None and self.ctx.may(Right.LEDGER_WRITE):
            mark_forms.mark_dialog(self.ctx, self.card, claim_id)

    def show_card(self, card: ArrearsCard) -> None:
        self.account_id, self.card = card.account_id, card
        _fill(self.open, {claim.entry_id: claim for claim in card.claims})
        self.open.setVisible(bool(card.claims))
        self._none.setVisible(not card.claims)
        self._claims.set_title(text("ui.restanser.apne_krav"), formats.kroner(card.open_ore, always_ore=True))
        read, desk, one = self.ctx.jobs.read, self.ctx.desk, card.account_id
        read(partial(statement, desk, one), owner=self, topic="konto", done=self._arrived, failed=self._refused)
        marks = partial(self._marked, card)
        read(partial(account_links, desk, one), owner=self, topic="merker", done=marks, failed=self._refused)

    def clear(self) -> None:
        self.account_id = self.card = None
        self._marks.put(Lines(_DATE_W))
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

    def _marked(self, card: ArrearsCard, links: AccountLinks) -> None:
        """What was set on claims, and what starts foreldelse anew, each with the way to end it."""
        if card.account_id != self.account_id:
            return
        self._put_marks(card, links)
        if links.own is not self._own:
            self._own = links.own
            self.acts_changed.emit()

    def _put_marks(self, card: ArrearsCard, links: AccountLinks) -> None:
        lines, may = Lines(_DATE_W), self.ctx.may(Right.LEDGER_WRITE)
        for claim in links.lines.values():
            for mark in claim.set_marks:
                until = text("ui.restanser.til_dato", dato=mark.to_date) if mark.to_date else ""
                told = (enum_text(mark.mark).capitalize(), render(claim.what), until, mark.reason)
                over = mark.to_date is not None and mark.to_date < self.ctx.desk.today
                end = _link("ui.merke.avslutt") if may and not over and mark.mark in BY_HAND else None
                if end is not None:
                    end.clicked.connect(partial(self._end_mark, card, mark))
                day = Label(formats.day(mark.from_date), "label")
                lines.add(day, top_label(" · ".join(filter(None, told)), colour="text2" if over else None), end=end)
        for row in links.interruptions:
            said = (enum_text(row.kind), render(links.lines[row.claim_id].what), row.note)
            end = _link("ui.merke.trekk_avbrudd") if may else None
            if end is not None:
                end.clicked.connect(partial(self._withdraw, card, row))
            lines.add(Label(formats.day(row.on), "label"), top_label(" · ".join(filter(None, said))), end=end)
        if lines.empty:
            lines.say(text("ui.merke.ingen"))
        self._marks.put(lines)

    def _end_mark(self, card: ArrearsCard, mark: MarkRow, _pressed: bool = False) -> None:
        mark_forms.end_mark_dialog(self.ctx, card, mark)

    def _withdraw(self, card: ArrearsCard, row: InterruptionRow, _pressed: bool = False) -> None:
        mark_forms.withdraw_interruption_dialog(self.ctx, card, row)

    def _refused(self, error: RefusedError) -> None:
        self.clear()
        self._empty.setText(fault_text(error.fault).whole)
        self._empty.show()


def _link(code: str) -> LinkLine:
    return LinkLine(text(code))


def _fill(table: Table, rows: dict[int, StatementLine] | dict[int, ClaimLine]) -> None:
    table.show_rows(rows)
    shown = min(len(rows), _MOST_LINES)
    table.setFixedHeight(tokens.CARD_HEADER_H + max(1, shown) * table.row_height + tokens.S4)


def _claim(claim: ClaimLine) -> str:
    month = f" {formats.month(claim.month)}" if claim.month else ""
    return " · ".join(filter(None, (enum_text(claim.kind) + month, claim.text)))


def _marks(claim: ClaimLine) -> ChipLook | None:
    said = ", ".join(enum_text(mark) for mark in sorted(claim.marks))
    return ChipLook(said.capitalize(), Tone.INFO, "bookmark") if said else None


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
