"""The papers of an application as rows: asked for, come, grown too old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from ...models.application import ApplicationPaper
from ...rules.application_words import PaperKind
from .acts import Look


class PaperState(StrEnum):
    """Where a paper stands today."""

    ASKED = "asked"
    LATE = "late"
    RECEIVED = "received"
    EXPIRED = "expired"
    DROPPED = "dropped"


@dataclass(frozen=True)
class PaperRow:
    """One paper. Dates are inclusive: it should come by `due_on`, and holds to and with `expires_on`."""

    id: int
    version: int
    kind: PaperKind
    label: str
    state: PaperState
    asked_on: date | None
    due_on: date | None
    received_on: date | None
    expires_on: date | None
    document_id: int | None
    asked_anew: bool = False

    @property
    def lacking(self) -> bool:
        """Whether the office still waits for it, or must ask for a newer one; not when a newer one is asked for."""
        return not self.asked_anew and self.state in (PaperState.ASKED, PaperState.LATE, PaperState.EXPIRED)


def paper_rows(look: Look, application_id: int) -> tuple[PaperRow, ...]:
    """The papers of an application in the order they were asked for."""
    query = (
        select(ApplicationPaper).where(ApplicationPaper.application_id == application_id).order_by(ApplicationPaper.id)
    )
    rows = [_row(paper, look.today) for paper in look.session.execute(query).scalars()]
    return tuple(replace(row, asked_anew=_asked_anew(row, rows[at + 1 :])) for at, row in enumerate(rows))


def _asked_anew(row: PaperRow, later: Sequence[PaperRow]) -> bool:
    """Whether a newer paper of the same kind takes the place of one that has grown too old."""
    same = (other for other in later if other.kind is row.kind and other.state is not PaperState.DROPPED)
    return row.state is PaperState.EXPIRED and any(other.label in ("", row.label) for other in same)


def _row(paper: ApplicationPaper, today: date) -> PaperRow:
    return PaperRow(
        id=paper.id,
        version=paper.version,
        kind=paper.kind,
        label=paper.label,
        state=state_of(paper, today),
        asked_on=paper.asked_on,
        due_on=paper.due_on,
        received_on=paper.received_on,
        expires_on=paper.expires_on,
        document_id=paper.document_id,
    )


def state_of(paper: ApplicationPaper, today: date) -> PaperState:
    """Where a paper stands on a day."""
    if paper.dropped:
        return PaperState.DROPPED
    if paper.received_on is not None:
        expired = paper.expires_on is not None and paper.expires_on < today
        return PaperState.EXPIRED if expired else PaperState.RECEIVED
    return PaperState.LATE if paper.due_on is not None and paper.due_on < today else PaperState.ASKED
