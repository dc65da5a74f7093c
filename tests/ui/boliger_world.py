"""The page Boliger over a real office, and ways to look at everything it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from boligdesk.casework.core.desk import Desk
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.boliger import BoligerPage
from boligdesk.ui.parts.dialog import DialogFrame, open_dialog
from boligdesk.ui.shell.context import Context
from boligdesk.ui.stock.edit_dialog import EditDialog


@dataclass
class Seat:
    """One person's window with the page in it."""

    ctx: Context
    page: BoligerPage
    jobs: Jobs

    @property
    def window(self) -> Any:
        """The window, with what it was asked (`said`, `opened`)."""
        return self.ctx.window

    @property
    def desk(self) -> Desk:
        """Who sits here."""
        return self.ctx.desk

    def settle(self) -> None:
        """Wait until everything is answered and painted."""
        self.jobs.idle()
        QApplication.processEvents()
        self.jobs.idle()

    def choose(self, dwelling_id: int) -> None:
        """Stand on a dwelling in the list."""
        assert self.page.list.table.choose(dwelling_id)
        self.settle()

    def rows(self) -> list[list[str]]:
        """The list as it reads, line by line."""
        model = self.page.list.table.paged
        self.settle()
        cells = range(model.columnCount())
        for line in range(model.rowCount()):
            model.row_at(line)
        self.settle()
        return [[model.index(line, c).data() or "" for c in cells] for line in range(model.rowCount())]

    def dialog(self) -> DialogFrame:
        """The uppermost dialog."""
        self.settle()
        found = open_dialog(self.ctx.parent)
        assert found is not None, "no dialog is open"
        return found

    def form(self) -> EditDialog:
        """The form that is open."""
        found = self.dialog()
        assert isinstance(found, EditDialog)
        return found

    def more(self, beginning: str) -> None:
        """Take an act of "Mer" or the three dots."""
        for menu in (self.page.record.bar.more.menu_of_acts, self.page.record.header.more.menu_of_acts):
            for action in menu.actions():
                if action.text().startswith(beginning):
                    action.trigger()
                    self.settle()
                    return
        raise AssertionError(f"no act begins with {beginning}")

    def bar_words(self) -> list[str]:
        """The words of the buttons under the record, left to right."""
        bar = self.page.record.bar
        buttons = [b for b in bar.findChildren(QAbstractButton) if b.isVisible()]
        return [b.text() for b in sorted(buttons, key=lambda b: b.x())]

    def record_text(self) -> str:
        """Everything the shown record says."""
        return "\n".join(texts_of(self.page.record, visible=True))


def texts_of(root: QWidget, *, visible: bool = False) -> Iterator[str]:
    """Every word of a widget and all under it: shown text, tooltips, accessible names, cells of tables."""
    for widget in [root, *root.findChildren(QWidget)]:
        if visible and not widget.isVisible():
            continue
        yield from filter(None, (widget.toolTip(), widget.accessibleName(), widget.windowTitle()))
        if not visible:
            yield from filter(None, (widget.accessibleDescription(),))
        yield from _own_words(widget)


def _own_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(n) for n in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        for line in range(model.rowCount()):
            for column in range(model.columnCount()):
                yield from (str(model.index(line, column).data(role) or "") for role in roles)
