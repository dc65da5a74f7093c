"""The record of a dwelling: header, tabs, cards and acts, kept fresh when somebody saves something."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ...rules.rights import Right
from ...texts import text
from ..parts.alerts import Alert, AlertKind
from ..parts.recordpage import Place, Placed, RecordPage, TabSpec
from ..shell.context import Context
from ..shell.messages import clock
from . import words
from .status import status_chip

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.history import LastChange
    from ...casework.stock import DwellingCard
    from ..record_tabs.documents import DocumentsCard
    from ..record_tabs.history import HistoryCard
    from .acts import DwellingActs

Answer = tuple["DwellingCard", "LastChange | None"]

OVERVIEW, TENANCIES, DOCUMENTS, HISTORY = "oversikt", "leieforhold", "dokumenter", "historikk"


class DwellingRecord(RecordPage):
    """Shows one dwelling. A colleague's change is told in a line; the place in the page stays."""

    #: the card that is shown now
    shown = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            (
                TabSpec(OVERVIEW, "ui.post.oversikt"),
                TabSpec(TENANCIES, "ui.bolig.leieforhold"),
                TabSpec(DOCUMENTS, "ui.bolig.dokumenter"),
                TabSpec(HISTORY, "ui.bolig.historikk"),
            )
        )
        self.ctx = ctx
        self.tabs.setAccessibleName(text("ui.bolig.faner"))
        self.card: DwellingCard | None = None
        self.dwelling_id: int | None = None
        self._told: LastChange | None = None
        self._stale: set[str] = set()
        self.tab_shown.connect(lambda _key: self._fill())

    # What shows a dwelling is made when the first one is: the list at the left stands before that.

    @cached_property
    def acts(self) -> DwellingActs:
        """The bar and the menus."""
        from .acts import DwellingActs

        return DwellingActs(self.ctx, self.bar, self.header, self._go_to_history)

    @cached_property
    def documents(self) -> DocumentsCard:
        """The papers of the dwelling."""
        from ..record_tabs.documents import DocumentsCard

        return DocumentsCard(self.ctx)

    @cached_property
    def history(self) -> HistoryCard:
        """Who changed what."""
        from ..record_tabs.history import HistoryCard

        return HistoryCard(self.ctx)

    # -- which record ---------------------------------------------------------------------------

    def show_dwelling(self, dwelling_id: int | None) -> None:
        """Show another dwelling, or none."""
        self.dwelling_id = dwelling_id
        if dwelling_id is None:
            self.card = None
            self.show_nothing()
            return
        self._ask(told=False)

    def reload(self, *, colleague: bool = False) -> None:
        """Read the same dwelling anew; `colleague` when somebody else has saved."""
        if self.dwelling_id is not None:
            self._ask(told=colleague)

    def load(self) -> DwellingCard:
        """The card as it is in the store now (in a lane)."""
        from ...casework.stock import dwelling_card

        return dwelling_card(self.ctx.desk, self.dwelling_id or 0)

    def _ask(self, *, told: bool) -> None:
        desk, dwelling_id = self.ctx.desk, self.dwelling_id or 0

        def read() -> Answer:
            from ...casework.history import last_change_of_dwelling
            from ...casework.stock import dwelling_card

            return dwelling_card(desk, dwelling_id), last_change_of_dwelling(desk, dwelling_id) if told else None

        self.ctx.jobs.read(read, owner=self, topic="bolig", done=self._arrived, failed=self._gone)

    def _gone(self, _error: object) -> None:
        """It was taken away, or may no longer be seen."""
        self.card = None
        self.show_nothing(text("ui.bolig.finnes_ikke"))

    def _arrived(self, answer: Answer) -> None:
        card, who = answer
        before, self.card = self.card, card
        if before is not None and before.id == card.id:
            if before == card:
                self._refresh_lists()
                return
            self._told = who or self._told
        else:
            self._told = None
        self._stale = {OVERVIEW, TENANCIES, DOCUMENTS, HISTORY}
        self._show_head(card)
        self._fill(keep_place=before is not None and before.id == card.id)
        self.shown.emit(card)

    def _show_head(self, card: DwellingCard) -> None:
        self.header.show_record(words.home_name(card), words.home_facts(card), [status_chip(card.status)])
        self.tabs.set_count(DOCUMENTS, len(card.documents))
        self.acts.show_card(card)

    # -- tabs -----------------------------------------------------------------------------------

    def _fill(self, *, keep_place: bool = False) -> None:
        """Show the cards of the current tab if they are old."""
        card, tab = self.card, self.tab
        if card is None or tab not in self._stale:
            return
        self._stale.discard(tab)
        bar = self.flow(tab).verticalScrollBar()
        place = bar.value()
        cards = {OVERVIEW: self._overview, TENANCIES: self._tenancies, DOCUMENTS: self._documents}.get(
            tab, self._history
        )(card)
        self.show_cards([*self._news(), *cards], tab)
        if keep_place:
            self.ctx.jobs.soon(partial(bar.setValue, place), owner=bar, topic="plass", delay_ms=0)

    def _news(self) -> list[Placed]:
        """Who changed this while it stood on the screen."""
        if self._told is None:
            return []
        told = text("ui.bolig.endret_av", hvem=self._told.who or text("ui.bolig.en_kollega"), tid=clock(self._told.at))
        return [Placed(Alert(AlertKind.INFO, told), Place.WIDE)]

    def _overview(self, card: DwellingCard) -> list[Placed]:
        from .overview import overview

        return overview(card, self.ctx.window.open_record)

    def _tenancies(self, card: DwellingCard) -> list[Placed]:
        from .overview import now_card
        from .tenancies_card import tenancies_card

        now = [Placed(now_card(unit, card, self.ctx.window.open_record), Place.WIDE) for unit in card.units]
        made = tenancies_card(card.tenancies, self.ctx.window.open_record, self.ctx.settings)
        return [*now, Placed(made, Place.WIDE)]

    def _documents(self, card: DwellingCard) -> list[Placed]:
        from ...casework import documents

        case = documents.CaseLink(dwelling_id=card.id)
        self.documents.show_case(case, partial(documents.documents_at, self.ctx.desk, card.id))
        return [Placed(self.documents, Place.WIDE)]

    def _history(self, card: DwellingCard) -> list[Placed]:
        from ...casework.history import dwelling_history

        self.history.show_record(partial(dwelling_history, self.ctx.desk, card.id))
        return [Placed(self.history, Place.WIDE)]

    def _refresh_lists(self) -> None:
        """The card is as it was; documents and history may still have got new lines."""
        if self.tab == DOCUMENTS:
            self.documents.reload()
        elif self.tab == HISTORY and self.ctx.may(Right.AUDIT_READ):
            self.history.reload()

    def _go_to_history(self) -> None:
        self.tabs.choose(HISTORY)
