"""Qt's own words in bokmål: Qt ships no Norwegian bokmål, so standard buttons and dialogs get theirs here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QObject, QTranslator

from ...shipped import resources


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Context → English source → bokmål."""
    with (resources() / "tekster" / "qt" / "qt_nb.toml").open("rb") as file:
        return tomllib.load(file)


class BokmalTranslator(QTranslator):
    """Answers Qt's questions from `words()`; None lets Qt keep its own text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The bokmål of a source text, or None."""
        del disambiguation, n
        return self._words.get(context, {}).get(source)
