"""What was typed into a budget, as JSON and back: with a schema number, and read strictly.

What was kept is opened again as it was typed; a row that another program wrote, or that was tampered with, is
refused and never half read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from ..messages import refuse
from .household import Childcare, Household, Item
from .lines import AmountPer, CostKind, DebtKind, DebtLine, Entry, IncomeKind
from .people import Aks, Person, Sex
from .sifo import Car, SifoItem

SCHEMA = 1


@dataclass(frozen=True)
class BudgetGiven:
    """All that is typed: the household, and the days of the month on which it moves money to the bills account."""

    household: Household
    paydays: tuple[int, ...] = ()


@dataclass(frozen=True)
class Codec:
    """A value to plain JSON and back; `read` raises ValueError for anything `out` never writes."""

    out: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _plain(kind: type) -> Codec:
    """A value that JSON has itself: exactly that type."""

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return Codec(_same, read)


def _text_of(out: Callable[[Any], str], read: Callable[[str], Any]) -> Codec:
    """A value that is written as text, and only as `out` writes it."""

    def strictly(value: Any) -> Any:
        found = read(_TEXT.read(value))
        if out(found) != value:
            raise ValueError(value)
        return found

    return Codec(out, strictly)


def _maybe(one: Codec) -> Codec:
    return Codec(
        lambda value: None if value is None else one.out(value),
        lambda value: None if value is None else one.read(value),
    )


def _many(one: Codec) -> Codec:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(value)
        return tuple(one.read(each) for each in value)

    return Codec(lambda values: [one.out(each) for each in values], read)


def _by(key: Codec, one: Codec) -> Codec:
    def read(value: Any) -> dict[Any, Any]:
        if not isinstance(value, Mapping):
            raise ValueError(value)
        return {key.read(name): one.read(each) for name, each in value.items()}

    return Codec(lambda values: {key.out(name): one.out(each) for name, each in values.items()}, read)


def _record(kind: type, /, **fields: Codec) -> Codec:
    """A frozen dataclass, field by field: none missing, none unknown."""

    def out(value: Any) -> dict[str, Any]:
        return {name: codec.out(getattr(value, name)) for name, codec in fields.items()}

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping) or value.keys() != fields.keys():
            raise ValueError(value)
        return kind(**{name: codec.read(value[name]) for name, codec in fields.items()})

    return Codec(out, read)


def _enum(kind: type[StrEnum]) -> Codec:
    return _text_of(lambda value: value.value, kind)


_TEXT, _WHOLE, _FLAG = _plain(str), _plain(int), _plain(bool)
_DAY = _text_of(date.isoformat, date.fromisoformat)


def _number(value: str) -> Decimal:
    found = Decimal(value)
    if not found.is_finite():
        raise ValueError(value)
    return found


def _kind_out(kind: StrEnum) -> str:
    """Incomes and costs share the word "other": the side stands before it."""
    return f"{'income' if isinstance(kind, IncomeKind) else 'cost'}:{kind.value}"


def _kind_in(value: str) -> IncomeKind | CostKind:
    side, _, word = value.partition(":")
    return IncomeKind(word) if side == "income" else CostKind(word)


def _item_in(value: str) -> Item:
    return Childcare(value) if value in set(Childcare) else SifoItem(value)


_PERSON = _record(
    Person,
    born=_maybe(_DAY),
    age_months=_maybe(_WHOLE),
    sex=_maybe(_enum(Sex)),
    pregnant=_FLAG,
    nursing=_FLAG,
    due=_maybe(_DAY),
    student=_FLAG,
    travel_card=_maybe(_FLAG),
    kindergarten=_FLAG,
    aks=_maybe(_enum(Aks)),
)
_LINE = _record(
    Entry, kind=_text_of(_kind_out, _kind_in), ore=_maybe(_WHOLE), per=_enum(AmountPer), note=_TEXT
)  # fmt: skip
_DEBT = _record(
    DebtLine,
    kind=_enum(DebtKind),
    balance_ore=_maybe(_WHOLE),
    rate=_maybe(_text_of(str, _number)),
    instalment_ore=_maybe(_WHOLE),
    creditor=_TEXT,
)
_HOUSEHOLD = _record(
    Household,
    people=_many(_PERSON),
    lines=_many(_LINE),
    debts=_many(_DEBT),
    typed=_by(_text_of(lambda item: item.value, _item_in), _WHOLE),
    couple=_maybe(_FLAG),
    car=_maybe(_enum(Car)),
    gross_year_ore=_maybe(_WHOLE),
)
_GIVEN = _record(BudgetGiven, household=_HOUSEHOLD, paydays=_many(_WHOLE))


def dump_household(given: Household) -> dict[str, Any]:
    """A household as plain JSON, for those who keep it inside something else."""
    return {"schema": SCHEMA, "household": _HOUSEHOLD.out(given)}


def load_household(stored: object) -> Household:
    """The household as it was kept. RefusedError for another schema, and for anything that was not written here."""
    found = _read(stored, "household", _HOUSEHOLD)
    assert isinstance(found, Household)
    return found


def dump(given: BudgetGiven) -> dict[str, Any]:
    """What was typed, as plain JSON with its schema number."""
    return {"schema": SCHEMA, "budget": _GIVEN.out(given)}


def load(stored: object) -> BudgetGiven:
    """What was typed, as it was kept. RefusedError for another schema, and for anything that was not written here."""
    found = _read(stored, "budget", _GIVEN)
    assert isinstance(found, BudgetGiven)
    return found


def _read(stored: object, key: str, codec: Codec) -> Any:
    told = stored.get("schema") if isinstance(stored, Mapping) else None
    if told != SCHEMA:
        raise refuse("budsjett.ukjent_skjema", funnet=str(told), kjent=SCHEMA)
    assert isinstance(stored, Mapping)
    try:
        return _record(dict, schema=_WHOLE, **{key: codec}).read(stored)[key]
    except (ValueError, InvalidOperation) as error:
        raise refuse("budsjett.uleselig") from error
