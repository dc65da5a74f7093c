"""A household as `boligdesk bostotte` is given it: JSON with ASCII keys and whole kroner, read into plain values.

Everything that is wrong is told at once, each with the name of its field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from ..allocation.given import raise_all
from ..allocation.source import nearest
from ..messages import RefusedError, refuse
from ..periods import years_between
from .household import HomeCosts, HomeTenure, Household, Income, Municipality, Wealth
from .month import ADULT
from .municipalities import municipality

T = TypeVar("T")

FIELDS = (
    *("maned", "kommunegruppe", "kommune", "voksne", "barn", "inntekt_aar", "boutgift_mnd"),
    *("ung_ufor", "enslig_alderspensjonist", "spesialtilpasset", "formue", "formuesverdi_bolig"),
    *("eier", "boform", "oppvarming_inkludert", "personer"),
)
_INCOMES = ("inntekt_aar", "kapital_aar", "aap_dagpenger_mnd")
PERSON_FIELDS = ("fodt", "hovedsoker", *_INCOMES, "aap_dagpenger_utbetalinger")
_MOST_KRONER = 100_000_000
_MOST_PERSONS = 30
_GROUPS = range(1, 5)


@dataclass
class _Fields:
    """One JSON object: each field is read once, and what is wrong with it is kept till all are read."""

    given: Mapping[str, Any]
    errors: list[RefusedError] = field(default_factory=list)

    def known(self, names: tuple[str, ...]) -> None:
        """A field that nobody reads is a mistake of the keyboard."""
        for name in self.given:
            if name not in names:
                self.errors.append(refuse("bostotte.ukjent_felt", felt=name, mulige=nearest(name, names)))

    def take(self, name: str, read: Callable[[str, Any], T], missing: T) -> T:
        """The field as `read` gives it; `missing` where it is not there, null or wrong."""
        value = self.given.get(name)
        if value is None:
            return missing
        try:
            return read(name, value)
        except RefusedError as error:
            self.errors.append(error)
            return missing

    def need(self, name: str, read: Callable[[str, Any], T], missing: T) -> T:
        """The same of a field that must be there."""
        if self.given.get(name) is None:
            self.errors.append(refuse("bostotte.felt_mangler", felt=name))
        return self.take(name, read, missing)

    def refuse_all(self) -> None:
        """RefusedError with all that was wrong, if anything was."""
        raise_all(self.errors)


def _number(name: str, value: Any, least: int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refuse("bostotte.ikke_belop", felt=name, funnet=str(value))
    exact = Decimal(value)
    if not exact.is_finite() or not least <= exact <= _MOST_KRONER:
        raise refuse("bostotte.umulig_belop", felt=name, funnet=str(value), minst=least, mest=_MOST_KRONER)
    if exact * 100 != int(exact * 100):
        raise refuse("bostotte.ikke_belop", felt=name, funnet=str(value))
    return exact


def _money(name: str, value: Any) -> int:
    return int(_number(name, value, 0) * 100)


def _net(name: str, value: Any) -> int:
    """Net wealth may be below zero: more debt than means."""
    return int(_number(name, value, -_MOST_KRONER) * 100)


def _count(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_PERSONS:
        raise refuse("bostotte.ikke_antall", felt=name, funnet=str(value), mest=_MOST_PERSONS)
    return value


def _yes_no(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise refuse("bostotte.ikke_ja_nei", felt=name, funnet=str(value))
    return value


def _month(name: str, value: Any) -> date:
    try:
        if not isinstance(value, str) or len(value) != len("2026-01"):
            raise ValueError(value)
        return date.fromisoformat(f"{value}-01")
    except ValueError:
        raise refuse("bostotte.ikke_maned", felt=name, funnet=str(value)) from None


def _day(name: str, value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise refuse("bostotte.ikke_dag", felt=name, funnet=str(value)) from None


def _group(name: str, value: Any) -> int:
    if isinstance(value, bool) or value not in _GROUPS:
        raise refuse("bostotte.ikke_gruppe", felt=name, funnet=str(value))
    return int(value)


def _place(name: str, value: Any) -> Municipality:
    if not isinstance(value, str):
        raise refuse("bostotte.ikke_tekst", felt=name, funnet=str(value))
    return municipality(value)


def _tenure(name: str, value: Any) -> HomeTenure:
    try:
        return HomeTenure(value)
    except ValueError:
        mulige = ", ".join(f"«{kind.value}»" for kind in HomeTenure)
        raise refuse("bostotte.ukjent_boform", felt=name, funnet=str(value), mulige=mulige) from None


def _payouts(name: str, value: Any) -> int:
    if isinstance(value, bool) or value not in (1, 2, 3):
        raise refuse("bostotte.ikke_utbetalinger", felt=name, funnet=str(value))
    return int(value)


def _list(name: str, value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise refuse("bostotte.ikke_personer", felt=name)
    return value


def read_household(given: Any) -> tuple[Household, date]:
    """The household and the first day of the month applied for. RefusedError names everything that is wrong.

    What is not told of income, costs, wealth and heating stays unknown; the calculation says what follows.
    """
    if not isinstance(given, dict):
        raise refuse("bostotte.ikke_husstand")
    fields = _Fields(given)
    fields.known(FIELDS)
    month = fields.need("maned", _month, date.min)
    place = _read_place(fields)
    people = _read_people(fields, month)
    adults, children = _read_counts(fields, people, month)
    household = Household(
        adults,
        children,
        place,
        _read_costs(fields),
        _read_incomes(fields, people, adults + children),
        Wealth(fields.take("formue", _net, None), fields.take("formuesverdi_bolig", _money, None)),
        fields.take("ung_ufor", _yes_no, False),
        fields.take("enslig_alderspensjonist", _yes_no, False),
        fields.take("spesialtilpasset", _yes_no, False),
    )
    fields.refuse_all()
    return household, month


def _read_place(fields: _Fields) -> Municipality:
    """The group as told, else by the name; the group decides where the name leaves it open."""
    nowhere = Municipality(0)
    group, named = fields.take("kommunegruppe", _group, 0), fields.take("kommune", _place, nowhere)
    if group and named.settled and named.group not in (0, group):
        fields.errors.append(refuse("bostotte.to_grupper_kommune", kommune=named.name, en=named.group, to=group))
    if fields.given.get("kommunegruppe") is None and fields.given.get("kommune") is None:
        fields.errors.append(refuse("bostotte.uten_kommune"))
    return Municipality(group) if group else named


def _read_costs(fields: _Fields) -> HomeCosts:
    owner, tenure = fields.take("eier", _yes_no, None), fields.take("boform", _tenure, None)
    if tenure is None and not owner:
        tenure = HomeTenure.RENTED
    elif owner is not None and tenure is not None and owner == (tenure is HomeTenure.RENTED):
        fields.errors.append(refuse("bostotte.eier_og_boform", boform=tenure.value))
    heating = fields.take("oppvarming_inkludert", _yes_no, None)
    return HomeCosts(fields.take("boutgift_mnd", _money, None), tenure, heating_included=heating)


def _read_people(fields: _Fields, month: date) -> list[Income]:
    listed: list[Mapping[str, Any]] = fields.take("personer", _list, [])
    people = [_read_person(item, month, fields.errors) for item in listed]
    if sum(person.applicant for person in people) > 1:
        fields.errors.append(refuse("bostotte.to_hovedsokere"))
    return people


def _read_person(given: Mapping[str, Any], month: date, errors: list[RefusedError]) -> Income:
    person = _Fields(given, errors)
    person.known(PERSON_FIELDS)
    born = person.need("fodt", _day, None)
    if born is not None and born > month > date.min:
        errors.append(refuse("bostotte.ikke_fodt", fodt=born, dag=month))
    return Income(
        year_ore=person.take("inntekt_aar", _money, 0),
        benefit_month_ore=person.take("aap_dagpenger_mnd", _money, 0),
        benefit_payouts=person.take("aap_dagpenger_utbetalinger", _payouts, 2),
        capital_year_ore=person.take("kapital_aar", _money, 0),
        born=born,
        applicant=person.take("hovedsoker", _yes_no, False),
    )


def _read_counts(fields: _Fields, people: list[Income], month: date) -> tuple[int, int]:
    """How many adults and children: as told; those listed by birth must be among them."""
    born = [person.born for person in people if person.born is not None]
    grown = sum(years_between(day, month) >= ADULT for day in born if day <= month)
    listed = (grown, len(people) - grown)
    adults = fields.take("voksne", _count, listed[0])
    children = fields.take("barn", _count, listed[1] if fields.given.get("voksne") is None else 0)
    if fields.given.get("voksne") is None and not people:
        fields.errors.append(refuse("bostotte.felt_mangler", felt="voksne"))
    elif adults < 1 and fields.given.get("voksne") in (0, None):
        fields.errors.append(refuse("bostotte.uten_voksne"))
    elif listed[0] > adults or listed[1] > children:
        fields.errors.append(refuse("bostotte.personer_passer_ikke", voksne=listed[0], barn=listed[1]))
    return adults, children


def _read_incomes(fields: _Fields, people: list[Income], size: int) -> tuple[Income, ...] | None:
    """`inntekt_aar` is the whole household's; what the listed persons do not account for is somebody else's."""
    total = fields.take("inntekt_aar", _money, None)
    if not people:
        return None if total is None else (Income(year_ore=total),)
    everybody = len(people) == size
    listed = _with_applicant(people) if everybody else people
    told = [_tells_income(person) for person in fields.given["personer"]]
    if total is None:
        return tuple(listed) if everybody and any(told) else None
    rest = total - sum(person.year_ore for person in people)
    if rest < 0 or (rest and everybody and all(told)):
        fields.errors.append(refuse("bostotte.inntekt_passer_ikke"))
    return (*listed, *([Income(year_ore=rest)] if rest else []))


def _tells_income(person: Mapping[str, Any]) -> bool:
    return any(person.get(name) is not None for name in _INCOMES)


def _with_applicant(people: list[Income]) -> list[Income]:
    """Where nobody is named as hovedsøker it is the eldest."""
    if any(person.applicant for person in people):
        return people
    eldest = min(people, key=lambda person: person.born or date.max)
    return [replace(person, applicant=person is eldest) for person in people]
