"""The tab Leietakere as a caseworker uses it: found, opened, changed, logged, moved, merged – on a real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from boligdesk.casework import contacts, households, person_list, persons, tasks
from boligdesk.casework.households import MemberInput
from boligdesk.casework.person_card import person_card
from boligdesk.casework.persons import PersonInput
from boligdesk.database.engine import Store
from boligdesk.models.audit import ActLog
from boligdesk.models.person import LooksSeen, Person
from boligdesk.rules.identifiers import Identifier, Scheme
from boligdesk.rules.messages import refuse
from boligdesk.rules.vocabulary import ContactKind, HouseholdRole, RepresentativeKind, Role
from boligdesk.ui.drafts import DraftStore
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.alerts import ControlAlert
from boligdesk.ui.parts.conflict import ConflictDialog, Side
from boligdesk.ui.parts.filterbar import Choice
from boligdesk.ui.people import contact_forms, household_forms, representative_forms, status_forms, task_forms
from boligdesk.ui.people.contact_log import FORM as LOG_FORM
from boligdesk.ui.people.edit_person import edit_person_dialog
from boligdesk.ui.people.merge_dialog import MergeDialog, merge_dialog
from boligdesk.ui.people.new_person import NewPersonDialog
from boligdesk.ui.people.number_view import number_view
from boligdesk.ui.record_tabs.form_dialog import FormDialog
from boligdesk.ui.record_tabs.shared_form import SharedFormDialog
from tests.casework.people_world import TODAY, World, family, fnr, ny

from .leietakere_world import Office

Make = Callable[..., Office]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


@pytest.fixture
def office(world: World, jobs: Jobs, tmp_path: Path) -> Office:
    return Office(world.leader, jobs, tmp_path)


# -- the list -----------------------------------------------------------------------------------------------


def test_the_list_filters_by_name_parts_address_phone_and_birth_date(office: Office, world: World) -> None:
    assert set(office.names()) == {"Åpensen, Nils", "Hemmeligsen, Anna"}
    assert office.filter("nils aap") == ["Åpensen, Nils"]
    assert office.filter("kirkebak") == ["Åpensen, Nils"]
    assert office.filter("40000022") == ["Åpensen, Nils"]
    assert office.filter("05.05.1985") == ["Åpensen, Nils"]
    assert office.filter("finnes ikke") == []
    office.page.list.bar.clear()
    office.all_persons()
    assert "Åpensen, Liv" in office.names()
    segments = office.page.list.bar.segments
    assert segments is not None
    assert [b.text() for b in segments.findChildren(QPushButton)] == ["Leietakere nå 2", "Tidligere 0", "Alle 3"]


def test_the_address_of_a_protected_person_is_no_address_in_the_list(office: Office) -> None:
    row = next(r for i in office.page.list.listing.ids if (r := office.page.list.table.paged.known(i)))
    cells = [office.page.list.table.paged.index(n, 3).data() for n in range(2)]
    assert row is not None
    assert sorted(cells) == ["Kirkebakken 3, H0101", "Skjermet"]


def test_only_minors(office: Office) -> None:
    office.all_persons()
    office.page.list.bar.choose("merknad", person_list.PersonFlag.MINOR)
    office.wait()
    assert office.names() == ["Åpensen, Liv"]


def test_the_list_goes_to_excel_as_it_is_filtered(office: Office, tmp_path: Path) -> None:
    office.filter("nils")
    office.page.list.bar.export_button.click()
    dialog = next(d for d in office.window.findChildren(object) if type(d).__name__ == "QFileDialog")
    dialog.fileSelected.emit(str(tmp_path / "liste.xlsx"))  # type: ignore[attr-defined]
    office.wait()
    cells = [str(c.value) for row in load_workbook(tmp_path / "liste.xlsx").active.iter_rows() for c in row]
    assert "Åpensen, Nils" in cells
    assert "Hemmeligsen, Anna" not in cells
    assert "liste.xlsx" in office.window.said[-1][0]
    dialog.close()  # type: ignore[attr-defined]


def test_an_empty_office_says_what_to_do_first(store: Store, jobs: Jobs, tmp_path: Path) -> None:
    from tests.casework.stock_world import found

    empty = Office(found(store).leader, jobs, tmp_path)
    assert empty.page.is_empty
    empty.page.empty.buttons()[-1].click()
    assert isinstance(empty.dialog(), NewPersonDialog)


# -- the card -----------------------------------------------------------------------------------------------


def test_the_card_says_where_with_whom_and_how_to_reach(office: Office, world: World) -> None:
    office.open(world.ids["father"])
    words = office.words()
    for told in ("Åpensen, Nils", "Født 05.05.1985 (41 år)", "400 00 022", "Kirkebakken 3, H0101", "2025-0007"):
        assert told.replace(" 00 ", "\u00a000\u00a0") in words
    assert "8\u00a0950\u00a0kr per måned" in words
    assert "1 voksen, 1 barn (9 år)" in words
    assert _acts(office)[:3] == ["Åpne leieforholdet", "Logg kontakt", "Endre …"]


def _acts(office: Office) -> list[str]:
    shown = [b for b in office.page.record.bar.findChildren(QPushButton) if b.isVisible()]
    return [button.text() for button in sorted(shown, key=lambda b: b.x())]


def test_one_without_a_lease_is_offered_one(office: Office, world: World) -> None:
    other = ny(world.leader, "Ledig", "Per", date(1990, 1, 1))
    office.open(other)
    assert _acts(office)[0] == "Ny leiekontrakt"
    assert "Endre …" not in _acts(office)


def test_a_tenancy_opens_beside_its_tenant_and_esc_leads_back(office: Office, world: World, qtbot) -> None:
    office.page.open_record("tenancy", world.ids["his_tenancy"])
    office.wait()
    side = office.page.side
    assert side.on_tenancy
    assert side.person.person_id == world.ids["father"]
    assert "2025-0007" in office.words()
    qtbot.keyClick(side.tenancy, Qt.Key.Key_Escape)
    assert not side.on_tenancy


def test_the_number_is_masked_until_somebody_says_why(office: Office, world: World) -> None:
    number = fnr(date(1988, 3, 14))
    office.open(world.ids["mother"])
    assert number[6:] not in office.words()
    office.page.record.number_button.click()
    dialog = office.dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    dialog.submit()
    assert dialog.form.blocked
    dialog.form.set_values({"why": "Søknad om bostøtte"})
    dialog.submit()
    shown = office.dialog()
    assert number[6:] in office.words()
    shown.finish(True)
    assert number[6:] not in office.words()
    with world.store.reading() as session:
        whats = list(session.execute(select(LooksSeen.what)).scalars())
        reason = session.execute(select(ActLog.reason).where(ActLog.act == "persons.show_numbers")).scalar_one()
    assert "number" in whats
    assert reason == "Søknad om bostøtte"


def test_opening_a_protected_card_is_written_down(office: Office, world: World) -> None:
    office.open(world.ids["mother"])
    with world.store.reading() as session:
        seen = select(LooksSeen.what).where(LooksSeen.person_id == world.ids["mother"])
        assert "card" in list(session.execute(seen).scalars())


# -- registering and changing -------------------------------------------------------------------------------


def _new_person(office: Office) -> NewPersonDialog:
    office.page.new_button.click()
    dialog = office.dialog()
    assert isinstance(dialog, NewPersonDialog)
    return dialog


def _type(dialog: FormDialog, **values: object) -> None:
    dialog.form.set_values(values)
    for key in values:
        dialog.form.edited.emit(key)


def test_a_look_alike_is_told_while_typing_and_can_be_used_instead(office: Office, world: World) -> None:
    dialog = _new_person(office)
    _type(dialog, last_name="Åpensen", first_name="Nils", birth_date=date(1985, 5, 5))
    office.wait()
    alert = next(a for a in dialog.findChildren(ControlAlert) if a.isVisible())
    assert "er registrert fra før" in alert.title
    dialog.submit()
    assert dialog.isVisible()
    use = next(b for b in alert.buttons() if b.text().startswith("Bruk "))
    use.click()
    assert office.window.opened == [("person", world.ids["father"])]
    assert office.ctx.drafts.all() == []


def test_with_a_reason_two_of_the_same_name_may_stand(office: Office) -> None:
    dialog = _new_person(office)
    _type(dialog, last_name="Åpensen", first_name="Nils", birth_date=date(1985, 5, 5), phone="99 88 77 66")
    office.wait()
    alert = next(a for a in dialog.findChildren(ControlAlert) if a.isVisible())
    alert.open_reason()
    alert._reason.setPlainText("Fetter med samme navn")
    dialog.submit()
    office.wait()
    kind, made = office.window.opened[-1]
    card = person_card(office.ctx.desk, made)
    assert (kind, card.name) == ("person", "Nils Åpensen")
    assert card.contact_points[0].value == "99887766"
    assert office.window.said[-1][0] == "Personen er registrert."


def test_what_was_typed_is_offered_back(office: Office) -> None:
    dialog = _new_person(office)
    _type(dialog, last_name="Halvskrevet")
    dialog.leave()
    assert [d.title for d in office.ctx.drafts.all()] == ["Ny person"]
    office.page.open_draft(office.ctx.drafts.all()[0])
    again = office.dialog()
    assert isinstance(again, NewPersonDialog)
    assert again.form.values()["last_name"] == "Halvskrevet"
    again.discard()
    assert office.ctx.drafts.all() == []


def test_a_draft_the_disk_refuses_keeps_the_dialog(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = _new_person(office)
    _type(dialog, last_name="Halvskrevet")

    def full(_store: object, _draft: object) -> None:
        raise refuse("ui.utkast.ikke_lagret", grunn="disken er full")

    monkeypatch.setattr(DraftStore, "save", full)
    dialog.leave()
    assert dialog.isVisible()
    assert "disken er full" in " ".join(alert.title + alert.body for alert in dialog.alerts())
    monkeypatch.undo()
    dialog.leave()


def test_undo_takes_the_change_back(office: Office, world: World) -> None:
    office.open(world.ids["father"])
    dialog = edit_person_dialog(office.ctx, person_card(world.leader, world.ids["father"]))
    _type(dialog, first_name="Nils Ola")
    dialog.submit()
    office.wait()
    assert "Åpensen, Nils Ola" in office.words()
    _words, undo = office.window.said[-1]
    assert undo is not None
    undo()
    office.wait()
    assert person_card(world.leader, world.ids["father"]).name == "Nils Åpensen"
    assert "Nils Ola" not in office.words()


def _version(world: World, person_id: int) -> int:
    return person_card(world.leader, person_id).version


def test_two_who_change_the_same_field_choose(office: Office, world: World) -> None:
    who = world.ids["father"]
    dialog = edit_person_dialog(office.ctx, person_card(world.leader, who))
    colleague = PersonInput("Åpensen", "Nils Peder", date(1985, 5, 5), language="kvensk")
    persons.change_person(world.desk(Role.CASEWORKER), who, _version(world, who), colleague)
    _type(dialog, first_name="Nils Ola", note="Ringer helst")
    dialog.submit()
    conflict = office.dialog(ConflictDialog)
    assert isinstance(conflict, ConflictDialog)
    assert not conflict.save.isEnabled()
    conflict.row("first_name").choose(Side.MINE)
    conflict.save.click()
    office.wait()
    card = person_card(world.leader, who)
    assert (card.first_name, card.language, card.note) == ("Nils Ola", "kvensk", "Ringer helst")


def test_changes_of_different_fields_are_both_kept(office: Office, world: World) -> None:
    who = world.ids["father"]
    dialog = edit_person_dialog(office.ctx, person_card(world.leader, who))
    colleague = PersonInput("Åpensen", "Nils", date(1985, 5, 5), language="kvensk")
    persons.change_person(world.leader, who, _version(world, who), colleague)
    _type(dialog, note="Ringer helst")
    dialog.submit()
    assert office.no_dialog()
    card = person_card(world.leader, who)
    assert (card.language, card.note) == ("kvensk", "Ringer helst")


def test_a_draft_over_an_older_version_meets_the_conflict(office: Office, world: World) -> None:
    who = world.ids["father"]
    dialog = edit_person_dialog(office.ctx, person_card(world.leader, who))
    _type(dialog, first_name="Nils Ola")
    dialog.leave()
    colleague = PersonInput("Åpensen", "Nils Peder", date(1985, 5, 5))
    persons.change_person(world.leader, who, _version(world, who), colleague)
    office.page.open_draft(office.ctx.drafts.all()[0])
    office.wait()
    assert isinstance(office.dialog(ConflictDialog), ConflictDialog)


def test_a_draft_takes_in_what_a_colleague_changed_beside_it(office: Office, world: World) -> None:
    who = world.ids["father"]
    dialog = edit_person_dialog(office.ctx, person_card(world.leader, who))
    _type(dialog, note="Ringer helst")
    dialog.leave()
    colleague = PersonInput("Åpensen", "Nils", date(1985, 5, 5), language="kvensk")
    persons.change_person(world.leader, who, _version(world, who), colleague)
    again = edit_person_dialog(office.ctx, person_card(world.leader, who))
    office.wait()
    assert (again.form.values()["language"], again.form.values()["note"]) == ("kvensk", "Ringer helst")
    assert person_card(world.leader, who).note == ""  # nothing is saved before it is pressed
    again.submit()
    office.wait()
    card = person_card(world.leader, who)
    assert (card.language, card.note) == ("kvensk", "Ringer helst")


def test_the_draft_of_a_protected_person_has_no_name(office: Office, world: World) -> None:
    dialog = edit_person_dialog(office.ctx, person_card(world.leader, world.ids["mother"]))
    _type(dialog, note="hei")
    dialog.leave()
    assert [d.title for d in office.ctx.drafts.all()] == ["Rediger person"]


def test_contact_number_representative_and_death(office: Office, world: World) -> None:
    who, desk = world.ids["father"], world.leader
    dialog = contact_forms.contact_dialog(office.ctx, person_card(desk, who), ContactKind.EMAIL)
    dialog.form.set_values({"value": "nils@eksempel.no", "label": "jobb"})
    dialog.submit()
    office.wait()
    number = contact_forms.number_dialog(office.ctx, person_card(desk, who))
    number.form.set_values({"number": Identifier(Scheme.NO_FNR, fnr(date(1985, 5, 5), female=False))})
    number.submit()
    office.wait()
    mandate = representative_forms.representative_dialog(office.ctx, person_card(desk, who), None)
    mandate.form.set_values({"kind": RepresentativeKind.GUARDIAN, "name": "Vera Vergesen"})
    mandate.submit()
    assert mandate.form.blocked
    mandate.form.set_values({"mandate": "økonomi", "must_sign": True})
    mandate.submit()
    office.open(who)
    words = office.words()
    assert "nils@eksempel.no" in words
    assert "Vera Vergesen" in words
    assert "må skrive under" in words
    assert "Verge" in [chip.look.text for chip in _chips(office)]
    death = status_forms.death_dialog(office.ctx, person_card(desk, who))
    death.form.set_values({"died_on": TODAY})
    death.submit()
    assert "2025-0007 gjelder til dødsboet sier opp" in office.words()
    office.dialog().finish(True)
    office.wait()
    assert f"Død {TODAY:%d.%m.%Y}" in [chip.look.text for chip in _chips(office)]


def _chips(office: Office) -> list:
    from boligdesk.ui.parts.chips import Chip

    return [c for c in office.page.record.header.findChildren(Chip) if c.isVisible()]


# -- household ----------------------------------------------------------------------------------------------


def test_a_child_with_a_home_is_refused_without_and_accepted_with_shared_custody(office: Office, world: World) -> None:
    desk = world.leader
    aunt = ny(desk, "Tantesen", "Tove", date(1970, 1, 1))
    boy = ny(desk, "Åpensen", "Ola", date(2015, 1, 1))
    home = households.create_household(desk, [MemberInput(aunt, HouseholdRole.MAIN)]).value
    households.move_in(desk, home, MemberInput(boy, HouseholdRole.CHILD))
    dialog = household_forms.member_dialog(office.ctx, person_card(desk, world.ids["father"]))
    dialog.form.set_values({"person": Choice(boy, "Åpensen, Ola"), "role": HouseholdRole.CHILD})
    dialog.submit()
    office.wait()
    alert = dialog.alerts()[0]
    assert "bor i en annen husstand" in alert.title
    assert "delt fast bosted" in alert.body
    alert.buttons()[0].click()
    dialog.submit()
    assert office.no_dialog()
    roles = {m.name: m.role for h in person_card(desk, boy).households for m in h.now if m.person_id == boy}
    assert roles == {"Ola Åpensen": HouseholdRole.CHILD_SHARED}
    assert len(person_card(desk, boy).households) == 2


def test_who_moves_out_is_gone_from_the_card(office: Office, world: World) -> None:
    office.open(world.ids["father"])
    assert "Liv Åpensen" in office.words()
    home = next(h for h in person_card(world.leader, world.ids["father"]).households if h.now)
    child = next(m for m in home.now if m.person_id == world.ids["child"])
    dialog = household_forms.move_out_dialog(office.ctx, child)
    dialog.form.set_values({"last_day": date(2026, 10, 31)})
    dialog.submit()
    office.wait()
    assert "Barn med delt fast bosted" not in [
        w.text() for w in office.page.record.household.findChildren(object) if hasattr(w, "text")
    ]


# -- tasks and contact log ----------------------------------------------------------------------------------


def _task(world: World) -> tasks.TaskRow:
    made = tasks.add_task(world.leader, tasks.TaskInput("Ring Nils", TODAY, person_id=world.ids["father"])).value
    return tasks.task_rows(world.leader, [made])[made]


def test_a_task_is_put_off_with_its_reason_and_then_done(office: Office, world: World) -> None:
    row = _task(world)
    office.open(world.ids["father"])
    dialog = task_forms.postpone_dialog(office.ctx, row)
    dialog.form.set_values({"due": date(2026, 12, 1)})
    dialog.submit()
    assert dialog.form.blocked
    dialog.form.set_values({"why": "Er på reise"})
    dialog.submit()
    office.wait()
    assert "Er på reise" in office.words()
    later = tasks.task_rows(world.leader, [row.id])[row.id]
    office.page.record.do.finish(later)
    office.wait()
    assert "Ring Nils" not in [t.title for t in person_card(world.leader, world.ids["father"]).tasks]
    assert office.window.said[-1][0] == "Gjort: Ring Nils"


def test_a_contact_is_logged_by_keys_and_the_line_is_ready_for_the_next(office: Office, world: World, qtbot) -> None:
    office.open(world.ids["father"])
    office.page.record.log_contact()
    qtbot.keyClicks(office.page.record.log.field, "Spurte om deposita")
    qtbot.keyClick(office.page.record.log.field, Qt.Key.Key_Return)
    office.wait()
    assert contacts.contacts(world.leader, world.ids["father"]).lines[0].text == "Spurte om deposita"
    assert office.page.record.log.field.text() == ""
    assert "Spurte om deposita" in office.words()


def test_a_half_written_line_never_lands_on_somebody_else(office: Office, world: World, qtbot) -> None:
    office.open(world.ids["father"])
    qtbot.keyClicks(office.page.record.log.field, "Bare om Nils")
    office.open(world.ids["child"])
    assert office.page.record.log.field.text() == ""
    assert office.ctx.drafts.find(LOG_FORM, str(world.ids["father"])) is not None
    persons.change_person(
        world.leader, world.ids["father"], 1, PersonInput("Åpensen", "Nils", date(1985, 5, 5), "kvensk")
    )
    office.open(world.ids["father"])
    assert office.page.record.log.field.text() == "Bare om Nils"


def test_a_colleagues_save_keeps_what_is_being_written(office: Office, world: World, qtbot) -> None:
    office.open(world.ids["father"])
    qtbot.keyClicks(office.page.record.log.field, "Midt i en setning")
    card = person_card(world.leader, world.ids["father"])
    facts = PersonInput("Åpensen", "Nils Peder", card.born)
    done = persons.change_person(world.leader, card.id, card.version, facts)
    office.ctx.hub.announce(done.changes)
    office.wait()
    assert "Åpensen, Nils Peder" in office.words()
    assert office.page.record.log.field.text() == "Midt i en setning"


# -- merging ------------------------------------------------------------------------------------------------


def test_two_cards_become_one_with_the_chosen_fields_and_apart_again(office: Office, world: World) -> None:
    desk = world.leader
    double = ny(desk, "Åpensen", "Nils P.", date(1985, 5, 5), email="nils@eksempel.no")
    dialog = merge_dialog(office.ctx, person_card(desk, world.ids["father"]))
    dialog.choose(double, "Åpensen, Nils P.")
    office.wait()
    assert isinstance(dialog, MergeDialog)
    assert "Kontaktopplysning: 1" in office.words()
    dialog._choices["first_name"].button(1).setChecked(True)
    dialog.submit()
    office.wait()
    card = person_card(desk, double)
    assert (card.id, card.name) == (world.ids["father"], "Nils P. Åpensen")
    _words, undo = office.window.said[-1]
    assert undo is not None
    undo()
    office.wait()
    assert person_card(desk, double).id == double
    with world.store.reading() as session:
        assert session.get_one(Person, double).merged_into_id is None


# -- keys ---------------------------------------------------------------------------------------------------


def test_the_main_job_is_done_by_keys_alone(office: Office, world: World, qtbot) -> None:
    page = office.page
    page.list.focus_filter()
    qtbot.keyClicks(page.list.bar.field, "nils")
    office.wait()
    qtbot.keyClick(page.list.bar.field, Qt.Key.Key_Down)
    office.wait()
    assert page.list.table.hasFocus()
    assert page.record.person_id == world.ids["father"]
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.record.tabs.hasFocus()
    qtbot.keyClick(page.record.tabs, Qt.Key.Key_Right)
    office.wait()
    assert page.record.tab == "leieforhold"
    qtbot.keyClick(page.record, Qt.Key.Key_Escape)
    assert page.list.table.hasFocus()


def test_esc_in_a_form_keeps_a_draft_and_gives_the_keyboard_back(office: Office, world: World, qtbot) -> None:
    office.open(world.ids["father"])
    office.page.record.tabs.setFocus()
    dialog = edit_person_dialog(office.ctx, person_card(world.leader, world.ids["father"]))
    assert isinstance(dialog, SharedFormDialog)
    _type(dialog, note="Halv")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert office.no_dialog()
    assert office.page.record.tabs.hasFocus()
    assert office.ctx.drafts.find("leietakere.person", str(world.ids["father"])) is not None


def test_the_number_dialog_is_not_for_every_role(world: World, jobs: Jobs, tmp_path: Path) -> None:
    counter = Office(world.desk(Role.COUNTER), jobs, tmp_path)
    counter.open(world.ids["father"])
    assert not counter.page.record.number_button.isVisible()
    dialog = number_view(counter.ctx, person_card(world.desk(Role.COUNTER), world.ids["father"]))
    dialog.form.set_values({"why": "nysgjerrig"})
    dialog.submit()
    counter.wait()
    assert "kan ikke" in counter.words() or dialog.alerts()


@pytest.mark.parametrize("size", [(1440, 812), (1280, 632)])
def test_nothing_is_wider_than_its_place(world: World, jobs: Jobs, tmp_path: Path, size: tuple[int, int]) -> None:
    long = ny(world.leader, "Brattbakk-Østensen-Guttormsen", "Máret Ánne Elisabeth Charlotte", date(1990, 1, 1))
    address = "svært.lang.adresse.som.ikke.kan.deles@eksempel-kommune.no"
    persons.add_contact_point(world.leader, long, persons.ContactInput(ContactKind.EMAIL, address))
    office = Office(world.leader, jobs, tmp_path, size)
    for who in (long, world.ids["father"]):
        office.open(who)
        for tab in ("oversikt", "leieforhold", "dokumenter", "historikk"):
            office.page.record.tabs.choose(tab)
            office.wait()
            flow = office.page.record.flow(tab)
            assert flow.widget().minimumSizeHint().width() <= flow.viewport().width(), (who, tab)
    assert (office.window.width(), office.window.height()) == size
