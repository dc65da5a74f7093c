"""Facts as they are given: impossible ones are refused in a sentence, all at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from boligdesk.rules.allocation.assessment import Grant
from boligdesk.rules.allocation.given import Facts
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import fault_text

from .world import GOOD, TODAY, judged, the

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"fodt": "2026-11-24"}, "fram_i_tid", "24.11.2026"),
    ({"soknad_mottatt": "2026-11-24"}, "fram_i_tid", "Dagen søknaden kom inn"),
    ({"fodt": "2026-10-06", "soknad_mottatt": "2026-10-05"}, "for_tidlig", "fødselsdato"),
    ({"fodt": "2000-01-02", "bosatt_siden": "2000-01-01"}, "for_tidlig", "01.01.2000"),
    ({"fodt": "17.04.1988"}, "feil_slag", "1988-04-17"),
    ({"fodt": 19880417}, "feil_slag", "19880417"),
    ({"brutto_arsinntekt_ore": "mye"}, "feil_slag", "mye"),
    ({"brutto_arsinntekt_ore": "38500000"}, "feil_slag", "38500000"),
    ({"brutto_arsinntekt_ore": 385.5}, "feil_slag", "385.5"),
    ({"brutto_arsinntekt_ore": True}, "feil_slag", "True"),
    ({"brutto_arsinntekt_ore": -1}, "umulig_tall", "-1"),
    ({"husstand_antall": 0}, "umulig_tall", "0"),
    ({"husstand_antall": 101}, "umulig_tall", "101"),
    ({"husstand_antall": 2, "barn_antall": 3}, "del_over_hel", "husstanden"),
    ({"botid_samlet_maneder": 2, "botid_institusjon_maneder": 3}, "del_over_hel", "institusjon"),
    ({"flyktning": "ja"}, "ikke_ja_nei", "true"),
    ({"flyktning": 1}, "ikke_ja_nei", "flyktning"),
    ({"boevne": "god"}, "ukjent_valg", "klarer_selv"),
    ({"boligsituasjon": ["uten_bolig", "slott"]}, "ukjent_valg", "slott"),
    ({"boligsituasjon": "uten_bolig"}, "feil_slag", "uten_bolig"),
    ({"inntekt": 3}, "ukjent", "lav_inntekt"),
    ({"nasjonalitet": None}, "ukjent", "nasjonalitet"),
    ({"vurderingsdato": "2020-01-01"}, "ukjent", "vurderingsdato"),
]


@pytest.mark.parametrize(("given", "code", "named"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(given: dict[str, Any], code: str, named: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        Facts.of(given, TODAY)
    words = fault_text(refusal.value.fault)
    assert words.code == f"fakta.{code}"
    assert named in words.whole and words.mend


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(RefusedError) as refusal:
        Facts.of({"inntekt": 1, "flyktning": "ja", "fodt": "2030-01-01"}, TODAY)
    assert [fault.code for fault in refusal.value.faults] == ["fakta.ukjent", "fakta.ikke_ja_nei", "fakta.fram_i_tid"]


def test_the_limits_themselves_are_possible() -> None:
    day = TODAY.isoformat()
    facts = Facts.of(
        {"fodt": day, "soknad_mottatt": day, "bosatt_siden": day, "barn_antall": 1, "husstand_antall": 1}, TODAY
    )
    assert facts.values["fodt"] == TODAY
    assert Facts.of({"fodt": date(1988, 4, 17), "flyktning": None}, TODAY).values == {"fodt": date(1988, 4, 17)}


BAD_GRANTS = [
    (Grant("botid", "finnes_ikke", "x"), "vurdering.ukjent_unntak"),
    (Grant("finnes_ikke", "saerlige_grunner", "x"), "vurdering.ukjent_unntak"),
    (Grant("botid", "saerlige_grunner", "  "), "vurdering.uten_grunn"),
    (Grant("botid", "nyankommet", "x"), "vurdering.unntak_passer_ikke"),
]


@pytest.mark.parametrize(("grant", "code"), BAD_GRANTS)
def test_an_exception_cannot_be_given_without_reason_or_against_the_facts(grant: Grant, code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        judged("drammen", granted=(grant,), bosatt_siden="2026-01-01")
    assert refusal.value.fault.code == code
    assert fault_text(refusal.value.fault).whole


def test_a_given_exception_touches_nothing_else() -> None:
    grant = Grant("botid", "saerlige_grunner", "Pleier mor")
    assert the(judged("drammen", granted=(grant,)), "botid").status.value == "met"
    before, after = (judged("drammen", granted=g, fodt="2008-11-24", bosatt_siden=None) for g in ((), (grant,)))
    assert the(before, "alder") == the(after, "alder")
    assert (the(before, "botid").status.value, the(after, "botid").status.value) == ("unknown", "exception")


def test_nothing_about_the_household_is_lost_in_the_sheet() -> None:
    used = {fact.key: fact.value for result in judged("bergen").results for fact in result.used}
    assert used["oppholdsgrunnlag"] == GOOD["oppholdsgrunnlag"]
    assert used["vurderingsdato"] == TODAY
    assert used["botid_brutt_av"] is None
