from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.explanation import dump, load
from boligdesk.rules.messages import Kind
from boligdesk.rules.periods import Period
from boligdesk.rules.settlement import (
    LineKind,
    SettlementFacts,
    SettlementLine,
    check_settlement,
    deposit_clock,
    settle,
)
from boligdesk.texts import render
from tests.support.lease_samples import LAW, codes, speak

BASE = SettlementFacts(
    Period(date(2023, 12, 1), date(2026, 11, 30)),
    last_day=date(2026, 11, 15),
    rent_ore=880_000,
    charged_last_ore=880_000,
    forwarding_address="Prøveveien 1",
)
amounts = st.integers(-5_000_000, 5_000_000)
lines = st.lists(st.builds(SettlementLine, st.sampled_from(LineKind), amounts, st.booleans()), max_size=6).map(tuple)


def settlement(**changes: Any) -> SettlementFacts:
    return replace(BASE, **changes)


def test_rent_is_owed_to_the_last_day_only() -> None:
    result = settle(BASE)
    assert [(line.kind, line.amount_ore) for line in result.lines] == [(LineKind.RENT_PAID_AHEAD, -440_000)]
    assert (result.owed_ore, result.credit_to_tenant_ore, result.debt_ore) == (-440_000, 440_000, 0)


def test_an_example_with_deposit_guarantee_and_a_disputed_damage() -> None:
    facts = settlement(
        on_account_paid_ore=300_000,
        real_use_ore=420_000,
        lines=(
            SettlementLine(LineKind.RENT_OWED, 1_760_000),
            SettlementLine(LineKind.CLEANING, 200_000),
            SettlementLine(LineKind.DAMAGE, 900_000, agreed=False),
        ),
        deposit_ore=2_000_000,
        guarantee_ore=500_000,
    )
    result = settle(facts)
    assert result.owed_ore == -440_000 + 120_000 + 1_760_000 + 200_000 + 900_000
    assert (result.from_deposit_ore, result.held_ore, result.deposit_to_tenant_ore) == (1_640_000, 360_000, 0)
    assert (result.from_guarantee_ore, result.debt_ore) == (0, 900_000)
    assert load(dump(result.explanation)) == result.explanation
    assert "Gjeld etter sikkerhet: 9\u00a0000\u00a0kr" in render(result.explanation.message)
    assert render(result.explanation.message, "nn")


@given(lines, st.integers(0, 6_000_000), st.integers(0, 6_000_000), st.integers(0, 2_000_000))
def test_no_øre_is_lost_and_no_debt_disappears(
    extra: tuple[SettlementLine, ...], deposit: int, guarantee: int, charged: int
) -> None:
    result = settle(settlement(lines=extra, deposit_ore=deposit, guarantee_ore=guarantee, charged_last_ore=charged))
    covered = result.from_deposit_ore + result.from_guarantee_ore
    assert covered + result.debt_ore - result.credit_to_tenant_ore == result.owed_ore
    assert result.from_deposit_ore + result.held_ore + result.deposit_to_tenant_ore == deposit
    assert min(result.from_deposit_ore, result.held_ore, result.deposit_to_tenant_ore, result.debt_ore) >= 0
    assert 0 <= result.from_guarantee_ore <= guarantee
    assert not (result.debt_ore and result.credit_to_tenant_ore)
    assert not (result.debt_ore > result.held_ore and result.deposit_to_tenant_ore)


@given(st.integers(1, 6_000_000), st.integers(0, 6_000_000))
def test_a_disputed_claim_is_never_taken_from_the_deposit(claim: int, deposit: int) -> None:
    line = SettlementLine(LineKind.DAMAGE, claim, agreed=False)
    result = settle(settlement(lines=(line,), deposit_ore=deposit, guarantee_ore=deposit, charged_last_ore=440_000))
    assert (result.from_deposit_ore, result.from_guarantee_ore, result.debt_ore) == (0, 0, claim)
    assert result.held_ore == min(claim, deposit)


@pytest.mark.parametrize(
    ("changes", "code", "kind"),
    [
        ({}, None, None),
        ({"lines": (SettlementLine(LineKind.DAMAGE, 1),)}, "husleie.oppgjor.uten_protokoll", Kind.SOFT),
        ({"lines": (SettlementLine(LineKind.DAMAGE, 1),), "protocol_filed": True}, None, None),
        ({"lines": (SettlementLine(LineKind.RENT_OWED, 1),)}, None, None),
        ({"forwarding_address": ""}, "husleie.oppgjor.uten_adresse", Kind.SOFT),
        ({"last_day": date(2026, 12, 1)}, "husleie.oppgjor.siste_dag", Kind.HARD),
        ({"guarantee_ore": 1, "guarantee_valid_to": date(2026, 11, 22)}, "husleie.oppgjor.garanti_utlopt", Kind.SOFT),
        ({"guarantee_ore": 1, "guarantee_valid_to": date(2026, 11, 23)}, None, None),
    ],
)
def test_what_a_settlement_lacks(changes: dict[str, Any], code: str | None, kind: Kind | None) -> None:
    controls = check_settlement(settlement(**changes), date(2026, 11, 23))
    speak(controls)
    assert codes(controls) == ({code} if code else set())
    assert codes(controls, kind) == codes(controls)


def test_the_five_weeks_of_the_deposit() -> None:
    clock = deposit_clock(date(2026, 11, 23), LAW)
    assert clock.day == date(2026, 12, 28)
    assert clock.provisional and render(clock.message) and render(clock.message, "nn")
