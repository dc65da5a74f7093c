"""The data of the letter of a renewal round: a sitting tenant is asked whether they wish to go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from .data import TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class RenewalLetterData(TenancyLetter):
    """Do you wish to stay? `ends_on` is the last day of a lease with an end; None runs until notice (P13)."""

    ends_on: Annotated[date | None, Felt("leien_slutter", "dato")] = None
    answer_by: Annotated[date, Felt("svar_innen", "dato")]

    @property
    def fixed_term(self) -> bool:
        """The lease names its end."""
        return self.ends_on is not None
