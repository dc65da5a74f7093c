"""The klage by its tables: form, both sides of each day, what must be there before it goes, who else waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.rules.application_words import BodyResult, Channel, ComplaintBody, DecisionBasis, DecisionResult
from boligdesk.rules.application_words import Lateness as Late
from boligdesk.rules.case_deadlines import ComplaintDeadline, Notice, complaint_deadline
from boligdesk.rules.complaints import (
    FOLLOWS,
    ComplaintForm,
    DismissGround,
    FormDemand,
    QueueLine,
    QueuePlace,
    Standing,
    ToForward,
    before_forwarding,
    check_accept,
    check_dates,
    check_dismiss,
    days_ahead,
    dismiss_grounds,
    judged_lateness,
    lacking_form,
    queue_lines,
)

MARGIN = 5
TODAY = date(2026, 11, 23)
DECIDED = date(2026, 10, 30)
#: Came Monday 2 November: the last day is Monday 23 November.
REACHED = complaint_deadline(Notice(date(2026, 10, 30), date(2026, 11, 2)), MARGIN)
#: Sent Monday 26 October, nobody knows when it came: the same last day is assumed.
ASSUMED = complaint_deadline(Notice(date(2026, 10, 26)), MARGIN)
WHOLE = ComplaintForm(wants="En bolig i første etasje")


@pytest.mark.parametrize(
    ("form", "lacking"),
    [
        (WHOLE, ()),
        (replace(WHOLE, names_decision=False), (FormDemand.NAMES_DECISION,)),
        (replace(WHOLE, signed=False), (FormDemand.SIGNED,)),
        (replace(WHOLE, wants="  "), (FormDemand.WANTS,)),
        (replace(WHOLE, by_other=True), (FormDemand.MANDATE,)),
        (replace(WHOLE, by_other=True, mandate_seen=True), ()),
        (ComplaintForm(False, False, "", True), tuple(FormDemand)),
    ],
)
def test_demands_of_the_form(form: ComplaintForm, lacking: tuple[FormDemand, ...]) -> None:
    assert lacking_form(form) == lacking


@pytest.mark.parametrize(
    ("deadline", "posted", "received", "judged"),
    [
        (REACHED, date(2026, 11, 23), date(2026, 11, 26), Late.IN_TIME),  # posted on the last day
        (REACHED, date(2026, 11, 24), date(2026, 11, 26), Late.LATE),  # and the day after
        (REACHED, None, date(2026, 11, 23), Late.IN_TIME),  # came on the last day
        (REACHED, None, date(2026, 11, 30), Late.IN_DOUBT),  # five working days earlier is the last day
        (REACHED, None, date(2026, 12, 1), Late.LATE),
        (ASSUMED, date(2026, 11, 24), date(2026, 11, 26), Late.IN_DOUBT),  # nobody knows when the letter came
        (None, None, date(2027, 9, 1), Late.IN_TIME),  # never sent, or it came back: no time runs
    ],
)
def test_in_time_or_not(deadline: ComplaintDeadline | None, posted: date | None, received: date, judged: Late) -> None:
    assert judged_lateness(deadline, posted, received, MARGIN, DECIDED) is judged


@pytest.mark.parametrize(
    ("posted", "received", "fields"),
    [
        (None, TODAY, ()),
        (None, date(2026, 11, 24), ("received_on",)),
        (TODAY, TODAY, ()),
        (date(2026, 11, 22), date(2026, 11, 21), ("posted_on",)),
        (None, DECIDED, ()),
        (None, date(2026, 10, 29), ("received_on",)),
        (date(2026, 10, 29), TODAY, ("received_on",)),
    ],
)
def test_days_that_cannot_be(posted: date | None, received: date, fields: tuple[str, ...]) -> None:
    found = list(check_dates(DECIDED, posted, received, TODAY))
    assert tuple(field for control in found for field in control.fields) == fields


@pytest.mark.parametrize(
    ("judged", "received", "reason", "codes"),
    [
        (Late.LATE, date(2027, 10, 30), "Syk", []),  # a year after the decision, to the day
        (Late.LATE, date(2027, 10, 31), "Syk", ["klage.over_aret"]),
        (Late.LATE, TODAY, " ", ["klage.uten_grunn"]),
        (Late.IN_DOUBT, TODAY, "Syk", ["klage.ikke_for_sen"]),
    ],
)
def test_taking_up_a_late_one(judged: Late, received: date, reason: str, codes: list[str]) -> None:
    assert [control.code for control in check_accept(judged, received, DECIDED, reason)] == codes


def _standing(judged: Late = Late.IN_TIME, lacking: bool = False, mend_by: date | None = None) -> Standing:
    return Standing(judged, (FormDemand.SIGNED,) if lacking else (), mend_by, TODAY)


@pytest.mark.parametrize(
    ("standing", "grounds"),
    [
        (_standing(), ()),
        (_standing(Late.IN_DOUBT), ()),
        (_standing(Late.LATE), (DismissGround.LATE,)),
        (_standing(Late.LATE_ACCEPTED), ()),
        (_standing(lacking=True), ()),  # nobody has asked the party to mend it
        (_standing(lacking=True, mend_by=TODAY), ()),  # the last day is the party's
        (_standing(lacking=True, mend_by=date(2026, 11, 22)), (DismissGround.FORM,)),
        (_standing(mend_by=date(2026, 11, 22)), ()),
        (_standing(Late.LATE, lacking=True, mend_by=date(2026, 11, 22)), (DismissGround.LATE,)),
    ],
)
def test_grounds_of_dismissal(standing: Standing, grounds: tuple[DismissGround, ...]) -> None:
    assert dismiss_grounds(standing) == grounds
    for ground in DismissGround:
        stopped = bool(list(check_dismiss(ground, standing, "Grunn")))
        assert stopped is not (ground in grounds)
        assert "klage.uten_grunn" in [control.code for control in check_dismiss(ground, standing, "")]


READY = ToForward(
    _standing(),
    DecisionBasis.HOUSING,
    DecisionResult.REFUSED,
    ComplaintBody.MUNICIPAL_BOARD,
    Channel.LETTER,
    "Vi ser ingen nye opplysninger.",
    decision_filed=True,
    complaint_filed=True,
)


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        (READY, []),
        (replace(READY, new_assessment=" "), ["klage.send.uten_vurdering"]),
        (replace(READY, body=ComplaintBody.COUNTY_GOVERNOR), ["klage.send.feil_instans"]),
        (replace(READY, basis=DecisionBasis.ASSISTANCE), ["klage.send.feil_instans"]),
        (replace(READY, standing=_standing(Late.LATE)), ["klage.send.for_sen"]),
        (replace(READY, standing=_standing(Late.LATE_ACCEPTED)), []),
        (replace(READY, standing=_standing(Late.IN_DOUBT)), []),
        (replace(READY, standing=_standing(lacking=True)), ["klage.send.form"]),
        (replace(READY, standing=_standing(lacking=True, mend_by=TODAY)), ["klage.send.rettes"]),
        (replace(READY, standing=_standing(lacking=True, mend_by=date(2026, 11, 22))), []),
        (replace(READY, decision_filed=False), ["klage.send.uten_vedtak"]),
        (replace(READY, complaint_filed=False), ["klage.send.uten_klage"]),
        (replace(READY, complaint_filed=False, channel=Channel.PHONE), []),
    ],
)
def test_before_it_goes(case: ToForward, codes: list[str]) -> None:
    assert [control.code for control in before_forwarding(case)] == codes


def test_days_end_on_a_working_day() -> None:
    """Fourteen days from Friday 4 December is a Friday; from Saturday it is moved to Monday."""
    assert days_ahead(date(2026, 12, 4), 14) == date(2026, 12, 18)
    assert days_ahead(date(2026, 12, 5), 14) == date(2026, 12, 21)


def test_every_answer_of_the_body_has_its_follow_up() -> None:
    assert set(FOLLOWS) == set(BodyResult)
    assert [result for result in BodyResult if FOLLOWS[result].task] == [BodyResult.CHANGED, BodyResult.SENT_BACK]
    assert FOLLOWS[BodyResult.SENT_BACK].assess_anew


def _place(group: str, bedrooms: int | None, month: int) -> QueuePlace:
    return QueuePlace(group, bedrooms, date(2026, month, 17))


def test_others_in_the_queue_are_never_told_of_alone() -> None:
    """Two alike are a line; one alone counts with its group, else with the others that are alone."""
    places = [
        *(_place("Bostedsløse", 1, month) for month in (3, 5)),
        *(_place("Barnefamilier", rooms, 4) for rooms in (2, 3)),
        _place("Flyktninger", 2, 6),
        _place("Andre", 1, 2),
    ]
    assert queue_lines(places) == (
        QueueLine("Bostedsløse", 1, 2, date(2026, 3, 1), date(2026, 5, 1)),
        QueueLine("Barnefamilier", None, 2, date(2026, 4, 1), date(2026, 4, 1)),
        QueueLine("", None, 2, date(2026, 2, 1), date(2026, 6, 1)),
    )
    assert queue_lines(places[:5])[-1].group == "Barnefamilier"  # one that stays alone is left out
    assert queue_lines([places[4]]) == ()
