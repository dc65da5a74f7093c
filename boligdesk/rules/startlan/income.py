"""Income that is not for ever, and what the present rent says about what the household can carry."""

from __future__ import annotations

from decimal import Decimal

from ..budget.steps import amount, demand_amount, ore_of, rounded, unknown
from ..explanation import Explanation
from ..findings import info
from ..messages import Control, msg

SOURCE = "Husbankens veileder for startlån"


def temporary_income(paid_ore: tuple[int, ...], least_ore: int | None = None) -> Explanation:
    """What counts of an income that varies or ends: the least that is expected where it was told, else the average of
    the months that were paid. Temporary income never shuts anybody out.
    """
    name = msg("budsjett.navn.inntekt")
    for ore in (*paid_ore, least_ore):
        demand_amount(name, ore)
    if least_ore is not None:
        return amount("startlan.inntekt.minst", least_ore, SOURCE)
    if not paid_ore:
        return unknown(name, "inntekt")
    average = rounded(Decimal(sum(paid_ore)) / len(paid_ore))
    return amount("startlan.inntekt.snitt", average, SOURCE, antall=len(paid_ore))


def compare_rent(rent_ore: int, new_costs: Explanation) -> tuple[Control, ...]:
    """A household that pays more rent today than the home will cost has shown that it can."""
    if new_costs.result is None or rent_ore <= ore_of(new_costs):
        return ()
    return (info(msg("startlan.husleie_taler_for", leie=rent_ore, mer=rent_ore - ore_of(new_costs))),)
