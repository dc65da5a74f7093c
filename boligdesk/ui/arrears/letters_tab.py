"""The tab Brev of a case: the letters that were made and where they went, and what could be made today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.arrears_card import ArrearsCard, EventLine
from ...casework.arrears_letter_list import CaseLetters, LetterRow, case_letters
from ...casework.arrears_letters import LetterLine
from ...rules.arrears.letters import LETTER_RULES
from ...rules.arrears.words import ArrearsEventKind
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..people.acts import row_menu
from ..people.rows import Lines, LinesCard, LinkLine
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from .acts import letter_act
from .letter_dialog import letter_dialog
from .letter_forms import print_letters, returned_dialog, sent_dialog, to_consider, withdraw_dialog
from .letter_words import demand_words, held_words, look_of, told
from .tabs import ArrearsTab

_DATE_W, _NAME_W = 92, 200


class LettersTab(ArrearsTab):
    """What was made first, then what can be."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.found: CaseLetters | None = None
        self._account_id: int | None = None
        self._made = LinesCard(text("ui.brev.laget"))
        self._possible = LinesCard(text("ui.brev.kan_lages"))

    def cards(self) -> Sequence[Placed]:
        return (Placed(self._made, Place.WIDE), Placed(self._possible, Place.WIDE))

    def show_card(self, card: ArrearsCard) -> None:
        self._account_id = card.account_id
        asked = partial(case_letters, self.ctx.desk, card.account_id)
        self.ctx.jobs.read(asked, owner=self, topic="brev", done=partial(self._arrived, card), failed=self._refused)

    def clear(self) -> None:
        self.found, self._account_id = None, None
        self._made.put(QWidget())
        self._possible.put(QWidget())

    def count(self, card: ArrearsCard) -> int:
        """Letters that lie here."""
        return sum(_lies_here(event) for event in card.events)

    def acts(self, card: ArrearsCard) -> Iterable[BarAct]:
        waiting = [row for row in self.found.made if row.waits] if self.found else []
        if waiting and self.ctx.may(Right.ARREARS_WRITE):
            about = ", ".join(card.home.tenants)
            ids = [row.event_id for row in waiting]
            yield BarAct(text("ui.brev.meld_sendt"), partial(sent_dialog, self.ctx, about, ids), "send", primary=True)
            papers = [row.document_id for row in waiting]
            yield BarAct(text("ui.brev.skriv_ut"), partial(print_letters, self.ctx, papers), "printer")
        elif (act := letter_act(self.ctx, card)) is not None:
            yield act

    def _refused(self, _error: RefusedError) -> None:
        self.clear()

    def _arrived(self, card: ArrearsCard, found: CaseLetters) -> None:
        if card.account_id != self._account_id:
            return
        self.found = found
        self._show_made(card, found.made)
        self._show_possible(card, found)
        self.acts_changed.emit()

    # -- what was made --------------------------------------------------------------------------

    def _show_made(self, card: ArrearsCard, rows: Sequence[LetterRow]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S12)
        for row in rows:
            column.addLayout(self._line(card, row))
        for event in card.events:
            if event.kind is ArrearsEventKind.COLLECTION:
                column.addLayout(self._handed_over(event))
        if not rows:
            column.addWidget(Label(text("ui.brev.ingen_laget"), colour="text2", wrap=True))
        self._made.put(holder)

    def _line(self, card: ArrearsCard, row: LetterRow) -> QHBoxLayout:
        name = LinkLine(enum_text(row.kind))
        name.setAccessibleName(f"{text('ui.brev.apne')}: {enum_text(row.kind)} {formats.day(row.made_on)}")
        name.clicked.connect(lambda _checked=False: self._open(card, row))
        button, menu = row_menu(text("ui.brev.valg_for", navn=f"{enum_text(row.kind)} {formats.day(row.made_on)}"))
        menu.add(text("ui.brev.apne"), partial(self._open, card, row), "eye")
        menu.add(text("ui.brev.skriv_ut"), partial(print_letters, self.ctx, [row.document_id]), "printer")
        decides = not LETTER_RULES[row.kind].decided or self.ctx.may(Right.EVICTION_DECIDE)
        if self.ctx.may(Right.ARREARS_WRITE):
            if row.waits:
                about = f"{enum_text(row.kind)} · {row.to}"
                menu.add(text("ui.brev.meld_sendt"), partial(sent_dialog, self.ctx, about, [row.event_id]), "send")
                if decides:
                    menu.add(text("ui.brev.trekk"), partial(withdraw_dialog, self.ctx, row), "undo-2")
            elif row.counts_from is not None and row.sendings and self.ctx.may(Right.DOCUMENT_WRITE):
                menu.add(text("ui.brev.kom_retur"), partial(returned_dialog, self.ctx, row), "mail")
        return _row(formats.day(row.made_on), name, told(row, self.ctx.desk.today), Chip(look_of(row)), button)

    def _open(self, card: ArrearsCard, row: LetterRow) -> None:
        if row.waits:
            letter_dialog(self.ctx, card, row.kind)
            return
        from ..record_tabs.document_view import show_document  # brings the printer with it

        show_document(self.ctx, row.document_id)

    def _handed_over(self, event: EventLine) -> QHBoxLayout:
        name = Label(text("ui.inkasso.overlevert"))
        amount = formats.kroner(event.amount_ore, always_ore=True) if event.amount_ore else ""
        button, menu = row_menu(text("ui.brev.valg_for", navn=text("ui.inkasso.overlevert")))
        if self.ctx.may(Right.ARREARS_WRITE):
            menu.add(text("ui.inkasso.trekk"), partial(self._take_back, event), "undo-2")
        chip = Chip(ChipLook(text("ui.brev.sendt", dato=event.on_date), Tone.OK, "check"))
        return _row(formats.day(event.on_date), name, amount, chip, button)

    def _take_back(self, event: EventLine) -> None:
        from .batch_collection import take_back_dialog

        take_back_dialog(self.ctx, event)

    # -- what can be made -----------------------------------------------------------------------

    def _show_possible(self, card: ArrearsCard, found: CaseLetters) -> None:
        waiting = {row.kind for row in found.made if row.waits}
        lines = Lines(_NAME_W)
        for kind, line in found.possible.items():
            if kind not in waiting:
                lines.add(*self._offer(card, kind, line))
        self._possible.put(lines)

    def _offer(self, card: ArrearsCard, kind: ArrearsEventKind, line: LetterLine) -> tuple[QWidget, ...]:
        name = Label(enum_text(kind), "label", wrap=True)
        name.setFixedWidth(_NAME_W)
        held = line.held is not None
        words = Label(held_words(line) if held else demand_words(line), colour="text2" if held else None, wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if not self._may_make(card, kind, line):
            return name, words
        link = LinkLine(text("ui.brev.vis_og_lag"))
        link.setAccessibleName(text("ui.brev.vis_og_lag_navn", navn=enum_text(kind)))
        link.clicked.connect(lambda _checked=False: letter_dialog(self.ctx, card, kind))
        return name, words, QWidget(), link

    def _may_make(self, card: ArrearsCard, kind: ArrearsEventKind, line: LetterLine) -> bool:
        """It can be made, or lacks only what the one at the desk can write."""
        if not self.ctx.may(Right.ARREARS_WRITE):
            return False
        if line.held is None:
            return not LETTER_RULES[kind].decided or self.ctx.may(Right.EVICTION_DECIDE)
        unsaid = line.held.code == "restanse.mangler.vurdering"
        return unsaid and bool(to_consider(self.ctx, card))


def _lies_here(event: EventLine) -> bool:
    return event.document_id is not None and event.sent_on is None and event.kind in LETTER_RULES


def _row(day: str, name: QWidget, note: str, chip: Chip, button: QWidget) -> QHBoxLayout:
    when = Label(day, "label")
    when.setFixedWidth(_DATE_W)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
    if note:
        words.addWidget(Label(note, "caption", wrap=True))
    line = QHBoxLayout()
    line.setSpacing(tokens.S12)
    line.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return line
