"""The way in: choosing, making and upgrading an office, login, and drafts offered back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from boligdesk.casework import drafts, last_office, start, users
from boligdesk.casework.core.presence import presence_at
from boligdesk.rules.messages import refuse
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.drafts import Draft, DraftStore, drafts_folder
from boligdesk.ui.parts.alerts import Alert
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.shell.start_page import NewOfficeDialog

from .shell_support import close_window, make_office, open_window, settle

PASSWORD = "korrekt hest batteri"


@pytest.fixture
def opened(qtbot, tmp_path):
    made = []

    def show(target=None):
        made.append(open_window(qtbot, tmp_path, target))
        return made[-1]

    yield show
    for window in made:
        if not window._closed:
            close_window(qtbot, window)


def alerts(page):
    return [alert.title for alert in page.findChildren(Alert) if alert.isVisible()]


def with_login(tmp_path) -> str:
    target = make_office(tmp_path, training=False)
    store = start.open_office(target)
    desk = start.enter_without_login(store)
    users.add_user(desk, users.UserInput("ingvild", "Ingvild Moe", Role.LEADER), PASSWORD)
    store.close()
    return target


def test_without_an_office_one_is_asked(opened):
    window = opened()
    window.begin(None)
    settle(window)
    assert window.entrance.currentWidget() is window.entrance.start
    assert window.seat is None
    assert not window.tabs.isVisible() and not window.band.search.isVisible()


def test_the_last_office_is_opened_by_itself(opened, tmp_path):
    target = make_office(tmp_path)
    last_office.remember(target)
    window = opened()
    window.begin(None)
    settle(window)
    assert window.seat is not None


def test_a_missing_file_is_said_and_can_be_tried_again(opened, tmp_path):
    window = opened(str(tmp_path / "borte.boligdesk"))
    page = window.entrance.start
    assert window.entrance.currentWidget() is page
    assert any("Fant ingen base her" in title for title in alerts(page))
    (tmp_path / "borte.boligdesk").write_bytes(b"noe annet" * 200)
    page.again.click()
    settle(window)
    assert alerts(page) == ["Filen er ikke en Boligdesk-base."]


def test_a_new_office_is_made_from_a_name_and_a_place(qtbot, opened, tmp_path):
    window = opened()
    window.begin(None)
    settle(window)
    window.entrance.start.new_button.click()
    dialog = window.entrance.start.window().findChild(NewOfficeDialog)
    assert not dialog.make.isEnabled()
    qtbot.keyClicks(dialog.name, "Nordvik kommune")
    dialog.place.setText(str(tmp_path / "nytt"))
    qtbot.keyClick(dialog.place, Qt.Key.Key_Return)
    settle(window)
    assert window.seat.office.card.name == "Nordvik kommune"
    assert last_office.recall() == str(tmp_path / "nytt.boligdesk")
    assert window.seat.desk.who.role is Role.LEADER


def test_the_sample_office_is_made_once_and_opened(opened):
    window = opened()
    window.begin(None)
    settle(window)
    window.entrance.start.sample_button.click()
    window.idle(60)
    settle(window)
    assert window.seat.office.card.training
    first = window.seat.office.card.database_uuid
    window.stand_up(window.entrance.choose)
    settle(window)
    window.entrance.start.sample_button.click()
    settle(window)
    assert window.seat.office.card.database_uuid == first


def test_login_with_the_keyboard_wrong_then_right(qtbot, opened, tmp_path):
    window = opened(with_login(tmp_path))
    page = window.entrance.login
    assert window.entrance.currentWidget() is page
    qtbot.keyClicks(page.name, "ingvild")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.keyClicks(page.password, "feil")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    settle(window)
    assert alerts(page) == ["Brukernavn eller passord er feil."]
    assert window.seat is None
    qtbot.keyClicks(page.password, PASSWORD)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    settle(window)
    assert window.seat.desk.who.name == "Ingvild Moe"


def test_logging_out_asks_again_and_takes_the_pages_away(opened, tmp_path):
    window = opened(with_login(tmp_path))
    window.entrance.login.given.emit("ingvild", PASSWORD)
    settle(window)
    assert window.room is not None
    action = next(a for a in window.band.user_menu.actions() if a.text() == "Logg ut")
    action.trigger()
    settle(window)
    assert window.room is None and window.seat is None
    assert window.entrance.currentWidget() is window.entrance.login
    assert window.windowTitle() == "Boligdesk"
    assert window.entrance.login.name.text() == "ingvild"


def test_a_newer_base_is_not_touched_and_said(opened, tmp_path):
    target = make_office(tmp_path)
    with sqlite3.connect(target) as connection:
        connection.execute("UPDATE kontor SET schema_major = 99")
    connection.close()
    window = opened(target)
    assert any("nyere utgave av Boligdesk" in title for title in alerts(window.entrance.start))


def test_an_older_base_is_upgraded_only_after_a_yes(opened, tmp_path, monkeypatch):
    target = make_office(tmp_path)
    from boligdesk.database import schema
    from boligdesk.ui.shell import seat

    with sqlite3.connect(target) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()
    monkeypatch.setattr(schema, "REVISIONS", ("0000", *schema.REVISIONS))
    window = opened(target)
    question = open_dialog(window.work)
    assert "oppgraderes" in question.accessibleName()
    assert alerts(question) == []  # nobody else is in
    asked = []
    monkeypatch.setattr(seat, "upgrade_office", lambda given: asked.append(given) or _as_current(given))
    question.buttons["ja"].click()
    settle(window)
    assert asked == [target] and window.seat is not None


def test_the_upgrade_question_names_who_is_in(opened, tmp_path, monkeypatch):
    target = make_office(tmp_path)
    store = start.open_office(target)
    desk = start.enter_without_login(store)
    for name in ("Siri Vik", "Arne Berg"):
        presence_at(replace(desk, who=replace(desk.who, name=name, login=name))).others()
    store.close()
    from boligdesk.database import schema

    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
    window = opened(target)
    question = open_dialog(window.work)
    assert "oppgraderes" in question.accessibleName()
    (note,) = question.findChildren(Alert)
    assert note.title == "2 kolleger er inne i basen nå"
    assert note.body.startswith("Arne Berg, Siri Vik.")
    assert QApplication.focusWidget() is question.buttons["nei"]
    assert alerts(window.entrance.start) == ["Basen må oppgraderes før den kan brukes med denne utgaven."]
    question.leave()


def _as_current(target: str):
    from boligdesk.database import schema
    from boligdesk.ui.shell import seat

    with sqlite3.connect(target) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (schema.REVISIONS[-1],))
    connection.close()
    return seat.open_office(target)


def kept_draft(target: str) -> DraftStore:
    store = start.open_office(target)
    desk = start.enter_without_login(store)
    card = start.office_card(store)
    kept = DraftStore(drafts_folder(), key=drafts.draft_key(desk), database=card.database_uuid, user=desk.who.login)
    store.close()
    for page in ("restanser", "soknader"):
        written = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
        kept.save(Draft(f"{page}.prove", "", None, f"Noe på {page}", written, {"navn": "Somby"}))
    return kept


def test_what_was_typed_is_offered_back_opened_or_thrown_away(qtbot, opened, tmp_path):
    target = make_office(tmp_path)
    kept = kept_draft(target)
    window = opened(target)
    offer = open_dialog(window.work)
    assert [line.draft.title for line in offer.lines] and len(offer.lines) == 2
    thrown = offer.lines[0].draft
    offer.lines[0].discard.click()
    settle(window)
    assert [draft.title for draft in kept.all()] == [offer.lines[0].draft.title]
    wanted = offer.lines[0].draft
    page = window.room.page(wanted.form.partition(".")[0])
    reopened = []
    page.open_draft = reopened.append
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(window)
    assert reopened == [wanted] and wanted != thrown
    assert window.tabs.current == page.key


def test_the_key_of_drafts_is_each_users_own(tmp_path):
    target = with_login(tmp_path)
    store = start.open_office(target)
    leader = start.login(store, "ingvild", PASSWORD)
    users.add_user(leader, users.UserInput("arne", "Arne Berg", Role.COUNTER), PASSWORD)
    other = start.login(store, "arne", PASSWORD)
    again = start.login(store, "ingvild", PASSWORD)
    assert drafts.draft_key(leader) == drafts.draft_key(again) != drafts.draft_key(other)
    store.close()


# -- dialogs over the way in, and leaving -------------------------------------------------------------------


@pytest.mark.parametrize("button", ["new_button", "server_button"])
def test_a_dialog_of_the_start_page_keeps_the_window_busy(qtbot, opened, button):
    window = opened()
    window.begin(None)
    settle(window)
    assert not window.busy
    getattr(window.entrance.start, button).click()
    dialog = open_dialog(window.work)
    assert window.busy
    assert dialog.size() == window.work.size()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert open_dialog(window.work) is dialog
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.busy


def test_the_office_that_was_left_is_named_no_more(opened, tmp_path):
    window = opened(with_login(tmp_path))
    band = window.band
    assert band._office.full_text == ""
    window.entrance.login.given.emit("ingvild", PASSWORD)
    settle(window)
    assert band._office.full_text == "Fjordvik kommune"
    window.stand_up(window.entrance.log_out)
    settle(window)
    assert window.entrance.currentWidget() is window.entrance.login
    assert band._office.full_text == ""
    window.entrance.choose()
    assert (band._office.full_text, band.user.accessibleName().strip()) == ("", text("ui.band.bruker", navn="").strip())


def test_what_is_typed_when_the_window_is_closed_is_a_draft(qtbot, opened, tmp_path):
    window = opened(make_office(tmp_path))
    window.open_page("leietakere")
    settle(window)
    window.room.current.new_record()
    dialog = open_dialog(window.work)
    qtbot.keyClicks(dialog.form.row("last_name").editor.focus, "Somby")
    close_window(qtbot, window)
    again = opened(str(tmp_path / "prove.boligdesk"))
    offer = open_dialog(again.work)
    assert [line.draft.form for line in offer.lines] == ["leietakere.ny"]
    offer.leave()


def test_a_dialog_that_cannot_be_left_keeps_the_window_open(opened, tmp_path):
    window = opened(make_office(tmp_path))
    window.show_refused(refuse("lager.tom_base"))
    dialog = open_dialog(window.work)
    dialog.may_leave = lambda: False
    window.close()
    settle(window)
    assert window.isVisible() and window.seat is not None
    dialog.may_leave = lambda: True
