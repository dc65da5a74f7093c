"""What every page is handed: the desk, the lanes, the dispatcher, the window, the user's settings and drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ...rules.messages import Message, RefusedError
from ...rules.rights import Right

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.core.changes import Done
    from ...casework.core.desk import Desk
    from ..drafts import DraftStore
    from ..jobs import Jobs
    from ..parts.table_columns import Store as Settings
    from .hub import Hub

T = TypeVar("T")
Undo = Callable[[], object]


class Window(Protocol):
    """What pages may ask of the window. `widget` is the parent of dialogs."""

    @property
    def widget(self) -> QWidget:
        """The window itself: parent of dialogs, of conflict and of printing."""

    def open_record(self, kind: str, record_id: int) -> None:
        """Go to the page that shows such records ("dwelling", "person", "tenancy") and open this one."""

    def open_page(self, key: str) -> None:
        """Go to a tab."""

    def new_record(self, page: str, name: str = "") -> None:
        """Go to a tab and begin a new record there, as Ctrl+N on it does."""

    def say(self, words: str, undo: Undo | None = None) -> None:
        """A toast: what was done, with Angre when `undo` is given."""

    def saved(self) -> None:
        """Note in the status bar that everything is saved now."""

    def set_count(self, page: str, count: int) -> None:
        """Show on a tab how much work waits; nothing at zero."""


@dataclass(frozen=True)
class Context:
    """Handed to every page and dialog; nothing in the window is reached in another way."""

    desk: Desk
    jobs: Jobs
    hub: Hub
    window: Window
    settings: Settings
    drafts: DraftStore

    @property
    def parent(self) -> QWidget:
        """The parent of dialogs."""
        return self.window.widget

    def may(self, right: Right) -> bool:
        """Whether the person at the desk has a right: an act that is not theirs is not shown."""
        return self.desk.who.may(right)

    def write(
        self,
        act: Callable[[], Done[T]],
        *,
        owner: QObject,
        name: Message,
        done: Callable[[T], None] | None = None,
        failed: Callable[[RefusedError], None] | None = None,
        said: str = "",
        undo: bool = False,
    ) -> None:
        """Carry out an act in the write lane, announce its changes, tell it (`said`), then call `done(value)`.

        With `undo` the toast offers Angre. Without `failed` a refusal is shown as a message by the window.
        """

        def carried_out(result: Done[T]) -> None:
            self.window.saved()
            self.hub.announce(result.changes, owner)
            if said:
                self.window.say(said, self._undoing(result.act_id) if undo else None)
            if done is not None:
                done(result.value)

        self.jobs.write(act, owner=owner, name=name, done=carried_out, failed=failed)

    def _undoing(self, act_id: int | None) -> Undo | None:
        if act_id is None:
            return None
        return lambda: self._undo(act_id)

    def _undo(self, act_id: int) -> None:
        from ...casework.undo import undo

        self.write(
            lambda: undo(self.desk, act_id),
            owner=self.hub,
            name=Message("ui.skall.angrer"),
        )
