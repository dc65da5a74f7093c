"""The data of the notice that the rent becomes another: by the price index (§ 4-2) or to gjengs leie (§ 4-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from .data import TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class RentChangeData(TenancyLetter):
    """The old rent, the new one and from when. By index, the table and its two months; else how it was assessed."""

    old_ore: Annotated[int, Felt("gammel_leie", "kr")]
    new_ore: Annotated[int, Felt("ny_leie", "kr")]
    effective: Annotated[date, Felt("gjelder_fra", "dato")]
    table: Annotated[str | None, Felt("tabell")] = None
    base_year: Annotated[str | None, Felt("basisar")] = None
    from_month: Annotated[date | None, Felt("fra_maned", "maned")] = None
    to_month: Annotated[date | None, Felt("til_maned", "maned")] = None
    from_value: Annotated[Decimal | None, Felt("fra_indeks", "tall")] = None
    to_value: Annotated[Decimal | None, Felt("til_indeks", "tall")] = None
    assessed_on: Annotated[date | None, Felt("vurdert", "dato")] = None
    grounds: Annotated[str | None, Felt("vurdert_etter")] = None

    @property
    def percent(self) -> Annotated[Decimal | None, Felt("prosent", "tall")]:
        """How much the index has changed between the two months, in per cent with one decimal."""
        if self.from_value is None or self.to_value is None:
            return None
        return ((self.to_value / self.from_value - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def by_index(self) -> bool:
        """The change follows the price index; else it is to gjengs leie."""
        return self.table is not None

    @property
    def goes_up(self) -> bool:
        """The new rent is higher."""
        return self.new_ore > self.old_ore
