"""Who can get bostøtte, and in which homes: each demand met, broken and not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boligdesk.rules.bostotte.access import (
    Claim,
    HomeFacts,
    HomeKind,
    Member,
    Service,
    SharedHome,
    StudentException,
    check_claim,
    check_home,
)
from boligdesk.rules.messages import Control, Kind
from boligdesk.texts import render

CLAIM = Claim(True, True, True, True, False)
HOME = HomeFacts(HomeKind.ORDINARY, True, True, True, True, True, True, True)
SHARED = replace(
    HOME, kind=HomeKind.SHARED, own_entrance=False, inner_door_closed=None, shared=SharedHome(True, False, True)
)


def _codes(controls: tuple[Control, ...]) -> list[tuple[Kind, str]]:
    assert all(render(control.what, "nn") and control.paragraph for control in controls)
    return [(control.kind, control.code) for control in controls]


def _with(member: Member) -> list[tuple[Kind, str]]:
    return _codes(check_claim(replace(CLAIM, members=(Member(), member))))


def test_nothing_stands_against_an_ordinary_household_and_home() -> None:
    assert (check_claim(CLAIM), check_home(HOME), check_home(SHARED)) == ((), (), ())


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("registered", "bostotte.adgang.registrert"),
        ("grown", "bostotte.adgang.voksen"),
        ("pays", "bostotte.adgang.betaler"),
        ("lives_there", "bostotte.adgang.bor_der"),
        ("institution_paid_by_income", "bostotte.adgang.institusjon"),
    ],
)
def test_what_shuts_the_household_out(field: str, code: str) -> None:
    wrong = field == "institution_paid_by_income"
    (broken,) = check_claim(replace(CLAIM, **{field: wrong}))
    assert (broken.kind, broken.code, broken.fields) == (Kind.HARD, code, (field,))
    (untold,) = check_claim(replace(CLAIM, **{field: None}))
    assert (untold.kind, untold.code, untold.fields) == (Kind.MISSING, "bostotte.adgang.sporres", (field,))


def test_a_student_shuts_out_everybody_unless_an_exception_holds() -> None:
    assert _with(Member(student=True)) == [(Kind.HARD, "bostotte.adgang.student")]
    assert _with(Member(student=None)) == [(Kind.MISSING, "bostotte.adgang.sporres")]
    for exception in StudentException:
        found = _with(Member(student=True, exceptions=frozenset({exception})))
        assert all(kind is Kind.INFO for kind, _ in found), exception
        assert bool(found) is (exception is StudentException.WORK_MEASURE)


def test_service_at_home_shuts_out_and_service_away_takes_the_member_out() -> None:
    assert _with(Member(service=Service.AT_HOME)) == [(Kind.HARD, "bostotte.adgang.tjeneste")]
    assert _with(Member(service=Service.AWAY)) == [(Kind.INFO, "bostotte.adgang.tjeneste_borte")]


@pytest.mark.parametrize("kind", [kind for kind in HomeKind if kind not in (HomeKind.ORDINARY, HomeKind.SHARED)])
def test_homes_that_never_qualify(kind: HomeKind) -> None:
    assert _codes(check_home(replace(HOME, kind=kind))) == [(Kind.HARD, "bostotte.bolig.slag")]


@pytest.mark.parametrize(
    ("field", "code", "also_shared"),
    [
        ("approved_for_living", "bostotte.bolig.godkjent", True),
        ("bath", "bostotte.bolig.bad", True),
        ("toilet", "bostotte.bolig.toalett", True),
        ("kitchen", "bostotte.bolig.kjokken", True),
        ("room_for_rest", "bostotte.bolig.hvile", True),
        ("own_entrance", "bostotte.bolig.inngang", False),
        ("inner_door_closed", "bostotte.bolig.dor", False),
    ],
)
def test_what_a_home_must_have(field: str, code: str, also_shared: bool) -> None:
    assert _codes(check_home(replace(HOME, **{field: False}))) == [(Kind.HARD, code)]
    assert _codes(check_home(replace(HOME, **{field: None}))) == [(Kind.MISSING, "bostotte.adgang.sporres")]
    assert bool(check_home(replace(SHARED, **{field: False}))) is also_shared


@pytest.mark.parametrize(
    ("shared", "code"),
    [
        (SharedHome(False, False, True), "bostotte.bolig.kollektiv_grunn"),
        (SharedHome(True, True, True), "bostotte.bolig.kollektiv_husstand"),
        (SharedHome(True, False, False), "bostotte.bolig.kollektiv_egnet"),
    ],
)
def test_a_shared_home_needs_a_reason_households_of_their_own_and_the_municipality(
    shared: SharedHome, code: str
) -> None:
    assert _codes(check_home(replace(SHARED, shared=shared))) == [(Kind.HARD, code)]


def test_a_shared_home_of_which_nothing_is_told_asks_for_all_three() -> None:
    assert [kind for kind, _ in _codes(check_home(replace(SHARED, shared=None)))] == [Kind.MISSING] * 3
