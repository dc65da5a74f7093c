"""One letter about unpaid rent on the screen: the real paper, what it rests on, and making, printing, sending it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...casework.arrears_card import ArrearsCard, arrears_card
from ...casework.arrears_letter_list import LetterRow, case_letters
from ...casework.arrears_letters import LetterLine, make_letter, preview_letter
from ...casework.core.desk import Desk
from ...casework.core.printing import PrintedDocument
from ...casework.documents import open_document
from ...rules.arrears.letters import LETTER_RULES
from ...rules.arrears.words import ArrearsEventKind
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.pdf_preview import PdfPreview
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens
from .letter_forms import decision_dialog, print_letters, sent_dialog, to_consider, withdraw_dialog
from .letter_words import held_words, send_by_words

_WIDTH, _HEIGHT, _SIDE_W, _LABEL_W = 1180, 820, 330, 110
_CONCERNS = ("arrears_event", "ledger_entry", "considered_point", "account_hold", "sending", "document")


@dataclass(frozen=True)
class Shown:
    """What the dialog stands on: the case, the letter as it would be, the one that lies here, and its pages."""

    card: ArrearsCard
    line: LetterLine | None
    row: LetterRow | None
    pdf: bytes | None


def read_letter(desk: Desk, account_id: int, kind: ArrearsEventKind) -> Shown:
    """The letter that lies here; else the draft of today's; one that is held has no pages."""
    card, letters = arrears_card(desk, account_id), case_letters(desk, account_id)
    row = next((one for one in letters.made if one.kind is kind and one.waits), None)
    line = letters.possible.get(kind)
    if row is not None:
        return Shown(card, line, row, open_document(desk, row.document_id).content)
    if line is None or line.held is not None:
        return Shown(card, line, None, None)
    return Shown(card, line, None, preview_letter(desk, account_id, kind))


class LetterDialog(DialogFrame):
    """Left what the letter says and what stops it, right its pages."""

    def __init__(self, ctx: Context, card: ArrearsCard, kind: ArrearsEventKind) -> None:
        home = " ".join(filter(None, (card.home.address, card.home.dwelling_number)))
        line = " · ".join(filter(None, (", ".join(card.home.tenants), home)))
        super().__init__(ctx.parent, enum_text(kind), line, width=_WIDTH, height=_HEIGHT, scroll=False)
        self.ctx, self.kind, self.account_id = ctx, kind, card.account_id
        self.shown: Shown | None = None
        self.facts = Facts(_LABEL_W)
        self.preview = PdfPreview(text("ui.brev.utkast"))
        self._nothing = Label(text("ui.brev.vises_nar_det_kan_lages"), colour="text2", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._alerts: list[Alert] = []
        self._side = QVBoxLayout()
        self._fill_body()
        self._foot_buttons()
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)

    def _fill_body(self) -> None:
        side = QWidget()
        side.setFixedWidth(_SIDE_W)
        side.setLayout(self._side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(tokens.S12)
        self._side.addWidget(self.facts)
        self._side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(tokens.S16)
        row.addWidget(side)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.preview)
        self._pages.addWidget(self._nothing)
        row.addWidget(self._pages, 1)
        self.body.addLayout(row, 1)

    def _foot_buttons(self) -> None:
        self.withdraw = secondary(text("ui.brev.trekk"), "undo-2")
        self.consider = secondary(text("ui.brev.skriv_vurdering"), "scale")
        self.send = secondary(text("ui.brev.meld_sendt"), "send")
        self.print = secondary(text("ui.brev.skriv_ut"), "printer")
        self.make = primary(text("ui.brev.lag"), "file-plus")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.withdraw.clicked.connect(lambda: self._with_row(partial(withdraw_dialog, self.ctx)))
        self.consider.clicked.connect(self._consider)
        self.send.clicked.connect(lambda: self._with_row(self._sent))
        self.print.clicked.connect(lambda: self._with_row(self._print))
        self.make.clicked.connect(self.submit)
        for button in (self.withdraw, self.consider):
            self.add_left(button)
        for button in (close, self.print, self.send, self.make):
            self.add_right(button)
        for button in (self.withdraw, self.consider, self.send, self.print):
            button.hide()
        self.make.setEnabled(False)

    # -- what is shown --------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the letter anew."""
        asked = partial(read_letter, self.ctx.desk, self.account_id, self.kind)
        self.ctx.jobs.read(asked, owner=self, topic="brev", done=self._arrived, failed=self._refused)

    def _arrived(self, shown: Shown) -> None:
        self.shown = shown
        self._show_facts(shown)
        self._say(*self._said(shown))
        self._pages.setCurrentWidget(self._nothing if shown.pdf is None else self.preview)
        if shown.pdf is not None:
            self.preview.name(text("ui.brev.utkast") if shown.row is None else text("ui.brev.brevet"))
            self.preview.show_pdf(shown.pdf)
        self._enable(shown)

    def _show_facts(self, shown: Shown) -> None:
        self.facts.clear()
        line = shown.line
        if line is None:
            return
        self.facts.add(text("ui.brev.mottaker"), line.to)
        if line.claims:
            self.facts.add(text("ui.brev.krav"), str(line.claims))
        if line.claims and LETTER_RULES[self.kind].fee is not None and shown.row is None:
            fee = formats.kroner(line.fee_ore, always_ore=True) if line.fee_ore else text("ui.brev.uten_gebyr")
            self.facts.add(text("ui.brev.gebyr"), fee)
        amount = shown.row.amount_ore if shown.row else line.sum_ore if line.claims else None
        if amount:
            self.facts.add(text("ui.brev.sum"), formats.kroner(amount, always_ore=True))
        pay_by = shown.row.pay_by if shown.row else line.pay_by
        if pay_by is not None:
            self.facts.add(text("ui.brev.betal_innen"), formats.day(pay_by))

    def _said(self, shown: Shown) -> list[Alert]:
        row, line = shown.row, shown.line
        said = []
        if row is not None and row.came_back is not None:
            title = text("ui.brev.kom_i_retur", dato=row.came_back)
            said.append(Alert(AlertKind.SOFT, title, text("ui.brev.retur_hva_na")))
        elif row is not None:
            mends = " ".join((text("ui.brev.teller_nar_sendt"), send_by_words(row, self.ctx.desk.today).capitalize()))
            said.append(Alert(AlertKind.INFO, text("ui.brev.ligger_her", dato=row.made_on), mends.strip()))
        elif line is not None and line.held is not None:
            said.append(Alert(AlertKind.HARD, text("ui.brev.kan_ikke_lages"), held_words(line)))
        if self.kind is ArrearsEventKind.RESCINDED:
            unsure = text("ui.brev.hjemmel_usikker_hvorfor")
            said.append(Alert(AlertKind.SOFT, text("ui.brev.hjemmel_usikker"), unsure))
        return said

    def _say(self, *alerts: Alert) -> None:
        for old in self._alerts:
            old.hide()
            old.deleteLater()
        self._alerts = list(alerts)
        for at, alert in enumerate(alerts, start=1):
            self._side.insertWidget(at, alert)

    def _enable(self, shown: Shown) -> None:
        row, writes = shown.row, self.ctx.may(Right.ARREARS_WRITE)
        decides = not LETTER_RULES[self.kind].decided or self.ctx.may(Right.EVICTION_DECIDE)
        self.print.setVisible(row is not None)
        self.send.setVisible(row is not None and writes)
        self.withdraw.setVisible(row is not None and writes and decides)
        asks = row is None and LETTER_RULES[self.kind].decided and bool(to_consider(self.ctx, shown.card))
        self.consider.setVisible(writes and asks)
        self.make.setVisible(row is None and writes and decides)
        self.make.setEnabled(shown.pdf is not None)
        if self.make.isVisible() and self.make.isEnabled():
            self.make.setFocus()

    # -- what is done ---------------------------------------------------------------------------

    def submit(self) -> None:
        """Make the letter: it is filed, and lies here until somebody says that it went."""
        if not self.make.isEnabled():
            return
        self.make.setEnabled(False)
        act = partial(make_letter, self.ctx.desk, self.account_id, self.kind)
        said = text("ui.brev.er_laget")
        self.ctx.write(act, owner=self, name=msg("ui.brev.lager"), said=said, done=self._made, failed=self._refused)

    def _made(self, _paper: PrintedDocument) -> None:
        self.reload()
        self.preview.view.setFocus()

    def _refused(self, error: RefusedError) -> None:
        self._say(*fault_alerts(error))

    def _with_row(self, act: partial[object] | object) -> None:
        if self.shown is not None and self.shown.row is not None and callable(act):
            act(self.shown.row)

    def _sent(self, row: LetterRow) -> None:
        dialog = sent_dialog(self.ctx, f"{enum_text(row.kind)} · {row.to}", [row.event_id])
        dialog.finished.connect(lambda marked: self.finish(True) if marked else None)

    def _print(self, row: LetterRow) -> None:
        print_letters(self.ctx, [row.document_id])

    def _consider(self) -> None:
        if self.shown is not None:
            decision_dialog(self.ctx, self.shown.card, enum_text(self.kind), self.reload)


def letter_dialog(ctx: Context, card: ArrearsCard, kind: ArrearsEventKind) -> LetterDialog:
    """Show a letter of a case; what must be considered before it is asked for first."""
    dialog = LetterDialog(ctx, card, kind)
    dialog.open()
    dialog.reload()
    return dialog
