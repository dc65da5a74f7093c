"""The addendum (tillegg) of a change in a running tenancy: printed, signed and filed as a version of the lease."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from ..forms.lease_data import Member
from ..forms.letter_data import AddendumData
from ..models.casefile import Document
from ..models.person import Person
from ..models.stock import Building
from ..models.tenancy import LeaseSignature, LeaseVersion, Tenancy, TenancyChange, TenancyTenant
from ..rules.messages import refuse
from ..rules.periods import ONE_DAY
from ..rules.rights import Right
from ..rules.terms import ChangeKind, Clause, LegalBasis
from ..rules.vocabulary import DocumentKind, TaskKind
from .core import papers
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.lease_facts import dwelling_of
from .core.printing import Letter, PrintedDocument, given_again, print_letter, stored
from .core.tasks import finish_tasks
from .core.tenancy_letters import AboutTenancy, about_tenancy, tenancy_letter
from .core.tenancy_rows import next_version

Facts = dict[str, Any]
NO_DAYS = timedelta()


@steps(Right.TENANCY_READ)
def print_addendum(desk: Desk, change_id: int) -> Done[PrintedDocument]:
    """Print the addendum of a change; it becomes a lease version that is signed like the lease itself."""
    letter, before, accepts = _letter(desk, change_id)
    return print_letter(desk, letter, before, lambda d, new: _file(d, change_id, new, accepts))


@reads(Right.TENANCY_READ)
def _letter(look: Look, change_id: int) -> tuple[Letter, PrintedDocument | None, frozenset[Clause]]:
    change = look.get(TenancyChange, change_id)
    if change.voided_at is not None or not change.facts.get("addendum"):
        raise refuse("leieforhold.uten_tillegg")
    after_death = change.kind is ChangeKind.DEATH
    about = about_tenancy(look, change.tenancy_id, change.effective_on + (ONE_DAY if after_death else NO_DAYS))
    own = _OWN[change.kind](look, about, change)
    data = AddendumData(
        **about.shared | own,
        lease_date=about.tenancy.sign_date or about.tenancy.from_date,
        effective=change.effective_on,
        section_11_1=about.tenancy.legal_basis is LegalBasis.SECTION_11_1,
        eviction_a=about.tenancy.clause_a,
        eviction_b=about.tenancy.clause_b,
    )
    letter = tenancy_letter(look, about, "tillegg", DocumentKind.ADDENDUM, data, f"-{change.id}")
    accepted = ((Clause.A, data.accepts_eviction_a), (Clause.B, data.accepts_eviction_b))
    return letter, _signed(look, change) or stored(look, letter), frozenset(c for c, there in accepted if there)


def _signed(look: Look, change: TenancyChange) -> PrintedDocument | None:
    """An addendum that somebody has signed is given again as it was signed."""
    version = look.get(LeaseVersion, change.lease_version_id) if change.lease_version_id else None
    if version is None or version.document_id is None:
        return None
    signatures = select(LeaseSignature.id).where(LeaseSignature.lease_version_id == version.id)
    if version.signed_document_id is None and not look.session.execute(signatures).first():
        return None
    return given_again(look, look.get(Document, version.document_id))


def _member(look: Look, person_id: int | None) -> Member:
    person = look.get(Person, person_id or 0)
    return Member(name=person.full_name, born=person.birth_date)


def _name(look: Look, person_id: int | None) -> str | None:
    return look.get(Person, person_id).full_name if person_id else None


def _moves_in(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    return {"joining": (_member(look, change.person_id),)}


def _added(look: Look, about: AboutTenancy, change: TenancyChange) -> Facts:
    """The newcomer stands in a list of their own, not among those who were tenants already."""
    joins, day = change.person_id or 0, change.effective_on
    present = tuple(papers.party(look, p, day, shared=True) for p in about.draft.tenant_ids if p != joins)
    return {"tenants": present, "added": (papers.party(look, joins, day, shared=True),)}


def _released(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    return {"released": (papers.party(look, change.person_id or 0, change.effective_on),)}


def _break_up(look: Look, about: AboutTenancy, change: TenancyChange) -> Facts:
    stays = change.facts.get("successor_id") or next(p for p in about.draft.tenant_ids if p != change.person_id)
    leaves = change.person_id or 0
    return {
        "staying_after_break": _name(look, stays),
        "moving_after_break": _name(look, leaves),
        "released": (papers.party(look, leaves, change.effective_on, shared=True),) if _rented(look, change) else (),
        "steps_in": _began(look, change.tenancy_id, stays) == change.effective_on > about.tenancy.from_date,
    }


def _rented(look: Look, change: TenancyChange) -> bool:
    return _began(look, change.tenancy_id, change.person_id or 0) is not None


def _began(look: Look, tenancy_id: int, person_id: int) -> date | None:
    """Since when somebody is or was a tenant, None when they never were."""
    tenant = TenancyTenant
    query = select(func.max(tenant.from_date)).where(tenant.tenancy_id == tenancy_id, tenant.person_id == person_id)
    return look.session.execute(query).scalar()


def _death(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    return {
        "deceased": _name(look, change.person_id),
        "died_on": change.effective_on,
        "successor": _name(look, change.facts.get("successor_id")),
    }


def _renewal(_look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    end = change.facts.get("new_end")
    return {
        "new_end": date.fromisoformat(end) if end else None,
        "becomes_open": end is None,
        "renewal_reason": change.facts.get("renewal_reason") or None,
        "rent_ore": change.facts.get("rent_ore"),
    }


def _swap(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    other = look.get(Tenancy, change.other_tenancy_id or 0)
    building = look.get(Building, dwelling_of(look, other.unit_id).building_id)
    new = look.session.execute(
        select(Tenancy.number).where(Tenancy.previous_id == change.tenancy_id, Tenancy.voided_at.is_(None))
    ).scalar()
    return {"swap_address": building.address, "swap_contract": new}


_OWN: Mapping[ChangeKind, Callable[[Look, AboutTenancy, TenancyChange], Facts]] = {
    ChangeKind.PARTNER_MOVES_IN: _moves_in,
    ChangeKind.CHILD_MOVES_IN: _moves_in,
    ChangeKind.CO_TENANT_ADDED: _added,
    ChangeKind.CO_TENANT_RELEASED: _released,
    ChangeKind.BREAK_UP: _break_up,
    ChangeKind.DEATH: _death,
    ChangeKind.RENEWAL: _renewal,
    ChangeKind.SWAP: _swap,
}


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, change_id: int, new: NewDocument, accepts: frozenset[Clause]) -> int:
    """File the addendum; a clause stands in it only where its text was printed to be signed anew (P2)."""
    change = work.get(TenancyChange, change_id)
    tenancy, number = next_version(work, change.tenancy_id)
    # a colleague may have printed it this instant
    if before := stored_print(work, {"tenancy_id": tenancy.id}, new.data_sha256 or ""):
        return before.id
    document = keep(work, new)
    version = work.add(
        LeaseVersion(
            tenancy_id=tenancy.id,
            number=number,
            change_kind=change.kind,
            document_id=document.id,
            clause_a=Clause.A in accepts,
            clause_b=Clause.B in accepts,
            data=new.data,
        )
    )
    change.lease_version_id = version.id
    work.session.flush()
    if not _others_wait(work, tenancy.id):
        finish_tasks(work, tenancy.id, TaskKind.ADDENDUM)
    return document.id


def _others_wait(work: Work, tenancy_id: int) -> bool:
    """Whether another change of the tenancy still lacks its addendum."""
    query = select(TenancyChange.facts).where(
        TenancyChange.tenancy_id == tenancy_id,
        TenancyChange.lease_version_id.is_(None),
        TenancyChange.voided_at.is_(None),
    )
    return any(facts.get("addendum") for facts in work.session.execute(query).scalars())
