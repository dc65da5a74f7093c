"""The coded words of applications, decisions, complaints, the waiting list and offers (`enum.<Class>.<value>`)."""

from __future__ import annotations

from enum import StrEnum


class ApplicationKind(StrEnum):
    """What somebody applies for. KOSTRA counts only `new` as a new application."""

    NEW = "new"
    SWAP = "swap"
    RENEWAL = "renewal"
    FOLLOW_UP = "follow_up"
    ACUTE = "acute"


class Channel(StrEnum):
    """How the application came in."""

    PAPER = "paper"
    COUNTER = "counter"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    DIGITAL = "digital"


class Stage(StrEnum):
    """Where an application stands; moved by acts only, checked against the rows by `kontroll`."""

    NEW = "new"
    ASSESSING = "assessing"
    PROPOSED = "proposed"
    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why an application is no longer worked on."""

    HOUSED = "housed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    DISMISSED = "dismissed"
    OTHER_HOME = "other_home"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    LAPSED = "lapsed"
    DONE = "done"


class StayKind(StrEnum):
    """Where the applicant stays now; the first six are Husbanken's categories of homelessness."""

    TEMPORARY_HOUSING = "temporary_housing"
    NIGHT_SHELTER = "night_shelter"
    FRIENDS_OR_FAMILY = "friends_or_family"
    INSTITUTION_OR_PRISON = "institution_or_prison"
    CRISIS_CENTRE = "crisis_centre"
    NOWHERE = "nowhere"
    RECEPTION_CENTRE = "reception_centre"
    RENTS_FIXED_TERM = "rents_fixed_term"
    RENTS = "rents"
    OWNS = "owns"
    LASTING_WITH_FAMILY = "lasting_with_family"
    MUNICIPAL_HOME = "municipal_home"
    OTHER = "other"


class TargetGroup(StrEnum):
    """The main ground of an application, as the yearly reporting asks for it; one per case."""

    REFUGEE = "refugee"
    MENTAL_OR_ADDICTION = "mental_or_addiction"
    ADAPTED_HOME = "adapted_home"
    FAMILY_WITH_CHILDREN = "family_with_children"
    FINANCIAL = "financial"
    OTHER = "other"


class Growth(StrEnum):
    """Why somebody is expected in the household who does not live there yet."""

    FAMILY_REUNION = "family_reunion"
    BIRTH = "birth"
    CUSTODY = "custody"
    OTHER = "other"


class AreaWish(StrEnum):
    """What an applicant says of a part of town."""

    WANT = "want"
    AVOID = "avoid"


class FloorNeed(StrEnum):
    """How the home must be reached."""

    ANY = "any"
    LIFT_OR_GROUND = "lift_or_ground"
    GROUND = "ground"


class PaperKind(StrEnum):
    """A paper the office asks an applicant for."""

    TAX_RETURN = "tax_return"
    INCOME = "income"
    LEASE = "lease"
    TERMINATION = "termination"
    HEALTH = "health"
    SOCIAL = "social"
    MARKET_ATTEMPTS = "market_attempts"
    RESIDENCE_PERMIT = "residence_permit"
    CUSTODY = "custody"
    MANDATE = "mandate"
    DEBT = "debt"
    CONSENT = "consent"
    OTHER = "other"


class AssistanceState(StrEnum):
    """How the question of boligsosial bistand stands (P11): a refused home never closes it."""

    NOT_ASKED = "not_asked"
    OPEN = "open"
    DECIDED = "decided"
    DECLINED = "declined"
    PASSED_ON = "passed_on"


class ChildHeard(StrEnum):
    """Whether and how a child was heard (P16)."""

    HEARD_DIRECTLY = "heard_directly"
    HEARD_THROUGH_PARENT = "heard_through_parent"
    HEARD_BY_OTHERS = "heard_by_others"
    DID_NOT_WANT = "did_not_want"
    TOO_YOUNG = "too_young"


class CriterionStatus(StrEnum):
    """How one demand came out."""

    MET = "met"
    NOT_MET = "not_met"
    EXCEPTION = "exception"
    UNKNOWN = "unknown"


class DecisionBasis(StrEnum):
    """What law a decision rests on; with the result it chooses the complaint body (P15)."""

    HOUSING = "housing"
    RENEWAL = "renewal"
    ASSISTANCE = "assistance"
    TEMPORARY = "temporary"
    FOLLOW_UP = "follow_up"
    REMOVAL = "removal"


class DecisionResult(StrEnum):
    """The outcome of a decision."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    DISMISSED = "dismissed"


class DecisionState(StrEnum):
    """A decision's way: a draft is changed freely, a final one only replaced."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    FINAL = "final"
    REPLACED = "replaced"


class ComplaintBody(StrEnum):
    """Who decides a complaint."""

    MUNICIPAL_BOARD = "municipal_board"
    COUNTY_GOVERNOR = "county_governor"
    HUSBANKEN = "husbanken"


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    CHANGED = "changed"
    DISMISSED = "dismissed"
    FORWARDED = "forwarded"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class BodyResult(StrEnum):
    """What the complaint body answered."""

    UPHELD = "upheld"
    CHANGED = "changed"
    SENT_BACK = "sent_back"
    DISMISSED = "dismissed"


class Lateness(StrEnum):
    """Whether a complaint came in time; what cannot be proven late is in time (P14)."""

    IN_TIME = "in_time"
    IN_DOUBT = "in_doubt"
    LATE = "late"
    LATE_ACCEPTED = "late_accepted"


class WaitingMove(StrEnum):
    """What happened to a place on the waiting list."""

    ENTERED = "entered"
    MOVED = "moved"
    OFFERED = "offered"
    REFUSED_OFFER = "refused_offer"
    OFFER_EXPIRED = "offer_expired"
    OFFER_WITHDRAWN = "offer_withdrawn"
    PROLONGED = "prolonged"
    REMOVED = "removed"
    HOUSED = "housed"
    RESTORED = "restored"


class OfferState(StrEnum):
    """Where an offer stands. An open or accepted one holds the home."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    LEASED = "leased"


class RenewalAnswer(StrEnum):
    """What a sitting tenant answered in the renewal round; no answer means contact, never avslag (P13)."""

    WAITING = "waiting"
    WANTS = "wants"
    MOVES = "moves"
    NO_ANSWER = "no_answer"
