"""The addendum (tillegg) of a change in a running tenancy: printed, signed and filed as a version of the lease."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..forms.lease_data import Member
from ..forms.letter_data import AddendumData
from ..models.person import Person
from ..models.stock import Building
from ..models.tenancy import LeaseVersion, Tenancy, TenancyChange
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.terms import ChangeKind, LegalBasis
from ..rules.vocabulary import DocumentKind, TaskKind
from .core import papers
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.lease_facts import dwelling_of
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.tasks import finish_tasks
from .core.tenancy_letters import AboutTenancy, about_tenancy, tenancy_letter

Facts = Mapping[str, Any]


@steps(Right.TENANCY_READ)
def print_addendum(desk: Desk, change_id: int) -> Done[PrintedDocument]:
    """Print the addendum of a change; it becomes a lease version that is signed like the lease itself."""
    letter, before = _letter(desk, change_id)
    return print_letter(desk, letter, before, lambda d, new: _file(d, change_id, new))


@reads(Right.TENANCY_READ)
def _letter(look: Look, change_id: int) -> tuple[Letter, PrintedDocument | None]:
    change = look.get(TenancyChange, change_id)
    if not change.facts.get("addendum"):
        raise refuse("leieforhold.uten_tillegg")
    about = about_tenancy(look, change.tenancy_id, change.effective_on)
    own = _OWN[change.kind](look, about, change)
    data = AddendumData(
        **about.shared,
        lease_date=about.tenancy.sign_date or about.tenancy.from_date,
        effective=change.effective_on,
        section_11_1=about.tenancy.legal_basis is LegalBasis.SECTION_11_1,
        eviction_a=about.tenancy.clause_a,
        eviction_b=about.tenancy.clause_b,
        **own,
    )
    letter = tenancy_letter(look, about, "tillegg", DocumentKind.ADDENDUM, data, f"-{change.id}")
    return letter, stored(look, letter)


def _member(look: Look, person_id: int | None) -> Member:
    person = look.get(Person, person_id or 0)
    return Member(name=person.full_name, born=person.birth_date)


def _name(look: Look, person_id: int | None) -> str | None:
    return look.get(Person, person_id).full_name if person_id else None


def _moves_in(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    return {"joining": (_member(look, change.person_id),)}


def _added(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    return {"added": (papers.party(look, change.person_id or 0, change.effective_on),)}


def _released(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    return {"released": (papers.party(look, change.person_id or 0, change.effective_on),)}


def _break_up(look: Look, about: AboutTenancy, change: TenancyChange) -> Facts:
    stays = change.facts.get("successor_id") or next(p for p in about.draft.tenant_ids if p != change.person_id)
    return {"staying_after_break": _name(look, stays), "moving_after_break": _name(look, change.person_id)}


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
        "renewal_reason": change.facts.get("renewal_reason") or None,
        "rent_ore": change.facts.get("rent_ore"),
    }


def _swap(look: Look, _about: AboutTenancy, change: TenancyChange) -> Facts:
    other = look.get(Tenancy, change.other_tenancy_id or 0)
    building = look.get(Building, dwelling_of(look, other.unit_id).building_id)
    return {"swap_address": building.address, "swap_contract": other.number}


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
def _file(work: Work, change_id: int, new: NewDocument) -> int:
    document = keep(work, new)
    change = work.get(TenancyChange, change_id)
    tenancy = work.get(Tenancy, change.tenancy_id)
    newest = work.session.execute(
        select(func.max(LeaseVersion.number)).where(LeaseVersion.tenancy_id == tenancy.id)
    ).scalar()
    version = work.add(
        LeaseVersion(
            tenancy_id=tenancy.id,
            number=(newest or 0) + 1,
            change_kind=change.kind,
            document_id=document.id,
            clause_a=tenancy.clause_a,
            clause_b=tenancy.clause_b,
            data=new.data,
        )
    )
    change.lease_version_id = version.id
    finish_tasks(work, tenancy.id, TaskKind.ADDENDUM)
    return document.id
