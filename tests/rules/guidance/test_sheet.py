"""What the sheet to take home says: sums that agree, stars on what is foreløpig, P29 on what rests on a loan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.rules.budget.lines import CostKind, Entry
from boligdesk.rules.explanation import Certainty
from boligdesk.rules.guidance.columns import Column, HomeColumn, columns
from boligdesk.rules.guidance.sheet import Known, Sheet, sheet
from boligdesk.rules.messages import Message
from boligdesk.rules.rates import Rates
from boligdesk.texts import render

from ..budget.world import SHIPPED, TODAY
from ..startlan.world import RATES
from .test_columns import homes, reckon, situation


def _told(found: tuple[Column, ...], known: Known | None = None, **more: bool) -> Sheet:
    return sheet(found, known or Known(), **more)


def _words(cells: tuple[Message, ...]) -> list[str]:
    return [render(cell).replace("\u00a0", " ") for cell in cells]


def _ore(cell: Message) -> int:
    ore = cell.params["belop"]
    assert isinstance(ore, int)
    return ore


def test_each_line_agrees_with_what_is_left() -> None:
    told = _told(reckon())
    rows = {row.what.code: row.cells for row in told.rows}
    for home in range(3):
        costs = sum(_ore(row.cells[home]) for row in told.rows[1:-1] if "belop" in row.cells[home].params)
        assert abs(costs - _ore(rows["veiledningsark.netto"][home])) <= 3_00
        assert abs(_ore(rows["veiledningsark.inntekt"][home]) - costs - _ore(told.left[home])) <= 4_00
    assert _words(told.rows[1].cells) == ["13 800 kr", "9 450 kr", "–"]
    assert _words(tuple(row.what for row in told.rows)) == [
        *("Inntekt etter skatt", "Husleie", "Strøm", "Felleskostnader", "Renter og avdrag på lånet"),
        *("Bostøtte, anslag", "Å betale for boligen"),
    ]


def test_many_sorts_of_costs_are_told_as_one_sum() -> None:
    told = _told(reckon(), each_cost=False)
    assert _words(told.rows[1].cells) == ["15 250 kr", "10 550 kr", "17 732 kr"]


def test_debts_and_fixed_costs_have_a_line_where_there_are_any() -> None:
    given = situation()
    more = (*given.budget.lines, Entry(CostKind.INSURANCE, 400_00))
    told = _told(reckon(replace(given, budget=replace(given.budget, lines=more))))
    assert _words(told.rows[-1].cells) == ["400 kr"] * 3


def test_what_is_not_confirmed_has_a_star_and_is_named() -> None:
    told = _told(reckon())
    assert all(words.endswith("*") for words in _words(told.left))
    assert [words for words in _words(told.rows[0].cells) if "*" in words] == []
    named = "; ".join(_words(told.unconfirmed))
    assert "Egenandelen i bostøtten fra 01.06.2026" in named and "SIFOs referansebudsjett fra 01.02.2026" in named
    assert "Tak" not in named and "ommunens egne" not in named


def test_confirmed_rates_have_no_star() -> None:
    rows = [replace(row, certainty=Certainty.CONFIRMED, rate_set="kontoret") for row in RATES.all()]
    told = _told(reckon(rates=Rates.of(rows)))
    assert told.unconfirmed == () and [words for words in _words(told.left) if "*" in words] == []


def test_with_a_loan_nothing_is_measured_without_stress_rate_and_floor() -> None:
    """P29: the two homes that are rented are measured all the same."""
    told = _told(reckon(rates=SHIPPED))
    assert told.caveat and _words(told.measured[1].cells)[2] == "kan ikke sies"
    assert "kan ikke sies" not in _words(told.measured[1].cells)[:2]
    (loan,) = told.loan
    assert "Veiledende satser for sosialhjelp; Styringsrenten" in render(loan)
    assert [part for part in _words(told.loan) if "igjen" in part or ("låne" in part and "kr" in part)] == []


def test_the_stress_rate_stands_first_and_todays_beside_it() -> None:
    stress, today = _words(_told(reckon()).loan)
    assert stress.startswith("Stiger renten til 6,50 %, mangler det") and today.startswith(
        "Med dagens rente på 4,131 %"
    )


def test_a_month_without_rates_leaves_bostotte_unsaid_and_says_why() -> None:
    day = date(2030, 3, 1)
    told = _told(columns(situation(), homes(), SHIPPED, day))
    assert _words(told.rows[-2].cells) == ["kan ikke sies"] * 3 and _words(told.left) == ["kan ikke sies"] * 3
    assert [line.what.code for line in told.apply] == ["veiledningsark.sok.kommunal", "veiledningsark.sok.startlan"]
    assert told.lacking


def test_what_is_known_is_not_asked_for_again() -> None:
    told = _told(reckon(), Known("2026-0113", True))
    said = " ".join(_words(tuple(line.said for line in told.apply)))
    assert "nummer 2026-0113" in said and "Dere har bostøtte eller har søkt" in said
    until = _told(reckon(), Known(lease_until=date(2027, 1, 31)))
    assert "Leiekontrakten går ut 31.01.2027" in " ".join(_words(tuple(line.said for line in until.apply)))
    plain = " ".join(_words(tuple(line.said for line in _told(reckon()).apply)))
    assert "på nett senest 25.11.2026" in plain


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_is_there_in_both_languages(language: str) -> None:
    told = _told(reckon(rates=SHIPPED), Known("1", True))
    parts = (*told.homes, *told.loan, *told.lacking, *told.unconfirmed, *told.rates)
    lines = (*(row.what for row in (*told.rows, *told.measured)), *(line.papers for line in told.apply))
    assert all(render(part, language) for part in (*parts, *lines))
    assert render(told.homes[0], language) == {"nb": "Dagens bolig", "nn": "Bustaden i dag"}[language]


def test_one_home_alone() -> None:
    (own,) = columns(situation(), homes()[2:], RATES, TODAY)
    assert own.kind is HomeColumn.OWN
    assert [len(row.cells) for row in _told((own,)).rows] == [1] * 6
