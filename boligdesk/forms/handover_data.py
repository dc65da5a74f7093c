"""The data of the sheet by which an acute case is handed over to NAV: what NAV needs to help tonight, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class HandoverData(LetterData):
    """Who has no place to sleep tonight. Cause, botid and debt have no field: NAV's duty hangs on none (P10)."""

    number: Annotated[str, Felt("soknadsnummer")]
    applicant: Annotated[str, Felt("soker")]
    born: Annotated[date | None, Felt("fodt", "dato")] = None
    phone: Annotated[str | None, Felt("telefon", "telefon")] = None
    household: Annotated[Message | str, Felt("husstand")]
    interpreter: Annotated[str | None, Felt("tolk")] = None
    needs_interpreter: bool = False
    hidden_address: bool = False
    asked_on: Annotated[date, Felt("spurt", "dato")]
    handed_on: Annotated[date | None, Felt("overlevert", "dato")] = None
    handed_clock: Annotated[str | None, Felt("klokken")] = None
    handed_to: Annotated[str | None, Felt("mottaker_nav")] = None
    message: Annotated[str | None, Felt("beskjed")] = None
    consent: Annotated[Message | str, Felt("samtykke")]

    @property
    def handed_over(self) -> bool:
        """Somebody at NAV has the case; otherwise name and time are written by hand."""
        return self.handed_on is not None
