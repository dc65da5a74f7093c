"""A bare window for testing pages and dialogs without the whole program: it remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from PySide6.QtWidgets import QVBoxLayout, QWidget

from boligdesk.casework.core.desk import Desk
from boligdesk.ui.drafts import DraftStore
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.table_columns import MemoryStore
from boligdesk.ui.shell.context import Context
from boligdesk.ui.shell.hub import Hub
from boligdesk.ui.shell.messages import show_fault


class BareWindow(QWidget):
    """What pages may ask of the window, written down: `said`, `opened`, `pages`, `counts`."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, Callable[[], object] | None]] = []
        self.opened: list[tuple[str, int]] = []
        self.pages: list[str] = []
        self.counts: dict[str, int] = {}
        self.saves = 0
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)

    @property
    def widget(self) -> QWidget:
        """Itself."""
        return self

    def show_page(self, page: QWidget) -> None:
        """Fill the window with a page."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(page)

    def open_record(self, kind: str, record_id: int) -> None:
        """Remember it."""
        self.opened.append((kind, record_id))

    def open_page(self, key: str) -> None:
        """Remember it."""
        self.pages.append(key)

    def new_record(self, page: str, name: str = "") -> None:
        """Remember it."""
        self.pages.append(f"{page} ny {name}".strip())

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Remember it."""
        self.said.append((words, undo))

    def saved(self) -> None:
        """Count it."""
        self.saves += 1

    def set_count(self, page: str, count: int) -> None:
        """Remember it."""
        self.counts[page] = count


def bare_context(desk: Desk, jobs: Jobs, folder: Path) -> Context:
    """A context over a `BareWindow` (`ctx.window`), with settings that forget and drafts in `folder`.

    A refusal that nobody catches is shown over the window, as in the program.
    """
    window = BareWindow()
    jobs.refused.connect(lambda error: show_fault(window, error))
    drafts = DraftStore(folder / "utkast", key=Fernet.generate_key(), database="prøve", user=desk.who.login)
    return Context(desk, jobs, Hub(), window, MemoryStore(), drafts)
