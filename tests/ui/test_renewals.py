"""The window Forlengelsesrunde: a round is started, its letters printed, sent and answered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework.application_list import ApplicationQuery, application_ids
from boligdesk.casework.documents import CaseLink, documents_of
from boligdesk.casework.renewal_list import RenewalQuery, renewal_ids, renewal_rounds, renewal_rows
from boligdesk.casework.renewals import RoundInput, start_round
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import RenewalAnswer
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.applications import renewals
from boligdesk.ui.applications.renewals import RenewalsDialog, make_letters, renewals_dialog
from boligdesk.ui.applications.renewals_forms import NewRoundDialog, round_of
from boligdesk.ui.jobs import CancelledError, Jobs, Progress
from boligdesk.ui.record_tabs.form_dialog import FormDialog
from tests.casework.lease_world import LeaseWorld, lease_world

from .test_soknader import Counter, _open

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
NOW = date(2029, 3, 1)


@pytest.fixture
def leases(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    world = lease_world(store, monkeypatch)
    world.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", NOW.isoformat())
    return world


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letters that went to the printer."""
    gone: list[str] = []
    monkeypatch.setattr(renewals, "to_printer", lambda _ctx, papers: gone.extend(p.file_name for p in papers))
    return gone


def _at(leases: LeaseWorld, jobs: Jobs, folder: Path, role: Role = Role.LEADER) -> Counter:
    made = Counter.__new__(Counter)
    _open(made, leases.desk if role is Role.LEADER else leases.as_role(role), jobs, folder)
    return made


def _settle(counter: Counter) -> None:
    for _ in range(3):
        counter.wait()
        counter.jobs.idle()


def _started(counter: Counter) -> RenewalsDialog:
    window = renewals_dialog(counter.ctx)
    _settle(counter)
    window.start()
    _settle(counter)
    dialog = counter.dialog(NewRoundDialog)
    assert isinstance(dialog, NewRoundDialog)
    dialog.submit()
    _settle(counter)
    return window


def test_without_a_round_the_window_says_how_to_begin(leases: LeaseWorld, jobs: Jobs, tmp_path: Path) -> None:
    counter = _at(leases, jobs, tmp_path)
    window = renewals_dialog(counter.ctx)
    _settle(counter)
    assert (window.none.isVisible(), window.list.isVisible(), window.answer.isVisible()) == (True, False, False)


def test_a_new_round_tells_how_many_are_asked_and_leaves_the_days_out_for_all(
    leases: LeaseWorld, jobs: Jobs, tmp_path: Path
) -> None:
    counter = _at(leases, jobs, tmp_path)
    window = renewals_dialog(counter.ctx)
    window.start()
    _settle(counter)
    dialog = counter.dialog(NewRoundDialog)
    assert isinstance(dialog, NewRoundDialog)
    assert dialog.count.text().startswith("1 leieforhold blir spurt")
    dialog.form.set_values({"who": "all"})
    asked = round_of(dialog.form.values())
    assert (asked.ends_from, asked.ends_to, asked.tenancy_ids) == (None, None, None)


def test_letters_are_printed_marked_sent_and_answered(
    leases: LeaseWorld, jobs: Jobs, tmp_path: Path, printed: list[str]
) -> None:
    counter = _at(leases, jobs, tmp_path)
    window = _started(counter)
    [made] = renewal_rounds(leases.desk)
    assert (made.total, made.printed) == (1, 0)
    window.print_letters()
    _settle(counter)
    assert len(printed) == 1
    assert window.told[0].title == "1 brev er laget."
    window.mark_sent()
    _settle(counter)
    sent = counter.dialog(FormDialog)
    assert isinstance(sent, FormDialog)
    sent.submit()
    _settle(counter)
    [made] = renewal_rounds(leases.desk)
    assert (made.printed, made.sent) == (1, 1)
    window.list.table.choose_first()
    window.answer.click()
    _settle(counter)
    reply = counter.dialog(FormDialog)
    assert isinstance(reply, FormDialog)
    reply.submit()
    _settle(counter)
    [row] = renewal_rows(leases.desk, renewal_ids(leases.desk, RenewalQuery(made.id))).values()
    assert (row.answer, [row.application_id]) == (RenewalAnswer.WANTS, application_ids(leases.desk, ApplicationQuery()))
    assert "1 har svart" in window.state.text()


def test_a_reader_sees_the_round_and_can_do_nothing_with_it(leases: LeaseWorld, jobs: Jobs, tmp_path: Path) -> None:
    start_round(leases.desk, RoundInput("Runde", date(2029, 5, 1)))
    counter = _at(leases, jobs, tmp_path, Role.READER)
    window = renewals_dialog(counter.ctx)
    _settle(counter)
    buttons = (window.new, window.letters, window.sent, window.answer)
    assert [button.isVisible() for button in buttons] == [False, False, False, False]
    assert window.list.isVisible()


def test_a_stopped_batch_keeps_its_letters_prints_none_and_goes_on_without_doubling(
    leases: LeaseWorld, jobs: Jobs, tmp_path: Path
) -> None:
    start_round(leases.desk, RoundInput("Runde", date(2029, 5, 1)))
    counter = _at(leases, jobs, tmp_path)
    [made] = renewal_rounds(leases.desk)
    stopped = Progress(lambda _done, _total: stopped.cancel(), lambda chunk: chunk())
    with ThreadPoolExecutor(1) as lane:
        assert isinstance(lane.submit(make_letters, counter.ctx, made, stopped).exception(), CancelledError)
    filed = documents_of(leases.desk, CaseLink(tenancy_id=1))
    onward = Progress(lambda _done, _total: None, lambda chunk: chunk())
    with ThreadPoolExecutor(1) as lane:
        again = lane.submit(make_letters, counter.ctx, made, onward).result()
    assert again is not None
    assert len(again.papers) == 1
    assert documents_of(leases.desk, CaseLink(tenancy_id=1)) == filed
