"""KID: the values of the bank's specification, what it catches, and what the office is told."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from boligdesk.rules.kid import KidParts, KidPlan, Modulus, check_kid, check_plan, control_digit, make_kid, parts_of
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import fault_text, render

PROPERTY = settings(derandomize=True, deadline=None, max_examples=50)
PLANS = st.builds(
    KidPlan,
    length=st.integers(8, 25),
    modulus=st.sampled_from(Modulus),
    prefix=st.sampled_from(["", "7", "042"]),
    type_digits=st.integers(0, 2),
)


def test_values_of_the_specification() -> None:
    assert control_digit("12345678", Modulus.MOD10) == "2"
    assert control_digit("12345678", Modulus.MOD11) == "5"


def test_ten_under_mod11_is_a_dash() -> None:
    body = next(f"{n:08d}" for n in range(100) if control_digit(f"{n:08d}", Modulus.MOD11) == "-")
    plan = KidPlan(9, Modulus.MOD11)
    assert make_kid(plan, int(body)) == f"{body}-"
    assert check_kid(f"{body}-", plan) is None
    assert check_kid(f"{body}-", KidPlan(9, Modulus.MOD10)) is not None


@PROPERTY
@given(st.from_regex("[0-9]{3,24}", fullmatch=True))
def test_mod10_agrees_with_stdnum(body: str) -> None:
    assert control_digit(body, Modulus.MOD10) == luhn.calc_check_digit(body)


@PROPERTY
@given(PLANS, st.data())
def test_made_kids_are_right_and_say_whose_they_are(plan: KidPlan, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, plan.last_number))
    kind = data.draw(st.integers(0, 10**plan.type_digits - 1))
    kid = make_kid(plan, number, kind)
    assert len(kid) == plan.length
    assert check_plan(plan) is None
    assert check_kid(kid, plan) is None
    assert parts_of(kid, plan) == KidParts(number, kind)


@PROPERTY
@given(PLANS, st.data())
def test_any_single_digit_change_is_caught(plan: KidPlan, data: st.DataObject) -> None:
    kid = make_kid(plan, data.draw(st.integers(1, plan.last_number)))
    for place in range(len(kid)):
        for digit in "0123456789":
            if digit != kid[place]:
                changed = kid[:place] + digit + kid[place + 1 :]
                assert check_kid(changed, plan) is not None, changed
                assert parts_of(changed, plan) is None


@PROPERTY
@given(st.integers(8, 25), st.data())
def test_mod11_catches_neighbours_swapped(length: int, data: st.DataObject) -> None:
    plan = KidPlan(length, Modulus.MOD11)
    kid = make_kid(plan, data.draw(st.integers(1, plan.last_number)))
    for place in range(length - 1):
        swapped = kid[:place] + kid[place + 1] + kid[place] + kid[place + 2 :]
        assert swapped == kid or check_kid(swapped, plan) is not None, swapped


@PROPERTY
@given(PLANS, st.data())
def test_no_two_tenancies_share_a_kid(plan: KidPlan, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(1, plan.last_number)) for _ in range(2))
    assume(one != other)
    assert make_kid(plan, one) != make_kid(plan, other)


@pytest.mark.parametrize(
    ("kid", "code"),
    [("1234567", "lesing.kid.lengde"), ("12345a782", "lesing.kid.tegn"), ("1-3456782", "lesing.kid.tegn"),
     ("923456782", "lesing.kid.prefiks"), ("123456783", "lesing.kid.kontroll"), ("", "lesing.kid.tegn"),
     ("12345678-", "lesing.kid.tegn")],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(kid: str, code: str) -> None:
    finding = check_kid(kid, KidPlan(9, prefix="1"))
    assert finding is not None
    assert finding.code == code
    assert finding.fields == ("kid",)
    assert render(finding.what).endswith(".")


@pytest.mark.parametrize(
    ("plan", "code"),
    [(KidPlan(3), "lesing.kid.plan_lengde"), (KidPlan(26), "lesing.kid.plan_lengde"),
     (KidPlan(8, prefix="4x"), "lesing.kid.plan_prefiks"), (KidPlan(4, prefix="123"), "lesing.kid.plan_plass"),
     (KidPlan(5, type_digits=4), "lesing.kid.plan_plass"), (KidPlan(9, type_digits=-1), "lesing.kid.plan_plass")],
)  # fmt: skip
def test_a_broken_plan_is_named_and_makes_no_kid(plan: KidPlan, code: str) -> None:
    finding = check_plan(plan)
    assert finding is not None
    assert finding.code == code
    with pytest.raises(RefusedError) as refused:
        make_kid(plan, 1)
    words = fault_text(refused.value.fault)
    assert render(finding.what) in words.what
    assert "Innstillinger" in words.mend


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_a_number_without_room_is_refused(number: int) -> None:
    with pytest.raises(RefusedError) as refused:
        make_kid(KidPlan(4), number)
    assert refused.value.fault.code == "lesing.kid.plass"
    assert "999" in fault_text(refused.value.fault).what


def test_a_payment_type_without_room_is_refused() -> None:
    assert make_kid(KidPlan(6, type_digits=1), 12, 3)[:-1] == "00123"
    with pytest.raises(RefusedError) as refused:
        make_kid(KidPlan(6, type_digits=1), 12, 10)
    assert refused.value.fault.code == "lesing.kid.type"
    assert fault_text(refused.value.fault).mend
