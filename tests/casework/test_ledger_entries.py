"""Entries by hand, interest, marks: each its own line with its reason, and nothing more is paid than is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.casework import claim_marks, ledger_entries, ledger_interest, night_job
from boligdesk.casework.account_links import account_links
from boligdesk.casework.claim_marks import MarkInput
from boligdesk.casework.core.accounts import marks_of
from boligdesk.casework.core.acts import Look, reads
from boligdesk.casework.core.ledger_write import NewEntry
from boligdesk.casework.ledger_entries import EntryInput, Move
from boligdesk.models.ledger import LedgerEntry
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.ledger.limitation import Interruption
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Role

from .ledger_world import LedgerWorld

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 3)
RENT = 900_000


@pytest.fixture
def rents(ledger: LedgerWorld) -> tuple[int, int]:
    """The rents of June and July 2026."""
    june, july = ledger.book(*(NewEntry(ledger.account, EntryKind.RENT, RENT, day, month=day) for day in (JUNE, JULY)))
    return june, july


def _given(ledger: LedgerWorld, kind: EntryKind, ore: int, claim: int | None = None) -> EntryInput:
    return EntryInput(ledger.account, kind, ore, AUGUST, "Avtalt på telefon", claim)


def _code(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    return refused.value.fault.code


@pytest.mark.lagring
def test_a_prisavslag_on_a_paid_month_lets_the_payment_pay_the_next(
    ledger: LedgerWorld, rents: tuple[int, int]
) -> None:
    ledger.pay(RENT, JUNE)
    ledger_entries.write_by_hand(ledger.desk, _given(ledger, EntryKind.RENT_REDUCTION, 200_000, rents[0]))
    assert ledger.open() == [(EntryKind.RENT, RENT - 200_000)]
    with pytest.raises(RefusedError) as refused:
        ledger_entries.write_by_hand(ledger.desk, _given(ledger, EntryKind.FORGIVEN, RENT, rents[1]))
    assert _code(refused) == "reskontro.mer_enn_kravet"
    forgiven = _given(ledger, EntryKind.FORGIVEN, RENT - 200_000, rents[1])
    entry = ledger_entries.write_by_hand(ledger.desk, forgiven).value
    assert ledger.open() == []
    ledger_entries.take_back_entry(ledger.desk, entry, AUGUST, "Feil konto")
    assert ledger.open() == [(EntryKind.RENT, RENT - 200_000)]


def test_a_claim_by_hand_falls_due_on_a_bank_day(ledger: LedgerWorld) -> None:
    damage = replace(_given(ledger, EntryKind.DAMAGE, 12_300), on=date(2026, 8, 1))
    ledger_entries.write_by_hand(ledger.desk, damage)
    assert [(e.kind, e.on) for e in ledger.books().entries] == [(EntryKind.DAMAGE, AUGUST)]
    for wrong in (replace(damage, reason=" "), replace(damage, amount_ore=0), replace(damage, kind=EntryKind.RENT)):
        with pytest.raises(RefusedError):
            ledger_entries.write_by_hand(ledger.desk, wrong)


@pytest.mark.lagring
def test_what_a_payment_pays_is_moved_with_a_reason(ledger: LedgerWorld, rents: tuple[int, int]) -> None:
    june, july = rents
    credit = ledger.pay(RENT, JUNE)
    move = Move(ledger.account, credit, june, july, 300_000, "Leietakeren mente juli")
    ledger_entries.move_allocation(ledger.desk, move)
    at = ledger.books().at(AUGUST)
    assert {item.entry.id: item.remaining_ore for item in at.claims} == {june: 300_000, july: 600_000}
    assert {line.reason for line in ledger.books().allocations} == {"", "Leietakeren mente juli"}
    for wrong, code in (
        (replace(move, amount_ore=600_001), "reskontro.mer_enn_kravet"),
        (replace(move, from_claim_id=None), "reskontro.mer_enn_betalt"),
    ):
        with pytest.raises(RefusedError) as refused:
            ledger_entries.move_allocation(ledger.desk, wrong)
        assert _code(refused) == code


def test_only_what_pays_nothing_is_paid_back(ledger: LedgerWorld, rents: tuple[int, int]) -> None:
    credit = ledger.pay(2 * RENT + 5_000, JULY)
    assert len(rents) == 2
    with pytest.raises(RefusedError):
        ledger_entries.repay(ledger.desk, ledger.account, credit, 5_001, AUGUST, "Betalt for mye")
    ledger_entries.repay(ledger.desk, ledger.account, credit, 5_000, AUGUST, "Betalt for mye")
    assert ledger.open() == []


@pytest.mark.lagring
def test_interest_is_claimed_once_for_each_day(ledger: LedgerWorld, rents: tuple[int, int]) -> None:
    ledger.pay(RENT, date(2026, 7, 20))
    half = ledger_interest.preview_interest(ledger.desk, ledger.account, date(2026, 9, 30))
    whole = ledger_interest.preview_interest(ledger.desk, ledger.account, date(2026, 10, 31))
    assert {claim.claim_id for claim in whole.claims} == set(rents)  # June bore interest until it was paid
    first = ledger_interest.claim_interest(ledger.desk, ledger.account, half.to).value
    second = ledger_interest.preview_interest(ledger.desk, ledger.account, whole.to)
    exact = [sum(claim.interest.exact for claim in due.claims) for due in (half, second, whole)]
    assert exact[0] + exact[1] == exact[2]
    kept = _detail(ledger.desk, first)
    assert kept["claims"] == {str(rents[0]): "2026-09-30", str(rents[1]): "2026-09-30"}
    assert ledger.open()[-1] == (EntryKind.INTEREST, half.claimed.ore)
    ledger_entries.take_back_entry(ledger.desk, first, AUGUST, "Skulle ikke kreves")
    again = ledger_interest.preview_interest(ledger.desk, ledger.account, half.to)
    assert again.claimed.ore == half.claimed.ore


@reads(Right.LEDGER_READ)
def _detail(look: Look, entry_id: int) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = look.get(LedgerEntry, entry_id).detail
    return found


@pytest.mark.lagring
def test_a_mark_holds_for_its_days_and_a_frozen_claim_is_not_paid(ledger: LedgerWorld, rents: tuple[int, int]) -> None:
    june, july = rents
    frozen = MarkInput((june,), Mark.FROZEN, JUNE, "Gjeldsordning")
    (mark,) = claim_marks.set_mark(ledger.desk, frozen).value
    ledger.pay(RENT, AUGUST)
    assert [item.entry.id for item in ledger.books().at(AUGUST).claims] == [june]
    claim_marks.end_mark(ledger.desk, mark, 1, AUGUST, "Opphevet")
    claim_marks.register_interruption(ledger.desk, (june, july), Interruption.ACKNOWLEDGED, AUGUST)
    found = _marks(ledger.desk, ledger.account)
    assert [(m.mark, m.period.end) for m in found.marks] == [(Mark.FROZEN, AUGUST)]
    assert {event.claim_id for event in found.events} == {june, july}
    with pytest.raises(RefusedError) as refused:
        claim_marks.set_mark(ledger.desk, replace(frozen, mark=Mark.AGREED))
    assert _code(refused) == "reskontro.merke_folger"


_marks = reads(Right.LEDGER_READ)(lambda look, account: marks_of(look, (account,))[account])


def test_a_reader_writes_nothing(ledger: LedgerWorld) -> None:
    with pytest.raises(RefusedError):
        ledger_entries.write_by_hand(ledger.leases.as_role(Role.READER), _given(ledger, EntryKind.DAMAGE, 100))


@pytest.mark.lagring
def test_what_waits_pays_when_nothing_holds_the_claim_any_more(ledger: LedgerWorld, rents: tuple[int, int]) -> None:
    june, july = rents
    frozen = MarkInput((june, july), Mark.FROZEN, JUNE, "Gjeldsordning")
    first, second = claim_marks.set_mark(ledger.desk, frozen).value
    ledger.pay(RENT, AUGUST)
    assert len(ledger.open()) == 3, "two rents, and what came in"
    claim_marks.end_mark(ledger.desk, first, 1, ledger.desk.today, "Opphevet")
    assert len(ledger.open()) == 3, "it still holds today"
    claim_marks.end_mark(ledger.desk, second, 1, JUNE - timedelta(days=1), "Satt ved en feil")
    assert ledger.open() == [(EntryKind.RENT, RENT)], "only what is free was paid"
    assert {one.claim_id: one.amount_ore for one in account_links(ledger.desk, ledger.account).parts} == {july: RENT}


@pytest.mark.lagring
def test_what_waits_pays_the_day_after_a_mark_ran_out_by_itself(
    ledger: LedgerWorld, rents: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = ledger.desk.today
    claim_marks.set_mark(ledger.desk, MarkInput(rents, Mark.FROZEN, JUNE, "Gjeldsordning", today))
    ledger.pay(RENT, AUGUST)
    assert claim_marks.pay_freed(ledger.desk).value == 0, "it holds today"
    monkeypatch.setenv("BOLIGDESK_DATO", (today + timedelta(days=1)).isoformat())
    assert night_job.run_night_job(ledger.desk).changes.ids
    assert account_links(ledger.desk, ledger.account).parts[0].claim_id == rents[0]
    assert claim_marks.pay_freed(ledger.desk).value == 0, "nothing is left that waits"
