"""The sample office for `dev.py run` and `dev.py demo`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .environment import ROOT, python, run, variables

OUT = ROOT / "out"
SAMPLE = OUT / "eksempel" / "eksempelkontor.db"


def has_screen() -> bool:
    """Whether a window can be shown to somebody here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def screen_answers() -> bool:
    """Whether Qt can open that screen: a DISPLAY left over from a lost connection looks like one and is none."""
    if sys.platform != "linux":
        return True
    question = [python(), "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"]
    return subprocess.run(question, env=variables(), capture_output=True, check=False).returncode == 0


def make_sample(rest: Sequence[str] = (), *, anew: bool = False) -> int:
    """Make the sample office in `out/eksempel/`, unless it is there; `anew` throws the old one away."""
    if anew:
        shutil.rmtree(SAMPLE.parent, ignore_errors=True)
    if SAMPLE.exists():
        return 0
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    code = run([python(), "-m", "boligdesk", "demo", "--db", SAMPLE, *rest])
    if code == 0:
        print(f"Eksempelkontoret ligger i {_short(SAMPLE)}")
    return code


def open_window(rest: Sequence[str] = ()) -> int:
    """Open Boligdesk on the sample office; the exit code of the window."""
    return make_sample() or run([python(), "-m", "boligdesk", "--db", SAMPLE, *rest])


def show_without_screen() -> int:
    """The office's main job through the same windows, photographed, for machines without a screen."""
    print("Ingen skjerm her: kjører de samme vinduene uten skjerm.", flush=True)
    code = run(
        [python(), "-m", "boligdesk.ui.showcase", "--ut", OUT],
        extra={"QT_QPA_PLATFORM": "offscreen"},
    )
    if code == 0:
        _tell_what_lies_in(OUT)
    return code


def _tell_what_lies_in(folder: Path) -> None:
    print(f"\nBilder og utskrifter ligger i {_short(folder)}:")
    for path in sorted(folder.iterdir()):
        if path.suffix in {".png", ".pdf", ".xlsx"}:
            print(f"  {path.name}")


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
