"""À konto against real use: reckoned for all, booked in one act, taken back by counter-entries (§ 3-4, P5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..models.casefile import Sending
from ..models.ledger import RentAccount, UseRound, UseSettlement
from ..models.person import Person
from ..models.stock import Building, Dwelling
from ..models.tenancy import Tenancy
from ..rules.arrears.words import LedgerKind
from ..rules.calendar import next_bank_day
from ..rules.explanation import Explanation, dump, load
from ..rules.ledger.entries import EntryKind
from ..rules.messages import Fault, Kind, RefusedError, refuse
from ..rules.rights import Right
from ..rules.terms import ExtraKind
from ..rules.use_settlement import ShareKey
from .core.acts import Look, Work, reads, writes
from .core.ledger_choice import ledger_kind
from .core.ledger_write import NewEntry, take_back, write_entries
from .core.protection import unshielded
from .core.use_planning import NotSettled, UseLine, UsePlan, UseWish, plan_use

__all__ = ["NotSettled", "UseLine", "UsePlan", "UseWish"]  # what windows name besides the acts


@dataclass(frozen=True)
class BuildingChoice:
    """A building that a settlement can be made for."""

    id: int
    address: str


@dataclass(frozen=True)
class UseBooked:
    """What booking did: tenancies settled, and what they owe and have to good all told (øre, both above zero)."""

    round_id: int
    settled: int
    owed_ore: int
    credit_ore: int


@dataclass(frozen=True)
class UseRoundRow:
    """A settlement in the list; `settled` and `printed` count those that the person at the desk may see."""

    id: int
    version: int
    kind: ExtraKind
    key: ShareKey
    place: str
    from_date: date
    to_date: date
    total_ore: int
    due_on: date
    booked: bool
    voided: bool
    settled: int
    printed: int


@dataclass(frozen=True)
class UseSettledRow:
    """One tenancy of a settlement that was made (øre): what was charged and used, and how it came about."""

    id: int
    tenancy_id: int
    account_id: int
    number: str
    tenant: str
    charged_ore: int
    actual_ore: int
    document_id: int | None
    sent_on: date | None
    explanation: Explanation


@reads(Right.LEDGER_READ)
def use_buildings(look: Look) -> tuple[BuildingChoice, ...]:
    """The buildings with homes in them, by address."""
    query = select(Building.id, Building.address).where(Building.id.in_(select(Dwelling.building_id)))
    return tuple(
        BuildingChoice(row.id, row.address) for row in look.session.execute(query.order_by(Building.address_sort))
    )


@reads(Right.LEDGER_READ)
def plan_settlement(look: Look, wish: UseWish) -> UsePlan:
    """What a settlement would mean for everybody who lived there in the period; nothing is written."""
    return plan_use(look, wish)


@writes(Right.LEDGER_WRITE)
def book_settlement(work: Work, wish: UseWish) -> UseBooked:
    """Settle with everybody who can be: a claim due on the chosen day (or its bank day), or a credit from today.

    Days that are settled already are never settled again, so doing it twice books nothing more. In a mirror of other
    books it is kept with its reckoning and writes on no account. Refused with what stops it, and when nothing is left.
    """
    if ledger_kind(work) is None:
        raise refuse("reskontro.ikke_valgt")
    plan = plan_use(work, wish)
    _refuse_stops(plan)
    lines = [line for line in plan.lines if line.settles]
    if not lines:
        raise refuse("avregning.ingenting")
    booked = ledger_kind(work) is LedgerKind.OWN
    round_ = work.add(_round(wish, plan, booked=booked))
    entries = _book(work, round_, lines) if booked else {}
    for line in lines:
        work.add(_settled(round_, line, entries.get(line.tenancy_id)))
    results = [line.share.result_ore for line in lines if line.share]
    owed = sum(ore for ore in results if ore > 0)
    return UseBooked(round_.id, len(lines), owed, owed - sum(results))


def _refuse_stops(plan: UsePlan) -> None:
    stopping = [one for one in plan.controls if one.kind in (Kind.HARD, Kind.MISSING)]
    if stopping:
        raise RefusedError(*(Fault(one.code, one.what, None, None) for one in stopping))


def _round(wish: UseWish, plan: UsePlan, *, booked: bool) -> UseRound:
    return UseRound(
        building_id=wish.building_id,
        extra_kind=wish.kind,
        share_key=wish.key,
        from_date=wish.period.start,
        to_date=wish.period.end,
        total_ore=plan.total_ore,
        office_ore=plan.office_ore,
        unit_price=wish.unit_price if wish.cost.by_price else None,
        source=wish.source.strip()[:200],
        document_id=wish.document_id,
        due_on=wish.due_on,
        booked=booked,
    )


def _settled(round_: UseRound, line: UseLine, entry_id: int | None) -> UseSettlement:
    share = line.share
    if share is None:
        raise ValueError(line.tenancy_id)
    return UseSettlement(
        round_id=round_.id,
        account_id=line.account_id,
        extra_kind=round_.extra_kind,
        from_date=line.stay.start,
        to_date=line.stay.end,
        charged_ore=share.charged_ore,
        actual_ore=share.real_ore,
        monthly_ore=share.monthly.ore if share.monthly else None,
        entry_id=entry_id,
        explanation=dump(share.explanation),
    )


def _book(work: Work, round_: UseRound, lines: Sequence[UseLine]) -> dict[int, int]:
    """Write what is owed or to good; the entries' ids by tenancy. A key holds the same days only once."""
    tried = _tries(work, round_)
    entries = {
        line.tenancy_id: _entry(work, round_, line, line.share.result_ore, tried[line.account_id])
        for line in lines
        if line.share and line.share.result_ore
    }
    return dict(zip(entries, write_entries(work, list(entries.values()), pay=True), strict=True))


def _entry(work: Work, round_: UseRound, line: UseLine, ore: int, tried: int) -> NewEntry:
    due = next_bank_day(round_.due_on)
    return NewEntry(
        line.account_id,
        EntryKind.USE_SETTLEMENT,
        ore,
        due if ore > 0 else work.today,
        nominal_on=round_.due_on if ore > 0 else None,
        key=f"{line.account_id}:{line.stay.start:%Y-%m-%d}~{tried}:use_settlement.{round_.extra_kind}",
        detail={
            "extra": round_.extra_kind.value,
            "from": line.stay.start.isoformat(),
            "to": line.stay.end.isoformat() if line.stay.end else None,
        },
    )


def _tries(work: Work, round_: UseRound) -> dict[int, int]:
    """How often each account was settled for this extra before and it was taken back."""
    row = UseSettlement
    query = select(row.account_id, func.count()).where(row.extra_kind == round_.extra_kind, row.voided_at.is_not(None))
    counted = work.session.execute(query.group_by(row.account_id))
    return defaultdict(int, {account: int(count) for account, count in counted})


@writes(Right.LEDGER_WRITE)
def undo_settlement(work: Work, round_id: int, version: int, reason: str) -> int:
    """Take a settlement back, for everybody, with a reason: each entry is met by a counter-entry of today.

    It can then be made anew. Returns how many were taken back; whoever does it, nobody is left out.
    """
    round_ = work.load(UseRound, round_id, version)
    if round_.voided_at is not None:
        raise refuse("avregning.angret_for")
    if not reason.strip():
        raise refuse("avregning.uten_grunn")
    work.reason(reason.strip())
    with unshielded(work.session):
        query = select(UseSettlement).where(UseSettlement.round_id == round_id, UseSettlement.voided_at.is_(None))
        rows = list(work.session.execute(query).scalars())
        for row in rows:
            if row.entry_id is not None:
                take_back(work, row.entry_id, work.today, reason.strip())
            row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()
    round_.voided_at, round_.voided_by, round_.void_reason = work.now, work.who.user_id, reason.strip()
    return len(rows)


@reads(Right.LEDGER_READ)
def use_rounds(look: Look) -> tuple[UseRoundRow, ...]:
    """All settlements, the newest first."""
    row = UseSettlement
    each = select(row.round_id, func.count(), func.count(row.document_id)).group_by(row.round_id)
    counts = {round_id: (settled, printed) for round_id, settled, printed in look.session.execute(each)}
    query = select(UseRound, Building.address).outerjoin(Building, Building.id == UseRound.building_id)
    return tuple(
        _round_row(round_, address or "", *counts.get(round_.id, (0, 0)))
        for round_, address in look.session.execute(query.order_by(UseRound.id.desc()))
    )


def _round_row(round_: UseRound, place: str, settled: int, printed: int) -> UseRoundRow:
    return UseRoundRow(
        round_.id,
        round_.version,
        round_.extra_kind,
        round_.share_key,
        place,
        round_.from_date,
        round_.to_date,
        round_.total_ore,
        round_.due_on,
        round_.booked,
        round_.voided_at is not None,
        settled,
        printed,
    )


@reads(Right.LEDGER_READ)
def settled_lines(look: Look, round_id: int) -> tuple[UseSettledRow, ...]:
    """What a settlement came to for each tenancy, as it was reckoned then (E4)."""
    sent = select(func.min(Sending.sent_on)).where(Sending.document_id == UseSettlement.document_id).scalar_subquery()
    query = (
        select(UseSettlement, sent, Tenancy.id, Tenancy.number, Person.last_name, Person.first_name)
        .join(RentAccount, RentAccount.id == UseSettlement.account_id)
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .where(UseSettlement.round_id == look.get(UseRound, round_id).id)
        .order_by(UseSettlement.id)
    )
    return tuple(_settled_row(*row) for row in look.session.execute(query))


def _settled_row(
    row: UseSettlement, sent_on: date | None, tenancy_id: int, number: str, last: str, first: str
) -> UseSettledRow:
    return UseSettledRow(
        row.id,
        tenancy_id,
        row.account_id,
        number,
        ", ".join(filter(None, (last, first))),
        row.charged_ore,
        row.actual_ore,
        row.document_id,
        sent_on,
        load(row.explanation),
    )
