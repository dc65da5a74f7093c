"""`boligdesk bostotte`: households in, the amount and the reason out, without any base."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from boligdesk.casework import rates, start
from boligdesk.database.engine import Store
from boligdesk.rules.explanation import load
from boligdesk.rules.rates import shipped_rates
from boligdesk.rules.vocabulary import Role

from .conftest import Run, as_scheduler

ALTA: dict[str, Any] = {
    "maned": "2026-06",
    "kommune": "Alta",
    "voksne": 1,
    "barn": 2,
    "inntekt_aar": 324_000,
    "boutgift_mnd": 9_450,
    "ung_ufor": False,
    "enslig_alderspensjonist": False,
    "spesialtilpasset": False,
    "formue": 0,
    "eier": False,
    "oppvarming_inkludert": False,
}
KEYS = {
    *("belop_mnd", "vektet_inntekt", "egenandel_aar", "boutgift_godkjent_aar", "inntektsgrense_mnd"),
    *("forelopig", "ubekreftet", "forklaring"),
}


@pytest.fixture
def bostotte(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with something on standard input."""
    monkeypatch.delenv("BOLIGDESK_DB", raising=False)

    def ran(*arguments: object, given: object = None) -> Any:
        content = given if isinstance(given, bytes) else json.dumps(given).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        return run("bostotte", *arguments)

    return ran


def test_an_answer_has_the_figures_what_is_unconfirmed_and_the_tree(bostotte: Run) -> None:
    answer = bostotte("--json", given=ALTA)
    assert (answer.code, answer.err, set(answer.data)) == (0, "", KEYS)
    figures = [answer.data[key] for key in ("belop_mnd", "vektet_inntekt", "egenandel_aar", "boutgift_godkjent_aar")]
    assert figures == [4_518, 249_231, 47_463.35, 121_031]
    assert abs(answer.data["inntektsgrense_mnd"] - 37_494) <= 1
    assert answer.data["forelopig"] is True
    heating = next(each for each in answer.data["ubekreftet"] if each["nokkel"] == "bostotte_oppvarming")
    assert (heating["verdi"], heating["fra"], heating["sikkerhet"]) == ("7631", "2026-06-01", "D")
    assert "fast sum for oppvarming" in heating["tekst"] and heating["kilde"]
    tree = load(answer.data["forklaring"])
    assert (tree.code, tree.result) == ("bostotte.svar", Decimal(4_518))
    assert [step.code for step in tree.children] == ["bostotte.belop", "bostotte.inntektsgrense"]
    assert ["bostotte_tak_3", "2026-06-01", "bostotte_tak 2026-11-22"] in answer.data["forklaring"]["rates"]


def test_the_contract_of_the_issue(bostotte: Run) -> None:
    """V4 with the weights of the month: children weigh 0.15 since February 2023."""
    given = {**ALTA, "maned": "2023-12", "voksne": 2, "barn": 3, "inntekt_aar": 500_000, "boutgift_mnd": 20_000}
    by_name = bostotte("--json", given=given).data
    by_group = bostotte("--json", given={**given, "kommunegruppe": 4} | {"kommune": None}).data
    assert by_name == by_group
    assert (by_name["vektet_inntekt"], by_name["boutgift_godkjent_aar"]) == (316_456, 129_983)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"oppvarming_inkludert": None}, "oppvarming_inkludert"),
        ({"formue": None}, "formue"),
        ({"eier": True}, "boform"),
        ({"eier": True, "boform": "enebolig", "formue": 900_000}, "formuesverdi_bolig"),
        ({"kommune": "Asker"}, "kommune"),
    ],
)
def test_what_was_not_told_is_named_among_the_unconfirmed(bostotte: Run, change: dict[str, object], named: str) -> None:
    told = bostotte("--json", given=ALTA).data
    untold = bostotte("--json", given=ALTA | change).data
    assert named in {each["nokkel"] for each in untold["ubekreftet"]} - {each["nokkel"] for each in told["ubekreftet"]}


def test_the_group_settles_what_the_name_leaves_open(bostotte: Run) -> None:
    found = bostotte("--json", given={**ALTA, "kommune": "Asker", "kommunegruppe": 3}).data
    assert "kommune" not in {each["nokkel"] for each in found["ubekreftet"]}


def test_a_list_gives_a_list_in_which_a_refused_month_is_told(bostotte: Run) -> None:
    answer = bostotte("--json", given=[ALTA, {**ALTA, "maned": "2021-05"}, {**ALTA, "maned": "2027-06"}, 7])
    assert answer.code == 0
    good, *bad = answer.data
    assert good["belop_mnd"] == 4_518
    codes = [each["feil"][0]["kode"] for each in bad]
    assert codes == ["bostotte.uten_satser", "bostotte.uten_satser", "bostotte.ikke_husstand"]
    assert all(list(each) == ["feil"] for each in bad)
    assert bostotte("--json", given=[{**ALTA, "maned": "2021-05"}]).code == 1
    assert (bostotte("--json", given=[]).data, bostotte("--json", given=[]).code) == ([], 0)


def test_a_month_without_rates_is_refused_and_says_which_there_are(bostotte: Run) -> None:
    answer = bostotte(given={**ALTA, "maned": "2015-01"})
    assert (answer.code, answer.out) == (1, "")
    assert "januar 2015" in answer.err and "juni 2021 til mai 2027" in answer.err


def test_a_missing_rate_refuses_only_what_needs_it(bostotte: Run) -> None:
    given = {**ALTA, "maned": "2024-06", "ung_ufor": True, "barn": 0, "oppvarming_inkludert": True}
    answer = bostotte("--json", given=given)
    assert answer.code == 0 and answer.data["mangler"] == ["bostotte_grense2_ung_ufor"]
    assert (answer.data["belop_mnd"], answer.data["inntektsgrense_mnd"]) == (None, None)
    assert (answer.data["vektet_inntekt"], answer.data["boutgift_godkjent_aar"]) == (324_000, 81_523)
    words = bostotte(given=given).out
    assert "Mangler: Bostøtte: andre grense for egenandel, ung ufør" in words


@pytest.mark.parametrize(
    ("lacking", "unknown"),
    [
        ("boutgift_mnd", ["belop_mnd", "boutgift_godkjent_aar"]),
        ("inntekt_aar", ["belop_mnd", "vektet_inntekt", "egenandel_aar"]),
    ],
)
def test_what_was_not_told_of_rent_and_income_refuses_only_what_needs_it(
    bostotte: Run, lacking: str, unknown: list[str]
) -> None:
    answer = bostotte("--json", given={key: value for key, value in ALTA.items() if key != lacking})
    assert (answer.code, answer.data["mangler"]) == (0, [lacking])
    assert [key for key in sorted(KEYS) if answer.data[key] is None] == sorted(unknown)


PERSONS = [
    {"fodt": "1980-05-01", "inntekt_aar": 274_000},
    {"fodt": "2007-06-01", "inntekt_aar": 50_000},  # 19 years old
    {"fodt": "2015-01-01"},
]
#: 274 000 / 1.28 = 214 062.5, rounded half up.
HALF_UP = 214_063


@pytest.mark.parametrize("alone", (True, False))
def test_the_income_of_those_under_20_is_left_out(bostotte: Run, alone: bool) -> None:
    """Listed all, or only the one it concerns: the household's income is the sum of all."""
    persons = [PERSONS[1]] if alone else PERSONS
    base = {**ALTA, "voksne": 2, "barn": 1}
    with_persons = bostotte("--json", given={**base, "personer": persons}).data
    without = bostotte("--json", given={**base, "inntekt_aar": 274_000}).data
    assert with_persons["vektet_inntekt"] == without["vektet_inntekt"] == HALF_UP
    before = bostotte("--json", given={**base, "maned": "2024-09", "personer": [{**PERSONS[1], "fodt": "2005-06-01"}]})
    assert before.data["vektet_inntekt"] == round(324_000 / 1.28)


def test_persons_tell_how_many_they_are_and_who_applies(bostotte: Run) -> None:
    base = {key: value for key, value in ALTA.items() if key not in ("voksne", "barn", "inntekt_aar")}
    found = bostotte("--json", given={**base, "personer": PERSONS}).data
    assert found["vektet_inntekt"] == HALF_UP
    young = {**PERSONS[1], "hovedsoker": True}
    found = bostotte("--json", given={**base, "personer": [PERSONS[0], young, PERSONS[2]]}).data
    assert found["vektet_inntekt"] == round(324_000 / 1.28)
    single = bostotte("--json", given={**base, "personer": [PERSONS[1]]}).data
    assert single["vektet_inntekt"] == 50_000
    capital = {"fodt": "1980-01-01", "kapital_aar": 10_000, "aap_dagpenger_mnd": 15_000}
    three = {**capital, "aap_dagpenger_utbetalinger": 3}
    assert bostotte("--json", given={**base, "personer": [capital]}).data["vektet_inntekt"] == 180_000 + 3_114
    assert bostotte("--json", given={**base, "personer": [three]}).data["vektet_inntekt"] == 120_000 + 3_114


def test_persons_without_incomes_leave_the_sum_as_it_was_told(bostotte: Run) -> None:
    born = [{"fodt": "1990-01-01"}, {"fodt": "2015-01-01"}, {"fodt": "2020-01-01"}]
    listed, summed = (bostotte("--json", given=ALTA | more).data for more in ({"personer": born}, {}))
    assert all(listed[key] == summed[key] for key in KEYS - {"forklaring"})
    untold = bostotte("--json", given={**ALTA, "personer": born, "inntekt_aar": None}).data
    assert (untold["mangler"], untold["belop_mnd"]) == (["inntekt_aar"], None)


@pytest.mark.parametrize(
    ("change", "code", "word"),
    [
        ({"inntekt_aar": -1}, "bostotte.umulig_belop", "inntekt_aar"),
        ({"inntekt_aar": 10**30}, "bostotte.umulig_belop", "inntekt_aar"),
        ({"inntekt_aar": ""}, "bostotte.ikke_belop", "inntekt_aar"),
        ({"inntekt_aar": "mye"}, "bostotte.ikke_belop", "mye"),
        ({"boutgift_mnd": "9 450,50"}, "bostotte.ikke_belop", "9 450,50"),
        ({"boutgift_mnd": 9450.505}, "bostotte.ikke_belop", "boutgift_mnd"),
        ({"boutgift_mnd": True}, "bostotte.ikke_belop", "boutgift_mnd"),
        ({"formue": [1]}, "bostotte.ikke_belop", "formue"),
        ({"voksne": 0}, "bostotte.uten_voksne", "voksen"),
        ({"voksne": None}, "bostotte.felt_mangler", "voksne"),
        ({"voksne": "to"}, "bostotte.ikke_antall", "to"),
        ({"voksne": 1.5}, "bostotte.ikke_antall", "1.5"),
        ({"barn": -1}, "bostotte.ikke_antall", "barn"),
        ({"barn": 31}, "bostotte.ikke_antall", "31"),
        ({"maned": None}, "bostotte.felt_mangler", "maned"),
        ({"maned": "06.2026"}, "bostotte.ikke_maned", "06.2026"),
        ({"maned": "2026-13"}, "bostotte.ikke_maned", "2026-13"),
        ({"maned": 202606}, "bostotte.ikke_maned", "202606"),
        ({"kommune": "Atla"}, "bostotte.ukjent_kommune", "Alta"),
        ({"kommune": 4}, "bostotte.ikke_tekst", "kommune"),
        ({"kommune": None}, "bostotte.uten_kommune", "kommunegruppe"),
        ({"kommunegruppe": 5}, "bostotte.ikke_gruppe", "5"),
        ({"kommunegruppe": 1}, "bostotte.to_grupper_kommune", "Alta"),
        ({"eier": "ja"}, "bostotte.ikke_ja_nei", "ja"),
        ({"boform": "telt"}, "bostotte.ukjent_boform", "telt"),
        ({"eier": False, "boform": "enebolig"}, "bostotte.eier_og_boform", "enebolig"),
        ({"ung_ufor": True, "enslig_alderspensjonist": True}, "bostotte.to_grupper", "ung ufør"),
        ({"inntekt": 1}, "bostotte.ukjent_felt", "inntekt_aar"),
        ({"personer": {}}, "bostotte.ikke_personer", "personer"),
        ({"personer": [{}]}, "bostotte.felt_mangler", "fodt"),
        ({"personer": [{"fodt": "2026"}]}, "bostotte.ikke_dag", "2026"),
        ({"personer": [{"fodt": "2026-06-02"}]}, "bostotte.ikke_fodt", "02.06.2026"),
        ({"personer": [{"fodt": "1990-01-01"}] * 2}, "bostotte.personer_passer_ikke", "2 voksne"),
        ({"personer": [{"fodt": "1990-01-01", "inntekt_aar": 324_001}]}, "bostotte.inntekt_passer_ikke", "personer"),
        (
            {"voksne": 1, "barn": 0, "personer": [{"fodt": "1990-01-01", "inntekt_aar": 323_999}]},
            "bostotte.inntekt_passer_ikke",
            "personer",
        ),
        ({"personer": [{"fodt": "2020-01-01", "hovedsoker": True}] * 2}, "bostotte.to_hovedsokere", "hovedsøker"),
        (
            {"personer": [{"fodt": "1990-01-01", "aap_dagpenger_utbetalinger": 4}]},
            "bostotte.ikke_utbetalinger",
            "aap_dagpenger_utbetalinger",
        ),
    ],
)
def test_bad_input_is_refused_in_one_sentence_each(
    bostotte: Run, change: dict[str, object], code: str, word: str
) -> None:
    answer = bostotte("--json", given=ALTA | change)
    assert (answer.code, [fault["kode"] for fault in answer.data["feil"]]) == (1, [code])
    words = bostotte(given=ALTA | change)
    assert (words.code, words.out) == (1, "") and word in words.err


def test_everything_that_is_wrong_is_told_at_once(bostotte: Run) -> None:
    answer = bostotte("--json", given={"maned": "i fjor", "voksne": "to", "kommune": "Atla", "formu": 1})
    assert sorted(fault["kode"] for fault in answer.data["feil"]) == [
        "bostotte.ikke_antall",
        "bostotte.ikke_maned",
        "bostotte.ukjent_felt",
        "bostotte.ukjent_kommune",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bostotte.ikke_json"),
        (b"{", "bostotte.ikke_json"),
        (b'{"formue": NaN}', "bostotte.ikke_json"),
        (b'{"formue": 9,5}', "bostotte.ikke_json"),
        (b'{"barn": 1, "barn": 2}', "kommando.to_ganger"),
        (b'"Alta"', "bostotte.ikke_husstand"),
    ],
)
def test_what_is_no_household_is_refused(bostotte: Run, content: bytes, code: str) -> None:
    assert (bostotte("--json", given=content).code, bostotte("--json", given=content).fault) == (1, code)


def test_fourteen_persons_and_the_highest_amounts_are_reckoned(bostotte: Run) -> None:
    many = {**ALTA, "voksne": 4, "barn": 10, "inntekt_aar": 100_000_000, "boutgift_mnd": 100_000_000, "formue": -1}
    answer = bostotte("--json", given=many)
    assert (answer.code, answer.data["belop_mnd"], answer.data["boutgift_godkjent_aar"]) == (0, 0, 150_385)


def test_people_read_what_is_uncertain_and_who_decides(bostotte: Run) -> None:
    out = bostotte(given=ALTA).out
    assert out.startswith("Bostøtte i juni 2026: 4\u00a0518\u00a0kr per måned")
    assert "Foreløpig. Ikke bekreftet:" in out and "oppvarming per år: 7\u00a0631" in out
    assert out.rstrip().endswith("Anslag, ikke vedtak. Husbanken avgjør.")


def test_wrong_use_is_code_2(bostotte: Run) -> None:
    assert bostotte("--liste", "--json", given=ALTA).code == 2


def test_the_scheduler_needs_no_base_and_no_window() -> None:
    answer = as_scheduler("bostotte", "--json", given=json.dumps(ALTA), BOLIGDESK_DB="/finnes/ikke")
    assert (answer.code, answer.data["belop_mnd"], answer.err) == (0, 4_518, "")


@pytest.mark.lagring
def test_with_db_the_rates_are_the_offices_own_and_confirmed_ones_clear_preliminary(
    bostotte: Run, store: Store, target: str
) -> None:
    start.found_office(store, "Fjordvik kommune")
    desk = start.enter_without_login(store, Role.LEADER)
    rates.add_rate(desk, rates.RateInput("bostotte_oppvarming", date(2026, 6, 1), "8000", "Lovdata", date(2027, 5, 31)))
    own = bostotte("--json", "--db", target, given=ALTA).data
    assert own["boutgift_godkjent_aar"] == 113_400 + 8_000
    assert own["forelopig"] and "bostotte_oppvarming" not in {each["nokkel"] for each in own["ubekreftet"]}
    for each in own["ubekreftet"]:
        rates.confirm_rate(desk, each["nokkel"], date.fromisoformat(each["fra"]), "Lovdata")
    confirmed = bostotte("--json", "--db", target, given=ALTA).data
    assert (confirmed["forelopig"], confirmed["ubekreftet"]) == (False, [])
    assert confirmed["belop_mnd"] == own["belop_mnd"]
    assert ["bostotte_oppvarming", "2026-06-01", "kontoret"] in confirmed["forklaring"]["rates"]
    assert bostotte("--json", given=ALTA).data["boutgift_godkjent_aar"] == 121_031


@pytest.mark.lagring
def test_the_office_can_add_the_rates_of_a_month_that_had_none(bostotte: Run, store: Store, target: str) -> None:
    start.found_office(store, "Fjordvik kommune")
    desk = start.enter_without_login(store, Role.LEADER)
    first, last = date(2027, 6, 1), date(2028, 5, 31)
    for key, rows in shipped_rates().rows.items():
        if key.startswith("bostotte_") and not rows[-1].standing and rows[-1].valid_to == date(2027, 5, 31):
            rates.add_rate(desk, rates.RateInput(key, first, rows[-1].value, "Lovdata", last))
    later = {**ALTA, "maned": "2027-06"}
    assert bostotte("--json", "--db", target, given=later).data["belop_mnd"] == 4_518
    assert bostotte("--json", given=later).fault == "bostotte.uten_satser"


def test_an_office_that_is_not_there_is_told_and_no_shipped_rate_used_instead(bostotte: Run, tmp_path: Path) -> None:
    answer = bostotte("--db", tmp_path / "borte.boligdesk", "--json", given=ALTA)
    assert (answer.code, list(answer.data)) == (1, ["feil"])
