from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.arrears.fees import FeeFacts, FeeLetter, SentFee, counted_fees, fee_for
from boligdesk.rules.explanation import Certainty, Unit, dump, load
from boligdesk.rules.rates import MissingRateError, RateValue, shipped_rates
from boligdesk.texts import render

RATES = shipped_rates()
DUE = date(2026, 6, 1)
OPENS = date(2026, 6, 15)
FIRST = SentFee(FeeLetter.REMINDER, OPENS, date(2026, 6, 29))
SECOND = SentFee(FeeLetter.COLLECTION_NOTICE, date(2026, 6, 30), date(2026, 7, 14))
REMINDER, NOTICE, DEMAND = FeeLetter


@pytest.mark.parametrize(
    ("letter", "on", "sent", "ore", "code", "possible"),
    [
        (REMINDER, date(2026, 6, 14), (), 0, "for_tidlig", OPENS),
        (REMINDER, OPENS, (), 3_800, "kan_kreves", OPENS),
        (NOTICE, OPENS, (), 3_800, "kan_kreves", OPENS),
        (NOTICE, date(2026, 6, 29), (FIRST,), 0, "frist_lopet", date(2026, 6, 30)),
        (NOTICE, date(2026, 6, 30), (FIRST,), 3_800, "kan_kreves", date(2026, 6, 30)),
        (NOTICE, date(2026, 7, 15), (FIRST, SECOND), 0, "brukt_opp", date(2026, 12, 30)),
        (REMINDER, date(2026, 7, 15), (FIRST, SECOND), 0, "brukt_opp", date(2026, 12, 30)),
        (DEMAND, date(2026, 7, 15), (FIRST, SECOND), 11_300, "kan_kreves", date(2026, 7, 15)),
        (DEMAND, date(2026, 7, 14), (FIRST, SECOND), 0, "frist_lopet", date(2026, 7, 15)),
        (DEMAND, date(2026, 6, 30), (FIRST,), 11_300, "kan_kreves", date(2026, 6, 30)),
        (DEMAND, OPENS, (), 0, "uten_varsel", None),
        (REMINDER, date(2026, 12, 29), (FIRST, SECOND), 0, "brukt_opp", date(2026, 12, 30)),
        (REMINDER, date(2026, 12, 30), (FIRST, SECOND), 3_800, "kan_kreves", date(2026, 12, 30)),
        (DEMAND, date(2026, 12, 30), (FIRST, SECOND), 0, "uten_varsel", None),
    ],
)
def test_each_gate_on_both_sides(
    letter: FeeLetter, on: date, sent: tuple[SentFee, ...], ore: int, code: str, possible: date | None
) -> None:
    answer = fee_for(letter, on, FeeFacts(DUE, sent), RATES)
    assert (answer.amount_ore, answer.explanation.code) == (ore, f"restanse.gebyr.{code}")
    assert answer.possible_from == possible
    assert render(answer.explanation.message) and render(answer.explanation.message, "nn")
    assert load(dump(answer.explanation)) == answer.explanation


@pytest.mark.parametrize(("days", "ore", "code"), [(13, 0, "kort_frist"), (14, 3_800, "kan_kreves")])
def test_a_second_fee_needs_a_first_deadline_of_fourteen_days(days: int, ore: int, code: str) -> None:
    first = SentFee(REMINDER, OPENS, OPENS + timedelta(days=days))
    answer = fee_for(NOTICE, date(2026, 7, 10), FeeFacts(DUE, (first,)), RATES)
    assert (answer.amount_ore, answer.explanation.code) == (ore, f"restanse.gebyr.{code}")


@pytest.mark.parametrize(
    ("sent_on", "ore", "demand"),
    [(date(2024, 12, 31), 3_500, 10_500), (date(2025, 12, 31), 3_500, 10_500), (date(2026, 1, 1), 3_800, 11_300)],
)
def test_the_rate_is_that_of_the_day_the_letter_is_sent(sent_on: date, ore: int, demand: int) -> None:
    due = sent_on - timedelta(days=60)
    assert fee_for(REMINDER, sent_on, FeeFacts(due), RATES).amount_ore == ore
    before = SentFee(REMINDER, due + timedelta(days=20), due + timedelta(days=34))
    assert fee_for(DEMAND, sent_on, FeeFacts(due, (before,)), RATES).amount_ore == demand


def test_a_year_without_a_published_rate_is_refused_by_name() -> None:
    with pytest.raises(MissingRateError, match=r"sats\.mangler"):
        fee_for(REMINDER, date(2027, 1, 4), FeeFacts(DUE), RATES)
    assert fee_for(REMINDER, date(2027, 1, 4), FeeFacts(DUE, objection=True), RATES).amount_ore == 0


def test_the_fee_follows_from_the_inkassosats() -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        base = RATES.on("collection_rate", day).ore
        assert RATES.on("reminder_fee", day).ore == -(-base // 2_000) * 100
        assert RATES.on("own_demand_fee", day).ore == -(-base * 3 // 2_000) * 100


def test_an_objection_and_announced_nav_money_hold_the_fee() -> None:
    assert fee_for(REMINDER, OPENS, FeeFacts(DUE, objection=True), RATES).explanation.code.endswith("innsigelse")
    held = FeeFacts(DUE, held_until=date(2026, 6, 20))
    answer = fee_for(REMINDER, date(2026, 6, 20), held, RATES)
    assert (answer.amount_ore, answer.possible_from) == (0, date(2026, 6, 21))
    assert "NAV" in render(answer.explanation.message, "nn")
    assert fee_for(REMINDER, date(2026, 6, 21), held, RATES).amount_ore == 3_800


def test_the_new_act_ends_own_fees_by_data_alone() -> None:
    ends = [
        RateValue(key, date(2026, 9, 1), "0", Unit.COUNT, "ny inkassolov", Certainty.CONFIRMED, rate_set="kontor")
        for key in ("fee_letters_max", "own_demand_fees_max")
    ]
    own = RATES.with_office(ends)
    assert fee_for(REMINDER, date(2026, 8, 31), FeeFacts(DUE), own).amount_ore == 3_800
    for letter in FeeLetter:
        after = fee_for(letter, date(2026, 9, 1), FeeFacts(DUE, (FIRST,)), own)
        assert (after.amount_ore, after.possible_from) == (0, None)
        assert after.explanation.code == "restanse.gebyr.ikke_lenger"


@given(st.lists(st.tuples(st.sampled_from(FeeLetter), st.integers(0, 400)), max_size=12), st.integers(0, 60))
def test_no_round_ever_holds_more_than_two_fees_and_one_demand(tries: list[tuple[FeeLetter, int]], due: int) -> None:
    facts = FeeFacts(date(2025, 6, 1) + timedelta(days=due))
    for letter, day in sorted(tries, key=lambda one: one[1]):
        on = date(2025, 7, 1) + timedelta(days=day)
        answer = fee_for(letter, on, facts, RATES)
        assert answer.amount_ore == 0 or on >= facts.due + timedelta(days=14)
        if answer.amount_ore:
            assert answer.amount_ore == RATES.on("own_demand_fee" if letter is DEMAND else "reminder_fee", on).ore
            fee = SentFee(letter, on, on + timedelta(days=14))
            facts = FeeFacts(facts.due, (*facts.sent, fee))
            running = counted_fees(facts.sent, on, RATES)
            assert sum(fee.letter is DEMAND for fee in running) <= 1 and len(running) <= 3
