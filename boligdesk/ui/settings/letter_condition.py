"""When a block is part of the letter: read on a button, chosen from its menu."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from ...rules.template_text import TemplateTextError, parse_condition
from ...texts import text
from ..parts.buttons import ButtonKind, MenuButton, add_act, new_menu
from ..style import type
from .letter_words import condition_words, fact_name

_WORDS_W = 330


def is_single(condition: str) -> bool:
    """Whether a condition can be chosen from the menu: none, one fact, or one that must not hold."""
    try:
        found = parse_condition(condition)
    except TemplateTextError:
        return False
    operator = found.operands[0].operator if found.operator == "not" else found.operator
    return not found.names or operator == "fact"


class ConditionButton(MenuButton):
    """`chosen(condition)` when another is taken. A condition of several facts is kept, and offered as it was."""

    chosen = Signal(str)

    def __init__(self, condition: str, facts: Collection[str]) -> None:
        super().__init__("", kind=ButtonKind.GHOST, small=True)
        self.condition, self._first = condition, condition
        self._facts = sorted(facts, key=fact_name)
        self._show()
        self._fill()
        self.menu_of_acts.aboutToShow.connect(self._fill)

    def take(self, condition: str) -> None:
        """Choose a condition."""
        self.condition = condition
        self._show()
        self.chosen.emit(condition)

    def _show(self) -> None:
        whole = _label(self.condition)
        self.set_label(type.metrics("button_small").elidedText(whole, Qt.TextElideMode.ElideRight, _WORDS_W))
        self.setAccessibleName(whole)
        self.setToolTip(whole)

    def _fill(self) -> None:
        menu = self.menu_of_acts
        menu.clear()
        self._offer(menu, "")
        if not is_single(self._first):
            self._offer(menu, self._first)
        menu.addSeparator()
        for name in self._facts:
            self._offer(menu, name)
        if self._facts:
            against = new_menu(menu)
            against.setTitle(text("ui.innst.motsatt"))
            menu.addMenu(against)
            for name in self._facts:
                self._offer(against, f"not {name}")

    def _offer(self, menu: QMenu, condition: str) -> None:
        action = add_act(menu, _label(condition), lambda: self.take(condition))
        action.setCheckable(True)
        action.setChecked(condition == self.condition)


def _label(condition: str) -> str:
    words = condition_words(condition)
    return text("ui.innst.bare_naar", betingelse=words) if condition else text("ui.innst.alltid_med")
