"""The month that a payer names in the text of a payment: "Husleie oktober", "leige nov. 2026", "husleie 10/2026"."""

from __future__ import annotations

import re
from datetime import date

from ..periods import add_months

_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_WHOLE = (
    *("januar", "februar", "mars", "april", "mai", "juni", "juli"),
    *("august", "september", "oktober", "november", "desember"),
)
_NAME = re.compile(r"\b(" + "|".join((*_WHOLE, *_MONTHS, "sept")) + r")\b\.?\s*((?:20)?[0-9]{2}\b)?", re.IGNORECASE)
_NUMBER = re.compile(r"\b(0?[1-9]|1[0-2])[./-](20[0-9]{2})\b")
#: A month without a year is the one nearest to the payment, from so many months before it.
_BACK = 8


def named_month(text: str, paid_on: date) -> date | None:
    """The 1st of the one month that a text names; None when it names none, or several.

    Without a year it is the month of that name from eight months before the payment to three after it.
    """
    found = {_month(name, year, paid_on) for name, year in _NAME.findall(text)}
    found |= {date(int(year), int(month), 1) for month, year in _NUMBER.findall(text)}
    return found.pop() if len(found) == 1 else None


def _month(name: str, year: str, paid_on: date) -> date:
    number = _MONTHS.index(name[:3].lower()) + 1
    if year:
        return date(2000 + int(year[-2:]), number, 1)
    first = add_months(paid_on.replace(day=1), -_BACK)
    return first.replace(year=first.year + (number < first.month), month=number)
