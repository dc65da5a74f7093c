"""What charging a month would do: read from the terms, the leases' days and what stands on the accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, func, or_, select

from ...models.ledger import LedgerAllocation, LedgerEntry, RentAccount
from ...models.tenancy import RentPart, Tenancy, TenancyTerm
from ...rules.ledger.charges import Charge, DatedExtra, DatedTerms, charges_of, plan_charges
from ...rules.ledger.entries import EntryKind, base_key
from ...rules.periods import ONE_DAY, Period, add_months, first_of_month, last_of_month
from ...rules.terms import LandlordKind
from .acts import Look

#: What meets a claim without being paid: it is not taken back once more.
_CREDITED = (EntryKind.CREDIT_NOTE, EntryKind.RENT_REDUCTION, EntryKind.FORGIVEN)


class LeftOut(StrEnum):
    """Why a tenancy is not charged for a month."""

    NO_TERMS = "no_terms"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    RENT_ENDED = "rent_ended"
    EXPIRED = "expired"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Standing:
    """What stands under a charge's key: in øre all told, the charge with its due day, what credit notes have met."""

    ore: int
    entry_id: int
    due: date
    credited_ore: int = 0


@dataclass(frozen=True)
class Difference:
    """A line that was charged otherwise than the terms now say; `now_ore` is 0 where nothing is owed any more."""

    key: str
    entry_id: int
    was_ore: int
    now_ore: int
    due: date

    @property
    def gap_ore(self) -> int:
        """What is to be added (above zero) or taken back (below)."""
        return self.now_ore - self.was_ore


@dataclass(frozen=True)
class AccountPlan:
    """What a month is for one account: new claims and differences, or why it is left out and since when."""

    account_id: int
    tenancy_id: int
    new: tuple[Charge, ...] = ()
    differences: tuple[Difference, ...] = ()
    standing_ore: int = 0
    why: LeftOut | None = None
    on: date | None = None


def plan_of(look: Look, month: date, also: Collection[int] = ()) -> list[AccountPlan]:
    """The plan of every account that could be meant, by tenancy; the day in `month` does not matter.

    `also`: accounts whose lease has expired, and which are charged because the tenant still lives there.
    """
    first = first_of_month(month)
    standing, terms = _standing(look, first), _terms(look, first)
    return [_plan(row, first, terms, standing, also, look.today) for row in look.session.execute(_tenancies(first))]


def _tenancies(first: date) -> Select[*tuple[Any, ...]]:
    """Those that have begun or are to, and have not been over for more than a month; and whatever was charged."""
    row, before = Tenancy, add_months(first, -1)
    charged = select(LedgerEntry.account_id).where(LedgerEntry.month == first)
    over = row.closed_on.is_not(None), row.to_date < before, or_(row.rent_until.is_(None), row.rent_until < before)
    return (
        select(RentAccount.id.label("account_id"), row.id, row.from_date, row.to_date, row.rent_until)
        .add_columns(row.closed_on, row.landlord_kind)
        .join(row, row.id == RentAccount.tenancy_id)
        .where(row.voided_at.is_(None), or_(~(over[0] & over[1] & over[2]), RentAccount.id.in_(charged)))
        .order_by(row.id)
    )


def _plan(
    row: Any,
    first: date,
    terms: Mapping[int, tuple[DatedTerms, ...]],
    standing: Mapping[int, Mapping[str, Standing]],
    also: Collection[int],
    today: date,
) -> AccountPlan:
    stays = row.account_id in also and row.closed_on is None
    owed = Period(row.from_date, None if stays else row.rent_until or row.to_date)
    why, on = _left_out(row, first, owed, row.id in terms, today)
    wanted = () if why else charges_of(str(row.account_id), first, terms[row.id], owed)
    stands = standing.get(row.account_id, {})
    plan = plan_charges(wanted, {key: one.ore for key, one in stands.items()})
    lives_on = row.closed_on is None and owed.end is not None and owed.end < today
    gaps = tuple(one for one in _differences(wanted, stands, plan.differences) if one.gap_ore > 0 or not lives_on)
    return AccountPlan(row.account_id, row.id, plan.new, gaps, sum(one.ore for one in stands.values()), why, on)


def _left_out(row: Any, first: date, owed: Period, has_terms: bool, today: date) -> tuple[LeftOut | None, date | None]:
    """The first reason why nothing is owed for the month, and the day it is about."""
    if row.landlord_kind is LandlordKind.REFERRAL:
        return LeftOut.NOT_OURS, None
    if row.from_date > last_of_month(first):
        return LeftOut.NOT_BEGUN, row.from_date
    if owed.end is not None and owed.end < first:
        if row.closed_on is None and owed.end < today:
            return LeftOut.EXPIRED, owed.end
        return (LeftOut.RENT_ENDED if row.rent_until else LeftOut.ENDED), owed.end
    return (None, None) if has_terms else (LeftOut.NO_TERMS, None)


def _differences(
    wanted: Iterable[Charge], stands: Mapping[str, Standing], gaps: Mapping[str, int]
) -> Iterator[Difference]:
    """What was charged otherwise than is owed now, and what was charged and is not owed at all any more.

    What a credit note has met, or what is forgiven, is not taken back a second time.
    """
    keys = {charge.key for charge in wanted}
    for key, one in stands.items():
        gap = max(gaps.get(key, 0) if key in keys else -one.ore, one.credited_ore - one.ore)
        if gap:
            yield Difference(key, one.entry_id, one.ore, one.ore + gap, one.due)


def _standing(look: Look, first: date) -> dict[int, dict[str, Standing]]:
    """What stands on the accounts for a month, by account and key of the charge."""
    entry = LedgerEntry
    query = select(entry.account_id, entry.id, entry.key, entry.amount_ore, entry.on_date, entry.corrects_id)
    found: dict[int, dict[str, Standing]] = defaultdict(dict)
    credits = credited(look, first)
    for row in look.session.execute(query.where(entry.month == first, entry.key.is_not(None)).order_by(entry.id)):
        lines, key = found[row.account_id], base_key(row.key)
        old = lines.get(key) or Standing(0, row.id, row.on_date)
        met = old.credited_ore + credits.get(row.id, 0)
        lines[key] = replace(old, ore=old.ore + row.amount_ore, credited_ore=met)
    return found


def credited(look: Look, first: date) -> dict[int, int]:
    """Claim of a month → øre that credit notes, prisavslag and what is forgiven have met of it."""
    line, claim, credit = LedgerAllocation, LedgerEntry, LedgerEntry.__table__.alias("credit")
    query = (
        select(line.claim_id, func.sum(line.amount_ore).label("ore"))
        .join(claim, claim.id == line.claim_id)
        .join(credit, credit.c.id == line.credit_id)
        .where(claim.month == first, credit.c.kind.in_(_CREDITED))
        .group_by(line.claim_id)
    )
    return {row.claim_id: int(row.ore) for row in look.session.execute(query)}


def _terms(look: Look, first: date) -> dict[int, tuple[DatedTerms, ...]]:
    """The dated terms of all tenancies as far as a month may ask for them; the first counts from the first day."""
    term = TenancyTerm
    query = select(term.id, term.tenancy_id, term.from_date, term.rent_ore, term.due_day).where(
        term.voided_at.is_(None), term.from_date <= last_of_month(first)
    )
    ordered = query.order_by(term.tenancy_id, term.from_date, term.recorded_at, term.id)
    rows: dict[int, dict[date, Any]] = defaultdict(dict)
    for row in look.session.execute(ordered):
        rows[row.tenancy_id][row.from_date] = row  # of two from the same day the newer one holds
    extras = _extras(look)
    return {one: tuple(_dated(tuple(found.values()), extras)) for one, found in rows.items()}


def _dated(rows: tuple[Any, ...], extras: Mapping[int, tuple[DatedExtra, ...]]) -> Iterator[DatedTerms]:
    for row, after in pairwise((*rows, None)):
        start = date.min if row is rows[0] else row.from_date
        period = Period(start, after.from_date - ONE_DAY if after else None)
        yield DatedTerms(period, row.rent_ore, row.due_day, extras.get(row.id, ()))


def _extras(look: Look) -> dict[int, tuple[DatedExtra, ...]]:
    part = RentPart
    query = select(part.term_id, part.kind, part.mode, part.amount_ore).where(part.amount_ore > 0).order_by(part.id)
    found: dict[int, tuple[DatedExtra, ...]] = {}
    for row in look.session.execute(query):
        found[row.term_id] = (*found.get(row.term_id, ()), DatedExtra(row.kind, row.mode, row.amount_ore))
    return found
