"""The printed lease and the papers that go with it: previewed, printed once, given again byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from ..forms.data import LetterData
from ..forms.lease_data import LeaseData
from ..forms.letter_data import ConsentData, HouseRulesData, InformationData, ProtocolData
from ..forms.making import Printed, make
from ..models.casefile import Document
from ..models.stock import Building
from ..models.tenancy import LeaseVersion, Tenancy
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core import papers
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.lease_check import checked
from .core.lease_facts import dwelling_of
from .core.lease_papers import lease_data
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.stops import refuse_stops
from .core.templates import template_of
from .core.tenancy_rows import draft_of, newest_version
from .tenancy_draft import TenancyDraft


@steps(Right.TENANCY_READ)
def preview_lease(desk: Desk, draft: TenancyDraft) -> Printed:
    """The lease of an unsaved draft, marked UTKAST; nothing is stored."""
    letter = _draft_letter(desk, draft)
    return make("leiekontrakt", letter.data, letter.template, draft=True)


@reads(Right.TENANCY_READ)
def _draft_letter(look: Look, draft: TenancyDraft) -> Letter:
    data = lease_data(look, draft, number=None, kid=draft.kid, printed_on=look.today)
    template = template_of(look, "leiekontrakt", draft.letter_language)
    return Letter("leiekontrakt", DocumentKind.LEASE, data, template, "")


@steps(Right.TENANCY_READ)
def print_lease(desk: Desk, tenancy_id: int) -> Done[PrintedDocument]:
    """Print a stored lease (P1): refused when it breaks the act or a departure lacks its reason.

    Unchanged data gives the stored document again; changed data makes a new version.
    """
    letter, before = _lease_letter(desk, tenancy_id)
    return print_letter(desk, letter, before, _file_lease)


@reads(Right.TENANCY_READ)
def _lease_letter(look: Look, tenancy_id: int) -> tuple[Letter, PrintedDocument | None]:
    tenancy = look.get(Tenancy, tenancy_id)
    draft = draft_of(look, tenancy_id)
    refuse_stops(checked(look, draft, itself=tenancy_id).controls, draft.reasons)
    data = lease_data(look, draft, number=tenancy.number, kid=tenancy.kid, printed_on=look.today)
    letter = Letter(
        "leiekontrakt",
        DocumentKind.LEASE,
        data,
        template_of(look, "leiekontrakt", draft.letter_language),
        f"leiekontrakt-{tenancy.number}.pdf",
        tenancy_id=tenancy_id,
        dwelling_id=dwelling_of(look, tenancy.unit_id).id,
        case_number=tenancy.decision_ref,
    )
    return letter, stored(look, letter)


@writes(Right.DOCUMENT_WRITE)
def _file_lease(work: Work, new: NewDocument) -> int:
    document = keep(work, new)
    tenancy = work.get(Tenancy, new.tenancy_id or 0)
    newest = work.session.execute(
        select(func.max(LeaseVersion.number)).where(LeaseVersion.tenancy_id == tenancy.id)
    ).scalar()
    work.add(
        LeaseVersion(
            tenancy_id=tenancy.id,
            number=(newest or 0) + 1,
            document_id=document.id,
            clause_a=tenancy.clause_a,
            clause_b=tenancy.clause_b,
            data=new.data,
        )
    )
    return document.id


#: The papers beside the lease: key of the template → kind of document.
PAPERS = {
    "opplysning_11_1": DocumentKind.INFORMATION_11_1,
    "husordensregler": DocumentKind.HOUSE_RULES,
    "overtakelsesprotokoll": DocumentKind.PROTOCOL,
    "samtykke_fast_trekk": DocumentKind.DEDUCTION_CONSENT,
}


@dataclass(frozen=True)
class _Around:
    """What the papers beside a lease are made from."""

    lease: LeaseData
    draft: TenancyDraft
    building: Building
    moving_in: bool

    @property
    def shared(self) -> dict[str, Any]:
        names = ("office", "printed_on", "recipient", "reference", "caseworker")
        return {name: getattr(self.lease, name) for name in names}

    @property
    def about(self) -> dict[str, Any]:
        names = ("landlord", "dwelling", "tenants", "contract_number")
        return self.shared | {name: getattr(self.lease, name) for name in names}


def _information(around: _Around) -> LetterData:
    draft = around.draft
    return InformationData(
        **around.about,
        case_number=draft.decision_ref or None,
        planned_start=draft.start,
        planned_end=draft.fixed_until,
        short_term_reason=draft.short_term_reason or None,
    )


def _house_rules(around: _Around) -> LetterData:
    own = tuple(line for line in around.building.house_rules.splitlines() if line.strip())
    return HouseRulesData(**around.shared | {"recipient": None}, building=around.building.address, rules=own)


def _protocol(around: _Around) -> LetterData:
    return ProtocolData(**around.about, moving_in=around.moving_in)


def _consent(around: _Around) -> LetterData:
    lease = around.lease
    return ConsentData(
        **around.about,
        rent_ore=lease.monthly_ore,
        benefit=papers.BLANK,
        account=lease.account,
        kid=lease.kid,
        start=lease.start,
    )


_MAKERS: dict[str, Callable[[_Around], LetterData]] = {
    "opplysning_11_1": _information,
    "husordensregler": _house_rules,
    "overtakelsesprotokoll": _protocol,
    "samtykke_fast_trekk": _consent,
}


@steps(Right.TENANCY_READ)
def print_paper(desk: Desk, tenancy_id: int, key: str, *, moving_in: bool = True) -> Done[PrintedDocument]:
    """Print one of the papers beside the lease: § 11-1 information, house rules, protocol, consent to deduction.

    The consent is a voluntary sheet of its own and never a term of the lease (P6). The protocol is printed
    empty, with the known keys and meters, to be filled in at the inspection.
    """
    letter, before = _paper_letter(desk, tenancy_id, key, moving_in)
    return print_letter(desk, letter, before, _file_paper)


@reads(Right.TENANCY_READ)
def _paper_letter(look: Look, tenancy_id: int, key: str, moving_in: bool) -> tuple[Letter, PrintedDocument | None]:
    if key not in PAPERS:
        raise refuse("mal.finnes_ikke", mal=key, sprak="nb")
    tenancy = look.get(Tenancy, tenancy_id)
    draft = draft_of(look, tenancy_id, look.today)
    lease = lease_data(look, draft, number=tenancy.number, kid=tenancy.kid, printed_on=look.today)
    dwelling = dwelling_of(look, tenancy.unit_id)
    building = look.get(Building, dwelling.building_id)
    made = _MAKERS[key](_Around(lease, draft, building, moving_in))
    way = ("-inn" if moving_in else "-ut") if key == "overtakelsesprotokoll" else ""
    letter = Letter(
        key,
        PAPERS[key],
        made,
        template_of(look, key, draft.letter_language),
        f"{key.replace('_', '-')}{way}-{tenancy.number}.pdf",
        tenancy_id=tenancy_id,
        dwelling_id=dwelling.id,
    )
    return letter, stored(look, letter)


@writes(Right.DOCUMENT_WRITE)
def _file_paper(work: Work, new: NewDocument) -> int:
    return keep(work, new).id


@steps(Right.TENANCY_READ)
def print_information(desk: Desk, draft: TenancyDraft) -> Done[PrintedDocument]:
    """The written § 11-1 information of a lease not yet made: it must be given before anything is signed.

    No tenancy exists yet, so it is kept on the first tenant; refused without one.
    """
    if not draft.tenant_ids:
        raise refuse("leieforhold.uten_person")
    letter, before = _information_letter(desk, draft)
    return print_letter(desk, letter, before, _file_paper)


@reads(Right.TENANCY_READ)
def _information_letter(look: Look, draft: TenancyDraft) -> tuple[Letter, PrintedDocument | None]:
    dwelling = dwelling_of(look, draft.unit_id)
    lease = lease_data(look, draft, number=None, kid=None, printed_on=look.today)
    letter = Letter(
        "opplysning_11_1",
        DocumentKind.INFORMATION_11_1,
        _information(_Around(lease, draft, look.get(Building, dwelling.building_id), moving_in=True)),
        template_of(look, "opplysning_11_1", draft.letter_language),
        f"opplysning-11-1-{look.today.isoformat()}.pdf",
        person_id=draft.tenant_ids[0],
        dwelling_id=dwelling.id,
        case_number=draft.decision_ref,
    )
    return letter, stored(look, letter)


@steps(Right.TENANCY_READ)
def reprint(desk: Desk, tenancy_id: int) -> PrintedDocument:
    """The newest printed lease or addendum of a tenancy, byte for byte; refuses when nothing was printed."""
    return _newest_print(desk, tenancy_id)


@reads(Right.TENANCY_READ)
def _newest_print(look: Look, tenancy_id: int) -> PrintedDocument:
    version = newest_version(look, tenancy_id)
    if version is None or version.document_id is None:
        raise refuse("leieforhold.ikke_skrevet_ut")
    document = look.get(Document, version.document_id)
    pdf = look.desk.store.documents.get(document.sha256)
    return PrintedDocument(document.id, document.title, document.file_name, pdf, fresh=False)
