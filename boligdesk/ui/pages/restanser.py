"""The tab Restanser: the month's work in the head, what must be done first left, the case right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import text
from ..arrears.age_chart import AgeStrip
from ..arrears.head import ArrearsHead
from ..arrears.listing import ALL, BEGUN, Answer, arrears_spec
from ..arrears.opening import import_open_items
from ..arrears.record import ArrearsRecord
from ..importing.choose import dropped_file
from ..parts.empty_state import EmptyState, EmptyStep
from ..parts.listpage import Listing
from ..record_tabs.tables import export_shown
from ..shell.context import Context
from ..style import tokens
from .first_steps import FirstSteps, Step
from .register_page import Register, RegisterPage

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ...casework.core.desk import Desk
    from ...casework.night_job import NightReport
    from ...casework.readiness import Readiness

_SHARE, _LEAST = 0.42, 400
_RENTS, _CHARGES, _FILE = range(3)
_EMPTY = FirstSteps(
    "wallet",
    "ui.restanser.tom",
    "ui.restanser.hvorfor",
    write=Right.LEDGER_READ,
    one=Step("ui.restanser.steg1", "ui.restanser.steg1_kort"),
    nobody=Step("ui.restanser.steg1", "ui.restanser.steg1_kort"),
)


@dataclass(frozen=True)
class Known:
    """What the head tells, and how far the records have come."""

    readiness: Readiness
    known_to: date | None
    waiting: int


def _read(desk: Desk) -> Known:
    from ...casework.payment_lists import waiting_count
    from ...casework.payments import known_to
    from ...casework.readiness import readiness

    if not desk.who.may(Right.LEDGER_READ):
        return Known(readiness(desk), None, 0)
    return Known(readiness(desk), known_to(desk), waiting_count(desk))


class RestanserPage(RegisterPage):
    """Accounts in arrears. A file that is let fall anywhere on the tab is read as payments."""

    key = "restanser"
    title = "ui.side.restanser"
    concerns: ClassVar[tuple[str, ...]] = (
        *(
            "ledger_entry",
            "ledger_allocation",
            "claim_mark",
            "claim_interruption",
            "payment_file",
            "payment_line",
            "rent_account",
        ),
        *("arrears_event", "account_hold", "considered_point", "payment_agreement", "instalment", "contact_log"),
        *(
            "meeting_case",
            "arrears_meeting",
            "deduction",
            "tenancy",
            "tenancy_term",
            "household",
            "person",
            "document",
            "sending",
            "task",
        ),
    )

    def __init__(self, ctx: Context) -> None:
        self.record = ArrearsRecord(ctx)
        self.head = ArrearsHead(ctx)
        self.readiness: Readiness | None = None
        self._reckoned: date | None = None
        super().__init__(ctx, Register(arrears_spec(ctx), self.record, _EMPTY, _SHARE, _LEAST))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.setSpacing(tokens.CARD_GAP)
        column.insertWidget(0, self.head)
        self.head.listed = self.list.query
        self.ages = AgeStrip()
        inside = self.list.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.insertWidget(inside.count() - 1, self.ages)
        if self.list.bar.segments:
            self.list.bar.segments.choose(ALL)
        self.head.hide()
        self.setAcceptDrops(ctx.may(Right.PAYMENTS_WRITE))
        self.record.left.connect(self.list.focus_list)
        export_shown(ctx, self.list, "ui.side.restanser")

    # -- what is shown --------------------------------------------------------------------------

    @property
    def state(self) -> EmptyState:
        """What stands there before anything is charged."""
        return self.empty

    @property
    def shown_id(self) -> int | None:
        return self.record.record_id

    def show_record(self, record_id: int) -> None:
        self.record.show_record(record_id)

    def reload_record(self, *, colleague: bool) -> None:
        self.record.reload()

    def focus_record(self) -> None:
        self.record.focus_record()

    def on_show(self) -> None:
        self._ask_known()

    def show_halves(self) -> None:
        """List and case, under the head."""
        super().show_halves()
        self.head.show()

    def _read_anew(self, *, colleague: bool) -> None:
        super()._read_anew(colleague=colleague)
        self._ask_known()

    def _ask_known(self) -> None:
        self.ctx.jobs.read(partial(_read, self.ctx.desk), owner=self, topic="kjent", done=self._show_known)

    def _show_known(self, known: Known) -> None:
        self.head.show_known(known.known_to, known.waiting)
        if known.readiness != self.readiness:
            self.readiness = known.readiness
            self._show_steps(known.readiness)

    def _loaded(self, listing: Listing) -> None:
        super()._loaded(listing)
        self.head.setVisible(not self.is_empty)
        self.ctx.window.set_count(self.key, listing.counts.get(ALL, 0))
        sums = listing.sums if isinstance(listing, Answer) else None
        self.ages.show_ages(sums.ages if sums is not None else {})
        if sums is not None and sums.stale and self._reckoned != self.ctx.desk.today:
            self._reckoned = self.ctx.desk.today
            self._reckon()

    def _reckon(self) -> None:
        """Rows that were reckoned on another day are told to be so; now the day's work is done, as on I dag."""
        from ...casework.night_job import run_night_job

        self.ctx.jobs.write(
            partial(run_night_job, self.ctx.desk),
            owner=self,
            name=msg("ui.restanser.regner"),
            done=self._reckoned_today,
        )

    def _reckoned_today(self, done: Done[NightReport]) -> None:
        self.ctx.hub.announce(done.changes, self)
        self._read_anew(colleague=False)

    def _holds_nothing(self, listing: Listing) -> bool:
        return not listing.counts.get(BEGUN, 0)

    # -- before anything is charged -------------------------------------------------------------

    def _show_steps(self, now: Readiness) -> None:
        had_focus = any(button.hasFocus() for button in self.empty.buttons())
        steps = [self._rents(now), *self._later()]
        words = (text("ui.restanser.tom"), text("ui.restanser.hvorfor"))
        self.empty = EmptyState("wallet", *words, steps, text("ui.tom.f1"))
        self.empty.action.connect(self._step_taken)
        self.empty.other.connect(self._other_taken)
        self._empty_card.put(self.empty)
        if had_focus or (self.is_empty and self.isVisible() and not self.head.isAncestorOf(self.focusWidget() or self)):
            self.first_focus().setFocus()

    def _rents(self, now: Readiness) -> EmptyStep:
        importing = self.ctx.may(Right.IMPORT)
        return EmptyStep(
            text("ui.restanser.steg1"),
            text("ui.restanser.steg1_under", antall=now.with_rent, av=now.tenancies),
            text("ui.restanser.importer") if importing else text("ui.restanser.se_leieforhold"),
            "upload" if importing else "users",
            text("ui.restanser.legg_inn_en") if now.without_rent_id is not None else "",
        )

    def _later(self) -> tuple[EmptyStep, ...]:
        opening = text("ui.restanser.importer_apne") if self.ctx.may(Right.IMPORT) else ""
        charge = text("ui.leiekrav.lag") if self.ctx.may(Right.LEDGER_READ) else ""
        file = text("ui.restanser.bankfil") if self.ctx.may(Right.PAYMENTS_WRITE) else ""
        return (
            EmptyStep(text("ui.restanser.steg2"), text("ui.restanser.steg2_under"), charge, "file-plus", opening),
            EmptyStep(text("ui.restanser.steg3"), text("ui.restanser.steg3_under"), file, "upload"),
        )

    def _step_taken(self, step: int) -> None:
        if step == _CHARGES:
            self.head.open_charges()
        elif step == _FILE:
            self.head.open_file()
        elif self.ctx.may(Right.IMPORT):
            from ...casework.imports import ListKind
            from ..importing.dialog import ImportDialog

            ImportDialog(self.ctx, ListKind.TENANTS).open()
        else:
            self.ctx.window.open_page("leietakere")

    def _other_taken(self, step: int) -> None:
        """The milder way of a step: what was open before comes in as a list; a rent is typed in."""
        if step == _CHARGES:
            import_open_items(self.ctx)
        else:
            self._first_without_rent()

    def _first_without_rent(self) -> None:
        if self.readiness is not None and self.readiness.without_rent_id is not None:
            self.ctx.window.open_record("tenancy", self.readiness.without_rent_id)

    # -- what the window asks -------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the case of an account."""
        self.show_halves()
        self.record.show_record(record_id)
        self.list.table.stand_on(record_id)

    def new_record(self, name: str = "") -> None:
        """Ctrl+N: the charges of the month."""
        if self.ctx.may(Right.LEDGER_READ):
            self.head.open_charges()

    def print_current(self) -> None:
        """Ctrl+P: the account shown."""
        if self.ctx.may(Right.DOCUMENT_WRITE):
            self.record.print_now()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            from ..arrears.file_dialog import payment_file_dialog

            event.acceptProposedAction()
            payment_file_dialog(self.ctx, path)
