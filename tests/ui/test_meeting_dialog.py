"""The restansemøte at the window: the list is chosen, told to others only as far as it may be, decided and closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import arrears_meetings, tasks
from boligdesk.casework.tasks import TaskQuery
from boligdesk.database.engine import Store
from boligdesk.rules.vocabulary import Role, TaskKind
from boligdesk.ui.arrears.meeting_dialog import MeetingDialog, meeting_dialog
from boligdesk.ui.arrears.meeting_lines import Place
from boligdesk.ui.arrears.meeting_new import NewMeetingDialog
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.labels import Label
from boligdesk.ui.parts.pdf_preview import PdfPreview
from tests.casework.arrears_world import DECEMBER, JANUARY, NOW, ArrearsWorld, arrears_world
from tests.casework.lease_world import lease_world

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


@pytest.fixture
def owing(store: Store, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    """Two months' rent is owed on 20 January 2027."""
    world = arrears_world(lease_world(store, monkeypatch), monkeypatch)
    world.owe(DECEMBER, JANUARY)
    return world


@pytest.fixture
def sit(jobs: Jobs, tmp_path: Path, qtbot) -> Callable[[ArrearsWorld], Counter]:
    def at(world: ArrearsWorld, role: Role | None = None) -> Counter:
        made = Counter(world.leases.as_role(role) if role else world.desk, jobs, tmp_path)
        qtbot.addWidget(made.window)
        return made

    return at


def _new(desk: Counter) -> NewMeetingDialog:
    meeting_dialog(desk.ctx)
    desk.wait()
    desk.press("ui.mote.nytt")
    dialog = desk.dialog
    assert isinstance(dialog, NewMeetingDialog)
    return dialog


def _place(dialog: NewMeetingDialog, account: int) -> Place:
    return dialog._rows()[account].place


def test_a_meeting_is_made_decided_and_closed_and_its_outcome_is_a_task(owing, sit):
    desk = sit(owing)
    meeting_dialog(desk.ctx)
    desk.wait()
    assert "Det er ikke holdt noe restansemøte ennå" in desk.words()
    desk.press("ui.mote.nytt")
    dialog = desk.dialog
    dialog.form.set_values(dialog.form.values() | {"attending": "Kari og Ola"})
    desk.wait()
    assert "1 sak på listen, 18 000 kr forfalt." in desk.words()
    dialog.toggle(owing.account)
    desk.wait()
    assert _place(dialog, owing.account) is Place.OUT and not dialog.save.isEnabled()
    dialog.toggle(owing.account)
    desk.wait()
    desk.press("ui.mote.lag_listen")
    meeting = desk.dialog
    assert isinstance(meeting, MeetingDialog) and not meeting.shut.isEnabled()
    words = desk.words()
    assert "Med på møtet: Kari og Ola." in words and "18 000 kr" in words and "ikke sjekket" in words
    desk.press("ui.mote.skriv_utfall")
    desk.fill(outcome="Kari ringer om avtale", due=date(2027, 1, 29))
    assert "Kari ringer om avtale" in desk.words() and meeting.shut.isEnabled()
    found = tasks.task_rows(owing.desk, tasks.task_ids(owing.desk, TaskQuery())).values()
    assert [row.due for row in found if row.kind is TaskKind.MEETING_OUTCOME] == [date(2027, 1, 29)]
    desk.page.open_record("rent_account", owing.account)
    desk.wait()
    [told] = [label for label in desk.page.findChildren(Label) if label.text() == "Kari ringer om avtale"]
    assert told.isVisible(), "the case tells what the meeting came to"
    desk.press("ui.mote.vis_listen")
    assert desk.dialog.findChild(PdfPreview).pages >= 1
    desk.dialog.leave()
    desk.wait()
    desk.press("ui.mote.lukk")
    desk.press("ui.mote.lukk")
    desk.wait()
    [line] = arrears_meetings.meetings(owing.desk)
    assert line.closed_on == NOW and "Lukket 20.01.2027." in desk.words()


def test_with_others_there_a_household_needs_a_consent(owing, sit):
    desk = sit(owing)
    dialog = _new(desk)
    dialog.form.set_values(dialog.form.values() | {"outsiders": True})
    dialog.form.edited.emit("outsiders")
    desk.wait()
    assert _place(dialog, owing.account) is Place.NEEDS_CONSENT and not dialog.save.isEnabled()
    dialog.toggle(owing.account)
    desk.wait()
    desk.fill(consent="Samtykke 12.01.2027")
    assert _place(dialog, owing.account) is Place.WHOLE and dialog.save.isEnabled()
    desk.press("ui.mote.lag_listen")
    assert "Samtykke 12.01.2027" in desk.words() and "Andre enn boligkontoret er med." in desk.words()


def test_a_reader_sees_the_meetings_and_writes_nothing(owing, sit):
    given = arrears_meetings.MeetingInput(NOW, [owing.account])
    arrears_meetings.open_meeting(owing.desk, given)
    desk = sit(owing, Role.READER)
    dialog = meeting_dialog(desk.ctx)
    desk.wait()
    assert dialog.table.paged.rowCount() == 1
    assert not dialog.new.isVisible() and not dialog.shut.isVisible()
    assert "Skriv utfallet" not in desk.words()
