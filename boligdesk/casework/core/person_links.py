"""Every place that points at a person, and how a merge moves it (E6). A new foreign key must be entered here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ...models.application import Application, ApplicationMember
from ...models.base import Keyed
from ...models.casefile import ContactLog, Document, Task
from ...models.guidance import BenefitTransfer, CareerPlan, Guidance, GuidancePaper, LoanCase
from ...models.ledger import AccountLiable, RentNotice
from ...models.person import (
    ContactPoint,
    HouseholdMember,
    LooksSeen,
    Person,
    PersonIdentifier,
    Representative,
)
from ...models.stock import DwellingState
from ...models.tenancy import LeaseSignature, Tenancy, TenancyChange, TenancyTenant
from .acts import Work
from .memberships import period_of
from .protection import SHIELD_OFF


@dataclass(frozen=True)
class Link:
    """A foreign key to person. Rows that agree in `twin` columns and touch in time are one row after a merge."""

    kind: type[Keyed]
    column: str
    twin: tuple[str, ...] = ()


#: What a merge repoints.
LINKS: tuple[Link, ...] = (
    Link(PersonIdentifier, "person_id"),
    Link(ContactPoint, "person_id", ("kind", "search_key")),
    Link(Representative, "person_id"),
    Link(HouseholdMember, "person_id", ("household_id",)),
    Link(LooksSeen, "person_id"),
    Link(Tenancy, "first_tenant_id"),
    Link(TenancyTenant, "person_id", ("tenancy_id",)),
    Link(LeaseSignature, "person_id", ("lease_version_id",)),
    Link(TenancyChange, "person_id"),
    Link(AccountLiable, "person_id", ("account_id",)),
    Link(RentNotice, "person_id", ("change_id",)),
    Link(DwellingState, "person_id"),
    Link(Application, "applicant_id"),
    Link(ApplicationMember, "person_id", ("application_id",)),
    Link(Document, "person_id"),
    Link(Task, "person_id"),
    Link(ContactLog, "person_id"),
    Link(Guidance, "person_id"),
    Link(GuidancePaper, "person_id"),
    Link(LoanCase, "person_id"),
    Link(BenefitTransfer, "person_id"),
    Link(CareerPlan, "person_id"),
)
#: What a merge leaves: the trail of earlier merges.
LEFT: tuple[tuple[str, str], ...] = ((Person.__tablename__, "merged_into_id"),)


def repoint(work: Work, gone_id: int, kept_id: int) -> int:
    """Let everything that points at one person point at another; answers how many rows were touched."""
    return sum(_repoint(work, link, gone_id, kept_id) for link in LINKS)


def count_links(work: Any, person_id: int) -> dict[str, int]:
    """How many rows of each kind point at a person, by table name."""
    return {link.kind.__tablename__: found for link in LINKS if (found := len(list(_rows(work, link, person_id))))}


def _rows(work: Any, link: Link, person_id: int) -> Iterator[Any]:
    query = select(link.kind).where(getattr(link.kind, link.column) == person_id)
    yield from work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars()


def _repoint(work: Work, link: Link, gone_id: int, kept_id: int) -> int:
    kept = list(_rows(work, link, kept_id)) if link.twin else []
    moved = list(_rows(work, link, gone_id))
    for row in moved:
        twin = next((other for other in kept if _are_twins(link, row, other)), None)
        if twin is None:
            setattr(row, link.column, kept_id)
        else:
            _widen(twin, row)
            work.session.delete(row)
        work.session.flush()
    return len(moved)


def _are_twins(link: Link, one: Any, other: Any) -> bool:
    same = all(getattr(one, name) == getattr(other, name) for name in link.twin)
    if not same or not hasattr(one, "from_date"):
        return same
    return period_of(one.from_date, one.to_date).overlaps(period_of(other.from_date, other.to_date))


def _widen(kept: Any, gone: Any) -> None:
    """The kept row covers the time of both."""
    if not hasattr(kept, "from_date"):
        return
    kept.from_date = _first(kept.from_date, gone.from_date)
    kept.to_date = None if None in (kept.to_date, gone.to_date) else max(kept.to_date, gone.to_date)


def _first(one: date | None, other: date | None) -> date | None:
    """The earlier first day; an unknown one has always been."""
    return None if one is None or other is None else min(one, other)
