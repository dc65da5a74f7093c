"""The helpers behind `dev.py`: what they find, what they say, what they leave alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, licences, locks, office, portable, qt_system
from tools.check import steps
from tools.licences import Entry

ROOT = Path(__file__).resolve().parents[2]


def _found(folder: Path, source: str) -> list[str]:
    package = folder / "pakke"
    package.mkdir()
    (package / "m.py").write_text(source, encoding="utf-8")
    return [finding.what for finding in portable.findings(package)]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("import fcntl", "fcntl"),
        ("def f():\n    from pwd import getpwnam", "pwd"),
        ("import os\nos.geteuid()", "os.geteuid"),
        ("x = '/tmp/bd'", "tempfile"),
        ("x = f'/tmp/{1}'", "tempfile"),
    ],
)
def test_what_windows_lacks_is_found(tmp_path: Path, source: str, word: str) -> None:
    assert [word in what for what in _found(tmp_path, source)] == [True]


def test_portable_code_is_left_alone(tmp_path: Path) -> None:
    source = "import os, tempfile\nfrom . import pwd\nx = os.path.join('tmp', '/template')\n"
    assert _found(tmp_path, source) == []


@pytest.mark.parametrize("licence", ["MIT", "LGPL-3.0-only OR GPL-2.0-only", "BSD License; Apache Software License"])
def test_a_licence_that_may_be_shipped(licence: str) -> None:
    assert Entry("x", "1", licence).allowed


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "GNU Affero General Public License v3", "AGPL-3.0", "ukjent"])
def test_a_licence_that_may_not(licence: str) -> None:
    assert not Entry("x", "1", licence).allowed


def test_the_shipped_packages_have_licences_and_the_big_ones_are_among_them() -> None:
    names = {locks.normal(entry.name) for entry in licences.shipped()}
    assert {"pyside6-essentials", "sqlalchemy", "reportlab", "psycopg"} <= names
    assert not {"pytest", "ruff", "hypothesis"} & names


def test_the_locks_are_in_order() -> None:
    assert locks.faults() == []


def test_a_lock_that_names_an_index_or_lacks_a_hash_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "requirements.lock"
    text = locks.RUNTIME.read_text(encoding="utf-8")
    broken.write_text("--index-url https://example.test/simple\nsix==1.0\n" + text, encoding="utf-8")
    monkeypatch.setattr(locks, "RUNTIME", broken)
    faults = locks.faults()
    assert "requirements.lock nevner en adresse" in faults
    assert "six: ingen hash" in faults
    assert "six: ulike versjoner i de to låsefilene" in faults


def test_marker_only_packages_of_other_systems_are_locked() -> None:
    assert {"pywin32-ctypes", "secretstorage", "tzdata"} <= locks.pins(locks.RUNTIME).keys()
    assert "colorama" in locks.pins(locks.DEVELOPER)


def test_qt_says_which_packages_it_misses() -> None:
    libraries = {"libc.so.6": "libc6", "libfinnesikke.so.9": "libfinnesikke9"}
    expected = ["libfinnesikke9"] if sys.platform == "linux" else ["libc6", "libfinnesikke9"]
    assert qt_system.missing(libraries) == expected


def test_without_rights_the_exact_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(qt_system, "OFFSCREEN", {"libfinnesikke.so.9": "libfinnesikke9"})
    monkeypatch.setattr(environment, "is_debian", lambda: True)
    monkeypatch.setattr(environment, "is_root", lambda: False)
    with pytest.raises(environment.SetupError, match="sudo apt-get install libfinnesikke9"):
        qt_system.ensure(screen=False)


def test_python_without_venv_names_the_exact_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "is_debian", lambda: True)
    monkeypatch.setattr(environment, "is_root", lambda: False)
    line = f"sudo apt-get install python3.{sys.version_info[1]}-venv"
    with pytest.raises(environment.SetupError, match=line):
        environment._get_ensurepip()


def test_no_screen_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not office.has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert office.has_screen()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_a_screen_that_is_gone_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "python", lambda: sys.executable)
    monkeypatch.setenv("DISPLAY", ":2077")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert not office.screen_answers()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert office.screen_answers()


def test_a_changed_lock_asks_for_a_new_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "x.lock"
    changed.write_bytes(environment.LOCK.read_bytes() + b"#\n")
    before = environment._wanted_stamp()
    monkeypatch.setattr(environment, "LOCK", changed)
    assert environment._wanted_stamp() != before


def test_check_contains_no_tests() -> None:
    assert not [step for step in steps() if any("pytest" in str(word) for word in step.command)]


def test_dev_explains_itself_without_installing_anything(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**environment.variables(), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 2
    for command in ("run", "test", "check", "bench", "shots", "demo"):
        assert f"\n  {command} " in done.stdout


def test_what_runs_before_the_environment_exists_needs_python_only() -> None:
    names = "tools.commands", "tools.environment", "tools.qt_system", "tools.office"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import {', '.join(names)}"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
