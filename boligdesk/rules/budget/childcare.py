"""What barnehage and the aktivitetsskole cost by SIFO's prices for Oslo: a proposal until the local price is typed."""

from __future__ import annotations

from dataclasses import replace

from ..explanation import Explanation
from ..messages import msg
from .people import Aks, Person
from .steps import RateDay, amount, assumed, exact, ore_of, reckoned, rounded, summed, unknown

SOURCE = "SIFOs referansebudsjett 2026, priser i Oslo"
_ROWS = 3


def kindergarten(people: tuple[Person, ...], at: RateDay, gross_year_ore: int | None) -> Explanation:
    """Barnehage a month over the year: each further child is cheaper. Gross income not told: the ordinary price."""
    children = sum(person.kindergarten for person in people)
    parts = []
    if children:
        stem, asked = _band(at, gross_year_ore)
        parts = [*asked, *(_child(f"{stem}_{min(number, _ROWS)}", at) for number in range(1, children + 1))]
    return summed(msg("budsjett.navn.barnehage"), parts, SOURCE)


def _band(at: RateDay, gross_year_ore: int | None) -> tuple[str, list[Explanation]]:
    limit = at.rate("barnehage_lav_grense")
    if gross_year_ore is None:
        return "barnehage", [assumed("budsjett.barnepass.inntekt_ukjent", "brutto_aar")]
    if limit.result is None:
        return "barnehage", [limit]
    low = gross_year_ore <= ore_of(limit)
    told = "budsjett.barnepass.lav" if low else "budsjett.barnepass.vanlig"
    line = amount(told, 0, SOURCE, inntekt=gross_year_ore, grense=ore_of(limit))
    return "barnehage_lav" if low else "barnehage", [replace(line, children=(limit,))]


def _child(key: str, at: RateDay) -> Explanation:
    parts = (at.rate(key), at.rate("barnehage_maneder"))

    def reckon() -> Explanation:
        price, months = ore_of(parts[0]), exact(parts[1])
        value = rounded(price * months / 12)
        return amount("budsjett.barnepass.barnehage", value, SOURCE, pris=price, antall=months)

    return reckoned(msg("budsjett.navn.barnehage"), parts, reckon)


def after_school(people: tuple[Person, ...], at: RateDay, gross_year_ore: int | None) -> Explanation:
    """AKS a month for each child that has it, by the household's gross income."""
    name = msg("budsjett.navn.aks")
    wanted = [person.aks for person in people if person.aks is not None]
    if not wanted:
        return summed(name, ())
    limits = at.rate("aks_grense_lav"), at.rate("aks_grense_hoy")
    if gross_year_ore is None:
        return summed(name, (unknown(msg("budsjett.felt.brutto"), "brutto_aar"),))
    if any(limit.result is None for limit in limits):
        return summed(name, limits)
    band = amount("budsjett.barnepass.aks", 0, SOURCE, inntekt=gross_year_ore)
    prices = [at.rate(_aks_key(kind, gross_year_ore, limits)) for kind in wanted]
    return summed(name, (replace(band, children=limits), *prices), SOURCE)


def _aks_key(kind: Aks, gross: int, limits: tuple[Explanation, Explanation]) -> str:
    low, high = (ore_of(limit) for limit in limits)
    band = "lav_" if gross <= low else "middels_" if gross <= high else ""
    return f"aks_{band}{kind.value}"
