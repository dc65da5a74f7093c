"""What holds a home back: an offer, a reservation, a closing, what it is meant for, and who lets it."""

from __future__ import annotations

from ..messages import msg
from ..vocabulary import Disposal, StateKind
from .sides import Home, Seeker, kept_for
from .words import Binding, Criterion, Lamp, Told


def _offered(home: Home, seeker: Seeker) -> Lamp:
    if home.offered is None:
        return Lamp.NOT_ASKED
    return Lamp.GREEN if home.offered.application_id == seeker.application_id else Lamp.RED


def _tell_offered(home: Home, _seeker: Seeker, light: Lamp) -> Told:
    offer = home.offered
    assert offer is not None
    if light is Lamp.GREEN:
        return Told(msg("match.tilbud.egen", svar=offer.answer_by))
    name = offer.name or msg("match.tilbud.en_annen")
    if offer.accepted:
        return Told(msg("match.tilbud.godtatt", navn=name), msg("match.tilbud.endre_godtatt"))
    return Told(msg("match.tilbud.annen", navn=name, svar=offer.answer_by), msg("match.tilbud.endre"))


def _kept(home: Home, seeker: Seeker) -> Lamp:
    stated = home.stated
    if stated is None or stated.kind is not StateKind.RESERVED:
        return Lamp.NOT_ASKED
    if stated.person_id is not None:
        return Lamp.GREEN if stated.person_id == seeker.applicant_id else Lamp.RED
    group = kept_for(stated.reason)
    return Lamp.GREEN if group is not None and group is seeker.target_group else Lamp.RED


def _tell_kept(home: Home, _seeker: Seeker, light: Lamp) -> Told:
    reason = home.stated.reason if home.stated else ""
    fact = msg("match.reservert.fakta", hvorfor=reason) if reason else msg("match.reservert.uten_grunn")
    return Told(fact, msg("match.reservert.endre") if light is Lamp.RED else None)


def _closed(home: Home, _seeker: Seeker) -> Lamp:
    closed = home.stated is not None and home.stated.kind is StateKind.BLOCKED
    return Lamp.RED if closed else Lamp.NOT_ASKED


def _tell_closed(home: Home, _seeker: Seeker, _light: Lamp) -> Told:
    reason = home.stated.reason if home.stated else ""
    fact = msg("match.sperret.fakta", hvorfor=reason) if reason else msg("match.sperret.uten_grunn")
    return Told(fact, msg("match.sperret.endre"))


def _purpose(home: Home, seeker: Seeker) -> Lamp:
    if not home.purpose:
        return Lamp.NOT_ASKED
    group = kept_for(home.purpose)
    return Lamp.GREEN if group is not None and group is seeker.target_group else Lamp.AMBER


def _tell_purpose(home: Home, _seeker: Seeker, light: Lamp) -> Told:
    change = msg("match.formal.vurder") if light is Lamp.AMBER else None
    return Told(msg("match.formal.fakta", formal=home.purpose), change)


def _lender(home: Home, _seeker: Seeker) -> Lamp:
    lent = home.disposal in (Disposal.LEASED_IN, Disposal.LETTING_RIGHT)
    return Lamp.AMBER if lent else Lamp.NOT_ASKED


def _tell_lender(home: Home, _seeker: Seeker, _light: Lamp) -> Told:
    if home.disposal is Disposal.LETTING_RIGHT:
        return Told(msg("match.utleier.tilvisning"), msg("match.utleier.tilvisning_gjor"))
    if home.head_lease_end is not None:
        return Told(msg("match.utleier.innleid_til", dato=home.head_lease_end), msg("match.utleier.innleid_gjor"))
    return Told(msg("match.utleier.innleid"))


HOLDS: tuple[Criterion, ...] = (
    Criterion("purpose", Binding.MUST, msg("match.kilde.bolig"), _purpose, _tell_purpose),
    Criterion("kept", Binding.MENDABLE, msg("match.kilde.tilstand"), _kept, _tell_kept),
    Criterion("closed", Binding.MENDABLE, msg("match.kilde.tilstand"), _closed, _tell_closed),
    Criterion("offered", Binding.MENDABLE, msg("match.kilde.tilbud"), _offered, _tell_offered),
    Criterion("lender", Binding.WISH, msg("match.kilde.avtale"), _lender, _tell_lender),
)
