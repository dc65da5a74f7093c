"""Foreløpig svar before one month, over month ends, leap day, Easter and 17 May; and what a case waits for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.application_deadlines import NextStep, Pressing, Standing, answer_due, decide_by, next_step
from boligdesk.rules.application_words import Stage
from boligdesk.rules.calendar import is_bank_day
from boligdesk.rules.periods import add_months
from boligdesk.texts import render

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("received", "promised", "due"),
    [
        (date(2026, 11, 5), 0, date(2026, 12, 4)),  # the 5th is a Saturday: moved back, never on
        (date(2027, 1, 31), 0, date(2027, 2, 26)),  # 28 February 2027 is a Sunday
        (date(2028, 1, 31), 0, date(2028, 2, 29)),
        (date(2028, 1, 29), 0, date(2028, 2, 29)),
        (date(2027, 4, 17), 0, date(2027, 5, 14)),  # 17 May is a Monday after a weekend
        (date(2027, 2, 26), 0, date(2027, 3, 24)),  # Good Friday 2027 is 26 March, Maundy Thursday the 25th
        (date(2026, 11, 6), 14, date(2026, 11, 20)),
        (date(2026, 11, 6), 31, date(2026, 12, 4)),  # a promise is never later than the law
        (date(2026, 12, 24), 1, date(2026, 12, 24)),
    ],
)
def test_the_last_day_of_forelopig_svar(received: date, promised: int, due: date) -> None:
    assert answer_due(received, promised) == due


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 31))
def test_it_is_never_later_than_a_month_and_always_a_working_day_after_the_first(received: date, days: int) -> None:
    due = answer_due(received, days)
    assert received <= due <= add_months(received, 1)
    assert due == received or is_bank_day(due)


def test_the_offices_own_day_is_moved_on_and_may_be_left_out() -> None:
    assert decide_by(date(2026, 11, 6), 4) == date(2026, 12, 4)
    assert decide_by(date(2027, 4, 19), 4) == date(2027, 5, 18)
    assert decide_by(date(2026, 11, 6), 0) is None


def _told(stage: Stage = Stage.NEW, **facts: object) -> NextStep:
    return next_step(Standing(stage, date(2026, 11, 6), **facts), TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stage", "facts", "words", "pressing"),
    [
        (Stage.NEW, {}, "Ny 06.11.2026", Pressing.NOT),
        (Stage.NEW, {"decide_by": date(2026, 12, 4)}, "Vedtak innen 04.12.2026", Pressing.NOT),
        (Stage.NEW, {"answer_due": TODAY}, "Foreløpig svar i dag", Pressing.SOON),
        (Stage.ASSESSING, {"answer_due": date(2026, 11, 27)}, "Foreløpig svar innen 27.11.2026", Pressing.SOON),
        (Stage.ASSESSING, {"answer_due": date(2026, 11, 20)}, "Frist for svar var 20.11.2026",
         Pressing.OVER),
        (Stage.ASSESSING, {"answer_due": TODAY, "decide_by": date(2026, 11, 20)}, "Foreløpig svar i dag",
         Pressing.SOON),
        (Stage.ASSESSING, {"answer_due": date(2026, 11, 25), "decide_by": TODAY}, "Vedtak innen 23.11.2026",
         Pressing.SOON),
        (Stage.ASSESSING, {"papers_due": date(2026, 11, 26), "decide_by": date(2026, 12, 4)},
         "Venter på vedlegg, 26.11.2026", Pressing.SOON),
        (Stage.ASSESSING, {"assessed": True}, "Klar for vedtak", Pressing.NOT),
        (Stage.ASSESSING, {"assessed": True, "decide_by": date(2026, 12, 4)}, "Klar for vedtak, innen 04.12.2026",
         Pressing.NOT),
        (Stage.ASSESSING, {"helped": True, "assessed": True}, "Innvilget, følges opp", Pressing.NOT),
        (Stage.ASSESSING, {"decide_by": date(2026, 11, 20)}, "Frist for vedtak var 20.11.2026", Pressing.OVER),
        (Stage.PROPOSED, {"decide_by": date(2026, 11, 20)}, "Til godkjenning", Pressing.NOT),
        (Stage.WAITING, {}, "Venteliste", Pressing.NOT),
        (Stage.OFFERED, {"offer_by": date(2026, 11, 27)}, "Tilbud, svar 27.11.2026", Pressing.SOON),
        (Stage.OFFERED, {}, "Tilbud sendt", Pressing.NOT),
        (Stage.ACCEPTED, {}, "Lag leiekontrakt", Pressing.NOT),
        (Stage.REFUSED, {"complaint_by": date(2026, 11, 30)}, "Klage, frist 30.11.2026", Pressing.SOON),
        (Stage.REFUSED, {"complaint_sent": True}, "Klagen er hos klageinstansen", Pressing.NOT),
        (Stage.WAITING, {"complaint_sent": True}, "Venteliste", Pressing.NOT),
        (Stage.REFUSED, {}, "Avslag", Pressing.NOT),
        (Stage.CLOSED, {"closed_on": TODAY, "complaint_by": TODAY}, "Avsluttet 23.11.2026", Pressing.NOT),
    ],
)  # fmt: skip
def test_what_a_case_waits_for(stage: Stage, facts: dict[str, object], words: str, pressing: Pressing) -> None:
    step = _told(stage, **facts)
    assert (render(step.text), step.pressing) == (words, pressing)


@pytest.mark.parametrize("days", [-1, 0, 7, 8])
def test_a_week_before_its_day_a_deadline_presses(days: int) -> None:
    step = _told(Stage.ASSESSING, decide_by=TODAY + timedelta(days=days))
    assert step.pressing is (Pressing.OVER if days < 0 else Pressing.SOON if days <= 7 else Pressing.NOT)
