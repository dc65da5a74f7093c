"""The budgets that hold now, as other acts look them up: one household's, or many at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ...models.guidance import HouseholdBudget
from ...rules.messages import Message, msg
from .acts import Look
from .narrowing import narrowed


@dataclass(frozen=True)
class BudgetFigures:
    """What others ask of a household's newest budget. Øre a month; None for what could not be said."""

    budget_id: int
    valid_from: date
    spare_ore: int | None
    room_ore: int | None
    provisional: bool

    @property
    def sure(self) -> Message:
        """The words after a figure of it: foreløpig, or nothing."""
        return msg("match.budsjett.forelopig" if self.provisional else "match.budsjett.sikker")


def newest_budget(look: Look, household_id: int) -> HouseholdBudget | None:
    """The row that holds now: the newest day, and of one day the last kept; None when there is none."""
    row = HouseholdBudget
    query = select(row).where(row.household_id == household_id, row.voided_at.is_(None))
    return look.session.execute(query.order_by(row.valid_from.desc(), row.id.desc()).limit(1)).scalars().first()


def budget_figures(look: Look, household_ids: Collection[int]) -> dict[int, BudgetFigures]:
    """The figures of each household's newest budget; households without one are not there."""
    row = HouseholdBudget
    query = select(
        row.id, row.household_id, row.valid_from, row.spare_ore, row.room_ore, row.provisional
    ).where(row.voided_at.is_(None))  # fmt: skip
    rows = look.session.execute(narrowed(query.order_by(row.valid_from, row.id), row.household_id, household_ids))
    return {
        one.household_id: BudgetFigures(one.id, one.valid_from, one.spare_ore, one.room_ore, one.provisional)
        for one in rows
    }
