"""The chip of a tenancy's own state, the same in its record and in the search."""

from __future__ import annotations

from ...casework.tenancy_list import TenancyState
from ...texts import text
from ..parts.chips import ChipKind, ChipLook, Tone, look


def state_chip(state: TenancyState) -> ChipLook:
    """Running is the normal state and grey; what asks for a hand has colour."""
    if state is TenancyState.NOTICE_GIVEN:
        return look(ChipKind.OPPSAGT)
    if state is TenancyState.EXPIRED:
        return ChipLook(text("ui.kontrakt.utlopt"), Tone.CRIT, "clock")
    if state is TenancyState.COMING:
        return ChipLook(text("ui.kontrakt.kommende"), Tone.INFO, "calendar-plus")
    if state is TenancyState.ENDED:
        return ChipLook(text("ui.kontrakt.avsluttet"), Tone.NEUTRAL, "check")
    return ChipLook(text("ui.kontrakt.lopende"), Tone.NEUTRAL, "check")
