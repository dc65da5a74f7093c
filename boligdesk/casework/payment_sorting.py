"""Payments sorted by hand: to an account, split over several to the øre, as a return, set aside; and undone (P26).

Nothing is changed in the ledger: what was sorted wrong is met by counter-entries, and the line waits again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from ..models.ledger import LedgerAllocation, LedgerEntry, RentAccount
from ..models.payments import KnownPayer, PaymentLine
from ..models.tenancy import Tenancy
from ..rules.arrears.words import LineState, PayerKind, PaymentOutcome
from ..rules.ledger.entries import Allocation, EntryKind
from ..rules.ledger.paying import PaidFor, Wish
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind, TaskKind
from ..texts import formats, text
from .core.acts import Look, Work, writes
from .core.document_rows import NewDocument, keep
from .core.ledger_write import NewEntry, correct, pay_open, take_back, write_allocations, write_entries
from .core.payment_booking import value_day, wish_of
from .core.payment_rows import TOOK_BACK, follow_waiting, hints_of
from .core.protection import shielded_accounts
from .core.tasks import NewTask, add_task

#: Within so many days money that came wrong is to be on its way back.
_REPAY_DAYS = timedelta(days=7)


@dataclass(frozen=True)
class Part:
    """A part of a payment (øre) for one account: for the rent or an agreement, and for a month (its 1st) if named."""

    account_id: int
    amount_ore: int
    paid_for: PaidFor = PaidFor.RENT
    month: date | None = None


@dataclass(frozen=True)
class KeptList:
    """The list a payer sent with one sum for many, as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Sorting:
    """Where a payment goes. Its parts add up to it; `remember`: its payer pays for these tenants from now on."""

    line_id: int
    version: int
    parts: tuple[Part, ...]
    remember: PayerKind | None = None
    list_file: KeptList | None = None
    note: str = ""


@writes(Right.PAYMENTS_WRITE)
def sort_line(work: Work, sorting: Sorting) -> tuple[int, ...]:
    """Put a waiting payment on the accounts it is for; it pays what is open there (P24). The ids of its entries.

    Refuses (`innbetaling.*`) parts that do not add up to the øre, an account twice, and money that went out. A sum
    for several keeps the payer's list, or the split as it was typed, as a document.
    """
    line = _waiting(work, sorting.line_id, sorting.version)
    if line.amount_ore <= 0:
        raise refuse("innbetaling.gikk_ut")
    _check_parts(work, line, sorting.parts)
    document_id = _keep_list(work, line, sorting) if len(sorting.parts) > 1 else None
    entries = [_entry(line, part, document_id) for part in sorting.parts]
    ids = write_entries(work, entries)
    pay_open(work, {part.account_id for part in sorting.parts})
    _sorted(work, line, LineState.BOOKED, sorting.note)
    line.account_id = sorting.parts[0].account_id if len(sorting.parts) == 1 else None
    if sorting.remember:
        _remember(work, line, sorting)
    return tuple(ids)


def _waiting(work: Work, line_id: int, version: int) -> PaymentLine:
    line = work.load(PaymentLine, line_id, version)
    if line.state is not LineState.WAITING:
        raise refuse("innbetaling.er_sortert")
    return line


def _check_parts(work: Work, line: PaymentLine, parts: tuple[Part, ...]) -> None:
    given = sum(part.amount_ore for part in parts)
    if given != line.amount_ore:
        raise refuse("innbetaling.ikke_hele", sum=line.amount_ore, fordelt=given)
    if any(part.amount_ore <= 0 for part in parts):
        raise refuse("innbetaling.del_uten_belop")
    if len({(part.account_id, part.paid_for, part.month) for part in parts}) < len(parts):
        raise refuse("innbetaling.konto_to_ganger")
    for part in parts:
        work.get(RentAccount, part.account_id)


def _entry(line: PaymentLine, part: Part, document_id: int | None) -> NewEntry:
    said = wish_of(line.text, line.booked_on, part.paid_for)
    return NewEntry(
        part.account_id,
        EntryKind.PAYMENT,
        -part.amount_ore,
        value_day(line.booked_on, line.paid_on),
        line_id=line.id,
        document_id=document_id,
        wish=Wish(part.paid_for, part.month or said.month),
    )


def _keep_list(work: Work, line: PaymentLine, sorting: Sorting) -> int:
    """The list as it came; else the split as it was typed, by tenancy number and without names."""
    kept = sorting.list_file or KeptList(text("innbetaling.liste.fil"), _typed(work, sorting.parts))
    new = NewDocument(
        DocumentKind.ATTACHMENT,
        text("innbetaling.liste.tittel", dato=line.booked_on, sum=line.amount_ore),
        kept.name,
        kept.content,
        "text/csv" if kept.name.lower().endswith(".csv") else "application/octet-stream",
        line.booked_on,
        tenancy_id=_home_of(work, sorting.parts),
    )
    return keep(work, new).id


def _home_of(work: Work, parts: tuple[Part, ...]) -> int:
    """The tenancy whose document the list is: one that must not be seen by all, where there is such a one (P30)."""
    accounts = select(RentAccount.tenancy_id).where(RentAccount.id.in_({part.account_id for part in parts}))
    hidden = accounts.where(RentAccount.id.in_(shielded_accounts())).order_by(RentAccount.id)
    found = work.session.execute(hidden).scalars().first()
    return found or work.get(RentAccount, parts[0].account_id).tenancy_id


def _typed(work: Work, parts: tuple[Part, ...]) -> bytes:
    rows = [[text("innbetaling.liste.leieforhold"), text("innbetaling.liste.belop")]]
    for part in parts:
        tenancy = work.get(Tenancy, work.get(RentAccount, part.account_id).tenancy_id)
        rows.append([tenancy.number, formats.amount(part.amount_ore)])
    return "".join(";".join(row) + "\r\n" for row in rows).encode("utf-8-sig")


def _remember(work: Work, line: PaymentLine, sorting: Sorting) -> None:
    """Keep who pays for whom, once: the same payer of the same account is not noted again."""
    if not line.payer_account:
        raise refuse("innbetaling.uten_betalerkonto")
    known = select(KnownPayer.account_id).where(
        KnownPayer.payer_account == line.payer_account, KnownPayer.voided_at.is_(None), KnownPayer.to_date.is_(None)
    )
    before = set(work.session.execute(known).scalars())
    for account_id in dict.fromkeys(part.account_id for part in sorting.parts):
        if account_id not in before:
            work.add(
                KnownPayer(
                    account_id=account_id,
                    payer_account=line.payer_account,
                    payer_name=line.payer,
                    kind=sorting.remember or PayerKind.OTHER,
                    confirmed_on=work.today,
                )
            )


def _sorted(work: Work, line: PaymentLine, state: LineState, note: str) -> None:
    line.state, line.note = state, note.strip()[:500]
    line.sorted_by, line.sorted_at = work.who.user_id, work.ledger.now
    follow_waiting(work)


@writes(Right.PAYMENTS_WRITE)
def sort_return(work: Work, line_id: int, version: int, entry_id: int, note: str = "") -> int:
    """A payment that came back, or was credited, takes back (a part of) an earlier one; what that paid is open again.

    The counter-entry's id. Refuses what is no payment, and more than is left of it.
    """
    line = _waiting(work, line_id, version)
    row = work.get(LedgerEntry, entry_id)
    if row.kind is not EntryKind.PAYMENT or row.amount_ore > 0 or row.corrects_id is not None:
        raise refuse("innbetaling.ikke_betaling")
    amount, left = abs(line.amount_ore), -row.amount_ore - _taken(work, entry_id)
    if amount > left:
        raise refuse("innbetaling.mer_enn_betalt", sum=amount, igjen=left)
    reason = text("innbetaling.kom_i_retur", dato=line.booked_on)
    new_id = correct(work, entry_id, amount, line.booked_on, reason, EntryKind.PAYMENT_RETURNED)
    _sorted(work, line, LineState.BOOKED, note)
    line.account_id, line.outcome = row.account_id, PaymentOutcome.RETURNED
    line.suggestion = {**(line.suggestion or {}), TOOK_BACK: entry_id}
    return new_id


def _taken(look: Look, entry_id: int) -> int:
    """How much of a payment was taken back before, in øre."""
    query = select(func.sum(LedgerEntry.amount_ore)).where(LedgerEntry.corrects_id == entry_id)
    return int(look.session.execute(query).scalar() or 0)


@writes(Right.PAYMENTS_WRITE)
def set_aside(work: Work, line_id: int, version: int, note: str, *, repay: bool = False) -> None:
    """A payment that is none of the office's: set aside with the reason; `repay` leaves the task to send it back."""
    line = _waiting(work, line_id, version)
    if not note.strip():
        raise refuse("innbetaling.uten_grunn")
    _sorted(work, line, LineState.SET_ASIDE, note)
    if repay:
        _repay_task(work, line, line.amount_ore, None)


def _repay_task(work: Work, line: PaymentLine, amount_ore: int, tenancy_id: int | None) -> None:
    payer = line.payer or formats.account(line.payer_account)
    if not payer:
        raise refuse("innbetaling.ukjent_betaler")
    title = text("innbetaling.oppgave.tilbake", sum=amount_ore, betaler=payer)
    add_task(work, NewTask(TaskKind.MANUAL, work.today + _REPAY_DAYS, title, tenancy_id=tenancy_id))


@writes(Right.PAYMENTS_WRITE)
def sort_again(work: Work, line_id: int, version: int, reason: str) -> None:
    """Undo how a payment was sorted, by hand or by the program: counter-entries, and it waits again.

    A payer that was remembered by the same act is forgotten. Refused when some of the money was paid back.
    """
    line = work.load(PaymentLine, line_id, version)
    if line.state is LineState.WAITING:
        raise refuse("innbetaling.er_ikke_sortert")
    if not reason.strip():
        raise refuse("innbetaling.uten_grunn")
    if line.state is LineState.BOOKED:
        _take_back_all(work, line, reason.strip())
    _forget_with(work, line)
    line.state, line.sorted_by, line.sorted_at, line.note = LineState.WAITING, None, None, reason.strip()[:500]
    hints = hints_of(line.suggestion)
    line.account_id = hints[0].account_id if hints else line.account_id
    line.suggestion = {k: v for k, v in (line.suggestion or {}).items() if k != TOOK_BACK} or None
    follow_waiting(work)


def _take_back_all(work: Work, line: PaymentLine, reason: str) -> None:
    took_back = (line.suggestion or {}).get(TOOK_BACK)
    if took_back is not None:
        correct(work, took_back, -abs(line.amount_ore), line.booked_on, reason)
        return
    row = LedgerEntry
    query = select(row.id, row.kind, row.amount_ore, row.on_date).where(row.line_id == line.id).order_by(row.id)
    found = work.session.execute(query).all()
    if _repaid(work, [entry.id for entry in found]):
        raise refuse("innbetaling.er_tilbakebetalt")
    for entry in found:
        if -entry.amount_ore > _taken(work, entry.id):
            take_back(work, entry.id, entry.on_date, reason)


def _repaid(look: Look, credit_ids: list[int]) -> int:
    """How much of these payments was paid back, in øre, whichever act wrote it."""
    line, row = LedgerAllocation, LedgerEntry
    query = select(func.sum(line.amount_ore)).join(row, row.id == line.claim_id)
    back = query.where(line.credit_id.in_(credit_ids), row.kind == EntryKind.REPAID)
    return int(look.session.execute(back).scalar() or 0)


def _forget_with(work: Work, line: PaymentLine) -> None:
    """The payers that the sorting which is undone had remembered."""
    if line.sorted_at is None:
        return
    query = select(KnownPayer).where(
        KnownPayer.payer_account == line.payer_account,
        KnownPayer.created_at == line.sorted_at,
        KnownPayer.voided_at.is_(None),
    )
    for payer in work.session.execute(query).scalars():
        _void(work, payer)


def _void(work: Work, payer: KnownPayer) -> None:
    payer.voided_at, payer.voided_by = work.now, work.who.user_id
    payer.void_reason = text("innbetaling.glemt")


@writes(Right.PAYMENTS_WRITE)
def forget_payer(work: Work, payer_id: int, version: int) -> None:
    """A payer does not pay for this tenant any more: what comes from there waits to be sorted."""
    _void(work, work.load(KnownPayer, payer_id, version))


@writes(Right.PAYMENTS_WRITE)
def repay(work: Work, entry_id: int, amount_ore: int, reason: str = "") -> int:
    """Pay back (øre) what of a payment pays nothing, to whoever PAID it; leaves the task to do it. The entry's id.

    Refuses more than is to good of that payment, and one whose payer nobody knows.
    """
    row = work.get(LedgerEntry, entry_id)
    if row.kind is not EntryKind.PAYMENT or row.line_id is None or row.amount_ore > 0:
        raise refuse("innbetaling.ikke_betaling")
    left = -row.amount_ore - _used(work, entry_id)
    if not 0 < amount_ore <= left:
        raise refuse("innbetaling.ikke_til_gode", sum=amount_ore, til_gode=left)
    line = work.get(PaymentLine, row.line_id)
    detail: dict[str, Any] = {"payer": line.payer, "payer_account": line.payer_account}
    entry = NewEntry(
        row.account_id, EntryKind.REPAID, amount_ore, work.today, text=reason, line_id=line.id, detail=detail
    )
    new_id = write_entries(work, [entry])[0]
    write_allocations(work, {row.account_id: [Allocation(entry_id, new_id, amount_ore, work.now)]})
    _repay_task(work, line, amount_ore, work.get(RentAccount, row.account_id).tenancy_id)
    return new_id


def _used(look: Look, entry_id: int) -> int:
    """What of a credit pays something, in øre."""
    query = select(func.sum(LedgerAllocation.amount_ore)).where(LedgerAllocation.credit_id == entry_id)
    return int(look.session.execute(query).scalar() or 0)
