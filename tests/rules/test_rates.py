from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from boligdesk.rules.explanation import Certainty, Unit
from boligdesk.rules.limits import LeaseLimit, limit_of
from boligdesk.rules.rates import MissingRateError, Rates, RateValue, parse, rate_name, shipped_rates
from boligdesk.texts import fault_text, has, render

LAW = RateValue("security_max_months", date(2020, 1, 1), "6", Unit.MONTHS, "lov", Certainty.TRANSCRIBED)
LAW_NEW = replace(LAW, valid_from=date(2026, 7, 1), value="5")
YEARLY = RateValue(
    "suit_months",
    date(2026, 1, 1),
    "35.50",
    Unit.KRONER,
    "forskrift",
    Certainty.SEEN,
    valid_to=date(2026, 12, 31),
    standing=False,
)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2020, 1, 1), "6"), (date(2026, 6, 30), "6"), (date(2026, 7, 1), "5"), (date(2090, 1, 1), "5")],
)
def test_a_limit_of_the_law_holds_until_it_is_replaced(day: date, value: str) -> None:
    assert Rates.of([LAW_NEW, LAW]).on("security_max_months", day).value == value


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("security_max_months", date(2019, 12, 31)),
        ("suit_months", date(2025, 12, 31)),
        ("suit_months", date(2027, 1, 1)),
        ("protest_months", date(2026, 1, 1)),
    ],
)
def test_a_day_without_a_row_is_refused_by_name(key: str, day: date) -> None:
    with pytest.raises(MissingRateError) as refusal:
        Rates.of([LAW, YEARLY]).on(key, day)
    assert render(rate_name(key)) in fault_text(refusal.value.fault).what
    assert refusal.value.key == key


def test_an_older_period_never_fills_the_gap_after_a_newer_one() -> None:
    long = replace(YEARLY, valid_to=date(2030, 1, 1))
    short = replace(YEARLY, valid_from=date(2027, 1, 1), valid_to=date(2027, 6, 30), value="36")
    with pytest.raises(MissingRateError):
        Rates.of([long, short]).on("suit_months", date(2027, 7, 1))


def test_the_office_wins_and_clears_foreløpig() -> None:
    confirmed = replace(LAW, certainty=Certainty.CONFIRMED, value="4", source="rådmannen", rate_set="kontor")
    rates = Rates.of([LAW, LAW_NEW]).with_office([confirmed])
    row = rates.on("security_max_months", date(2021, 1, 1))
    assert (row.value, row.explained().provisional) == ("4", False)
    assert rates.on("security_max_months", date(2026, 7, 1)).value == "5"
    assert LAW.explained().provisional
    with pytest.raises(ValueError, match="confirmed"):
        Rates.of([LAW]).with_office([LAW_NEW])


def test_values_are_exact() -> None:
    assert (YEARLY.exact, YEARLY.ore) == (Decimal("35.50"), 3550)
    for wrong in (lambda: YEARLY.whole, lambda: LAW.ore):
        with pytest.raises(ValueError):
            wrong()


@pytest.mark.parametrize(
    ("change"),
    [{"value": "seks"}, {"standing": False}, {"valid_to": date(2021, 1, 1)}],
)
def test_a_row_that_cannot_be_right_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        replace(LAW, **change)  # type: ignore[arg-type]


def test_the_same_key_and_day_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Rates.of([LAW, replace(LAW, value="7")])


def test_a_set_is_read_with_its_name_and_version() -> None:
    rates = parse(
        {
            "set": "prove",
            "version": "1",
            "rates": {
                "suit_months": {
                    "unit": "kroner",
                    "standing": False,
                    "rows": [
                        {
                            "from": date(2026, 1, 1),
                            "to": date(2026, 12, 31),
                            "value": "35",
                            "source": "k",
                            "certainty": "D",
                        }
                    ],
                }
            },
        }
    )
    row = rates.on("suit_months", date(2026, 5, 1))
    assert (row.rate_set, row.ore, row.certainty) == ("prove 1", 3500, Certainty.DERIVED)
    assert "Utleierens frist for søksmål: 35" in render(row.explained().message)


@pytest.mark.parametrize("limit", LeaseLimit)
def test_every_limit_is_shipped_with_source_and_has_a_name(limit: LeaseLimit) -> None:
    row = shipped_rates().on(limit.value, date(2026, 11, 23))
    assert row.source and row.standing and render(rate_name(limit.value))
    assert limit_of(shipped_rates(), limit, date(2026, 11, 23)) > 0


def test_every_shipped_rate_has_a_name_users_understand() -> None:
    missing = [key for key in shipped_rates().rows if not has(rate_name(key).code)]
    assert missing == []
