"""The rights of the office: what may be done, and which role ships with which right (E9).

The table below is what an office starts with; the office's own table lies in the database (`role_right`).
"""

from __future__ import annotations

from enum import StrEnum

from .vocabulary import Role


class Right(StrEnum):
    """One thing that somebody may or may not do."""

    OPEN = "open"
    STOCK_READ = "stock_read"
    STOCK_WRITE = "stock_write"
    PERSON_READ = "person_read"
    PERSON_WRITE = "person_write"
    PERSON_NUMBER = "person_number"
    PERSON_MERGE = "person_merge"
    PROTECTED = "protected"
    PROTECTION_WRITE = "protection_write"
    TENANCY_READ = "tenancy_read"
    TENANCY_WRITE = "tenancy_write"
    DOCUMENT_READ = "document_read"
    DOCUMENT_WRITE = "document_write"
    APPLICATION_READ = "application_read"
    APPLICATION_WRITE = "application_write"
    DECISION_WRITE = "decision_write"
    DECISION_APPROVE = "decision_approve"
    CRITERIA_WRITE = "criteria_write"
    LEDGER_READ = "ledger_read"
    LEDGER_WRITE = "ledger_write"
    PAYMENTS_WRITE = "payments_write"
    ARREARS_WRITE = "arrears_write"
    EVICTION_DECIDE = "eviction_decide"
    RENT_ADJUST = "rent_adjust"
    GUIDANCE_READ = "guidance_read"
    GUIDANCE_WRITE = "guidance_write"
    TASK_READ = "task_read"
    TASK_WRITE = "task_write"
    CONTACT_WRITE = "contact_write"
    IMPORT = "import"
    EXPORT = "export"
    TEMPLATE_WRITE = "template_write"
    RATE_WRITE = "rate_write"
    SETTINGS_WRITE = "settings_write"
    USER_WRITE = "user_write"
    AUDIT_READ = "audit_read"
    MAINTENANCE = "maintenance"


_READ = {
    Right.OPEN,
    Right.STOCK_READ,
    Right.PERSON_READ,
    Right.TENANCY_READ,
    Right.APPLICATION_READ,
    Right.LEDGER_READ,
    Right.GUIDANCE_READ,
    Right.DOCUMENT_READ,
    Right.TASK_READ,
}
_COUNTER = _READ | {
    Right.PERSON_WRITE,
    Right.APPLICATION_WRITE,
    Right.GUIDANCE_WRITE,
    Right.CONTACT_WRITE,
    Right.TASK_WRITE,
    Right.DOCUMENT_WRITE,
}
_FOLLOW_UP = _COUNTER | {Right.ARREARS_WRITE, Right.EXPORT, Right.AUDIT_READ}
_CASEWORKER = _FOLLOW_UP | {
    Right.STOCK_WRITE,
    Right.PERSON_NUMBER,
    Right.PERSON_MERGE,
    Right.PROTECTED,
    Right.PROTECTION_WRITE,
    Right.TENANCY_WRITE,
    Right.DECISION_WRITE,
    Right.DECISION_APPROVE,
    Right.LEDGER_WRITE,
    Right.PAYMENTS_WRITE,
    Right.RENT_ADJUST,
    Right.IMPORT,
}

#: What a planned job never does: it sees no protected person, gives no rights, and decides nothing.
_PEOPLE_ONLY = {
    Right.PROTECTED,
    Right.PERSON_NUMBER,
    Right.USER_WRITE,
    Right.DECISION_WRITE,
    Right.DECISION_APPROVE,
    Right.CRITERIA_WRITE,
    Right.EVICTION_DECIDE,
    Right.RENT_ADJUST,
}

SHIPPED: dict[Role, frozenset[Right]] = {
    Role.LEADER: frozenset(Right),
    Role.CASEWORKER: frozenset(_CASEWORKER),
    Role.FOLLOW_UP: frozenset(_FOLLOW_UP),
    Role.COUNTER: frozenset(_COUNTER),
    Role.READER: frozenset(_READ),
    Role.SCHEDULED: frozenset(set(Right) - _PEOPLE_ONLY),
}
