"""The rows of the sheet: number, demand, facts with their sources, the system's chip, the caseworker's answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...casework.core.sheet import FactLine, SheetLine
from ...rules.application_words import CriterionStatus
from ...texts import formats, render, text
from ..parts.alerts import IconMark
from ..parts.chips import Chip, ChipKind
from ..parts.labels import Label, rule
from ..style import tokens, type
from ..style.tokens import theme
from .fact_words import compared, full_words, known_words, short_name, source_words

_NUMBER_W, _NAME_W, _SYSTEM_W, _OWN_W = 16, 152, 108, 132
_EDGE, _GAP = 12, 12
#: So many letters of a source stand on one line, at the least width of the column.
_UNBROKEN = 28

#: The fixed chip of each answer (look § 3).
CHIPS = {
    CriterionStatus.MET: ChipKind.OPPFYLT,
    CriterionStatus.NOT_MET: ChipKind.IKKE_OPPFYLT,
    CriterionStatus.EXCEPTION: ChipKind.UNNTAK,
    CriterionStatus.UNKNOWN: ChipKind.UKJENT,
}


class FactText(QLabel):
    """A fact followed by its source in caption size, flowing over as many lines as it needs.

    `full` is the same in full words: the tooltip, and what a screen reader says. A short source is not broken in two.
    """

    def __init__(self, words: str, source: str = "", colour: str = "text", full: str = "") -> None:
        super().__init__()
        self._words, self._source, self._colour = words, source, colour
        self.setFont(type.font("body"))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(full)
        self.setAccessibleName(" ".join(part for part in (full or words, source) if part))
        theme.changed.connect(self._write)
        self._write()

    def _write(self) -> None:
        """The same in the colours of the palette that is shown."""
        style = f"color:{tokens.hex('text3')};font-size:{type.px('caption')}px"
        told = escape(self._source)
        if len(self._source) <= _UNBROKEN:
            told = told.replace(" ", "&nbsp;")
        source = f'&nbsp; <span style="{style}">{told}</span>' if told else ""
        self.setText(f'<span style="color:{tokens.hex(self._colour)}">{escape(self._words)}</span>{source}')


class SheetHead(QFrame):
    """The header over the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(tokens.HEADER_H)
        columns = (
            "",
            "ui.vurdering.vilkar",
            "ui.vurdering.fakta_og_kilde",
            "ui.vurdering.systemet",
            "ui.vurdering.din",
        )
        _across(self, [Label(text(code) if code else "", "header") for code in columns], top=False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), tokens.color("sunken"))


class SheetRow(QFrame):
    """One demand. `current`: the first that waits for an answer has the accent edge. `act` is the answer's button."""

    def __init__(self, line: SheetLine, act: QWidget | None, *, current: bool) -> None:
        super().__init__()
        self._current = current
        self.line = line
        cells = [
            Label(str(line.number), colour="text2"),
            _name(line),
            _facts(line),
            Chip(CHIPS[line.system]),
            _own(line, act),
        ]
        cells[3].setAccessibleName(text("ui.vurdering.systemet_sier", svar=cells[3].accessibleName()))
        _across(self, cells, top=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._current:
            painter = QPainter(self)
            painter.fillRect(self.rect(), tokens.color("sunken"))
            painter.fillRect(0, 0, tokens.ROW_EDGE_W, self.height(), tokens.color("accent"))


def _across(row: QWidget, cells: Sequence[QWidget], *, top: bool) -> None:
    """The columns, at the same x in every row."""
    across = QHBoxLayout(row)
    margin = 10 if top else 0
    across.setContentsMargins(_EDGE, margin, _EDGE, margin)
    across.setSpacing(_GAP)
    flag = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
    for cell, width in zip(cells, (_NUMBER_W, _NAME_W, 0, _SYSTEM_W, _OWN_W), strict=True):
        if isinstance(cell, Chip):
            cell = _boxed(cell, width)
        elif width:
            cell.setFixedWidth(width)
        across.addWidget(cell, 0 if width else 1)
        if isinstance(cell, QLabel):
            cell.setAlignment(flag | Qt.AlignmentFlag.AlignLeft)


def _boxed(widget: QWidget, width: int) -> QWidget:
    """Something small at the upper left of its column."""
    box = QWidget()
    box.setFixedWidth(width)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return box


def _column(parts: Iterator[QWidget]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder


def _name(line: SheetLine) -> QWidget:
    def parts() -> Iterator[QWidget]:
        yield Label(line.criterion.title.of("nb"), "h4", wrap=True)
        if line.criterion.paragraph:
            yield Label(line.criterion.paragraph, "caption", wrap=True)

    holder = _column(parts())
    holder.setToolTip(line.criterion.text.of("nb"))
    return holder


def _facts(line: SheetLine) -> QWidget:
    return _column(_fact_parts(line))


def _fact_parts(line: SheetLine) -> Iterator[QWidget]:
    """What is known with its source, what is missing, what decided against it, and the reason of the caseworker."""
    for fact in line.facts:
        if fact.fact is not None:
            yield FactText(known_words(fact), source_words(fact), full=full_words(fact))
        if fact.overruled is not None:
            yield _marked("triangle-alert", "warn", _overruled_words(fact))
    missing = [fact for fact in line.facts if fact.key in line.result.missing]
    if missing:
        yield FactText(
            text("ui.vurdering.mangler", hva="; ".join(short_name(fact.key) for fact in missing)),
            colour="text2",
            full=text("ui.vurdering.mangler", hva="; ".join(render(fact.label) for fact in missing)),
        )
    if line.system is CriterionStatus.NOT_MET:
        yield _compared(line)
    if line.own is not None and (line.given or line.own.reason):
        yield _marked("message-square", "text2", _reason_words(line))


def _compared(line: SheetLine) -> Label:
    """What decided against it, in short; in full words as tooltip and for a screen reader."""
    label = Label("; ".join(compared(message) for message in line.result.because), "caption", wrap=True)
    full = "; ".join(render(message) for message in line.result.because)
    label.setToolTip(full)
    label.setAccessibleName(full)
    return label


def _overruled_words(fact: FactLine) -> str:
    known = fact.fact.overrules if fact.fact else None
    source = render(known.source) if known else ""
    return text("ui.vurdering.overstyrt", verdi=render(fact.overruled) if fact.overruled else "", kilde=source)


def _reason_words(line: SheetLine) -> str:
    """The caseworker's reason, after the exception it is for; who wrote it when stands last."""
    assert line.own is not None
    rule_text = line.given.text.of("nb") if line.given else ""
    what = text("ui.vurdering.unntak_er", unntak=rule_text) if rule_text else ""
    reason = line.own.reason
    if reason and not reason.endswith((".", "!", "?")):
        reason += "."
    signed = ", ".join(part for part in (line.own.by, formats.day(line.own.answered_on)) if part)
    return " ".join(part for part in (what, reason, f"({signed})") if part)


def _marked(icon: str, colour: str, words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 2, 0, 0)
    row.setSpacing(tokens.S8)
    row.addWidget(IconMark(icon, colour), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "label", "text2", wrap=True), 1)
    return holder


def _own(line: SheetLine, act: QWidget | None) -> QWidget:
    """The caseworker's chip with the three dots that change it, or the button that answers; never filled by itself."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.S4)
    top = Qt.AlignmentFlag.AlignTop
    if line.own is not None:
        chip = Chip(CHIPS[line.own.answer])
        chip.setAccessibleName(text("ui.vurdering.du_sier", svar=chip.accessibleName()))
        row.addWidget(chip, 0, top)
    elif act is None:
        row.addWidget(Label(text("ui.vurdering.ikke_svart"), "caption"), 0, top)
    row.addStretch(1)
    if act is not None:
        row.insertWidget(2 if line.own is not None else 0, act, 0, top)
    return holder


def divided(widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """The rows with a hairline between them."""
    for place, widget in enumerate(widgets):
        if place:
            yield rule()
        yield widget
