"""New dated terms of a tenancy: another rent from a day, everything else as before (E5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...models.tenancy import RentPart, Tenancy, TenancyTerm
from ...rules.periods import ONE_DAY
from .acts import Work
from .tenancy_rows import extras_of, term_on


@dataclass(frozen=True)
class NewRent:
    """A rent (øre per month) from a day. `basis` is how it came about; `index_month` the index it was set by."""

    start: date
    rent_ore: int
    basis: str
    index_month: date | None = None


def write_rent(work: Work, tenancy: Tenancy, rent: NewRent) -> int:
    """Write the terms that hold from the rent's first day, with due day and extras as they are then. Their id."""
    old = term_on(work, tenancy.id, rent.start)
    new = work.add(
        TenancyTerm(
            tenancy_id=tenancy.id,
            from_date=rent.start,
            rent_ore=rent.rent_ore,
            due_day=old.due_day,
            index_month=rent.index_month or old.index_month,
            basis=rent.basis,
            recorded_at=work.now,
        )
    )
    for extra in extras_of(work, old.id):
        work.add(RentPart(term_id=new.id, kind=extra.kind, mode=extra.mode, amount_ore=extra.amount_ore or 0))
    old.to_date = rent.start - ONE_DAY
    return new.id


def take_back_rent(work: Work, term_id: int, reason: str) -> None:
    """Put a rent's terms out of use: those before them hold for their days too."""
    term = work.get(TenancyTerm, term_id)
    term.voided_at, term.voided_by, term.void_reason = work.now, work.who.user_id, reason
    work.session.flush()
    term_on(work, term.tenancy_id, term.from_date).to_date = term.to_date
