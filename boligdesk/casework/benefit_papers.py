"""The papers of an application for bostøtte: which it needs, which were asked for, which came, and the checklist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..forms import data as paper
from ..forms.benefit_data import BenefitChecklistData, ChecklistLine, ChecklistReason
from ..models.guidance import GuidancePaper
from ..models.person import Person
from ..rules.guidance.benefit_papers import BenefitPaper, PaperFacts, on_paper, papers
from ..rules.guidance.deadlines import by_net, payout_day
from ..rules.guidance.deadlines import on_paper as paper_deadline
from ..rules.guidance.words import AppliedFor
from ..rules.messages import Message, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from ..texts import enum_code, formats
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.papers import letter_address, office_of
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.templates import template_of


@dataclass(frozen=True)
class BenefitPaperRow:
    """A paper and where it stands; `id` and `version` are None while nothing is written of it."""

    paper: BenefitPaper
    id: int | None = None
    version: int | None = None
    asked_on: date | None = None
    received_on: date | None = None


@reads(Right.GUIDANCE_READ)
def benefit_papers(look: Look, person_id: int, facts: PaperFacts) -> tuple[BenefitPaperRow, ...]:
    """The papers the application needs and those that were asked for before, in their order."""
    look.get(Person, person_id)
    rows = _rows(look, person_id)
    wanted = set(papers(facts)) | set(rows)
    return tuple(_row(one, rows.get(one)) for one in BenefitPaper if one in wanted)


def _rows(look: Look, person_id: int) -> dict[BenefitPaper, GuidancePaper]:
    row, known = GuidancePaper, set(BenefitPaper)
    query = select(row).where(row.person_id == person_id, row.scheme == AppliedFor.HOUSING_BENEFIT)
    found = look.session.execute(query.where(row.voided_at.is_(None)).order_by(row.id)).scalars()
    return {BenefitPaper(one.kind): one for one in found if one.kind in known}


def _row(one: BenefitPaper, row: GuidancePaper | None) -> BenefitPaperRow:
    if row is None:
        return BenefitPaperRow(one)
    return BenefitPaperRow(one, row.id, row.version, row.asked_on, row.received_on)


@writes(Right.GUIDANCE_WRITE)
def write_benefit_paper(
    work: Work,
    person_id: int,
    which: BenefitPaper,
    version: int | None,
    asked_on: date | None,
    received_on: date | None,
) -> int:
    """Write where a paper stands; the row's id. Refused for a day that has not been."""
    work.get(Person, person_id)
    if any(day is not None and day > work.today for day in (asked_on, received_on)):
        raise refuse("bostottestatus.fram_i_tid")
    old = _rows(work, person_id).get(which)
    if old is not None:
        row = work.load(GuidancePaper, old.id, version)
        row.asked_on, row.received_on = asked_on, received_on
        return row.id
    row = GuidancePaper(person_id=person_id, scheme=AppliedFor.HOUSING_BENEFIT, kind=which.value, note="")
    row.asked_on, row.received_on = asked_on, received_on
    return work.add(row).id


@steps(Right.GUIDANCE_READ)
def print_checklist(desk: Desk, person_id: int, facts: PaperFacts) -> Done[PrintedDocument]:
    """The checklist as a PDF to take home: papers, deadlines, and why it must be on paper."""
    letter, before = _checklist(desk, person_id, facts)
    return print_letter(desk, letter, before, _file)


@reads(Right.GUIDANCE_READ)
def _checklist(look: Look, person_id: int, facts: PaperFacts) -> tuple[Letter, PrintedDocument | None]:
    person = look.get(Person, person_id)
    template = template_of(look, "sjekkliste_bostotte", person.letter_language)
    net, reasons = by_net(look.today), on_paper(facts)
    month = (paper_deadline(look.today) if reasons else net).month
    data = BenefitChecklistData(
        office=office_of(look),
        printed_on=look.today,
        recipient=paper.Recipient(name=person.full_name, lines=letter_address(look, person.id, look.today)),
        caseworker=look.who.on_paper,
        who=person.full_name,
        month=formats.month(month, template.language),
        net_last=net.last,
        paper_last=paper_deadline(look.today).last,
        paid_on=payout_day(month),
        papers=tuple(
            ChecklistLine(what=msg(enum_code(row.paper)), stands=stands(row))
            for row in benefit_papers.inner(look, person_id, facts)
        ),
        reasons=tuple(ChecklistReason(why=msg(enum_code(why))) for why in reasons),
    )
    name = f"sjekkliste-bostotte-{person.id}-{look.today:%Y%m%d}.pdf"
    letter = Letter(template.key, DocumentKind.BENEFIT_CHECKLIST, data, template, name, person_id=person.id)
    return letter, stored(look, letter)


def stands(row: BenefitPaperRow) -> Message:
    """Where a paper stands, in words."""
    if row.received_on is not None:
        return msg("bostottepapir.mottatt", dato=row.received_on)
    if row.asked_on is not None:
        return msg("bostottepapir.bedt_om", dato=row.asked_on)
    return msg("bostottepapir.mangler")


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    before = stored_print(work, {"person_id": new.person_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id
