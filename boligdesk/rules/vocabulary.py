"""The coded words of the records: stored as English codes, named in the text catalogue (`enum.<Class>.<value>`)."""

from __future__ import annotations

from enum import StrEnum


class DwellingKind(StrEnum):
    """What sort of home it is."""

    APARTMENT = "apartment"
    ROW_HOUSE = "row_house"
    DETACHED = "detached"
    SEMI_DETACHED = "semi_detached"
    STUDIO = "studio"
    BASEMENT = "basement"
    SHARED_HOME = "shared_home"
    SUPPORTED = "supported"
    TEMPORARY = "temporary"
    OTHER = "other"


class Disposal(StrEnum):
    """By what right the municipality disposes of the dwelling."""

    OWNED = "owned"
    MUNICIPAL_COMPANY = "municipal_company"
    LEASED_IN = "leased_in"
    LETTING_RIGHT = "letting_right"


class StateKind(StrEnum):
    """What the office has said of a dwelling for a period. "Let" is never stored: it follows from the tenancy."""

    READYING = "readying"
    REFURBISHMENT = "refurbishment"
    RESERVED = "reserved"
    BLOCKED = "blocked"


class Status(StrEnum):
    """What a dwelling is on a given day, worked out from its tenancies and states."""

    VACANT = "vacant"
    LET = "let"
    NOTICE_GIVEN = "notice_given"
    EXPIRED = "expired"
    READYING = "readying"
    REFURBISHMENT = "refurbishment"
    RESERVED = "reserved"
    BLOCKED = "blocked"
    RETIRED = "retired"


class Accessible(StrEnum):
    """How far a wheelchair user gets."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Standard(StrEnum):
    """The office's own judgement of the condition."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Protection(StrEnum):
    """Address protection from the population register."""

    NONE = "none"
    CONFIDENTIAL = "confidential"
    STRICT = "strict"


class ContactKind(StrEnum):
    """A way to reach somebody."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


class HouseholdRole(StrEnum):
    """What a member is in the household."""

    MAIN = "main"
    PARTNER = "partner"
    CHILD = "child"
    CHILD_SHARED = "child_shared"
    RELATIVE = "relative"
    OTHER = "other"


class RepresentativeKind(StrEnum):
    """Who may act for a person."""

    GUARDIAN = "guardian"
    PARENT = "parent"
    PROXY = "proxy"


class Role(StrEnum):
    """The five roles of the office."""

    LEADER = "leader"
    CASEWORKER = "caseworker"
    FOLLOW_UP = "follow_up"
    COUNTER = "counter"
    READER = "reader"
    SCHEDULED = "scheduled"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class TaskKind(StrEnum):
    """Why a task exists; made by an act, or by hand."""

    MANUAL = "manual"
    SIGN_LEASE = "sign_lease"
    HOUSING_ALLOWANCE = "housing_allowance"
    SECURITY = "security"
    MOVE_IN_PROTOCOL = "move_in_protocol"
    MOVE_OUT_PROTOCOL = "move_out_protocol"
    SETTLEMENT = "settlement"
    READY_DWELLING = "ready_dwelling"
    TERM_ENDS = "term_ends"
    REQUEST_TO_MOVE = "request_to_move"
    ONE_MONTH_VISIT = "one_month_visit"
    KID_CHECK = "kid_check"
    CONSENT = "consent"
    ADDENDUM = "addendum"
    ESTATE = "estate"
    JOURNAL = "journal"
    PROTEST = "protest"
    RELEASE_SECURITY = "release_security"
    PRELIMINARY_ANSWER = "preliminary_answer"
    PAPERS = "papers"
    DECIDE = "decide"
    APPROVE_DECISION = "approve_decision"
    SEND_DECISION = "send_decision"
    ASSISTANCE = "assistance"
    ACUTE_HANDOVER = "acute_handover"
    TEMPORARY_STAY = "temporary_stay"
    COMPLAINT = "complaint"
    FORWARD_COMPLAINT = "forward_complaint"
    OFFER_ANSWER = "offer_answer"
    MAKE_LEASE = "make_lease"
    VALIDITY = "validity"
    RENEWAL_CONTACT = "renewal_contact"
    ARREARS_CONTACT = "arrears_contact"
    ARREARS_STEP = "arrears_step"
    SORT_PAYMENT = "sort_payment"
    AGREEMENT_CHECK = "agreement_check"
    MEETING_OUTCOME = "meeting_outcome"
    USE_SETTLEMENT = "use_settlement"
    RENT_ROUND = "rent_round"
    PETITION = "petition"
    BENEFIT_APPLY = "benefit_apply"
    PROOF_EXPIRES = "proof_expires"
    PURCHASE_STEP = "purchase_step"
    PLAN_REVIEW = "plan_review"
    PLAN_STEP = "plan_step"


class DocumentKind(StrEnum):
    """What a kept document is."""

    LEASE = "lease"
    SIGNED_LEASE = "signed_lease"
    ADDENDUM = "addendum"
    SIGNED_ADDENDUM = "signed_addendum"
    INFORMATION_11_1 = "information_11_1"
    HOUSE_RULES = "house_rules"
    PROTOCOL = "protocol"
    DEDUCTION_CONSENT = "deduction_consent"
    NOTICE = "notice"
    REQUEST_TO_MOVE = "request_to_move"
    SETTLEMENT = "settlement"
    CONFIRMATION = "confirmation"
    LETTER = "letter"
    APPLICATION = "application"
    PRELIMINARY_ANSWER = "preliminary_answer"
    PAPERS_LETTER = "papers_letter"
    DECISION = "decision"
    OFFER = "offer"
    COMPLAINT = "complaint"
    FORWARDING = "forwarding"
    REQUIREMENTS = "requirements"
    RENEWAL_LETTER = "renewal_letter"
    HANDOVER = "handover"
    RENT_STATEMENT = "rent_statement"
    REMINDER = "reminder"
    FEE_LETTER = "fee_letter"
    OWN_DEMAND = "own_demand"
    AGREEMENT = "agreement"
    EVICTION_NOTICE = "eviction_notice"
    TERM_NOTICE = "term_notice"
    RESCISSION = "rescission"
    PETITION = "petition"
    RENT_CHANGE = "rent_change"
    USE_SETTLEMENT = "use_settlement"
    NAV_NOTICE = "nav_notice"
    GUARANTEE_CLAIM = "guarantee_claim"
    MEETING_LIST = "meeting_list"
    COLLECTION = "collection"
    GUIDANCE_SHEET = "guidance_sheet"
    HOUSEHOLD_BUDGET = "household_budget"
    LOAN_PREPARATION = "loan_preparation"
    BENEFIT_CHECKLIST = "benefit_checklist"
    BENEFIT_TRANSFER = "benefit_transfer"
    TRANSFER_STATEMENT = "transfer_statement"
    DOUBLE_RENT = "double_rent"
    CAREER_PLAN = "career_plan"
    SCAN = "scan"
    ATTACHMENT = "attachment"


class SendingWay(StrEnum):
    """How a document reached its receiver."""

    POST = "post"
    HANDED_OVER = "handed_over"
    DIGITAL_POST = "digital_post"
    EMAIL = "email"
    WITNESSED = "witnessed"


class ContactWay(StrEnum):
    """How somebody got in touch with the office."""

    WALK_IN = "walk_in"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    VISIT = "visit"
    MEETING = "meeting"


class MeterKind(StrEnum):
    """What a meter measures."""

    ELECTRICITY = "electricity"
    WATER = "water"
    HEATING = "heating"


class RunState(StrEnum):
    """Where a batch or an import stands."""

    STAGED = "staged"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
