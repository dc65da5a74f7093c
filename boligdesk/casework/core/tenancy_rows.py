"""A stored tenancy read back: as a draft (to control, print and renew it) and as its present terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select

from ...models.person import HouseholdMember
from ...models.tenancy import (
    AcceptedReason,
    Ending,
    LeaseVersion,
    RentPart,
    Security,
    Tenancy,
    TenancyTenant,
    TenancyTerm,
)
from ...rules.lease_facts import Extra
from ...rules.messages import refuse
from ...rules.terms import Clause, EndKind, SecurityKind
from ..tenancy_draft import DraftMember, TenancyDraft
from .acts import Look, Work
from .lease_write import AS_IN_THE_DRAFT


def term_on(look: Look, tenancy_id: int, on: date) -> TenancyTerm:
    """The terms in force on a day; before the first they are the first's, after the last the last's."""
    query = (
        select(TenancyTerm)
        .where(TenancyTerm.tenancy_id == tenancy_id, TenancyTerm.voided_at.is_(None))
        .order_by(TenancyTerm.from_date, TenancyTerm.id)
    )
    terms = look.session.execute(query).scalars().all()
    if not terms:
        raise refuse("sak.finnes_ikke")
    return max((t for t in terms if t.from_date <= on), key=lambda t: (t.from_date, t.id), default=terms[0])


def extras_of(look: Look, term_id: int) -> tuple[Extra, ...]:
    """The extras of one set of terms."""
    rows = look.session.execute(select(RentPart).where(RentPart.term_id == term_id).order_by(RentPart.id)).scalars()
    return tuple(Extra(r.kind, r.mode, r.amount_ore or None, has_meter=True, settled_every_months=12) for r in rows)


def tenants_on(look: Look, tenancy_id: int, on: date, *, coming: bool = False) -> tuple[int, ...]:
    """The persons who are tenants on a day, the first tenant first; `coming`: those who will be too."""
    tenant = TenancyTenant
    query = (
        select(tenant.person_id)
        .where(tenant.tenancy_id == tenancy_id)
        .where(or_(tenant.to_date.is_(None), tenant.to_date >= on))
        .order_by(tenant.id)
    )
    if not coming:
        query = query.where(tenant.from_date <= on)
    return tuple(dict.fromkeys(look.session.execute(query).scalars()))


def members_on(look: Look, household_id: int | None, on: date) -> tuple[DraftMember, ...]:
    """Those who live in a household on a day."""
    member = HouseholdMember
    query = (
        select(member.person_id, member.role)
        .where(member.household_id == household_id)
        .where(or_(member.from_date.is_(None), member.from_date <= on))
        .where(or_(member.to_date.is_(None), member.to_date >= on))
        .order_by(member.id)
    )
    return tuple(DraftMember(p, r) for p, r in look.session.execute(query).all())


def securities_of(look: Look, tenancy_id: int) -> list[Security]:
    """Deposit and guarantees of a tenancy."""
    query = select(Security).where(Security.tenancy_id == tenancy_id, Security.voided_at.is_(None))
    return list(look.session.execute(query.order_by(Security.id)).scalars())


def reasons_of(look: Look, tenancy_id: int) -> dict[str, str]:
    """The reasons kept for what departs from custom, newest per control."""
    query = select(AcceptedReason.control, AcceptedReason.reason).where(AcceptedReason.tenancy_id == tenancy_id)
    return {row.control: row.reason for row in look.session.execute(query.order_by(AcceptedReason.id))}


def draft_of(look: Look, tenancy_id: int, on: date | None = None) -> TenancyDraft:
    """The lease as a draft with the terms, tenants and household of a day (None: as the lease was made).

    A day before the lease begins counts as its first day.
    """
    tenancy = look.get(Tenancy, tenancy_id)
    day = max(on or tenancy.from_date, tenancy.from_date)
    term = term_on(look, tenancy_id, day)
    tenants = tenants_on(look, tenancy_id, day) or (tenancy.first_tenant_id,)
    clauses = {Clause.A: tenancy.clause_a, Clause.B: tenancy.clause_b}
    draft = TenancyDraft(
        tenant_ids=tenants,
        start=tenancy.from_date,
        rent_ore=term.rent_ore,
        members=tuple(m for m in members_on(look, tenancy.household_id, day) if m.person_id not in tenants),
        due_day=term.due_day,
        index_month=term.index_month,
        extras=extras_of(look, term.id),
        clauses=frozenset(c for c, agreed in clauses.items() if agreed),
        kid=tenancy.kid,
        reasons=reasons_of(look, tenancy_id),
        **{name: getattr(tenancy, name) for name in AS_IN_THE_DRAFT},
    )
    return _secured(draft, securities_of(look, tenancy_id))


def _secured(draft: TenancyDraft, rows: list[Security]) -> TenancyDraft:
    """The draft with its deposit and its guarantee; where there are both, it is known by the guarantee's kind."""
    if rows:
        draft = replace(draft, security_kind=rows[0].kind)
    for row in rows:
        if row.kind is SecurityKind.DEPOSIT:
            draft = replace(draft, deposit_ore=row.amount_ore, bank=row.bank, deposit_account=row.account_number)
        else:
            draft = replace(
                draft,
                security_kind=row.kind,
                guarantee_ore=row.amount_ore,
                guarantor=row.guarantor,
                guarantee_reference=row.reference,
                guarantee_until=row.valid_to,
            )
    return draft


def newest_version(look: Look, tenancy_id: int) -> LeaseVersion | None:
    """The lease or addendum printed last for this tenancy."""
    query = (
        select(LeaseVersion)
        .where(LeaseVersion.tenancy_id == tenancy_id, LeaseVersion.voided_at.is_(None))
        .order_by(LeaseVersion.number.desc())
    )
    return look.session.execute(query).scalars().first()


def next_version(work: Work, tenancy_id: int) -> tuple[Tenancy, int]:
    """The tenancy, held until the act ends, and the number of its next lease or addendum (E13: two print at once)."""
    held = select(Tenancy).where(Tenancy.id == tenancy_id).with_for_update()
    tenancy = work.session.execute(held).scalar_one_or_none()
    if tenancy is None:
        raise refuse("sak.finnes_ikke")
    newest = select(func.max(LeaseVersion.number)).where(LeaseVersion.tenancy_id == tenancy_id)
    return tenancy, (work.session.execute(newest).scalar() or 0) + 1


def touch(work: Work, tenancy: Tenancy) -> None:
    """Raise the tenancy's version though only what hangs on it changes: whoever has it open is told (E10).

    To be called before the act changes anything, so that its audit lines hold the version it leaves.
    """
    work.ledger.raise_version(tenancy)


def refuse_gone(tenancy: Tenancy) -> None:
    """Nothing more is done with a tenancy that was withdrawn or is over; it can be read, and its debt stays."""
    if tenancy.voided_at is not None:
        raise refuse("leieforhold.er_trukket")
    if tenancy.closed_on is not None:
        raise refuse("leieforhold.er_avsluttet", dato=tenancy.closed_on)


def move_requested_on(look: Look, tenancy_id: int) -> date | None:
    """When the tenant was last asked in writing to move after a fixed term (§ 9-2), None when never."""
    query = (
        select(func.coalesce(Ending.sent_on, Ending.received_on))
        .where(Ending.tenancy_id == tenancy_id, Ending.kind == EndKind.REQUEST_TO_MOVE)
        .where(Ending.voided_at.is_(None), Ending.withdrawn_on.is_(None))
        .order_by(Ending.id.desc())
    )
    return look.session.execute(query).scalars().first()
