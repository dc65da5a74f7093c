"""A household's budget: reckoned while it is typed, kept as versions with a date, opened as it was kept (V15, H17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..models.guidance import HouseholdBudget
from ..models.person import Household
from ..rules.budget import given as stored_given
from ..rules.budget.given import BudgetGiven
from ..rules.budget.kept import Reckoned, reckon, reopened
from ..rules.budget.steps import RateDay
from ..rules.explanation import Explanation, Unit, dump, load
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.acts import Look, Work, reads, writes
from .core.budget_rows import newest_budget
from .core.rates import rates_of

_NOTE = 500


@dataclass(frozen=True)
class BudgetCard:
    """A version as it was kept: what was typed, the figures of that day, and what they rest on. Øre a month.

    `room_ore` is the rent the budget carries; None for each figure that could not be said.
    """

    id: int
    version: int
    household_id: int
    valid_from: date
    note: str
    given: BudgetGiven
    reckoned: Reckoned
    income_ore: int | None
    housing_ore: int | None
    left_ore: int | None
    reference_ore: int | None
    spare_ore: int | None
    room_ore: int | None
    provisional: bool
    document_id: int | None


@reads(Right.GUIDANCE_READ)
def estimate(look: Look, given: BudgetGiven) -> Reckoned:
    """The budget by today's rates; nothing is kept. RefusedError for what cannot be."""
    return reckon(given, RateDay(rates_of(look), look.today))


@reads(Right.GUIDANCE_READ)
def latest(look: Look, household_id: int) -> BudgetCard | None:
    """The budget that holds for a household now; None when none was made."""
    look.get(Household, household_id)
    row = newest_budget(look, household_id)
    return None if row is None else _card(row)


@reads(Right.GUIDANCE_READ)
def budgets_of(look: Look, household_id: int) -> tuple[BudgetCard, ...]:
    """Every version of a household's budget, the one that holds first."""
    look.get(Household, household_id)
    row = HouseholdBudget
    query = select(row).where(row.household_id == household_id, row.voided_at.is_(None))
    found = look.session.execute(query.order_by(row.valid_from.desc(), row.id.desc())).scalars()
    return tuple(map(_card, found))


@reads(Right.GUIDANCE_READ)
def budget_card(look: Look, budget_id: int) -> BudgetCard:
    """One version as it was kept."""
    return _card(look.get(HouseholdBudget, budget_id))


def _card(row: HouseholdBudget) -> BudgetCard:
    given = stored_given.load(row.given)
    return BudgetCard(
        id=row.id,
        version=row.version,
        household_id=row.household_id,
        valid_from=row.valid_from,
        note=row.note,
        given=given,
        reckoned=reopened(load(row.explanation), given),
        income_ore=row.income_ore,
        housing_ore=row.housing_ore,
        left_ore=row.left_ore,
        reference_ore=row.reference_ore,
        spare_ore=row.spare_ore,
        room_ore=row.room_ore,
        provisional=row.provisional,
        document_id=row.document_id,
    )


@writes(Right.GUIDANCE_WRITE)
def keep_budget(work: Work, household_id: int, given: BudgetGiven, valid_from: date, note: str = "") -> int:
    """Keep a new version that holds from a day, reckoned by today's rates; its id. Earlier ones stay as they were."""
    work.get(Household, household_id)
    if valid_from > work.today:
        raise refuse("budsjett.fram_i_tid")
    if len(note.strip()) > _NOTE:
        raise refuse("budsjett.langt_notat", mest=_NOTE)
    found = reckon(given, RateDay(rates_of(work), work.today))
    row = HouseholdBudget(household_id=household_id, valid_from=valid_from, note=note.strip())
    row.given, row.explanation = stored_given.dump(given), dump(found.tree)
    for name, value in _columns(found).items():
        setattr(row, name, value)
    return work.add(row).id


def _columns(found: Reckoned) -> dict[str, Any]:
    budget = found.budget
    figures = {
        "income_ore": budget.income,
        "housing_ore": budget.home,
        "left_ore": budget.left,
        "reference_ore": budget.reference,
        "spare_ore": budget.balance,
        "room_ore": found.room,
    }
    return {"provisional": budget.provisional, **{name: _ore(step) for name, step in figures.items()}}


def _ore(step: Explanation) -> int | None:
    return step.ore if step.unit is Unit.ORE and step.result is not None else None


@writes(Right.GUIDANCE_WRITE)
def withdraw_budget(work: Work, budget_id: int, version: int, reason: str) -> None:
    """Take a version back that was kept by mistake, with the reason; the one before holds again."""
    row = work.load(HouseholdBudget, budget_id, version)
    if not reason.strip():
        raise refuse("budsjett.uten_grunn")
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()
