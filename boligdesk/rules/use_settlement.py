"""À konto against real use (§ 3-4): the cost of a period shared on those who lived there, and what each was charged.

Shares are exact and rounded together by the largest remainder, so that they add up to the cost to the øre. What was
charged counts, whether it is paid or not: what is not paid stands on the account as it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from .explanation import Explanation, Operand, Unit
from .findings import hard, info, lacking
from .messages import Control, Param, msg
from .periods import ONE_DAY, Period, first_of_month, last_of_month, months_between, term_end
from .rent_dates import half_up
from .terms import ExtraKind

_PARAGRAPH = "husleieloven § 3-4"
_KRONE, _YEAR = 100, 12


class ShareKey(StrEnum):
    """What a shared cost is divided by, as the lease says."""

    METER = "meter"
    AREA = "area"
    EQUAL = "equal"
    PERSONS = "persons"
    FIXED = "fixed"


#: Only these may be paid beside the rent, and so be settled (§§ 3-1, 3-4).
SETTLED = (ExtraKind.HEATING, ExtraKind.ELECTRICITY, ExtraKind.WATER)


@dataclass(frozen=True)
class UseCost:
    """What was really paid in a period (inclusive), and what it is divided by.

    `total_ore`, or with a meter per home `unit_price` (øre per unit): then the total is what the readings come to.
    """

    kind: ExtraKind
    period: Period
    key: ShareKey
    total_ore: int | None
    unit_price: Decimal | None = None

    @property
    def by_price(self) -> bool:
        """Each pays what was read at the price of a unit."""
        return self.key is ShareKey.METER and self.unit_price is not None


@dataclass(frozen=True)
class MonthCharged:
    """À konto charged for one month, net of counter-entries; `days` are the days of it that the lease ran."""

    charged_ore: int
    days: Period


@dataclass(frozen=True)
class Sharer:
    """A tenancy with its days in the period; `weight` by the key (units, m², persons, parts), None = not known.

    `elsewhere_ore` is à konto of the period that was charged in other books.
    """

    id: int
    stay: Period
    weight: Fraction | None
    charged: tuple[MonthCharged, ...] = ()
    elsewhere_ore: int = 0


@dataclass(frozen=True)
class UseShare:
    """One tenancy's part (øre): above zero is owed, below is to the tenant's good.

    `monthly` is what à konto would be at the same use, where somebody lived there for a year or more; else None.
    """

    id: int
    real_ore: int
    charged_ore: int
    explanation: Explanation
    monthly: Explanation | None

    @property
    def result_ore(self) -> int:
        """What the settlement comes to."""
        return self.real_ore - self.charged_ore


@dataclass(frozen=True)
class UseShares:
    """The whole cost: the tenancies' shares and the landlord's (empty homes, and whoever pays no à konto)."""

    total_ore: int
    office_ore: int
    shares: tuple[UseShare, ...]


_OFFICE = 0


def apportion(total_ore: int, weights: Mapping[int, Fraction]) -> dict[int, int]:
    """Divide a sum by weights: exact shares, whole øre, the largest remainders first, then the lowest id.

    The shares always add up to the sum, in whatever order the weights come. ValueError for a weight below zero, or when
    there is nothing to divide by.
    """
    whole = sum(weights.values(), Fraction())
    if whole <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("nothing to divide by")
    exact = {one: Fraction(total_ore) * weight / whole for one, weight in weights.items()}
    shares = {one: floor(share) for one, share in exact.items()}
    left = total_ore - sum(shares.values())
    by_rest = sorted(exact, key=lambda one: (shares[one] - exact[one], one))
    return shares | {one: shares[one] + 1 for one in by_rest[:left]}


def settle_use(cost: UseCost, sharers: Iterable[Sharer], office: Fraction = Fraction()) -> UseShares:
    """The settlement of one extra for everybody; `office` is the landlord's weight (of empty days, times the days).

    ValueError where a weight or the cost is lacking (`check_cost` and `check_sharer` say so in words).
    """
    known = sorted(sharers, key=lambda one: one.id)
    weights = {one.id: weight_of(cost, one) for one in known} | {_OFFICE: office}
    if cost.by_price:
        real = {one: half_up(weight * Fraction(cost.unit_price or 0)) for one, weight in weights.items()}
    elif cost.total_ore is None:
        raise ValueError("the cost is not known")
    else:
        real = apportion(cost.total_ore, weights)
    whole = sum(weights.values(), Fraction())
    shares = tuple(_share(cost, one, real[one.id], weights[one.id], whole) for one in known)
    return UseShares(sum(real.values()), real[_OFFICE], shares)


def weight_of(cost: UseCost, sharer: Sharer) -> Fraction:
    """A sharer's weight: what the meter says, or the weight by the days of the stay. ValueError when not known."""
    if sharer.weight is None:
        raise ValueError(f"{sharer.id} has no weight")
    return sharer.weight * (1 if cost.key is ShareKey.METER else sharer.stay.days or 0)


def charged_in(charged: Iterable[MonthCharged], period: Period) -> int:
    """What of the months' à konto is for the period, by days, rounded once."""
    return half_up(sum((_of_month(one, period) for one in charged), Fraction()))


def _of_month(one: MonthCharged, period: Period) -> Fraction:
    part = one.days.intersection(period)
    return Fraction(one.charged_ore * (part.days or 0), one.days.days or 1) if part else Fraction()


def _share(cost: UseCost, one: Sharer, real_ore: int, weight: Fraction, whole: Fraction) -> UseShare:
    charged = charged_in(one.charged, cost.period) + one.elsewhere_ore
    share = _share_explained(cost, one, real_ore, weight, whole)
    result = Explanation(
        "avregning.forklaring.resultat",
        {"andel": real_ore, "krevd": charged},
        (Operand("real_ore", real_ore, Unit.ORE), Operand("charged_ore", charged, Unit.ORE)),
        real_ore - charged,
        Unit.ORE,
        _PARAGRAPH,
        children=(share, _charged_explained(cost, one, charged)),
    )
    return UseShare(one.id, real_ore, charged, result, _monthly(cost, one, real_ore))


_WEIGHT_CODES = {
    ShareKey.METER: "avregning.forklaring.malt",
    ShareKey.AREA: "avregning.forklaring.areal",
    ShareKey.EQUAL: "avregning.forklaring.likt",
    ShareKey.PERSONS: "avregning.forklaring.personer",
    ShareKey.FIXED: "avregning.forklaring.fast",
}


def _share_explained(cost: UseCost, one: Sharer, real_ore: int, weight: Fraction, whole: Fraction) -> Explanation:
    days, own = one.stay.days or 0, shown(one.weight or Fraction())
    params: dict[str, Param] = {
        "vekt": own,
        "dager": days,
        "av_dager": cost.period.days,
        "fra": one.stay.start,
        "til": one.stay.end,
    }
    by_key = Explanation(
        _WEIGHT_CODES[cost.key], params, (Operand("weight", own), Operand("days", days, Unit.DAYS)), shown(weight)
    )
    if cost.by_price:
        price = cost.unit_price or Decimal()
        operands = (Operand("unit_price", price, Unit.ORE), Operand("weight", own))
        priced: dict[str, Param] = {"vekt": own, "pris": shown(Fraction(price) / _KRONE)}
        return Explanation("avregning.forklaring.til_pris", priced, operands, real_ore, Unit.ORE, children=(by_key,))
    told: dict[str, Param] = {"sum": cost.total_ore or 0, "prosent": shown(weight * 100 / whole)}
    operands = (Operand("total_ore", cost.total_ore, Unit.ORE), Operand("of", shown(whole)))
    return Explanation("avregning.forklaring.andel", told, operands, real_ore, Unit.ORE, children=(by_key,))


def shown(number: Fraction) -> Decimal:
    """An exact number for reading: two places, rounded half up, no zeros at the end."""
    return (Decimal(half_up(number * 100)) / 100).normalize() + Decimal(0)


def _charged_explained(cost: UseCost, one: Sharer, charged_ore: int) -> Explanation:
    months = tuple(_month_explained(month, cost.period) for month in one.charged)
    told = (month for month in months if month.result)
    return Explanation(
        "avregning.forklaring.krevd",
        {"belop": charged_ore, "annet": one.elsewhere_ore},
        (Operand("elsewhere_ore", one.elsewhere_ore, Unit.ORE),),
        charged_ore,
        Unit.ORE,
        children=tuple(told),
    )


def _month_explained(month: MonthCharged, period: Period) -> Explanation:
    """One month's à konto; its own øre is for reading, the sum is rounded once."""
    part = month.days.intersection(period)
    days = (part.days or 0) if part else 0
    return Explanation(
        "avregning.forklaring.krevd_maned",
        {"maned": month.days.start, "belop": month.charged_ore, "dager": days, "av": month.days.days},
        (Operand("charged_ore", month.charged_ore, Unit.ORE), Operand("days", days, Unit.DAYS)),
        half_up(_of_month(month, period)),
        Unit.ORE,
    )


def _monthly(cost: UseCost, one: Sharer, real_ore: int) -> Explanation | None:
    """The month's part of a whole year's use, to whole kroner; a part of a year says nothing of winter and summer."""
    if one.stay != cost.period or not cost.period.lasts(_YEAR) or cost.period.end is None:
        return None
    months = months_between(cost.period.start, cost.period.end + ONE_DAY)
    ore = half_up(Fraction(real_ore, months * _KRONE)) * _KRONE
    operands = (Operand("real_ore", real_ore, Unit.ORE), Operand("months", months, Unit.MONTHS))
    return Explanation("avregning.forklaring.forslag", {"andel": real_ore, "maneder": months}, operands, ore, Unit.ORE)


def check_cost(cost: UseCost, source: str, due_on: date | None, today: date, *, documented: bool) -> Iterator[Control]:
    """What stops a settlement for everybody, or is lacking before it can be booked."""
    if cost.kind not in SETTLED:
        yield hard(msg("avregning.bare_malt"), "husleieloven §§ 3-1, 3-4", "kind")
    if cost.period.end is None or cost.period.end >= today:
        yield hard(msg("avregning.periode_ikke_over"), _PARAGRAPH, "period_to")
    if cost.period.end is not None and cost.period.end > term_end(cost.period.start, _YEAR):
        yield info(msg("avregning.lengre_enn_ar"), "period_to", paragraph=_PARAGRAPH)
    if not cost.by_price and not cost.total_ore:
        yield lacking(msg("avregning.uten_kostnad"), "total_ore")
    if not source.strip():
        yield lacking(msg("avregning.uten_kilde"), "source", paragraph=_PARAGRAPH)
    if not documented:
        yield info(msg("avregning.uten_bilag"), "document", paragraph=_PARAGRAPH)
    if due_on is None:
        yield lacking(msg("avregning.uten_forfall"), "due_on")
    elif due_on <= today:
        yield hard(msg("avregning.forfall_for_tidlig", dato=due_on), "", "due_on")


_LACKS = {
    ShareKey.METER: "avregning.mangler_maler",
    ShareKey.AREA: "avregning.mangler_areal",
    ShareKey.PERSONS: "avregning.mangler_personer",
    ShareKey.FIXED: "avregning.mangler_andel",
}


def lacks_weight(key: ShareKey) -> Control:
    """A sharer whose weight is not known: nobody's share can be said before it is."""
    return lacking(msg(_LACKS[key]), "weight")


def months_missing(one: Sharer) -> tuple[date, ...]:
    """The 1sts of the months of a stay for which nothing stands charged: its à konto may be in other books."""
    charged = {first_of_month(month.days.start) for month in one.charged if month.charged_ore}
    months = (first_of_month(part.start) for part in one.stay.months())
    return tuple(month for month in months if month not in charged)


def lived_in(month: date, stay: Period) -> Period | None:
    """The days of a month that a lease ran."""
    return stay.intersection(Period(first_of_month(month), last_of_month(month)))


def unsettled(span: Period, done: Iterable[Period]) -> tuple[Period, ...]:
    """The days of a closed span that no settlement has taken yet, in order of time."""
    left, start = [], span.start
    for one in sorted(done, key=lambda period: period.start):
        if one.start > start and (part := Period(start, one.start - ONE_DAY).intersection(span)):
            left.append(part)
        start = max(start, (one.end or date.max - ONE_DAY) + ONE_DAY)
    last = Period(start, max(start, span.end or start)).intersection(span)
    return (*left, last) if last else tuple(left)
