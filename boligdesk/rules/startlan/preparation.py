"""All figures of a startlån in preparation from what was typed: ability, bank, price, trial, refinancing.

Made to be called while somebody types. What comes out is kept as it is (E4) and reopened from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..budget.household import Childcare, Household, Item, Line, item_lines, with_home
from ..budget.lines import CostKind, DebtKind, DebtLine, Entry, IncomeKind
from ..budget.people import Person
from ..budget.sifo import NAMES, Reference, SifoItem
from ..budget.steps import RateDay, summed, unconfirmed
from ..explanation import Explanation
from ..guidance.words import LoanPurpose
from ..messages import Control, msg
from .ability import Ability, BankLoan, LoanWish, Tried, ability
from .bank import BankAnswer, BankFacts, BankTest, bank_test
from .first_time import FirstTimeFacts, first_time, ten_years
from .income import compare_rent
from .interest import PaymentsDue, RateBinding, RateTerms
from .purchase import FinancingKind, HomeForm, Means, Purchase, check_financing, financing
from .refinance import RefinanceFacts, refinancing
from .rent_to_own import RentToOwnFacts, check_rent_to_own
from .term import LongTerm, LongTermFacts, Term, check_term

ORDINARY_YEARS = 30


@dataclass(frozen=True)
class LoanGiven:
    """What was typed. Amounts in øre; None is not told. `budget` stands in place of income, costs and debts typed here.

    `running_ore` is what the home costs a month besides the loan. `price_ore` holds the fellesgjeld; for building and
    improving it is what the work costs.
    """

    purpose: LoanPurpose
    people: tuple[Person, ...] = ()
    couple: bool | None = None
    income_ore: int | None = None
    fixed_ore: int | None = 0
    childcare_ore: int | None = 0
    debt_ore: int | None = 0
    instalment_ore: int | None = 0
    gross_year_ore: int | None = None
    rent_ore: int | None = None
    running_ore: int | None = None
    price_ore: int | None = None
    form: HomeForm = HomeForm.SELVEIER
    shared_debt_ore: int | None = None
    other_ore: int | None = None
    savings_ore: int | None = None
    equity_ore: int | None = None
    bank_answer: BankAnswer | None = None
    bank_ore: int | None = None
    bank_rate: Decimal | None = None
    loan_ore: int | None = None
    years: int = ORDINARY_YEARS
    interest_only_months: int = 0
    binding: RateBinding = RateBinding.FLOATING
    due: PaymentsDue = PaymentsDue.MONTHLY
    addition: Decimal = Decimal(0)
    typed_rate: Decimal | None = None
    low_income: bool | None = None
    lasting_need: bool | None = None
    rentals_unfit: bool | None = None
    no_shorter: bool | None = None
    predictable_low_income: bool | None = None
    never_owned: bool | None = None
    life_crisis: bool | None = None
    alone: bool | None = None
    co_applicant_never_owned: bool | None = None
    ordinary_possible: bool | None = None
    savings_used: bool | None = None
    pool_left: bool | None = None
    owner: bool | None = None
    home_at_risk: bool | None = None
    value_ore: int | None = None
    lives_there: bool | None = None
    municipality_sells: bool | None = None
    arrears_ore: int | None = None
    with_services: bool | None = None
    budget: Household | None = None

    @property
    def buys(self) -> bool:
        """Whether there is a price to finance."""
        return self.purpose is not LoanPurpose.REFINANCE


class LoanFigure(StrEnum):
    """The figures in the order they are read: what is carried first, then the price, then what a bank would do."""

    STRESS_RATE = "stress_rate"
    TODAY_RATE = "today_rate"
    LIVING = "living"
    REFERENCE = "reference"
    FLOOR = "floor"
    STRESS_LEFT = "stress_left"
    TODAY_LEFT = "today_left"
    STRESS_LARGEST = "stress_largest"
    TODAY_LARGEST = "today_largest"
    STRESS_PAYMENT = "stress_payment"
    TODAY_PAYMENT = "today_payment"
    STRESS_SURPLUS = "stress_surplus"
    TODAY_SURPLUS = "today_surplus"
    TOTAL_PRICE = "total_price"
    MOST = "most"
    BUFFER = "buffer"
    EQUITY = "equity"
    NEED = "need"
    LOAN = "loan"
    GRANT = "grant"
    FIRST_EQUITY = "first_equity"
    FIRST_FINANCED = "first_financed"
    FIRST_LOAN = "first_loan"
    FIRST_LEFT = "first_left"
    TOTAL_DEBT = "total_debt"
    REFINANCED = "refinanced"
    OUTSIDE = "outside"
    BANK_LOAN = "bank_loan"
    BANK_EQUITY = "bank_equity"


Figures = Mapping[LoanFigure, Explanation]
_F = LoanFigure


@dataclass(frozen=True)
class LoanFigures:
    """The figures of a day, what stands against the loan, the bank test, and how the home is financed."""

    on: date
    figures: Figures
    controls: tuple[Control, ...]
    bank_test: BankTest
    kind: FinancingKind | None = None

    @property
    def ability(self) -> Ability:
        """The ability as it was reckoned."""
        found = self.figures
        stress = _tried(found, _F.STRESS_RATE, _F.STRESS_LEFT, _F.STRESS_LARGEST, _F.STRESS_PAYMENT, _F.STRESS_SURPLUS)
        today = _tried(found, _F.TODAY_RATE, _F.TODAY_LEFT, _F.TODAY_LARGEST, _F.TODAY_PAYMENT, _F.TODAY_SURPLUS)
        return Ability(stress, today, found[_F.FLOOR], found[_F.LIVING])

    @property
    def missing(self) -> tuple[str, ...]:
        """The rates and facts that are lacking, each once."""
        return tuple(dict.fromkeys(name for tree in self.figures.values() for name in tree.missing))

    @property
    def unconfirmed(self) -> tuple[Explanation, ...]:
        """The numbers and assumptions that make the figures foreløpige, each once."""
        steps = [step for tree in self.figures.values() for step in unconfirmed(tree)]
        return tuple({(step.code, step.rate, step.operands): step for step in steps}.values())

    @property
    def lacking(self) -> tuple[Explanation, ...]:
        """The steps that say what is lacking, each once."""
        steps = (step for tree in self.figures.values() for step in tree.walk() if step.missing_here)
        return tuple({step.missing_here: step for step in steps}.values())


def _tried(found: Figures, *names: LoanFigure) -> Tried:
    rate, left, largest, payment, surplus = names
    return Tried(found[rate], found[left], found[largest], found.get(payment), found.get(surplus))


def prepare(given: LoanGiven, at: RateDay) -> LoanFigures:
    """Reckon all of it. RefusedError for amounts, ages, rates and terms that cannot be."""
    return _Preparation(given, at).figures()


@dataclass
class _Preparation:
    given: LoanGiven
    at: RateDay
    found: dict[LoanFigure, Explanation] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)
    kind: FinancingKind | None = None

    def figures(self) -> LoanFigures:
        given, household = self.given, household_of(self.given)
        lines = item_lines(household, self.at)
        free = ability(household, _wish(given, None), self.at, lines=lines)
        home = _home(given)
        if home is not None:
            needed = self._purchase(home, _means(given), free)
        elif given.purpose is LoanPurpose.REFINANCE:
            household, needed = self._refinancing(household, lines)
        else:
            needed = None
        wanted = needed if given.loan_ore is None else given.loan_ore
        carried = ability(household, _wish(given, wanted), self.at, lines=lines)
        self._ability(carried, lines)
        self._term(household, lines, wanted)
        self._beside_rent(carried)
        if given.purpose is LoanPurpose.RENT_TO_OWN:
            self.controls += check_rent_to_own(_rent_to_own(given))
        test = self._bank()
        ordered = {name: self.found[name] for name in LoanFigure if name in self.found}
        return LoanFigures(self.at.on, ordered, tuple(self.controls), test, self.kind)

    def _ability(self, carried: Ability, lines: tuple[Line, ...]) -> None:
        wanted = {line.item: line.proposal for line in lines if isinstance(line.item, SifoItem)}
        self.found |= {
            _F.LIVING: carried.living,
            _F.REFERENCE: Reference({item: wanted[item] for item in NAMES}).total,
            _F.FLOOR: carried.floor,
        }
        for tried, names in (
            (carried.stress, (_F.STRESS_RATE, _F.STRESS_LEFT, _F.STRESS_LARGEST, _F.STRESS_PAYMENT, _F.STRESS_SURPLUS)),
            (carried.today, (_F.TODAY_RATE, _F.TODAY_LEFT, _F.TODAY_LARGEST, _F.TODAY_PAYMENT, _F.TODAY_SURPLUS)),
        ):
            trees = (tried.rate, tried.disposable, tried.largest, tried.payment, tried.surplus)
            self.found |= {name: tree for name, tree in zip(names, trees, strict=True) if tree is not None}

    def _beside_rent(self, carried: Ability) -> None:
        given, payment = self.given, carried.today.payment
        if given.rent_ore is None or given.running_ore is None or payment is None:
            return
        running = Entry(CostKind.SHARED_COSTS, given.running_ore).explained()
        self.controls += compare_rent(given.rent_ore, summed(msg("startlan.navn.drift"), (running, payment)))

    def _term(self, household: Household, lines: tuple[Line, ...], wanted: int | None) -> None:
        given, in_30 = self.given, None
        if given.years > ORDINARY_YEARS:
            short = replace(_wish(given, wanted), term=Term(ORDINARY_YEARS, given.interest_only_months))
            in_30 = ability(household, short, self.at, lines=lines).carries
        answers = {c: said for c in LongTerm if (said := getattr(given, c.value)) is not None}
        facts = LongTermFacts(
            answers,
            children=_children(given, self.at.on),
            home_at_risk=bool(given.home_at_risk),
            predictable_low_income=bool(given.predictable_low_income),
            affordable_in_30=in_30,
        )
        self.controls += check_term(Term(given.years, given.interest_only_months), facts, self.at)

    def _purchase(self, home: Purchase, means: Means, free: Ability) -> int | None:
        """The figures of the price; what the loan would be that covers the need."""
        if self.given.purpose is LoanPurpose.FIRST_HOME:
            return self._first_home(home, means, free)
        paid = financing(home, means, free.stress.largest, self.at)
        self.kind = paid.kind
        names = (_F.TOTAL_PRICE, _F.MOST, _F.BUFFER, _F.EQUITY, _F.NEED, _F.LOAN, _F.GRANT)
        trees = (paid.total, paid.most, paid.buffer, paid.equity, paid.need, paid.loan, paid.grant)
        self.found |= dict(zip(names, trees, strict=True))
        self.controls += check_financing(home, means, self.given.loan_ore, self.at)
        return None if paid.need.result is None else paid.need.ore

    def _first_home(self, home: Purchase, means: Means, free: Ability) -> int | None:
        given = self.given
        bank = given.bank_answer
        said = None if bank is None else bank in (BankAnswer.REFUSED, BankAnswer.TOO_LITTLE)
        facts = FirstTimeFacts(
            given.never_owned,
            given.life_crisis,
            given.co_applicant_never_owned,
            given.alone is not False,
            said,
            given.ordinary_possible,
            given.savings_used,
            given.pool_left,
        )
        trial = first_time(facts, home, means, self.at)
        self.found |= {
            _F.TOTAL_PRICE: trial.total,
            _F.FIRST_EQUITY: trial.equity,
            _F.FIRST_FINANCED: trial.financed,
            _F.FIRST_LOAN: trial.loan,
        }
        self.controls += trial.controls
        if trial.loan.result is None:
            return None
        left = ten_years(max(0, trial.loan.ore), free.today.rate, self.at)
        if left is not None:
            self.found[_F.FIRST_LEFT] = left.left
        return max(0, trial.loan.ore)

    def _refinancing(self, household: Household, lines: tuple[Line, ...]) -> tuple[Household, int | None]:
        """The household as it is once its debts are gathered, and the loan that gathers them.

        While debt stays outside the loan, what is paid on debts today is reckoned with, so that nothing is forgotten.
        """
        given, gathered = self.given, replace(household, debts=())
        carried = ability(gathered, _wish(given, None), self.at, lines=lines).stress.largest
        owed = household.debts
        one = refinancing(RefinanceFacts(given.owner, given.home_at_risk, given.value_ore, owed, carried))
        self.found |= {_F.TOTAL_DEBT: one.total_debt, _F.REFINANCED: one.loan, _F.OUTSIDE: one.outside}
        self.controls += one.controls
        whole = one.outside.result is not None and not one.interest_only
        return gathered if whole else household, None if one.loan.result is None else one.loan.ore

    def _bank(self) -> BankTest:
        given, owed = self.given, [debt.balance_ore for debt in household_of(self.given).debts]
        debt = None if None in owed else sum(ore for ore in owed if ore is not None)
        facts = BankFacts(given.bank_answer, given.gross_year_ore, debt, given.savings_ore, given.price_ore)
        out = bank_test(facts, self.at)
        if given.buys:
            self.found |= {_F.BANK_LOAN: out.estimate, _F.BANK_EQUITY: out.equity}
        return out.test


def household_of(given: LoanGiven) -> Household:
    """The household in the home it wants: its budget, or what was typed."""
    running = (Entry(CostKind.SHARED_COSTS, given.running_ore),)
    if given.budget is not None:
        return with_home(given.budget, running)
    lines = (Entry(IncomeKind.WAGE, given.income_ore), Entry(CostKind.OTHER, given.fixed_ore), *running)
    owed = given.debt_ore or given.instalment_ore or given.debt_ore is None
    debts = (DebtLine(DebtKind.OTHER, given.debt_ore, None, given.instalment_ore),) if owed else ()
    care: dict[Item, int] = {}
    if given.childcare_ore is not None:
        care = {Childcare.KINDERGARTEN: given.childcare_ore, Childcare.AFTER_SCHOOL: 0}
    return Household(
        given.people,
        lines,
        debts,
        care,
        couple=given.couple,
        gross_year_ore=given.gross_year_ore,
    )


def _wish(given: LoanGiven, loan_ore: int | None) -> LoanWish:
    bank = None
    if given.bank_ore and given.bank_rate is not None:
        bank = BankLoan(given.bank_ore, given.bank_rate)
    rate = RateTerms(given.binding, given.due, given.addition, given.typed_rate)
    return LoanWish(loan_ore, Term(given.years, given.interest_only_months), rate, bank)


def _home(given: LoanGiven) -> Purchase | None:
    if not given.buys or given.price_ore is None:
        return None
    works = given.purpose is LoanPurpose.IMPROVE
    return Purchase(
        given.price_ore,
        given.form,
        given.shared_debt_ore or 0,
        stamp_ore=0 if works else None,
        other_ore=given.other_ore or 0,
    )


def _means(given: LoanGiven) -> Means:
    salary = given.income_ore
    if given.budget is not None:
        wages = [line.month_ore for line in given.budget.lines if isinstance(line.kind, IncomeKind)]
        salary = sum(ore or 0 for ore in wages)
    return Means(given.savings_ore or 0, (salary,) if salary else (), given.bank_ore or 0, given.equity_ore)


def _rent_to_own(given: LoanGiven) -> RentToOwnFacts:
    return RentToOwnFacts(
        given.lives_there,
        given.municipality_sells,
        given.value_ore,
        given.price_ore,
        given.arrears_ore,
        given.with_services,
    )


def _children(given: LoanGiven, on: date) -> bool:
    people = given.budget.people if given.budget is not None else given.people
    return any((years := person.years(on)) is not None and years < 18 for person in people)
