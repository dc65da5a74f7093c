"""What a page of the main window is: the contract between the window and each tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from ...casework.core.changes import Changes
from .context import Context

if TYPE_CHECKING:
    from ..drafts import Draft


class Page(QWidget):
    """One tab. Subclasses set `key` and `title` (a catalogue code) and override what they need.

    A page is made when its tab is first shown. It never touches the store itself: `ctx.jobs` does.
    """

    #: the page's name in the registry, in remembered settings and in its help text (`resources/hjelp/<key>.md`)
    key: ClassVar[str]
    #: catalogue code of the tab's word
    title: ClassVar[str]
    #: entities (tables) whose changes concern the page; empty: all
    concerns: ClassVar[tuple[str, ...]] = ()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        ctx.hub.listen(self, self.on_changes, *self.concerns, lost=self.on_lost)

    def on_show(self) -> None:
        """The tab has become the current one."""

    def on_changes(self, changes: Changes, initiator: object) -> None:
        """Something the page concerns was saved. Called only while visible; what was missed comes at showing."""

    def on_lost(self) -> None:
        """Nobody knows what was changed: read everything anew."""

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard when the tab is opened."""
        return None

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record of one of the page's kinds (see `registry`)."""

    def new_record(self, name: str = "") -> None:
        """Ctrl+N: begin a new record; `name` is what was typed in the search."""

    def open_draft(self, draft: Draft) -> None:
        """Reopen an unsaved form of a former day. Its form key begins with the page's key and a point."""

    def print_current(self) -> None:
        """Ctrl+P: print what is shown."""

    def can_leave(self) -> bool:
        """Whether the window may close now (unsaved forms have their drafts; False keeps it open)."""
        return True
