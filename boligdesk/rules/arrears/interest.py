"""Late interest (forsinkelsesrenteloven § 3): simple, on principal, at the rate of each half-year, exact.

The due day itself bears none; the day of payment does. The rate in force each day counts for old claims too, so
the time is split at 1 January and 1 July. Each part is an exact fraction; the sum is rounded once, when claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ..explanation import Explanation, Operand, Unit
from ..ledger.claims import STOPS_INTEREST, MarkedClaim
from ..ledger.entries import BEARS_INTEREST
from ..periods import ONE_DAY, Period
from ..rates import Rates, RateValue
from ..rent_dates import half_up

_RATE, _YEAR = "late_interest_percent", "late_interest_year_days"


@dataclass(frozen=True)
class InterestPart:
    """So many days on one base at one rate; `period` is inclusive on both ends. `ore` is exact."""

    period: Period
    base_ore: int
    rate: RateValue
    year: RateValue

    @property
    def days(self) -> int:
        """How many days bear interest."""
        return self.period.days or 0

    @property
    def ore(self) -> Fraction:
        """base × percent × days / days of the year, unrounded."""
        return self.base_ore * Fraction(self.rate.exact) / 100 * self.days / self.year.whole


@dataclass(frozen=True)
class LateInterest:
    """The parts in order of time. Parts of several claims, or of following periods, may be added."""

    parts: tuple[InterestPart, ...] = ()

    @property
    def exact(self) -> Fraction:
        """The sum in øre, unrounded."""
        return sum((part.ore for part in self.parts), Fraction())

    def __add__(self, other: LateInterest) -> LateInterest:
        return LateInterest((*self.parts, *other.parts))

    @property
    def claimed(self) -> Explanation:
        """The sum rounded half up to the øre, once, with its parts: what a claim of interest is booked as."""
        return Explanation(
            "restanse.rente.sum",
            {"belop": half_up(self.exact)},
            (Operand("exact_ore", str(self.exact)),),
            half_up(self.exact),
            Unit.ORE,
            "forsinkelsesrenteloven §§ 2 og 3",
            children=tuple(_told(part) for part in self.parts),
        )


def late_interest(remaining: Sequence[tuple[date, int]], first: date, last: date, rates: Rates) -> LateInterest:
    """Interest for the days from `first` to `last`, inclusive.

    `remaining` is what was left of the principal from its due day on (`Account.remaining`): a base counts from the
    day after. MissingRateError names the first day that no rate speaks for.
    """
    spans = [(Period(start + ONE_DAY, end), base) for (start, base), (end, _) in pairwise([*remaining, (date.max, 0)])]
    asked = Period(first, last) if first <= last else None
    return LateInterest(
        tuple(
            InterestPart(part, base, rates.on(_RATE, part.start), rates.on(_YEAR, part.start))
            for span, base in spans
            if base > 0 and asked and (within := span.intersection(asked))
            for part in _half_years(within)
        )
    )


def interest_on(
    claim: MarkedClaim,
    remaining: Sequence[tuple[date, int]],
    claimed_to: date | None,
    last: date,
    rates: Rates,
    rests: Iterable[Period] = (),
) -> LateInterest:
    """Interest on one claim up to and including `last`, from the day after its due day or after `claimed_to`.

    Nothing on fees, interest and costs, nor on what is barred or frozen (P25), nor for the days in `rests`: those on
    which the claim was frozen before. MissingRateError as `late_interest`.
    """
    entry = claim.item.entry
    if entry.kind not in BEARS_INTEREST or claim.marks & STOPS_INTEREST:
        return LateInterest()
    first = max(entry.on, claimed_to or entry.on) + ONE_DAY
    return late_interest(_but(remaining, tuple(rests)), first, last, rates)


def _but(remaining: Sequence[tuple[date, int]], rests: Sequence[Period]) -> Sequence[tuple[date, int]]:
    """The same with nothing left on the days that bear no interest; a base counts from the day after its day."""
    if not rests:
        return remaining
    begins = remaining[0][0]
    edges = {day for rest in rests for day in (rest.start - ONE_DAY, rest.end) if day is not None and day > begins}
    days = sorted({day for day, _ in remaining} | edges)
    return [(day, _base_after(remaining, day, rests)) for day in days]


def _base_after(remaining: Sequence[tuple[date, int]], day: date, rests: Sequence[Period]) -> int:
    if any(rest.contains(day + ONE_DAY) for rest in rests):
        return 0
    return next(left for since, left in reversed(remaining) if since <= day)


def _half_years(period: Period) -> Iterator[Period]:
    """The period cut before each 1 January and 1 July."""
    start, end = period.start, period.end or date.max
    while start <= end:
        last = date(start.year, 6, 30) if start.month <= 6 else date(start.year, 12, 31)
        yield Period(start, min(last, end))
        start = last + ONE_DAY


def _told(part: InterestPart) -> Explanation:
    return Explanation(
        "restanse.rente.del",
        {"fra": part.period.start, "til": part.period.end, "grunnlag": part.base_ore, "dager": part.days}
        | {"prosent": part.rate.exact},
        (
            Operand("base_ore", part.base_ore, Unit.ORE),
            Operand("days", part.days, Unit.DAYS),
            Operand("percent", part.rate.exact, Unit.PERCENT),
            Operand("exact_ore", str(part.ore)),
        ),
        half_up(part.ore),
        Unit.ORE,
        children=(part.rate.explained(), part.year.explained()),
    )


def total(interests: Iterable[LateInterest]) -> LateInterest:
    """Several claims' interest as one, rounded together."""
    return sum(interests, LateInterest())
