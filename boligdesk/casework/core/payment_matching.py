"""Whose a payment is, and what it pays: lines of a bank file against KIDs, known payers and fast trekk (P24, P26).

Plain values in, plain values out, so that a year of payments is matched before any lock is taken. Nothing here
guesses: what is not certain waits for somebody, with hints (`payment_hints`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...exchange.bank import Payment
from ...rules.arrears.words import LineState, PaymentOutcome
from ...rules.ledger.paying import PaidFor
from .payment_hints import Debtor, Hint, HintIndex


@dataclass(frozen=True, slots=True)
class KidOwner:
    """The account a KID was given out for, and what for: the rent, or an agreement with its own KID."""

    account_id: int
    paid_for: PaidFor = PaidFor.RENT


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a payment (øre) for one account."""

    account_id: int
    amount_ore: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A booked payment that could come back: the entry it was booked as, and from which bank account it came."""

    entry_id: int
    account_id: int
    payer_account: str


@dataclass(frozen=True)
class Books:
    """What the office knows when a file comes in. Protected accounts are among it: their payments are booked too.

    `own` are the office's bank accounts (empty: not told, and everything is ours). `payers` are the accounts that a
    confirmed payer pays for, `deductions` what fast trekk brings for an account each time (øre). `bills` are the
    open amounts of an account in the order they are paid, one per due day. `earlier` are booked payments by KID and
    amount, for those that come back.
    """

    own: frozenset[str] = frozenset()
    kids: Mapping[str, KidOwner] = field(default_factory=dict)
    payers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    deductions: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    bills: Mapping[KidOwner, Sequence[int]] = field(default_factory=dict)
    debtors: Sequence[Debtor] = ()
    earlier: Mapping[tuple[str, int], Sequence[Earlier]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What a payment turned out to be. Booked: on `owner`, or as the return of `earlier`; else it waits with hints."""

    outcome: PaymentOutcome
    state: LineState = LineState.WAITING
    owner: KidOwner | None = None
    earlier: Earlier | None = None
    hints: tuple[Hint, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def account_id(self) -> int | None:
        """The one account it is about: booked on, or suggested first while it waits."""
        if self.owner:
            return self.owner.account_id
        if self.earlier:
            return self.earlier.account_id
        return self.hints[0].account_id if self.hints and not self.shares else None


def match(payments: Iterable[Payment], books: Books) -> list[Match]:
    """What each payment is, in order; one that comes later finds paid what an earlier one of the file pays."""
    matcher = _Matcher(books)
    return [matcher.one(payment) for payment in payments]


class _Matcher:
    """The books while a file is gone through: bills grow smaller, a booked payment comes back once."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._kids = books.kids
        by_owner = {owner: list(reversed(bills)) for owner, bills in books.bills.items()}
        self._bills = {kid: by_owner.get(owner, []) for kid, owner in books.kids.items()}
        self._by_owner = by_owner
        self._index = HintIndex(books.debtors, {kid: owner.account_id for kid, owner in books.kids.items()})
        self._returned: set[int] = set()

    def one(self, payment: Payment) -> Match:
        books = self._books
        if payment.amount_ore == 0:
            return Match(PaymentOutcome.NO_KID, LineState.SET_ASIDE)
        if books.own and payment.account and payment.account not in books.own:
            return Match(PaymentOutcome.NOT_OURS)
        if payment.returned or payment.amount_ore < 0:
            return self._return(payment)
        owner = self._kids.get(payment.kid) if payment.kid else None
        if payment.kid and owner:
            return Match(_pays(self._bills[payment.kid], payment.amount_ore), LineState.BOOKED, owner)
        if payment.kid:
            return Match(PaymentOutcome.UNKNOWN_KID, hints=self._hints(payment))
        return self._without_kid(payment)

    def _return(self, payment: Payment) -> Match:
        """Money that left the account takes back the one payment it can be; a doubt is for somebody to settle."""
        if payment.amount_ore < 0 and payment.kid:
            found = [
                one
                for one in self._books.earlier.get((payment.kid, -payment.amount_ore), ())
                if one.entry_id not in self._returned and _same_payer(one, payment)
            ]
            if len(found) == 1:
                self._returned.add(found[0].entry_id)
                return Match(PaymentOutcome.RETURNED, LineState.BOOKED, earlier=found[0])
        owner = self._kids.get(payment.kid) if payment.kid else None
        hints = self._index.of_account(owner.account_id) if owner else self._hints(payment)
        return Match(PaymentOutcome.RETURNED, hints=hints)

    def _without_kid(self, payment: Payment) -> Match:
        """A confirmed payer of one tenant is booked; of several, only by what fast trekk was agreed."""
        accounts = self._books.payers.get(payment.payer_account, ()) if payment.payer_account else ()
        if payment.batch > 1:
            return Match(PaymentOutcome.LUMP, hints=self._hints(payment), shares=self._lump(accounts, payment))
        if len(accounts) == 1:
            return self._known(accounts[0], payment)
        own = [one for one in accounts if payment.amount_ore in self._books.deductions.get(one, ())]
        shares = self._lump(accounts, payment)
        if len(own) == 1 and not shares:
            return self._known(own[0], payment)
        if len(accounts) > 1:
            return Match(PaymentOutcome.LUMP, hints=self._hints(payment), shares=shares)
        return Match(PaymentOutcome.NO_KID, hints=self._hints(payment))

    def _known(self, account_id: int, payment: Payment) -> Match:
        owner = KidOwner(account_id)
        _pays(self._by_owner.get(owner, []), payment.amount_ore)
        return Match(PaymentOutcome.KNOWN_PAYER, LineState.BOOKED, owner)

    def _lump(self, accounts: Sequence[int], payment: Payment) -> tuple[Share, ...]:
        """The agreed deductions of all a payer pays for, where they add up to the sum to the øre; proposed only."""
        agreed = [Share(one, self._books.deductions[one][0]) for one in accounts if self._books.deductions.get(one)]
        whole = len(agreed) > 1 and sum(share.amount_ore for share in agreed) == payment.amount_ore
        return tuple(agreed) if whole else ()

    def _hints(self, payment: Payment) -> tuple[Hint, ...]:
        return self._index.of(payment, self._books.payers.get(payment.payer_account, ()))


def _pays(bills: list[int], amount: int) -> PaymentOutcome:
    """Whole bills, oldest (last) first: a part of one is a part payment, more than all of them too much.

    What is paid is taken off the bills.
    """
    if not bills:
        return PaymentOutcome.ADVANCE
    while bills and amount >= bills[-1]:
        amount -= bills.pop()
    if not amount:
        return PaymentOutcome.MATCHED
    if not bills:
        return PaymentOutcome.OVER
    bills[-1] -= amount
    return PaymentOutcome.PART


def _same_payer(one: Earlier, payment: Payment) -> bool:
    return not payment.payer_account or not one.payer_account or one.payer_account == payment.payer_account
