"""The tab Søknader as the counter uses it: registered by keyboard, doublets told, papers asked, closed – on a store."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton

from boligdesk.casework import applications, persons
from boligdesk.casework.application_card import application_card
from boligdesk.casework.application_list import ApplicationQuery, ApplicationSegment, application_ids
from boligdesk.casework.applications import MemberInput, household_proposal
from boligdesk.casework.person_card import person_card
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import CloseReason, Growth, PaperKind, Stage
from boligdesk.rules.vocabulary import HouseholdRole, Protection, Role
from boligdesk.ui.applications import forms, household_forms, new_application, paper_forms
from boligdesk.ui.applications.new_application import NewApplicationDialog
from boligdesk.ui.applications.papers_tab import PapersTab
from boligdesk.ui.applications.tabs import DOCUMENTS, FORM, HISTORY, TABS
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.leietakere import LeietakerePage
from boligdesk.ui.pages.soknader import SoknaderPage
from boligdesk.ui.parts.alerts import ControlAlert
from boligdesk.ui.parts.filterbar import Choice
from boligdesk.ui.people.finding import person_choice
from boligdesk.ui.record_tabs.form_dialog import FormDialog
from boligdesk.ui.tenancy.editors import ChecksEditor, PeopleEditor, Picked
from tests.casework.application_world import RECEIVED, TODAY, World, apply, applying
from tests.casework.people_world import ny
from tests.support.excel import exported

from .leietakere_world import Office

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


class Counter(Office):
    """One desk at the tab Søknader."""

    page: SoknaderPage  # type: ignore[assignment]

    def open(self, application_id: int) -> None:
        """Show an application."""
        self.page.open_record("application", application_id)
        self.wait()

    def press(self, words: str) -> None:
        """Press the first visible button of these words, in the window or on top of it."""
        self.wait()
        buttons = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        found = [b for b in buttons if words in (b.text(), b.accessibleName())]
        assert found, sorted({b.text() for b in buttons})
        found[0].click()
        self.wait()


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    for forms_of in (new_application, household_forms):
        monkeypatch.setattr(forms_of, "_CHECK_MS", 1)


@pytest.fixture
def world(store: Store) -> World:
    return applying(store)


@pytest.fixture
def counter(world: World, jobs: Jobs, tmp_path: Path) -> Counter:
    return _at(world, jobs, tmp_path, Role.LEADER)


def _at(world: World, jobs: Jobs, folder: Path, role: Role) -> Counter:
    desk = world.leader if role is Role.LEADER else world.desk(role)
    made = Counter.__new__(Counter)
    _open(made, desk, jobs, folder)
    return made


def _open(made: Counter, desk: object, jobs: Jobs, folder: Path) -> None:
    from tests.support.window import bare_context

    made.jobs = jobs
    made.ctx = bare_context(desk, jobs, folder)  # type: ignore[arg-type]
    made.window = made.ctx.window  # type: ignore[assignment]
    made.window.resize(1440, 812)
    made.page = SoknaderPage(made.ctx)
    made.window.show_page(made.page)
    made.window.show()
    made.wait()


def _new(counter: Counter, person_id: int) -> NewApplicationDialog:
    counter.page.new_record()
    dialog = counter.dialog(NewApplicationDialog)
    assert isinstance(dialog, NewApplicationDialog)
    dialog.form.set_values({"applicant": Choice(person_id, "søkeren")})
    dialog.form.edited.emit("applicant")
    counter.wait()
    counter.jobs.idle()
    counter.wait()
    return dialog


# -- registering --------------------------------------------------------------------------------


def test_before_the_first_one_the_page_says_how_to_begin(counter: Counter) -> None:
    assert counter.page.is_empty
    assert "Ingen søknader er registrert ennå" in counter.words()
    counter.press("Ny søknad")
    assert isinstance(counter.dialog(), NewApplicationDialog)


def test_a_reader_is_told_who_registers(world: World, jobs: Jobs, tmp_path: Path) -> None:
    reader = _at(world, jobs, tmp_path, Role.READER)
    assert "Søknader registreres av andre på kontoret" in reader.words()
    reader.page.new_record()
    assert reader.no_dialog()


def test_a_walk_in_is_registered_with_the_household_of_the_register(counter: Counter, world: World) -> None:
    dialog = _new(counter, world.ids["mother"])
    members = dialog.form.values()["members"]
    assert isinstance(members, tuple)
    assert [(one.id, one.role) for one in members] == [
        (world.ids["big"], HouseholdRole.CHILD),
        (world.ids["small"], HouseholdRole.CHILD),
    ]
    papers = dialog.form.row("papers").editor
    assert isinstance(papers, ChecksEditor)
    papers.box(PaperKind.INCOME).click()
    dialog.submit()
    counter.wait()
    [case] = application_ids(world.leader, ApplicationQuery())
    card = application_card(world.leader, case)
    assert (len(card.members), [paper.kind for paper in card.papers]) == (3, [PaperKind.INCOME])
    assert counter.window.opened == [("application", case)]


def test_only_the_keyboard_is_needed(qtbot, counter: Counter, world: World) -> None:
    counter.page.new_record()
    dialog = counter.dialog(NewApplicationDialog)
    assert isinstance(dialog, NewApplicationDialog)
    line = dialog.form.row("applicant").editor.focus
    assert line.hasFocus()
    qtbot.keyClicks(line, "somby maret")
    counter.wait()
    counter.jobs.idle()
    popup = line.completer().popup()  # type: ignore[attr-defined]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    counter.wait()
    counter.jobs.idle()
    assert dialog.form.values()["applicant"] == world.ids["mother"]
    dialog.save.setFocus()
    qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    counter.wait()
    assert len(application_ids(world.leader, ApplicationQuery())) == 1


def test_a_doublet_is_told_and_leads_to_the_one_that_is_there(qtbot, counter: Counter, world: World) -> None:
    first = apply(world.leader, world.ids["mother"])
    dialog = _new(counter, world.ids["mother"])
    qtbot.waitUntil(lambda: "Somby har allerede søknad 2026-0001" in counter.words())
    dialog.submit()
    assert len(application_ids(world.leader, ApplicationQuery())) == 1
    counter.press("Åpne 2026-0001")
    assert counter.no_dialog()
    assert counter.window.opened == [("application", first)]


def test_a_half_written_form_is_a_draft_the_next_time(counter: Counter, world: World) -> None:
    dialog = _new(counter, world.ids["mother"])
    dialog.form.set_values({"own_words": "Fukt i soverommet"})
    dialog.leave()
    assert counter.no_dialog()
    counter.page.new_record()
    again = counter.dialog(NewApplicationDialog)
    assert isinstance(again, NewApplicationDialog)
    assert again.form.values()["own_words"] == "Fukt i soverommet"
    assert application_ids(world.leader, ApplicationQuery()) == []


def test_a_child_with_two_homes_wants_delt_fast_bosted(counter: Counter, world: World) -> None:
    dialog = _new(counter, world.ids["father"])
    dialog.form.set_values({"members": (Picked(world.ids["big"], "Ánte", HouseholdRole.CHILD),)})
    dialog.submit()
    counter.wait()
    assert "Ánte Somby bor i en annen husstand" in counter.words()
    dialog.form.set_values({"members": (Picked(world.ids["big"], "Ánte", HouseholdRole.CHILD_SHARED),)})
    dialog.form.edited.emit("members")
    counter.jobs.idle()
    counter.wait()
    dialog.submit()
    counter.wait()
    assert len(application_ids(world.leader, ApplicationQuery())) == 1


# -- the record ---------------------------------------------------------------------------------


def test_the_list_and_the_record_say_the_same_deadline(counter: Counter, world: World) -> None:
    case = apply(world.leader, world.ids["mother"])
    counter.page.on_lost()
    counter.open(case)
    words = counter.words()
    assert words.count("Vedtak innen 04.12.2026") >= 2
    assert "Søknad 2026-0001, mottatt 06.11.2026 · 1 voksen, 2 barn (6 og 11 år)" in words


def test_every_tab_can_be_shown_and_fills_the_bar(counter: Counter, world: World) -> None:
    case = apply(world.leader, world.ids["mother"], papers=(PaperKind.INCOME,))
    counter.open(case)
    record = counter.page.record
    for tab in (key.key for key in TABS):
        record.go_to(tab)
        counter.wait()
        assert [button for button in record.bar.findChildren(QPushButton) if button.isVisible()], tab
    record.go_to(DOCUMENTS)
    counter.wait()
    assert "Dokumentasjon på inntekt siste tre måneder" in counter.words()
    assert record.tabs.count_of(DOCUMENTS) == 1
    record.go_to(HISTORY)
    counter.wait()
    assert "Søknad" in counter.words()


def test_a_colleagues_change_is_shown(counter: Counter, world: World) -> None:
    case = apply(world.leader, world.ids["mother"])
    counter.open(case)
    applications.settle_assistance(world.leader, case, 1, applications_declined(), "Sa nei i telefonen")
    counter.page.reload_record(colleague=True)
    assert "Sa nei i telefonen" in counter.words()


def applications_declined() -> forms.AssistanceState:
    """How boligsosial bistand stands when the person does not want it."""
    return forms.AssistanceState.DECLINED


def test_somebody_is_expected_and_no_longer(counter: Counter, world: World) -> None:
    case = apply(world.leader, world.ids["mother"])
    counter.open(case)
    card = counter.page.record.card
    assert card is not None
    dialog = household_forms.expected_dialog(counter.ctx, card)
    dialog.form.set_values({"growth": Growth.BIRTH, "role": HouseholdRole.CHILD})
    dialog.submit()
    counter.wait()
    shown = application_card(world.leader, case)
    assert shown.members[-1].growth is Growth.BIRTH
    counter.page.record.reload()
    assert "Ikke registrert" in counter.words()
    household_forms.remove_expected(counter.ctx, shown, shown.members[-1])
    counter.wait()
    assert len(application_card(world.leader, case).members) == 3


def test_who_was_expected_has_come_under_their_name(counter: Counter, world: World) -> None:
    born = MemberInput(HouseholdRole.CHILD, growth=Growth.BIRTH, expected_on=TODAY)
    members = (*household_proposal(world.leader, world.ids["mother"]), born)
    case = apply(world.leader, world.ids["mother"], members=members)
    counter.open(case)
    card = counter.page.record.card
    assert card is not None
    dialog = household_forms.arrived_dialog(counter.ctx, card, card.members[-1])
    baby = ny(world.leader, "Somby", "Nils", TODAY)
    dialog.form.set_values({"person": Choice(baby, "Nils")})
    dialog.submit()
    counter.wait()
    shown = application_card(world.leader, case).members
    assert [(m.person_id, m.role, m.expected) for m in shown][-1] == (baby, HouseholdRole.CHILD, False)
    assert len(shown) == 4


def test_a_partner_with_an_own_application_wants_a_reason_once(qtbot, counter: Counter, world: World) -> None:
    apply(world.leader, world.ids["mother"])
    case = apply(world.leader, world.ids["father"])
    counter.open(case)
    card = counter.page.record.card
    assert card is not None
    dialog = household_forms.members_dialog(counter.ctx, card)
    dialog.form.set_values({"members": (Picked(world.ids["mother"], "Máret", HouseholdRole.PARTNER),)})
    dialog.form.edited.emit("members")
    counter.jobs.idle()
    counter.wait()
    [alert] = dialog.findChildren(ControlAlert)
    dialog.submit()
    assert counter.dialog(FormDialog) is dialog
    alert.open_reason()
    qtbot.keyClicks(alert._reason, "De flytter sammen")
    dialog.submit()
    counter.wait()
    shown = application_card(world.leader, case)
    assert [m.person_id for m in shown.members] == [world.ids["father"], world.ids["mother"]]
    expected = household_forms.expected_dialog(counter.ctx, shown)
    expected.form.set_values({"growth": Growth.BIRTH})
    expected.submit()
    counter.wait()
    assert len(application_card(world.leader, case).members) == 3


def test_a_paper_comes_and_the_badge_goes(counter: Counter, world: World) -> None:
    case = apply(world.leader, world.ids["mother"], papers=(PaperKind.INCOME,))
    counter.open(case)
    card = application_card(world.leader, case)
    paper_forms.received_dialog(counter.ctx, card, card.papers[0]).submit()
    counter.wait()
    counter.page.record.reload()
    counter.wait()
    assert counter.page.record.tabs.count_of(DOCUMENTS) == 0
    section = counter.page.record.sections[DOCUMENTS]
    assert isinstance(section, PapersTab)


def test_a_case_is_closed_only_when_bistand_is_settled(counter: Counter, world: World) -> None:
    case = apply(world.leader, world.ids["mother"], asks_assistance=True)
    counter.open(case)
    card = application_card(world.leader, case)
    dialog = forms.close_dialog(counter.ctx, card)
    dialog.form.set_values({"reason": CloseReason.REFUSED})
    dialog.submit()
    counter.wait()
    assert "boligsosial bistand er avgjort" in counter.words()
    assert application_card(world.leader, case).stage is Stage.NEW
    dialog.form.set_values({"reason": CloseReason.OTHER_HOME})
    dialog.submit()
    counter.wait()
    assert application_ids(world.leader, ApplicationQuery(segment=ApplicationSegment.CLOSED)) == [case]


def test_the_person_shows_open_applications_and_leads_to_them(
    world: World, jobs: Jobs, tmp_path: Path, counter: Counter
) -> None:
    case = apply(world.leader, world.ids["mother"])
    page = LeietakerePage(counter.ctx)
    counter.window.show_page(page)
    page.open_record("person", world.ids["mother"])
    counter.wait()
    counter.press("Ny søknad 2026-0001")
    assert counter.window.opened == [("application", case)]


def test_nothing_of_a_protected_applicant_stays_in_the_window(world: World, jobs: Jobs, tmp_path: Path) -> None:
    case = apply(world.leader, world.ids["mother"])
    desk = _at(world, jobs, tmp_path, Role.COUNTER)
    desk.open(case)
    assert "Somby" in desk.words()
    shown = person_card(world.leader, world.ids["mother"])
    persons.set_protection(world.leader, shown.id, shown.version, Protection.STRICT, "kode 6")
    desk.page.on_lost()
    desk.wait()
    assert "Somby" not in desk.words()
    assert desk.page.record.tab == FORM


def test_the_queue_goes_to_excel_as_it_is_narrowed(world: World, jobs: Jobs, tmp_path: Path) -> None:
    for who in (world.ids["mother"], ny(world.leader, "Nilsen", "Nils"), world.ids["father"]):
        apply(world.leader, who)
    shown = person_card(world.leader, who)
    persons.set_protection(world.leader, shown.id, shown.version, Protection.STRICT, "kode 6")
    desk = _at(world, jobs, tmp_path, Role.FOLLOW_UP)
    head, *lines = exported(desk.window, desk.page.list.bar.export_button, jobs, tmp_path)
    assert head == ["Søker", "Vurdert", "Frist", "Mottatt", "Nummer"]
    assert sorted(str(line[0]).split(" · ")[0] for line in lines) == ["Nilsen, Nils", "Somby, Máret"]
    assert {line[3] for line in lines} == {RECEIVED}
    desk.page.list.bar.field.setText("nil")
    desk.wait()
    [line] = exported(desk.window, desk.page.list.bar.export_button, jobs, tmp_path)[1:]
    assert str(line[0]).startswith("Nilsen, Nils")


def test_without_the_right_the_queue_stays_in_the_program(world: World, jobs: Jobs, tmp_path: Path) -> None:
    apply(world.leader, world.ids["mother"])
    assert not _at(world, jobs, tmp_path, Role.COUNTER).page.list.bar.export_button.isVisible()


def test_a_child_who_is_added_is_a_child_until_another_role_is_chosen(counter: Counter, world: World) -> None:
    dialog = _new(counter, world.ids["neighbour"])
    members = dialog.form.row("members").editor
    assert isinstance(members, PeopleEditor)
    for name in ("small", "father"):
        known = partial(person_choice, world.leader, world.ids[name])
        counter.jobs.read(known, owner=dialog, topic=name, done=members.pick)
        counter.wait()
    picked = members.reading().value
    assert isinstance(picked, tuple)
    assert [one.role for one in picked] == [HouseholdRole.CHILD, HouseholdRole.PARTNER]
    dialog.form.set_raw(dialog.form.raw())
    assert members.reading().value == picked


def test_the_tabs_of_a_record_have_a_name(counter: Counter) -> None:
    assert counter.page.record.tabs.accessibleName() == "Faner"
