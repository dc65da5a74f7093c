"""Whose a payment could be when its KID does not say: ranked suggestions, each with what speaks for it.

A suggestion never books anything. An amount alone is no trace of a person, unless nearly nobody else owes it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ...exchange.bank import Payment
from ...rules.folding import search_key


class HintReason(StrEnum):
    """What speaks for an account."""

    KID_IN_TEXT = "kid_in_text"
    PAYER = "payer"
    KID_NEAR = "kid_near"
    NAME = "name"
    NUMBER = "number"
    ADDRESS = "address"
    DEDUCTION = "deduction"
    LAST_NAME = "last_name"
    AMOUNT_DUE = "amount_due"
    AMOUNT_RENT = "amount_rent"


#: How much each speaks; they add up.
_WEIGHTS = {
    HintReason.KID_IN_TEXT: 100,
    HintReason.PAYER: 80,
    HintReason.KID_NEAR: 60,
    HintReason.NAME: 50,
    HintReason.NUMBER: 40,
    HintReason.ADDRESS: 30,
    HintReason.DEDUCTION: 20,
    HintReason.LAST_NAME: 15,
    HintReason.AMOUNT_DUE: 15,
    HintReason.AMOUNT_RENT: 10,
}
_SHOWN = 5
#: An amount that more accounts than this share says nothing by itself.
_FEW = 3
_DIGITS = re.compile("[0-9][0-9 .]{2,}[0-9-]")


@dataclass(frozen=True, slots=True)
class Debtor:
    """What an account is known by: tenants' names, tenancy number, address, and what it owes and pays (øre).

    `names` are (first names, last name), `address` is street and house number.
    """

    account_id: int
    number: str
    names: tuple[tuple[str, str], ...] = ()
    address: str = ""
    due_ore: int = 0
    rent_ore: int = 0
    deductions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """An account that a payment could be for, and why; the strongest reason first."""

    account_id: int
    reasons: tuple[HintReason, ...]

    @property
    def score(self) -> int:
        """How much speaks for it."""
        return sum(_WEIGHTS[reason] for reason in self.reasons)


class HintIndex:
    """The accounts of the office by what a payment could say of them; made when the first hint is asked for."""

    def __init__(self, debtors: Sequence[Debtor], kids: Mapping[str, int]) -> None:
        self._debtors = debtors
        self._kids = kids

    def of(self, payment: Payment, paid_before: Iterable[int] = ()) -> tuple[Hint, ...]:
        """The accounts that a payment could be for, best first; `paid_before` are those its payer pays for."""
        found: dict[int, set[HintReason]] = defaultdict(set)
        for account_id in paid_before:
            found[account_id].add(HintReason.PAYER)
        for account_id, reason in self._said(payment):
            found[account_id].add(reason)
        self._add_amounts(found, payment.amount_ore)
        return _ranked(found)

    def of_account(self, account_id: int) -> tuple[Hint, ...]:
        """The one account whose own KID stood on a payment that cannot be booked by itself."""
        return (Hint(account_id, (HintReason.KID_IN_TEXT,)),)

    def _said(self, payment: Payment) -> Iterator[tuple[int, HintReason]]:
        if payment.kid:
            yield from ((one, HintReason.KID_NEAR) for one in self._near(payment.kid))
        for run in (*_DIGITS.findall(payment.text), *payment.text.split()):
            digits = re.sub("[ .]", "", run)
            if digits in self._kids:
                yield self._kids[digits], HintReason.KID_IN_TEXT
        words = search_key(f"{payment.payer} {payment.text}").split()
        if words:
            yield from self._words(words)

    def _words(self, words: list[str]) -> Iterator[tuple[int, HintReason]]:
        have = set(words)
        for word in have:
            for first, account_id in self._last_names.get(word, ()):
                yield account_id, HintReason.NAME if have & first else HintReason.LAST_NAME
            for phrase, account_id, reason in self._phrases.get(word, ()):
                if f" {phrase} " in f" {' '.join(words)} ":
                    yield account_id, reason

    def _near(self, kid: str) -> set[int]:
        """Accounts whose KID is this one with one digit wrong, or two neighbours changed about."""
        found = {one for mask in _masks(kid) for one in self._masked.get(mask, ())}
        swapped = (kid[:at] + kid[at + 1] + kid[at] + kid[at + 2 :] for at in range(len(kid) - 1))
        return found | {self._kids[other] for other in swapped if other in self._kids}

    def _add_amounts(self, found: dict[int, set[HintReason]], amount_ore: int) -> None:
        for reason, by_amount in self._amounts.items():
            accounts = by_amount.get(amount_ore, ())
            for account_id in accounts:
                if account_id in found or len(accounts) <= _FEW:
                    found[account_id].add(reason)

    @cached_property
    def _masked(self) -> dict[str, list[int]]:
        masked: dict[str, list[int]] = defaultdict(list)
        for kid, account_id in self._kids.items():
            for mask in _masks(kid):
                masked[mask].append(account_id)
        return masked

    @cached_property
    def _last_names(self) -> dict[str, list[tuple[frozenset[str], int]]]:
        """By each part of a last name: the first names that go with it, and the account."""
        found: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
        for debtor in self._debtors:
            for first, last in debtor.names:
                given = frozenset(search_key(first).split())
                for word in search_key(last).split():
                    found[word].append((given, debtor.account_id))
        return found

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[str, int, HintReason]]]:
        """Addresses by their street, numbers of tenancies by what follows the year."""
        found: dict[str, list[tuple[str, int, HintReason]]] = defaultdict(list)
        for debtor in self._debtors:
            address, number = search_key(debtor.address), search_key(debtor.number)
            if address:
                found[address.split()[0]].append((address, debtor.account_id, HintReason.ADDRESS))
            if number:
                found[number.split()[-1]].append((number, debtor.account_id, HintReason.NUMBER))
        return found

    @cached_property
    def _amounts(self) -> dict[HintReason, dict[int, list[int]]]:
        found: dict[HintReason, dict[int, list[int]]] = {
            reason: defaultdict(list)
            for reason in (HintReason.DEDUCTION, HintReason.AMOUNT_DUE, HintReason.AMOUNT_RENT)
        }
        for debtor in self._debtors:
            for amount in debtor.deductions:
                found[HintReason.DEDUCTION][amount].append(debtor.account_id)
            found[HintReason.AMOUNT_DUE][debtor.due_ore].append(debtor.account_id)
            found[HintReason.AMOUNT_RENT][debtor.rent_ore].append(debtor.account_id)
        return found


def _masks(kid: str) -> Iterator[str]:
    return (f"{kid[:at]}?{kid[at + 1 :]}" for at in range(len(kid)))


def _ranked(found: Mapping[int, set[HintReason]]) -> tuple[Hint, ...]:
    """Best first; a full name says the last name too."""
    hints = [Hint(one, _ordered(reasons)) for one, reasons in found.items()]
    return tuple(sorted(hints, key=lambda hint: (-hint.score, hint.account_id))[:_SHOWN])


def _ordered(reasons: set[HintReason]) -> tuple[HintReason, ...]:
    told = reasons - {HintReason.LAST_NAME} if HintReason.NAME in reasons else reasons
    return tuple(sorted(told, key=lambda reason: -_WEIGHTS[reason]))
