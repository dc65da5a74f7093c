"""What is wrong with a screen as it stands: read off the real window, one sentence per fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from boligdesk.ui.parts.alerts import IconMark
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.parts.labels import ElidedLabel
from boligdesk.ui.parts.tabs import TabStrip
from boligdesk.ui.people.rows import LinkLine
from boligdesk.ui.style.focus import Ring

#: Qt rounds text up and frames down.
_SLACK = 1
_ENGLISH = re.compile(
    r"\b(Cancel|Save|Yes|OK|Ok|Close|Open|Search|File|Edit|Delete|Remove|Help|Settings|Next|Back|Print|Copy|Paste|Undo"
    r"|Redo|Select|Browse|Apply|Reset|Loading|Error|Warning|None|True|False|Name|Date|Add|New|Update|Filter by|Sort)\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")


def seen(top: QWidget) -> list[QWidget]:
    """All widgets that somebody who looks at the window can see, at least in part."""
    return [w for w in (top, *top.findChildren(QWidget)) if w.isVisible() and not w.visibleRegion().isEmpty()]


def _named(widget: QWidget, words: str = "") -> str:
    return f"{type(widget).__name__} «{(words or widget.accessibleName())[:60]}»"


# -- clipped text -------------------------------------------------------------------------------


def clipped(top: QWidget, *, hints: bool = True) -> list[str]:
    """Texts that have less room than they need, and texts that lie over each other; `hints`: also in fields."""
    faults = []
    for widget in seen(top):
        if hints or not isinstance(widget, (QLineEdit, QComboBox)):
            faults += _too_small(widget)
    return faults + _cut_at_the_side(top) + _on_top_of_each_other(top)


def _too_small(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text():
        yield from _label(widget)
    elif isinstance(widget, (QPushButton, QCheckBox, QRadioButton)) and widget.text():
        if widget.text().endswith("…") and widget.toolTip().startswith(widget.text()[:-1]):
            return  # it gives way, and says so
        if widget.sizeHint().width() > widget.width() + _SLACK or widget.sizeHint().height() > widget.height() + _SLACK:
            yield f"{_named(widget, widget.text())} needs {_of(widget.sizeHint())}, has {_of(widget.size())}"
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)
    elif isinstance(widget, TabStrip):
        for index in range(widget.count()):
            cut = widget.tabSizeHint(index).width() > widget.tabRect(index).width() + _SLACK
            if cut and not widget.tabToolTip(index):
                yield f"tab «{widget.tabText(index)}» is cut"


def _label(label: QLabel) -> Iterator[str]:
    if isinstance(label, ElidedLabel):
        if label.text() != label.full_text and label.toolTip() != label.full_text:
            yield f"{_named(label, label.full_text)} is elided without a tooltip"
        return
    if _is_rich(label):
        yield from _rich(label)
        return
    room = label.contentsRect()
    metrics = label.fontMetrics()
    flags = int(label.alignment()) | (Qt.TextFlag.TextWordWrap if label.wordWrap() else 0)
    needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, label.text())
    if needed.width() > room.width() + _SLACK or needed.height() > room.height() + _SLACK:
        yield f"{_named(label, label.text())} needs {_of(needed.size())}, has {_of(room.size())}"


def _is_rich(label: QLabel) -> bool:
    return label.textFormat() is Qt.TextFormat.RichText


def _plain(words: str) -> str:
    """What is read of a text with colours and sizes in it."""
    document = QTextDocument()
    document.setHtml(words)
    return document.toPlainText().replace("\xa0", " ")


def _rich(label: QLabel) -> Iterator[str]:
    """Several sizes in one text: only its own layout knows what it needs."""
    width, height = label.minimumSizeHint().width(), label.heightForWidth(label.width())
    if width > label.width() + _SLACK or height > label.height() + _SLACK:
        yield f"{_named(label, _plain(label.text()))} needs {width}×{height}, has {_of(label.size())}"


def _combo(box: QComboBox) -> Iterator[str]:
    words = box.currentText() or box.placeholderText()
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    if box.fontMetrics().horizontalAdvance(words) > field.width() + _SLACK and words not in box.toolTip():
        yield f"{_named(box, words)} is cut: needs {box.fontMetrics().horizontalAdvance(words)}, has {field.width()}"


def _line(line: QLineEdit) -> Iterator[str]:
    words = line.text() or line.placeholderText()
    margins = line.textMargins()
    room = line.contentsRect().width() - margins.left() - margins.right() - 4
    if line.fontMetrics().horizontalAdvance(words) > room + _SLACK and not line.hasFocus() and not line.text():
        yield f"{_named(line)} cuts its hint «{words}»"


def _of(size: object) -> str:
    return f"{size.width()}×{size.height()}"  # type: ignore[attr-defined]


def _cut_at_the_side(top: QWidget) -> list[str]:
    """Words that run out of the window or of something that does not scroll that way."""
    faults = []
    for widget in seen(top):
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit, QComboBox)) and _words_of(widget):
            box = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()) if widget is not top else top.rect()
            shown = _window_onto(widget, top)
            if box.left() < shown.left() - _SLACK or box.right() > shown.right() + _SLACK:
                faults.append(f"{_named(widget, _words_of(widget))} runs out at the side")
            elif _scroller(widget) is None and (box.top() < shown.top() - 1 or box.bottom() > shown.bottom() + 1):
                faults.append(f"{_named(widget, _words_of(widget))} runs out below or above")
    return faults


def _window_onto(widget: QWidget, top: QWidget) -> QRect:
    """What of the window the widget's ancestors leave open to it."""
    shown, parent = top.rect(), widget.parentWidget()
    while parent is not None and parent is not top:
        shown &= QRect(parent.mapTo(top, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return shown


def _scroller(widget: QWidget) -> QScrollArea | QAbstractItemView | None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QScrollArea, QAbstractItemView)):
            return parent
        parent = parent.parentWidget()
    return None


def _words_of(widget: QWidget) -> str:
    if isinstance(widget, (QLabel, QAbstractButton)):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def _on_top_of_each_other(top: QWidget) -> list[str]:
    """Two words of the same parent in the same place."""
    homes: dict[QWidget, list[QWidget]] = {}
    for widget in seen(top):
        if isinstance(widget, (QLabel, QAbstractButton, QComboBox)) and _words_of(widget):
            homes.setdefault(widget.parentWidget(), []).append(widget)
    faults = []
    for widgets in homes.values():
        for one, other in combinations(widgets, 2):
            common = one.geometry() & other.geometry()
            if common.width() > 2 and common.height() > 4:
                faults.append(f"{_named(one, _words_of(one))} lies over {_named(other, _words_of(other))}")
    return faults


# -- words --------------------------------------------------------------------------------------


def words_shown(top: QWidget) -> list[str]:
    """Every text on the screen: labels, buttons, hints, tabs, headings and cells of tables, titles."""
    found: list[str] = []
    for widget in seen(top):
        if isinstance(widget, (ElidedLabel, LinkLine)):
            found.append(widget.full_text)
        elif isinstance(widget, (QLabel, QAbstractButton)):
            found.append(_plain(widget.text()) if isinstance(widget, QLabel) and _is_rich(widget) else widget.text())
        elif isinstance(widget, QLineEdit):
            found += [widget.text(), widget.placeholderText()]
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(i) for i in range(widget.count())] + [widget.placeholderText()]
        elif isinstance(widget, TabStrip):
            found += [widget.tabText(i) for i in range(widget.count())]
        elif isinstance(widget, QTableView):
            found += _cells(widget)
        elif isinstance(widget, QListView):
            found += _lines(widget)
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    return [words for words in found if words]


def _cells(table: QTableView) -> list[str]:
    model, found = table.model(), []
    columns = [c for c in range(model.columnCount()) if not table.isColumnHidden(c)]
    found += [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns]
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    for row in range(max(first, 0), (last if last >= 0 else model.rowCount() - 1) + 1):
        found += [str(model.index(row, c).data() or "") for c in columns]
    return found


def _lines(view: QListView) -> list[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    rows = range(view.model().rowCount())
    return [str(view.model().index(row, 0).data(role) or "") for row in rows for role in roles]


def english(top: QWidget) -> list[str]:
    """English words of windows and dialogs."""
    return sorted({f"«{words[:80]}»" for words in words_shown(top) if _ENGLISH.search(words)})


def untranslated(top: QWidget, data: frozenset[str]) -> list[str]:
    """Under pseudo-translation: words that stand outside ⟦ ⟧ and are not among the office's data."""
    faults = set()
    for words in words_shown(top):
        bare = _innermost_out(words)
        strange = [word for word in _WORD.findall(bare) if word.casefold() not in data]
        if strange:
            faults.add(f"«{words[:80]}» ({', '.join(strange[:4])})")
    return sorted(faults)


def _innermost_out(words: str) -> str:
    """The text without what stands in brackets, also brackets in brackets; elided ones close at the end."""
    words = re.sub(r"\{[\w.]+\}", " ", words)  # a field of a letter
    words = words + "⟧" * max(0, words.count("⟦") - words.count("⟧"))
    while _BRACKETED.search(words):
        words = _BRACKETED.sub(" ", words)
    return words


# -- names --------------------------------------------------------------------------------------

_ROLE = QAccessible.Role
_NEED_NAME = {
    _ROLE.Button, _ROLE.ButtonMenu, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText,
    _ROLE.PageTab, _ROLE.Table, _ROLE.List, _ROLE.Link, _ROLE.Dialog, _ROLE.Graphic, _ROLE.ListItem,
}  # fmt: skip


def unnamed(top: QWidget) -> list[str]:
    """What a screen reader has nothing to say of: controls without a name, focusable things without a role."""
    faults = []
    for widget in seen(top):
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.isValid():
            faults.append(f"{type(widget).__name__} is not there for a screen reader")
            continue
        takes_focus = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        if face.role() in _NEED_NAME or takes_focus:
            faults += _without_name(widget, face)
    return faults


def _without_name(widget: QWidget, face: QAccessibleInterface) -> Iterator[str]:
    if isinstance(widget, IconMark):  # decoration: the word beside it says the same
        return
    if isinstance(widget.parentWidget(), (QComboBox, QAbstractItemView)) or widget.objectName().startswith("qt_"):
        return
    if not face.text(QAccessible.Text.Name).strip():
        yield f"{type(widget).__name__} in {_home(widget)} has no name"
    elif face.role() in (_ROLE.NoRole, _ROLE.Client) and widget.size() != widget.window().size():
        yield f"{_named(widget)} has no role"


def _home(widget: QWidget) -> str:
    parent, path = widget.parentWidget(), []
    while parent is not None and len(path) < 4:
        path.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(path)


# -- keyboard -----------------------------------------------------------------------------------


def focus_faults(window: QWidget) -> list[str]:
    """One focus on the screen; a dialog has it inside."""
    faults = []
    rings = [ring for ring in window.findChildren(Ring) if ring.isVisible()]
    if len(rings) > 1:
        faults.append(f"{len(rings)} focus rings at once")
    dialog, focus = open_dialog(window), QApplication.focusWidget()
    if dialog is not None and (focus is None or not dialog.isAncestorOf(focus)):
        faults.append(f"the dialog does not have the keyboard: {focus}")
    return faults


# -- contrast -----------------------------------------------------------------------------------


def pixels(image: QImage) -> np.ndarray:
    """The picture as rows × columns × (red, green, blue)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return flat[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


def _luminance(colours: np.ndarray) -> np.ndarray:
    parts = colours.astype(np.float64) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def text_contrast(area: np.ndarray) -> float:
    """The strongest contrast between the commonest colour of an area (its ground) and any other in it."""
    flat = area.reshape(-1, 3).astype(np.uint32)
    packed, counts = np.unique(flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2], return_counts=True)
    light = _luminance(np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1))
    ground = light[counts.argmax()]
    low, high = np.minimum(light, ground), np.maximum(light, ground)
    return float(((high + 0.05) / (low + 0.05)).max())


_WRITTEN = (QLabel, QPushButton, QCheckBox, QRadioButton)


def faint(top: QWidget, image: QImage) -> list[str]:
    """Words whose strongest pixel stands less than 4.5 : 1 from their ground (disabled ones excepted)."""
    picture, faults = pixels(image), []
    ratio = image.width() / top.width()
    for widget in seen(top):
        if not isinstance(widget, _WRITTEN) or not widget.isEnabled():
            continue
        words = widget.text().replace("…", "")
        if not _WORD.search(words):
            continue
        box = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()) & _window_onto(widget, top)
        if _covered(widget, top) or box.width() < 8 or box.height() < 10:
            continue
        area = picture[
            round(box.top() * ratio) : round((box.bottom() + 1) * ratio),
            round(box.left() * ratio) : round((box.right() + 1) * ratio),
        ]
        if area.size and (found := text_contrast(area)) < 4.5:
            faults.append(f"{_named(widget, words)} has {found:.1f} : 1")
    return faults


def _covered(widget: QWidget, top: QWidget) -> bool:
    """Whether a dialog or another layer stands over the widget."""
    middle = widget.mapTo(top, widget.rect().center())
    popup = QApplication.activePopupWidget()
    if popup is not None and popup.geometry().contains(top.mapToGlobal(middle)):
        return True
    above = top.childAt(middle)
    return above is not None and above is not widget and not widget.isAncestorOf(above)


def report(faults: list[tuple[str, str]], most: int = 60) -> str:
    """The faults (screen, what), each once, with the screens it is on."""
    places: dict[str, list[str]] = {}
    for screen, fault in faults:
        places.setdefault(fault, []).append(screen)
    lines = [f"{fault}  [{_some(list(dict.fromkeys(on)))}]" for fault, on in places.items()]
    return "\n".join([f"{len(lines)} faults:", *lines[:most]])


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
