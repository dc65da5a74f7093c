"""The data of a decision letter (vedtak): one kind of letter for every basis and result.

The complaint body, the deadline and the words for basis and result are worked out here from basis and result,
and can be given by nobody (P15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.application_words import ComplaintBody, CriterionStatus, DecisionBasis, DecisionResult
from ..rules.case_deadlines import CountsFrom, complaint_rule
from ..rules.decisions.body import complaint_body
from ..rules.messages import Message, msg
from .copied import CopiedLetter
from .fieldbook import Felt

_TITLE: Mapping[DecisionBasis, Message] = {
    DecisionBasis.HOUSING: msg("vedtak.tittel.bolig"),
    DecisionBasis.RENEWAL: msg("vedtak.tittel.forlengelse"),
    DecisionBasis.ASSISTANCE: msg("vedtak.tittel.bistand"),
    DecisionBasis.TEMPORARY: msg("vedtak.tittel.midlertidig"),
    DecisionBasis.FOLLOW_UP: msg("vedtak.tittel.oppfolging"),
    DecisionBasis.REMOVAL: msg("vedtak.tittel.venteliste"),
}
#: What a decision is about, in the middle of a sentence.
_ABOUT: Mapping[DecisionBasis, Message] = {
    DecisionBasis.HOUSING: msg("vedtak.om.bolig"),
    DecisionBasis.RENEWAL: msg("vedtak.om.forlengelse"),
    DecisionBasis.ASSISTANCE: msg("vedtak.om.bistand"),
    DecisionBasis.TEMPORARY: msg("vedtak.om.midlertidig"),
    DecisionBasis.FOLLOW_UP: msg("vedtak.om.oppfolging"),
    DecisionBasis.REMOVAL: msg("vedtak.om.venteliste"),
}
_STATUS: Mapping[CriterionStatus, Message] = {
    CriterionStatus.MET: msg("vedtak.krav.oppfylt"),
    CriterionStatus.NOT_MET: msg("vedtak.krav.ikke_oppfylt"),
    CriterionStatus.EXCEPTION: msg("vedtak.krav.unntak"),
    CriterionStatus.UNKNOWN: msg("vedtak.krav.ukjent"),
}
_THREE = 3


def deadline_words(decided_on: date) -> Message:
    """How long the party has to complain of a decision made that day: "tre uker etter at du fikk brevet"."""
    rule = complaint_rule(decided_on)
    if rule.counts_from is CountsFrom.SENT:
        return msg("vedtak.frist.sendt", uker=rule.weeks)
    return msg("vedtak.frist.tre") if rule.weeks == _THREE else msg("vedtak.frist.fikk", uker=rule.weeks)


def lease_length(months: int) -> Message:
    """How long a lease shall be, in years where they are whole."""
    years, rest = divmod(months, 12)
    return msg("vedtak.leietid.maneder", antall=months) if rest else msg("vedtak.leietid.ar", antall=years)


@dataclass(frozen=True, kw_only=True)
class AboutDecision(CopiedLetter):
    """A letter that tells of one decision: what it is about and who decides a complaint follow from it."""

    basis: DecisionBasis
    result: DecisionResult

    @property
    def about(self) -> Annotated[Message, Felt("gjelder")]:
        """What the decision is about, in the middle of a sentence."""
        return _ABOUT[self.basis]

    @property
    def body(self) -> ComplaintBody:
        """Who decides a complaint (P15)."""
        return complaint_body(self.basis, self.result)

    @property
    def body_name(self) -> Annotated[Message, Felt("klageinstans")]:
        """The complaint body in words."""
        return Message(f"enum.ComplaintBody.{self.body.value}")


@dataclass(frozen=True, kw_only=True)
class CriterionLine:
    """One demand in the letter: the rule in its own words, what the office knows, and how it came out."""

    title: Annotated[str, Felt("krav")]
    rule: Annotated[str, Felt("regel")]
    paragraph: Annotated[str | None, Felt("punkt")] = None
    known: Annotated[str | None, Felt("opplysninger")] = None
    status: CriterionStatus = CriterionStatus.UNKNOWN
    exception: Annotated[str | None, Felt("unntak")] = None
    reason: Annotated[str | None, Felt("unntak_grunn")] = None

    @property
    def answer(self) -> Annotated[Message, Felt("svar")]:
        """Met, not met, exception or not known."""
        return _STATUS[self.status]


@dataclass(frozen=True, kw_only=True)
class DecisionLetterData(AboutDecision):
    """A vedtak. What must be filled follows from basis and result (`rules/decisions/parts.py`)."""

    number: Annotated[str, Felt("nummer")]
    decided_on: date
    party: Annotated[str, Felt("part")]
    party_born: Annotated[date | None, Felt("fodt", "dato")] = None
    application: Annotated[str, Felt("soknad")]
    received_on: Annotated[date, Felt("mottatt", "dato")]
    asked_for: Annotated[str, Felt("sokt_om")]
    facts: Annotated[str, Felt("faktum")]
    weighing: Annotated[str, Felt("vurdering")]
    next_steps: Annotated[str, Felt("videre")]
    criteria: Annotated[tuple[CriterionLine, ...], Felt("kravliste")] = ()
    exceptions: Annotated[tuple[CriterionLine, ...], Felt("unntaksliste")] = ()
    rules: Annotated[str | None, Felt("regler")] = None
    adopted_by: Annotated[str | None, Felt("regler_vedtatt")] = None
    bedrooms: Annotated[Message | int | None, Felt("soverom")] = None
    homes: Annotated[str | None, Felt("bolig")] = None
    lease_months: Annotated[int | None, Felt("leietid_maneder")] = None
    access: Annotated[str | None, Felt("adkomst")] = None
    help_content: Annotated[str | None, Felt("hjelpen")] = None
    not_granted: Annotated[str | None, Felt("ikke_innvilget")] = None
    children_best: Annotated[str | None, Felt("barnets_beste")] = None
    child_heard: Annotated[str | None, Felt("barnet_hort")] = None
    valid_until: Annotated[date | None, Felt("gjelder_til", "dato")] = None
    lapse: Annotated[str | None, Felt("faller_bort")] = None
    forewarned_on: Annotated[date | None, Felt("varslet", "dato")] = None
    answer_by: Annotated[date | None, Felt("svarfrist", "dato")] = None
    party_answer: Annotated[str | None, Felt("partens_svar")] = None
    replaces: Annotated[str | None, Felt("erstatter")] = None
    own_text: Annotated[str | None, Felt("egen_tekst")] = None
    complain_to: Annotated[str, Felt("klageadresse")]
    approved_by: Annotated[str | None, Felt("godkjent_av")] = None

    @property
    def title(self) -> Annotated[Message, Felt("tittel")]:
        """What kind of decision this is."""
        return _TITLE[self.basis]

    @property
    def deadline(self) -> Annotated[Message, Felt("klagefrist")]:
        """ "tre uker etter at du fikk brevet", by the rule that holds on the day of the decision."""
        return deadline_words(self.decided_on)

    @property
    def complaint_paragraph(self) -> Annotated[str, Felt("klageparagraf")]:
        """Where the deadline stands."""
        return complaint_rule(self.decided_on).paragraph

    @property
    def complaint_paragraph_nn(self) -> Annotated[str, Felt("klageparagraf_nn")]:
        """The same in nynorsk."""
        return complaint_rule(self.decided_on).paragraph_nn

    @property
    def lease_time(self) -> Annotated[Message | None, Felt("leietid")]:
        """How long the lease shall be, in years where they are whole."""
        return None if self.lease_months is None else lease_length(self.lease_months)

    @property
    def granted(self) -> bool:
        """All that was asked for is given."""
        return self.result is DecisionResult.GRANTED and not self.removal

    @property
    def partly(self) -> bool:
        """Some of what was asked for is given."""
        return self.result is DecisionResult.PARTLY and not self.removal

    @property
    def refused(self) -> bool:
        """Nothing is given."""
        return self.result is DecisionResult.REFUSED and not self.removal

    @property
    def dismissed(self) -> bool:
        """The application is not decided on its merits."""
        return self.result is DecisionResult.DISMISSED

    @property
    def housing(self) -> bool:
        """About a municipal home."""
        return self.basis is DecisionBasis.HOUSING

    @property
    def renewal(self) -> bool:
        """About going on in the home."""
        return self.basis is DecisionBasis.RENEWAL

    @property
    def assistance(self) -> bool:
        """About boligsosial bistand."""
        return self.basis is DecisionBasis.ASSISTANCE

    @property
    def temporary(self) -> bool:
        """About a midlertidig botilbud."""
        return self.basis is DecisionBasis.TEMPORARY

    @property
    def follow_up(self) -> bool:
        """About follow-up in the home."""
        return self.basis is DecisionBasis.FOLLOW_UP

    @property
    def removal(self) -> bool:
        """About a place on the waiting list."""
        return self.basis is DecisionBasis.REMOVAL

    @property
    def place_lost(self) -> bool:
        """The place on the waiting list is taken away."""
        return self.removal and self.result is DecisionResult.REFUSED

    @property
    def place_shortened(self) -> bool:
        """The place on the waiting list holds for a shorter time."""
        return self.removal and self.result is DecisionResult.PARTLY

    @property
    def has_criteria(self) -> bool:
        """The decision rests on demands that are listed."""
        return bool(self.criteria)

    @property
    def has_exceptions(self) -> bool:
        """An exception from a demand was given."""
        return bool(self.exceptions)

    @property
    def has_children(self) -> bool:
        """The children's best interests are assessed in the letter."""
        return self.children_best is not None

    @property
    def has_validity(self) -> bool:
        """The decision holds to a day."""
        return self.valid_until is not None

    @property
    def has_own_text(self) -> bool:
        """The caseworker has added something."""
        return self.own_text is not None


@dataclass(frozen=True, kw_only=True)
class ForewarningData(CopiedLetter):
    """The forhåndsvarsel before a place on the waiting list is lost or made shorter (forvaltningsloven § 16; P12)."""

    place_lost: bool
    party: Annotated[str, Felt("part")]
    party_born: Annotated[date | None, Felt("fodt", "dato")] = None
    application: Annotated[str, Felt("soknad")]
    received_on: Annotated[date, Felt("mottatt", "dato")]
    reasons: Annotated[str, Felt("grunn")]
    answer_by: Annotated[date, Felt("svarfrist", "dato")]
    answer_to: Annotated[str, Felt("svaradresse")]
    valid_until: Annotated[date | None, Felt("gjelder_til", "dato")] = None

    @property
    def place_shortened(self) -> bool:
        """The place shall hold for a shorter time."""
        return not self.place_lost
