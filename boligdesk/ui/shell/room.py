"""The pages of one who sits at the desk: made when their tab is first opened, gone when they stand up."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from . import registry
from .context import Context
from .page import Page


class Room(QWidget):
    """Holds the pages; one is shown."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def page(self, key: str) -> Page:
        """A page, made now if it was not there."""
        if key not in self._pages:
            spec = next(spec for spec in registry.PAGES if spec.key == key)
            self._pages[key] = spec.make(self.ctx)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_page(self, key: str, *, focus: bool = True) -> Page:
        """Show a page and give it the keyboard."""
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        page.on_show()
        target = page.first_focus()
        if focus and target is not None:
            target.setFocus()
        return page

    def may_close(self) -> bool:
        """Whether every page can be left."""
        return all(page.can_leave() for page in self._pages.values())
