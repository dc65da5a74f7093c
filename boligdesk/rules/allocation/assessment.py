"""One application assessed under one criteria set: demand by demand, and then its place in the order.

Eligibility and priority are apart. A demand that is not met, but may have an exception whose facts are
missing, is unknown and never a no.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..application_words import CriterionStatus
from ..explanation import Explanation
from ..messages import Message, msg, refuse
from ..rates import Rates
from .catalogue import FACTS
from .conditions import Outcome, deciding
from .facts import Scalar
from .given import Facts
from .reading import Lack, World, all_lacks, shown
from .sets import CriteriaSet, Criterion, ExceptionRule, PriorityGroup, ScorePart


class Eligibility(StrEnum):
    """How all demands together came out; the program's answer, not yet the caseworker's."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class UsedFact:
    """A fact as it was when it was used; None is unknown."""

    key: str
    label: Message
    value: Scalar | None
    words: Message


@dataclass(frozen=True)
class Grant:
    """The caseworker's word that an exception is given, and why."""

    criterion: str
    exception: str
    reason: str


@dataclass(frozen=True)
class CriterionResult:
    """One demand: how it came out, on which facts, by which exception, and which a caseworker may still give."""

    criterion: Criterion
    status: CriterionStatus
    values: tuple[tuple[str, Scalar | None], ...]
    decided_by: Explanation
    explanation: Explanation
    lacks: tuple[Lack, ...] = ()
    exception: ExceptionRule | None = None
    reason: str = ""
    may_be_given: tuple[ExceptionRule, ...] = ()

    @property
    def used(self) -> tuple[UsedFact, ...]:
        """The facts in words; made when somebody opens the sheet, not for every one in a queue."""
        return tuple(UsedFact(key, FACTS[key].label, value, shown(value, FACTS[key])) for key, value in self.values)

    @property
    def because(self) -> tuple[Message, ...]:
        """The comparisons that decided, those of the exception where one holds."""
        return deciding(self.decided_by)

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys of the facts that are missing, for a question to the applicant."""
        return tuple(dict.fromkeys(lack.fact for lack in self.lacks if lack.fact))

    @property
    def lacks_reason(self) -> bool:
        """Whether an exception holds whose reason nobody has written down yet."""
        return self.exception is not None and self.exception.needs_reason and not self.reason


@dataclass(frozen=True)
class Placing:
    """The group an application belongs to. With `lacks`, an earlier group is not yet ruled out."""

    group: PriorityGroup | None
    explanation: Explanation
    lacks: tuple[Lack, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether nothing that is missing could move it up."""
        return not self.lacks


@dataclass(frozen=True)
class PartScore:
    """One part of the score: its points are given, not given, or (None) cannot be said."""

    part: ScorePart
    given: bool | None
    explanation: Explanation


@dataclass(frozen=True)
class Scoring:
    """The score, always with its parts."""

    parts: tuple[PartScore, ...]

    @property
    def total(self) -> int:
        """The points that are certain."""
        return sum(part.part.points for part in self.parts if part.given)

    @property
    def open(self) -> tuple[PartScore, ...]:
        """The parts that nobody can say yet."""
        return tuple(part for part in self.parts if part.given is None)


@dataclass(frozen=True)
class Assessment:
    """The whole answer for one application on one day."""

    criteria: CriteriaSet
    on: date
    eligibility: Eligibility
    results: tuple[CriterionResult, ...]
    placing: Placing | None
    score: Scoring | None
    explanation: Explanation
    remarks: tuple[Message, ...] = ()


def assess(criteria: CriteriaSet, facts: Facts, rates: Rates, on: date, granted: Iterable[Grant] = ()) -> Assessment:
    """Every demand on `on`, the group, and the score where the municipality uses one.

    RefusedError when a granted exception does not exist, does not fit the facts, or lacks its reason.
    """
    world, given = World(facts, rates, on), tuple(granted)
    for grant in given:
        _check_grant(criteria, grant, world)
    results = tuple(_result(criterion, world, given) for criterion in criteria.criteria)
    placing = _placed(criteria.groups, world) if criteria.groups else None
    score = _scored(criteria.score.parts, world) if criteria.score and criteria.score.in_use else None
    eligibility = _together(results)
    return Assessment(
        criteria,
        on,
        eligibility,
        results,
        placing,
        score,
        _whole(criteria, eligibility, results, placing, score),
        _remarks(criteria, on),
    )


def _check_grant(criteria: CriteriaSet, grant: Grant, world: World) -> None:
    criterion = criteria.criterion(grant.criterion)
    rule = criterion.exception(grant.exception) if criterion else None
    if criterion is None or rule is None:
        raise refuse("vurdering.ukjent_unntak", krav=grant.criterion, unntak=grant.exception)
    if rule.needs_reason and not grant.reason.strip():
        raise refuse("vurdering.uten_grunn", krav=criterion.title.nb)
    if rule.when and rule.when.evaluate(world).value is not True:
        raise refuse("vurdering.unntak_passer_ikke", krav=criterion.title.nb, unntak=rule.text.nb)


def _result(criterion: Criterion, world: World, granted: tuple[Grant, ...]) -> CriterionResult:
    met = criterion.met.evaluate(world)
    tried = [(rule, rule.when.evaluate(world)) for rule in criterion.exceptions if rule.when]
    reasons = {grant.exception: grant.reason.strip() for grant in granted if grant.criterion == criterion.key}
    holding = [rule for rule, outcome in tried if outcome.value]
    holding += [rule for rule in criterion.exceptions if rule.when is None and rule.key in reasons]
    status, lacks = _status(met, [outcome for _, outcome in tried], excepted=bool(holding))
    used_rule = holding[0] if status is CriterionStatus.EXCEPTION else None
    return CriterionResult(
        criterion,
        status,
        tuple((key, world.facts.value(key, world.on)) for key in criterion.facts),
        _decided_by(status, met, [outcome for _, outcome in tried if outcome.value]),
        _told(criterion, status, [met, *(outcome for _, outcome in tried)]),
        lacks,
        used_rule,
        reasons.get(used_rule.key, "") if used_rule else "",
        tuple(rule for rule in criterion.exceptions if rule.when is None) if _is_open(status) else (),
    )


def _is_open(status: CriterionStatus) -> bool:
    return status in (CriterionStatus.NOT_MET, CriterionStatus.UNKNOWN)


def _status(met: Outcome, tried: list[Outcome], *, excepted: bool) -> tuple[CriterionStatus, tuple[Lack, ...]]:
    if met.value:
        return CriterionStatus.MET, ()
    if excepted:
        return CriterionStatus.EXCEPTION, ()
    unknown = [outcome for outcome in (met, *tried) if outcome.value is None]
    if unknown:
        return CriterionStatus.UNKNOWN, all_lacks(unknown)
    return CriterionStatus.NOT_MET, ()


def _decided_by(status: CriterionStatus, met: Outcome, exempt: list[Outcome]) -> Explanation:
    excepted = status is CriterionStatus.EXCEPTION and exempt
    return exempt[0].explanation if excepted else met.explanation


def _told(criterion: Criterion, status: CriterionStatus, outcomes: list[Outcome]) -> Explanation:
    steps = tuple(outcome.explanation for outcome in outcomes)
    return Explanation("vurdering.krav", {"krav": criterion.title.nb}, result=status.value, children=steps)


def _together(results: tuple[CriterionResult, ...]) -> Eligibility:
    statuses = {result.status for result in results}
    if CriterionStatus.NOT_MET in statuses:
        return Eligibility.NOT_MET
    return Eligibility.UNKNOWN if CriterionStatus.UNKNOWN in statuses else Eligibility.MET


def _placed(groups: tuple[PriorityGroup, ...], world: World) -> Placing:
    """The first group that holds; an unknown one before it is kept as a lack."""
    passed: list[Outcome] = []
    for group in groups:
        outcome = group.when.evaluate(world) if group.when else None
        if outcome is None or outcome.value:
            return Placing(group, _order(group, [*passed, *([outcome] if outcome else [])]), all_lacks(passed))
        passed.append(outcome)
    return Placing(None, _order(None, passed), all_lacks(passed))


def _order(group: PriorityGroup | None, tried: list[Outcome]) -> Explanation:
    step = group.step if group else None
    steps = tuple(outcome.explanation for outcome in tried)
    return Explanation("vurdering.prioritet", {"trinn": step}, result=step, children=steps)


def _scored(parts: tuple[ScorePart, ...], world: World) -> Scoring:
    found = ((part, part.when.evaluate(world)) for part in parts)
    return Scoring(tuple(PartScore(part, outcome.value, outcome.explanation) for part, outcome in found))


def _whole(
    criteria: CriteriaSet,
    eligibility: Eligibility,
    results: tuple[CriterionResult, ...],
    placing: Placing | None,
    score: Scoring | None,
) -> Explanation:
    """One tree to keep with a vedtak: the set, its edition, and everything below."""
    steps = [result.explanation for result in results]
    steps += [placing.explanation] if placing else []
    steps += [part.explanation for part in score.parts] if score else []
    return Explanation(
        "vurdering.hele",
        {"sett": criteria.name, "utgave": criteria.edition},
        result=eligibility.value,
        source=criteria.source,
        children=tuple(steps),
    )


def _remarks(criteria: CriteriaSet, on: date) -> tuple[Message, ...]:
    found = []
    if not criteria.may_decide:
        found.append(msg("vurdering.ikke_tatt_i_bruk"))
    if criteria.incomplete:
        found.append(msg("vurdering.ufullstendig", mangler=criteria.incomplete))
    if not criteria.valid_on(on):
        found.append(msg("vurdering.gjelder_ikke", dato=on))
    return tuple(found)
