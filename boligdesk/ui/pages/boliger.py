"""The tab Boliger: the list left, the record right; before anything is registered, the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from ...casework.core.changes import Changes
from ...rules.rights import Right
from ..parts.buttons import add_act, new_menu
from ..parts.filterbar import Query
from ..parts.listpage import Listing
from ..shell.context import Context
from ..stock.dwelling_list import dwelling_list, filter_choices
from ..stock.record import DwellingRecord
from ..stock.vacancies_dialog import vacancies_dialog
from .first_steps import FirstSteps, Step
from .register_page import Register, RegisterPage

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.stock_list import StockChoices
    from ..drafts import Draft

#: Of look/02: the record gets a little more than the list.
_SHARE = 0.484
_EMPTY = FirstSteps(
    "house",
    "ui.bolig.tomt",
    "ui.bolig.tomt_hvorfor",
    write=Right.STOCK_WRITE,
    many=Step("ui.bolig.tomt_liste", "ui.bolig.tomt_liste_hvordan", "ui.bolig.hent_liste", "file-spreadsheet"),
    one=Step("ui.bolig.tomt_en", "ui.bolig.tomt_en_hvordan", "ui.bolig.ny_bolig_knapp", "plus"),
    nobody=Step("ui.bolig.tomt_ikke_deg", "ui.bolig.tomt_ikke_deg_hvorfor"),
)


class BoligerPage(RegisterPage):
    """The housing stock."""

    key = "boliger"
    title = "ui.side.boliger"
    concerns = (
        *("dwelling", "building", "area", "property", "letting_unit", "dwelling_state", "dwelling_rent"),
        *("dwelling_extra", "dwelling_key", "meter", "head_lease", "stock_note", "task", "document", "sending"),
        *("tenancy", "tenancy_tenant", "tenancy_term", "rent_part", "security", "ending", "tenancy_change"),
        *("person", "person_identifier", "household_member", "offer"),
    )

    def __init__(self, ctx: Context) -> None:
        self.record = DwellingRecord(ctx)
        super().__init__(ctx, Register(dwelling_list(ctx), self.record, _EMPTY, _SHARE))
        self.record.left.connect(self.list.focus_list)
        self.vacancies_button = self.act_of_list("door-open", "ui.ledige.tittel", lambda: vacancies_dialog(ctx))
        self._read_choices()

    # -- what is shown --------------------------------------------------------------------------

    @property
    def shown_id(self) -> int | None:
        return self.record.dwelling_id

    def show_record(self, record_id: int) -> None:
        self.record.show_dwelling(record_id)

    def reload_record(self, *, colleague: bool) -> None:
        self.record.reload(colleague=colleague)

    def focus_record(self) -> None:
        self.record.focus_record()

    def _loaded(self, listing: Listing) -> None:
        super()._loaded(listing)
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
        """Somebody saved: what the filters offer may be another."""
        if changes.touches("dwelling", "building", "area"):
            self._read_choices()
        super().on_changes(changes, initiator)

    def on_lost(self) -> None:
        """Away too long: everything anew."""
        self._read_choices()
        super().on_lost()

    # -- what the window asks -------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a dwelling, or the first one of a building."""
        if kind == "building":
            self._open_building(record_id)
            return
        self.show_halves()
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
        from ..stock.dwelling_forms import new_dwelling

        if self.ctx.may(Right.STOCK_WRITE):
            new_dwelling(self.ctx, lambda made: self.open_record("dwelling", made), name)

    def open_draft(self, draft: Draft) -> None:
        """Take up a form of a former day again."""
        from ..stock import drafts
        from ..stock.dwelling_forms import NEW_DRAFT

        if draft.form == NEW_DRAFT:
            self.new_record()
        elif (dwelling_id := drafts.reopen(self.ctx, draft)) is not None:
            self.open_record("dwelling", dwelling_id)

    def print_current(self) -> None:
        """Ctrl+P: the papers of the dwelling shown."""
        self.record.acts.print_now()

    # -- lists out and in -----------------------------------------------------------------------

    def export(self, query: Query) -> None:
        """The two ways out, under the button."""
        from ..stock import exports

        button = self.list.bar.export_button
        menu = new_menu(button)
        menu.aboutToHide.connect(menu.deleteLater)
        for label, act, icon in exports.ways(self.ctx, self, query):
            add_act(menu, label, act, icon)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def import_list(self) -> None:
        from ..stock.exports import import_dwellings

        import_dwellings(self.ctx)
