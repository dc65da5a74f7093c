"""A vedtak as it is shown and filled in: what stands, what lacks, and why a step cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..models.decision import Decision
from ..rules.application_words import ComplaintBody, DecisionBasis, DecisionResult, DecisionState
from ..rules.decisions.body import complaint_body
from ..rules.decisions.content import RESULTS, DecisionText
from ..rules.decisions.steps import DecisionStep
from ..rules.messages import Message
from ..rules.rights import Right
from ..rules.vocabulary import SendingWay
from .core.acts import Look, reads
from .core.application_rows import application_of
from .core.decision_proposal import proposed_text
from .core.decision_rows import OPEN, decision_of, decisions_in, replacement_of, stored_text, user_name
from .core.decision_sending import deadline_of
from .core.decision_standing import lacking, only_bokmal, standing_of, stops_of, why_not_begin


@dataclass(frozen=True)
class DecisionCard:
    """One vedtak. Days are inclusive; `complain_by` is the last day to post a complaint.

    `stops` tells for each step why it cannot be taken now (None: it can), `lacks` what must be written first.
    `deadline` says in words how the last day to complain came about, `assumed` that nobody has proven the arrival,
    `has_address` that the letter says where it goes, `only_bokmal` which demands a nynorsk letter tells in bokmål.
    """

    id: int
    version: int
    application_id: int
    number: str
    basis: DecisionBasis
    result: DecisionResult
    state: DecisionState
    text: DecisionText
    body: ComplaintBody
    children: bool
    drafted_by: str
    proposed_on: date | None
    approved_by: str
    decided_on: date | None
    returned_reason: str
    replaces: str
    replaces_id: int | None
    replaced_by: str
    document_id: int | None
    copy_to: str
    receiver: str
    has_address: bool
    only_bokmal: tuple[str, ...]
    sent_on: date | None
    sent_way: SendingWay | None
    reached_on: date | None
    returned_on: date | None
    complain_by: date | None
    assumed: bool
    deadline: Message | None
    lacks: tuple[Message, ...]
    stops: Mapping[DecisionStep, Message | None]

    @property
    def open(self) -> bool:
        """Whether it is not made yet."""
        return self.state in OPEN


@dataclass(frozen=True)
class NewChoice:
    """What a new decision can be about: its results, and why it cannot be begun now."""

    basis: DecisionBasis
    results: tuple[DecisionResult, ...]
    why_not: Message | None


@reads(Right.APPLICATION_READ)
def decisions_of(look: Look, application_id: int) -> tuple[DecisionCard, ...]:
    """The decisions of an application, newest first."""
    return tuple(_card(look, decision) for decision in decisions_in(look, application_id))


@reads(Right.APPLICATION_READ)
def decision_card(look: Look, decision_id: int) -> DecisionCard:
    """One decision."""
    return _card(look, decision_of(look, decision_id))


@reads(Right.APPLICATION_READ)
def new_choices(look: Look, application_id: int) -> tuple[NewChoice, ...]:
    """What can be decided on this application now."""
    application = application_of(look, application_id)
    return tuple(NewChoice(basis, RESULTS[basis], why_not_begin(look, application, basis)) for basis in DecisionBasis)


@reads(Right.DECISION_WRITE)
def proposal(look: Look, application_id: int, basis: DecisionBasis, result: DecisionResult) -> DecisionText:
    """What the form of a new decision begins with: taken from the sheet, in the language of the letter."""
    return proposed_text(look, application_of(look, application_id), basis, result)


def _card(look: Look, decision: Decision) -> DecisionCard:
    lacks, party = lacking(look, decision)
    newer, deadline = replacement_of(look, decision.id), deadline_of(look, decision)
    return DecisionCard(
        id=decision.id,
        version=decision.version,
        application_id=decision.application_id,
        number=decision.number,
        basis=decision.basis,
        result=decision.result,
        state=decision.state,
        text=stored_text(decision),
        body=complaint_body(decision.basis, decision.result),
        children=party.children,
        drafted_by=user_name(look, decision.drafted_by),
        proposed_on=decision.proposed_on,
        approved_by=user_name(look, decision.approved_by),
        decided_on=decision.decided_on,
        returned_reason=decision.returned_reason,
        replaces=look.get(Decision, decision.replaces_id).number if decision.replaces_id else "",
        replaces_id=decision.replaces_id,
        replaced_by=newer.number if newer and decision.state is DecisionState.REPLACED else "",
        document_id=decision.document_id,
        copy_to=party.copy_to,
        receiver=party.name,
        has_address=len(party.lines) > 1,
        only_bokmal=only_bokmal(look, decision, party),
        sent_on=decision.sent_on,
        sent_way=decision.sent_way,
        reached_on=decision.reached_on,
        returned_on=decision.returned_on,
        complain_by=decision.complain_by,
        assumed=bool(deadline and deadline.assumed),
        deadline=deadline.explanation.message if deadline else None,
        lacks=lacks,
        stops=stops_of(standing_of(look, decision, lacks)),
    )
