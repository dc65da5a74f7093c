"""The letters an applicant gets before the vedtak: confirmation, missing papers, foreløpig svar (§ 11 a)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..forms.application_data import ApplicationReceivedData, PaperLine, PapersLetterData, PreliminaryAnswerData
from ..models.application import Application
from ..rules.messages import msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.acts import Look, Work, reads, steps, writes
from .core.application_letter import application_letter, copies_to, household_words, shared
from .core.application_paper_rows import PaperRow, paper_rows
from .core.application_rows import application_of, members_of, refuse_closed
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.printing import Letter, PrintedDocument, print_letter, stored


@steps(Right.APPLICATION_READ)
def print_confirmation(desk: Desk, application_id: int) -> Done[PrintedDocument]:
    """The written confirmation of an application: number, what it is about, what is lacking, when the answer comes."""
    return print_letter(desk, *_confirmation(desk, application_id), _file)


@reads(Right.APPLICATION_READ)
def _confirmation(look: Look, application_id: int) -> tuple[Letter, PrintedDocument | None]:
    application = application_of(look, application_id)
    data = ApplicationReceivedData(
        **shared(look, application),
        **_lacking(look, application),
        kind=msg(f"enum.ApplicationKind.{application.kind.value}"),
        household=household_words(members_of(look, [application.id]).get(application.id, ())),
        decide_by=application.decide_by,
        helped_by=application.helped_by or None,
    )
    return _ready(look, application, "bekreftelse_soknad", DocumentKind.CONFIRMATION, data)


@steps(Right.APPLICATION_WRITE)
def print_papers_letter(desk: Desk, application_id: int) -> Done[PrintedDocument]:
    """The letter that asks for the papers that are lacking, with the day; refused when nothing is."""
    return print_letter(desk, *_papers_letter(desk, application_id), _file)


@reads(Right.APPLICATION_READ)
def _papers_letter(look: Look, application_id: int) -> tuple[Letter, PrintedDocument | None]:
    application = application_of(look, application_id)
    refuse_closed(application)
    lacking = _lacking(look, application)
    if not lacking["papers"]:
        raise refuse("soknad.mangler_ingenting")
    if lacking["papers_due"] is None:
        raise refuse("soknad.vedlegg_ma_bes_om_igjen")
    data = PapersLetterData(**shared(look, application), **lacking)
    return _ready(look, application, "manglende_vedlegg", DocumentKind.PAPERS_LETTER, data)


@steps(Right.APPLICATION_WRITE)
def print_preliminary_answer(desk: Desk, application_id: int, reason: str, expected_on: date) -> Done[PrintedDocument]:
    """Foreløpig svar: why it takes time and when the answer is expected. It counts as given when it is marked sent."""
    return print_letter(desk, *_preliminary(desk, application_id, reason, expected_on), _file)


@reads(Right.APPLICATION_READ)
def _preliminary(
    look: Look, application_id: int, reason: str, expected_on: date
) -> tuple[Letter, PrintedDocument | None]:
    application = application_of(look, application_id)
    refuse_closed(application)
    if not reason.strip():
        raise refuse("soknad.svar_uten_arsak")
    if expected_on <= look.today:
        raise refuse("soknad.svar_ventes_for_tidlig", dato=expected_on)
    data = PreliminaryAnswerData(
        **shared(look, application), **_lacking(look, application), reason=reason.strip(), expected_on=expected_on
    )
    return _ready(look, application, "forelopig_svar", DocumentKind.PRELIMINARY_ANSWER, data)


def _ready(
    look: Look, application: Application, key: str, kind: DocumentKind, data: Any
) -> tuple[Letter, PrintedDocument | None]:
    """The letter to the applicant, and to whoever acts for the applicant."""
    letter = application_letter(look, application, key, kind, data, copies_to(look, application))
    return letter, stored(look, letter)


def _lacking(look: Look, application: Application) -> Mapping[str, Any]:
    """The papers that are lacking and the last day for them, as the letters carry them."""
    rows = [row for row in paper_rows(look, application.id) if row.lacking]
    days = [row.due_on for row in rows if row.due_on is not None and row.due_on >= look.today]
    return {"papers": tuple(map(_line, rows)), "papers_due": max(days) if days else None}


def _line(row: PaperRow) -> PaperLine:
    kind = msg(f"enum.PaperKind.{row.kind.value}")
    return PaperLine(name=msg("soknad.brev.vedlegg", hva=kind, hvilken=row.label) if row.label else kind)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    """File a letter; a colleague may have printed the same this instant."""
    before = stored_print(work, {"application_id": new.application_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id
