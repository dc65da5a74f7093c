"""How the status of a home looks: one chip per status, the same in the list, the header and the cards."""

from __future__ import annotations

from ...rules.vocabulary import Status
from ...texts import enum_text
from ..parts import chips
from ..parts.chips import ChipKind, ChipLook, Tone

_FIXED = {
    Status.VACANT: ChipKind.LEDIG,
    Status.LET: ChipKind.UTLEID,
    Status.NOTICE_GIVEN: ChipKind.OPPSAGT,
    Status.READYING: ChipKind.KLARGJORES,
    Status.REFURBISHMENT: ChipKind.OPPUSSING,
    Status.RESERVED: ChipKind.RESERVERT,
    Status.BLOCKED: ChipKind.SPERRET,
}

#: Statuses in which somebody lives there.
LIVED_IN = frozenset({Status.LET, Status.NOTICE_GIVEN, Status.EXPIRED})


def status_chip(status: Status) -> ChipLook:
    """The chip of a status."""
    if status in _FIXED:
        return chips.look(_FIXED[status])
    if status is Status.EXPIRED:
        return ChipLook(enum_text(status), Tone.WARN, "calendar-clock")
    return ChipLook(enum_text(status), Tone.NEUTRAL, "log-out")
