"""The applications of the sample office as data: read from `resources/eksempel/soknader.toml`.

`days_ago` counts back from the day the office is made. `answer_by` counts forward from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from ...rules.application_words import (
    ApplicationKind,
    Channel,
    CloseReason,
    DecisionResult,
    DecisionState,
    FloorNeed,
    Growth,
    OfferState,
    PaperKind,
    StayKind,
    TargetGroup,
)
from ...shipped import resources


@dataclass(frozen=True)
class SheetCase:
    """How far the assessment has come: so many demands are known and answered; `fails` and `excepted` are demands."""

    days_ago: int
    known: int
    fails: str = ""
    excepted: str = ""
    judged: bool = True


@dataclass(frozen=True)
class DecisionCase:
    """The vedtak: begun that day, and as far as `state` says. `sent` None: the letter waits.

    `settled`: so long ago the question of boligsosial bistand was settled after a no (P11).
    """

    days_ago: int
    result: DecisionResult
    state: DecisionState = DecisionState.FINAL
    sent: int | None = None
    settled: int | None = None


@dataclass(frozen=True)
class OfferCase:
    """An offer, and what came of it `replied` days ago."""

    days_ago: int
    answer_by: int
    reply: OfferState = OfferState.OPEN
    replied: int = 0


@dataclass(frozen=True)
class ComplaintCase:
    """A klage, and when the office found that its decision stands."""

    days_ago: int
    upheld: int | None = None


@dataclass(frozen=True)
class AcuteCase:
    """The answer to the first question, and whether NAV has the case."""

    sleeps: bool
    handed: bool = False


@dataclass(frozen=True)
class NightCase:
    """A midlertidig botilbud that goes on; `price` of a night in øre."""

    days_ago: int
    price: int


@dataclass(frozen=True)
class Case:
    """One application: so many days ago, by whom, and what became of it."""

    days_ago: int
    rooms: int
    kind: ApplicationKind = ApplicationKind.NEW
    channel: Channel = Channel.COUNTER
    stay: StayKind = StayKind.RENTS_FIXED_TERM
    group: TargetGroup | None = None
    papers: tuple[PaperKind, ...] = ()
    came: int = 0
    rooms_wish: int | None = None
    floor: FloorNeed = FloorNeed.ANY
    expects: Growth | None = None
    bistand: bool = False
    protected: bool = False
    closed: CloseReason | None = None
    sheet: SheetCase | None = None
    decision: DecisionCase | None = None
    offers: tuple[OfferCase, ...] = ()
    complaint: ComplaintCase | None = None
    acute: AcuteCase | None = None
    night: NightCase | None = None


@dataclass(frozen=True)
class SampleCases:
    """All of them, and the words that are written about them."""

    words: Mapping[str, str]
    cases: tuple[Case, ...]


@cache
def sample_cases() -> SampleCases:
    """The applications as shipped."""
    with (resources() / "eksempel" / "soknader.toml").open("rb") as file:
        raw = tomllib.load(file)
    return SampleCases(raw["ord"], tuple(_made(Case, one) for one in raw["soknad"]))


def _made(kind: type[Any], raw: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in raw.items()})


def _value(hint: Any, raw: Any) -> Any:
    """A value as its field wants it: a code, a group of fields of its own, several of them, or as it stands."""
    if isinstance(raw, list):
        return tuple(_value(get_args(hint)[0], one) for one in raw)
    kind = next((one for one in get_args(hint) if one is not type(None)), hint)
    if is_dataclass(kind) and isinstance(kind, type):
        return _made(kind, raw)
    return kind(raw)
