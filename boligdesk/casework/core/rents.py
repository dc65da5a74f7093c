"""Rents on a day: what is set for units, what tenancies pay, and when a rent can be indexed next (§ 4-2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from ...models.stock import DwellingRent
from ...models.tenancy import TenancyTerm
from ...rules.limits import LeaseLimit, limit_of
from ...rules.periods import add_months, month_start_on_or_after
from ...rules.rates import Rates
from .acts import Look
from .narrowing import narrowed


def set_rents(look: Look, unit_ids: Collection[int], day: date) -> dict[int, int]:
    """Øre per month that the municipality has set for each unit, as it stands on `day`."""
    rent = DwellingRent
    query = (
        select(rent.unit_id, rent.rent_ore)
        .where(rent.voided_at.is_(None), rent.from_date <= day)
        .order_by(rent.from_date, rent.recorded_at, rent.id)
    )
    rows = look.session.execute(narrowed(query, rent.unit_id, unit_ids))
    return {row.unit_id: row.rent_ore for row in rows}


def term_rents(look: Look, tenancy_ids: Collection[int], day: date) -> dict[int, int]:
    """Øre per month that each tenancy pays on `day`; one that has not begun shows its first rent."""
    term = TenancyTerm
    query = (
        select(term.tenancy_id, term.rent_ore, term.from_date)
        .where(term.voided_at.is_(None))
        .order_by(term.from_date, term.recorded_at, term.id)
    )
    found: dict[int, int] = {}
    for row in look.session.execute(narrowed(query, term.tenancy_id, tenancy_ids)):
        if row.from_date <= day or row.tenancy_id not in found:
            found[row.tenancy_id] = row.rent_ore
    return found


def earliest_index_date(set_from: date, today: date, rates: Rates) -> date:
    """The first of a month from which the rent can follow the index: a year after the last setting, a month's notice.

    Husleieloven § 4-2 second paragraph; the limits come from the dated rates.
    """
    after = add_months(set_from, limit_of(rates, LeaseLimit.KPI_INTERVAL_MONTHS, today))
    warned = add_months(today, limit_of(rates, LeaseLimit.KPI_NOTICE_MONTHS, today))
    return month_start_on_or_after(max(after, warned))
