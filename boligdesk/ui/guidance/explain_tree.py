"""The explanation of a column: each line opens into its parts, and stays open while the figures change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...rules.explanation import Explanation, Unit
from ...texts import formats, render, text
from ..parts.buttons import Button, icon_button
from ..parts.chips import Chip, ChipKind
from ..parts.labels import ElidedLabel, Label
from ..style import tokens
from ..tenancy.explained import result_text

_INDENT, _RESULT_W, _OPENER, _DROP = 22, 104, 22, 3
_MOST_LINES = 400

Path = tuple[int, ...]
_AT_FIRST: frozenset[Path] = frozenset({(0,), (0, 0)})


def value_text(step: Explanation) -> str:
    """What came out of a step, with its unit; a value that cannot be said is "Sats mangler" or what is not told."""
    if step.result is None and not _lacks_rate(step):
        return text("ui.sammenlign.ikke_oppgitt")
    if isinstance(step.result, (int, Decimal)) and not isinstance(step.result, bool):
        if step.unit is Unit.PERCENT:
            return formats.percent(Decimal(step.result), 3).replace("00\u00a0%", "\u00a0%")
        if step.unit is Unit.KRONER:
            return formats.kroner(int(Decimal(step.result) * 100))
    return result_text(step)


def _lacks_rate(step: Explanation) -> bool:
    return any(one.code == "sats.mangler.hva" for one in step.walk())


def as_text(steps: Sequence[Explanation]) -> str:
    """The whole tree as lines of text, for the clipboard."""
    return "\n".join(_line_text(depth, step) for one in steps for depth, step in _flat(one))


def _flat(step: Explanation, depth: int = 0) -> Iterator[tuple[int, Explanation]]:
    yield depth, step
    for child in step.children:
        yield from _flat(child, depth + 1)


def _line_text(depth: int, step: Explanation) -> str:
    parts = [render(step.message), value_text(step), step.source or ""]
    if step.provisional:
        parts.append(text("ui.sammenlign.forelopig"))
    return "  " * depth + "\t".join(part for part in parts if part)


class TreeLine(QWidget):
    """One line; the opener shows or takes away its parts."""

    def __init__(self, step: Explanation, path: Path, *, opened: bool) -> None:
        super().__init__()
        self.step, self.path = step, path
        words = render(step.message)
        row = QHBoxLayout(self)
        row.setContentsMargins((len(path) - 1) * _INDENT, 2, 0, 2)
        row.setSpacing(tokens.S8)
        self.opener = _opener(words, opened=opened, empty=not step.children)
        row.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_top(Label(words, "h4" if len(path) == 1 else "body", wrap=True)), 1)
        if step.provisional:
            row.addWidget(Chip(ChipKind.FORELOPIG), 0, Qt.AlignmentFlag.AlignTop)
        if step.source:
            source = ElidedLabel(step.source.replace("§ ", "§\u00a0"), "caption")
            source.setMaximumWidth(240)
            source.setContentsMargins(0, _DROP, 0, 0)
            row.addWidget(source, 0, Qt.AlignmentFlag.AlignTop)
        value = _top(Label(value_text(step), "h4" if len(path) == 1 else "body"))
        value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        value.setMinimumWidth(_RESULT_W)
        value.setContentsMargins(0, _DROP, 0, 0)
        row.addWidget(value)


def _top(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setContentsMargins(0, _DROP, 0, 0)
    return label


def _opener(words: str, *, opened: bool, empty: bool) -> Button:
    name = text("ui.sammenlign.lukk_linje" if opened else "ui.sammenlign.apne_linje", hva=words)
    opener = icon_button("chevron-down" if opened else "chevron-right", name, bare=True, small=True)
    opener.setFixedSize(_OPENER, _OPENER)
    opener.setEnabled(not empty)
    if empty:
        opener.set_icon(None)
        opener.setIcon(type(opener.icon())())
        opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return opener


class ExplanationTree(QWidget):
    """Some explanations; only the lines that are open have widgets, so that typing stays quick."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._steps: tuple[Explanation, ...] = ()
        self._open = set(_AT_FIRST)
        self.lines: list[TreeLine] = []

    @property
    def steps(self) -> tuple[Explanation, ...]:
        """What is explained."""
        return self._steps

    def show_steps(self, steps: Sequence[Explanation]) -> None:
        """Explain other figures; what is open stays open."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self._draw()

    def close_all(self) -> None:
        """As at first: the first line is open, and what it consists of."""
        self._open = set(_AT_FIRST)

    def toggle(self, path: Path) -> None:
        """Open or close a line; the keyboard stays on it."""
        self._open ^= {path}
        self._draw()
        opener = next((line.opener for line in self.lines if line.path == path), None)
        if opener is not None:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for place, step in enumerate(self._steps):
            self._add(step, (place,))

    def _add(self, step: Explanation, path: Path) -> None:
        if len(self.lines) >= _MOST_LINES:
            return
        opened = path in self._open
        line = TreeLine(step, path, opened=opened)
        line.opener.clicked.connect(lambda: self.toggle(path))
        self._column.addWidget(line)
        self.lines.append(line)
        for place, child in enumerate(step.children if opened else ()):
            self._add(child, (*path, place))
