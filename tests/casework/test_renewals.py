"""Forlengelsesrunden: letters as a batch, answers, contact instead of avslag; it ends no lease by itself (P13)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from boligdesk.casework import batches, renewal_list, renewals, tasks, tenancy_new
from boligdesk.casework.application_card import application_card
from boligdesk.casework.application_letters import print_confirmation
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.decision_effects import take_effect
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.renewal_rows import renewal_refused, watch_move_request
from boligdesk.casework.documents import NewSending, mark_sent, open_document
from boligdesk.casework.renewal_letters import print_renewal_letter
from boligdesk.casework.renewal_list import RenewalQuery, RenewalRow, export_round, renewal_ids, renewal_rows
from boligdesk.casework.renewals import Reply, RoundInput
from boligdesk.casework.tasks import TaskQuery
from boligdesk.casework.tenancy_list import tenancy_rows
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Task
from boligdesk.models.decision import Decision
from boligdesk.rules.application_words import (
    ApplicationKind,
    DecisionBasis,
    DecisionResult,
    DecisionState,
    RenewalAnswer,
)
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import RunState, SendingWay, TaskKind, TaskState
from tests.forms.conftest import pages_of

from .lease_world import TODAY, LeaseWorld, lease_world

ENDS = date(2029, 11, 30)
ANSWER_BY = date(2029, 5, 1)
#: A day in the round's year, when both leases run.
NOW = date(2029, 3, 1)


@dataclass
class Asked:
    """The office on 1 March 2029: one lease that ends in November, one without an end, both running."""

    leases: LeaseWorld
    ending: int
    open: int
    days: pytest.MonkeyPatch

    @property
    def desk(self) -> Desk:
        """Who works."""
        return self.leases.desk

    def on(self, day: date) -> None:
        """Let it be another day."""
        self.days.setenv("BOLIGDESK_DATO", day.isoformat())

    def round(self, *tenancies: int, answer_by: date = ANSWER_BY) -> int:
        """A round over these, or over both."""
        chosen = tenancies or (self.ending, self.open)
        return renewals.start_round(self.desk, RoundInput("Runde 2029", answer_by, chosen)).value

    def row(self, round_id: int, tenancy: int) -> RenewalRow:
        rows = renewal_rows(self.desk, renewal_ids(self.desk, RenewalQuery(round_id)))
        return next(row for row in rows.values() if row.tenancy.id == tenancy)

    def sent(self, round_id: int) -> None:
        for row in renewal_rows(self.desk, renewal_ids(self.desk, RenewalQuery(round_id))).values():
            print_renewal_letter(self.desk, row.id)
        renewals.mark_letters_sent(self.desk, renewal_ids(self.desk, RenewalQuery(round_id)), SendingWay.POST, NOW)

    def answer(self, round_id: int, tenancy: int, answer: RenewalAnswer) -> int | None:
        row = self.row(round_id, tenancy)
        return renewals.answer_renewal(self.desk, row.id, row.version, Reply(answer, NOW)).value

    def tasks(self, tenancy: int, kind: TaskKind) -> list[date | None]:
        ids = tasks.task_ids(self.desk, TaskQuery(tenancy_id=tenancy))
        return [row.due for row in tasks.task_rows(self.desk, ids).values() if row.kind is kind]


@pytest.fixture
def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> Asked:
    leases = lease_world(store, monkeypatch)
    ending = leases.lease()
    other = replace(
        tenancy_new.propose(leases.desk, leases.other_unit, (leases.newcomer,), date(2026, 12, 1)),
        fixed_until=None,
        heating_included=False,
    )
    other = replace(other, clauses=leases.draft(fixed_until=None).clauses)
    made = Asked(leases, ending, tenancy_new.create(leases.desk, other).value, monkeypatch)
    made.on(NOW)
    return made


def _refused(code: str, act: object, *args: object) -> None:
    with pytest.raises(RefusedError) as caught:
        act(*args)  # type: ignore[operator]
    assert code in [fault.code for fault in caught.value.faults]


def test_candidates_are_those_who_end_between_the_days_or_all(asked: Asked) -> None:
    assert renewals.renewal_candidates(asked.desk) == [asked.ending, asked.open]
    assert renewals.renewal_candidates(asked.desk, date(2029, 11, 30), date(2029, 11, 30)) == [asked.ending]
    assert renewals.renewal_candidates(asked.desk, None, date(2029, 11, 29)) == []
    asked.on(TODAY)
    assert renewals.renewal_candidates(asked.desk) == []  # not moved in yet


@pytest.mark.lagring
def test_a_round_is_printed_as_a_batch_sent_and_answered(asked: Asked) -> None:
    made = asked.round()
    run = batches.start_batch(asked.desk, "renewal_letters", "Runde", renewal_ids(asked.desk, RenewalQuery(made))).value
    line = batches.carry_on(asked.desk, run)
    assert [item.state for item in line.items] == [RunState.DONE, RunState.DONE]
    letter = " ".join(pages_of(open_document(asked.desk, line.items[0].made_id or 0).content))
    assert "Ønsker du å bli boende?" in letter
    assert "01.05.2029" in letter
    assert "sier ikke opp leien" in letter
    renewals.mark_letters_sent(asked.desk, [item.case_id for item in line.items], SendingWay.POST, NOW)
    application_id = asked.answer(made, asked.ending, RenewalAnswer.WANTS)
    assert application_id is not None
    card = application_card(asked.desk, application_id)
    assert (card.kind, card.tenancy_id, card.received_on) == (ApplicationKind.RENEWAL, asked.ending, NOW)
    assert len(card.members) == 3
    (row,) = renewal_list.renewal_rounds(asked.desk)
    assert (row.total, row.printed, row.sent, row.answered) == (2, 2, 2, 1)


def test_a_printed_letter_is_given_again_and_is_on_the_tenancy(asked: Asked) -> None:
    line = asked.row(asked.round(), asked.ending)
    first = print_renewal_letter(asked.desk, line.id).value
    asked.on(NOW + timedelta(days=9))
    again = print_renewal_letter(asked.desk, line.id).value
    assert (again.document_id, again.fresh, again.pdf == first.pdf) == (first.document_id, False, True)


def test_a_letter_marked_sent_on_the_tenancy_is_sent_in_the_round_too(asked: Asked) -> None:
    made = asked.round(asked.ending)
    printed = print_renewal_letter(asked.desk, asked.row(made, asked.ending).id).value
    mark_sent(asked.desk, printed.document_id, NewSending(SendingWay.HANDED_OVER, NOW, "Leietakeren"))
    assert asked.row(made, asked.ending).sent_on == NOW
    _refused(
        "runde.ingen_brev_a_sende",
        renewals.mark_letters_sent,
        asked.desk,
        renewal_ids(asked.desk, RenewalQuery(made)),
        SendingWay.POST,
        NOW,
    )


@pytest.mark.parametrize("answer", RenewalAnswer)
def test_no_answer_of_any_kind_ends_a_lease(asked: Asked, answer: RenewalAnswer) -> None:
    before = tenancy_rows(asked.desk, (asked.ending, asked.open))
    made = asked.round()
    asked.sent(made)
    for tenancy in (asked.ending, asked.open):
        asked.answer(made, tenancy, answer)
    assert tenancy_rows(asked.desk, (asked.ending, asked.open)) == before


@pytest.mark.lagring
def test_silence_means_contact_never_avslag_and_only_after_the_last_day(asked: Asked) -> None:
    made = asked.round()
    asked.sent(made)
    asked.on(ANSWER_BY)
    _refused("runde.frist_ikke_ute", renewals.note_silence, asked.desk, made)
    asked.on(ANSWER_BY + timedelta(days=1))
    assert renewals.note_silence(asked.desk, made).value == 2
    row = asked.row(made, asked.ending)
    assert (row.answer, row.application_id, row.answered_on) == (RenewalAnswer.NO_ANSWER, None, None)
    assert len(asked.tasks(asked.ending, TaskKind.RENEWAL_CONTACT)) == 1
    asked.answer(made, asked.ending, RenewalAnswer.WANTS)
    assert asked.tasks(asked.ending, TaskKind.RENEWAL_CONTACT) == []


def test_who_never_got_the_letter_is_not_silent(asked: Asked) -> None:
    made = asked.round()
    asked.on(ANSWER_BY + timedelta(days=1))
    assert renewals.note_silence(asked.desk, made).value == 0


def test_a_lease_with_an_end_gets_the_task_of_flytteoppfordring_in_its_window(asked: Asked) -> None:
    made = asked.round()
    for tenancy in (asked.ending, asked.open):
        asked.answer(made, tenancy, RenewalAnswer.MOVES)
    assert asked.tasks(asked.ending, TaskKind.REQUEST_TO_MOVE) == [date(2029, 12, 1)]
    assert asked.tasks(asked.open, TaskKind.REQUEST_TO_MOVE) == []
    row = asked.row(made, asked.ending)
    assert (row.move_from, row.move_by) == (date(2029, 12, 1), date(2030, 2, 28))


def test_flytteoppfordring_is_watched_once_and_not_when_the_lease_has_become_open_ended(asked: Asked) -> None:
    @writes(Right.TENANCY_WRITE)
    def watch(work: Work) -> None:
        watch_move_request(work, asked.ending)

    asked.on(date(2030, 3, 1))
    watch(asked.desk)
    assert asked.tasks(asked.ending, TaskKind.REQUEST_TO_MOVE) == []
    asked.on(date(2030, 2, 28))
    watch(asked.desk)
    watch(asked.desk)
    assert asked.tasks(asked.ending, TaskKind.REQUEST_TO_MOVE) == [date(2030, 2, 28)]


def test_a_second_yes_makes_no_second_application_and_cannot_become_a_no(asked: Asked) -> None:
    made = asked.round()
    first = asked.answer(made, asked.ending, RenewalAnswer.WANTS)
    assert asked.answer(made, asked.ending, RenewalAnswer.WANTS) == first
    with pytest.raises(RefusedError) as caught:
        asked.answer(made, asked.ending, RenewalAnswer.MOVES)
    assert [fault.code for fault in caught.value.faults] == ["runde.har_soknad"]


def test_a_sitting_tenant_is_written_to_at_home(asked: Asked) -> None:
    """Nobody registers a postal address for those who rent here; a letter about their application goes home."""
    made = asked.round(asked.open)
    asked.sent(made)
    case = asked.answer(made, asked.open, RenewalAnswer.WANTS)
    assert case is not None
    row, letter = asked.row(made, asked.open), print_confirmation(asked.desk, case).value
    assert row.tenancy.address.split(",")[0] in pages_of(letter.pdf)[0]


def test_the_same_tenancy_is_asked_in_one_round_at_a_time(asked: Asked) -> None:
    made = asked.round(asked.ending)
    assert renewals.renewal_candidates(asked.desk) == [asked.open]
    _refused("runde.kan_ikke_sporres", asked.round, asked.ending)
    (row,) = renewal_list.renewal_rounds(asked.desk)
    renewals.close_round(asked.desk, made, row.version)
    assert renewals.renewal_candidates(asked.desk) == [asked.ending, asked.open]
    _refused("runde.er_avsluttet", renewals.note_silence, asked.desk, made)


def test_a_round_without_chosen_tenancies_takes_all_that_end_between_the_days(asked: Asked) -> None:
    new = RoundInput("Runde", ANSWER_BY, None, date(2029, 1, 1), date(2029, 12, 31))
    made = renewals.start_round(asked.desk, new).value
    assert [
        row.tenancy.id for row in renewal_rows(asked.desk, renewal_ids(asked.desk, RenewalQuery(made))).values()
    ] == [asked.ending]


def test_one_tenancy_is_left_out_before_it_is_asked(asked: Asked) -> None:
    made = asked.round()
    line = asked.row(made, asked.open)
    renewals.leave_out(asked.desk, line.id, line.version, "spurt muntlig")
    assert len(renewal_ids(asked.desk, RenewalQuery(made))) == 1
    asked.sent(made)
    line = asked.row(made, asked.ending)
    _refused("runde.er_spurt", renewals.leave_out, asked.desk, line.id, line.version, "feil")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (RoundInput("Runde", ANSWER_BY, None, date(2030, 1, 1), date(2029, 1, 1)), "runde.dager_snudd"),
        (RoundInput(" ", ANSWER_BY, (1,)), "runde.uten_navn"),
        (RoundInput("Runde", NOW, (1,)), "runde.frist_gatt"),
        (RoundInput("Runde", ANSWER_BY, ()), "runde.uten_leieforhold"),
        (RoundInput("Runde", ANSWER_BY, (999,)), "runde.kan_ikke_sporres"),
    ],
)
def test_a_round_that_cannot_be_is_refused(asked: Asked, new: RoundInput, code: str) -> None:
    _refused(code, renewals.start_round, asked.desk, new)


def test_a_round_closes_only_when_everybody_who_was_asked_has_answered_or_is_contacted(asked: Asked) -> None:
    made = asked.round(asked.ending)
    asked.sent(made)
    (row,) = renewal_list.renewal_rounds(asked.desk)
    _refused("runde.venter_pa_svar", renewals.close_round, asked.desk, made, row.version)
    _refused("runde.er_sendt", renewals.take_out_round, asked.desk, made, row.version, "feil")
    asked.answer(made, asked.ending, RenewalAnswer.NO_ANSWER)
    renewals.close_round(asked.desk, made, row.version)


def test_a_round_started_by_mistake_is_taken_out(asked: Asked) -> None:
    made = asked.round()
    renewals.take_out_round(asked.desk, made, 1, "feil leieforhold")
    assert renewal_list.renewal_rounds(asked.desk) == []
    assert len(renewals.renewal_candidates(asked.desk)) == 2


def test_the_list_is_filtered_ordered_and_exported(asked: Asked, tmp_path: Path) -> None:
    made = asked.round()
    asked.answer(made, asked.open, RenewalAnswer.MOVES)
    only = RenewalQuery(made, RenewalAnswer.MOVES)
    assert [row.tenancy.id for row in renewal_rows(asked.desk, renewal_ids(asked.desk, only)).values()] == [asked.open]
    assert len(renewal_ids(asked.desk, RenewalQuery(made, text="balto"))) == 1
    path = export_round(asked.desk, tmp_path / "runde.xlsx", RenewalQuery(made))
    sheet = load_workbook(path).active
    assert sheet is not None
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "Flytter" in told
    assert "Fjordgata 14, H0203" in told


@writes(Right.DECISION_WRITE)
def _refuse(work: Work, application_id: int, number: str = "V-1") -> int:
    """A final no to a renewal, with all that follows from it."""
    decision = work.add(
        Decision(
            number=number,
            application_id=application_id,
            basis=DecisionBasis.RENEWAL,
            result=DecisionResult.REFUSED,
            state=DecisionState.FINAL,
            decided_on=work.today,
            facts={},
            explanation={},
            content={},
        )
    )
    take_effect(work, decision)
    return decision.id


@reads(Right.TENANCY_READ)
def _has_a_no(look: Look, tenancy_id: int) -> bool:
    return renewal_refused(look, tenancy_id)


def test_a_no_to_a_renewal_ends_no_lease_and_watches_flytteoppfordring_with_its_reservation(asked: Asked) -> None:
    before = tenancy_rows(asked.desk, (asked.ending,))
    application_id = asked.answer(asked.round(), asked.ending, RenewalAnswer.WANTS)
    assert application_id is not None
    assert not _has_a_no(asked.desk, asked.ending)
    _refuse(asked.desk, application_id)
    assert tenancy_rows(asked.desk, (asked.ending,)) == before
    assert asked.tasks(asked.ending, TaskKind.REQUEST_TO_MOVE) == [date(2029, 12, 1)]
    assert (_has_a_no(asked.desk, asked.ending), _has_a_no(asked.desk, asked.open)) == (True, False)


@pytest.mark.lagring
def test_a_no_to_going_on_in_a_lease_without_end_leaves_the_question_of_notice(asked: Asked) -> None:
    """It ends by notice only (§ 9-5): somebody considers that by a day; one with an end has its flytteoppfordring."""
    made = asked.round()
    application_id = asked.answer(made, asked.open, RenewalAnswer.WANTS)
    assert application_id is not None
    for number in ("V-1", "V-2"):
        _refuse(asked.desk, application_id, number)
    with asked.desk.store.reading() as session:
        query = session.query(Task).filter_by(tenancy_id=asked.open, kind=TaskKind.MANUAL, state=TaskState.OPEN)
        [task] = query.all()
    assert (task.title, task.due, task.owner_id) == (
        "Vurder oppsigelse (husleieloven § 9-5)",
        date(2029, 3, 15),
        asked.desk.who.user_id,
    )
    assert "V-1" in task.why
    assert asked.tasks(asked.open, TaskKind.REQUEST_TO_MOVE) == []
    ending = asked.answer(made, asked.ending, RenewalAnswer.WANTS)
    assert ending is not None
    _refuse(asked.desk, ending, "V-3")
    assert asked.tasks(asked.ending, TaskKind.MANUAL) == []
