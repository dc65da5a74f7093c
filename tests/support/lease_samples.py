"""A lease that is in order, and ways to look at what the controls say of a changed one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from boligdesk.rules.lease import check_lease
from boligdesk.rules.lease_facts import LeaseFacts, LeaseTenant
from boligdesk.rules.limits import Law
from boligdesk.rules.messages import Control, Kind
from boligdesk.rules.rates import shipped_rates
from boligdesk.rules.terms import Clause, LandlordKind, SecurityKind
from boligdesk.texts import render

TODAY = date(2026, 11, 23)
RATES = shipped_rates()
LAW = Law(RATES, TODAY, TODAY)
GOOD = LeaseFacts(
    LandlordKind.MUNICIPALITY,
    start=date(2026, 12, 1),
    tenants=(LeaseTenant("Prøve Prøvesen", date(1979, 8, 9)),),
    rent_ore=880_000,
    fixed_until=date(2029, 11, 30),
    previous_rent_ore=880_000,
    heating_included=False,
    security_kind=SecurityKind.DEPOSIT,
    deposit_ore=2_640_000,
    clauses=frozenset({Clause.A, Clause.B}),
    occupants=2,
    rooms=3,
)


def lease(**changes: Any) -> LeaseFacts:
    """The good lease with something changed."""
    return replace(GOOD, **changes)


def check(**changes: Any) -> tuple[Control, ...]:
    """What the controls say of it; every sentence must have words in both languages."""
    controls = check_lease(lease(**changes), RATES, TODAY)
    speak(controls)
    return controls


def speak(controls: Iterable[Control]) -> None:
    """Put all of it into words: an unknown code or a wrong field raises."""
    for control in controls:
        messages = [control.what, *(m.label for m in control.mends), *([control.why] if control.why else [])]
        for message in messages:
            assert render(message) and render(message, "nn")


def codes(controls: Iterable[Control], kind: Kind | None = None) -> set[str]:
    """The codes of the findings (of one kind)."""
    return {c.code for c in controls if kind in (None, c.kind)}


def the(controls: Iterable[Control], code: str) -> Control:
    """The one finding with that code."""
    (found,) = [c for c in controls if c.code == code]
    return found
