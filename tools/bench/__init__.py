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
class Reading:
    """What one row measured. `value` is in `unit`; `ratio` is what the bar is about, where it is a ratio."""

    value: float | None
    unit: str
    ratio: float | None = None
    limit: float | None = None
    note: str = ""

    @property
    def within(self) -> bool | None:
        """Whether the bar holds; None when nothing was measured or there is no bar."""
        judged = self.value if self.ratio is None else self.ratio
        return None if judged is None or self.limit is None else judged <= self.limit


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
