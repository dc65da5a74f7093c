"""The rates of one month of bostøtte, and the steps that a figure is built of.

Every step is an `Explanation` in exact kroner (Decimal). A step whose parts cannot all be said cannot be said
either, and the tree names what is lacking; nothing else is refused (E20).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from ..explanation import Certainty, Explanation, Operand, Unit
from ..messages import Message, Param, refuse
from ..rates import MissingRateError, Rates

#: From this term the own share rises evenly; before it rose in steps (FOR-2024-06-28-1393, årsrapport 2024).
LINEAR_FROM = date(2024, 7, 1)
#: From this term everybody who pays for heating apart gets the standard amount, before only pensioners.
HEATING_FOR_ALL_FROM = date(2024, 9, 1)
#: From this term the income of members under 20 is left out, before of those under 18.
UNDER_20_FROM = date(2024, 10, 1)
#: From this term two thirds of AAP and dagpenger count in a month with three payouts.
TWO_THIRDS_FROM = date(2025, 1, 1)
ADULT = 18

_ORE = Decimal("0.01")


class BenefitRate(StrEnum):
    """Keys of `resources/satser/bostotte_*.toml`. Kroner a year unless the key ends in `_mnd`."""

    CAP_1 = "bostotte_tak_1"
    CAP_2 = "bostotte_tak_2"
    CAP_3 = "bostotte_tak_3"
    CAP_4 = "bostotte_tak_4"
    CAP_5 = "bostotte_tak_5"
    GROUP_1 = "bostotte_tillegg_gruppe1"
    GROUP_2 = "bostotte_tillegg_gruppe2"
    GROUP_3 = "bostotte_tillegg_gruppe3"
    ADAPTED = "bostotte_tillegg_spesialtilpasset"
    LEAST_SHARE = "bostotte_minste_egenandel"
    FIRST_LIMIT = "bostotte_grense1"
    SECOND_LIMIT = "bostotte_grense2"
    SECOND_LIMIT_YOUNG_DISABLED = "bostotte_grense2_ung_ufor"
    FIRST_LIMIT_PENSIONER = "bostotte_grense1_alderspensjonist"
    SECOND_LIMIT_PENSIONER = "bostotte_grense2_alderspensjonist"
    FIRST_PERCENT = "bostotte_sats1"
    SECOND_PERCENT = "bostotte_sats2"
    STEP = "bostotte_trinn"
    STEP_PERCENT = "bostotte_trinnprosent"
    COVERAGE = "bostotte_dekningsgrad"
    LEAST_PAYMENT = "bostotte_minste_utbetaling_mnd"
    WEIGHT_FIRST = "bostotte_vekt_forste"
    WEIGHT_ADULT = "bostotte_vekt_voksen"
    WEIGHT_CHILD = "bostotte_vekt_barn"
    RUNNING = "bostotte_driftsutgifter"
    HEATING = "bostotte_oppvarming"
    WEALTH_RENTED = "bostotte_fribelop_formue_leid"
    WEALTH_OWNED_MOST = "bostotte_fribelop_formue_eid_maks"
    CAPITAL = "bostotte_fribelop_kapital"
    WEALTH_PERCENT = "bostotte_formueprosent"


@dataclass(frozen=True)
class BenefitMonth:
    """The month applied for: `first` is its situasjonsdato, on which household and rates are looked up."""

    rates: Rates
    first: date
    _leaves: dict[BenefitRate, Explanation] = field(default_factory=dict, repr=False, compare=False)

    def rate(self, key: BenefitRate) -> Explanation:
        """The rate as a leaf; one that is missing has no result and names itself."""
        if key not in self._leaves:
            self._leaves[key] = self._leaf(key)
        return self._leaves[key]

    def _leaf(self, key: BenefitRate) -> Explanation:
        try:
            return self.rates.on(key.value, self.first).explained()
        except MissingRateError as missing:
            return Explanation(missing.message.code, missing.message.params, missing_here=(key.value,))

    def demand_rates(self) -> None:
        """RefusedError when the month has no rates at all; it is never reckoned with those of another."""
        rows = self.rates.rows.get(BenefitRate.LEAST_SHARE.value, ())
        if not rows:
            raise MissingRateError(BenefitRate.LEAST_SHARE.value, self.first)
        try:
            self.rates.on(BenefitRate.LEAST_SHARE.value, self.first)
        except MissingRateError:
            last = rows[-1].valid_to or self.first
            raise refuse("bostotte.uten_satser", maned=self.first, fra=rows[0].valid_from, til=last) from None


def exact(step: Explanation) -> Decimal:
    """The result of a step that has one, as an exact number. TypeError when it has none."""
    if isinstance(step.result, Decimal):
        return step.result
    if isinstance(step.result, bool) or not isinstance(step.result, int):
        raise TypeError(f"{step.code} has no number")
    return Decimal(step.result)


def fraction(step: Explanation) -> Decimal:
    """A rate in percent as a part of one."""
    return exact(step) / 100


def whole(value: Decimal) -> Decimal:
    """Rounded half up to whole kroner."""
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def to_ore(value: Decimal) -> Decimal:
    """Kroner rounded half up to øre."""
    return value.quantize(_ORE, ROUND_HALF_UP)


def in_ore(value: Decimal) -> int:
    """Kroner as whole øre, for a sentence."""
    return int(to_ore(value) * 100)


def kroner(ore: int) -> Decimal:
    """Whole øre as kroner."""
    return Decimal(ore) / 100


def amount(code: str, value: Decimal, source: str | None = None, /, **params: Param) -> Explanation:
    """A step in kroner. Its sentence may say the sum by the field `sum`."""
    return Explanation(code, {**params, "sum": in_ore(value)}, result=value, unit=Unit.KRONER, source=source)


def told(code: str, ore: int, **params: Param) -> Explanation:
    """An amount as the household told it."""
    return amount(code, kroner(ore), **params)


def assumed(code: str, field: str, value: Decimal = Decimal(0)) -> Explanation:
    """What is reckoned because `field` was not told: the figure is foreløpig until it is."""
    return replace(amount(code, value), certainty=Certainty.MEMORY, operands=(Operand(field, None),))


def unknown(name: Message, field: str) -> Explanation:
    """What was not told: the figures that need it are refused by its name."""
    return Explanation("bostotte.ikke_oppgitt", {"hva": name}, missing_here=(field,))


def reckoned(name: Message, parts: Sequence[Explanation], reckon: Callable[[], Explanation]) -> Explanation:
    """`reckon()` with its parts beneath it; when a part cannot be said, `name` cannot be said either."""
    below = tuple(parts)
    if any(part.result is None for part in below):
        return Explanation("bostotte.kan_ikke_regnes", {"hva": name}, children=below)
    return replace(reckon(), children=below)


def summed(name: Message, code: str, parts: Sequence[Explanation], source: str) -> Explanation:
    """The parts together."""
    return reckoned(name, parts, lambda: amount(code, sum(map(exact, parts), Decimal(0)), source))
