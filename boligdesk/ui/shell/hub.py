"""One dispatcher of changes: who saved says it once, every view decides itself whether it must redraw.

A view that is hidden is told when it is shown again, with all it missed in one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from ...casework.core.changes import Changes

Told = Callable[[Changes, object], None]
Nothing = Callable[[], None]


class Hub(QObject):
    """Announces own and colleagues' changes to all open views."""

    #: `Changes` and the view that made them (None: a colleague)
    changed = Signal(object, object)
    #: what was changed is unknown (away too long): read everything anew
    lost = Signal()

    def announce(self, changes: Changes, initiator: object = None) -> None:
        """Tell everybody what was saved; an empty change is nobody's business."""
        if changes.ids:
            self.changed.emit(changes, initiator)

    def listen(self, view: QWidget, told: Told, *entities: str, lost: Nothing | None = None) -> Listener:
        """Call `told(changes, initiator)` when one of `entities` (none named: any) is touched and `view` is visible.

        Several changes while it is hidden come as one, without an initiator, when it is shown. `lost` is called
        instead when everything must be read anew.
        """
        return Listener(self, view, told, entities, lost)


class Listener(QObject):
    """The ear of one view; lives and dies with it."""

    def __init__(self, hub: Hub, view: QWidget, told: Told, entities: tuple[str, ...], lost: Nothing | None) -> None:
        super().__init__(view)
        self._view, self._told, self._entities, self._lost = view, told, entities, lost
        self._missed: Changes | None = None
        self._missed_all = False
        hub.changed.connect(self._hear)
        hub.lost.connect(self._hear_lost)
        view.installEventFilter(self)

    def _hear(self, changes: Changes, initiator: object) -> None:
        if self._entities and not changes.touches(*self._entities):
            return
        if self._view.isVisible():
            self._told(changes, initiator)
        else:
            self._missed = changes if self._missed is None else together(self._missed, changes)

    def _hear_lost(self) -> None:
        if self._lost is None:
            return
        if self._view.isVisible():
            self._lost()
        else:
            self._missed_all = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """When the view is shown, tell it what it missed."""
        if watched is self._view and event.type() == QEvent.Type.Show:
            self._catch_up()
        return False

    def _catch_up(self) -> None:
        missed, everything = self._missed, self._missed_all
        self._missed, self._missed_all = None, False
        if everything and self._lost is not None:
            self._lost()
        elif missed is not None:
            self._told(missed, None)


def together(first: Changes, second: Changes) -> Changes:
    """Two changes as one."""
    entities = {*first.ids, *second.ids}
    return Changes({entity: first.of(entity) | second.of(entity) for entity in entities})
