"""What can be made free on a claim, and what stands on it for good."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.rules.ledger.account import Account
from boligdesk.rules.ledger.entries import Allocation, Entry, EntryKind, counter_entry
from boligdesk.rules.ledger.freeing import bound, freed, standing

from .world import NOW, claim, payment

DUE, LATER = date(2026, 10, 1), date(2026, 11, 12)


def credit(number: int, ore: int, kind: EntryKind, corrects: int | None = None) -> Entry:
    """Something to the tenant's good that is no payment."""
    return Entry(number, kind, -ore, LATER, NOW, corrects=corrects)


def test_money_is_made_free_and_what_was_written_for_the_claim_stays() -> None:
    rent, paid, note = claim(1, 900, DUE), payment(2, 500, DUE), credit(3, 200, EntryKind.CREDIT_NOTE)
    back = Entry(4, EntryKind.RENT, -100, LATER, NOW, corrects=1)
    lines = tuple(Allocation(one.id, 1, -one.amount_ore, NOW) for one in (paid, note, back))
    pairs = standing(lines, 1)
    stays = bound((rent, paid, note, back), pairs, 1)
    assert stays == {3: 200, 4: 100}
    assert [(line.credit_id, line.amount_ore) for line in freed(pairs, 900, NOW, "rettet", stays)] == [(2, -500)]


@pytest.mark.parametrize(
    ("kind", "from_the_due_day"),
    [
        (EntryKind.CREDIT_NOTE, True),
        (EntryKind.RENT_REDUCTION, True),
        (EntryKind.FORGIVEN, False),
        (EntryKind.PAYMENT, False),
    ],
)
def test_what_was_never_owed_is_off_from_the_due_day(kind: EntryKind, from_the_due_day: bool) -> None:
    rent, off = claim(1, 900, DUE), credit(2, 300, kind)
    remaining = Account((rent, off), (Allocation(2, 1, 300, NOW),)).remaining(rent)
    assert remaining == (((DUE, 600),) if from_the_due_day else ((DUE, 900), (LATER, 600)))


def test_a_claim_that_was_wrong_never_remained() -> None:
    rent = claim(1, 900, DUE)
    back = counter_entry(rent, 2, LATER, NOW)
    assert Account((rent, back), (Allocation(2, 1, 900, NOW),)).remaining(rent) == ((DUE, 0),)
