"""Each operator over known, uncertain and unknown values (three-valued logic, P16)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from boligdesk.rules.application_words import CriterionStatus
from boligdesk.texts import render

from .world import TODAY, council, judged, the

MET, NOT_MET, UNKNOWN = CriterionStatus.MET, CriterionStatus.NOT_MET, CriterionStatus.UNKNOWN
YES, NO, WHO_KNOWS = "{ fakta = 'flyktning' }", "{ fakta = 'bostedslos' }", "{ fakta = 'lav_inntekt' }"
THREE: dict[str, Any] = {"flyktning": True, "bostedslos": False, "lav_inntekt": None}


def status(condition: str, **changes: Any) -> CriterionStatus:
    """What one condition comes to for the good household with some changes."""
    return the(judged(council(condition), **changes), "krav").status


@pytest.mark.parametrize(
    ("parts", "all_of", "any_of"),
    [
        ([YES, YES], MET, MET),
        ([YES, NO], NOT_MET, MET),
        ([NO, NO], NOT_MET, NOT_MET),
        ([YES, WHO_KNOWS], UNKNOWN, MET),
        ([NO, WHO_KNOWS], NOT_MET, UNKNOWN),
        ([WHO_KNOWS, WHO_KNOWS], UNKNOWN, UNKNOWN),
    ],
)
def test_and_or_of_three_values(parts: list[str], all_of: CriterionStatus, any_of: CriterionStatus) -> None:
    for order in (parts, parts[::-1]):
        assert status(f"{{ alle = [{', '.join(order)}] }}", **THREE) is all_of
        assert status(f"{{ en_av = [{', '.join(order)}] }}", **THREE) is any_of


@pytest.mark.parametrize(("part", "result"), [(YES, NOT_MET), (NO, MET), (WHO_KNOWS, UNKNOWN)])
def test_not_of_three_values(part: str, result: CriterionStatus) -> None:
    assert status(f"{{ ikke = {part} }}", **THREE) is result


@pytest.mark.parametrize(
    ("op", "below", "same", "above"),
    [
        ("er", NOT_MET, MET, NOT_MET),
        ("er_ikke", MET, NOT_MET, MET),
        ("minst", NOT_MET, MET, MET),
        ("over", NOT_MET, NOT_MET, MET),
        ("hoyst", MET, MET, NOT_MET),
        ("under", MET, NOT_MET, NOT_MET),
    ],
)
def test_each_comparison_on_numbers_days_and_amounts(
    op: str, below: CriterionStatus, same: CriterionStatus, above: CriterionStatus
) -> None:
    for number, result in ((1, below), (2, same), (3, above)):
        assert status(f"{{ fakta = 'husstand_antall', {op} = 2 }}", husstand_antall=number) is result
    for day, result in (("2020-01-01", below), ("2020-01-02", same), ("2020-01-03", above)):
        assert status(f"{{ fakta = 'bosatt_siden', {op} = 2020-01-02 }}", bosatt_siden=day) is result
    for ore, result in ((9_999, below), (10_000, same), (10_001, above)):
        assert status(f"{{ fakta = 'formue_ore', {op} = {{ kroner = 100 }} }}", formue_ore=ore) is result
    assert status(f"{{ fakta = 'formue_ore', {op} = {{ kroner = 100 }} }}") is UNKNOWN


@pytest.mark.parametrize(("size", "limit"), [(1, 100_000), (2, 150_050), (3, 200_000), (9, 200_000)])
def test_a_table_in_kroner_by_household_whose_last_row_is_open(size: int, limit: int) -> None:
    table = "{ 1 = 1000, 2 = 1500.5, '3+' = 2000 }"
    condition = f"{{ fakta = 'formue_ore', hoyst = {{ etter = 'husstand_antall', tabell = {table} }} }}"
    assert status(condition, husstand_antall=size, formue_ore=limit) is MET
    assert status(condition, husstand_antall=size, formue_ore=limit + 1) is NOT_MET


def test_a_rate_can_go_by_the_day_of_the_application() -> None:
    condition = "{ fakta = 'formue_ore', hoyst = { sats = 'grunnbelop', ganger = 2, dag = 'soknad_mottatt' } }"
    assert status(condition, formue_ore=26_032_000, soknad_mottatt="2026-04-30") is MET
    assert status(condition, formue_ore=26_032_001, soknad_mottatt="2026-04-30") is NOT_MET
    assert status(condition, formue_ore=26_032_001, soknad_mottatt="2026-05-01") is MET
    assert status(condition, formue_ore=1, soknad_mottatt=None) is UNKNOWN
    assert status("{ fakta = 'formue_ore', hoyst = { sats = 'grunnbelop' } }", formue_ore=13_654_900) is MET


def test_g_times_a_factor_is_rounded_half_up_to_whole_ore() -> None:
    condition = "{ fakta = 'formue_ore', hoyst = { sats = 'grunnbelop', ganger = 0.00005 } }"  # 682.745 øre
    assert status(condition, formue_ore=683) is MET
    assert status(condition, formue_ore=684) is NOT_MET


@pytest.mark.parametrize(("born", "years"), [("2008-11-23", MET), ("2008-11-24", NOT_MET)])
def test_age_when_assessed_or_when_applying(born: str, years: CriterionStatus) -> None:
    assert status("{ ar_mellom = ['fodt', 'vurderingsdato'], minst = 18 }", fodt=born, bosatt_siden=None) is years
    applied = {"soknad_mottatt": TODAY.isoformat(), "bosatt_siden": None}
    assert status("{ ar_mellom = ['fodt', 'soknad_mottatt'], minst = 18 }", fodt=born, **applied) is years


def test_born_on_a_leap_day_is_grown_on_28_february() -> None:
    criteria = council("{ ar_mellom = ['fodt', 'vurderingsdato'], minst = 18 }")
    young: dict[str, Any] = {"fodt": "2008-02-29", "soknad_mottatt": None, "bosatt_siden": None}
    assert the(judged(criteria, on=date(2026, 2, 27), **young), "krav").status is NOT_MET
    assert the(judged(criteria, on=date(2026, 2, 28), **young), "krav").status is MET


def test_time_in_institution_can_be_left_out() -> None:
    condition = "{ minus = ['botid_samlet_maneder', 'botid_institusjon_maneder'], minst = 24 }"
    assert status(condition, botid_samlet_maneder=30, botid_institusjon_maneder=6) is MET
    assert status(condition, botid_samlet_maneder=30, botid_institusjon_maneder=7) is NOT_MET
    assert status(condition, botid_samlet_maneder=30) is UNKNOWN


@pytest.mark.parametrize("cause", ["krisesenter", "institusjon", "skjermet_adresse"])
def test_residence_that_is_broken_is_unknown_and_never_too_short(cause: str) -> None:
    enough = "{ maneder_mellom = ['bosatt_siden', 'vurderingsdato'], minst = 12 }"
    short = {"bosatt_siden": "2026-05-01", "botid_brutt_av": cause}
    result = the(judged(council(enough), **short), "krav")
    assert (result.status, result.missing) == (UNKNOWN, ("bosatt_siden",))
    assert "krisesenter" in render(result.lacks[0].why)
    assert status(enough, bosatt_siden="2025-05-01", botid_brutt_av=cause) is MET
    assert status(enough.replace("minst", "under"), **short) is UNKNOWN
    assert status(enough.replace("minst", "under"), bosatt_siden="2025-05-01", botid_brutt_av=cause) is NOT_MET
    assert (
        status("{ fakta = 'botid_samlet_maneder', minst = 12 }", botid_samlet_maneder=3, botid_brutt_av=cause)
        is UNKNOWN
    )
    assert status("{ fakta = 'botid_samlet_maneder', er = 3 }", botid_samlet_maneder=3, botid_brutt_av=cause) is UNKNOWN
    assert status("{ fakta = 'botid_samlet_maneder', er = 2 }", botid_samlet_maneder=3, botid_brutt_av=cause) is NOT_MET
    assert status("{ fakta = 'bosatt_siden', hoyst = 2025-11-23 }", **short) is UNKNOWN
    difference = "{ minus = ['botid_samlet_maneder', 'botid_samlet_maneder'], minst = 1 }"
    assert status(difference, botid_samlet_maneder=3, botid_brutt_av=cause) is UNKNOWN


@pytest.mark.parametrize("cause", ["ikke_brutt", "annet", None])
def test_any_other_break_counts(cause: str | None) -> None:
    enough = "{ maneder_mellom = ['bosatt_siden', 'vurderingsdato'], minst = 12 }"
    assert status(enough, bosatt_siden="2026-05-01", botid_brutt_av=cause) is NOT_MET


@pytest.mark.parametrize("lawful", [True, False])
def test_an_expired_permit_is_unknown(lawful: bool) -> None:
    for name, key in (("verdal-2012", "opphold"), ("bergen", "opphold")):
        expired = judged(name, lovlig_opphold=lawful, oppholdstillatelse_til="2026-11-22")
        result = the(expired, key)
        assert result.status is UNKNOWN
        assert "fornyelse" in render(result.lacks[0].why)
        assert "oppholdstillatelse_til" in {used.key for used in result.used}
    last_day = judged("verdal-2012", lovlig_opphold=lawful, oppholdstillatelse_til="2026-11-23")
    assert the(last_day, "opphold").status is (MET if lawful else NOT_MET)


def test_only_what_could_change_the_answer_is_asked_for() -> None:
    result = the(
        judged(
            council(f"{{ alle = [{WHO_KNOWS}, {{ en_av = [{YES}, {{ fakta = 'forsok_dokumentert' }}] }}] }}"), **THREE
        ),
        "krav",
    )
    assert result.missing == ("lav_inntekt",)
    assert result.explanation.missing == ("lav_inntekt", "forsok_dokumentert")


def test_the_explanation_shows_every_part_with_its_rate() -> None:
    found = judged("bergen")
    income = next(step for step in found.explanation.children if render(step.message) == "Inntekt")
    assert [(stamp.key, stamp.valid_from) for stamp in income.rates] == [("grunnbelop", date(2026, 5, 1))]
    amounts = {step.result for step in income.walk()}
    assert {20_000_000, 47_792_150, 1} <= amounts
    assert not income.provisional


def test_the_sentence_names_fact_value_and_limit() -> None:
    because = the(judged("bergen", brutto_arsinntekt_ore=50_000_000), "inntekt").because
    assert [render(line) for line in because] == [
        "Husstandens samlede brutto årsinntekt: 500\u00a0000\u00a0kr "
        "(skal være høyst 477\u00a0921,50\u00a0kr (3,5 ganger G))"
    ]
    lease = {
        "boligsituasjon": [],
        "tidsbegrenset_leie": True,
        "rett_til_fornyelse": False,
        "leieavtale_slutt": "2028-01-01",
    }
    lines = [render(line) for line in the(judged("bergen", **lease), "uten_egnet_bolig").because]
    assert lines[1:] == [
        "Siste dag i den tidsbestemte leieavtalen: 01.01.2028 "
        "(skal være før 23.05.2027 (Dagen det blir vurdert pluss 6 måneder))"
    ]
    assert lines[0].startswith("Boligsituasjonen: ingen (skal være én av: ")


def test_an_exemption_is_told_by_its_own_facts() -> None:
    excepted = the(judged("askoy", bosatt_siden="2026-11-01", flyktning=True), "botid")
    assert [render(line) for line in excepted.because] == ["Er flyktning: ja (skal være: ja)"]
    assert excepted.exception and excepted.exception.key == "flyktning" and not excepted.lacks_reason
