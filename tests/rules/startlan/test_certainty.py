"""The rate files of startlån are whole, and each unsure value makes the figure that rests on it foreløpig."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from boligdesk.rules.explanation import Certainty, Explanation, Unit
from boligdesk.rules.rates import Rates, RateValue, rate_name
from boligdesk.rules.startlan.bank import BankFacts, bank_test
from boligdesk.rules.startlan.first_time import FirstTimeFacts, first_time
from boligdesk.rules.startlan.interest import PaymentsDue, RateBinding, RateTerms, lending_rate, rate_for_test
from boligdesk.rules.startlan.proof import proof_ends
from boligdesk.rules.startlan.purchase import Means, Purchase, financing
from boligdesk.texts import render

from ..budget.world import SHIPPED, TODAY, confirmed
from .world import KEYS, POLICY_RATE, RATES, ROWS, at, carried, sure

UNSURE = tuple(row for row in ROWS if row.certainty.provisional)
#: Limits that are held against what was typed and make a control, no figure.
CONTROLS = {"startlan_loptid", "startlan_loptid_serlig", "startlan_avdragsfri"}
CONTROLS |= {"startlan_kommunalt_paslag", "forstegang_loptid", "forstegang_nedbetaling", "forstegang_varsel"}


def _figures(rates: Rates) -> list[Explanation]:
    """Every sort of figure that rests on the rates of startlån."""
    day, home = at(rates), Purchase(3_000_000_00)
    bank = bank_test(BankFacts(None, 1_00, 0, 0, 1_00), day)
    paid = financing(home, Means(100_00, (1_00,)), carried(0), day)
    trial = first_time(FirstTimeFacts(None), home, Means(), day)
    rents = [lending_rate(RateTerms(binding, due), day) for binding in RateBinding for due in PaymentsDue]
    more = [rate_for_test(RateTerms(), day), proof_ends(TODAY, day)]
    return [bank.estimate, bank.equity, paid.total, paid.equity, trial.loan, *rents, *more]


@pytest.mark.parametrize("row", UNSURE, ids=lambda row: row.key)
def test_every_unsure_value_makes_its_figures_preliminary_and_the_same_confirmed_does_not(row: RateValue) -> None:
    rows = [row if (r.key, r.valid_from) == (row.key, row.valid_from) else r for r in sure().all()]
    unsure, certain = _figures(Rates.of(rows)), _figures(sure())
    assert not any(figure.provisional for figure in certain)
    resting = [figure for figure in unsure if row.key in {stamp.key for stamp in figure.rates}]
    assert resting and all(figure.provisional for figure in resting)
    assert [figure.provisional for figure in unsure].count(True) == len(resting)


@pytest.mark.parametrize("certainty", [Certainty.MEMORY, Certainty.DERIVED, Certainty.TRANSCRIBED])
def test_a_stress_rate_of_less_than_seen_is_preliminary_too(certainty: Certainty) -> None:
    rows = [replace(row, certainty=certainty) if row == POLICY_RATE else row for row in RATES.all()]
    assert rate_for_test(RateTerms(), at(Rates.of(rows))).provisional
    assert not rate_for_test(RateTerms(), at()).provisional


def test_every_rate_is_used_by_a_figure_or_a_control_and_no_other_is_asked_for() -> None:
    used = {stamp.key for figure in _figures(RATES) for stamp in figure.rates}
    assert used | CONTROLS == {*KEYS, "styringsrente"}


@pytest.mark.parametrize("key", KEYS)
def test_rows_follow_each_other_and_say_where_they_are_from(key: str) -> None:
    rows = SHIPPED.rows[key]
    for row, following in itertools.pairwise(rows):
        assert row.valid_to and following.valid_from == row.valid_to + timedelta(days=1)
    for row in rows:
        assert row.source and row.exact > 0 and (row.note or row.certainty is not Certainty.DERIVED)
        assert row.certainty in (Certainty.SEEN, Certainty.TRANSCRIBED, Certainty.DERIVED)
        assert render(rate_name(key)) and render(rate_name(key), "nn")


def test_husbankens_rates_are_in_order_by_how_often_they_are_paid() -> None:
    for binding in RateBinding:
        rates = [SHIPPED.rows[f"husbanken_{binding.value}_{due.value}"][0] for due in PaymentsDue]
        assert [row.exact for row in rates] == sorted(row.exact for row in rates)
        assert all(row.unit is Unit.PERCENT and not row.standing for row in rates)


def test_a_confirmed_row_keeps_its_value() -> None:
    for row in ROWS:
        assert confirmed(row).exact == row.exact and not confirmed(row).explained().provisional
