"""Explanation: how a figure, a date or a yes came about, kept with everything printed or decided (E4).

A tree: each node says by a catalogue code what was done with which operands, and what came out. A leaf that
rests on a dated rate carries its stamp. Kept as JSON with a schema number, and reopened from there, never
reckoned again. Results: money in whole øre (int), numbers (int or Decimal), dates, yes or no; None = cannot
be said, and then `missing_here` names what is lacking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from .messages import Message, Param, refuse

SCHEMA = 1

Value = int | Decimal | date | bool | str | None


class Unit(StrEnum):
    """What a number counts."""

    ORE = "ore"
    KRONER = "kroner"
    PERCENT = "percent"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    DATE = "date"
    YES_NO = "yes_no"
    INDEX = "index"


class Certainty(StrEnum):
    """How sure a value is: P seen at the issuer, S transcribed, D derived, M memory, K office's word."""

    SEEN = "P"
    TRANSCRIBED = "S"
    DERIVED = "D"
    MEMORY = "M"
    CONFIRMED = "K"

    @property
    def provisional(self) -> bool:
        """Whether a figure that rests on it is foreløpig."""
        return self not in (Certainty.SEEN, Certainty.CONFIRMED)


@dataclass(frozen=True)
class RateStamp:
    """Which row of which shipped or office set a figure rests on."""

    key: str
    valid_from: date
    rate_set: str


@dataclass(frozen=True)
class Operand:
    """One figure that went in, by name."""

    name: str
    value: Value
    unit: Unit | None = None


@dataclass(frozen=True)
class Explanation:
    """One step: `code` + `params` is its sentence, `operands` what went in, `result` what came out."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    operands: tuple[Operand, ...] = ()
    result: Value = None
    unit: Unit | None = None
    source: str | None = None
    certainty: Certainty | None = None
    children: tuple[Explanation, ...] = ()
    rate: RateStamp | None = None
    missing_here: tuple[str, ...] = ()

    @property
    def message(self) -> Message:
        """The step as a sentence of the catalogue."""
        return Message(self.code, self.params)

    @property
    def provisional(self) -> bool:
        """Whether this or anything it rests on is less than seen or confirmed: the figure is foreløpig."""
        return any(step.certainty is not None and step.certainty.provisional for step in self.walk())

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is lacking, here and below, each once."""
        return tuple(dict.fromkeys(name for step in self.walk() for name in step.missing_here))

    @property
    def rates(self) -> tuple[RateStamp, ...]:
        """Every dated row the tree rests on, each once."""
        return tuple(dict.fromkeys(step.rate for step in self.walk() if step.rate))

    def walk(self) -> Iterator[Explanation]:
        """This step and all below it, top first."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def day(self) -> date:
        """The result as a date; TypeError when it is none."""
        if not isinstance(self.result, date):
            raise TypeError(f"{self.code} has no date")
        return self.result

    @property
    def ore(self) -> int:
        """The result as whole øre; TypeError when it is none."""
        if self.unit is not Unit.ORE or not isinstance(self.result, int):
            raise TypeError(f"{self.code} has no amount")
        return self.result


def dump(explanation: Explanation) -> dict[str, Any]:
    """The tree as plain JSON, with the schema number and the rate rows used."""
    rates = [[r.key, r.valid_from.isoformat(), r.rate_set] for r in explanation.rates]
    return {"schema": SCHEMA, "rates": rates, "explanation": _node_out(explanation)}


def load(stored: Mapping[str, Any]) -> Explanation:
    """The tree as it was kept. RefusedError when a newer program wrote it."""
    if stored.get("schema") != SCHEMA:
        raise refuse("forklaring.ukjent_skjema", funnet=str(stored.get("schema")), kjent=SCHEMA)
    return _node_in(stored["explanation"])


def _node_out(step: Explanation) -> dict[str, Any]:
    node: dict[str, Any] = {"code": step.code, "result": _value_out(step.result)}
    optional = {
        "params": {name: _value_out(value) for name, value in step.params.items()},
        "operands": [[o.name, _value_out(o.value), o.unit] for o in step.operands],
        "unit": step.unit,
        "source": step.source,
        "certainty": step.certainty,
        "rate": step.rate and [step.rate.key, step.rate.valid_from.isoformat(), step.rate.rate_set],
        "missing": list(step.missing_here),
        "children": [_node_out(child) for child in step.children],
    }
    return node | {name: value for name, value in optional.items() if value}


def _node_in(node: Mapping[str, Any]) -> Explanation:
    rate = node.get("rate")
    return Explanation(
        code=node["code"],
        params={name: _value_in(value) for name, value in node.get("params", {}).items()},
        operands=tuple(Operand(n, _plain_in(v), u and Unit(u)) for n, v, u in node.get("operands", [])),
        result=_plain_in(node["result"]),
        unit=Unit(node["unit"]) if "unit" in node else None,
        source=node.get("source"),
        certainty=Certainty(node["certainty"]) if "certainty" in node else None,
        children=tuple(_node_in(child) for child in node.get("children", [])),
        rate=RateStamp(rate[0], date.fromisoformat(rate[1]), rate[2]) if rate else None,
        missing_here=tuple(node.get("missing", ())),
    )


def _value_out(value: Param) -> Any:
    if isinstance(value, Message):
        return {"message": value.code, "params": {n: _value_out(v) for n, v in value.params.items()}}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _value_in(value: Any) -> Param:
    if not isinstance(value, dict):
        return cast(Param, value)
    if "message" in value:
        return Message(value["message"], {n: _value_in(v) for n, v in value["params"].items()})
    if "decimal" in value:
        return Decimal(value["decimal"])
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return date.fromisoformat(value["date"])


def _plain_in(value: Any) -> Value:
    return cast(Value, _value_in(value))
