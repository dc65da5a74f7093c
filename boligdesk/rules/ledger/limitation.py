"""Foreldelse of each claim: three years, anew from an acknowledgement, ten from a judgment (P25).

A barred claim is not dunned, bears no interest, and is no debt to the municipality any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..explanation import Explanation, Operand, Unit
from ..periods import add_months
from ..rates import Rates


class Interruption(StrEnum):
    """What starts the time anew."""

    ACKNOWLEDGED = "acknowledged"
    JUDGMENT = "judgment"


@dataclass(frozen=True)
class InterruptionEvent:
    """The debtor acknowledged the claim, or it was settled by judgment or forlik, on `on`."""

    kind: Interruption
    on: date


_KEYS = {Interruption.ACKNOWLEDGED: "limitation_years", Interruption.JUDGMENT: "limitation_judgment_years"}
_CODES = {
    Interruption.ACKNOWLEDGED: "reskontro.foreldelse.erkjent",
    Interruption.JUDGMENT: "reskontro.foreldelse.dom",
}


def last_day_to_claim(due: date, events: Iterable[InterruptionEvent], rates: Rates) -> Explanation:
    """The last day a claim can still be demanded, inclusive. What happens after that day wakes nothing up.

    MissingRateError when no row speaks for the length.
    """
    last = _step("reskontro.foreldelse.forfalt", due, "limitation_years", rates)
    for event in sorted(events, key=lambda event: event.on):
        if event.on <= last.day:
            later = _step(_CODES[event.kind], event.on, _KEYS[event.kind], rates)
            last = later if later.day > last.day else last
    return last


def _step(code: str, start: date, key: str, rates: Rates) -> Explanation:
    row = rates.on(key, start)
    day = add_months(start, 12 * row.whole)
    return Explanation(
        code,
        {"fra": start, "ar": row.whole, "dato": day},
        (Operand("from", start, Unit.DATE), Operand("years", row.whole, Unit.YEARS)),
        day,
        Unit.DATE,
        row.source,
        children=(row.explained(),),
    )


def is_barred(due: date, events: Iterable[InterruptionEvent], rates: Rates, day: date) -> bool:
    """Whether the claim is barred (foreldet) on `day`."""
    return last_day_to_claim(due, events, rates).day < day
