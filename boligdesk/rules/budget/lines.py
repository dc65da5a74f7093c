"""What the household says itself: incomes, costs, debts, and the fixed transfers to a bills account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..calendar import next_bank_day
from ..explanation import Explanation
from ..findings import lacking, soft
from ..messages import Control, Message, msg, refuse
from ..periods import add_months, day_in_month, first_of_month
from .steps import amount, demand_amount, rounded, summed, unknown

_MOST_PERCENT = Decimal(100)
_LAST_DAY = 31


class AmountPer(StrEnum):
    """What a typed amount is for."""

    MONTH = "month"
    YEAR = "year"


class IncomeKind(StrEnum):
    """Where money comes from, after tax."""

    WAGE = "wage"
    BENEFIT = "benefit"
    PENSION = "pension"
    INTRODUCTION = "introduction"
    CHILD_BENEFIT = "child_benefit"
    CHILD_SUPPORT = "child_support"
    HOUSING_BENEFIT = "housing_benefit"
    SOCIAL_ASSISTANCE = "social_assistance"
    STUDY = "study"
    OTHER = "other"


class CostKind(StrEnum):
    """What SIFO leaves out. Those of the home come first."""

    RENT = "rent"
    HOME_LOAN = "home_loan"
    SHARED_COSTS = "shared_costs"
    ELECTRICITY = "electricity"
    HEATING = "heating"
    MUNICIPAL = "municipal"
    HOME_INSURANCE = "home_insurance"
    MAINTENANCE = "maintenance"
    SUPPORT_PAID = "support_paid"
    ACTIVITIES = "activities"
    INSURANCE = "insurance"
    HEALTH = "health"
    OTHER = "other"


#: Costs of the home, whatever it is.
HOME = frozenset(list(CostKind)[: list(CostKind).index(CostKind.SUPPORT_PAID)])
#: Costs of an owned home that the loan is reckoned beside.
RUNNING = HOME - {CostKind.RENT, CostKind.HOME_LOAN}


@dataclass(frozen=True)
class Entry:
    """One typed amount in øre, None = the line stands but the amount is not told. `note` is the household's word."""

    kind: IncomeKind | CostKind
    ore: int | None
    per: AmountPer = AmountPer.MONTH
    note: str = ""

    @property
    def month_ore(self) -> int | None:
        """The amount a month; a year's is divided by twelve and rounded half up to øre."""
        return self.ore if self.ore is None or self.per is AmountPer.MONTH else rounded(Decimal(self.ore) / 12)

    @property
    def name(self) -> Message:
        """What the line is called."""
        return _WORDS[self.kind]

    def explained(self) -> Explanation:
        """The line as a step in øre a month."""
        month = self.month_ore
        if self.ore is None or month is None:
            return unknown(self.name, self.kind.value)
        if self.per is AmountPer.YEAR:
            return amount("budsjett.linje.aar", month, hva=self.name, aar=self.ore)
        return amount("budsjett.linje", month, hva=self.name)


_WORDS: dict[IncomeKind | CostKind, Message] = {
    IncomeKind.WAGE: msg("budsjett.inntekt.lonn"),
    IncomeKind.BENEFIT: msg("budsjett.inntekt.ytelse"),
    IncomeKind.PENSION: msg("budsjett.inntekt.pensjon"),
    IncomeKind.INTRODUCTION: msg("budsjett.inntekt.introduksjon"),
    IncomeKind.CHILD_BENEFIT: msg("budsjett.inntekt.barnetrygd"),
    IncomeKind.CHILD_SUPPORT: msg("budsjett.inntekt.bidrag"),
    IncomeKind.HOUSING_BENEFIT: msg("budsjett.inntekt.bostotte"),
    IncomeKind.SOCIAL_ASSISTANCE: msg("budsjett.inntekt.sosialhjelp"),
    IncomeKind.STUDY: msg("budsjett.inntekt.studier"),
    IncomeKind.OTHER: msg("budsjett.inntekt.annet"),
    CostKind.RENT: msg("budsjett.utgift.husleie"),
    CostKind.HOME_LOAN: msg("budsjett.utgift.boliglan"),
    CostKind.SHARED_COSTS: msg("budsjett.utgift.felleskostnader"),
    CostKind.ELECTRICITY: msg("budsjett.utgift.strom"),
    CostKind.HEATING: msg("budsjett.utgift.oppvarming"),
    CostKind.MUNICIPAL: msg("budsjett.utgift.avgifter"),
    CostKind.HOME_INSURANCE: msg("budsjett.utgift.husforsikring"),
    CostKind.MAINTENANCE: msg("budsjett.utgift.vedlikehold"),
    CostKind.SUPPORT_PAID: msg("budsjett.utgift.bidrag"),
    CostKind.ACTIVITIES: msg("budsjett.utgift.fritid"),
    CostKind.INSURANCE: msg("budsjett.utgift.forsikring"),
    CostKind.HEALTH: msg("budsjett.utgift.helse"),
    CostKind.OTHER: msg("budsjett.utgift.annet"),
}


def entries(name: Message, lines: Iterable[Entry]) -> Explanation:
    """The lines together, øre a month."""
    return summed(name, (line.explained() for line in lines))


class DebtKind(StrEnum):
    """What is owed to whom."""

    HOME = "home"
    CAR = "car"
    CONSUMER = "consumer"
    CARD = "card"
    STUDY = "study"
    PUBLIC = "public"
    RENT = "rent"
    OTHER = "other"


@dataclass(frozen=True)
class DebtLine:
    """One debt: what is left, the nominal rate in percent a year, what is paid a month. None: not told."""

    kind: DebtKind
    balance_ore: int | None
    rate: Decimal | None = None
    instalment_ore: int | None = None
    creditor: str = ""

    @property
    def interest_ore(self) -> int | None:
        """The interest of a month, half up to øre; None when balance or rate is not told."""
        if self.balance_ore is None or self.rate is None:
            return None
        return rounded(self.balance_ore * self.rate / 1200)

    def explained(self) -> Explanation:
        """What is paid on it a month."""
        if self.instalment_ore is None:
            return unknown(DEBT_NAMES[self.kind], "avdrag")
        return amount("budsjett.linje", self.instalment_ore, hva=DEBT_NAMES[self.kind])


DEBT_NAMES: dict[DebtKind, Message] = {
    DebtKind.HOME: msg("budsjett.gjeld.bolig"),
    DebtKind.CAR: msg("budsjett.gjeld.bil"),
    DebtKind.CONSUMER: msg("budsjett.gjeld.forbruk"),
    DebtKind.CARD: msg("budsjett.gjeld.kort"),
    DebtKind.STUDY: msg("budsjett.gjeld.studier"),
    DebtKind.PUBLIC: msg("budsjett.gjeld.det_offentlige"),
    DebtKind.RENT: msg("budsjett.gjeld.husleie"),
    DebtKind.OTHER: msg("budsjett.gjeld.annet"),
}


def instalments(debts: Iterable[DebtLine]) -> Explanation:
    """What is paid on all debts a month."""
    return summed(msg("budsjett.navn.avdrag"), (debt.explained() for debt in debts))


def balance(debts: Iterable[DebtLine]) -> Explanation:
    """What is owed in all."""
    return summed(msg("budsjett.navn.gjeld"), map(_owed, debts))


def _owed(debt: DebtLine) -> Explanation:
    name = DEBT_NAMES[debt.kind]
    if debt.balance_ore is None:
        return unknown(name, "saldo")
    return amount("budsjett.linje", debt.balance_ore, hva=name)


def check_debts(debts: Iterable[DebtLine]) -> tuple[Control, ...]:
    """What is not told of a debt, and debts that never end because the interest is more than what is paid."""
    found: list[Control] = []
    for debt in debts:
        name, interest = DEBT_NAMES[debt.kind], debt.interest_ore
        if interest is None or debt.instalment_ore is None:
            found.append(lacking(msg("budsjett.gjeld.ufullstendig", hva=name), "debts"))
        elif debt.balance_ore and debt.instalment_ore <= interest:
            found.append(soft(msg("budsjett.gjeld.vokser", hva=name, rente=interest, betalt=debt.instalment_ore)))
    return tuple(found)


def demand_lines(lines: Iterable[Entry], debts: Iterable[DebtLine]) -> None:
    """RefusedError for an amount or a rate that cannot be."""
    for line in lines:
        demand_amount(line.name, line.ore)
    for debt in debts:
        demand_amount(DEBT_NAMES[debt.kind], debt.balance_ore)
        demand_amount(DEBT_NAMES[debt.kind], debt.instalment_ore)
        if debt.rate is not None and not (debt.rate.is_finite() and 0 <= debt.rate <= _MOST_PERCENT):
            raise refuse("budsjett.umulig_rente", funnet=str(debt.rate))


@dataclass(frozen=True)
class Transfer:
    """A fixed transfer to the bills account: so much, on that day of each month (the last where it is shorter)."""

    day: int
    ore: int

    def next_days(self, after: date, count: int) -> tuple[date, ...]:
        """The next `count` days it goes, strictly after `after`, moved to a bank day."""
        months = (add_months(first_of_month(after), number) for number in range(count + 2))
        days = (next_bank_day(day_in_month(month.year, month.month, self.day)) for month in months)
        return tuple(day for day in days if day > after)[:count]


@dataclass(frozen=True)
class BillsAccount:
    """Regningskonto: what the bills come to a month, and the transfers that fill it."""

    month: Explanation
    transfers: tuple[Transfer, ...]


def bills_account(bills: Iterable[Entry], paydays: tuple[int, ...]) -> BillsAccount:
    """The bills a month, shared evenly over the paydays; the first takes the øre that are left over.

    RefusedError without a payday, for one twice, or for a day that no month has.
    A bill without amount: no transfers yet.
    """
    days = sorted(set(paydays))
    if not days or len(days) < len(paydays) or not all(1 <= day <= _LAST_DAY for day in days):
        raise refuse("budsjett.lonningsdag")
    month = entries(msg("budsjett.navn.regningskonto"), bills)
    if month.result is None:
        return BillsAccount(month, ())
    share, over = divmod(month.ore, len(days))
    return BillsAccount(month, tuple(Transfer(day, share + (over if n == 0 else 0)) for n, day in enumerate(days)))
