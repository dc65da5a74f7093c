"""The order in which Tab goes, asked without harm.

PySide (6.9 to 6.11) makes the answer of `nextInFocusChain` a child of the widget that was asked. When that widget dies,
everything behind it in the chain is given up with it: the handles of menus' acts and layout items of the whole window
become dead while Qt still has them, and the next touch kills the program. So the answer goes back to its real parent.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget


def next_stop(widget: QWidget) -> QWidget:
    """The widget that comes after this one in its window, whether or not Tab stops there."""
    after = cast(QWidget, widget.nextInFocusChain())  # a ring: there is always one
    after.setParent(after.parentWidget())  # Qt sees no change and does nothing
    return after
