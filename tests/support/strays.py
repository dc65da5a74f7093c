"""Windows that come up beside the main window: a widget shown before it has a parent flashes and takes the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from boligdesk.ui.shell.main_window import MainWindow


@contextmanager
def no_strays() -> Iterator[None]:
    """Whatever the program shows meanwhile has a parent, or is the window.

    It listens to the calls that show, not to Qt's events: a filter on the whole program would wrap every widget that
    is just being taken down.
    """
    found: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("show", "setVisible"):
            patch.setattr(QWidget, name, _watched(getattr(QWidget, name), found))
        yield
    assert found == [], f"shown as windows of their own: {found}"


def _watched(shows: Callable[..., None], found: list[str]) -> Callable[..., None]:
    def watched(widget: QWidget, *visible: Any) -> None:
        kind = widget.windowType() if widget.isWindow() and visible != (False,) else None
        if kind is Qt.WindowType.Window and not isinstance(widget, MainWindow):
            found.append(f"{type(widget).__name__} «{widget.accessibleName()}»")
        shows(widget, *visible)

    return watched
