"""The printed lease and the papers that go with it: previewed, printed once, given again byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from ..forms.data import LetterData
from ..forms.lease_data import LeaseData
from ..forms.letter_data import ConsentData, HouseRulesData, InformationData, ProtocolData
from ..forms.making import Printed, make
from ..models.casefile import Document
from ..models.person import Person
from ..models.stock import Building
from ..models.tenancy import LeaseSignature, LeaseVersion, Tenancy, TenancyChange
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.terms import LegalBasis
from ..rules.vocabulary import DocumentKind, Protection
from .core import papers
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.lease_check import checked
from .core.lease_facts import dwelling_of
from .core.lease_papers import lease_data, lease_figures
from .core.printing import Letter, PrintedDocument, given_again, print_letter, stored
from .core.stops import refuse_stops
from .core.templates import template_of
from .core.tenancy_rows import draft_of, newest_version, next_version
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
    tenancy = _standing(look, tenancy_id)
    draft = draft_of(look, tenancy_id)
    if kept := _kept_lease(look, tenancy_id):
        return _letter_of(look, tenancy, draft), kept
    refuse_stops(checked(look, draft, itself=tenancy_id).controls, draft.reasons)
    letter = _letter_of(look, tenancy, draft)
    return letter, stored(look, letter)


def _standing(look: Look, tenancy_id: int) -> Tenancy:
    tenancy = look.get(Tenancy, tenancy_id)
    if tenancy.voided_at is not None:
        raise refuse("leieforhold.er_trukket")
    return tenancy


def _letter_of(look: Look, tenancy: Tenancy, draft: TenancyDraft) -> Letter:
    data = lease_data(look, draft, number=tenancy.number, kid=tenancy.kid, printed_on=look.today)
    return Letter(
        "leiekontrakt",
        DocumentKind.LEASE,
        data,
        template_of(look, "leiekontrakt", draft.letter_language),
        f"leiekontrakt-{tenancy.number}.pdf",
        tenancy_id=tenancy.id,
        dwelling_id=dwelling_of(look, tenancy.unit_id).id,
        case_number=tenancy.decision_ref,
        explanations=lease_figures(look, draft),
    )


def _kept_lease(look: Look, tenancy_id: int) -> PrintedDocument | None:
    """The lease as it was signed, or as it stood before the tenancy was changed: from then on it is never made anew.

    What changed since stands in addenda; a new print would say that today's tenants and terms were agreed then.
    """
    version = LeaseVersion
    changed = select(TenancyChange.id).where(TenancyChange.tenancy_id == tenancy_id, TenancyChange.voided_at.is_(None))
    signed = select(LeaseSignature.id).where(LeaseSignature.lease_version_id == version.id)
    query = (
        select(version.document_id)
        .where(version.tenancy_id == tenancy_id, version.voided_at.is_(None), version.change_kind.is_(None))
        .where(version.document_id.is_not(None))
        .where(or_(version.signed_document_id.is_not(None), signed.exists(), changed.exists()))
        .order_by(version.number.desc())
    )
    document_id = look.session.execute(query).scalars().first()
    return given_again(look, look.get(Document, document_id)) if document_id else None


@writes(Right.DOCUMENT_WRITE)
def _file_lease(work: Work, new: NewDocument) -> int:
    tenancy, number = next_version(work, new.tenancy_id or 0)
    # a colleague may have printed it this instant
    if before := stored_print(work, {"tenancy_id": tenancy.id}, new.data_sha256 or ""):
        return before.id
    document = keep(work, new)
    work.add(
        LeaseVersion(
            tenancy_id=tenancy.id,
            number=number,
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
    tenancy = _standing(look, tenancy_id)
    if key == "opplysning_11_1" and tenancy.legal_basis is not LegalBasis.SECTION_11_1:
        raise refuse("leieforhold.ikke_11_1")
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

    No tenancy exists yet, so it is kept on a tenant; refused without one, and for a lease on other rules.
    """
    if not draft.tenant_ids:
        raise refuse("leieforhold.uten_person")
    if draft.legal_basis is not LegalBasis.SECTION_11_1:
        raise refuse("leieforhold.ikke_11_1")
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
        person_id=_most_protected(look, draft.tenant_ids),
        dwelling_id=dwelling.id,
        case_number=draft.decision_ref,
    )
    return letter, stored(look, letter)


def _most_protected(look: Look, tenant_ids: tuple[int, ...]) -> int:
    """On whom a paper that names them all is kept: on a protected one, so that it is hidden with them (P30)."""
    hidden = (p for p in tenant_ids if look.get(Person, p).protection is not Protection.NONE)
    return next(hidden, tenant_ids[0])


@steps(Right.TENANCY_READ)
def reprint(desk: Desk, tenancy_id: int) -> PrintedDocument:
    """The newest printed lease or addendum of a tenancy, byte for byte; refuses when nothing was printed."""
    return _newest_print(desk, tenancy_id)


@reads(Right.TENANCY_READ)
def _newest_print(look: Look, tenancy_id: int) -> PrintedDocument:
    version = newest_version(look, tenancy_id)
    if version is None or version.document_id is None:
        raise refuse("leieforhold.ikke_skrevet_ut")
    return given_again(look, look.get(Document, version.document_id))
