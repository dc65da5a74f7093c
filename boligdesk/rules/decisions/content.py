"""What a vedtak is made of: what the caseworker writes, and the assessment as it stood, frozen with the decision.

Both are kept as JSON with the decision, and the letter is made from them alone: a fact that changes afterwards
changes no letter. Texts of the assessment are kept in the language of the letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..acting_for import ActingFor
from ..application_words import CriterionStatus, DecisionBasis, DecisionResult
from ..vocabulary import RepresentativeKind

#: What can be decided on each basis. A place on the list is taken away (refused) or made shorter (partly).
RESULTS: Mapping[DecisionBasis, tuple[DecisionResult, ...]] = {
    basis: tuple(DecisionResult)
    if basis is not DecisionBasis.REMOVAL
    else (DecisionResult.REFUSED, DecisionResult.PARTLY)
    for basis in DecisionBasis
}
#: Decisions under the council's own rules: they rest on an adopted criteria set.
UNDER_CRITERIA = frozenset({DecisionBasis.HOUSING, DecisionBasis.RENEWAL})
#: Decisions that give somebody what was asked for, or some of it.
GIVING = frozenset({DecisionResult.GRANTED, DecisionResult.PARTLY})


@dataclass(frozen=True)
class DecisionText:
    """What the caseworker writes or chooses. Which of it must be there follows from basis and result.

    `bedrooms`, `homes`, `lease_months` and `access` are what is granted; `help` the main content of the
    assistance; `valid_until` is inclusive; `forewarned_on` and `answer_by` belong to the forhåndsvarsel (P12).
    """

    asked_for: str = ""
    facts: str = ""
    weighing: str = ""
    children: str = ""
    bedrooms: int | None = None
    homes: str = ""
    lease_months: int | None = None
    access: str = ""
    help: str = ""
    not_granted: str = ""
    next_steps: str = ""
    own_text: str = ""
    valid_until: date | None = None
    lapse: str = ""
    forewarned_on: date | None = None
    answer_by: date | None = None
    answered_on: date | None = None
    party_answer: str = ""


@dataclass(frozen=True)
class DecidedFact:
    """A fact as it was known: its name, its value in words, who says so, and as of when."""

    label: str
    value: str
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class DecidedLine:
    """One demand as it was answered: the rule's own words and paragraph, the facts, and why an exception was given."""

    title: str
    rule: str
    paragraph: str
    status: CriterionStatus
    facts: tuple[DecidedFact, ...] = ()
    exception: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DecidedParty:
    """Whom the decision is about and goes to; `lines` is the postal address.

    `copy_to` names the representatives on the party's letter, `acting` are the same as receivers of letters of their
    own.
    """

    name: str
    born: date | None
    lines: tuple[str, ...]
    language: str
    application: str
    kind: str
    received_on: date
    copy_to: str = ""
    children: bool = False
    acting: tuple[ActingFor, ...] = ()


@dataclass(frozen=True)
class DecidedSheet:
    """The assessment as it was decided on: under which rules, demand by demand. Empty where no set applies.

    The priority group is told in words (P18); `group_order` counts from 0 in the set's own order.
    """

    set_id: int | None = None
    rules: str = ""
    adopted_by: str = ""
    lines: tuple[DecidedLine, ...] = ()
    child_heard: str = ""
    group_key: str = ""
    group_step: str = ""
    group_text: str = ""
    group_order: int = 0
    score: int | None = None

    @property
    def exceptions(self) -> tuple[DecidedLine, ...]:
        """The demands that were not met, and where an exception was given."""
        return tuple(line for line in self.lines if line.status is CriterionStatus.EXCEPTION)


def text_of(stored: Mapping[str, Any] | None) -> DecisionText:
    """What the caseworker wrote, read from the decision's content."""
    return DecisionText(**_dated(stored or {}, "valid_until", "forewarned_on", "answer_by", "answered_on"))


def party_of(stored: Mapping[str, Any]) -> DecidedParty:
    """The party, read from the decision's facts."""
    acting = tuple(_acting(one) for one in stored.get("acting", ()))
    return DecidedParty(**{**_dated(stored, "born", "received_on"), "lines": tuple(stored["lines"]), "acting": acting})


def _acting(stored: Mapping[str, Any]) -> ActingFor:
    return ActingFor(stored["name"], RepresentativeKind(stored["kind"]), tuple(stored["lines"]))


def sheet_of(stored: Mapping[str, Any]) -> DecidedSheet:
    """The assessment, read from the decision's facts."""
    return DecidedSheet(**{**stored, "lines": tuple(_line(line) for line in stored["lines"])})


def _line(stored: Mapping[str, Any]) -> DecidedLine:
    facts = tuple(DecidedFact(**_dated(fact, "as_of")) for fact in stored["facts"])
    return DecidedLine(**{**stored, "facts": facts, "status": CriterionStatus(stored["status"])})


def _dated(stored: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The values with ISO dates read back."""
    return {k: date.fromisoformat(v) if k in names and v else v for k, v in stored.items()}
