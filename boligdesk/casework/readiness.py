"""How far the records have come: what the tabs that wait for later work already can tell."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from ..models.tenancy import Tenancy, TenancyTerm
from ..rules.rights import Right
from .core.acts import Look, reads


@dataclass(frozen=True)
class Readiness:
    """Running tenancies, and of how many the rent, the household, or both are known."""

    tenancies: int
    with_rent: int
    with_household: int
    with_both: int
    without_rent_id: int | None
    without_household_id: int | None


@reads(Right.TENANCY_READ)
def readiness(look: Look) -> Readiness:
    """Count the tenancies that run today; the ids are the first (lowest) where something is missing."""
    rent = select(TenancyTerm.tenancy_id).where(
        TenancyTerm.voided_at.is_(None),
        TenancyTerm.from_date <= look.today,
        or_(TenancyTerm.to_date.is_(None), TenancyTerm.to_date >= look.today),
    )
    has_rent, has_household = Tenancy.id.in_(rent), Tenancy.household_id.is_not(None)
    running, first = func.count(), func.min(Tenancy.id)
    return Readiness(
        tenancies=_one(look, running, true()) or 0,
        with_rent=_one(look, running, has_rent) or 0,
        with_household=_one(look, running, has_household) or 0,
        with_both=_one(look, running, and_(has_rent, has_household)) or 0,
        without_rent_id=_one(look, first, ~has_rent),
        without_household_id=_one(look, first, ~has_household),
    )


def _one(look: Look, what: ColumnElement[int], condition: ColumnElement[bool]) -> int | None:
    """A figure over the tenancies that hold their unit today."""
    query = select(what).where(
        Tenancy.voided_at.is_(None),
        Tenancy.closed_on.is_(None),
        Tenancy.from_date <= look.today,
        condition,
    )
    return look.session.execute(query).scalar_one_or_none()
