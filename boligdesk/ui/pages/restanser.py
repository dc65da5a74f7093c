"""Restanser, as far as the records go: first the rents must be known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...rules.rights import Right
from ...texts import text
from ..parts.empty_state import EmptyStep
from ..shell import registry
from ..shell.context import Context
from .empty_page import EmptyPage, Words

if TYPE_CHECKING:
    from ...casework.readiness import Readiness


class RestanserPage(EmptyPage):
    """How many tenancies have a rent, and the way to register the others."""

    key = "restanser"
    title = "ui.side.restanser"

    @property
    def _import(self) -> Callable[[Context], object] | None:
        return registry.tool("import") if self.ctx.may(Right.IMPORT) else None

    def words(self, now: Readiness) -> Words:
        counted = text("ui.restanser.steg1_under", antall=now.with_rent, av=now.tenancies)
        importing = self._import is not None
        first = EmptyStep(
            text("ui.restanser.steg1"),
            counted,
            text("ui.restanser.importer") if importing else text("ui.restanser.se_leieforhold"),
            "upload" if importing else "users",
            text("ui.restanser.legg_inn_en") if now.without_rent_id is not None else "",
        )
        later = (
            EmptyStep(text("ui.restanser.steg2"), text("ui.restanser.steg2_under")),
            EmptyStep(text("ui.restanser.steg3"), text("ui.restanser.steg3_under")),
        )
        return Words(
            "wallet", text("ui.restanser.tom"), text("ui.restanser.hvorfor"), (first, *later), text("ui.tom.f1")
        )

    def act(self, step: int) -> None:
        opening = self._import
        if opening is not None:
            opening(self.ctx)
        else:
            self.ctx.window.open_page("leietakere")

    def other(self, step: int) -> None:
        if self.readiness is not None and self.readiness.without_rent_id is not None:
            self.ctx.window.open_record("tenancy", self.readiness.without_rent_id)
