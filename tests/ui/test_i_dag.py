"""The tab I dag: grouped lines, keys, acts under the list and in the menu, cover, fresh when somebody saves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from boligdesk.casework import absences, start, tasks, users
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.tasks import TaskInput
from boligdesk.database.engine import Store
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.i_dag import OFFICE, IDagPage
from boligdesk.ui.parts.buttons import plain_label
from boligdesk.ui.parts.dialog import DialogFrame
from boligdesk.ui.record_tabs.form_dialog import FormDialog
from boligdesk.ui.today.away import AbsenceDialog, absence_dialog
from tests.casework import stock_world
from tests.casework.stock_world import TODAY, World
from tests.support.excel import exported
from tests.support.window import BareWindow, bare_context

FRIDAY = date(2026, 11, 27)
PASSWORD = "langtpassord"


class Morning:
    """Siri at the page, in an office where Arne works too."""

    def __init__(self, world: World, jobs: Jobs, folder) -> None:
        self.world, self.jobs, self.folder = world, jobs, folder
        self.siri, self.arne = (start.login(world.store, login, PASSWORD) for login in ("siri", "arne"))
        self.window: BareWindow
        self.page: IDagPage

    def begin(self, desk: Desk | None = None) -> IDagPage:
        """Open the page."""
        ctx = bare_context(desk or self.siri, self.jobs, self.folder)
        self.ctx, self.window = ctx, ctx.window
        self.window.resize(1280, 720)
        self.page = IDagPage(ctx)
        self.window.show_page(self.page)
        self.window.show()
        self.page.on_show()
        self.wait()
        return self.page

    def wait(self) -> None:
        """Until nothing is under way."""
        for _turn in range(3):
            self.jobs.idle()

    def lines(self) -> list[str]:
        """What stands in the list, from the top: headings and titles."""
        model = self.page.table.paged
        return [
            str(model.index(line, 0 if model.id_at(line) is None else 1).data()) for line in range(model.rowCount())
        ]

    def press(self, label: str) -> None:
        """Press a button of the page or of the dialog over it."""
        top = self.dialog() or self.page
        found = [b for b in top.findChildren(QPushButton) if b.isVisible() and plain_label(b) == label]
        assert found, label
        found[0].click()
        self.wait()

    def buttons(self) -> list[str]:
        """What can be done with the line, under the list."""
        return [plain_label(b) for b in self.page.act_buttons if b.isVisible()]

    def dialog(self) -> DialogFrame | None:
        """The dialog on top."""
        self.wait()
        return next((d for d in self.window.findChildren(DialogFrame) if d.isVisible()), None)

    def fill(self, **typed: str) -> None:
        """Write in the fields of the dialog."""
        dialog = self.dialog()
        assert isinstance(dialog, FormDialog)
        for key, words in typed.items():
            editor = dialog.form.row(key).editor
            editor.set_raw(words)
            editor.edited.emit()

    def words(self) -> str:
        """Everything that can be read on the page."""
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def morning(store: Store, jobs: Jobs, tmp_path, qtbot, monkeypatch) -> Morning:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    world = stock_world.furnished(store)
    for task in tasks.task_ids(world.leader, tasks.TaskQuery()):
        tasks.drop_task(world.leader, task, 1, "hører ikke til her")
    for login, name in (("arne", "Arne Berg"), ("siri", "Siri Krogh")):
        made = users.add_user(world.leader, users.UserInput(login, name, Role.CASEWORKER), PASSWORD)
        world.ids[login] = made.value
    return Morning(world, jobs, tmp_path)


def _add(desk: Desk, title: str, due: date | None, **case: int) -> int:
    return tasks.add_task(desk, TaskInput(title, due, "avtalt", **case)).value


def test_lines_stand_under_why_they_are_there(morning: Morning) -> None:
    _add(morning.siri, "Ring", TODAY, tenancy_id=morning.world.ids["tenancy"])
    _add(morning.siri, "Skriv", TODAY - timedelta(2))
    _add(morning.arne, "Årsbesøk", FRIDAY)
    page = morning.begin()
    assert morning.lines() == ["Over fristen – 1", "Skriv", "Frister i dag – 1", "Ring"]
    assert (page.segments.button("mine").text(), page.segments.button(OFFICE).text()) == (
        *("Mine og dekning 2", "Hele kontoret 3"),
    )
    assert "1 frist i dag. 1 over fristen." in morning.words()
    assert morning.window.counts["i_dag"] == 2
    page.segments.choose(OFFICE)
    assert morning.lines()[-2:] == ["Senere denne uken – 1", "Årsbesøk"]
    row = page.table.paged.index(3, 1)
    assert "Kari Åse Hansen-Østby · Fjordgata 14, H0201 · kontrakt 2025-0007 · avtalt" in str(
        row.data(Qt.ItemDataRole.AccessibleTextRole)
    )


def test_enter_opens_the_case(morning: Morning, qtbot) -> None:
    _add(morning.siri, "Ring", TODAY, tenancy_id=morning.world.ids["tenancy"])
    page = morning.begin()
    page.first_focus().setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert morning.window.opened == [("tenancy", morning.world.ids["tenancy"])]


def test_a_task_of_no_case_offers_no_case(morning: Morning, qtbot) -> None:
    _add(morning.siri, "Rydd skapet", TODAY)
    page = morning.begin()
    assert morning.buttons() == ["Gjort …", "Utsett …", "Gi videre …"]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert [words for words, _undo in morning.window.said] == ["Oppgaven hører ikke til noen sak."]


def test_done_with_what_came_of_it(morning: Morning) -> None:
    task = _add(morning.siri, "Ring", TODAY)
    morning.begin()
    morning.press("Gjort …")
    morning.fill(outcome="Kommer fredag")
    morning.press("Merk som gjort")
    assert tasks.task_rows(morning.siri, [task])[task].outcome == "Kommer fredag"
    assert morning.lines() == []
    assert "Ingenting venter på deg" in morning.words()


def test_put_off_wants_a_reason_and_moves_the_line(morning: Morning) -> None:
    _add(morning.siri, "Ring", TODAY)
    morning.begin()
    morning.press("Utsett …")
    morning.fill(due="27.11.2026")
    morning.press("Utsett")
    assert morning.dialog() is not None
    morning.fill(why="Han er syk")
    morning.press("Utsett")
    assert morning.dialog() is None
    assert morning.lines() == ["Senere denne uken – 1", "Ring"]


def test_handed_over_it_stands_with_the_colleague(morning: Morning) -> None:
    task = _add(morning.siri, "Ring", TODAY)
    page = morning.begin()
    morning.press("Gi videre …")
    dialog = morning.dialog()
    assert isinstance(dialog, FormDialog)
    dialog.form.row("owner").editor.set_value(morning.world.ids["arne"])
    dialog.form.row("owner").editor.edited.emit()
    morning.fill(why="Arne kjenner saken")
    morning.press("Gi oppgaven videre")
    assert tasks.task_rows(morning.siri, [task])[task].owner == "Arne Berg"
    assert morning.lines() == []
    assert "1 oppgave eller frist venter på kollegene" in morning.words()
    page.segments.choose(OFFICE)
    assert morning.lines() == ["Frister i dag – 1", "Ring"]


def test_a_date_nobody_has_becomes_my_task(morning: Morning) -> None:
    desk, ids = morning.world.leader, morning.world.ids
    unit = stock_world.unit(desk, ids["vacant"])
    stock_world.tenancy(desk, unit, ids["tenant"], "2023-0009", "000009009", fixed_until=FRIDAY)
    page = morning.begin()
    assert morning.buttons() == ["Åpne saken", "Lag oppgave", "Gi videre …"]
    morning.press("Lag oppgave")
    assert morning.lines() == ["Senere denne uken – 1", "Leietiden går ut"]
    assert page.line is not None
    assert (page.line.owner, page.line.version) == ("Siri Krogh", 1)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_the_menu_holds_the_same_as_the_buttons(morning: Morning) -> None:
    _add(morning.siri, "Ring", TODAY, tenancy_id=morning.world.ids["tenancy"])
    page = morning.begin()
    page.table.customContextMenuRequested.emit(QPoint(20, 60))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if isinstance(action, QAction)]
    menu.close()
    assert words == morning.buttons() == ["Åpne saken", "Gjort …", "Utsett …", "Gi videre …"]


def test_one_who_may_only_read_is_offered_the_case_alone(morning: Morning) -> None:
    _add(morning.world.leader, "Ring", TODAY, tenancy_id=morning.world.ids["tenancy"])
    morning.begin(morning.world.desk(Role.READER))
    assert morning.buttons() == ["Åpne saken"]


def test_the_day_goes_to_excel_with_why_each_line_is_there(morning: Morning, tmp_path) -> None:
    _add(morning.siri, "Ring", TODAY, tenancy_id=morning.world.ids["tenancy"])
    _add(morning.arne, "Skriv", TODAY - timedelta(2))
    page = morning.begin()
    [_head, mine] = exported(morning.window, page.export_button, morning.jobs, tmp_path)
    assert (mine[0], mine[2], mine[5]) == ("Frister i dag", "Ring", "Siri Krogh")
    page.segments.choose(OFFICE)
    head, late, _mine = exported(morning.window, page.export_button, morning.jobs, tmp_path)
    assert head == ["Hvorfor nå", "Når", "Hva", "Gjelder", "Status", "Hvem"]
    assert late[:3] == ["Over fristen", date(2026, 11, 21), "Skriv"]


def test_the_file_holds_nobody_the_desk_may_not_see(morning: Morning, tmp_path) -> None:
    _add(morning.world.leader, "Ring", TODAY, person_id=morning.world.ids["mother"])
    _add(morning.world.leader, "Skriv", TODAY)
    page = morning.begin(morning.world.desk(Role.FOLLOW_UP))
    page.segments.choose(OFFICE)
    lines = exported(morning.window, page.export_button, morning.jobs, tmp_path)
    assert [line[2] for line in lines] == ["Hva", "Skriv"]


def test_cover_is_told_by_name_and_day(morning: Morning) -> None:
    _add(morning.arne, "Årsbesøk", TODAY)
    absences.set_absence(morning.arne, morning.world.ids["arne"], TODAY, FRIDAY, morning.world.ids["siri"])
    morning.begin()
    assert morning.lines() == ["Dekker for Arne B. til 27.11. – 1", "Årsbesøk"]
    assert "Arne B. er borte til 27.11., du dekker 1." in morning.words()


def test_an_absence_is_registered_and_ended_in_the_window(morning: Morning) -> None:
    morning.begin()
    absence_dialog(morning.ctx)
    dialog = morning.dialog()
    assert isinstance(dialog, AbsenceDialog)
    assert not dialog.back.isVisible()
    morning.fill(**{"from": "23.11.2026", "to": "27.11.2026"})
    morning.press("Lagre fraværet")
    (row,) = absences.absences(morning.siri)
    assert (row.name, row.from_date, row.to_date) == ("Siri Krogh", TODAY, FRIDAY)
    absence_dialog(morning.ctx)
    morning.press("Er tilbake nå")
    assert absences.absences(morning.siri) == ()


def test_what_a_colleague_saves_is_shown_and_the_line_stays(morning: Morning) -> None:
    _add(morning.siri, "Ring", TODAY)
    page = morning.begin()
    kept = page.table.chosen_id
    done = tasks.add_task(
        morning.arne, TaskInput("Aller først", TODAY - timedelta(1), owner_id=morning.world.ids["siri"])
    )
    morning.ctx.hub.announce(done.changes)
    morning.wait()
    assert morning.lines() == ["Over fristen – 1", "Aller først", "Frister i dag – 1", "Ring"]
    assert page.table.chosen_id == kept


def test_the_badge_follows_while_another_tab_is_shown(morning: Morning) -> None:
    page = morning.begin()
    page.hide()
    done = tasks.add_task(morning.siri, TaskInput("Ring", TODAY))
    morning.ctx.hub.announce(done.changes)
    morning.wait()
    assert morning.window.counts["i_dag"] == 1


def test_since_last_reaches_back_to_another_day(morning: Morning, monkeypatch) -> None:
    _add(morning.arne, "Gammelt", TODAY)
    page = morning.begin()
    assert "Siden sist" in morning.words()
    first = page.since
    morning.ctx.settings.set("idag/dag", "2026-11-20")
    page.on_show()
    assert page.since > first
    before = page.since
    page.on_show()
    assert page.since == before


def test_a_new_office_is_shown_where_to_begin(store: Store, jobs: Jobs, tmp_path, qtbot, monkeypatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    world = stock_world.found(store)
    morning = Morning.__new__(Morning)
    morning.world, morning.jobs, morning.folder = world, jobs, tmp_path
    page = morning.begin(world.leader)
    assert "Ingenting venter ennå" in morning.words()
    assert plain_label(page.first_focus()) == "Gå til Boliger"
    morning.press("Gå til Boliger")
    assert morning.window.pages == ["boliger"]
