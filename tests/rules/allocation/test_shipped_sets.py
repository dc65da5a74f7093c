"""Each shipped set: a table of cases with both sides of every limit and every exception."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from boligdesk.rules.allocation.assessment import Eligibility, Grant
from boligdesk.rules.allocation.files import read_set, shipped_sets
from boligdesk.rules.allocation.written import to_toml
from boligdesk.rules.application_words import CriterionStatus
from boligdesk.texts import render

from .world import GOOD, TODAY, judged, the

MET, NOT_MET = CriterionStatus.MET, CriterionStatus.NOT_MET
EXCEPTION, UNKNOWN = CriterionStatus.EXCEPTION, CriterionStatus.UNKNOWN

#: 18 years on 23.11.2026, and one day too young.
GROWN, YOUNG = {"fodt": "2008-11-23"}, {"fodt": "2008-11-24"}
LAWFUL = [({"lovlig_opphold": True}, MET), ({"lovlig_opphold": False}, NOT_MET), ({"lovlig_opphold": None}, UNKNOWN)]
NO_LEASE: dict[str, Any] = {"boligsituasjon": []}
LEASE = {"boligsituasjon": [], "tidsbegrenset_leie": True, "rett_til_fornyelse": False}


def since(day: str, **more: Any) -> dict[str, Any]:
    """Lives there since a day."""
    return {"bosatt_siden": day, **more}


def one_of(fact: str, good: str, bad: str) -> list[tuple[dict[str, Any], CriterionStatus]]:
    """Each choice that is good or bad."""
    return [({fact: key}, MET) for key in good.split()] + [({fact: key}, NOT_MET) for key in bad.split()]


def situation(good: str, bad: str) -> list[tuple[dict[str, Any], CriterionStatus]]:
    """Each situation alone, none, and one good among bad ones."""
    alone = [({"boligsituasjon": [key]}, MET) for key in good.split()]
    alone += [({"boligsituasjon": [key]}, NOT_MET) for key in bad.split()]
    return [*alone, (NO_LEASE, NOT_MET), ({"boligsituasjon": [*bad.split(), good.split()[0]]}, MET)]


ALL_NEEDS = (
    "uten_bolig snart_uten_bolig midlertidig_hos_andre hospits institusjon uegnet_helse uegnet_familie trangbodd "
    "helsefarlig_bolig bomiljo"
)
BERGEN_NEEDS = (
    "uten_bolig midlertidig_hos_andre hospits institusjon uegnet_helse uegnet_familie trangbodd helsefarlig_bolig"
)
WITHOUT = "uten_bolig midlertidig_hos_andre hospits institusjon"

Cases = dict[str, list[tuple[dict[str, Any], CriterionStatus]]]

TABLE: dict[str, Cases] = {
    "verdal-2012": {
        "varige_vansker": [
            ({"vanske_varighet_maneder": 37}, MET),
            ({"vanske_varighet_maneder": 36}, NOT_MET),
            ({"vanske_varighet_maneder": None}, UNKNOWN),
        ],
        # a year when applying, 05.10.2026, not when assessed
        "botid": [
            (since("2025-10-05"), MET),
            (since("2025-10-06"), NOT_MET),
            (since("2025-10-06", soknad_mottatt=None), UNKNOWN),
        ],
        "opphold": LAWFUL,
    },
    "bergen": {
        "alder": [(GROWN, MET), (YOUNG, NOT_MET), ({"fodt": None}, UNKNOWN)],
        "botid": [(since("2025-11-23"), MET), (since("2025-11-24"), NOT_MET)],
        "opphold": one_of("oppholdsgrunnlag", "trenger_ikke_tillatelse asyl humanitaert varig", "midlertidig ingen"),
        "uten_egnet_bolig": [
            *situation(BERGEN_NEEDS, "snart_uten_bolig bomiljo"),
            ({**LEASE, "leieavtale_slutt": "2027-05-22"}, MET),
            ({**LEASE, "leieavtale_slutt": "2027-05-23"}, NOT_MET),
            ({**LEASE, "leieavtale_slutt": "2027-05-22", "rett_til_fornyelse": True}, NOT_MET),
            ({**LEASE, "leieavtale_slutt": "2027-05-22", "rett_til_fornyelse": None}, UNKNOWN),
            (LEASE, UNKNOWN),
        ],
        "inntekt": [
            ({"husstand_antall": 1, "brutto_arsinntekt_ore": 47_792_150}, MET),
            ({"husstand_antall": 1, "brutto_arsinntekt_ore": 47_792_151}, NOT_MET),
            ({"husstand_antall": 2, "brutto_arsinntekt_ore": 54_619_600}, MET),
            ({"husstand_antall": 2, "brutto_arsinntekt_ore": 54_619_601}, NOT_MET),
            ({"husstand_antall": 3, "brutto_arsinntekt_ore": 61_447_050}, MET),
            ({"husstand_antall": 3, "brutto_arsinntekt_ore": 61_447_051}, NOT_MET),
            ({"husstand_antall": 4, "brutto_arsinntekt_ore": 68_274_500}, MET),
            ({"husstand_antall": 4, "brutto_arsinntekt_ore": 68_274_501}, NOT_MET),
            ({"husstand_antall": 5, "brutto_arsinntekt_ore": 1}, UNKNOWN),
            ({"husstand_antall": None}, UNKNOWN),
            ({"brutto_arsinntekt_ore": None}, UNKNOWN),
        ],
        "gjeld": [
            *one_of("husleiegjeld", "ingen oppgjort avtale", "apen"),
            *one_of("annen_gjeld_til_kommunen", "ingen oppgjort avtale", "apen"),
            ({"annen_gjeld_til_kommunen": None}, UNKNOWN),
            ({"annen_gjeld_til_kommunen": None, "husleiegjeld": "apen"}, NOT_MET),
        ],
        "karantene": [
            ({"utkastelse": False}, MET),
            ({"utkastelse": True, "utkastelse_dato": "2025-11-23"}, MET),
            ({"utkastelse": True, "utkastelse_dato": "2025-11-24", "karantene_til": "2026-11-22"}, MET),
            ({"utkastelse": True, "utkastelse_dato": "2025-11-24", "karantene_til": "2026-11-23"}, NOT_MET),
            ({"utkastelse": True, "utkastelse_dato": "2025-11-24"}, UNKNOWN),
            ({"utkastelse": None}, UNKNOWN),
        ],
    },
    "kristiansund": {
        "alder": [(GROWN, MET), (YOUNG, NOT_MET)],
        "botid": [
            (since("2024-11-23"), MET),
            (since("2024-11-24"), NOT_MET),
            (since("2024-11-24", bosatt_etter_avtale_med_staten=True), EXCEPTION),
            (since("2024-11-24", bosatt_etter_avtale_med_staten=None), UNKNOWN),
        ],
        "opphold": LAWFUL,
        "bolig": [
            *situation(WITHOUT, "snart_uten_bolig uegnet_helse uegnet_familie trangbodd helsefarlig_bolig bomiljo"),
            ({**LEASE, "leieavtale_slutt": "2027-05-23"}, MET),
            ({**LEASE, "leieavtale_slutt": "2027-05-24"}, NOT_MET),
            ({**LEASE, "leieavtale_slutt": "2027-05-23", "rett_til_fornyelse": True}, NOT_MET),
            ({**NO_LEASE, "trenger_tilrettelagt_bolig": True}, MET),
        ],
        "okonomi": [({"vansker": ["okonomisk", "helse"]}, MET), ({"vansker": ["helse", "sosial"]}, NOT_MET)],
    },
    "drammen": {
        "alder": [
            (GROWN, MET),
            (YOUNG, NOT_MET),
            ({**YOUNG, "daglig_omsorg_for_barn": True}, EXCEPTION),
            ({**YOUNG, "daglig_omsorg_for_barn": None}, UNKNOWN),
        ],
        "botid": [
            (since("2023-11-23"), MET),
            (since("2023-11-24"), NOT_MET),
            (since("2023-11-24", nyankommet_flyktning=True), EXCEPTION),
        ],
        "egnet_bolig": [({"klarer_ikke_skaffe_bolig": True}, MET), ({"klarer_ikke_skaffe_bolig": False}, NOT_MET)],
        "hjelpetiltaksplan": one_of("hjelpetiltaksplan", "ikke_krevd inngatt", "krevd"),
    },
    "seljord": {
        "alder": [(GROWN, MET), (YOUNG, NOT_MET), ({**YOUNG, "daglig_omsorg_for_barn": True}, EXCEPTION)],
        "botid": [
            (since("2026-05-23"), MET),
            (since("2026-05-24"), NOT_MET),
            (since("2026-05-24", bosatt_etter_avtale_med_staten=True), EXCEPTION),
        ],
        "opphold": LAWFUL,
        "behov": [*[({"boligsituasjon": [key]}, MET) for key in ALL_NEEDS.split()], (NO_LEASE, NOT_MET)],
        "inntekt": [
            ({"brutto_arsinntekt_ore": 40_964_700}, MET),
            ({"brutto_arsinntekt_ore": 40_964_701}, NOT_MET),
            ({"husstand_antall": 2}, UNKNOWN),
        ],
        "okonomi": [({"okonomi_gir_losning": False}, MET), ({"okonomi_gir_losning": True}, NOT_MET)],
        "boevne": one_of("boevne", "klarer_selv klarer_med_oppfolging", "klarer_ikke"),
    },
    "stavanger": {
        "botid": [(since("2024-11-23"), MET), (since("2024-11-24"), NOT_MET)],
        "bolig": [*[({"boligsituasjon": [key]}, MET) for key in ALL_NEEDS.split()], (NO_LEASE, NOT_MET)],
        "vansker": [
            *[({"vansker": [key]}, MET) for key in ("okonomisk", "sosial", "helse")],
            ({"vansker": []}, NOT_MET),
        ],
    },
    "fredrikstad-2020": {
        "botid": [(since("2024-11-23"), MET), (since("2024-11-24"), NOT_MET)],
        "bolig": [
            *[({"boligsituasjon": [key]}, MET) for key in ALL_NEEDS.split()],
            ({**NO_LEASE, "eier_eller_leier_bolig": False}, MET),
            (NO_LEASE, NOT_MET),
        ],
        "inntekt": [({"lav_inntekt": True}, MET), ({"lav_inntekt": False}, NOT_MET)],
        "oppfolging": [({"oppfolgingsbehov": True}, MET), ({"oppfolgingsbehov": False}, NOT_MET)],
    },
    "askoy": {
        "alder": [(GROWN, MET), (YOUNG, NOT_MET)],
        "botid": [
            (since("2025-11-23"), MET),
            (since("2025-11-24"), NOT_MET),
            (since("2025-11-24", flyktning=True), EXCEPTION),
        ],
        "opphold": LAWFUL,
        "privat_marked": [({"klarer_ikke_skaffe_bolig": True}, MET), ({"klarer_ikke_skaffe_bolig": False}, NOT_MET)],
    },
    "harstad-2010": {
        "alder": [(GROWN, MET), (YOUNG, NOT_MET)],
        "adresse": [
            ({"folkeregistrert_i_kommunen": True}, MET),
            ({"folkeregistrert_i_kommunen": False}, NOT_MET),
            ({"folkeregistrert_i_kommunen": False, "flyktning": True}, EXCEPTION),
        ],
        "privat_marked": [({"klarer_ikke_skaffe_bolig": True}, MET), ({"klarer_ikke_skaffe_bolig": False}, NOT_MET)],
    },
}

#: The exceptions that a caseworker gives, with facts under which the demand is not met.
BY_JUDGEMENT = [
    ("bergen", "alder", "hovedregel", YOUNG),
    ("drammen", "botid", "saerlige_grunner", since("2023-11-24")),
    ("askoy", "botid", "hovedregel", since("2025-11-24")),
]

CASES = [
    (name, key, changes, status)
    for name, criteria in TABLE.items()
    for key, cases in criteria.items()
    for changes, status in cases
]


@pytest.mark.parametrize(("name", "key", "changes", "status"), CASES)
def test_a_case(name: str, key: str, changes: dict[str, Any], status: CriterionStatus) -> None:
    found = judged(name, **changes)
    result = the(found, key)
    assert result.status is status, [render(why) for why in result.because]
    assert {other.criterion.key for other in found.results if other.status is not MET} <= {key}
    assert bool(result.lacks) is (status is UNKNOWN)
    expected = {
        MET: Eligibility.MET,
        EXCEPTION: Eligibility.MET,
        NOT_MET: Eligibility.NOT_MET,
        UNKNOWN: Eligibility.UNKNOWN,
    }
    assert found.eligibility is expected[status]
    assert all(render(why) for why in result.because)


def test_the_table_speaks_for_every_set_demand_and_exception() -> None:
    assert set(TABLE) == set(shipped_sets())
    for name, criteria in shipped_sets().items():
        assert set(TABLE[name]) == {criterion.key for criterion in criteria.criteria}
        for criterion in criteria.criteria:
            statuses = {status for _, status in TABLE[name][criterion.key]}
            assert {MET, NOT_MET} <= statuses, (name, criterion.key)
            by_facts = [rule for rule in criterion.exceptions if rule.when]
            assert sum(status is EXCEPTION for _, status in TABLE[name][criterion.key]) >= len(by_facts)
            judged_ones = {(n, c, u) for n, c, u, _ in BY_JUDGEMENT}
            assert {(name, criterion.key, r.key) for r in criterion.exceptions if not r.when} <= judged_ones


@pytest.mark.parametrize(("name", "key", "exception", "changes"), BY_JUDGEMENT)
def test_an_exception_by_judgement_is_offered_and_then_given(
    name: str, key: str, exception: str, changes: dict[str, Any]
) -> None:
    before = the(judged(name, **changes), key)
    assert (before.status, [rule.key for rule in before.may_be_given]) == (NOT_MET, [exception])
    given = judged(name, granted=(Grant(key, exception, "Flyttet hit for å pleie mor"),), **changes)
    after = the(given, key)
    assert (after.status, after.reason, after.lacks_reason) == (EXCEPTION, "Flyttet hit for å pleie mor", False)
    assert given.eligibility is Eligibility.MET


DRAMMEN_GROUPS = [
    ({"bostedslos": True, "barn_antall": 1, "husstand_antall": 2}, "1 a"),
    ({"bostedslos": True, "flyktning": True}, "1 b"),
    ({"bostedslos": True, "loslatt_eller_utskrevet": True}, "1 c"),
    ({"bostedslos": True}, "1"),
    ({"bostedslos": False, "barn_antall": 1, "husstand_antall": 2}, "2"),
    ({"bostedslos": False, "flyktning": True, "loslatt_eller_utskrevet": True}, "3"),
]


@pytest.mark.parametrize(("changes", "step"), DRAMMEN_GROUPS)
def test_drammen_has_its_order(changes: dict[str, Any], step: str) -> None:
    placing = judged("drammen", **changes).placing
    assert placing and placing.group and (placing.group.step, placing.certain) == (step, True)


def test_a_group_that_may_still_be_higher_says_so() -> None:
    placing = judged("drammen", bostedslos=None).placing
    assert placing and placing.group and placing.group.step == "3"
    assert [lack.fact for lack in placing.lacks] == ["bostedslos"]


def test_the_order_is_apart_from_the_demands() -> None:
    refused = judged("drammen", bostedslos=True, klarer_ikke_skaffe_bolig=False)
    assert refused.eligibility is Eligibility.NOT_MET
    assert refused.placing and refused.placing.group and refused.placing.group.step == "1"


@pytest.mark.parametrize("name", shipped_sets())
def test_a_set_is_named_with_source_and_day_and_comes_back_from_toml(name: str) -> None:
    criteria = shipped_sets()[name]
    assert criteria.name.startswith(criteria.municipality) and criteria.source
    assert criteria.source_read == date(2026, 11, 22)
    again = read_set(to_toml(criteria), f"{name}.toml")
    assert again == criteria
    assert to_toml(again) == to_toml(criteria)
    assert not criteria.may_decide


def test_what_the_source_cuts_is_marked() -> None:
    cut = {name for name, criteria in shipped_sets().items() if criteria.incomplete}
    assert cut == {"bergen", "seljord", "harstad-2010"}
    remarks = [remark.code for remark in judged("bergen").remarks]
    assert remarks == ["vurdering.ikke_tatt_i_bruk", "vurdering.ufullstendig"]


def test_g_is_that_of_the_day() -> None:
    """3.5 G: 455 560 kr until 30 April 2026, 477 921.50 kr from 1 May; no amount after the last known year."""
    between = {"brutto_arsinntekt_ore": 45_556_001, "soknad_mottatt": "2025-10-05"}
    statuses = {
        day: the(judged("bergen", on=day, **between), "inntekt").status
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2027, 4, 30), date(2027, 5, 1))
    }
    assert list(statuses.values()) == [NOT_MET, MET, MET, UNKNOWN]
    late = the(judged("bergen", on=date(2027, 5, 1), **between), "inntekt")
    assert "G" in render(late.lacks[0].why) and "01.05.2027" in render(late.lacks[0].why)


def test_seljord_speaks_nynorsk() -> None:
    result = the(judged("seljord"), "botid")
    assert result.criterion.text.of("nn").startswith("Du må ha vore")
    assert "månader" in render(result.because[0], "nn")


@pytest.mark.parametrize("name", shipped_sets())
def test_an_empty_application_is_unknown_and_never_refused(name: str) -> None:
    found = judged(name, **dict.fromkeys(GOOD))
    assert found.eligibility is Eligibility.UNKNOWN
    assert {result.status for result in found.results} == {UNKNOWN}
    assert all(result.missing for result in found.results)
    assert found.on == TODAY
