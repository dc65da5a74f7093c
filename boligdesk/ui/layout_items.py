"""Takes back Python's handles on layout items: PySide keeps them after Qt has deleted the items.

When a filled layout is put into another, PySide (6.9 to 6.11) makes a handle for every item in it and keeps it as
long as the layout. Qt deletes an item when its widget goes, tells nobody, and the next widget may get its address:
asked for that widget, PySide answers with the dead item's handle. `focusNextPrevChild` then gets a `QWidgetItem`, or
the program dies in a destructor. So the handles are given up at once; nobody needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QLayoutItem, QWidget

_ADDING = ((QBoxLayout, "addLayout"), (QBoxLayout, "insertLayout"), (QGridLayout, "addLayout"))
_MARK = "gives_up_items"


def install() -> None:
    """Give the handles up whenever a layout is put into another; once per program."""
    for kind, name in _ADDING:
        adds = getattr(kind, name)
        if not hasattr(adds, _MARK):
            setattr(kind, name, _forgetting(adds))


def forget_items(layout: QLayout) -> None:
    """Give up the handles on all items of a layout and of those in it; the items themselves stay."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            forget_items(item)
        elif item is not None:
            shiboken6.invalidate(item)


def _forgetting(adds: Callable[..., None]) -> Callable[..., None]:
    def add(self: QLayout, *given: Any, **named: Any) -> None:
        adds(self, *given, **named)
        for value in (*given, *named.values()):
            if isinstance(value, QLayout):
                forget_items(value)

    setattr(add, _MARK, True)
    return add


def widget_of(item: QLayoutItem) -> QWidget | None:
    """The widget of an item that was taken out of its layout, None for room or a layout.

    PySide makes the widget a child of the item's handle and gives both up together, while Qt may still have something
    to tell the widget: it goes back to its real parent.
    """
    widget = item.widget()
    if widget is not None:
        widget.setParent(widget.parentWidget())  # Qt sees no change and does nothing
    return widget
