"""Writing a lease down: tenancy, tenants, household, terms, security, KID, reasons and first tasks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from ...models.arrears import PaymentAgreement
from ...models.office import Office
from ...models.person import Household, HouseholdMember
from ...models.tenancy import AcceptedReason, Kid, RentPart, Security, Tenancy, TenancyTenant, TenancyTerm
from ...rules.kid import KidPlan, Modulus, make_kid
from ...rules.messages import refuse
from ...rules.periods import add_months
from ...rules.tenancy_changes import bostotte_due
from ...rules.terms import Clause, LandlordKind, SecurityKind
from ...rules.vocabulary import HouseholdRole, TaskKind
from ..tenancy_draft import TenancyDraft
from . import numbers
from .accounts import open_account
from .acts import Look, Work
from .lease_facts import set_rent
from .memberships import move_to
from .office_settings import OfficeSetting, setting_of
from .protection import SHIELD_OFF
from .rent_end import end_rent_by_reletting
from .tasks import NewTask, add_task

#: Columns that a lease takes over word by word.
AS_IN_THE_DRAFT = (
    "unit_id",
    "previous_id",
    "fixed_until",
    "landlord_kind",
    "landlord_name",
    "landlord_org_number",
    "head_lease_id",
    "legal_basis",
    "basis_text",
    "decision_ref",
    "informed_11_1_on",
    "short_term_ground",
    "short_term_reason",
    "short_term_told_on",
    "successive_reason",
    "notice_months",
    "heating_included",
    "pets_allowed",
    "smoking_allowed",
    "special_terms",
    "letter_language",
    "interpreter_name",
    "sign_date",
    "deduction_consent",
    "note",
)


def write_down(work: Work, draft: TenancyDraft, *, imported: bool = False) -> Tenancy:
    """Store a lease as it is, without the law's controls (import of an old lease goes in and is flagged, E7)."""
    if not draft.tenant_ids:
        raise refuse("leieforhold.uten_leietaker")
    household = _household(work, draft)
    end_rent_by_reletting(work, draft.unit_id, draft.start)
    tenancy = work.add(_tenancy(work, draft, household, imported))
    for person_id in draft.tenant_ids:
        work.add(TenancyTenant(tenancy_id=tenancy.id, person_id=person_id, from_date=draft.start))
    open_account(work, tenancy)
    _terms(work, tenancy, draft)
    _security(work, tenancy, draft)
    tenancy.kid = _kid(work, tenancy, draft, imported)
    keep_reasons(work, tenancy.id, draft)
    return tenancy


def keep_reasons(work: Work, tenancy_id: int, draft: TenancyDraft) -> None:
    """Keep the caseworker's reasons for what departs from custom."""
    for code, words in draft.reasons.items():
        if words.strip():
            work.add(AcceptedReason(tenancy_id=tenancy_id, control=code, reason=words.strip()))


def _tenancy(work: Work, draft: TenancyDraft, household: Household, imported: bool) -> Tenancy:
    return Tenancy(
        number=numbers.public(work, "leieforhold"),
        first_tenant_id=draft.tenant_ids[0],
        household_id=household.id,
        from_date=draft.start,
        to_date=draft.fixed_until,
        clause_a=Clause.A in draft.clauses,
        clause_b=Clause.B in draft.clauses,
        imported=imported,
        **{name: getattr(draft, name) for name in AS_IN_THE_DRAFT},
    )


def _household(work: Work, draft: TenancyDraft) -> Household:
    """The first tenant's present household grown to those on the lease; a new one where somebody stays behind.

    Whoever lives there without being on the lease must never become a member of the home that is let.
    """
    here = {person_id for person_id, _ in _everybody(draft)}
    found = _present_home(work, draft.tenant_ids[0], draft.start)
    living = _living_in(work, found, draft.start)
    household = work.get(Household, found) if found and living <= here else work.add(Household())
    known = living if household.id == found else set()
    left = frozenset({found} if found and household.id != found else set())
    for person_id, role in _everybody(draft):
        if person_id not in known:
            move_to(work, household.id, person_id, role, draft.start, leaving=left)
    return household


def _present_home(work: Work, person_id: int, on: date) -> int | None:
    member = HouseholdMember
    living = or_(member.to_date.is_(None), member.to_date >= on)
    query = select(member.household_id).where(member.person_id == person_id, living).order_by(member.id.desc())
    return work.session.execute(query).scalars().first()


def _living_in(work: Work, household_id: int | None, on: date) -> set[int]:
    member = HouseholdMember
    query = select(member.person_id).where(
        member.household_id == household_id, or_(member.to_date.is_(None), member.to_date >= on)
    )
    return set(work.session.execute(query).scalars())


def _everybody(draft: TenancyDraft) -> list[tuple[int, HouseholdRole]]:
    roles = [HouseholdRole.MAIN, *[HouseholdRole.PARTNER] * (len(draft.tenant_ids) - 1)]
    tenants = list(zip(draft.tenant_ids, roles, strict=True))
    return [*tenants, *((m.person_id, m.role) for m in draft.members)]


def _terms(work: Work, tenancy: Tenancy, draft: TenancyDraft) -> None:
    rent = draft.rent_ore
    if rent is None:
        rent = set_rent(work, draft.unit_id, draft.start) or 0
    term = work.add(
        TenancyTerm(
            tenancy_id=tenancy.id,
            from_date=draft.start,
            rent_ore=rent,
            due_day=draft.due_day,
            index_month=draft.index_month,
            recorded_at=work.now,
        )
    )
    for extra in draft.extras:
        work.add(RentPart(term_id=term.id, kind=extra.kind, mode=extra.mode, amount_ore=extra.amount_ore or 0))


def _security(work: Work, tenancy: Tenancy, draft: TenancyDraft) -> None:
    if draft.deposit_ore:
        work.add(
            Security(
                tenancy_id=tenancy.id,
                kind=SecurityKind.DEPOSIT,
                amount_ore=draft.deposit_ore,
                bank=draft.bank,
                account_number=draft.deposit_account,
            )
        )
    if draft.guarantee_ore:
        nav = draft.security_kind is SecurityKind.NAV_GUARANTEE
        work.add(
            Security(
                tenancy_id=tenancy.id,
                kind=SecurityKind.NAV_GUARANTEE if nav else SecurityKind.GUARANTEE,
                amount_ore=draft.guarantee_ore,
                guarantor=draft.guarantor,
                reference=draft.guarantee_reference,
                valid_to=draft.guarantee_until,
            )
        )


def kid_plan(look: Look) -> KidPlan:
    """The office's agreement with the bank; one digit tells rent from an instalment plan (P24)."""
    office = look.session.get_one(Office, 1)
    return KidPlan(office.kid_length, Modulus(f"mod{office.kid_modulus}"), office.kid_prefix, type_digits=1)


def _kid(work: Work, tenancy: Tenancy, draft: TenancyDraft, imported: bool) -> str | None:
    """Keep an old KID as it was, or make a new one from a running number that is never used again."""
    kid = draft.kid
    if kid is None:
        if tenancy.landlord_kind is LandlordKind.REFERRAL:
            return None
        kid = fresh_kid(work)
    work.add(Kid(kid=kid, tenancy_id=tenancy.id, imported=imported and draft.kid is not None, recorded_at=work.now))
    return kid


#: What the digit of a KID says that is paid: the rent, or an instalment plan (P24).
RENT_KID, PLAN_KID = 0, 1


def fresh_kid(work: Work, paid: int = RENT_KID) -> str:
    """A KID that was never given out, from a running number that is never used again."""
    plan = kid_plan(work)
    while True:
        kid = make_kid(plan, numbers.take(work, "kid"), paid)
        taken = select(Kid.id).where(Kid.kid == kid), select(PaymentAgreement.id).where(PaymentAgreement.kid == kid)
        if not any(work.session.execute(one, execution_options={SHIELD_OFF: True}).first() for one in taken):
            return kid


def new_kid_for_new_tenants(work: Work, tenancy: Tenancy, on: date) -> None:
    """Another KID when none of those who got the present one is tenant from `on`: changed tenants never share one.

    What is still paid with the old one finds the account as before.
    """
    if tenancy.kid is None:
        return
    given = work.session.execute(select(Kid.recorded_at).where(Kid.kid == tenancy.kid)).scalar_one().date()
    tenant = TenancyTenant
    first = select(tenant.person_id).where(
        tenant.tenancy_id == tenancy.id, tenant.from_date <= max(given, tenancy.from_date)
    )
    had_it = set(work.session.execute(first).scalars())
    after = select(tenant.person_id).where(
        tenant.tenancy_id == tenancy.id, or_(tenant.to_date.is_(None), tenant.to_date >= on)
    )
    has_it = set(work.session.execute(after).scalars())
    if has_it and not has_it & had_it:
        tenancy.kid = fresh_kid(work)
        work.add(Kid(kid=tenancy.kid, tenancy_id=tenancy.id, imported=False, recorded_at=work.now))


def term_ends_due(look: Look, end: date | None) -> date | None:
    """When the office must look at a term that will end: so many months before as it has chosen, never in the past."""
    if end is None:
        return None
    return max(add_months(end, -setting_of(look, OfficeSetting.TERM_ENDS_MONTHS)), look.today)


def first_tasks(work: Work, tenancy: Tenancy) -> None:
    """What a new lease leaves to do: signatures, security, protocol, bostøtte by the 25th (P8), the end."""
    dues = {
        TaskKind.SIGN_LEASE: tenancy.from_date,
        TaskKind.SECURITY: tenancy.from_date,
        TaskKind.MOVE_IN_PROTOCOL: tenancy.from_date,
        TaskKind.HOUSING_ALLOWANCE: max(bostotte_due(tenancy.from_date), work.today),
        TaskKind.TERM_ENDS: term_ends_due(work, tenancy.fixed_until),
    }
    for kind, due in dues.items():
        if due is not None:
            add_task(work, NewTask(kind, due, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id))
