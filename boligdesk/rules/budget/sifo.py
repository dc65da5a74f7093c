"""SIFO's reference budget as a proposal: item by item, by age, sex and size of the household.

SIFO leaves out housing and electricity. What is not told of a person makes only the items that need it unsayable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..explanation import Certainty, Explanation, Operand
from ..messages import Message, msg
from ..periods import add_months
from .people import ADULT, Person, Sex
from .steps import RateDay, amount, assumed, exact, ore_of, reckoned, rounded, summed, unknown

SOURCE = "SIFOs referansebudsjett 2026"
_TABLE_PERSONS = 7
_SMALL_CAR_PERSONS = 4
_MONTHS_BEFORE_BIRTH = 6
_LAST = 10_000


class SifoItem(StrEnum):
    """What SIFO reckons with, in its order."""

    FOOD = "food"
    CLOTHES = "clothes"
    CARE = "care"
    PLAY = "play"
    TRAVEL = "travel"
    BABY = "baby"
    GROCERIES = "groceries"
    ARTICLES = "articles"
    FURNITURE = "furniture"
    MEDIA = "media"
    CAR = "car"


class Car(StrEnum):
    """What the car runs on; running costs only, no loan."""

    PETROL = "bensin"
    ELECTRIC = "el"


NAMES: Mapping[SifoItem, Message] = {
    SifoItem.FOOD: msg("budsjett.sifo.mat"),
    SifoItem.CLOTHES: msg("budsjett.sifo.klaer"),
    SifoItem.CARE: msg("budsjett.sifo.pleie"),
    SifoItem.PLAY: msg("budsjett.sifo.lek"),
    SifoItem.TRAVEL: msg("budsjett.sifo.reise"),
    SifoItem.BABY: msg("budsjett.sifo.spedbarn"),
    SifoItem.GROCERIES: msg("budsjett.sifo.dagligvarer"),
    SifoItem.ARTICLES: msg("budsjett.sifo.artikler"),
    SifoItem.FURNITURE: msg("budsjett.sifo.mobler"),
    SifoItem.MEDIA: msg("budsjett.sifo.medier"),
    SifoItem.CAR: msg("budsjett.sifo.bil"),
}

#: Up to and including so many months → the ending of the key; two endings: girl or woman, boy or man.
Brackets = Sequence[tuple[int, str | tuple[str, str]]]


def _through(years: int) -> int:
    return years * 12 + 11


_FOOD: Brackets = (
    (5, "barn_0_5_mnd"),
    (11, "barn_6_11_mnd"),
    (_through(3), "barn_1_3"),
    (_through(6), "barn_4_6"),
    (_through(10), "barn_7_10"),
    (_through(14), ("jente_11_14", "gutt_11_14")),
    (_through(17), ("jente_15_17", "gutt_15_17")),
    (_through(24), ("kvinne_18_24", "mann_18_24")),
    (_through(50), ("kvinne_25_50", "mann_25_50")),
    (_through(70), ("kvinne_51_70", "mann_51_70")),
    (_LAST, ("kvinne_over_70", "mann_over_70")),
)
_CLOTHES: Brackets = (
    (11, "under_1"),
    (_through(1), "alder_1"),
    (_through(5), "alder_2_5"),
    (_through(9), "alder_6_9"),
    (_through(13), ("jente_10_13", "gutt_10_13")),
    (_through(17), ("jente_14_17", "gutt_14_17")),
    (_LAST, ("kvinne_voksen", "mann_voksen")),
)
_CARE: Brackets = (
    (11, "under_1"),
    (_through(2), "alder_1_2"),
    (_through(3), "alder_3"),
    (_through(5), "alder_4_5"),
    (_through(9), "alder_6_9"),
    (_through(13), ("jente_10_13", "gutt_10_13")),
    (_through(17), ("jente_14_17", "gutt_14_17")),
    (_through(50), ("kvinne_18_50", "mann_voksen")),
    (_LAST, ("kvinne_over_50", "mann_voksen")),
)
_PLAY: Brackets = (
    (11, "under_1"),
    (_through(2), "alder_1_2"),
    (_through(5), "alder_3_5"),
    (_through(9), "alder_6_9"),
    (_through(13), "alder_10_13"),
    (_through(17), "alder_14_17"),
    (_LAST, "voksen"),
)
_TRAVEL: Brackets = (
    (_through(5), ""),
    (_through(19), "barn_6_19"),
    (_through(66), "voksen_20_66"),
    (_LAST, "over_66"),
)
_STUDENT_YEARS = range(20, 30)
_HOUSEHOLD = {
    SifoItem.GROCERIES: "dagligvarer",
    SifoItem.ARTICLES: "artikler",
    SifoItem.FURNITURE: "mobler",
    SifoItem.MEDIA: "medier",
}


@dataclass(frozen=True)
class Reference:
    """What SIFO reckons for a household, item by item, øre a month."""

    items: Mapping[SifoItem, Explanation]

    @property
    def total(self) -> Explanation:
        """All items together."""
        return summed(msg("budsjett.navn.sifo"), self.items.values(), SOURCE)


def reference(people: tuple[Person, ...], at: RateDay, car: Car | None = None, couple: bool | None = None) -> Reference:
    """The reference of a household on a day. `couple`: two of the adults are a couple (None: not told)."""
    lines: dict[SifoItem, Callable[[], Explanation]] = {
        SifoItem.FOOD: lambda: _food(people, at, couple),
        SifoItem.CLOTHES: lambda: _each(SifoItem.CLOTHES, people, at, _clothes),
        SifoItem.CARE: lambda: _each(SifoItem.CARE, people, at, _care),
        SifoItem.PLAY: lambda: _each(SifoItem.PLAY, people, at, _play),
        SifoItem.TRAVEL: lambda: _each(SifoItem.TRAVEL, people, at, _travel),
        SifoItem.BABY: lambda: _each(SifoItem.BABY, people, at, _baby),
        **{item: _shared(item, stem, len(people), at) for item, stem in _HOUSEHOLD.items()},
        SifoItem.CAR: lambda: _car(car, len(people), at),
    }
    return Reference({item: line() for item, line in lines.items()})


Leaf = Callable[[Person, RateDay], Iterator[Explanation]]


def _each(item: SifoItem, people: tuple[Person, ...], at: RateDay, leaf: Leaf) -> Explanation:
    return summed(NAMES[item], (step for person in people for step in leaf(person, at)), SOURCE)


def _bracket(stem: str, brackets: Brackets, person: Person, at: RateDay) -> Explanation:
    """The rate of a person's age; the sex is asked for only where the age needs it."""
    months = person.months(at.on)
    if months is None:
        return unknown(msg("budsjett.felt.alder"), "alder")
    ending = next(ending for last, ending in brackets if months <= last)
    if isinstance(ending, tuple):
        if person.sex is None and ending[0] != ending[1]:
            return unknown(msg("budsjett.felt.kjonn"), "kjonn")
        ending = ending[person.sex is Sex.MAN]
    return at.rate(f"{stem}_{ending}")


def _eats(person: Person, at: RateDay) -> Explanation:
    """A nursing mother's amount stands in place of her age's, also while she is pregnant again."""
    if person.nursing or person.pregnant:
        return at.rate("sifo_mat_ammende" if person.nursing else "sifo_mat_gravid")
    return _bracket("sifo_mat", _FOOD, person, at)


def _food(people: tuple[Person, ...], at: RateDay, couple: bool | None) -> Explanation:
    eaten = summed(NAMES[SifoItem.FOOD], (_eats(person, at) for person in people), SOURCE)
    years = [person.years(at.on) for person in people]
    children = sum(age is not None and age < ADULT for age in years)
    if len(people) - children < 2 or children <= 2 or couple is False:
        return eaten
    if couple is None:
        untold = assumed("budsjett.sifo.par_ukjent", "par")
        return summed(NAMES[SifoItem.FOOD], (eaten, untold), SOURCE)
    share = at.rate("sifo_rabatt_par")

    def reckon() -> Explanation:
        value = rounded(ore_of(eaten) * (Decimal(100) - exact(share)) / 100)
        return amount("budsjett.sifo.mat_rabatt", value, SOURCE, mat=ore_of(eaten), prosent=exact(share))

    return reckoned(NAMES[SifoItem.FOOD], (eaten, share), reckon)


def _clothes(person: Person, at: RateDay) -> Iterator[Explanation]:
    yield _bracket("sifo_klaer", _CLOTHES, person, at)


def _care(person: Person, at: RateDay) -> Iterator[Explanation]:
    yield _bracket("sifo_pleie", _CARE, person, at)


def _play(person: Person, at: RateDay) -> Iterator[Explanation]:
    yield _bracket("sifo_lek", _PLAY, person, at)


def _travel(person: Person, at: RateDay) -> Iterator[Explanation]:
    years = person.years(at.on)
    if person.travel_card is False:
        return
    if years is None:
        yield unknown(msg("budsjett.felt.alder"), "alder")
    elif person.travel_card is None and years < ADULT:
        return
    elif person.student and years in _STUDENT_YEARS:
        yield at.rate("sifo_reise_student_20_29")
    elif years * 12 > _TRAVEL[0][0]:
        yield _bracket("sifo_reise", _TRAVEL, person, at)


def _baby(person: Person, at: RateDay) -> Iterator[Explanation]:
    months = person.months(at.on)
    if months is not None and months < 12:
        yield at.rate("sifo_spedbarn_under_1")
    if person.pregnant and person.due is None:
        yield assumed("budsjett.sifo.termin_ukjent", "termin")
    elif person.pregnant and person.due is not None and _soon(at.on, person.due):
        yield at.rate("sifo_spedbarn_for_fodsel")


def _soon(on: date, due: date) -> bool:
    return add_months(due, -_MONTHS_BEFORE_BIRTH) <= on


def _shared(item: SifoItem, stem: str, persons: int, at: RateDay) -> Callable[[], Explanation]:
    return lambda: summed(NAMES[item], _by_size(stem, persons, at), SOURCE)


def _by_size(stem: str, persons: int, at: RateDay) -> Iterator[Explanation]:
    """The table ends at seven; each person beyond adds as much as the seventh did, which is our own reckoning."""
    last = at.rate(f"sifo_{stem}_{min(persons, _TABLE_PERSONS)}")
    yield last
    if persons > _TABLE_PERSONS:
        before = at.rate(f"sifo_{stem}_{_TABLE_PERSONS - 1}")
        yield reckoned(msg("budsjett.navn.flere_enn_sju"), (last, before), lambda: _beyond(last, before, persons))


def _beyond(last: Explanation, before: Explanation, persons: int) -> Explanation:
    more = persons - _TABLE_PERSONS
    each = ore_of(last) - ore_of(before)
    added = amount("budsjett.sifo.flere_enn_sju", more * each, antall=more, hver=each)
    return replace(added, certainty=Certainty.DERIVED, operands=(Operand("personer", persons),))


def _car(car: Car | None, persons: int, at: RateDay) -> Explanation:
    name = NAMES[SifoItem.CAR]
    if car is None:
        return summed(name, ())
    size = "1_4" if persons <= _SMALL_CAR_PERSONS else "5_7"
    parts = [at.rate(f"sifo_bil_{car.value}_{size}")]
    if persons > _TABLE_PERSONS:
        added = replace(amount("budsjett.sifo.stor_bil", 0, antall=persons), certainty=Certainty.DERIVED)
        parts.append(added)
    return summed(name, parts, SOURCE)
