"""The records behind a sheet: the caseworker's answers, the judgement, and what the household says of bedrooms."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select

from ...models.application import ApplicationAssessment, CriterionAnswer
from ...models.office import User
from ...rules.application_words import Growth
from ...rules.bedrooms import BedroomNeed, Sleeper, bedroom_need
from ...rules.periods import years_between
from ...rules.vocabulary import HouseholdRole
from .acts import Look
from .application_rows import applicants, members_of, needs_of
from .narrowing import narrowed
from .sheet import Bedrooms, Children, Judgement, OwnAnswer

_CHILD_ROLES = frozenset({HouseholdRole.CHILD, HouseholdRole.CHILD_SHARED})
#: What grows by itself into a child of the household.
_NEW_CHILD = frozenset({Growth.BIRTH, Growth.CUSTODY})
ADULT = 18


@dataclass(frozen=True)
class HomePerson:
    """Somebody who shall live in the home; `age` None is not known, and 0 for a child that is not born."""

    age: int | None
    role: HouseholdRole
    unborn: bool = False

    @property
    def child(self) -> bool:
        """Whether this is a child: by age, and by role where the age is not known."""
        return self.age < ADULT if self.age is not None else self.role in _CHILD_ROLES


def answers_of(look: Look, ids: Collection[int]) -> dict[int, dict[str, OwnAnswer]]:
    """Criterion → the caseworker's answer, for each application that has any."""
    row = CriterionAnswer
    query = select(row, User.name).join(User, User.id == func.coalesce(row.updated_by, row.created_by), isouter=True)
    found: dict[int, dict[str, OwnAnswer]] = {}
    for answer, name in look.session.execute(narrowed(query, row.application_id, ids)):
        own = OwnAnswer(answer.answer, answer.exception, answer.reason, answer.answered_on, name or "", answer.version)
        found.setdefault(answer.application_id, {})[answer.criterion] = own
    return found


def judgements_of(look: Look, ids: Collection[int]) -> dict[int, Judgement]:
    """What has been written and chosen on the sheets that have been begun."""
    query = narrowed(select(ApplicationAssessment), ApplicationAssessment.application_id, ids)
    return {row.application_id: _judgement(row) for row in look.session.execute(query).scalars()}


def _judgement(row: ApplicationAssessment) -> Judgement:
    return Judgement(**{field.name: getattr(row, field.name) for field in fields(Judgement)})


def home_people(look: Look, ids: Collection[int], on: date) -> dict[int, tuple[HomePerson, ...]]:
    """Everybody who shall live in the home, the applicant first, the expected too; ages on `on`."""
    members = members_of(look, ids)
    found = {}
    for application_id, applicant in applicants(look, ids).items():
        others = [m for m in members.get(application_id, ()) if m.person_id != applicant.person_id]
        main = HomePerson(_age(applicant.born, on), HouseholdRole.MAIN)
        found[application_id] = (main, *(_person(m.born, m.role, m.growth, on) for m in others))
    return found


def _person(born: date | None, role: HouseholdRole, growth: Growth | None, on: date) -> HomePerson:
    unborn = growth is Growth.BIRTH and born is None
    child = HouseholdRole.CHILD if growth in _NEW_CHILD and role not in _CHILD_ROLES else role
    return HomePerson(0 if unborn else _age(born, on), child, unborn)


def _age(born: date | None, on: date) -> int | None:
    return max(0, years_between(born, on)) if born else None


def bedrooms_of(look: Look, ids: Collection[int], on: date) -> dict[int, Bedrooms]:
    """How many bedrooms each household needs, reckoned and as a caseworker has set it."""
    needs = needs_of(look, ids)
    return {
        application_id: Bedrooms(
            reckon_bedrooms(people),
            needs[application_id].bedrooms if application_id in needs else None,
            needs[application_id].bedrooms_reason if application_id in needs else "",
            needs[application_id].version if application_id in needs else 0,
        )
        for application_id, people in home_people(look, ids, on).items()
    }


def reckon_bedrooms(people: Iterable[HomePerson]) -> BedroomNeed:
    """The need of a household by the rule of thumb of `rules/bedrooms.py`."""
    couple = (HouseholdRole.MAIN, HouseholdRole.PARTNER)
    return bedroom_need([Sleeper(p.age, couple=p.role in couple, child=p.child) for p in people])


def children_among(people: Iterable[HomePerson]) -> Children:
    """Whether children are touched, an applicant under 18 too; one that is not born cannot be heard."""
    children = [person for person in people if person.child]
    return Children(bool(children), any(not child.unborn for child in children))
