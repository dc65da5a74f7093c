"""A betalingsavtale: a debt in instalments that the household can bear, and whether it is kept (P24). Money in øre.

Only what is paid on the claims it covers counts, so paying this month's rent is never a breach and never a payment
on the plan. A missed day counts from the next bank day (P22), and after the days of tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..calendar import next_bank_day
from ..messages import refuse
from ..periods import add_months
from .words import CheckResult

#: More instalments than this is no plan (ten years).
MOST_PARTS = 120
_KRONE = 100


@dataclass(frozen=True)
class Part:
    """An instalment: so much by a day."""

    due: date
    amount_ore: int


@dataclass(frozen=True)
class Covered:
    """A claim under an agreement: what of it was agreed on, what remained of it then, and what remains now."""

    amount_ore: int
    then_ore: int
    now_ore: int

    @property
    def paid_ore(self) -> int:
        """What was paid of it since; never more than was agreed on, never below nothing."""
        return max(0, min(self.amount_ore, self.then_ore - self.now_ore))


@dataclass(frozen=True)
class Looked:
    """What a look at an agreement found: what should be paid by the day, what was, and what that means."""

    expected_ore: int
    paid_ore: int
    result: CheckResult


def in_parts(total_ore: int, count: int, first_due: date) -> tuple[Part, ...]:
    """So many monthly instalments of whole kroner; the last one takes the rest, to the øre.

    Refused without a debt, for no instalments, and for more than the debt has kroner or `MOST_PARTS`.
    """
    _refuse_without_debt(total_ore)
    if not 1 <= count <= MOST_PARTS or count > max(1, total_ore // _KRONE):
        raise refuse("avtale.antall", flest=MOST_PARTS)
    each = total_ore // count // _KRONE * _KRONE or total_ore
    return _monthly([each] * (count - 1) + [total_ore - each * (count - 1)], first_due)


def by_surplus(total_ore: int, surplus_ore: int, first_due: date) -> tuple[Part, ...]:
    """As few monthly instalments as the household can bear: what it can spare each month, the rest at last.

    Refused when there is nothing to spare, or the debt would take more than `MOST_PARTS` months.
    """
    _refuse_without_debt(total_ore)
    each = surplus_ore // _KRONE * _KRONE
    if each <= 0:
        raise refuse("avtale.uten_overskudd")
    whole, rest = divmod(total_ore, each)
    if whole + bool(rest) > MOST_PARTS:
        raise refuse("avtale.antall", flest=MOST_PARTS)
    return _monthly([each] * whole + ([rest] if rest else []), first_due)


def _refuse_without_debt(total_ore: int) -> None:
    if total_ore <= 0:
        raise refuse("avtale.uten_krav")


def _monthly(amounts: Sequence[int], first_due: date) -> tuple[Part, ...]:
    """Every month on the same day, moved to a bank day."""
    return tuple(Part(next_bank_day(add_months(first_due, at)), amount) for at, amount in enumerate(amounts))


def refuse_parts(parts: Sequence[Part], agreed_on: date) -> None:
    """Refuse a plan without instalments, with one of nothing, two on a day, or one before it was agreed on."""
    if not parts:
        raise refuse("avtale.uten_avdrag")
    if any(part.amount_ore <= 0 for part in parts):
        raise refuse("avtale.tomt_avdrag")
    days = [part.due for part in parts]
    if len(set(days)) < len(days):
        raise refuse("avtale.samme_dag")
    if min(days) < agreed_on:
        raise refuse("avtale.avdrag_for_avtalen", dato=agreed_on)


def expected_by(parts: Iterable[Part], day: date, grace_days: int = 0) -> int:
    """What should have been paid by the end of a day, when each instalment may be so many days late."""
    late = timedelta(days=grace_days)
    return sum(part.amount_ore for part in parts if next_bank_day(part.due) + late <= day)


def looked_at(parts: Sequence[Part], covered: Iterable[Covered], day: date, tolerance_days: int) -> Looked:
    """Where an agreement stands at the end of a day of which the payments are known."""
    expected, paid = expected_by(parts, day), sum(claim.paid_ore for claim in covered)
    if paid >= sum(part.amount_ore for part in parts):
        result = CheckResult.KEPT
    elif paid >= expected:
        result = CheckResult.ON_TRACK
    elif paid >= expected_by(parts, day, tolerance_days):
        result = CheckResult.WITHIN_TOLERANCE
    else:
        result = CheckResult.BROKEN
    return Looked(expected, paid, result)


def paid_of(parts: Sequence[Part], paid_ore: int) -> tuple[int, ...]:
    """What of each instalment is paid, the first one first."""
    found = []
    for part in parts:
        amount = min(part.amount_ore, paid_ore)
        paid_ore -= amount
        found.append(amount)
    return tuple(found)
