"""One section of Innstillinger, and the titled parts it is made of."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ...rules.rights import Right
from ..parts.buttons import Button
from ..parts.labels import ElidedLabel, Label
from ..shell.context import Context
from ..style import tokens

#: The least height of a section's table, px: with it every section fits a window of 1280 × 720.
TABLE_LEAST_H = 200


class Section(QWidget):
    """A section: read when it is first shown, saved by its own buttons or by `act`. `needs` is the right to see it."""

    key: ClassVar[str]
    title: ClassVar[str]
    needs: ClassVar[Right] = Right.OPEN

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        #: the section's one filled button; it stands in the foot of the dialog, where it is always seen
        self.act: Button | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.S12)

    def lead(self, words: str) -> None:
        """One muted line at the top on what holds for all that stands here; the tab is the title."""
        self.column.addWidget(Label(words, "body", "text2", wrap=True))

    def load(self) -> None:
        """Ask the store for what is shown."""

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard."""
        return None

    def unsaved(self) -> bool:
        """Whether something stands here that is not saved."""
        return False


class Group(QWidget):
    """A titled part of a section. The dialog is the white box already (look § 1.5): this one has no edge of its own."""

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.S8)
        head = QHBoxLayout()
        head.setSpacing(tokens.S12)
        head.addWidget(ElidedLabel(title, "h3"))
        head.addStretch(1)
        head.addWidget(ElidedLabel(aside, "caption"))
        self.body.addLayout(head)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Add content under the title."""
        if isinstance(content, QLayout):
            self.body.addLayout(content, stretch)
        else:
            self.body.addWidget(content, stretch)
