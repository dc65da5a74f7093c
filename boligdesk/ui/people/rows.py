"""Lines of a card that are rebuilt for every person: words left, the acts of the line at the right end."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ..parts.buttons import Button, ButtonKind
from ..parts.cards import Card
from ..parts.labels import Label
from ..style import tokens, type

_LEAST_LINK = 60


class Lines(QWidget):
    """A grid of lines: a narrow column, a wide one, acts. `replace` puts a fresh one in the card."""

    def __init__(self, first_width: int, middle_width: int = 0) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.S12)
        self._grid.setVerticalSpacing(tokens.S4)
        self._grid.setColumnMinimumWidth(0, first_width)
        self._grid.setColumnMinimumWidth(2, middle_width)
        self._grid.setColumnStretch(1, 1)
        self._row = 0

    def add(self, first: QWidget, middle: QWidget, last: QWidget | None = None, end: QWidget | None = None) -> None:
        """Add a line."""
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(first, self._row, 0, top)
        self._grid.addWidget(middle, self._row, 1)
        if last is not None:
            self._grid.addWidget(last, self._row, 2, top)
        if end is not None:
            self._grid.addWidget(end, self._row, 3, top | Qt.AlignmentFlag.AlignRight)
        self._grid.setRowMinimumHeight(self._row, tokens.FIELD_ROW_H)
        self._row += 1

    def say(self, words: str) -> None:
        """A muted line across."""
        self._grid.addWidget(Label(words, colour="text2", wrap=True), self._row, 0, 1, 4)
        self._row += 1

    @property
    def empty(self) -> bool:
        """Whether no line was added."""
        return self._row == 0


class LinesCard(Card):
    """A card whose lines are made anew for every person."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._content: QWidget = QWidget()
        self.add(self._content)

    def put(self, content: QWidget) -> None:
        """Show other lines."""
        old, self._content = self._content, content
        self.body.replaceWidget(old, content)
        old.hide()
        old.deleteLater()


class LinkLine(Button):
    """A link that gives way: a long name elides with the whole as tooltip, so that it never widens its card."""

    def __init__(self, words: str) -> None:
        super().__init__(words, ButtonKind.LINK)
        self._whole = words
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def full_text(self) -> str:
        """The words before eliding."""
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(type.width("body", self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_LINK, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = type.metrics("body").elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._whole if shown != self._whole else "")


def top_label(words: str, role: str = "body", colour: str | None = None) -> Label:
    """A label that stands on the first line of its row, whatever the others' height."""
    label = Label(words, role, colour, wrap=True)
    label.setContentsMargins(0, 4, 0, 4)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
