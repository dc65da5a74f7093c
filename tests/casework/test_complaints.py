"""The klage from the counter to the body's answer; what must not be possible; and a queue in which nobody is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.casework import complaint_letters, complaints, documents
from boligdesk.casework.application_list import application_rows
from boligdesk.casework.applications import close_application, settle_assistance
from boligdesk.casework.complaint_letters import check_forwarding, forward_complaint, preview_forwarding
from boligdesk.casework.complaints import (
    BodyAnswer,
    accept_late,
    ask_to_mend,
    change_complaint,
    change_in_favour,
    check_complaint,
    complaints_of,
    dismiss_complaint,
    open_to_complaint,
    record_answer,
    register_complaint,
    uphold,
    withdraw_complaint,
)
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.decisions import (
    change_decision,
    decision_came_back,
    decision_reached,
    discard_decision,
    finish_decision,
)
from boligdesk.casework.documents import CaseLink
from boligdesk.casework.waiting_list import waiting_events
from boligdesk.database.engine import Store
from boligdesk.models.decision import Complaint, WaitingPlace
from boligdesk.rules.application_words import (
    AssistanceState,
    BodyResult,
    CloseReason,
    ComplaintBody,
    ComplaintState,
    DecisionBasis,
    DecisionResult,
    DecisionState,
    Lateness,
    Stage,
    WaitingMove,
)
from boligdesk.rules.complaints import DismissGround, FormDemand
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import DocumentKind, Protection, TaskKind
from boligdesk.texts import render

from .complaint_world import GIVEN, TODAY, ComplaintWorld, complaint_world, place_world, words_of

COMPLAINT, FORWARD = TaskKind.COMPLAINT, TaskKind.FORWARD_COMPLAINT
LONG_AGO = date(2026, 10, 1)


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> ComplaintWorld:
    return complaint_world(store, monkeypatch)


@pytest.mark.lagring
def test_from_the_counter_to_the_answer(office: ComplaintWorld) -> None:
    """Registered, confirmed, assessed anew, sent with the whole file, answered; each act ends its task."""
    desk, world = office.world.ingvild, office.world
    row = office.complain()
    assert (row.state, row.lateness, row.body) == (
        ComplaintState.RECEIVED,
        Lateness.IN_TIME,
        ComplaintBody.MUNICIPAL_BOARD,
    )
    assert row.last_day == date(2026, 12, 14)
    assert world.tasks()[COMPLAINT] == row.forward_by == date(2026, 12, 7)
    assert _line(office) == "Klage, frist 07.12.2026"
    confirmed = complaint_letters.print_complaint_received(desk, row.id).value
    for said in ("kommunal klagenemnd", "07.12.2026", row.decision):
        assert said in words_of(confirmed.pdf)
    uphold(desk, row.id, row.version, "Ingen nye opplysninger.")
    assert world.tasks().get(FORWARD) == row.forward_by and COMPLAINT not in world.tasks()
    sent = forward_complaint(desk, row.id, office.row.version, office.papers).value
    letter = words_of(sent.pdf)
    for said in ("Oversendelse av klage til kommunal klagenemnd", "Ingen nye opplysninger.", "Barnet har ingen seng."):
        assert said in letter
    assert "Vedtak om kommunal bolig" in letter.split("Dokumentene i saken")[1]
    assert office.row.state is ComplaintState.FORWARDED and FORWARD not in world.tasks()
    assert _line(office) == "Klagen er hos klageinstansen"
    assert forward_complaint(desk, row.id, office.row.version, ()).value.pdf == sent.pdf
    record_answer(desk, row.id, office.row.version, BodyAnswer(BodyResult.SENT_BACK, TODAY, "26/77"))
    ended = office.row
    assert (ended.state, ended.body_reference, ended.open) == (ComplaintState.CLOSED, "26/77", False)
    assert (world.application().stage, TaskKind.DECIDE in world.tasks()) == (Stage.ASSESSING, True)


@pytest.mark.parametrize(
    ("result", "stage", "task"),
    [
        (BodyResult.UPHELD, Stage.REFUSED, False),
        (BodyResult.CHANGED, Stage.REFUSED, True),
        (BodyResult.DISMISSED, Stage.REFUSED, False),
    ],
)
def test_what_the_answer_leaves(office: ComplaintWorld, result: BodyResult, stage: Stage, task: bool) -> None:
    desk = office.world.ingvild
    row = _sent(office)
    for wrong in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        _refused("klage.svar_feil_dag", record_answer, desk, row.id, row.version, BodyAnswer(result, wrong))
    record_answer(desk, row.id, row.version, BodyAnswer(result, TODAY))
    assert office.world.application().stage is stage
    assert (TaskKind.DECIDE in office.world.tasks()) is task
    _refused("klage.ikke_sendt", record_answer, desk, row.id, office.row.version, BodyAnswer(result, TODAY))


def _line(office: ComplaintWorld) -> str:
    """What the list says of the case."""
    case = office.world.case
    return render(application_rows(office.world.ingvild, [case])[case].step.text)


def _sent(office: ComplaintWorld) -> complaints.ComplaintRow:
    desk, row = office.world.ingvild, office.complain()
    uphold(desk, row.id, row.version, "Ingen nye opplysninger.")
    forward_complaint(desk, row.id, office.row.version, office.papers)
    return office.row


def _refused(code: str, act: object, *args: object) -> None:
    assert callable(act)
    with pytest.raises(RefusedError) as refused:
        act(*args)
    assert code in [fault.code for fault in refused.value.faults]


@pytest.mark.lagring
def test_a_change_in_the_partys_favour(office: ComplaintWorld) -> None:
    """A draft that replaces; the old no stands, and the complaint lies here, until the yes is made."""
    desk, row = office.world.ingvild, office.complain()
    draft = change_in_favour(desk, row.id, row.version, "Hun har fått barn til.").value
    assert (office.row.state, office.row.answer_id) == (ComplaintState.RECEIVED, draft)
    assert office.decision().state is DecisionState.FINAL
    _refused("klage.svar_pa_vei", uphold, desk, row.id, office.row.version, "Likevel ikke.")
    card = office.world.card(draft)
    change_decision(desk, draft, card.version, DecisionResult.GRANTED, office.world.text())
    finish_decision(desk, draft, office.world.card(draft).version)
    ended = office.row
    assert (ended.state, ended.answer_id, ended.closed_on) == (ComplaintState.CHANGED, draft, TODAY)
    assert office.decision().state is DecisionState.REPLACED
    assert not {COMPLAINT, FORWARD} & office.world.tasks().keys()
    assert office.world.application().stage is Stage.WAITING


def test_a_new_no_answers_nobody(office: ComplaintWorld) -> None:
    """The no is written anew and stands: the complaint lies here, until a decision gives something."""
    desk, row = office.world.ingvild, office.complain()
    again = change_in_favour(desk, row.id, row.version, "Bedre begrunnelse.").value
    finish_decision(desk, again, office.world.card(again).version)
    assert (office.row.state, office.row.answer_id) == (ComplaintState.RECEIVED, None)
    yes = change_in_favour(desk, row.id, office.row.version, "Likevel ja.").value
    card = office.world.card(yes)
    assert card.replaces_id == again
    change_decision(desk, yes, card.version, DecisionResult.GRANTED, office.world.text())
    finish_decision(desk, yes, office.world.card(yes).version)
    assert (office.row.state, office.row.answer_id) == (ComplaintState.CHANGED, yes)


def test_a_thrown_away_answer_leaves_the_complaint(office: ComplaintWorld) -> None:
    desk, row = office.world.ingvild, office.complain()
    draft = change_in_favour(desk, row.id, row.version, "Kanskje.").value
    discard_decision(desk, draft, office.world.card(draft).version, "Nei")
    assert office.row.answer_id is None
    uphold(desk, row.id, office.row.version, "Vedtaket står.")
    assert office.row.new_assessment == "Vedtaket står."


@pytest.mark.lagring
def test_form_is_mended_in_time(office: ComplaintWorld) -> None:
    """A complaint by telephone lacks a signature: a letter with the day, and nothing goes on before it is out."""
    desk = office.world.ingvild
    row = office.complain(signed=False, by_whom="Ola Berg", wants="")
    assert row.lacking == (FormDemand.SIGNED, FormDemand.MANDATE, FormDemand.WANTS)
    _refused("klage.mangler_ingenting", complaint_letters.print_mend_letter, desk, row.id)
    _refused("klage.rettefrist_passert", ask_to_mend, desk, row.id, row.version, TODAY)
    ask_to_mend(desk, row.id, row.version)
    assert office.world.tasks()[COMPLAINT] == office.row.mend_by == date(2026, 12, 7)
    letter = words_of(complaint_letters.print_mend_letter(desk, row.id).value.pdf)
    for said in ("innen 07.12.2026", "Underskriften din", "Skriftlig fullmakt", "Hva du vil ha endret", "fra Ola Berg"):
        assert said in letter
    assert "Hvilket vedtak" not in letter
    uphold(desk, row.id, office.row.version, "Står.")
    codes = {control.code for control in check_forwarding(desk, row.id, office.papers)}
    assert codes == {"klage.send.rettes"}
    _refused("klage.avvis.form", dismiss_complaint, desk, row.id, office.row.version, DismissGround.FORM, "Ikke rettet")
    change_complaint(desk, row.id, office.row.version, replace(GIVEN, by_whom="Ola Berg", mandate_seen=True))
    assert (office.row.lacking, office.row.mend_by) == ((), None)
    assert office.world.tasks()[FORWARD] == office.row.forward_by
    assert check_forwarding(desk, row.id, office.papers) == ()
    assert "Kopi til Ola Berg" in words_of(complaint_letters.print_complaint_received(desk, row.id).value.pdf)


def test_form_that_is_not_mended_can_be_dismissed(office: ComplaintWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, row = office.world.ingvild, office.complain(names_decision=False)
    ask_to_mend(desk, row.id, row.version, TODAY + timedelta(days=3))
    later = replace(desk)
    monkeypatch.setenv("BOLIGDESK_DATO", (TODAY + timedelta(days=4)).isoformat())
    assert complaints_of(later, office.world.case)[0].grounds == (DismissGround.FORM,)
    dismiss_complaint(later, row.id, office.row.version, DismissGround.FORM, "Vi vet ikke hva klagen gjelder.")
    letter = words_of(complaint_letters.print_dismissal(later, row.id).value.pdf)
    for said in (
        "innen 26.11.2026",
        "Vi vet ikke hva klagen gjelder.",
        "tre uker etter at du fikk brevet",
        "klagenemnd",
    ):
        assert said in letter
    assert not {COMPLAINT, FORWARD} & office.world.tasks().keys()


@pytest.mark.lagring
def test_a_late_one_is_dismissed_or_taken_up_with_a_reason(office: ComplaintWorld) -> None:
    desk = office.world.ingvild
    office.sent_earlier(LONG_AGO, LONG_AGO)
    row = office.complain()
    assert (row.lateness, row.grounds) == (Lateness.LATE, (DismissGround.LATE,))
    _refused("klage.for_sen_til_vurdering", uphold, desk, row.id, row.version, "Står.")
    _refused("klage.uten_grunn", accept_late, desk, row.id, row.version, "  ")
    _refused("klage.uten_grunn", dismiss_complaint, desk, row.id, row.version, DismissGround.LATE, "")
    _refused("klage.ikke_avvist", complaint_letters.print_dismissal, desk, row.id)
    accept_late(desk, row.id, row.version, "Hun lå på sykehus.")
    uphold(desk, row.id, office.row.version, "Står.")
    letter = words_of(preview_forwarding(desk, row.id, office.papers))
    assert "tatt til behandling" in letter and "Hun lå på sykehus." in letter
    change_complaint(desk, row.id, office.row.version, replace(GIVEN, posted_on=TODAY - timedelta(days=1)))
    assert office.row.lateness is Lateness.LATE  # another day is judged anew
    dismiss_complaint(desk, row.id, office.row.version, DismissGround.LATE, "Klagen kom en måned for sent.")
    letter = words_of(complaint_letters.print_dismissal(desk, row.id).value.pdf)
    assert "gikk ut 22.10.2026" in letter and "Klagen kom en måned for sent." in letter
    assert open_to_complaint(desk, office.world.case)[0].id == office.no


def test_what_is_not_proven_late_is_not_late(office: ComplaintWorld) -> None:
    """Nobody knows when the letter came: judged in the party's favour, and no ground of dismissal."""
    office.sent_earlier(LONG_AGO, None)
    row = office.complain(posted_on=None)
    assert (row.lateness, row.grounds) == (Lateness.IN_DOUBT, ())
    desk = office.world.ingvild
    _refused("klage.avvis.ikke_sen", dismiss_complaint, desk, row.id, row.version, DismissGround.LATE, "Sen")
    _refused("klage.ikke_for_sen", accept_late, desk, row.id, row.version, "Grunn")


def test_check_tells_before_it_is_registered(office: ComplaintWorld) -> None:
    desk = office.world.ingvild
    found = check_complaint(desk, office.no, replace(GIVEN, received_on=TODAY + timedelta(days=1), wants=""))
    assert [control.code for control in found.stops] == ["klage.mottatt_fram"]
    assert found.lacking == (FormDemand.WANTS,)
    assert (found.last_day, found.body) == (date(2026, 12, 14), ComplaintBody.MUNICIPAL_BOARD)
    _refused("klage.mottatt_fram", register_complaint, desk, office.no, replace(GIVEN, received_on=date(2026, 12, 24)))


@pytest.mark.lagring
def test_a_refusal_closes_nothing_while_a_complaint_is_open(office: ComplaintWorld) -> None:
    """A case that a no closed is opened by the complaint, and stays open until it is answered."""
    desk, case = office.world.ingvild, office.world.case
    settle_assistance(desk, case, office.world.application().version, AssistanceState.DECLINED, "Ønsker det ikke")
    close_application(desk, case, office.world.application().version, CloseReason.REFUSED)
    row = office.complain()
    assert office.world.application().stage is Stage.REFUSED
    version = office.world.application().version
    _refused("soknad.klage_apen", close_application, desk, case, version, CloseReason.REFUSED)
    _refused("klage.kan_ikke_klages", register_complaint, desk, office.no, GIVEN)
    withdraw_complaint(desk, row.id, row.version, "Sa fra på telefon.")
    assert office.row.state is ComplaintState.WITHDRAWN and COMPLAINT not in office.world.tasks()
    _refused("klage.er_ferdig", withdraw_complaint, desk, row.id, office.row.version, "Igjen")
    close_application(desk, case, office.world.application().version, CloseReason.REFUSED)
    assert office.world.application().stage is Stage.CLOSED


def test_the_right_body_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Boligsosial bistand goes to Statsforvalteren, in nynorsk too, and tells of no queue."""
    office = complaint_world(store, monkeypatch, DecisionBasis.ASSISTANCE, DecisionResult.REFUSED, help="")
    row = office.complain()
    assert row.body is ComplaintBody.COUNTY_GOVERNOR
    uphold(office.world.ingvild, row.id, row.version, "Står.")
    office.waits("Bostedsløse", 1, date(2026, 3, 4))
    letter = words_of(preview_forwarding(office.world.ingvild, row.id, office.papers))
    assert "Statsforvalteren" in letter
    assert "klagenemnd" not in letter and "venter på bolig" not in letter


def test_nothing_goes_without_assessment_and_vedtak(office: ComplaintWorld) -> None:
    desk, row = office.world.ingvild, office.complain()
    codes = {control.code for control in check_forwarding(desk, row.id, ())}
    assert codes == {"klage.send.uten_vurdering", "klage.send.uten_vedtak"}
    _refused("klage.uten_vurdering", uphold, desk, row.id, row.version, " ")
    uphold(desk, row.id, row.version, "Står.")
    _refused("klage.send.uten_vedtak", forward_complaint, desk, row.id, office.row.version, ())
    with pytest.raises(ConflictError):
        forward_complaint(desk, row.id, row.version, office.papers)
    assert office.row.state is ComplaintState.RECEIVED
    filed = documents.documents_of(desk, CaseLink(application_id=office.world.case))
    assert DocumentKind.FORWARDING not in {row.kind for row in filed}


@pytest.mark.lagring
def test_the_queue_names_nobody_and_never_one_alone(office: ComplaintWorld) -> None:
    """Groups, sizes and months; a protected household is counted; who is alone of a sort is not told of alone."""
    desk, row = office.world.ingvild, office.complain()
    office.waits("Bostedsløse", 1, date(2026, 3, 4))
    office.waits("Bostedsløse", 1, date(2026, 5, 6), protection=Protection.STRICT)
    office.waits("Barnefamilier", 4, date(2026, 2, 2))
    uphold(desk, row.id, row.version, "Står.")
    letter = words_of(preview_forwarding(desk, row.id, office.papers))
    assert "Bostedsløse 1 soverom mars 2026 – mai 2026 2" in letter
    for hidden in ("Barnefamilier", "Ukjent", "Naboen", "4 soverom", "04.03.2026"):
        assert hidden not in letter


# -- a place on the list that is given back -------------------------------------------------------


@pytest.fixture
def lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> ComplaintWorld:
    return place_world(store, monkeypatch)


def _place(office: ComplaintWorld) -> WaitingPlace:
    with office.world.ingvild.store.reading() as session:
        return session.query(WaitingPlace).filter_by(application_id=office.world.case).one()


@pytest.mark.lagring
def test_the_office_gives_a_lost_place_back_in_one_act(lost: ComplaintWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same group and day; the days off the list are not counted; the complaint ends and the applicant is written to."""
    before = _place(lost)
    assert (before.left_on, before.valid_until) == (TODAY, date(2027, 11, 23))
    row = lost.complain()
    assert row.gives_back
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-03")
    complaints.give_place_back(lost.world.ingvild, row.id, row.version, "Varselet kom aldri fram.")
    place = _place(lost)
    assert (place.left_on, place.entered_on, place.group_key) == (None, before.entered_on, before.group_key)
    assert place.valid_until == date(2027, 12, 3)
    assert lost.decision().state is DecisionState.REPLACED
    assert (lost.row.state, lost.row.new_assessment, lost.row.gives_back) == (
        ComplaintState.CHANGED,
        "Varselet kom aldri fram.",
        False,
    )
    assert lost.world.application().stage is Stage.WAITING
    assert {TaskKind.MANUAL, TaskKind.VALIDITY} <= lost.world.tasks().keys()
    assert COMPLAINT not in lost.world.tasks()
    events = waiting_events(lost.world.ingvild, lost.world.case)
    assert (events[0].move, events[0].reason) == (WaitingMove.RESTORED, "Varselet kom aldri fram.")


def test_the_bodys_answer_gives_a_lost_place_back_and_opens_the_case(lost: ComplaintWorld) -> None:
    """Closed meanwhile or not: what the body has changed is carried out in one act."""
    desk = lost.world.ingvild
    row = lost.complain()
    uphold(desk, row.id, row.version, "Vi mener det samme.")
    forward_complaint(desk, row.id, lost.row.version, lost.papers)
    assert not lost.row.gives_back
    record_answer(desk, row.id, lost.row.version, BodyAnswer(BodyResult.CHANGED, TODAY))
    assert lost.row.gives_back and TaskKind.DECIDE in lost.world.tasks()
    complaints.give_place_back(desk, row.id, lost.row.version, "Klagenemnda: plassen skal stå.")
    assert _place(lost).left_on is None
    assert TaskKind.DECIDE not in lost.world.tasks()
    assert lost.world.application().stage is Stage.WAITING
    with pytest.raises(RefusedError, match=r"klage\.gir_ikke_plass"):
        complaints.give_place_back(desk, row.id, lost.row.version, "En gang til.")


def test_a_shortened_place_gets_its_time_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stood on the list all the time, for a shorter while."""
    office = place_world(store, monkeypatch, DecisionResult.PARTLY, valid_until=date(2027, 1, 31))
    assert _place(office).valid_until == date(2027, 1, 31)
    row = office.complain()
    complaints.give_place_back(office.world.ingvild, row.id, row.version, "Kortere tid var ikke nødvendig.")
    assert (_place(office).valid_until, _place(office).left_on) == (date(2027, 11, 23), None)


def test_a_late_complaint_gives_no_place_back(lost: ComplaintWorld) -> None:
    """Nothing before it is taken up, and nothing without words."""
    desk, row = lost.world.ingvild, lost.complain()
    with pytest.raises(RefusedError, match=r"klage\.uten_vurdering"):
        complaints.give_place_back(desk, row.id, row.version, " ")
    with desk.store.writing() as session:
        session.get_one(Complaint, row.id).lateness = Lateness.LATE
    with pytest.raises(RefusedError, match=r"klage\.gir_ikke_plass"):
        complaints.give_place_back(desk, row.id, lost.row.version, "Grunn")


# -- what is known later of the letter's way ------------------------------------------------------


@pytest.mark.lagring
def test_lateness_is_judged_again_when_the_day_it_came_is_known(office: ComplaintWorld) -> None:
    """Late by what was assumed, in time by what is proven, and late by a proof that says so."""
    desk = office.world.ingvild
    office.sent_earlier(LONG_AGO, LONG_AGO)
    row = office.complain()
    assert row.lateness is Lateness.LATE
    decision_reached(desk, office.no, office.decision().version, date(2026, 11, 10))
    assert (office.row.lateness, office.row.grounds) == (Lateness.IN_TIME, ())
    decision_reached(desk, office.no, office.decision().version, LONG_AGO)
    assert office.row.lateness is Lateness.LATE
    accept_late(desk, row.id, office.row.version, "Hun lå på sykehus.")
    decision_reached(desk, office.no, office.decision().version, date(2026, 10, 2))
    assert (office.row.lateness, office.row.late_reason) == (Lateness.LATE_ACCEPTED, "Hun lå på sykehus.")


def test_a_letter_that_came_back_made_no_complaint_late(office: ComplaintWorld) -> None:
    """No time runs (§ 29)."""
    office.sent_earlier(LONG_AGO, LONG_AGO)
    office.complain()
    decision_came_back(office.world.ingvild, office.no, office.decision().version, TODAY)
    assert office.row.lateness is Lateness.IN_TIME


def test_a_complaint_dismissed_as_late_that_was_not_leaves_a_task(office: ComplaintWorld) -> None:
    """The dismissal stands until somebody takes it up again; nobody overlooks that it was wrong."""
    desk = office.world.ingvild
    office.sent_earlier(LONG_AGO, LONG_AGO)
    row = office.complain()
    dismiss_complaint(desk, row.id, row.version, DismissGround.LATE, "Kom etter fristen.")
    assert COMPLAINT not in office.world.tasks()
    decision_reached(desk, office.no, office.decision().version, date(2026, 11, 10))
    assert office.row.state is ComplaintState.DISMISSED
    assert COMPLAINT in office.world.tasks()
