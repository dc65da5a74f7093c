"""Letters to whoever acts for the party: one of their own, and no date of the case moves by them (fvl. § 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.casework import complaint_letters, offer_letters, representatives
from boligdesk.casework.application_letters import print_confirmation, print_papers_letter, print_preliminary_answer
from boligdesk.casework.core.printing import PrintedDocument
from boligdesk.casework.decisions import (
    DecisionSending,
    decision_came_back,
    finish_decision,
    print_decision,
    send_decision,
)
from boligdesk.casework.documents import (
    CaseLink,
    NewSending,
    documents_of,
    mark_sent,
    mark_sent_to_all,
    sendings_of,
)
from boligdesk.casework.forewarnings import print_forewarning
from boligdesk.casework.representatives import RepresentativeInput
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Document
from boligdesk.models.decision import Decision
from boligdesk.models.person import Person
from boligdesk.rules.application_words import DecisionBasis, DecisionResult, PaperKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import DocumentKind, Protection, RepresentativeKind, Role, SendingWay

from .application_world import TODAY, World, apply, applying, card
from .complaint_world import ComplaintWorld, complaint_world, words_of
from .decision_world import DecisionWorld, decision_world
from .waiting_world import WaitingWorld, waiting_world

GUARDIAN = RepresentativeInput(
    RepresentativeKind.GUARDIAN, "Kari Verge", "Torget 3, 9990 Fjordvik, 40 00 00 01", "Økonomi"
)
PROXY = RepresentativeInput(RepresentativeKind.PROXY, "Per Advokat", mandate="Klagesaken")
PARTY = "Máret Ánne Somby-Guttormsen"
ADDRESS = ("Torget 3", "9990 Fjordvik")


def _only(paper: PrintedDocument) -> PrintedDocument:
    [copy] = paper.copies
    return copy


def _decision_world(store: Store, monkeypatch: pytest.MonkeyPatch) -> DecisionWorld:
    world = decision_world(store, monkeypatch)
    representatives.add_representative(world.ingvild, world.sheets.mother, GUARDIAN)
    return world


@pytest.fixture
def applied(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    made = applying(store)
    made.ids["case"] = apply(made.leader, made.ids["mother"], papers=(PaperKind.INCOME,))
    representatives.add_representative(made.leader, made.ids["mother"], GUARDIAN)
    return made


@pytest.mark.lagring
def test_the_vedtak_goes_to_the_guardian_as_a_letter_of_its_own(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Own address, own document, named beside the address as what; the copy line and the party's letter stay."""
    world = _decision_world(store, monkeypatch)
    draft = world.draft()
    party = finish_decision(world.ingvild, draft.id, draft.version).value
    copy = _only(party)
    words = words_of(copy.pdf)
    for said in (
        "Kari Verge",
        *ADDRESS,
        "Brevet går til deg som verge for",
        "Kopi til Kari Verge (verge)",
        "Vedtak om kommunal",
    ):
        assert said in words, said
    assert "40 00 00 01" not in words
    assert "Brevet går til deg som verge for" not in words_of(party.pdf) and "Torget 3" not in words_of(party.pdf)
    filed = {row.id: row for row in documents_of(world.ingvild, CaseLink(application_id=world.case))}
    assert {party.document_id, copy.document_id} <= filed.keys()
    assert filed[copy.document_id].title == f"{party.title} – til Kari Verge"
    again = print_decision(world.ingvild, draft.id).value
    assert (again.document_id, _only(again).document_id) == (party.document_id, copy.document_id)
    assert (_only(again).fresh, _only(again).pdf) == (False, copy.pdf)


def test_a_changed_address_leaves_the_vedtak_that_is_made(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who acted and where stands with the decision; nothing new is filed when the register changes afterwards."""
    world = _decision_world(store, monkeypatch)
    made = world.made()
    [row] = representatives.representatives(world.ingvild, world.sheets.mother)
    moved = replace(GUARDIAN, contact="Nygata 9, 9990 Fjordvik")
    representatives.change_representative(world.ingvild, row.id, row.version, moved)
    again = _only(print_decision(world.ingvild, made.id).value)
    assert not again.fresh and "Torget 3" in words_of(again.pdf)


def test_only_the_partys_letter_sets_the_time_to_complain(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is recorded as sent on its own document; sent or returned alone it moves no date."""
    world = _decision_world(store, monkeypatch)
    made = world.made()
    copy = _only(print_decision(world.ingvild, made.id).value)
    mark_sent(world.ingvild, copy.document_id, NewSending(SendingWay.HANDED_OVER, TODAY, "Kari Verge", TODAY))
    assert (world.card(made.id).sent_on, world.card(made.id).complain_by) == (None, None)
    version = world.card(made.id).version
    send_decision(world.ingvild, made.id, version, DecisionSending(SendingWay.HANDED_OVER, TODAY))
    sent = world.card(made.id)
    assert (sent.reached_on, sent.complain_by) == (TODAY, date(2026, 12, 14))
    assert [row.receiver for row in sendings_of(world.ingvild, made.document_id or 0)] == [PARTY]
    last = sendings_of(world.ingvild, copy.document_id)[-1]
    assert (last.receiver, last.way, last.received_on) == ("Kari Verge", SendingWay.HANDED_OVER, None)
    decision_came_back(world.ingvild, made.id, sent.version, TODAY)
    assert sendings_of(world.ingvild, copy.document_id)[-1].returned_on is None


def test_a_vedtak_made_before_they_had_letters_records_the_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its copy line is all that is known, so that the sending stands on the one letter, and sets no date."""
    world = _decision_world(store, monkeypatch)
    made = world.made()
    with store.writing() as session:
        decision = session.get_one(Decision, made.id)
        facts = dict(decision.facts)
        facts["party"] = {name: value for name, value in facts["party"].items() if name != "acting"}
        decision.facts = facts
        for row in session.query(Document).filter(Document.title.like("%til Kari Verge")):
            session.delete(row)
    version = world.card(made.id).version
    send_decision(world.ingvild, made.id, version, DecisionSending(SendingWay.HANDED_OVER, TODAY))
    receivers = [row.receiver for row in sendings_of(world.ingvild, made.document_id or 0)]
    assert receivers == [PARTY, "Kari Verge (verge)"]
    assert world.card(made.id).complain_by == date(2026, 12, 14)


def test_a_forewarning_goes_to_the_guardian(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever acts is heard too before a place is lost."""
    world = _decision_world(store, monkeypatch)
    world.made()
    draft = world.draft(DecisionBasis.REMOVAL, DecisionResult.REFUSED)
    printed = print_forewarning(world.ingvild, draft.id, draft.version, TODAY + timedelta(days=14)).value
    words = words_of(_only(printed).pdf)
    assert "Torget 3" in words and "Ingenting er bestemt" in words


@pytest.mark.lagring
def test_letters_before_the_vedtak_go_to_each_who_acts(applied: World) -> None:
    """Confirmation, missing papers and foreløpig svar; only the applicant's own meets the demand of § 11 a."""
    desk, case = applied.leader, applied.ids["case"]
    representatives.add_representative(desk, applied.ids["mother"], PROXY)
    for paper in (print_confirmation(desk, case).value, print_papers_letter(desk, case).value):
        guardian, proxy = (words_of(copy.pdf) for copy in paper.copies)
        assert "Torget 3" in guardian and "Fjordgata 2" not in guardian
        assert "Per Advokat" in proxy and "Brevet går til deg som fullmektig for" in proxy
    answer = print_preliminary_answer(desk, case, "Legen har ikke svart.", date(2027, 1, 15)).value
    mark_sent(desk, answer.copies[0].document_id, NewSending(SendingWay.POST, TODAY, "Kari Verge"))
    assert card(desk, case).answer_due == date(2026, 12, 4)
    assert mark_sent_to_all(desk, answer.document_id, NewSending(SendingWay.POST, TODAY, "Máret Somby")).value == 2
    assert card(desk, case).answer_due is None
    assert [row.receiver for row in sendings_of(desk, answer.copies[1].document_id)] == ["Per Advokat"]


def test_a_mandate_that_is_over_gives_no_letter(applied: World) -> None:
    """Only those who may act today."""
    desk, ids = applied.leader, applied.ids
    [row] = representatives.representatives(desk, ids["mother"])
    representatives.change_representative(desk, row.id, row.version, replace(GUARDIAN, to_date=date(2026, 11, 1)))
    assert print_confirmation(desk, ids["case"]).value.copies == ()


@pytest.mark.lagring
def test_an_offer_goes_to_the_guardian_but_never_where_a_protected_person_shall_live(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter tells where the home lies: of a protected party it goes to the party alone (P30)."""
    world: WaitingWorld = waiting_world(store, monkeypatch)
    representatives.add_representative(world.desk, world.mother, GUARDIAN)
    world.offer()
    printed = offer_letters.print_offer(world.desk, world.offered().id).value
    assert "Fjordgata 16, H0101" in words_of(_only(printed).pdf) and "Torget 3" in words_of(_only(printed).pdf)
    assert world.offered().document_id == printed.document_id
    with store.writing() as session:
        session.get_one(Person, world.mother).protection = Protection.STRICT
    hidden = offer_letters.print_offer(world.desk, world.offered().id).value
    assert hidden.copies == () and "Kari Verge" not in words_of(hidden.pdf)


def test_a_protected_partys_case_is_printed_by_those_with_the_right_and_tells_no_address(applied: World) -> None:
    """Nobody else finds the case; the letter to the guardian holds the guardian's address only (P30)."""
    desk, ids = applied.leader, applied.ids
    with applied.store.writing() as session:
        session.get_one(Person, ids["mother"]).protection = Protection.STRICT
    with pytest.raises(RefusedError, match=r"finnes_ikke"):
        print_confirmation(applied.desk(Role.COUNTER), ids["case"])
    words = words_of(_only(print_confirmation(desk, ids["case"]).value).pdf)
    assert "Torget 3" in words and "Fjordgata" not in words


def test_whoever_complains_with_a_mandate_gets_the_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name where no address is registered, at the address where it is; without a mandate those who act."""
    world: ComplaintWorld = complaint_world(store, monkeypatch)
    desk = world.world.ingvild
    row = world.complain(by_whom="Ola Berg", mandate_seen=True)
    copy = _only(complaint_letters.print_complaint_received(desk, row.id).value)
    assert "Brevet går til deg som fullmektig for" in words_of(copy.pdf) and "Ola Berg" in words_of(copy.pdf)
    given = replace(GUARDIAN, name="Ola Berg")
    representatives.add_representative(desk, world.world.sheets.mother, given)
    copy = _only(complaint_letters.print_complaint_received(desk, row.id).value)
    assert "Torget 3" in words_of(copy.pdf) and "Brevet går til deg som verge for" in words_of(copy.pdf)
    kinds = {row.kind for row in documents_of(desk, CaseLink(application_id=world.world.case))}
    assert DocumentKind.CONFIRMATION in kinds
