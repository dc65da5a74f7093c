from __future__ import annotations

from datetime import date

import pytest

from boligdesk.rules.ledger.account import OpenItem
from boligdesk.rules.ledger.claims import ClaimEvent, DatedMark, Mark, marked
from boligdesk.rules.ledger.entries import RENT_FIRST, EntryKind
from boligdesk.rules.ledger.limitation import Interruption, InterruptionEvent, is_barred, last_day_to_claim
from boligdesk.rules.periods import Period
from boligdesk.rules.rates import shipped_rates
from boligdesk.texts import render

from .world import claim, open_claim

RATES = shipped_rates()
DUE = date(2023, 10, 2)
ACKNOWLEDGED = InterruptionEvent(Interruption.ACKNOWLEDGED, date(2026, 10, 2))


def test_a_claim_is_barred_after_three_years_and_says_it_is_not_checked() -> None:
    assert not is_barred(DUE, (), RATES, date(2026, 10, 2))
    assert is_barred(DUE, (), RATES, date(2026, 10, 3))
    last = last_day_to_claim(DUE, (), RATES)
    assert last.provisional and "02.10.2026" in render(last.message) and render(last.message, "nn")


@pytest.mark.parametrize(
    ("events", "last"),
    [
        ([ACKNOWLEDGED], date(2029, 10, 2)),
        ([InterruptionEvent(Interruption.ACKNOWLEDGED, date(2026, 10, 3))], date(2026, 10, 2)),
        ([InterruptionEvent(Interruption.JUDGMENT, date(2025, 1, 15))], date(2035, 1, 15)),
        ([InterruptionEvent(Interruption.JUDGMENT, date(2029, 10, 2)), ACKNOWLEDGED], date(2039, 10, 2)),
        ([InterruptionEvent(Interruption.JUDGMENT, date(2025, 1, 15)), ACKNOWLEDGED], date(2035, 1, 15)),
    ],
)
def test_acknowledgement_and_judgment_start_anew_but_wake_nothing(events: list[InterruptionEvent], last: date) -> None:
    found = last_day_to_claim(DUE, events, RATES)
    assert found.day == last
    assert render(found.message)


def test_marks_hold_for_their_period_and_foreldelse_is_reckoned() -> None:
    old, new = claim(1, 500, DUE), claim(2, 500, date(2026, 10, 1))
    items = [OpenItem(old, 500), OpenItem(new, 500)]
    marks = [DatedMark(2, Mark.DISPUTED, Period(date(2026, 10, 5), date(2026, 11, 1)))]
    first, second = marked(items, marks, (), RATES, date(2026, 11, 1))
    assert (first.marks, second.marks) == ({Mark.BARRED}, {Mark.DISPUTED})
    first, second = marked(items, marks, [ClaimEvent(1, ACKNOWLEDGED)], RATES, date(2026, 11, 2))
    assert (first.marks, second.marks) == (frozenset(), frozenset())
    with pytest.raises(ValueError):
        DatedMark(1, Mark.BARRED, Period(DUE))


@pytest.mark.parametrize(
    "kind", [*sorted(RENT_FIRST), EntryKind.FEE, EntryKind.INTEREST, EntryKind.DAMAGE, EntryKind.DEPOSIT]
)
@pytest.mark.parametrize("mark", [None, *Mark])
def test_only_rent_that_nothing_stands_in_the_way_of_is_ground_for_eviction(kind: EntryKind, mark: Mark | None) -> None:
    found = open_claim(claim(1, 500, DUE, kind), *([mark] if mark else []))
    assert found.is_eviction_ground is (kind is EntryKind.RENT and mark in (None, Mark.WRITTEN_OFF))
    assert found.may_be_dunned is (mark in (None, Mark.WRITTEN_OFF))
