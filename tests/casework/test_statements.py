"""The account as it is read: running balance, what is open, on a day and as known; and the tenant's own letter."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from boligdesk.casework import charges, claim_marks, ledger_entries, statements
from boligdesk.casework.claim_marks import MarkInput
from boligdesk.casework.core.ledger_write import NewEntry
from boligdesk.casework.ledger_entries import EntryInput
from boligdesk.rules.ledger.account import AgeBucket
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import render

from .ledger_world import DECEMBER, LedgerWorld

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
RENT = 900_000


def _rents(ledger: LedgerWorld) -> tuple[int, int]:
    first, second = ledger.book(
        *(NewEntry(ledger.account, EntryKind.RENT, RENT, day, month=day) for day in (SEPTEMBER, OCTOBER))
    )
    ledger.pay(RENT + 100_000, date(2026, 9, 10))
    return first, second


@pytest.mark.lagring
def test_the_account_runs_through_its_days(ledger: LedgerWorld) -> None:
    _, october = _rents(ledger)
    charges.charge_month(ledger.desk, DECEMBER)
    found = statements.statement(ledger.desk, ledger.account)
    assert [(render(one.what), one.balance_ore, one.open_ore, one.is_coming) for one in found.lines] == [
        ("Husleie september 2026", RENT, 0, False),
        ("Innbetaling", -100_000, 0, False),
        ("Husleie oktober 2026", 800_000, 800_000, False),
        ("Husleie desember 2026", 800_000 + 895_000, 895_000, True),
    ]
    assert (found.balance_ore, found.open_ore, found.oldest_due) == (800_000, 800_000, OCTOBER)
    assert found.ages[AgeBucket.TO_60] == 800_000
    assert [one.entry_id for one in found.open_claims] == [october]
    assert [row.name for row in found.liable] == ["Kvernmo, Jon-Ántte Eira", "Kvernmo, Ŋárja Eira"]
    then = statements.statement(ledger.desk, ledger.account, date(2026, 9, 30))
    assert (then.balance_ore, then.open_ore, then.unallocated_ore) == (-100_000, 0, 100_000)


def test_what_was_not_known_yet_is_left_out(ledger: LedgerWorld) -> None:
    _rents(ledger)
    before = statements.statement(ledger.desk, ledger.account).lines[-1].recorded_at
    later = replace(ledger.desk, now_source=lambda: before.replace(year=2027))
    note = EntryInput(ledger.account, EntryKind.CREDIT_NOTE, 50_000, OCTOBER, "Feil leie")
    ledger_entries.write_by_hand(later, note)
    assert statements.statement(ledger.desk, ledger.account).balance_ore == 750_000
    known = statements.statement(ledger.desk, ledger.account, known=before)
    assert (known.balance_ore, len(known.lines)) == (800_000, 3)


def test_marks_and_reasons_stand_on_their_line(ledger: LedgerWorld) -> None:
    _, october = _rents(ledger)
    claim_marks.set_mark(ledger.desk, MarkInput((october,), Mark.DISPUTED, OCTOBER, "Mener varmen var av"))
    (line,) = statements.statement(ledger.desk, ledger.account).open_claims
    assert line.marks == {Mark.DISPUTED}
    assert [(mark.mark, mark.reason) for mark in line.set_marks] == [(Mark.DISPUTED, "Mener varmen var av")]


def test_the_tenant_gets_the_account_in_plain_words(ledger: LedgerWorld) -> None:
    _rents(ledger)
    charges.charge_month(ledger.desk, DECEMBER)
    paper = statements.print_statement(ledger.desk, ledger.account, OCTOBER).value
    words = " ".join(pypdf.PdfReader(io.BytesIO(paper.pdf)).pages[0].extract_text().split())
    for said in ("Du skylder 8 000,00 kr", "Husleie oktober 2026 01.10.2026 9 000,00 kr 8 000,00 kr", "−1 000,00 kr"):
        assert said in words.replace("\u00a0", " ")
    assert "desember" not in words
    assert not statements.print_statement(ledger.desk, ledger.account, OCTOBER).value.fresh


def test_a_chosen_period_is_printed_as_it_stood_on_its_last_day(ledger: LedgerWorld) -> None:
    _rents(ledger)
    paper = statements.print_statement(ledger.desk, ledger.account, SEPTEMBER, date(2026, 9, 30)).value
    words = " ".join(pypdf.PdfReader(io.BytesIO(paper.pdf)).pages[0].extract_text().split()).replace("\u00a0", " ")
    assert "per 30.09.2026" in words and "Du har betalt 1 000,00 kr mer enn du skylder" in words
    assert "Husleie oktober 2026" not in words
    for since, day, code in (
        (OCTOBER, SEPTEMBER, "reskontro.periode_snudd"),
        (None, date(2030, 1, 1), "reskontro.i_framtiden"),
    ):
        with pytest.raises(RefusedError) as refused:
            statements.print_statement(ledger.desk, ledger.account, since, day)
        assert refused.value.fault.code == code
