from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.explanation import dump, load
from boligdesk.rules.limits import Law
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.price_index import IndexPoint, shipped_index_tables
from boligdesk.rules.rates import shipped_rates
from boligdesk.rules.rent_change import RentHistory
from boligdesk.rules.rent_proposal import MarketAssessment, check_new_rent, kpi_rent, propose_kpi, propose_market
from boligdesk.texts import fault_text, render

TABLES = shipped_index_tables()
OLD, NEW = "03013", "14709"
MONTHS = {number: sorted(table.values) for number, table in TABLES.tables.items()}
HISTORY = RentHistory(date(2025, 1, 1), date(2025, 1, 1))
TODAY = date(2026, 11, 23)
LAW = Law(shipped_rates(), TODAY, TODAY)


def points(table: str, earlier: date, later: date) -> tuple[IndexPoint, IndexPoint]:
    return IndexPoint(table, earlier), IndexPoint(table, later)


@pytest.mark.parametrize(
    ("table", "month", "value"),
    [
        (OLD, date(2022, 1, 1), "117.8"),
        (OLD, date(2025, 12, 31), "139.1"),
        (NEW, date(2024, 12, 1), "97.9"),
        (NEW, date(2026, 4, 1), "102.8"),
    ],
)
def test_the_tables_ship_as_far_as_the_samples_go(table: str, month: date, value: str) -> None:
    assert TABLES.tables[table].at(month) == Decimal(value)


def test_no_month_is_missing_inside_a_table() -> None:
    for table, months in MONTHS.items():
        span = (months[-1].year - months[0].year) * 12 + months[-1].month - months[0].month + 1
        assert len(months) == span, table
    assert {t.base_year: t.last for t in TABLES.tables.values()} == {2015: date(2025, 12, 1), 2025: date(2026, 4, 1)}


@pytest.mark.parametrize(
    ("table", "ore", "percent"),
    # arrears.md §7: December 2024 against December 2023 is 2.20 % on one table and 2.30 % on the other
    [(OLD, 1_021_986, "2.2"), (NEW, 1_022_988, "2.3")],
)
def test_the_two_tables_give_different_rents_and_each_says_which_it_is(table: str, ore: int, percent: str) -> None:
    new = kpi_rent(1_000_000, *points(table, date(2023, 12, 1), date(2024, 12, 1)), TABLES)
    assert new.ore == ore
    assert new.operands[1].value == Decimal(percent)
    assert table in render(new.message) and f"tabell {table}" in render(new.children[0].message, "nn")
    assert {stamp.key for stamp in new.rates} == {f"kpi_{table}"}
    assert new.provisional is (table == NEW)
    assert load(dump(new)) == new


@pytest.mark.parametrize(
    ("earlier", "later", "named"),
    [
        (IndexPoint(OLD, date(2024, 12, 1)), IndexPoint(NEW, date(2025, 12, 1)), "blandes"),
        (IndexPoint(NEW, date(2025, 10, 1)), IndexPoint(NEW, date(2026, 5, 1)), "mai 2026"),
        (IndexPoint(OLD, date(2025, 1, 1)), IndexPoint(OLD, date(2026, 1, 1)), "desember 2025"),
        (IndexPoint(NEW, date(2025, 10, 1)), IndexPoint(NEW, date(2025, 10, 31)), "oktober 2025"),
        (IndexPoint("14700", date(2025, 1, 1)), IndexPoint("14700", date(2025, 9, 1)), "14700"),
    ],
)
def test_mixing_a_missing_month_and_a_turned_pair_are_refused_by_name(
    earlier: IndexPoint, later: IndexPoint, named: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        kpi_rent(1_000_000, earlier, later, TABLES)
    assert named in fault_text(refusal.value.fault).what


@given(st.sampled_from([OLD, NEW]), st.integers(1, 3_000_000), st.data())
def test_a_kpi_rent_never_passes_the_index_nor_lags_it_by_an_øre(table: str, rent: int, data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(MONTHS[table][:-1]))
    second = data.draw(st.sampled_from([m for m in MONTHS[table] if m > first]))
    values = TABLES.tables[table].values
    exact = rent * Fraction(values[second]) / Fraction(values[first])
    assert exact - 1 < kpi_rent(rent, *points(table, first, second), TABLES).ore <= exact


def test_a_kpi_change_has_its_dates_and_its_ceiling() -> None:
    proposal = propose_kpi(880_000, points(NEW, date(2025, 1, 1), date(2026, 4, 1)), TABLES, HISTORY, LAW)
    assert (proposal.highest.ore, proposal.dates.notice_from) == (922_161, TODAY)
    earliest = proposal.dates.effect.day
    assert earliest == date(2027, 1, 1)
    assert check_new_rent(proposal, 922_161, earliest) == ()
    found = check_new_rent(proposal, 922_162, date(2026, 12, 1))
    assert [control.fields for control in found] == [("rent",), ("from",)]
    assert all(render(control.what) and render(control.what, "nn") for control in found)
    assert [c.code for c in check_new_rent(proposal, 880_000, earliest)] == ["husleie.endring.uendret"]


def test_gjengs_leie_is_the_office_own_finding_with_its_grounds() -> None:
    found = MarketAssessment(1_050_000, date(2026, 11, 1), "Ti utleide boliger i samme gate")
    history = RentHistory(date(2025, 1, 1), date(2023, 1, 1))
    proposal = propose_market(880_000, found, history, LAW)
    assert (proposal.highest.ore, proposal.dates.effect.day) == (1_050_000, date(2027, 6, 1))
    assert not proposal.highest.provisional
    assert "10 500" in render(proposal.highest.message, "nn").replace("\N{NO-BREAK SPACE}", " ")
    (control,) = check_new_rent(proposal, 1_050_001, date(2027, 6, 1))
    assert control.paragraph == "husleieloven § 4-3"
    unfounded = MarketAssessment(1_050_000, date(2026, 11, 1), " ")
    assert propose_market(880_000, unfounded, history, LAW).highest.provisional
