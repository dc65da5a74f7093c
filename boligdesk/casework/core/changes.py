"""What an act returns: its value and which records it touched, so that open views know what to redraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Changes:
    """Touched records: entity name (table) → ids."""

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, *entities: str) -> bool:
        """Whether any record of these kinds was touched."""
        return any(self.ids.get(entity) for entity in entities)

    def of(self, entity: str) -> frozenset[int]:
        """The touched ids of one kind."""
        return self.ids.get(entity, frozenset())

    def and_(self, other: Changes) -> Changes:
        """What two acts touched together."""
        return Changes({name: self.of(name) | other.of(name) for name in (*self.ids, *other.ids)})


@dataclass(frozen=True)
class Done(Generic[T]):
    """A finished act: what it made, what it touched, and its number for undoing it."""

    value: T
    changes: Changes
    act_id: int | None = None
