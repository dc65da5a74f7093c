"""Who lives on the budget: ages, and what of a person SIFO's reference asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..messages import refuse
from ..periods import months_between

ADULT = 18
MOST_PERSONS = 30
_OLDEST_MONTHS = 130 * 12
_YOUNGEST_MOTHER = 12


class Sex(StrEnum):
    """SIFO's food, clothes and care differ by sex from the age of ten."""

    WOMAN = "woman"
    MAN = "man"


class Aks(StrEnum):
    """How much of the aktivitetsskole (SFO) a child has."""

    FULL = "heltid"
    PART = "deltid"
    PARTLY_FREE = "delvis_gratis"


@dataclass(frozen=True)
class Person:
    """One who lives on the budget. The age: `born`, or `age_months` where only the age was told; neither: unknown.

    `due` is when a pregnant woman expects the child. `travel_card` None: adults have one, children not, as in
    SIFO's example family.
    """

    born: date | None = None
    age_months: int | None = None
    sex: Sex | None = None
    pregnant: bool = False
    nursing: bool = False
    due: date | None = None
    student: bool = False
    travel_card: bool | None = None
    kindergarten: bool = False
    aks: Aks | None = None

    def months(self, on: date) -> int | None:
        """The age in whole months on a day; None when it was not told. RefusedError for an impossible one."""
        if self.born is not None and self.born > on:
            raise refuse("budsjett.ikke_fodt", fodt=self.born, dag=on)
        months = self.age_months if self.born is None else months_between(self.born, on)
        if months is not None and not 0 <= months <= _OLDEST_MONTHS:
            raise refuse("budsjett.umulig_alder", ar=months // 12)
        return months

    def years(self, on: date) -> int | None:
        """The age in whole years on a day; None when it was not told."""
        months = self.months(on)
        return None if months is None else months // 12


def demand_people(people: tuple[Person, ...], on: date) -> None:
    """RefusedError for nobody, too many, somebody not yet born, a child that expects a child."""
    if not people:
        raise refuse("budsjett.uten_personer")
    if len(people) > MOST_PERSONS:
        raise refuse("budsjett.for_mange", antall=len(people), mest=MOST_PERSONS)
    for person in people:
        years = person.years(on)
        if (person.pregnant or person.nursing) and years is not None and years < _YOUNGEST_MOTHER:
            raise refuse("budsjett.gravid_barn", ar=years)


def adults(people: tuple[Person, ...], on: date) -> int | None:
    """How many are 18 or older; None when an age is not told."""
    years = [person.years(on) for person in people]
    return None if None in years else sum(age >= ADULT for age in years if age is not None)
