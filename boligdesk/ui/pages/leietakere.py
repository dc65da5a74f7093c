"""The tab Leietakere: the list left, the person right; before anybody is registered, the way in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...casework.core.changes import Changes
from ...casework.person_card import PersonCard, person_card
from ...casework.person_list import export_persons
from ...casework.tenancy_card import TenancyCard, tenancy_card
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import fault_text, text
from ..parts.buttons import secondary
from ..parts.empty_state import EmptyState, EmptyStep
from ..parts.filterbar import Query
from ..parts.listpage import Listing, ListPage
from ..people import contact_log, edit_person, new_person
from ..people.edit_person import edit_person_dialog
from ..people.listing import person_list, store_query
from ..people.new_person import new_person_dialog
from ..people.record import OVERVIEW, PersonRecord
from ..people.side import PersonSide
from ..record_tabs.tables import export_to_excel
from ..shell.context import Context
from ..shell.page import Page
from ..style import tokens
from .first_steps import first_steps

if TYPE_CHECKING:
    from ..drafts import Draft

_BOX_W = 164
_SHARE, _SHARE_KEPT = 0.5, "leietakere/deling"
_FORM_OF_PERSON = ("leietakere.kontakt", "leietakere.representant")


class LeietakerePage(Page):
    """The persons of the office."""

    key = "leietakere"
    title = "ui.side.leietakere"
    concerns: ClassVar[tuple[str, ...]] = (
        *("person", "person_identifier", "contact_point", "representative", "household", "household_member"),
        *("contact_log", "task", "document", "sending", "tenancy", "tenancy_tenant", "tenancy_term", "security"),
        *("ending", "tenancy_change", "lease_version", "lease_signature", "protocol", "settlement"),
        *("dwelling", "building", "letting_unit", "rent_part", "clause_use"),
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.list = ListPage(person_list(ctx), ctx.jobs, ctx.settings)
        self.side = PersonSide(ctx)
        self.new_button = secondary(text("ui.person.ny"), "plus")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.empty = self._empty_page()
        self._stack = QStackedWidget()
        kept = ctx.settings.get(_SHARE_KEPT, _SHARE)
        self._share = kept if isinstance(kept, float) and 0.2 < kept < 0.8 else _SHARE
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.list.bar.boxes["merknad"].setMaximumWidth(_BOX_W)
        self.list.bar.add_act(self.new_button)
        self.new_button.setVisible(self.ctx.may(Right.PERSON_WRITE))
        self.splitter.setHandleWidth(tokens.S12 + 2)
        self.splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(420)
        self.side.setMinimumWidth(480)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack)

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.loaded.connect(self._loaded)
        self.list.opened.connect(lambda _id: self.side.focus_record())
        self.list.export_wanted.connect(self._export)
        self.side.left.connect(self.list.focus_list)
        self.new_button.clicked.connect(lambda: self.new_record())
        self.splitter.splitterMoved.connect(lambda _at, _handle: self._keep_share())

    # -- the two halves -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both halves keep their share of the window."""
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
        """The list: letters typed there find their way to the filter."""
        if self.is_empty and self.empty.buttons():
            return self.empty.buttons()[0]
        return self.list.table if self.list.listing.ids else self.list.bar.field

    @property
    def record(self) -> PersonRecord:
        """The card of the person shown."""
        return self.side.person

    @property
    def is_empty(self) -> bool:
        """Whether nobody is registered yet."""
        return self._stack.currentWidget() is self.empty

    def _loaded(self, listing: Listing) -> None:
        nobody = not any(listing.counts.values()) and not self.list.query().narrowed
        self._stack.setCurrentWidget(self.empty if nobody else self.splitter)

    def _chosen(self, person_id: object) -> None:
        if isinstance(person_id, int) and person_id != self.record.person_id:
            self.side.show_person(person_id)

    def on_changes(self, changes: Changes, initiator: object) -> None:
        """Somebody saved: the lines and the card are read anew, the place in the list stays."""
        self.on_lost()

    def on_lost(self) -> None:
        """Everything anew."""
        self._stack.setCurrentWidget(self.splitter)
        self.list.changed()
        self.record.reload()

    # -- what the window asks -------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a person, or the first tenant of a tenancy with that tenancy."""
        if kind == "tenancy":
            asked = partial(tenancy_card, self.ctx.desk, record_id)
            self.ctx.jobs.read(
                asked, owner=self, topic="leieforhold", done=self._open_tenancy, failed=self._not_to_be_seen
            )
        else:
            self._open_person(record_id)

    def _open_person(self, person_id: int) -> None:
        self._stack.setCurrentWidget(self.splitter)
        self.side.show_person(person_id, OVERVIEW)
        self.list.table.stand_on(person_id)

    def _open_tenancy(self, card: TenancyCard) -> None:
        """Beside the tenant who is on the screen already, else the first."""
        tenants = [tenant.person_id for tenant in card.tenants]
        if not tenants:
            return
        person_id = self.record.person_id if self.record.person_id in tenants else tenants[0]
        self._stack.setCurrentWidget(self.splitter)
        self.side.show_tenancy(card.id, person_id)
        self.list.table.stand_on(person_id)

    def _not_to_be_seen(self, error: RefusedError) -> None:
        self.side.show_person(None)
        self.record.show_nothing(fault_text(error.fault).whole)

    def new_record(self, name: str = "") -> None:
        """Register a person; `name` is what was typed in the search."""
        if self.ctx.may(Right.PERSON_WRITE):
            new_person_dialog(self.ctx, name=name)

    def open_draft(self, draft: Draft) -> None:
        """Take up a form of a former day; a person who may no longer be seen stays hidden."""
        if draft.form == new_person.FORM:
            self.new_record()
            return
        person_id = draft.record.partition("/")[0]
        if not person_id.isdigit():
            return
        self._open_person(int(person_id))
        if draft.form == edit_person.FORM:
            asked = partial(person_card, self.ctx.desk, int(person_id))
            self.ctx.jobs.read(asked, owner=self, topic="utkast", done=self._edit)
        elif draft.form == contact_log.FORM:
            self.record.log.focus_line()

    def _edit(self, card: PersonCard) -> None:
        edit_person_dialog(self.ctx, card)

    def print_current(self) -> None:
        """Ctrl+P: the papers of what is shown."""
        self.side.print_now()

    def can_leave(self) -> bool:
        """Nothing is lost: a line half written is kept."""
        self.record.log.keep()
        return True

    # -- export and the empty office ------------------------------------------------------------

    def _export(self, query: Query, _columns: object) -> None:
        asked = store_query(query)

        def write(path: Path) -> Path:
            return export_persons(self.ctx.desk, path, asked)

        export_to_excel(self.ctx, self, text("ui.leietaker.fil"), write)

    def _empty_page(self) -> EmptyState:
        page = EmptyState("users", text("ui.leietaker.tomt"), text("ui.leietaker.tomt_hvorfor"), self._steps())
        page.action.connect(self._step_taken)
        return page

    def _steps(self) -> list[EmptyStep]:
        return first_steps(
            self.ctx,
            Right.PERSON_WRITE,
            many=EmptyStep(
                text("ui.leietaker.tomt_liste"),
                text("ui.leietaker.tomt_liste_hvordan"),
                text("ui.leietaker.hent_liste"),
                "file-spreadsheet",
            ),
            one=EmptyStep(
                text("ui.leietaker.tomt_en"), text("ui.leietaker.tomt_en_hvordan"), text("ui.person.ny"), "plus"
            ),
            nobody=EmptyStep(text("ui.leietaker.tomt_ikke_deg"), text("ui.leietaker.tomt_ikke_deg_hvordan")),
        )

    def _step_taken(self, step: int) -> None:
        if step == 0 and self.ctx.may(Right.IMPORT):
            from ...casework.imports import ListKind
            from ..importing.dialog import ImportDialog

            ImportDialog(self.ctx, ListKind.TENANTS).open()
        else:
            self.new_record()
