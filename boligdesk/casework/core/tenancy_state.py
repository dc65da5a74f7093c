"""Where a tenancy stands on a day: worked out from its dates and its notice, never stored (E5)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, exists

from ...models.tenancy import Ending, Tenancy


class TenancyState(StrEnum):
    """Where a tenancy stands on a day. An expired one still holds its dwelling until the keys are back."""

    COMING = "coming"
    RUNNING = "running"
    NOTICE_GIVEN = "notice_given"
    EXPIRED = "expired"
    ENDED = "ended"


#: States in which somebody lives there.
LIVING = frozenset({TenancyState.RUNNING, TenancyState.NOTICE_GIVEN, TenancyState.EXPIRED})


def tenancy_state(today: date) -> ColumnElement[str]:
    """The state of each `Tenancy` of a query on a day, as its value."""
    noticed = exists().where(Ending.tenancy_id == Tenancy.id, Ending.voided_at.is_(None), Ending.withdrawn_on.is_(None))
    return case(
        (and_(Tenancy.closed_on.is_not(None), Tenancy.closed_on <= today), TenancyState.ENDED.value),
        (Tenancy.from_date > today, TenancyState.COMING.value),
        (noticed, TenancyState.NOTICE_GIVEN.value),
        (and_(Tenancy.to_date.is_not(None), Tenancy.to_date < today), TenancyState.EXPIRED.value),
        else_=TenancyState.RUNNING.value,
    )
