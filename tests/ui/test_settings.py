"""Innstillinger on a real office, mostly by keyboard: card, users, rights, letters, rates, appearance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from boligdesk.casework import rates, settings, start, users
from boligdesk.rules.explanation import Certainty
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.parts.chips import Tone
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.style.tokens import theme

from .shell_support import close_window, make_office, open_window, settle

PASSWORD = "korrekt hest batteri"


@pytest.fixture
def window(qtbot, tmp_path):
    opened = open_window(qtbot, tmp_path, make_office(tmp_path))
    yield opened
    theme.set("light")
    close_window(qtbot, opened)


@pytest.fixture
def show(window):
    def section(key):
        if open_dialog(window.work) is None:
            window.tools.settings()
        open_dialog(window.work).tabs.choose(key)
        settle(window)
        return open_dialog(window.work).sections[key]

    return section


def field(form, key) -> QLineEdit:
    return form.row(key).editor.focus


def retype(qtbot, widget, words):
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, words)


def test_the_office_card_is_changed_by_keyboard_and_the_kid_shown_live(qtbot, window, show):
    section = show("kontor")
    assert section.example.text() != "–"
    retype(qtbot, field(section.form, "kid_length"), "12")
    assert len(section.example.text()) == 12
    retype(qtbot, field(section.form, "phone"), "70000000")
    assert section.save.isEnabled()
    section.save.setFocus()
    qtbot.keyClick(section.save, Qt.Key.Key_Return)
    settle(window)
    facts = settings.office(window.seat.desk).facts
    assert (facts.kid_length, facts.phone) == (12, "70000000")
    assert not section.unsaved()


def test_the_filled_button_stands_in_the_foot_of_its_own_section_only(window, show):
    section = show("kontor")
    dialog = open_dialog(window.work)
    settle(window)
    assert not dialog.body.parentWidget().isAncestorOf(section.save)
    assert section.save.isVisible() and dialog.primary is section.save
    show("brukere")
    assert not section.save.isVisible() and dialog.primary is None


def test_a_wrong_account_number_is_stopped_with_the_reason(qtbot, window, show):
    section = show("kontor")
    retype(qtbot, field(section.form, "account_number"), "12345678901")
    qtbot.keyClick(field(section.form, "account_number"), Qt.Key.Key_Tab)
    assert section.form.blocked and not section.save.isEnabled()
    open_dialog(window.work).leave()
    open_dialog(window.work).buttons["forkast"].click()


def test_unsaved_changes_are_asked_about(qtbot, window, show):
    section = show("kontor")
    dialog = open_dialog(window.work)
    retype(qtbot, field(section.form, "unit"), "Noe annet")
    dialog.leave()
    question = open_dialog(window.work)
    assert question is not dialog and dialog.isVisible()
    question.buttons["forkast"].click()
    assert open_dialog(window.work) is None


def test_a_follow_up_default_is_saved_as_it_is_chosen(qtbot, window, show):
    section = show("kontor")
    box = section._choices[settings.OfficeSetting.JOURNAL_DAYS.value]
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "11")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settle(window)
    kept = {row.key: row.value for row in settings.office_settings(window.seat.desk)}
    assert kept[settings.OfficeSetting.JOURNAL_DAYS] == 11
    assert open_dialog(window.work).isVisible()


def test_as_long_as_nobody_signs_the_office_is_told_what_to_enter(window, show):
    group = show("kontor").signatories
    assert group.none.isVisible() and "underskriver leiekontrakter" in group.none.text()
    assert not group.table.isVisible() and group.new.isVisible() and not group.edit.isVisible()
    settings.add_signatory(window.seat.desk, "Ingvild Moe", "boligleder")
    show("kontor").load()
    settle(window)
    assert group.table.isVisible() and not group.none.isVisible()
    assert group.table.height() < 100  # one row, no empty space


def test_a_choice_between_yes_and_no_is_a_tick(window, show):
    box = show("kontor")._choices[settings.OfficeSetting.RENT_THROUGH_NOTICE.value]
    assert "§ 9-6" in box.accessibleDescription()
    before = box.isChecked()
    box.click()
    settle(window)
    kept = {row.key: row.value for row in settings.office_settings(window.seat.desk)}
    assert kept[settings.OfficeSetting.RENT_THROUGH_NOTICE] == int(not before)


def test_a_choice_of_follow_up_stands_on_the_line_of_its_question(window, show):
    section = show("kontor")
    for box in section._choices.values():
        question = next(label for label in box.parentWidget().findChildren(QLabel) if label.buddy() is box)
        first_line = question.y() + question.contentsMargins().top() + question.fontMetrics().height() / 2
        assert abs(first_line - box.geometry().center().y()) <= 3, question.text()


def test_a_first_user_must_be_leader_and_then_a_password_is_asked(qtbot, window, show):
    section = show("brukere")
    section.new.click()
    dialog = open_dialog(window.work)
    form = dialog.form
    form.set_values({"name": "Arne Berg", "login": "arne", "role": "counter", "password": PASSWORD})
    dialog.save.click()
    settle(window)
    assert dialog.isVisible()
    form.set_values({"role": "leader"})
    dialog.save.click()
    settle(window)
    assert [row.login for row in users.users(window.seat.desk)] == ["arne"]
    assert section.table.paged.rowCount() == 1
    assert start.login(window.seat.office.store, "arne", PASSWORD).who.role is Role.LEADER


def test_a_right_is_given_with_the_space_bar(qtbot, window, show):
    section = show("tilganger")
    box = section.boxes[Role.COUNTER, Right.EXPORT]
    assert not box.isChecked() and box.accessibleName() == "Skranke: Eksportere lister"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    settle(window)
    assert Right.EXPORT in users.rights_table(window.seat.desk)[Role.COUNTER]


def test_what_a_leader_must_keep_cannot_be_taken(qtbot, window, show):
    section = show("tilganger")
    box = section.boxes[Role.LEADER, Right.USER_WRITE]
    box.click()
    settle(window)
    open_dialog(window.work).leave()
    settle(window)
    assert box.isChecked()


def test_those_without_the_right_do_not_see_users_rights_and_letters(window, show):
    window.entrance.enter_as(Role.READER)
    settle(window)
    section = show("kontor")
    assert open_dialog(window.work).tabs.keys() == ["kontor", "satser", "kriterier", "utseende"]
    assert not section.save.isVisible() and not section.form.isEnabled()
    assert not show("satser").confirm.isVisible()
    open_dialog(window.work).leave()


def test_a_rate_is_provisional_until_the_office_answers_for_it(qtbot, window, show):
    section = show("satser")
    row_id, line = next((i, r) for i, r in section._rows.items() if r.key == "standard_security_months")
    chip = section.table.paged.columns[0].value(line)
    assert chip.tone is Tone.PRELIMINARY and chip.text == "Foreløpig"
    section.table.choose(row_id)
    section.confirm.click()
    dialog = open_dialog(window.work)
    dialog.save.click()
    settle(window)
    assert dialog.isVisible()  # no source, no confirmation
    dialog.form.set_values({"source": "Vedtak i formannskapet 12.10.2026"})
    dialog.save.click()
    settle(window)
    kept = next(r for r in rates.rate_lines(window.seat.desk) if r.key == "standard_security_months")
    assert kept.certainty is Certainty.CONFIRMED and not kept.preliminary
    assert kept.source == "Vedtak i formannskapet 12.10.2026"


def test_rates_have_their_names_from_the_catalogue_and_notes_apart(window, show):
    section = show("satser")
    named = {row.key: row for row in section._rows.values()}
    assert all(row.name == text(f"sats.navn.{key}") for key, row in named.items())
    assert all(row.awaited or (row.source and row.certainty and row.valid_from) for row in named.values())
    notice = named["kpi_notice_months"]
    assert (notice.name, notice.note) == ("KPI-justering: varsel", "Skriftlig varsel")
    section.table.choose(next(i for i, row in section._rows.items() if row is notice))
    assert section.told.text().startswith("Skriftlig varsel. Kilde: Husleieloven § 4-2")
    assert section.table.paged.columns[2].value(notice) == "1 måned"


def test_the_office_overrules_a_value_and_what_was_shipped_is_still_told(window, show):
    section = show("satser")
    section.table.choose(next(i for i, row in section._rows.items() if row.key == "standard_security_months"))
    section.correct.click()
    dialog = open_dialog(window.work)
    dialog.form.set_values({"value": "4", "source": "Vedtak i formannskapet 12.10.2026"})
    dialog.save.click()
    settle(window)
    row = section.chosen
    assert (row.key, row.value, row.was, row.valid_from) == ("standard_security_months", "4", "3", date(2000, 1, 1))
    assert row.certainty is Certainty.CONFIRMED and not section.confirm.isEnabled()
    assert section.told.text().endswith("Verdien som følger med Boligdesk: 3 måneder.")
    desk = window.seat.desk
    assert rates.office_rates(desk).on("standard_security_months", desk.today).whole == 4


def test_a_new_value_is_chosen_when_it_is_added(window, show):
    section = show("satser")
    section.table.choose(next(i for i, row in section._rows.items() if row.key == "grunnbelop"))
    section.add_value.click()
    dialog = open_dialog(window.work)
    given = {"value": "140000", "valid_from": date(2027, 5, 1), "valid_to": date(2028, 4, 30), "source": "nav.no"}
    dialog.form.set_values(given)
    dialog.save.click()
    settle(window)
    assert (section.chosen.key, section.chosen.valid_from) == ("grunnbelop", date(2027, 5, 1))
    assert section.table.paged.columns[2].value(section.chosen) == "140\u00a0000\u00a0kr"


def test_a_new_value_of_a_rate_holds_from_its_day(window):
    desk = window.seat.desk
    rates.add_rate(desk, rates.RateInput("standard_security_months", date(2027, 1, 1), "4,5", "Vedtak"))
    values = {r.valid_from: r.value for r in rates.rate_lines(desk) if r.key == "standard_security_months"}
    assert values[date(2027, 1, 1)] == "4.5" and len(values) == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (rates.RateInput("ukjent", date(2027, 1, 1), "4", "x"), "kontorsats.ukjent"),
        (rates.RateInput("standard_security_months", date(2027, 1, 1), "fire", "x"), "kontorsats.ikke_tall"),
        (rates.RateInput("standard_security_months", date(2027, 1, 1), "-4", "x"), "kontorsats.ikke_tall"),
        (rates.RateInput("standard_security_months", date(2027, 1, 1), "4", " "), "kontorsats.kilde_mangler"),
        (
            rates.RateInput("standard_security_months", date(2027, 1, 1), "4", "x", date(2027, 12, 31)),
            "kontorsats.til_for_mye",
        ),
    ],
)
def test_a_wrong_rate_is_refused_by_name(window, given, code):
    with pytest.raises(RefusedError) as refused:
        rates.add_rate(window.seat.desk, given)
    assert refused.value.fault.code == code


def test_dark_and_comfortable_are_shown_at_once_and_kept(qtbot, window, show):
    section = show("utseende")
    section.light.choose("dark")
    assert theme.dark and window.settings.get("lys") == "dark"
    section.rows.choose("comfortable")
    assert window.settings.get("rader") == "comfortable"
    table = show("satser").table
    settle(window)
    assert table.row_height == 40
    section.rows.choose("compact")
    assert table.row_height == 32


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_every_section_fits(window, show, size):
    window.resize(*size)
    for key in ("kontor", "brukere", "tilganger", "brev", "satser", "utseende"):
        show(key)
        dialog = open_dialog(window.work)
        assert dialog.panel.width() <= size[0] - 32 and dialog.panel.height() <= size[1] - 32
        area = dialog._places[key]
        assert area.horizontalScrollBar().maximum() == 0, key
    assert (window.width(), window.height()) == size
    open_dialog(window.work).leave()


def test_a_rate_that_was_not_found_is_typed_in_with_date_and_source(window, show):
    section = show("satser")
    section.table.choose(next(i for i, row in section._rows.items() if row.key == "styringsrente"))
    line = section.chosen
    assert line.awaited and not line.preliminary and section.table.paged.columns[0].value(line).text == "Mangler"
    assert section.table.paged.columns[2].value(line) == "" and "ikke kjent" in section.told.text()
    assert not section.confirm.isEnabled() and not section.correct.isEnabled() and section.add_value.isEnabled()
    section.add_value.click()
    dialog = open_dialog(window.work)
    dialog.form.set_values({"value": "4,25", "valid_from": date(2026, 9, 18), "source": "norges-bank.no 18.09.2026"})
    dialog.save.click()
    settle(window)
    found = [row for row in rates.rate_lines(window.seat.desk) if row.key == "styringsrente"]
    assert [(row.value, row.valid_from, row.awaited) for row in found] == [("4.25", date(2026, 9, 18), False)]
    assert rates.office_rates(window.seat.desk).on("styringsrente", date(2026, 11, 23)).certainty is Certainty.CONFIRMED


def test_a_rate_whose_last_row_has_ended_waits_for_a_new_one(window):
    desk = window.seat.desk
    key = "sosialhjelp_enslig"
    lines = [row for row in rates.rate_lines(desk) if row.key == key]
    assert [(row.valid_to, row.awaited) for row in lines] == [(date(2022, 12, 31), False), (None, True)]
    rates.add_rate(desk, rates.RateInput(key, date(2026, 1, 1), "8100", "Rundskriv", date(2026, 12, 31)))
    assert [row.awaited for row in rates.rate_lines(desk) if row.key == key] == [False, False]


def test_a_period_of_a_rate_that_was_not_found_needs_its_last_day(window):
    desk = window.seat.desk
    given = rates.RateInput("aks_lav_heltid", date(2026, 8, 1), "1500", "Kommunens prisliste")
    with pytest.raises(RefusedError) as refusal:
        rates.add_rate(desk, given)
    assert refusal.value.fault.code == "kontorsats.til_mangler"
    rates.add_rate(desk, replace(given, valid_to=date(2027, 7, 31)))
    assert rates.office_rates(desk).on("aks_lav_heltid", date(2027, 7, 31)).ore == 1500_00
