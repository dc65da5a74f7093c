"""The ten questions of § 5-4: the rule beside each, yes, no or not known, and the result at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.loan_cases import LoanCard, answer_questions
from ...rules.startlan.target import QUESTIONS, Asked, NeedQuestion, TargetGroup, TargetResult, target_group
from ...texts import enum_text, render, text
from ..layout_items import widget_of
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import Label
from ..parts.segments import Segments
from ..people.rows import Lines, top_label
from ..shell.context import Context
from ..style import tokens
from .loan_frame import TwoHalves
from .loan_results import Body

_RESULT_W, _SAID_W = 460, 76
_YES, _NO, _UNKNOWN = "ja", "nei", "ukjent"
_WORDS = ((_YES, "ui.felles.ja"), (_NO, "ui.felles.nei"), (_UNKNOWN, "ui.startlan.vet_ikke"))
_ANSWERS = {_YES: True, _NO: False}
_LOOKS = {
    TargetResult.MEETS: (Tone.OK, "check"),
    TargetResult.NOT: (Tone.CRIT, "x"),
    TargetResult.MUST_BE_JUDGED: (Tone.WARN, "circle-help"),
}
_EXCEPTION = (Tone.INFO, "shield-check")
_SAID = {True: "ui.felles.ja", False: "ui.felles.nei", None: "ui.startlan.apent"}


def target_chips(found: TargetGroup) -> list[ChipLook]:
    """The result as chips: met, an exception, not met or open; and prioritised for families with children."""
    tone, icon = _LOOKS.get(found.result, _EXCEPTION)
    chips = [ChipLook(enum_text(found.result), tone, icon)]
    if found.prioritised:
        chips.append(ChipLook(text("ui.startlan.prioritert"), Tone.INFO, "users"))
    return chips


def target_lines(found: TargetGroup) -> QWidget:
    """Each part of the rule with its answer: the reasons of the result."""
    lines = Lines(_SAID_W)
    for part in found.explanation.children:
        met = part.result if isinstance(part.result, bool) else None
        paragraph = (part.source or "").replace("§ ", "§\u00a0")
        said = Label(text(_SAID[met]), "h4", None if met is not None else "text2")
        said.setContentsMargins(0, 4, 0, 4)
        lines.add(said, top_label(f"{render(part.message)} ({paragraph})"))
    return lines


class QuestionRow(QWidget):
    """One question with the content of its rule under it, and the answer right of it."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        words = render(asked.ask)
        choices = tuple((key, text(code)) for key, code in _WORDS)
        self.answer = Segments(choices, words)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(Label(words, "h4", wrap=True))
        said.addWidget(Label(render(asked.rule), colour="text2", wrap=True))
        said.addWidget(Label(asked.paragraph.replace("§ ", "§\u00a0"), "caption", "text3", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.S4, 0, tokens.S8)
        row.setSpacing(tokens.S16)
        row.addLayout(said, 1)
        row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def value(self) -> bool | None:
        """Yes, no, or not known."""
        return _ANSWERS.get(self.answer.current)

    def put(self, value: bool | None) -> None:
        """Show an answer."""
        self.answer.choose(_UNKNOWN if value is None else _YES if value else _NO)


class QuestionsDialog(TwoHalves):
    """Answers are kept with the case."""

    def __init__(self, ctx: Context, card: LoanCard) -> None:
        self.card = card
        self.rows = {asked.question: QuestionRow(asked) for asked in QUESTIONS}
        self._chips = QVBoxLayout()  # one under the other: side by side they would widen the half
        self._open = Label("", colour="text2", wrap=True)
        words = text("ui.startlan.sporsmal"), card.name
        super().__init__(ctx, words, _column(*self.rows.values()), _column(self._result_card()), _RESULT_W)
        self.add_foot("ui.startlan.lagre_svar", "ui.felles.avbryt")
        for question, row in self.rows.items():
            row.put(card.answers.get(question))
            row.answer.chosen.connect(lambda _key: self.show_result())
        self.show_result()

    def _result_card(self) -> Card:
        card = Card(text("ui.startlan.resultat"))
        self._chips.setSpacing(tokens.S4)
        card.add(self._chips)
        card.add(self._open)
        self._reasons = Body(card)
        return card

    @property
    def answers(self) -> dict[NeedQuestion, bool | None]:
        """What is answered now."""
        return {question: row.value for question, row in self.rows.items()}

    def show_result(self) -> None:
        """The result of what is answered, with its reasons and what is still worth asking."""
        found = target_group({question: said for question, said in self.answers.items() if said is not None})
        while (item := self._chips.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for chip in target_chips(found):
            self._chips.addWidget(Chip(chip), 0, Qt.AlignmentFlag.AlignLeft)
        self._reasons.put(Label(render(found.explanation.message), "h4", wrap=True), target_lines(found))
        asks = {asked.question: render(asked.ask) for asked in QUESTIONS}
        left = "\n".join(f"• {asks[question]}" for question in found.open_questions)
        self._open.setText(text("ui.startlan.gjenstar", hva=left) if left else "")

    def submit(self) -> None:
        """Keep the answers."""
        if self.save.isEnabled():
            act = partial(answer_questions, self.ctx.desk, self.card.id, self.card.version, self.answers)
            self.carry_out(act, "ui.startlan.svar_lagret", undo=True)


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, tokens.S12, 0)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return holder


def questions_dialog(ctx: Context, card: LoanCard) -> QuestionsDialog:
    """Open the questions over the window."""
    dialog = QuestionsDialog(ctx, card)
    dialog.open(next(iter(dialog.rows.values())).answer.button(_YES))
    return dialog
