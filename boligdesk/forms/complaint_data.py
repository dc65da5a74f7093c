"""The data of the letters about a complaint: it has come, its form must be mended, it is dismissed, it is sent on.

The body follows from the decision's basis and result and can be given by nobody (P15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.application_words import DecisionBasis, Lateness
from ..rules.case_deadlines import complaint_rule
from ..rules.complaints import DismissGround, FormDemand
from ..rules.messages import Message, msg
from .decision_data import AboutDecision, deadline_words
from .fieldbook import Felt

_LACKS: Mapping[FormDemand, Message] = {
    FormDemand.NAMES_DECISION: msg("klage.brev.nevner_vedtak"),
    FormDemand.SIGNED: msg("klage.brev.underskrift"),
    FormDemand.MANDATE: msg("klage.brev.fullmakt"),
    FormDemand.WANTS: msg("klage.brev.endring"),
}
#: The same told to the complaint body, which is not the one to mend it.
_NEVER_CAME: Mapping[FormDemand, Message] = {
    FormDemand.NAMES_DECISION: msg("klage.brev.nevner_ikke_vedtak"),
    FormDemand.SIGNED: msg("klage.brev.ikke_underskrevet"),
    FormDemand.MANDATE: msg("klage.brev.uten_fullmakt"),
    FormDemand.WANTS: msg("klage.brev.uten_endring"),
}
#: Decisions that are carried out, so that somebody can ask that they wait (forvaltningsloven § 42).
_CARRIED_OUT = frozenset({DecisionBasis.RENEWAL, DecisionBasis.REMOVAL, DecisionBasis.TEMPORARY})
_JUDGED: Mapping[Lateness, Message] = {
    Lateness.IN_TIME: msg("klage.brev.i_tide"),
    Lateness.IN_DOUBT: msg("klage.brev.tvil"),
    Lateness.LATE: msg("klage.brev.for_sen"),
    Lateness.LATE_ACCEPTED: msg("klage.brev.for_sen_tatt_opp"),
}


@dataclass(frozen=True, kw_only=True)
class DemandLine:
    """Something the complaint lacks, and how it is mended."""

    demand: FormDemand

    @property
    def words(self) -> Annotated[Message, Felt("mangel")]:
        """What the party is asked for."""
        return _LACKS[self.demand]

    @property
    def told(self) -> Annotated[Message, Felt("savn")]:
        """What the complaint body is told."""
        return _NEVER_CAME[self.demand]


@dataclass(frozen=True, kw_only=True)
class ComplaintLetter(AboutDecision):
    """A letter about one complaint on one decision. `by_whom`: who complains for the party."""

    number: Annotated[str, Felt("vedtaksnummer")]
    decided_on: Annotated[date, Felt("vedtatt", "dato")]
    received_on: Annotated[date, Felt("mottatt", "dato")]
    by_whom: Annotated[str | None, Felt("klaget_av")] = None


@dataclass(frozen=True, kw_only=True)
class ComplaintReceivedData(ComplaintLetter):
    """The complaint has come; what happens now, and by when the office has looked at the case again."""

    answer_by: Annotated[date | None, Felt("behandles_innen", "dato")] = None

    @property
    def can_wait(self) -> bool:
        """The decision is one that is carried out; a plain no has nothing to wait with."""
        return self.basis in _CARRIED_OUT


@dataclass(frozen=True, kw_only=True)
class ComplaintMendData(ComplaintLetter):
    """The form lacks something (§ 32): what, and the day it must be mended."""

    lacking: Annotated[tuple[DemandLine, ...], Felt("mangler")]
    mend_by: Annotated[date, Felt("rettes_innen", "dato")]


@dataclass(frozen=True, kw_only=True)
class ComplaintDismissedData(ComplaintLetter):
    """The complaint is dismissed: why, and how that can be complained of in its turn."""

    ground: DismissGround
    dismissed_on: Annotated[date, Felt("avvist", "dato")]
    reason: Annotated[str, Felt("grunn")]
    last_day: Annotated[date | None, Felt("siste_dag", "dato")] = None
    mend_by: Annotated[date | None, Felt("rettes_innen", "dato")] = None
    complain_to: Annotated[str, Felt("klageadresse")]

    @property
    def too_late(self) -> bool:
        """It came after the last day."""
        return self.ground is DismissGround.LATE

    @property
    def deadline(self) -> Annotated[Message, Felt("klagefrist")]:
        """How long the party has to complain of the dismissal."""
        return deadline_words(self.dismissed_on)

    @property
    def paragraph(self) -> Annotated[str, Felt("klageparagraf")]:
        """Where that stands."""
        return complaint_rule(self.dismissed_on).paragraph

    @property
    def paragraph_nn(self) -> Annotated[str, Felt("klageparagraf_nn")]:
        """The same in nynorsk."""
        return complaint_rule(self.dismissed_on).paragraph_nn


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A paper that goes with the complaint."""

    no: Annotated[int, Felt("nr", "tall")]
    dated: Annotated[date, Felt("datert", "dato")]
    title: Annotated[str, Felt("dokument")]


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """Others who wait, never one alone (P30). Without a group they are of several sorts."""

    group: Annotated[Message | str, Felt("gruppe")]
    size: Annotated[Message, Felt("storrelse")]
    count: Annotated[int, Felt("antall", "tall")]
    since: Annotated[Message, Felt("siden")]


@dataclass(frozen=True, kw_only=True)
class ForwardingData(ComplaintLetter):
    """The oversendelsesbrev to the complaint body, with the whole file and the queue without names (§§ 33, 34)."""

    party: Annotated[str, Felt("part")]
    application: Annotated[str, Felt("soknad")]
    judged: Lateness
    sent_on: Annotated[date | None, Felt("sendt", "dato")] = None
    reached_on: Annotated[date | None, Felt("kom_fram", "dato")] = None
    last_day: Annotated[date | None, Felt("siste_dag", "dato")] = None
    posted_on: Annotated[date | None, Felt("postet", "dato")] = None
    late_reason: Annotated[str | None, Felt("sen_grunn")] = None
    wants: Annotated[str | None, Felt("onsker")] = None
    reasons: Annotated[str | None, Felt("grunner")] = None
    assessment: Annotated[str, Felt("vurdering")]
    lacking: Annotated[tuple[DemandLine, ...], Felt("mangler")] = ()
    papers: Annotated[tuple[FileLine, ...], Felt("dokumenter")] = ()
    queue: Annotated[tuple[QueueRow, ...], Felt("ko")] = ()

    @property
    def result_name(self) -> Annotated[Message, Felt("resultat")]:
        """What was decided."""
        return Message(f"enum.DecisionResult.{self.result.value}")

    @property
    def in_time(self) -> Annotated[Message, Felt("i_tide")]:
        """Whether the complaint came in time, and what was done when not."""
        return _JUDGED[self.judged]

    @property
    def form_lacks(self) -> bool:
        """Something of the form was never mended."""
        return bool(self.lacking)

    @property
    def has_queue(self) -> bool:
        """Others wait for the same, and they can be told of."""
        return bool(self.queue)

    @property
    def about_homes(self) -> bool:
        """The decision weighs one household against others."""
        return self.basis in (DecisionBasis.HOUSING, DecisionBasis.RENEWAL, DecisionBasis.REMOVAL)
