"""Every component with its states on one sheet, to compare with the look's own picture. For those who build."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from .parts import buttons
from .parts.alerts import Alert, AlertKind
from .parts.buttons import Button, ButtonKind, MenuButton
from .parts.cards import Card
from .parts.chips import Chip, ChipKind
from .parts.labels import Label
from .parts.stepper import Stepper
from .parts.toast import Toast
from .style import tokens, type
from .style.focus import Ring

_SWATCHES = (
    "bg", "surface", "sunken", "selected", "border", "control", "text", "text2", "text3", "accent", "accentsoft",
    "band", "ok", "warn", "crit", "info", "neutral", "disabled",
)  # fmt: skip
_TYPE = (
    ("h1", "26 / 600 Person og dag"),
    ("h2", "21 / 600 Post i listen"),
    ("h3", "17 / 600 Kort og seksjon"),
    ("body", "15 / 400 Brødtekst, tabell: æøå č đ ŋ š ŧ ž 0123456789"),
    ("label", "14 / 400 Feltnavn"),
    ("caption", "13 / 400 Kilde, dato, hjelp"),
)
_CHIPS = (
    (ChipKind.UTLEID, ChipKind.LEDIG, ChipKind.KLARGJORES, ChipKind.OPPSAGT, ChipKind.SPERRET),
    (ChipKind.OPPFYLT, ChipKind.IKKE_OPPFYLT, ChipKind.UNNTAK, ChipKind.UKJENT, ChipKind.FORELOPIG),
)


class _Hovered(Button):
    """A button as if the pointer were on it."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.state |= QStyle.StateFlag.State_MouseOver


class Gallery(QFrame):
    """The sheet; `table` is put where the look has its table."""

    def __init__(self, table: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("part", "floor")
        self._ringed: list[Button] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(tokens.CARD_GAP)
        row.addLayout(_column([self._buttons(), _chips(), self._fields(), _steps()]), 535)
        row.addLayout(_column([*([table] if table else []), *_alerts()]), 413)
        row.addLayout(_column([_types(), _colours()]), 436)

    def show_states(self) -> None:
        """Draw the rings of the buttons shown as if they had the keyboard; call when it is laid out."""
        for button in self._ringed:
            parent = button.parentWidget()
            if parent is not None:
                ring = Ring(parent)
                ring.setGeometry(QRect(button.geometry()).adjusted(-4, -4, 4, 4))
                ring.show()

    def _buttons(self) -> Card:
        card = _card("Knapper")
        grid = _grid()
        for row, (label, line) in enumerate(
            (("Primær", self._primaries()), ("Sekundær", self._secondaries()), ("Tekst / fare", _others()))
        ):
            grid.addWidget(Label(label, "label"), row, 0)
            grid.addLayout(line, row, 1)
        grid.setVerticalSpacing(14)
        card.add(grid)
        return card

    def _primaries(self) -> QHBoxLayout:
        focused, off = buttons.primary("I fokus"), buttons.primary("Av")
        off.setEnabled(False)
        pointed = _Hovered("Pekes på", ButtonKind.PRIMARY)
        self._ringed.append(focused)
        return _line([buttons.primary("Lagre"), pointed, focused, off], 10)

    def _secondaries(self) -> QHBoxLayout:
        focused, off = buttons.secondary("I fokus"), buttons.secondary("Av")
        off.setEnabled(False)
        pointed = _Hovered("Pekes på")
        self._ringed.append(focused)
        return _line([buttons.secondary("Skriv ut", "printer"), pointed, focused, off], 10)

    def _fields(self) -> Card:
        card = _card("Felt")
        grid = _grid()
        hint = _field("", 150)
        hint.setPlaceholderText("Hjelpetekst")
        rows: list[tuple[str, list[QWidget]]] = [
            ("Vanlig", [_field("8 950", 110, right=True), Label("kr", "body", "text2"), hint]),
            ("Fokus / feil", [_focused("8 950"), _stated("60 000", "error"), _stated("8 800", "warn")]),
            ("Låst / av", [_locked("004 201 108"), _off("Ikke i bruk")]),
            ("Velg", _choices()),
        ]
        for row, (label, widgets) in enumerate(rows):
            grid.addWidget(Label(label, "label"), row, 0)
            grid.addLayout(_line(widgets, 10), row, 1)
        card.add(grid)
        return card


def _card(title: str) -> Card:
    card = Card(title)
    card.body.addSpacing(6)
    return card


def _column(widgets: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens.CARD_GAP)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(0)
    grid.setVerticalSpacing(tokens.S8)
    grid.setColumnMinimumWidth(0, 94)
    grid.setColumnStretch(1, 1)
    return grid


def _line(widgets: Sequence[QWidget], gap: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(gap)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _others() -> QHBoxLayout:
    return _line(
        [
            buttons.ghost("Vis utregning"),
            buttons.danger("Avslutt leieforhold"),
            MenuButton("Mer"),
            Button("Liten", ButtonKind.SECONDARY, small=True),
        ],
        10,
    )


def _chips() -> Card:
    card = _card("Merker: ord + form + farge")
    for kinds in _CHIPS:
        card.add(_line([Chip(kind) for kind in kinds], 9))
    return card


def _field(words: str, width: int, *, right: bool = False) -> QLineEdit:
    field = QLineEdit(words)
    field.setFixedWidth(width)
    if right:
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field


def _stated(words: str, state: str) -> QLineEdit:
    field = _field(words, 110, right=True)
    field.setProperty("st", state)
    return field


def _focused(words: str) -> QLineEdit:
    field = _field(words, 110, right=True)
    field.setProperty("st", "shown-focused")
    return field


def _locked(words: str) -> QLineEdit:
    field = _field(words, 130)
    field.setReadOnly(True)
    return field


def _off(words: str) -> QLineEdit:
    field = _field(words, 130)
    field.setEnabled(False)
    return field


def _choices() -> list[QWidget]:
    areas = QComboBox()
    areas.addItem("Alle områder")
    areas.setFixedWidth(140)
    lift, deposit = QCheckBox("Heis"), QRadioButton("Depositum")
    lift.setChecked(True)
    deposit.setChecked(True)
    return [areas, lift, deposit]


def _steps() -> Card:
    card = Card()
    steps = Stepper(["Hvem", "Varighet", "Leie", "Vilkår"])
    steps.set_current(2, remarks=(1,))
    holder = QHBoxLayout()
    holder.setContentsMargins(9, 0, 9, 0)
    holder.addWidget(steps)
    card.add(holder)
    card.body.setContentsMargins(16, 12, 16, 12)
    return card


def _alerts() -> list[QWidget]:
    hard = Alert(
        AlertKind.HARD,
        "Depositum kan ikke være mer enn seks måneders leie: 52\u00a0800\u00a0kr",
        "Husleieloven §\u00a03-5.",
    )
    hard.add_button("Sett til 52\u00a0800\u00a0kr", "wand-sparkles")
    soft = Alert(AlertKind.SOFT, "11\u00a0% høyere enn forrige leie", "Du kan gå videre med begrunnelse.")
    news = Alert(AlertKind.INFO, "Siri K. endret dette for 2 minutter siden")
    return [hard, soft, news, Toast("Kontakt lagret på Somby-Guttormsen", undo=True)]


def _types() -> Card:
    card = _card("Type")
    card.body.setSpacing(4)
    for role, words in _TYPE:
        card.add(Label(words, role))
    return card


def _colours() -> Card:
    card = _card("Farger")
    grid = QGridLayout()
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(0)
    for index, name in enumerate(_SWATCHES):
        row, column = divmod(index, 6)
        grid.addWidget(Swatch(name), row, column)
    card.add(grid)
    return card


class Swatch(QWidget):
    """One token with its name and value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self.setFixedHeight(76)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.setBrush(tokens.color(self._name))
        painter.drawRoundedRect(QRectF(0.5, 4.5, self.width() - 1, 31), tokens.RADIUS, tokens.RADIUS)
        painter.setFont(type.font("label"))
        painter.setPen(tokens.color("text2"))
        painter.drawText(0, 38, self.width(), 19, Qt.AlignmentFlag.AlignLeft, self._name)
        painter.setFont(type.font("caption"))
        painter.setPen(tokens.color("text3"))
        painter.drawText(0, 57, self.width(), 18, Qt.AlignmentFlag.AlignLeft, tokens.hex(self._name))
