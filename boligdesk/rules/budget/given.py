"""What was typed into a budget, as JSON and back: with a schema number, and read strictly.

What was kept is opened again as it was typed; a row that another program wrote, or that was tampered with, is
refused and never half read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from enum import StrEnum
from typing import Any

from ..codec import DAY, FLAG, NUMBER, TEXT, WHOLE, Codec, by, enum, many, maybe, record, text_of
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


def _kind_out(kind: StrEnum) -> str:
    """Incomes and costs share the word "other": the side stands before it."""
    return f"{'income' if isinstance(kind, IncomeKind) else 'cost'}:{kind.value}"


def _kind_in(value: str) -> IncomeKind | CostKind:
    side, _, word = value.partition(":")
    return IncomeKind(word) if side == "income" else CostKind(word)


def _item_in(value: str) -> Item:
    return Childcare(value) if value in set(Childcare) else SifoItem(value)


_PERSON = record(
    Person,
    born=maybe(DAY),
    age_months=maybe(WHOLE),
    sex=maybe(enum(Sex)),
    pregnant=FLAG,
    nursing=FLAG,
    due=maybe(DAY),
    student=FLAG,
    travel_card=maybe(FLAG),
    kindergarten=FLAG,
    aks=maybe(enum(Aks)),
)
LINE = record(
    Entry, kind=text_of(_kind_out, _kind_in), ore=maybe(WHOLE), per=enum(AmountPer), note=TEXT
)  # fmt: skip
_DEBT = record(
    DebtLine,
    kind=enum(DebtKind),
    balance_ore=maybe(WHOLE),
    rate=maybe(NUMBER),
    instalment_ore=maybe(WHOLE),
    creditor=TEXT,
)
HOUSEHOLD = record(
    Household,
    people=many(_PERSON),
    lines=many(LINE),
    debts=many(_DEBT),
    typed=by(text_of(lambda item: item.value, _item_in), WHOLE),
    couple=maybe(FLAG),
    car=maybe(enum(Car)),
    gross_year_ore=maybe(WHOLE),
)
_GIVEN = record(BudgetGiven, household=HOUSEHOLD, paydays=many(WHOLE))


def dump_household(given: Household) -> dict[str, Any]:
    """A household as plain JSON, for those who keep it inside something else."""
    return {"schema": SCHEMA, "household": HOUSEHOLD.out(given)}


def load_household(stored: object) -> Household:
    """The household as it was kept. RefusedError for another schema, and for anything that was not written here."""
    found = _read(stored, "household", HOUSEHOLD)
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
        return record(dict, schema=WHOLE, **{key: codec}).read(stored)[key]
    except (ValueError, InvalidOperation) as error:
        raise refuse("budsjett.uleselig") from error
