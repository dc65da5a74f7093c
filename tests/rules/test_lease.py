from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.lease import check_lease, may_print
from boligdesk.rules.lease_facts import Extra, LeaseTenant, ShortTermGround
from boligdesk.rules.limits import LeaseLimit
from boligdesk.rules.messages import Kind
from boligdesk.rules.rates import Rates, rate_name
from boligdesk.rules.terms import Clause, ExtraKind, ExtraMode, LandlordKind, LegalBasis
from boligdesk.rules.vocabulary import Disposal
from boligdesk.texts import render
from tests.support.lease_samples import GOOD, RATES, TODAY, check, codes, lease, the

ON_11_1 = {
    "legal_basis": LegalBasis.SECTION_11_1,
    "informed_11_1_on": date(2026, 11, 16),
    "decision_ref": "26/00418",
}
SHORT = {"fixed_until": date(2027, 11, 30)}
YOUNG = LeaseTenant("Ung Prøve", TODAY.replace(year=2008) + timedelta(days=1))
GROWN = LeaseTenant("Ung Prøve", TODAY.replace(year=2008))


def test_a_good_lease_says_nothing_and_may_be_printed() -> None:
    assert check() == ()
    assert may_print(check())


@pytest.mark.parametrize(
    ("code", "kind", "over", "within"),
    [
        ("husleie.utleier.tilvisning", Kind.HARD, {"landlord_kind": LandlordKind.REFERRAL}, {}),
        (
            "husleie.utleier.tildelingsrett",
            Kind.HARD,
            {"disposal": Disposal.LETTING_RIGHT},
            {"disposal": Disposal.MUNICIPAL_COMPANY},
        ),
        ("husleie.leier.ingen", Kind.HARD, {"tenants": ()}, {}),
        ("husleie.leier.uten_navn", Kind.HARD, {"tenants": (LeaseTenant(" ", date(1980, 1, 1)),)}, {}),
        ("husleie.leier.uten_fodselsdato", Kind.MISSING, {"tenants": (LeaseTenant("Prøve"),)}, {}),
        ("husleie.leier.mindrearig", Kind.HARD, {"tenants": (YOUNG,)}, {"tenants": (GROWN,)}),
        (
            "husleie.leier.mindrearig",
            Kind.HARD,
            {"tenants": (YOUNG,)},
            {"tenants": (replace(YOUNG, guardian="Verge Prøve"),)},
        ),
        (
            "husleie.leier.verge_mangler",
            Kind.HARD,
            {"tenants": (replace(GROWN, guardian_needed=True),)},
            {"tenants": (replace(GROWN, guardian_needed=True, guardian="Verge"),)},
        ),
        ("husleie.husstand.trangt", Kind.SOFT, {"occupants": 7, "rooms": 3}, {"occupants": 6, "rooms": 3}),
        ("husleie.grunnlag.uten_opplysning", Kind.HARD, ON_11_1 | {"informed_11_1_on": None}, ON_11_1),
        (
            "husleie.grunnlag.sen_opplysning",
            Kind.HARD,
            ON_11_1 | {"informed_11_1_on": date(2026, 11, 21), "sign_date": date(2026, 11, 20)},
            ON_11_1 | {"informed_11_1_on": date(2026, 11, 20), "sign_date": date(2026, 11, 20)},
        ),
        ("husleie.grunnlag.uten_vedtak", Kind.SOFT, ON_11_1 | {"decision_ref": " "}, ON_11_1),
        ("husleie.varighet.slutt_for_start", Kind.HARD, {"fixed_until": date(2026, 11, 30)}, {}),
        (
            "husleie.varighet.for_kort",
            Kind.HARD,
            {"fixed_until": date(2029, 11, 29)},
            {"fixed_until": date(2029, 11, 30)},
        ),
        (
            "husleie.varighet.for_kort",
            Kind.HARD,
            {"fixed_until": date(2027, 11, 29), "short_term_ground": ShortTermGround.SHARED_HOUSE},
            SHORT | {"short_term_ground": ShortTermGround.SHARED_HOUSE},
        ),
        (
            "husleie.varighet.grunn_ikke_opplyst",
            Kind.HARD,
            SHORT | {"short_term_reason": "riving", "short_term_told_on": TODAY + timedelta(days=1)},
            SHORT | {"short_term_reason": "riving", "short_term_told_on": TODAY},
        ),
        (
            "husleie.varighet.grunn_mangler",
            Kind.HARD,
            SHORT | {"short_term_ground": ShortTermGround.OWN_USE, "short_term_told_on": TODAY},
            SHORT | {"short_term_ground": ShortTermGround.OWN_USE, "short_term_reason": "selv"},
        ),
        (
            "husleie.varighet.grunn_krever_11_1",
            Kind.HARD,
            SHORT | {"short_term_ground": ShortTermGround.DISADVANTAGED},
            SHORT | ON_11_1 | {"short_term_ground": ShortTermGround.DISADVANTAGED},
        ),
        (
            "husleie.varighet.kort_11_1",
            Kind.SOFT,
            SHORT | ON_11_1 | {"short_term_ground": ShortTermGround.DISADVANTAGED},
            SHORT | ON_11_1 | {"short_term_reason": "bosetting"},
        ),
        (
            "husleie.varighet.flere_korte",
            Kind.HARD,
            SHORT | ON_11_1 | {"short_term_reason": "x", "successive_short": 1},
            SHORT | ON_11_1 | {"short_term_reason": "x", "successive_short": 1, "successive_reason": "y"},
        ),
        ("husleie.innleie.ukjent_slutt", Kind.MISSING, {"disposal": Disposal.LEASED_IN}, {}),
        (
            "husleie.innleie.lenger",
            Kind.SOFT,
            {"disposal": Disposal.LEASED_IN, "head_lease_end": date(2029, 11, 29)},
            {"disposal": Disposal.LEASED_IN, "head_lease_end": date(2029, 11, 30)},
        ),
        (
            "husleie.innleie.utlopt",
            Kind.HARD,
            {"landlord_kind": LandlordKind.PRIVATE_HEAD_LEASE, "head_lease_end": date(2026, 11, 30)},
            {"landlord_kind": LandlordKind.PRIVATE_HEAD_LEASE, "head_lease_end": date(2026, 12, 1)},
        ),
        ("husleie.start.for_signering", Kind.SOFT, {"start": date(2026, 11, 22)}, {"start": TODAY}),
        ("husleie.start.bostotte", Kind.INFO, {"start": date(2026, 12, 2)}, {"start": date(2026, 12, 1)}),
        ("husleie.leie.mangler", Kind.HARD, {"rent_ore": None}, {}),
        ("husleie.leie.null", Kind.HARD, {"rent_ore": 0, "deposit_ore": 0}, {"rent_ore": 1}),
        ("husleie.leie.oppvarming", Kind.MISSING, {"heating_included": None}, {"heating_included": True}),
        ("husleie.leie.hoyere", Kind.SOFT, {"previous_rent_ore": 799_999}, {"previous_rent_ore": 800_000}),
        ("husleie.leie.lavere", Kind.SOFT, {"rent_ore": 791_999}, {"rent_ore": 792_000}),
        ("husleie.leie.forskudd", Kind.HARD, {"advance_months": 2}, {"advance_months": 1}),
        ("husleie.forfall.mangler", Kind.HARD, {"due_day": None}, {"due_day": 31}),
        ("husleie.forfall.ugyldig", Kind.HARD, {"due_day": 32}, {"due_day": 20}),
        ("husleie.forfall.flyttes", Kind.INFO, {"start": date(2027, 1, 1)}, {}),
        (
            "husleie.klausul.b_uten_slutt",
            Kind.HARD,
            {"fixed_until": None},
            {"fixed_until": None, "clauses": frozenset({Clause.A})},
        ),
        ("husleie.klausul.ikke_skriftlig", Kind.HARD, {"written": False}, {}),
        ("husleie.klausul.uten_a", Kind.SOFT, {"clauses": frozenset({Clause.B})}, {}),
    ],
)
def test_each_limit_on_both_sides(code: str, kind: Kind, over: dict[str, Any], within: dict[str, Any]) -> None:
    assert the(check(**over), code).kind is kind
    assert code not in codes(check(**within))


EXTRA_TABLE = [
    (Extra(ExtraKind.INTERNET, ExtraMode.FIXED, 30_000), "husleie.tillegg.ulovlig"),
    (Extra(ExtraKind.MUNICIPAL_FEES, ExtraMode.ON_ACCOUNT, 30_000), "husleie.tillegg.ulovlig"),
    (Extra(ExtraKind.COMMON_COSTS, ExtraMode.METERED, 30_000), "husleie.tillegg.ulovlig"),
    (Extra(ExtraKind.INTERNET, ExtraMode.OWN_SUBSCRIPTION), None),
    (Extra(ExtraKind.MUNICIPAL_FEES, ExtraMode.INCLUDED), None),
    (Extra(ExtraKind.ELECTRICITY, ExtraMode.METERED), None),
    (Extra(ExtraKind.ELECTRICITY, ExtraMode.FIXED, 50_000), "husleie.tillegg.fast"),
    (Extra(ExtraKind.ELECTRICITY, ExtraMode.ON_ACCOUNT, 50_000, settled_every_months=12), None),
    (Extra(ExtraKind.ELECTRICITY, ExtraMode.ON_ACCOUNT, 50_000), "husleie.tillegg.uten_avregning"),
    (Extra(ExtraKind.HEATING, ExtraMode.ON_ACCOUNT, None, settled_every_months=12), "husleie.tillegg.uten_belop"),
    (
        Extra(ExtraKind.WATER, ExtraMode.ON_ACCOUNT, 31_000, settled_every_months=12),
        "husleie.tillegg.vann_uten_maler",
    ),
    (Extra(ExtraKind.WATER, ExtraMode.ON_ACCOUNT, 31_000, has_meter=True, settled_every_months=12), None),
]


@pytest.mark.parametrize(("extra", "code"), EXTRA_TABLE)
def test_what_may_be_charged_beside_the_rent(extra: Extra, code: str | None) -> None:
    assert codes(check(extras=(extra,))) == ({code} if code else set())


@given(st.lists(st.sampled_from([extra for extra, _ in EXTRA_TABLE]), max_size=5).map(tuple))
def test_the_offered_mends_of_the_extras_lead_to_a_lawful_lease(extras: tuple[Extra, ...]) -> None:
    facts = lease(extras=extras, previous_rent_ore=None)
    for _ in range(20):
        stops = [c for c in check_lease(facts, RATES, TODAY) if c.kind is Kind.HARD and c.mends]
        if not stops:
            break
        facts = replace(facts, **stops[0].mends[-1].values)  # type: ignore[arg-type]
    assert codes(check_lease(facts, RATES, TODAY), Kind.HARD) <= {"husleie.tillegg.uten_belop"}
    charged = [e.amount_ore or 0 for e in extras if e.mode not in (ExtraMode.OWN_SUBSCRIPTION, ExtraMode.INCLUDED)]
    kept = [e.amount_ore or 0 for e in facts.extras]
    assert (facts.rent_ore or 0) + sum(kept) == 880_000 + sum(charged)


@given(st.dates(date(2026, 11, 23), date(2030, 12, 31)), st.integers(0, 1500))
def test_the_offered_end_is_always_long_enough(start: date, days: int) -> None:
    facts = lease(start=start, fixed_until=start + timedelta(days=days))
    for control in check_lease(facts, RATES, TODAY):
        if control.code == "husleie.varighet.for_kort":
            for mend in control.mends:
                mended = replace(facts, **mend.values)  # type: ignore[arg-type]
                assert control.code not in codes(check_lease(mended, RATES, TODAY))


def test_sentences_name_the_sum_and_the_way_out() -> None:
    control = the(check(rent_ore=880_000, previous_rent_ore=790_000), "husleie.leie.hoyere")
    assert render(control.what) == "11 % høyere enn forrige leie i boligen (7\u00a0900\u00a0kr)"
    assert control.mends[0].values == {"rent_ore": 790_000}
    assert render(control.mends[0].label) == "Bruk 7\u00a0900\u00a0kr"
    short = the(check(fixed_until=date(2027, 1, 1)), "husleie.varighet.for_kort")
    assert [m.values for m in short.mends] == [{"fixed_until": date(2029, 11, 30)}, {"fixed_until": None}]
    assert short.paragraph == "husleieloven § 9-3"


def test_a_soft_finding_prints_only_with_its_reason() -> None:
    controls = check(previous_rent_ore=700_000)
    assert not may_print(controls)
    assert may_print(controls, {"husleie.leie.hoyere"})
    assert not may_print(check(rent_ore=0), {"husleie.leie.null"})
    assert may_print(check(heating_included=None))


@pytest.mark.parametrize("limit", [LeaseLimit.SECURITY_MAX_MONTHS, LeaseLimit.MIN_TERM_MONTHS])
def test_a_limit_without_a_row_stops_the_lease_and_is_named(limit: LeaseLimit) -> None:
    rates = Rates.of(row for row in RATES.all() if row.key != limit.value)
    (control, *_) = check_lease(GOOD, rates, TODAY)
    assert (control.kind, control.code) == (Kind.HARD, "sats.mangler.hva")
    assert render(rate_name(limit.value)) in render(control.what)


def test_the_law_of_the_day_of_signing_counts() -> None:
    row = RATES.on("min_term_months", TODAY)
    rates = Rates.of((*RATES.all(), replace(row, valid_from=date(2027, 1, 1), value="60")))
    for signed, stopped in ((date(2026, 12, 31), False), (date(2027, 1, 1), True)):
        facts = lease(sign_date=signed)
        assert ("husleie.varighet.for_kort" in codes(check_lease(facts, rates, TODAY))) is stopped
