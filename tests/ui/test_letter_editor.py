"""The editor of letters: blocks moved, added and taken out, conditions, both texts beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from boligdesk.casework import letter_templates
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.templates import Style
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.settings.letter_editor import LetterEditor

from .shell_support import close_window, make_office, open_window, settle


@pytest.fixture
def window(qtbot, tmp_path):
    opened = open_window(qtbot, tmp_path, make_office(tmp_path))
    yield opened
    close_window(qtbot, opened)


@pytest.fixture
def show(window):
    def section(key):
        window.tools.settings()
        open_dialog(window.work).tabs.choose(key)
        settle(window)
        return open_dialog(window.work).sections[key]

    return section


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
    editor.blocks.add_block()
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


def keys(editor) -> list[str]:
    return [block.key for block in editor.blocks.now().blocks]


def of(editor, key):
    return next(found for found in editor.blocks.editors if found.block.key == key)


def test_free_blocks_are_moved_by_button_and_keyboard_and_tab_follows(qtbot, window, show):
    editor = open_letter(window, show)
    before = keys(editor)
    first = editor.blocks.editors[0]
    assert not first.acts[0].isEnabled() and first.acts[1].isEnabled()
    first.acts[1].click()
    assert keys(editor) == [before[1], before[0], *before[2:]]
    first.text_field.setFocus()
    qtbot.keyClick(first.text_field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert keys(editor) == [before[1], before[2], before[0], *before[3:]]
    order = [stop for found in editor.blocks.editors for stop in found.stops()]
    walked = [stop for stop in editor._stops() if stop in order]
    assert walked == [stop for stop in order if stop.isEnabled()]
    settle(window)
    editor.save.click()
    settle(window)
    kept = letter_templates.template(window.seat.desk, "bekreftelse", "nb")
    assert [block.key for block in kept.template.blocks] == [before[1], before[2], before[0], *before[3:]]


def test_a_locked_block_has_no_way_out_and_stays_when_its_neighbours_move(window, show):
    editor = open_letter(window, show, "leiekontrakt")
    locked = [found for found in editor.blocks.editors if found.block.locked]
    assert locked and all(not found.acts and found.condition is None for found in locked)
    order = [found.block.key for found in locked]
    free = next(found for found in editor.blocks.editors if not found.block.locked)
    free.moved.emit(1)
    settle(window)
    assert [block.key for block in editor.blocks.now().blocks if block.locked] == order
    assert editor._wrong == ()
    editor.leave()


def test_a_new_block_is_printed_only_under_its_condition(qtbot, window, show):
    editor = open_letter(window, show, "leiekontrakt")
    action = next(a for a in editor.new_block.menu_of_acts.actions() if a.text() == "Kulepunkt")
    action.trigger()
    added = of(editor, "eget_1")
    assert added.block.style is Style.BULLET and added.condition.text() == "Alltid med"
    qtbot.keyClicks(added.text_field, "Møblene skal stå igjen.")
    menu = added.condition.menu_of_acts
    menu.aboutToShow.emit()
    next(a for a in menu.actions() if a.text() == "Bare når: møblert").trigger()
    assert added.now().condition == "furnished" and added.condition.text() == "Bare når: møblert"
    added.condition.take("not fixed_term")
    assert added.condition.toolTip() == "Bare når: ikke tidsbestemt"
    settle(window)
    assert editor.save.isEnabled()
    editor.save.click()
    settle(window)
    kept = letter_templates.template(window.seat.desk, "leiekontrakt", "nb").template
    block = next(block for block in kept.blocks if block.key == "eget_1")
    assert (block.style, block.condition) == (Style.BULLET, "not fixed_term")


def test_a_condition_of_several_facts_is_read_in_bokmal_and_can_be_had_back(window, show):
    editor = open_letter(window, show, "leiekontrakt")
    several = next(found for found in editor.blocks.editors if found.condition and " and " in found.block.condition)
    was = several.block.condition
    assert "_" not in several.condition.toolTip() and " og " in several.condition.toolTip()
    several.condition.take("")
    menu = several.condition.menu_of_acts
    menu.aboutToShow.emit()
    next(a for a in menu.actions() if " og " in a.text()).trigger()
    assert several.now().condition == was
    editor.leave()


def test_a_removed_block_is_gone_and_the_keyboard_stands_on_its_neighbour(window, show):
    editor = open_letter(window, show)
    before = keys(editor)
    second = editor.blocks.editors[1]
    second.acts[2].click()
    assert keys(editor) == [before[0], *before[2:]]
    assert editor.blocks.editors[1].text_field.hasFocus()
    editor.leave()


def test_a_field_that_may_lack_is_remarked_and_does_not_stop(qtbot, window, show):
    editor = open_letter(window, show)
    free = of(editor, editor.blocks.editors[1].block.key)
    free.text_field.setPlainText("Ring {kontor.telefon} om {saksbehandler}.")
    settle(window)
    said = [note.text() for note in free._wrong]
    assert [word for word in said if "«saksbehandler»" in word and "[?{saksbehandler}?]" in word]
    assert editor._wrong == () and editor.save.isEnabled()
    editor.leave()


def test_an_empty_block_and_an_unknown_field_stop_and_say_why(window, show):
    editor = open_letter(window, show)
    first, second = editor.blocks.editors[:2]
    first.text_field.setPlainText(" ")
    second.text_field.setPlainText("{tullball}")
    settle(window)
    assert not editor.save.isEnabled() and len(editor._wrong) == 2
    assert first._wrong and second._wrong
    editor.leave()


def test_when_shipped_text_changes_under_a_copy_both_are_seen_and_the_new_one_can_be_taken_in(window):
    desk = window.seat.desk
    form = letter_templates.template(desk, "bekreftelse", "nb")
    letter_templates.save_template(desk, form.template, desk.today, 0)
    form = letter_templates.template(desk, "bekreftelse", "nb")
    first = form.shipped.blocks[1]
    newer = replace(
        form.shipped,
        version=form.was_shipped + 1,
        blocks=(form.shipped.blocks[0], replace(first, text="Ny medfølgende tekst."), *form.shipped.blocks[2:]),
    )
    form = replace(form, shipped=newer)
    assert form.shipped_changed
    editor = LetterEditor(window.room.ctx, form, "Brevmal", "Bokmål")
    editor.open()
    settle(window)
    assert editor.news.isVisible()
    both = editor.compare()
    words = [label.text() for label in both.panel.findChildren(type(both._title))]
    assert words and set(both.ways) == {first.key}
    shown = {label.text() for label in both.findChildren(QLabel)}
    assert {first.text, "Ny medfølgende tekst."} <= shown
    both.ways[first.key].click()
    assert of(editor, first.key).text_field.toPlainText() == "Ny medfølgende tekst."
    assert not both.ways[first.key].isEnabled()
    both.leave()
    settle(window)
    assert editor.save.isEnabled()
    editor.leave()


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_letter_can_be_previewed(window, language):
    desk = window.seat.desk
    for line in letter_templates.templates(desk):
        if line.language == language:
            form = letter_templates.template(desk, line.key, language)
            assert letter_templates.template_preview(desk, form.template).startswith(b"%PDF")
