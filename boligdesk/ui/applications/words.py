"""What the record of an application says in its head: facts, chips, household in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...casework.application_card import ApplicationCard
from ...casework.core.application_rows import Member
from ...rules.application_deadlines import Pressing
from ...rules.application_words import ApplicationKind
from ...texts import enum_text, render, text
from ..parts.chips import ChipLook, Tone

_TONES = {Pressing.NOT: Tone.NEUTRAL, Pressing.SOON: Tone.WARN, Pressing.OVER: Tone.CRIT}
_ICONS = {Pressing.NOT: "calendar", Pressing.SOON: "clock", Pressing.OVER: "clock"}


def chips(card: ApplicationCard) -> list[ChipLook]:
    """What the case waits for, and what must not be overlooked."""
    step = card.next_step
    found = [ChipLook(render(step.text), _TONES[step.pressing], _ICONS[step.pressing])]
    if card.applicant.protected:
        found.append(ChipLook(text("ui.leietaker.skjermet"), Tone.CRIT, "eye-off"))
    if card.kind is ApplicationKind.ACUTE:
        found.append(ChipLook(enum_text(card.kind), Tone.CRIT, "triangle-alert"))
    if card.taken_out:
        found.append(ChipLook(text("ui.soknader.tatt_bort"), Tone.NEUTRAL, "x"))
    return found


def facts(card: ApplicationCard) -> Sequence[str]:
    """The muted line under the name."""
    kind = "" if card.kind in (ApplicationKind.NEW, ApplicationKind.ACUTE) else enum_text(card.kind)
    return (
        text("ui.soknader.hode", nummer=card.number, dato=card.received_on),
        kind,
        household(card.members),
        _wish(card),
    )


def household(members: Sequence[Member]) -> str:
    """ "1 voksen, 2 barn (6 og 11 år), 1 ventet": who is to come is not counted among those who are there."""
    coming = sum(member.expected for member in members)
    living = _living([member for member in members if not member.expected])
    return text("ui.soknader.og_ventet", husstand=living, antall=coming) if coming else living


def _living(members: Sequence[Member]) -> str:
    children = [member for member in members if member.is_child]
    grown = text("ui.soknader.voksne", antall=len(members) - len(children))
    if not children:
        return grown
    ages = sorted(member.age for member in children if member.age is not None)
    if not ages:
        return text("ui.soknader.med_barn", voksne=grown, antall=len(children))
    *first, last = map(str, ages)
    told = text("ui.soknader.og", forste=", ".join(first), siste=last) if first else last
    return text("ui.soknader.med_barn_alder", voksne=grown, antall=len(children), alder=told)


def _expected(day: date, today: date) -> str:
    return text("ui.soknader.var_ventet", dato=day) if day < today else text("ui.soknader.ventet", dato=day)


def _wish(card: ApplicationCard) -> str:
    if card.need is None or card.need.rooms_wish is None:
        return ""
    return text("ui.soknader.onsker_rom", antall=card.need.rooms_wish)


def of_member(member: Member, today: date) -> str:
    """What a member is: role, age, and why and when somebody is expected; a day that has passed is pointed out."""
    age = text("ui.soknader.alder", antall=member.age) if member.age is not None else ""
    grown = enum_text(member.growth) if member.growth is not None else ""
    when = _expected(member.expected_on, today) if member.expected_on is not None else ""
    return " · ".join(part for part in (enum_text(member.role), age, grown, when, member.note) if part)
