"""A bank file is booked whole, once, and pays what it says; what is not certain waits (P22, P24, P26)."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from boligdesk.casework import payment_lists, payments
from boligdesk.casework.core.acts import Look, Work, writes
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.models.base import Keyed
from boligdesk.models.casefile import Task
from boligdesk.models.ledger import LedgerEntry
from boligdesk.models.office import Office
from boligdesk.models.payments import BankAccount, GiroMandate, KnownPayer, PaymentFile, PaymentLine
from boligdesk.rules.arrears.words import LedgerKind, LineState, PayerKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import TaskKind, TaskState
from tools.bank_samples import ACCOUNT, Paid, camt, mandate_order, payment_list, transmission

from .lease_world import LeaseWorld
from .payment_world import MONTHS, NAV, OWN, RENT, PaymentWorld, outcomes, payment_world

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 20)


@pytest.fixture
def world(leases: LeaseWorld, tmp_path: Path) -> PaymentWorld:
    """Two lets with two months charged."""
    return payment_world(leases, tmp_path)


@writes(Right.LEDGER_WRITE)
def _put(work: Work, row: Keyed) -> int:
    return work.add(row).id


def _count(world: PaymentWorld, kind: Any, *where: Any) -> int:
    with world.leases.store.reading() as session:
        return int(session.execute(select(func.count()).select_from(kind).where(*where)).scalar_one())


def _sound(world: PaymentWorld) -> None:
    """Nothing contradicts itself, and what is open less what is to good is the balance."""
    with world.leases.store.reading() as session:
        assert list(broken_invariants(Look(session, world.desk))) == []
    for let in (world.one, world.two):
        at = world.at(let)
        assert at.open_ore - at.unallocated_ore == at.balance_ore


@pytest.mark.lagring
def test_what_is_paid_by_kid_pays_the_oldest_month_first(world: PaymentWorld) -> None:
    done = world.came(
        Paid(world.one.kid, RENT, day=DAY),
        Paid(world.two.kid, 500000, day=DAY),
        Paid("999999999999", RENT, day=DAY),
    )
    assert outcomes(done.outcomes) == {"matched": 1, "part": 1, "unknown_kid": 1}
    assert (world.open(world.one), world.open(world.two)) == ([RENT], [400000, RENT])
    assert (done.new, done.waiting, done.covers_to, payments.known_to(world.desk)) == (3, 1, DAY, DAY)
    _sound(world)


def test_too_much_stays_to_good_and_the_next_is_an_advance(world: PaymentWorld) -> None:
    kid = world.one.kid
    done = world.came(Paid(kid, 2 * RENT + 1, day=DAY), Paid(kid, 700, day=DAY))
    assert outcomes(done.outcomes) == {"over": 1, "advance": 1}
    assert (world.open(world.one), world.at(world.one).unallocated_ore) == ([], 701)


def test_a_month_the_payer_names_is_paid_first(world: PaymentWorld) -> None:
    world.came(Paid(world.one.kid, RENT, "20", day=DAY, text="Husleie januar"))
    line = world.lines()[0]  # type 20 is a reversal at a terminal: added in the sums, but nobody books it unasked
    assert line.state is LineState.WAITING and line.account_id == world.one.account_id
    file = world.folder / "camt.xml"
    text = "<Ustrd>Husleie januar</Ustrd><Strd>"
    file.write_bytes(camt([[Paid(world.two.kid, RENT)]]).replace(b"<Strd>", text.encode()))
    _put(world.desk, BankAccount(number=ACCOUNT))
    world.book(file)
    assert [item.entry.on for item in world.at(world.two).claims] == [MONTHS[0]]


@pytest.mark.lagring
def test_the_same_file_is_refused_and_the_same_payment_in_another_is_skipped(world: PaymentWorld) -> None:
    first, second = Paid(world.one.kid, RENT, day=DAY), Paid(world.one.kid, 100, day=DAY)
    file = world.file(first, second)
    world.book(file)
    with pytest.raises(RefusedError) as refused:
        world.book(file)
    assert refused.value.fault.code == "innbetaling.samme_fil"
    assert payments.read_plan(world.desk, file).booked_before == world.desk.today
    longer = world.came(first, second, Paid(world.two.kid, RENT, day=DAY))
    assert (longer.new, longer.skipped) == (1, 2)
    assert world.open(world.one) == [RENT - 100]
    _sound(world)


def test_the_same_payment_from_another_kind_of_file_is_skipped(world: PaymentWorld) -> None:
    _put(world.desk, BankAccount(number=ACCOUNT))
    paid = [Paid(world.one.kid, RENT), Paid(world.one.kid, RENT), Paid(world.two.kid, RENT)]
    world.came(*paid[:2], account=ACCOUNT)
    file = world.folder / "camt.xml"
    file.write_bytes(camt([paid]))
    done = world.book(file)
    assert (done.new, done.skipped, world.open(world.one), world.open(world.two)) == (1, 2, [], [RENT])


def test_the_same_payment_in_a_list_that_names_no_account_is_skipped(world: PaymentWorld) -> None:
    paid = [Paid(world.one.kid, RENT), Paid(world.two.kid, RENT)]
    world.came(paid[0])
    file = world.folder / "regnskap.csv"
    file.write_bytes(payment_list(paid).replace(b";" + ACCOUNT.encode(), b";"))
    done = world.book(file)
    assert (done.new, done.skipped, world.open(world.one), world.open(world.two)) == (1, 1, [RENT], [RENT])


def test_what_a_known_payer_paid_is_not_booked_again_from_another_kind_of_file(world: PaymentWorld) -> None:
    _put(world.desk, BankAccount(number=ACCOUNT))
    facts = {"payer_name": "NAV", "kind": PayerKind.NAV, "confirmed_on": DAY}
    _put(world.desk, KnownPayer(account_id=world.one.account_id, payer_account=NAV, **facts))
    content = camt([[Paid("", RENT, text="Husleie")]])
    payer = f"<DbtrAcct><Id><Othr><Id>{NAV}</Id></Othr></Id></DbtrAcct></RltdPties>".encode()
    notice, statement = world.folder / "melding.xml", world.folder / "utskrift.xml"
    notice.write_bytes(content.replace(b"</RltdPties>", payer))
    again = camt([[Paid("", RENT, text="Husleie for november")]], statement=True)
    statement.write_bytes(again.replace(b"</RltdPties>", payer))
    assert outcomes(world.book(notice).outcomes) == {"known_payer": 1}
    assert (world.book(statement).skipped, world.open(world.one)) == (1, [RENT])


def test_another_bank_account_is_not_ours_and_says_nothing_of_who_has_paid(world: PaymentWorld) -> None:
    done = world.came(Paid(world.one.kid, RENT, day=DAY), account=ACCOUNT)
    assert (outcomes(done.outcomes), done.waiting) == ({"not_ours": 1}, 1)
    assert (payments.known_to(world.desk), world.open(world.one)) == (None, [RENT, RENT])


def test_a_day_without_payments_is_known_when_the_office_says_so(world: PaymentWorld) -> None:
    plan = payments.read_plan(world.desk, world.file(Paid(world.one.kid, RENT, day=DAY)))
    with pytest.raises(RefusedError):
        payments.book_file(world.desk, plan, date(2026, 11, 24))
    payments.book_file(world.desk, plan, world.desk.today)
    assert payments.known_to(world.desk) == world.desk.today


def test_nothing_is_booked_of_a_file_with_a_fault(world: PaymentWorld) -> None:
    file = world.file(Paid(world.one.kid, RENT, day=DAY))
    file.write_bytes(file.read_bytes().replace(b"0000000900000", b"0000000900001", 1))
    plan = payments.read_plan(world.desk, file)
    assert plan.lines == () and plan.file.faults
    with pytest.raises(RefusedError) as refused:
        payments.book_file(world.desk, plan)
    assert refused.value.faults == plan.file.faults
    assert _count(world, PaymentFile) == _count(world, PaymentLine) == 0


@pytest.mark.lagring
def test_a_payment_that_comes_back_opens_what_it_paid(world: PaymentWorld) -> None:
    kid = world.one.kid
    world.came(Paid(kid, RENT, day=DAY))
    done = world.came(Paid(kid, -RENT, day=DAY))
    assert (outcomes(done.outcomes), done.waiting, world.open(world.one)) == ({"returned": 1}, 0, [RENT, RENT])
    assert world.at(world.one).unallocated_ore == 0
    _sound(world)


def test_a_return_that_could_be_of_two_payments_waits(world: PaymentWorld) -> None:
    kid = world.one.kid
    world.came(Paid(kid, RENT, day=DAY), Paid(kid, RENT, day=DAY))
    done = world.came(Paid(kid, -RENT, day=DAY))
    assert (done.waiting, world.open(world.one)) == (1, [])


def test_mandates_are_kept_and_ended(world: PaymentWorld) -> None:
    path = world.folder / "fullmakter.txt"
    path.write_bytes(transmission(mandate_order([world.one.kid, "123456789"], account=OWN)))
    assert world.book(path).mandates == 2
    with world.leases.store.reading() as session:
        rows = {row.kid: row for row in session.execute(select(GiroMandate)).scalars()}
    assert (rows[world.one.kid].account_id, rows["123456789"].account_id) == (world.one.account_id, None)
    path.write_bytes(path.read_bytes().replace(b"NY21947000000011", b"NY21947000000012"))
    world.book(path)
    assert _count(world, GiroMandate, GiroMandate.ended_on == world.desk.today) == 1


def test_an_office_that_mirrors_the_accounts_books_their_list_and_no_bank_file(world: PaymentWorld) -> None:
    _mirror(world.desk)
    _put(world.desk, BankAccount(number=ACCOUNT))
    file = world.folder / "regnskap.csv"
    file.write_bytes(payment_list([Paid(world.one.kid, RENT)]))
    with pytest.raises(RefusedError) as refused:
        world.came(Paid(world.one.kid, RENT, day=DAY))
    assert refused.value.fault.code == "innbetaling.speil"
    assert outcomes(world.book(file).outcomes) == {"matched": 1}
    assert world.open(world.one) == [RENT]


@writes(Right.SETTINGS_WRITE)
def _mirror(work: Work) -> None:
    work.get(Office, 1).ledger_kind = LedgerKind.MIRROR


def test_one_task_stands_as_long_as_something_waits(world: PaymentWorld) -> None:
    for kid in ("999999999999", "888888888888"):
        world.came(Paid(kid, RENT, day=DAY))
    assert _count(world, Task, Task.kind == TaskKind.SORT_PAYMENT, Task.state == TaskState.OPEN) == 1


def test_a_file_card_adds_up(world: PaymentWorld) -> None:
    done = world.came(Paid(world.one.kid, RENT, day=DAY), Paid("999999999999", 4200, day=DAY))
    assert payment_lists.file_ids(world.desk) == [done.file_id]
    card = payment_lists.file_card(world.desk, done.file_id)
    assert (card.row.count, card.row.sum_ore, card.row.waiting, card.skipped) == (2, RENT + 4200, 1, 0)
    assert sum(one.amount_ore for one in card.outcomes) == card.row.sum_ore
    assert payment_lists.waiting_count(world.desk) == 1


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from([1, 5000, RENT - 1, RENT, RENT + 1, 2 * RENT])), max_size=6)
)
def test_reading_twice_is_reading_once(world: PaymentWorld, drawn: list[tuple[int, int]]) -> None:
    kids = (world.one.kid, world.two.kid, "999999999999")
    before = [world.at(let).balance_ore for let in (world.one, world.two)]
    seen = {line.fingerprint for line in world.lines()}
    paid = [Paid(kids[who], amount, day=DAY) for who, amount in drawn]
    first, again = world.came(*paid), world.came(*paid)
    fresh = [line for line in world.lines() if line.fingerprint not in seen]
    assert (first.new, again.new, again.skipped) == (len(fresh), 0, len(paid))
    for let, was in zip((world.one, world.two), before, strict=True):
        mine = [one for one in fresh if one.account_id == let.account_id and one.state is LineState.BOOKED]
        booked = sum(line.amount_ore for line in mine)
        assert world.at(let).balance_ore == was - booked
    _sound(world)


_STAGE_AND_DIE = """
import os, sys
from pathlib import Path
from boligdesk.casework import payments, start
desk = start.enter_without_login(start.open_office(sys.argv[1]))
plan = payments.read_plan(desk, Path(sys.argv[2]))
if sys.argv[3] == "die":
    payments._staged(desk, plan.file, None)
    os._exit(9)
print("klar", flush=True)
sys.stdin.readline()
try:
    payments.book_file(desk, plan)
except Exception as error:
    print(error.fault.code)
else:
    print("ja")
"""


def _child(world: PaymentWorld, file: Path, how: str) -> subprocess.Popen[str]:
    target = world.leases.store.target
    command = [sys.executable, "-c", _STAGE_AND_DIE, target, str(file), how]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), text=True, encoding="utf-8", **pipes)


@pytest.mark.lagring
def test_two_programs_book_the_same_file_once_and_one_that_dies_books_nothing(world: PaymentWorld) -> None:
    file = world.file(Paid(world.one.kid, RENT, day=DAY))
    with _child(world, file, "die") as dead:
        assert (dead.wait(60), _count(world, PaymentFile)) == (9, 0)
    with _child(world, file, "book") as first, _child(world, file, "book") as second:
        for child in (first, second):
            assert child.stdout and child.stdout.readline() == "klar\n"
        for child in (first, second):
            assert child.stdin
            child.stdin.write("gå\n")
            child.stdin.flush()
        said = [child.communicate(timeout=60)[0].strip() for child in (first, second)]
    assert sorted(said) == ["innbetaling.samme_fil", "ja"]
    assert (_count(world, PaymentLine), _count(world, LedgerEntry, LedgerEntry.amount_ore < 0)) == (1, 1)
    assert world.open(world.one) == [RENT]
