"""The main window on a real office: opening, tabs, roles, colleagues, skjermvern, closing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from boligdesk.casework import persons, settings, start, users
from boligdesk.casework.core.changes import Changes
from boligdesk.casework.feed import Watch
from boligdesk.rules.messages import msg, refuse
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.parts.labels import ElidedLabel, Label
from boligdesk.ui.shell.hub import Hub
from boligdesk.ui.shell.main_window import MainWindow
from boligdesk.ui.shell.messages import show_fault
from boligdesk.ui.shell.user_settings import UserSettings

from .shell_support import close_window, desk_at, make_office, open_window, settle

PASSWORD = "korrekt hest batteri"


@pytest.fixture
def target(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def window(qtbot, tmp_path, target):
    opened = open_window(qtbot, tmp_path, target)
    yield opened
    if not opened._closed:
        close_window(qtbot, opened)


def words_in(widget) -> str:
    labels = [label for kind in (Label, ElidedLabel) for label in widget.findChildren(kind)]
    return " | ".join(getattr(label, "full_text", "") or label.text() for label in labels if label.isVisible())


def test_the_frame_is_painted_before_anything_behind_it_is_loaded(tmp_path):
    code = (
        "import sys\n"
        "from boligdesk.ui import app as program\n"
        "shell = 'boligdesk.ui.shell.'\n"
        "heavy = {'sqlalchemy', 'reportlab', 'pandas', 'cryptography', 'boligdesk.ui.parts.table_view',\n"
        "         'boligdesk.ui.jobs', 'logging.handlers', shell + 'entrance', shell + 'desk_tools',\n"
        "         shell + 'messages'}\n"
        "def begin(window, target):\n"
        "    print(sorted(heavy & set(sys.modules)))\n"
        "    program.QApplication.quit()\n"
        "program._begin = begin\n"
        "program.MainWindow.paintEvent = lambda window, event: print('painted')\n"
        "sys.exit(program.main([]))\n"
    )
    own = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")}
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert found.stdout.split("\n")[:2] == ["painted", "[]"]


def test_the_training_office_opens_without_password_and_says_so(window):
    assert window.seat.desk.who.role is Role.LEADER
    assert "Fjordvik kommune · Opplæring" in words_in(window.band)
    assert window.windowTitle() == "Fjordvik kommune – Boligdesk"
    assert [window.tabs.tabText(i) for i in range(window.tabs.count())] == [
        "I dag",
        "Boliger",
        "Leietakere",
        "Søknader",
        "Veiledning",
        "Restanser",
    ]
    assert window.tabs.current == window.room.current.key == "i_dag"


def test_the_training_office_can_be_tried_as_each_role_live(window):
    before = window.room
    action = next(a for a in window.band.user_menu.actions() if a.text() == "Prøv som skranke")
    action.trigger()
    settle(window)
    assert window.seat.desk.who.role is Role.COUNTER
    assert window.room is not before
    assert window.room.ctx.desk.who.role is Role.COUNTER


@pytest.mark.parametrize(
    ("key", "page"), [(Qt.Key.Key_1, "i_dag"), (Qt.Key.Key_4, "soknader"), (Qt.Key.Key_6, "restanser")]
)
def test_a_key_goes_to_its_tab_by_name(qtbot, window, key, page):
    window.open_page("veiledning")
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.tabs.current == page
    assert window.room.current.key == page


def test_keys_of_the_window_rest_while_a_dialog_is_open(qtbot, window):
    window.open_page("restanser")
    settle(window)
    dialog = window.tools.help()
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.current == "restanser"
    assert not window.tools.searching
    dialog.leave()


def test_help_is_that_of_the_place(qtbot, window):
    window.open_page("veiledning")
    settle(window)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = open_dialog(window.work)
    assert dialog.page.toPlainText().startswith("Veiledning")
    dialog.leave()


def test_skjermvern_covers_names_title_and_dialogs(qtbot, window):
    window.open_page("restanser")
    settle(window)
    window.tools.help()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.shielded
    assert window.windowTitle() == "Boligdesk"
    assert not window.work.isVisible()
    shown = words_in(window)
    assert "Fjordvik kommune" in shown and "Restanser" not in shown and "Leder" not in shown
    qtbot.keyClick(window.shield, Qt.Key.Key_F9)
    assert window.work.isVisible() and open_dialog(window.work) is not None
    open_dialog(window.work).leave()


def test_what_a_colleague_saves_is_announced(qtbot, window, target):
    heard = []
    window.hub.changed.connect(lambda changes, who: heard.append((changes, who)))
    with desk_at(target) as colleague:
        form = settings.office(colleague)
        settings.change_setting(colleague, settings.OfficeSetting.JOURNAL_DAYS, 9)
        assert form.facts.name == "Fjordvik kommune"
    window.tools._watch._active = lambda: True
    window.tools._watch.ask()
    settle(window)
    assert heard and heard[0][0].touches("setting") and heard[0][1] is None


def test_the_status_bar_says_who_is_in(qtbot, window, target):
    with desk_at(target) as colleague:
        users.add_user(colleague, users.UserInput("siri", "Siri Krogh", Role.LEADER), PASSWORD)
    store = start.open_office(target)
    other = Watch(start.login(store, "siri", PASSWORD))
    other.present()
    window.tools._watch.ask_who_is_in()
    settle(window)
    assert "2 pålogget" in words_in(window.status) and "Siri K." in words_in(window.status)
    other.close()
    store.close()


def test_a_hidden_view_hears_in_one_what_it_missed(qtbot, window):
    page = window.room.page("soknader")
    told = []
    hub = Hub()
    hub.listen(page, lambda changes, who: told.append(changes), "person")
    page.hide()
    hub.announce(Changes({"person": frozenset({1})}), None)
    hub.announce(Changes({"person": frozenset({2}), "task": frozenset({7})}), None)
    hub.announce(Changes({"task": frozenset({8})}), None)
    assert told == []
    page.show()
    window.open_page("soknader")
    assert [sorted(changes.of("person")) for changes in told] == [[1, 2]]


def test_a_refusal_is_said_in_plain_words_with_the_mend(qtbot, window):
    dialog = show_fault(window.work, refuse("tilgang.kort_passord", lengde=10))
    assert "Passordet er for kort." in words_in(dialog) and "Bruk minst 10 tegn." in words_in(dialog)
    dialog.leave()


def test_a_lost_feed_reads_everything_anew(window):
    asked = []
    window.open_page("veiledning")
    settle(window)
    window.room.current.reload = lambda: asked.append(1)
    window.hub.lost.emit()
    settle(window)
    assert asked == [1]


def test_closing_waits_for_what_is_being_saved(qtbot, window, target):
    let_go = Event()
    done = []

    def slow():
        let_go.wait(5)
        return settings.change_setting(window_desk, settings.OfficeSetting.JOURNAL_DAYS, 12)

    window_desk = window.seat.desk
    ctx = window.room.ctx
    ctx.write(slow, owner=window.room, name=msg("ui.innst.kontoret"), done=lambda _n: done.append(1))
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: "Lukker når dette er lagret: Kontoret" in words_in(window.status))
    let_go.set()
    qtbot.waitUntil(lambda: window._closed and not window.isVisible(), timeout=10_000)
    with desk_at(target) as desk:
        kept = {row.key: row.value for row in settings.office_settings(desk)}
    assert kept[settings.OfficeSetting.JOURNAL_DAYS] == 12


def test_the_height_of_the_window_is_remembered(qtbot, tmp_path, target):
    first = open_window(qtbot, tmp_path, target)
    first.resize(1100, 700)
    close_window(qtbot, first)
    fresh = MainWindow(UserSettings(tmp_path / "vindu.json"))
    assert fresh.height() == 700  # the width is that of the offscreen screen
    close_window(qtbot, fresh)


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_the_waiting_tabs_fit_and_their_first_button_does_something(qtbot, window, size):
    window.resize(*size)
    for key in ("veiledning", "restanser"):
        window.open_page(key)
        settle(window)
        assert (window.width(), window.height()) == size
        state = window.room.current.state
        assert state.buttons(), key
        for label in state.findChildren(Label):
            assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap()


def test_the_first_button_of_restanser_opens_the_import(qtbot, window):
    window.open_page("restanser")
    settle(window)
    qtbot.keyClick(window.room.current.state.buttons()[0], Qt.Key.Key_Return)
    settle(window)
    dialog = open_dialog(window.work)
    assert dialog is not None
    assert "0 av 0 leieforhold har leie" in words_in(window.room.current)
    dialog.leave()


def test_an_act_is_told_noted_and_can_be_undone(qtbot, window):
    desk, ctx = window.seat.desk, window.room.ctx
    new = persons.NewPerson(persons.PersonInput("Eira", "Marit Inga", date(1968, 5, 17)))
    made = []
    ctx.write(
        lambda: persons.register(desk, new),
        owner=window.room,
        name=msg("ui.side.leietakere"),
        done=made.append,
        said="Marit Inga Eira er registrert",
        undo=True,
    )
    settle(window)
    toast = window.toasts.current
    assert toast.accessibleName() == "Marit Inga Eira er registrert"
    assert re.search(r"Alt er lagret \d\d\.\d\d", words_in(window.status))
    assert window.tools._finder.find("eira").total == 1
    qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    settle(window)
    assert window.tools._finder.find("eira").total == 0
