"""The tab Historikk of a case: everything that concerns the tenancy whose account it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...casework.arrears_card import ArrearsCard
from ...casework.history import tenancy_history
from ..parts.recordpage import Place, Placed
from ..record_tabs.history import HistoryCard
from ..shell.context import Context
from .tabs import ArrearsTab


class HistoryTab(ArrearsTab):
    """Who did what and when, field by field."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.history = HistoryCard(ctx)

    def cards(self) -> Sequence[Placed]:
        return (Placed(self.history, Place.WIDE),)

    def show_card(self, card: ArrearsCard) -> None:
        self.history.show_record(partial(tenancy_history, self.ctx.desk, card.tenancy_id))

    def clear(self) -> None:
        self.history.clear()
