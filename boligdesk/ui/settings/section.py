"""One section of Innstillinger."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...rules.rights import Right
from ..parts.buttons import Button
from ..shell.context import Context
from ..style import tokens


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

    def load(self) -> None:
        """Ask the store for what is shown."""

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard."""
        return None

    def unsaved(self) -> bool:
        """Whether something stands here that is not saved."""
        return False
