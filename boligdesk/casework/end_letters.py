"""The letters of an ending: our notice with § 9-7's content, the confirmation of theirs, the request to move."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..forms.ending_data import LandlordNoticeData, MoveRequestData, NoticeReceivedData
from ..models.tenancy import Ending
from ..rules.messages import refuse
from ..rules.periods import add_months
from ..rules.rights import Right
from ..rules.terms import EndKind
from ..rules.vocabulary import DocumentKind
from ..texts import enum_text
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.tenancy_letters import AboutTenancy, about_tenancy, tenancy_letter


@steps(Right.TENANCY_READ)
def print_end_letter(
    desk: Desk, ending_id: int, *, inspection: str = "", move_by: date | None = None
) -> Done[PrintedDocument]:
    """Print the letter that belongs to an ending; the notice cannot be made without reasons and § 9-7's content.

    `inspection` is day and hour of the joint inspection in the confirmation; `move_by` the day of the request.
    """
    letter, before = _letter(desk, ending_id, inspection, move_by)
    return print_letter(desk, letter, before, lambda d, new: _file(d, ending_id, new))


@reads(Right.TENANCY_READ)
def _letter(look: Look, ending_id: int, inspection: str, move_by: date | None) -> tuple[Letter, PrintedDocument | None]:
    ending = look.get(Ending, ending_id)
    about = about_tenancy(look, ending.tenancy_id)
    key, kind, data = _data(look, about, ending, inspection, move_by)
    letter = tenancy_letter(look, about, key, kind, data, f"-{ending.id}")
    return letter, stored(look, letter)


def _data(
    look: Look, about: AboutTenancy, ending: Ending, inspection: str, move_by: date | None
) -> tuple[str, DocumentKind, Any]:
    if ending.kind is EndKind.LANDLORD_NOTICE:
        return "oppsigelse_utleier", DocumentKind.NOTICE, _notice(about, ending)
    if ending.kind is EndKind.TENANT_NOTICE:
        return "bekreftelse_oppsigelse_leietaker", DocumentKind.CONFIRMATION, _received(look, about, ending, inspection)
    if ending.kind is EndKind.REQUEST_TO_MOVE:
        return "flytteoppfordring", DocumentKind.REQUEST_TO_MOVE, _request(look, about, ending, move_by)
    raise refuse("leieforhold.uten_brev")


def _notice(about: AboutTenancy, ending: Ending) -> LandlordNoticeData:
    if ending.ground is None or not ending.reasons:
        raise refuse("leieforhold.oppsigelse_uten_grunn")
    return LandlordNoticeData(
        **about.shared,
        reasons=ending.reasons,
        grounds=enum_text(ending.ground, about.draft.letter_language),
        ends_on=ending.effective_on,
        notice_months=about.tenancy.notice_months,
    )


def _received(look: Look, about: AboutTenancy, ending: Ending, inspection: str) -> NoticeReceivedData:
    return NoticeReceivedData(
        **about.shared,
        received_on=ending.received_on or look.today,
        ends_on=ending.effective_on,
        inspection=inspection.strip() or None,
    )


def _request(look: Look, about: AboutTenancy, ending: Ending, move_by: date | None) -> MoveRequestData:
    ended = about.tenancy.fixed_until or ending.effective_on
    return MoveRequestData(
        **about.shared,
        ended_on=ended,
        move_by=move_by or add_months(max(ended, look.today), 1),
        eviction_b=about.tenancy.clause_b,
    )


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, ending_id: int, new: NewDocument) -> int:
    document = keep(work, new)
    work.get(Ending, ending_id).document_id = document.id
    return document.id
