"""The card of a person: header, tabs, cards and acts, kept fresh when somebody saves something."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...casework.documents import CaseLink, DocumentRow, documents_of
from ...casework.history import person_history
from ...casework.person_card import PersonCard, person_card
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import fault_text, text
from ..parts.buttons import ghost
from ..parts.recordpage import Place, Placed, RecordPage, TabSpec
from ..record_tabs.documents import DocumentsCard
from ..record_tabs.history import HistoryCard
from ..shell.context import Context
from . import bar, doors, words
from .acts import PersonActs
from .application_card import ApplicationsCard
from .contact_card import ContactCard
from .contact_log import ContactLogCard
from .home_card import HomeCard, current
from .household_card import HouseholdBox
from .number_view import number_view
from .task_card import TaskCard
from .task_forms import new_task_dialog
from .tenancy_card import TenanciesCard

OVERVIEW, TENANCIES, DOCUMENTS, HISTORY = "oversikt", "leieforhold", "dokumenter", "historikk"


class PersonRecord(RecordPage):
    """Shows one person. The cards stay, so that a line half written survives a colleague's save."""

    #: the card that is shown now
    shown = Signal(object)

    def __init__(self, ctx: Context) -> None:
        tabs = [
            TabSpec(OVERVIEW, "ui.post.oversikt"),
            TabSpec(TENANCIES, "ui.leietaker.fane_leieforhold"),
            TabSpec(DOCUMENTS, "ui.dokumenter.tittel"),
            *([TabSpec(HISTORY, "ui.historikk.tittel")] if ctx.may(Right.AUDIT_READ) else []),
        ]
        super().__init__(tabs)
        self.ctx = ctx
        self.card: PersonCard | None = None
        self.person_id: int | None = None
        self._wanted: str | None = None
        self.home, self.household = HomeCard(), HouseholdBox()
        self.tasks, self.contact, self.log = TaskCard(), ContactCard(), ContactLogCard(ctx)
        self.applications = ApplicationsCard()
        self.tenancies = TenanciesCard(ctx.settings)
        self.documents, self.history = DocumentsCard(ctx), HistoryCard(ctx)
        self.number_button = ghost(text("ui.nummer.vis_knapp"), "eye")
        self._stale: set[str] = set()
        self._set_up()

    def _set_up(self) -> None:
        self.header.more.hide()
        self.header.add_beside_facts(self.number_button)
        self.number_button.clicked.connect(self.show_number)
        self.log.follow_up.connect(self._follow_up)
        self.tab_shown.connect(lambda _key: self._fill())
        self.tenancies.opened.connect(partial(self.ctx.window.open_record, "tenancy"))
        overview = [
            Placed(self.home),
            Placed(self.tasks, Place.ASIDE),
            Placed(self.contact),
            Placed(self.household, Place.ASIDE),
            *([Placed(self.applications)] if self.ctx.may(Right.APPLICATION_READ) else []),
            Placed(self.log, Place.WIDE),
        ]
        for tab, cards in (
            (OVERVIEW, overview),
            (TENANCIES, [Placed(self.tenancies, Place.WIDE)]),
            (DOCUMENTS, [Placed(self.documents, Place.WIDE)]),
            *([(HISTORY, [Placed(self.history, Place.WIDE)])] if self.ctx.may(Right.AUDIT_READ) else []),
        ):
            self.flow(tab).show_cards(cards)

    # -- which person ---------------------------------------------------------------------------

    def show_person(self, person_id: int | None, tab: str | None = None) -> None:
        """Show another person, or none; `tab` says where on the card."""
        self.person_id = person_id
        if person_id is None:
            self._empty()
            return
        self._wanted = tab
        self.reload()

    def reload(self) -> None:
        """Read the same person anew."""
        if self.person_id is not None:
            asked = partial(person_card, self.ctx.desk, self.person_id)
            self.ctx.jobs.read(asked, owner=self, topic="person", done=self._arrived, failed=self._gone)

    def _empty(self, why: str = "") -> None:
        """Nothing of the person shown before stays in the window."""
        self.card = None
        self.log.forget()
        self.header.show_record("")
        self.header.show_avatar("")
        for card in (self.household, self.tasks, self.contact, self.applications):
            card.put(QWidget())
        self.home.layout_again()
        self.tenancies.clear()
        self.documents.clear()
        self.history.clear()
        self.bar.clear()
        self.show_nothing(why)

    def _gone(self, error: RefusedError) -> None:
        self._empty(fault_text(error.fault).whole)

    def _arrived(self, card: PersonCard) -> None:
        before, self.card = self.card, card
        if before == card:
            self._refresh_lists()
        else:
            self._stale = {OVERVIEW, TENANCIES, DOCUMENTS, HISTORY}
            self._show_head(card)
            if before is None or before.id != card.id:
                self.tabs.choose(OVERVIEW)
                self.flow(OVERVIEW).verticalScrollBar().setValue(0)
            self._fill()
        self.show_whole()
        self._go_where_wanted()
        self.shown.emit(card)

    def _go_where_wanted(self) -> None:
        if self._wanted is None:
            return
        tab, self._wanted = self._wanted, None
        self.tabs.choose(tab)
        self._fill()

    @property
    def do(self) -> PersonActs:
        """What can be done with the person shown."""
        assert self.card is not None
        return PersonActs(self.ctx, self, self.card)

    def _show_head(self, card: PersonCard) -> None:
        self.header.show_record(card.list_name, words.facts(card), words.chips(card))
        self.header.show_avatar(words.initials(card))
        self.number_button.setVisible(bool(card.numbers) and self.ctx.may(Right.PERSON_NUMBER))
        self.tabs.set_count(DOCUMENTS, len(card.documents))
        bar.fill(self.bar, self.do, bar.Ways(self.log_contact, self.print_now))

    # -- tabs -----------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Fill the current tab if it is old."""
        tab = self.tab
        if self.card is None or tab not in self._stale:
            return
        self._stale.discard(tab)
        {OVERVIEW: self._overview, TENANCIES: self._tenancies, DOCUMENTS: self._documents}.get(tab, self._history)(
            self.do
        )

    def _overview(self, do: PersonActs) -> None:
        for card in (self.home, self.household, self.tasks, self.contact, self.applications, self.log):
            card.show_person(do)

    def _tenancies(self, do: PersonActs) -> None:
        self.tenancies.show_person(do)

    def _documents(self, do: PersonActs) -> None:
        ids = tuple(t.home.tenancy_id for t in do.card.tenancies)
        self.documents.show_case(CaseLink(person_id=do.card.id), partial(_documents_of, self.ctx, do.card.id, ids))

    def _history(self, do: PersonActs) -> None:
        self.history.show_record(partial(person_history, self.ctx.desk, do.card.id))

    def _refresh_lists(self) -> None:
        """The card is as it was; documents and history may still have changed."""
        for tab, refresh in ((DOCUMENTS, self.documents.reload), (HISTORY, self.history.reload)):
            if tab == self.tab:
                refresh()
            else:
                self._stale.add(tab)

    # -- acts -----------------------------------------------------------------------------------

    def show_number(self) -> None:
        """Show the whole number; why is asked and written down."""
        if self.card is not None:
            number_view(self.ctx, self.card)

    def log_contact(self) -> None:
        """Go to the line of the log."""
        self.tabs.choose(OVERVIEW)
        self.flow(OVERVIEW).ensureWidgetVisible(self.log)
        self.log.focus_line()

    def print_now(self) -> None:
        """The papers of the lease that runs; without one the documents: printed again they are the same bytes."""
        home = current(self.card) if self.card is not None else None
        if home is not None and self.ctx.may(Right.DOCUMENT_WRITE):
            doors.papers(self.ctx, home)
            return
        self.tabs.choose(DOCUMENTS)
        self.documents.focus_table()

    def _follow_up(self, words_typed: str) -> None:
        if self.card is not None:
            new_task_dialog(self.ctx, self.card, words_typed)


def _documents_of(ctx: Context, person_id: int, tenancy_ids: Sequence[int]) -> list[DocumentRow]:
    """The person's own documents and those of the tenancies, newest first."""
    cases = [CaseLink(person_id=person_id), *(CaseLink(tenancy_id=i) for i in tenancy_ids)]
    found = {row.id: row for case in cases for row in documents_of(ctx.desk, case)}
    return sorted(found.values(), key=lambda row: (row.dated, row.id), reverse=True)
