"""By when an application must have its answers, and the line that says what it waits for (forvaltningsloven § 11 a).

The law gives one month before a foreløpig svar must be sent; an office may promise less, never more. Days inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .application_words import Stage
from .calendar import add_weeks, is_bank_day, next_bank_day
from .messages import Message, msg
from .periods import ONE_DAY, add_months

#: The paragraph that demands the foreløpig svar, as lists and letters name it.
PRELIMINARY_PARAGRAPH = "forvaltningsloven § 11 a"
#: So many days before its last day a foreløpig svar is what the list speaks of.
_SOON = timedelta(days=7)


def answer_due(received: date, promised_days: int = 0) -> date:
    """The last working day on which a foreløpig svar is in time: a month after receipt, or what the office promises.

    `promised_days` 0 is no promise. A last day at a weekend or on a holiday is moved **back**: later would be too late.
    """
    last = add_months(received, 1)
    if promised_days:
        last = min(last, received + timedelta(days=promised_days))
    while last > received and not is_bank_day(last):
        last -= ONE_DAY
    return last


def decide_by(received: date, weeks: int) -> date | None:
    """The day by which the office says it decides, moved on to a working day; None where it promises nothing (0)."""
    return next_bank_day(add_weeks(received, weeks)) if weeks else None


class Pressing(StrEnum):
    """How a deadline presses today."""

    NOT = "not"
    SOON = "soon"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """What an application's next step is read from. A date is None where nothing of the kind is under way."""

    stage: Stage
    received_on: date
    answer_due: date | None = None
    decide_by: date | None = None
    papers_due: date | None = None
    offer_by: date | None = None
    complaint_by: date | None = None
    #: a complaint is with the body that decides it
    complaint_sent: bool = False
    closed_on: date | None = None
    #: what was asked for is granted and goes on, where it is no home
    helped: bool = False
    #: every demand of the set has the caseworker's answer
    assessed: bool = False


@dataclass(frozen=True)
class NextStep:
    """The one line of an application: what it waits for, and the day it must be done (None: no day)."""

    text: Message
    on: date | None = None
    pressing: Pressing = Pressing.NOT


def next_step(standing: Standing, today: date) -> NextStep:
    """What an application waits for now. A place in the queue is never told (P18)."""
    if standing.stage is Stage.CLOSED:
        return NextStep(msg("soknad.linje.avsluttet", dato=standing.closed_on))
    if standing.complaint_by is not None:
        return _by(msg("soknad.linje.klage", dato=standing.complaint_by), standing.complaint_by, today)
    if standing.complaint_sent and standing.stage is Stage.REFUSED:
        return NextStep(msg("soknad.linje.klage_sendt"))
    if standing.stage is Stage.OFFERED and standing.offer_by is not None:
        return _by(msg("soknad.linje.tilbud", dato=standing.offer_by), standing.offer_by, today)
    if standing.stage in _QUIET:
        return NextStep(_QUIET[standing.stage])
    return _under_assessment(standing, today)


_QUIET = {
    Stage.OFFERED: msg("soknad.linje.tilbud_sendt"),
    Stage.ACCEPTED: msg("soknad.linje.lag_kontrakt"),
    Stage.WAITING: msg("soknad.linje.venteliste"),
    Stage.REFUSED: msg("soknad.linje.avslag"),
    Stage.PROPOSED: msg("soknad.linje.til_godkjenning"),
}


def _under_assessment(standing: Standing, today: date) -> NextStep:
    answer = standing.answer_due
    decides = standing.decide_by
    decides_first = decides is not None and answer is not None and today <= decides <= answer
    if answer is not None and not decides_first and answer - today <= _SOON:
        return _answer(answer, today)
    if standing.papers_due is not None:
        return _by(msg("soknad.linje.vedlegg", dato=standing.papers_due), standing.papers_due, today)
    if decides is None and standing.helped:
        return NextStep(msg("soknad.linje.folges_opp"))
    if decides is not None:
        return _by(_decide(decides, today, assessed=standing.assessed), decides, today)
    if standing.assessed:
        return NextStep(msg("soknad.linje.klar"))
    return NextStep(msg("soknad.linje.ny", dato=standing.received_on))


def _answer(due: date, today: date) -> NextStep:
    if due == today:
        return _by(msg("soknad.linje.svar_i_dag"), due, today)
    if due < today:
        return _by(msg("soknad.linje.svar_over", dato=due), due, today)
    return _by(msg("soknad.linje.svar_innen", dato=due), due, today)


def _decide(day: date, today: date, *, assessed: bool) -> Message:
    if day < today:
        return msg("soknad.linje.vedtak_over", dato=day)
    if assessed:
        return msg("soknad.linje.klar_innen", dato=day)
    return msg("soknad.linje.vedtak_innen", dato=day)


def _by(words: Message, day: date, today: date) -> NextStep:
    if day < today:
        return NextStep(words, day, Pressing.OVER)
    return NextStep(words, day, Pressing.SOON if day - today <= _SOON else Pressing.NOT)
