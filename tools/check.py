"""`dev.py check`: everything that can be judged without running the program. Holds no tests.

All steps run, so that one call tells all; the exit code is 1 when any of them found something.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from .environment import ROOT, python, script, variables


@dataclass(frozen=True)
class Step:
    """One thing to check: what it is called on screen, and the command that exits 0 when it holds."""

    name: str
    command: Sequence[str]


def steps() -> list[Step]:
    """The steps in the order they are shown, quick ones first."""
    ruff, mypy = str(script("ruff")), [python(), "-m", "mypy"]
    return [
        Step("format", [ruff, "format", "--check", "."]),
        Step("stil", [ruff, "check", "."]),
        Step("flyttbarhet", [python(), "-m", "tools.portable"]),
        Step("låsefiler", [python(), "-m", "tools.locks", "--prov"]),
        Step("lisenser", [python(), "-m", "tools.licences", "--stille"]),
        Step("rommenes regler", [str(script("lint-imports"))]),
        Step("typer (Linux)", [*mypy, "--platform", "linux", "--cache-dir", ".mypy_cache/linux"]),
        Step("typer (Windows)", [*mypy, "--platform", "win32", "--cache-dir", ".mypy_cache/win32"]),
    ]


def main() -> int:
    """Run all steps; print one line for each that holds, and all it said for each that does not."""
    failed = [step.name for step in steps() if not _holds(step)]
    print(f"\nIkke i orden: {', '.join(failed)}" if failed else "\nAlt i orden.")
    return 1 if failed else 0


def _holds(step: Step) -> bool:
    start = time.perf_counter()
    done = subprocess.run(
        step.command, cwd=ROOT, env=variables(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    word = "ok  " if done.returncode == 0 else "FEIL"
    print(f"{word}  {step.name} ({time.perf_counter() - start:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
