"""Who may go on with a lease when the tenant dies (§ 8-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .limits import LeaseLimit, limit_of
from .periods import add_months
from .rates import Rates


class Relation(StrEnum):
    """What the survivor was to the tenant."""

    SPOUSE = "spouse"
    COMMON_CHILD = "common_child"
    DESCENDANT = "descendant"
    OTHER = "other"


@dataclass(frozen=True)
class Survivor:
    """Somebody in the household at the death; `since` is when they joined it, None = unknown.

    COMMON_CHILD: a cohabitant who has, has had or expects a child with the tenant.
    """

    name: str
    relation: Relation
    since: date | None = None


_AT_ONCE = frozenset({Relation.SPOUSE, Relation.COMMON_CHILD})


def may_go_on(survivor: Survivor, died_on: date, limits: Rates) -> bool | None:
    """Spouse and cohabitant with common child at once, children and grandchildren after 6 months in the household,
    others after 2 years; None when the time there is unknown.
    """
    if survivor.relation in _AT_ONCE:
        return True
    if survivor.since is None:
        return None
    descendant = survivor.relation is Relation.DESCENDANT
    limit = LeaseLimit.DEATH_DESCENDANT_MONTHS if descendant else LeaseLimit.DEATH_OTHERS_MONTHS
    return add_months(survivor.since, limit_of(limits, limit, died_on)) <= died_on


def entitled(survivors: tuple[Survivor, ...], died_on: date, limits: Rates) -> tuple[Survivor, ...]:
    """Those who surely may go on; the unknown are left for the office to find out."""
    return tuple(s for s in survivors if may_go_on(s, died_on, limits))
