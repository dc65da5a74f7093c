"""The tab Historikk of an application."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...casework.application_card import ApplicationCard
from ...casework.history import application_history
from ..parts.recordpage import Place, Placed
from ..record_tabs.history import HistoryCard
from ..shell.context import Context
from .tabs import ApplicationTab


class HistoryTab(ApplicationTab):
    """Who did what with the application and when, field by field."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.history = HistoryCard(ctx)

    def cards(self) -> Sequence[Placed]:
        return (Placed(self.history, Place.WIDE),)

    def show_card(self, card: ApplicationCard) -> None:
        self.history.show_record(partial(application_history, self.ctx.desk, card.id))

    def clear(self) -> None:
        self.history.clear()
