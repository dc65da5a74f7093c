"""Refinancing so that the household can keep its home (forskrift § 5-3 no. 4, § 5-4 second paragraph b)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..budget.lines import DEBT_NAMES, DebtKind, DebtLine, balance, demand_lines
from ..budget.steps import amount, demand_amount, less, ore_of, reckoned, unknown
from ..explanation import Explanation
from ..findings import hard, info, lacking
from ..messages import Control, msg

SECTION = "forskrift om lån fra Husbanken § 5-3"
SOURCE = "Husbankens veileder for startlån"


@dataclass(frozen=True)
class RefinanceFacts:
    """None: not told. `debts` is all that is owed; `carried` is the largest loan carried at the stress rate."""

    owner: bool | None
    home_at_risk: bool | None
    value_ore: int | None
    debts: tuple[DebtLine, ...]
    carried: Explanation


@dataclass(frozen=True)
class Refinancing:
    """`loan` is what is refinanced, at most the value of the home; `outside` what stays unsecured.

    With `outside` above zero the startlån may be interest-only while that is paid.
    """

    home_debt: Explanation
    total_debt: Explanation
    loan: Explanation
    outside: Explanation
    interest_only: bool
    controls: tuple[Control, ...]


def refinancing(facts: RefinanceFacts) -> Refinancing:
    """What can be gathered in one loan on the home, and what stands against it. Any kind of debt may be."""
    demand_lines((), facts.debts)
    demand_amount(msg("startlan.felt.verdi"), facts.value_ore)
    total = balance(facts.debts)
    home = balance(debt for debt in facts.debts if debt.kind is DebtKind.HOME)
    value = _value(facts)

    def reckon() -> Explanation:
        loan = min(ore_of(total), ore_of(value))
        return amount("startlan.refinansiert", loan, SOURCE, gjeld=ore_of(total), verdi=ore_of(value))

    loan = reckoned(msg("startlan.navn.refinansiert"), (total, value), reckon)
    outside = less(msg("startlan.navn.utenfor"), total, (loan,), SOURCE)
    above = outside.result is not None and outside.ore > 0
    return Refinancing(home, total, loan, outside, above, tuple(_controls(facts, loan, outside)))


def _value(facts: RefinanceFacts) -> Explanation:
    name = msg("startlan.felt.verdi")
    return unknown(name, "verdi") if facts.value_ore is None else amount("budsjett.linje", facts.value_ore, hva=name)


def _controls(facts: RefinanceFacts, loan: Explanation, outside: Explanation) -> Iterator[Control]:
    demands = (
        (facts.owner, msg("startlan.refinansiering.eier"), "owner"),
        (facts.home_at_risk, msg("startlan.refinansiering.i_fare"), "home_at_risk"),
    )
    for met, what, field in demands:
        if met is None:
            yield lacking(msg("startlan.loptid.sporres", hva=what), field, paragraph=SECTION)
        elif not met:
            yield hard(what, SECTION, field)
    if outside.result is not None and outside.ore > 0:
        yield info(msg("startlan.refinansiering.over_verdi", belop=outside.ore), "value", paragraph=SECTION)
    if loan.result is None or facts.carried.result is None:
        yield lacking(msg("startlan.refinansiering.evne_ukjent"), "carried", paragraph=SECTION)
    elif loan.ore > facts.carried.ore:
        yield hard(msg("startlan.refinansiering.ikke_evne", lan=loan.ore, mest=facts.carried.ore), SECTION, "carried")
    for debt in facts.debts:
        if debt.kind is DebtKind.PUBLIC:
            yield info(msg("startlan.refinansiering.alle_slag", hva=DEBT_NAMES[debt.kind]), "debts")
