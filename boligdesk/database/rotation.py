"""Which safety copies are kept: the newest of seven days, five weeks and twelve months (style §2.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

DAYS, WEEKS, MONTHS = 7, 5, 12
_NAME = re.compile(r"boligdesk-(\d{4}-\d{2}-\d{2})\.zip")


def copy_name(day: date) -> str:
    """The name of a day's copy in the folder; a second one of the same day takes its place."""
    return f"boligdesk-{day.isoformat()}.zip"


def kept_days(days: Iterable[date]) -> set[date]:
    """Of these days, those whose copy is kept: each period of the last ones is spoken for by its newest day."""
    newest_first = sorted(set(days), reverse=True)
    kept: set[date] = set()
    for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _newest_of(newest_first, period, count)
    return kept


def _newest_of(newest_first: list[date], period: Callable[[date], Any], count: int) -> set[date]:
    found: dict[Any, date] = {}
    for day in newest_first:
        found.setdefault(period(day), day)
    return set(list(found.values())[:count])


def _day(day: date) -> date:
    return day


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def prune(folder: Path) -> list[Path]:
    """Remove the copies of a folder that are not kept; files with other names are left alone."""
    copies = {day: path for path in folder.iterdir() if (day := _day_of(path.name))}
    kept = kept_days(copies)
    removed = [path for day, path in sorted(copies.items()) if day not in kept]
    for path in removed:
        path.unlink(missing_ok=True)
    return removed


def _day_of(name: str) -> date | None:
    found = _NAME.fullmatch(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
