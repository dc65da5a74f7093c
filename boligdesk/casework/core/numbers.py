"""Public numbers: one counter row per series and year, taken inside the act that uses it (E6)."""

from __future__ import annotations

from sqlalchemy import select

from ...models.office import Counter
from .acts import Work


def take(work: Work, series: str, year: int = 0) -> int:
    """The next number of a series (year 0: a series that never starts over). A rolled back act gives it back."""
    row = work.session.execute(
        select(Counter).where(Counter.series == series, Counter.year == year).with_for_update()
    ).scalar_one_or_none()
    if row is None:
        row = work.add(Counter(series=series, year=year, next_number=1))
    number, row.next_number = row.next_number, row.next_number + 1
    return number


def public(work: Work, series: str) -> str:
    """A number as letters show it: "2026-0118"."""
    year = work.today.year
    return f"{year}-{take(work, series, year):04d}"
