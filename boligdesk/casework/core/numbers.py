"""Public numbers: one counter row per series and year, taken inside the act that uses it (E6)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from ...models.office import Counter
from .acts import Work


def take(work: Work, series: str, year: int = 0) -> int:
    """The next number of a series (year 0: a series that never starts over). A rolled back act gives it back.

    The first number of a series may be wanted by two at once: whoever comes second waits, and finds the row there.
    """
    counter = select(Counter).where(Counter.series == series, Counter.year == year).with_for_update()
    row = work.session.execute(counter).scalar_one_or_none()
    if row is None:
        _begin(work, series, year)
        row = work.session.execute(counter).scalar_one()
    number, row.next_number = row.next_number, row.next_number + 1
    return number


def _begin(work: Work, series: str, year: int) -> None:
    insert = postgresql.insert if work.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = insert(Counter).values(series=series, year=year, next_number=1)
    work.session.execute(first.on_conflict_do_nothing(index_elements=["series", "year"]))


def public(work: Work, series: str) -> str:
    """A number as letters show it: "2026-0118"."""
    year = work.today.year
    return f"{year}-{take(work, series, year):04d}"
