"""Buttons: one primary per view, the others outlined, ghost or danger; icons follow the theme."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from ...texts import text
from ..style import icons, tokens, type
from ..style.qss import set_property
from ..style.tokens import theme


class ButtonKind(Enum):
    """How a button looks; the value is the property the style sheet asks for."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GHOST = "ghost"
    DANGER = "danger"
    DANGER_FILLED = "dangerfill"
    LINK = "link"
    ICON = "icon"
    BARE = "bare"
    BAND = "band"


#: Between icon and word, besides the style's own.
_ICON_ROOM = 3
_ICON_COLOUR = {
    ButtonKind.PRIMARY: "onaccent",
    ButtonKind.GHOST: "link",
    ButtonKind.LINK: "link",
    ButtonKind.DANGER: "crit",
    ButtonKind.DANGER_FILLED: "surface",
    ButtonKind.ICON: "text2",
    ButtonKind.BARE: "text2",
    ButtonKind.BAND: "bandtext",
}


class Button(QPushButton):
    """A button with word and perhaps icon; `name` is what a screen reader says when the word is not enough."""

    def __init__(
        self,
        label: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: str | None = None,
        *,
        small: bool = False,
        name: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label.replace("&", "&&"), parent)
        self.icon_name = icon
        self.kind = kind
        self.setProperty("k", kind.value)
        self.setProperty("sz", "s" if small else "m")
        self.setFont(type.font(_role(kind, small)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAccessibleName(name or label)
        self._draw_icon()
        theme.changed.connect(self._draw_icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too, not only the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def set_icon(self, icon: str | None) -> None:
        """Show another icon, or none."""
        self.icon_name = icon
        self._draw_icon()

    def set_label(self, label: str) -> None:
        """Show another word; the accessible name follows."""
        self.setText(label.replace("&", "&&"))
        self.setAccessibleName(label)

    def set_kind(self, kind: ButtonKind) -> None:
        """Become another kind, as when the primary act changes."""
        self.kind = kind
        self.setFont(type.font(_role(kind, self.property("sz") == "s")))
        set_property(self, "k", kind.value)
        self._draw_icon()

    def _draw_icon(self) -> None:
        if not self.icon_name:
            return
        room = _ICON_ROOM if self.text() else 0
        before, after = (room, 0) if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else (0, room)
        self.setIconSize(QSize(tokens.ICON + room, tokens.ICON))
        self.setIcon(icons.icon(self.icon_name, _ICON_COLOUR.get(self.kind, "text"), tokens.ICON, before, after))


def _role(kind: ButtonKind, small: bool) -> str:
    if kind in (ButtonKind.PRIMARY, ButtonKind.DANGER_FILLED):
        return "primary"
    if kind is ButtonKind.LINK:
        return "body"
    return "button_small" if small else "button"


def primary(label: str, icon: str | None = None) -> Button:
    """The one filled button of a view."""
    return Button(label, ButtonKind.PRIMARY, icon)


def secondary(label: str, icon: str | None = None, *, small: bool = False) -> Button:
    """An outlined button."""
    return Button(label, ButtonKind.SECONDARY, icon, small=small)


def ghost(label: str, icon: str | None = None, *, small: bool = False) -> Button:
    """A mild act: link-coloured word without an edge."""
    return Button(label, ButtonKind.GHOST, icon, small=small)


def danger(label: str, icon: str | None = None) -> Button:
    """An act that cannot be taken back; filled only inside its own question."""
    return Button(label, ButtonKind.DANGER, icon)


def link(label: str) -> Button:
    """A word in a text or table that opens something."""
    made = Button(label, ButtonKind.LINK)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon: str, name: str, *, bare: bool = False, small: bool = False) -> Button:
    """A button without a word (filter, columns, export, more, close, page, zoom): `name` is said and shown."""
    made = Button("", ButtonKind.BARE if bare else ButtonKind.ICON, icon, small=small, name=name)
    made.setToolTip(name)
    return made


class MenuButton(Button):
    """A button that opens a menu: word and arrow, or the three dots."""

    def __init__(
        self, label: str | None = None, *, kind: ButtonKind = ButtonKind.SECONDARY, small: bool = False
    ) -> None:
        super().__init__(text("ui.felles.mer") if label is None else label, kind, "chevron-down", small=small)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._draw_icon()
        self.menu_of_acts = new_menu(self)
        self.setMenu(self.menu_of_acts)

    def add(self, label: str, act: Callable[[], object], icon: str | None = None) -> None:
        """Add an act to the menu."""
        add_act(self.menu_of_acts, label, act, icon)


class MoreButton(Button):
    """The three dots at the far right of a record header."""

    def __init__(self) -> None:
        super().__init__("", ButtonKind.ICON, "ellipsis", name=text("ui.felles.flere_valg"), small=True)
        self.setToolTip(text("ui.felles.flere_valg"))
        self.menu_of_acts = new_menu(self)
        self.setMenu(self.menu_of_acts)

    def add(self, label: str, act: Callable[[], object], icon: str | None = None) -> None:
        """Add an act to the menu."""
        add_act(self.menu_of_acts, label, act, icon)


def new_menu(parent: QWidget) -> QMenu:
    """A menu in the look, left to right whatever its button does."""
    menu = QMenu(parent)
    menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    menu.setFont(type.font("body"))
    return menu


def add_act(menu: QMenu, label: str, act: Callable[[], object], icon: str | None = None) -> QAction:
    """Add an act to a menu; its icon is drawn when the menu opens, so that it follows the theme."""
    action = menu.addAction(label.replace("&", "&&"))
    action.triggered.connect(lambda _checked=False: act())
    if icon:
        _draw_when_opened(menu, action, icon)
    return action


def _draw_when_opened(menu: QMenu, action: QAction, icon: str) -> None:
    def draw() -> None:
        if isValid(action):
            action.setIcon(icons.icon(icon, "text2"))

    menu.aboutToShow.connect(draw)


def plain_label(button: QPushButton) -> str:
    """The word of a button as it was given, without the doubled ampersands."""
    return button.text().replace("&&", "&")
