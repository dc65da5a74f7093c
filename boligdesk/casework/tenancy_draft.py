"""A lease under way, as the dialog, the import and the tests hold it: plain values, nothing stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..rules.lease_facts import Extra, ShortTermGround
from ..rules.terms import Clause, LandlordKind, LegalBasis, SecurityKind
from ..rules.vocabulary import HouseholdRole


@dataclass(frozen=True)
class DraftMember:
    """Somebody who will live there without being a tenant."""

    person_id: int
    role: HouseholdRole


@dataclass(frozen=True)
class TenancyDraft:
    """Everything a lease says. Money is øre per month; dates are inclusive; `fixed_until` None is tidsubestemt.

    The first of `tenant_ids` is the first tenant. `kid` None lets the program make one.
    """

    unit_id: int
    tenant_ids: tuple[int, ...]
    start: date
    rent_ore: int | None = None
    members: tuple[DraftMember, ...] = ()
    landlord_kind: LandlordKind = LandlordKind.MUNICIPALITY
    landlord_name: str = ""
    landlord_org_number: str = ""
    head_lease_id: int | None = None
    legal_basis: LegalBasis = LegalBasis.ORDINARY
    basis_text: str = ""
    decision_ref: str = ""
    informed_11_1_on: date | None = None
    fixed_until: date | None = None
    short_term_ground: ShortTermGround | None = None
    short_term_reason: str = ""
    short_term_told_on: date | None = None
    successive_reason: str = ""
    notice_months: int = 3
    due_day: int = 1
    index_month: date | None = None
    extras: tuple[Extra, ...] = ()
    heating_included: bool | None = None
    security_kind: SecurityKind = SecurityKind.NONE
    deposit_ore: int = 0
    guarantee_ore: int = 0
    bank: str = ""
    deposit_account: str = ""
    guarantor: str = ""
    guarantee_reference: str = ""
    guarantee_until: date | None = None
    clauses: frozenset[Clause] = frozenset({Clause.A})
    pets_allowed: bool | None = None
    smoking_allowed: bool | None = False
    special_terms: str = ""
    letter_language: str = "nb"
    interpreter_name: str = ""
    sign_date: date | None = None
    #: The lease of the home that is left in a bytte, and the last day of it; None lets that lease run on.
    previous_id: int | None = None
    previous_until: date | None = None
    kid: str | None = None
    deduction_consent: bool = False
    note: str = ""
    #: Reasons for what departs from custom: code of the control → the caseworker's words.
    reasons: Mapping[str, str] = field(default_factory=dict)
