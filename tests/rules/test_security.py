from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.lease import check_lease
from boligdesk.rules.messages import Kind
from boligdesk.rules.security import security_cap
from boligdesk.rules.terms import SecurityKind
from boligdesk.texts import render
from tests.support.lease_samples import LAW, RATES, TODAY, check, codes, lease, the

RENT = 880_000
CAP = 6 * RENT


@pytest.mark.parametrize(
    ("deposit", "guarantee", "code"),
    [
        (CAP, 0, None),
        (CAP + 1, 0, "husleie.sikkerhet.over_tak"),
        (0, CAP, None),
        (0, CAP + 1, "husleie.sikkerhet.over_tak_garanti"),
        (CAP - 100, 100, None),
        (CAP - 100, 101, "husleie.sikkerhet.over_tak_sammen"),
    ],
)
def test_deposit_and_guarantee_together_stay_within_six_months(deposit: int, guarantee: int, code: str | None) -> None:
    kind = SecurityKind.DEPOSIT if deposit else SecurityKind.GUARANTEE
    controls = check(deposit_ore=deposit, guarantee_ore=guarantee, guarantor="NAV", security_kind=kind)
    assert codes(controls) == ({code} if code else set())


def test_the_stop_of_the_picture() -> None:
    stop = the(check(deposit_ore=6_000_000), "husleie.sikkerhet.over_tak")
    assert render(stop.what) == "Depositum kan ikke være mer enn 6 måneders leie: 52\u00a0800\u00a0kr"
    assert stop.paragraph == "husleieloven § 3-5"
    assert [(render(m.label), m.values) for m in stop.mends] == [
        ("Sett til 52\u00a0800\u00a0kr", {"deposit_ore": 5_280_000}),
        ("Sett til 26\u00a0400\u00a0kr (3 måneder, kontorets standard)", {"deposit_ore": 2_640_000}),
    ]


@pytest.mark.parametrize(
    ("changes", "code", "kind"),
    [
        ({"account_in_tenants_name": False}, "husleie.sikkerhet.feil_konto", Kind.HARD),
        ({"deposit_ore": 0}, "husleie.sikkerhet.uten_depositum", Kind.HARD),
        (
            {"security_kind": SecurityKind.NAV_GUARANTEE, "deposit_ore": 0},
            "husleie.sikkerhet.uten_garantibelop",
            Kind.HARD,
        ),
        ({"guarantee_ore": 1}, "husleie.sikkerhet.uten_garantist", Kind.MISSING),
        ({"security_kind": SecurityKind.NONE}, "husleie.sikkerhet.ingen_men_belop", Kind.HARD),
        ({"deposit_ore": -1}, "husleie.sikkerhet.negativ", Kind.HARD),
    ],
)
def test_security_agrees_with_its_kind(changes: dict[str, object], code: str, kind: Kind) -> None:
    assert codes(check(**changes)) == {code}
    assert the(check(**changes), code).kind is kind


@given(st.integers(1, 2_000_000), st.integers(1, 20_000_000), st.integers(0, 20_000_000), st.integers(0, 20_000_000))
def test_a_lower_deposit_never_makes_a_hard_control_appear(rent: int, deposit: int, guarantee: int, by: int) -> None:
    def stops(sum_ore: int) -> set[str]:
        facts = lease(rent_ore=rent, deposit_ore=sum_ore, guarantee_ore=guarantee, guarantor="NAV")
        return {c.paragraph or "" for c in check_lease(facts, RATES, TODAY) if c.kind is Kind.HARD}

    assert stops(max(1, deposit - by)) <= stops(deposit)


@given(st.integers(1, 2_000_000), st.integers(0, 20_000_000), st.integers(0, 20_000_000))
def test_every_offered_sum_is_lawful(rent: int, deposit: int, guarantee: int) -> None:
    facts = {"rent_ore": rent, "deposit_ore": deposit, "guarantee_ore": guarantee, "guarantor": "NAV"}
    for control in check_lease(lease(**facts), RATES, TODAY):
        for mend in control.mends if control.paragraph == "husleieloven § 3-5" else ():
            mended = check_lease(lease(**(facts | dict(mend.values))), RATES, TODAY)
            assert not {c for c in codes(mended) if c.startswith("husleie.sikkerhet.over_tak")}


def test_the_cap_says_what_it_rests_on() -> None:
    cap = security_cap(RENT, LAW)
    assert cap.ore == CAP
    assert cap.provisional
    assert [stamp.key for stamp in cap.rates] == ["security_max_months"]
    assert render(cap.message) == "Høyeste sikkerhet: 6 × 8\u00a0800\u00a0kr = 52\u00a0800\u00a0kr"
