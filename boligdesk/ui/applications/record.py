"""The record of an application: head, the tabs of the registry, and the bar that the shown tab fills first."""

from __future__ import annotations

from collections.abc import Iterable

from ...casework.application_card import ApplicationCard, application_card
from ..record_tabs.bar_acts import BarAct
from ..record_tabs.tabbed import TabbedRecord
from ..shell.context import Context
from . import words
from .acts import ApplicationActs, common_acts
from .tabs import TABS


class ApplicationRecord(TabbedRecord[ApplicationCard]):
    """Shows one application."""

    topic = "soknad"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, TABS)

    def read(self, record_id: int) -> ApplicationCard:
        return application_card(self.ctx.desk, record_id)

    def show_head(self, card: ApplicationCard) -> None:
        self.header.show_record(card.applicant.name, words.facts(card), words.chips(card))

    def common_acts(self, card: ApplicationCard) -> Iterable[BarAct]:
        return common_acts(ApplicationActs(self.ctx, self, card))

    @property
    def do(self) -> ApplicationActs:
        """What can be done with the application shown."""
        assert self.card is not None
        return ApplicationActs(self.ctx, self, self.card)

    def print_now(self) -> None:
        """Ctrl+P: the confirmation."""
        if self.card is not None:
            self.do.print_confirmation()
