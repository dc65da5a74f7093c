"""The steps and their rules: what each rests on, and the checks it must pass, in the order they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import checks as must
from .checks import Check
from .facts import ArrearsFacts, EvictionNotice, SentLetter, Wait


class Track(StrEnum):
    """The tracks that run beside each other."""

    MONEY = "money"
    EVICTION = "eviction"
    END_OF_TERM = "end_of_term"


class ArrearsStep(StrEnum):
    """The steps, mildest first within their track."""

    CONTACT = "contact"
    REMINDER = "reminder"
    FEE_LETTER = "fee_letter"
    AGREEMENT = "agreement"
    OWN_DEMAND = "own_demand"
    REQUEST_TO_MOVE = "request_to_move"
    EVICTION_NOTICE = "eviction_notice"
    TERM_NOTICE = "term_notice"
    RESCISSION = "rescission"
    PETITION = "petition"
    TERM_PETITION = "term_petition"
    ASK_FOR_DATE = "ask_for_date"
    ATTEND = "attend"
    CLOSE_CASE = "close_case"
    STOP_CASE = "stop_case"


class TrackState(StrEnum):
    """Where a track stands."""

    NOTHING = "nothing"
    MISSED = "missed"
    REMINDED = "reminded"
    FEE_LETTER_SENT = "fee_letter_sent"
    DEMANDED = "demanded"
    AGREED = "agreed"
    NOTICE_SENT = "notice_sent"
    NOTICE_SPENT = "notice_spent"
    FILED = "filed"
    SERVED = "served"
    DATE_SET = "date_set"
    CARRIED_OUT = "carried_out"
    TERM_OVER = "term_over"
    ASKED_TO_MOVE = "asked_to_move"


@dataclass(frozen=True)
class StepRule:
    """A step, what it rests on, and the checks it must pass, in the order they are told."""

    step: ArrearsStep
    track: Track
    source: str
    checks: tuple[Check, ...]


def _on(letter: SentLetter | None) -> date | None:
    return letter.on if letter else None


def _filed_on(facts: ArrearsFacts) -> date | None:
    return None if facts.case.stopped_on else facts.case.filed_on


def _asked_on(facts: ArrearsFacts) -> date | None:
    return facts.term.asked_to_move_on if facts.term else None


def _term_notice(facts: ArrearsFacts) -> EvictionNotice | None:
    return facts.term.notice if facts.term else None


def _term_notice_on(facts: ArrearsFacts) -> date | None:
    notice = _term_notice(facts)
    return notice.sent_on if notice else None


_MISSED = (must.payments_known, must.missed)
_LETTER = (*_MISSED, must.ours, must.may_be_dunned, must.at_least(Wait.MINIMUM), must.contacted)
_TRIED = (must.answered(lambda f: f.fee_letter), must.agreement_tried)
#: Before every step against the home: somebody lives there, not at namsmannen already, and all of P21 recorded.
_AT_HOME = (must.lives_there, must.not_yet(_filed_on))
_DECIDED = (*_AT_HOME, must.considered)
_OPEN_CASE = (must.filed, must.case_unpaid, must.lives_there, must.not_held)
_TERM = (must.ours, must.term_over, must.in_time_to_ask, must.asked_to_move)
_USABLE_B = must.clause(lambda f: f.clause_b_usable)
_TERM_READY = (must.not_held, _USABLE_B, must.no_open_complaint, *_AT_HOME, must.considered_for_term)
_M, _E, _T = Track.MONEY, Track.EVICTION, Track.END_OF_TERM
_S = ArrearsStep
_OFFICE = "kontorets rutine"

#: Every rule, in the order in which a ready one is recommended.
RULES: tuple[StepRule, ...] = (
    StepRule(_S.STOP_CASE, _E, "tvangsfullbyrdelsesloven § 13-2", (must.filed, must.case_over)),
    StepRule(
        _S.CLOSE_CASE,
        _E,
        "tvangsfullbyrdelsesloven kapittel 13",
        (must.carried_out, must.not_yet(lambda f: f.case.closed_on)),
    ),
    StepRule(_S.ATTEND, _E, "tvangsfullbyrdelsesloven § 13-12", (*_OPEN_CASE, must.date_come)),
    StepRule(
        _S.ASK_FOR_DATE,
        _E,
        "tvangsfullbyrdelsesloven §§ 13-6 og 13-12",
        (*_OPEN_CASE, must.not_yet(lambda f: f.case.set_for), must.served),
    ),
    StepRule(
        _S.PETITION,
        _E,
        "tvangsfullbyrdelsesloven § 13-2 tredje ledd a",
        (
            *_MISSED,
            must.ours,
            must.notice_stands,
            must.not_held,
            must.waited(lambda f: f.notice),
            must.clause(lambda f: f.clause_a_usable),
            *_DECIDED,
        ),
    ),
    StepRule(
        _S.TERM_PETITION,
        _T,
        "tvangsfullbyrdelsesloven § 13-2 tredje ledd b",
        (*_TERM, must.waited(_term_notice), *_TERM_READY),
    ),
    StepRule(
        _S.EVICTION_NOTICE,
        _E,
        "tvangsfullbyrdelsesloven § 4-18",
        (
            *_LETTER,
            must.has_ground,
            must.no_valid_notice,
            *_TRIED,
            must.clause(lambda f: f.clause_a_usable),
            *_DECIDED,
        ),
    ),
    StepRule(
        _S.RESCISSION,
        _E,
        "husleieloven § 9-9; tingretten",
        (
            *_LETTER,
            must.has_ground,
            must.not_yet(lambda f: f.rescinded_on),
            *_TRIED,
            must.clause(lambda f: f.clause_a_usable, usable=False),
            *_DECIDED,
        ),
    ),
    StepRule(
        _S.TERM_NOTICE,
        _T,
        "tvangsfullbyrdelsesloven § 4-18",
        (*_TERM, must.not_yet(_term_notice_on), *_TERM_READY),
    ),
    StepRule(
        _S.REQUEST_TO_MOVE,
        _T,
        "husleieloven § 9-2",
        (must.ours, must.term_over, must.not_yet(_asked_on), must.in_time_to_ask),
    ),
    StepRule(
        _S.OWN_DEMAND,
        _M,
        "inkassoloven § 10",
        (*_LETTER, *_TRIED, must.not_yet(lambda f: _on(f.own_demand))),
    ),
    StepRule(
        _S.AGREEMENT,
        _M,
        _OFFICE,
        (*_LETTER, must.answered(lambda f: f.fee_letter), must.agreement_not_offered),
    ),
    StepRule(
        _S.FEE_LETTER,
        _M,
        "inkassoloven § 9; inkassoforskriften § 1-2",
        (
            *_LETTER,
            must.not_warned,
            must.days_past_due(Wait.FEE_GATE),
            must.answered(lambda f: f.reminder),
        ),
    ),
    StepRule(
        _S.REMINDER,
        _M,
        _OFFICE,
        (
            *_LETTER,
            must.not_yet(lambda f: _on(f.reminder)),
            must.not_yet(lambda f: _on(f.fee_letter)),
            must.days_past_due(Wait.REMINDER),
        ),
    ),
    StepRule(
        _S.CONTACT,
        _M,
        _OFFICE,
        (*_MISSED, must.not_held_from_contact, must.not_yet(lambda f: f.contact_on)),
    ),
)
