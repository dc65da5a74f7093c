""" "Ny regulering": what it rests on and from when; then every tenancy, explained, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...casework.core.desk import Desk
from ...casework.price_indexes import IndexTableRow, index_tables
from ...casework.rent_rounds import MarketAssessment, RoundWish, start_round
from ...rules.messages import RefusedError, msg
from ...texts import text
from ..layout_items import widget_of
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView
from ..parts.labels import Label
from ..parts.segments import Segments
from ..parts.stepper import Stepper
from ..parts.table_view import Table
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens
from .forms import assess_dialog, leave_out_dialog
from .lines import GOES, OUT, PLAN, STOPPED, PlanFound, PlanRow, read_plan
from .plan_form import MARKET, wish_of, wish_spec, wish_start
from .plan_panel import PlanPanel

_WIDTH = 1220


class PlanDialog(DialogFrame):
    """Two steps: the grounds, then the tenancies. Nothing is written before the last press. `finished(round id)`."""

    def __init__(self, ctx: Context, tables: Sequence[IndexTableRow]) -> None:
        title, line = text("ui.regulering.ny"), text("ui.regulering.ny_om")
        super().__init__(ctx.parent, title, line, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False)
        self.ctx, self.tables = ctx, tables
        self.plan: PlanFound | None = None
        self.out: dict[int, str] = {}
        self.assessed: dict[int, MarketAssessment] = {}
        self.steps = Stepper([text("ui.regulering.steg_grunnlag"), text("ui.regulering.steg_leieforhold")])
        self.form = FormView(wish_spec(tables, ctx.desk.today), today=ctx.desk.today)
        names = ((GOES, ""), (STOPPED, ""), (OUT, ""))
        self.views = Segments(names, text("ui.regulering.vis"))
        self.table = Table(PLAN, name="regulering.plan")
        self.side = PlanPanel(self)
        self.nothing = Label("", colour="text2", wrap=True)
        self._said = QVBoxLayout()
        self._pages = QStackedWidget()
        self.set_under_head(self.steps)
        self._fill_body()
        self._foot_buttons()
        self._connect()
        self.form.set_values(wish_start(tables, ctx.desk.today), clean=True)
        self._go_to(0)

    def _fill_body(self) -> None:
        self._said.setSpacing(tokens.S8)
        self.body.addLayout(self._said)
        self.body.addWidget(self._pages, 1)
        first, second = QWidget(), QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S12)
        column.addWidget(self.form)
        for table in self.tables:
            if table.missing:
                column.addWidget(self._missing(table))
        column.addStretch(1)
        row = QHBoxLayout(second)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.CARD_GAP)
        left = QVBoxLayout()
        left.setSpacing(tokens.S12)
        left.addWidget(self.views)
        left.addWidget(self.nothing)
        self.table.setAccessibleName(text("ui.regulering.steg_leieforhold"))
        left.addWidget(self.table, 1)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        for page in (first, second):
            self._pages.addWidget(page)

    def _missing(self, table: IndexTableRow) -> Alert:
        alert = Alert(
            AlertKind.INFO,
            text("ui.regulering.mangler", tabell=table.number, antall=len(table.missing), siste=table.last),
            text("ui.regulering.mangler_hvordan"),
        )
        alert.add_button(text("ui.regulering.indekstabeller"), "file-spreadsheet").clicked.connect(self._to_tables)
        return alert

    def _foot_buttons(self) -> None:
        self.back = secondary(text("ui.felles.tilbake"), "chevron-left")
        self.leave_out = ghost(text("ui.regulering.ta_ut_valgte"), "x")
        close = secondary(text("ui.felles.avbryt"))
        self.next = primary(text("ui.regulering.til_leieforhold"))
        for button, act in (
            (self.back, lambda: self._go_to(0)),
            (self.leave_out, lambda: self.take_out(self.table.chosen_ids)),
            (close, self.leave),
            (self.next, self.submit),
        ):
            button.clicked.connect(partial(_press, act))
        self.add_left(self.back)
        self.add_left(self.leave_out)
        self.add_right(close)
        self.add_right(self.next)

    def _connect(self) -> None:
        self.steps.step_chosen.connect(self._go_to)
        self.views.chosen.connect(lambda _key: self._show_rows())
        self.table.chosen.connect(lambda _id: self._show_chosen())
        self.table.opened.connect(self.toggle)
        self.form.edited.connect(lambda _key: self._say([]))

    def _to_tables(self) -> None:
        from .index_dialog import index_dialog

        self.finish(None)
        index_dialog(self.ctx)

    # -- the steps ------------------------------------------------------------------------------

    def _go_to(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        self.steps.set_current(step)
        self.back.setVisible(step > 0)
        self.leave_out.setVisible(step > 0)
        self._show_primary()

    @property
    def _step(self) -> int:
        return self._pages.currentIndex()

    def submit(self) -> None:
        """Go on, or start the round."""
        if not self.next.isEnabled():
            return
        if self._step == 0:
            if self.form.check():
                self.reckon()
            return
        self._start()

    def reckon(self) -> None:
        """Reckon every tenancy's rent by what stands in the form."""
        wish = wish_of(self.form.values(), self.assessed)
        if wish is not None:
            read = partial(_plan, self.ctx.desk, wish)
            self.ctx.jobs.read(read, owner=self, topic="plan", done=self._arrived)

    def _arrived(self, found: PlanFound | RefusedError) -> None:
        if isinstance(found, RefusedError):
            self._say(fault_alerts(found))
            return
        self.plan = found
        self._say([Alert(AlertKind.INFO, text("ui.regulering.ogsa_skjermede"))] if found.more else [])
        if self._step == 0:
            self._go_to(1)
            self.views.choose(GOES)
            self.table.setFocus()
        self._show_rows()

    def _say(self, alerts: Sequence[Alert]) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for alert in alerts:
            self._said.addWidget(alert)

    # -- the tenancies --------------------------------------------------------------------------

    @property
    def rows(self) -> dict[int, PlanRow]:
        """Every tenancy, with the reason of those taken out."""
        known = self.plan.rows if self.plan else {}
        return {key: replace(row, out=self.out.get(key, "")) for key, row in known.items()}

    def _show_rows(self) -> None:
        rows = self.rows
        for key, code in (
            (GOES, "ui.regulering.fane_med"),
            (STOPPED, "ui.regulering.fane_stoppet"),
            (OUT, "ui.regulering.fane_ute"),
        ):
            count = sum(row.place == key for row in rows.values())
            self.views.set_label(key, text(code, antall=count))
        shown = {key: row for key, row in rows.items() if row.place == self.views.current}
        self.table.show_rows(shown)
        self.table.setVisible(bool(shown))
        self.nothing.setText("" if shown else text(_NONE[self.views.current]))
        self.nothing.setVisible(not shown)
        if shown and self.table.chosen_id not in shown:
            self.table.choose_first()
        self._show_chosen()
        self._show_primary()

    def _show_chosen(self) -> None:
        row = self.rows.get(self.table.chosen_id or 0) if self.table.isVisibleTo(self) else None
        market = self.form.values()["basis"] == MARKET
        self.side.show_row(row, assess=market)
        self.leave_out.setEnabled(row is not None and row.place == GOES)

    def toggle(self, tenancy_id: int) -> None:
        """Enter on a tenancy: take it out, take it in again, or assess its rent."""
        row = self.rows.get(tenancy_id)
        if row is None:
            return
        if row.place == GOES:
            self.take_out((tenancy_id,))
        elif row.place == OUT:
            self.take_in(tenancy_id)
        elif self.form.values()["basis"] == MARKET:
            self.assess(tenancy_id)

    def take_out(self, tenancy_ids: Sequence[int]) -> None:
        """Leave tenancies out, with a reason."""
        rows = [self.rows[one] for one in tenancy_ids if one in self.rows and self.rows[one].place == GOES]
        if rows:
            leave_out_dialog(self.ctx, rows, lambda reason: self._taken_out(rows, reason))

    def _taken_out(self, rows: Sequence[PlanRow], reason: str) -> None:
        self.out |= {row.line.tenancy_id: reason for row in rows}
        self._show_rows()

    def take_in(self, tenancy_id: int) -> None:
        """Let a tenancy be in the round after all."""
        self.out.pop(tenancy_id, None)
        self._show_rows()

    def assess(self, tenancy_id: int) -> None:
        """Say what gjengs leie of a home is."""
        row = self.rows.get(tenancy_id)
        if row is not None:
            assess_dialog(self.ctx, row, self.assessed.get(tenancy_id), partial(self._assessed, tenancy_id))

    def _assessed(self, tenancy_id: int, found: MarketAssessment) -> None:
        self.assessed[tenancy_id] = found
        self.reckon()

    # -- starting -------------------------------------------------------------------------------

    def _show_primary(self) -> None:
        count = sum(row.place == GOES for row in self.rows.values())
        if self._step == 0:
            self.next.set_label(text("ui.regulering.til_leieforhold"))
            self.next.setEnabled(True)
        else:
            self.next.set_label(text("ui.regulering.start", antall=count))
            self.next.setEnabled(count > 0)

    def _start(self) -> None:
        wish = wish_of(self.form.values(), self.assessed)
        if wish is None:
            return
        self.next.setEnabled(False)
        rows = self.rows
        chosen = [key for key, row in rows.items() if row.place == GOES]
        out = {key: row.out for key, row in rows.items() if row.place == OUT}
        self.ctx.write(
            partial(start_round, self.ctx.desk, wish, chosen, out),
            owner=self.table,
            name=msg("ui.regulering.starter"),
            done=self.finish,
            failed=self._refused,
            said=text("ui.regulering.startet", antall=len(chosen)),
        )

    def _refused(self, error: RefusedError) -> None:
        self._say(fault_alerts(error))
        self.reckon()


_NONE = {
    GOES: "ui.regulering.ingen_med",
    STOPPED: "ui.regulering.ingen_stoppet",
    OUT: "ui.regulering.ingen_ute",
}


def _press(act: Callable[[], object], _checked: bool = False) -> None:
    act()


def _plan(desk: Desk, wish: RoundWish) -> PlanFound | RefusedError:
    try:
        return read_plan(desk, wish)
    except RefusedError as refused:
        return refused


def plan_dialog(ctx: Context, started: Callable[[int], object]) -> None:
    """Open the planning of a round when its tables are read; `started(round id)` when it is begun."""

    def opened(tables: Sequence[IndexTableRow]) -> None:
        dialog = PlanDialog(ctx, tables)
        dialog.finished.connect(lambda found: started(found) if isinstance(found, int) else None)
        dialog.open()
        dialog.form.focus_first()

    ctx.jobs.read(partial(index_tables, ctx.desk), owner=ctx.parent, topic="indekstabeller", done=opened)
