"""A criteria set: one council's rules for who can be allotted a home, and who comes first (E19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..messages import refuse
from .catalogue import with_doubts
from .conditions import Condition


@dataclass(frozen=True)
class Wording:
    """A text in bokmål, and in nynorsk where the municipality writes it."""

    nb: str
    nn: str = ""

    def of(self, language: str) -> str:
        """The text in `language`, in bokmål where it is not written in nynorsk."""
        return self.nn if language == "nn" and self.nn else self.nb


class VersionDate(StrEnum):
    """Which day of an application chooses the version of the rules, as it is written in a file."""

    RECEIVED = "mottatt"
    DECIDED = "vedtak"


@dataclass(frozen=True)
class ExceptionRule:
    """Who is exempt. Without `when` it is for the caseworker to judge, and then always with a reason."""

    key: str
    text: Wording
    when: Condition | None = None
    needs_reason: bool = True


@dataclass(frozen=True)
class Criterion:
    """One demand: when it is met, the rule's words and paragraph for the letter, and the exceptions."""

    key: str
    title: Wording
    text: Wording
    met: Condition
    paragraph: str = ""
    exceptions: tuple[ExceptionRule, ...] = ()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Keys of the facts it leans on, also those of its exceptions and those that can make one uncertain."""
        conditions = [self.met, *(rule.when for rule in self.exceptions if rule.when)]
        return with_doubts(dict.fromkeys(key for condition in conditions for key in condition.facts))

    def exception(self, key: str) -> ExceptionRule | None:
        """The exception of that key."""
        return next((rule for rule in self.exceptions if rule.key == key), None)


@dataclass(frozen=True)
class PriorityGroup:
    """One step in the order of those who meet the demands; without `when` it is for all the others."""

    key: str
    step: str
    text: Wording
    when: Condition | None = None


@dataclass(frozen=True)
class ScorePart:
    """Points that are given where the condition holds."""

    key: str
    text: Wording
    points: int
    when: Condition


@dataclass(frozen=True)
class Score:
    """A weighted score that the municipality has made itself; off unless it says so."""

    parts: tuple[ScorePart, ...]
    in_use: bool = False


@dataclass(frozen=True)
class CriteriaSet:
    """One version of one municipality's rules. Dates are inclusive, None is open or not known.

    `incomplete` says what the source lacks ("ufullstendig kilde"), empty when it is whole. `adopted` is set
    when a leader takes an own copy into use; it never stands in a file.
    """

    name: str
    municipality: str
    source: str
    source_read: date
    criteria: tuple[Criterion, ...]
    groups: tuple[PriorityGroup, ...] = ()
    score: Score | None = None
    edition: int = 1
    language: str = "nb"
    decided_by: str = ""
    decided_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    version_date: VersionDate = VersionDate.RECEIVED
    incomplete: str = ""
    note: str = ""
    adopted: bool = False

    @property
    def may_decide(self) -> bool:
        """Whether a vedtak can rest on it: only on a copy that a leader has adopted."""
        return self.adopted

    @property
    def only_bokmal(self) -> tuple[str, ...]:
        """Demands and groups that lack a nynorsk text, by their names: a nynorsk letter tells them in bokmål."""
        demands = (row.title.nb for row in self.criteria if not all(wording.nn for wording in _wordings(row)))
        return (*demands, *(group.text.nb for group in self.groups if not group.text.nn))

    def valid_on(self, day: date) -> bool:
        """Whether the rules were in force on a day; an unknown first or last day is open."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def criterion(self, key: str) -> Criterion | None:
        """The demand of that key."""
        return next((criterion for criterion in self.criteria if criterion.key == key), None)


def _wordings(criterion: Criterion) -> tuple[Wording, ...]:
    return criterion.title, criterion.text, *(rule.text for rule in criterion.exceptions)


def valid_set(versions: Iterable[CriteriaSet], received: date, decided: date) -> CriteriaSet:
    """The version an application stands under, by the day each version itself goes by.

    RefusedError when none is valid, or when more than one is.
    """
    found = [
        version
        for version in versions
        if version.valid_on(received if version.version_date is VersionDate.RECEIVED else decided)
    ]
    if len(found) != 1:
        raise refuse("kriterier.utgave", antall=len(found), mottatt=received, vedtak=decided)
    return found[0]
