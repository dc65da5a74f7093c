"""Foreløpig or not, refused or not: each figure stands on its own rates (E20, P28), and the rate files are whole."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.rules.bostotte.household import HomeTenure, Household, Income, Municipality, Wealth
from boligdesk.rules.bostotte.month import BenefitRate
from boligdesk.rules.explanation import Certainty
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rates import MissingRateError, Rates, RateValue, rate_name
from boligdesk.texts import fault_text, render

from .world import JUNE_2026, KEYS, ROWS, SHIPPED, all_confirmed, household, reckon, without

UNSURE = tuple(row for row in ROWS if row.certainty.provisional)
BEFORE, AFTER = date(2021, 5, 1), date(2027, 6, 1)


def _needing(key: str, first: date) -> tuple[Household, date]:
    """A household and a month whose figures rest on that row."""
    size = int(key[-1]) if key.startswith("bostotte_tak_") else 2
    group = int(key[-1]) if "gruppe" in key else 4
    home = household(
        group,
        adults=2 if key == BenefitRate.WEIGHT_ADULT else 1,
        children=0 if key == BenefitRate.WEIGHT_ADULT else size - 1,
        young_disabled=key == BenefitRate.SECOND_LIMIT_YOUNG_DISABLED,
        lone_pensioner="alderspensjonist" in key or (key == BenefitRate.HEATING and first < date(2024, 9, 1)),
        adapted=key == BenefitRate.ADAPTED,
        heating=key != BenefitRate.HEATING,
        wealth=Wealth(300_000_000 if "formue" in key else 0, 1),
    )
    home = replace(home, incomes=(Income(capital_year_ore=9_000_000 if key == BenefitRate.CAPITAL else 0),))
    if key == BenefitRate.RUNNING:
        home = replace(home, costs=replace(home.costs, tenure=HomeTenure.DETACHED))
    if key == BenefitRate.WEALTH_OWNED_MOST:
        home = replace(home, costs=replace(home.costs, tenure=HomeTenure.SHARED_COSTS))
    return home, first


@pytest.mark.parametrize("row", UNSURE, ids=lambda row: f"{row.key} {row.valid_from}")
def test_every_unsure_value_makes_its_figure_preliminary_and_the_same_confirmed_does_not(row: RateValue) -> None:
    home, month = _needing(row.key, row.valid_from)
    sure = all_confirmed()
    alone = Rates.of([row if (r.key, r.valid_from) == (row.key, row.valid_from) else r for r in sure.all()])
    found = reckon(home, month, alone)
    assert found.provisional
    assert [(step.rate.key, step.result) for step in found.unconfirmed if step.rate] == [(row.key, row.exact)]
    confirmed = reckon(home, month, sure)
    assert not confirmed.provisional and confirmed.unconfirmed == ()
    assert confirmed.benefit.result == found.benefit.result


@pytest.mark.parametrize("word", (True, False))
def test_heating_must_be_told_or_the_figure_is_preliminary(word: bool) -> None:
    sure = all_confirmed()
    assert not reckon(household(heating=word), rates=sure).provisional
    (untold,) = reckon(household(heating=None), rates=sure).unconfirmed
    assert (untold.code, untold.certainty) == ("bostotte.oppvarming_ukjent", Certainty.MEMORY)


def test_other_things_nobody_told_are_named_too() -> None:
    sure = all_confirmed()
    owner = household(wealth=Wealth(900_000_00))
    owner = replace(owner, costs=replace(owner.costs, tenure=None))
    named = [step.operands[0].name for step in reckon(owner, rates=sure).unconfirmed]
    assert sorted(named) == ["boform", "formuesverdi_bolig"]
    (wealth,) = reckon(household(wealth=Wealth(None)), rates=sure).unconfirmed
    assert wealth.operands[0].name == "formue"


@pytest.mark.parametrize(("settled", "preliminary"), [(True, False), (False, True)])
def test_a_municipality_whose_group_is_not_settled_makes_it_preliminary(settled: bool, preliminary: bool) -> None:
    place = Municipality(3, "Asker", settled)
    assert reckon(replace(household(), municipality=place), rates=all_confirmed()).provisional is preliminary


@pytest.mark.parametrize("month", (BEFORE, AFTER, date(2035, 1, 1)))
def test_a_month_without_rates_is_refused_and_says_which_there_are(month: date) -> None:
    with pytest.raises(RefusedError) as refusal:
        reckon(household(), month)
    assert refusal.value.fault.code == "bostotte.uten_satser"
    assert "juni 2021 til mai 2027" in fault_text(refusal.value.fault).mend


@pytest.mark.parametrize("month", (date(2021, 6, 1), date(2027, 5, 31)))
def test_the_first_and_the_last_month_with_rates_are_reckoned(month: date) -> None:
    assert reckon(household(), month).benefit.result


def test_without_any_rates_the_missing_one_is_named() -> None:
    with pytest.raises(MissingRateError):
        reckon(household(), rates=Rates())


def test_a_missing_rate_refuses_only_the_figures_that_need_it() -> None:
    """June 2024 has no limit for unge uføre: nothing is borrowed from the month before or after."""
    found = reckon(household(young_disabled=True), date(2024, 6, 1))
    assert (found.benefit.result, found.own_share.result, found.income_limit.result) == (None, None, None)
    assert found.missing == ("bostotte_grense2_ung_ufor",)
    assert (found.weighted_income.result, found.costs.result) == (0, 81_523)
    assert reckon(household(), date(2024, 6, 1)).missing == ()


@pytest.mark.parametrize("key", KEYS)
def test_without_a_key_what_needs_it_is_refused_by_its_name(key: str) -> None:
    home, month = _needing(key, max(SHIPPED.rows[key][-1].valid_from, date(2021, 6, 1)))
    if key == BenefitRate.LEAST_SHARE:
        with pytest.raises(MissingRateError):
            reckon(home, month, without(key))
        return
    found = reckon(home, month, without(key))
    assert found.benefit.result is None and found.missing == (key,)
    assert render(rate_name(key)) in render(next(s for s in found.benefit.walk() if s.missing_here).message)


@pytest.mark.parametrize(
    ("change", "lacks", "known"),
    [
        ({"incomes": None}, ("inntekt_aar",), ("costs", "income_limit")),
        ({"costs": replace(household().costs, month_ore=None)}, ("boutgift_mnd",), ("own_share", "income_limit")),
    ],
)
def test_what_was_not_told_refuses_only_what_needs_it(
    change: dict[str, object], lacks: tuple[str, ...], known: tuple[str, ...]
) -> None:
    found = reckon(replace(household(), **change))  # type: ignore[arg-type]
    assert (found.benefit.result, found.missing) == (None, lacks)
    assert all(getattr(found, name).result is not None for name in known)


def test_young_disabled_and_pensioner_at_once_is_refused() -> None:
    with pytest.raises(RefusedError) as refusal:
        reckon(household(young_disabled=True, lone_pensioner=True))
    assert refusal.value.fault.code == "bostotte.to_grupper"


def test_every_rate_is_known_to_the_program_and_none_other() -> None:
    assert set(KEYS) == {key.value for key in BenefitRate}


#: What the facts do not have for these times; all else is without a gap.
GAPS = {
    "bostotte_driftsutgifter": [date(2024, 6, 1)],
    "bostotte_oppvarming": [date(2024, 6, 1)],
    "bostotte_fribelop_formue_leid": [date(2024, 6, 1)],
    "bostotte_fribelop_formue_eid_maks": [date(2024, 6, 1)],
    "bostotte_fribelop_kapital": [date(2024, 6, 1)],
    "bostotte_grense2_ung_ufor": [date(2024, 6, 1)],
    "bostotte_grense1_alderspensjonist": [date(2024, 6, 1)],
    "bostotte_grense2_alderspensjonist": [date(2024, 6, 1)],
}


@pytest.mark.parametrize("key", KEYS)
def test_the_rows_of_a_rate_follow_each_other_without_gap_or_overlap(key: str) -> None:
    gaps = []
    for row, following in itertools.pairwise(SHIPPED.rows[key]):
        if row.valid_to is not None:
            next_day = row.valid_to + timedelta(days=1)
            assert following.valid_from >= next_day
            gaps += [next_day] if following.valid_from != next_day else []
    assert gaps == GAPS.get(key, [])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.key} {row.valid_from}")
def test_every_row_begins_with_a_month_and_says_where_it_is_from(row: RateValue) -> None:
    assert row.valid_from.day == 1 and row.source and row.exact >= 0
    assert row.certainty in (Certainty.SEEN, Certainty.TRANSCRIBED, Certainty.DERIVED)
    assert row.note or row.certainty is not Certainty.DERIVED  # what is derived says how
    assert render(rate_name(row.key), "nn").startswith("Bustøtte: ")


def test_amounts_grow_from_year_to_year() -> None:
    for key in KEYS:
        values = [row.exact for row in SHIPPED.rows[key] if "prosent" not in key and row.valid_from != date(2024, 7, 1)]
        assert values == sorted(values), key


def test_nothing_but_the_rates_of_the_month_is_used() -> None:
    stamps = reckon(household(children=1, adapted=True), date(2024, 3, 1)).explanation.rates
    assert all(SHIPPED.on(stamp.key, date(2024, 3, 1)).valid_from == stamp.valid_from for stamp in stamps)
    assert JUNE_2026 not in {stamp.valid_from for stamp in stamps}
