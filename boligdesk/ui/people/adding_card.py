"""A card of a person with a button in its head: another line of the same kind can be added there."""

from __future__ import annotations

from collections.abc import Callable

from ...texts import text
from ..parts.buttons import ghost
from .acts import PersonActs
from .rows import LinesCard


class AddingCard(LinesCard):
    """`title` and `word` are catalogue codes; `add` opens the form of a new line."""

    def __init__(self, title: str, word: str, add: Callable[[PersonActs], object]) -> None:
        super().__init__(text(title))
        self.add_button = ghost(text(word), "plus", small=True)
        self.head.addWidget(self.add_button)
        self._add = add
        self._do: PersonActs | None = None
        self.add_button.clicked.connect(self._pressed)

    def stand_on(self, do: PersonActs, *, may_add: bool) -> None:
        """Another person is shown."""
        self._do = do
        self.add_button.setVisible(may_add)

    def _pressed(self) -> None:
        if self._do is not None:
            self._add(self._do)
