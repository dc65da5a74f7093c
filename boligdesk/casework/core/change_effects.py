"""A change in a running tenancy, and what each kind of it does to tenants, household and terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from ...models.person import HouseholdMember, Person
from ...models.tenancy import Tenancy, TenancyTenant
from ...rules.lease_facts import ShortTermGround
from ...rules.messages import refuse
from ...rules.periods import ONE_DAY
from ...rules.succession import Relation
from ...rules.tenancy_changes import Consent
from ...rules.terms import ChangeKind
from ...rules.vocabulary import HouseholdRole, TaskKind
from . import swap
from .accounts import mark_estate
from .acts import Work
from .death import end_mandates
from .lease_write import term_ends_due
from .memberships import move_away, move_to
from .rent_terms import NewRent, write_rent
from .tasks import NewTask, add_task, finish_tasks
from .tenancy_rows import tenants_on
from .transfer import close_swapped


@dataclass(frozen=True)
class Change:
    """A change about to be made. `person_id` is who moves in or out, joins, leaves or has died.

    `given` are the written consents at hand, `debt_ore` the arrears up to `on` as the office knows them,
    `relations` what the others in the household were to a tenant who died.
    """

    tenancy_id: int
    version: int
    kind: ChangeKind
    on: date
    person_id: int | None = None
    role: HouseholdRole = HouseholdRole.OTHER
    given: frozenset[Consent] = frozenset()
    close_family: bool = True
    debt_ore: int = 0
    relations: Mapping[int, Relation] = field(default_factory=dict)
    successor_id: int | None = None
    other_tenancy_id: int | None = None
    new_end: date | None = None
    rent_ore: int | None = None
    ground: ShortTermGround | None = None
    renewal_reason: str = ""
    told_on: date | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


def _person(change: Change) -> int:
    if change.person_id is None:
        raise refuse("leieforhold.uten_person")
    return change.person_id


def _moves_in(work: Work, tenancy: Tenancy, change: Change) -> None:
    if tenancy.household_id is None:
        raise refuse("leieforhold.uten_husstand")
    move_to(work, tenancy.household_id, _person(change), change.role, change.on)


def _moves_out(work: Work, tenancy: Tenancy, change: Change) -> None:
    move_away(work, tenancy.household_id, _person(change), change.on - ONE_DAY)


def _joins(work: Work, tenancy: Tenancy, change: Change) -> None:
    """A co-tenant is added, in writing; the newcomer answers for what falls due from that day."""
    _add_tenant(work, tenancy, _person(change), change.on)


def _add_tenant(work: Work, tenancy: Tenancy, person_id: int, on: date) -> None:
    if person_id in tenants_on(work, tenancy.id, on, coming=True):
        raise refuse("leieforhold.er_leietaker")
    work.add(TenancyTenant(tenancy_id=tenancy.id, person_id=person_id, from_date=on))
    living = select(HouseholdMember.id).where(
        HouseholdMember.household_id == tenancy.household_id,
        HouseholdMember.person_id == person_id,
        or_(HouseholdMember.to_date.is_(None), HouseholdMember.to_date >= on),
    )
    if tenancy.household_id and not work.session.execute(living).first():
        move_to(work, tenancy.household_id, person_id, HouseholdRole.PARTNER, on)


def _released(work: Work, tenancy: Tenancy, change: Change) -> None:
    """A co-tenant is let out, in writing; debt from before the day stays joint."""
    _end_tenant(work, tenancy, _person(change), change.on - ONE_DAY)


def _end_tenant(work: Work, tenancy: Tenancy, person_id: int, last_day: date) -> None:
    rows = work.session.execute(
        select(TenancyTenant)
        .where(TenancyTenant.tenancy_id == tenancy.id, TenancyTenant.person_id == person_id)
        .where(or_(TenancyTenant.to_date.is_(None), TenancyTenant.to_date > last_day))
    ).scalars()
    found = False
    for row in rows:
        row.to_date, found = max(last_day, row.from_date), True
    if not found:
        raise refuse("leieforhold.ikke_leietaker")
    work.session.flush()
    remaining = [p for p in tenants_on(work, tenancy.id, last_day + ONE_DAY, coming=True) if p != person_id]
    if remaining and tenancy.first_tenant_id == person_id:
        tenancy.first_tenant_id = remaining[0]


def _breaks_up(work: Work, tenancy: Tenancy, change: Change) -> None:
    """One of a couple goes on alone (§ 8-3): the one who stays becomes tenant if they were not."""
    leaving = _person(change)
    if change.successor_id and change.successor_id not in tenants_on(work, tenancy.id, change.on):
        _add_tenant(work, tenancy, change.successor_id, change.on)
    if leaving in tenants_on(work, tenancy.id, change.on):
        _end_tenant(work, tenancy, leaving, change.on - ONE_DAY)
    move_away(work, tenancy.household_id, leaving, change.on - ONE_DAY)


def _dies(work: Work, tenancy: Tenancy, change: Change) -> None:
    """A tenant dies (§ 8-2): somebody of the household goes on, or the estate takes over; no reminders to kin."""
    deceased, after = work.get(Person, _person(change)), change.on + ONE_DAY
    deceased.died_on = deceased.died_on or change.on
    mark_estate(work, deceased)
    end_mandates(work, deceased.id, deceased.died_on)
    move_away(work, tenancy.household_id, deceased.id, change.on)
    heir = change.successor_id
    if heir and heir not in tenants_on(work, tenancy.id, after, coming=True):
        _add_tenant(work, tenancy, heir, after)
    if set(tenants_on(work, tenancy.id, after, coming=True)) - {deceased.id}:
        _end_tenant(work, tenancy, deceased.id, change.on)
    if heir:
        tenancy.first_tenant_id = heir


def _renews(work: Work, tenancy: Tenancy, change: Change) -> None:
    """The term is made longer; a changed rent begins with the new term."""
    tenancy.fixed_until = tenancy.to_date = change.new_end
    tenancy.clause_b = tenancy.clause_b and change.new_end is not None
    tenancy.short_term_ground = change.ground
    tenancy.short_term_reason = change.renewal_reason
    tenancy.short_term_told_on = change.told_on
    if change.rent_ore:
        write_rent(work, tenancy, NewRent(change.on, change.rent_ore, "renewal"))
    finish_tasks(work, tenancy.id, TaskKind.TERM_ENDS, TaskKind.REQUEST_TO_MOVE)
    if due := term_ends_due(work, change.new_end):
        add_task(work, NewTask(TaskKind.TERM_ENDS, due, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id))


def _swaps(work: Work, tenancy: Tenancy, change: Change) -> None:
    if change.other_tenancy_id is None or change.other_tenancy_id == tenancy.id:
        raise refuse("leieforhold.bytte_uten_motpart")
    other = work.get(Tenancy, change.other_tenancy_id)
    made = swap.swap_homes(work, tenancy, other, change.on, change.reasons)
    for left, new in zip((tenancy, other), made, strict=True):
        close_swapped(work, left.id, new)


#: What a change of each kind does.
EFFECTS: Mapping[ChangeKind, Callable[[Work, Tenancy, Change], None]] = {
    ChangeKind.PARTNER_MOVES_IN: _moves_in,
    ChangeKind.CHILD_MOVES_IN: _moves_in,
    ChangeKind.MEMBER_MOVES_OUT: _moves_out,
    ChangeKind.CO_TENANT_ADDED: _joins,
    ChangeKind.CO_TENANT_RELEASED: _released,
    ChangeKind.BREAK_UP: _breaks_up,
    ChangeKind.DEATH: _dies,
    ChangeKind.RENEWAL: _renews,
    ChangeKind.SWAP: _swaps,
}
