"""Between the fields of the new lease and the draft that the acts take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from ...casework.tenancy_draft import DraftMember, TenancyDraft
from ...rules.vocabulary import HouseholdRole
from .editors import Picked

#: Fields that stand in the form as they stand in the draft.
_SAME = (
    "start",
    "rent_ore",
    "landlord_kind",
    "landlord_name",
    "landlord_org_number",
    "legal_basis",
    "basis_text",
    "decision_ref",
    "informed_11_1_on",
    "fixed_until",
    "previous_until",
    "short_term_ground",
    "short_term_reason",
    "short_term_told_on",
    "successive_reason",
    "notice_months",
    "due_day",
    "extras",
    "heating_included",
    "security_kind",
    "deposit_ore",
    "guarantee_ore",
    "bank",
    "deposit_account",
    "guarantor",
    "guarantee_reference",
    "guarantee_until",
    "clauses",
    "pets_allowed",
    "smoking_allowed",
    "special_terms",
    "letter_language",
    "interpreter_name",
    "sign_date",
    "note",
)
#: Fields of the draft for which a blank is a value of its own; elsewhere a blank means the draft's own beginning.
_BLANK_COUNTS = frozenset(
    {"rent_ore", "fixed_until", "previous_until", "informed_11_1_on", "short_term_ground", "short_term_told_on",
     "heating_included", "guarantee_until", "pets_allowed", "smoking_allowed", "sign_date"}
)  # fmt: skip
_BEGINNINGS = {field.name: field.default for field in fields(TenancyDraft)}


def draft_from(
    values: Mapping[str, object], known: TenancyDraft | None, reasons: Mapping[str, str]
) -> TenancyDraft | None:
    """The draft that the form says; None until home, tenant and start are there.

    What is not in the form (head lease, index month) is taken from `known`, the proposal.
    """
    unit_id, tenants, start = values.get("unit_id"), values.get("tenants"), values.get("start")
    if not isinstance(unit_id, int) or not isinstance(tenants, tuple) or not isinstance(start, date):
        return None
    people = tuple(person.id for person in tenants if isinstance(person, Picked))
    base = known or TenancyDraft(unit_id, people, start)
    said: dict[str, Any] = {name: _said(name, values.get(name)) for name in _SAME}
    return replace(
        base,
        unit_id=unit_id,
        tenant_ids=people,
        members=_members(values.get("members")),
        reasons=dict(reasons),
        **said,
    )


def _said(name: str, value: object) -> object:
    if value is None and name not in _BLANK_COUNTS:
        return frozenset() if name == "clauses" else _BEGINNINGS[name]
    return value


def _members(value: object) -> tuple[DraftMember, ...]:
    people = value if isinstance(value, tuple) else ()
    return tuple(DraftMember(p.id, p.role or HouseholdRole.OTHER) for p in people if isinstance(p, Picked))


def values_from(draft: TenancyDraft, names: Mapping[int, str]) -> dict[str, object]:
    """What the form shows of a proposal; `names` are those of the tenants and the household."""
    shown: dict[str, object] = {name: getattr(draft, name) for name in _SAME}
    shown["tenants"] = tuple(Picked(p, names[p]) for p in draft.tenant_ids)
    shown["members"] = tuple(Picked(m.person_id, names[m.person_id], m.role) for m in draft.members)
    for amount in ("deposit_ore", "guarantee_ore"):
        shown[amount] = shown[amount] or None
    return shown
