"""A caseworker's hand on the real window: it presses what carries a word, writes in fields by their names, and reads.

Nothing is reached past the screen: what is not to be seen and pressed, a journey cannot use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from boligdesk.ui.parts.buttons import plain_label
from boligdesk.ui.parts.dialog import DialogFrame, open_dialog
from boligdesk.ui.parts.table_view import Table
from boligdesk.ui.parts.tabs import TabStrip
from boligdesk.ui.shell.main_window import MainWindow
from boligdesk.ui.shell.page import Page
from boligdesk.ui.shell.user_settings import UserSettings
from tests.support.screens import words_shown
from tests.support.strays import no_strays

_MOST_TABS = 60


class Hand:
    """One caseworker at one window."""

    def __init__(self, qtbot, folder: Path, target: str | None = None) -> None:
        self.qtbot = qtbot
        self.window = MainWindow(UserSettings(folder / "vindu.json"))
        self.crashes: list[object] = []
        for lane in (self.window.jobs, self.window.lane):
            lane.crashed.connect(self.crashes.append)
        self.window.resize(1440, 900)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.window.begin(target)
        self.settle()

    # -- where one is ---------------------------------------------------------------------------

    def settle(self) -> None:
        """Until nothing is under way."""
        for _turn in range(3):
            self.window.idle(30)

    @property
    def dialog(self) -> DialogFrame | None:
        """The uppermost dialog."""
        return open_dialog(self.window)

    @property
    def top(self) -> QWidget:
        """Where one can press now."""
        return self.dialog or self.window

    def page(self, key: str) -> Page:
        """Go to a tab by its key on the keyboard."""
        keys = {
            "i_dag": Qt.Key.Key_1,
            "boliger": Qt.Key.Key_2,
            "leietakere": Qt.Key.Key_3,
            "soknader": Qt.Key.Key_4,
            "veiledning": Qt.Key.Key_5,
            "restanser": Qt.Key.Key_6,
        }
        self.window.activateWindow()  # another one's window may have been in front
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.keyClick(self.window, keys[key], Qt.KeyboardModifier.ControlModifier)
        self.settle()
        assert self.window.tabs.current == key
        assert self.window.room is not None
        return self.window.room.page(key)

    def reads(self) -> str:
        """Everything that stands where one works now."""
        return "\n".join(dict.fromkeys(words_shown(self.top)))

    # -- mouse ----------------------------------------------------------------------------------

    def press(self, label: str) -> None:
        """Press the button with this word."""
        button = self.button(label)
        assert button.isEnabled(), f"{label!r} cannot be pressed: {self.reads()}"
        self.click(button)

    def button(self, label: str) -> QAbstractButton:
        """The button with this word."""
        found: QAbstractButton = self._one([b for b in self._seen(QAbstractButton) if _says(b) == label], label)
        return found

    def click(self, widget: QWidget) -> None:
        """Bring a widget into view and click it."""
        assert widget.isVisible(), widget
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        middle = widget.rect().center()
        if isinstance(widget, (QCheckBox, QRadioButton)):
            middle = QPoint(10, middle.y())
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)
        self.settle()

    def choose_act(self, label: str) -> None:
        """Take an act from "Mer" or the three dots."""
        acts = [action for button in self._seen(QPushButton) if (menu := button.menu()) for action in menu.actions()]
        self._take(acts, label)

    def choose_act_of(self, name: str, label: str) -> None:
        """Take an act from the menu of the button that a screen reader calls so."""
        buttons = [b for b in self._seen(QPushButton) if b.menu() and b.accessibleName().startswith(name)]
        button = self._one(buttons, name)
        assert button.isEnabled()
        self._take(button.menu().actions(), label)

    def tab(self, title: str) -> None:
        """Click a tab of what is shown, by its word."""
        strips = [(strip, i) for strip in self._seen(TabStrip) for i in range(strip.count())]
        strip, place = self._one([(s, i) for s, i in strips if s.tabText(i) == title], title)
        self.qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.tabRect(place).center())
        self.settle()

    def choose_in_menu(self, label: str) -> None:
        """Take an act from the menu that stands open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        said = {act.text().replace("&&", "&"): act for act in menu.actions()}
        assert label in said, f"{label!r} is not among {sorted(said)}"
        said[label].trigger()
        menu.close()
        self.settle()

    def _take(self, acts: list[QAction], label: str) -> None:
        said = {act.text().replace("&&", "&"): act for act in acts}
        assert label in said, f"{label!r} is not among {sorted(said)}"
        said[label].trigger()
        self.settle()

    def click_row(self, table: Table, words: str, column: str = "") -> None:
        """Click the row where these words stand, in a column if one is named."""
        for line in range(table.model().rowCount()):
            cells = [str(table.model().index(line, c).data() or "") for c in range(table.model().columnCount())]
            if any(words in cell for cell in cells):
                keys = [c.key for c in table.paged.columns]
                index = table.model().index(line, keys.index(column) if column else 1)
                table.scrollTo(index)
                self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
                self.settle()
                return
        raise AssertionError(f"{words!r} stands in no row")

    def drop_file(self, zone: QWidget, path: Path) -> None:
        """Let a file fall on a widget."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle, copy = zone.rect().center(), Qt.DropAction.CopyAction
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(zone, QDragEnterEvent(middle, copy, data, left, none))
        QApplication.sendEvent(zone, QDropEvent(QPointF(middle), copy, data, left, none))
        self.settle()

    # -- keyboard -------------------------------------------------------------------------------

    def field(self, label: str) -> QWidget:
        """The field with this name."""
        kinds = (QLineEdit, QPlainTextEdit, QComboBox)
        fields = [w for kind in kinds for w in self._seen(kind) if not isinstance(w.parentWidget(), QComboBox)]
        return self._one([w for w in fields if _named(w, label)], label)

    def write(self, label: str, words: str) -> None:
        """Write in a field, over what stood there, and leave it."""
        field = self.field(label)
        self.click(field)
        self.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(field, words)
        self.qtbot.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, label: str, option: str) -> None:
        """Choose in a list of choices, as the keyboard does."""
        box = self.field(label)
        assert isinstance(box, QComboBox)
        box.setFocus()
        options = [box.itemText(i) for i in range(box.count())]
        assert option in options, f"{option!r} is not among {options}"
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _step in range(options.index(option)):
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        self.settle()
        assert box.currentText() == option

    def tick(self, label: str) -> None:
        """Press a tick or a choice of one."""
        boxes = [b for kind in (QCheckBox, QRadioButton) for b in self._seen(kind)]
        self.click(self._one([b for b in boxes if label in (b.text(), b.accessibleName())], label))

    def find_and_take(self, label: str, letters: str) -> None:
        """Type in a field that looks records up, and take the first it finds."""
        self.write_letters(label, letters)
        self.keys(Qt.Key.Key_Down, Qt.Key.Key_Return)

    def write_letters(self, label: str, letters: str) -> None:
        """Type in a field and stay in it."""
        field = self.field(label)
        self.click(field)
        self.qtbot.keyClicks(field, letters)
        self.settle()

    def keys(self, *keys: Qt.Key) -> None:
        """Press keys where the keyboard is; an open list gets them first."""
        for key in keys:
            self.qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key)
            self.settle()

    def tab_to(self, label: str) -> None:
        """Press Tab until the keyboard stands on the button with this word."""
        self.tab_until(label, lambda now: isinstance(now, QPushButton) and plain_label(now) == label)

    def tab_to_named(self, label: str) -> None:
        """Press Tab until the keyboard stands where a screen reader says something that begins so."""
        self.tab_until(label, lambda now: now.accessibleName().startswith(label))

    def tab_until(self, label: str, there: Callable[[QWidget], bool]) -> None:
        """Press Tab until the keyboard stands where it is wanted; `label` says what that is."""
        for _step in range(_MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is not None and there(focus):
                return
            self.keys(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {label!r}")

    def types(self, words: str) -> None:
        """Type where the keyboard is."""
        for letter in words:  # the first may move the keyboard to a filter
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)
        self.settle()

    # -- the end --------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the window as a user does; nothing may have failed inside."""
        self.window.close()
        self.qtbot.waitUntil(lambda: not self.window.isVisible(), timeout=15_000)
        self.window.deleteLater()
        assert self.crashes == []

    # -- inside ---------------------------------------------------------------------------------

    def _seen(self, kind: type) -> list:
        return [w for w in self.top.findChildren(kind) if w.isVisible()]

    def _one(self, found: list, label: str):
        assert found, f"nothing on the screen is called {label!r}: {self.reads()}"
        return found[0]


@contextmanager
def at_window(qtbot, folder: Path, target: str | None = None) -> Iterator[Hand]:
    """A window that is closed again."""
    with no_strays():
        hand = Hand(qtbot, folder, target)
        yield hand
        hand.close()


def _says(button: QAbstractButton) -> str:
    return plain_label(button) if isinstance(button, QPushButton) else button.text()


def _named(widget: QWidget, label: str) -> bool:
    name = widget.accessibleName()
    return name == label or name.startswith(f"{label} (")
