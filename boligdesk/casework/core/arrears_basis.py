"""What every account's next step rests on the same day: the waits, the rates, and how far payments are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ...rules.arrears.facts import Practice
from ...rules.rates import Rates
from .acts import Look
from .office_settings import OfficeSetting, setting_of
from .payment_rows import payments_known_to
from .rates import rates_of

#: Raised when the rules of the next step change, so that every kept answer is reckoned anew.
_RULES = "2"


@dataclass(frozen=True)
class Basis:
    """`version` names all of it: an account that was reckoned under another version is reckoned anew."""

    day: date
    rates: Rates
    practice: Practice
    known_to: date | None
    version: str


def basis_of(look: Look, day: date | None = None) -> Basis:
    """What the steps rest on today, or on another day. MissingRateError names a wait that nobody has set."""
    on = day or look.today
    rates = rates_of(look)
    practice = Practice.on(rates, on, bool(setting_of(look, OfficeSetting.NEW_NOTICE_AFTER_BREAK)))
    known_to = payments_known_to(look)
    return Basis(on, rates, practice, known_to, _version(practice, known_to))


def _version(practice: Practice, known_to: date | None) -> str:
    rows = sorted(f"{wait.value}={row.value}@{row.valid_from}" for wait, row in practice.rows.items())
    said = "|".join((*rows, str(practice.new_notice_after_break), str(known_to)))
    return f"{_RULES}-{sha256(said.encode()).hexdigest()[:16]}"
