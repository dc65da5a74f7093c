"""Which columns a table shows, how wide, in which order: the user's own choice, remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from .table_model import Column, Yields


class Store(Protocol):
    """Where a user's small choices are kept (values that JSON knows)."""

    def get(self, key: str, default: Any = None) -> Any:
        """What was kept under the key."""

    def set(self, key: str, value: Any) -> None:
        """Keep it."""


class MemoryStore:
    """A store that forgets when the program ends (tests, and before anybody has logged in)."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """What was kept under the key."""
        return self.values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep it."""
        self.values[key] = value


class ColumnChoice:
    """The remembered choice for one table: hidden columns, widths, sort order."""

    def __init__(self, columns: Sequence[Column[Any]], store: Store, name: str) -> None:
        self._columns = tuple(columns)
        self._store = store
        self._name = name
        kept = store.get(f"tabell/{name}")
        choice: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
        self.hidden = set(choice.get("skjult", (c.key for c in columns if c.optional)))
        self.widths: dict[str, int] = {k: int(w) for k, w in dict(choice.get("bredder", {})).items()}
        self.sort: tuple[str, bool] | None = _sort_of(choice.get("sortering"), self._columns)

    def save(self) -> None:
        """Remember the choice as it is now."""
        self._store.set(
            f"tabell/{self._name}",
            {
                "skjult": sorted(self.hidden),
                "bredder": dict(self.widths),
                "sortering": list(self.sort) if self.sort else None,
            },
        )

    def reset(self) -> None:
        """Back to how the table is shipped."""
        self.hidden = {c.key for c in self._columns if c.optional}
        self.widths.clear()
        self.save()

    def width_of(self, column: Column[Any]) -> int:
        """The user's width, or the shipped one."""
        return self.widths.get(column.key, column.width)

    def shown(self, available: int) -> tuple[int, ...]:
        """Numbers of the columns to show when the table is `available` px wide; the first always stays."""
        return tuple(
            number
            for number, column in enumerate(self._columns)
            if number == 0 or (column.key not in self.hidden and available >= column.hide_below)
        )

    def fitted(self, available: int) -> dict[int, int]:
        """Number of each shown column → width, so that they fill `available` px; least important gives way."""
        shown = self.shown(available)
        widths = {number: self.width_of(self._columns[number]) for number in shown}
        spare = available - sum(widths.values())
        return self._wider(widths, spare) if spare > 0 else self._narrower(widths, -spare)

    def _wider(self, widths: dict[int, int], spare: int) -> dict[int, int]:
        weights = {n: self._columns[n].stretch for n in widths if self._columns[n].stretch}
        if not weights:
            weights = {max(widths): 1}
        total = sum(weights.values())
        for number, weight in weights.items():
            widths[number] += spare * weight // total
        widths[max(weights)] += spare - sum(spare * w // total for w in weights.values())
        return widths

    def _narrower(self, widths: dict[int, int], missing: int) -> dict[int, int]:
        for order in (Yields.FIRST, Yields.THEN, Yields.LAST):
            giving = [n for n in widths if self._columns[n].yields is order]
            room = {n: max(0, widths[n] - self._columns[n].floor) for n in giving}
            taken = min(missing, sum(room.values()))
            missing -= taken
            for number in giving:
                part = -(-taken * room[number] // max(1, sum(room.values())))
                widths[number] -= part
                taken -= part
                del room[number]
        return widths


def _sort_of(kept: object, columns: Sequence[Column[Any]]) -> tuple[str, bool] | None:
    known = {c.sort for c in columns if c.sort}
    if isinstance(kept, Sequence) and len(kept) == 2 and kept[0] in known:
        return str(kept[0]), bool(kept[1])
    return None
