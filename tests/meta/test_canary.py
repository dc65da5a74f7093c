"""Faults of the libraries we lean on, caught before a user meets them."""

import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_qt_calls_do_not_leak_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None per call, until the program dies."""
    label, before = QLabel(), sys.getrefcount(None)
    for _ in range(300):
        label.setText("x")
    assert abs(sys.getrefcount(None) - before) < 50
