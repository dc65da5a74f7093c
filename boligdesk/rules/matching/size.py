"""What a home must be: big enough, fit for children, to be reached and moved about in."""

from __future__ import annotations

from ..application_words import FloorNeed
from ..messages import msg
from ..vocabulary import Accessible
from .sides import Home, Seeker
from .words import Binding, Criterion, Lamp, Told

#: A home with so many bedrooms more than the need is told: a larger household may need it.
SPARE = 2


def _sleeps(home: Home) -> int | None:
    return 1 if home.shared else home.bedrooms


def _bedrooms(home: Home, seeker: Seeker) -> Lamp:
    has = _sleeps(home)
    if has is None:
        return Lamp.AMBER
    if has < seeker.bedrooms:
        return Lamp.RED
    return Lamp.AMBER if has >= seeker.bedrooms + SPARE else Lamp.GREEN


def _tell_bedrooms(home: Home, seeker: Seeker, light: Lamp) -> Told:
    has = _sleeps(home)
    if has is None:
        return Told(msg("match.soverom.ukjent", behov=seeker.bedrooms), msg("match.soverom.tell"))
    fact = msg("match.soverom.fakta", har=has, behov=seeker.bedrooms)
    if light is Lamp.RED:
        return Told(fact, msg("match.soverom.endre", antall=has) if has else msg("match.soverom.endre_ingen"))
    return Told(msg("match.soverom.stor", har=has, behov=seeker.bedrooms)) if light is Lamp.AMBER else Told(fact)


def _children(home: Home, seeker: Seeker) -> Lamp:
    if not seeker.children:
        return Lamp.NOT_ASKED
    if home.suits_children is None:
        return Lamp.AMBER
    return Lamp.GREEN if home.suits_children else Lamp.RED


def _tell_children(home: Home, _seeker: Seeker, light: Lamp) -> Told:
    if light is Lamp.AMBER:
        return Told(msg("match.barn.ukjent"), msg("match.barn.vurder"))
    why = home.suits_children_why
    if light is Lamp.GREEN:
        return Told(msg("match.barn.egnet_fordi", hvorfor=why) if why else msg("match.barn.egnet"))
    return Told(
        msg("match.barn.ikke_egnet_fordi", hvorfor=why) if why else msg("match.barn.ikke_egnet"),
        msg("match.barn.endre"),
    )


def _wheelchair(home: Home, seeker: Seeker) -> Lamp:
    if not seeker.wheelchair:
        return Lamp.NOT_ASKED
    if home.accessible is Accessible.YES:
        return Lamp.GREEN
    return Lamp.RED if home.accessible is Accessible.NO else Lamp.AMBER


def _tell_wheelchair(home: Home, _seeker: Seeker, light: Lamp) -> Told:
    if home.accessible is None:
        return Told(msg("match.rullestol.ukjent"), msg("match.rullestol.undersok"))
    if light is Lamp.GREEN:
        return Told(msg("match.rullestol.ja"))
    if light is Lamp.RED:
        return Told(msg("match.rullestol.nei"), msg("match.rullestol.endre"))
    note = home.accessible_note
    fact = msg("match.rullestol.delvis_fordi", hvorfor=note) if note else msg("match.rullestol.delvis")
    return Told(fact, msg("match.rullestol.undersok"))


#: Floors that are reached without stairs inside the house: the ground floor, and the one above a basement.
_GROUND = (0, 1)


def _floor(home: Home, seeker: Seeker) -> Lamp:
    if seeker.floor is FloorNeed.ANY:
        return Lamp.NOT_ASKED
    if home.floor in _GROUND:
        return Lamp.GREEN
    if seeker.floor is FloorNeed.GROUND:
        return Lamp.AMBER if home.floor is None else Lamp.RED
    if home.lift:
        return Lamp.GREEN
    return Lamp.RED if home.lift is False and home.floor is not None else Lamp.AMBER


def _tell_floor(home: Home, seeker: Seeker, light: Lamp) -> Told:
    if home.floor is None and light is not Lamp.GREEN:
        return Told(msg("match.etasje.ukjent"), msg("match.etasje.undersok"))
    if home.lift and home.floor is None:
        return Told(msg("match.etasje.heis"))
    if light is Lamp.AMBER:
        return Told(msg("match.etasje.heis_ukjent", etasje=home.floor), msg("match.etasje.undersok"))
    if seeker.floor is FloorNeed.GROUND or home.floor in _GROUND:
        change = msg("match.etasje.endre_bakke") if light is Lamp.RED else None
        return Told(msg("match.etasje.fakta", etasje=home.floor), change)
    if light is Lamp.RED:
        return Told(msg("match.etasje.uten_heis", etasje=home.floor), msg("match.etasje.endre_heis"))
    return Told(msg("match.etasje.med_heis", etasje=home.floor))


SIZE: tuple[Criterion, ...] = (
    Criterion("bedrooms", Binding.MUST, msg("match.kilde.soverom"), _bedrooms, _tell_bedrooms),
    Criterion("children", Binding.MUST, msg("match.kilde.barn"), _children, _tell_children),
    Criterion("wheelchair", Binding.MUST, msg("match.kilde.behov"), _wheelchair, _tell_wheelchair),
    Criterion("floor", Binding.MUST, msg("match.kilde.behov"), _floor, _tell_floor),
)
