"""The data of the papers about bostøtte: the checklist, the consent to payout to the municipality, its month (øre)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData, TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class ChecklistLine:
    """A paper, and where it stands."""

    what: Annotated[Message, Felt("hva")]
    stands: Annotated[Message, Felt("status")]


@dataclass(frozen=True, kw_only=True)
class ChecklistReason:
    """Why the household must apply on paper."""

    why: Annotated[Message, Felt("grunn")]


@dataclass(frozen=True, kw_only=True)
class BenefitChecklistData(LetterData):
    """What to bring to an application for bostøtte, and by when."""

    who: Annotated[str, Felt("hvem")]
    month: Annotated[str, Felt("maned")]
    net_last: Annotated[date, Felt("frist_nett", "dato")]
    paper_last: Annotated[date, Felt("frist_papir", "dato")]
    paid_on: Annotated[date, Felt("utbetales", "dato")]
    papers: Annotated[tuple[ChecklistLine, ...], Felt("papirer")] = ()
    reasons: Annotated[tuple[ChecklistReason, ...], Felt("grunner")] = ()

    @property
    def on_paper(self) -> bool:
        """The household must apply on paper."""
        return bool(self.reasons)

    @property
    def on_net(self) -> bool:
        """The household can apply on the net."""
        return not self.reasons


@dataclass(frozen=True, kw_only=True)
class TransferConsentData(TenancyLetter):
    """A voluntary consent that bostøtte is paid to the municipality that advances the costs of the same months."""

    who: Annotated[str, Felt("hvem")]
    advances: Annotated[str, Felt("dekker")]
    start: Annotated[str, Felt("fra_maned")]


@dataclass(frozen=True, kw_only=True)
class TransferStatementData(TenancyLetter):
    """What was received and given for one month, and what is paid out of it."""

    who: Annotated[str, Felt("hvem")]
    advances: Annotated[str, Felt("dekker")]
    month: Annotated[str, Felt("maned")]
    received_ore: Annotated[int, Felt("mottatt", "kr_ore")]
    given_ore: Annotated[int, Felt("gitt", "kr_ore")]
    surplus_ore: Annotated[int, Felt("overskudd", "kr_ore")]
    paid_out_on: Annotated[date | None, Felt("utbetalt", "dato")] = None

    @property
    def surplus_waits(self) -> bool:
        """More was received than given, and the rest is not paid out yet."""
        return self.surplus_ore > 0 and self.paid_out_on is None

    @property
    def surplus_paid(self) -> bool:
        """More was received than given, and the rest was paid out."""
        return self.surplus_ore > 0 and self.paid_out_on is not None

    @property
    def no_surplus(self) -> bool:
        """All of it covered what the municipality gave."""
        return self.surplus_ore <= 0
