"""The data of an offer of a home: what is offered, by when it must be answered, and what a no means (P12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message, msg
from .copied import CopiedLetter
from .decision_data import lease_length
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class OfferLetterData(CopiedLetter):
    """An offer. `answer_by` is inclusive, `rent_ore` per month; `lease_months` None is a lease without an end."""

    number: Annotated[str, Felt("soknadsnummer")]
    decision: Annotated[str, Felt("vedtaksnummer")]
    applicant: Annotated[str, Felt("soker")]
    answer_by: Annotated[date, Felt("svar_innen", "dato")]
    address: Annotated[str, Felt("adresse")]
    rent_ore: Annotated[int, Felt("leie", "kr")]
    home: Annotated[Message | str, Felt("boligtype")]
    rooms: Annotated[int | None, Felt("rom")] = None
    bedrooms: Annotated[int | None, Felt("soverom")] = None
    area: Annotated[Message | str | None, Felt("areal")] = None
    floor: Annotated[str | None, Felt("etasje")] = None
    part_of_town: Annotated[str | None, Felt("omrade")] = None
    access: Annotated[Message | str | None, Felt("tilgjengelighet")] = None
    lease_months: int | None = None
    move_in_on: Annotated[date | None, Felt("innflytting", "dato")] = None
    viewing: Annotated[str | None, Felt("visning")] = None
    why: Annotated[str | None, Felt("begrunnelse")] = None

    @property
    def lease_time(self) -> Annotated[Message, Felt("leietid")]:
        """How long the lease shall be, in years where they are whole."""
        return msg("tilbud.brev.uten_slutt") if self.lease_months is None else lease_length(self.lease_months)

    @property
    def has_why(self) -> bool:
        """The office says why it offers this home."""
        return self.why is not None
