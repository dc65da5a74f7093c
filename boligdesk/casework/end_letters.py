"""The letters of an ending: our notice with § 9-7's content, the confirmation of theirs, the request to move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ..forms.ending_data import LandlordNoticeData, MoveRequestData, NoticeReceivedData
from ..models.casefile import Document
from ..models.tenancy import Ending
from ..rules.ending import check_move_out_request
from ..rules.explanation import Explanation
from ..rules.limits import Law
from ..rules.messages import refuse
from ..rules.periods import add_months
from ..rules.rights import Right
from ..rules.terms import Clause, EndKind
from ..rules.vocabulary import DocumentKind
from ..texts import enum_text, text
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.notice import landlord_dates, landlord_months
from .core.printing import Letter, PrintedDocument, given_again, print_letter, stored
from .core.rates import rates_of
from .core.renewal_rows import renewal_refused
from .core.stops import refuse_stops
from .core.tenancy_letters import AboutTenancy, about_tenancy, tenancy_letter
from .lease_sign import clause_status


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
    """The letter; one that was printed is given again as it was, whatever day or colleague asks for it."""
    ending = look.get(Ending, ending_id)
    if ending.withdrawn_on is not None or ending.voided_at is not None:
        raise refuse("leieforhold.slutt_trukket")
    about = about_tenancy(look, ending.tenancy_id)
    kept = look.get(Document, ending.document_id) if ending.document_id else None
    if kept is None and ending.kind is EndKind.REQUEST_TO_MOVE:
        _in_time(look, about)
    key, kind, data = _data(look, about, ending, inspection, move_by)
    letter = tenancy_letter(look, about, key, kind, data, f"-{ending.id}")
    letter = replace(letter, explanations=_figures(look, about, ending))
    if kept is not None and not inspection.strip() and move_by is None:
        return letter, given_again(look, kept)
    return letter, stored(look, letter)


def _in_time(look: Look, about: AboutTenancy) -> None:
    """The letter says that the term is over and was asked back in time: it is printed on no other day (§ 9-2)."""
    law = Law(rates_of(look), look.today, look.today)
    ended = about.tenancy.fixed_until
    if ended is not None and look.today <= ended:
        raise refuse("leieforhold.oppfordring_for_tidlig", slutt=ended)
    refuse_stops(check_move_out_request(ended, look.today, law))


def _figures(look: Look, about: AboutTenancy, ending: Ending) -> tuple[Explanation, ...]:
    if ending.kind is not EndKind.LANDLORD_NOTICE or ending.received_on is None:
        return ()
    dates = landlord_dates(look, about.tenancy, ending.received_on)
    return dates.last_day, dates.protest_by, dates.sue_by


def _data(
    look: Look, about: AboutTenancy, ending: Ending, inspection: str, move_by: date | None
) -> tuple[str, DocumentKind, Any]:
    if ending.kind is EndKind.LANDLORD_NOTICE:
        return "oppsigelse_utleier", DocumentKind.NOTICE, _notice(look, about, ending)
    if ending.kind is EndKind.TENANT_NOTICE:
        return "bekreftelse_oppsigelse_leietaker", DocumentKind.CONFIRMATION, _received(look, about, ending, inspection)
    if ending.kind is EndKind.REQUEST_TO_MOVE:
        return "flytteoppfordring", DocumentKind.REQUEST_TO_MOVE, _request(look, about, ending, move_by)
    raise refuse("leieforhold.uten_brev")


def _notice(look: Look, about: AboutTenancy, ending: Ending) -> LandlordNoticeData:
    if ending.ground is None or not ending.reasons:
        raise refuse("leieforhold.oppsigelse_uten_grunn")
    language, received = about.draft.letter_language, ending.received_on or look.today
    return LandlordNoticeData(
        **about.shared,
        reasons=ending.reasons,
        grounds=text("leieforhold.hjemmel", language, grunn=enum_text(ending.ground, language).lower()),
        ends_on=ending.effective_on,
        notice_months=landlord_months(look, about.tenancy, Law(rates_of(look), received, look.today)),
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
        eviction_b=clause_status.inner(look, about.tenancy.id)[Clause.B].yes,
        renewal_refused=renewal_refused(look, about.tenancy.id),
    )


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, ending_id: int, new: NewDocument) -> int:
    document = keep(work, new)
    work.get(Ending, ending_id).document_id = document.id
    return document.id
