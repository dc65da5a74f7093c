"""The household's own numbers beside the proposal: what is left, what it is measured by, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from boligdesk.rules.budget.childcare import after_school, kindergarten
from boligdesk.rules.budget.floor import floor
from boligdesk.rules.budget.household import Childcare, with_home
from boligdesk.rules.budget.lines import (
    AmountPer,
    CostKind,
    DebtKind,
    DebtLine,
    Entry,
    IncomeKind,
    Transfer,
    balance,
    bills_account,
    check_debts,
)
from boligdesk.rules.budget.people import Aks, Person
from boligdesk.rules.budget.sifo import SifoItem
from boligdesk.rules.budget.steps import MOST_ORE, ore_of
from boligdesk.rules.messages import Kind, RefusedError
from boligdesk.texts import fault_text, render

from .world import COMPLETE, SHIPPED, at, household, person, reckon, rent, wage


def test_what_is_left_is_income_less_home_fixed_costs_childcare_and_debts() -> None:
    lines = (wage(40_000), Entry(IncomeKind.OTHER, 1_000_00, AmountPer.YEAR), rent(9_000))
    lines += (Entry(CostKind.ELECTRICITY, 1_200_00), Entry(CostKind.INSURANCE, 500_00))
    debts = (DebtLine(DebtKind.CARD, 30_000_00, Decimal(22), 1_000_00),)
    given = household(person(30), lines=lines, debts=debts)
    found = reckon(given)
    assert found.income.ore == 40_000_00 + 83_33
    assert found.home.ore == 10_200_00
    assert found.left.ore == 40_083_33 - 10_200_00 - 500_00 - 1_000_00
    assert found.over_reference.ore == found.left.ore - found.reference.ore
    assert found.over_floor.ore == found.left.ore - 8_000_00 - 1_019_00
    assert found.balance.ore == found.left.ore - found.living.ore
    assert found.living.ore == found.reference.ore and found.provisional and found.missing == ()


def test_a_typed_amount_counts_in_place_of_the_proposal_and_the_difference_is_shown() -> None:
    given = household(person(30), typed={SifoItem.FOOD: 5_000_00})
    found = reckon(given)
    (food, *others) = found.lines
    assert (food.difference_ore, food.counted.result) == (720_00, 5_000_00)
    assert [line.difference_ore for line in others] == [None] * len(others)
    assert found.living.ore == found.reference.ore + 720_00
    assert render(food.name) == "Mat og drikke"


def test_a_typed_price_stands_in_for_a_proposal_that_cannot_be_said() -> None:
    """A low income has no AKS price for full time in the facts: the real one is typed."""
    given = household(person(30), person(8, aks=Aks.FULL), gross_year_ore=200_000_00, couple=False)
    assert reckon(given).missing == ("aks_lav_heltid",)
    assert reckon(given).left.result is None
    told = replace(given, typed={Childcare.AFTER_SCHOOL: 1_000_00})
    assert reckon(told).childcare.ore == 1_000_00 and reckon(told).left.result is not None


@pytest.mark.parametrize(
    ("gross", "price"),
    [(292_860, 292), (292_861, 537), (520_640, 537), (520_641, 1_242)],
)
def test_both_sides_of_the_income_limits_of_aks(gross: int, price: int) -> None:
    people = (person(30), person(8, aks=Aks.PARTLY_FREE))
    assert ore_of(after_school(people, at(), gross * 100)) == price * 100


@pytest.mark.parametrize(
    ("gross", "children", "year"),
    [(669_050, 1, 667), (669_051, 1, 1_200), (669_051, 2, 2_040), (669_051, 4, 2_040), (669_050, 2, 1_133)],
)
def test_barnehage_is_paid_eleven_months_and_is_cheaper_for_more_children(gross: int, children: int, year: int) -> None:
    people = (person(30), *[person(3, kindergarten=True)] * children)
    found = kindergarten(people, at(), gross * 100)
    assert abs(ore_of(found) - Decimal(year) * 1100 / 12) <= children


def test_barnehage_without_income_is_the_ordinary_price_and_preliminary() -> None:
    found = kindergarten((person(3, kindergarten=True),), at(), None)
    assert ore_of(found) == 1_100_00
    assert [step.code for step in found.walk() if step.certainty and step.certainty.value == "M"] == [
        "budsjett.barnepass.inntekt_ukjent"
    ]


def test_the_floor_of_2026_is_not_shipped_and_the_table_of_2022_does_not_stand_in_for_it() -> None:
    given = household(person(30), person(8), couple=False)
    found = reckon(given, SHIPPED)
    assert found.missing == ("sosialhjelp_enslig", "sosialhjelp_barn_6_10")
    assert found.floor.result is None and found.over_floor.result is None
    assert found.left.result is not None and found.over_reference.result is not None
    assert "Veiledende sosialhjelp: enslig" in render(found.floor.children[0].message)
    assert ore_of(floor((person(30),), at(SHIPPED, date(2022, 12, 31)))) == 6_650_00
    assert floor((person(30),), at(SHIPPED, date(2023, 1, 1))).result is None


@pytest.mark.parametrize(
    ("people", "couple", "kroner"),
    [
        ((person(18),), None, 8_000),
        ((person(30), person(30)), True, 13_000),
        ((person(30), person(30)), False, 13_200),
        ((person(30), person(30)), None, 13_000),
        ((person(30), person(30), person(18)), True, 19_600),
        ((person(30), person(5)), None, 12_000),
        ((person(30), person(6)), None, 12_100),
        ((person(30), person(10)), None, 12_100),
        ((person(30), person(11)), None, 13_200),
        ((person(30), person(17)), None, 13_200),
    ],
)
def test_the_floor_by_household_and_age(people: tuple[Person, ...], couple: bool | None, kroner: int) -> None:
    assert ore_of(floor(people, at(COMPLETE), couple)) == kroner * 100


def test_bills_are_shared_over_the_paydays_and_moved_to_bank_days() -> None:
    bills = (rent(9_000), Entry(CostKind.INSURANCE, 1_000_00, AmountPer.YEAR), Entry(CostKind.ELECTRICITY, 1_00))
    found = bills_account(bills, (20, 12))
    assert found.month.ore == 9_084_33
    assert found.transfers == (Transfer(12, 4_542_17), Transfer(20, 4_542_16))
    assert sum(transfer.ore for transfer in found.transfers) == found.month.ore
    days = Transfer(31, 1).next_days(date(2026, 11, 30), 3)
    assert days == (date(2026, 12, 31), date(2027, 2, 1), date(2027, 3, 1))
    assert Transfer(12, 1).next_days(date(2026, 12, 12), 1) == (date(2026, 12, 14),)
    assert bills_account((Entry(CostKind.RENT, None),), (1,)).transfers == ()


@pytest.mark.parametrize("days", [(), (0,), (32,), (12, 12)])
def test_paydays_that_no_month_has_are_refused(days: tuple[int, ...]) -> None:
    with pytest.raises(RefusedError) as refusal:
        bills_account((rent(1),), days)
    assert refusal.value.fault.code == "budsjett.lonningsdag"


def test_debts_are_summed_and_one_that_never_ends_is_said() -> None:
    never = DebtLine(DebtKind.CONSUMER, 120_000_00, Decimal(12), 1_200_00)
    ends = replace(never, instalment_ore=1_200_01)
    untold = DebtLine(DebtKind.STUDY, 50_000_00)
    assert [control.kind for control in check_debts((never, ends, untold))] == [Kind.SOFT, Kind.MISSING]
    assert balance((never, untold)).ore == 170_000_00
    assert reckon(household(person(30), debts=(untold,))).missing == ("avdrag",)


def test_another_home_changes_the_costs_of_the_home_only() -> None:
    given = household(person(30), lines=(wage(30_000), rent(9_000), Entry(CostKind.OTHER, 100_00)))
    moved = with_home(given, (rent(11_000),))
    assert reckon(moved).left.ore == reckon(given).left.ore - 2_000_00
    assert reckon(moved).fixed == reckon(given).fixed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"people": ()}, "budsjett.uten_personer"),
        ({"people": (person(30),) * 31}, "budsjett.for_mange"),
        ({"people": (Person(born=date(2026, 11, 24)),)}, "budsjett.ikke_fodt"),
        ({"people": (Person(age_months=-1),)}, "budsjett.umulig_alder"),
        ({"people": (person(131),)}, "budsjett.umulig_alder"),
        ({"people": (person(8, pregnant=True),)}, "budsjett.gravid_barn"),
        ({"lines": (wage(-1),)}, "budsjett.umulig_belop"),
        ({"lines": (Entry(CostKind.RENT, MOST_ORE + 1),)}, "budsjett.umulig_belop"),
        ({"typed": {SifoItem.FOOD: -1}}, "budsjett.umulig_belop"),
        ({"gross_year_ore": -1}, "budsjett.umulig_belop"),
        ({"debts": (DebtLine(DebtKind.CAR, -1),)}, "budsjett.umulig_belop"),
        ({"debts": (DebtLine(DebtKind.CAR, 1, Decimal(101)),)}, "budsjett.umulig_rente"),
        ({"debts": (DebtLine(DebtKind.CAR, 1, Decimal("NaN")),)}, "budsjett.umulig_rente"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change: dict[str, object], code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        reckon(replace(household(person(30)), **change))  # type: ignore[arg-type]
    told = fault_text(refusal.value.fault)
    assert refusal.value.fault.code == code and told.what and told.mend


def test_fourteen_persons_and_a_blank_amount_are_reckoned_as_far_as_they_go() -> None:
    many = household(*[person(30)] * 2, *[person(8)] * 12)
    assert reckon(many).missing == () and reckon(many).reference.ore > 0
    blank = household(person(30), lines=(wage(20_000), Entry(CostKind.RENT, None)))
    assert reckon(blank).missing == ("rent",) and reckon(blank).left.result is None
