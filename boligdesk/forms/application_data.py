"""The data of the letters an applicant gets before the vedtak: confirmation, request for papers, foreløpig svar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper the office asks for, in the language of the letter."""

    name: Annotated[Message | str, Felt("vedlegg")]


@dataclass(frozen=True, kw_only=True)
class ApplicationLetter(LetterData):
    """A letter about one application. `papers` are those the office waits for, by `papers_due` (inclusive)."""

    number: Annotated[str, Felt("soknadsnummer")]
    received_on: Annotated[date, Felt("mottatt", "dato")]
    applicant: Annotated[str, Felt("soker")]
    papers: Annotated[tuple[PaperLine, ...], Felt("vedlegg")] = ()
    papers_due: Annotated[date | None, Felt("vedlegg_innen", "dato")] = None

    @property
    def papers_lacking(self) -> bool:
        """The office waits for papers."""
        return bool(self.papers)


@dataclass(frozen=True, kw_only=True)
class ApplicationReceivedData(ApplicationLetter):
    """The written confirmation given at registration."""

    kind: Annotated[Message | str, Felt("soknadstype")]
    household: Annotated[Message | str, Felt("husstand")]
    decide_by: Annotated[date | None, Felt("vedtak_innen", "dato")] = None
    helped_by: Annotated[str | None, Felt("hjelper")] = None

    @property
    def decision_promised(self) -> bool:
        """The office says by when it decides."""
        return self.decide_by is not None


@dataclass(frozen=True, kw_only=True)
class PreliminaryAnswerData(ApplicationLetter):
    """Foreløpig svar: why it takes time and when the answer is expected (forvaltningsloven § 11 a)."""

    reason: Annotated[str, Felt("arsak")]
    expected_on: Annotated[date, Felt("svar_ventes", "dato")]


@dataclass(frozen=True, kw_only=True)
class PapersLetterData(ApplicationLetter):
    """The letter that asks for missing papers. Without a paper or a day it cannot be made."""
