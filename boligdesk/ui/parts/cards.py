"""Cards, the header of a record and the bar of acts under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ..layout_items import widget_of
from ..style import tokens, type
from .buttons import Button, ButtonKind, MenuButton, MoreButton, add_act, plain_label
from .chips import Chip, ChipKind, ChipLook
from .labels import ElidedLabel, Label

MOST_ACTS = 5


class Card(QFrame):
    """A white box with a title and a muted word (`aside`) at the right. `accent` marks "what now?": one per view."""

    def __init__(
        self, title: str = "", aside: str = "", *, accent: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self.setAccessibleName(title)
        self._accent = accent
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(tokens.CARD_PAD_X, tokens.CARD_PAD_Y, tokens.CARD_PAD_X, tokens.CARD_PAD_Y)
        self.body.setSpacing(tokens.S8)
        self._title = ElidedLabel(title, "h3")
        self._aside = ElidedLabel(aside, "caption")
        if title:
            self.body.addLayout(self._head())

    def _head(self) -> QHBoxLayout:
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.S12)
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.head.addWidget(self._aside)
        return self.head

    def set_title(self, title: str, aside: str = "") -> None:
        """Change the title and the muted word; they get their room at once, so that none is drawn squeezed."""
        self._title.set_text(title)
        self._aside.set_text(aside)
        self.setAccessibleName(title)
        self.body.activate()

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Add content under the title."""
        if isinstance(content, QLayout):
            self.body.addLayout(content, stretch)
        else:
            self.body.addWidget(content, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._accent:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("accent"))
            painter.setClipRect(0, 0, tokens.EDGE_W, self.height())
            painter.drawRoundedRect(QRectF(self.rect()), tokens.RADIUS_CARD, tokens.RADIUS_CARD)


class Avatar(QWidget):
    """A person's initials in a circle. Decoration: the name stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = ""
        self.setFixedSize(tokens.AVATAR, tokens.AVATAR)

    def show_initials(self, initials: str) -> None:
        """Show other initials, at most two letters."""
        self._initials = initials[:2]
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("accentsoft"))
        painter.drawEllipse(self.rect())
        painter.setFont(type.font("h3"))
        painter.setPen(tokens.color("accent"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._initials)


class RecordHeader(QWidget):
    """Title, chips at once after it, one muted line, the money that defines the case right, three dots far right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = ElidedLabel("", "h2")
        self._line = ElidedLabel("", "body", "text2", fill=True)
        self._money = Label("", "h2")
        self._money_note = Label("", "caption")
        self.more = MoreButton()
        self._avatar = Avatar()
        self._chips = QHBoxLayout()
        self._chips.setSpacing(tokens.S8)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.S8)
        top.addWidget(self._title)
        top.addSpacing(tokens.S8)
        top.addLayout(self._chips)
        top.addStretch(1)
        for widget in (self._money_note, self._money, self.more):
            top.addWidget(widget)
        self._under = QHBoxLayout()
        self._under.setSpacing(tokens.S8)
        self._under.addWidget(self._line, 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(self._under)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, tokens.PAGE_MARGIN, tokens.S4)
        row.setSpacing(tokens.S12)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._avatar.hide()
        self._money.hide()
        self._money_note.hide()

    def show_record(self, title: str, facts: Sequence[str] = (), chips: Sequence[ChipLook | ChipKind] = ()) -> None:
        """Show a record; `facts` become the muted line, separated by " · "."""
        self._title.set_text(title)
        self._line.set_text(" · ".join(fact for fact in facts if fact))
        self.setAccessibleName(title)
        while self._chips.count():
            item = self._chips.takeAt(0)
            if item is not None and (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for chip in chips:
            self._chips.addWidget(Chip(chip))

    def show_avatar(self, initials: str) -> None:
        """Show the circle with a person's initials left of the title; none for what is no person."""
        self._avatar.show_initials(initials)
        self._avatar.setVisible(bool(initials))

    def add_beside_facts(self, button: QWidget) -> None:
        """Put a mild act at the right end of the line of facts ("Vis nummer")."""
        self._under.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_money(self, amount: str, note: str = "") -> None:
        """Show the sum that defines the case; an empty amount takes it away."""
        self._money.setText(amount)
        self._money_note.setText(note)
        self._money.setVisible(bool(amount))
        self._money_note.setVisible(bool(amount and note))


class ActionBar(QFrame):
    """The acts of a record: primary leftmost, related after it, printing and "Mer" right; at most five.

    In a narrow window the third act moves into "Mer", and with longer words what else has no room. A disabled
    primary says why beside it, before the others get room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "actions")
        self.setFixedHeight(tokens.ACTIONBAR_H)
        self._acts: list[tuple[Button, Callable[[], object]]] = []
        self._more_acts = 0
        self._narrow = False
        self._folded: list[QAction] = []
        self._right: set[Button] = set()
        self._held = False
        self._why = ElidedLabel("", "caption")
        self._why.hide()
        self.more = MenuButton()
        self.more.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.PAGE_MARGIN, 9, tokens.PAGE_MARGIN, 9)
        self._row.setSpacing(tokens.S8)
        self._row.addWidget(self._why)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self._watched: QWidget | None = None

    def add(
        self,
        label: str,
        act: Callable[[], object],
        icon: str | None = None,
        *,
        kind: ButtonKind = ButtonKind.SECONDARY,
        right: bool = False,
    ) -> Button:
        """Add an act; the first one is meant to be primary. `right` for printing."""
        shown = len(self._acts) + (1 if self._more_acts else 0)
        if shown >= MOST_ACTS:
            raise ValueError("an action bar holds five buttons; put the rest in Mer")
        button = Button(label, kind, icon)
        button.clicked.connect(lambda _checked=False: act())
        place = self._row.count() - 1 if right else self._row.indexOf(self._why)
        self._row.insertWidget(place, button)
        self._acts.append((button, act))
        if right:
            self._right.add(button)
        self._order_tabs()
        self._fold()
        if self._held and not right:
            self._held = False
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        return button

    def _order_tabs(self) -> None:
        """Tab goes as one reads: the acts, then printing, then "Mer"; each is made when its record is shown."""
        mild = [button for button, _act in self._acts if button not in self._right]
        right = [button for button, _act in self._acts if button in self._right]
        for before, after in pairwise([*mild, *right, self.more]):
            QWidget.setTabOrder(before, after)

    def add_more(self, label: str, act: Callable[[], object], icon: str | None = None) -> None:
        """Add an act to "Mer"."""
        self.more.add(label, act, icon)
        self._more_acts += 1
        self._fold()

    def set_reason(self, why: str) -> None:
        """Disable the primary and say why beside it; an empty reason enables it."""
        self._acts[0][0].setEnabled(not why)
        self._why.set_text(why)
        self._why.setVisible(bool(why))
        self._fold()

    def clear(self) -> None:
        """Take all acts away, for the next record; did one of them have the keyboard, the new first one gets it."""
        now = QApplication.focusWidget()
        self._held = now is not None and self.isAncestorOf(now)
        for button, _act in self._acts:
            button.hide()
            button.deleteLater()
        self._acts.clear()
        self._right.clear()
        self._more_acts = 0
        self._folded.clear()
        self.more.menu_of_acts.clear()
        self.more.hide()
        self._why.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.ParentChange):
            self._watch(self.window())
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._watched and event.type() == QEvent.Type.Resize:
            self.set_narrow(self.window().width() < tokens.NARROW_W)
        return False

    def _watch(self, window: QWidget) -> None:
        if window is not self._watched:
            self._watched = window
            window.installEventFilter(self)
        self.set_narrow(window.width() < tokens.NARROW_W)

    def set_narrow(self, narrow: bool) -> None:
        """Move the third act into "Mer", or back."""
        self._narrow = narrow
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """What has no room goes into "Mer", last first; the primary and printing stay."""
        for action in self._folded:
            self.more.menu_of_acts.removeAction(action)
            action.deleteLater()  # the menu would keep it
        shown = [button for button, _act in self._acts]
        mild = [button for button in shown[1:] if button not in self._right]
        if self._narrow and len(shown) > 2 and shown[2] in mild:
            shown.remove(shown[2])
        while len(mild) and self.isVisible() and self._needed(shown) > self.width():
            if (last := mild.pop()) in shown:
                shown.remove(last)
        gone = [(button, act) for button, act in self._acts if button not in shown]
        self._folded = [add_act(self.more.menu_of_acts, plain_label(b), act, b.icon_name) for b, act in gone]
        for button, _act in self._acts:
            button.setVisible(button in shown)
        self.more.setVisible(bool(self._more_acts or gone))

    def _needed(self, shown: Sequence[Button]) -> int:
        """The width of these buttons with "Mer" and the reason that stands between them, px."""
        told = [] if self._why.isHidden() else [self._why]
        widths = [widget.sizeHint().width() for widget in (*shown, *told, self.more)]
        return sum(widths) + (len(widths) - 1) * self._row.spacing() + 2 * tokens.PAGE_MARGIN
