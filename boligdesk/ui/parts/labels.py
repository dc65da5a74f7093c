"""Labels in the roles of the type scale, and one that elides with the full text as tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ..style import type
from ..style.qss import set_property

#: Role → colour when nothing else is asked for.
_COLOUR = {"label": "text2", "caption": "text3", "header": "text2"}


class Label(QLabel):
    """One piece of text. `wrap` for text that may take several lines; the text can be selected with the mouse."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        colour: str | None = None,
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(type.font(role))
        self.setWordWrap(wrap)
        self.setProperty("c", colour or _COLOUR.get(role, "text"))

    def set_colour(self, colour: str) -> None:
        """Change to another text token."""
        set_property(self, "c", colour)


class ElidedLabel(Label):
    """One line that never widens its window: what has no room becomes "…" and the whole is the tooltip.

    It is as wide as its text, or with `fill` as wide as its room.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        colour: str | None = None,
        *,
        fill: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", role, colour, parent=parent)
        self._full = ""
        across = QSizePolicy.Policy.Expanding if fill else QSizePolicy.Policy.Maximum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    @property
    def full_text(self) -> str:
        """The text before eliding."""
        return self._full

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(min(metrics.horizontalAdvance("…") * 3, self.sizeHint().width()), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    line.setProperty("part", "rule")
    return line
