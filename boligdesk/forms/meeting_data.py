"""The list of a restansemøte: one line per account, as it stood when it was put on the list. Money is øre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One account. Where no consent covers the meeting, only who, where, and what § 9-11 allows to be told (P27)."""

    who: Annotated[str, Felt("hvem")]
    where: Annotated[str, Felt("bolig")]
    owed_ore: Annotated[int | None, Felt("skyldig", "kr")] = None
    days: Annotated[int | None, Felt("dager")] = None
    children: Annotated[str | None, Felt("barn")] = None
    talked_on: Annotated[date | None, Felt("kontakt", "dato")] = None
    done: Annotated[str | None, Felt("gjort")] = None
    proposal: Annotated[str | None, Felt("forslag")] = None
    outcome: Annotated[str | None, Felt("utfall")] = None
    benefit: Annotated[str | None, Felt("bostotte")] = None
    last: Annotated[str | None, Felt("sist")] = None


@dataclass(frozen=True, kw_only=True)
class MeetingData(LetterData):
    """The list for a day; `outsiders`: somebody from outside the office is there."""

    held_on: Annotated[date, Felt("motedag", "dato")]
    outsiders: bool
    attending: Annotated[str | None, Felt("deltakere")] = None
    rows: Annotated[tuple[CaseRow, ...], Felt("saker")]

    @property
    def total_ore(self) -> Annotated[int, Felt("sum", "kr")]:
        """What the accounts on the list owe together, as far as it is told."""
        return sum(row.owed_ore or 0 for row in self.rows)

    @property
    def has_attending(self) -> bool:
        """Somebody has said who takes part."""
        return bool(self.attending)

    @property
    def has_outcomes(self) -> bool:
        """Something was decided."""
        return any(row.outcome for row in self.rows)
