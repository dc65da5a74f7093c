"""Changed rents as they are kept: who was sent the notice and when, how it came about, where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ...models.ledger import RentChange
from ...rules.arrears.words import RentChangeState
from ...rules.explanation import Explanation, load
from ...rules.rent_change import RentChangeBasis
from .acts import Look
from .protection import SHIELD_OFF

#: What `RentChange.explanation` keeps: how the rent came about (and what gjengs leie was assessed by), how its day did,
#: and the day each tenant was sent it.
RENT, GROUNDS, EFFECT, SENT = "rent", "grounds", "effect", "sent"
_NOTICED = frozenset({RentChangeState.SENT, RentChangeState.MOVED})


@dataclass(frozen=True)
class ChangeRow:
    """A changed rent (øre per month). `sent`: person → day; `effect_on` None = it changes no rent (P23)."""

    id: int
    version: int
    round_id: int | None
    tenancy_id: int
    basis: RentChangeBasis
    state: RentChangeState
    old_rent_ore: int
    new_rent_ore: int
    planned_on: date
    sent_on: date | None
    effect_on: date | None
    document_id: int | None
    sent: Mapping[int, date]
    rent: Explanation
    effect: Explanation | None


def sent_days(change: RentChange) -> dict[int, date]:
    """The day each tenant was sent the notice, as far as it is marked."""
    return {int(person): date.fromisoformat(day) for person, day in change.explanation.get(SENT, {}).items()}


def change_row(change: RentChange, today: date) -> ChangeRow:
    """A change as it stands on a day."""
    kept: Mapping[str, Any] = change.explanation
    in_force = change.state in _NOTICED and change.effect_on is not None and change.effect_on <= today
    return ChangeRow(
        change.id,
        change.version,
        change.round_id,
        change.tenancy_id,
        change.basis,
        RentChangeState.IN_FORCE if in_force else change.state,
        change.old_rent_ore,
        change.new_rent_ore,
        change.planned_on,
        change.sent_on,
        change.effect_on,
        change.document_id,
        sent_days(change),
        load(kept[RENT]),
        load(kept[EFFECT]) if EFFECT in kept else None,
    )


def change_lines(look: Look, tenancy_ids: Collection[int]) -> frozenset[int]:
    """The changes of some tenancies, hidden ones too."""
    query = select(RentChange.id).where(RentChange.tenancy_id.in_(tenancy_ids))
    return frozenset(look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())
