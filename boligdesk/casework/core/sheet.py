"""The sheet of one application as it is read: the system's answers, the caseworker's own, facts, judgement, lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ...rules.allocation.assessment import Assessment, CriterionResult, Eligibility
from ...rules.allocation.catalogue import FACTS
from ...rules.allocation.reading import shown
from ...rules.allocation.sets import Criterion, ExceptionRule, PriorityGroup
from ...rules.application_words import ChildHeard, CriterionStatus
from ...rules.bedrooms import BedroomNeed
from ...rules.messages import Message
from .application_facts import SourcedFact
from .criteria_rows import CriteriaRow


@dataclass(frozen=True)
class OwnAnswer:
    """What a caseworker has answered to one demand; `exception` is the key of the exception given."""

    answer: CriterionStatus
    exception: str
    reason: str
    answered_on: date
    by: str
    version: int


@dataclass(frozen=True)
class FactLine:
    """One fact a demand rests on; `fact` None is unknown."""

    key: str
    fact: SourcedFact | None

    @property
    def label(self) -> Message:
        """What it is called."""
        return FACTS[self.key].label

    @property
    def words(self) -> Message:
        """Its value in words."""
        return shown(self.fact.value if self.fact else None, FACTS[self.key])

    @property
    def overruled(self) -> Message | None:
        """What the record itself says where somebody has typed something else."""
        other = self.fact.overrules if self.fact else None
        return shown(other.value, FACTS[self.key]) if other else None


@dataclass(frozen=True)
class SheetLine:
    """One demand, numbered from 1: the system's answer and the caseworker's are two things."""

    number: int
    result: CriterionResult
    facts: tuple[FactLine, ...]
    own: OwnAnswer | None = None

    @property
    def criterion(self) -> Criterion:
        """The demand."""
        return self.result.criterion

    @property
    def system(self) -> CriterionStatus:
        """What the facts come to."""
        return self.result.status

    @property
    def departs(self) -> bool:
        """Whether the caseworker has answered something else than the facts come to."""
        return self.own is not None and self.own.answer is not self.system

    @property
    def given(self) -> ExceptionRule | None:
        """The exception the caseworker has given."""
        chosen = self.own.exception if self.own and self.own.answer is CriterionStatus.EXCEPTION else ""
        return self.criterion.exception(chosen) if chosen else None

    @property
    def wants_reason(self) -> bool:
        """Whether the caseworker's answer needs a reason that is not written."""
        if self.own is None or self.own.reason.strip():
            return False
        return self.given.needs_reason if self.given else self.departs


@dataclass(frozen=True)
class JudgementInput:
    """What is written on the sheet beyond the demands. An empty `group_key` takes the group the facts come to."""

    children_best: str = ""
    child_heard: ChildHeard | None = None
    child_heard_note: str = ""
    weighing: str = ""
    own_view: str = ""
    group_key: str = ""
    group_reason: str = ""


@dataclass(frozen=True)
class Judgement(JudgementInput):
    """What no demand holds, as it is kept; empty texts are not written yet. `version` 0: nothing is kept."""

    set_id: int | None = None
    version: int = 0


@dataclass(frozen=True)
class Bedrooms:
    """The need as it is reckoned, and as a caseworker has set it with a reason. `version` 0: no needs are kept."""

    reckoned: BedroomNeed
    own: int | None = None
    reason: str = ""
    version: int = 0

    @property
    def count(self) -> int:
        """The number that counts; 0 is a home of one room."""
        return self.reckoned.count if self.own is None else self.own


@dataclass(frozen=True)
class Children:
    """Whether children are touched by the decision, and whether there is one who can be heard."""

    touched: bool
    can_be_heard: bool


@dataclass(frozen=True)
class Sheet:
    """The whole sheet on a day. `ready` is what lacks before a vedtak, most important first; empty: it can be made."""

    application_id: int
    number: str
    on: date
    row: CriteriaRow
    assessment: Assessment
    lines: tuple[SheetLine, ...]
    facts: Mapping[str, SourcedFact]
    judgement: Judgement
    children: Children
    bedrooms: Bedrooms
    ready: tuple[Message, ...] = ()

    @property
    def outcome(self) -> Eligibility:
        """How the demands came out by the caseworker's own answers; what a vedtak rests on."""
        return together(line.own.answer if line.own else None for line in self.lines)

    @property
    def answered(self) -> int:
        """How many demands the caseworker has answered."""
        return sum(line.own is not None for line in self.lines)

    @property
    def group(self) -> PriorityGroup | None:
        """The priority group that counts: the caseworker's, else the one the facts come to."""
        return group_of(self.assessment, self.judgement.group_key)

    @property
    def conflicts(self) -> tuple[SourcedFact, ...]:
        """Facts where what is typed differs from what the record says."""
        return tuple(fact for fact in self.facts.values() if fact.overrules)


def together(answers: Iterable[CriterionStatus | None]) -> Eligibility:
    """All answers as one; a demand nobody has answered leaves it open unless another one is not met."""
    found = set(answers)
    if CriterionStatus.NOT_MET in found:
        return Eligibility.NOT_MET
    return Eligibility.UNKNOWN if found & {None, CriterionStatus.UNKNOWN} else Eligibility.MET


def group_of(assessment: Assessment, own: str) -> PriorityGroup | None:
    """The group of that key, else the one the facts come to."""
    chosen = next((group for group in assessment.criteria.groups if group.key == own), None)
    return chosen or (assessment.placing.group if assessment.placing else None)
