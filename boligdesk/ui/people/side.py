"""The right side of the tab: a person's card, or one of the tenancies with the way back to the person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ...rules.rights import Right
from ...texts import text
from ..parts.buttons import ghost
from ..parts.recordpage import RecordPage
from ..shell.context import Context
from ..tenancy.panel import TenancyPanel
from .record import PersonRecord


class PersonSide(QStackedWidget):
    """Shows `person` unless a tenancy is asked for; Esc in the tenancy leads back to the person."""

    #: Esc: the keyboard goes back to the list
    left = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.person = PersonRecord(ctx)
        self.tenancy = TenancyPanel(ctx)
        self.back = ghost(text("ui.leietaker.tilbake"), "arrow-left")
        self.tenancy.header.more.hide()
        self.tenancy.header.add_beside_facts(self.back)
        self.addWidget(self.person)
        self.addWidget(self.tenancy)
        self.back.clicked.connect(self.to_person)
        self.tenancy.left.connect(self.to_person)
        self.person.left.connect(self.left)

    def show_person(self, person_id: int | None, tab: str | None = None) -> None:
        """Show a person."""
        self.setCurrentWidget(self.person)
        self.person.show_person(person_id, tab)

    def show_tenancy(self, tenancy_id: int, person_id: int) -> None:
        """Show a tenancy; the way back leads to this person."""
        if self.person.person_id != person_id:
            self.person.show_person(person_id)
        self.tenancy.show_tenancy(tenancy_id)
        self.setCurrentWidget(self.tenancy)
        self.tenancy.focus_record()

    @property
    def on_tenancy(self) -> bool:
        """Whether a tenancy is shown."""
        return self.currentWidget() is self.tenancy

    def to_person(self) -> None:
        """Back to the card."""
        self.setCurrentWidget(self.person)
        self.person.focus_record()

    def focus_record(self) -> None:
        """Give the record shown the keyboard."""
        shown = self.currentWidget()
        if isinstance(shown, RecordPage):
            shown.focus_record()

    def print_now(self) -> None:
        """Ctrl+P: the lease, or the papers of the person."""
        if not self.ctx.may(Right.DOCUMENT_READ):
            return
        if self.on_tenancy:
            self.tenancy.print_current()
        elif self.person.card is not None:
            self.person.print_now()
