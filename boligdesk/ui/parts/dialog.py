"""Dialogs inside the window: a scrim over everything, a panel with head, body and foot.

They never block (`exec` is not used): what comes out comes through `finished(result)`, None when it was left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ...texts import text
from ..focus_chain import next_stop
from ..style import tokens
from .buttons import Button, ButtonKind, icon_button
from .labels import ElidedLabel, Label, rule

_SHADOW_STEPS, _KEEP_CLEAR = 6, 16
#: Between the edge of a dialog and what stands in it, px.
SIDE = 24


class DialogFrame(QWidget):
    """A dialog over `window`. Fill `body`, add buttons to the foot, then `open()`.

    Esc and the cross ask `may_leave` first (save the draft there; False keeps the dialog). Tab stays inside.
    """

    finished = Signal(object)

    def __init__(
        self,
        window: QWidget,
        title: str,
        line: str = "",
        *,
        width: int = 720,
        height: int = 0,
        scroll: bool = True,
    ) -> None:
        super().__init__(window)
        self._window, self._wish = window, (width, height)
        self._before: list[QWidget] = []
        self.primary: Button | None = None
        self.may_leave: Callable[[], bool] = lambda: True
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.panel = QFrame(self)
        self.panel.setAccessibleName(title)
        self._title = ElidedLabel(title, "h2", fill=True)
        self._line = ElidedLabel(line, "body", "text2", fill=True)
        self.body = QVBoxLayout()
        self.foot_left, self.foot_right = QHBoxLayout(), QHBoxLayout()
        self._area: QScrollArea | None = None
        self._lay_out(scroll)
        self._line.setVisible(bool(line))
        window.installEventFilter(self)
        self.hide()

    def _lay_out(self, scroll: bool) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._head_rule = rule()
        column.addWidget(self._head_rule)
        self._under_head = QVBoxLayout()
        self._under_head.setSpacing(0)
        column.addLayout(self._under_head)
        column.addWidget(self._scroller() if scroll else self._plain_body(), 1)
        column.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._line)
        self.cross = icon_button("x", text("ui.dialog.lukk"), bare=True)
        self.cross.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 16, 14, 16)
        row.addLayout(words, 1)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _plain_body(self) -> QWidget:
        holder = QWidget()
        holder.setLayout(self.body)
        self.body.setContentsMargins(SIDE, 16, SIDE, 16)
        self.body.setSpacing(tokens.S12)
        return holder

    def _scroller(self) -> QScrollArea:
        holder = self._plain_body()
        holder.setProperty("part", "scroll")
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        return area

    def scroll_to_top(self) -> None:
        """Bring what stands first in the body into view."""
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("part", "foot")
        foot.setFixedHeight(64)
        row = QHBoxLayout(foot)
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(tokens.S8)
        for side in (self.foot_left, self.foot_right):
            side.setSpacing(tokens.S8)
        row.addLayout(self.foot_left)
        row.addStretch(1)
        row.addLayout(self.foot_right)
        return foot

    def set_heading(self, title: str, line: str = "") -> None:
        """Change title and the muted line on what it concerns."""
        self._title.set_text(title)
        self._line.set_text(line)
        self._line.setVisible(bool(line))
        self.setAccessibleName(title)

    def set_under_head(self, widget: QWidget) -> None:
        """Put a stepper or tabs between head and body, with a hairline under it; they do not scroll."""
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 12, SIDE, 12)
        row.addWidget(widget)
        self._under_head.addLayout(row)
        self._under_head.addWidget(rule())

    def set_tabs(self, tabs: QWidget) -> None:
        """Put tabs across the dialog under the title; their own line takes the place of the head's."""
        self._head_rule.hide()
        self._under_head.addWidget(tabs)

    def add_left(self, button: QWidget) -> None:
        """Add a draft or secondary act to the foot's left."""
        self.foot_left.addWidget(button)

    def add_right(self, button: QWidget) -> None:
        """Add to the foot's right; add the primary last. Enter in a field presses the primary."""
        self.foot_right.addWidget(button)
        if isinstance(button, Button) and button.kind is ButtonKind.PRIMARY:
            self.primary = button

    def open(self, first: QWidget | None = None) -> None:
        """Show it over the window; `first` gets the keyboard, else the first field or button of the body."""
        self._before = list(_outwards(QApplication.focusWidget()))
        self._place()
        self.show()
        self._place()  # what is shown knows its heights: the fonts and edges of the style are in them now
        self.raise_()
        target = first or next(iter(self._stops()), self.cross)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What Esc and the cross do: close without a result, if `may_leave` agrees."""
        if self.may_leave():
            self.finish(None)

    def finish(self, result: object) -> None:
        """Close and give back `result`; the keyboard returns to where it was."""
        self._window.removeEventFilter(self)
        self.hide()
        self._give_back()
        self.finished.emit(result)
        self.deleteLater()

    def _give_back(self) -> None:
        """Back to where the keyboard was; is that gone, to the nearest thing that still stands around it."""
        left = [widget for widget in self._before if isValid(widget) and widget.isVisible()]
        if left and left[0] is self._before[0]:
            left[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        stops = next((found for around in left if (found := _stops_in(around))), [])
        if stops:
            target = min(stops, key=_as_one_reads)  # of an action bar made anew: its primary, not "Mer"
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, Enter in a field presses the primary; nothing else reaches the window below."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.primary is not None:
            self.primary.click()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the dialog, while it is open."""
        if not self.isVisible():
            return super().focusNextPrevChild(forward)
        stops = self._stops(everywhere=True)
        now = QApplication.focusWidget()
        if not stops:
            return True
        step = 1 if forward else -1
        place = stops.index(now) + step if now in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[place % len(stops)].setFocus(reason)
        return True

    def _stops(self, *, everywhere: bool = False) -> list[QWidget]:
        """What Tab stops at, in the window's own order; the cross comes last."""
        found = [stop for stop in _stops_in(self) if stop is not self.cross]
        return [*found, self.cross] if everywhere else found

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        most_w = min(tokens.DIALOG_MAX_W, self.width() - 2 * _KEEP_CLEAR)
        most_h = min(tokens.DIALOG_MAX_H, self.height() - 2 * _KEEP_CLEAR)
        width = min(self._wish[0], most_w)
        height = min(self._wish[1] or self._natural_height(width), most_h)
        panel = QRect(0, 0, width, height)
        panel.moveCenter(self.rect().center())
        self.panel.setGeometry(panel)

    def _natural_height(self, width: int) -> int:
        """Height that shows the whole body at this width."""
        self.panel.ensurePolished()
        inner = width - 2
        body = self.body.heightForWidth(inner) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        heads = (self._title, self._line, self._under_head)
        return 50 + sum(part.sizeHint().height() for part in heads) + body + 64

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.color("scrim"))
        paint_panel(painter, QRectF(self.panel.geometry()))


def paint_panel(painter: QPainter, box: QRectF) -> None:
    """A dialog's ground with its soft edge: stacked translucent rounded boxes, and a border that dark needs."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color("shadow"))
    for reach in range(_SHADOW_STEPS, 0, -1):
        grown = box.adjusted(-2 * reach, -2 * reach + 4, 2 * reach, 2 * reach + 4)
        painter.drawRoundedRect(grown, tokens.RADIUS_DIALOG + 2 * reach, tokens.RADIUS_DIALOG + 2 * reach)
    painter.setBrush(tokens.color("surface"))
    painter.setPen(QPen(tokens.color("border"), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS_DIALOG, tokens.RADIUS_DIALOG)


def _outwards(widget: QWidget | None) -> Iterator[QWidget]:
    """A widget and all that stands around it, innermost first."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _as_one_reads(widget: QWidget) -> tuple[int, int]:
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return place.y(), place.x()


def _stops_in(around: QWidget) -> list[QWidget]:
    """What Tab stops at within a widget, in the window's own order."""
    found, widget = [], next_stop(around)
    while widget is not around:
        if around.isAncestorOf(widget) and _takes_tab(widget):
            found.append(widget)
        widget = next_stop(widget)
    return found


def _takes_tab(widget: QWidget) -> bool:
    wanted = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return wanted and widget.isEnabled() and not widget.isHidden() and widget.isVisibleTo(widget.window())


@dataclass(frozen=True)
class Choice:
    """One answer to a question."""

    key: str
    label: str
    kind: ButtonKind = ButtonKind.SECONDARY


class Question(DialogFrame):
    """A short question. `answered(key)` with the chosen answer; leaving it answers nothing.

    A `note` (an alert on what must be known before one answers) stands under the words.
    """

    answered = Signal(str)

    def __init__(
        self,
        window: QWidget,
        title: str,
        body: str,
        choices: Sequence[Choice],
        line: str = "",
        note: QWidget | None = None,
    ) -> None:
        super().__init__(window, title, line, width=520)
        self.body.addWidget(Label(body, wrap=True))
        if note is not None:
            self.body.addWidget(note)
        self.body.addStretch(1)
        self.buttons: dict[str, Button] = {}
        for choice in choices:
            button = Button(choice.label, choice.kind)
            button.clicked.connect(lambda _checked=False, key=choice.key: self.finish(key))
            self.buttons[choice.key] = button
            self.add_right(button)
        self.finished.connect(self._tell)

    def _tell(self, result: object) -> None:
        if isinstance(result, str):
            self.answered.emit(result)


def ask(
    window: QWidget,
    title: str,
    body: str,
    choices: Sequence[Choice],
    on_answer: Callable[[str], object],
    note: QWidget | None = None,
) -> Question:
    """Ask over `window` and go on; `on_answer(key)` is called when an answer is chosen.

    The keyboard stands on the mildest answer: the first that is neither filled nor dangerous, else the first.
    """
    question = Question(window, title, body, choices, note=note)
    question.answered.connect(on_answer)
    strong = (ButtonKind.DANGER, ButtonKind.DANGER_FILLED, ButtonKind.PRIMARY)
    mild = next((c for c in choices if c.kind not in strong), choices[0])
    risky = any(c.kind in strong[:2] for c in choices)
    last = choices[-1]
    question.open(question.buttons[mild.key if risky else last.key])
    return question


def open_dialogs(window: QWidget) -> list[DialogFrame]:
    """The dialogs open over `window`, the uppermost last."""
    return [dialog for dialog in window.findChildren(DialogFrame) if dialog.isVisibleTo(window)]


def open_dialog(window: QWidget) -> DialogFrame | None:
    """The uppermost dialog open over `window`, None when there is none."""
    shown = open_dialogs(window)
    return shown[-1] if shown else None
