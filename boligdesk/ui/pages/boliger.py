"""The tab Boliger: the list left, the record right; before anything is registered, the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...casework.core.changes import Changes
from ...rules.rights import Right
from ...texts import text
from ..parts.buttons import add_act, new_menu
from ..parts.empty_state import EmptyState, EmptyStep
from ..parts.filterbar import Query
from ..parts.listpage import Listing, ListPage
from ..shell.context import Context
from ..shell.page import Page
from ..stock import drafts, exports
from ..stock.dwelling_forms import NEW_DRAFT, new_dwelling
from ..stock.dwelling_list import dwelling_list, filter_choices
from ..stock.record import DwellingRecord
from ..style import tokens
from .first_steps import first_steps

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.stock_list import StockChoices
    from ..drafts import Draft

_SHARE, _SHARE_KEPT = 0.484, "boliger/deling"


class BoligerPage(Page):
    """The housing stock."""

    key = "boliger"
    title = "ui.side.boliger"
    concerns = (
        *("dwelling", "building", "area", "property", "letting_unit", "dwelling_state", "dwelling_rent"),
        *("dwelling_extra", "dwelling_key", "meter", "head_lease", "stock_note", "task", "document", "sending"),
        *("tenancy", "tenancy_tenant", "tenancy_term", "rent_part", "security", "ending", "tenancy_change"),
        *("person", "person_identifier", "household_member"),
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.list = ListPage(dwelling_list(ctx), ctx.jobs, ctx.settings)
        self.record = DwellingRecord(ctx)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.empty = self._empty_page()
        self._stack = QStackedWidget()
        kept = ctx.settings.get(_SHARE_KEPT, _SHARE)
        self._share = kept if isinstance(kept, float) and 0.2 < kept < 0.8 else _SHARE
        self._lay_out()
        self._connect()
        self._read_choices()

    def _lay_out(self) -> None:
        self.splitter.setHandleWidth(tokens.S12 + 2)
        self.splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(420)
        self.record.setMinimumWidth(480)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.record)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.addWidget(self._stack)

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _id: self.record.focus_record())
        self.list.loaded.connect(self._loaded)
        self.list.export_wanted.connect(self._export)
        self.record.left.connect(self.list.focus_list)
        self.splitter.splitterMoved.connect(lambda _at, _handle: self._keep_share())

    # -- the two halves -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * tokens.PAGE_MARGIN - self.splitter.handleWidth()
        left = round(room * self._share)
        self.splitter.setSizes([left, room - left])

    def _keep_share(self) -> None:
        left, right = self.splitter.sizes()
        self._share = left / max(1, left + right)
        self.ctx.settings.set(_SHARE_KEPT, self._share)

    # -- what is shown --------------------------------------------------------------------------

    def first_focus(self) -> QWidget:
        """The list, not its filter: letters typed there find their way."""
        return self.empty.buttons()[0] if self.is_empty and self.empty.buttons() else self.list.table

    @property
    def is_empty(self) -> bool:
        """Whether nothing is registered yet."""
        return self._stack.currentWidget() is self.empty

    def _chosen(self, dwelling_id: object) -> None:
        """Another row; a row that leaves the list leaves the dwelling shown."""
        if isinstance(dwelling_id, int) and dwelling_id != self.record.dwelling_id:
            self.record.show_dwelling(dwelling_id)

    def _loaded(self, listing: Listing) -> None:
        nothing = not listing.counts.get("alle", 0) and not listing.ids and not self.list.query().narrowed
        if nothing and (self.list.query().segment or "alle") == "alle":
            self._stack.setCurrentWidget(self.empty)
        if not listing.ids and self.record.dwelling_id is None:
            self.record.show_nothing()

    def _read_choices(self) -> None:
        from ...casework.stock_list import stock_choices

        desk = self.ctx.desk
        self.ctx.jobs.read(lambda: stock_choices(desk), owner=self, topic="valg", done=self._show_choices)

    def _show_choices(self, found: StockChoices) -> None:
        for key, choices in filter_choices(found).items():
            self.list.bar.set_choices(key, choices)

    def on_changes(self, changes: Changes, initiator: object) -> None:
        """Somebody saved: lines and record are read anew, chosen row and place stay."""
        if changes.touches("dwelling", "building", "area"):
            self._read_choices()
        self._refresh(colleague=initiator is None)

    def on_lost(self) -> None:
        """Away too long: everything anew."""
        self._read_choices()
        self._refresh(colleague=False)

    def _refresh(self, *, colleague: bool) -> None:
        self._stack.setCurrentWidget(self.splitter)
        self.list.changed()
        self.record.reload(colleague=colleague)

    # -- what the window asks -------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a dwelling, or the first one of a building."""
        if kind == "building":
            self._open_building(record_id)
            return
        self._stack.setCurrentWidget(self.splitter)
        if not self.list.table.stand_on(record_id):
            self.record.show_dwelling(record_id)

    def _open_building(self, building_id: int) -> None:
        from ...casework.stock_edit import dwellings_in

        def found(ids: list[int]) -> None:
            if ids:
                self.open_record("dwelling", ids[0])

        desk = self.ctx.desk
        self.ctx.jobs.read(lambda: dwellings_in(desk, building_id), owner=self, topic="bygning", done=found)

    def new_record(self, name: str = "") -> None:
        """Register a dwelling; what was typed in the search is taken for its address."""
        if self.ctx.may(Right.STOCK_WRITE):
            new_dwelling(self.ctx, lambda made: self.open_record("dwelling", made), name)

    def open_draft(self, draft: Draft) -> None:
        """Take up a form of a former day again."""
        if draft.form == NEW_DRAFT:
            self.new_record()
        elif (dwelling_id := drafts.reopen(self.ctx, draft)) is not None:
            self.open_record("dwelling", dwelling_id)

    def print_current(self) -> None:
        """Ctrl+P: the papers of the dwelling shown."""
        self.record.acts.print_now()

    # -- export ---------------------------------------------------------------------------------

    def _export(self, query: Query, _columns: object) -> None:
        button = self.list.bar.export_button
        menu = new_menu(button)
        menu.aboutToHide.connect(menu.deleteLater)
        for label, act, icon in exports.ways(self.ctx, self, query):
            add_act(menu, label, act, icon)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    # -- before anything is registered ----------------------------------------------------------

    def _empty_page(self) -> EmptyState:
        page = EmptyState("house", text("ui.bolig.tomt"), text("ui.bolig.tomt_hvorfor"), self._steps())
        page.action.connect(self._step_taken)
        return page

    def _steps(self) -> list[EmptyStep]:
        return first_steps(
            self.ctx,
            Right.STOCK_WRITE,
            many=EmptyStep(
                text("ui.bolig.tomt_liste"),
                text("ui.bolig.tomt_liste_hvordan"),
                text("ui.bolig.hent_liste"),
                "file-spreadsheet",
            ),
            one=EmptyStep(
                text("ui.bolig.tomt_en"), text("ui.bolig.tomt_en_hvordan"), text("ui.bolig.ny_bolig_knapp"), "plus"
            ),
            nobody=EmptyStep(text("ui.bolig.tomt_ikke_deg"), text("ui.bolig.tomt_ikke_deg_hvorfor")),
        )

    def _step_taken(self, step: int) -> None:
        if step == 0 and self.ctx.may(Right.IMPORT):
            exports.import_dwellings(self.ctx)
        else:
            self.new_record()
