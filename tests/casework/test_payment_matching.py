"""Whose a payment is, by plain values: every outcome, and hints that book nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.casework.core.payment_hints import Debtor, HintReason
from boligdesk.casework.core.payment_matching import Books, Earlier, KidOwner, Match, Share, match
from boligdesk.exchange.bank import Payment
from boligdesk.rules.arrears.words import LineState, PaymentOutcome
from boligdesk.rules.ledger.paying import PaidFor

DAY = date(2026, 11, 5)
OWN, OTHER, NAV = "12345678903", "99991042764", "71560500011"
RENT, PLAN = KidOwner(1), KidOwner(1, PaidFor.PLAN)
BOOKS = Books(
    own=frozenset({OWN}),
    kids={"000000109": RENT, "000000117": PLAN, "000000208": KidOwner(2)},
    bills={RENT: [9000, 9000], PLAN: [2000], KidOwner(2): [8000]},
    debtors=(
        Debtor(1, "2026-0001", (("Jon-Ántte Eira", "Kvernmo"), ("Ŋárja", "Kvernmo")), "Fjordgata 14", 18000, 9000),
        Debtor(2, "2026-0002", (("Risten", "Balto"),), "Havneveien 3 A", 8000, 8000),
    ),
)


def _paid(amount: int = 9000, kid: str | None = None, **more: Any) -> Payment:
    return Payment(OWN, DAY, amount, kid, "10", 1, **more)


def _one(payment: Payment, books: Books = BOOKS) -> Match:
    return match([payment], books)[0]


@pytest.mark.parametrize(
    ("amounts", "outcomes"),
    [
        ([9000], ["matched"]),
        ([18000], ["matched"]),
        ([4000, 5000, 9000], ["part", "matched", "matched"]),
        ([10000, 8000, 1], ["part", "matched", "advance"]),
        ([20000, 5], ["over", "advance"]),
    ],
)
def test_what_a_payment_of_a_known_kid_pays(amounts: list[int], outcomes: list[str]) -> None:
    found = match([_paid(amount, "000000109") for amount in amounts], BOOKS)
    assert [one.outcome.value for one in found] == outcomes
    assert {(one.state, one.owner) for one in found} == {(LineState.BOOKED, RENT)}


def test_the_plans_own_kid_pays_the_plan_and_not_the_rent() -> None:
    found = match([_paid(2000, "000000117"), _paid(9000, "000000109")], BOOKS)
    assert [(one.outcome.value, one.owner) for one in found] == [("matched", PLAN), ("matched", RENT)]


def test_what_is_not_certain_waits() -> None:
    assert _one(replace(_paid(9000, "000000109"), account=OTHER)).outcome is PaymentOutcome.NOT_OURS
    assert _one(replace(_paid(9000, "000000109"), account=OTHER), replace(BOOKS, own=frozenset())).owner == RENT
    assert _one(_paid(9000, "123456789")).outcome is PaymentOutcome.UNKNOWN_KID
    assert _one(_paid(9000)).outcome is PaymentOutcome.NO_KID
    assert _one(_paid(90000, batch=12)).outcome is PaymentOutcome.LUMP
    back = _one(_paid(9000, "000000109", returned=True))
    assert (back.outcome, back.state, back.account_id) == (PaymentOutcome.RETURNED, LineState.WAITING, 1)
    assert _one(_paid(0)).state is LineState.SET_ASIDE


def test_a_return_takes_back_the_one_payment_it_can_be_and_only_once() -> None:
    earlier = (Earlier(5, 1, NAV),)
    books = replace(BOOKS, earlier={("000000109", 9000): earlier})
    gone = _paid(-9000, "000000109")
    assert [one.earlier for one in match([gone, gone], books)] == [earlier[0], None]
    assert _one(replace(gone, payer_account=OTHER), books).earlier is None
    two = replace(BOOKS, earlier={("000000109", 9000): (*earlier, Earlier(6, 1, ""))})
    assert _one(gone, two).state is LineState.WAITING


def test_a_confirmed_payer_of_one_is_booked_and_of_several_by_what_was_agreed() -> None:
    one = replace(BOOKS, payers={NAV: (2,)})
    assert _one(_paid(8000, payer_account=NAV), one).owner == KidOwner(2)
    assert _one(_paid(8000, "123456789", payer_account=NAV), one).state is LineState.WAITING
    several = replace(BOOKS, payers={NAV: (1, 2)}, deductions={1: (5000,), 2: (6000,)})
    assert _one(_paid(6000, payer_account=NAV), several).owner == KidOwner(2)
    lump = _one(_paid(11000, payer_account=NAV), several)
    assert (lump.outcome, lump.shares) == (PaymentOutcome.LUMP, (Share(1, 5000), Share(2, 6000)))
    assert lump.account_id is None
    assert _one(_paid(7000, payer_account=NAV), several).shares == ()


@pytest.mark.parametrize(
    ("payment", "account", "reason"),
    [
        (_paid(1, "000000108"), 1, HintReason.KID_NEAR),
        (_paid(1, "000000190"), 1, HintReason.KID_NEAR),
        (_paid(1, text="KID 000 000 208"), 2, HintReason.KID_IN_TEXT),
        (_paid(1, payer="KVERNMO NARJA"), 1, HintReason.NAME),
        (_paid(1, payer="Kvernmo"), 1, HintReason.LAST_NAME),
        (_paid(1, text="leie Havnevn", payer="R BALTO"), 2, HintReason.LAST_NAME),
        (_paid(1, text="husleie havneveien 3 a"), 2, HintReason.ADDRESS),
        (_paid(1, text="avtale 2026-0002"), 2, HintReason.NUMBER),
        (_paid(18000), 1, HintReason.AMOUNT_DUE),
        (_paid(9000), 1, HintReason.AMOUNT_RENT),
    ],
)
def test_what_speaks_for_an_account(payment: Payment, account: int, reason: HintReason) -> None:
    found = _one(payment)
    assert found.state is LineState.WAITING
    assert found.hints[0].account_id == found.account_id == account
    assert reason in found.hints[0].reasons


def test_an_amount_that_many_owe_is_no_trace_of_a_person() -> None:
    many = tuple(Debtor(number, f"2026-{number:04d}", rent_ore=7000) for number in range(1, 9))
    assert _one(_paid(7000), replace(BOOKS, debtors=many)).hints == ()


@given(st.lists(st.tuples(st.sampled_from([*BOOKS.kids, "999999999", ""]), st.integers(-9000, 20000)), max_size=12))
def test_only_a_known_kid_with_money_in_is_booked(drawn: list[tuple[str, int]]) -> None:
    payments = [_paid(amount, kid or None, text="Ŋárja") for kid, amount in drawn]
    for payment, found in zip(payments, match(payments, BOOKS), strict=True):
        booked = found.state is LineState.BOOKED
        assert booked is (payment.kid in BOOKS.kids and payment.amount_ore > 0)
        assert booked is (found.owner is not None)
