"""What lacks before a decision can be made, and how it stands to the person at the desk."""

from __future__ import annotations

from collections.abc import Mapping

from ...forms.making import filled
from ...models.application import Application
from ...models.decision import Decision
from ...rules.application_words import ApplicationKind, DecisionBasis, DecisionState
from ...rules.decisions.content import UNDER_CRITERIA, DecidedParty
from ...rules.decisions.demands import check_text
from ...rules.decisions.parts import Case
from ...rules.decisions.steps import DecisionStep, Standing, why_not
from ...rules.messages import Fault, Message, RefusedError, msg, refuse
from ...rules.rights import Right
from .acts import Look
from .application_rows import application_of
from .assessing import row_for
from .decision_letter import letter_of
from .decision_rows import OPEN, authors_of, decisions_in, find, replacement_of, stored_text
from .decision_snapshot import Snapshot, party_of_application, snapshot, stored_snapshot
from .office_settings import OfficeSetting, setting_of
from .sheet import Judgement
from .sheet_rows import judgements_of
from .waiting_rows import standing_place


def case_of(decision: Decision, party: DecidedParty, *, excepted: bool = False) -> Case:
    """What the demands hang on."""
    return Case(decision.basis, decision.result, children=party.children, excepted=excepted)


def lacking(look: Look, decision: Decision) -> tuple[tuple[Message, ...], DecidedParty]:
    """Everything that must be mended before a draft can become a vedtak, and whom it is about."""
    if decision.state not in OPEN:
        return (), stored_snapshot(decision).party
    application = application_of(look, decision.application_id)
    party = party_of_application(look, application)
    written = check_text(case_of(decision, party), stored_text(decision), look.today)
    lacks = tuple(control.what for control in written)
    try:
        frozen = snapshot(look, application, decision.basis, decision.result)
        if not lacks:
            check_letter_of(look, decision, frozen)
    except RefusedError as error:
        lacks += tuple(fault.what for fault in error.faults)
    return lacks, party


def only_bokmal(look: Look, decision: Decision, party: DecidedParty) -> tuple[str, ...]:
    """The demands that a nynorsk letter will tell in bokmål, because the set has no other words; nothing is stopped."""
    if decision.state not in OPEN or party.language != "nn" or decision.basis not in UNDER_CRITERIA:
        return ()
    judged = judgements_of(look, (decision.application_id,)).get(decision.application_id, Judgement())
    try:
        row = row_for(look, application_of(look, decision.application_id), judged, look.today)
    except RefusedError:
        return ()
    return row.criteria.only_bokmal


def check_letter_of(look: Look, decision: Decision, frozen: Snapshot) -> None:
    """Refuse what could not be printed: the letter is put together as it will be, without making the PDF."""
    letter = letter_of(look, decision, frozen)
    if letter.data.office.address is None:
        raise refuse("vedtak.kontor_uten_adresse")
    filled(letter.key, letter.data, letter.template)


def check_written(look: Look, decision: Decision) -> Snapshot:
    """The assessment as it stands, when everything that must be written is; RefusedError names all that lacks."""
    application = application_of(look, decision.application_id)
    frozen = snapshot(look, application, decision.basis, decision.result)
    case = case_of(decision, frozen.party, excepted=bool(frozen.sheet.exceptions))
    found = check_text(case, stored_text(decision), look.today)
    if found:
        raise RefusedError(*(Fault(control.code, control.what) for control in found))
    check_letter_of(look, decision, frozen)
    return frozen


def standing_of(look: Look, decision: Decision, lacks: tuple[Message, ...] = ()) -> Standing:
    """How a decision stands to whoever is at the desk. Without a login everybody is the same person."""
    newer = replacement_of(look, decision.id)
    return Standing(
        state=decision.state,
        two_persons=bool(setting_of(look, OfficeSetting.TWO_PERSONS)),
        own=look.who.user_id is None or look.who.user_id in authors_of(decision),
        may_write=look.who.may(Right.DECISION_WRITE),
        may_approve=look.who.may(Right.DECISION_APPROVE),
        printed=decision.document_id is not None,
        sent=decision.sent_on is not None and decision.returned_on is None,
        replacing=newer is not None and newer.state in OPEN,
        lacks=lacks,
    )


def stops_of(standing: Standing) -> Mapping[DecisionStep, Message | None]:
    """Each step with why it cannot be taken."""
    return {step: why_not(step, standing) for step in DecisionStep}


def refuse_step(look: Look, decision: Decision, step: DecisionStep) -> None:
    """Refuse a step in the very words that stand beside its button. What lacks is refused where it is checked."""
    stop = why_not(step, standing_of(look, decision))
    if stop is not None:
        raise RefusedError(Fault(stop.code, stop))


def why_not_begin(look: Look, application: Application, basis: DecisionBasis) -> Message | None:
    """Why no decision on a basis can be begun now: not asked for, a draft lies there, or one stands (replace it)."""
    if application.kind not in _KINDS.get(basis, tuple(ApplicationKind)):
        return msg("vedtak.ikke_sokt")
    decisions = decisions_in(look, application.id)
    if find(decisions, basis, OPEN):
        return msg("vedtak.utkast_finnes")
    if basis is DecisionBasis.REMOVAL:
        return None if standing_place(look, application.id) else msg("vedtak.ikke_pa_listen.hva")
    standing = find(decisions, basis, (DecisionState.FINAL,))
    return msg("vedtak.star_allerede", nummer=standing.number) if standing else None


#: What kind of application a basis answers; the others can be decided on any.
_KINDS = {
    DecisionBasis.HOUSING: (ApplicationKind.NEW, ApplicationKind.SWAP, ApplicationKind.ACUTE),
    DecisionBasis.RENEWAL: (ApplicationKind.RENEWAL,),
}
