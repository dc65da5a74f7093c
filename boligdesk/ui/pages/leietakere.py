"""The tab Leietakere: the list left, the person right; before anybody is registered, the way in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ...casework.person_card import PersonCard, person_card
from ...casework.person_list import export_persons
from ...casework.tenancy_card import TenancyCard, tenancy_card
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import fault_text, text
from ..parts.buttons import secondary
from ..parts.filterbar import Query
from ..people import contact_log, edit_person, new_person
from ..people.edit_person import edit_person_dialog
from ..people.listing import person_list, store_query
from ..people.new_person import new_person_dialog
from ..people.record import OVERVIEW, PersonRecord
from ..people.side import PersonSide
from ..record_tabs.tables import export_to_excel
from ..shell.context import Context
from .first_steps import FirstSteps, Step
from .register_page import Register, RegisterPage

if TYPE_CHECKING:
    from ..drafts import Draft

_BOX_W = 164
_FORM_OF_PERSON = ("leietakere.kontakt", "leietakere.representant")

_EMPTY = FirstSteps(
    "users",
    "ui.leietaker.tomt",
    "ui.leietaker.tomt_hvorfor",
    write=Right.PERSON_WRITE,
    many=Step(
        "ui.leietaker.tomt_liste", "ui.leietaker.tomt_liste_hvordan", "ui.leietaker.hent_liste", "file-spreadsheet"
    ),
    one=Step("ui.leietaker.tomt_en", "ui.leietaker.tomt_en_hvordan", "ui.person.ny", "plus"),
    nobody=Step("ui.leietaker.tomt_ikke_deg", "ui.leietaker.tomt_ikke_deg_hvordan"),
)


class LeietakerePage(RegisterPage):
    """The persons of the office."""

    key = "leietakere"
    title = "ui.side.leietakere"
    concerns: ClassVar[tuple[str, ...]] = (
        *("person", "person_identifier", "contact_point", "representative", "household", "household_member"),
        *("contact_log", "task", "document", "sending", "tenancy", "tenancy_tenant", "tenancy_term", "security"),
        *("ending", "tenancy_change", "lease_version", "lease_signature", "protocol", "settlement"),
        *("dwelling", "building", "letting_unit", "rent_part", "clause_use"),
        *("application", "application_member", "application_paper", "offer", "complaint"),
    )

    def __init__(self, ctx: Context) -> None:
        self.side = PersonSide(ctx)
        super().__init__(ctx, Register(person_list(ctx), self.side, _EMPTY))
        self.side.left.connect(self.list.focus_list)
        self.list.bar.boxes["merknad"].setMaximumWidth(_BOX_W)
        self.new_button = secondary(text("ui.person.ny"), "plus")
        self.new_button.clicked.connect(lambda: self.new_record())
        self.list.bar.add_act(self.new_button)
        self.new_button.setVisible(ctx.may(Right.PERSON_WRITE))

    # -- what is shown --------------------------------------------------------------------------

    @property
    def record(self) -> PersonRecord:
        """The card of the person shown."""
        return self.side.person

    @property
    def shown_id(self) -> int | None:
        return self.record.person_id

    def show_record(self, record_id: int) -> None:
        self.side.show_person(record_id)

    def reload_record(self, *, colleague: bool) -> None:
        self.record.reload()

    def focus_record(self) -> None:
        self.side.focus_record()

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
        self.show_halves()
        self.side.show_person(person_id, OVERVIEW)
        self.list.table.stand_on(person_id)

    def _open_tenancy(self, card: TenancyCard) -> None:
        """Beside the tenant who is on the screen already, else the first."""
        tenants = [tenant.person_id for tenant in card.tenants]
        if not tenants:
            return
        person_id = self.record.person_id if self.record.person_id in tenants else tenants[0]
        self.show_halves()
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

    # -- lists out and in -----------------------------------------------------------------------

    def export(self, query: Query) -> None:
        """To Excel, as it is filtered and sorted now."""
        asked = store_query(query)

        def write(path: Path) -> Path:
            return export_persons(self.ctx.desk, path, asked)

        export_to_excel(self.ctx, self, text("ui.leietaker.fil"), write)

    def import_list(self) -> None:
        from ...casework.imports import ListKind
        from ..importing.dialog import ImportDialog

        ImportDialog(self.ctx, ListKind.TENANTS).open()
