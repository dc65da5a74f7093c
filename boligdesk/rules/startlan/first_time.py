"""The trial with startlån for førstegangsetablerere: its own rules, own equity, ten years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..budget.steps import RateDay, amount, exact, less, reckoned, rounded
from ..explanation import Explanation
from ..findings import hard, info, lacking
from ..messages import Control, Message, msg
from .annuity import Payment, plan
from .purchase import Means, Purchase, demand_purchase, total_price

SOURCE = "Husbankens veileder, forsøk med startlån til førstegangsetablerere"


@dataclass(frozen=True)
class FirstTimeFacts:
    """The answers; None: not told. `life_crisis`: break-up, death, or lost ability to work after having owned."""

    never_owned: bool | None
    life_crisis: bool | None = None
    co_applicant_never_owned: bool | None = None
    alone: bool = True
    bank_insufficient: bool | None = None
    ordinary_possible: bool | None = None
    savings_used: bool | None = None
    pool_left: bool | None = None


@dataclass(frozen=True)
class FirstTime:
    """`financed` is the published measure, fellesgjeld counted inside; `loan` is what of it is startlån."""

    equity: Explanation
    total: Explanation
    financed: Explanation
    loan: Explanation
    controls: tuple[Control, ...]


def first_time(facts: FirstTimeFacts, home: Purchase, means: Means, at: RateDay) -> FirstTime:
    """Who comes under the trial, and what it lends at most for that home."""
    demand_purchase(home, means)
    total, equity = total_price(home, at), _equity(home, at)
    financed = less(msg("startlan.forstegang.finansiert"), total, (equity,), SOURCE)
    shared = amount("budsjett.linje", home.shared_debt_ore, hva=msg("startlan.felt.fellesgjeld"))
    loan = less(msg("startlan.navn.lan"), financed, (shared,), SOURCE)
    return FirstTime(equity, total, financed, loan, tuple(_controls(facts, means, equity)))


def _equity(home: Purchase, at: RateDay) -> Explanation:
    """Of the price with fellesgjeld, no exception."""
    share = at.rate("forstegang_egenkapital")

    def reckon() -> Explanation:
        value = rounded(exact(share) * home.price_ore / 100)
        return amount("startlan.forstegang.egenkapital", value, SOURCE, prosent=exact(share), pris=home.price_ore)

    return reckoned(msg("startlan.felt.egenkapital"), (share,), reckon)


def _controls(facts: FirstTimeFacts, means: Means, equity: Explanation) -> Iterator[Control]:
    if not facts.life_crisis:
        yield from _demand(facts.never_owned, msg("startlan.forstegang.ikke_eid"), "never_owned")
        if not facts.alone:
            other = facts.co_applicant_never_owned
            yield from _demand(other, msg("startlan.forstegang.begge"), "co_applicant_never_owned")
    ordinary = None if facts.ordinary_possible is None else not facts.ordinary_possible
    yield from _demand(facts.bank_insufficient, msg("startlan.forstegang.bank"), "bank_insufficient")
    yield from _demand(ordinary, msg("startlan.forstegang.ikke_ordinert"), "ordinary_possible")
    yield from _demand(facts.savings_used, msg("startlan.forstegang.sparing"), "savings_used")
    yield from _demand(facts.pool_left, msg("startlan.forstegang.pott"), "pool_left")
    if equity.result is not None and means.savings_ore < equity.ore:
        short = equity.ore - means.savings_ore
        yield hard(msg("startlan.forstegang.for_lite", mangler=short, krav=equity.ore), SOURCE, "savings")
    yield info(msg("startlan.forstegang.tid"), paragraph=SOURCE)


def _demand(met: bool | None, what: Message, field: str) -> Iterator[Control]:
    if met is None:
        yield lacking(msg("startlan.forstegang.sporres", hva=what), field, paragraph=SOURCE)
    elif not met:
        yield hard(what, SOURCE, field)


@dataclass(frozen=True)
class TenYears:
    """The loan's years: paid as one of thirty, and what is left to refinance; apply in a bank before `apply_months`."""

    payments: tuple[Payment, ...]
    left: Explanation
    apply_months: Explanation


def ten_years(loan_ore: int, rate: Explanation, at: RateDay) -> TenYears | None:
    """What is paid in the trial's ten years; None where its rates or the loan's are not known."""
    length, spread, before = (
        at.rate(key) for key in ("forstegang_loptid", "forstegang_nedbetaling", "forstegang_varsel")
    )
    if any(step.result is None for step in (rate, length, spread, before)):
        return None
    payments = plan(loan_ore, exact(rate), int(exact(spread)) * 12)[: int(exact(length)) * 12]
    left = amount("startlan.forstegang.rest", payments[-1].left, SOURCE, ar=exact(length), lan=loan_ore)
    return TenYears(payments, left, before)
