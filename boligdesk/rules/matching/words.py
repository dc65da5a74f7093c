"""The words of a match: lights, how a criterion binds, what is said of it, and how the whole came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ..messages import Message
from .sides import Home, Seeker


class Lamp(Enum):
    """How one criterion came out; NOT_ASKED where the household asks for nothing of the kind."""

    NOT_ASKED = "not_asked"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Binding(Enum):
    """What a light does to the whole.

    MUST: red does not suit, amber suits only after somebody has looked. MENDABLE: red can be put right by the office,
    amber is a remark. WISH: never more than a remark.
    """

    MUST = "must"
    MENDABLE = "mendable"
    WISH = "wish"


class Fit(Enum):
    """How a home and a household go together."""

    YES = "yes"
    ALMOST = "almost"
    NO = "no"


@dataclass(frozen=True)
class Told:
    """What is said of a criterion: the fact, and what would have to change for a green light."""

    fact: Message
    change: Message | None = None


@dataclass(frozen=True)
class Criterion:
    """One thing that is compared. `light` is asked for every pair and must be quick; `tell` only for the one opened.

    `where` says in which records the two sides stand.
    """

    key: str
    binding: Binding
    where: Message
    light: Callable[[Home, Seeker], Lamp]
    tell: Callable[[Home, Seeker, Lamp], Told]


@dataclass(frozen=True)
class Finding:
    """One criterion as it is shown: light, fact, where it stands, and what would have to change."""

    key: str
    light: Lamp
    binding: Binding
    fact: Message
    where: Message
    change: Message | None = None


@dataclass(frozen=True)
class Match:
    """A home and a household together; `findings` in the order of the criteria, those not asked left out."""

    fit: Fit
    findings: tuple[Finding, ...]

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """What a card shows: all that is not green, and the green of what is no mere wish; worst last."""
        shown = [f for f in self.findings if f.light is not Lamp.GREEN or f.binding is not Binding.WISH]
        return tuple(sorted(shown, key=lambda f: list(Lamp).index(f.light)))

    @property
    def changes(self) -> tuple[Message, ...]:
        """What would have to change before the home suits, most important first."""
        binding = sorted(self.findings, key=lambda f: list(Binding).index(f.binding))
        return tuple(f.change for f in binding if f.change is not None)
