"""The data of a kravspesifikasjon: requirements of a dwelling, and nothing of who shall live there (P17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class RequirementLine:
    """One requirement: what it is about, and what the dwelling must be."""

    name: Annotated[Message, Felt("krav")]
    demand: Annotated[Message | str, Felt("innhold")]


@dataclass(frozen=True, kw_only=True)
class RequirementsData(LetterData):
    """An order for a dwelling, to the property unit or to a private landlord (`private`).

    There is no field for a name, a diagnosis, a cause or a child. `others` are typed for this sheet.
    """

    number: Annotated[str, Felt("kravnummer")]
    lines: Annotated[tuple[RequirementLine, ...], Felt("krav")]
    others: Annotated[tuple[str, ...], Felt("andre_krav")] = ()
    receiver: Annotated[str | None, Felt("til")] = None
    answer_by: Annotated[date | None, Felt("svar_innen", "dato")] = None
    private: bool = False

    @property
    def has_others(self) -> bool:
        """Requirements beyond the fixed ones."""
        return bool(self.others)
