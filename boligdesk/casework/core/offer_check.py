"""What is looked at before a home is offered, and again when the offer is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ...models.decision import Offer, WaitingPlace
from ...rules.allocation.assessment import Eligibility
from ...rules.application_words import CriterionStatus
from ...rules.matching.compare import match
from ...rules.matching.words import Fit, Match
from ...rules.messages import Message, RefusedError, msg, refuse
from ...texts import render
from .acts import Look
from .assessing import sheet_of
from .free_homes import free_homes, free_units
from .offer_rows import held_units, live_offer
from .seekers import seekers_of
from .sheet import Sheet, SheetLine
from .waiting_rows import standing_place

#: Answers by which a household was let through.
_THROUGH = (CriterionStatus.MET, CriterionStatus.EXCEPTION)
#: What the facts now come to, that a yes can no longer rest on by itself.
_FALLEN = (CriterionStatus.NOT_MET, CriterionStatus.UNKNOWN)


@dataclass(frozen=True)
class Recheck:
    """The demands looked at again on a day. `changes` are for a person to decide on; empty: all is as it was."""

    on: date
    rules: str
    changes: tuple[Message, ...]

    def kept(self, decided: str) -> dict[str, Any]:
        """As it is stored with the offer: what was found, and what was decided."""
        return {
            "on": self.on.isoformat(),
            "rules": self.rules,
            "changes": [render(change) for change in self.changes],
            "decided": decided,
        }


def recheck(look: Look, offer: Offer) -> Recheck:
    """Look at the demands again (issue: eligibility is checked at acceptance too)."""
    place = standing_place(look, offer.application_id)
    found = _place_changes(place, look.today)
    try:
        sheet = sheet_of(look, offer.application_id, look.today)
    except RefusedError as error:
        return Recheck(look.today, "", (*found, error.fault.what))
    return Recheck(look.today, sheet.row.criteria.name, (*found, *_sheet_changes(sheet, place)))


def _place_changes(place: WaitingPlace | None, today: date) -> tuple[Message, ...]:
    if place is None:
        return (msg("tilbud.endret.ikke_pa_listen"),)
    if place.valid_until is not None and place.valid_until < today:
        return (msg("tilbud.endret.gyldighet", dato=place.valid_until),)
    return ()


def _sheet_changes(sheet: Sheet, place: WaitingPlace | None) -> tuple[Message, ...]:
    found = [
        msg("tilbud.endret.vilkar", krav=line.criterion.title.nb, svar=msg(f"enum.CriterionStatus.{line.system.value}"))
        for line in sheet.lines
        if _fallen(line)
    ]
    if sheet.outcome is not Eligibility.MET:
        found.append(msg("tilbud.endret.vurdering"))
    if place is not None and place.bedrooms is not None and place.bedrooms != sheet.bedrooms.count:
        found.append(msg("tilbud.endret.soverom", behov=sheet.bedrooms.count, gitt=place.bedrooms))
    return tuple(found)


def _fallen(line: SheetLine) -> bool:
    """Let through before, not by the facts of today, and nobody has said why it still holds."""
    own = line.own
    return own is not None and own.answer in _THROUGH and line.system in _FALLEN and line.wants_reason


def check_offer(look: Look, application_id: int, unit_id: int, why: str) -> WaitingPlace:
    """The place of a household that can be offered this home; refuses what cannot be offered, with the reason."""
    place = standing_place(look, application_id)
    if place is None:
        raise refuse("tilbud.ikke_pa_listen")
    if place.valid_until is not None and place.valid_until < look.today:
        raise refuse("tilbud.vedtak_utlopt", dato=place.valid_until)
    if live_offer(look, application_id) is not None:
        raise refuse("tilbud.har_tilbud")
    refuse_held_home(look, unit_id)
    if unit_id not in free_units(look):
        raise refuse("tilbud.ikke_ledig")
    if _together(look, application_id, unit_id).fit is not Fit.YES and not why.strip():
        raise refuse("tilbud.uten_begrunnelse")
    return place


def refuse_held_home(look: Look, unit_id: int) -> None:
    """A home that is offered to somebody is not offered again before that offer is over."""
    held = held_units(look, (unit_id,)).get(unit_id)
    if held is not None:
        name = held.name or msg("match.tilbud.en_annen")
        raise refuse("tilbud.opptatt", navn=name, svar=held.answer_by)


def _together(look: Look, application_id: int, unit_id: int) -> Match:
    home = free_homes(look, (unit_id,))[unit_id]
    seekers = seekers_of(look, (application_id,))
    if application_id not in seekers:
        raise refuse("sak.finnes_ikke")
    return match(home, seekers[application_id])
