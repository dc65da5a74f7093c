from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from boligdesk.rules.ledger.account import OpenItem
from boligdesk.rules.ledger.claims import Mark, MarkedClaim, debt_to_municipality
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.ledger.paying import NOTHING_SAID, PaidFor, Wish, order_of_paying, pay, pay_all

from .world import NOW, claim, open_claim, payment

SEPT, OCT, NOV = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 2)


def paid(ore: int, claims: list[MarkedClaim], wish: Wish = NOTHING_SAID) -> dict[int, int]:
    lines = pay(OpenItem(payment(99, ore, NOV), ore), claims, NOW, wish)
    return {line.claim_id: line.amount_ore for line in lines}


def test_rent_before_fees_interest_and_damages_and_the_oldest_first() -> None:
    kinds = (EntryKind.DAMAGE, EntryKind.FEE, EntryKind.INTEREST, EntryKind.COSTS, EntryKind.DEPOSIT)
    others = [open_claim(claim(n, 100, SEPT, kind)) for n, kind in enumerate(kinds, start=10)]
    rents = [open_claim(claim(2, 500, NOV)), open_claim(claim(1, 500, OCT, EntryKind.ON_ACCOUNT))]
    assert list(paid(10_000, [*others, *rents])) == [1, 2, 10, 11, 12, 13, 14]
    assert paid(700, [*others, *rents]) == {1: 500, 2: 200}
    for order in permutations([*others[:2], *rents]):
        assert order_of_paying(order, NOTHING_SAID) == order_of_paying([*others[:2], *rents], NOTHING_SAID)


def test_a_named_month_goes_to_that_month_and_the_rest_to_the_oldest() -> None:
    claims = [open_claim(claim(1, 500, SEPT)), open_claim(claim(2, 500, OCT)), open_claim(claim(3, 500, NOV))]
    assert paid(800, claims, Wish(month=date(2026, 10, 20))) == {2: 500, 1: 300}
    fee = open_claim(claim(4, 38, OCT, EntryKind.FEE))
    assert paid(500, [*claims, fee], Wish(month=OCT)) == {2: 500}


@pytest.mark.parametrize("mark", [Mark.BARRED, Mark.FROZEN])
def test_no_payment_goes_to_a_barred_or_frozen_claim_unasked(mark: Mark) -> None:
    old = open_claim(claim(1, 500, SEPT), mark)
    assert paid(900, [old, open_claim(claim(2, 500, OCT))]) == {2: 500}
    assert paid(900, [old], Wish(PaidFor.PLAN)) == {}
    assert paid(900, [old], Wish(month=SEPT)) == {1: 500}


def test_under_an_agreement_the_rent_kid_pays_current_rent_and_the_plan_its_own() -> None:
    agreed, current = open_claim(claim(1, 500, SEPT), Mark.AGREED), open_claim(claim(2, 500, NOV))
    assert paid(900, [agreed, current]) == {2: 500}
    assert paid(900, [agreed, current], Wish(PaidFor.PLAN)) == {1: 500}


def test_what_is_contested_is_paid_after_what_is_not_and_written_off_is_still_owed() -> None:
    contested, plain = open_claim(claim(1, 500, SEPT), Mark.DISPUTED), open_claim(claim(2, 500, OCT))
    assert list(paid(1_000, [contested, plain])) == [2, 1]
    lost, dead = open_claim(claim(3, 700, SEPT), Mark.WRITTEN_OFF), open_claim(claim(4, 900, SEPT), Mark.BARRED)
    assert paid(700, [lost]) == {3: 700}
    assert debt_to_municipality([lost, dead, plain]) == 1_200


def test_several_credits_never_pay_more_than_is_owed() -> None:
    credits = [OpenItem(payment(n, 400, OCT), 400) for n in (90, 91, 92)]
    lines = pay_all(credits, [open_claim(claim(1, 500, SEPT)), open_claim(claim(2, 500, OCT))], NOW)
    assert [(line.credit_id, line.claim_id, line.amount_ore) for line in lines] == [
        (90, 1, 400),
        (91, 1, 100),
        (91, 2, 300),
        (92, 2, 200),
    ]
