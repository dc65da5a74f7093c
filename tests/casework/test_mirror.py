"""The books as a mirror: whole lists of open items, followed one by one; nothing doubles, nothing is lost (E17)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

from boligdesk.casework import (
    agreement_card,
    agreements,
    arrears_letters,
    charges,
    imports,
    ledger_settings,
    payments,
    tenancy_list,
)
from boligdesk.casework.arrears_list import ArrearsQuery, arrears_ids, arrears_rows, arrears_sums
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.imports import ImportResult
from boligdesk.models.person import Person
from boligdesk.rules.arrears.agreement import Part
from boligdesk.rules.arrears.words import AgreementKind, ArrearsEventKind, LedgerKind, PlanState
from boligdesk.rules.ledger.account import AgeBucket
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Protection
from boligdesk.texts import render

from .ledger_world import DECEMBER, JANUARY, LedgerWorld

HEADER = ("KID", "Kontrakt", "Navn", "Forfall", "Krav", "Faktura", "Restbeløp", "Purring sendt")
RENT = 9_000
FIRST, SECOND, THIRD = date(2027, 1, 10), date(2027, 1, 15), date(2027, 1, 20)


class Mirror:
    """An office whose rent accounts are a mirror, in January 2027, and its lists."""

    def __init__(self, ledger: LedgerWorld, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.ledger, self.folder, self.patch = ledger, folder, patch
        ledger_settings.choose_ledger(ledger.desk, LedgerKind.MIRROR)
        self.on(THIRD)
        row = tenancy_list.tenancy_rows(ledger.desk, [ledger.tenancy])[ledger.tenancy]
        self.kid, self.number = row.kid or "", row.number

    def on(self, day: date) -> None:
        """Let the office's day be another one."""
        self.patch.setenv("BOLIGDESK_DATO", day.isoformat())

    def item(self, due: str, rest: int, kind: str = "Husleie", number: str = "1") -> tuple[object, ...]:
        """A row of the list about the tenancy."""
        return self.kid, "", "", due, kind, number, rest, ""

    def bring(self, *rows: tuple[object, ...], day: date | None = None, **more: Any) -> ImportResult:
        """Bring a list in; with a day, as all that is open then."""
        book = Workbook()
        for row in (HEADER, *rows):
            book.active.append(row)
        path = self.folder / "liste.xlsx"
        book.save(path)
        return imports.import_file(self.ledger.desk, "restanser", path, complete_to=day, **more)

    def paid(self, ore: int, day: date, text: str) -> payments.BookedFile:
        """A payment that comes in the accounting system's list of payments."""
        path = self.folder / f"{text}.csv"
        kroner = f"{ore // 100},{ore % 100:02}"
        path.write_text(f"Dato;KID;Beløp;Betaler\n{day:%d.%m.%Y};{self.kid};{kroner};{text}\n", encoding="utf-8")
        desk = self.ledger.desk
        return payments.book_file(desk, payments.read_plan(desk, path)).value

    @property
    def open(self) -> list[tuple[EntryKind, int]]:
        """What is open, in kroner; the books hold together."""
        return [(kind, ore // 100) for kind, ore in self.ledger.open()]

    @property
    def known(self) -> date | None:
        """How far payments are known."""
        return payments.known_to(self.ledger.desk)


@pytest.fixture
def mirror(ledger: LedgerWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    """The office with its mirror."""
    return Mirror(ledger, tmp_path, monkeypatch)


@pytest.mark.lagring
def test_what_changed_changes_and_what_is_gone_is_settled(mirror: Mirror) -> None:
    december, january = mirror.item("01.12.2026", RENT), mirror.item("04.01.2027", RENT, number="2")
    first = mirror.bring(december, january, day=FIRST)
    assert (first.new, mirror.open, mirror.known) == (2, [(EntryKind.RENT, RENT)] * 2, FIRST)
    again = mirror.bring(december, january, day=FIRST)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    later = mirror.bring(december, january, day=SECOND)
    assert (later.unchanged, mirror.known, len(mirror.ledger.books().entries)) == (2, SECOND, 2)
    less = mirror.bring(mirror.item("04.01.2027", 4_000, number="2"), day=THIRD)
    assert (less.new, less.changed, less.unchanged) == (0, 1, 0)
    assert mirror.open == [(EntryKind.RENT, 4_000)]
    assert [render(one) for one in less.remarks][1:] == [
        "1 post som ikke lenger står på listen, er gjort opp.",
        "Betalinger er nå kjent til og med 20.01.2027.",
    ]


def test_an_item_that_opens_again_is_owed_from_its_own_day(mirror: Mirror) -> None:
    for rest in (RENT, 4_000, 9_500, 2_000):
        mirror.bring(mirror.item("01.12.2026", rest), day=THIRD)
        assert sum(ore for _kind, ore in mirror.open) == rest
    mirror.bring(mirror.item("04.01.2027", RENT, number="2"), day=THIRD)
    assert mirror.open == [(EntryKind.RENT, RENT)]
    mirror.bring(mirror.item("01.12.2026", 700), day=THIRD)
    at = mirror.ledger.books().at(THIRD)
    assert (at.balance_ore, at.ages[AgeBucket.TO_60]) == (70_000, 70_000)


def test_money_to_the_good_pays_here_and_is_not_counted_twice(mirror: Mirror) -> None:
    rent, good = mirror.item("01.12.2026", RENT), mirror.item("10.01.2027", -950, "Innbetalt", "7")
    mirror.bring(rent, good, day=FIRST)
    assert mirror.open == [(EntryKind.RENT, RENT - 950)]
    assert mirror.bring(rent, good, day=SECOND).unchanged == 2
    assert mirror.open == [(EntryKind.RENT, RENT - 950)]
    mirror.bring(mirror.item("01.12.2026", RENT - 950), day=THIRD)  # now the accounts have matched the two
    assert mirror.open == [(EntryKind.RENT, RENT - 950)]


def test_payments_and_lists_tell_of_the_same_money_once(mirror: Mirror) -> None:
    mirror.bring(mirror.item("01.12.2026", RENT), day=FIRST)
    assert mirror.paid(950_000, SECOND, "Overført").new == 1
    assert mirror.open == [(EntryKind.PAYMENT, -500)]
    good = mirror.item("15.01.2027", -500, "Innbetalt", "8")
    mirror.bring(good, day=THIRD)
    assert mirror.open == [(EntryKind.PAYMENT, -500)]
    late = mirror.paid(100_000, SECOND, "Senere fil")
    assert (late.new, late.skipped, mirror.open) == (0, 1, [(EntryKind.PAYMENT, -500)])
    with pytest.raises(RefusedError) as refused:
        mirror.bring(good, day=SECOND)
    assert refused.value.fault.code == "apning.hel_eldre"


def test_a_list_that_may_lack_something_of_ours_is_not_whole(mirror: Mirror) -> None:
    rent = mirror.item("01.12.2026", RENT)
    mirror.bring(rent, day=FIRST)
    stranger = ("", "9999-9", "", "01.12.2026", "Husleie", "3", 500, "")
    nothing = mirror.item("04.01.2027", 0, number="4")
    assert mirror.bring(rent, stranger, nothing, day=SECOND).refused == 2
    nameless = ("", "", "Ukjent, Noen", "01.12.2026", "Husleie", "3", 500, "")
    for torn in (nameless, (mirror.kid, "", "", "ikke en dato", "Husleie", "5", 100, "")):
        for dry in (True, False):
            with pytest.raises(RefusedError) as refused:
                mirror.bring(rent, torn, day=THIRD, dry_run=dry)
            assert refused.value.fault.code == "apning.hel_mangler"
    assert (mirror.open, mirror.known) == ([(EntryKind.RENT, RENT)], SECOND)
    part = mirror.bring(mirror.item("04.01.2027", 35, "Gebyr", "6"), mirror.item("01.12.2026", 1))
    assert [row.code for row in part.rows] == ["apning.annet_belop_speil"]
    assert mirror.known == SECOND, "some of a list settles nothing, and tells of no day"
    assert mirror.open == [(EntryKind.RENT, RENT), (EntryKind.FEE, 35)]


def test_rows_left_out_may_only_be_of_others(mirror: Mirror) -> None:
    rent = mirror.item("01.12.2026", RENT)
    mirror.bring(rent, day=FIRST)
    book = Workbook()
    for row in (HEADER, rent, ("", "9999-9", "", "01.12.2026", "Husleie", "3", 500, "")):
        book.active.append(row)
    book.save(mirror.folder / "to.xlsx")
    desk = mirror.ledger.desk
    plan = imports.as_whole_list(desk, imports.read_plan(desk, "restanser", mirror.folder / "to.xlsx"), THIRD)
    assert imports.gone_items(desk, imports.leave_out(desk, plan, (2,))) == 1
    with pytest.raises(RefusedError):
        imports.book(desk, imports.leave_out(desk, plan, (2,)))
    imports.book(desk, imports.leave_out(desk, plan, (3,)), name="to.xlsx")
    assert (mirror.open, mirror.known) == ([(EntryKind.RENT, RENT)], THIRD)


def test_days_and_books_that_a_whole_list_cannot_have(mirror: Mirror, ledger: LedgerWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        mirror.bring(mirror.item("01.12.2026", RENT), day=date(2027, 1, 21))
    assert refused.value.fault.code == "apning.hel_fram_i_tid"
    ledger_settings.choose_ledger(ledger.desk, LedgerKind.OWN, date(2027, 2, 1))
    with pytest.raises(RefusedError) as refused:
        mirror.bring(mirror.item("01.12.2026", RENT), day=THIRD)
    assert refused.value.fault.code == "apning.hel_bare_speil"


@writes(Right.PERSON_WRITE)
def _protect(work: Work, person_id: int) -> None:
    work.get(Person, person_id).protection = Protection.STRICT


@pytest.mark.lagring
def test_hidden_accounts_are_followed_by_whoever_brings_the_list(mirror: Mirror) -> None:
    ledger = mirror.ledger
    mirror.bring(mirror.item("01.12.2026", RENT), day=FIRST)
    leader = ledger.desk
    _protect(leader, ledger.leases.anna)
    clerk = dataclasses.replace(
        leader, who=dataclasses.replace(leader.who, rights=leader.who.rights - {Right.PROTECTED})
    )
    ledger.desk = clerk
    result = mirror.bring(mirror.item("01.12.2026", 100), day=SECOND)
    assert (result.changed, arrears_ids(clerk, ArrearsQuery(everybody=True))) == (1, [])
    ledger.desk = leader
    assert mirror.open == [(EntryKind.RENT, 100)]


def test_the_list_of_restanser_and_agreements_stand_on_mirrored_items(mirror: Mirror) -> None:
    desk, account = mirror.ledger.desk, mirror.ledger.account
    mirror.bring(mirror.item("01.12.2026", RENT), mirror.item("04.01.2027", RENT, number="2"), day=THIRD)
    row = arrears_rows(desk, [account])[account]
    assert (row.fresh, row.overdue_ore, row.oldest_due) == (True, 2 * RENT * 100, DECEMBER)
    assert (row.ages[AgeBucket.TO_60], row.ages[AgeBucket.TO_30]) == (RENT * 100, RENT * 100)
    assert row.step is not None and arrears_sums(desk, ArrearsQuery()).known_to == THIRD
    claims = [item.entry.id for item in mirror.ledger.books().at(THIRD).claims]
    parts = (Part(date(2027, 1, 25), RENT * 100), Part(date(2027, 2, 25), RENT * 100))
    given = agreements.AgreementInput(account, AgreementKind.PLAN, claims, parts, THIRD)
    agreements.make_agreement(desk, given)
    mirror.on(date(2027, 1, 29))
    mirror.bring(mirror.item("04.01.2027", RENT, number="2"), day=date(2027, 1, 28))
    assert _states(desk, account) == [PlanState.RUNNING]
    mirror.on(date(2027, 3, 10))
    mirror.bring(mirror.item("04.01.2027", RENT, number="2"), day=date(2027, 3, 9))
    assert _states(desk, account) == [PlanState.BROKEN], "the list itself has it looked at"


def test_letters_rest_on_mirrored_items_and_wait_for_a_newer_list(mirror: Mirror) -> None:
    desk, account = mirror.ledger.desk, mirror.ledger.account
    rents = mirror.item("01.12.2026", RENT), mirror.item("04.01.2027", RENT, number="2")
    mirror.bring(*rents, day=FIRST)
    (old,) = arrears_letters.letter_plan(desk, [account], ArrearsEventKind.REMINDER).lines
    assert old.held is not None and old.held.code == "restanse.mangler.ferske_innbetalinger"
    mirror.bring(*rents, day=THIRD)
    (line,) = arrears_letters.letter_plan(desk, [account], ArrearsEventKind.REMINDER).lines
    assert (line.sum_ore, line.claims) == (2 * RENT * 100, 2)
    (fee,) = arrears_letters.letter_plan(desk, [account], ArrearsEventKind.FEE_LETTER).lines
    assert fee.fee_ore == 0, "the accounting system puts on its own"


def _states(desk: Desk, account_id: int) -> list[PlanState]:
    return [one.state for one in agreement_card.agreements_of(desk, account_id)]


def test_whatever_comes_in_whatever_order_the_balance_is_the_list_s(mirror: Mirror) -> None:
    dice = Random(4)
    for step in range(25):
        if dice.random() < 0.3 and step:
            mirror.on(THIRD + timedelta(days=step))
            mirror.paid(dice.randrange(1, 12_000) * 100, THIRD + timedelta(days=step), f"betaling {step}")
        day = THIRD + timedelta(days=step)
        mirror.on(day)
        rows = [
            mirror.item(f"{due:02}.12.2026", dice.randrange(1, 9_000), kind, str(due))
            for due in range(1, 7)
            for kind in ("Husleie", "Gebyr")
            if dice.random() < 0.5
        ]
        rows += [
            mirror.item("10.01.2027", -dice.randrange(1, 4_000), "Innbetalt", "c") for _ in range(dice.randrange(2))
        ]
        mirror.bring(*(rows or [mirror.item("01.12.2026", 1)]), day=day)
        at = mirror.ledger.books().at(date.max)
        assert at.balance_ore == 100 * sum(int(str(row[6])) for row in rows or [mirror.item("01.12.2026", 1)])
        assert mirror.open, "and the books hold together"


def test_a_mirror_charges_nothing_and_becomes_own_from_a_month_on(mirror: Mirror) -> None:
    desk = mirror.ledger.desk
    mirror.bring(mirror.item("01.12.2026", RENT), mirror.item("04.01.2027", RENT, number="2"), day=THIRD)
    with pytest.raises(RefusedError) as refused:
        charges.charge_month(desk, JANUARY)
    assert refused.value.fault.code == "reskontro.speil"
    for first, code in ((None, "reskontro.ville_doble_alt"), (JANUARY, "reskontro.ville_doble")):
        with pytest.raises(RefusedError) as refused:
            ledger_settings.choose_ledger(desk, LedgerKind.OWN, first)
        assert refused.value.fault.code == code
    ledger_settings.choose_ledger(desk, LedgerKind.OWN, date(2027, 2, 1))
    charges.charge_month(desk, date(2027, 2, 1))
    assert len(mirror.open) == 3
    for first, code in ((JANUARY, "reskontro.ville_doble"), (date(2027, 3, 1), "reskontro.krevd_selv")):
        with pytest.raises(RefusedError) as refused:
            ledger_settings.choose_ledger(desk, LedgerKind.OWN, first)
        assert refused.value.fault.code == code
    with pytest.raises(RefusedError) as refused:
        ledger_settings.choose_ledger(desk, LedgerKind.MIRROR)
    assert refused.value.fault.code == "reskontro.valgt_for_alltid"
    assert ledger_settings.ledger_settings(desk).first_month == date(2027, 2, 1)
