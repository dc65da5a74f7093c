"""Open items of the old books: brought in once, to the right account, with the letters that named them (E17)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from boligdesk.casework import imports, ledger_settings, tenancy_list
from boligdesk.casework.imports import ImportResult
from boligdesk.models.arrears import ArrearsEvent, NoticeItem
from boligdesk.rules.arrears.words import ArrearsEventKind, LedgerKind
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import render

from .ledger_world import DECEMBER, LedgerWorld

HEADER = ("KID", "Kontrakt", "Navn", "Forfall", "Krav", "Faktura", "Restbeløp", "Purring sendt", "§ 4-18-varsel")


@pytest.fixture
def opened(ledger: LedgerWorld) -> LedgerWorld:
    """The office charges from December on; what is older comes by list."""
    ledger_settings.choose_ledger(ledger.desk, LedgerKind.OWN, DECEMBER)
    return ledger


def _bring(ledger: LedgerWorld, folder: Path, *rows: tuple[object, ...], **more: Any) -> ImportResult:
    book = Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    book.save(folder / "apne.xlsx")
    return imports.import_file(ledger.desk, "restanser", folder / "apne.xlsx", **more)


def _number(ledger: LedgerWorld) -> tuple[str, str]:
    row = tenancy_list.tenancy_rows(ledger.desk, [ledger.tenancy])[ledger.tenancy]
    return row.number, row.kid or ""


@pytest.mark.lagring
def test_items_and_steps_come_in_once(opened: LedgerWorld, tmp_path: Path) -> None:
    number, kid = _number(opened)
    rows = (
        (kid, "", "", "01.09.2026", "Husleie", "1", 8950, "15.09.2026", "20.10.2026"),
        ("", number, "Kvernmo, Jon-Ántte Eira", "01.10.2026", "Husleie", "2", 8000, "", "20.10.2026"),
        (kid, "", "", "01.11.2026", "Innbetalt", "", -950, "", ""),
    )
    tried = _bring(opened, tmp_path, *rows, dry_run=True)
    assert (tried.new, opened.books().entries) == (3, ())
    done = _bring(opened, tmp_path, *rows)
    assert (done.new, done.refused) == (3, 0)
    (told,) = map(render, done.remarks)
    assert told.replace("\xa0", " ").startswith("3 åpne poster. Skyldig 16 950 kr, til gode 950 kr.")
    assert opened.open() == [(EntryKind.RENT, 800_000), (EntryKind.RENT, 800_000)]  # the oldest was paid 950
    events, named = _steps(opened)
    assert events == [
        (ArrearsEventKind.REMINDER, date(2026, 9, 15), date(2026, 9, 29), True),
        (ArrearsEventKind.EVICTION_NOTICE, date(2026, 10, 20), None, True),
    ]
    assert named == [895_000, 895_000, 800_000]
    again = _bring(opened, tmp_path, *rows)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    assert (len(opened.books().entries), _steps(opened)) == (3, (events, named))


def _steps(ledger: LedgerWorld) -> tuple[list[tuple[object, ...]], list[int]]:
    event = ArrearsEvent
    with ledger.desk.store.reading() as session:
        rows = session.execute(select(event.kind, event.sent_on, event.deadline, event.imported).order_by(event.id))
        named = session.execute(select(NoticeItem.remaining_ore).order_by(NoticeItem.event_id, NoticeItem.claim_id))
        return [tuple(row) for row in rows], list(named.scalars())


def test_a_step_that_was_left_out_comes_with_the_next_list(opened: LedgerWorld, tmp_path: Path) -> None:
    kid = _number(opened)[1]
    row = (kid, "", "", "01.09.2026", "Husleie", "1", 8950, "15.09.2026")
    _bring(opened, tmp_path, row)
    assert _bring(opened, tmp_path, (*row, "20.10.2026")).changed == 1
    assert [kind for kind, *_rest in _steps(opened)[0]] == [
        ArrearsEventKind.REMINDER,
        ArrearsEventKind.EVICTION_NOTICE,
    ]


def test_faulty_rows_say_what_is_wrong_and_the_good_ones_go_in(opened: LedgerWorld, tmp_path: Path) -> None:
    number, kid = _number(opened)
    _bring(opened, tmp_path, (kid, "", "", "01.09.2026", "Husleie", "1", 8950))
    faulty = {
        "apning.annet_belop": (kid, "", "", "01.09.2026", "Husleie", "1", 7000),
        "apning.ukjent": ("", "9999-9", "", "01.09.2026", "Husleie", "", 100),
        "apning.annet_navn": (kid, "", "Balto, Risten", "01.10.2026", "Husleie", "", 100),
        "apning.krever_selv": (kid, "", "", "01.12.2026", "Husleie", "", 100),
        "apning.ingenting_apent": (kid, "", "", "01.08.2026", "Husleie", "", 0),
        "apning.for_forfall": (kid, "", "", "01.10.2026", "Husleie", "", 100, "01.09.2026"),
        "apning.fram_i_tid": (kid, "", "", "01.10.2026", "Gebyr", "", 100, "24.11.2026"),
        "apning.samme_post": (kid, "", "", "15.08.2026", "Gebyr", "", 35),
    }
    good = ("", number, "", "15.08.2026", "Gebyr", "", 35), (kid, "", "", "15.08.2026", "Gebyr", "9", 35)
    result = _bring(opened, tmp_path, *good, *faulty.values())
    assert {row.code for row in result.rows} == set(faulty)
    assert all(render(row.message) for row in result.rows)
    assert (result.new, result.refused) == (2, len(faulty))


def test_name_and_home_find_the_account_when_there_is_no_number(opened: LedgerWorld, tmp_path: Path) -> None:
    result = _bring(opened, tmp_path, ("", "", "Kvernmo, Ŋárja Eira", "01.09.2026", "Husleie", "", 100))
    assert (result.new, opened.open()) == (1, [(EntryKind.RENT, 10_000)])


def test_an_item_without_kind_is_asked_about(opened: LedgerWorld, tmp_path: Path) -> None:
    row = (_number(opened)[1], "", "", "01.09.2026", "", "", 100)
    assert [r.code for r in _bring(opened, tmp_path, row).rows] == ["apning.uten_kravtype"]
    assert _bring(opened, tmp_path, row, accept_doubts=True).new == 1


def test_books_must_be_chosen_first_and_by_those_who_keep_them(ledger: LedgerWorld, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        _bring(ledger, tmp_path, ("", "1", "", "01.09.2026", "Husleie", "", 100))
    assert refused.value.fault.code == "apning.uten_forste_maned"
    ledger.desk = ledger.leases.as_role(Role.CASEWORKER)
    with pytest.raises(RefusedError):
        _bring(ledger, tmp_path, ("", "1", "", "01.09.2026", "Husleie", "", 100))
