"""Months of the price index read in from SSB's files: each to its own table, never over what is known."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from boligdesk.casework import price_indexes
from boligdesk.casework.core.acts import Work, writes
from boligdesk.models.ledger import RentRound
from boligdesk.rules.explanation import Certainty
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rent_change import RentChangeBasis
from boligdesk.rules.rights import Right

from .lease_world import LeaseWorld

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
LONG = """"konsumgruppe";"måned";"statistikkvariabel";"14709: Konsumprisindeks"
"Totalindeks";"2026M05";"Konsumprisindeks (2025=100)";103,4
"Totalindeks";"2026M06";"Konsumprisindeks (2025=100)";"."
"Totalindeks";"2026M05";"Månedsendring (prosent)";0,3
"Matvarer";"2026M05";"Konsumprisindeks (2025=100)";99,9
"""
WIDE = """"konsumgruppe","Konsumprisindeks (2025=100) 2026M05","Konsumprisindeks (2025=100) 2026M06"
"Totalindeks",103.4,103.9
"""
STAT = {
    "class": "dataset",
    "label": "14709: Konsumprisindeks, etter konsumgruppe, statistikkvariabel og måned",
    "id": ["Konsumgrp", "ContentsCode", "Tid"],
    "size": [2, 2, 2],
    "dimension": {
        "Konsumgrp": {"category": {"index": {"01": 0, "TOTAL": 1}, "label": {"01": "Mat", "TOTAL": "Totalindeks"}}},
        "ContentsCode": {
            "category": {"index": ["Mnd", "Kpi"], "label": {"Mnd": "Endring", "Kpi": "Konsumprisindeks (2025=100)"}}
        },
        "Tid": {"category": {"index": {"2026M05": 0, "2026M06": 1}}},
    },
    "value": [1, 2, 3, 4, 5, 6, 103.4, None],
}


def _file(folder: Path, text: str, name: str = "kpi.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.lagring
def test_new_months_stand_beside_the_shipped_ones(leases: LeaseWorld, tmp_path: Path) -> None:
    done = price_indexes.import_index(leases.desk, _file(tmp_path, LONG)).value
    assert (done.table, done.new, done.last) == ("14709", (MAY,), MAY)
    newest, older = price_indexes.index_tables(leases.desk)
    assert (newest.number, newest.base_year, newest.last, newest.values[MAY]) == ("14709", 2025, MAY, Decimal("103.4"))
    assert (older.number, older.base_year, older.last) == ("03013", 2015, date(2025, 12, 1))
    again = price_indexes.import_index(leases.desk, _file(tmp_path, WIDE)).value
    assert (again.new, again.known) == ((JUNE,), 1)


def test_json_stat_gives_the_total_index_alone(leases: LeaseWorld, tmp_path: Path) -> None:
    done = price_indexes.import_index(leases.desk, _file(tmp_path, json.dumps(STAT), "kpi.json")).value
    assert (done.table, done.new) == ("14709", (MAY,))
    assert price_indexes.index_tables(leases.desk)[0].values[MAY] == Decimal("103.4")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LONG.replace("14709", "03013"), "indeks.hvilken_tabell"),
        (WIDE.replace(" (2025=100)", ""), "indeks.hvilken_tabell"),
        (WIDE.replace("(2025=100) 2026M06", "(2015=100) 2026M06"), "indeks.hvilken_tabell"),
        (LONG.replace("2026M05", "2026M04"), "indeks.annen_verdi"),
        ('"Totalindeks","2026M05",103.4\n"Totalindeks","2026M05",103.5\n14709', "indeks.to_verdier"),
        ("14709;ingen", "indeks.ingen_maneder"),
        ('{"14709": 1}', "indeks.ikke_json_stat"),
    ],
)  # fmt: skip
def test_doubtful_files_are_refused(leases: LeaseWorld, tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        price_indexes.import_index(leases.desk, _file(tmp_path, text))
    assert refused.value.fault.code == code
    assert price_indexes.index_tables(leases.desk)[0].last == date(2026, 4, 1)


def test_a_month_is_typed_with_source_and_day_and_is_the_office_s_word(leases: LeaseWorld) -> None:
    seen = date(2026, 6, 12)
    price_indexes.type_index_month(leases.desk, "14709", MAY, Decimal("103.4"), "SSB tabell 14709", seen)
    newest = price_indexes.index_tables(leases.desk)[0]
    month = newest.months[-1]
    assert (month.month, month.own, month.certainty) == (MAY, True, Certainty.CONFIRMED)
    assert month.source == "SSB tabell 14709, 12.06.2026"
    assert newest.missing == tuple(date(2026, number, 1) for number in range(6, 11))


@pytest.mark.parametrize(
    ("table", "month", "value", "source", "seen", "code"),
    [
        ("03013", date(2026, 1, 1), "140", "SSB", date(2026, 6, 1), "indeks.ikke_i_tabellen"),
        ("14700", MAY, "103", "SSB", date(2026, 6, 12), "indeks.ikke_i_tabellen"),
        ("14709", date(2026, 4, 1), "103", "SSB", date(2026, 6, 12), "indeks.finnes"),
        ("14709", MAY, "103", " ", date(2026, 6, 12), "indeks.uten_kilde"),
        ("14709", MAY, "0", "SSB", date(2026, 6, 12), "indeks.uten_kilde"),
        ("14709", MAY, "103", "SSB", date(2026, 5, 30), "indeks.ikke_publisert"),
        ("14709", MAY, "103", "SSB", date(2027, 5, 30), "indeks.ikke_publisert"),
    ],
)
def test_a_month_that_cannot_be_is_not_typed(
    leases: LeaseWorld, table: str, month: date, value: str, source: str, seen: date, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        price_indexes.type_index_month(leases.desk, table, month, Decimal(value), source, seen)
    assert refused.value.fault.code == code


def test_a_typed_month_is_taken_out_until_a_rent_rests_on_it(leases: LeaseWorld) -> None:
    seen = date(2026, 6, 12)
    price_indexes.type_index_month(leases.desk, "14709", MAY, Decimal("130.4"), "SSB", seen)
    for table, month, why, code in (
        ("14709", date(2026, 4, 1), "Feil", "sak.finnes_ikke"),
        ("14709", MAY, " ", "indeks.uten_grunn"),
    ):
        with pytest.raises(RefusedError) as refused:
            price_indexes.take_out_index_month(leases.desk, table, month, why)
        assert refused.value.fault.code == code
    price_indexes.take_out_index_month(leases.desk, "14709", MAY, "Tastefeil")
    price_indexes.type_index_month(leases.desk, "14709", MAY, Decimal("103.4"), "SSB", seen)
    _used(leases.desk)
    with pytest.raises(RefusedError, match=r"indeks\.i_bruk"):
        price_indexes.take_out_index_month(leases.desk, "14709", MAY, "Feil")


@writes(Right.RENT_ADJUST)
def _used(work: Work) -> None:
    months = {"from_month": date(2025, 5, 1), "to_month": MAY}
    work.add(RentRound(basis=RentChangeBasis.KPI, series="14709", effective_on=date(2027, 1, 1), **months))
