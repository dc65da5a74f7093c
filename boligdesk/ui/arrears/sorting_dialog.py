"""Payments to sort (P26): the lines left, and beside them what each could be for, and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...casework.arrears_list import ArrearsRow
from ...casework.payment_lists import LineCard, LineRow, Suggestion, line_card, line_rows
from ...rules.arrears.words import LineState
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.buttons import Button, ButtonKind, ghost, secondary
from ..parts.cards import Card
from ..parts.dialog import DialogFrame
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.listpage import ListPage
from ..shell.context import Context
from ..style import tokens
from .account_picker import home_of, pick_account
from .line_list import line_name, line_spec
from .sorting_forms import about_line, account_line, assign_dialog, return_dialog, set_aside_dialog, sort_again_dialog
from .split_dialog import split_dialog

_WIDTH, _SIDE_W = 1220, 470
_CONCERNS = ("payment_line", "payment_file", "ledger_entry", "known_payer")


class LinePanel(QScrollArea):
    """One payment: what the bank told, what it could be for, and what can be done with it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.card: LineCard | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(text("ui.innbetaling.kan_vaere"))
        self.setFixedWidth(_SIDE_W)
        self._inside: QWidget | None = None
        self.show_nothing()

    def show_nothing(self, words: str = "") -> None:
        """No line is chosen, or it must not be seen."""
        self.card = None
        card = Card()
        card.add(Label(words or text("ui.innbetaling.velg_linje"), colour="text2", wrap=True))
        self._put([card])

    def show_card(self, card: LineCard) -> None:
        """Show a payment."""
        self.card = card
        about = self._about(card)
        cards = [about, *([self._suggestions(card)] if card.row.state is LineState.WAITING else [self._parts(card)])]
        self._put(cards)

    def _put(self, cards: list[Card]) -> None:
        holder = QWidget()
        holder.setProperty("part", "scroll")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(holder)

    def _about(self, card: LineCard) -> Card:
        row, shown = card.row, Card(line_name(card.row), enum_text(card.row.outcome))
        facts = Facts()
        told = (
            ("ui.innbetaling.belop", formats.kroner(row.amount_ore or 0, always_ore=True)),
            ("ui.innbetaling.bokfort", formats.day(row.booked_on)),
            ("ui.innbetaling.betalt", formats.day(card.paid_on) if card.paid_on else ""),
            ("ui.innbetaling.kid", row.kid or ""),
            ("ui.innbetaling.fra_konto", formats.account(row.payer_account) if row.payer_account else ""),
            ("ui.innbetaling.tekst", row.text),
            ("ui.innbetaling.merknad", row.note),
            ("ui.innbetaling.sortert_av", card.sorted_by),
        )
        for code, value in told:
            if value:
                facts.add(text(code), value)
        shown.add(facts)
        return shown

    def _suggestions(self, card: LineCard) -> Card:
        """What it could be for; the strongest is the primary."""
        shown = Card(text("ui.innbetaling.kan_vaere"), accent=True)
        may = self.ctx.may(Right.PAYMENTS_WRITE)
        incoming = (card.row.amount_ore or 0) > 0
        if incoming:
            for at, suggestion in enumerate(card.suggestions):
                shown.add(self._suggestion(card.row, suggestion, strongest=at == 0))
        if not incoming or not card.suggestions:
            shown.add(Label(text("ui.innbetaling.ingen_forslag"), colour="text2", wrap=True))
        if may:
            shown.add(self._ways(card, incoming))
        return shown

    def _suggestion(self, row: LineRow, suggestion: Suggestion, *, strongest: bool) -> QHBoxLayout:
        """An account it could be for, why, and the way to put it there."""
        account = suggestion.account
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(account_line(account), wrap=True))
        why = ", ".join(enum_text(reason) for reason in suggestion.reasons)
        words.addWidget(Label(why, "caption", "text2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(tokens.S12)
        line.addLayout(words, 1)
        if self.ctx.may(Right.PAYMENTS_WRITE):
            kind = ButtonKind.PRIMARY if strongest else ButtonKind.SECONDARY
            button = Button(text("ui.innbetaling.for_her"), kind, small=True)
            button.setAccessibleName(text("ui.innbetaling.for_her_navn", navn=account_line(account)))
            assign = partial(assign_dialog, self.ctx, row, account.account_id, account_line(account))
            button.clicked.connect(lambda _checked=False: assign())
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _ways(self, card: LineCard, incoming: bool) -> QVBoxLayout:
        row = card.row
        ways: list[tuple[str, str, Callable[[], object]]] = []
        if incoming:
            ways.append(("ui.innbetaling.velg_annet", "search", partial(self._choose, row)))
            ways.append(("ui.innbetaling.del_opp", "split", partial(split_dialog, self.ctx, card)))
        ways.append(("ui.innbetaling.er_retur", "undo-2", partial(return_dialog, self.ctx, row)))
        ways.append(("ui.innbetaling.er_ikke_var", "x", partial(set_aside_dialog, self.ctx, row)))
        column = QVBoxLayout()
        column.setSpacing(tokens.S4)
        for code, icon, act in ways:
            button = ghost(text(code), icon)
            button.clicked.connect(lambda _checked=False, act=act: act())
            column.addLayout(_left(button))
        return column

    def _choose(self, row: LineRow) -> None:
        def picked(found: ArrearsRow) -> None:
            name = " · ".join((", ".join(found.home.tenants), home_of(found), found.home.number))
            assign_dialog(self.ctx, row, found.id, name)

        pick_account(self.ctx, picked, about_line(row))

    def _parts(self, card: LineCard) -> Card:
        """What it was booked as; it can be undone."""
        shown = Card(text("ui.innbetaling.fort_pa"))
        for part in card.parts:
            amount = formats.kroner(-part.amount_ore, always_ore=True)
            shown.add(Label(f"{amount} · {account_line(part.account)}", wrap=True))
        if not card.parts:
            shown.add(Label(enum_text(card.row.state), colour="text2"))
        if self.ctx.may(Right.PAYMENTS_WRITE):
            undo = secondary(text("ui.innbetaling.sorter_pa_nytt"), "undo-2")
            undo.clicked.connect(lambda: sort_again_dialog(self.ctx, card.row))
            shown.add(_left(undo))
        return shown


def _left(button: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row


class SortingDialog(DialogFrame):
    """The list of payments with the chosen one beside it; Enter goes to what it could be for."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.parent,
            text("ui.innbetaling.sorter"),
            text("ui.innbetaling.sorter_om"),
            width=_WIDTH,
            height=tokens.DIALOG_MAX_H,
            scroll=False,
        )
        self.ctx = ctx
        self.list = ListPage(line_spec(ctx.desk), ctx.jobs, ctx.settings)
        self.side = LinePanel(ctx)
        halves = QHBoxLayout()
        halves.setSpacing(tokens.CARD_GAP)
        halves.addWidget(self.list, 1)
        halves.addWidget(self.side)
        self.body.addLayout(halves, 1)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(lambda _id: self._to_panel())
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)

    def reload(self) -> None:
        """Read lines and payment anew."""
        self.list.changed()
        self._show(self.list.table.chosen_id)

    def _show(self, line_id: object) -> None:
        if not isinstance(line_id, int):
            self.side.show_nothing()
            return

        def read() -> LineCard | LineRow | None:
            row = line_rows(self.ctx.desk, [line_id]).get(line_id)
            return row if row is None or row.shielded else line_card(self.ctx.desk, line_id)

        self.ctx.jobs.read(read, owner=self, topic="linje", done=self._arrived)

    def _arrived(self, found: LineCard | LineRow | None) -> None:
        if isinstance(found, LineCard):
            self.side.show_card(found)
        else:
            self.side.show_nothing(text("ui.innbetaling.skjermet_linje") if found else "")

    def _to_panel(self) -> None:
        buttons = [button for button in self.side.findChildren(Button) if button.isVisible()]
        if buttons:
            buttons[0].setFocus()
            self.side.ensureVisible(*_corner(buttons[0].pos()))


def _corner(at: QPoint) -> tuple[int, int]:
    return at.x(), at.y()


def sorting_dialog(ctx: Context) -> SortingDialog:
    """Open the payments to sort over the window."""
    dialog = SortingDialog(ctx)
    dialog.open(dialog.list.table)
    return dialog
