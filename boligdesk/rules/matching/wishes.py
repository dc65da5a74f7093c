"""What a household wishes and can pay: rooms, kind of home, rent, animals, part of town, day, and what to avoid."""

from __future__ import annotations

from ..messages import msg
from .sides import Home, Seeker
from .words import Binding, Criterion, Lamp, Told


def _rent(home: Home, seeker: Seeker) -> Lamp:
    if seeker.max_rent_ore is None:
        return Lamp.NOT_ASKED
    if home.rent_ore is None:
        return Lamp.AMBER
    return Lamp.GREEN if home.rent_ore <= seeker.max_rent_ore else Lamp.AMBER


def _tell_rent(home: Home, seeker: Seeker, light: Lamp) -> Told:
    if home.rent_ore is None:
        return Told(msg("match.leie.ukjent"), msg("match.leie.fastsett"))
    most = seeker.max_rent_ore or 0
    if light is Lamp.GREEN:
        return Told(msg("match.leie.innenfor", leie=home.rent_ore, hoyst=most))
    over = home.rent_ore - most
    return Told(msg("match.leie.over", leie=home.rent_ore, over=over, hoyst=most), msg("match.leie.endre"))


def _budget(home: Home, seeker: Seeker) -> Lamp:
    """The figure of the household's budget, beside what it says itself; never more than a remark."""
    if seeker.budget is None:
        return Lamp.NOT_ASKED
    return Lamp.GREEN if home.rent_ore is not None and home.rent_ore <= seeker.budget.room_ore else Lamp.AMBER


def _tell_budget(home: Home, seeker: Seeker, light: Lamp) -> Told:
    assert seeker.budget is not None
    room, since = max(0, seeker.budget.room_ore), seeker.budget.since
    sure = msg("match.budsjett.forelopig") if seeker.budget.provisional else msg("match.budsjett.sikker")
    look = msg("match.budsjett.endre")
    if home.rent_ore is None:
        return Told(msg("match.budsjett.ukjent", hoyst=room, dato=since, sikkert=sure), msg("match.leie.fastsett"))
    if light is Lamp.GREEN:
        return Told(msg("match.budsjett.innenfor", leie=home.rent_ore, hoyst=room, dato=since, sikkert=sure))
    if not room:
        return Told(msg("match.budsjett.ingen", leie=home.rent_ore, dato=since, sikkert=sure), look)
    over = home.rent_ore - room
    return Told(msg("match.budsjett.over", leie=home.rent_ore, over=over, hoyst=room, dato=since, sikkert=sure), look)


def _rooms(home: Home, seeker: Seeker) -> Lamp:
    if seeker.rooms_wish is None:
        return Lamp.NOT_ASKED
    return Lamp.GREEN if home.rooms is not None and home.rooms >= seeker.rooms_wish else Lamp.AMBER


def _tell_rooms(home: Home, seeker: Seeker, _light: Lamp) -> Told:
    if home.rooms is None:
        return Told(msg("match.rom.ukjent", onsker=seeker.rooms_wish))
    return Told(msg("match.rom.fakta", har=home.rooms, onsker=seeker.rooms_wish))


def _kind(home: Home, seeker: Seeker) -> Lamp:
    if not seeker.kinds:
        return Lamp.NOT_ASKED
    return Lamp.GREEN if home.kind in seeker.kinds else Lamp.AMBER


def _tell_kind(home: Home, _seeker: Seeker, light: Lamp) -> Told:
    kind = msg(f"enum.DwellingKind.{home.kind.value}")
    return Told(msg("match.type.onsket", type=kind) if light is Lamp.GREEN else msg("match.type.annen", type=kind))


def _pets(home: Home, seeker: Seeker) -> Lamp:
    if not seeker.pets:
        return Lamp.NOT_ASKED
    if home.pets_allowed is None:
        return Lamp.AMBER
    return Lamp.GREEN if home.pets_allowed else Lamp.RED


def _tell_pets(_home: Home, seeker: Seeker, light: Lamp) -> Told:
    if light is Lamp.GREEN:
        return Told(msg("match.dyr.tillatt", dyr=seeker.pets))
    if light is Lamp.RED:
        return Told(msg("match.dyr.forbudt", dyr=seeker.pets), msg("match.dyr.endre"))
    return Told(msg("match.dyr.ukjent", dyr=seeker.pets), msg("match.dyr.avklar"))


def _wanted(home: Home, seeker: Seeker) -> Lamp:
    if not seeker.wants:
        return Lamp.NOT_ASKED
    return Lamp.GREEN if home.area_id in seeker.wants else Lamp.AMBER


def _tell_wanted(home: Home, _seeker: Seeker, light: Lamp) -> Told:
    if home.area_id is None:
        return Told(msg("match.omrade.ukjent"), msg("match.omrade.registrer"))
    code = "match.omrade.onsket" if light is Lamp.GREEN else "match.omrade.annet"
    return Told(msg(code, omrade=home.area))


def _avoided(home: Home, seeker: Seeker) -> Lamp:
    if not seeker.avoids:
        return Lamp.NOT_ASKED
    if home.area_id is None:
        return Lamp.AMBER
    return Lamp.RED if home.area_id in seeker.avoids else Lamp.GREEN


def _tell_avoided(home: Home, seeker: Seeker, light: Lamp) -> Told:
    if light is Lamp.AMBER:
        return Told(msg("match.omrade.ukjent_unnga"), msg("match.omrade.registrer"))
    if light is Lamp.GREEN:
        return Told(msg("match.omrade.utenfor", omrade=home.area))
    reason = seeker.avoids[home.area_id] if home.area_id is not None else ""
    if reason:
        return Told(msg("match.omrade.unnga_fordi", omrade=home.area, hvorfor=reason), msg("match.omrade.endre"))
    return Told(msg("match.omrade.unnga", omrade=home.area), msg("match.omrade.endre"))


def _when(home: Home, seeker: Seeker) -> Lamp:
    if home.free_on is None:
        return Lamp.AMBER
    return Lamp.AMBER if seeker.from_date is not None and home.free_on > seeker.from_date else Lamp.GREEN


def _tell_when(home: Home, seeker: Seeker, light: Lamp) -> Told:
    if home.free_on is None:
        return Told(msg("match.ledig.ukjent"), msg("match.ledig.avklar"))
    if light is Lamp.GREEN:
        return Told(msg("match.ledig.fra", dato=home.free_on))
    return Told(msg("match.ledig.senere", dato=home.free_on, onsket=seeker.from_date))


def _avoid(_home: Home, seeker: Seeker) -> Lamp:
    return Lamp.AMBER if seeker.avoid_words else Lamp.NOT_ASKED


def _tell_avoid(_home: Home, seeker: Seeker, _light: Lamp) -> Told:
    """Only a person can judge it; the program neither reads nor weighs the words (husleieloven § 1-8)."""
    return Told(msg("match.unnga.fakta", ord=seeker.avoid_words), msg("match.unnga.vurder"))


#: A part of town that must be avoided binds; a wish for one does not.
def _refused(home: Home, seeker: Seeker) -> Lamp:
    return Lamp.AMBER if home.unit_id in seeker.refused else Lamp.NOT_ASKED


def _tell_refused(home: Home, seeker: Seeker, _light: Lamp) -> Told:
    no = seeker.refused[home.unit_id]
    return Told(msg("match.sagt_nei.fakta", dato=no.on, hvorfor=no.reason))


WISHES: tuple[Criterion, ...] = (
    Criterion("refused", Binding.WISH, msg("match.kilde.tilbud"), _refused, _tell_refused),
    Criterion("avoided", Binding.MUST, msg("match.kilde.omrade"), _avoided, _tell_avoided),
    Criterion("rent", Binding.MENDABLE, msg("match.kilde.leie"), _rent, _tell_rent),
    Criterion("budget", Binding.WISH, msg("match.kilde.budsjett"), _budget, _tell_budget),
    Criterion("pets", Binding.MENDABLE, msg("match.kilde.behov"), _pets, _tell_pets),
    Criterion("rooms", Binding.WISH, msg("match.kilde.behov"), _rooms, _tell_rooms),
    Criterion("kind", Binding.WISH, msg("match.kilde.behov"), _kind, _tell_kind),
    Criterion("wanted", Binding.WISH, msg("match.kilde.omrade"), _wanted, _tell_wanted),
    Criterion("when", Binding.WISH, msg("match.kilde.ledig"), _when, _tell_when),
    Criterion("avoid", Binding.WISH, msg("match.kilde.unnga"), _avoid, _tell_avoid),
)
