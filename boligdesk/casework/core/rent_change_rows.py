"""Changed rents as they are kept: which tenants were sent the notice and when, how it came about, where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ...models.ledger import RentChange, RentNotice
from ...models.person import Person
from ...models.tenancy import TenancyTenant
from ...rules.arrears.words import RentChangeState
from ...rules.explanation import Explanation, load
from ...rules.rent_change import RentChangeBasis
from .acts import Look
from .narrowing import narrowed
from .protection import SHIELD_OFF

#: What `RentChange.explanation` keeps: how the rent came about (and what gjengs leie was assessed by), how its day did,
#: and why nothing came of it.
RENT, GROUNDS, EFFECT, WHY = "rent", "grounds", "effect", "why"
_NOTICED = frozenset({RentChangeState.SENT, RentChangeState.MOVED})


@dataclass(frozen=True)
class NoticeRow:
    """One tenant's notice: without `document_id` it is not made, without `sent_on` it is not sent."""

    person_id: int
    name: str
    document_id: int | None
    sent_on: date | None


@dataclass(frozen=True)
class ChangeRow:
    """A changed rent (øre per month); `effect_on` None = it changes no rent (P23).

    `notices`: one for each who is a tenant, or is to be one. `rent` is how it came about, `effect` how its day did,
    `why` the reason that nothing came of it.
    """

    id: int
    version: int
    round_id: int | None
    tenancy_id: int
    basis: RentChangeBasis
    state: RentChangeState
    old_rent_ore: int
    new_rent_ore: int
    planned_on: date
    sent_on: date | None
    effect_on: date | None
    notices: tuple[NoticeRow, ...]
    rent: Explanation
    effect: Explanation | None
    why: str

    @property
    def sent(self) -> Mapping[int, date]:
        """Person → the day the notice was sent, as far as it is marked."""
        return {one.person_id: one.sent_on for one in self.notices if one.sent_on is not None}

    @property
    def made(self) -> bool:
        """Every tenant's notice is made."""
        return bool(self.notices) and all(one.document_id is not None for one in self.notices)


def state_on(state: RentChangeState, effect_on: date | None, today: date) -> RentChangeState:
    """Where a change stands on a day: a noticed one is in force from its day."""
    in_force = state in _NOTICED and effect_on is not None and effect_on <= today
    return RentChangeState.IN_FORCE if in_force else state


def change_rows(look: Look, changes: Iterable[RentChange]) -> tuple[ChangeRow, ...]:
    """Changes as they stand today, in their order."""
    found = tuple(changes)
    notices = _notices(look, found)
    return tuple(_row(change, notices[change.id], look.today) for change in found)


def _row(change: RentChange, notices: Collection[NoticeRow], today: date) -> ChangeRow:
    kept: Mapping[str, Any] = change.explanation
    return ChangeRow(
        change.id,
        change.version,
        change.round_id,
        change.tenancy_id,
        change.basis,
        state_on(change.state, change.effect_on, today),
        change.old_rent_ore,
        change.new_rent_ore,
        change.planned_on,
        change.sent_on,
        change.effect_on,
        tuple(notices),
        load(kept[RENT]),
        load(kept[EFFECT]) if EFFECT in kept else None,
        kept.get(WHY, ""),
    )


def _notices(look: Look, changes: Collection[RentChange]) -> dict[int, list[NoticeRow]]:
    """By change: those who are tenants today or later while it waits, and all who have a notice."""
    ids, tenancy_ids = {change.id for change in changes}, {change.tenancy_id for change in changes}
    notice = RentNotice
    query = select(notice, Person).join(Person, Person.id == notice.person_id).order_by(notice.id)
    made: dict[int, dict[int, NoticeRow]] = defaultdict(dict)
    for one, person in look.session.execute(narrowed(query, notice.change_id, ids)):
        row = NoticeRow(one.person_id, person.full_name, one.document_id, one.sent_on)
        made[one.change_id][one.person_id] = row
    tenants = _tenants(look, tenancy_ids)
    found: dict[int, list[NoticeRow]] = {}
    for change in changes:
        own = made[change.id]
        if change.state is RentChangeState.PLANNED:
            now = tenants[change.tenancy_id].items()
            own = {one: own.get(one) or NoticeRow(one, name, None, None) for one, name in now}
        found[change.id] = list(own.values())
    return found


def _tenants(look: Look, tenancy_ids: Collection[int]) -> dict[int, dict[int, str]]:
    tenant = TenancyTenant
    query = (
        select(tenant.tenancy_id, tenant.person_id, Person)
        .join(Person, Person.id == tenant.person_id)
        .where(or_(tenant.to_date.is_(None), tenant.to_date >= look.today))
        .order_by(tenant.id)
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for row in look.session.execute(narrowed(query, tenant.tenancy_id, tenancy_ids)):
        found[row.tenancy_id][row.person_id] = row.Person.full_name
    return found


def change_lines(look: Look, tenancy_ids: Collection[int]) -> frozenset[int]:
    """The changes of some tenancies, hidden ones too."""
    query = select(RentChange.id).where(RentChange.tenancy_id.in_(tenancy_ids))
    return frozenset(look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())
