"""Which rate a loan is reckoned with: today's of Husbanken with the local addition, and the stress rate (P29)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..budget.steps import RateDay, exact, reckoned
from ..explanation import Explanation, Unit
from ..messages import Message, msg, refuse

SOURCE_STRESS = "Husbankens veileder for startlån: styringsrenten og 2,5 prosentpoeng"
SOURCE_ADDITION = "Forskrift om lån fra Husbanken § 8-2"


class RateBinding(StrEnum):
    """Floating, or fixed for so many years."""

    FLOATING = "flytende"
    FIXED_3 = "fast3"
    FIXED_5 = "fast5"
    FIXED_10 = "fast10"
    FIXED_20 = "fast20"


class PaymentsDue(StrEnum):
    """How often it is paid."""

    MONTHLY = "maned"
    QUARTERLY = "kvartal"
    HALF_YEARLY = "halvar"


@dataclass(frozen=True)
class RateTerms:
    """The chosen rate. `typed` stands in place of Husbanken's row; `addition` is the municipality's, in points."""

    binding: RateBinding = RateBinding.FLOATING
    due: PaymentsDue = PaymentsDue.MONTHLY
    addition: Decimal = Decimal(0)
    typed: Decimal | None = None


def percent(code: str, value: Decimal, source: str | None = None, /, **params: Message | Decimal) -> Explanation:
    """A step in percent a year."""
    return Explanation(code, {**params, "prosent": value}, result=value, unit=Unit.PERCENT, source=source)


def lending_rate(terms: RateTerms, at: RateDay) -> Explanation:
    """What the loan costs today. RefusedError for an addition above the limit, or a rate that cannot be."""
    name = msg("startlan.navn.dagens_rente")
    most = at.rate("startlan_kommunalt_paslag")
    for value in (terms.addition, terms.typed or Decimal(0)):
        if not value.is_finite() or not 0 <= value <= 100:
            raise refuse("budsjett.umulig_rente", funnet=str(value))
    if most.result is not None and terms.addition > exact(most):
        raise refuse("startlan.for_hoyt_paslag", funnet=str(terms.addition), mest=exact(most))
    if terms.typed is None:
        base = at.rate(f"husbanken_{terms.binding.value}_{terms.due.value}")
    else:
        base = percent("startlan.rente.oppgitt", terms.typed)
    added = (percent("startlan.rente.paslag", terms.addition, SOURCE_ADDITION),) if terms.addition else ()
    parts = (base, *added)
    return reckoned(name, parts, lambda: percent("startlan.rente.dagens", sum(map(exact, parts), Decimal(0))))


def stress_rate(at: RateDay) -> Explanation:
    """Styringsrenten and the addition, which already holds the municipality's own."""
    parts = (at.rate("styringsrente"), at.rate("startlan_stresspaslag"))
    name = msg("startlan.navn.stressrente")

    def reckon() -> Explanation:
        return percent("startlan.rente.stress", sum(map(exact, parts), Decimal(0)), SOURCE_STRESS)

    return reckoned(name, parts, reckon)


def rate_for_test(terms: RateTerms, at: RateDay) -> Explanation:
    """What the ability is tested with: the stress rate; a lower fixed rate that was chosen holds in its place."""
    stress = stress_rate(at)
    if terms.binding is RateBinding.FLOATING:
        return stress
    parts = (stress, lending_rate(terms, at))

    def reckon() -> Explanation:
        return percent("startlan.rente.laveste_fast", min(map(exact, parts)), SOURCE_STRESS)

    return reckoned(msg("startlan.navn.testrente"), parts, reckon)
