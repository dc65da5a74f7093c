"""The papers an application rests on: asked for by a day, received, holding until a day, no longer needed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ..models.application import Application, ApplicationPaper
from ..models.casefile import Document
from ..rules.application_words import PaperKind
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.acts import Look, Work, reads, writes
from .core.application_paper_rows import PaperRow, PaperState, paper_rows
from .core.application_rows import open_application
from .core.application_write import ask_for, papers_due, wait_for_papers
from .core.person_records import too_long
from .core.stops import refuse_stops

__all__ = [
    "PaperRow",
    "PaperState",
    "application_papers",
    "ask_for_papers",
    "drop_paper",
    "paper_received",
    "proposed_papers_due",
]


@reads(Right.APPLICATION_READ)
def application_papers(look: Look, application_id: int) -> tuple[PaperRow, ...]:
    """The papers of an application, in the order they were asked for."""
    look.get(Application, application_id)
    return paper_rows(look, application_id)


@reads(Right.APPLICATION_READ)
def proposed_papers_due(look: Look) -> date:
    """By when papers asked for today should come: the office's own number of days, moved to a working day."""
    return papers_due(look)


@writes(Right.APPLICATION_WRITE)
def ask_for_papers(
    work: Work, application_id: int, kinds: tuple[PaperKind, ...], due: date, label: str = ""
) -> list[int]:
    """Ask for papers by a day (inclusive). Returns their ids; a paper that is waited for already gets the new day.

    Without a `label` a kind means whichever paper of it is waited for.
    """
    application = open_application(work, application_id)
    if not kinds:
        raise refuse("soknad.ingen_vedlegg")
    if due < work.today:
        raise refuse("soknad.vedlegg_frist_gatt", frist=due)
    refuse_stops(too_long(ApplicationPaper, {"label": label}))
    waited = _waited_for(work, application_id, kinds, label)
    for paper in waited:
        paper.asked_on, paper.due_on = work.today, due
    new = [kind for kind in kinds if kind not in {paper.kind for paper in waited}]
    asked = [paper.id for paper in waited] + ask_for(work, application, new, due, label)
    wait_for_papers(work, application)
    return asked


def _waited_for(look: Look, application_id: int, kinds: tuple[PaperKind, ...], label: str) -> list[ApplicationPaper]:
    paper = ApplicationPaper
    query = select(paper).where(paper.application_id == application_id, paper.kind.in_(kinds))
    query = query.where(paper.received_on.is_(None), paper.dropped.is_(False))
    if label.strip():
        query = query.where(paper.label == label.strip())
    return list(look.session.execute(query).scalars())


@writes(Right.APPLICATION_WRITE)
def paper_received(
    work: Work,
    paper_id: int,
    version: int,
    received: date,
    expires: date | None = None,
    document_id: int | None = None,
) -> int:
    """A paper has come: when, how long it holds (inclusive), and the scan. Returns its id.

    The task that waits for papers follows those that are left, and is done when the last one has come.
    """
    paper = work.load(ApplicationPaper, paper_id, version)
    application = open_application(work, paper.application_id)
    if received > work.today:
        raise refuse("soknad.vedlegg_i_framtiden", dato=received)
    if expires is not None and expires < received:
        raise refuse("soknad.vedlegg_utlop_for", dato=expires)
    if document_id is not None:
        work.get(Document, document_id)
    paper.received_on, paper.expires_on, paper.document_id = received, expires, document_id
    paper.dropped = False
    wait_for_papers(work, application)
    return paper.id


@writes(Right.APPLICATION_WRITE)
def drop_paper(work: Work, paper_id: int, version: int, reason: str) -> int:
    """A paper is no longer needed; why is kept. Returns its id."""
    paper = work.load(ApplicationPaper, paper_id, version)
    application = open_application(work, paper.application_id)
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    work.reason(reason.strip())
    paper.dropped = True
    wait_for_papers(work, application)
    return paper.id
