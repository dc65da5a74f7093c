"""Who may live in which household when: one home at a time, except a child with delt fast bosted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from ...models.person import Household, HouseholdMember, Person
from ...rules.messages import RefusedError, refuse
from ...rules.periods import ONE_DAY, Period, first_overlap
from ...rules.vocabulary import HouseholdRole
from .acts import Look, Work
from .protection import SHIELD_OFF

#: Roles that a child may have; only these can become delt fast bosted.
CHILDREN = frozenset({HouseholdRole.CHILD, HouseholdRole.CHILD_SHARED})
_BEGINNING = date(1900, 1, 1)


def period_of(from_date: date | None, to_date: date | None) -> Period:
    """A membership's time; one without a first day has always been."""
    return Period(from_date or _BEGINNING, to_date)


def elsewhere(look: Look, person_id: int, time: Period, itself: int | None = None) -> list[HouseholdMember]:
    """Memberships of a person that share a day with `time`, hidden ones too: nobody lives twice."""
    query = select(HouseholdMember).where(
        HouseholdMember.person_id == person_id,
        or_(HouseholdMember.to_date.is_(None), HouseholdMember.to_date >= time.start),
    )
    rows = look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars()
    return [row for row in rows if row.id != itself and period_of(row.from_date, row.to_date).overlaps(time)]


def place(work: Work, member: HouseholdMember) -> HouseholdMember:
    """Let somebody live in a household; refuses a second home unless the child's home is shared."""
    time = period_of(member.from_date, member.to_date)
    others = elsewhere(work, member.person_id, time)
    if any(other.household_id == member.household_id for other in others):
        raise refuse("husstand.bor_her_alt", navn=work.get(Person, member.person_id).full_name)
    if others:
        _share_home(work, member, others)
    if member.role is HouseholdRole.MAIN:
        _only_one_main(work, member, time)
    return work.add(member)


def move_to(
    work: Work, household_id: int, person_id: int, role: HouseholdRole, on: date, leaving: frozenset[int] = frozenset()
) -> HouseholdMember:
    """Let somebody move to a household from a day: an adult's home till then ends the day before.

    A child moves along out of the households in `leaving`; with another home it is refused unless it is shared. So
    is whoever has a home that the person at the desk may not know of.
    """
    new = HouseholdMember(household_id=household_id, person_id=person_id, role=role, from_date=on, recorded_at=work.now)
    for old in elsewhere(work, person_id, Period(on)):
        moves = role not in CHILDREN or old.household_id in leaving
        if moves and old.household_id != household_id and _begun(old, on) and _is_shown(work, old.household_id):
            old.to_date = on - ONE_DAY
    work.session.flush()
    return place(work, new)


def _begun(member: HouseholdMember, on: date) -> bool:
    return member.from_date is None or member.from_date < on


def _is_shown(look: Look, household_id: int) -> bool:
    return look.session.execute(select(Household.id).where(Household.id == household_id)).first() is not None


def move_away(work: Work, household_id: int | None, person_id: int, last_day: date) -> None:
    """End somebody's time in a household; a membership that would only have begun later is taken away."""
    member = HouseholdMember
    query = select(member).where(member.household_id == household_id, member.person_id == person_id)
    for row in work.session.execute(query.where(or_(member.to_date.is_(None), member.to_date > last_day))).scalars():
        if row.from_date is not None and row.from_date > last_day:
            work.session.delete(row)
        else:
            row.to_date = last_day


def _share_home(work: Work, member: HouseholdMember, others: list[HouseholdMember]) -> None:
    """A child with delt fast bosted has two homes, and is called so in both."""
    person = work.get(Person, member.person_id)
    if member.role is not HouseholdRole.CHILD_SHARED or not CHILDREN.issuperset(other.role for other in others):
        raise _lives_elsewhere(work, person, member.role, others)
    times = [period_of(row.from_date, row.to_date) for row in others]
    if first_overlap(times):
        raise refuse("husstand.to_hjem_er_nok", navn=person.full_name)
    for other in others:
        other.role = HouseholdRole.CHILD_SHARED


def _lives_elsewhere(work: Work, person: Person, role: HouseholdRole, others: list[HouseholdMember]) -> RefusedError:
    visible = work.session.execute(select(Household.id).where(Household.id.in_([o.household_id for o in others])))
    if visible.first() is None:  # the other home is hidden from this desk: not even its first day is told
        return refuse("husstand.kan_ikke_flytte_inn", navn=person.full_name)
    if CHILDREN.issuperset({role, *(other.role for other in others)}):
        return refuse("husstand.barn_bor_annet_sted", navn=person.full_name, fra=others[0].from_date)
    return refuse("husstand.bor_annet_sted", navn=person.full_name, fra=others[0].from_date)


def _only_one_main(work: Work, member: HouseholdMember, time: Period) -> None:
    query = select(HouseholdMember).where(
        HouseholdMember.household_id == member.household_id, HouseholdMember.role == HouseholdRole.MAIN
    )
    for other in work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars():
        if other is not member and period_of(other.from_date, other.to_date).overlaps(time):
            raise refuse("husstand.har_hovedperson")


def change_role(work: Work, member: HouseholdMember, role: HouseholdRole) -> None:
    """Give a member another role, under the same rules as moving in."""
    time = period_of(member.from_date, member.to_date)
    others = elsewhere(work, member.person_id, time, member.id)
    if others and role is not HouseholdRole.CHILD_SHARED:
        raise _lives_elsewhere(work, work.get(Person, member.person_id), role, others)
    member.role = role
    if role is HouseholdRole.MAIN:
        _only_one_main(work, member, time)


def move_out_everywhere(work: Work, person_id: int, last_day: date) -> None:
    """End every membership that runs beyond a day; one that begins later is taken away."""
    query = select(HouseholdMember).where(HouseholdMember.person_id == person_id)
    for member in work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars():
        if member.from_date is not None and member.from_date > last_day:
            work.session.delete(member)
        elif member.to_date is None or member.to_date > last_day:
            member.to_date = last_day
