"""What the rules of the next step look at: the account's clock, what was sent, what holds, and the eviction case.

`None` in a yes-or-no means that nobody has said; a rule that needs it then answers "not enough data".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ..ledger.claims import STOPS_EVICTION, Mark, MarkedClaim
from ..rates import Rates, RateValue


class ArrearsHold(StrEnum):
    """What stops letters and steps for a time."""

    PAUSED = "paused"
    NAV_MONEY = "nav_money"
    AGREEMENT = "agreement"
    DISPUTED = "disputed"
    WITHHELD = "withheld"
    DEBT_SETTLEMENT = "debt_settlement"
    ESTATE = "estate"
    PROTECTED = "protected"


#: Holds that keep even the follow-up worker from calling: no reminders to relatives, nothing by the ordinary list.
HOLDS_CONTACT = frozenset({ArrearsHold.PAUSED, ArrearsHold.ESTATE, ArrearsHold.PROTECTED})


class Considered(StrEnum):
    """What must be considered and recorded before a § 4-18 notice, heving or begjæring (P21)."""

    HOUSING_ALLOWANCE = "housing_allowance"
    NAV_ASKED = "nav_asked"
    OTHER_DWELLING = "other_dwelling"
    INTERPRETER = "interpreter"
    CHILD_SITUATION = "child_situation"
    DECIDED = "decided"


class AgreementState(StrEnum):
    """Where a betalingsavtale stands."""

    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    DECLINED = "declined"
    RUNNING = "running"
    BROKEN = "broken"


@dataclass(frozen=True)
class SentLetter:
    """A letter for the present debt: the day it was marked sent, and its last day to pay (inclusive)."""

    on: date
    deadline: date


@dataclass(frozen=True)
class NamedItem:
    """A rent item that a § 4-18 notice rests on: what remains of it and its marks today."""

    remaining_ore: int
    marks: frozenset[Mark] = frozenset()

    @property
    def stands(self) -> bool:
        """Whether it can still carry a begjæring (P19)."""
        return self.remaining_ore > 0 and not self.marks & STOPS_EVICTION


def named_items(claim_ids: Iterable[int], claims: Iterable[MarkedClaim]) -> tuple[NamedItem, ...]:
    """The items of a notice as they stand among the open claims; one that is not open any more is paid."""
    still = {claim.item.entry.id: claim for claim in claims}
    found = (still.get(claim_id) for claim_id in claim_ids)
    return tuple(NamedItem(c.item.remaining_ore, c.marks) if c else NamedItem(0) for c in found)


@dataclass(frozen=True)
class EvictionNotice:
    """A § 4-18 notice that was sent, with the items it named (none for the end of a term) and the day it gave."""

    sent_on: date
    items: tuple[NamedItem, ...] = ()
    deadline: date | None = None


@dataclass(frozen=True)
class EvictionCase:
    """The case at namsmannen. `claim_paid`: the whole claim, later rent, interest and costs are paid; `stopped_on`:
    namsmannen was told so. `closed_on`: the protocol is filed and the case closed.
    """

    filed_on: date | None = None
    served_on: date | None = None
    set_for: date | None = None
    carried_out_on: date | None = None
    claim_paid: bool = False
    stopped_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class TermEnd:
    """A fixed term that has run out with the tenant still there (P20). `complaint_open`: § 42 not considered (P13).
    `considered`: what was considered as the term drew to its end; a debt beside it changes nothing here.
    """

    ended_on: date
    asked_to_move_on: date | None = None
    notice: EvictionNotice | None = None
    complaint_open: bool = False
    considered: frozenset[Considered] = frozenset()


class Wait(StrEnum):
    """Keys of the dated rates that the steps wait by (`resources/satser/`)."""

    FRESH = "payments_fresh_days"
    CONTACT = "contact_within_days"
    REMINDER = "reminder_wait_days"
    FEE_GATE = "fee_gate_days"
    MINIMUM = "arrears_minimum"
    EVICTION_MINIMUM = "eviction_minimum"
    EVICTION_NOTICE = "eviction_notice_days"
    POSTAL = "eviction_postal_days"
    SERVICE = "eviction_service_days"
    REQUEST = "move_out_request_months"


@dataclass(frozen=True)
class Practice:
    """The law's waits and the office's own, as they stand on a day. After a broken agreement a new § 4-18 notice is
    needed unless the office has switched that off.
    """

    rows: Mapping[Wait, RateValue]
    new_notice_after_break: bool = True

    @classmethod
    def on(cls, rates: Rates, day: date, new_notice_after_break: bool = True) -> Practice:
        """Read once per day. MissingRateError names what is lacking."""
        return cls({wait: rates.on(wait.value, day) for wait in Wait}, new_notice_after_break)

    def number(self, wait: Wait) -> int:
        """Days or months."""
        return self.rows[wait].whole

    def ore(self, wait: Wait) -> int:
        """A least amount."""
        return self.rows[wait].ore


@dataclass(frozen=True)
class ArrearsFacts:
    """One rent account on `today`, under the waits of that day. Money in øre; of each letter the last one sent.

    `payments_known_to`: the last day bank files cover. `oldest_due`, `dunnable_ore`: of claims that may be dunned.
    `ground_ore`: rent that a § 4-18 notice may rest on. `contact_on`: last talk since the miss.
    `unwarned_due`: the oldest due day of what no inkassovarsel has named. `agreement_broken_on`, `agreement_ended_on`:
    the day of the breach, or the day the office let it end. `beside_plan`: under a running agreement, rent that it
    does not cover is missed. `moved_out_on`: the keys are back. `referred`: a private landlord's lease (P4).
    """

    today: date
    practice: Practice
    payments_known_to: date | None
    oldest_due: date | None = None
    dunnable_ore: int = 0
    ground_ore: int = 0
    holds: Mapping[ArrearsHold, date | None] = field(default_factory=dict)
    contact_on: date | None = None
    reminder: SentLetter | None = None
    fee_letter: SentLetter | None = None
    own_demand: SentLetter | None = None
    agreement: AgreementState = AgreementState.NOT_OFFERED
    agreement_broken_on: date | None = None
    agreement_ended_on: date | None = None
    beside_plan: bool = False
    unwarned_due: date | None = None
    moved_out_on: date | None = None
    referred: bool = False
    clause_a_usable: bool | None = None
    clause_b_usable: bool | None = None
    children: bool | None = None
    considered: frozenset[Considered] = frozenset()
    notice: EvictionNotice | None = None
    rescinded_on: date | None = None
    case: EvictionCase = EvictionCase()
    term: TermEnd | None = None

    def holding(self) -> Mapping[ArrearsHold, date | None]:
        """What holds today; a hold that names its last day ends with it."""
        return {hold: until for hold, until in self.holds.items() if until is None or self.today <= until}

    def of_this_debt(self) -> ArrearsFacts:
        """The facts without what was said and sent before the oldest open claim was missed: a new miss starts anew."""
        due = self.oldest_due
        if due is None:
            return self
        old_break = self.agreement_broken_on is not None and self.agreement_broken_on < due
        return replace(
            self,
            contact_on=self.contact_on if self.contact_on and self.contact_on > due else None,
            reminder=_since(self.reminder, due),
            fee_letter=_since(self.fee_letter, due),
            own_demand=_since(self.own_demand, due),
            agreement=AgreementState.NOT_OFFERED if old_break else self.agreement,
        )


def _since(letter: SentLetter | None, day: date) -> SentLetter | None:
    return letter if letter and letter.on > day else None
