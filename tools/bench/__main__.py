"""`python -m tools.bench [rad …] [--json F]`: measure, print a table, write JSON."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import sys
import traceback
from dataclasses import asdict
from pathlib import Path

from ..environment import ROOT
from . import Reading, Row, all_rows, broken, calibration_ms

_JSON = ROOT / "out" / "bench.json"


def main() -> int:
    """Measure the rows asked for (all when none is named)."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("rader", nargs="*", help="navn på rader; ingen betyr alle")
    parser.add_argument("--json", type=Path, default=_JSON, help="hvor tallene skrives")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a measurement never opens a window on somebody's screen
    gc.disable()  # as in the program, whose window's thread collects
    chosen = [found for found in all_rows() if not wanted.rader or found.name in wanted.rader]
    calibration = calibration_ms()
    print(f"Kalibrering: {calibration:.1f} ms\n", flush=True)
    readings = {found.name: _taken(found) for found in chosen}
    _write(wanted.json, calibration, readings)
    print(f"\nTallene ligger i {wanted.json}")
    return 0


def _taken(found: Row) -> Reading:
    reading = _measured(found)
    gc.collect()
    verdict = {True: "ok  ", False: "OVER", None: "    "}[reading.within]
    value = "–" if reading.value is None else f"{reading.value:.1f} {reading.unit}"
    ratio = "" if reading.ratio is None else f"{reading.ratio:.2f} ×"
    print(f"{verdict} {found.name:<12} {value:>14} {ratio:>9}   {found.bar:<40} {reading.note}", flush=True)
    return reading


def _measured(found: Row) -> Reading:
    """A row that breaks down says why, and the rows after it are still taken."""
    try:
        return found.measure()
    except Exception as error:
        traceback.print_exc()
        return broken("", f"{type(error).__name__}: {error}")


def _write(path: Path, calibration: float, readings: dict[str, Reading]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    machine = {"system": platform.system(), "python": platform.python_version(), "kjerner": os.cpu_count()}
    lines = {name: {**asdict(reading), "within": reading.within} for name, reading in readings.items()}
    content = {"kalibrering_ms": calibration, "maskin": machine, "rader": lines}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
