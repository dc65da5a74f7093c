"""`boligdesk vurder`: facts in, an answer per demand out, without any base."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from boligdesk.casework import criteria_sets, rates, start
from boligdesk.database.engine import Store
from boligdesk.rules.allocation.catalogue import FACTS
from boligdesk.rules.allocation.files import shipped_set, shipped_sets
from boligdesk.rules.allocation.written import to_toml
from boligdesk.rules.vocabulary import Role

from .conftest import Ran, Run, as_scheduler


@pytest.fixture
def vurder(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with something on standard input."""
    monkeypatch.delenv("BOLIGDESK_DB", raising=False)

    def ran(*arguments: object, given: object = None) -> Ran:
        content = given if isinstance(given, bytes) else json.dumps(given).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        return run("vurder", *arguments)

    return ran


def _example(vurder: Run) -> dict[str, Any]:
    data: dict[str, Any] = vurder("--eksempel", "--json").data
    return data


def test_eksempel_shows_every_fact_and_can_be_piped_in_again(vurder: Run) -> None:
    example = _example(vurder)
    assert set(example) == {key for key, fact in FACTS.items() if fact.given}
    assert json.loads(vurder("--eksempel").out) == example
    for name in shipped_sets():
        answer = vurder("--sett", name, "--dato", "2026-11-23", "--json", given=example)
        assert answer.code == 0 and len(answer.data["krav"]) == len(shipped_sets()[name].criteria)


def test_an_answer_has_result_facts_text_and_paragraph(vurder: Run, tmp_path: Path) -> None:
    own = tmp_path / "nordvik.toml"
    own.write_text(
        to_toml(shipped_set("bergen")).replace('tittel = "Botid"', 'tittel = "Botid"\nparagraf = "§ 3"'), "utf-8"
    )
    given = {**_example(vurder), "bosatt_siden": "2026-01-01"}
    answer = vurder("--sett", own, "--dato", "2026-11-23", "--json", given=given)
    assert (answer.code, answer.err, answer.data["resultat"]) == (0, "", "ikke_oppfylt")
    assert (answer.data["sett"], answer.data["dato"], answer.data["kan_gi_vedtak"]) == ("Bergen", "2026-11-23", False)
    botid = next(row for row in answer.data["krav"] if row["krav"] == "botid")
    assert botid["resultat"] == "ikke_oppfylt"
    assert botid["paragraf"] == "§ 3"
    assert botid["tekst"] == "Du må ha vært folkeregistrert i Bergen hele det siste året."
    assert botid["fakta"][0] == {
        "fakta": "bosatt_siden",
        "navn": "Bosatt og folkeregistrert sammenhengende i kommunen siden",
        "verdi": "2026-01-01",
        "tekst": "01.01.2026",
    }
    assert "10 måneder (skal være minst 12 måneder)" in botid["derfor"][0]
    assert answer.data["forklaring"]["schema"] == 1
    assert ["grunnbelop", "2026-05-01", "grunnbelop 2026-11-22"] in answer.data["forklaring"]["rates"]


def test_unknown_facts_give_unknown_and_say_what_is_missing(vurder: Run) -> None:
    answer = vurder("--sett", "verdal-2012", "--json", given={"lovlig_opphold": None})
    assert (answer.code, answer.data["resultat"]) == (0, "ukjent")
    assert [row["mangler"] for row in answer.data["krav"]] == [
        ["vanske_varighet_maneder"],
        ["bosatt_siden", "soknad_mottatt"],
        ["lovlig_opphold"],
    ]
    assert answer.data["krav"][0]["grunner"]


def test_an_exception_is_offered_and_given_with_its_reason(vurder: Run) -> None:
    given = {**_example(vurder), "bosatt_siden": "2026-01-01"}
    before = vurder("--sett", "drammen", "--json", given=given).data["krav"][1]
    assert (before["resultat"], [rule["unntak"] for rule in before["kan_gis"]]) == (
        "ikke_oppfylt",
        ["saerlige_grunner"],
    )
    grant = {"krav": "botid", "unntak": "saerlige_grunner", "begrunnelse": "Pleier mor"}
    answer = vurder("--sett", "drammen", "--json", given={**given, "unntak": [grant]})
    after = answer.data["krav"][1]
    assert (after["resultat"], after["unntak"]["begrunnelse"], after["mangler_begrunnelse"]) == (
        "unntak",
        "Pleier mor",
        False,
    )
    assert (answer.data["resultat"], answer.data["prioritet"]["trinn"]) == ("oppfylt", "2")
    for wrong in ("saerlige_grunner", [{"krav": "botid"}], [{**grant, "begrunnelse": 7}]):
        assert vurder("--sett", "drammen", "--json", given={**given, "unntak": wrong}).fault == "vurdering.unntak_form"
    refused = vurder("--sett", "drammen", "--json", given={**given, "unntak": [{**grant, "begrunnelse": ""}]})
    assert (refused.code, refused.fault) == (1, "vurdering.uten_grunn")


def test_a_list_gives_a_list_in_which_the_bad_ones_are_told(vurder: Run) -> None:
    example = _example(vurder)
    answer = vurder("--sett", "stavanger", "--json", given=[example, {"inntekt": "mye"}, 7])
    assert answer.code == 0
    good, bad, worse = answer.data
    assert good["resultat"] == "oppfylt"
    assert [list(bad), bad["feil"][0]["kode"], worse["feil"][0]["kode"]] == [
        ["feil"],
        "fakta.ukjent",
        "vurdering.ikke_fakta",
    ]
    assert set(bad["feil"][0]) == {"kode", "hva", "hvor", "rett"}
    assert vurder("--sett", "stavanger", "--json", given=[{"inntekt": 1}]).code == 1
    assert vurder("--sett", "stavanger", "--json", given=[]).data == []
    people = vurder("--sett", "stavanger", given=[example, {"inntekt": 1}])
    assert "Kravene er oppfylt" in people.out and "Mente du" in people.out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "vurdering.ikke_json"),
        (b"{", "vurdering.ikke_json"),
        (b'{"husstand_antall": NaN}', "vurdering.ikke_json"),
        ('{"å": 1}'.encode("cp1252"), "vurdering.ikke_json"),
        (b"[" * 100_000, "vurdering.ikke_json"),
        (b'{"flyktning": true, "flyktning": false}', "kommando.to_ganger"),
        (b"7", "vurdering.ikke_fakta"),
        (b'{"brutto_arsinntekt_ore": "mye"}', "fakta.feil_slag"),
        (b'{"fodt": "2030-01-01"}', "fakta.fram_i_tid"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(vurder: Run, content: bytes, code: str) -> None:
    answer = vurder("--sett", "bergen", "--dato", "2026-11-23", "--json", given=content)
    assert (answer.code, answer.fault) == (1, code)
    words = vurder("--sett", "bergen", "--dato", "2026-11-23", given=content)
    assert (words.code, words.out) == (1, "") and words.err.strip()


def test_a_byte_order_mark_is_no_fault(vurder: Run) -> None:
    assert vurder("--sett", "bergen", "--json", given=b"\xef\xbb\xbf{}").code == 0


def test_a_mistake_in_an_edited_file_is_refused_with_its_line(vurder: Run, tmp_path: Path) -> None:
    own = tmp_path / "min.toml"
    text = to_toml(shipped_set("drammen")).replace("klarer_ikke_skaffe_bolig", "klarer_ikke_skaffe")
    own.write_text(text, "utf-8")
    line = next(at for at, row in enumerate(text.split("\n"), start=1) if '"klarer_ikke_skaffe"' in row)
    answer = vurder("--sett", own, "--json", given={})
    (fault,) = answer.data["feil"]
    assert (answer.code, fault["kode"], fault["hvor"]) == (1, "kriterier.ukjent_fakta", f"Linje {line} i min.toml.")
    assert "klarer_ikke_skaffe_bolig" in fault["rett"]


def test_which_set_must_be_said_and_must_be_there(vurder: Run, tmp_path: Path) -> None:
    assert (vurder("--json", given={}).code, vurder("--json", given={}).fault) == (2, "kommando.bruk")
    assert vurder("--sett", "bergn", "--json", given={}).fault == "kriterier.ukjent_sett"
    assert vurder("--sett", tmp_path / "borte.toml", "--json", given={}).fault == "kriterier.fil_uleselig"
    assert vurder("--sett", "bergen", "--dato", "i går", "--json", given={}).code == 2


def test_liste_names_the_sets_with_source(vurder: Run) -> None:
    rows = vurder("--liste", "--json").data["sett"]
    assert [row["sett"] for row in rows] == list(shipped_sets())
    bergen = next(row for row in rows if row["sett"] == "bergen")
    assert (bergen["vedtatt_dato"], bergen["kilde_lest"], bergen["kan_gi_vedtak"]) == (
        "2016-10-19",
        "2026-11-22",
        False,
    )
    assert bergen["ufullstendig_kilde"]
    assert "Bystyret, sak 268-16" in vurder("--liste").out


def test_people_get_a_table_in_the_language_of_the_municipality(vurder: Run) -> None:
    out = vurder("--sett", "seljord", "--dato", "2026-11-23", given=_example(vurder)).out
    assert "Seljord, 23.11.2026: Kan ikkje seiast enno" in out
    assert "Kriteria seier ikkje kva grensa er" in out
    assert "Prioritert gruppe 2: Barnefamilier" in vurder("--sett", "drammen", given=_example(vurder)).out


def test_the_scheduler_needs_no_base_and_no_window() -> None:
    answer = as_scheduler(
        "vurder", "--sett", "harstad-2010", "--json", given='{"fodt": "1990-01-01"}', BOLIGDESK_DB="/finnes/ikke"
    )
    assert (answer.code, answer.data["krav"][0]["resultat"], answer.err) == (0, "oppfylt", "")


@pytest.mark.lagring
def test_with_db_the_rates_are_the_offices_own_and_without_the_shipped(vurder: Run, store: Store, target: str) -> None:
    given = _example(vurder)
    start.found_office(store, "Fjordvik kommune")
    desk = start.enter_without_login(store, Role.LEADER)
    rates.add_rate(desk, rates.RateInput("grunnbelop", date(2026, 5, 1), "1", "nav.no", date(2027, 4, 30)))
    ask = ("--sett", "bergen", "--dato", "2026-11-23", "--json")
    shipped, own = vurder(*ask, given=given), vurder(*ask, "--db", target, given=given)
    assert (shipped.code, own.code) == (0, 0)
    assert ["grunnbelop", "2026-05-01", "grunnbelop 2026-11-22"] in shipped.data["forklaring"]["rates"]
    assert ["grunnbelop", "2026-05-01", "kontoret"] in own.data["forklaring"]["rates"]
    assert (shipped.data["resultat"], own.data["resultat"]) == ("oppfylt", "ikke_oppfylt")


def test_an_office_that_is_not_there_is_told_and_no_shipped_rate_used_instead(vurder: Run, tmp_path: Path) -> None:
    answer = vurder("--sett", "bergen", "--db", tmp_path / "borte.boligdesk", "--json", given={})
    assert (answer.code, list(answer.data)) == (1, ["feil"])


def test_with_db_an_own_set_is_known_by_its_short_name(vurder: Run, store: Store, target: str) -> None:
    start.found_office(store, "Fjordvik kommune", training=True)
    desk = start.enter_without_login(store, Role.LEADER)
    criteria_sets.copy_set(desk, "stavanger", "fjordvik", "Fjordvik 2026")
    criteria_sets.adopt(desk, "fjordvik", date(2026, 1, 1), 1, "Kontrollert")
    answer = vurder("--sett", "fjordvik", "--db", target, "--json", given={})
    assert (answer.data["sett"], answer.data["kan_gi_vedtak"]) == ("Fjordvik 2026", True)
    assert vurder("--sett", "drammen", "--db", target, "--json", given={}).data["sett"] == "Drammen"
    assert vurder("--sett", "fjordvik", "--json", given={}).code != 0
