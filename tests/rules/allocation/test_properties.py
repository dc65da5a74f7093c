"""What holds for every set, whatever the facts are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules import explanation
from boligdesk.rules.allocation.assessment import Assessment, Eligibility, assess
from boligdesk.rules.allocation.catalogue import FACTS
from boligdesk.rules.allocation.facts import Fact, FactType, Scalar
from boligdesk.rules.allocation.files import shipped_sets
from boligdesk.rules.allocation.given import Facts, plain
from boligdesk.rules.allocation.sets import CriteriaSet
from boligdesk.rules.application_words import CriterionStatus
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.periods import add_months
from boligdesk.texts import fault_text, render

from .world import RATES, TODAY, council

PROPERTY = settings(derandomize=True, deadline=None, max_examples=50)
NO = (CriterionStatus.NOT_MET, CriterionStatus.UNKNOWN)
YES = (CriterionStatus.MET, CriterionStatus.EXCEPTION)


def _values(fact: Fact) -> st.SearchStrategy[Any]:
    keys = [option.key for option in fact.options]
    if fact.type is FactType.OPTIONS:
        return st.frozensets(st.sampled_from(keys))
    if fact.type is FactType.OPTION:
        return st.sampled_from(keys)
    by_type: dict[FactType, st.SearchStrategy[Any]] = {
        FactType.YES_NO: st.booleans(),
        FactType.COUNT: st.integers(1, 6),
        FactType.MONTHS: st.integers(0, 80),
        FactType.MONEY: st.integers(0, 90_000_000),
        FactType.DATE: st.dates(date(2022, 1, 1), date(2028, 12, 31)),
    }
    return by_type[fact.type]


GIVEN = {key: fact for key, fact in FACTS.items() if fact.given}
VALUES = {key: _values(fact) for key, fact in GIVEN.items()}
SOME_FACTS = st.fixed_dictionaries({}, optional=VALUES).map(Facts)
SETS = st.sampled_from(list(shipped_sets().values()))


def _assess(criteria: CriteriaSet, facts: Facts) -> Assessment:
    return assess(criteria, facts, RATES, TODAY)


def _statuses(found: Assessment) -> dict[str, CriterionStatus]:
    return {result.criterion.key: result.status for result in found.results}


@PROPERTY
@given(SETS, SOME_FACTS, st.integers(0, 400), st.integers(0, 120))
def test_more_months_of_residence_never_turn_met_into_not_met(
    criteria: CriteriaSet, facts: Facts, months: int, more: int
) -> None:
    moved_in = add_months(TODAY, -months)
    shorter = _statuses(_assess(criteria, facts.with_fact("bosatt_siden", moved_in)))
    longer = _statuses(_assess(criteria, facts.with_fact("bosatt_siden", add_months(moved_in, -more))))
    assert not [key for key, status in shorter.items() if status in YES and longer[key] in NO]


@PROPERTY
@given(SOME_FACTS, st.integers(0, 60), st.integers(0, 60), st.sampled_from(["minst", "over"]))
def test_nor_do_more_months_in_all(facts: Facts, months: int, more: int, op: str) -> None:
    criteria = council(f'{{ minus = ["botid_samlet_maneder", "botid_institusjon_maneder"], {op} = 24 }}')
    shorter, longer = (
        _assess(criteria, facts.with_fact("botid_samlet_maneder", count)).results[0].status
        for count in (months, months + more)
    )
    assert shorter is not CriterionStatus.MET or longer is CriterionStatus.MET


@PROPERTY
@given(SETS, SOME_FACTS, st.sampled_from(sorted(GIVEN)), st.data())
def test_changing_an_unrelated_fact_changes_nothing(
    criteria: CriteriaSet, facts: Facts, key: str, data: st.DataObject
) -> None:
    changed = facts.with_fact(key, data.draw(VALUES[key]))
    before, after = _assess(criteria, facts), _assess(criteria, changed)
    for one, other in zip(before.results, after.results, strict=True):
        if key not in one.criterion.facts:
            assert one == other


@PROPERTY
@given(SETS, SOME_FACTS, st.data())
def test_learning_a_fact_never_turns_a_yes_or_a_no_around(
    criteria: CriteriaSet, facts: Facts, data: st.DataObject
) -> None:
    """Except those that raise a doubt: a permit that turns out to have expired."""
    doubts = {fact.doubted_by for fact in FACTS.values()}
    unknown = sorted(key for key in GIVEN if key not in facts.values and key not in doubts)
    if not unknown:
        return
    key = data.draw(st.sampled_from(unknown))
    before = _statuses(_assess(criteria, facts))
    after = _statuses(_assess(criteria, facts.with_fact(key, data.draw(VALUES[key]))))
    for criterion, status in before.items():
        if status is CriterionStatus.MET:
            assert after[criterion] is CriterionStatus.MET
        if status is CriterionStatus.NOT_MET:
            assert after[criterion] is CriterionStatus.NOT_MET
        if status is CriterionStatus.EXCEPTION:
            assert after[criterion] in YES


@PROPERTY
@given(SETS, SOME_FACTS)
def test_an_answer_is_whole(criteria: CriteriaSet, facts: Facts) -> None:
    """Unknown says why, the sentences can be read, the explanation is kept, and all demands make the answer."""
    found = _assess(criteria, facts)
    for result in found.results:
        assert bool(result.lacks) is (result.status is CriterionStatus.UNKNOWN)
        assert set(result.missing) <= set(result.criterion.facts)
        assert all(render(line, language) for line in result.because for language in ("nb", "nn"))
    assert explanation.load(explanation.dump(found.explanation)) == found.explanation
    assert (found.eligibility is Eligibility.MET) is all(result.status in YES for result in found.results)


@PROPERTY
@given(
    st.dictionaries(
        st.sampled_from(sorted(GIVEN)),
        st.none() | st.integers() | st.text() | st.booleans() | st.lists(st.text()),
        max_size=5,
    )
)
def test_whatever_is_given_is_read_or_refused_by_name(given_facts: dict[str, object]) -> None:
    try:
        facts = Facts.of(given_facts, TODAY)
    except RefusedError as error:
        assert all(fault_text(fault).whole for fault in error.faults)
    else:
        assert all(type(value) is not str or GIVEN[key].option(value) for key, value in facts.values.items())


@pytest.mark.parametrize("key", sorted(GIVEN))
def test_every_fact_has_an_example_of_its_own_type_and_words(key: str) -> None:
    fact = GIVEN[key]
    value: Scalar = Facts.of({key: plain(fact.example)}, date(2030, 1, 1)).values[key]
    assert value == fact.example
    assert render(fact.label) and render(fact.label, "nn")
    assert all(render(option.label, "nn") for option in fact.options)
    assert bool(fact.options) is fact.type.chosen
    assert key.endswith("_ore") is (fact.type is FactType.MONEY)
    assert key.endswith("_maneder") is (fact.type is FactType.MONTHS)


def test_nationality_ethnicity_and_religion_are_no_facts() -> None:
    words = ("nasjonal", "statsborger", "etnisk", "etnisitet", "religion", "tro", "landbakgrunn", "fodeland")
    assert not [key for key in FACTS for word in words if word in key.split("_") or (len(word) > 4 and word in key)]
