"""The family of the casework tests behind the real page, and what is to be read in its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from boligdesk.casework.core.desk import Desk
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.leietakere import LeietakerePage
from boligdesk.ui.parts.dialog import DialogFrame
from boligdesk.ui.shell.context import Context
from tests.support.window import BareWindow, bare_context

_DEFERRED_DELETE = QEvent.Type.DeferredDelete.value


class Office:
    """One desk at the page."""

    def __init__(self, desk: Desk, jobs: Jobs, folder: Path, size: tuple[int, int] = (1440, 812)) -> None:
        self.jobs = jobs
        self.ctx: Context = bare_context(desk, jobs, folder)
        self.window: BareWindow = self.ctx.window  # type: ignore[assignment]
        self.window.resize(*size)
        self.page = LeietakerePage(self.ctx)
        self.window.show_page(self.page)
        self.window.show()
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way: reads may begin further reads."""
        for _ in range(3):
            self.jobs.idle()

    def open(self, person_id: int) -> None:
        """Show a person."""
        self.page.open_record("person", person_id)
        self.wait()

    def dialog(self, kind: type[DialogFrame] = DialogFrame) -> DialogFrame:
        """The dialog on top."""
        self.wait()
        shown = [d for d in self.window.findChildren(kind) if d.isVisible()]
        assert shown, "no dialog is open"
        return shown[-1]

    def no_dialog(self) -> bool:
        """Whether all dialogs are closed."""
        self.wait()
        return not [d for d in self.window.findChildren(DialogFrame) if d.isVisible()]

    def filter(self, typed: str) -> list[str]:
        """Type in the filter of all persons; the names in the list."""
        self.page.list.bar.field.setText(typed)
        self.wait()
        return self.names()

    def names(self) -> list[str]:
        """The names in the list, from the top."""
        self.wait()
        rows = [self.page.list.table.paged.known(i) for i in self.page.list.listing.ids]
        return [row.name for row in rows if row is not None]

    def all_persons(self) -> None:
        """The segment Alle."""
        assert self.page.list.bar.segments is not None
        self.page.list.bar.segments.choose("all")
        self.wait()

    def words(self) -> str:
        """Everything that can be read or heard in the window, with tooltips and accessible names."""
        self.wait()
        QApplication.sendPostedEvents(None, _DEFERRED_DELETE)
        return "\n".join(_words(self.window))


def _words(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(i) for i in range(widget.count()))
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QTableView):
            yield from _cells(widget)
    full = (getattr(widget, "full_text", "") for widget in root.findChildren(QWidget))
    yield from (words for words in full if words)


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.index(row, column).data(role) or "")
