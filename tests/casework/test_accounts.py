"""The rent account: opened with its tenancy, owed by its tenants, only ever added to, and hidden with its people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from boligdesk.casework import history, merging, person_card, persons, tenancy_card, tenancy_change, undo
from boligdesk.casework.core import import_batch
from boligdesk.casework.core.accounts import account_of, accounts_of, bank_accounts, entries_of, marks_of
from boligdesk.casework.core.acts import Look, Work, guard, writes
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.models.arrears import AgreementCheck, ArrearsEvent, PaymentAgreement
from boligdesk.models.audit import AuditEntry
from boligdesk.models.base import Keyed
from boligdesk.models.ledger import (
    AccountLiable,
    AccountState,
    ClaimInterruption,
    ClaimMark,
    LedgerAllocation,
    LedgerEntry,
    RentAccount,
)
from boligdesk.models.payments import BankAccount, PaymentFile, PaymentLine
from boligdesk.rules.arrears.words import (
    AgreementKind,
    ArrearsEventKind,
    CheckResult,
    LineState,
    PaymentOutcome,
)
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.ledger.limitation import Interruption
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind
from boligdesk.rules.vocabulary import Protection, Role

from .lease_world import TODAY, LeaseWorld

START = date(2026, 12, 1)
CHANGED = date(2027, 1, 1)
NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Booked:
    """An account with a rent of 9 000 kr, of which 5 000 kr are paid."""

    tenancy_id: int
    account_id: int
    claim_id: int
    credit_id: int
    line_id: int


@writes(Right.LEDGER_WRITE)
def _put(work: Work, row: Keyed) -> int:
    return work.add(row).id


@writes(Right.LEDGER_WRITE)
def _booked(work: Work, tenancy_id: int) -> Booked:
    account = account_of(work, tenancy_id)
    file = PaymentFile(name="a.txt", format="ocr", sha256="f" * 64, booked_at=NOW, count=1, sum_ore=500000, sources=[])
    line = PaymentLine(
        file_id=work.add(file).id,
        line=3,
        fingerprint="a" * 64,
        account="12345678903",
        booked_on=START,
        amount_ore=500000,
        outcome=PaymentOutcome.PART,
        state=LineState.BOOKED,
        account_id=account,
        suggestion=None,
    )
    paid = work.add(line).id
    common = {"account_id": account, "on_date": START, "recorded_at": NOW, "detail": None}
    claim = work.add(LedgerEntry(kind=EntryKind.RENT, amount_ore=900000, key="1:2026-12:rent", month=START, **common))
    credit = work.add(LedgerEntry(kind=EntryKind.PAYMENT, amount_ore=-500000, line_id=paid, **common))
    work.add(
        LedgerAllocation(account_id=account, credit_id=credit.id, claim_id=claim.id, amount_ore=500000, recorded_at=NOW)
    )
    return Booked(tenancy_id, account, claim.id, credit.id, paid)


def _liable(leases: LeaseWorld, tenancy_id: int) -> set[tuple[Any, ...]]:
    row = AccountLiable
    query = select(row.person_id, row.from_date, row.to_date, row.estate).join(
        RentAccount, RentAccount.id == row.account_id
    )
    with leases.store.reading() as session:
        return set(map(tuple, session.execute(query.where(RentAccount.tenancy_id == tenancy_id))))


def _change(leases: LeaseWorld, tenancy_id: int, kind: ChangeKind, **facts: Any) -> int:
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    change = tenancy_change.Change(tenancy_id, version, kind, CHANGED, given=frozenset(Consent))
    return tenancy_change.make_change(leases.desk, replace(change, **facts)).act_id


def test_those_on_the_lease_answer_for_it_in_their_time(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    assert _liable(leases, tenancy_id) == {(leases.anna, START, None, False), (leases.bo, START, None, False)}
    act = _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer)
    assert (leases.newcomer, CHANGED, None, False) in _liable(leases, tenancy_id)
    undo.undo(leases.desk, act)
    assert len(_liable(leases, tenancy_id)) == 2
    _change(leases, tenancy_id, ChangeKind.CO_TENANT_RELEASED, person_id=leases.anna)
    assert (leases.anna, START, date(2026, 12, 31), False) in _liable(leases, tenancy_id)


def test_a_death_moves_the_debt_to_the_estate(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    version = person_card.person_card(leases.desk, leases.anna).version
    persons.mark_dead(leases.desk, leases.anna, version, TODAY)
    assert _liable(leases, tenancy_id) == {(leases.anna, START, None, True), (leases.bo, START, None, False)}


def test_a_merge_moves_the_debt_along(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    desk = leases.desk
    versions = [person_card.person_card(desk, one).version for one in (leases.newcomer, leases.anna)]
    preview = merging.merge_preview(desk, leases.newcomer, leases.anna)
    assert preview.moves["account_liable"] == 1
    reasons = {control.code: "samme person" for control in preview.controls}
    merging.merge(desk, leases.newcomer, versions[0], leases.anna, versions[1], {}, reasons)
    assert {row[0] for row in _liable(leases, tenancy_id)} == {leases.newcomer, leases.bo}
    merging.unmerge(desk, leases.anna)
    assert {row[0] for row in _liable(leases, tenancy_id)} == {leases.anna, leases.bo}


@pytest.mark.lagring
def test_the_account_reads_back_as_the_rules_see_it(leases: LeaseWorld) -> None:
    booked = _booked(leases.desk, leases.lease()).value
    account_id = booked.account_id
    mark = ClaimMark(account_id=account_id, claim_id=booked.claim_id, mark=Mark.DISPUTED, from_date=START)
    withdrawn = ClaimMark(account_id=account_id, claim_id=booked.claim_id, mark=Mark.FROZEN, from_date=START)
    withdrawn.voided_at = NOW
    heard = ClaimInterruption(
        account_id=account_id, claim_id=booked.claim_id, kind=Interruption.ACKNOWLEDGED, on_date=CHANGED
    )
    for row in (mark, withdrawn, heard):
        _put(leases.desk, row)
    with leases.store.reading() as session:
        look = Look(session, leases.desk)
        empty = account_id + 1
        found = entries_of(look, (account_id, empty))
        at = found[account_id].at(START)
        assert (at.balance_ore, at.open_ore, at.unallocated_ore) == (400000, 400000, 0)
        assert (at.claims[0].entry.key, at.claims[0].entry.month) == ("1:2026-12:rent", START)
        assert found[empty].entries == ()
        marks = marks_of(look, (account_id,))[account_id]
        assert [(m.claim_id, m.mark, m.period.start) for m in marks.marks] == [(booked.claim_id, Mark.DISPUTED, START)]
        assert [(e.claim_id, e.event.on) for e in marks.events] == [(booked.claim_id, CHANGED)]
        assert accounts_of(look, None) == {booked.tenancy_id: account_id}


@pytest.mark.lagring
def test_nothing_in_the_ledger_is_changed_or_taken_away(leases: LeaseWorld) -> None:
    booked = _booked(leases.desk, leases.lease()).value
    plan = PaymentAgreement(account_id=booked.account_id, kind=AgreementKind.PLAN, agreed_on=START, total_ore=400000)
    check = AgreementCheck(
        account_id=booked.account_id,
        agreement_id=_put(leases.desk, plan).value,
        on_date=CHANGED,
        expected_ore=100000,
        paid_ore=100000,
        result=CheckResult.ON_TRACK,
        recorded_at=NOW,
    )
    _put(leases.desk, check)
    for table in (LedgerEntry, LedgerAllocation, AgreementCheck):
        for statement in (update(table).values(recorded_by=7), delete(table)):
            with pytest.raises(IntegrityError, match=rf"{table.__tablename__}_no_(update|delete)"):
                _run(leases, statement)
    with pytest.raises(IntegrityError):  # the same charge twice
        _run(leases, text("INSERT INTO ledger_entry SELECT * FROM ledger_entry WHERE key IS NOT NULL"))


def _run(leases: LeaseWorld, statement: Any) -> None:
    with leases.store.writing() as session:
        session.execute(statement)


@pytest.mark.lagring
def test_a_protected_debtor_is_hidden_with_everything_on_the_account(leases: LeaseWorld) -> None:
    booked = _booked(leases.desk, leases.lease()).value
    event = ArrearsEvent(
        account_id=booked.account_id, kind=ArrearsEventKind.CONTACT, on_date=START, note="Ringte", detail=None
    )
    _put(leases.desk, event)
    _change(leases, booked.tenancy_id, ChangeKind.CO_TENANT_RELEASED, person_id=leases.anna)
    counter = leases.as_role(Role.FOLLOW_UP)
    kinds = (RentAccount, AccountLiable, LedgerEntry, LedgerAllocation, ArrearsEvent, PaymentLine)
    assert all(_seen(leases, counter, kind) for kind in kinds)
    _protect(leases, leases.anna)  # no tenant any more, and still she owes
    assert not any(_seen(leases, counter, kind) for kind in kinds)
    assert not _seen(leases, counter, AuditEntry, AuditEntry.tenancy_id == booked.tenancy_id)
    assert "Ringte" not in str(history.record_history(counter, "arrears_event", _event(leases)))
    assert all(_seen(leases, leases.desk, kind) for kind in kinds)


def _event(leases: LeaseWorld) -> int:
    """The one event of the office."""
    with leases.store.reading() as session:
        return session.execute(select(ArrearsEvent.id)).scalar_one()


def _protect(leases: LeaseWorld, person_id: int) -> None:
    version = person_card.person_card(leases.desk, person_id).version
    persons.set_protection(leases.desk, person_id, version, Protection.STRICT, "kode 6")


def _seen(leases: LeaseWorld, desk: Any, kind: Any, *where: Any) -> list[Any]:
    with leases.store.reading() as session:
        guard(session, desk)
        return list(session.execute(select(kind.id).where(*where)).scalars())


def test_a_payment_split_over_several_accounts_is_hidden_with_one_of_them(leases: LeaseWorld) -> None:
    booked = _booked(leases.desk, leases.lease()).value
    _run(leases, update(PaymentLine).values(account_id=None))
    counter = leases.as_role(Role.FOLLOW_UP)
    of_the_line = AuditEntry.entity == "payment_line"
    _run(leases, update(AuditEntry).where(of_the_line).values(tenancy_id=None))  # as it was when it came in unsorted
    assert _seen(leases, counter, PaymentLine) == [booked.line_id]
    assert _seen(leases, counter, AuditEntry, of_the_line)
    _protect(leases, leases.bo)
    assert _seen(leases, counter, PaymentLine) == _seen(leases, counter, AuditEntry, of_the_line) == []


def test_history_tells_what_was_written_on_the_account_of_a_tenancy(leases: LeaseWorld) -> None:
    booked = _booked(leases.desk, leases.lease()).value
    newest = history.tenancy_history(leases.desk, booked.tenancy_id)[0]
    told = {change.after for record in newest.records for change in record.fields}
    assert {"Husleie", "9\u00a0000\u00a0kr", "01.12.2026"} <= told
    with pytest.raises(RefusedError):
        undo.undo(leases.desk, newest.act_id)


def test_a_batch_tells_the_tenancy_of_what_it_writes_on_an_account(leases: LeaseWorld) -> None:
    booked = _booked(leases.desk, leases.lease()).value

    @writes(Right.LEDGER_WRITE)
    def charge(work: Work) -> None:
        batch = import_batch.Batch.on(work)
        fee = {"kind": EntryKind.FEE, "amount_ore": 3800, "on_date": START, "recorded_at": NOW}
        batch.add(LedgerEntry, account_id=booked.account_id, **fee)
        import_batch.write(work, import_batch.prepare(work, batch))

    act = charge(leases.desk).act_id
    with leases.store.reading() as session:
        query = select(AuditEntry.entity, AuditEntry.tenancy_id).where(AuditEntry.act_id == act)
        assert [tuple(row) for row in session.execute(query)] == [("ledger_entry", booked.tenancy_id)]


def test_a_projection_keeps_nothing_from_being_undone(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    with leases.store.reading() as session:
        account, act = session.execute(
            select(AuditEntry.entity_id, AuditEntry.act_id).where(AuditEntry.entity == "rent_account")
        ).one()
    _put(leases.desk, AccountState(account_id=account, on_date=TODAY, answer=[]))
    undo.undo(leases.desk, act)
    assert _liable(leases, tenancy_id) == set()


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("kontroll.uten_leiekonto", "UPDATE rent_account SET tenancy_id = 999"),
        ("kontroll.konto_uten_skyldner", "DELETE FROM account_liable"),
        (
            "kontroll.fordelt_feil",
            "INSERT INTO ledger_allocation (account_id, credit_id, claim_id, amount_ore, recorded_at, reason)"
            " SELECT account_id, credit_id, claim_id, 1, recorded_at, '' FROM ledger_allocation",
        ),
        (
            "kontroll.fordelt_pa_tvers",
            "INSERT INTO ledger_allocation (account_id, credit_id, claim_id, amount_ore, recorded_at, reason)"
            " SELECT account_id, claim_id, claim_id, 1, recorded_at, '' FROM ledger_allocation",
        ),
        ("kontroll.saldo_avviker", "UPDATE account_state SET balance_ore = 1"),
    ],
)
def test_kontroll_finds_an_account_that_does_not_agree(leases: LeaseWorld, code: str, statement: str) -> None:
    booked = _booked(leases.desk, leases.lease()).value
    state = AccountState(account_id=booked.account_id, on_date=START, balance_ore=400000, answer=[])
    _put(leases.desk, state)
    with leases.store.writing() as session:
        look = Look(session, leases.desk)
        assert [finding.code for finding in broken_invariants(look)] == []
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        session.execute(text(statement))
        assert code in {finding.code for finding in broken_invariants(look)}
        session.rollback()


def test_payments_come_to_the_offices_own_account_and_those_it_names(leases: LeaseWorld) -> None:
    _put(leases.desk, BankAccount(number="12345678911", name="Husleie"))
    _put(leases.desk, BankAccount(number="12345678920", closed_on=START))
    with leases.store.reading() as session:
        assert bank_accounts(Look(session, leases.desk)) == {"12345678903", "12345678911"}


def test_a_tenancy_without_an_account_is_refused_like_one_that_is_hidden(leases: LeaseWorld) -> None:
    with leases.store.reading() as session, pytest.raises(RefusedError):
        account_of(Look(session, leases.desk), 4711)
