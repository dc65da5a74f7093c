"""The real main window on a stage: opened on an office, driven from outside, photographed.

Pictures, the run without a display and the tests of all screens use the same stage, so that what is shown is what
runs. Nothing here knows the store: questions go through the window's lanes, as in every page.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QThread,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QAction, QImage, QPainter, QPixmap
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QWidget

from .parts.buttons import plain_label
from .parts.dialog import DialogFrame, open_dialog
from .parts.form import FormView
from .shell.context import Context
from .shell.main_window import MainWindow
from .shell.page import Page
from .shell.search_box import SearchBox
from .shell.user_settings import UserSettings
from .shots_offices import SAMPLE
from .style.apply import apply
from .style.tokens import Palette, theme

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

#: The day of all pictures and of the sample office they are taken of.
DAY = "2026-11-23"
_TURNS = 4
_PAGE_TRIES, _PAGE_MS = 100, 20


@dataclass(frozen=True)
class Screen:
    """One screen. `show` begins at the Boliger tab of the office, nothing standing over it, and may leave a dialog."""

    name: str
    show: Callable[[Stage], object]
    office: str = SAMPLE


class StageError(Exception):
    """What was to be pressed or shown is not there."""


def use_screen(folder: Path, width: int, height: int) -> None:
    """Before Qt starts: draw on a screen of this size (physical px) that nobody sees."""
    screen = {"name": "bilde", "x": 0, "y": 0, "width": width, "height": height}
    known = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0}
    place = folder / "skjerm.json"
    place.write_text(json.dumps({"screens": [screen | known]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={place}"
    qInstallMessageHandler(_without_noise)


def _without_noise(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """A screen that nobody sees cannot raise windows; it says so each time."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


def application() -> QApplication:
    """The application in the look, with a cursor that does not blink."""
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(["boligdesk"])
    apply(made)
    made.setCursorFlashTime(0)
    return made


class Stage:
    """A main window of a fixed size on one office; settings that nobody keeps, in `folder`."""

    def __init__(self, folder: Path, size: tuple[int, int] = (1440, 900), palette: Palette = Palette.LIGHT) -> None:
        self.folder, self.size, self._palette = folder, size, palette
        self._begun = False
        self.crashes: list[object] = []
        application()
        self.window = self._new_window()

    def _new_window(self) -> MainWindow:
        window = MainWindow(UserSettings(self.folder / "vindu.json"))
        window.jobs.crashed.connect(self.crashes.append)
        window.lane.crashed.connect(self.crashes.append)
        window.resize(*self.size)
        window.show()
        window.activateWindow()
        theme.set(self._palette)
        return window

    def show_palette(self, palette: Palette) -> None:
        """Go on in light or dark."""
        self._palette = palette
        theme.set(palette)
        self.settle()

    # -- the office -----------------------------------------------------------------------------

    def open_office(self, target: str | Path) -> None:
        """Open an office anew: the leader sits down in a training office, any other shows its login."""
        self.home()
        if self.window.seat is not None:
            self._forget_drafts()
            self.window.stand_up(lambda: self.window.entrance.open(str(target)))
        elif self._begun:
            self.window.entrance.open(str(target))
        else:
            self.window.begin(str(target))
        self._begun = True
        self.settle()
        self.window.resize(*self.size)
        if self.window.seat is not None:
            self.window.open_page("boliger")

    def _forget_drafts(self) -> None:
        """What the last screen left half written is not offered on the next."""
        drafts = self.ctx.drafts

        def forget() -> None:
            for draft in drafts.all():
                drafts.discard(draft.form, draft.record)

        self.ask(forget)

    @property
    def ctx(self) -> Context:
        """What the pages of the open office work with."""
        if self.window.room is None:
            raise StageError("no office is open")
        return self.window.room.ctx

    def ask(self, question: Callable[[], T]) -> T:
        """Put a question to the store in the read lane, and wait for the answer."""
        answers: list[T] = []
        self.window.jobs.read(question, owner=self.window, topic="scene", done=answers.append)
        self.settle()
        if not answers:
            raise StageError("the question was refused")
        return answers[0]

    # -- going about ----------------------------------------------------------------------------

    def home(self) -> None:
        """Leave everything that stands over the page."""
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        if self.window.shielded:
            self.window.toggle_shield()
        for box in self.window.work.findChildren(SearchBox):
            box.close_box()
        while (dialog := self.dialog) is not None:
            dialog.may_leave = lambda: True
            dialog.finish(None)
            self.settle()
        self.settle()

    def page(self, key: str) -> Page:
        """Go to a tab."""
        self.window.open_page(key)
        self.settle()
        assert self.window.room is not None
        return self.window.room.page(key)

    @property
    def dialog(self) -> DialogFrame | None:
        """The uppermost dialog."""
        return open_dialog(self.window)

    def part(self, kind: type[W], number: int = 0) -> W:
        """The n-th visible widget of a kind, in the uppermost dialog if there is one."""
        top = self.top
        here = [top] if isinstance(top, kind) else []
        found = [*here, *(widget for widget in top.findChildren(kind) if widget.isVisible())]
        if len(found) <= number:
            raise StageError(f"no {kind.__name__} to be seen")
        return found[number]

    @property
    def top(self) -> QWidget:
        """Where one works now: the uppermost dialog, else the window."""
        return self.dialog or self.window

    def press(self, label: str) -> None:
        """Press what carries this word: a visible button, or an act in a menu of what is shown."""
        act = self._button(label) or self._action(label)
        if act is None:
            raise StageError(f"nothing says {label!r}")
        if isinstance(act, QAction):
            act.trigger()
        else:
            act.click()
        self.settle()

    def _button(self, label: str) -> QAbstractButton | None:
        buttons = [b for b in self.top.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
        return next((b for b in buttons if _says(b) == label), None)

    def _action(self, label: str) -> QAction | None:
        for widget in self.top.findChildren(QAbstractButton):
            menu = getattr(widget, "menu_of_acts", None)
            if isinstance(menu, QMenu) and widget.isVisible():
                for action in menu.actions():
                    if action.text().replace("&&", "&") == label:
                        return action
        return None

    def settle(self) -> None:
        """Wait until nothing is under way and everything is drawn."""
        for _turn in range(_TURNS):
            self.window.idle(30)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    # -- pictures -------------------------------------------------------------------------------

    def picture(self) -> QPixmap:
        """The window as it is drawn now, with an open menu where it stands."""
        self.settle()
        self._wait_for_pages()
        picture = self.window.grab()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            self._draw_over(picture, popup)
        return picture

    def _wait_for_pages(self) -> None:
        """The pages of a document are drawn in threads that tell nobody when they are done."""
        for view in self.window.findChildren(QPdfView):
            tries = _PAGE_TRIES
            while view.isVisible() and view.document().pageCount() and tries and _blank(view):
                QThread.msleep(_PAGE_MS)
                QCoreApplication.processEvents()
                tries -= 1

    def _draw_over(self, picture: QPixmap, popup: QWidget) -> None:
        painter = QPainter(picture)
        painter.drawPixmap(popup.pos() - self.window.mapToGlobal(self.window.rect().topLeft()), popup.grab())
        painter.end()

    def save(self, path: Path) -> Path:
        """Keep the picture as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.picture().save(str(path)):
            raise StageError(f"{path.name} could not be written")
        return path

    def close(self) -> None:
        """Close the window; what is being saved is waited for."""
        self.home()
        self.window.close()
        while self.window.isVisible():
            QCoreApplication.processEvents()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _blank(view: QPdfView) -> bool:
    """Whether the middle of the page is one colour."""
    middle = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = range(middle.height() // 8, middle.height() * 7 // 8, 3)
    columns = range(middle.width() // 4, middle.width() * 3 // 4, 3)
    return len({middle.pixel(x, y) for y in rows for x in columns}) < 2


def _says(button: QAbstractButton) -> str:
    return plain_label(button) if isinstance(button, QPushButton) else button.text()


def fill(form: FormView, key: str, typed: str) -> None:
    """Write in a field, as if it had been typed."""
    editor = form.row(key).editor
    editor.set_raw(typed)
    editor.edited.emit()
