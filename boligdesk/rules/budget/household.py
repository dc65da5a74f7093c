"""The household's budget: what comes in, what the home costs, what is left to live on, and what that is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..explanation import Explanation
from ..messages import Message, msg
from .childcare import after_school, kindergarten
from .floor import floor
from .lines import HOME, CostKind, DebtLine, Entry, IncomeKind, demand_lines, entries, instalments
from .people import Person, adults, demand_people
from .sifo import NAMES, Car, Reference, SifoItem, reference
from .steps import RateDay, amount, demand_amount, less, ore_of, summed, unconfirmed


class Childcare(StrEnum):
    """Beside SIFO's items: the local price is typed where it is known."""

    KINDERGARTEN = "kindergarten"
    AFTER_SCHOOL = "after_school"


Item = SifoItem | Childcare

_CARE_NAMES: Mapping[Childcare, Message] = {
    Childcare.KINDERGARTEN: msg("budsjett.navn.barnehage"),
    Childcare.AFTER_SCHOOL: msg("budsjett.navn.aks"),
}


def item_name(item: Item) -> Message:
    """What an item is called."""
    return NAMES[item] if isinstance(item, SifoItem) else _CARE_NAMES[item]


@dataclass(frozen=True)
class Household:
    """All that a budget rests on. `lines` are the household's own incomes and costs; `typed` is what it really spends
    on an item (øre a month) in place of the proposal. `gross_year_ore` decides the price of barnehage and AKS.
    """

    people: tuple[Person, ...]
    lines: tuple[Entry, ...] = ()
    debts: tuple[DebtLine, ...] = ()
    typed: Mapping[Item, int] = field(default_factory=dict)
    couple: bool | None = None
    car: Car | None = None
    gross_year_ore: int | None = None


@dataclass(frozen=True)
class Line:
    """An item: the proposal, what the household really spends (None: not told), and what counts."""

    item: Item
    proposal: Explanation
    typed_ore: int | None

    @property
    def counted(self) -> Explanation:
        """What is reckoned with: the typed amount, else the proposal."""
        if self.typed_ore is None:
            return self.proposal
        return amount("budsjett.linje.egen", self.typed_ore, hva=item_name(self.item))

    @property
    def name(self) -> Message:
        """What the item is called."""
        return item_name(self.item)

    @property
    def difference_ore(self) -> int | None:
        """How much more (or less, below zero) is spent than proposed; None where either is not known."""
        if self.typed_ore is None or self.proposal.result is None:
            return None
        return self.typed_ore - ore_of(self.proposal)


@dataclass(frozen=True)
class Budget:
    """Øre a month. `left` is what is left to live on: incomes less home, fixed costs, childcare and debts.

    `living` is what the household spends on SIFO's items (own amounts where typed), `reference` what SIFO would;
    `over_reference` and `over_floor` say how far `left` is above each. `balance` is what remains in the end.
    """

    lines: tuple[Line, ...]
    income: Explanation
    home: Explanation
    fixed: Explanation
    childcare: Explanation
    debts: Explanation
    living: Explanation
    reference: Explanation
    floor: Explanation
    left: Explanation
    over_reference: Explanation
    over_floor: Explanation
    balance: Explanation

    @property
    def explanation(self) -> Explanation:
        """All of it as one tree, for what is kept with the figure."""
        parts = (self.left, self.balance, self.over_reference, self.over_floor)
        if self.left.result is None:
            return Explanation("budsjett.svar_uten", children=parts)
        return Explanation("budsjett.svar", {"sum": self.left.ore}, (), self.left.ore, self.left.unit, children=parts)

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


def household_budget(given: Household, at: RateDay, lines: tuple[Line, ...] | None = None) -> Budget:
    """The budget on a day. RefusedError for amounts, ages and households that cannot be.

    `lines` are the household's `item_lines`, where they are reckoned already: they are the same in every home.
    """
    demand_household(given, at)
    lines = item_lines(given, at) if lines is None else lines
    sifo = [line for line in lines if isinstance(line.item, SifoItem)]
    care = [line for line in lines if not isinstance(line.item, SifoItem)]
    income = entries(msg("budsjett.navn.inntekt"), _of(given, IncomeKind))
    home = entries(msg("budsjett.navn.bolig"), (line for line in _of(given, CostKind) if line.kind in HOME))
    fixed = entries(msg("budsjett.navn.faste"), (line for line in _of(given, CostKind) if line.kind not in HOME))
    childcare = summed(msg("budsjett.navn.barnepass"), (line.counted for line in care))
    debts = instalments(given.debts)
    living = summed(msg("budsjett.navn.livsopphold"), (line.counted for line in sifo))
    wanted = Reference({line.item: line.proposal for line in sifo if isinstance(line.item, SifoItem)}).total
    lowest = floor(given.people, at, given.couple)
    left = less(msg("budsjett.navn.igjen"), income, (home, fixed, childcare, debts))
    return Budget(
        lines,
        income,
        home,
        fixed,
        childcare,
        debts,
        living,
        wanted,
        lowest,
        left,
        less(msg("budsjett.navn.over_sifo"), left, (wanted,)),
        over_floor(left, lowest, lines),
        less(msg("budsjett.navn.balanse"), left, (living,)),
    )


def over_floor(left: Explanation, lowest: Explanation, lines: tuple[Line, ...]) -> Explanation:
    """How far what is left is above the floor with travel on top, which the rates leave out."""
    travel = [line.counted for line in lines if line.item in (SifoItem.TRAVEL, SifoItem.CAR)]
    need = summed(msg("budsjett.navn.gulv_reise"), (lowest, *travel))
    return less(msg("budsjett.navn.over_gulv"), left, (need,))


def demand_household(given: Household, at: RateDay) -> None:
    """RefusedError for what cannot be: ages, counts, amounts, rates."""
    demand_people(given.people, at.on)
    demand_lines(given.lines, given.debts)
    demand_amount(msg("budsjett.felt.brutto"), given.gross_year_ore)
    for item, ore in given.typed.items():
        demand_amount(item_name(item), ore)


def item_lines(given: Household, at: RateDay) -> tuple[Line, ...]:
    """Each item of SIFO, then childcare: the proposal beside what was typed."""
    couple = False if adults(given.people, at.on) == 1 else given.couple
    proposals: list[tuple[Item, Explanation]] = [
        *reference(given.people, at, given.car, couple).items.items(),
        (Childcare.KINDERGARTEN, kindergarten(given.people, at, given.gross_year_ore)),
        (Childcare.AFTER_SCHOOL, after_school(given.people, at, given.gross_year_ore)),
    ]
    return tuple(Line(item, proposal, given.typed.get(item)) for item, proposal in proposals)


def with_home(given: Household, costs: tuple[Entry, ...]) -> Household:
    """The same household in another home: its home costs are these."""
    kept = tuple(line for line in given.lines if line.kind not in HOME)
    return replace(given, lines=(*kept, *costs))


def _of(given: Household, kind: type[IncomeKind] | type[CostKind]) -> list[Entry]:
    return [line for line in given.lines if isinstance(line.kind, kind)]
