"""`boligdesk nattjobb` and `import restanser --per`: what the scheduler runs, and what it can lean on."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run, as_scheduler


@pytest.fixture
def base(run: Run, tmp_path: Path) -> Path:
    """The sample office."""
    path = tmp_path / "kontor.boligdesk"
    assert run("demo", "--db", path, "--dato", "2026-11-23").code == 0
    return path


def test_the_night_is_done_once_and_told(run: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-11-24")
    first = run("nattjobb", "--db", base, "--json")
    assert (first.code, list(first.data)) == (0, ["dato", "kjent_til", "kontoer", "avtaler", "oppgaver"])
    assert first.data["dato"] == "2026-11-24" and first.data["kontoer"] > 0
    again = run("nattjobb", "--db", base, "--json").data
    assert (again["kontoer"], again["oppgaver"]) == (0, {"nye": 0, "gjort": 0})
    said = run("nattjobb", "--db", base).out.splitlines()
    assert said[0] == "0 leiekontoer regnet på nytt for 24.11.2026." and len(said) == 4


def test_as_the_scheduler_starts_it(base: Path) -> None:
    answer = as_scheduler("nattjobb", "--db", base, "--json", BOLIGDESK_DATO="2026-11-25")
    assert (answer.code, answer.data["dato"]) == (0, "2026-11-25")


def test_a_whole_list_is_only_for_a_mirror_and_only_of_open_items(run: Run, base: Path, tmp_path: Path) -> None:
    listed = tmp_path / "liste.csv"
    listed.write_text("KID;Forfall;Restbeløp\n123;01.11.2026;900\n", encoding="utf-8")
    answer = run("import", "restanser", listed, "--per", "2026-11-22", "--db", base, "--json")
    assert (answer.code, answer.fault) == (1, "apning.hel_bare_speil")
    wrong = run("import", "boliger", listed, "--per", "2026-11-22", "--db", base, "--json")
    assert (wrong.code, wrong.fault) == (1, "kommando.import.bare_restanser")
