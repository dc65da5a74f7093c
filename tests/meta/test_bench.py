"""The measurements judge what they print: a breached part says so, and a broken row stops no other."""

from __future__ import annotations

import gc
import json
import sys

import pytest

from tools import bench
from tools.bench import Growth, Reading, Row, grown
from tools.bench import __main__ as program


@pytest.mark.parametrize(
    ("reading", "within"),
    [
        (Reading(26.0, "ms", limit=60.0), True),
        (Reading(61.0, "ms", limit=60.0), False),
        (Reading(26.0, "ms", limit=60.0, growth=Growth(4.5, 2.5)), False),
        (Reading(26.0, "ms", limit=60.0, growth=Growth(2.4, 2.5)), True),
        (Reading(900.0, "ms", 1.7, 1.6), False),
        (bench.not_measured("ms", "strace mangler"), None),
        (bench.broken("ms", "listen kom ikke"), False),
    ],
)
def test_every_part_of_a_bar_is_judged(reading: Reading, within: bool | None) -> None:
    assert reading.within is within


def test_every_bar_of_the_frame_has_its_row() -> None:
    wanted = {
        "frame",
        "list",
        "first_page",
        "search",
        "lease",
        "save",
        "record",
        "refresh",
        "poll",
        "keystroke",
        "lock",
    }
    assert wanted <= {row.name for row in program.all_rows()}


def test_growth_compares_fifty_thousand_rows_with_five_thousand() -> None:
    reading = grown({5_000: 10.0, 20_000: 30.0, 50_000: 40.0}.__getitem__)
    assert (reading.value, reading.growth) == (30.0, Growth(4.0, 2.5))
    assert reading.within is False


def test_a_row_that_breaks_down_is_over_and_the_next_is_still_taken(monkeypatch, capsys, tmp_path) -> None:
    def breaks() -> Reading:
        raise OSError("disken er borte")

    rows = [Row("a", "", breaks), Row("b", "", lambda: Reading(1.0, "ms", limit=2.0))]
    monkeypatch.setattr(program, "all_rows", lambda: rows)
    monkeypatch.setattr(sys, "argv", ["bench", "--json", str(tmp_path / "tall.json")])
    assert program.main() == 0
    assert not gc.isenabled(), "measured as the program runs"
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("OVER a ") and "disken er borte" in line for line in lines)
    assert any(line.startswith("ok   b ") for line in lines)
    written = json.loads((tmp_path / "tall.json").read_text(encoding="utf-8"))["rader"]
    assert written["a"]["within"] is False
