"""The floor: the state's guiding rates of sosialhjelp, which what is left to live on must reach.

Housing, electricity, travel and the children's activities come on top. The rates of 2026 are not shipped: the office
types them in, and an older table never stands in for them.
"""

from __future__ import annotations

from ..explanation import Explanation
from ..messages import msg
from .people import ADULT, Person
from .steps import RateDay, assumed, summed, unknown

SOURCE = "Statens veiledende satser for økonomisk stønad"
_SMALL, _MIDDLE = 5, 10


def floor(people: tuple[Person, ...], at: RateDay, couple: bool | None = None) -> Explanation:
    """The floor of a household a month. Two adults of whom it is not told whether they are a couple count as one."""
    years = [person.years(at.on) for person in people]
    name = msg("budsjett.navn.gulv")
    known = [age for age in years if age is not None]
    if len(known) < len(years):
        return summed(name, (unknown(msg("budsjett.felt.alder"), "alder"),))
    grown = sum(age >= ADULT for age in known)
    keys = _adult_keys(grown, couple) + [_child_key(age) for age in known if age < ADULT]
    parts = [at.rate(key) for key in keys]
    if grown > 1 and couple is None:
        parts.append(assumed("budsjett.gulv.par_ukjent", "par"))
    return summed(name, parts, SOURCE)


def _adult_keys(grown: int, couple: bool | None) -> list[str]:
    """One alone; a couple; all others share a home."""
    if grown < 2:
        return ["sosialhjelp_enslig"] * grown
    if couple is False:
        return ["sosialhjelp_bofellesskap"] * grown
    return ["sosialhjelp_par", *["sosialhjelp_bofellesskap"] * (grown - 2)]


def _child_key(years: int) -> str:
    if years <= _SMALL:
        return "sosialhjelp_barn_0_5"
    return "sosialhjelp_barn_6_10" if years <= _MIDDLE else "sosialhjelp_barn_11_17"
