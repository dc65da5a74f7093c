"""The lanes: answers arrive in the window's thread, stale ones are dropped, closing waits for writes only."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from boligdesk.rules.messages import RefusedError, msg, refuse
from boligdesk.ui.jobs import Jobs, Progress

SAVING = msg("ui.jobb.lagrer")


@pytest.fixture
def jobs(qapp):
    lanes = Jobs()
    yield lanes
    lanes.close(closed=lambda: None)
    lanes.idle()


def test_the_work_runs_elsewhere_and_the_answer_arrives_here(jobs):
    threads = []
    jobs.read(
        lambda: threads.append(current_thread()) or 7,
        owner=jobs,
        topic="a",
        done=lambda value: threads.append((current_thread(), value)),
    )
    jobs.idle()
    assert threads[0] is not main_thread()
    assert threads[1] == (main_thread(), 7)


def test_only_the_newest_question_on_a_topic_is_answered(jobs):
    gate, got = Event(), []
    for number in range(5):
        jobs.read(lambda n=number: gate.wait(5) and n, owner=jobs, topic="sok", done=got.append)
    jobs.read(lambda: "annet", owner=jobs, topic="annet", done=got.append)
    gate.set()
    jobs.idle()
    assert sorted(got, key=str) == [4, "annet"]


def test_the_same_topic_of_two_owners_is_two_questions(jobs):
    one, two, got = QObject(), QObject(), []
    jobs.read(lambda: 1, owner=one, topic="t", done=got.append)
    jobs.read(lambda: 2, owner=two, topic="t", done=got.append)
    jobs.idle()
    assert sorted(got) == [1, 2]


def test_an_answer_to_a_window_that_is_gone_is_dropped(jobs):
    gate, got, owner = Event(), [], QObject()
    jobs.read(lambda: gate.wait(5), owner=owner, topic="t", done=got.append, ended=lambda: got.append("slutt"))
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    jobs.idle()
    assert got == []


def test_a_refusal_goes_to_the_caller_and_a_bug_to_the_crash_box(jobs):
    refused, crashed, ended, unheard = [], [], [], []
    jobs.crashed.connect(crashed.append)
    jobs.refused.connect(unheard.append)

    def no() -> None:
        raise refuse("ui.jobb.proeve")

    jobs.write(no, owner=jobs, name=SAVING, failed=refused.append, ended=lambda: ended.append(1))
    jobs.write(no, owner=jobs, name=SAVING)
    jobs.write(lambda: 1 / 0, owner=jobs, name=SAVING, failed=refused.append, ended=lambda: ended.append(2))
    jobs.idle()
    assert [type(e) for e in refused] == [RefusedError]
    assert [type(e) for e in crashed] == [ZeroDivisionError]
    assert [type(e) for e in unheard] == [RefusedError]
    assert ended == [1, 2]


def test_writes_keep_their_order_and_none_is_lost(jobs):
    order, got = [], []
    for number in range(300):
        jobs.write(lambda n=number: order.append(n) or n, owner=jobs, name=SAVING, done=got.append)
    jobs.idle()
    assert order == got == list(range(300))


def test_long_work_tells_its_progress_and_lets_a_save_in_between_chunks(jobs):
    told, log, saved = [], [], Event()

    def work(hand: Progress) -> str:
        hand.write(lambda: log.append("bit 1"))
        saved.wait(5)
        hand.write(lambda: log.append("bit 2"))
        hand.tell(2, 2)
        return "ferdig"

    got = []
    jobs.long(work, owner=jobs, done=got.append, progress=lambda d, t: told.append((d, t)))
    jobs.write(lambda: log.append("lagret") or saved.set(), owner=jobs, name=SAVING)
    jobs.idle()
    assert got == ["ferdig"]
    assert log.index("lagret") < log.index("bit 2")
    assert told[-1] == (2, 2)


def test_a_flood_of_progress_is_told_newest_only(jobs):
    told = []

    def work(hand: Progress) -> None:
        for number in range(1, 20_001):
            hand.tell(number, 20_000)

    jobs.long(work, owner=jobs, done=lambda _: None, progress=lambda d, _t: told.append(d))
    jobs.idle()
    assert told[-1] == 20_000
    assert told == sorted(told)
    assert len(told) < 20_000


def test_long_work_can_be_cancelled_and_says_so(jobs):
    started, seen = Event(), []

    def work(hand: Progress) -> None:
        started.set()
        while True:
            hand.check()

    task = jobs.long(work, owner=jobs, done=seen.append, cancelled=lambda: seen.append("avbrutt"))
    assert started.wait(5)
    task.cancel()
    jobs.idle()
    assert seen == ["avbrutt"]


def test_typing_is_answered_once_when_the_fingers_rest(jobs, qtbot):
    calls = []
    for letter in "abc":
        jobs.soon(lambda c=letter: calls.append(c), owner=jobs, topic="filter", delay_ms=20)
    assert calls == []
    qtbot.waitUntil(lambda: calls == ["c"])


def test_idle_takes_every_pause_as_over_in_its_turn_and_calls_once(jobs, qtbot):
    calls = []
    for name, pause in (("tegn", 60_000), ("spor", 50), ("lukk", 40_000)):
        jobs.soon(lambda n=name: calls.append(n), owner=jobs, topic=name, delay_ms=pause)
    jobs.idle(5)
    assert calls == ["spor", "lukk", "tegn"]
    qtbot.wait(60)
    assert len(calls) == 3, "the clock of a pause that is over rings for nobody"


def test_closing_drops_reads_names_the_write_and_waits_for_it(qapp):
    jobs, gate, log = Jobs(), Event(), []
    jobs.read(lambda: gate.wait(5), owner=jobs, topic="t", done=lambda _: log.append("lest"))
    jobs.write(lambda: gate.wait(5), owner=jobs, name=SAVING, done=lambda _: log.append("lagret"))
    jobs.close(closed=lambda: log.append("lukket"), waiting=lambda names: log.append(names))
    assert log == [(SAVING,)]
    with pytest.raises(RuntimeError):
        jobs.write(lambda: None, owner=jobs, name=SAVING)
    gate.set()
    jobs.idle()
    assert log == [(SAVING,), "lagret", "lukket"]


def test_closing_with_nothing_to_save_is_immediate(qapp):
    jobs, log = Jobs(), []
    jobs.close(closed=lambda: log.append("lukket"), waiting=log.append)
    assert log == ["lukket"]


def test_what_an_answer_put_on_the_screen_is_seen_however_early_it_came(jobs, qtbot):
    """Qt shows a widget in a layout one turn after it was put there: a fast answer must not end the wait before."""
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    window.show()
    jobs.read(lambda: "a", owner=window, topic="t", done=lambda said: rows.addWidget(QLabel(said)))
    jobs._reads.shutdown(wait=True)  # the answer lies in the window's queue before the wait begins
    jobs.idle()
    assert [label.isVisible() for label in window.findChildren(QLabel)] == [True]


def test_idle_tells_when_something_hangs(jobs):
    gate = Event()
    jobs.read(gate.wait, owner=jobs, topic="t", done=lambda _: None)
    with pytest.raises(TimeoutError):
        jobs.idle(0.05)
    gate.set()
