"""The main window: band, tabs, page, status bar. It is painted before the store is loaded."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QRect, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from ...texts import render, text
from ..parts.band import Band
from ..parts.statusbar import StatusBar
from ..parts.tabs import MainTabs
from ..parts.toast import ToastHost
from . import registry
from .hub import Hub
from .user_settings import UserSettings

if TYPE_CHECKING:
    from ...rules.messages import Message, RefusedError
    from ..drafts import Draft
    from ..jobs import Jobs
    from ..parts.dialog import DialogFrame
    from .context import Undo
    from .desk_tools import DeskTools
    from .entrance import Entrance
    from .room import Room
    from .seat import Seat
    from .shield import Shield

_SIZE = (1440, 900)


class MainWindow(QWidget):
    """The one window. `begin` opens an office; `seated` is what one works with then, None before."""

    def __init__(self, settings: UserSettings | None = None) -> None:
        super().__init__()
        self.settings = settings or UserSettings()
        self.hub = Hub(self)
        self.seat: Seat | None = None
        self.room: Room | None = None
        self._closing = False
        self._closed = False
        self._before: QWidget | None = None
        self._lay_out()
        self._connect()
        self._keys()
        self._title()
        self.setMinimumSize(960, 600)
        self._remembered_place()

    # -- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.work = QWidget()
        self.band, self.tabs, self.status = Band(), MainTabs(), StatusBar()
        self.body = QStackedWidget()
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.band, self.tabs):
            column.addWidget(widget)
        column.addWidget(self.body, 1)
        column.addWidget(self.status)
        for spec in registry.PAGES:
            self.tabs.add(spec.key, text(spec.title))
        self.tabs.setAccessibleName(text("ui.skall.faner"))
        self._show_tools(False)
        self.toasts = ToastHost(self.work)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.work)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._tab_chosen)
        self.band.search_requested.connect(lambda: self.tools.search())
        self.band.shield_requested.connect(self.toggle_shield)
        self.band.help_requested.connect(lambda: self.tools.help())

    # What stands behind the frame is made when it is first asked for: the frame is painted before that.

    @cached_property
    def jobs(self) -> Jobs:
        """The lanes of the pages."""
        return self._lanes()

    @cached_property
    def lane(self) -> Jobs:
        """Lanes for what goes on behind the pages: colleagues' changes, the search."""
        return self._lanes()

    def _lanes(self) -> Jobs:
        from ..jobs import Jobs

        made = Jobs(self)
        made.refused.connect(self.show_refused)
        return made

    @cached_property
    def entrance(self) -> Entrance:
        """The way in."""
        from .entrance import Entrance

        made = Entrance(self.jobs, self.settings, self.work)
        made.entered.connect(self.sit_down)
        self.body.addWidget(made)
        return made

    @cached_property
    def tools(self) -> DeskTools:
        """What stands around the pages."""
        from .desk_tools import DeskTools

        return DeskTools(self)

    @cached_property
    def shield(self) -> Shield:
        """The page of skjermvern."""
        from .shield import Shield

        made = Shield()
        made.left.connect(self.toggle_shield)
        self._stack.addWidget(made)
        return made

    def _dialogs(self) -> list[DialogFrame]:
        from ..parts.dialog import open_dialogs

        return open_dialogs(self.work)

    def _may_leave(self) -> bool:
        """Whether pages and the dialogs over them can be left; what is typed in them is kept as a draft now."""
        if self.room is not None and not self.room.may_close():
            return False
        return all(dialog.may_leave() or dialog.isHidden() for dialog in self._dialogs())

    def _keys(self) -> None:
        for spec in registry.PAGES:
            self._key(spec.keys, partial(self.open_page, spec.key))
        self._key("Ctrl+K", lambda: self.tools.search())
        self._key("Ctrl+N", self._new_here)
        self._key("Ctrl+P", self._print)
        self._key("F1", lambda: self.tools.help())
        shield = QShortcut(QKeySequence("F9"), self)
        shield.activated.connect(self.toggle_shield)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        """A key of the window; it does nothing while a dialog is open, or while the shield is up."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: None if self.busy else act())

    def _new_here(self) -> None:
        if self.room is not None and self.room.current is not None:
            self.room.current.new_record()

    def _print(self) -> None:
        if self.room is not None and self.room.current is not None:
            self.room.current.print_current()

    @property
    def busy(self) -> bool:
        """Whether a dialog or the shield stands over the page."""
        return self.shielded or self.tools.searching or bool(self._dialogs())

    # -- opening --------------------------------------------------------------------------------

    def begin(self, target: str | None = None) -> None:
        """Open the office that is named, or the last one; without one, ask."""
        self.entrance.begin(target)

    def sit_down(self, seat: Seat) -> None:
        """Somebody is at the desk: make their pages."""
        self._clear_desk()
        self.seat = seat
        ctx = self.tools.context(seat)
        from .room import Room

        self.room = Room(ctx)
        self.body.addWidget(self.room)
        self.body.setCurrentWidget(self.room)
        self._show_tools(True)
        self.shield.set_office(seat.office.card.name, seat.unit)
        self.shield.arms.show_logo(seat.logo)
        self._title()
        self.tools.start(seat, ctx)
        self._tab_chosen(self.tabs.current)

    def stand_up(self, then: Callable[[], object]) -> None:
        """Leave the desk: pages and watch go, then `then` (log in again, choose another office)."""
        if not self._may_leave():
            return
        self._clear_desk()
        self._show_tools(False)
        self.body.setCurrentWidget(self.entrance)
        then()

    def _show_tools(self, seated: bool) -> None:
        """What is of use only at the desk: tabs, search, skjermvern, the user's menu, the status bar."""
        for widget in (self.tabs, self.band.search, self.band.shield, self.band.user, self.status):
            widget.setVisible(seated)

    def _clear_desk(self) -> None:
        self.tools.stop()
        if self.room is not None:
            self.body.removeWidget(self.room)
            self.room.deleteLater()
        self.room = self.seat = None
        self._title()

    # -- what pages may ask of the window --------------------------------------------------------

    @property
    def widget(self) -> QWidget:
        """Parent of dialogs: the work area, which the shield covers with all that stands over it."""
        return self.work

    def open_page(self, key: str) -> None:
        """Go to a tab."""
        if self.room is None:
            return
        if self.tabs.current == key:
            self._tab_chosen(key)
        else:
            self.tabs.choose(key)

    def _tab_chosen(self, key: str) -> None:
        if self.room is not None:
            self.room.show_page(key, focus=not self.tabs.hasFocus())

    def open_record(self, kind: str, record_id: int) -> None:
        """Go to the page that shows such records and open this one."""
        spec = registry.page_for(kind)
        if self.room is None or spec is None:
            return
        self.open_page(spec.key)
        self.room.page(spec.key).open_record(kind, record_id)

    def new_record(self, page: str, name: str = "") -> None:
        """Go to a tab and begin a new record there."""
        if self.room is not None:
            self.open_page(page)
            self.room.page(page).new_record(name)

    def open_draft(self, draft: Draft) -> None:
        """Reopen an unsaved form on its page; the form's key begins with the page's."""
        page = draft.form.partition(".")[0]
        if self.room is not None and page in {spec.key for spec in registry.PAGES}:
            self.open_page(page)
            self.room.page(page).open_draft(draft)

    def say(self, words: str, undo: Undo | None = None) -> None:
        """A toast: what was done, with Angre when `undo` is given."""
        self.toasts.say(words, undo)

    def saved(self) -> None:
        """Everything is saved now."""
        if self.seat is not None:
            self._saved_at(self.seat.desk.now)

    def _saved_at(self, moment: datetime) -> None:
        from .messages import clock

        self.status.set_saved(text("ui.status.lagret", tid=clock(moment)))

    def set_count(self, page: str, count: int) -> None:
        """Show on a tab how much work waits."""
        self.tabs.set_count(page, count)

    def show_refused(self, error: RefusedError) -> None:
        """A refusal that no view took."""
        from .messages import show_fault

        show_fault(self.work, error)

    # -- skjermvern ------------------------------------------------------------------------------

    @property
    def shielded(self) -> bool:
        """Whether the shield is up."""
        return self._stack.currentWidget() is not self.work

    def toggle_shield(self) -> None:
        """Cover the window, or come back to where one was."""
        if self.seat is None:
            return
        if self.shielded:
            self._stack.setCurrentWidget(self.work)
            if self._before is not None and self._before.isVisible():
                self._before.setFocus()
        else:
            self._close_popups()
            self._before = QApplication.focusWidget()
            self.shield.set_day(self.seat.desk.today)
            self._stack.setCurrentWidget(self.shield)
            self.shield.setFocus()
        self._title()

    def _close_popups(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def _title(self) -> None:
        """Neutral under the shield: no office, no page."""
        office = self.seat.office.card.name if self.seat else ""
        neutral = self.shielded or not office
        program = text("ui.band.program")
        self.setWindowTitle(program if neutral else text("ui.skall.tittel", kontor=office))

    # -- place and end ---------------------------------------------------------------------------

    def _remembered_place(self) -> None:
        kept = self.settings.get("vindu")
        if isinstance(kept, str) and self.restoreGeometry(QByteArray(base64.b64decode(kept))):
            return
        screen = self.screen().availableGeometry() if self.screen() else QRect(0, 0, *_SIZE)
        self.resize(min(_SIZE[0], screen.width()), min(_SIZE[1], screen.height()))

    def _remember_place(self) -> None:
        self.settings.set("vindu", base64.b64encode(self.saveGeometry().data()).decode())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, wait for what is being saved, say what it is, then go."""
        if self._closed:
            event.accept()
            return
        event.ignore()
        if self._closing or not self._may_leave():
            return
        self._closing = True
        self._remember_place()
        self.tools.stop()
        self.lane.close(closed=partial(self.jobs.close, closed=self._all_saved, waiting=self._say_waiting))

    def _say_waiting(self, names: tuple[Message, ...]) -> None:
        what = ", ".join(render(name) for name in names)
        self.status.set_saved(text("ui.status.lagrer", hva=what), ok=False)

    def _all_saved(self) -> None:
        self.entrance.close_office()
        self._closed = True
        QTimer.singleShot(0, self.close)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        awake = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if awake and self.seat is not None:
            self.tools.woken()

    def idle(self, timeout: float = 10.0) -> None:
        """Run until nothing is under way in any lane (tests and pictures)."""
        self.jobs.idle(timeout)
        self.lane.idle(timeout)
        self.jobs.idle(timeout)
