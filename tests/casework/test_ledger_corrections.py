"""Corrections that meet each other: a claim is never taken off twice, and nothing is given that was not owed (P25)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from boligdesk.casework import charges, claim_marks, ledger_entries, ledger_interest, payment_sorting
from boligdesk.casework.claim_marks import MarkInput
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.core.ledger_write import NewEntry, correct
from boligdesk.casework.ledger_entries import EntryInput
from boligdesk.models.tenancy import TenancyTerm
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.ledger.paying import PaidFor, Wish
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from tools.bank_samples import Paid

from .lease_world import LeaseWorld
from .ledger_world import DECEMBER, JANUARY, LedgerWorld
from .payment_world import payment_world

JUNE, AUGUST = date(2026, 6, 1), date(2026, 8, 3)
RENT, WHOLE = 900_000, 895_000


@pytest.fixture
def june(ledger: LedgerWorld) -> int:
    """The rent of June 2026, unpaid."""
    return ledger.book(NewEntry(ledger.account, EntryKind.RENT, RENT, JUNE, month=JUNE))[0]


def _write(ledger: LedgerWorld, kind: EntryKind, ore: int, claim: int | None = None) -> int:
    return ledger_entries.write_by_hand(
        ledger.desk, EntryInput(ledger.account, kind, ore, AUGUST, "Avtalt", claim)
    ).value


def _refused(ledger: LedgerWorld, kind: EntryKind, ore: int, claim: int | None = None) -> str:
    with pytest.raises(RefusedError) as refused:
        _write(ledger, kind, ore, claim)
    return refused.value.fault.code


@pytest.mark.parametrize("first", [EntryKind.CREDIT_NOTE, EntryKind.RENT_REDUCTION, EntryKind.FORGIVEN])
def test_credits_on_a_claim_never_pass_it(ledger: LedgerWorld, june: int, first: EntryKind) -> None:
    _write(ledger, first, 200_000, june)
    ledger.pay(RENT - 200_000, AUGUST)
    assert _refused(ledger, EntryKind.CREDIT_NOTE, 700_001, june) == "reskontro.mer_enn_kravet"
    _write(ledger, EntryKind.CREDIT_NOTE, 700_000, june)
    assert ledger.open() == [(EntryKind.PAYMENT, 200_000 - RENT)]


@pytest.mark.lagring
def test_a_claim_taken_back_leaves_what_was_credited_on_it(ledger: LedgerWorld, june: int) -> None:
    _write(ledger, EntryKind.RENT_REDUCTION, 200_000, june)
    ledger_entries.take_back_entry(ledger.desk, june, AUGUST, "Feil måned")
    assert (ledger.open(), ledger.books().at(date.max).balance_ore) == ([], 0)
    assert _refused(ledger, EntryKind.CREDIT_NOTE, 1, june) == "reskontro.mer_enn_kravet"
    with pytest.raises(RefusedError) as refused:
        ledger_entries.take_back_entry(ledger.desk, june, AUGUST, "Feil måned")
    assert refused.value.fault.code == "reskontro.kreditert"


def test_more_than_is_owed_is_not_forgiven(ledger: LedgerWorld, june: int) -> None:
    assert _refused(ledger, EntryKind.FORGIVEN, RENT + 1) == "reskontro.mer_enn_kravet"
    _write(ledger, EntryKind.FORGIVEN, RENT)
    assert (ledger.open(), june > 0) == ([], True)


@pytest.mark.lagring
def test_a_month_charged_otherwise_is_met_only_as_far_as_no_credit_note_met_it(ledger: LedgerWorld) -> None:
    charges.charge_month(ledger.desk, DECEMBER)
    (claim,) = (entry.id for entry in ledger.books().entries)
    ledger_entries.write_by_hand(
        ledger.desk, EntryInput(ledger.account, EntryKind.RENT_REDUCTION, 200_000, DECEMBER, "Lekkasje", claim)
    )
    assert charges.plan_month(ledger.desk, DECEMBER).differences == ()
    with ledger.leases.store.writing() as session:
        session.execute(update(TenancyTerm).values(rent_ore=100_000))
    (gap,) = charges.plan_month(ledger.desk, DECEMBER).differences
    assert gap.gap_ore == 200_000 - WHOLE
    charges.charge_month(ledger.desk, DECEMBER, meet=(gap.key,))
    assert (ledger.open(), charges.plan_month(ledger.desk, DECEMBER).differences) == ([], ())


@writes(Right.LEDGER_WRITE)
def _come_back_and_count_again(work: Work, entry_id: int) -> None:
    correct(work, entry_id, RENT, AUGUST, "Retur", EntryKind.PAYMENT_RETURNED)
    correct(work, entry_id, -RENT, AUGUST, "Var ingen retur")


def test_a_payment_that_counts_again_keeps_what_its_payer_said(ledger: LedgerWorld, june: int) -> None:
    wish = Wish(PaidFor.RENT, JANUARY)
    (paid,) = ledger.book(NewEntry(ledger.account, EntryKind.PAYMENT, -RENT, AUGUST, wish=wish))
    _come_back_and_count_again(ledger.desk, paid)
    assert ledger.open() == []
    ledger_entries.take_back_entry(ledger.desk, june, AUGUST, "Feil måned")
    rents = (NewEntry(ledger.account, EntryKind.RENT, RENT, day, month=day) for day in (DECEMBER, JANUARY))
    ledger.book(*rents)
    assert [item.entry.month for item in ledger.books().at(date.max).claims] == [DECEMBER]


def test_the_days_of_a_gjeldsordning_bear_no_interest_and_a_wrong_claim_none_at_all(
    ledger: LedgerWorld, june: int
) -> None:
    last = date(2026, 8, 31)
    whole = ledger_interest.preview_interest(ledger.desk, ledger.account, last).claims[0].interest.exact
    frozen = MarkInput((june,), Mark.FROZEN, date(2026, 7, 1), "Gjeldsordning", date(2026, 7, 31))
    claim_marks.set_mark(ledger.desk, frozen)
    (due,) = ledger_interest.preview_interest(ledger.desk, ledger.account, last).claims
    assert due.interest.exact < whole
    assert sum(part.days for part in due.interest.parts) == 91 - 31
    ledger_entries.take_back_entry(ledger.desk, june, AUGUST, "Feil måned")
    assert ledger_interest.preview_interest(ledger.desk, ledger.account, last).claims == ()


def test_a_mark_whose_days_turn_back_is_refused(ledger: LedgerWorld, june: int) -> None:
    with pytest.raises(RefusedError) as refused:
        claim_marks.set_mark(ledger.desk, MarkInput((june,), Mark.DISPUTED, AUGUST, "Tvist", JUNE))
    assert refused.value.fault.code == "reskontro.merke_snudd"


def test_a_payment_of_which_some_was_paid_back_is_not_sorted_anew(leases: LeaseWorld, tmp_path: Path) -> None:
    world = payment_world(leases, tmp_path)
    world.came(Paid(world.one.kid, 2 * RENT + 5_000, day=date(2026, 11, 20)))
    (credit,) = (item.entry.id for item in world.at(world.one).credits)
    ledger_entries.repay(world.desk, world.one.account_id, credit, 5_000, date(2026, 11, 23), "Betalt for mye")
    (line,) = world.lines()
    with pytest.raises(RefusedError) as refused:
        payment_sorting.sort_again(world.desk, line.id, line.version, "Feil")
    assert refused.value.fault.code == "innbetaling.er_tilbakebetalt"
