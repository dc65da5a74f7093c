"""What was typed of a household and its homes as plain JSON, and back: kept with the guidance that was given (E4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import InvalidOperation
from typing import Any

from ..bostotte.household import HomeTenure, Income, Municipality, Wealth
from ..budget.given import HOUSEHOLD, LINE
from ..codec import DAY, FLAG, NUMBER, TEXT, WHOLE, enum, many, maybe, record
from ..messages import refuse
from ..startlan.ability import BankLoan, LoanWish
from ..startlan.interest import PaymentsDue, RateBinding, RateTerms
from ..startlan.term import Term
from .columns import Home, HomeColumn, Situation

SCHEMA = 1

_INCOME = record(
    Income,
    year_ore=WHOLE,
    month_ore=WHOLE,
    benefit_month_ore=WHOLE,
    benefit_payouts=WHOLE,
    tax_free_rent_month_ore=WHOLE,
    capital_year_ore=WHOLE,
    born=maybe(DAY),
    applicant=FLAG,
)
_SITUATION = record(
    Situation,
    budget=HOUSEHOLD,
    gross=maybe(many(_INCOME)),
    place=maybe(record(Municipality, group=WHOLE, name=TEXT, settled=FLAG)),
    wealth=record(Wealth, net_ore=maybe(WHOLE), home_value_ore=maybe(WHOLE)),
    young_disabled=FLAG,
    lone_pensioner=FLAG,
    grown=maybe(WHOLE),
)
_WISH = record(
    LoanWish,
    loan_ore=maybe(WHOLE),
    term=record(Term, years=WHOLE, interest_only_months=WHOLE),
    rate=record(RateTerms, binding=enum(RateBinding), due=enum(PaymentsDue), addition=NUMBER, typed=maybe(NUMBER)),
    bank=maybe(record(BankLoan, ore=WHOLE, rate=NUMBER, years=WHOLE)),
)
_HOME = record(
    Home,
    kind=enum(HomeColumn),
    month_ore=maybe(WHOLE),
    others=many(LINE),
    heating_included=maybe(FLAG),
    tenure=maybe(enum(HomeTenure)),
    adapted=FLAG,
    wish=maybe(_WISH),
)
_GIVEN = record(dict, schema=WHOLE, situation=_SITUATION, homes=many(_HOME))


def dump_given(given: Situation, homes: tuple[Home, ...]) -> dict[str, Any]:
    """What was typed, as plain JSON with its schema number."""
    return {"schema": SCHEMA, "situation": _SITUATION.out(given), "homes": many(_HOME).out(homes)}


def load_given(stored: object) -> tuple[Situation, tuple[Home, ...]]:
    """What was typed, as it was kept. RefusedError for another schema, and for anything that was not written here."""
    told = stored.get("schema") if isinstance(stored, Mapping) else None
    if told != SCHEMA:
        raise refuse("veiledningsark.ukjent_skjema", funnet=str(told), kjent=SCHEMA)
    try:
        found = _GIVEN.read(stored)
    except (ValueError, InvalidOperation) as error:
        raise refuse("veiledningsark.uleselig") from error
    return found["situation"], found["homes"]
