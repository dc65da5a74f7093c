"""Garbage is collected in the window's thread only.

Python collects wherever an object happens to be made. In a lane's thread that would end widgets, and cut the wires of
their signals, while the window's thread uses Qt: the program dies, seldom and anywhere. So Python's own collecting is
off, and the window's thread looks by a timer whether there is enough to look at.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: New objects between two looks for garbage; how many of those until the older ones are looked at too. Python's own
#: 700 took a tenth of the start, and most of the time of a list of 50 000 ids: next to none of it was garbage.
THRESHOLDS = (100_000, 20, 50)
_EVERY_MS = 1_000


class Collector(QObject):
    """Looks once a second; one per program, made in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(look)
        self._timer.start()


def look() -> None:
    """Collect the oldest generation that is due, if any; call it in the window's thread."""
    due = [age for age, (count, most) in enumerate(zip(gc.get_count(), THRESHOLDS, strict=True)) if count > most]
    if due:
        gc.collect(due[-1])
