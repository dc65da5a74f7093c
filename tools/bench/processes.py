"""Measuring whole programs: time until they say something, and the file operations between two marks."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ..environment import ROOT, variables

_BEGIN, _END = "/boligdesk-bench-begin", "/boligdesk-bench-end"


class ProgramError(Exception):
    """The measured program ended before it said what was waited for."""


def ms_until(word: str, source: str, runs: int = 5) -> float:
    """Median milliseconds from starting a Python with `source` until it prints a line with `word`."""
    _once(word, source)
    return statistics.median(_once(word, source) for _ in range(runs))


def _once(word: str, source: str) -> float:
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", source],
        cwd=ROOT,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as program:
        assert program.stdout
        for line in program.stdout:
            if word in line:
                taken = (time.perf_counter() - start) * 1000
                program.wait()
                return taken
        assert program.stderr
        raise ProgramError(program.stderr.read().strip().splitlines()[-1:] or "sa ingenting")


def mark_begin() -> None:
    """The measured program calls this where the counting of file operations starts."""
    Path(_BEGIN).exists()


def mark_end() -> None:
    """… and this where it ends."""
    Path(_END).exists()


def file_operations(source: str) -> int | None:
    """System calls on files between the two marks of a Python program; None where there is no strace."""
    strace = shutil.which("strace")
    if strace is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "strace"
        command = [strace, "-f", "-e", "trace=file,desc", "-o", str(log), sys.executable, "-c", source]
        subprocess.run(command, cwd=ROOT, env=variables(), check=True, capture_output=True)
        return _between_marks(log.read_text(encoding="utf-8", errors="replace").splitlines())


def _between_marks(lines: list[str]) -> int:
    begin = max(number for number, line in enumerate(lines) if _BEGIN in line)
    end = max(number for number, line in enumerate(lines) if _END in line)
    return sum(1 for line in lines[begin + 1 : end] if "(" in line and "resumed" not in line)
