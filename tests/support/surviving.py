"""What keeps a test process alive, and what it leaves when it dies all the same.

Garbage is collected between tests, on the window's thread, as the program does (`boligdesk.ui.collector`). Where a
worker dies, the stack of every thread is printed with the results, whoever printed what in between.
"""

from __future__ import annotations

import faulthandler
import gc
import itertools
import os
from pathlib import Path
from typing import TextIO

import pytest

_EVERY = 100
_TESTS = itertools.count(1)
_FOLDER = "BOLIGDESK_TEST_STACKS"
_OPEN: list[TextIO] = []


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Each process writes into a file of its own; the first one makes the folder for all."""
    gc.disable()
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = str(config.rootpath / ".pytest_cache" / "stabler" / str(os.getpid()))
    folder = Path(os.environ[_FOLDER])
    folder.mkdir(parents=True, exist_ok=True)
    _OPEN.append((folder / f"{os.getpid()}.txt").open("w", encoding="utf-8"))
    faulthandler.enable(_OPEN[-1])


def pytest_unconfigure() -> None:
    """Whatever dies later dies without us."""
    faulthandler.disable()
    while _OPEN:
        _OPEN.pop().close()


def pytest_runtest_teardown() -> None:
    """The young ones after every test, all of it now and then."""
    gc.collect(2 if next(_TESTS) % _EVERY == 0 else 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The stacks of the processes that died."""
    for path in sorted(Path(os.environ[_FOLDER]).glob("*.txt")):
        if stacks := path.read_text(encoding="utf-8", errors="replace"):
            terminalreporter.section(f"a process died: {path.stem}")
            terminalreporter.write_line(stacks)
