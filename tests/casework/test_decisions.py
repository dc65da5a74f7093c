"""Vedtak from draft to letter, waiting list and complaint deadline; and everything that must not be possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from boligdesk.casework import assessments, criteria_sets
from boligdesk.casework.applications import close_application
from boligdesk.casework.assessments import AnswerInput
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.decision_card import decisions_of, new_choices
from boligdesk.casework.decisions import (
    DecisionSending,
    change_decision,
    decision_came_back,
    decision_reached,
    discard_decision,
    draft_decision,
    finish_decision,
    preview_decision,
    print_decision,
    propose_decision,
    replace_decision,
    send_back_decision,
    send_decision,
)
from boligdesk.casework.documents import NewSending, mark_sent
from boligdesk.casework.forewarnings import print_forewarning
from boligdesk.casework.undo import may_undo, undo
from boligdesk.database.engine import Store
from boligdesk.models.application import Application, ApplicationAssessment
from boligdesk.models.decision import Decision, WaitingEvent, WaitingPlace
from boligdesk.models.office import OfficeText
from boligdesk.models.person import ContactPoint, Person
from boligdesk.rules.application_words import (
    ApplicationKind,
    AssistanceState,
    CloseReason,
    ComplaintBody,
    CriterionStatus,
    DecisionBasis,
    DecisionResult,
    DecisionState,
    Stage,
    WaitingMove,
)
from boligdesk.rules.decisions.steps import DecisionStep
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import ContactKind, Role, SendingWay, TaskKind
from boligdesk.texts import render

from .decision_world import GRANTED, HOUSING, REFUSED, DecisionWorld, decision_world
from .sheet_world import RULES, TODAY
from .stock_world import put

ASSISTANCE, REMOVAL = DecisionBasis.ASSISTANCE, DecisionBasis.REMOVAL


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> DecisionWorld:
    return decision_world(store, monkeypatch)


def _words(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


@pytest.mark.lagring
def test_a_yes_by_two_persons_reaches_the_waiting_list(world: DecisionWorld) -> None:
    """Draft, proposal, approval by another, letter, sending, deadline, place on the list."""
    world.two_persons()
    draft = world.draft()
    assert world.application().stage is Stage.ASSESSING
    assert _words(preview_decision(world.ingvild, draft.id)).count("UTKAST")
    version = propose_decision(world.ingvild, draft.id, draft.version).value
    assert world.application().stage is Stage.PROPOSED
    assert TaskKind.APPROVE_DECISION in world.tasks()
    printed = finish_decision(world.siri, draft.id, version)
    made = world.card(draft.id)
    assert (made.number, made.state, made.body) == ("2026-0001", DecisionState.FINAL, ComplaintBody.MUNICIPAL_BOARD)
    words = _words(printed.value.pdf)
    for said in ("innvilget", "2 soverom", "Bosatt", "Barnet trenger ro", "kommunal klagenemnd", "Ingvild Moe"):
        assert said in words
    assert "Godkjent av Siri Lund" in words
    assert "ikke kjent" not in words
    assert "Vedtak er" not in words
    assert world.application().stage is Stage.WAITING
    assert {TaskKind.SEND_DECISION, TaskKind.VALIDITY} <= set(world.tasks())
    last_day = send_decision(world.ingvild, made.id, made.version, DecisionSending(SendingWay.HANDED_OVER, TODAY)).value
    assert last_day == date(2026, 12, 14)
    assert TaskKind.SEND_DECISION not in world.tasks()
    with world.ingvild.store.reading() as session:
        place = session.query(WaitingPlace).one()
        event = session.query(WaitingEvent).one()
    assert (place.decision_id, place.bedrooms, place.group_key, place.group_order) == (made.id, 2, "barnefamilie", 1)
    assert (event.move, event.after) == (WaitingMove.ENTERED, "Barnefamilier")


def test_nobody_approves_what_they_have_written_on(world: DecisionWorld) -> None:
    """Whatever rights they hold, and however they came to write on it."""
    world.two_persons()
    draft = world.draft()
    with pytest.raises(RefusedError, match=r"foresla_forst"):
        finish_decision(world.siri, draft.id, draft.version)
    version = change_decision(world.siri, draft.id, draft.version, draft.result, draft.text).value
    version = propose_decision(world.boss, draft.id, version).value
    for desk in (world.ingvild, world.siri, world.boss):
        with pytest.raises(RefusedError, match=r"samme_person"):
            finish_decision(desk, draft.id, version)
        stop = world.card(draft.id, desk).stops[DecisionStep.FINISH]
        assert stop is not None
        assert "En annen må godkjenne" in render(stop)
    merged = replace(world.ingvild.who, role=Role.LEADER, rights=world.boss.who.rights)
    with pytest.raises(RefusedError, match=r"samme_person"):
        finish_decision(replace(world.ingvild, who=merged), draft.id, version)
    nobody = replace(world.sheets.desk, who=replace(world.sheets.desk.who, user_id=None))
    with pytest.raises(RefusedError, match=r"samme_person"):
        finish_decision(nobody, draft.id, version)
    assert world.card(draft.id).state is DecisionState.PROPOSED


def test_sent_back_with_what_must_be_mended(world: DecisionWorld) -> None:
    """The draft is written on again, and the task of approval is gone."""
    world.two_persons()
    draft = world.draft()
    version = propose_decision(world.ingvild, draft.id, draft.version).value
    with pytest.raises(RefusedError, match=r"uten_grunn"):
        send_back_decision(world.siri, draft.id, version, " ")
    version = send_back_decision(world.siri, draft.id, version, "Skriv mer om barnet.").value
    again = world.card(draft.id)
    assert (again.state, again.returned_reason) == (DecisionState.DRAFT, "Skriv mer om barnet.")
    assert TaskKind.APPROVE_DECISION not in world.tasks()
    assert world.application().stage is Stage.ASSESSING
    with pytest.raises(ConflictError):
        change_decision(world.ingvild, draft.id, version - 1, again.result, again.text)


def test_a_changed_assessment_stops_the_approval(world: DecisionWorld) -> None:
    """What is approved is what was proposed."""
    world.two_persons()
    draft = world.draft()
    version = propose_decision(world.ingvild, draft.id, draft.version).value
    line = world.sheets.line("inntekt")
    fact = next(f.fact for f in line.facts if f.fact)
    world.sheets.type_fact("brutto_arsinntekt_ore", 310_000_00, version=fact.version or 0)
    with pytest.raises(RefusedError, match=r"endret_siden_forslag"):
        finish_decision(world.siri, draft.id, version)


def test_the_letter_stands_though_everything_changes(world: DecisionWorld) -> None:
    """Facts, names and rules of today do not reach a vedtak that is made; printed again it is the same bytes."""
    made = world.made()
    before = print_decision(world.ingvild, made.id).value
    line = world.sheets.line("inntekt")
    fact = next(f.fact for f in line.facts if f.fact)
    world.sheets.type_fact("brutto_arsinntekt_ore", 390_000_00, version=fact.version or 0)
    with world.ingvild.store.writing() as session:
        session.get_one(Person, world.sheets.mother).first_name = "Annet"
        decision = session.get_one(Decision, made.id)
        kept, decision.document_id = decision.document_id, None
    again = print_decision(world.siri, made.id).value
    assert again.pdf == before.pdf
    assert kept is not None
    assert "290 000 kr" in _words(again.pdf)


@pytest.mark.lagring
def test_a_no_never_closes_the_case(world: DecisionWorld) -> None:
    """Boligsosial bistand is decided, with its own body, before the case can be closed (P11, P15)."""
    line = world.sheets.line("gjeld")
    own = AnswerInput(CriterionStatus.NOT_MET, reason="Skylder 40 000 kr.")
    assessments.answer(world.ingvild, world.case, "gjeld", own, line.own.version if line.own else 0)
    with pytest.raises(RefusedError, match=r"krav_ikke_oppfylt"):
        world.made()
    (draft,) = decisions_of(world.ingvild, world.case)
    version = change_decision(world.ingvild, draft.id, draft.version, REFUSED, world.text(result=REFUSED)).value
    finish_decision(world.ingvild, draft.id, version)
    assert world.application().stage is Stage.REFUSED
    assert TaskKind.ASSISTANCE in world.tasks()
    with pytest.raises(RefusedError, match=r"bistand_ikke_avgjort"):
        close_application(world.ingvild, world.case, world.application().version, CloseReason.REFUSED)
    helped = world.made(ASSISTANCE, GRANTED, help="Hjelp til å lete etter bolig.")
    assert helped.body is ComplaintBody.COUNTY_GOVERNOR
    assert "Statsforvalteren" in _words(print_decision(world.ingvild, helped.id).value.pdf)
    assert world.application().assistance is AssistanceState.DECIDED
    assert TaskKind.ASSISTANCE not in world.tasks()
    assert world.application().stage is Stage.REFUSED
    close_application(world.ingvild, world.case, world.application().version, CloseReason.REFUSED)


def test_a_second_decision_leaves_the_first_ones_place(world: DecisionWorld) -> None:
    """Assistance refused: the household stands on the list as before."""
    world.made()
    world.made(ASSISTANCE, REFUSED)
    assert world.application().stage is Stage.WAITING


@pytest.mark.parametrize("result", [GRANTED, REFUSED])
def test_an_acute_case_on_the_list_stays_there_whatever_is_decided_on_tonight(
    world: DecisionWorld, result: DecisionResult
) -> None:
    """A place to sleep and the place on the list are two answers; the first one has its task until it ends."""
    with world.ingvild.store.writing() as session:
        session.get_one(Application, world.case).kind = ApplicationKind.ACUTE
    world.made()
    until = TODAY + timedelta(days=30)
    made = world.made(DecisionBasis.TEMPORARY, result, help="Leilighet i Strandveien 4.", valid_until=until)
    assert made.body is ComplaintBody.COUNTY_GOVERNOR
    assert world.application().stage is Stage.WAITING
    assert (world.tasks().get(TaskKind.TEMPORARY_STAY) == until) is (result is GRANTED)


def test_a_renewal_makes_an_addendum_or_ends_nothing(world: DecisionWorld) -> None:
    """Yes leaves the task of the addendum; no leaves the lease alone and the question of help open (P13)."""
    with world.ingvild.store.writing() as session:
        session.get_one(Application, world.case).kind = ApplicationKind.RENEWAL
    made = world.made(DecisionBasis.RENEWAL, GRANTED)
    assert "avslutter ikke" not in _words(print_decision(world.ingvild, made.id).value.pdf)
    assert world.application().stage is Stage.ACCEPTED
    assert TaskKind.MAKE_LEASE in world.tasks()
    newer = world.card(replace_decision(world.ingvild, made.id, made.version).value)
    version = change_decision(world.ingvild, newer.id, newer.version, REFUSED, newer.text).value
    printed = finish_decision(world.ingvild, newer.id, version)
    assert "avslutter ikke leieforholdet ditt" in _words(printed.value.pdf)
    assert world.application().stage is Stage.REFUSED
    assert TaskKind.ASSISTANCE in world.tasks()
    assert TaskKind.MAKE_LEASE not in world.tasks()


def test_everything_that_lacks_is_named_before_it_is_tried(world: DecisionWorld) -> None:
    """Text, sheet and set: the same sentences on the card and in the refusal."""
    draft = world.draft(weighing=" ", bedrooms=None)
    with pytest.raises(RefusedError) as refused:
        propose_decision(world.ingvild, draft.id, draft.version)
    assert [fault.what for fault in refused.value.faults] == list(draft.lacks)
    assert [render(lack) for lack in draft.lacks] == ["Fyll ut begrunnelsen.", "Fyll ut antall soverom."]
    assert draft.stops[DecisionStep.PROPOSE] == draft.lacks[0]
    line = world.sheets.line("botid")
    assessments.take_back_answer(world.ingvild, world.case, "botid", line.own.version if line.own else 0)
    assert any(lack.code.startswith("vurderingsark.mangler") for lack in world.card(draft.id).lacks)


def test_a_set_that_is_not_adopted_decides_nothing(world: DecisionWorld) -> None:
    """Neither a set that was chosen for this case before a leader took it into use, nor no set at all."""
    draft = world.draft()
    criteria_sets.import_text(world.boss, "annet", RULES)
    with world.ingvild.store.writing() as session:
        judged = session.query(ApplicationAssessment).one()
        judged.set_id = session.query(OfficeText).filter_by(kind="criteria", key="annet").one().id
    with pytest.raises(RefusedError, match=r"sett_ikke_tatt_i_bruk"):
        propose_decision(world.ingvild, draft.id, draft.version)
    with world.ingvild.store.writing() as session:
        session.query(ApplicationAssessment).one().set_id = None
        for row in session.query(OfficeText).filter_by(kind="criteria"):
            row.content = {**row.content, "adopted": None}
    with pytest.raises(RefusedError, match=r"ingen_tatt_i_bruk"):
        propose_decision(world.ingvild, draft.id, draft.version)


def test_one_decision_on_a_basis_and_drafts_are_thrown_away_with_a_reason(world: DecisionWorld) -> None:
    """A second draft, or a second vedtak beside a standing one, is refused."""
    draft = world.draft()
    with pytest.raises(RefusedError, match=r"utkast_finnes"):
        world.draft()
    with pytest.raises(RefusedError, match=r"uten_grunn"):
        discard_decision(world.ingvild, draft.id, draft.version, "")
    discard_decision(world.ingvild, draft.id, draft.version, "Feil søknad")
    assert decisions_of(world.ingvild, world.case) == ()
    made = world.made()
    why = {choice.basis: choice.why_not for choice in new_choices(world.ingvild, world.case)}
    assert why[HOUSING] is not None
    assert why[ASSISTANCE] is None
    with pytest.raises(RefusedError, match=r"ikke_sokt"):
        world.draft(DecisionBasis.RENEWAL, GRANTED)
    with pytest.raises(RefusedError, match=r"star_allerede"):
        world.draft()
    for act in (discard_decision, propose_decision):
        with pytest.raises(RefusedError, match=r"ikke_utkast"):
            act(world.ingvild, made.id, made.version, *(["x"] if act is discard_decision else []))


@pytest.mark.lagring
def test_a_vedtak_is_replaced_and_never_changed(world: DecisionWorld) -> None:
    """The newer one says which it replaces; the place on the list goes over to it."""
    made = world.made()
    newer = world.card(replace_decision(world.ingvild, made.id, made.version).value)
    assert newer.text == made.text
    with pytest.raises(RefusedError, match=r"erstattes_allerede"):
        replace_decision(world.ingvild, made.id, world.card(made.id).version)
    text = replace(newer.text, bedrooms=3, valid_until=TODAY + timedelta(days=500))
    version = change_decision(world.ingvild, newer.id, newer.version, GRANTED, text).value
    printed = finish_decision(world.ingvild, newer.id, version)
    assert "Erstatter vedtak 2026-0001" in _words(printed.value.pdf)
    old = world.card(made.id)
    assert (old.state, old.replaced_by) == (DecisionState.REPLACED, "2026-0002")
    with world.ingvild.store.reading() as session:
        place = session.query(WaitingPlace).one()
    assert (place.decision_id, place.bedrooms) == (newer.id, 3)


def test_a_newer_yes_moves_the_place_to_its_group_and_says_from_where(world: DecisionWorld) -> None:
    """Need decides the order, and need changes; the list is read in bokmål by the office, whoever gets the letter."""
    with world.ingvild.store.writing() as session:
        session.get_one(Person, world.sheets.mother).letter_language = "nn"
    made = world.made()
    world.sheets.type_fact("bostedslos", True, "NAV", version=1)
    newer = world.card(replace_decision(world.ingvild, made.id, made.version).value)
    finish_decision(world.ingvild, newer.id, newer.version)
    with world.ingvild.store.reading() as session:
        place = session.query(WaitingPlace).one()
        last = session.query(WaitingEvent).order_by(WaitingEvent.id.desc()).first()
    assert (place.group_key, place.group_text, place.group_order) == ("bostedslos", "Bostedsløse", 0)
    assert last is not None
    assert (last.move, last.before, last.after) == (WaitingMove.MOVED, "Barnefamilier", "Bostedsløse")


@pytest.mark.parametrize("change", ["refused", "shorter"])
def test_a_yes_is_not_taken_back_by_replacing_it(world: DecisionWorld, change: str) -> None:
    """Removal or shorter validity wants a forhåndsvarsel first (P12)."""
    made = world.made()
    newer = world.card(replace_decision(world.ingvild, made.id, made.version).value)
    result = REFUSED if change == "refused" else GRANTED
    text = newer.text if change == "refused" else replace(newer.text, valid_until=TODAY + timedelta(days=30))
    version = change_decision(world.ingvild, newer.id, newer.version, result, text).value
    with pytest.raises(RefusedError, match=r"krever_forhandsvarsel"):
        finish_decision(world.ingvild, newer.id, version)
    assert world.card(made.id).state is DecisionState.FINAL


@pytest.mark.lagring
def test_off_the_list_only_after_a_forewarning(world: DecisionWorld) -> None:
    """Told, heard, decided with reasons; then the place is left and the event says why."""
    with pytest.raises(RefusedError, match=r"ikke_pa_listen"):
        world.draft(REMOVAL, REFUSED)
    world.made()
    draft = world.draft(REMOVAL, REFUSED)
    assert {lack.code for lack in draft.lacks} == {"vedtak.felt_mangler"}
    told: dict[str, Any] = {
        "forewarned_on": TODAY - timedelta(days=20),
        "answer_by": TODAY - timedelta(days=1),
        "party_answer": "Du har ikke svart.",
    }
    text = replace(draft.text, **told)
    version = change_decision(world.ingvild, draft.id, draft.version, REFUSED, text).value
    printed = finish_decision(world.ingvild, draft.id, version)
    assert "ikke lenger på ventelisten" in _words(printed.value.pdf)
    with world.ingvild.store.reading() as session:
        place = session.query(WaitingPlace).one()
        last = session.query(WaitingEvent).order_by(WaitingEvent.id.desc()).first()
    assert place.left_on == TODAY
    assert last is not None
    assert (last.move, last.reason) == (WaitingMove.REMOVED, "Familien er uten bolig.")
    assert TaskKind.VALIDITY not in world.tasks()


def test_a_letter_that_came_back_starts_no_deadline(world: DecisionWorld) -> None:
    """Posted: the margin. Proven later: from there. Returned: no deadline, sent again, and it runs anew."""
    made = world.made()
    post = DecisionSending(SendingWay.POST, TODAY)
    assert send_decision(world.ingvild, made.id, made.version, post).value == date(2026, 12, 21)
    sent = world.card(made.id)
    assert sent.assumed
    assert decision_reached(world.ingvild, made.id, sent.version, TODAY).value == date(2026, 12, 14)
    decision_came_back(world.ingvild, made.id, world.card(made.id).version, TODAY)
    back = world.card(made.id)
    assert (back.complain_by, back.returned_on, back.reached_on) == (None, TODAY, None)
    assert TaskKind.SEND_DECISION in world.tasks()
    assert world.application().stage is Stage.WAITING
    send_decision(world.ingvild, made.id, back.version, DecisionSending(SendingWay.HANDED_OVER, TODAY))
    again = world.card(made.id)
    assert (again.complain_by, again.returned_on) == (date(2026, 12, 14), None)
    with pytest.raises(RefusedError, match=r"framme_for_sendt"):
        decision_reached(world.ingvild, made.id, again.version, TODAY + timedelta(days=1))
    with pytest.raises(RefusedError, match=r"sendt_for_gjort"):
        early = DecisionSending(SendingWay.POST, TODAY - timedelta(days=1))
        send_decision(world.ingvild, made.id, again.version, early)


def test_a_letter_without_an_address_is_told_before_it_is_made(world: DecisionWorld) -> None:
    """Somebody without a home may have none: the vedtak is made all the same, and handed over."""
    draft = world.draft()
    assert not draft.has_address
    assert draft.lacks == ()
    home = {"kind": ContactKind.ADDRESS, "value": "Åsvegen 17", "postcode": "9990", "city": "Fjordvik"}
    put(world.ingvild, ContactPoint, person_id=world.sheets.mother, **home)
    assert world.card(draft.id).has_address
    words = _words(finish_decision(world.ingvild, draft.id, draft.version).value.pdf)
    assert "Åsvegen 17 9990 Fjordvik" in words


@pytest.mark.parametrize(
    ("sent", "came", "receiver", "code"),
    [
        (1, None, "Máret", "dokument.sendt_i_framtiden"),
        (0, -1, "Máret", "dokument.framme_for_sendt"),
        (0, 1, "Máret", "dokument.framme_for_sendt"),
        (0, None, " ", "dokument.uten_mottaker"),
    ],
)
def test_days_of_a_letter_that_cannot_be(
    world: DecisionWorld, sent: int, came: int | None, receiver: str, code: str
) -> None:
    """Also where the letter is marked sent among the papers: the time to complain is counted from these days."""
    letter = print_decision(world.ingvild, world.made().id).value.document_id
    arrived = None if came is None else TODAY + timedelta(days=came)
    with pytest.raises(RefusedError, match=code):
        mark_sent(world.ingvild, letter, NewSending(SendingWay.POST, TODAY + timedelta(days=sent), receiver, arrived))


def test_rules_without_nynorsk_words_are_told_and_stop_nobody(world: DecisionWorld) -> None:
    """A control that only tells: the letter would be nynorsk with rules in bokmål."""
    draft = world.draft().id
    assert world.card(draft).only_bokmal == ()
    with world.ingvild.store.writing() as session:
        session.get_one(Person, world.sheets.mother).letter_language = "nn"
    told = world.card(draft)
    assert "Inntekt under grensen" in told.only_bokmal
    assert told.lacks == ()


def test_a_nynorsk_reader_gets_nynorsk(world: DecisionWorld) -> None:
    """Proposal and letter follow the language of the applicant."""
    with world.ingvild.store.writing() as session:
        session.get_one(Person, world.sheets.mother).letter_language = "nn"
    made = world.made()
    assert made.only_bokmal == ()
    words = _words(print_decision(world.ingvild, made.id).value.pdf)
    assert "tre veker etter at du fekk brevet" in words
    assert "Du står no på ventelista" in words


def test_a_colleague_without_the_right_reads_and_does_nothing(world: DecisionWorld) -> None:
    """The counter sees the vedtak; the steps are off with the reason."""
    made = world.made()
    counter = world.sheets.as_role(Role.COUNTER)
    stops = world.card(made.id, counter).stops
    assert stops[DecisionStep.SEND] is not None
    with pytest.raises(RefusedError, match=r"tilgang\.mangler"):
        draft_decision(counter, world.case, HOUSING, GRANTED, made.text)


def test_nothing_is_drafted_on_a_closed_case(world: DecisionWorld) -> None:
    """Withdrawn is withdrawn."""
    version = world.application().version
    close_application(world.ingvild, world.case, version, CloseReason.WITHDRAWN)
    with pytest.raises(RefusedError, match=r"er_avsluttet"):
        world.draft()
    with world.ingvild.store.reading() as session:
        assert session.get_one(Application, world.case).stage is Stage.CLOSED


def test_results_that_do_not_belong_are_refused(world: DecisionWorld) -> None:
    """Nobody is granted a removal."""
    world.made()
    with pytest.raises(RefusedError, match=r"feil_resultat"):
        draft_decision(world.ingvild, world.case, REMOVAL, DecisionResult.GRANTED, world.text())


def test_a_vedtak_cannot_be_undone(world: DecisionWorld) -> None:
    """What is decided is replaced; the history offers no way back."""
    draft = world.draft()
    made = finish_decision(world.ingvild, draft.id, draft.version)
    assert made.act_id is not None
    assert not may_undo(world.boss, made.act_id)
    with pytest.raises(RefusedError):
        undo(world.boss, made.act_id)
    assert world.card(draft.id).state is DecisionState.FINAL


def test_the_forewarning_is_a_letter_and_its_dates_stand_in_the_draft(world: DecisionWorld) -> None:
    """Reasons, time to answer, nothing decided; then the decision waits until the time is over."""
    world.made()
    draft = world.draft(REMOVAL, REFUSED)
    until = TODAY + timedelta(days=14)
    for day, text, code in (
        (TODAY, draft.text, r"varsel_frist"),
        (until, replace(draft.text, weighing=""), r"uten_grunn"),
    ):
        version = change_decision(world.ingvild, draft.id, world.card(draft.id).version, REFUSED, text).value
        with pytest.raises(RefusedError, match=code):
            print_forewarning(world.ingvild, draft.id, version, day)
    version = change_decision(world.ingvild, draft.id, world.card(draft.id).version, REFUSED, draft.text).value
    words = _words(print_forewarning(world.ingvild, draft.id, version, until).value.pdf)
    for said in ("Ingenting er bestemt", "Familien er uten bolig.", "innen 07.12.2026", "forvaltningsloven § 16"):
        assert said in words
    told = world.card(draft.id)
    assert (told.text.forewarned_on, told.text.answer_by) == (TODAY, until)
    answered = replace(told.text, party_answer="Nei")
    version = change_decision(world.ingvild, draft.id, told.version, REFUSED, answered).value
    with pytest.raises(RefusedError, match=r"varsel_lopende"):
        finish_decision(world.ingvild, draft.id, version)
    yes = world.card(replace_decision(world.ingvild, *_first(world)).value)
    with pytest.raises(RefusedError, match=r"varsel_bare_listen"):
        print_forewarning(world.ingvild, yes.id, yes.version, until)


def _first(world: DecisionWorld) -> tuple[int, int]:
    made = decisions_of(world.ingvild, world.case)[-1]
    return made.id, made.version


@pytest.mark.parametrize("stage", [Stage.OFFERED, Stage.ACCEPTED])
def test_nobody_with_an_offer_out_is_taken_off_the_list(world: DecisionWorld, stage: Stage) -> None:
    """The offer is withdrawn first."""
    world.made()
    told = {"forewarned_on": TODAY - timedelta(days=9), "answer_by": TODAY - timedelta(days=1), "party_answer": "Nei"}
    draft = world.draft(REMOVAL, REFUSED, **told)
    with world.ingvild.store.writing() as session:
        session.get_one(Application, world.case).stage = stage
    with pytest.raises(RefusedError, match=r"tilbud_ute"):
        finish_decision(world.ingvild, draft.id, draft.version)
    assert world.card(draft.id).state is DecisionState.DRAFT


def test_what_nobody_knows_is_told_where_the_demand_hangs_on_it(world: DecisionWorld) -> None:
    """A no on one demand, another one that could not be answered: the letter says what is not known, and only there."""
    answers = {"gjeld": CriterionStatus.NOT_MET, "botid": CriterionStatus.UNKNOWN}
    for key, status in answers.items():
        line = world.sheets.line(key)
        given = AnswerInput(status, reason="Se vurderingen.")
        assessments.answer(world.ingvild, world.case, key, given, line.own.version if line.own else 0)
    made = world.made(HOUSING, REFUSED)
    words = _words(print_decision(world.ingvild, made.id).value.pdf)
    assert "Er flyktning: ikke kjent" in words
    assert "Ikke avklart" in words
    assert "Ikke oppfylt" in words
