"""The watch over windows that nobody wanted sees even one that was there for a moment only."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.support.strays import no_strays


def test_a_widget_shown_before_it_has_a_parent_is_found(qtbot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    with no_strays():
        QLabel("har et hjem", home).show()
    with pytest.raises(AssertionError, match="QLabel"), no_strays():
        stray = QLabel("uten hjem")
        stray.show()
        stray.setParent(home)
