"""The tab Søknader: the queue left, the application right; before anything is registered, the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ...rules.rights import Right
from ..applications import complaint_forms, forms, need_form, new_application
from ..applications.listing import application_list
from ..applications.match_panel import BesideMatch
from ..applications.new_application import new_application_dialog
from ..applications.record import ApplicationRecord
from ..applications.waiting_dialog import waiting_list_dialog
from ..record_tabs.tables import export_shown
from ..shell.context import Context
from .first_steps import FirstSteps, Step
from .register_page import Register, RegisterPage

if TYPE_CHECKING:
    from ..drafts import Draft

#: The queue needs room for a name and a line, and four acts beside its title: the record gets the rest.
_SHARE, _LEAST, _BOX_W = 0.205, 296, 116

_EMPTY = FirstSteps(
    "file-text",
    "ui.soknader.tom",
    "ui.soknader.hvorfor",
    write=Right.APPLICATION_WRITE,
    one=Step("ui.soknader.steg1", "ui.soknader.steg1_under", "ui.soknader.ny", "plus"),
    nobody=Step("ui.soknader.ikke_deg", "ui.soknader.ikke_deg_hvordan"),
)
_FORMS_OF_RECORD = (forms.CHANGE, need_form.FORM, complaint_forms.REGISTER, complaint_forms.ASSESS)


class SoknaderPage(RegisterPage):
    """The applications of the office."""

    key = "soknader"
    title = "ui.side.soknader"
    concerns: ClassVar[tuple[str, ...]] = (
        *("application", "application_need", "application_member", "application_area", "application_paper"),
        *("application_fact", "criterion_answer", "application_assessment", "acute_handover", "temporary_stay"),
        *("decision", "complaint", "waiting_place", "waiting_event", "offer", "task", "document", "sending", "person"),
    )

    def __init__(self, ctx: Context) -> None:
        self.record = ApplicationRecord(ctx)
        self.beside = BesideMatch(ctx, self.record)
        self.record.shown.connect(self.beside.show_application)
        super().__init__(ctx, Register(application_list(ctx), self.beside, _EMPTY, _SHARE, _LEAST))
        self.record.left.connect(self.list.focus_list)
        export_shown(ctx, self.list, "ui.side.soknader")
        self._narrow_the_choice()
        self.waiting_button = self.act_of_list("users", "ui.venteliste.tittel", lambda: waiting_list_dialog(ctx))
        self.rounds_button = self.act_of_list("refresh-cw", "ui.runde.knapp", self.renewal_rounds)
        self.list.add_act(self.list.bar.export_button)  # beside the segments there is no room for it
        self.new_button = self.act_of_list("plus", "ui.soknader.ny", self.new_record)
        self.new_button.setVisible(ctx.may(Right.APPLICATION_WRITE))

    def _narrow_the_choice(self) -> None:
        """The choice stands beside the filter in a narrow list; opened it shows its words whole."""
        box = self.list.bar.boxes["utvalg"]
        box.view().setMinimumWidth(box.sizeHint().width())
        box.setMaximumWidth(_BOX_W)
        self.list.bar.field.setMinimumWidth(_BOX_W)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def shown_id(self) -> int | None:
        return self.record.record_id

    def show_record(self, record_id: int) -> None:
        self.record.show_record(record_id)

    def reload_record(self, *, colleague: bool) -> None:
        self.record.reload()

    def focus_record(self) -> None:
        self.record.focus_record()

    # -- what the window asks -------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show an application."""
        self.show_halves()
        self.record.show_record(record_id)
        self.list.table.stand_on(record_id)

    def new_record(self, name: str = "") -> None:
        """Register an application."""
        if self.ctx.may(Right.APPLICATION_WRITE):
            new_application_dialog(self.ctx)

    def renewal_rounds(self) -> None:
        """The renewal rounds of sitting tenants."""
        from ..applications.renewals import renewals_dialog  # batches and letters: not before they are asked for

        renewals_dialog(self.ctx)

    def open_draft(self, draft: Draft) -> None:
        """Take up a form of a former day: the new application, or the record it belongs to."""
        if draft.form == new_application.FORM:
            self.new_record()
        elif draft.form in _FORMS_OF_RECORD and draft.record.isdigit():
            self.open_record("application", int(draft.record))

    def print_current(self) -> None:
        """Ctrl+P: the confirmation of the application shown."""
        if self.ctx.may(Right.DOCUMENT_WRITE):
            self.record.print_now()
