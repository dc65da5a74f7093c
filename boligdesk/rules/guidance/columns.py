"""Three homes side by side: what each costs, the bostøtte, what is left to live on, and what to apply for by when.

Made to be called while somebody types: plain values in, explained figures out, nothing kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ..bostotte.calculation import HousingBenefit, housing_benefit
from ..bostotte.household import HomeCosts, HomeTenure, Municipality, Wealth
from ..bostotte.household import Household as BenefitHousehold
from ..bostotte.household import Income as BenefitIncome
from ..budget.household import (
    Household,
    Line,
    demand_household,
    household_budget,
    item_lines,
    over_floor,
    with_home,
)
from ..budget.lines import CostKind, Entry, IncomeKind, entries
from ..budget.people import adults
from ..budget.steps import RateDay, amount, demand_amount, less, ore_of, reckoned, unconfirmed, unknown
from ..explanation import Explanation
from ..messages import Message, RefusedError, msg
from ..rates import Rates
from ..startlan.ability import Ability, LoanWish, ability, loan_payment
from ..startlan.interest import lending_rate
from .deadlines import BenefitDeadline, by_net, on_paper

SOURCE_BENEFIT = "forskrift om bustøtte"


class HomeColumn(StrEnum):
    """The three homes, in the order they stand."""

    TODAY = "today"
    MUNICIPAL = "municipal"
    OWN = "own"


@dataclass(frozen=True)
class Situation:
    """The household, whatever the home. `budget` holds its people, incomes after tax, fixed costs and debts.

    `gross` is what bostøtte looks at (None: not told); `place` None: the municipality's group is not known; `grown` how
    many are 18 or older, for a household whose ages are not told.
    """

    budget: Household
    gross: tuple[BenefitIncome, ...] | None
    place: Municipality | None
    wealth: Wealth = field(default_factory=Wealth)
    young_disabled: bool = False
    lone_pensioner: bool = False
    grown: int | None = None


@dataclass(frozen=True)
class Home:
    """One of the homes. `month_ore` is rent or felleskostnader without electricity, None: not told.

    `others` are further costs of the home (electricity, avgifter, insurance …); `wish` is the loan of an owned one.
    """

    kind: HomeColumn
    month_ore: int | None
    others: tuple[Entry, ...] = ()
    heating_included: bool | None = None
    tenure: HomeTenure | None = HomeTenure.RENTED
    adapted: bool = False
    wish: LoanWish | None = None

    @property
    def lines(self) -> tuple[Entry, ...]:
        """The costs of the home but for the loan."""
        kind = CostKind.RENT if self.tenure is HomeTenure.RENTED else CostKind.SHARED_COSTS
        return (Entry(kind, self.month_ore), *self.others)


class Application(StrEnum):
    """What can be applied for."""

    HOUSING_BENEFIT = "housing_benefit"
    MUNICIPAL_HOME = "municipal_home"
    START_LOAN = "start_loan"


@dataclass(frozen=True)
class ToApply:
    """What to apply for next; `net` and `paper` are the last days where there are such."""

    what: Application
    said: Message
    net: BenefitDeadline | None = None
    paper: BenefitDeadline | None = None


@dataclass(frozen=True)
class Column:
    """A home in figures, øre a month. `benefit` is an estimate; `net` the costs without it; `left` to live on.

    `ability` only where a loan was given: without stress rate or floor it says no surplus and names what is missing.
    """

    kind: HomeColumn
    costs: Explanation
    benefit: Explanation
    net: Explanation
    left: Explanation
    over_reference: Explanation
    over_floor: Explanation
    income_limit: Explanation | None
    ability: Ability | None
    apply: tuple[ToApply, ...]

    @property
    def may_measure(self) -> bool:
        """Whether what is left may be measured: with a loan not without stress rate and floor (P29)."""
        return self.ability is None or self.ability.stress.largest.result is not None

    @property
    def explanation(self) -> Explanation:
        """All of it as one tree, for what is kept with the sheet."""
        more = () if self.ability is None else (self.ability.explanation,)
        parts = (self.left, self.over_reference, self.over_floor, *more)
        code = "veiledning.kolonne" if self.left.result is not None else "veiledning.kolonne_uten"
        return Explanation(code, {"bolig": KIND_NAMES[self.kind]}, children=parts)

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


KIND_NAMES: Mapping[HomeColumn, Message] = {
    HomeColumn.TODAY: msg("veiledning.bolig.dagens"),
    HomeColumn.MUNICIPAL: msg("veiledning.bolig.kommunal"),
    HomeColumn.OWN: msg("veiledning.bolig.eie"),
}


def columns(given: Situation, homes: tuple[Home, ...], rates: Rates, today: date) -> tuple[Column, ...]:
    """Each home in figures. RefusedError for amounts, ages and counts that cannot be."""
    at, asked = RateDay(rates, today), _without_benefit(given)
    demand_household(asked.budget, at)
    lines = item_lines(asked.budget, at)
    return tuple(_column(asked, home, at, lines) for home in homes)


def _without_benefit(given: Situation) -> Situation:
    """Bostøtte that the household has today is no income here: each home gets its own."""
    kept = tuple(line for line in given.budget.lines if line.kind is not IncomeKind.HOUSING_BENEFIT)
    return replace(given, budget=replace(given.budget, lines=kept))


def _column(given: Situation, home: Home, at: RateDay, lines: tuple[Line, ...]) -> Column:
    demand_amount(KIND_NAMES[home.kind], home.month_ore)
    loan = _loan_cost(home, at)
    budget = household_budget(with_home(given.budget, home.lines), at, lines)
    costs = _costs(home, loan)
    found = _benefit(given, home, at)
    benefit = _estimate(found)
    net = less(msg("veiledning.navn.netto"), costs, (benefit,))
    taken = (net, budget.fixed, budget.childcare, budget.debts)
    left = less(msg("budsjett.navn.igjen"), budget.income, taken)
    return Column(
        home.kind,
        costs,
        benefit,
        net,
        left,
        less(msg("budsjett.navn.over_sifo"), left, (budget.reference,)),
        over_floor(left, budget.floor, budget.lines),
        found.income_limit if isinstance(found, HousingBenefit) else None,
        _carried(given, home, benefit, at, lines),
        tuple(_to_apply(home, benefit, at.on)),
    )


def _loan_cost(home: Home, at: RateDay) -> Explanation | None:
    """What the loan costs a month at today's rate; None for a home without one. A sum that is not told is no zero."""
    if home.wish is None:
        return None
    if home.wish.loan_ore is None:
        return unknown(msg("veiledning.felt.lan"), "lan")
    return loan_payment(home.wish.loan_ore, lending_rate(home.wish.rate, at), home.wish.term)


def _carried(
    given: Situation, home: Home, benefit: Explanation, at: RateDay, lines: tuple[Line, ...]
) -> Ability | None:
    """What the household can carry in the home. Bostøtte counts as income where it can be said, else it does not."""
    if home.wish is None:
        return None
    more = () if benefit.result is None else (benefit,)
    return ability(with_home(given.budget, home.lines), home.wish, at, more, lines)


def _costs(home: Home, loan: Explanation | None) -> Explanation:
    name = msg("budsjett.navn.bolig")
    lines = entries(name, home.lines)
    if loan is None:
        return lines
    return reckoned(name, (lines, loan), lambda: amount("budsjett.sum", ore_of(lines) + ore_of(loan), hva=name))


def benefit_household(given: Situation, home: Home, at: RateDay) -> BenefitHousehold | Explanation:
    """The household as bostøtte sees it in that home, or what is not told of it."""
    loan = _loan_cost(home, at)
    grown = adults(given.budget.people, at.on) if given.grown is None else given.grown
    if given.place is None:
        return unknown(msg("veiledning.felt.kommune"), "kommune")
    if not grown:
        return unknown(msg("budsjett.felt.alder"), "alder")
    if loan is not None and loan.result is None:
        return loan
    costs = HomeCosts(
        home.month_ore,
        home.tenure,
        loan_month_ore=0 if loan is None else ore_of(loan),
        municipal_year_ore=_year(home, CostKind.MUNICIPAL),
        heating_included=home.heating_included,
    )
    return BenefitHousehold(
        grown,
        len(given.budget.people) - grown,
        given.place,
        costs,
        given.gross,
        given.wealth,
        given.young_disabled,
        given.lone_pensioner,
        home.adapted,
    )


def _benefit(given: Situation, home: Home, at: RateDay) -> HousingBenefit | Explanation:
    """Bostøtte in that home this month, or why it cannot be said."""
    asking = benefit_household(given, home, at)
    return asking if isinstance(asking, Explanation) else _asked(asking, at)


def _asked(asking: BenefitHousehold, at: RateDay) -> HousingBenefit | Explanation:
    try:
        return housing_benefit(asking, at.on, at.rates)
    except RefusedError as refusal:
        what = refusal.fault.what
        return Explanation(what.code, what.params, missing_here=("bostotte",))


def _year(home: Home, kind: CostKind) -> int:
    return sum(12 * (line.month_ore or 0) for line in home.others if line.kind is kind)


def _estimate(found: HousingBenefit | Explanation) -> Explanation:
    """The amount as a step of the column, in øre."""
    step = found.benefit if isinstance(found, HousingBenefit) else found
    name = msg("veiledning.navn.bostotte")
    return reckoned(name, (step,), lambda: amount("budsjett.sum", ore_of(step), SOURCE_BENEFIT, hva=name))


def _to_apply(home: Home, benefit: Explanation, today: date) -> Iterator[ToApply]:
    if benefit.result is not None and ore_of(benefit) > 0:
        net, paper = by_net(today), on_paper(today)
        yield ToApply(Application.HOUSING_BENEFIT, _said(net, paper), net, paper)
    if home.kind is HomeColumn.MUNICIPAL:
        yield ToApply(Application.MUNICIPAL_HOME, msg("veiledning.sok.kommunal"))
    if home.wish is not None:
        yield ToApply(Application.START_LOAN, msg("veiledning.sok.startlan"))


def _said(net: BenefitDeadline, paper: BenefitDeadline) -> Message:
    """One sentence; in the days when only paper is still in time for the month, it says so."""
    if net.month == paper.month:
        return msg("veiledning.sok.bostotte", maned=net.month, nett=net.last, papir=paper.last)
    return msg("veiledning.sok.bostotte_papir", maned=paper.month, papir=paper.last, neste=net.month, nett=net.last)
