"""Whom the guidance is for: what the records already know, so that nothing is asked twice (V07, H13–H15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.office import Office
from ..models.stock import Dwelling
from ..models.tenancy import Tenancy
from ..rules.bostotte.household import Municipality
from ..rules.bostotte.municipalities import municipality
from ..rules.messages import RefusedError
from ..rules.periods import add_months
from ..rules.rights import Right
from ..rules.vocabulary import HouseholdRole
from .benefit_statuses import BenefitRow, benefit_now
from .core.acts import Look, reads
from .core.application_steps import OpenApplication, open_applications
from .core.office_settings import OfficeSetting, setting_of
from .core.person_homes import Living, homes
from .core.person_records import living
from .core.rents import term_rents
from .households import HouseholdCard, households_of

#: The person id of somebody who gives no name: nothing is stored unless asked (E11).
ANONYMOUS = 0


@dataclass(frozen=True)
class Member:
    """Somebody in the household today. `age` None: the birth date is not known."""

    person_id: int
    name: str
    born: date | None
    age: int | None
    role: HouseholdRole


@dataclass(frozen=True)
class PresentHome:
    """The municipal home rented today: øre a month without extras, whether heating is in it (None: not told)."""

    tenancy_id: int
    dwelling_id: int
    address: str
    rooms: int | None
    rent_ore: int | None
    heating_included: bool | None
    from_date: date
    until: date | None


@dataclass(frozen=True)
class Subject:
    """Who is guided. An anonymous one has no person, and nothing but the office's own facts.

    `next_review` is the day a plan made or gone through today is looked at again, as the office has chosen.
    """

    person_id: int
    name: str
    born: date | None
    household_id: int | None
    members: tuple[Member, ...]
    home: PresentHome | None
    application: OpenApplication | None
    benefit: BenefitRow | None
    benefit_group: int | None
    next_review: date

    @property
    def anonymous(self) -> bool:
        """Whether nobody's name was given."""
        return self.person_id == ANONYMOUS

    @property
    def adults(self) -> int | None:
        """How many are 18 or older; None when somebody's age is not known, or nobody is."""
        ages = [member.age for member in self.members]
        return None if not ages or None in ages else sum(age >= 18 for age in ages if age is not None)

    @property
    def children(self) -> int | None:
        """How many are under 18; None when somebody's age is not known, or nobody is."""
        return None if self.adults is None else len(self.members) - self.adults


@reads(Right.GUIDANCE_READ)
def subject(look: Look, person_id: int) -> Subject:
    """What is known of a person for guidance; `ANONYMOUS` gives the office's own facts only."""
    group = benefit_group(look)
    review = add_months(look.today, setting_of(look, OfficeSetting.PLAN_REVIEW_MONTHS))
    if person_id == ANONYMOUS:
        return Subject(ANONYMOUS, "", None, None, (), None, None, None, group, review)
    person = living(look, person_id)
    household = _household(look, person.id)
    applications = open_applications(look, person.id) if look.who.may(Right.APPLICATION_READ) else ()
    benefit = benefit_now.inner(look, (household.id,)).get(household.id) if household else None
    return Subject(
        person_id=person.id,
        name=person.full_name,
        born=person.birth_date,
        household_id=household.id if household else None,
        members=tuple(Member(m.person_id, m.name, m.born, m.age, m.role) for m in household.now) if household else (),
        home=_home(look, person.id) if look.who.may(Right.TENANCY_READ) else None,
        application=next(iter(applications), None),
        benefit=benefit,
        benefit_group=group,
        next_review=review,
    )


def _household(look: Look, person_id: int) -> HouseholdCard | None:
    """The household the person lives in today: the one where they are a main person or partner, if several."""
    if not look.who.may(Right.PERSON_READ):
        return None
    here = [card for card in households_of.inner(look, person_id) if any(m.person_id == person_id for m in card.now)]
    order = list(HouseholdRole)
    roles = {card.id: min(order.index(m.role) for m in card.now if m.person_id == person_id) for card in here}
    return min(here, key=lambda card: roles[card.id], default=None)


def _home(look: Look, person_id: int) -> PresentHome | None:
    home = homes(look, [person_id], look.today).get(person_id)
    if home is None or home.living not in (Living.TENANT, Living.LIVES_WITH):
        return None
    dwelling = look.session.execute(
        select(Dwelling.rooms, Dwelling.heating_included, Tenancy.heating_included.label("in_lease"))
        .join(Tenancy, Tenancy.id == home.tenancy_id)
        .where(Dwelling.id == home.dwelling_id)
    ).one_or_none()
    if dwelling is None:
        return None
    return PresentHome(
        tenancy_id=home.tenancy_id,
        dwelling_id=home.dwelling_id,
        address=home.address,
        rooms=dwelling.rooms,
        rent_ore=term_rents(look, [home.tenancy_id], look.today).get(home.tenancy_id),
        heating_included=dwelling.in_lease if dwelling.in_lease is not None else dwelling.heating_included,
        from_date=home.from_date,
        until=home.until,
    )


def benefit_group(look: Look) -> int | None:
    """The municipality's group for bostøtte: the office's own word, else by its name; None when neither says."""
    chosen = setting_of(look, OfficeSetting.BENEFIT_GROUP)
    if chosen:
        return chosen
    try:
        found: Municipality = municipality(look.get(Office, 1).name)
    except RefusedError:
        return None
    return found.group or None
