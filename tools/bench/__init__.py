"""The measurements of Boligdesk beside their bars.

A row is a function in a module of `tools/bench/rows/`, registered with `@row`; it measures and returns a
`Reading`. Bars are ratios within one run, so they hold on a slow machine too; nothing is ever stopped by them.
"""

from __future__ import annotations

import importlib
import pkgutil
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Growth:
    """How much longer the same takes in a larger office; `limit` is its own bar."""

    ratio: float
    limit: float


@dataclass(frozen=True)
class Reading:
    """What one row measured. `value` is in `unit`; `ratio` is what the bar is about, where it is a ratio."""

    value: float | None
    unit: str
    ratio: float | None = None
    limit: float | None = None
    note: str = ""
    growth: Growth | None = None
    failed: bool = False

    @property
    def within(self) -> bool | None:
        """Whether every bar of the row holds; None when nothing was measured or there is no bar."""
        if self.failed:
            return False
        judged = self.value if self.ratio is None else self.ratio
        if judged is None or self.limit is None:
            return None
        return judged <= self.limit and (self.growth is None or self.growth.ratio <= self.growth.limit)


@dataclass(frozen=True)
class Row:
    """A registered measurement: its name in the JSON, its bar in words, and how it is taken."""

    name: str
    bar: str
    measure: Callable[[], Reading]


_ROWS: dict[str, Row] = {}


def row(name: str, bar: str) -> Callable[[Callable[[], Reading]], Callable[[], Reading]]:
    """Register a measurement under a short ASCII name; `bar` is shown beside it."""

    def register(measure: Callable[[], Reading]) -> Callable[[], Reading]:
        _ROWS[name] = Row(name, bar, measure)
        return measure

    return register


def all_rows() -> list[Row]:
    """All registered rows, in the order of their modules' names."""
    from . import rows as package

    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return list(_ROWS.values())


def not_measured(unit: str, reason: str) -> Reading:
    """A row that cannot be taken on this machine says so instead of inventing a number."""
    return Reading(None, unit, note=f"ikke målt: {reason}")


def broken(unit: str, reason: str) -> Reading:
    """A row whose program broke down: that is a breach, not a missing tool."""
    return Reading(None, unit, note=f"feilet: {reason}", failed=True)


def grown(measure: Callable[[int], float]) -> Reading:
    """Milliseconds at 20 000 rows against 60, and 50 000 rows against 2,5 × 5 000; `measure` takes the row count."""
    small, middle, large = (measure(count) for count in (5_000, 20_000, 50_000))
    growth = Growth(large / small, 2.5)
    note = f"5 000: {small:.1f} ms, 50 000: {large:.1f} ms = {growth.ratio:.2f} × (krav 2,5)"
    return Reading(middle, "ms", limit=60.0, note=note, growth=growth)


def median_ms(work: Callable[[], object], runs: int = 7) -> float:
    """Median wall time of `work` in milliseconds, after one unmeasured call."""
    work()
    return statistics.median(_timed(work) for _ in range(runs))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def calibration_ms() -> float:
    """A fixed piece of plain Python: says how fast this machine is just now."""
    return median_ms(lambda: sum(number * number % 7 for number in range(200_000)))
