"""Writing a lease down: tenancy, tenants, household, terms, security, KID, reasons and first tasks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from ...models.office import Office
from ...models.person import Household, HouseholdMember
from ...models.tenancy import AcceptedReason, Kid, RentPart, Security, Tenancy, TenancyTenant, TenancyTerm
from ...rules.kid import KidPlan, Modulus, make_kid
from ...rules.messages import refuse
from ...rules.terms import LandlordKind, SecurityKind
from ...rules.vocabulary import HouseholdRole, TaskKind
from ..tenancy_draft import TenancyDraft
from . import numbers
from .acts import Look, Work
from .lease_facts import set_rent
from .tasks import NewTask, add_task

#: Columns that a lease takes over word by word.
_AS_IN_THE_DRAFT = (
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
    "deduction_consent",
    "note",
)
