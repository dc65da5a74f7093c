"""Households that probably have a right to bostøtte and have not applied (H14), and the homes they could move to.

Reckoned from what the records hold: the rent of the lease, the household, the income of the newest budget. An income
that nobody told is not guessed: such a household is "possible" up to its income limit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from ..models.guidance import HouseholdBudget
from ..models.person import HouseholdMember, Person
from ..models.stock import Building, Dwelling, LettingUnit
from ..models.tenancy import Tenancy
from ..rules.bostotte.calculation import HousingBenefit, benefit_at
from ..rules.bostotte.household import HomeCosts, Household, Income, Municipality
from ..rules.bostotte.month import ADULT, BenefitMonth, exact, in_ore
from ..rules.budget.given import load
from ..rules.budget.steps import unconfirmed
from ..rules.explanation import Explanation
from ..rules.guidance.deadlines import by_net, first_month_counted
from ..rules.periods import years_between
from ..rules.rates import Rates
from ..rules.rights import Right
from .benefit_statuses import benefit_now
from .core.acts import Look, reads
from .core.free_homes import free_homes
from .core.person_homes import running, secret_tenancies, still
from .core.rates import rates_of
from .core.rents import term_rents
from .guidance_subject import benefit_group


@dataclass(frozen=True)
class Candidate:
    """A household in a municipal home that nobody has heard of. Øre a month; None where it cannot be said.

    `benefit_ore` needs an income; without one the income is unknown and `limit_ore` says up to where there is a right.
    `provisional`: an unconfirmed rate or assumption is in it, named by `unconfirmed`.
    """

    person_id: int
    household_id: int
    tenancy_id: int
    name: str
    address: str
    adults: int
    children: int
    rent_ore: int
    income_ore: int | None
    benefit_ore: int | None
    limit_ore: int | None
    provisional: bool
    unconfirmed: tuple[Explanation, ...]


@dataclass(frozen=True)
class Candidates:
    """Those with an amount first, the largest first; then those whose income is unknown, the highest rent first.

    `skipped`: households that cannot be looked at because a birth date or the rent is not known. `month`: the month
    they can still apply for. `group` None: the municipality's group is not known, and nothing is reckoned.
    """

    month: date
    last_day: date
    group: int | None
    rows: tuple[Candidate, ...]
    skipped: int


@dataclass(frozen=True)
class VacantHome:
    """A free home with the rent that is set for it; øre a month, None: not known."""

    dwelling_id: int
    address: str
    rent_ore: int | None
    heating_included: bool | None


@reads(Right.STOCK_READ)
def vacant_homes(look: Look) -> tuple[VacantHome, ...]:
    """The homes somebody could move to, by address."""
    found = list(free_homes(look).values())
    ids = {home.dwelling_id for home in found}
    query = select(Dwelling.id, Dwelling.heating_included).where(Dwelling.id.in_(ids))
    heating = {row.id: row.heating_included for row in look.session.execute(query)}
    return tuple(VacantHome(h.dwelling_id, h.address, h.rent_ore, heating.get(h.dwelling_id)) for h in found)


@reads(Right.GUIDANCE_READ)
def candidates(look: Look) -> Candidates:
    """Who in the municipality's homes probably has a right and has not applied; those hidden are not there."""
    deadline, group = by_net(look.today), benefit_group(look)
    if group is None:
        return Candidates(deadline.month, deadline.last, None, (), 0)
    rows = [row for row in _leases(look) if first_month_counted(row.from_date) <= deadline.month]
    homes = [row.household_id for row in rows if row.household_id is not None]
    known = _Known(
        heard=frozenset(benefit_now.inner(look, tuple(homes))),
        people=_people(look, look.today),
        rents=term_rents(look, [row.id for row in rows], look.today),
        incomes=_incomes(look, homes),
        secret=secret_tenancies(look, {row.id for row in rows}),
    )
    asked = [row for row in rows if row.household_id not in known.heard]
    sure = [row for row in asked if known.people.get(row.household_id) and row.id in known.rents]
    reckoner = _Reckoner(rates_of(look), Municipality(group), deadline.month)
    found = [one for row in sure if (one := _candidate(row, known, reckoner)) is not None]
    return Candidates(deadline.month, deadline.last, group, tuple(sorted(found, key=_order)), len(asked) - len(sure))


@dataclass(frozen=True)
class _Known:
    """What the records hold, looked up once for all. `people`: adults and children, None where an age is unknown."""

    heard: Collection[int]
    people: Mapping[int, tuple[int, int] | None]
    rents: Mapping[int, int]
    incomes: Mapping[int, int]
    secret: Collection[int]


def _order(one: Candidate) -> tuple[bool, int, str]:
    return one.benefit_ore is None, -(one.benefit_ore or one.rent_ore), one.name


_COLUMNS: tuple[Any, ...] = (
    Tenancy.id,
    Tenancy.household_id,
    Tenancy.from_date,
    Tenancy.first_tenant_id.label("person_id"),
    Person.first_name,
    Person.last_name,
    Building.address,
    Dwelling.number,
    func.coalesce(Tenancy.heating_included, Dwelling.heating_included).label("heating"),
)


def _leases(look: Look) -> Sequence[Any]:
    """The leases that run today, with who is named first on them."""
    query = (
        select(*_COLUMNS)
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .where(running(look.today))
    )
    return look.session.execute(query.order_by(Tenancy.id)).all()


def _people(look: Look, day: date) -> dict[int, tuple[int, int] | None]:
    """How many adults and children live in each household; None where somebody's birth date is not known."""
    member = HouseholdMember
    query = select(member.household_id, Person.birth_date).join(Person, Person.id == member.person_id)
    query = query.where(still(member.to_date, day), or_(member.from_date.is_(None), member.from_date <= day))
    born: dict[int, list[date | None]] = {}
    for row in look.session.execute(query):
        born.setdefault(row.household_id, []).append(row.birth_date)
    return {home: _counted(days, day) for home, days in born.items()}


def _counted(born: Sequence[date | None], day: date) -> tuple[int, int] | None:
    ages = [years_between(one, day) for one in born if one is not None]
    grown = sum(age >= ADULT for age in ages)
    return (grown, len(ages) - grown) if grown and len(ages) == len(born) else None


def _incomes(look: Look, household_ids: Collection[int]) -> dict[int, int]:
    """The gross income a year that the newest budget of a household tells, øre; without one it is not there."""
    row = HouseholdBudget
    query = select(row.household_id, row.given).where(row.voided_at.is_(None)).order_by(row.valid_from, row.id)
    newest = {one.household_id: one.given for one in look.session.execute(query)}
    wanted = newest.keys() & set(household_ids)
    told = {home: load(newest[home]).household.gross_year_ore for home in wanted}
    return {home: income for home, income in told.items() if income is not None}


class _Reckoner:
    """Bostøtte for the month. RefusedError for a month without rates."""

    def __init__(self, rates: Rates, place: Municipality, month: date) -> None:
        self.place, self.month = place, BenefitMonth(rates, month)
        self.month.demand_rates()
        self._limits: dict[tuple[int, int], Explanation] = {}

    def benefit(self, people: tuple[int, int], costs: HomeCosts, income_ore: int) -> HousingBenefit:
        """What the rules say; the income limit of as many adults and children is reckoned once."""
        household = Household(*people, self.place, costs, (Income(year_ore=income_ore, applicant=True),))
        found = benefit_at(household, self.month, self._limits.get(people))
        self._limits[people] = found.income_limit
        return found


def _candidate(row: Any, known: _Known, reckoner: _Reckoner) -> Candidate | None:
    """The household with its figures; None where the rules give nothing, whatever the income where it is unknown."""
    people, rent, income = known.people[row.household_id], known.rents[row.id], known.incomes.get(row.household_id)
    assert people is not None  # the caller has left those out
    found = reckoner.benefit(people, HomeCosts(rent, heating_included=row.heating), income or 0)
    if found.benefit.result == 0:
        return None
    step = found.income_limit if income is None else found.benefit
    secret = row.id in known.secret
    return Candidate(
        person_id=row.person_id,
        household_id=row.household_id,
        tenancy_id=row.id,
        name=f"{row.first_name} {row.last_name}".strip(),
        address="" if secret else ", ".join(filter(None, (row.address, row.number))),
        adults=people[0],
        children=people[1],
        rent_ore=rent,
        income_ore=None if income is None else round(income / 12),
        benefit_ore=None if income is None else _ore(found.benefit),
        limit_ore=_ore(found.income_limit),
        provisional=step.provisional,
        unconfirmed=unconfirmed(step),
    )


def _ore(step: Explanation) -> int | None:
    return None if step.result is None else in_ore(exact(step))
