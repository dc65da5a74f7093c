"""What a month costs: rent, extras and à konto from the dated terms, part months by days (§§ 3-1, 3-4).

A charge has a key of account, month and line. Charging the same month twice gives the same keys; where the terms
have changed since, the difference is told, and is met by a counter-entry, never by a new charge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..calendar import next_bank_day
from ..explanation import Explanation, Operand, Unit
from ..periods import ONE_DAY, Period, day_in_month, days_in_month, earliest_end, first_of_month, last_of_month
from ..rent_dates import half_up
from ..terms import ExtraKind, ExtraMode
from .entries import Entry, EntryKind, base_key


@dataclass(frozen=True)
class DatedExtra:
    """An extra beside the rent, øre per month."""

    kind: ExtraKind
    mode: ExtraMode
    amount_ore: int


@dataclass(frozen=True)
class DatedTerms:
    """What is paid each month of a period, and on which day of it."""

    period: Period
    rent_ore: int
    due_day: int = 1
    extras: tuple[DatedExtra, ...] = ()


@dataclass(frozen=True)
class Charge:
    """One claim of a month: `nominal` is the lease's day, `due` the bank day that counts (P22)."""

    key: str
    kind: EntryKind
    month: date
    nominal: date
    due: date
    amount: Explanation

    @property
    def amount_ore(self) -> int:
        """What is owed."""
        return self.amount.ore


#: Extras that are charged every month; the rest is the tenant's own, in the rent, or read from a meter.
_CHARGED = {ExtraMode.ON_ACCOUNT: EntryKind.ON_ACCOUNT, ExtraMode.FIXED: EntryKind.EXTRA}


def charges_of(account: str, month: date, terms: Iterable[DatedTerms], owed: Period) -> tuple[Charge, ...]:
    """The claims of the month that `month` lies in, for the days in `owed` (the days rent is owed for).

    Exact by days and rounded half up once per line; a line of nothing is no charge. `terms` must not overlap.
    """
    first = first_of_month(month)
    days = owed.intersection(Period(first, last_of_month(first)))
    if days is None:
        return ()
    parts = [(part, one) for one in terms if (part := one.period.intersection(days))]
    parts.sort(key=lambda pair: pair[0].start)
    due_day = parts[0][1].due_day if parts else 1
    nominal = max(days.start, day_in_month(first.year, first.month, due_day))
    return tuple(
        Charge(f"{account}:{first:%Y-%m}:{line.name}", line.kind, first, nominal, next_bank_day(nominal), amount)
        for line, pieces in _lines(parts).items()
        if (amount := _amount(first, pieces)).ore
    )


@dataclass(frozen=True)
class _Line:
    kind: EntryKind
    extra: ExtraKind | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.extra}" if self.extra else self.kind.value


@dataclass(frozen=True)
class _Piece:
    monthly_ore: int
    days: int


def extra_of(key: str) -> ExtraKind | None:
    """The extra that a charge's key is about; None for the rent."""
    _, _, extra = base_key(key).rpartition(":")[2].partition(".")
    return ExtraKind(extra) if extra else None


def _lines(parts: Iterable[tuple[Period, DatedTerms]]) -> dict[_Line, list[_Piece]]:
    found: dict[_Line, list[_Piece]] = {}
    for part, terms in parts:
        for line, monthly in _monthly(terms):
            found.setdefault(line, []).append(_Piece(monthly, part.days or 0))
    return found


def _monthly(terms: DatedTerms) -> Iterator[tuple[_Line, int]]:
    yield _Line(EntryKind.RENT), terms.rent_ore
    for extra in terms.extras:
        if extra.mode in _CHARGED:
            yield _Line(_CHARGED[extra.mode], extra.kind), extra.amount_ore


def _amount(month: date, pieces: list[_Piece]) -> Explanation:
    of = days_in_month(month.year, month.month)
    exact = sum((Fraction(piece.monthly_ore * piece.days, of) for piece in pieces), Fraction())
    return Explanation(
        "reskontro.krav.maned",
        {"maned": month, "dager": sum(piece.days for piece in pieces), "av": of},
        (Operand("of", of, Unit.DAYS),),
        half_up(exact),
        Unit.ORE,
        children=tuple(_piece(piece, of) for piece in pieces),
    )


def _piece(piece: _Piece, of: int) -> Explanation:
    """A part of the month; its own øre is for reading, the line is rounded once for all parts."""
    return Explanation(
        "reskontro.krav.del",
        {"dager": piece.days, "av": of, "belop": piece.monthly_ore},
        (Operand("monthly_ore", piece.monthly_ore, Unit.ORE), Operand("days", piece.days, Unit.DAYS)),
        half_up(Fraction(piece.monthly_ore * piece.days, of)),
        Unit.ORE,
    )


@dataclass(frozen=True)
class ChargePlan:
    """What charging would do: `new` claims, and for lines charged before the `differences` (key → øre to add)."""

    new: tuple[Charge, ...]
    differences: Mapping[str, int]


def booked(entries: Iterable[Entry]) -> dict[str, int]:
    """Per charge key what stands on the account in øre, counter-entries taken in. A charge wholly taken back is 0."""
    sums: dict[str, int] = {}
    for entry in entries:
        if entry.key:
            key = base_key(entry.key)
            sums[key] = sums.get(key, 0) + entry.amount_ore
    return sums


def plan_charges(charges: Iterable[Charge], standing: Mapping[str, int]) -> ChargePlan:
    """What is not charged yet, and what was charged otherwise than the terms now say. `standing` is from `booked`."""
    wanted = tuple(charges)
    new = tuple(charge for charge in wanted if charge.key not in standing)
    gaps = {charge.key: charge.amount_ore - standing[charge.key] for charge in wanted if charge.key in standing}
    return ChargePlan(new, {key: gap for key, gap in gaps.items() if gap})


def terms_after(terms: Iterable[DatedTerms], new_rent_ore: int, effect: Explanation) -> tuple[DatedTerms, ...]:
    """The dated terms once a notice's effect is known (`rent_change.effect_of_notice`), in order of time.

    Without effect (unsent, or sent too early) nothing changes; a late notice counts from the moved day (P23).
    """
    ordered = tuple(sorted(terms, key=lambda one: one.period.start))
    return ordered if effect.result is None else tuple(_changed(ordered, new_rent_ore, effect.day))


def _changed(terms: tuple[DatedTerms, ...], rent_ore: int, day: date) -> Iterator[DatedTerms]:
    """Each set of terms, cut at `day`; from then on with the new rent, until a later rent of its own takes over."""
    old = next((one.rent_ore for one in terms if one.period.contains(day)), None)
    reaching = True
    for one in terms:
        if one.period.start < day:
            end = earliest_end(one.period.end, day - ONE_DAY)
            yield replace(one, period=Period(one.period.start, end))
        if after := one.period.intersection(Period(day)):
            reaching = reaching and one.rent_ore == old
            yield replace(one, period=after, rent_ore=rent_ore if reaching else one.rent_ore)
