"""The coded words of a lease: stored as English codes, named in the text catalogue (`enum.<Class>.<value>`)."""

from __future__ import annotations

from enum import StrEnum


class LegalBasis(StrEnum):
    """Which rules of the tenancy act the lease stands on."""

    ORDINARY = "ordinary"
    SECTION_11_1 = "section_11_1"
    OTHER = "other"


class LandlordKind(StrEnum):
    """Who is landlord by the lease (P4)."""

    MUNICIPALITY = "municipality"
    COMPANY = "company"
    PRIVATE_HEAD_LEASE = "private_head_lease"
    REFERRAL = "referral"


class SecurityKind(StrEnum):
    """What stands for the tenant's debt (§§ 3-5, 3-6)."""

    NONE = "none"
    DEPOSIT = "deposit"
    GUARANTEE = "guarantee"
    NAV_GUARANTEE = "nav_guarantee"


class ExtraKind(StrEnum):
    """What is paid besides the rent; only the first three may be charged (§§ 3-1, 3-4)."""

    ELECTRICITY = "electricity"
    HEATING = "heating"
    WATER = "water"
    INTERNET = "internet"
    MUNICIPAL_FEES = "municipal_fees"
    COMMON_COSTS = "common_costs"
    PARKING = "parking"
    OTHER = "other"


class ExtraMode(StrEnum):
    """How an extra is settled."""

    OWN_SUBSCRIPTION = "own_subscription"
    ON_ACCOUNT = "on_account"
    METERED = "metered"
    FIXED = "fixed"
    INCLUDED = "included"


class Clause(StrEnum):
    """The eviction clauses of tvangsfullbyrdelsesloven § 13-2 third paragraph a and b."""

    A = "a"
    B = "b"


class ChangeKind(StrEnum):
    """A change in a running tenancy (P3, P7)."""

    PARTNER_MOVES_IN = "partner_moves_in"
    CHILD_MOVES_IN = "child_moves_in"
    MEMBER_MOVES_OUT = "member_moves_out"
    CO_TENANT_ADDED = "co_tenant_added"
    CO_TENANT_RELEASED = "co_tenant_released"
    BREAK_UP = "break_up"
    DEATH = "death"
    SWAP = "swap"
    RENEWAL = "renewal"
    RENT_CHANGE = "rent_change"


class EndKind(StrEnum):
    """How a tenancy comes to its end (P5)."""

    TENANT_NOTICE = "tenant_notice"
    LANDLORD_NOTICE = "landlord_notice"
    REQUEST_TO_MOVE = "request_to_move"
    AGREED = "agreed"
    SWAP = "swap"
    DEATH = "death"


class NoticeGround(StrEnum):
    """The landlord's grounds in § 9-5."""

    OWN_USE = "own_use"
    DEMOLITION = "demolition"
    BREACH = "breach"
    OTHER_OBJECTIVE = "other_objective"
