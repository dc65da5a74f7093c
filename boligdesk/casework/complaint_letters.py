"""The letters about a complaint, and its way to the body that decides it, with the file and the queue without names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ..forms import data as paper
from ..forms.complaint_data import (
    ComplaintDismissedData,
    ComplaintMendData,
    ComplaintReceivedData,
    DemandLine,
    FileLine,
    ForwardingData,
    QueueRow,
)
from ..forms.making import make
from ..models.application import Application
from ..models.casefile import Document
from ..models.decision import Complaint, Decision, WaitingPlace
from ..rules.acting_for import ActingFor
from ..rules.application_words import ComplaintBody, ComplaintState, DecisionBasis, Lateness
from ..rules.complaints import (
    DismissGround,
    QueueLine,
    QueuePlace,
    ToForward,
    before_forwarding,
    lacking_form,
    queue_lines,
)
from ..rules.decisions.content import UNDER_CRITERIA
from ..rules.messages import Control, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind, RepresentativeKind, TaskKind
from ..texts import enum_text
from .core.acting_rows import acting_for, receivers
from .core.acts import Look, Work, reads, steps, writes
from .core.application_letter import application_letter, shared
from .core.application_rows import application_of, touch
from .core.changes import Done
from .core.complaint_rows import complaint_of, form_of, lying_here, standing_of
from .core.decision_rows import decision_of
from .core.decision_sending import deadline_of
from .core.decision_snapshot import stored_snapshot
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.printing import Letter, PrintedDocument, given_again, print_letter, stored
from .core.protection import SHIELD_OFF
from .core.stops import NO_REASONS, refuse_stops
from .core.tasks import finish_application_tasks
from .documents import CaseLink, DocumentRow, documents_of

#: Decisions by which one household is weighed against those who wait.
_WEIGHED = UNDER_CRITERIA | {DecisionBasis.REMOVAL}


@steps(Right.APPLICATION_WRITE)
def print_complaint_received(desk: Desk, complaint_id: int) -> Done[PrintedDocument]:
    """Tell the party that the complaint has come, what happens, who decides, and by when the office has looked at it.

    It is the foreløpig svar too (forvaltningsloven § 11 a).
    """
    return print_letter(desk, *_received(desk, complaint_id), _file)


@reads(Right.APPLICATION_READ)
def _received(look: Look, complaint_id: int) -> tuple[Letter, PrintedDocument | None]:
    about = _about(look, complaint_id)
    data = ComplaintReceivedData(**about.shared, answer_by=about.complaint.forward_by)
    return _ready(look, about, "klage_mottatt", DocumentKind.CONFIRMATION, data)


@steps(Right.APPLICATION_WRITE)
def print_mend_letter(desk: Desk, complaint_id: int) -> Done[PrintedDocument]:
    """Ask the party to mend the form (§ 32). Refused while nothing lacks, or no day is given (`ask_to_mend`)."""
    return print_letter(desk, *_mend(desk, complaint_id), _file)


@reads(Right.APPLICATION_READ)
def _mend(look: Look, complaint_id: int) -> tuple[Letter, PrintedDocument | None]:
    about = _about(look, complaint_id)
    if not about.lacking or about.complaint.mend_by is None:
        raise refuse("klage.mangler_ingenting")
    data = ComplaintMendData(**about.shared, lacking=about.lacking, mend_by=about.complaint.mend_by)
    return _ready(look, about, "klage_mangler", DocumentKind.LETTER, data)


@steps(Right.DECISION_WRITE)
def print_dismissal(desk: Desk, complaint_id: int) -> Done[PrintedDocument]:
    """The letter of a dismissal: why, and how it can be complained of. Refused for one that is not dismissed."""
    return print_letter(desk, *_dismissal(desk, complaint_id), _file)


@reads(Right.APPLICATION_READ)
def _dismissal(look: Look, complaint_id: int) -> tuple[Letter, PrintedDocument | None]:
    about = _about(look, complaint_id)
    complaint, deadline = about.complaint, deadline_of(look, about.decision)
    if complaint.state is not ComplaintState.DISMISSED or complaint.closed_on is None:
        raise refuse("klage.ikke_avvist")
    too_late = complaint.lateness is Lateness.LATE
    office = about.shared["office"]
    data = ComplaintDismissedData(
        **about.shared,
        ground=DismissGround.LATE if too_late else DismissGround.FORM,
        dismissed_on=complaint.closed_on,
        reason=complaint.late_reason,
        last_day=deadline.last_day if deadline else None,
        mend_by=complaint.mend_by,
        complain_to=", ".join(filter(None, (office.name, office.unit, office.address, office.postal))),
    )
    return _ready(look, about, "klage_avvist", DocumentKind.DECISION, data)


@dataclass(frozen=True)
class FileChoice:
    """A paper of the case; `chosen` is the proposal: the whole file goes to the body (§ 33)."""

    id: int
    kind: DocumentKind
    title: str
    dated: date
    chosen: bool


@reads(Right.DOCUMENT_READ)
def complaint_file(look: Look, complaint_id: int) -> tuple[FileChoice, ...]:
    """The papers of the case that can go with a complaint, the oldest first."""
    case = CaseLink(application_id=complaint_of(look, complaint_id).application_id)
    rows = reversed(documents_of.inner(look, case))
    return tuple(FileChoice(row.id, row.kind, row.title, row.dated, row.kind is not _FORWARDING) for row in rows)


_FORWARDING = DocumentKind.FORWARDING


@reads(Right.APPLICATION_READ)
def check_forwarding(look: Look, complaint_id: int, papers: Collection[int]) -> tuple[Control, ...]:
    """What stops or should hold up the forwarding with these papers."""
    return _checked(look, _about(look, complaint_id), _chosen(look, complaint_id, papers))


def _checked(look: Look, about: _About, chosen: list[DocumentRow]) -> tuple[Control, ...]:
    complaint, decision = about.complaint, about.decision
    case = ToForward(
        standing=standing_of(complaint, look.today),
        basis=decision.basis,
        result=decision.result,
        body=complaint.body,
        channel=complaint.channel,
        new_assessment=complaint.new_assessment,
        decision_filed=decision.document_id is not None and decision.document_id in {row.id for row in chosen},
        complaint_filed=any(row.kind is DocumentKind.COMPLAINT for row in chosen),
    )
    return tuple(before_forwarding(case))


def _chosen(look: Look, complaint_id: int, papers: Collection[int]) -> list[DocumentRow]:
    case = CaseLink(application_id=complaint_of(look, complaint_id).application_id)
    return [row for row in reversed(documents_of.inner(look, case)) if row.id in papers]


@steps(Right.DECISION_WRITE)
def preview_forwarding(desk: Desk, complaint_id: int, papers: Collection[int]) -> bytes:
    """The oversendelsesbrev as it would be printed now, marked as a draft."""
    letter = _forwarding(desk, complaint_id, papers)
    return make(letter.key, letter.data, letter.template, draft=True).pdf


@steps(Right.DECISION_WRITE)
def forward_complaint(
    desk: Desk, complaint_id: int, version: int, papers: Collection[int], reasons: Mapping[str, str] = NO_REASONS
) -> Done[PrintedDocument]:
    """Send the complaint to its body with these papers: the letter is filed, and the complaint is out of the house.

    Refused without a new assessment, without the vedtak, or for a body that is not the right one (P15). One that is
    sent gives its letter again.
    """
    kept = _sent_letter(desk, complaint_id)
    letter = _forwarding(desk, complaint_id, papers)
    if kept is None:
        refuse_stops(check_forwarding(desk, complaint_id, papers), reasons)
    return print_letter(desk, letter, kept, lambda d, new: _forward(d, complaint_id, version, new))


@reads(Right.APPLICATION_READ)
def _sent_letter(look: Look, complaint_id: int) -> PrintedDocument | None:
    complaint = complaint_of(look, complaint_id)
    return given_again(look, look.get(Document, complaint.document_id)) if complaint.document_id else None


@reads(Right.APPLICATION_READ)
def _forwarding(look: Look, complaint_id: int, papers: Collection[int]) -> Letter:
    about = _about(look, complaint_id)
    complaint, decision, deadline = about.complaint, about.decision, deadline_of(look, about.decision)
    data = ForwardingData(
        **{**about.shared, "recipient": _body(about), "copy_to": about.party, "caseworker": look.who.on_paper},
        party=about.party,
        application=application_of(look, complaint.application_id).number,
        judged=complaint.lateness,
        sent_on=decision.sent_on,
        reached_on=decision.reached_on,
        last_day=deadline.last_day if deadline else None,
        posted_on=complaint.posted_on,
        late_reason=complaint.late_reason or None,
        wants=complaint.wants or None,
        reasons=complaint.reasons or None,
        assessment=complaint.new_assessment,
        lacking=about.lacking,
        papers=tuple(_lines(_chosen(look, complaint_id, papers))),
        queue=_queue(look, decision) if decision.basis in _WEIGHED else (),
    )
    letter = application_letter(
        look, application_of(look, complaint.application_id), "oversendelse_klage", _FORWARDING, data
    )
    return replace(letter, file_name=f"oversendelse-{decision.number}.pdf")


def _lines(chosen: list[DocumentRow]) -> Iterator[FileLine]:
    for no, row in enumerate(chosen, start=1):
        yield FileLine(no=no, dated=row.dated, title=row.title)


def _body(about: _About) -> paper.Recipient:
    """The body as it is written to; the municipality's own board is reached through the municipality."""
    name = enum_text(about.complaint.body, about.language)
    own = about.complaint.body is ComplaintBody.MUNICIPAL_BOARD
    return paper.Recipient(name=name[:1].upper() + name[1:], lines=(about.shared["office"].name,) if own else ())


def _queue(look: Look, decision: Decision) -> tuple[QueueRow, ...]:
    """The others on the waiting list by group, size and month; protected ones are counted, nobody is named (P30)."""
    place = WaitingPlace
    query = (
        select(place.group_key, place.group_text, place.bedrooms, place.entered_on)
        .where(place.left_on.is_(None), place.voided_at.is_(None), place.application_id != decision.application_id)
        .order_by(place.group_order, place.id)
    )
    rows = look.session.execute(query, execution_options={SHIELD_OFF: True}).all()
    names = {row.group_key: row.group_text for row in reversed(rows)}
    alike = [QueuePlace(row.group_key, row.bedrooms, row.entered_on) for row in rows]
    return tuple(_queue_row(line, names) for line in queue_lines(alike))


def _queue_row(line: QueueLine, names: Mapping[str, str]) -> QueueRow:
    rooms = msg("klage.brev.soverom", antall=line.bedrooms)
    months: dict[str, Any] = {"fra": line.first, "til": line.last}
    one_month = line.first == line.last
    return QueueRow(
        group=names.get(line.group, "") or msg("klage.brev.andre"),
        size=rooms if line.bedrooms is not None else msg("klage.brev.ulik"),
        count=line.count,
        since=msg("klage.brev.maned", **months) if one_month else msg("klage.brev.maneder", **months),
    )


@writes(Right.DECISION_WRITE)
def _forward(work: Work, complaint_id: int, version: int, new: NewDocument) -> int:
    complaint = lying_here(work, complaint_id, version)
    complaint.document_id = keep(work, new).id
    complaint.state, complaint.forwarded_on = ComplaintState.FORWARDED, work.today
    finish_application_tasks(work, complaint.application_id, TaskKind.COMPLAINT, TaskKind.FORWARD_COMPLAINT)
    touch(work, application_of(work, complaint.application_id))
    return complaint.document_id


@dataclass(frozen=True)
class _About:
    """A complaint, its decision, and what all its letters share."""

    complaint: Complaint
    decision: Decision
    party: str
    language: str
    lacking: tuple[DemandLine, ...]
    shared: dict[str, Any]


def _about(look: Look, complaint_id: int) -> _About:
    complaint = complaint_of(look, complaint_id)
    decision = decision_of(look, complaint.decision_id)
    party = stored_snapshot(decision).party
    application = application_of(look, complaint.application_id)
    common = shared(look, application)
    kept = {name: common[name] for name in ("office", "printed_on", "recipient", "reference", "caseworker")}
    return _About(
        complaint,
        decision,
        party.name,
        party.language,
        tuple(DemandLine(demand=demand) for demand in lacking_form(form_of(complaint))),
        {
            **kept,
            "basis": decision.basis,
            "result": decision.result,
            "number": decision.number,
            "decided_on": decision.decided_on,
            "received_on": complaint.received_on,
            "by_whom": complaint.by_whom or None,
            "copy_to": _copy_to(complaint, party.copy_to),
        },
    )


def _copy_to(complaint: Complaint, representatives: str) -> str | None:
    """Who gets a copy: whoever complains with a mandate, else those who may act for the party (§ 12)."""
    return (complaint.by_whom if complaint.mandate_seen else representatives) or None


def _ready(look: Look, about: _About, key: str, kind: DocumentKind, data: Any) -> tuple[Letter, PrintedDocument | None]:
    application = application_of(look, about.complaint.application_id)
    copies = receivers(_acting(look, application, about.complaint), about.party)
    letter = application_letter(look, application, key, kind, data, copies)
    return letter, stored(look, letter)


def _acting(look: Look, application: Application, complaint: Complaint) -> tuple[ActingFor, ...]:
    """Whoever complains with a mandate, with the address where it is registered; else those who act (§ 12)."""
    acting = acting_for(look, application.applicant_id)
    if not (complaint.mandate_seen and complaint.by_whom):
        return acting
    known = tuple(one for one in acting if one.name == complaint.by_whom)
    return known or (ActingFor(complaint.by_whom, RepresentativeKind.PROXY),)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    """File a letter; a colleague may have printed the same this instant."""
    before = stored_print(work, {"application_id": new.application_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id
