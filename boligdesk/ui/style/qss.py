"""The one style sheet, built from the tokens. It sets no fonts: those come from `type` through `setFont`.

Variants are dynamic properties: `k` kind of button, `sz="s"` small, `st` state of a field (`error`,
    `warn`),
`c` colour of a label, `part` what a frame is, `place` in a row of segments.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Template

from PySide6.QtWidgets import QWidget

from . import tokens

_GROUND = """
QMainWindow, QDialog { background: $bg; }
QToolTip { background: $text; color: $surface; border: 1px solid $text; padding: 4px 8px; }
QFrame[part="card"] { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame[part="floor"] { background: $bg; border: none; }
QFrame[part="surface"] { background: $surface; border: none; }
QFrame[part="sunken"] { background: $sunken; border: none; }
QFrame[part="foot"] { background: $sunken; border: none; border-top: 1px solid $border;
    border-bottom-left-radius: 7px; border-bottom-right-radius: 7px; }
QFrame[part="bar"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[part="actions"] { background: transparent; border: none; border-top: 1px solid $border; }
QFrame[part="rule"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[part="scroll"] { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover, QSplitter::handle:focus { background: $accentsoft; }
"""

_BUTTONS = """
QPushButton, QToolButton { background: $surface; color: $text; border: 1px solid $control;
    border-radius: 4px; min-height: 34px; padding: 0 14px; outline: none; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QPushButton:disabled, QToolButton:disabled { background: $disabledbg; color: $disabled;
    border-color: $border; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[k="primary"] { background: $accent; color: $onaccent; border-color: $accent; }
QPushButton[k="primary"]:hover { background: $accenthover; border-color: $accenthover; }
QPushButton[k="primary"]:pressed { background: $accentpress; border-color: $accentpress; }
QPushButton[k="primary"]:disabled { background: $disabledbg; color: $disabled; border-color: $border; }
QPushButton[k="ghost"] { background: transparent; color: $link; border-color: transparent; padding: 0 8px; }
QPushButton[k="ghost"]:hover { background: $hover; }
QPushButton[k="ghost"]:pressed { background: $selected; }
QPushButton[k="ghost"]:disabled { background: transparent; color: $disabled; }
QPushButton[k="link"] { background: transparent; color: $link; border: none; padding: 0; min-height: 20px; }
QPushButton[k="link"]:hover { text-decoration: underline; }
QPushButton[k="link"]:disabled { color: $disabled; }
QPushButton[k="danger"] { color: $crit; border-color: $crit; }
QPushButton[k="danger"]:hover { background: $critbg; }
QPushButton[k="danger"]:disabled { color: $disabled; border-color: $border; }
QPushButton[k="dangerfill"] { background: $crit; color: $surface; border-color: $crit; }
QPushButton[k="dangerfill"]:hover, QPushButton[k="dangerfill"]:pressed { background: $text;
    border-color: $text; }
QPushButton[k="dangerfill"]:disabled { background: $disabledbg; color: $disabled; border-color: $border; }
QPushButton[k="icon"] { padding: 0; min-width: 34px; }
QPushButton[sz="s"] { min-height: 26px; padding: 0 10px; }
QPushButton[sz="s"][k="ghost"] { padding: 0 8px; }
QPushButton[k="icon"][sz="s"] { padding: 0; min-width: 28px; min-height: 28px; }
QPushButton[k="bare"] { background: transparent; border-color: transparent; padding: 0; min-width: 34px; }
QPushButton[k="bare"]:hover { background: $hover; }
QPushButton[k="segment"] { min-height: 30px; padding: 0 12px; border-radius: 0; border-right: none; }
QPushButton[k="segment"][place="first"], QPushButton[k="segment"][place="only"] {
    border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
QPushButton[k="segment"][place="last"], QPushButton[k="segment"][place="only"] {
    border-right: 1px solid $control;
    border-top-right-radius: 4px; border-bottom-right-radius: 4px; }
QPushButton[k="segment"]:checked { background: $accentsoft; color: $accent; }
QPushButton[k="segment"]:disabled { border-color: $border; }
QPushButton[k="segment"]:focus { border: 2px solid $focus; padding: 0 10px 0 11px; min-height: 28px; }
QPushButton[k="segment"][place="last"]:focus, QPushButton[k="segment"][place="only"]:focus {
    border: 2px solid $focus; padding: 0 11px; }
QPushButton[k="band"] { background: transparent; color: $bandtext; border: none; padding: 0 8px;
    min-height: 32px; }
QPushButton[k="band"]:hover, QPushButton[k="band"]:pressed { background: $bandfield; }
QPushButton[k="toast"] { background: transparent; color: $surface; border: none; padding: 0 4px;
    min-height: 28px; }
QPushButton[k="toast"]:hover { text-decoration: underline; }
"""

_INPUTS = """
QLineEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text; border: 1px solid $control;
    border-radius: 4px; min-height: 34px; padding: 0 11px;
    selection-background-color: $accent; selection-color: $onaccent; }
QTextEdit, QPlainTextEdit { background: $surface; color: $text; border: 1px solid $control;
    border-radius: 4px;
    padding: 6px 9px; selection-background-color: $accent; selection-color: $onaccent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 0 10px;
    min-height: 32px; }
QLineEdit[st="shown-focused"] { border: 2px solid $focus; padding: 0 10px; min-height: 32px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: 5px 8px; }
QLineEdit[st="error"], QComboBox[st="error"], QAbstractSpinBox[st="error"] {
    border: 2px solid $crit; padding: 0 10px; min-height: 32px; }
QTextEdit[st="error"], QPlainTextEdit[st="error"] { border: 2px solid $crit; padding: 5px 8px; }
QLineEdit[st="warn"], QComboBox[st="warn"], QAbstractSpinBox[st="warn"] {
    border: 2px solid $warn; padding: 0 10px; min-height: 32px; }
QTextEdit[st="warn"], QPlainTextEdit[st="warn"] { border: 2px solid $warn; padding: 5px 8px; }
QLineEdit:focus[st="error"], QComboBox:focus[st="error"], QAbstractSpinBox:focus[st="error"],
QLineEdit:focus[st="warn"], QComboBox:focus[st="warn"], QAbstractSpinBox:focus[st="warn"],
QTextEdit:focus[st="error"], QPlainTextEdit:focus[st="error"],
QTextEdit:focus[st="warn"], QPlainTextEdit:focus[st="warn"] { border-color: $focus; }
QLineEdit:read-only, QAbstractSpinBox:read-only, QTextEdit:read-only, QPlainTextEdit:read-only {
    background: $sunken; border-color: $border; }
QLineEdit:read-only:focus, QTextEdit:read-only:focus, QPlainTextEdit:read-only:focus {
    border-color: $focus; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QTextEdit:disabled,
    QPlainTextEdit:disabled {
    background: $disabledbg; color: $disabled; border-color: $border; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 0;
    background: transparent; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {
    border: none; width: 28px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
    image: url(drawn:chevron.png); width: 14px; height: 14px; }
QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url(drawn:calendar.png); }
QComboBox::down-arrow:disabled { image: url(drawn:chevron-off.png); }
QDateEdit::down-arrow:disabled, QDateTimeEdit::down-arrow:disabled { image: url(drawn:calendar-off.png); }
QComboBox { combobox-popup: 0; }
QAbstractSpinBox { max-height: 34px; }
QAbstractSpinBox:focus, QAbstractSpinBox[st="error"], QAbstractSpinBox[st="warn"] { max-height: 32px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button,
QTimeEdit::up-button, QTimeEdit::down-button { width: 0; border: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control; outline: none;
    padding: 4px; selection-background-color: $selected; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:hover { background: $hover; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $text; }
"""

_CHOICES = """
QCheckBox, QRadioButton { background: transparent; color: $text; spacing: 8px; min-height: 28px;
    outline: none; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $control; border-radius: 4px;
    background: $surface; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(drawn:check.png); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent;
    image: url(drawn:minus.png); }
QCheckBox::indicator:disabled { background: $disabledbg; border-color: $border; }
QCheckBox::indicator:checked:disabled { image: url(drawn:check-off.png); }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $control; border-radius: 9px;
    background: $surface; }
QRadioButton::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; border-radius: 9px; }
QRadioButton::indicator:disabled { background: $disabledbg; border-color: $border; }
QRadioButton::indicator:checked:disabled { border-color: $disabled; }
"""

_LISTS = """
QMenu { background: $surface; color: $text; border: 1px solid $control; padding: 4px; }
QMenu::item { min-height: 32px; padding: 0 16px 0 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 0; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $text2; border: none; border-bottom: 1px solid $border;
    min-height: 33px; padding: 0 10px; }
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
    gridline-color: $chartgrid;
    selection-background-color: $selected; selection-color: $text; }
QTableCornerButton::section { background: $sunken; border: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunken; }
QCalendarWidget QToolButton { border: none; background: transparent; min-height: 28px; padding: 0 8px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url(drawn:left.png); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url(drawn:right.png); }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $onaccent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $neutralline; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $neutralbg; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
"""

#: The colours a label may have.
LABEL_COLOURS = (
    "text", "text2", "text3", "disabled", "accent", "link", "ok", "warn", "crit", "info", "bandtext",
    "bandtext2",
    "surface", "onaccent",
)  # fmt: skip


def _labels() -> Iterable[str]:
    yield "QLabel { background: transparent; }"
    yield from (f'QLabel[c="{name}"] {{ color: ${name}; }}' for name in LABEL_COLOURS)


def sheet() -> str:
    """The whole style sheet in the palette shown now."""
    parts = (_GROUND, _BUTTONS, _INPUTS, _CHOICES, _LISTS, "\n".join(_labels()))
    return Template("\n".join(parts)).substitute({name: tokens.hex(name) for name in tokens.names()})


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property and let the style sheet look again; nothing happens when it is set already."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
