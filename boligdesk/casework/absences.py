"""Who is away and who covers: registered by oneself, or for a colleague by one who may change users."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.office import User
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.absence_rows import Away, absences_of, forget_absence, keep_absence
from .core.acts import Look, Work, reads, writes


@dataclass(frozen=True)
class AbsenceRow:
    """One who is away or will be, from–to inclusive, and who covers; without a deputy the name is empty."""

    user_id: int
    name: str
    from_date: date
    to_date: date
    deputy_id: int | None
    deputy: str


@reads(Right.OPEN)
def absences(look: Look) -> tuple[AbsenceRow, ...]:
    """The absences that are not over, the first to begin first."""
    standing = [away for away in absences_of(look).values() if away.to_date >= look.today]
    names = {row.id: row.name for row in look.session.execute(select(User.id, User.name))}
    rows = (
        AbsenceRow(a.user_id, names[a.user_id], a.from_date, a.to_date, a.deputy_id, names.get(a.deputy_id or 0, ""))
        for a in standing
    )
    return tuple(sorted(rows, key=lambda row: (row.from_date, row.name)))


@writes(Right.OPEN)
def set_absence(work: Work, user_id: int, from_date: date, to_date: date, deputy_id: int | None = None) -> None:
    """Register that a user is away from–to (inclusive). Without `deputy_id` the user's own deputy covers.

    It stands in place of what was registered before. Only who may change users does it for others.
    """
    user = _whose(work, user_id)
    if to_date < from_date:
        raise refuse("fravar.til_for_fra")
    if to_date < work.today:
        raise refuse("fravar.er_over", til=to_date)
    deputy = work.get(User, deputy_id) if deputy_id is not None else None
    if deputy is not None and deputy.id == user.id:
        raise refuse("bruker.egen_vikar")
    if deputy is not None and not deputy.active:
        raise refuse("oppgave.bruker_sluttet", navn=deputy.name)
    keep_absence(work, Away(user.id, from_date, to_date, deputy_id if deputy_id is not None else user.deputy_id))


@writes(Right.OPEN)
def end_absence(work: Work, user_id: int) -> None:
    """The user is back, or does not go after all: nobody covers any more."""
    forget_absence(work, _whose(work, user_id).id)


def _whose(work: Work, user_id: int) -> User:
    if user_id != work.who.user_id:
        work.desk.require(Right.USER_WRITE)
    return work.get(User, user_id)
