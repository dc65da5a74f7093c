from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.calendar import is_bank_day
from boligdesk.rules.limits import Law
from boligdesk.rules.periods import Period, add_months
from boligdesk.rules.rent_change import RentChangeBasis, RentHistory, earliest_change, effect_of_notice
from boligdesk.rules.rent_dates import due_dates, half_up, rent_for_month
from boligdesk.texts import render
from tests.support.lease_samples import RATES, TODAY

HTU = RentHistory(date(2021, 1, 1), date(2021, 1, 1))
KPI, MARKET = RentChangeBasis.KPI, RentChangeBasis.MARKET


def law_on(today: date) -> Law:
    return Law(RATES, TODAY, today)


def test_rent_falls_due_on_bank_days_and_never_before_the_start() -> None:
    dates = due_dates(date(2026, 12, 15), 1, 3)
    assert [(d.nominal, d.due) for d in dates] == [
        (date(2026, 12, 15), date(2026, 12, 15)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 2, 1), date(2027, 2, 1)),
    ]
    assert due_dates(date(2027, 2, 1), 31, 1)[0].nominal == date(2027, 2, 28)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 31), st.integers(1, 14))
def test_one_due_date_a_month(start: date, day: int, count: int) -> None:
    dates = due_dates(start, day, count)
    assert len({d.month for d in dates}) == count
    assert all(is_bank_day(d.due) and d.due >= d.nominal >= start for d in dates)


@pytest.mark.parametrize(
    ("tenancy", "ore"),
    [
        (Period(date(2026, 11, 1)), 880_000),
        (Period(date(2026, 11, 16)), 440_000),
        (Period(date(2026, 11, 30), date(2026, 11, 30)), 29_333),
        (Period(date(2026, 12, 1)), 0),
        (Period(date(2020, 1, 1), date(2026, 11, 10)), 293_333),
    ],
)
def test_part_of_a_month_costs_its_days(tenancy: Period, ore: int) -> None:
    part = rent_for_month(880_000, tenancy, date(2026, 11, 5))
    assert part.ore == ore
    assert "november 2026" in render(part.message) and render(part.message, "nn")


@given(st.integers(0, 3_000_000), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 27))
def test_two_parts_make_a_month_within_an_øre(rent: int, start: date, days: int) -> None:
    first = start.replace(day=1)
    cut = first + timedelta(days=days)
    before = rent_for_month(rent, Period(first, cut - timedelta(days=1)), first).ore
    after = rent_for_month(rent, Period(cut), first).ore
    assert abs(before + after - rent) <= 1


@pytest.mark.parametrize(("amount", "ore"), [(Fraction(5, 2), 3), (Fraction(-5, 2), -3), (Fraction(7, 3), 2)])
def test_half_up(amount: Fraction, ore: int) -> None:
    assert half_up(amount) == ore


@pytest.mark.parametrize(
    ("basis", "today", "notice", "effect"),
    [
        (KPI, date(2021, 12, 1), date(2021, 12, 1), date(2022, 1, 1)),
        (KPI, date(2021, 12, 2), date(2021, 12, 2), date(2022, 2, 1)),
        (KPI, date(2021, 2, 1), date(2021, 2, 1), date(2022, 1, 1)),
        (MARKET, date(2021, 2, 1), date(2023, 7, 1), date(2024, 1, 1)),
        (MARKET, date(2023, 7, 2), date(2023, 7, 2), date(2024, 2, 1)),
    ],
)
def test_the_examples_of_husleietvistutvalget(basis: RentChangeBasis, today: date, notice: date, effect: date) -> None:
    dates = earliest_change(basis, HTU, law_on(today))
    assert (dates.notice_from, dates.effect.day) == (notice, effect)
    assert render(dates.effect.message) and render(dates.effect.message, "nn")


def test_gjengs_leie_waits_a_year_after_a_kpi_change() -> None:
    history = RentHistory(last_change=date(2023, 10, 1), last_market=date(2021, 1, 1))
    assert earliest_change(MARKET, history, law_on(date(2023, 7, 1))).effect.day == date(2024, 10, 1)


@pytest.mark.parametrize(
    ("basis", "planned", "sent", "effect", "code"),
    [
        (KPI, date(2022, 1, 1), {"a": date(2021, 12, 1)}, date(2022, 1, 1), "gjelder"),
        (KPI, date(2022, 1, 1), {"a": date(2021, 12, 1), "b": date(2021, 12, 2)}, date(2022, 2, 1), "flyttet"),
        (KPI, date(2022, 1, 1), {"a": date(2021, 12, 1), "b": None}, None, "ikke_varslet"),
        (KPI, date(2022, 1, 1), {}, None, "ikke_varslet"),
        (KPI, date(2021, 12, 1), {"a": date(2021, 10, 1)}, date(2022, 1, 1), "flyttet"),
        (MARKET, date(2024, 1, 1), {"a": date(2023, 7, 1)}, date(2024, 1, 1), "gjelder"),
        (MARKET, date(2024, 1, 1), {"a": date(2023, 6, 30)}, None, "varslet_for_tidlig"),
        (MARKET, date(2024, 1, 1), {"a": date(2023, 7, 2)}, date(2024, 2, 1), "flyttet"),
    ],
)
def test_an_unsent_or_late_notice_changes_no_rent_on_the_planned_day(
    basis: RentChangeBasis, planned: date, sent: dict[str, date | None], effect: date | None, code: str
) -> None:
    result = effect_of_notice(basis, planned, HTU, sent, law_on(TODAY))
    assert (result.result, result.code) == (effect, f"husleie.endring.{code}")
    assert (result.missing == ("varsel",)) is (effect is None)
    assert render(result.message) and render(result.message, "nn")


@given(st.dates(date(2021, 1, 1), date(2026, 1, 1)), st.dates(date(2021, 1, 1), date(2026, 1, 1)))
def test_no_rent_changes_within_a_year_or_without_a_month_of_notice(planned: date, sent: date) -> None:
    day = effect_of_notice(KPI, planned, HTU, {"a": sent}, law_on(TODAY)).day
    assert day >= max(planned, add_months(sent, 1), date(2022, 1, 1))
