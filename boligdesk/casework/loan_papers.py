"""The papers of a startlån case: which it needs, which were asked for, which came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.guidance import GuidancePaper, LoanCase
from ..models.person import Person
from ..rules.guidance.words import AppliedFor
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.startlan.documents import LoanPaper, PaperFacts, papers
from ..rules.startlan.target import NeedQuestion
from .core.acts import Look, Work, reads, writes
from .loan_cases import answers_in


@dataclass(frozen=True)
class LoanPaperRow:
    """A paper and where it stands; `id` and `version` are None while nothing is written of it."""

    paper: LoanPaper
    id: int | None
    version: int | None
    asked_on: date | None
    received_on: date | None
    note: str


@reads(Right.GUIDANCE_READ)
def loan_papers(look: Look, case_id: int) -> tuple[LoanPaperRow, ...]:
    """The papers the case needs and those that were added by hand, in their order."""
    case = look.get(LoanCase, case_id)
    rows = _rows(look, case.person_id)
    wanted = set(papers(_facts(case))) | set(rows)
    return tuple(_row(paper, rows.get(paper)) for paper in LoanPaper if paper in wanted)


def _facts(case: LoanCase) -> PaperFacts:
    given = case.given or {}
    children = answers_in(case.answers).get(NeedQuestion.CHILDREN) is True
    return PaperFacts(case.purpose, children=children, shared_debt=bool(given.get("shared_debt_ore")))


def _rows(look: Look, person_id: int) -> dict[LoanPaper, GuidancePaper]:
    """What is written of the person's papers; a kind that this program does not know is left out."""
    row, known = GuidancePaper, {paper.value for paper in LoanPaper}
    query = select(row).where(row.person_id == person_id, row.scheme == AppliedFor.START_LOAN, row.voided_at.is_(None))
    found = look.session.execute(query.order_by(row.id)).scalars()
    return {LoanPaper(one.kind): one for one in found if one.kind in known}


def _row(paper: LoanPaper, one: GuidancePaper | None) -> LoanPaperRow:
    if one is None:
        return LoanPaperRow(paper, None, None, None, None, "")
    return LoanPaperRow(paper, one.id, one.version, one.asked_on, one.received_on, one.note)


@writes(Right.GUIDANCE_WRITE)
def write_loan_paper(
    work: Work,
    person_id: int,
    paper: LoanPaper,
    version: int | None,
    asked_on: date | None,
    received_on: date | None,
    note: str = "",
) -> int:
    """Write where a paper stands; the row's id. Refused for a day that has not been."""
    work.get(Person, person_id)
    if any(day is not None and day > work.today for day in (asked_on, received_on)):
        raise refuse("lansak.fram_i_tid")
    old = _rows(work, person_id).get(paper)
    row = work.load(GuidancePaper, old.id, version) if old else _new(person_id, paper)
    row.asked_on, row.received_on, row.note = asked_on, received_on, note.strip()
    return row.id if old else work.add(row).id


@writes(Right.GUIDANCE_WRITE)
def ask_for_loan_papers(work: Work, case_id: int) -> int:
    """Note that every paper of the case that lacks was asked for today; how many. Those asked for before stand."""
    case = work.get(LoanCase, case_id)
    rows, asked = _rows(work, case.person_id), 0
    for paper in papers(_facts(case)):
        row = rows.get(paper)
        if row is not None and (row.asked_on or row.received_on):
            continue
        row = row or _new(case.person_id, paper)
        row.asked_on = work.today
        work.add(row)
        asked += 1
    return asked


def _new(person_id: int, paper: LoanPaper) -> GuidancePaper:
    return GuidancePaper(person_id=person_id, scheme=AppliedFor.START_LOAN, kind=paper.value)
