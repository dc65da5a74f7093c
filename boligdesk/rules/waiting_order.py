"""Who comes before whom on the waiting list, and the words for it. No place number is ever told (P18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .messages import Message, msg

#: How urgent a caseworker can call a place, with a reason; 0 is what nobody has said anything of.
URGENCY = (0, 1, 2)
_URGENT = {1: "venteliste.hast.haster", 2: "venteliste.hast.akutt"}


@dataclass(frozen=True)
class Standing:
    """What a place on the list is ordered by. `score` None: the municipality uses no points."""

    group_order: int
    group_step: str
    group_text: str
    entered_on: date
    urgency: int = 0
    urgency_reason: str = ""
    score: int | None = None


def order_rules(scored: bool, by_date: bool) -> tuple[Message, ...]:
    """What the list is ordered by now, the weightiest first."""
    rules = [msg("venteliste.orden.gruppe"), msg("venteliste.orden.hast")]
    if scored:
        rules.append(msg("venteliste.orden.poeng"))
    rules.append(msg("venteliste.orden.dato") if by_date else msg("venteliste.orden.uten_dato"))
    return (*rules, msg("venteliste.orden.navn"))


def reasons(place: Standing, by_date: bool) -> tuple[Message, ...]:
    """Why a household stands where it stands."""
    found = [group_words(place.group_step, place.group_text)]
    if place.urgency:
        found.append(msg("venteliste.grunn.hast", hast=msg(_URGENT[place.urgency]), grunn=place.urgency_reason))
    if place.score is not None:
        found.append(msg("venteliste.grunn.poeng", poeng=place.score))
    if by_date:
        found.append(msg("venteliste.grunn.dato", dato=place.entered_on))
    return tuple(found)


def group_words(step: str, words: str) -> Message:
    """A priority group in words: its own, never a number in the line."""
    if not words:
        return msg("venteliste.uten_gruppe")
    return (
        msg("venteliste.gruppe", trinn=step, tekst=words) if step else msg("venteliste.gruppe_uten_trinn", tekst=words)
    )
