"""Applications: registered in minutes, warned of doublets, kept by deadlines, closed for a reason; on each storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.casework import application_list, applications, households, settings, tasks, undo, users
from boligdesk.casework.application_letters import print_preliminary_answer
from boligdesk.casework.application_list import ApplicationQuery, ApplicationSegment
from boligdesk.casework.application_needs import change_need
from boligdesk.casework.application_papers import PaperState, ask_for_papers, drop_paper, paper_received
from boligdesk.casework.applications import (
    ApplicationChange,
    AreaInput,
    MemberInput,
    NeedInput,
    StayInput,
    register_application,
)
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.documents import NewSending, mark_sent
from boligdesk.casework.tasks import TaskQuery, TaskRow
from boligdesk.casework.users import UserInput
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import (
    ApplicationKind,
    AreaWish,
    AssistanceState,
    Channel,
    CloseReason,
    Growth,
    PaperKind,
    Stage,
    StayKind,
)
from boligdesk.rules.messages import Control, Kind, RefusedError
from boligdesk.rules.vocabulary import HouseholdRole, Role, SendingWay, TaskKind
from boligdesk.texts import render

from .application_world import RECEIVED, TODAY, World, apply, applying, card, new
from .people_world import ny


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return applying(store)


def _refused(code: str, act: object, *args: object) -> None:
    with pytest.raises(RefusedError) as caught:
        act(*args)  # type: ignore[operator]
    assert code in [fault.code for fault in caught.value.faults]


def _codes(controls: tuple[Control, ...]) -> dict[str, Kind]:
    return {control.code: control.kind for control in controls}


def _task_rows(world: World, application_id: int) -> list[TaskRow]:
    ids = tasks.task_ids(world.leader, TaskQuery(application_id=application_id))
    return list(tasks.task_rows(world.leader, ids).values())


def _open_tasks(world: World, application_id: int) -> dict[TaskKind, date | None]:
    return {row.kind: row.due for row in _task_rows(world, application_id)}


@pytest.mark.lagring
def test_a_walk_in_is_registered_with_number_household_deadlines_and_tasks(world: World) -> None:
    ids = world.ids
    case = apply(world.leader, ids["mother"], papers=(PaperKind.INCOME,), asks_assistance=True)
    shown = card(world.leader, case)
    assert (shown.number, shown.stage, shown.applicant.name) == ("2026-0001", Stage.NEW, "Somby, Máret")
    assert [(m.person_id, m.role, m.is_child) for m in shown.members] == [
        (ids["mother"], HouseholdRole.MAIN, False),
        (ids["big"], HouseholdRole.CHILD, True),
        (ids["small"], HouseholdRole.CHILD, True),
    ]
    assert (shown.answer_due, shown.decide_by) == (date(2026, 12, 4), date(2026, 12, 4))
    assert _open_tasks(world, case) == {
        TaskKind.PRELIMINARY_ANSWER: date(2026, 12, 4),
        TaskKind.DECIDE: date(2026, 12, 4),
        TaskKind.ASSISTANCE: date(2026, 12, 4),
        TaskKind.PAPERS: date(2026, 12, 7),
    }
    assert render(shown.next_step.text) == "Venter på vedlegg, 07.12.2026"
    assert not shown.lived_municipal
    assert apply(world.leader, ids["father"]) != case
    assert card(world.leader, case + 1).number == "2026-0002"


def test_an_acute_case_is_handed_over_the_same_day(world: World) -> None:
    case = apply(world.leader, world.ids["father"], kind=ApplicationKind.ACUTE)
    assert _open_tasks(world, case)[TaskKind.ACUTE_HANDOVER] == TODAY


def test_a_shorter_promise_of_the_office_moves_both_days(world: World) -> None:
    settings.change_setting(world.leader, OfficeSetting.APPLICATION_ANSWER_DAYS, 14)
    settings.change_setting(world.leader, OfficeSetting.APPLICATION_DECIDE_WEEKS, 0)
    shown = card(world.leader, apply(world.leader, world.ids["mother"]))
    assert (shown.answer_due, shown.decide_by) == (date(2026, 11, 20), None)
    assert render(shown.next_step.text) == "Frist for svar var 20.11.2026"


@pytest.mark.parametrize(
    ("received", "code"),
    [
        (TODAY + timedelta(days=1), "soknad.mottatt_i_framtiden"),
        (date(1991, 2, 28), "soknad.mottatt_for_fodsel"),
    ],
)
def test_a_day_that_cannot_be_is_refused_whatever_is_said(world: World, received: date, code: str) -> None:
    wrong = new(world.ids["mother"], received_on=received)
    assert _codes(applications.check_application(world.leader, wrong)) == {code: Kind.HARD}
    _refused(code, register_application, world.leader, wrong, {code: "like fullt"})


def test_bytte_is_for_somebody_who_rents(world: World) -> None:
    wrong = new(world.ids["mother"], kind=ApplicationKind.SWAP)
    _refused("soknad.leier_ikke", register_application, world.leader, wrong)


# -- doublets -----------------------------------------------------------------------------------


@pytest.mark.lagring
def test_doublets_ask_for_a_reason_and_lead_to_the_other(world: World) -> None:
    desk, ids = world.leader, world.ids
    first = apply(desk, ids["mother"])
    again = applications.check_application(desk, new(ids["mother"]))
    assert _codes(again) == {"soknad.har_apen": Kind.SOFT}
    assert again[0].mends[0].values == {"application_id": first}
    next_door = new(ids["neighbour"])
    shared = {"soknad.samme_adresse": Kind.SOFT, "soknad.samme_telefon": Kind.SOFT}
    assert _codes(applications.check_application(desk, next_door)) == shared
    _refused("soknad.samme_adresse", register_application, desk, next_door, {"soknad.samme_telefon": "naboer"})
    register_application(desk, next_door, dict.fromkeys(shared, "To husstander i samme hus"))


def test_a_closed_application_is_no_doublet_and_a_partner_of_the_household_neither(world: World) -> None:
    desk, ids = world.leader, world.ids
    first = apply(desk, ids["mother"])
    together = (MemberInput(HouseholdRole.PARTNER, ids["mother"]),)
    found = _codes(applications.check_application(desk, new(ids["neighbour"], members=together)))
    assert found == {"soknad.er_med_i_annen": Kind.SOFT}
    applications.close_application(desk, first, 1, CloseReason.OTHER_HOME)
    assert not applications.check_application(desk, new(ids["mother"]))


# -- a child in two homes (E19) -----------------------------------------------------------------


@pytest.mark.lagring
def test_a_child_in_two_households_is_refused_without_delt_fast_bosted_and_accepted_with_it(world: World) -> None:
    desk, ids = world.leader, world.ids
    child = MemberInput(HouseholdRole.CHILD, ids["big"])
    _refused("soknad.barn_bor_annet_sted", register_application, desk, new(ids["father"], members=(child,)))
    apply(desk, ids["mother"])
    _refused("soknad.barn_i_annen_soknad", register_application, desk, new(ids["father"], members=(child,)))
    both = replace(child, role=HouseholdRole.CHILD_SHARED)
    case = register_application(desk, new(ids["father"], members=(both,))).value
    assert [m.role for m in card(desk, case).members] == [HouseholdRole.MAIN, HouseholdRole.CHILD_SHARED]


def test_a_child_who_is_to_move_here_is_expected_and_lives_where_it_lives(world: World) -> None:
    desk, ids = world.leader, world.ids
    comes = MemberInput(HouseholdRole.CHILD, ids["big"], Growth.CUSTODY, date(2027, 1, 1))
    born = MemberInput(HouseholdRole.CHILD, growth=Growth.BIRTH, expected_on=date(2027, 3, 1))
    case = register_application(desk, new(ids["father"], members=(comes, born))).value
    shown = card(desk, case).members
    assert [(m.person_id, m.growth, m.is_child) for m in shown[1:]] == [
        (ids["big"], Growth.CUSTODY, True),
        (None, Growth.BIRTH, True),
    ]
    assert [len(found.now) for found in households.households_of(desk, ids["big"])] == [3]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ((MemberInput(HouseholdRole.CHILD),), "soknad.medlem_uten_grunn"),
        ((MemberInput(HouseholdRole.MAIN, 1), MemberInput(HouseholdRole.MAIN, 4)), "soknad.to_hovedpersoner"),
        ((MemberInput(HouseholdRole.OTHER, 4), MemberInput(HouseholdRole.OTHER, 4)), "soknad.star_to_ganger"),
    ],
)
def test_members_must_make_sense(world: World, members: tuple[MemberInput, ...], code: str) -> None:
    _refused(code, register_application, world.leader, new(world.ids["mother"], members=members))


def test_members_are_changed_by_one_at_a_time_and_keep_their_rows(world: World) -> None:
    desk, ids = world.leader, world.ids
    case = apply(desk, ids["mother"])
    before = card(desk, case)
    kept = tuple(MemberInput(m.role, m.person_id) for m in before.members if m.person_id != ids["small"])
    version = applications.change_members(desk, case, before.version, kept).value
    assert version > before.version
    assert [m.id for m in card(desk, case).members] == [m.id for m in before.members[:2]]
    with pytest.raises(ConflictError):
        applications.change_members(desk, case, before.version, kept)


# -- changed, settled, closed -------------------------------------------------------------------


def test_another_day_of_receipt_moves_the_deadlines_and_their_tasks(world: World) -> None:
    desk = world.leader
    case = apply(desk, world.ids["mother"])
    change = ApplicationChange(date(2026, 11, 20), Channel.LETTER, own_words="Fukt", stay=StayInput(StayKind.NOWHERE))
    applications.change_application(desk, case, card(desk, case).version, change)
    shown = card(desk, case)
    assert (shown.answer_due, shown.decide_by) == (date(2026, 12, 18), date(2026, 12, 18))
    assert _open_tasks(world, case)[TaskKind.DECIDE] == date(2026, 12, 18)
    assert (shown.stay.kind, shown.own_words, shown.channel) == (StayKind.NOWHERE, "Fukt", Channel.LETTER)


def test_a_later_day_of_receipt_asks_for_nothing_that_is_done(world: World) -> None:
    desk = world.leader
    case = apply(desk, world.ids["mother"], kind=ApplicationKind.ACUTE)
    [answer] = [row for row in _task_rows(world, case) if row.kind is TaskKind.PRELIMINARY_ANSWER]
    letter = print_preliminary_answer(desk, case, "Legen har ikke svart.", date(2027, 1, 15)).value
    mark_sent(desk, letter.document_id, NewSending(SendingWay.POST, TODAY, "Máret Somby"))
    change = ApplicationChange(date(2026, 11, 9), Channel.LETTER)
    applications.change_application(desk, case, card(desk, case).version, change)
    assert card(desk, case).answer_due is None
    assert sorted((row.kind, row.due) for row in _task_rows(world, case)) == [
        (TaskKind.ACUTE_HANDOVER, TODAY),
        (TaskKind.DECIDE, date(2027, 1, 15)),  # what the letter has promised
    ]
    assert answer.id not in {row.id for row in _task_rows(world, case)}


def test_a_present_stay_cannot_be_turned_when_it_is_changed_either(world: World) -> None:
    case = apply(world.leader, world.ids["mother"])
    turned = StayInput(StayKind.RENTS_FIXED_TERM, date(2026, 12, 1), date(2026, 11, 1))
    change = ApplicationChange(RECEIVED, Channel.LETTER, own_words="Fukt", stay=turned)
    _refused("soknad.opphold_snudd", applications.change_application, world.leader, case, 1, change)
    assert card(world.leader, case).own_words == ""


def test_a_case_that_is_opened_again_has_its_tasks_again(world: World) -> None:
    desk = world.leader
    case = apply(desk, world.ids["mother"], asks_assistance=True)
    before = _open_tasks(world, case)
    applications.withdraw_application(desk, case, 1, "Ringte og sa fra")
    assert _open_tasks(world, case) == {}
    applications.reopen_application(desk, case, card(desk, case).version, "Ombestemte seg")
    assert _open_tasks(world, case) == before


def test_a_consent_at_the_counter_says_what_it_covers(world: World) -> None:
    wrong = new(world.ids["mother"], consent_on=TODAY)
    assert _codes(applications.check_application(world.leader, wrong)) == {"soknad.samtykke_uten_omfang.hva": Kind.HARD}


def test_a_no_to_bo_oppfolging_waits_for_no_other_decision(world: World) -> None:
    case = apply(world.leader, world.ids["mother"], kind=ApplicationKind.FOLLOW_UP)
    assert not card(world.leader, case).asks_housing
    applications.close_application(world.leader, case, 1, CloseReason.REFUSED)


@pytest.mark.lagring
def test_a_refusal_closes_nothing_before_assistance_is_settled(world: World) -> None:
    desk = world.leader
    case = apply(desk, world.ids["mother"], asks_assistance=True)
    close = applications.close_application
    _refused("soknad.bistand_ikke_avgjort", close, desk, case, 1, CloseReason.REFUSED)
    _refused("soknad.bistand_ikke_avgjort", close, desk, case, 1, CloseReason.HOUSED)
    _refused("soknad.bistand_uten_ord", applications.settle_assistance, desk, case, 1, AssistanceState.DECLINED, " ")
    said = "Sagt i skranken 23.11."
    version = applications.settle_assistance(desk, case, 1, AssistanceState.DECLINED, said).value
    close(desk, case, version, CloseReason.REFUSED, "")
    shown = card(desk, case)
    assert (shown.stage, shown.close_reason, shown.closed_on) == (Stage.CLOSED, CloseReason.REFUSED, TODAY)
    assert _open_tasks(world, case) == {}


def test_a_refusal_of_the_home_waits_even_when_nobody_asked_for_assistance(world: World) -> None:
    case = apply(world.leader, world.ids["mother"])
    _refused("soknad.bistand_ikke_avgjort", applications.close_application, world.leader, case, 1, CloseReason.REFUSED)


def test_withdrawn_opened_again_and_taken_out(world: World) -> None:
    desk = world.leader
    case = apply(desk, world.ids["mother"], asks_assistance=True)
    _refused("sak.uten_grunn", applications.withdraw_application, desk, case, 1, "")
    applications.withdraw_application(desk, case, 1, "Ringte og sa fra")
    closed = card(desk, case)
    assert closed.close_reason is CloseReason.WITHDRAWN
    _refused("soknad.er_avsluttet", applications.give_consent, desk, case, closed.version, TODAY, "NAV")
    version = applications.reopen_application(desk, case, closed.version, "Ombestemte seg").value
    _refused("soknad.er_begynt", applications.take_out_application, desk, case, version, "feil")
    other = apply(desk, world.ids["father"])
    applications.take_out_application(desk, other, 1, "Ført på feil person")
    assert card(desk, other).taken_out


def test_an_undone_registration_keeps_its_number_and_leaves_the_queue(world: World) -> None:
    desk = world.leader
    done = register_application(desk, new(world.ids["mother"], papers=(PaperKind.INCOME,)))
    assert done.act_id is not None
    undo.undo(desk, done.act_id)
    assert application_list.application_ids(desk, ApplicationQuery(segment=ApplicationSegment.ALL)) == []
    assert card(desk, done.value).taken_out
    assert card(desk, apply(desk, world.ids["mother"])).number == "2026-0002"


def test_consent_is_given_with_its_scope_and_taken_back(world: World) -> None:
    desk = world.leader
    case = apply(desk, world.ids["mother"])
    _refused("soknad.samtykke_uten_omfang", applications.give_consent, desk, case, 1, TODAY, " ")
    version = applications.give_consent(desk, case, 1, RECEIVED, "Inntekt fra NAV").value
    assert card(desk, case).consent.holds
    _refused("soknad.samtykke_ikke_gitt", applications.withdraw_consent, desk, case, version, date(2026, 11, 5))
    applications.withdraw_consent(desk, case, version, TODAY)
    assert not card(desk, case).consent.holds


@pytest.mark.lagring
def test_needs_are_written_with_areas_and_an_own_number_of_bedrooms_has_its_reason(world: World) -> None:
    desk, area = world.leader, world.ids["area"]
    case = apply(desk, world.ids["mother"])
    _refused("soknad.soverom_uten_grunn", change_need, desk, case, 1, NeedInput(bedrooms=3))
    _refused("soknad.soverom_utenfor", change_need, desk, case, 1, NeedInput(-1, "Hybel"))
    need = NeedInput(
        3, "Barn med egen assistent", wheelchair=True, max_rent_ore=9_000_00, areas=(AreaInput(area, AreaWish.WANT),)
    )
    version = change_need(desk, case, 1, need).value
    shown = card(desk, case)
    assert shown.need is not None
    assert (shown.need.bedrooms, shown.need.wheelchair, shown.version) == (3, True, version)
    assert [(row.name, row.wish) for row in shown.areas] == [("Sentrum", AreaWish.WANT)]
    change_need(desk, case, version, NeedInput(areas=(AreaInput(area, AreaWish.AVOID, "Voldsutsatt"),)))
    assert [(row.wish, row.reason) for row in card(desk, case).areas] == [(AreaWish.AVOID, "Voldsutsatt")]


def test_a_case_is_handed_over_with_its_tasks(world: World) -> None:
    desk = world.leader
    colleague = users.add_user(desk, UserInput("siri", "Siri Knutsen", Role.LEADER), "et langt nok passord").value
    case = apply(desk, world.ids["mother"])
    applications.hand_over_application(desk, case, 1, colleague)
    ids = tasks.task_ids(desk, TaskQuery(application_id=case))
    assert {row.owner_id for row in tasks.task_rows(desk, ids).values()} == {colleague}
    assert card(desk, case).owner == "Siri Knutsen"


# -- papers -------------------------------------------------------------------------------------


@pytest.mark.lagring
def test_papers_are_asked_for_come_grow_old_and_are_dropped(world: World) -> None:
    desk = world.leader
    case = apply(desk, world.ids["mother"])
    due = date(2026, 12, 4)
    income, health = ask_for_papers(desk, case, (PaperKind.INCOME, PaperKind.HEALTH), due).value
    assert _open_tasks(world, case)[TaskKind.PAPERS] == due
    assert ask_for_papers(desk, case, (PaperKind.HEALTH,), date(2026, 12, 11)).value == [health]
    assert _open_tasks(world, case)[TaskKind.PAPERS] == due
    paper_received(desk, income, 1, TODAY, expires=date(2026, 12, 31))
    assert _open_tasks(world, case)[TaskKind.PAPERS] == date(2026, 12, 11)
    drop_paper(desk, health, 2, "Ikke nødvendig")
    assert _states(world, case) == {income: PaperState.RECEIVED, health: PaperState.DROPPED}
    assert TaskKind.PAPERS not in _open_tasks(world, case)


def _states(world: World, case: int) -> dict[int, PaperState]:
    return {row.id: row.state for row in card(world.leader, case).papers}


def test_a_paper_that_has_grown_too_old_is_lacking_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = apply(world.leader, world.ids["mother"], papers=(PaperKind.INCOME,))
    paper = card(world.leader, case).papers[0]
    _refused("soknad.vedlegg_utlop_for", paper_received, world.leader, paper.id, 1, TODAY, date(2026, 11, 1))
    paper_received(world.leader, paper.id, 1, TODAY, date(2026, 12, 1))
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-02")
    assert [row.lacking for row in card(world.leader, case).papers] == [True]
    [newer] = ask_for_papers(world.leader, case, (PaperKind.INCOME,), date(2026, 12, 9)).value
    assert [row.id for row in card(world.leader, case).papers if row.lacking] == [newer]
    paper_received(world.leader, newer, 1, date(2026, 12, 2))
    assert not any(row.lacking for row in card(world.leader, case).papers)


def test_a_named_paper_that_is_asked_for_again_without_its_name_is_the_same(world: World) -> None:
    case = apply(world.leader, world.ids["mother"])
    [doctor] = ask_for_papers(world.leader, case, (PaperKind.HEALTH,), date(2026, 12, 4), "fastlegen").value
    assert ask_for_papers(world.leader, case, (PaperKind.HEALTH,), date(2026, 12, 11)).value == [doctor]
    other = ask_for_papers(world.leader, case, (PaperKind.HEALTH,), date(2026, 12, 11), "psykologen").value
    assert other != [doctor]


def test_what_is_asked_for_has_a_day_to_come(world: World) -> None:
    case = apply(world.leader, world.ids["mother"])
    _refused("soknad.ingen_vedlegg", ask_for_papers, world.leader, case, (), TODAY)
    late = TODAY - timedelta(days=1)
    _refused("soknad.vedlegg_frist_gatt", ask_for_papers, world.leader, case, (PaperKind.INCOME,), late)


def test_the_counter_may_register_and_the_reader_may_not(world: World) -> None:
    person = ny(world.leader, "Nilsen", "Roger")
    assert apply(world.desk(Role.COUNTER), person)
    _refused("tilgang.mangler", register_application, world.desk(Role.READER), new(person))
