"""The coded words of rent accounts, payments and arrears as they are kept (`enum.<Class>.<value>`)."""

from __future__ import annotations

from enum import StrEnum


class LedgerKind(StrEnum):
    """Whose books the rent accounts are: the office's own, or a mirror of the municipality's accounting system."""

    OWN = "own"
    MIRROR = "mirror"


class StepStanding(StrEnum):
    """How the recommended step of an account stands: to be taken, stopped by a fact, or not known."""

    READY = "ready"
    STOPPED = "stopped"
    LACKS = "lacks"
    NOTHING = "nothing"


class WorkGroup(StrEnum):
    """Where an account stands in the worklist: by when, from when, or held until somebody mends what is lacking."""

    TODAY = "today"
    WEEK = "week"
    NOW = "now"
    WAITS = "waits"
    HELD = "held"
    NOTHING = "nothing"


class PaymentOutcome(StrEnum):
    """What a payment turned out to be when its file was matched (P26)."""

    MATCHED = "matched"
    PART = "part"
    OVER = "over"
    ADVANCE = "advance"
    KNOWN_PAYER = "known_payer"
    UNKNOWN_KID = "unknown_kid"
    NO_KID = "no_kid"
    NOT_OURS = "not_ours"
    RETURNED = "returned"
    LUMP = "lump"


class LineState(StrEnum):
    """Where a payment stands: on an account, waiting for somebody to sort it, or set aside as none of ours."""

    BOOKED = "booked"
    WAITING = "waiting"
    SET_ASIDE = "set_aside"


class PayerKind(StrEnum):
    """Who pays for the tenant."""

    NAV = "nav"
    GUARDIAN = "guardian"
    EMPLOYER = "employer"
    RELATIVE = "relative"
    MUNICIPALITY = "municipality"
    OTHER = "other"


class ArrearsEventKind(StrEnum):
    """What was done about a debt, or happened to it."""

    CONTACT = "contact"
    REMINDER = "reminder"
    FEE_LETTER = "fee_letter"
    OWN_DEMAND = "own_demand"
    AGREEMENT_OFFERED = "agreement_offered"
    AGREEMENT_DECLINED = "agreement_declined"
    EVICTION_NOTICE = "eviction_notice"
    RESCINDED = "rescinded"
    REQUEST_TO_MOVE = "request_to_move"
    TERM_NOTICE = "term_notice"
    PETITION_FILED = "petition_filed"
    TERM_PETITION_FILED = "term_petition_filed"
    SERVED = "served"
    DATE_SET = "date_set"
    CARRIED_OUT = "carried_out"
    STOPPED = "stopped"
    CLOSED = "closed"
    NAV_NOTICE = "nav_notice"
    GUARANTEE_CLAIM = "guarantee_claim"
    COLLECTION = "collection"


class AgreementKind(StrEnum):
    """A betalingsavtale with instalments, or a spoken promise."""

    PLAN = "plan"
    PROMISE = "promise"


class PlanState(StrEnum):
    """Where an agreement that was made stands; `ended`: by the office or the tenant, without breach."""

    RUNNING = "running"
    KEPT = "kept"
    BROKEN = "broken"
    ENDED = "ended"


class CheckResult(StrEnum):
    """What a look at an agreement on a day found."""

    ON_TRACK = "on_track"
    WITHIN_TOLERANCE = "within_tolerance"
    BROKEN = "broken"
    KEPT = "kept"


class RentChangeState(StrEnum):
    """Where a changed rent stands; `moved`: the notice came too late for its day, and it counts from a later one."""

    PLANNED = "planned"
    SENT = "sent"
    MOVED = "moved"
    IN_FORCE = "in_force"
    DROPPED = "dropped"
