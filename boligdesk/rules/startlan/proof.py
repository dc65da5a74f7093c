"""After the decision: how long a finansieringsbevis holds, and the days and sum of rent paid for two homes at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..budget.steps import RateDay, amount, demand_amount, exact, rounded, summed
from ..explanation import Explanation, Unit
from ..messages import Param, msg, refuse
from ..periods import Period, days_in_month, term_end

SOON_DAYS = 21


class ProofState(StrEnum):
    """Where a finansieringsbevis stands on a day."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"


def proof_ends(issued: date, at: RateDay, months: int | None = None) -> Explanation:
    """The last day it holds: the municipality's own months, else the usual ones."""
    rate = at.rate("startlan_bevis_maneder")
    if months is None and rate.result is None:
        return Explanation("budsjett.kan_ikke_regnes", {"hva": msg("startlan.navn.bevis")}, children=(rate,))
    count = int(exact(rate)) if months is None else months
    if not 1 <= count <= 24:
        raise refuse("startlan.umulig_gyldighet", funnet=count)
    last = term_end(issued, count)
    below = () if months is not None else (rate,)
    said: dict[str, Param] = {"fra": issued, "til": last, "antall": count}
    return Explanation("startlan.bevis", said, result=last, unit=Unit.DATE, children=below)


def proof_state(ends: date, today: date) -> ProofState:
    """Valid, ending within three weeks (that day and the last day included), or expired the day after."""
    left = (ends - today).days
    if left < 0:
        return ProofState.EXPIRED
    return ProofState.ENDS_SOON if left <= SOON_DAYS else ProofState.VALID


@dataclass(frozen=True)
class DoubleRent:
    """The days both homes are paid for, and what the old one costs in them."""

    days: int
    period: Period | None
    sum: Explanation


def double_rent(old: Period, rent_month_ore: int, new_from: date) -> DoubleRent:
    """Dobbel husleie: from the day the new home is paid for until the old lease ends, by the days of each month.

    An old lease without an end has no sum yet: RefusedError.
    """
    demand_amount(msg("budsjett.utgift.husleie"), rent_month_ore)
    if old.end is None:
        raise refuse("startlan.dobbel_uten_slutt")
    shared = old.intersection(Period(new_from))
    if shared is None:
        return DoubleRent(0, None, summed(msg("startlan.navn.dobbel"), ()))
    parts = [_part(month, rent_month_ore) for month in shared.months()]
    return DoubleRent(shared.days or 0, shared, summed(msg("startlan.navn.dobbel"), parts))


def _part(month: Period, rent: int) -> Explanation:
    days, whole = month.days or 0, days_in_month(month.start.year, month.start.month)
    value = rounded(Decimal(rent) * days / whole)
    said = amount("startlan.dobbel_del", value, maned=month.start, dager=days, av=whole, leie=rent)
    return replace(said, source=None)
