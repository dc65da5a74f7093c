"""Restansemøtet: who is on the list and what is told of them, outcomes that become tasks, and what stands after."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pypdf
import pytest

from boligdesk.casework import arrears_meetings, benefit_statuses, tasks
from boligdesk.casework.arrears_card import arrears_card
from boligdesk.casework.arrears_meetings import MeetingInput, OutcomeInput
from boligdesk.casework.benefit_statuses import BenefitInput
from boligdesk.casework.core.acts import Work, writes
from boligdesk.models.arrears import ConsideredPoint
from boligdesk.models.person import Person
from boligdesk.models.tenancy import Tenancy
from boligdesk.rules.arrears.facts import Considered
from boligdesk.rules.arrears.words import ArrearsEventKind
from boligdesk.rules.guidance.words import BenefitState, RefusalCode
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Protection, Role, TaskKind

from .arrears_world import DECEMBER, JANUARY, NOW, RENT, ArrearsWorld, arrears_world
from .lease_world import LeaseWorld

DAY = NOW + timedelta(days=2)


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    """Two months' rent is owed, and a reminder was sent."""
    world = arrears_world(leases, monkeypatch)
    claims = world.owe(DECEMBER, JANUARY)
    world.sent(ArrearsEventKind.REMINDER, date(2026, 12, 10), *claims)
    return world


@writes(Right.PERSON_WRITE)
def _protect(work: Work, person_id: int) -> None:
    work.get(Person, person_id).protection = Protection.STRICT


def _open(owing: ArrearsWorld, *, outsiders: bool = False, consent: str = "") -> int:
    given = MeetingInput(DAY, [owing.account], outsiders=outsiders, consents={owing.account: consent})
    return arrears_meetings.open_meeting(owing.desk, given).value


@pytest.mark.lagring
def test_the_list_is_proposed_chosen_decided_and_closed(owing: ArrearsWorld) -> None:
    [one] = arrears_meetings.propose_cases(owing.desk)
    assert (one.account_id, one.facts.overdue_ore, one.facts.oldest_due) == (owing.account, 2 * RENT, DECEMBER)
    assert one.facts.children is True and "10.12.2026" in one.facts.done and one.proposal
    meeting_id = _open(owing)
    owing.pay(2 * RENT, NOW)
    found = arrears_meetings.meeting(owing.desk, meeting_id)
    [case] = found.cases
    assert case.facts.overdue_ore == 2 * RENT, "the list stands as it was made"
    with pytest.raises(RefusedError):
        arrears_meetings.close_meeting(owing.desk, meeting_id, found.row.version)
    outcome = OutcomeInput("Kari tilbyr avtale", DAY + timedelta(days=7))
    task = arrears_meetings.record_outcome(owing.desk, case.id, case.version, outcome).value
    [row] = tasks.task_rows(owing.desk, [task or 0]).values()
    assert (row.kind, row.due, row.tenancy_id) == (TaskKind.MEETING_OUTCOME, outcome.due, owing.tenancy)
    assert "Kari tilbyr avtale" in row.why
    arrears_meetings.close_meeting(owing.desk, meeting_id, found.row.version)
    [line] = arrears_meetings.meetings(owing.desk)
    assert (line.closed_on, line.cases, line.decided) == (NOW, 1, 1)
    again = arrears_meetings.meeting(owing.desk, meeting_id).cases[0]
    with pytest.raises(RefusedError):
        arrears_meetings.record_outcome(owing.desk, again.id, again.version, OutcomeInput("noe annet"))
    paper = pypdf.PdfReader(io.BytesIO(arrears_meetings.meeting_pdf(owing.desk, meeting_id))).pages[0].extract_text()
    assert "Kvernmo" in paper and "Kari tilbyr avtale" in paper


def test_outsiders_see_what_a_consent_covers_or_the_ground_for_eviction_alone(owing: ArrearsWorld) -> None:
    with pytest.raises(RefusedError):
        _open(owing, outsiders=True)
    covered = arrears_meetings.meeting(owing.desk, _open(owing, outsiders=True, consent="Samtykke 12.01.2027"))
    assert (covered.cases[0].facts.consent, covered.cases[0].facts.overdue_ore) == ("Samtykke 12.01.2027", 2 * RENT)
    owing.sent(ArrearsEventKind.EVICTION_NOTICE, NOW)
    [case] = arrears_meetings.meeting(owing.desk, _open(owing, outsiders=True)).cases
    facts = case.facts
    assert facts.bare and facts.who.startswith("Kvernmo") and "20.01.2027" in facts.done
    assert "10.12.2026" not in facts.done and case.proposal == ""
    assert (facts.overdue_ore, facts.balance_ore, facts.oldest_due, facts.children) == (None, None, None, None)


def test_a_protected_household_is_never_shown_to_outsiders_or_without_the_right(owing: ArrearsWorld) -> None:
    meeting_id = _open(owing)
    _protect(owing.desk, owing.leases.anna)
    with pytest.raises(RefusedError):
        _open(owing, outsiders=True, consent="Samtykke 12.01.2027")
    other = owing.leases.as_role(Role.FOLLOW_UP)
    assert arrears_meetings.meeting(other, meeting_id).cases == () and arrears_meetings.propose_cases(other) == []
    version = arrears_meetings.meeting(other, meeting_id).row.version
    with pytest.raises(RefusedError):
        arrears_meetings.close_meeting(other, meeting_id, version)


@writes(Right.ARREARS_WRITE)
def _checked(work: Work, account_id: int) -> None:
    point = ConsideredPoint(account_id=account_id, point=Considered.HOUSING_ALLOWANCE, on_date=NOW, text="får bostøtte")
    work.add(point)


@pytest.mark.lagring
def test_the_next_meeting_knows_what_the_last_one_came_to(owing: ArrearsWorld) -> None:
    first = _open(owing)
    [case] = arrears_meetings.meeting(owing.desk, first).cases
    assert (case.facts.last_on, case.facts.benefit_on, arrears_meetings.last_told(case.facts)) == (None, None, "")
    outcome = OutcomeInput("Kari ringer", DAY + timedelta(days=7))
    arrears_meetings.record_outcome(owing.desk, case.id, case.version, outcome)
    owing.pay(RENT, NOW)
    _checked(owing.desk, owing.account)
    given = MeetingInput(DAY + timedelta(days=30), [owing.account], attending="Kari og NAV")
    found = arrears_meetings.meeting(owing.desk, arrears_meetings.open_meeting(owing.desk, given).value)
    [again] = found.cases
    assert (again.facts.last_on, again.facts.benefit_on, found.row.attending) == (DAY, NOW, "Kari og NAV")
    told = arrears_meetings.last_told(again.facts).replace("\xa0", " ")
    assert told == "Møtet 22.01.2027: Kari ringer. Forfalt har gått ned med 9 000 kr siden."
    paper = pypdf.PdfReader(io.BytesIO(arrears_meetings.meeting_pdf(owing.desk, found.row.id))).pages[0].extract_text()
    assert "Kari og NAV" in paper and "sjekket" in paper
    new, old = arrears_meetings.outcomes_of(owing.desk, owing.account)
    assert (new.outcome, old.outcome, old.due, old.held_on) == ("", "Kari ringer", DAY + timedelta(days=7), DAY)
    _protect(owing.desk, owing.leases.anna)
    assert arrears_meetings.outcomes_of(owing.leases.as_role(Role.FOLLOW_UP), owing.account) == ()


def test_a_meeting_about_nobody_is_refused(owing: ArrearsWorld) -> None:
    with pytest.raises(RefusedError):
        arrears_meetings.open_meeting(owing.desk, MeetingInput(DAY, []))


def test_the_newest_status_of_bostotte_stands_in_the_meeting_on_paper_and_in_the_case(owing: ArrearsWorld) -> None:
    with owing.leases.store.reading() as session:
        household = session.get_one(Tenancy, owing.tenancy).household_id
    assert household is not None
    month = owing.desk.today
    heard = BenefitInput(household, BenefitState.REFUSED, month, refusal=RefusalCode.INCOME_TOO_HIGH)
    benefit_statuses.hear_benefit(owing.desk, heard)
    meeting_id = _open(owing)
    [case] = arrears_meetings.meeting(owing.desk, meeting_id).cases
    assert arrears_meetings.benefit_told(case.facts) == "Avslått V03 – for høy inntekt, ikke sjekket"
    paper = pypdf.PdfReader(io.BytesIO(arrears_meetings.meeting_pdf(owing.desk, meeting_id))).pages[0].extract_text()
    assert "V03" in paper
    assert arrears_card(owing.desk, owing.account).benefit == "Avslått V03 – for høy inntekt"
