"""How high the rows of all lists are: compact or comfortable. Every table listens, also those made later."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Density(QObject):
    """One user setting for the whole program."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.comfortable = False

    def set(self, comfortable: bool) -> None:
        """Change all lists, those that are open and those to come."""
        if comfortable != self.comfortable:
            self.comfortable = comfortable
            self.changed.emit()


density = Density()
