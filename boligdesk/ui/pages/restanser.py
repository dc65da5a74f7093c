"""Restanser, as far as the records go: first the rents must be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...rules.rights import Right
from ...texts import text
from ..parts.empty_state import EmptyStep
from .empty_page import EmptyPage, Words

if TYPE_CHECKING:
    from ...casework.readiness import Readiness


class RestanserPage(EmptyPage):
    """How many tenancies have a rent, and the way to register the others."""

    key = "restanser"
    title = "ui.side.restanser"

    def words(self, now: Readiness) -> Words:
        counted = text("ui.restanser.steg1_under", antall=now.with_rent, av=now.tenancies)
        importing = self.ctx.may(Right.IMPORT)
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
        if self.ctx.may(Right.IMPORT):
            from ...casework.imports import ListKind
            from ..importing.dialog import ImportDialog

            ImportDialog(self.ctx, ListKind.TENANTS).open()
        else:
            self.ctx.window.open_page("leietakere")

    def other(self, step: int) -> None:
        if self.readiness is not None and self.readiness.without_rent_id is not None:
            self.ctx.window.open_record("tenancy", self.readiness.without_rent_id)
