"""The letters of an application: filed on it, the same bytes again, and foreløpig svar counts when it is sent."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pypdf
import pytest

from boligdesk.casework import application_papers, applications, persons, settings, tasks
from boligdesk.casework.application_letters import print_confirmation, print_papers_letter, print_preliminary_answer
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.core.printing import PrintedDocument
from boligdesk.casework.documents import CaseLink, NewSending, documents_of, mark_returned, mark_sent
from boligdesk.casework.person_card import person_card
from boligdesk.casework.persons import PersonInput
from boligdesk.casework.tasks import TaskQuery
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import Growth, PaperKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import DocumentKind, HouseholdRole, SendingWay, TaskKind

from .application_world import TODAY, World, apply, applying, card


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    made = applying(store)
    made.ids["case"] = apply(made.leader, made.ids["mother"], papers=(PaperKind.INCOME,))
    return made


def _read(paper: PrintedDocument) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.pdf)).pages).split())


@pytest.mark.lagring
def test_the_confirmation_is_filed_on_the_case_and_given_again(world: World) -> None:
    desk, case = world.leader, world.ids["case"]
    first = print_confirmation(desk, case).value
    words = _read(first)
    for part in ("2026-0001", "1 voksen, 2 barn", "Fjordgata 2", "innen 07.12.2026", "Dokumentasjon på inntekt"):
        assert part in words, part
    again = print_confirmation(desk, case).value
    assert (again.document_id, again.pdf, again.fresh) == (first.document_id, first.pdf, False)
    [row] = documents_of(desk, CaseLink(application_id=case))
    assert (row.kind, row.file_name) == (DocumentKind.CONFIRMATION, "bekreftelse-soknad-2026-0001.pdf")


def test_a_letter_is_in_the_applicants_language_and_counts_the_expected(world: World) -> None:
    desk, ids = world.leader, world.ids
    shown = person_card(desk, ids["mother"])
    persons.change_person(
        desk, shown.id, shown.version, PersonInput("Somby", "Máret", shown.born, letter_language="nn")
    )
    before = card(desk, ids["case"])
    members = tuple(applications.MemberInput(m.role, m.person_id) for m in before.members)
    expected = applications.MemberInput(HouseholdRole.CHILD, growth=Growth.BIRTH)
    applications.change_members(desk, ids["case"], before.version, (*members, expected))
    words = _read(print_confirmation(desk, ids["case"]).value)
    assert "Vi har fått søknaden din" in words
    assert "1 vaksen, 3 barn, av dei 1 venta" in words


def test_the_expected_partner_counts_and_a_household_without_children_is_told_so(world: World) -> None:
    desk, case = world.leader, world.ids["case"]
    before = card(desk, case)
    alone = tuple(applications.MemberInput(m.role, m.person_id) for m in before.members if not m.is_child)
    applications.change_members(desk, case, before.version, alone)
    assert "Husstand 1 voksen Er noe feil" in _read(print_confirmation(desk, case).value)
    partner = applications.MemberInput(HouseholdRole.PARTNER, growth=Growth.FAMILY_REUNION)
    applications.change_members(desk, case, card(desk, case).version, (*alone, partner))
    assert "2 voksne, av dem 1 ventet" in _read(print_confirmation(desk, case).value)


@pytest.mark.lagring
def test_forelopig_svar_counts_when_it_goes_out(world: World) -> None:
    desk, case = world.leader, world.ids["case"]
    letter = print_preliminary_answer(desk, case, "Legen har ikke svart.", date(2027, 1, 15)).value
    assert card(desk, case).answer_due == date(2026, 12, 4)
    mark_sent(desk, letter.document_id, NewSending(SendingWay.POST, TODAY, "Máret Somby"))
    shown = card(desk, case)
    assert (shown.answer_due, shown.answered_on) == (None, TODAY)
    rows = tasks.task_rows(desk, tasks.task_ids(desk, TaskQuery(application_id=case))).values()
    assert TaskKind.PRELIMINARY_ANSWER not in {row.kind for row in rows}
    assert shown.decide_by == date(2027, 1, 15)
    assert [(row.due, row.why) for row in rows if row.kind is TaskKind.DECIDE] == [
        (date(2027, 1, 15), "Dagen som er lovet i foreløpig svar 23.11.2026.")
    ]


def test_forelopig_svar_that_came_back_is_not_given(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, case = world.leader, world.ids["case"]
    before = card(desk, case).decide_by
    letter = print_preliminary_answer(desk, case, "Legen har ikke svart.", date(2027, 1, 15)).value.document_id
    first = mark_sent(desk, letter, NewSending(SendingWay.POST, TODAY, "Máret Somby")).value
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-01")
    mark_returned(desk, first, date(2026, 12, 1))
    shown = card(desk, case)
    assert (shown.answer_due, shown.answered_on, shown.decide_by) == (date(2026, 12, 4), None, before)
    rows = tasks.task_rows(desk, tasks.task_ids(desk, TaskQuery(application_id=case))).values()
    assert [(row.due, row.why) for row in rows if row.kind is TaskKind.PRELIMINARY_ANSWER] == [
        (date(2026, 12, 4), "Foreløpig svar kom i retur 01.12.2026. Finn ut hvor søkeren er, og send det på nytt.")
    ]
    mark_sent(desk, letter, NewSending(SendingWay.HANDED_OVER, date(2026, 12, 1), "Máret Somby"))
    assert (card(desk, case).answer_due, card(desk, case).answered_on) == (None, date(2026, 12, 1))


def test_a_second_forelopig_svar_that_arrived_still_counts(world: World) -> None:
    desk, case = world.leader, world.ids["case"]
    letter = print_preliminary_answer(desk, case, "Legen har ikke svart.", date(2027, 1, 15)).value.document_id
    first = mark_sent(desk, letter, NewSending(SendingWay.POST, TODAY, "Máret Somby")).value
    mark_sent(desk, letter, NewSending(SendingWay.HANDED_OVER, TODAY, "Máret Somby"))
    mark_returned(desk, first, TODAY)
    assert (card(desk, case).answer_due, card(desk, case).answered_on) == (None, TODAY)


def test_nothing_is_sent_before_it_is_made(world: World) -> None:
    desk, case = world.leader, world.ids["case"]
    letter = print_preliminary_answer(desk, case, "Legen har ikke svart.", date(2027, 1, 15)).value.document_id
    with pytest.raises(RefusedError) as refused:
        mark_sent(desk, letter, NewSending(SendingWay.POST, TODAY - timedelta(days=1), "Máret Somby"))
    assert refused.value.fault.code == "dokument.sendt_for_laget"
    assert card(desk, case).answered_on is None


def test_an_office_that_promises_no_day_keeps_the_one_it_has_told(world: World) -> None:
    desk = world.leader
    settings.change_setting(desk, OfficeSetting.APPLICATION_DECIDE_WEEKS, 0)
    case = apply(desk, world.ids["father"])
    letter = print_preliminary_answer(desk, case, "Venter på NAV.", date(2027, 1, 15)).value
    mark_sent(desk, letter.document_id, NewSending(SendingWay.POST, TODAY, "Ola Berg"))
    rows = tasks.task_rows(desk, tasks.task_ids(desk, TaskQuery(application_id=case))).values()
    assert [(row.kind, row.due) for row in rows] == [(TaskKind.DECIDE, date(2027, 1, 15))]


@pytest.mark.parametrize(
    ("reason", "expected", "code"),
    [(" ", date(2027, 1, 15), "soknad.svar_uten_arsak"), ("Venter", TODAY, "soknad.svar_ventes_for_tidlig")],
)
def test_forelopig_svar_says_why_and_when(world: World, reason: str, expected: date, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        print_preliminary_answer(world.leader, world.ids["case"], reason, expected)
    assert refused.value.fault.code == code


def test_the_letter_about_papers_names_those_that_are_lacking_and_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, case = world.leader, world.ids["case"]
    application_papers.ask_for_papers(desk, case, (PaperKind.HEALTH,), date(2026, 12, 11), "fastlegen")
    words = _read(print_papers_letter(desk, case).value)
    assert "Bekreftelse fra lege eller helsetjeneste: fastlegen" in words
    assert "innen 11.12.2026" in words
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-12")
    with pytest.raises(RefusedError) as refused:
        print_papers_letter(desk, case)
    assert refused.value.fault.code == "soknad.vedlegg_ma_bes_om_igjen"
    for row in card(desk, case).papers:
        application_papers.paper_received(desk, row.id, row.version, TODAY)
    with pytest.raises(RefusedError) as refused:
        print_papers_letter(desk, case)
    assert refused.value.fault.code == "soknad.mangler_ingenting"
