"""Conditions told in words, their limits changed, and files rewritten: nothing else of a shipped set changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from boligdesk.rules.allocation.facts import FactType
from boligdesk.rules.allocation.files import read_set, shipped_sets, shipped_texts
from boligdesk.rules.allocation.limits import limits, with_limits
from boligdesk.rules.allocation.rewriting import with_days, with_name
from boligdesk.rules.allocation.sets import Criterion
from boligdesk.rules.allocation.told import told
from boligdesk.texts import render

CRITERIA = [
    pytest.param(criterion, id=f"{key}-{criterion.key}")
    for key, criteria in shipped_sets().items()
    for criterion in criteria.criteria
]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_shipped_demand_can_be_told_and_has_its_limits_put_back(criterion: Criterion) -> None:
    lines = [render(line.words) for line in told(criterion.met)]
    assert lines
    assert all("{" not in line for line in lines)
    found = limits(criterion.met)
    assert with_limits(criterion.met, [limit.value for limit in found]) == criterion.met


def test_an_income_limit_is_told_row_by_row_and_changed_in_one() -> None:
    income = next(c for c in shipped_sets()["bergen"].criteria if "brutto_arsinntekt_ore" in c.facts)
    lines = [(line.level, render(line.words)) for line in told(income.met)]
    assert (1, "1: 3,5") in lines
    found = limits(income.met)
    assert [(limit.type, limit.value) for limit in found][:2] == [
        (FactType.DECIMAL, Decimal("3.5")),
        (FactType.DECIMAL, Decimal(4)),
    ]
    changed = with_limits(income.met, [Decimal("3.0"), *(limit.value for limit in found[1:])])
    assert [limit.value for limit in limits(changed)] == [Decimal("3.0"), *(limit.value for limit in found[1:])]
    assert replace(income, met=changed).facts == income.facts


@pytest.mark.parametrize("key", shipped_texts())
def test_a_set_that_is_renamed_and_dated_is_else_the_same(key: str) -> None:
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    text = with_days(with_name(shipped_texts()[key], "Fjordvik «2026»"), first, last)
    wanted = replace(shipped_sets()[key], name="Fjordvik «2026»", valid_from=first, valid_to=last)
    assert read_set(text, key) == wanted
    assert read_set(with_days(text, None, None), key) == replace(wanted, valid_from=None, valid_to=None)


def test_a_name_over_several_lines_is_written_anew() -> None:
    text = shipped_texts()["stavanger"]
    first = text.index("navn = ")
    several = text[:first] + 'navn = """\nStavanger\nto"""\n' + text[text.index("\n", first) + 1 :]
    assert read_set(with_name(several, "Ny"), "x") == replace(
        read_set(several, "x"), name="Ny", valid_from=None, valid_to=None
    )
