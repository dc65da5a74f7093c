"""Writing on rent accounts: what comes in pays by P24, what is taken back opens again, nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from boligdesk.casework.core import ledger_write
from boligdesk.casework.core.accounts import account_of, entries_of
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.casework.core.ledger_write import NewEntry
from boligdesk.rules.ledger.account import AccountAt
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.ledger.paying import Wish
from boligdesk.rules.messages import Message, RefusedError
from boligdesk.rules.rights import Right

from .lease_world import LeaseWorld

JAN, FEB = date(2027, 1, 4), date(2027, 2, 1)
FOREVER = date.max


@writes(Right.LEDGER_WRITE)
def _write(work: Work, entries: Sequence[NewEntry]) -> list[int]:
    ids = ledger_write.write_entries(work, entries)
    ledger_write.pay_open(work, {entry.account_id for entry in entries})
    return ids


@writes(Right.LEDGER_WRITE)
def _take_back(work: Work, entry_id: int, kind: EntryKind | None = None) -> int:
    return ledger_write.take_back(work, entry_id, FEB, "Ført på feil konto", kind)


@writes(Right.LEDGER_WRITE)
def _correct(work: Work, entry_id: int, ore: int) -> int:
    return ledger_write.correct(work, entry_id, ore, JAN, "Feil leie")


@reads(Right.LEDGER_READ)
def _account(look: Look, account_id: int) -> AccountAt:
    return entries_of(look, (account_id,))[account_id].at(FOREVER)


@reads(Right.LEDGER_READ)
def _faults(look: Look) -> list[Message]:
    return list(broken_invariants(look))


@reads(Right.LEDGER_READ)
def _opened(look: Look, tenancy_id: int) -> int:
    return account_of(look, tenancy_id)


def _open(leases: LeaseWorld, account: int) -> tuple[dict[int, int], dict[int, int]]:
    """What remains of claims and of credits, by entry."""
    at = _account(leases.desk, account)
    assert at.open_ore - at.unallocated_ore == at.balance_ore
    left = ({item.entry.id: item.remaining_ore for item in items} for items in (at.claims, at.credits))
    claims, credits = left
    return claims, credits


def _rent(account: int, month: date, ore: int = 900000) -> NewEntry:
    return NewEntry(
        account, EntryKind.RENT, ore, month, key=f"{account}:{month:%Y-%m}:rent", month=month.replace(day=1)
    )


@pytest.mark.lagring
def test_a_payment_pays_the_oldest_rent_and_its_return_opens_it_again(leases: LeaseWorld) -> None:
    account = _opened(leases.desk, leases.lease())
    fee = NewEntry(account, EntryKind.FEE, 3800, JAN)
    paid = NewEntry(account, EntryKind.PAYMENT, -1000000, JAN)
    jan, feb, fee_id, credit = _write(leases.desk, [_rent(account, JAN), _rent(account, FEB), fee, paid]).value
    assert _open(leases, account) == ({feb: 800000, fee_id: 3800}, {})
    back = _take_back(leases.desk, credit, EntryKind.PAYMENT_RETURNED).value
    assert _open(leases, account) == ({jan: 900000, feb: 900000, fee_id: 3800}, {})
    for entry_id, code in ((credit, "reskontro.tilbakefort_for"), (back, "reskontro.er_rettelse")):
        with pytest.raises(RefusedError) as refused:
            _take_back(leases.desk, entry_id)
        assert refused.value.fault.code == code
    assert _faults(leases.desk) == []


def test_a_claim_taken_back_frees_what_had_paid_it_for_the_next(leases: LeaseWorld) -> None:
    account = _opened(leases.desk, leases.lease())
    paid = NewEntry(account, EntryKind.PAYMENT, -900000, JAN)
    jan, feb, _ = _write(leases.desk, [_rent(account, JAN), _rent(account, FEB), paid]).value
    _correct(leases.desk, jan, -100000)
    assert _open(leases, account) == ({feb: 800000}, {})
    more = _correct(leases.desk, jan, 50000).value
    _take_back(leases.desk, jan)
    assert _open(leases, account) == ({feb: 50000}, {})
    _take_back(leases.desk, more)
    assert _open(leases, account) == ({}, {})
    assert _account(leases.desk, account).balance_ore == 0
    assert _faults(leases.desk) == []


def test_what_the_payer_said_is_kept_until_there_is_something_to_pay(leases: LeaseWorld) -> None:
    account = _opened(leases.desk, leases.lease())
    for_feb = NewEntry(account, EntryKind.PAYMENT, -900000, JAN, wish=Wish(month=FEB))
    advance = _write(leases.desk, [for_feb]).value[0]
    assert _open(leases, account) == ({}, {advance: 900000})
    jan, feb = _write(leases.desk, [_rent(account, JAN), _rent(account, FEB)]).value
    assert _open(leases, account) == ({jan: 900000}, {})
    assert feb


def test_a_line_on_the_wrong_side_is_never_written(leases: LeaseWorld) -> None:
    account = _opened(leases.desk, leases.lease())
    with pytest.raises(ValueError, match="needs the entry it corrects"):
        _write(leases.desk, [NewEntry(account, EntryKind.PAYMENT, 100, JAN)])
    assert _account(leases.desk, account).entries == ()
