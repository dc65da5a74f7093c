"""Betjeningsevne: what a household can carry for a home over time, at the stress rate first and at today's beside it.

Without stress rate or floor no surplus and no largest loan is said, and the missing figure is named (P29).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..budget.floor import floor
from ..budget.household import Household, Line, demand_household, item_lines
from ..budget.lines import HOME, RUNNING, CostKind, DebtKind, Entry, IncomeKind, entries, instalments
from ..budget.sifo import SifoItem
from ..budget.steps import RateDay, amount, exact, less, ore_of, reckoned, summed, unconfirmed
from ..explanation import Explanation
from ..messages import Message, msg
from .annuity import largest_loan, monthly_payment
from .interest import RateTerms, lending_rate, rate_for_test
from .term import Term

SOURCE = "Husbankens veileder for startlån; forskrift om lån fra Husbanken § 5-2"
#: Printed on everything that shows what a household can carry (P29).
CAVEAT = msg("startlan.forbehold")


@dataclass(frozen=True)
class BankLoan:
    """A loan of a bank that lies before the startlån (samfinansiering): øre, percent a year, years."""

    ore: int
    rate: Decimal
    years: int = 30


@dataclass(frozen=True)
class LoanWish:
    """What is tried: the loan (None: only the largest is asked for), its term and rate, a bank's loan before it."""

    loan_ore: int | None = None
    term: Term = field(default_factory=Term)
    rate: RateTerms = field(default_factory=RateTerms)
    bank: BankLoan | None = None


@dataclass(frozen=True)
class Tried:
    """The ability at one rate: what the home may cost, the largest loan, and the loan wished for.

    `payment` is øre a month once instalments are paid, `surplus` what is over with it (below zero: too much).
    `payment` needs the rate only; `disposable`, `largest` and `surplus` also the floor and the stress rate.
    """

    rate: Explanation
    disposable: Explanation
    largest: Explanation
    payment: Explanation | None
    surplus: Explanation | None


@dataclass(frozen=True)
class Ability:
    """What was found: the stress rate first."""

    stress: Tried
    today: Tried
    floor: Explanation
    living: Explanation

    @property
    def explanation(self) -> Explanation:
        """All of it as one tree."""
        parts = [part for tried in (self.stress, self.today) for part in (tried.largest, tried.surplus) if part]
        if self.stress.largest.result is None:
            return Explanation("startlan.evne_uten", children=tuple(parts))
        return replace(amount("startlan.evne", self.stress.largest.ore), children=tuple(parts))

    @property
    def carries(self) -> bool | None:
        """Whether the loan wished for is carried at the stress rate; None when it cannot be said."""
        surplus = self.stress.surplus
        return None if surplus is None or surplus.result is None else surplus.ore >= 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The rates and facts that are lacking, each once."""
        return self.explanation.missing

    @property
    def provisional(self) -> bool:
        """Whether anything it rests on is neither seen at the issuer nor confirmed by the office."""
        return self.explanation.provisional

    @property
    def unconfirmed(self) -> tuple[Explanation, ...]:
        """The numbers and assumptions that make it foreløpig, each once."""
        return unconfirmed(self.explanation)


def ability(
    given: Household,
    wish: LoanWish,
    at: RateDay,
    more: tuple[Explanation, ...] = (),
    lines: tuple[Line, ...] | None = None,
) -> Ability:
    """What the household can carry in the home whose running costs stand among its lines.

    `more` is income that was reckoned (bostøtte in that home), with its own certainty. Rent and the present home's
    loan do not count: they end. `lines` are the household's `item_lines` where they are reckoned already.
    RefusedError for what cannot be.
    """
    demand_household(given, at)
    lines = item_lines(given, at) if lines is None else lines
    lowest = needed(floor(given.people, at, given.couple), lines)
    living = _living(lines, lowest)
    before = _before_home(given, lines, living, more)
    tested, today = rate_for_test(wish.rate, at), lending_rate(wish.rate, at)
    return Ability(
        _try(before, tested, (tested,), wish),
        _try(before, today, (tested, today), wish),
        lowest,
        living,
    )


def needed(lowest: Explanation, lines: Sequence[Line]) -> Explanation:
    """The floor with travel on top, which the rates of sosialhjelp leave out."""
    travel = [line.counted for line in lines if line.item in (SifoItem.TRAVEL, SifoItem.CAR)]
    return summed(msg("budsjett.navn.gulv_reise"), (lowest, *travel))


def _living(lines: Sequence[Line], lowest: Explanation) -> Explanation:
    """What the household lives on: its own amounts where typed, else SIFO's, but never below the floor."""
    spent = summed(
        msg("budsjett.navn.livsopphold"), (line.counted for line in lines if isinstance(line.item, SifoItem))
    )

    def reckon() -> Explanation:
        return amount("startlan.livsopphold", max(ore_of(spent), ore_of(lowest)), SOURCE, gulv=ore_of(lowest))

    return reckoned(msg("budsjett.navn.livsopphold"), (spent, lowest), reckon)


def _before_home(
    given: Household, lines: Sequence[Line], living: Explanation, more: tuple[Explanation, ...]
) -> Explanation:
    """Income less everything but the loan of the home."""
    told = (line.explained() for line in given.lines if isinstance(line.kind, IncomeKind))
    income = summed(msg("budsjett.navn.inntekt"), (*told, *more))
    fixed = entries(msg("budsjett.navn.faste"), _costs(given, frozenset(CostKind) - HOME))
    running = entries(msg("startlan.navn.drift"), _costs(given, RUNNING))
    care = summed(
        msg("budsjett.navn.barnepass"), (line.counted for line in lines if not isinstance(line.item, SifoItem))
    )
    debts = instalments(debt for debt in given.debts if debt.kind is not DebtKind.HOME)
    return less(msg("startlan.navn.til_lan"), income, (living, fixed, running, care, debts), SOURCE)


def _costs(given: Household, kinds: frozenset[CostKind]) -> list[Entry]:
    return [line for line in given.lines if line.kind in kinds]


def _try(before: Explanation, rate: Explanation, gates: Sequence[Explanation], wish: LoanWish) -> Tried:
    disposable = _after_bank(before, rate, gates, wish.bank)
    largest = _largest(disposable, rate, wish.term)
    if wish.loan_ore is None:
        return Tried(rate, disposable, largest, None, None)
    payment = loan_payment(wish.loan_ore, rate, wish.term)
    return Tried(rate, disposable, largest, payment, less(msg("startlan.navn.overskudd"), disposable, (payment,)))


def _after_bank(
    before: Explanation, rate: Explanation, gates: Sequence[Explanation], bank: BankLoan | None
) -> Explanation:
    """What is left for the startlån; a bank's loan is paid first, at its own rate or the tested one if higher."""
    name = msg("startlan.navn.til_startlan")
    if bank is None:
        return reckoned(name, (before, *gates), lambda: amount("budsjett.rest", ore_of(before), hva=name))

    def reckon() -> Explanation:
        paid = monthly_payment(bank.ore, max(bank.rate, exact(rate)), bank.years * 12)
        return amount("startlan.etter_bank", ore_of(before) - paid, SOURCE, banklan=bank.ore, betalt=paid)

    return reckoned(name, (before, *gates), reckon)


def _largest(disposable: Explanation, rate: Explanation, term: Term) -> Explanation:
    def reckon() -> Explanation:
        most = largest_loan(ore_of(disposable), exact(rate), term.paying_months)
        return amount("startlan.storste", most, SOURCE, rente=exact(rate), antall=term.paying_months)

    return reckoned(msg("startlan.navn.storste"), (disposable, rate), reckon)


def loan_payment(loan_ore: int, rate: Explanation, term: Term) -> Explanation:
    """What a loan costs a month at a rate, once instalments are paid."""
    name: Message = msg("startlan.navn.terminbelop")

    def reckon() -> Explanation:
        paid = monthly_payment(loan_ore, exact(rate), term.paying_months)
        return amount("startlan.terminbelop", paid, None, lan=loan_ore, rente=exact(rate), antall=term.paying_months)

    return reckoned(name, (rate,), reckon)
