"""What comes out of reading one cell or field: a value, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ..messages import Control, Kind, Mend, Message

T = TypeVar("T")

#: The key under which a mend's `values` hold what the cell should have been.
SUGGESTED = "value"


@dataclass(frozen=True)
class Reading(Generic[T]):
    """The value read (None = blank or unreadable) and the finding, if any.

    No finding: sure. `Kind.SOFT`: `value` is the likeliest, somebody must confirm. `Kind.HARD`: wrong, no
    value; a suggestion may lie in the finding's mends.
    """

    value: T | None = None
    finding: Control | None = None

    @property
    def ok(self) -> bool:
        """Usable, perhaps after a confirmation. A blank cell is usable."""
        return self.finding is None or self.finding.kind is not Kind.HARD

    @property
    def sure(self) -> bool:
        """Nothing to say: blank, or read without doubt."""
        return self.finding is None

    @property
    def blank(self) -> bool:
        """Nothing stood there."""
        return self.value is None and self.finding is None

    @property
    def suggestions(self) -> tuple[object, ...]:
        """The values that the finding's mends would set, best first."""
        return tuple(m.values[SUGGESTED] for m in self.finding.mends) if self.finding else ()

    def for_field(self, field: str) -> Reading[T]:
        """The same reading with its finding pointing at a form field or column."""
        return replace(self, finding=replace(self.finding, fields=(field,))) if self.finding else self


def mend_to(value: object, label: Message) -> Mend:
    """A way out that sets this value; `label` says how it is written."""
    return Mend(label, {SUGGESTED: value})


def wrong(what: Message, mends: Iterable[Mend] = (), why: Message | None = None) -> Reading[T]:
    """Cannot be used as it stands."""
    return Reading(None, Control(Kind.HARD, what, why=why, mends=tuple(mends)))


def confirm(value: T, what: Message, mends: Iterable[Mend] = (), why: Message | None = None) -> Reading[T]:
    """Read as `value`, but somebody should say yes to it."""
    return Reading(value, Control(Kind.SOFT, what, why=why, mends=tuple(mends)))
