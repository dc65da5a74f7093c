"""The last day a tenant owes rent for: the keys may come back before the notice has run out (§§ 9-2, 9-6)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ...models.tenancy import Ending, Tenancy
from ...rules.ending import notice_lapsed
from ...rules.periods import ONE_DAY
from .acts import Look, Work
from .office_settings import OfficeSetting, setting_of
from .protection import SHIELD_OFF


def rent_beyond_keys(look: Look, tenancy_id: int, keys_back: date) -> date | None:
    """The last day of rent where it is later than the day the keys come back; None = the rent ends with the keys.

    The notice, or the day agreed on, decides; keys taken back without either are an agreement to end it that day.
    An office that has chosen to end the rent with the keys gets None always.
    """
    if not setting_of(look, OfficeSetting.RENT_THROUGH_NOTICE):
        return None
    query = select(Ending).where(
        Ending.tenancy_id == tenancy_id, Ending.withdrawn_on.is_(None), Ending.voided_at.is_(None)
    )
    standing = (row for row in look.session.execute(query).scalars() if not _lapsed(row, look.today))
    last = min((row.effective_on for row in standing), default=keys_back)
    return last if last > keys_back else None


def _lapsed(row: Ending, today: date) -> bool:
    return notice_lapsed(row.protested_on, row.protest_by, row.sue_by, row.sued_on, today)


def end_rent_by_reletting(work: Work, unit_id: int, start: date) -> None:
    """Somebody new rents the unit from `start`: whoever left early owes nothing from that day."""
    query = select(Tenancy).where(Tenancy.unit_id == unit_id, Tenancy.rent_until >= start, Tenancy.voided_at.is_(None))
    for tenancy in work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars():
        last = start - ONE_DAY
        tenancy.rent_until = last if tenancy.to_date and last > tenancy.to_date else None
