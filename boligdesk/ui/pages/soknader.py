"""Søknader, as far as the records go: the person must be registered before anybody can apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...rules.rights import Right
from ...texts import text
from ..parts.empty_state import EmptyStep
from .empty_page import EmptyPage, Words

if TYPE_CHECKING:
    from ...casework.readiness import Readiness


class SoknaderPage(EmptyPage):
    """No application can be registered yet: one begins with the person."""

    key = "soknader"
    title = "ui.side.soknader"

    def words(self, now: Readiness) -> Words:
        writing = self.ctx.may(Right.PERSON_WRITE)
        word = text("ui.soknader.ny_person") if writing else text("ui.soknader.finn_person")
        steps = (
            EmptyStep(text("ui.soknader.steg1"), text("ui.soknader.steg1_under"), word, "plus" if writing else "users"),
            EmptyStep(text("ui.soknader.steg2"), text("ui.soknader.steg2_under")),
        )
        return Words("file-text", text("ui.soknader.tom"), text("ui.soknader.hvorfor"), steps, text("ui.tom.f1"))

    def act(self, step: int) -> None:
        if self.ctx.may(Right.PERSON_WRITE):
            self.ctx.window.new_record("leietakere")
        else:
            self.ctx.window.open_page("leietakere")
