"""A letter of which somebody else than its recipient gets a copy, and which then says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class CopiedLetter(LetterData):
    """`copy_to` names who gets the copy; None when nobody does."""

    copy_to: Annotated[str | None, Felt("kopi_til")] = None

    @property
    def has_copy(self) -> bool:
        """Somebody gets a copy."""
        return self.copy_to is not None
