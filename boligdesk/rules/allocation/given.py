"""The facts of one application as they are given: each of its declared type, and together possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ..messages import RefusedError, refuse
from .catalogue import ASSESSED_ON, FACTS
from .facts import Fact, FactType, Scalar
from .source import nearest

#: More than this is a slip of the keyboard: a hundred years, a hundred persons, a milliard kroner.
_MOST = {FactType.MONTHS: 1200, FactType.YEARS: 100, FactType.COUNT: 100, FactType.MONEY: 100_000_000_000}


@dataclass(frozen=True)
class Facts:
    """Key → value of what is known; a fact that is not here is unknown."""

    values: Mapping[str, Scalar] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any], on: date) -> Facts:
        """Facts as JSON gives them (dates as yyyy-mm-dd, choices by key, null = unknown), assessed on `on`.

        RefusedError names every fact that is unknown, of the wrong kind or impossible.
        """
        values: dict[str, Scalar] = {}
        errors: list[RefusedError] = []
        for key, value in given.items():
            try:
                if value is not None:
                    values[key] = read_value(key, value)
                elif key not in FACTS:
                    raise _unknown(key)
            except RefusedError as error:
                errors.append(error)
        raise_all([*errors, *impossible(values, on)])
        return cls(values)

    def value(self, key: str, on: date) -> Scalar | None:
        """What is recorded about a fact, None when unknown; the day of the assessment is always known."""
        return on if key == ASSESSED_ON else self.values.get(key)

    def with_fact(self, key: str, value: Scalar) -> Facts:
        """The same with one fact changed."""
        return Facts({**self.values, key: value})


def raise_all(errors: list[RefusedError]) -> None:
    """Raise one refusal with the faults of all, if there are any."""
    if errors:
        first, *more = (fault for error in errors for fault in error.faults)
        raise RefusedError(first, *more)


def plain(value: Scalar) -> Any:
    """A value as JSON and TOML can hold it; several choices in order of their keys."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _unknown(key: str) -> RefusedError:
    return refuse("fakta.ukjent", funnet=key, mulige=nearest(key, tuple(k for k, f in FACTS.items() if f.given)))


def read_value(key: str, value: Any) -> Scalar:
    """One fact as JSON gives it. RefusedError when there is no such fact, or the value is none of its kind."""
    fact = FACTS.get(key)
    if fact is None or not fact.given:
        raise _unknown(key)
    return _READERS[fact.type](fact, value)


def _wrong(fact: Fact, value: Any) -> RefusedError:
    return refuse("fakta.feil_slag", fakta=fact.label, funnet=str(value), eksempel=str(plain(fact.example)))


def _yes_no(fact: Fact, value: Any) -> Scalar:
    if not isinstance(value, bool):
        raise refuse("fakta.ikke_ja_nei", fakta=fact.label, funnet=str(value))
    return value


def _number(fact: Fact, value: Any) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(fact, value)
    if not 0 <= value <= _MOST[fact.type]:
        raise refuse("fakta.umulig_tall", fakta=fact.label, funnet=str(value))
    return value


def _decimal(fact: Fact, value: Any) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        raise _wrong(fact, value)
    return Decimal(value)


def _date(fact: Fact, value: Any) -> Scalar:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _wrong(fact, value) from error


def _option(fact: Fact, value: Any) -> Scalar:
    if not isinstance(value, str) or fact.option(value) is None:
        raise refuse("fakta.ukjent_valg", fakta=fact.label, funnet=str(value), mulige=choices(fact))
    return value


def _options(fact: Fact, value: Any) -> Scalar:
    if not isinstance(value, (list, tuple, frozenset)):
        raise _wrong(fact, value)
    return frozenset(str(_option(fact, item)) for item in value)


def choices(fact: Fact) -> str:
    """The keys that can be written for a fact with choices."""
    return ", ".join(option.key for option in fact.options)


_READERS: Mapping[FactType, Callable[[Fact, Any], Scalar]] = {
    FactType.YES_NO: _yes_no,
    FactType.COUNT: _number,
    FactType.MONTHS: _number,
    FactType.YEARS: _number,
    FactType.MONEY: _number,
    FactType.DECIMAL: _decimal,
    FactType.DATE: _date,
    FactType.OPTION: _option,
    FactType.OPTIONS: _options,
}

#: What has happened cannot lie after the day of the assessment …
_PAST = ("fodt", "soknad_mottatt", "bosatt_siden", "utkastelse_dato")
#: … nothing happens before the birth, and no application comes in before it.
_IN_ORDER = (("fodt", "bosatt_siden"), ("fodt", "soknad_mottatt"), ("fodt", "utkastelse_dato"))


def impossible(values: Mapping[str, Scalar], on: date) -> list[RefusedError]:
    """What cannot be true together, or not yet on `on`: a birth in the future, more children than persons."""
    days = {key: value for key, value in values.items() if isinstance(value, date)}
    late = [
        refuse("fakta.fram_i_tid", fakta=FACTS[key].label, funnet=days[key], dato=on)
        for key in _PAST
        if key in days and days[key] > on
    ]
    turned = [
        refuse("fakta.for_tidlig", fakta=FACTS[later].label, funnet=days[later], grense=FACTS[first].label)
        for first, later in _IN_ORDER
        if first in days and later in days and days[later] < days[first]
    ]
    return [*late, *turned, *_too_many(values)]


def _too_many(values: Mapping[str, Scalar]) -> list[RefusedError]:
    """A part cannot be more than its whole."""
    parts = (("husstand_antall", "barn_antall"), ("botid_samlet_maneder", "botid_institusjon_maneder"))
    numbers = {key: value for key, value in values.items() if isinstance(value, int)}
    found = [
        refuse("fakta.del_over_hel", fakta=FACTS[part].label, helhet=FACTS[whole].label)
        for whole, part in parts
        if whole in numbers and part in numbers and numbers[part] > numbers[whole]
    ]
    if numbers.get("husstand_antall") == 0:
        found.append(refuse("fakta.umulig_tall", fakta=FACTS["husstand_antall"].label, funnet="0"))
    return found
