"""A household that meets every demand of every shipped set, and what changes of it come to."""

from __future__ import annotations

from datetime import date
from typing import Any

from boligdesk.rules.allocation.assessment import Assessment, CriterionResult, Grant, assess
from boligdesk.rules.allocation.files import read_set, shipped_set
from boligdesk.rules.allocation.given import Facts
from boligdesk.rules.allocation.sets import CriteriaSet
from boligdesk.rules.rates import shipped_rates

TODAY = date(2026, 11, 23)
RATES = shipped_rates()

GOOD: dict[str, Any] = {
    "soknad_mottatt": "2026-10-05",
    "fodt": "1988-04-17",
    "husstand_antall": 1,
    "barn_antall": 0,
    "daglig_omsorg_for_barn": False,
    "flyktning": False,
    "nyankommet_flyktning": False,
    "bosatt_etter_avtale_med_staten": False,
    "folkeregistrert_i_kommunen": True,
    "bosatt_siden": "2015-01-01",
    "lovlig_opphold": True,
    "oppholdsgrunnlag": "asyl",
    "boligsituasjon": ["uten_bolig"],
    "bostedslos": False,
    "eier_eller_leier_bolig": True,
    "tidsbegrenset_leie": False,
    "klarer_ikke_skaffe_bolig": True,
    "trenger_tilrettelagt_bolig": False,
    "brutto_arsinntekt_ore": 20_000_000,
    "lav_inntekt": True,
    "okonomi_gir_losning": False,
    "vansker": ["okonomisk"],
    "vanske_varighet_maneder": 60,
    "husleiegjeld": "ingen",
    "annen_gjeld_til_kommunen": "ingen",
    "utkastelse": False,
    "boevne": "klarer_selv",
    "oppfolgingsbehov": True,
    "hjelpetiltaksplan": "ikke_krevd",
    "loslatt_eller_utskrevet": False,
}


def facts(on: date = TODAY, **changes: Any) -> Facts:
    """The good household with some facts changed; None makes one unknown."""
    return Facts.of({**GOOD, **changes}, on)


def judged(
    chosen: str | CriteriaSet, *, on: date = TODAY, granted: tuple[Grant, ...] = (), **changes: Any
) -> Assessment:
    """The good household, changed, under a shipped set or one that is given."""
    criteria = shipped_set(chosen) if isinstance(chosen, str) else chosen
    return assess(criteria, facts(on, **changes), RATES, on, granted)


def the(found: Assessment, key: str) -> CriterionResult:
    """The result of one demand."""
    return next(result for result in found.results if result.criterion.key == key)


def council(condition: str, more: str = "") -> CriteriaSet:
    """A set with one demand, «krav», whose condition is written as in a file."""
    return read_set(text_of(condition, more), "nordvik.toml")


def text_of(condition: str, more: str = "") -> str:
    """The file of `council`; the condition stands on line 9."""
    return (
        'navn = "Nordvik"\nkommune = "Nordvik"\nkilde = "Vedtak"\nkilde_lest = 2026-01-01\n[[krav]]\n'
        f'nokkel = "krav"\ntittel = "Krav"\ntekst = "Du må."\noppfylt = {condition}\n{more}'
    )
