"""What a home costs with everything, and how it is financed: own means, bank, startlån, tilskudd.

The price always holds the share of fellesgjeld. Startlån and fellesgjeld together never pass the price with costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..budget.steps import RateDay, amount, demand_amount, exact, less, ore_of, reckoned, rounded, summed
from ..explanation import Explanation
from ..findings import hard, info, soft
from ..messages import Control, msg, refuse

SOURCE = "Husbankens veileder for startlån"
_SECTION = "forskrift om lån fra Husbanken § 5-3"


class HomeForm(StrEnum):
    """How the home is owned. Dokumentavgift is paid for selveier only."""

    SELVEIER = "selveier"
    BORETTSLAG = "borettslag"
    AKSJE = "aksje"


@dataclass(frozen=True)
class Purchase:
    """A home: the price with fellesgjeld, øre. `stamp_ore` and `fees_ore` are real amounts in place of the proposal."""

    price_ore: int
    form: HomeForm = HomeForm.SELVEIER
    shared_debt_ore: int = 0
    stamp_ore: int | None = None
    fees_ore: int | None = None
    other_ore: int = 0


@dataclass(frozen=True)
class Means:
    """What the buyers have: savings, the net salary of each applicant a month, a bank's offer. `equity_ore` is what the
    office asks of the savings in place of the proposal.
    """

    savings_ore: int = 0
    net_salaries_ore: tuple[int, ...] = ()
    bank_ore: int = 0
    equity_ore: int | None = None


class FinancingKind(StrEnum):
    """All of it, or on top of a bank's loan."""

    FULL = "full"
    TOP = "top"


@dataclass(frozen=True)
class Financing:
    """`most` is the limit by the price, `need` what is not covered otherwise, `loan` what of it can be carried, and
    `grant` what is then still lacking (tilskudd til etablering).
    """

    kind: FinancingKind
    total: Explanation
    most: Explanation
    buffer: Explanation
    equity: Explanation
    need: Explanation
    loan: Explanation
    grant: Explanation

    @property
    def explanation(self) -> Explanation:
        """All of it as one tree."""
        return summed(msg("startlan.navn.behov_dekkes"), (self.loan, self.grant), SOURCE)


def demand_purchase(home: Purchase, means: Means) -> None:
    """RefusedError for amounts that cannot be, and for more fellesgjeld than the price."""
    amounts = (
        (msg("startlan.felt.pris"), home.price_ore),
        (msg("startlan.felt.fellesgjeld"), home.shared_debt_ore),
        (msg("startlan.felt.dokumentavgift"), home.stamp_ore),
        (msg("startlan.felt.gebyr"), home.fees_ore),
        (msg("startlan.felt.andre"), home.other_ore),
        (msg("startlan.felt.sparepenger"), means.savings_ore),
        (msg("startlan.felt.banklan"), means.bank_ore),
        (msg("startlan.felt.egenkapital"), means.equity_ore),
        *((msg("startlan.felt.lonn"), ore) for ore in means.net_salaries_ore),
    )
    for name, ore in amounts:
        demand_amount(name, ore)
    if home.shared_debt_ore > home.price_ore:
        raise refuse("startlan.fellesgjeld_over_pris", fellesgjeld=home.shared_debt_ore, pris=home.price_ore)


def purchase_costs(home: Purchase, at: RateDay) -> Explanation:
    """Dokumentavgift, tinglysing and what else is told."""
    return summed(msg("startlan.navn.kostnader"), _costs(home, at), SOURCE)


def _costs(home: Purchase, at: RateDay) -> Iterator[Explanation]:
    if home.stamp_ore is not None:
        yield amount("budsjett.linje", home.stamp_ore, hva=msg("startlan.felt.dokumentavgift"))
    elif home.form is HomeForm.SELVEIER:
        yield _stamp(home, at)
    if home.fees_ore is not None:
        yield amount("budsjett.linje", home.fees_ore, hva=msg("startlan.felt.gebyr"))
    else:
        yield at.rate("kjop_tinglysing")
    if home.other_ore:
        yield amount("budsjett.linje", home.other_ore, hva=msg("startlan.felt.andre"))


def _stamp(home: Purchase, at: RateDay) -> Explanation:
    share = at.rate("kjop_dokumentavgift")

    def reckon() -> Explanation:
        value = rounded(exact(share) * home.price_ore / 100)
        return amount("startlan.dokumentavgift", value, None, prosent=exact(share), pris=home.price_ore)

    return reckoned(msg("startlan.felt.dokumentavgift"), (share,), reckon)


def total_price(home: Purchase, at: RateDay) -> Explanation:
    """The price with fellesgjeld and all costs."""
    price = amount("budsjett.linje", home.price_ore, hva=msg("startlan.felt.pris"))
    return summed(msg("startlan.navn.totalpris"), (price, purchase_costs(home, at)), SOURCE)


def largest_by_price(home: Purchase, at: RateDay) -> Explanation:
    """The most startlån the home itself allows: startlån and fellesgjeld are at most the price with costs."""
    shared = amount("budsjett.linje", home.shared_debt_ore, hva=msg("startlan.felt.fellesgjeld"))
    return less(msg("startlan.navn.storste_av_pris"), total_price(home, at), (shared,), SOURCE)


def financing(home: Purchase, means: Means, carried: Explanation, at: RateDay) -> Financing:
    """How the home is paid. `carried` is the largest loan the household carries at the stress rate, øre."""
    demand_purchase(home, means)
    most, buffer = largest_by_price(home, at), _buffer(means, at)
    equity = _equity(means, buffer)
    bank = amount("budsjett.linje", means.bank_ore, hva=msg("startlan.felt.banklan"))
    need = _at_least_zero(less(msg("startlan.navn.behov"), most, (equity, bank), SOURCE))
    loan = _lower(need, carried)
    grant = less(msg("startlan.navn.tilskudd"), need, (loan,), SOURCE)
    kind = FinancingKind.TOP if means.bank_ore else FinancingKind.FULL
    return Financing(kind, total_price(home, at), most, buffer, equity, need, loan, grant)


def _buffer(means: Means, at: RateDay) -> Explanation:
    """Two net monthly salaries of each applicant stay outside."""
    months = at.rate("startlan_buffer")
    salaries = sum(means.net_salaries_ore)

    def reckon() -> Explanation:
        value = rounded(exact(months) * salaries)
        return amount("startlan.buffer", value, SOURCE, antall=exact(months), lonn=salaries)

    return reckoned(msg("startlan.navn.buffer"), (months,), reckon)


def _equity(means: Means, buffer: Explanation) -> Explanation:
    name = msg("startlan.felt.egenkapital")
    if means.equity_ore is not None:
        return amount("budsjett.linje.egen", means.equity_ore, hva=name)

    def reckon() -> Explanation:
        used = max(0, means.savings_ore - ore_of(buffer))
        return amount("startlan.egenkapital", used, SOURCE, sparepenger=means.savings_ore, buffer=ore_of(buffer))

    return reckoned(name, (buffer,), reckon)


def _at_least_zero(step: Explanation) -> Explanation:
    if step.result is None or step.ore >= 0:
        return step
    return reckoned(msg("startlan.navn.behov"), (step,), lambda: amount("startlan.dekket", 0))


def _lower(need: Explanation, carried: Explanation) -> Explanation:
    def reckon() -> Explanation:
        return amount("startlan.lan", min(need.ore, carried.ore), SOURCE, behov=need.ore, evne=carried.ore)

    return reckoned(msg("startlan.navn.lan"), (need, carried), reckon)


def check_financing(home: Purchase, means: Means, wanted_ore: int | None, at: RateDay) -> tuple[Control, ...]:
    """What stands against a loan of that size, and against the equity asked for."""
    return tuple(_check(home, means, wanted_ore, at))


def _check(home: Purchase, means: Means, wanted_ore: int | None, at: RateDay) -> Iterator[Control]:
    most, buffer = largest_by_price(home, at), _buffer(means, at)
    if wanted_ore is not None and most.result is not None and wanted_ore > most.ore:
        yield hard(msg("startlan.over_pris", lan=wanted_ore, mest=most.ore), _SECTION, "loan")
    asked = _equity(means, buffer)
    if asked.result is None:
        return
    if asked.ore and asked.ore >= means.savings_ore:
        yield soft(msg("startlan.all_egenkapital", belop=asked.ore), "equity", paragraph="veilederen til § 9-1")
    elif buffer.result is not None and means.savings_ore - asked.ore < buffer.ore:
        yield info(msg("startlan.under_buffer", igjen=means.savings_ore - asked.ore, buffer=buffer.ore), "equity")
