from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.rules.messages import Kind
from boligdesk.rules.succession import Relation, Survivor, entitled, may_go_on
from boligdesk.rules.tenancy_changes import (
    ChangeFacts,
    Consent,
    assess_change,
    bostotte_due,
    check_renewal,
    needed_consents,
)
from boligdesk.rules.terms import ChangeKind, Clause
from boligdesk.rules.vocabulary import TaskKind
from boligdesk.texts import enum_text, render
from tests.support.lease_samples import GOOD, RATES, TODAY, codes, speak, the

ON = date(2026, 12, 1)


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_has_words_and_is_free_of_stops_when_all_consent(kind: ChangeKind) -> None:
    facts = ChangeFacts(kind, ON, given=frozenset(Consent), debt_ore=12_300)
    result = assess_change(facts, RATES, TODAY)
    assert not codes(result.controls, Kind.HARD)
    assert all(render(e) and render(e, "nn") for e in result.effects)
    assert enum_text(kind)


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("absent", Consent)
def test_each_consent_that_is_needed_is_asked_for(kind: ChangeKind, absent: Consent) -> None:
    facts = ChangeFacts(kind, ON, given=frozenset(Consent) - {absent})
    controls = assess_change(facts, RATES, TODAY).controls
    speak(controls)
    assert len(codes(controls, Kind.HARD)) == (absent in needed_consents(facts))


@pytest.mark.parametrize(
    ("kind", "on_11_1", "close", "needs"),
    [
        (ChangeKind.PARTNER_MOVES_IN, False, True, False),
        (ChangeKind.PARTNER_MOVES_IN, True, True, True),
        (ChangeKind.CHILD_MOVES_IN, False, False, True),
        (ChangeKind.MEMBER_MOVES_OUT, True, True, False),
    ],
)
def test_the_landlord_is_asked_under_11_1_and_for_others(
    kind: ChangeKind, on_11_1: bool, close: bool, needs: bool
) -> None:
    facts = ChangeFacts(kind, ON, on_11_1=on_11_1, close_family=close)
    assert (Consent.LANDLORD in needed_consents(facts)) is needs


def test_the_last_tenant_cannot_be_released_and_the_debt_stays_joint() -> None:
    facts = ChangeFacts(
        ChangeKind.CO_TENANT_RELEASED, ON, given=frozenset(Consent), remaining_tenants=0, debt_ore=500_000
    )
    result = assess_change(facts, RATES, TODAY)
    assert codes(result.controls, Kind.HARD) == {"husleie.leier.ingen"}
    assert "5\u00a0000\u00a0kr" in render(result.effects[0])
    assert result.effects[0].code == "husleie.virkning.gjeld_felles"


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 12, 1), date(2026, 12, 25)),
        (date(2026, 12, 2), date(2027, 1, 25)),
        (date(2026, 11, 30), date(2026, 12, 25)),
    ],
)
def test_bostøtte_is_due_by_the_25th_of_the_first_month_that_counts(on: date, due: date) -> None:
    assert bostotte_due(on) == due
    tasks = assess_change(ChangeFacts(ChangeKind.PARTNER_MOVES_IN, on), RATES, TODAY).follow_ups
    by_kind = {task.kind: task.due for task in tasks}
    assert by_kind[TaskKind.HOUSING_ALLOWANCE] == due
    assert {TaskKind.KID_CHECK, TaskKind.SECURITY, TaskKind.ADDENDUM} <= by_kind.keys()


@pytest.mark.parametrize(
    ("relation", "since", "expected"),
    [
        (Relation.SPOUSE, None, True),
        (Relation.COMMON_CHILD, date(2026, 11, 1), True),
        (Relation.DESCENDANT, date(2026, 6, 1), True),
        (Relation.DESCENDANT, date(2026, 6, 2), False),
        (Relation.OTHER, date(2024, 12, 1), True),
        (Relation.OTHER, date(2024, 12, 2), False),
        (Relation.OTHER, None, None),
    ],
)
def test_who_may_go_on_after_a_death(relation: Relation, since: date | None, expected: bool | None) -> None:
    survivor = Survivor("Prøve", relation, since)
    assert may_go_on(survivor, ON, RATES) is expected
    assert entitled((survivor,), ON, RATES) == ((survivor,) if expected else ())
    facts = ChangeFacts(ChangeKind.DEATH, ON, survivors=(survivor,), remaining_tenants=0)
    result = assess_change(facts, RATES, TODAY)
    assert not result.addendum  # nothing to sign until somebody is known to go on
    assert assess_change(replace(facts, taken_over=True), RATES, TODAY).addendum
    ending = "husleie.virkning.videre" if expected else "husleie.virkning.dodsbo"
    assert [e.code for e in result.effects] == ["husleie.virkning.dodsbo_gjeld", ending]


def test_a_change_back_in_time_needs_a_reason_and_a_death_needs_its_household() -> None:
    late = assess_change(ChangeFacts(ChangeKind.CHILD_MOVES_IN, date(2026, 11, 22)), RATES, TODAY)
    assert the(late.controls, "husleie.forandring.tilbake").kind is Kind.SOFT
    speak(late.controls)
    death = assess_change(ChangeFacts(ChangeKind.DEATH, date(2026, 11, 1)), RATES, TODAY)
    assert codes(death.controls) == {"husleie.forandring.ukjent_husstand"}
    speak(death.controls)


NEXT = replace(GOOD, start=date(2029, 12, 1), fixed_until=date(2032, 11, 30))


@pytest.mark.parametrize(
    ("changes", "lawful_from", "expected"),
    [
        ({}, None, set()),
        (
            {"start": date(2029, 12, 2), "fixed_until": None, "clauses": frozenset({Clause.A})},
            None,
            {"husleie.forlengelse.opphold"},
        ),
        ({"rent_ore": 900_000}, None, {"husleie.forlengelse.okt_leie"}),
        ({"rent_ore": 900_000}, date(2029, 12, 2), {"husleie.forlengelse.okt_leie"}),
        ({"rent_ore": 900_000}, date(2029, 12, 1), set()),
        ({"fixed_until": date(2030, 11, 30)}, None, {"husleie.varighet.for_kort"}),
    ],
)
def test_a_renewal_is_tried_as_a_new_term(
    changes: dict[str, object], lawful_from: date | None, expected: set[str]
) -> None:
    new = replace(NEXT, **changes)  # type: ignore[arg-type]
    controls = check_renewal(GOOD, new, lawful_from, RATES, TODAY)
    speak(controls)
    assert (
        codes(controls) - {"husleie.start.bostotte", "husleie.forfall.flyttes", "husleie.klausul.b_uten_slutt"}
        == expected
    )
