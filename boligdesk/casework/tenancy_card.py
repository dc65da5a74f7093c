"""A tenancy as its record page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.person import Person
from ..models.stock import Building
from ..models.tenancy import AcceptedReason, Tenancy, TenancyChange, TenancyTenant
from ..rules.lease_facts import Extra
from ..rules.messages import Control
from ..rules.periods import years_between
from ..rules.rights import Right
from ..rules.terms import ChangeKind, LandlordKind, LegalBasis, SecurityKind
from ..rules.vocabulary import HouseholdRole
from .core.acts import Look, reads
from .core.lease_check import checked, rent_elsewhere
from .core.lease_facts import dwelling_of
from .core.lines import lines_of
from .core.tenancy_rows import draft_of, extras_of, members_on, securities_of, tenants_on, term_on


@dataclass(frozen=True)
class TenantLine:
    """A tenant's time on the lease."""

    person_id: int
    name: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True)
class MemberLine:
    """Somebody who lives there now; `age` None when the day of birth is unknown."""

    person_id: int
    name: str
    role: HouseholdRole
    age: int | None


@dataclass(frozen=True)
class SecurityLine:
    """A deposit or guarantee and where it stands."""

    id: int
    version: int
    kind: SecurityKind
    amount_ore: int
    bank: str
    account_number: str
    guarantor: str
    valid_to: date | None
    released_on: date | None
    claimed_ore: int | None


@dataclass(frozen=True)
class ChangeLine:
    """A change that was made, and whether its addendum is still to be printed."""

    id: int
    kind: ChangeKind
    effective_on: date
    person: str
    needs_addendum: bool


@dataclass(frozen=True)
class SecondHome:
    """A tenant holds another lease too: what is found, and the reason kept on either lease ("": none is)."""

    found: Control
    reason: str


@dataclass(frozen=True)
class TenancyCard:
    """Everything the record page of a tenancy shows. Money is øre per month; dates are inclusive."""

    id: int
    version: int
    number: str
    unit_id: int
    dwelling_id: int
    address: str
    dwelling_number: str
    tenants: tuple[TenantLine, ...]
    members: tuple[MemberLine, ...]
    household_id: int | None
    from_date: date
    to_date: date | None
    fixed_until: date | None
    closed_on: date | None
    rent_until: date | None
    landlord_kind: LandlordKind
    legal_basis: LegalBasis
    decision_ref: str
    rent_ore: int
    due_day: int
    extras: tuple[Extra, ...]
    kid: str | None
    securities: tuple[SecurityLine, ...]
    clause_a: bool
    clause_b: bool
    changes: tuple[ChangeLine, ...]
    findings: tuple[Control, ...]
    second_homes: tuple[SecondHome, ...]
    reasons: tuple[tuple[str, str], ...]
    note: str
    imported: bool


_AS_STORED = (
    "id",
    "version",
    "number",
    "unit_id",
    "household_id",
    "from_date",
    "to_date",
    "fixed_until",
    "closed_on",
    "rent_until",
    "landlord_kind",
    "legal_basis",
    "decision_ref",
    "kid",
    "clause_a",
    "clause_b",
    "note",
    "imported",
)


@reads(Right.TENANCY_READ)
def tenancy_card(look: Look, tenancy_id: int) -> TenancyCard:
    """Read one tenancy for its page; `findings` is what the act and the office say of the lease as it stands."""
    tenancy = look.get(Tenancy, tenancy_id)
    dwelling = dwelling_of(look, tenancy.unit_id)
    day = tenancy.closed_on or max(look.today, tenancy.from_date)
    term = term_on(look, tenancy_id, day)
    draft = draft_of(look, tenancy_id)
    now = tenants_on(look, tenancy_id, day)
    return TenancyCard(
        **{name: getattr(tenancy, name) for name in _AS_STORED},
        dwelling_id=dwelling.id,
        address=look.get(Building, dwelling.building_id).address,
        dwelling_number=dwelling.number,
        tenants=_tenants(look, tenancy_id),
        members=tuple(
            _member(look, m.person_id, m.role, day)
            for m in members_on(look, tenancy.household_id, day)
            if m.person_id not in now
        ),
        rent_ore=term.rent_ore,
        due_day=term.due_day,
        extras=extras_of(look, term.id),
        securities=lines_of(SecurityLine, securities_of(look, tenancy_id)),
        changes=_changes(look, tenancy_id),
        findings=checked(look, draft, itself=tenancy_id).controls,
        second_homes=() if tenancy.closed_on else _second_homes(look, tenancy_id, now, day, draft.reasons),
        reasons=tuple(sorted(draft.reasons.items())),
    )


def _second_homes(
    look: Look, tenancy_id: int, tenants: tuple[int, ...], on: date, reasons: Mapping[str, str]
) -> tuple[SecondHome, ...]:
    found = rent_elsewhere(look, tenants, on, but=tenancy_id)
    return tuple(SecondHome(control, reasons.get(control.code) or _reason_there(look, control)) for control in found)


def _reason_there(look: Look, control: Control) -> str:
    """The reason that was kept on the other lease, for whichever was made last asked for it."""
    query = (
        select(AcceptedReason.reason)
        .join(Tenancy, Tenancy.id == AcceptedReason.tenancy_id)
        .where(AcceptedReason.control == control.code, Tenancy.number == control.what.params.get("nummer"))
        .order_by(AcceptedReason.id.desc())
    )
    return look.session.execute(query).scalars().first() or ""


def _tenants(look: Look, tenancy_id: int) -> tuple[TenantLine, ...]:
    rows = look.session.execute(
        select(TenancyTenant, Person)
        .join(Person, Person.id == TenancyTenant.person_id)
        .where(TenancyTenant.tenancy_id == tenancy_id)
        .order_by(TenancyTenant.id)
    ).all()
    return tuple(TenantLine(p.id, p.full_name, t.from_date, t.to_date) for t, p in rows)


def _member(look: Look, person_id: int, role: HouseholdRole, on: date) -> MemberLine:
    person = look.get(Person, person_id)
    age = years_between(person.birth_date, on) if person.birth_date else None
    return MemberLine(person.id, person.full_name, role, age)


def _changes(look: Look, tenancy_id: int) -> tuple[ChangeLine, ...]:
    rows = look.session.execute(
        select(TenancyChange)
        .where(TenancyChange.tenancy_id == tenancy_id, TenancyChange.voided_at.is_(None))
        .order_by(TenancyChange.id.desc())
    ).scalars()
    return tuple(_change(look, row) for row in rows)


def _change(look: Look, row: TenancyChange) -> ChangeLine:
    name = look.get(Person, row.person_id).full_name if row.person_id else ""
    waiting = bool(row.facts.get("addendum")) and row.lease_version_id is None
    return ChangeLine(row.id, row.kind, row.effective_on, name, waiting)
