"""If the rule changed: a changed set held against today's queue, before anything is decided.

The system's answers are compared, not the caseworkers': both sides rest on the same facts and differ by the rules
alone. Nothing is written unless somebody keeps the trial.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ..models.application import Application, ImpactTrial
from ..models.office import User
from ..rules.allocation.assessment import Assessment, CriterionResult, Eligibility, assess
from ..rules.allocation.files import read_set
from ..rules.allocation.sets import CriteriaSet
from ..rules.application_words import CriterionStatus, Stage
from ..rules.rights import Right
from ..texts import render
from .core.acts import Look, Work, reads, writes
from .core.application_facts import facts_of
from .core.application_rows import OTHER_ASKS, applicant_names, standing
from .core.assessing import Queue, queue_of
from .core.criteria_rows import CriteriaRow

#: Who waits for an answer or a home; those who have said yes to one are moved by no new rule.
_QUEUE = (Stage.NEW, Stage.ASSESSING, Stage.PROPOSED, Stage.WAITING, Stage.OFFERED)


@dataclass(frozen=True)
class Change:
    """One demand that came out otherwise: in words of the municipality, with what decided now."""

    title: str
    before: CriterionStatus | None
    after: CriterionStatus | None
    because: tuple[str, ...]


@dataclass(frozen=True)
class Mover:
    """One application that comes out otherwise under the changed rules. A group is its step, "" for none."""

    application_id: int
    number: str
    name: str
    before: Eligibility | None
    after: Eligibility
    group_before: str
    group_after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Trial:
    """What the changed rules would do. `before_set` names the sets that hold today."""

    on: date
    before_set: str
    after_set: str
    tried: int
    movers: tuple[Mover, ...]

    def count(self, after: Eligibility) -> int:
        """How many move to an answer."""
        return sum(mover.after is after and mover.before is not after for mover in self.movers)


@dataclass(frozen=True)
class KeptTrial:
    """A trial that was kept. `hidden` movers may not be shown to the person at the desk."""

    id: int
    recorded_at: datetime
    recorded_by: str
    trial: Trial
    hidden: int


@reads(Right.CRITERIA_WRITE)
def try_rules(look: Look, text: str) -> Trial:
    """Who of today's queue would move under the rules of a TOML text, and why. RefusedError when it cannot be read.

    Those who ask for bo-oppfølging or a place for now are not held against the rules for a home.
    """
    changed = read_set(text, "")
    query = select(Application.id, Application.number).where(standing(), Application.stage.in_(_QUEUE))
    query = query.where(Application.kind.not_in(OTHER_ASKS))
    numbers = {row.id: row.number for row in look.session.execute(query)}
    queue = queue_of(look, numbers, look.today)
    names = applicant_names(look, numbers)
    movers = [
        replace(found, number=numbers[found.application_id], name=names.get(found.application_id, ""))
        for found in _movers(queue, changed, numbers)
    ]
    return Trial(look.today, _names(queue), changed.name, len(numbers), tuple(sorted(movers, key=_order)))


def _order(mover: Mover) -> tuple[int, str]:
    """Those who would lose a yes first."""
    order = (Eligibility.NOT_MET, Eligibility.UNKNOWN, Eligibility.MET)
    return order.index(mover.after), mover.number


def _names(queue: Queue) -> str:
    rows = {row.criteria.name for row in queue.rows.values() if isinstance(row, CriteriaRow)}
    return ", ".join(sorted(rows))


def _movers(queue: Queue, changed: CriteriaSet, ids: Collection[int]) -> Iterator[Mover]:
    for application_id in ids:
        facts = facts_of(queue.facts[application_id])
        row = queue.rows[application_id]
        before = assess(row.criteria, facts, queue.rates, queue.on) if isinstance(row, CriteriaRow) else None
        after = assess(changed, facts, queue.rates, queue.on)
        found = Mover(
            application_id,
            number="",
            name="",
            before=before.eligibility if before else None,
            after=after.eligibility,
            group_before=_step(before),
            group_after=_step(after),
            changes=tuple(_changes(before, after)),
        )
        if _moves(found):
            yield found


def _moves(found: Mover) -> bool:
    """Another answer, or another group for somebody who may get a home; a no has no place in the order."""
    regrouped = found.group_before != found.group_after and found.after is not Eligibility.NOT_MET
    return found.before is not found.after or regrouped


def _step(found: Assessment | None) -> str:
    group = found.placing.group if found and found.placing else None
    return group.step if group else ""


def _changes(before: Assessment | None, after: Assessment) -> Iterator[Change]:
    """Demand by demand, by key: changed, new, and gone."""
    old = {result.criterion.key: result for result in before.results} if before else {}
    language = after.criteria.language
    for result in after.results:
        was = old.pop(result.criterion.key, None)
        if was is None or was.status is not result.status:
            yield _change(was, result, language)
    for gone in old.values():
        yield Change(gone.criterion.title.of(language), gone.status, None, ())


def _change(was: CriterionResult | None, result: CriterionResult, language: str) -> Change:
    words = [lack.why for lack in result.lacks] or list(result.because)
    return Change(
        result.criterion.title.of(language),
        was.status if was else None,
        result.status,
        tuple(render(message, language) for message in words),
    )


@writes(Right.CRITERIA_WRITE)
def keep_trial(work: Work, trial: Trial) -> int:
    """Keep a trial for the case the leader makes of it. No name is kept, only the applications."""
    movers = [{**asdict(mover), "name": ""} for mover in trial.movers]
    row = ImpactTrial(
        recorded_at=work.now,
        recorded_by=work.who.user_id,
        before_set=trial.before_set[:200],
        after_set=trial.after_set[:200],
        content={"on": trial.on.isoformat(), "tried": trial.tried, "movers": movers},
    )
    return work.add(row).id


@reads(Right.CRITERIA_WRITE)
def kept_trials(look: Look) -> tuple[KeptTrial, ...]:
    """The trials that were kept, the newest first, with the names of those who may be shown."""
    query = select(ImpactTrial, User.name).join(User, User.id == ImpactTrial.recorded_by, isouter=True)
    rows = look.session.execute(query.order_by(ImpactTrial.id.desc())).all()
    ids = {mover["application_id"] for row, _ in rows for mover in row.content["movers"]}
    names = applicant_names(look, ids)
    return tuple(_kept(row, who or "", names) for row, who in rows)


def _kept(row: ImpactTrial, who: str, names: Mapping[int, str]) -> KeptTrial:
    found = row.content["movers"]
    movers = tuple(_mover(mover, names) for mover in found if mover["application_id"] in names)
    on = date.fromisoformat(row.content["on"])
    trial = Trial(on, row.before_set, row.after_set, row.content["tried"], movers)
    return KeptTrial(row.id, row.recorded_at, who, trial, len(found) - len(movers))


def _mover(kept: Mapping[str, Any], names: Mapping[int, str]) -> Mover:
    changes = tuple(_kept_change(change) for change in kept["changes"])
    return Mover(
        **{
            **kept,
            "name": names[kept["application_id"]],
            "before": Eligibility(kept["before"]) if kept["before"] else None,
            "after": Eligibility(kept["after"]),
            "changes": changes,
        }
    )


def _kept_change(kept: Mapping[str, Any]) -> Change:
    before, after = (CriterionStatus(kept[key]) if kept[key] else None for key in ("before", "after"))
    return Change(kept["title"], before, after, tuple(kept["because"]))
