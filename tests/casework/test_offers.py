"""Offers: a home is held by one at a time, no answer takes anybody off the list, and a yes leads to the lease."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest
from sqlalchemy import event

from boligdesk.casework import matching, offer_letters, offers, stock_list, tasks, tenancy_new, waiting_list
from boligdesk.casework.core.acts import Look, Work, writes
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.casework.tasks import TaskQuery
from boligdesk.casework.tenancy_draft import TenancyDraft
from boligdesk.database.engine import Store
from boligdesk.models.application import Application
from boligdesk.models.decision import WaitingPlace
from boligdesk.rules.application_words import AssistanceState, CloseReason, OfferState, Stage, WaitingMove
from boligdesk.rules.matching.words import Fit
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import SecurityKind
from boligdesk.rules.vocabulary import Role, Status, TaskKind, TaskState
from boligdesk.texts import formats, render

from .waiting_world import ANSWER_BY, TODAY, WaitingWorld, waiting_world


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> WaitingWorld:
    return waiting_world(store, monkeypatch)


def code(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    return refused.value.fault.code


def open_tasks(world: WaitingWorld) -> set[TaskKind]:
    """Kinds of the open tasks of the office."""
    rows = tasks.task_rows(world.desk, tasks.task_ids(world.desk, TaskQuery()))
    return {row.kind for row in rows.values() if row.state is TaskState.OPEN}


@pytest.mark.lagring
def test_an_offer_reserves_the_home_and_waits_for_its_answer(world: WaitingWorld) -> None:
    world.offer()
    made = world.offered()
    assert (made.state, made.address, made.answer_by) == (OfferState.OPEN, "Fjordgata 16, H0101", ANSWER_BY)
    line = stock_list.dwelling_rows(world.desk, [world.big])[world.big]
    assert line.status is Status.RESERVED
    assert line.note is not None and render(line.note) == "Tilbudt, svar 04.12.2026"
    assert world.stage() is Stage.OFFERED
    assert TaskKind.OFFER_ANSWER in open_tasks(world)
    assert [event.move for event in waiting_list.waiting_events(world.desk, world.application)] == [
        WaitingMove.OFFERED,
        WaitingMove.ENTERED,
    ]


@pytest.mark.lagring
def test_a_home_is_never_offered_twice(world: WaitingWorld) -> None:
    world.offer()
    with pytest.raises(RefusedError) as refused:
        world.offer(world.second, why="Passer ikke, men likevel")
    assert code(refused) == "tilbud.opptatt"
    assert "M. Somby-Guttormsen" in render(refused.value.fault.what)
    with pytest.raises(RefusedError) as again:
        world.offer(unit_id=world.small_unit, why="Enda en")
    assert code(again) == "tilbud.har_tilbud"


def test_to_whom_a_home_is_offered_is_not_told_to_those_without_the_right(world: WaitingWorld) -> None:
    world.offer(world.hidden, world.small_unit)
    reader = world.as_role(Role.FOLLOW_UP)
    seen = matching.homes_for(reader, world.second).homes
    small = next(one for one in seen if one.home.unit_id == world.small_unit)
    told = [render(finding.fact) for finding in small.match.findings if finding.key == "offered"]
    assert told == ["Tilbudt en annen husstand, svar 04.12.2026"]
    line = stock_list.dwelling_rows(reader, [world.small])[world.small]
    assert line.note is not None and render(line.note) == "Tilbudt"
    with pytest.raises(RefusedError) as refused:
        offers.make_offer(reader, replace(offers.offer_proposal(reader, world.second, world.small_unit), why="x"))
    assert "Hemmeligsen" not in render(refused.value.fault.what)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"answer_by": TODAY}, "tilbud.frist_for_tidlig"),
        ({"rent_ore": 0}, "tilbud.uten_leie"),
        ({"unit_id": -1}, "tilbud.ikke_ledig"),
    ],
)
def test_what_cannot_be_offered(world: WaitingWorld, more: dict[str, object], expected: str) -> None:
    with pytest.raises(RefusedError) as refused:
        world.offer(**more)  # type: ignore[arg-type]
    assert code(refused) == expected


def test_a_home_that_does_not_fit_is_offered_only_with_a_reason(world: WaitingWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        world.offer(unit_id=world.small_unit)
    assert code(refused) == "tilbud.uten_begrunnelse"
    world.offer(unit_id=world.small_unit, why="Barnet bor hos far, ønsker denne")
    assert world.offered().why.startswith("Barnet")


@pytest.mark.lagring
def test_a_no_is_counted_and_takes_nobody_off_the_list(world: WaitingWorld) -> None:
    world.offer()
    made = world.offered()
    with pytest.raises(RefusedError) as refused:
        offers.refuse_offer(world.desk, made.id, made.version, TODAY, " ")
    assert code(refused) == "tilbud.nei_uten_grunn"
    offers.refuse_offer(world.desk, made.id, made.version, TODAY, "For langt til skolen")
    row = world.row()
    assert (row.refusals, row.offer) == (1, None)
    assert world.stage() is Stage.WAITING
    assert TaskKind.OFFER_ANSWER not in open_tasks(world)
    assert stock_list.dwelling_rows(world.desk, [world.big])[world.big].status is Status.VACANT
    (told,) = [
        render(finding.fact)
        for one in matching.homes_for(world.desk, world.application).homes
        for finding in one.match.findings
        if finding.key == "refused"
    ]
    assert told == f"Sa nei til denne boligen {formats.day(TODAY)}: For langt til skolen"
    world.offer()
    assert world.offered().state is OfferState.OPEN


@pytest.mark.lagring
def test_silence_takes_nobody_off_the_list(world: WaitingWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    world.offer()
    made = world.offered()
    monkeypatch.setenv("BOLIGDESK_DATO", ANSWER_BY.isoformat())
    with pytest.raises(RefusedError) as refused:
        offers.expire_offer(world.desk, made.id, made.version)
    assert code(refused) == "tilbud.frist_ikke_ute"
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-05")
    assert made.overdue(date(2026, 12, 5))
    offers.expire_offer(world.desk, made.id, made.version)
    assert (world.offered().state, world.row().refusals, world.stage()) == (OfferState.EXPIRED, 0, Stage.WAITING)


@pytest.mark.lagring
def test_the_office_takes_an_offer_back_with_a_reason(world: WaitingWorld) -> None:
    world.offer()
    made = world.offered()
    with pytest.raises(RefusedError) as refused:
        offers.withdraw_offer(world.desk, made.id, made.version, "")
    assert code(refused) == "tilbud.trukket_uten_grunn"
    offers.withdraw_offer(world.desk, made.id, made.version, "Brevet kom i retur")
    assert world.offered().state is OfferState.WITHDRAWN
    assert not world.offered().counted
    assert waiting_list.waiting_events(world.desk, world.application)[0].reason == "Brevet kom i retur"


@pytest.mark.lagring
def test_a_yes_keeps_what_was_looked_at_again(world: WaitingWorld) -> None:
    world.offer()
    made = world.offered()
    assert offers.check_again(world.desk, made.id).changes == ()
    offers.accept_offer(world.desk, made.id, made.version, TODAY)
    said = world.offered()
    assert (said.state, said.checked_again["on"], said.checked_again["changes"]) == (
        OfferState.ACCEPTED,
        TODAY.isoformat(),
        [],
    )
    assert world.stage() is Stage.ACCEPTED
    assert {TaskKind.MAKE_LEASE} <= open_tasks(world)


def test_a_change_is_told_and_decided_by_a_person(world: WaitingWorld) -> None:
    world.offer()
    made = world.offered()
    fact = world.sheet.facts["brutto_arsinntekt_ore"]
    world.type_fact("brutto_arsinntekt_ore", 700_000_00, version=1)
    assert fact.value == 324_000_00
    changes = [render(change) for change in offers.check_again(world.desk, made.id).changes]
    assert changes == ["Inntekt under grensen: opplysningene i dag gir «Ikke oppfylt»."]
    with pytest.raises(RefusedError) as refused:
        offers.accept_offer(world.desk, made.id, made.version, TODAY)
    assert [render(fault.what) for fault in refused.value.faults] == changes
    offers.accept_offer(world.desk, made.id, made.version, TODAY, "Arv som er brukt opp, vurdert av leder")
    kept = world.offered().checked_again
    assert (kept["changes"], kept["decided"]) == (changes, "Arv som er brukt opp, vurdert av leder")


def signed(world: WaitingWorld, draft: TenancyDraft) -> int:
    """The lease written from a draft, with what a caseworker adds to it."""
    lease = replace(draft, heating_included=False, deposit_ore=0, security_kind=SecurityKind.NONE, clauses=frozenset())
    controls = tenancy_new.check(world.desk, lease).controls
    return tenancy_new.create(world.desk, replace(lease, reasons={c.code: "Avtalt" for c in controls})).value


@pytest.mark.lagring
def test_the_lease_an_offer_leads_to_closes_the_case(world: WaitingWorld) -> None:
    world.offer(move_in_on=date(2026, 12, 1))
    made = world.offered()
    with pytest.raises(RefusedError) as early:
        offers.lease_draft_for(world.desk, made.id)
    assert code(early) == "tilbud.ikke_besvart"
    offers.accept_offer(world.desk, made.id, made.version, TODAY)
    draft = offers.lease_draft_for(world.desk, made.id)
    assert (draft.unit_id, draft.tenant_ids, draft.rent_ore) == (world.unit, (world.mother,), 1_090_000)
    assert (draft.start, draft.fixed_until) == (date(2026, 12, 1), date(2029, 11, 30))
    assert [member.person_id for member in draft.members] == [world.child]
    assert draft.decision_ref.startswith("2026-1")
    tenancy = signed(world, draft)
    with world.store.reading() as session:
        case = session.get_one(Application, world.application)
        assert (case.stage, case.close_reason, case.result_tenancy_id) == (Stage.CLOSED, CloseReason.HOUSED, tenancy)
        place = session.query(WaitingPlace).filter_by(application_id=world.application).one()
        assert place.left_on == TODAY
    assert (world.offered().state, world.offered().tenancy_id) == (OfferState.LEASED, tenancy)
    assert waiting_list.waiting_events(world.desk, world.application)[0].move is WaitingMove.HOUSED
    assert stock_list.dwelling_rows(world.desk, [world.big])[world.big].status is Status.RESERVED
    assert TaskKind.MAKE_LEASE not in open_tasks(world)


def test_no_lease_on_a_home_that_is_offered_to_others(world: WaitingWorld) -> None:
    world.offer()
    with world.store.reading() as session:
        other = session.get_one(Application, world.second).applicant_id
    for tenant, expected in ((other, "tilbud.opptatt"), (world.mother, "tilbud.ikke_besvart")):
        draft = tenancy_new.propose(world.desk, world.unit, (tenant,), date(2026, 12, 1))
        with pytest.raises(RefusedError) as refused:
            tenancy_new.create(world.desk, draft)
        assert code(refused) == expected


def test_boligsosial_bistand_keeps_the_case_open_after_the_lease(world: WaitingWorld) -> None:
    world.offer()
    made = world.offered()
    _ask_for_assistance(world)
    offers.accept_offer(world.desk, made.id, made.version, TODAY)
    signed(world, offers.lease_draft_for(world.desk, made.id))
    assert world.stage() is Stage.ASSESSING


def _ask_for_assistance(world: WaitingWorld) -> None:
    @writes(Right.OPEN)
    def ask(work: Work) -> None:
        work.get(Application, world.application).assistance = AssistanceState.OPEN

    ask(world.desk)


@pytest.mark.lagring
def test_the_letter_of_an_offer(world: WaitingWorld) -> None:
    world.offer(why="Boligen ligger nær skolen.")
    printed = offer_letters.print_offer(world.desk, world.offered().id).value
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed.pdf)).pages)
    flat = " ".join(words.split())
    for said in ("Fjordgata 16, H0101", "04.12.2026", "10 900", "3 år", "Boligen ligger nær skolen."):
        assert said in flat.replace("\u00a0", " ")
    assert "Du beholder plassen på ventelisten" in flat
    assert world.offered().document_id == printed.document_id
    again = offer_letters.print_offer(world.desk, world.offered().id).value
    assert (again.fresh, again.pdf) == (False, printed.pdf)


def test_a_letter_printed_late_promises_no_day_that_has_passed(
    world: WaitingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.offer(move_in_on=TODAY)
    monkeypatch.setenv("BOLIGDESK_DATO", (TODAY + timedelta(days=5)).isoformat())
    printed = offer_letters.print_offer(world.desk, world.offered().id).value
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed.pdf)).pages)
    told = formats.day(TODAY + timedelta(days=5))
    assert f"Kan flyttes inn i {told}" in " ".join(words.split())


@pytest.mark.lagring
def test_both_ways(world: WaitingWorld) -> None:
    found = matching.homes_for(world.desk, world.application)
    assert (found.waiting, found.has_offer, found.free_now) == (True, False, 2)
    assert [(one.home.address, one.fit) for one in found.homes] == [
        ("Fjordgata 16, H0101", Fit.YES),
        ("Fjordgata 16, H0201", Fit.NO),
    ]
    other = matching.households_for(world.desk, world.small_unit)
    assert [(one.row.applicant, one.fit) for one in other.households] == [
        ("Berg, Ola", Fit.YES),
        ("Hemmeligsen, Anna", Fit.YES),
        ("Somby-Guttormsen, Máret Ánne", Fit.NO),
    ]
    worst = other.households[-1].match.decisive
    assert "Passer hvis behovet er 1" in [render(f.change) for f in worst if f.change]


def test_kontroll_finds_a_case_whose_list_or_offer_does_not_agree(world: WaitingWorld) -> None:
    assert _findings(world) == []
    _set_stage(world, Stage.OFFERED)
    assert _findings(world) == ["Søknad 2026-0001 står som tilbudt uten et tilbud som gjelder."]
    _set_stage(world, Stage.CLOSED)
    assert _findings(world) == ["Søknad 2026-0001 er avsluttet, men står fortsatt på ventelisten."]


def _findings(world: WaitingWorld) -> list[str]:
    with world.store.reading() as session:
        return [render(finding) for finding in broken_invariants(Look(session, world.desk))]


def _set_stage(world: WaitingWorld, stage: Stage) -> None:
    @writes(Right.OPEN)
    def change(work: Work) -> None:
        work.get(Application, world.application).stage = stage

    change(world.desk)


def test_a_match_is_read_in_few_statements(world: WaitingWorld) -> None:
    asked: list[str] = []
    event.listen(world.store.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    matching.homes_for(world.desk, world.application)
    assert len([s for s in asked if s.startswith("SELECT")]) <= 24
    asked.clear()
    matching.households_for(world.desk, world.unit)
    assert len([s for s in asked if s.startswith("SELECT")]) <= 30
