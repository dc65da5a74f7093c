"""Households: who lives together from when to when, as it was known (E5). One home at a time, children may have two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from ..models.person import Household, HouseholdMember, Person
from ..rules.messages import refuse
from ..rules.periods import years_between
from ..rules.rights import Right
from ..rules.vocabulary import HouseholdRole, Protection
from .core import memberships
from .core.acts import Look, Work, reads, writes

_ORDER = tuple(HouseholdRole)


@dataclass(frozen=True)
class MemberInput:
    """Somebody who moves in: who, as what, from when (both dates inclusive, None = not known or open)."""

    person_id: int
    role: HouseholdRole
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True)
class MemberRow:
    """A person's time in a household, with the age today (None when the birth date is not known)."""

    id: int
    version: int
    person_id: int
    name: str
    role: HouseholdRole
    born: date | None
    age: int | None
    from_date: date | None
    to_date: date | None
    recorded_at: datetime
    protected: bool

    def lives_here(self, day: date) -> bool:
        """Whether this is a member on a day."""
        return memberships.period_of(self.from_date, self.to_date).contains(day)


@dataclass(frozen=True)
class HouseholdCard:
    """A household with everybody who lives or has lived in it; `now` are those of today."""

    id: int
    version: int
    note: str
    now: tuple[MemberRow, ...]
    before: tuple[MemberRow, ...]


@reads(Right.PERSON_READ)
def household(look: Look, household_id: int, day: date | None = None) -> HouseholdCard:
    """A household as it stands on a day (today unless given)."""
    card = look.get(Household, household_id)
    rows = _members(look, [household_id])
    on = day or look.today
    here = tuple(row for row in rows if row.lives_here(on))
    return HouseholdCard(card.id, card.version, card.note, here, tuple(row for row in rows if row not in here))


@reads(Right.PERSON_READ)
def households_of(look: Look, person_id: int) -> tuple[HouseholdCard, ...]:
    """Every household a person lives or has lived in, the present ones first."""
    member = HouseholdMember
    query = (
        select(member.household_id)
        .join(Household, Household.id == member.household_id)
        .where(member.person_id == person_id)
        .order_by(member.to_date.is_not(None), member.from_date.desc(), member.id.desc())
    )
    ids = dict.fromkeys(look.session.execute(query).scalars())
    return tuple(household.inner(look, household_id) for household_id in ids)


def _members(look: Look, household_ids: Sequence[int]) -> list[MemberRow]:
    member = HouseholdMember
    query = (
        select(member, Person)
        .join(Person, Person.id == member.person_id)
        .join(Household, Household.id == member.household_id)
        .where(or_(*(member.household_id == household_id for household_id in household_ids)))
    )
    rows = [_row(m, p, look.today) for m, p in look.session.execute(query)]
    return sorted(rows, key=lambda row: (_ORDER.index(row.role), row.born or date.max, row.id))


def _row(member: HouseholdMember, person: Person, today: date) -> MemberRow:
    return MemberRow(
        id=member.id,
        version=member.version,
        person_id=person.id,
        name=person.full_name,
        role=member.role,
        born=person.birth_date,
        age=years_between(person.birth_date, person.died_on or today) if person.birth_date else None,
        from_date=member.from_date,
        to_date=member.to_date,
        recorded_at=member.recorded_at,
        protected=person.protection is not Protection.NONE,
    )


@writes(Right.PERSON_WRITE)
def create_household(work: Work, members: Iterable[MemberInput] = (), note: str = "") -> int:
    """Register people who live together. Returns the household's id."""
    made = work.add(Household(note=note.strip()))
    for member in members:
        _move_in(work, made.id, member)
    return made.id


@writes(Right.PERSON_WRITE)
def change_household(work: Work, household_id: int, version: int, note: str) -> int:
    """Change the office's note on a household. Returns the new version."""
    record = work.load(Household, household_id, version)
    record.note = note.strip()
    work.session.flush()
    return record.version


@writes(Right.PERSON_WRITE)
def move_in(work: Work, household_id: int, given: MemberInput) -> int:
    """Let a person live in a household. Returns the membership's id.

    Refuses somebody who lives elsewhere in that time; a child may, as `CHILD_SHARED` (delt fast bosted), which the
    other home is then told too.
    """
    work.get(Household, household_id)
    return _move_in(work, household_id, given)


def _move_in(work: Work, household_id: int, given: MemberInput) -> int:
    person = work.get(Person, given.person_id)
    if given.to_date is not None and given.from_date is not None and given.to_date < given.from_date:
        raise refuse("husstand.ut_for_inn", navn=person.full_name)
    member = HouseholdMember(
        household_id=household_id,
        person_id=person.id,
        role=given.role,
        from_date=given.from_date,
        to_date=given.to_date,
        recorded_at=work.now,
    )
    return memberships.place(work, member).id


@writes(Right.PERSON_WRITE)
def move_out(work: Work, member_id: int, version: int, last_day: date) -> None:
    """The last day somebody lives in a household; the membership stays readable."""
    member = work.load(HouseholdMember, member_id, version)
    if member.from_date is not None and last_day < member.from_date:
        raise refuse("husstand.ut_for_inn", navn=work.get(Person, member.person_id).full_name)
    member.to_date = last_day


@writes(Right.PERSON_WRITE)
def change_role(work: Work, member_id: int, version: int, role: HouseholdRole) -> None:
    """What a member is in the household, for all of this time."""
    memberships.change_role(work, work.load(HouseholdMember, member_id, version), role)


@writes(Right.PERSON_WRITE)
def withdraw_member(work: Work, member_id: int, version: int, reason: str) -> None:
    """Take away a membership that was entered by mistake; the history keeps it with the reason."""
    if not reason.strip():
        raise refuse("person.grunn_mangler")
    work.reason(reason.strip())
    work.session.delete(work.load(HouseholdMember, member_id, version))
