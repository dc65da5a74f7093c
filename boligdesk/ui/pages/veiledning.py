"""Veiledning, as far as the records go: rent and household are what every estimate begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...texts import text
from ..parts.empty_state import EmptyStep
from .empty_page import EmptyPage, Words

if TYPE_CHECKING:
    from ...casework.readiness import Readiness


class VeiledningPage(EmptyPage):
    """For how many tenancies both rent and household are known, and the first where one is missing."""

    key = "veiledning"
    title = "ui.side.veiledning"

    def words(self, now: Readiness) -> Words:
        counts = text(
            "ui.veiledning.steg1_under",
            leie=now.with_rent,
            husstand=now.with_household,
            begge=now.with_both,
            av=now.tenancies,
        )
        missing = _missing(now) is not None
        word = text("ui.veiledning.fyll_ut") if missing else text("ui.veiledning.se_leietakere")
        steps = (
            EmptyStep(text("ui.veiledning.steg1"), counts, word, "pencil" if missing else "users"),
            EmptyStep(text("ui.veiledning.steg2"), text("ui.veiledning.steg2_under")),
        )
        return Words("calculator", text("ui.veiledning.tom"), text("ui.veiledning.hvorfor"), steps, text("ui.tom.f1"))

    def act(self, step: int) -> None:
        missing = _missing(self.readiness)
        if missing is None:
            self.ctx.window.open_page("leietakere")
        else:
            self.ctx.window.open_record("tenancy", missing)


def _missing(now: Readiness | None) -> int | None:
    """The first tenancy where something is missing."""
    found = [i for i in (now.without_rent_id, now.without_household_id) if i is not None] if now else []
    return min(found, default=None)
