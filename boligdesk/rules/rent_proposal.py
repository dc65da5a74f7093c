"""What the new rent may be: KPI (§ 4-2) from one table and a month pair, or gjengs leie (§ 4-3) as assessed.

Only the rent itself is changed, never the extras. When it takes effect is `rent_change.effect_of_notice`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from .explanation import Certainty, Explanation, Operand, Unit
from .findings import hard, info
from .limits import Law
from .messages import Control, Param, msg
from .price_index import IndexPoint, IndexTables
from .rent_change import RentChangeBasis, RentChangeDates, RentHistory, earliest_change

_KRONE = 100


@dataclass(frozen=True)
class RentProposal:
    """`highest` is the explained highest lawful rent; `dates` the earliest notice and effect."""

    old_ore: int
    highest: Explanation
    dates: RentChangeDates

    @property
    def basis(self) -> RentChangeBasis:
        """What the change rests on."""
        return self.dates.basis


def kpi_rent(rent_ore: int, earlier: IndexPoint, later: IndexPoint, tables: IndexTables) -> Explanation:
    """Rent × index of the later month / index of the earlier one, in øre.

    Rounded down: § 4-2 sets a ceiling, and half up would now and then pass it. RefusedError when the months are of
    two tables, in the wrong order, or not published.
    """
    table = tables.table_of(earlier, later)
    before, after = table.explained(earlier.month), table.explained(later.month)
    ratio = Fraction(table.at(later.month)) / Fraction(table.at(earlier.month))
    new = floor(rent_ore * ratio)
    percent = Decimal(floor((ratio - 1) * 10_000 + Fraction(1, 2))) / 100
    params: dict[str, Param] = {"leie": rent_ore, "ny": new, "tabell": table.number, "prosent": percent}
    params |= {"fra": earlier.month, "til": later.month}
    return Explanation(
        "husleie.indeks.ny_leie",
        params,
        (Operand("rent_ore", rent_ore, Unit.ORE), Operand("percent", percent, Unit.PERCENT)),
        new,
        Unit.ORE,
        "husleieloven § 4-2",
        children=(before, after),
    )


def in_whole_kroner(rent: Explanation) -> Explanation:
    """A highest rent rounded down to whole kroner; one that is that already stays as it is."""
    whole = rent.ore - rent.ore % _KRONE
    if whole == rent.ore:
        return rent
    return Explanation(
        "husleie.indeks.hele_kroner",
        {"ny": rent.ore, "hele": whole},
        (Operand("rent_ore", rent.ore, Unit.ORE),),
        whole,
        Unit.ORE,
        rent.source,
        children=(rent,),
    )


def propose_kpi(
    rent_ore: int, months: tuple[IndexPoint, IndexPoint], tables: IndexTables, history: RentHistory, law: Law
) -> RentProposal:
    """A KPI change with its dates, reckoned from today. RefusedError as `kpi_rent`."""
    earlier, later = months
    dates = earliest_change(RentChangeBasis.KPI, history, law)
    return RentProposal(rent_ore, kpi_rent(rent_ore, earlier, later, tables), dates)


@dataclass(frozen=True)
class MarketAssessment:
    """What the office found gjengs leie to be: amount, when, and on what comparison it rests."""

    rent_ore: int
    assessed_on: date
    grounds: str


def propose_market(rent_ore: int, found: MarketAssessment, history: RentHistory, law: Law) -> RentProposal:
    """A change to gjengs leie with its dates, reckoned from today. The amount is the office's own assessment."""
    highest = Explanation(
        "husleie.gjengs.ny_leie",
        {"leie": rent_ore, "ny": found.rent_ore, "dato": found.assessed_on},
        (Operand("rent_ore", rent_ore, Unit.ORE), Operand("assessed_on", found.assessed_on, Unit.DATE)),
        found.rent_ore,
        Unit.ORE,
        f"husleieloven § 4-3; {found.grounds}" if found.grounds.strip() else "husleieloven § 4-3",
        Certainty.CONFIRMED if found.grounds.strip() else Certainty.MEMORY,
    )
    return RentProposal(rent_ore, highest, earliest_change(RentChangeBasis.MARKET, history, law))


def check_new_rent(proposal: RentProposal, chosen_ore: int, from_day: date) -> tuple[Control, ...]:
    """What stands in the way of setting the rent to `chosen_ore` from `from_day`."""
    return tuple(_checks(proposal, chosen_ore, from_day))


_PARAGRAPH = {RentChangeBasis.KPI: "husleieloven § 4-2", RentChangeBasis.MARKET: "husleieloven § 4-3"}
_TOO_HIGH = {RentChangeBasis.KPI: "husleie.indeks.for_hoy", RentChangeBasis.MARKET: "husleie.gjengs.for_hoy"}


def _checks(proposal: RentProposal, chosen_ore: int, from_day: date) -> Iterator[Control]:
    paragraph, highest = _PARAGRAPH[proposal.basis], proposal.highest.ore
    if chosen_ore > highest:
        yield hard(msg(_TOO_HIGH[proposal.basis], hoyeste=highest), paragraph, "rent")
    if from_day < (earliest := proposal.dates.effect.day):
        yield hard(msg("husleie.endring.for_tidlig", dato=earliest), paragraph, "from")
    if chosen_ore == proposal.old_ore:
        yield info(msg("husleie.endring.uendret"), "rent")
