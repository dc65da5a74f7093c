"""Sammenlign in large type, to be read by the visitor across the desk: the three homes and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout

from ...rules.explanation import Explanation
from ...rules.guidance.columns import Column, HomeColumn
from ...texts import text
from ..parts.cards import Card
from ..parts.labels import Label
from ..style import tokens, type
from .compare_column import TITLES
from .compare_said import left_words, signed

_SMALL, _MIDDLE, _BIG = 22, 30, 60
_NAMES: Mapping[str, str] = {
    "costs": "ui.sammenlign.boutgift",
    "benefit": "ui.sammenlign.bostotte",
    "left": "ui.sammenlign.igjen",
}


def _large(role: str, px: int) -> QFont:
    font = QFont(type.font(role))
    font.setPixelSize(px)
    return font


def _label(words: str, role: str, px: int, colour: str = "text", *, wrap: bool = True) -> Label:
    label = Label(words, role, colour, wrap=wrap)
    label.setFont(_large(role, px))
    return label


class LargeColumns(Card):
    """What each home costs, what bostøtte may give, and what is left, in figures that are seen from afar."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(text("ui.sammenlign.stort"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S24 * 2)
        grid.setVerticalSpacing(tokens.S12)
        self._cells: dict[tuple[HomeColumn, str], Label] = {}
        for place, kind in enumerate(HomeColumn):
            grid.setColumnStretch(place, 1)
            for row, widget in enumerate(self._column(kind)):
                grid.addWidget(widget, row, place, Qt.AlignmentFlag.AlignTop)
        self.add(grid)
        self.add(_label(text("ui.sammenlign.anslag"), "body", _SMALL, "text2"))

    def _column(self, kind: HomeColumn) -> list[Label]:
        made = [_label(text(TITLES[kind]), "h2", _MIDDLE)]
        for key in _NAMES:
            made += [self._cell(kind, f"{key}_name", _SMALL), self._cell(kind, key, _BIG if key == "left" else _MIDDLE)]
        return [*made, self._cell(kind, "measured", _SMALL)]

    def _cell(self, kind: HomeColumn, key: str, px: int) -> Label:
        role, colour = ("body", "text2") if px == _SMALL else ("h2", "text")
        label = self._cells[kind, key] = _label("", role, px, colour)
        return label

    def show_columns(self, columns: Mapping[HomeColumn, Column]) -> None:
        """Show the figures; a home of which nothing can be said has dashes."""
        for kind in HomeColumn:
            column = columns.get(kind)
            for key, step in _steps(column).items():
                self._cells[kind, key].setText(_words(step))
                self._cells[kind, f"{key}_name"].setText(_name(key, step))
            self._cells[kind, "measured"].setText("\n".join(left_words(column)[:1]))


def _steps(column: Column | None) -> dict[str, Explanation | None]:
    if column is None:
        return {"costs": None, "benefit": None, "left": None}
    return {"costs": column.costs, "benefit": column.benefit, "left": column.left}


def _words(step: Explanation | None) -> str:
    if step is None or step.result is None:
        return "–"
    return f"{signed(step.ore)}\u00a0kr"


def _name(key: str, step: Explanation | None) -> str:
    """What the figure is, and whether it is foreløpig."""
    name = text(_NAMES[key])
    known = step is not None and step.result is not None
    return f"{name} ({text('ui.sammenlign.forelopig').lower()})" if known and step and step.provisional else name
