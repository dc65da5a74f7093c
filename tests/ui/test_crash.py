"""What happens when the program itself fails: said once in plain words, written down without anybody's data."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from boligdesk.crashlog import describe, log_file, scrub, write_crash
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.shell import crash
from boligdesk.ui.shell.crash import Reporter, open_fault_file
from boligdesk.ui.shell.crash_box import CrashBox

SECRET = "Máret Ánne Somby"
NUMBER = "02" + "919112345"


def broken(value: str) -> None:
    raise ValueError(f"no such person '{value}' with {NUMBER}")


def caught(value: str = SECRET) -> ValueError:
    try:
        broken(value)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.fixture
def window(qtbot):
    home = QWidget()
    home.resize(1000, 700)
    qtbot.addWidget(home)
    with qtbot.waitExposed(home):
        home.show()
    return home


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("found 'Ola Nordmann' twice", "found «…» twice"),
        ('column "Kari" of «Sak»', "column «…» of «…»"),
        ("KID 004201108 is wrong", "KID ###### is wrong"),
        ("born 021191 12345", "born ######"),
        ("line 12345 of 99", "line 12345 of 99"),
    ],
)
def test_names_in_quotes_and_long_numbers_are_taken_out(words, left):
    assert scrub(words) == left


def test_the_description_says_where_and_no_values():
    details = describe(caught())
    assert "ValueError: no such person «…» with ######" in details
    assert "broken" in details and "test_crash.py" in details
    assert SECRET not in details and NUMBER not in details


def test_the_cause_is_told_too():
    try:
        try:
            broken("x")
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        details = describe(error)
    assert details.index("KeyError") < details.index("ValueError")
    assert SECRET not in details


def test_the_log_holds_no_values_and_is_kept_small():
    path = write_crash(caught())
    assert path == log_file()
    content = path.read_text(encoding="utf-8")
    assert "ValueError" in content and SECRET not in content and NUMBER not in content
    path.write_text("x" * 1_100_000, encoding="utf-8")
    write_crash(caught())
    assert path.stat().st_size < 10_000
    assert path.with_name("boligdesk.log.1").exists()


def test_the_same_error_is_told_once_and_another_again(qtbot, window):
    reporter = Reporter(window)
    reporter.show_over(window)
    for _ in range(3):
        reporter.report(caught())
    qtbot.waitUntil(lambda: open_dialog(window) is not None)
    first = open_dialog(window)
    first.go_on.click()
    qtbot.waitUntil(lambda: open_dialog(window) is None)
    reporter.report(caught())
    reporter.report(RuntimeError("another"))
    qtbot.waitUntil(lambda: open_dialog(window) is not None)
    assert "RuntimeError" in open_dialog(window).details
    assert len([d for d in window.findChildren(CrashBox) if d.isVisible()]) == 1


def test_errors_before_the_window_wait_for_it(qtbot, window):
    reporter = Reporter(window)
    reporter.report(caught())
    qtbot.wait(20)
    assert open_dialog(window) is None
    reporter.show_over(window)
    qtbot.waitUntil(lambda: open_dialog(window) is not None)


def test_an_error_in_another_thread_reaches_the_window(qtbot, window):
    reporter = Reporter(window)
    reporter.show_over(window)
    thread = threading.Thread(target=lambda: reporter.report(caught()))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: open_dialog(window) is not None)


def test_the_details_can_be_seen_and_copied_without_values(qtbot, window):
    box = CrashBox(window, "Noe gikk galt", "Alt er trygt", describe(caught()))
    box.open_box()
    copy = next(b for b in box.findChildren(QWidget) if b.accessibleName() == "Kopier detaljene")
    copy.click()
    assert "ValueError" in QApplication.clipboard().text()
    assert SECRET not in QApplication.clipboard().text()
    box.leave()


def test_what_killed_the_last_run_is_told_at_the_next(tmp_path):
    path = tmp_path / "crash.log"
    code = (
        "import faulthandler, sys, os\n"
        "from pathlib import Path\n"
        "from boligdesk.ui.shell.crash import open_fault_file\n"
        f"open_fault_file(Path({str(path)!r}))\n"
        "faulthandler._sigsegv()\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert found.returncode != 0
    heard = []
    former = open_fault_file(path, heard.append)
    assert "Segmentation fault" in former
    assert str(tmp_path) not in former
    assert len(heard) == 1
    crash._Install.file.close()
    assert open_fault_file(path, heard.append) == ""
    crash._Install.file.close()
