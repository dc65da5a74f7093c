"""What `dev.py` can do; each command is one function that returns an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from . import environment, office, qt_system
from .environment import SetupError, python, run

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
#: Files opened without an encoding are errors in our code (pyproject.toml), and silence in that of others.
STRICT = {**OFFSCREEN, "PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "ignore::EncodingWarning"}

USAGE = """Bruk: python3 dev.py KOMMANDO

  run     lager eksempelkontoret og åpner Boligdesk på det (uten skjerm: bilder og PDF-er i out/)
  test    kjører alle testene; det som står etter, går til pytest
  check   format, stil, typer, rommenes regler, flyttbarhet, lisenser
  bench   måler, og skriver tabell og JSON
  shots   et bilde av hver skjerm, lys og mørk, 100 % og 150 %
  demo    lager eksempelkontoret på nytt
  lock    lager låsefilene på nytt og prøver dem mot hvert operativsystem
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; a thing the person has to do first is said in one sentence."""
    name, *rest = arguments or [""]
    command = COMMANDS.get(name)
    if command is None:
        print(USAGE)
        return 2
    try:
        environment.ready()
        return command(rest)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


def _run(rest: Sequence[str]) -> int:
    screen = office.has_screen()
    qt_system.ensure(screen=screen)
    return office.open_window(rest) if screen and office.screen_answers() else office.show_without_screen()


def _demo(rest: Sequence[str]) -> int:
    return office.make_sample(rest, anew=True)


def _test(rest: Sequence[str]) -> int:
    """All tests on all cores, which take from each other at the end; with arguments of one's own, pytest decides."""
    qt_system.ensure(screen=False)
    workers = [] if rest else ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
    return run([python(), "-m", "pytest", "--durations=20", *workers, *rest], extra=STRICT)


def _module(name: str, extra: dict[str, str], *, draws: bool = True) -> Callable[[Sequence[str]], int]:
    def start(rest: Sequence[str]) -> int:
        if draws:
            qt_system.ensure(screen=False)
        return run([python(), "-m", name, *rest], extra=extra)

    return start


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": _run,
    "test": _test,
    "check": _module("tools.check", {}, draws=False),
    "bench": _module("tools.bench", OFFSCREEN),
    "shots": _module("boligdesk.ui.shots", OFFSCREEN),
    "demo": _demo,
    "lock": _module("tools.locks", {}, draws=False),
}
