"""Payments sorted by hand: to the øre, with undo, remembered payers, and back to whoever paid (P26, P30)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from boligdesk.casework import payment_lists, payment_parts, payment_sorting, payments, persons
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.payment_lists import LineQuery, LineRow
from boligdesk.casework.payment_sorting import KeptList, Part, Sorting
from boligdesk.casework.person_card import person_card
from boligdesk.models.casefile import Document, Task
from boligdesk.models.ledger import LedgerEntry
from boligdesk.models.payments import Deduction
from boligdesk.rules.arrears.words import LineState, PayerKind
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import Protection, Role, TaskKind, TaskState
from tools.bank_samples import Paid

from .lease_world import LeaseWorld
from .payment_world import MONTHS, NAV, RENT, PaymentWorld, payment_world
from .stock_world import put

DAY = date(2026, 11, 20)
STRAY = "999999999999"


@pytest.fixture
def world(leases: LeaseWorld, tmp_path: Path) -> PaymentWorld:
    """Two lets with two months charged."""
    return payment_world(leases, tmp_path)


def _waiting(world: PaymentWorld, desk: Desk | None = None) -> list[LineRow]:
    chosen = desk or world.desk
    ids = payment_lists.line_ids(chosen, LineQuery(states=frozenset({LineState.WAITING})))
    return list(payment_lists.line_rows(chosen, ids).values())


def _stray(world: PaymentWorld, *paid: Paid) -> LineRow:
    """A payment that came and waits."""
    world.came(*(paid or (Paid(STRAY, RENT, day=DAY),)))
    return _waiting(world)[0]


def _sort(world: PaymentWorld, row: LineRow, *parts: Part, **more: object) -> tuple[int, ...]:
    return payment_sorting.sort_line(world.desk, Sorting(row.id, row.version, parts, **more)).value  # type: ignore[arg-type]


def _again(world: PaymentWorld, row: LineRow) -> LineRow:
    return payment_lists.line_rows(world.desk, [row.id])[row.id]


@pytest.mark.lagring
def test_a_payment_is_put_on_an_account_and_the_sorting_is_undone(world: PaymentWorld) -> None:
    row = _stray(world)
    _sort(world, row, Part(world.two.account_id, RENT))
    assert (world.open(world.two), _waiting(world)) == ([RENT], [])
    done = _again(world, row)
    assert (done.state, done.account_id) == (LineState.BOOKED, world.two.account_id)
    payment_sorting.sort_again(world.desk, row.id, done.version, "feil leietaker")
    assert (world.open(world.two), world.at(world.two).unallocated_ore) == ([RENT, RENT], 0)
    again = _waiting(world)[0]
    _sort(world, again, Part(world.one.account_id, RENT, month=MONTHS[1].replace(day=1)))
    assert [item.entry.on for item in world.at(world.one).claims] == [MONTHS[0]]
    kinds = _task_states(world)
    assert kinds == [TaskState.DONE, TaskState.DONE]


def _task_states(world: PaymentWorld) -> list[TaskState]:
    with world.leases.store.reading() as session:
        query = select(Task.state).where(Task.kind == TaskKind.SORT_PAYMENT).order_by(Task.id)
        return list(session.execute(query).scalars())


def test_one_sum_for_many_is_split_to_the_ore_and_the_list_is_kept(world: PaymentWorld, tmp_path: Path) -> None:
    row = _stray(world, Paid("", 2 * RENT + 50, day=DAY, payer_account=NAV))
    listed = tmp_path / "nav.csv"
    lines = ("Navn;Beløp;Melding", "Risten Balto;9000,50;husleie", f"KVERNMO NARJA EIRA;9000,00;KID {world.one.kid}")
    listed.write_text("\r\n".join((*lines, "Sum;18000,50;", "")), encoding="cp1252")
    plan = payment_parts.read_split(world.desk, row.id, listed)
    assert [(one.account_id, one.amount_ore) for one in plan.rows] == [
        (world.two.account_id, RENT + 50),
        (world.one.account_id, RENT),
    ]
    assert plan.left_ore == 0
    parts = [Part(one.account_id or 0, one.amount_ore) for one in plan.rows]
    with pytest.raises(RefusedError) as refused:
        _sort(world, row, parts[0], Part(world.one.account_id, RENT - 1))
    assert refused.value.fault.code == "innbetaling.ikke_hele"
    _sort(world, row, *parts, list_file=KeptList("nav.csv", listed.read_bytes()))
    assert (world.open(world.one), world.open(world.two)) == ([RENT], [RENT - 50])
    card = payment_lists.line_card(world.desk, row.id)
    assert [(part.account.account_id, part.amount_ore) for part in card.parts] == [
        (world.two.account_id, -RENT - 50),
        (world.one.account_id, -RENT),
    ]
    assert _kept(world) == listed.read_bytes()
    payment_sorting.sort_again(world.desk, row.id, _again(world, row).version, "feil liste")
    assert (world.open(world.one), world.open(world.two)) == ([RENT, RENT], [RENT, RENT])


def _kept(world: PaymentWorld) -> bytes:
    with world.leases.store.reading() as session:
        document_id = session.execute(select(LedgerEntry.document_id).where(LedgerEntry.document_id > 0)).scalars()
        return world.leases.store.documents.get(session.get_one(Document, next(document_id)).sha256)


@pytest.mark.lagring
def test_another_payer_is_remembered_once_confirmed_and_forgotten(world: PaymentWorld) -> None:
    row = _stray(world, Paid("", 5000, day=DAY, payer_account=NAV))
    _sort(world, row, Part(world.one.account_id, 5000), remember=PayerKind.NAV)
    done = world.came(Paid("", 7000, day=DAY, payer_account=NAV))
    assert (done.waiting, done.outcomes[0].outcome.value) == (0, "known_payer")
    assert world.open(world.one)[0] == RENT - 12000
    (payer,) = payment_lists.known_payers(world.desk, world.one.account_id)
    assert payer.kind is PayerKind.NAV
    payment_sorting.forget_payer(world.desk, payer.id, payer.version)
    assert world.came(Paid("", 8000, day=DAY, payer_account=NAV)).waiting == 1


def test_undoing_a_sorting_forgets_the_payer_it_remembered(world: PaymentWorld) -> None:
    row = _stray(world, Paid("", 5000, day=DAY, payer_account=NAV))
    _sort(world, row, Part(world.one.account_id, 5000), remember=PayerKind.NAV)
    payment_sorting.sort_again(world.desk, row.id, _again(world, row).version, "feil")
    assert payment_lists.known_payers(world.desk, world.one.account_id) == ()


def test_a_payer_of_several_is_told_by_what_was_agreed_or_proposed_as_a_split(world: PaymentWorld) -> None:
    both = [(world.one, 5000), (world.two, 6000)]
    row = _stray(world, Paid("", 11000, day=DAY, payer_account=NAV))
    _sort(world, row, *(Part(let.account_id, ore) for let, ore in both), remember=PayerKind.NAV)
    for let, ore in both:
        put(world.desk, Deduction, account_id=let.account_id, kind=PayerKind.NAV, amount_ore=ore, from_date=DAY)
    done = world.came(Paid("", 6000, day=DAY, payer_account=NAV), Paid("", 11000, "10", date(2026, 11, 21), NAV))
    assert {one.outcome.value for one in done.outcomes} == {"known_payer", "lump"}
    card = payment_lists.line_card(world.desk, _waiting(world)[0].id)
    assert [(name.account_id, ore) for name, ore in card.shares] == [(let.account_id, ore) for let, ore in both]


@pytest.mark.lagring
def test_a_return_is_sorted_to_one_of_two_payments_and_undone(world: PaymentWorld) -> None:
    kid = world.one.kid
    world.came(Paid(kid, RENT, day=DAY), Paid(kid, RENT, day=DAY))
    row = _stray(world, Paid(kid, -RENT, day=DAY))
    with pytest.raises(RefusedError):
        _sort(world, row, Part(world.one.account_id, RENT))
    entries = [item.id for item in world.at(world.one).entries if item.kind is EntryKind.PAYMENT]
    payment_sorting.sort_return(world.desk, row.id, row.version, entries[0])
    assert (world.open(world.one), world.at(world.one).unallocated_ore) == ([RENT], 0)
    payment_sorting.sort_again(world.desk, row.id, _again(world, row).version, "feil betaling")
    assert (world.open(world.one), world.at(world.one).unallocated_ore) == ([], 0)


def test_what_is_none_of_ours_is_set_aside_with_a_reason_and_goes_back(world: PaymentWorld) -> None:
    row = _stray(world, Paid(STRAY, 4200, day=DAY, payer_account=NAV))
    with pytest.raises(RefusedError):
        payment_sorting.set_aside(world.desk, row.id, row.version, " ")
    payment_sorting.set_aside(world.desk, row.id, row.version, "barnehage", repay=True)
    assert _waiting(world) == []
    with world.leases.store.reading() as session:
        titles = session.execute(select(Task.title).where(Task.kind == TaskKind.MANUAL)).scalars().all()
    assert titles == ["Betal tilbake 42,00\u00a0kr til 7156.05.00011"]
    payment_sorting.sort_again(world.desk, row.id, _again(world, row).version, "var husleie")
    assert len(_waiting(world)) == 1


@pytest.mark.lagring
def test_what_is_to_good_is_paid_back_to_the_payer_and_no_more(world: PaymentWorld) -> None:
    world.came(Paid(world.one.kid, 2 * RENT + 500, day=DAY, payer_account=NAV))
    (credit,) = world.at(world.one).credits
    with pytest.raises(RefusedError) as refused:
        payment_sorting.repay(world.desk, credit.entry.id, 501)
    assert refused.value.fault.code == "innbetaling.ikke_til_gode"
    payment_sorting.repay(world.desk, credit.entry.id, 500)
    at = world.at(world.one)
    assert (at.balance_ore, at.unallocated_ore, at.open_ore) == (0, 0, 0)
    line = world.lines()[0]
    with pytest.raises(RefusedError):
        payment_sorting.sort_again(world.desk, line.id, line.version, "angre")


def test_suggestions_come_with_why_the_best_first(world: PaymentWorld) -> None:
    near = f"{world.one.kid[:-1]}{(int(world.one.kid[-1]) + 1) % 10}"
    row = _stray(world, Paid(near, 2 * RENT, day=DAY))
    first, *_ = payment_lists.line_card(world.desk, row.id).suggestions
    assert (first.account.account_id, [why.value for why in first.reasons]) == (
        world.one.account_id,
        ["kid_near", "amount_due"],
    )
    assert first.account.address == "Fjordgata 14"


def test_lines_are_found_by_kid_amount_and_payer(world: PaymentWorld) -> None:
    file = world.folder / "liste.csv"
    lines = (f"20.11.2026;{world.one.kid};9000,00;KÅRE ØSTBY", "20.11.2026;;42,00;Ola 100%")
    file.write_text("\r\n".join(("Bokføringsdato;KID;Beløp;Betaler", *lines, "")), encoding="cp1252")
    world.book(file)
    by_kid, other = (line.id for line in world.lines())
    for text in (world.one.kid, "9 000", "kåre", "øst", "Kåre Østby"):
        assert payment_lists.line_ids(world.desk, LineQuery(text)) == [by_kid], text
    for text in ("42,00", "ola", "100%"):
        assert payment_lists.line_ids(world.desk, LineQuery(text)) == [other], text
    assert payment_lists.line_ids(world.desk, LineQuery("0%0")) == []


@pytest.mark.lagring
def test_the_payments_of_a_protected_tenant_are_booked_by_anybody_and_shown_to_nobody(world: PaymentWorld) -> None:
    anna, scheduled = world.leases.anna, world.leases.as_role(Role.SCHEDULED)
    persons.set_protection(world.desk, anna, person_card(world.desk, anna).version, Protection.STRICT, "kode 6")
    near = f"{world.one.kid[:-1]}{(int(world.one.kid[-1]) + 1) % 10}"
    file = world.file(Paid(world.one.kid, RENT, day=DAY), Paid(near, 2 * RENT, day=DAY), Paid(STRAY, 1, day=DAY))
    plan = payments.read_plan(scheduled, file)
    assert [line.shielded for line in plan.lines] == [True, True, False]
    assert plan.lines[0].kid is plan.lines[0].amount_ore is None
    done = payments.book_file(scheduled, plan).value
    assert (world.open(world.one), done.waiting) == ([RENT], 2)
    card = payment_lists.file_card(scheduled, done.file_id)
    rows = [payment_lists.line_rows(scheduled, card.line_ids)[one] for one in card.line_ids]
    assert [(row.shielded, row.amount_ore, row.kid) for row in rows] == [
        (True, None, None),
        (True, None, None),
        (False, 1, STRAY),
    ]
    for text in (world.one.kid, near, "9000", "18 000"):
        assert payment_lists.line_ids(scheduled, LineQuery(text)) == [], text
    assert payment_lists.line_ids(world.desk, LineQuery(world.one.kid)) == [rows[0].id]
    with pytest.raises(RefusedError):
        payment_lists.line_card(scheduled, rows[1].id)
    with pytest.raises(RefusedError):
        payment_sorting.set_aside(scheduled, rows[1].id, rows[1].version, "ikke vår")
