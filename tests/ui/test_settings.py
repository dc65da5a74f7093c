"""Innstillinger on a real office, mostly by keyboard: card, users, rights, letters, rates, appearance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from boligdesk.casework import letter_templates, rates, settings, start, users
from boligdesk.rules.explanation import Certainty
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.parts.chips import Tone
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.settings.letter_editor import differences
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
    assert open_dialog(window.work).tabs.keys() == ["kontor", "satser", "utseende"]
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


def open_letter(window, show, key="bekreftelse"):
    section = show("brev")
    row_id = next(i for i, r in section._rows.items() if (r.key, r.language) == (key, "nb"))
    section.table.choose(row_id)
    section.open_chosen()
    settle(window)
    return open_dialog(window.work)


def test_a_letter_is_edited_checked_previewed_and_saved_as_a_version(qtbot, window, show):
    editor = open_letter(window, show)
    assert editor.preview.pages == 1
    free = editor.blocks.first_focus()
    qtbot.keyClicks(free, " {ukjent}")
    settle(window)
    assert not editor.save.isEnabled() and len(editor._wrong) == 1
    for _ in " {ukjent}":
        qtbot.keyClick(free, Qt.Key.Key_Backspace)
    editor.blocks.add_paragraph()
    added = next(e for e in editor.blocks.editors if e.block.key == "eget_1")
    qtbot.keyClicks(added.text_field, "Ta med dette brevet.")
    settle(window)
    editor.preview.search("Ta med dette brevet.")
    qtbot.waitUntil(lambda: editor.preview.hits == 1)
    editor.save.click()
    settle(window)
    lines = {(r.key, r.language): r for r in letter_templates.templates(window.seat.desk)}
    assert lines["bekreftelse", "nb"].number == 1 and lines["bekreftelse", "nn"].number == 0
    kept = letter_templates.template(window.seat.desk, "bekreftelse", "nb")
    assert any(block.text == "Ta med dette brevet." for block in kept.template.blocks)


def test_a_locked_block_can_be_read_and_not_changed(window, show):
    editor = open_letter(window, show, "leiekontrakt")
    locked = [e for e in editor.blocks.editors if e.block.locked]
    assert locked and all(e.text_field.isReadOnly() for e in locked)
    editor.blocks._stand(locked[0])
    assert not editor.blocks.put_in("{leie}")
    editor.leave()


def test_a_field_is_put_in_where_one_writes(qtbot, window, show):
    editor = open_letter(window, show)
    place = editor.fields.findData("{kontor.telefon}")
    assert place > 0
    free = editor.blocks.first_focus()
    free.setFocus()
    editor.blocks._stand(next(e for e in editor.blocks.editors if e.text_field is free))
    editor.fields.activated.emit(place)
    assert "{kontor.telefon}" in free.toPlainText()
    editor.leave()


def test_two_who_edit_the_same_letter_do_not_overwrite_each_other(window):
    desk = window.seat.desk
    form = letter_templates.template(desk, "bekreftelse", "nb")
    letter_templates.save_template(desk, form.template, desk.today, form.number)
    with pytest.raises(RefusedError) as refused:
        letter_templates.save_template(desk, form.template, desk.today, form.number)
    assert refused.value.fault.code == "kontormal.nyere_versjon"
    with pytest.raises(RefusedError) as refused:
        letter_templates.save_template(desk, form.template, date(2020, 1, 1), 1)
    assert refused.value.fault.code == "kontormal.tilbake_i_tid"


def test_newer_shipped_text_under_a_copy_is_shown_beside_it(window):
    desk = window.seat.desk
    form = letter_templates.template(desk, "bekreftelse", "nb")
    newer = replace(form, number=1, was_shipped=1, shipped=replace(form.shipped, version=2))
    assert newer.shipped_changed and not form.shipped_changed
    first = form.shipped.blocks[0]
    changed = replace(form.shipped, blocks=(replace(first, text="Ny tekst"), *form.shipped.blocks[1:]))
    found = list(differences(form.template, changed))
    assert [(left, right) for _kind, left, right in found] == [(first.text, "Ny tekst")]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_letter_can_be_previewed(window, language):
    desk = window.seat.desk
    for line in letter_templates.templates(desk):
        if line.language == language:
            form = letter_templates.template(desk, line.key, language)
            assert letter_templates.template_preview(desk, form.template).startswith(b"%PDF")


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
