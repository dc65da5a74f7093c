"""Criteria files: three councils as data only, every mistake with its line, and there and back again."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules.allocation.assessment import Eligibility
from boligdesk.rules.allocation.files import read_set, read_set_file, shipped_set, shipped_sets
from boligdesk.rules.allocation.sets import CriteriaSet, VersionDate, valid_set
from boligdesk.rules.allocation.toml_lines import lines_of
from boligdesk.rules.allocation.written import to_toml
from boligdesk.rules.messages import RefusedError
from boligdesk.shipped import resources
from boligdesk.texts import fault_text

from .world import GOOD, council, judged, text_of, the

HEAD = 'navn = "{name}"\nkommune = "{name}"\nkilde = "Vedtak i prøvekommunen"\nkilde_lest = 2026-11-22\n'

#: Three councils that nobody has written a line of Python for: demand, exception, order and points as data.
THREE = {
    "Nordvik": """
utgave_velges_etter = "vedtak"
[[krav]]
nokkel = "botid"
tittel = "Botid"
paragraf = "§ 2"
tekst = "To år, uten tid i institusjon."
oppfylt = { minus = ["botid_samlet_maneder", "botid_institusjon_maneder"], minst = 24 }
[[krav.unntak]]
nokkel = "tilknytning"
tekst = "Gjelder ikke den som har annen nær tilknytning."
gjelder = { fakta = "annen_tilknytning" }
""",
    "Sørvik": """
[[krav]]
nokkel = "okonomi"
tittel = "Økonomi"
tekst = "Inntekt og formue."
oppfylt = { alle = [
  { fakta = "brutto_arsinntekt_ore", under = { etter = "husstand_antall", tabell = { 1 = 350000, "2+" = 450000 } } },
  { fakta = "formue_ore", hoyst = { sats = "grunnbelop", ganger = 0.5 } },
] }
[[krav]]
nokkel = "marked"
tittel = "Det private markedet"
tekst = "Forsøkt og dokumentert."
oppfylt = { alle = [{ fakta = "klarer_ikke_skaffe_bolig" }, { fakta = "forsok_dokumentert" }] }
""",
    "Vestvik": """
malform = "nn"
[[krav]]
nokkel = "gjeld"
tittel = "Gjeld"
tittel_nn = "Gjeld"
tekst = "Ingen ubetalt husleie."
tekst_nn = "Inga ubetalt husleige."
oppfylt = { ikke = { fakta = "husleiegjeld", er = "apen" } }
[[prioritet]]
nokkel = "barn"
trinn = "1"
tekst = "Barnefamilier"
tekst_nn = "Barnefamiliar"
gjelder = { fakta = "barn_antall", minst = 1 }
[poeng]
i_bruk = true
[[poeng.del]]
nokkel = "bomiljo"
tekst = "Bomiljø"
tekst_nn = "Bumiljø"
poeng = 5
gjelder = { fakta = "boligsituasjon", inneholder_en_av = ["bomiljo", "helsefarlig_bolig"] }
""",
}


def _three() -> dict[str, CriteriaSet]:
    return {name: read_set(HEAD.format(name=name) + body, f"{name}.toml") for name, body in THREE.items()}


def test_three_councils_are_data_only() -> None:
    sets = _three()
    months = {"botid_samlet_maneder": 30, "botid_institusjon_maneder": 7}
    assert judged(sets["Nordvik"], **months).eligibility is Eligibility.UNKNOWN
    assert judged(sets["Nordvik"], **months, annen_tilknytning=False).eligibility is Eligibility.NOT_MET
    excepted = judged(sets["Nordvik"], **months, annen_tilknytning=True)
    assert excepted.eligibility is Eligibility.MET and the(excepted, "botid").lacks_reason
    rich = {"formue_ore": 6_827_451, "forsok_dokumentert": True}
    assert judged(sets["Sørvik"], **rich).eligibility is Eligibility.NOT_MET
    assert judged(sets["Sørvik"], **{**rich, "formue_ore": 6_827_450}).eligibility is Eligibility.MET
    score = judged(sets["Vestvik"], boligsituasjon=["bomiljo"]).score
    assert score and (score.total, [part.part.points for part in score.parts]) == (5, [5])
    nobody = judged(sets["Vestvik"]).placing
    assert nobody and nobody.group is None and nobody.certain


def test_points_are_off_unless_switched_on_and_unknown_parts_are_open() -> None:
    vestvik = _three()["Vestvik"]
    score = judged(vestvik, boligsituasjon=None).score
    assert score and (score.total, len(score.open)) == (0, 1)
    off = read_set((HEAD.format(name="V") + THREE["Vestvik"]).replace("i_bruk = true\n", ""), "v.toml")
    assert off.score and not off.score.in_use and judged(off).score is None
    assert all(criteria.score is None for criteria in shipped_sets().values())


@pytest.mark.parametrize("name", THREE)
def test_a_set_comes_back_as_it_was_but_never_adopted(name: str) -> None:
    one = _three()[name]
    dated = replace(
        one,
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
        decided_on=date(2025, 12, 1),
        edition=3,
        note='Sa "nei"\n\\ \x7f\t',
    )
    for criteria in (one, dated):
        text = to_toml(criteria)
        tomllib.loads(text)
        assert read_set(text, "x.toml") == criteria
        assert read_set(to_toml(replace(criteria, adopted=True)), "x.toml") == criteria


@pytest.mark.parametrize(
    "condition",
    [
        '{ fakta = "formue_ore", hoyst = { kroner = 1500.5 } }',
        '{ fakta = "formue_ore", hoyst = { sats = "grunnbelop", ganger = 2.25, dag = "soknad_mottatt" } }',
        '{ fakta = "formue_ore", hoyst = { etter = "husstand_antall", tabell = { 1 = 100.5, "2+" = 200 } } }',
        '{ fakta = "barn_antall", minst = { etter = "husstand_antall", tabell = { 3 = 1 } } }',
        '{ fakta = "formue_ore", er = { fakta = "brutto_arsinntekt_ore" } }',
        '{ fakta = "fodt", pluss_maneder = 216, hoyst = 2026-01-01 }',
        '{ ikke = { en_av = [{ fakta = "boevne", blant = ["klarer_ikke"] }, { fakta = "lav_inntekt", er = false }] } }',
        '{ fakta = "boevne", er_ikke = "klarer_ikke" }',
        '{ fakta = "flyktning", er = { fakta = "nyankommet_flyktning" } }',
    ],
)
def test_every_shape_of_a_condition_comes_back(condition: str) -> None:
    criteria = council(condition)
    assert read_set(to_toml(criteria), "x.toml") == criteria


#: A mistake in a condition (it stands on line 9), and what the refusal must name.
MISTAKES = [
    ('{ fakta = "botid", minst = 12 }', "ukjent_fakta", "botid_samlet_maneder"),
    ('{ fakta = "nasjonalitet", er = true }', "ukjent_fakta", "nasjonalitet"),
    ('{ fakta = "barn_antall", mist = 12 }', "ukjent_ord", "minst"),
    ('{ fakta = "barn_antall" }', "uten_sammenligning", "hoyst"),
    ('{ fakta = "barn_antall", minst = 1, hoyst = 3 }', "flere_sammenligninger", "alle"),
    ('{ fakta = "barn_antall", minst = "en" }', "ikke_helt_tall", "en"),
    ('{ fakta = "barn_antall", minst = true }', "ikke_helt_tall", "True"),
    ('{ fakta = "barn_antall", minst = 1.5 }', "ikke_helt_tall", "1.5"),
    ('{ fakta = "barn_antall", minst = { kroner = 3 } }', "ulike_slag", "beløp"),
    ('{ fakta = "barn_antall", blant = ["a"] }', "feil_sammenligning", "minst"),
    ('{ fakta = "flyktning", minst = true }', "feil_sammenligning", "er"),
    ('{ fakta = "flyktning", er = 1 }', "ikke_ja_nei", "true"),
    ('{ fakta = "boevne", er = "bra" }', "ukjent_valg", "klarer_selv"),
    ('{ fakta = "boevne", blant = ["klarer_selv", "bra"] }', "ukjent_valg", "klarer_selv"),
    ('{ fakta = "boevne", blant = [] }', "tom_liste", "minst én"),
    ('{ fakta = "boevne", inneholder_en_av = ["klarer_selv"] }', "feil_sammenligning", "blant"),
    ('{ fakta = "boligsituasjon", er = "uten_bolig" }', "feil_sammenligning", "inneholder_en_av"),
    ('{ fakta = "boevne", er = { fakta = "hjelpetiltaksplan" } }', "ulike_slag", "samme slag"),
    ('{ fakta = "fodt", minst = "2020-01-01" }', "ikke_dag", "2026-01-31"),
    ('{ fakta = "fodt", minst = 2020-01-01T10:00:00 }', "ikke_dag", "klokkeslett"),
    ('{ fakta = "formue_ore", hoyst = 1000 }', "belop_uten_kroner", "kroner"),
    ('{ fakta = "formue_ore", hoyst = { kroner = "mye" } }', "ikke_tall", "mye"),
    ('{ fakta = "formue_ore", hoyst = { kroner = nan } }', "ikke_tall", "punktum"),
    ('{ fakta = "formue_ore", hoyst = { kroner = 0.001 } }', "ikke_kroner", "desimaler"),
    ('{ fakta = "formue_ore", hoyst = { kroner = -1 } }', "ikke_kroner", "-1"),
    ('{ fakta = "formue_ore", hoyst = { kr = 1 } }', "ukjent_ord", "kroner"),
    ('{ fakta = "formue_ore", hoyst = { ganger = 1 } }', "ikke_en_grense", "sats"),
    ('{ fakta = "formue_ore", hoyst = { kroner = 1, ganger = 2 } }', "horer_ikke_hit", "ganger"),
    ('{ fakta = "formue_ore", hoyst = { sats = "G", ganger = 2 } }', "ukjent_sats", "grunnbelop"),
    ('{ fakta = "formue_ore", hoyst = { sats = "min_term_months" } }', "ukjent_sats", "grunnbelop"),
    ('{ fakta = "formue_ore", hoyst = { sats = "grunnbelop", dag = "barn_antall" } }', "ikke_dato", "dag"),
    (
        '{ fakta = "formue_ore", hoyst = { sats = "grunnbelop", ganger = { etter = "fodt", tabell = { 1 = 1 } } } }',
        "ikke_antall",
        "husstand_antall",
    ),
    ('{ fakta = "formue_ore", hoyst = { etter = "husstand_antall" } }', "mangler", "tabell"),
    ('{ fakta = "formue_ore", hoyst = { etter = "husstand_antall", tabell = {} } }', "tom_tabell", "rader"),
    ('{ fakta = "formue_ore", hoyst = { etter = "husstand_antall", tabell = { en = 1 } } }', "ikke_storrelse", "5+"),
    (
        '{ fakta = "formue_ore", hoyst = { etter = "husstand_antall", tabell = { 1 = 1, "01" = 1 } } }',
        "rader_overlapper",
        "størrelse",
    ),
    (
        '{ fakta = "formue_ore", hoyst = { etter = "husstand_antall", tabell = { "1+" = 1, 2 = 1 } } }',
        "rader_overlapper",
        "+",
    ),
    ('{ fakta = "fodt", hoyst = { etter = "husstand_antall", tabell = { 1 = 1 } } }', "ikke_i_tabell", "beløp"),
    ('{ maneder_mellom = ["fodt"], minst = 1 }', "ikke_to", "maneder_mellom"),
    ('{ maneder_mellom = ["fodt", "flyktning"], minst = 1 }', "ikke_dato", "flyktning"),
    ('{ minus = ["formue_ore", "barn_antall"], minst = 1 }', "ulike_slag", "samme slag"),
    ('{ minus = ["fodt", "bosatt_siden"], minst = 1 }', "ulike_slag", "samme slag"),
    ('{ fakta = "barn_antall", pluss_maneder = 1, minst = 1 }', "pluss_uten_dato", "pluss_maneder"),
    ('{ ar_mellom = ["fodt", "vurderingsdato"], pluss_maneder = 1, minst = 1 }', "pluss_uten_dato", "pluss_maneder"),
    ("{ minst = 1 }", "ikke_en_verdi", "fakta"),
    ("{ fakta = 7, minst = 1 }", "ikke_tekst", "fakta"),
    ("{ alle = [] }", "tom_liste", "minst én"),
    ("{ alle = [7] }", "ikke_betingelse", "7"),
    ('{ alle = [{ fakta = "flyktning" }], fakta = "flyktning" }', "alene", "fakta"),
    ('"alltid"', "ikke_betingelse", "alltid"),
    ("{}", "ikke_betingelse", "minst"),
]


@pytest.mark.parametrize(("condition", "code", "named"), MISTAKES)
def test_a_mistake_is_refused_with_its_line_and_a_way_out(condition: str, code: str, named: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        council(condition)
    words = fault_text(refusal.value.fault)
    assert words.code == f"kriterier.{code}"
    assert words.where == "Linje 9 i nordvik.toml."
    assert named in words.what + words.mend
    assert words.mend


#: A mistake elsewhere: what is replaced in the good file, by what, and where it is told.
GOOD_FILE = text_of('{ fakta = "flyktning" }', '[[krav.unntak]]\nnokkel = "u"\ntekst = "Unntatt."\n')
ELSEWHERE = [
    ('navn = "Nordvik"', 'nvn = "Nordvik"', "ukjent_nokkel", 1),
    ('navn = "Nordvik"', "navn = 7", "ikke_tekst", 1),
    ('navn = "Nordvik"', 'navn = ""', "ikke_tekst", 1),
    ('navn = "Nordvik"', 'navn = "Nordvik', "ikke_toml", 1),
    ('kommune = "Nordvik"', 'navn = "Nordvik"', "ikke_toml", 2),
    ('kilde = "Vedtak"', 'malform = "da"', "ukjent_ord", 3),
    ('kilde = "Vedtak"', 'kilde = "Vedtak"\nmalform = "nn"', "mangler", 6),
    ('kilde = "Vedtak"', 'kilde = "Vedtak"\nutgave = "ny"', "ikke_helt_tall", 4),
    ('kilde = "Vedtak"', 'kilde = "Vedtak"\nutgave_velges_etter = "klage"', "ukjent_ord", 4),
    ('kilde = "Vedtak"', "", "mangler", 1),
    ("kilde_lest = 2026-01-01", 'kilde_lest = "i fjor"', "ikke_dag", 4),
    (
        "kilde_lest = 2026-01-01",
        "kilde_lest = 2026-01-01\ngjelder_fra = 2026-02-01\ngjelder_til = 2026-01-31",
        "til_for_fra",
        6,
    ),
    ("kilde_lest = 2026-01-01", "kilde_lest = 2026-01-01\npoeng = 3", "ikke_tabeller", 5),
    ("kilde_lest = 2026-01-01", "kilde_lest = 2026-01-01\nprioritet = 3", "ikke_tabeller", 5),
    ('tittel = "Krav"', "", "mangler", 5),
    ('tittel = "Krav"', 'tittel = "Krav"\nvekt = 3', "ukjent_nokkel", 8),
    ('nokkel = "u"', "", "mangler", 10),
    ('tekst = "Unntatt."', 'tekst = "Unntatt."\nbegrunnelse = false', "skjonn_uten_grunn", 13),
    ('tekst = "Unntatt."', 'tekst = "Unntatt."\n[[krav.unntak]]\nnokkel = "u"\ntekst = "To."', "to_ganger", 14),
    ('tekst = "Unntatt."', 'tekst = "Unntatt."\n[poeng]\ni_bruk = "ja"', "ikke_ja_nei", 14),
    ('tekst = "Unntatt."', 'tekst = "Unntatt."\n[[poeng.del]]\nnokkel = "p"\ntekst = "P"', "mangler", 13),
    ('tekst = "Unntatt."', 'tekst = "Unntatt."\n[[prioritet]]\nnokkel = "p"\ntekst = "P"', "mangler", 13),
]


@pytest.mark.parametrize(("good", "bad", "code", "line"), ELSEWHERE)
def test_a_mistake_elsewhere_is_found_too(good: str, bad: str, code: str, line: int) -> None:
    assert good in GOOD_FILE
    read_set(GOOD_FILE, "nordvik.toml")
    with pytest.raises(RefusedError) as refusal:
        read_set(GOOD_FILE.replace(good, bad, 1), "nordvik.toml")
    words = fault_text(refusal.value.fault)
    assert (words.code, words.where) == (f"kriterier.{code}", f"Linje {line} i nordvik.toml.")
    assert words.what and words.mend


def test_all_mistakes_are_told_at_once() -> None:
    bad = GOOD_FILE.replace('fakta = "flyktning"', 'fakta = "a"').replace("[[krav.unntak]]", "[[krav.unntak]]\nx = 1")
    with pytest.raises(RefusedError) as refusal:
        read_set(bad, "nordvik.toml")
    assert [fault_text(fault).where for fault in refusal.value.faults] == [
        "Linje 9 i nordvik.toml.",
        "Linje 11 i nordvik.toml.",
    ]


def test_a_set_without_demands_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"kriterier\.uten_krav"):
        read_set(HEAD.format(name="Tom"), "tom.toml")


def test_a_file_may_have_a_mark_and_windows_lines_but_must_be_utf8(tmp_path: Path) -> None:
    path = tmp_path / "min.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD_FILE.replace("\n", "\r\n").encode())
    assert read_set_file(path).name == "Nordvik"
    path.write_bytes(GOOD_FILE.replace("Krav", "Sør").encode("cp1252"))
    for wrong, code in (
        (path, "kriterier.ikke_utf8"),
        (tmp_path / "borte.toml", "kriterier.fil_uleselig"),
        (tmp_path, "kriterier.fil_uleselig"),
    ):
        with pytest.raises(RefusedError) as refusal:
            read_set_file(wrong)
        assert refusal.value.fault.code == code
        assert fault_text(refusal.value.fault).whole
    for text, code in (("#" * 500_001, "kriterier.for_stor"), ("x = " + "[" * 20_000, "kriterier.ikke_toml")):
        with pytest.raises(RefusedError) as refusal:
            read_set(text, "x.toml")
        assert refusal.value.fault.code == code


def test_a_shipped_set_that_is_not_there_names_the_near_ones() -> None:
    with pytest.raises(RefusedError) as refusal:
        shipped_set("bergn")
    assert "bergen" in fault_text(refusal.value.fault).mend
    assert shipped_set("Bergen").municipality == "Bergen"


def test_an_application_stands_under_the_version_of_its_day() -> None:
    old = replace(council('{ fakta = "flyktning" }'), valid_to=date(2026, 6, 30))
    new = replace(old, edition=2, valid_from=date(2026, 7, 1), valid_to=None)
    late = date(2026, 8, 1)
    assert valid_set([old, new], date(2026, 6, 30), late) is old
    assert valid_set([old, new], date(2026, 7, 1), late) is new
    by_decision = [replace(version, version_date=VersionDate.DECIDED) for version in (old, new)]
    assert valid_set(by_decision, date(2026, 6, 30), late).edition == 2
    for versions in ([old], [old, new, new]):
        with pytest.raises(RefusedError, match=r"kriterier\.utgave"):
            valid_set(versions, date(2026, 7, 1), late)
    assert [remark.code for remark in judged(old).remarks] == ["vurdering.ikke_tatt_i_bruk", "vurdering.gjelder_ikke"]
    assert judged(replace(new, adopted=True)).remarks == ()


def test_what_the_guide_shows_can_be_read() -> None:
    guide = (resources() / "kriterier" / "README.md").read_text(encoding="utf-8")
    whole, group = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    read_set(whole, "README.md")
    council(group.removeprefix("oppfylt = "))
    shown = [found for found in re.findall(r"`(\{[^`]*\})`", guide) if "…" not in found]
    limits = re.findall(r"`(hoyst = [^`]*)`", guide)
    assert len(shown) >= 9 and len(limits) == 4
    for condition in shown:
        council(condition)
    for limit in limits:
        council(f'{{ fakta = "formue_ore", {limit} }}')
    assert set(GOOD) >= {"soknad_mottatt", "fodt"}


PIECES = st.sampled_from(
    [
        "[a]\n",
        "[[b]]\n",
        "[[b.c]]\n",
        'k = "x # ]"\n',
        "# note [\n",
        'm = """\n"x"\\"\n"""\n',
        "l = [\n 1, # x\n { a = 1, b = '}' },\n]\n",
        "d.e = 2020-01-01\n",
        "\n",
        "n = { p.q = 1 }\n",
        '"r s" = 1\n',
    ]
)


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=12))
def test_every_value_of_a_file_has_the_line_it_stands_on(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = text.split("\n")
    found = lines_of(text)
    for path, line in found.items():
        value: object = content
        for key in path:
            value = value[key]  # type: ignore[index]
        last = path[-1]
        assert isinstance(last, int) or last in lines[line - 1]


def test_every_shipped_set_is_written_in_both_languages() -> None:
    assert {name: found.only_bokmal for name, found in shipped_sets().items() if found.only_bokmal} == {}


def test_what_has_no_nynorsk_words_is_named() -> None:
    whole = shipped_set("drammen")
    first, *others = whole.criteria
    (rule,) = first.exceptions
    bare = replace(first, exceptions=(replace(rule, text=replace(rule.text, nn="")),))
    assert replace(whole, criteria=(bare, *others)).only_bokmal == ("Alder",)
