"""Names, shapes and exit codes that scripts of the office lean on (the contract at the end of engineering.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from boligdesk.casework import last_office, lease_print, users
from boligdesk.database.engine import Storage, Store, shown_place
from boligdesk.database.schema import SCHEMA_MAJOR, SCHEMA_MINOR
from boligdesk.rules.vocabulary import Role
from tests.casework.lease_world import LeaseWorld, lease_world

from .conftest import ROOT, Run, as_scheduler


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """An office with homes and people."""
    return lease_world(store, monkeypatch)


@pytest.mark.lagring
def test_ny_makes_an_office_and_refuses_an_existing_one(run: Run, new_target: str) -> None:
    made = run("ny", "--db", new_target, "--navn", "Nordvik", "--orgnr", "900 000 000", "--json")
    assert (made.code, made.data["kontor"]) == (0, "Nordvik")
    again = run("ny", "--db", new_target, "--json")
    assert (again.code, again.fault) == (1, "lager.finnes_fra_for")
    assert run("status", "--db", new_target, "--json").code == 0


@pytest.mark.lagring
def test_status_has_six_figures(run: Run, world: LeaseWorld, target: str, storage: Storage) -> None:
    world.lease()
    answer = run("status", "--json", "--db", target)
    lying = "server" if storage is Storage.SERVER else "local"
    assert answer.data == {
        "boliger": 2,
        "personer": 4,
        "leieforhold": 1,
        "skjema": f"{SCHEMA_MAJOR}.{SCHEMA_MINOR}",
        "lagring": lying,
        "sist_sikkerhetskopi": None,
    }
    assert answer.err == ""


@pytest.mark.lagring
def test_leieforhold_gives_the_number_that_leiekontrakt_takes(
    run: Run, world: LeaseWorld, target: str, tmp_path: Path
) -> None:
    world.lease()
    (row,) = run("leieforhold", "--db", target, "--json").data["leieforhold"]
    assert row == {
        "id": row["id"],
        "adresse": "Fjordgata 14, H0203",
        "fra": "2026-12-01",
        "til": "2029-11-30",
        "leie_ore": 895000,
    }
    pdf = tmp_path / "kontrakt.pdf"
    answer = run("leiekontrakt", "--leieforhold", row["id"], "--ut", pdf, "--db", target, "--json")
    assert (answer.code, answer.data["leieforhold"], answer.data["ny"]) == (0, row["id"], True)
    assert pdf.read_bytes() == lease_print.reprint(world.desk, row["id"]).pdf
    again = run("leiekontrakt", "--leieforhold", row["id"], "--ut", pdf, "--db", target, "--json")
    assert not again.data["ny"]


def test_a_job_without_a_person_stands_on_no_lease(run: Run, world: LeaseWorld, target: str, tmp_path: Path) -> None:
    users.add_user(world.desk, users.UserInput("lea", "Lea Leder", Role.LEADER), "riktig hest batteri")
    number, pdf = world.lease(), tmp_path / "kontrakt.pdf"
    assert run("leiekontrakt", "--leieforhold", number, "--ut", pdf, "--db", target, "--json").code == 0
    said = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "for Fjordvik kommune" in said
    assert "planlagt" not in said and "Saksbehandler" not in said


def test_leiekontrakt_refuses_with_every_reason(run: Run, world: LeaseWorld, target: str, tmp_path: Path) -> None:
    answer = run("leiekontrakt", "--leieforhold", 4711, "--ut", tmp_path / "x.pdf", "--db", target, "--json")
    assert (answer.code, answer.fault) == (1, "sak.finnes_ikke")
    assert set(answer.data["feil"][0]) == {"kode", "hva", "hvor", "rett"}
    assert not (tmp_path / "x.pdf").exists()


def test_a_place_that_cannot_be_written_is_told(run: Run, world: LeaseWorld, target: str, tmp_path: Path) -> None:
    number = world.lease()
    answer = run(
        "leiekontrakt", "--leieforhold", number, "--ut", tmp_path / "borte" / "x.pdf", "--db", target, "--json"
    )
    assert (answer.code, answer.fault) == (1, "kommando.fil_ikke_skrevet")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_told(run: Run, world: LeaseWorld, target: str) -> None:
    number = world.lease()
    answer = run("leiekontrakt", "--leieforhold", number, "--ut", "/dev/full", "--db", target, "--json")
    assert (answer.code, answer.fault) == (1, "kommando.fil_ikke_skrevet")
    assert answer.data["feil"][0]["hva"] == "Filen /dev/full kunne ikke skrives: disken er full."


@pytest.mark.lagring
def test_copy_bring_back_and_check(run: Run, world: LeaseWorld, target: str, tmp_path: Path) -> None:
    world.lease()
    made = run("sikkerhetskopi", "--ut", tmp_path / "kopi.zip", "--db", target, "--json")
    assert (made.code, made.data["skadede"], made.data["notert"]) == (0, [], True)
    assert run("status", "--db", target, "--json").data["sist_sikkerhetskopi"].startswith("2026-11-23T")
    new = tmp_path / "tilbake.boligdesk"
    assert run("gjenopprett", tmp_path / "kopi.zip", "--db", new, "--json").data["rader"] == made.data["rader"]
    assert run("gjenopprett", tmp_path / "kopi.zip", "--db", new, "--json").fault == "lager.finnes_fra_for"
    checked = run("kontroll", "--db", new, "--json")
    assert (checked.code, checked.data) == (0, {"ok": True, "funn": []})


def test_kontroll_ends_with_one_when_something_is_wrong(run: Run, world: LeaseWorld, target: str) -> None:
    world.store.documents.put(b"nobody's")
    answer = run("kontroll", "--db", target, "--json")
    assert answer.code == 1
    assert [set(finding) for finding in answer.data["funn"]] == [{"kode", "tekst"}]


def test_migrer_of_a_base_that_fits_does_nothing(run: Run, world: LeaseWorld, target: str) -> None:
    answer = run("migrer", "--db", target, "--json")
    assert answer.data == {"oppgradert": False, "skjema": f"{SCHEMA_MAJOR}.{SCHEMA_MINOR}", "sikkerhetskopi": None}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--json", "finnes-ikke"),
        ("leiekontrakt", "--json"),
        ("leiekontrakt", "--leieforhold", "åtte", "--ut", "x.pdf", "--json"),
        ("import", "biler", "x.xlsx", "--json"),
        ("status", "--db", "--json"),
        ("status", "--json", "--tull"),
        ("--json",),
    ],
)
def test_wrong_use_is_two_and_still_one_document(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.fault, answer.err) == (2, "kommando.bruk", "")
    fault = answer.data["feil"][0]
    assert "hjelp" in fault["rett"]
    assert not {"the", "argument", "invalid", "required", "expected"} & set(fault["hva"].lower().split())


def test_wrong_use_without_json_speaks_on_standard_error(run: Run) -> None:
    answer = run("leiekontrakt")
    assert (answer.code, answer.out) == (2, "")
    assert "Dette mangler: --leieforhold, --ut." in answer.err


def test_help_is_bokmal(run: Run) -> None:
    answer = run("--hjelp")
    assert answer.code == 0
    assert "Kommandoer" in answer.out and "sikkerhetskopi" in answer.out
    assert not {"usage:", "options:", "show", "positional"} & set(answer.out.split())


def test_which_office(run: Run, world: LeaseWorld, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("status", "--json").fault == "kommando.uten_base"
    last_office.remember(target)
    assert run("status", "--json").data["boliger"] == 2
    monkeypatch.setenv("BOLIGDESK_DB", target + ".borte")
    assert run("status", "--json").fault == "lager.finnes_ikke"
    assert run("status", "--json", "--db", target).code == 0


def test_a_servers_password_is_neither_shown_nor_written_down(run: Run, own_home: Path) -> None:
    target = "postgresql://eier:hemmelig@127.0.0.1:1/boligdesk"
    last_office.remember(target)
    answer = run("ny", "--db", target, "--json")
    assert answer.fault == "lager.borte"
    written = [path.read_text(encoding="utf-8") for path in own_home.rglob("*.json")]
    assert written and not any("hemmelig" in content for content in [*written, answer.out])
    assert shown_place(target) == "postgresql://eier:***@127.0.0.1:1/boligdesk"


def test_an_unforeseen_error_is_one_sentence_and_a_log(
    run: Run, world: LeaseWorld, target: str, own_home: Path
) -> None:
    with world.store.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE setting")
    answer = run("status", "--db", target, "--json")
    assert (answer.code, answer.fault, answer.err) == (1, "kommando.uventet", "")
    (log,) = own_home.rglob("boligdesk.log")
    assert "no such table: setting" in log.read_text(encoding="utf-8")
    assert str(log) in answer.data["feil"][0]["hvor"]


def test_import_and_export_go_through_the_contract(run: Run, tmp_path: Path) -> None:
    base = tmp_path / "nytt.boligdesk"
    run("ny", "--db", base, "--navn", "Nordvik")
    sheet = ROOT / "tests" / "data" / "boliger_tittel.xlsx"
    tried = run("import", "boliger", sheet, "--prov", "--db", base, "--json")
    assert set(tried.data) == {"nye", "endret", "uendret", "avvist", "rader"}
    assert run("status", "--db", base, "--json").data["boliger"] == 0
    done = run("import", "boliger", sheet, "--db", base, "--json")
    assert done.code == 0 and done.data["nye"] == tried.data["nye"] > 0
    assert run("status", "--db", base, "--json").data["boliger"] == done.data["nye"]
    again = run("import", "boliger", sheet, "--db", base, "--json")
    assert (again.code, again.data["nye"], again.data["endret"]) == (0, 0, 0)
    for kind in ("boliger", "leietakere", "kobo"):
        out = tmp_path / f"{kind}.xlsx"
        assert run("eksport", kind, "--ut", out, "--db", base, "--json").code == 0
        assert out.read_bytes().startswith(b"PK")


def test_import_of_a_list_with_faults(run: Run, tmp_path: Path) -> None:
    base, rest = tmp_path / "nytt.boligdesk", tmp_path / "rest.xlsx"
    run("ny", "--db", base, "--navn", "Nordvik")
    bring = ("import", "boliger", ROOT / "tests" / "data" / "boliger_med_feil.xlsx", "--db", base, "--json")
    nothing = run(*bring, "--alt-eller-intet")
    assert (nothing.code, nothing.data["nye"], nothing.data["avvist"]) == (1, 0, 22)
    assert run("status", "--db", base, "--json").data["boliger"] == 0
    good = run(*bring, "--rest", rest)
    assert (good.code, good.data["nye"], good.data["avvist"]) == (0, 12, 10)
    first = good.data["rader"][0]
    assert (first["rad"], first["celle"], first["kode"]) == (14, "D14", "lesing.belop.bokstav")
    assert set(first) == {"rad", "celle", "kode", "tekst"} and first["tekst"].startswith("Bokstaven O i tallet.")
    assert rest.read_bytes().startswith(b"PK")
    only_bad = run("import", "boliger", rest, "--db", base, "--json")
    assert (only_bad.code, only_bad.data["uendret"]) == (0, 1)  # the home that stood there twice
    unread = run("import", "boliger", base, "--db", base, "--json")
    assert (unread.code, set(unread.data)) == (1, {"feil"})


def test_text_output_is_a_table(run: Run, world: LeaseWorld, target: str) -> None:
    world.lease()
    head, row = run("leieforhold", "--db", target).out.splitlines()
    assert head.split()[0] == "Id" and row.split()[0] == "1"
    assert head.index("Bolig") == row.index("Fjordgata")
    assert "Siste sikkerhetskopi  ingen ennå" in run("status", "--db", target).out
    run("sikkerhetskopi", "--ut", Path(target).with_name("kopi.zip"), "--db", target)
    assert "23.11.2026 kl.\u00a012.00" in run("status", "--db", target).out  # noon in Oslo, the tests' fixed moment
    assert run("leieforhold", "--sok", "finnes ikke", "--db", target).out == "Ingen leieforhold.\n"


def test_as_the_scheduler_starts_it(world: LeaseWorld, target: str) -> None:
    answer = as_scheduler("status", "--json", BOLIGDESK_DB=target, PYTHONIOENCODING="cp1252")
    assert (answer.code, answer.data["boliger"]) == (0, 2)
    refused = as_scheduler("status", "--json", BOLIGDESK_DB=target + "ø", PYTHONIOENCODING="ascii")
    assert (refused.code, refused.fault) == (1, "lager.finnes_ikke")
    plain = as_scheduler("status", BOLIGDESK_DB=target, PYTHONIOENCODING="ascii")
    assert plain.code == 0 and "Lagring" in plain.out


def test_a_reader_who_has_had_enough_is_no_error(world: LeaseWorld, target: str) -> None:
    command = [sys.executable, "-m", "boligdesk", "status", "--db", target]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert (process.wait(timeout=60), process.stderr.read()) == (0, b"")
    process.stderr.close()


@pytest.mark.parametrize("heavy", ["PySide6", "pandas", "alembic", "reportlab", "openpyxl", "keyring"])
def test_status_starts_light(world: LeaseWorld, target: str, heavy: str) -> None:
    code = (
        "import sys; from boligdesk.__main__ import main;"
        f"assert main(['status', '--db', {target!r}]) == 0; sys.exit({heavy!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=dict(os.environ), check=False, timeout=60)
    assert done.returncode == 0


def test_demo_makes_the_sample_office_which_passes_the_check(run: Run, tmp_path: Path) -> None:
    base = tmp_path / "eksempel.boligdesk"
    made = run("demo", "--dato", "2026-11-23", "--db", base, "--json")
    assert (made.code, made.data["dato"]) == (0, "2026-11-23")
    assert made.data["boliger"] > 100 and made.data["leieforhold"] > 100
    assert run("demo", "--db", base, "--json").fault == "lager.finnes_fra_for"
    assert run("kontroll", "--db", base, "--json").data == {"ok": True, "funn": []}


_MAP = {
    "format": 1,
    "slag": "boliger",
    "kolonner": [
        {"kolonne": "Hvor", "plass": 0, "felt": "adresse"},
        {"kolonne": "Dør", "plass": 1, "felt": "bolignummer"},
        {"kolonne": "Pris", "plass": 2, "felt": "leie"},
    ],
}


def test_import_by_a_map_that_the_office_wrote(run: Run, tmp_path: Path) -> None:
    base, chart, sheet = tmp_path / "k.boligdesk", tmp_path / "kart.json", tmp_path / "liste.csv"
    sheet.write_text("Hvor;Dør;Pris\nSjøgata 3;H0101;7 200\n", encoding="utf-8")
    run("ny", "--db", base, "--navn", "Nordvik")
    bring = ("import", "boliger", sheet, "--db", base, "--json")
    assert (run(*bring).code, run("status", "--db", base, "--json").data["boliger"]) == (1, 0)
    chart.write_text(json.dumps(_MAP), encoding="utf-8")
    mapped = run(*bring, "--kart", chart)
    assert (mapped.code, mapped.data["nye"]) == (0, 1)
    missing = run(*bring, "--kart", tmp_path / "finnes-ikke.json")
    assert (missing.code, set(missing.data)) == (1, {"feil"})
