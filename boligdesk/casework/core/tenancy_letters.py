"""What every letter about one tenancy shares: office, receiver, landlord, home, tenants; and protection of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ...forms.lease_data import LeaseData
from ...models.tenancy import Tenancy
from ...rules.vocabulary import DocumentKind
from ..tenancy_draft import TenancyDraft
from .acts import Look
from .lease_facts import dwelling_of
from .lease_papers import lease_data
from .printing import Letter
from .templates import template_of
from .tenancy_rows import draft_of

_SHARED = (
    "office",
    "printed_on",
    "recipient",
    "reference",
    "caseworker",
    "landlord",
    "dwelling",
    "tenants",
    "contract_number",
)


@dataclass(frozen=True)
class AboutTenancy:
    """A tenancy as its letters see it on a day."""

    tenancy: Tenancy
    draft: TenancyDraft
    lease: LeaseData

    @property
    def shared(self) -> dict[str, Any]:
        """The fields that all letters about a tenancy carry."""
        return {name: getattr(self.lease, name) for name in _SHARED}


def about_tenancy(look: Look, tenancy_id: int, on: date | None = None) -> AboutTenancy:
    """Read a tenancy with the terms and tenants of a day (None: today)."""
    tenancy = look.get(Tenancy, tenancy_id)
    draft = draft_of(look, tenancy_id, on or look.today)
    lease = lease_data(look, draft, number=tenancy.number, kid=tenancy.kid, printed_on=look.today)
    return AboutTenancy(tenancy, draft, lease)


def tenancy_letter(look: Look, about: AboutTenancy, key: str, kind: DocumentKind, data: Any, suffix: str) -> Letter:
    """A letter about a tenancy, ready to be printed from the template in force."""
    return Letter(
        key,
        kind,
        data,
        template_of(look, key, about.draft.letter_language),
        f"{key.replace('_', '-')}-{about.tenancy.number}{suffix}.pdf",
        tenancy_id=about.tenancy.id,
        dwelling_id=dwelling_of(look, about.tenancy.unit_id).id,
        case_number=about.tenancy.decision_ref,
    )
