"""The rates in force here: the shipped rows joined with what the office typed in or confirmed (E3)."""

from __future__ import annotations

from sqlalchemy import select

from ...models.office import OfficeRate
from ...rules.explanation import Certainty, Unit
from ...rules.rates import Rates, RateValue, shipped_rates
from .acts import Look


def rates_of(look: Look) -> Rates:
    """All rates the office reckons with; the newest office row of a key and date wins over the shipped one."""
    rows = look.session.execute(select(OfficeRate).order_by(OfficeRate.id)).scalars().all()
    newest = {(row.key, row.valid_from): row for row in rows}
    return shipped_rates().with_office(_value(row) for row in newest.values())


def _value(row: OfficeRate) -> RateValue:
    return RateValue(
        row.key,
        row.valid_from,
        row.value,
        Unit(row.unit),
        row.source,
        Certainty(row.certainty),
        valid_to=row.valid_to,
        standing=row.valid_to is None,
        rate_set="kontoret",
    )
