"""Dated rates: limits of the law, amounts, percentages, each with its source and how sure it is (E3, E20).

A `Rates` value is handed to every rule. It joins shipped sets with the office's own confirmed rows. A date
that no row speaks for is refused by name; an older row never fills a gap silently.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from ..shipped import resources
from .explanation import Certainty, Explanation, RateStamp, Unit
from .messages import Fault, Message, Param, RefusedError


def rate_name(key: str) -> Message:
    """What users call a rate; the catalogue names every key that is shipped."""
    return Message(f"sats.navn.{key}")


@dataclass(frozen=True)
class RateValue:
    """One row: from `valid_from` (to `valid_to`, inclusive, where it speaks for a period) `key` is `value`.

    `value` is exact decimal text. `standing` says that the row holds until replaced (limits of the law);
    one that is not standing needs `valid_to` and is silent after it.
    """

    key: str
    valid_from: date
    value: str
    unit: Unit
    source: str
    certainty: Certainty
    note: str = ""
    valid_to: date | None = None
    standing: bool = True
    rate_set: str = ""

    def __post_init__(self) -> None:
        Decimal(self.value)
        if self.standing == (self.valid_to is not None):
            raise ValueError(f"{self.key} {self.valid_from}: a standing row has no last day, any other needs one")

    @property
    def exact(self) -> Decimal:
        """The value as an exact number."""
        return Decimal(self.value)

    @property
    def whole(self) -> int:
        """The value as a whole number; ValueError when it has a fraction."""
        if self.exact != self.exact.to_integral_value():
            raise ValueError(f"{self.key} {self.value} is not whole")
        return int(self.exact)

    @property
    def ore(self) -> int:
        """A value in kroner as whole øre."""
        if self.unit is not Unit.KRONER:
            raise ValueError(f"{self.key} is not kroner")
        return int(self.exact * 100)

    @property
    def stamp(self) -> RateStamp:
        """Which row this is, for what is kept with a figure."""
        return RateStamp(self.key, self.valid_from, self.rate_set)

    def explained(self) -> Explanation:
        """The row as a leaf of an explanation."""
        params: dict[str, Param] = {"nokkel": rate_name(self.key), "verdi": self.exact, "fra": self.valid_from}
        return Explanation(
            "sats.verdi",
            params,
            result=self.exact,
            unit=self.unit,
            source=self.source,
            certainty=self.certainty,
            rate=self.stamp,
        )


class MissingRateError(RefusedError):
    """No row speaks for `key` on `on`: the figures that need it are refused, and it is named."""

    def __init__(self, key: str, on: date) -> None:
        params: dict[str, Param] = {"nokkel": rate_name(key), "dato": on}
        super().__init__(
            Fault(
                "sats.mangler",
                Message("sats.mangler.hva", params),
                None,
                Message("sats.mangler.rett", params),
            )
        )
        self.key = key
        self.on = on

    @property
    def message(self) -> Message:
        """The sentence that names what is missing."""
        return self.fault.what


@dataclass(frozen=True)
class AwaitedRate:
    """A key whose value of today was not found (no row at all, or old ones only): the office types it in, with date
    and source.
    """

    key: str
    unit: Unit
    standing: bool


@dataclass(frozen=True)
class Rates:
    """All rows by key, each in order of date. Ask with `on`. `awaited`: those whose value was not found."""

    rows: Mapping[str, tuple[RateValue, ...]] = field(default_factory=dict)
    awaited: Mapping[str, AwaitedRate] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Iterable[RateValue], awaited: Mapping[str, AwaitedRate] | None = None) -> Rates:
        """Rows in any order; two rows for the same key and day are a fault of the set."""
        table: dict[str, dict[date, RateValue]] = {}
        for row in values:
            if table.setdefault(row.key, {}).setdefault(row.valid_from, row) is not row:
                raise ValueError(f"{row.key} {row.valid_from} stands twice")
        return cls({key: tuple(days[day] for day in sorted(days)) for key, days in table.items()}, awaited or {})

    def on(self, key: str, day: date) -> RateValue:
        """The row that speaks for `key` on `day`; MissingRateError where none does."""
        started = [row for row in self.rows.get(key, ()) if row.valid_from <= day]
        if not started or (started[-1].valid_to is not None and started[-1].valid_to < day):
            raise MissingRateError(key, day)
        return started[-1]

    def waiting(self, day: date) -> tuple[AwaitedRate, ...]:
        """The awaited keys for which no row speaks on `day`."""
        return tuple(rate for key, rate in self.awaited.items() if not self._speaks(key, day))

    def _speaks(self, key: str, day: date) -> bool:
        try:
            return bool(self.on(key, day))
        except MissingRateError:
            return False

    def all(self) -> tuple[RateValue, ...]:
        """Every row, by key and date."""
        return tuple(row for key in sorted(self.rows) for row in self.rows[key])

    def joined(self, other: Rates) -> Rates:
        """Two sets of different keys as one."""
        return Rates.of((*self.all(), *other.all()), {**self.awaited, **other.awaited})

    def with_office(self, confirmed: Iterable[RateValue]) -> Rates:
        """With the office's own rows (K) put in; they win over a shipped row of the same key and day."""
        office = tuple(confirmed)
        if unconfirmed := [row.key for row in office if row.certainty is not Certainty.CONFIRMED]:
            raise ValueError(f"office rows must be confirmed: {unconfirmed}")
        taken = {(row.key, row.valid_from) for row in office}
        kept = (row for row in self.all() if (row.key, row.valid_from) not in taken)
        return Rates.of((*kept, *office), self.awaited)


def parse(content: Mapping[str, Any]) -> Rates:
    """The rows of one parsed TOML set: `set`, `version`, and per key `unit`, `standing`, `rows`."""
    name = f"{content['set']} {content['version']}"
    tables: Mapping[str, Any] = content["rates"]
    awaited = {
        key: AwaitedRate(key, Unit(table["unit"]), table["standing"])
        for key, table in tables.items()
        if not table["rows"] or table.get("awaited")
    }
    return Rates.of((_row(key, table, row, name) for key, table in tables.items() for row in table["rows"]), awaited)


def _row(key: str, table: Mapping[str, Any], row: Mapping[str, Any], rate_set: str) -> RateValue:
    return RateValue(
        key,
        row["from"],
        row["value"],
        Unit(table["unit"]),
        row["source"],
        Certainty(row["certainty"]),
        row.get("note", ""),
        row.get("to"),
        table["standing"],
        rate_set,
    )


@cache
def shipped_rates() -> Rates:
    """All sets under `resources/satser/`, joined; a key that stands in two sets is refused."""
    joined = Rates()
    for path in sorted((resources() / "satser").glob("*.toml")):
        joined = joined.joined(parse(tomllib.loads(path.read_text(encoding="utf-8"))))
    return joined
