"""A test's surroundings: no screen, a home folder of its own, nothing of the developer's settings."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_RUN = Path(tempfile.mkdtemp(prefix="bd-test-"))
atexit.register(shutil.rmtree, _RUN, ignore_errors=True)
_NUMBERS = itertools.count(1)

_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
_NOT_OURS = ("BOLIGDESK_DB", "BOLIGDESK_DATO", "BOLIGDESK_PSEUDO", "BOLIGDESK_BRUKER")


def _home(folder: Path) -> dict[str, str]:
    return {name: str(folder / name.lower()) for name in _FOLDERS} | {"HOME": str(folder)}


def _prepare_process() -> None:
    """Before Qt starts: it draws nowhere, and finds no settings, office or passwords of the developer's."""
    (_RUN / "runtime").mkdir(mode=0o700)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.update(_home(_RUN), XDG_RUNTIME_DIR=str(_RUN / "runtime"))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    for name in _NOT_OURS:
        os.environ.pop(name, None)


def _prepare_hypothesis() -> None:
    """The same examples every time by default; HYPOTHESIS_PROFILE=dypt searches for new ones."""
    settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50, database=None)
    slow = [HealthCheck.too_slow]
    settings.register_profile("dypt", deadline=None, max_examples=2000, database=None, suppress_health_check=slow)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


_prepare_process()
_prepare_hypothesis()


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, drafts and logs of this test lie in a folder that no other test sees."""
    folder = _RUN / f"hjem-{next(_NUMBERS)}"
    folder.mkdir()
    for name, value in _home(folder).items():
        monkeypatch.setenv(name, value)
    return folder
