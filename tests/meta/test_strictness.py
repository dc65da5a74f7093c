"""The guards of `tests/support/strict.py` bite: a test that does what they forbid fails."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytest_plugins = ["pytester"]


def _outcome(pytester: pytest.Pytester, source: str, place: str = "test_x.py") -> pytest.RunResult:
    path = pytester.path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    pytester.syspathinsert(ROOT)
    return pytester.runpytest_subprocess(
        "-p", "tests.support.surroundings", "-p", "tests.support.strict", "-p", "no:cacheprovider", str(path)
    )


def test_an_unexpected_warning_in_the_log_fails(pytester: pytest.Pytester) -> None:
    result = _outcome(pytester, "import logging\ndef test_a():\n    logging.getLogger('bd').warning('oi')\n")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*unexpected: WARNING bd: oi"])


def test_an_expected_warning_passes_and_a_missing_one_fails(pytester: pytest.Pytester) -> None:
    source = (
        "import logging\n"
        "def test_a(log_guard):\n    log_guard.expect('oi')\n    logging.getLogger('bd').warning('oi')\n"
        "def test_b(log_guard):\n    log_guard.expect('kommer aldri')\n"
    )
    result = _outcome(pytester, source)
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*never logged: kommer aldri"])


def test_a_modal_box_fails_instead_of_hanging(pytester: pytest.Pytester) -> None:
    source = (
        "from PySide6.QtWidgets import QDialog, QMessageBox\n"
        "def test_a(qapp):\n    QDialog().exec()\n"
        "def test_b(qapp):\n    QMessageBox.question(None, 'a', 'b')\n"
    )
    result = _outcome(pytester, source)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        ["*unexpected modal box: QDialog.exec*", "*unexpected modal box: QMessageBox.question*"]
    )


_SQL = """
import sys, threading, types
from sqlalchemy import create_engine, text
from sqlalchemy.pool import StaticPool

ENGINE = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
def ask():
    with ENGINE.connect() as c:
        c.execute(text("SELECT 1"))
window = types.ModuleType("boligdesk.ui.planted")
exec("def click(work): work()", window.__dict__)

def test_window_asks_itself():
    window.click(ask)

def test_window_asks_through_a_thread():
    thread = threading.Thread(target=window.click, args=[ask])
    thread.start(); thread.join()

def test_the_test_asks():
    ask()
"""


def test_sql_from_window_code_on_its_thread_fails(pytester: pytest.Pytester) -> None:
    result = _outcome(pytester, _SQL, "tests/ui/test_x.py")
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_window_asks_itself*", "boligdesk.ui.planted:1: SELECT 1"])


def test_a_test_sees_nothing_of_the_developers_own_settings(own_home: Path) -> None:
    from platformdirs import user_config_path, user_data_path

    assert own_home in user_config_path("boligdesk").parents
    assert own_home in user_data_path("boligdesk").parents
