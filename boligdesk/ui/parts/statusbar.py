"""The status bar: when it was saved, who is in, and at the right the facts the figures rest on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ...texts import text
from ..layout_items import widget_of
from ..style import tokens
from .alerts import IconMark
from .labels import ElidedLabel


class StatusBar(QFrame):
    """28 px at the bottom of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "bar")
        self.setAccessibleName(text("ui.status.linje"))
        self.setFixedHeight(tokens.STATUSBAR_H)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._mark = IconMark("circle-check", "ok", tokens.ICON_CHIP)
        self._saved = ElidedLabel("", "caption", "text2")
        self._people = ElidedLabel("", "caption", "text2")
        self._facts = QHBoxLayout()
        self._facts.setSpacing(tokens.S24)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.PAGE_MARGIN, 0)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self._saved)
        row.addSpacing(18)
        row.addWidget(self._people)
        row.addStretch(1)
        row.addLayout(self._facts)

    def set_saved(self, words: str, *, ok: bool = True) -> None:
        """Say when everything was saved, or (`ok` False) that something is not."""
        self._mark.show_icon("circle-check" if ok else "triangle-alert", "ok" if ok else "warn")
        self._saved.set_text(words)
        self._saved.set_colour("text2" if ok else "warn")

    def set_people(self, words: str) -> None:
        """Say who is in."""
        self._people.set_text(words)

    def set_facts(self, facts: Sequence[str]) -> None:
        """Show the facts at the right, as "Satser per 01.06.2026" and the date."""
        while self._facts.count():
            item = self._facts.takeAt(0)
            if item is not None and (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for fact in facts:
            self._facts.addWidget(ElidedLabel(fact, "caption", "text2"))
