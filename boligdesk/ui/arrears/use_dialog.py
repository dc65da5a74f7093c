""" "Ny avregning": period and cost, what each is weighed by, the settlement for all with its reckoning, and booking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...casework import use_settlements
from ...casework.documents import CaseLink, file_attachment
from ...casework.use_settlements import BuildingChoice, UseBooked, UseLine, UsePlan, UseWish
from ...rules.messages import Control, Kind, RefusedError, msg
from ...rules.vocabulary import DocumentKind
from ...texts import render, text
from ..importing.choose import ask_for_file
from ..layout_items import widget_of
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.cards import Card
from ..parts.dialog import DialogFrame
from ..parts.form import FormView
from ..parts.labels import Label
from ..parts.stepper import Stepper
from ..parts.table_view import Table
from ..rents.plan_panel import SidePanel
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens
from ..tenancy.explained import ExplanationLines
from .use_forms import cost_form, first_values, wish_of
from .use_lines import PLAN, remarks
from .use_shares import ShareGrid

_WIDTH = 1180
_TITLES = ("ui.avregning.steg_kostnad", "ui.avregning.steg_andeler", "ui.avregning.steg_kontroll")
_COST, _SHARES, _CHECK = range(3)
_PAPERS = "*.pdf *.jpg *.jpeg *.png"
_KINDS = {
    Kind.HARD: AlertKind.HARD,
    Kind.MISSING: AlertKind.SOFT,
    Kind.SOFT: AlertKind.SOFT,
    Kind.INFO: AlertKind.INFO,
}


class UseDialog(DialogFrame):
    """Three steps; nothing is written before the last. `booked(round id)` when it is."""

    def __init__(
        self, ctx: Context, buildings: Sequence[BuildingChoice], booked: Callable[[UseBooked], object]
    ) -> None:
        title, line = text("ui.avregning.ny_tittel"), text("ui.avregning.ny_om")
        super().__init__(ctx.parent, title, line, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False)
        self.ctx, self._booked = ctx, booked
        self.plan: UsePlan | None = None
        self.document_id: int | None = None
        self._asked: UseWish | None = None
        self.form = FormView(cost_form(buildings), today=ctx.desk.today)
        self.grid = ShareGrid()
        self.table = Table(PLAN, name="avregning.plan")
        self.side = SidePanel(text("ui.avregning.utregning"))
        self.sums = Label("", "h4", wrap=True)
        self._said = QVBoxLayout()
        self._fill_body()
        self._fill_foot()
        self.grid.edited.connect(self._enable)
        self.table.chosen.connect(lambda _id: self._show_chosen())
        self.form.set_values(first_values(ctx.desk.today, buildings), clean=True)
        self._go(_COST)

    @property
    def step(self) -> int:
        """Which step is shown, from 0."""
        return self._stack.currentIndex()

    def _fill_body(self) -> None:
        self.stepper = Stepper([text(title) for title in _TITLES])
        self.stepper.step_chosen.connect(self._go_back_to)
        self.set_under_head(self.stepper)
        self._said.setSpacing(tokens.S8)
        self.body.addLayout(self._said)
        self._stack = QStackedWidget()
        for page in (self._cost_page(), self._scrolled(self.grid), self._check_page()):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)

    def _cost_page(self) -> QWidget:
        self.attach = secondary(text("ui.avregning.legg_ved"), "paperclip", small=True)
        self.attach.clicked.connect(self._choose_paper)
        self.attached = Label("", colour="text2", wrap=True)
        holder = QWidget()
        column, row = QVBoxLayout(holder), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.attach)
        row.addWidget(self.attached, 1)
        column.addWidget(self.form)
        column.addLayout(row)
        column.addStretch(1)
        return self._scrolled(holder)

    def _scrolled(self, widget: QWidget) -> QScrollArea:
        area = QScrollArea()
        widget.setProperty("part", "scroll")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(widget)
        return area

    def _check_page(self) -> QWidget:
        self.table.setAccessibleName(text("ui.avregning.leieforholdene"))
        page = QWidget()
        halves, left = QHBoxLayout(page), QVBoxLayout()
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(tokens.CARD_GAP)
        left.setSpacing(tokens.S12)
        left.addWidget(self.table, 1)
        left.addWidget(self.sums)
        halves.addLayout(left, 1)
        halves.addWidget(self.side)
        return page

    def _fill_foot(self) -> None:
        self.back = secondary(text("ui.felles.tilbake"))
        cancel = secondary(text("ui.felles.avbryt"))
        self.next = primary(text("ui.avregning.videre"), "arrow-right")
        self.back.clicked.connect(lambda: self._go(self.step - 1))
        cancel.clicked.connect(self.leave)
        self.next.clicked.connect(self.submit)
        self.add_left(self.back)
        self.add_right(cancel)
        self.add_right(self.next)

    # -- the steps ------------------------------------------------------------------------------

    def _go_back_to(self, step: int) -> None:
        if step < self.step:
            self._go(step)

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.stepper.set_current(step)
        self.back.setEnabled(step > _COST)
        words = "ui.avregning.forfor" if step == _CHECK else "ui.avregning.videre"
        self.next.set_label(text(words))
        self.next.set_icon("check" if step == _CHECK else "arrow-right")
        self._say(())
        self._enable()

    def _enable(self) -> None:
        ready = {_COST: True, _SHARES: self.grid.readable, _CHECK: self.plan is not None and self.plan.may_go}
        self.next.setEnabled(ready[self.step])

    def submit(self) -> None:
        """On to the next step; on the last one: book it."""
        if not self.next.isEnabled():
            return
        if self.step == _COST:
            self._ask_shares()
        elif self.step == _SHARES and self._asked is not None:
            self._read(self.grid.wish(self._asked), self._checked)
        elif self.step == _CHECK:
            self.book()

    def _ask_shares(self) -> None:
        if not self.form.check():
            return
        wish = wish_of(self.form.values(), self.document_id)
        if wish is None:
            self._say([Alert(AlertKind.HARD, text("ui.avregning.snudd"))])
            return
        self._read(wish, self._shares)

    def _read(self, wish: UseWish, done: Callable[[UsePlan], None]) -> None:
        self.next.setEnabled(False)
        asked = partial(use_settlements.plan_settlement, self.ctx.desk, wish)
        self.ctx.jobs.read(asked, owner=self, topic="plan", done=done, failed=self._refused)

    def _shares(self, plan: UsePlan) -> None:
        """The tenancies of the chosen building; without any one stays on the first step and is told why."""
        stops = [one for one in plan.controls if one.kind is Kind.HARD]
        if stops:
            self._enable()
            self._tell(stops)
            return
        self._asked = plan.wish
        self.grid.show_plan(plan)
        self._go(_SHARES)
        self.grid.focus_first()

    def _checked(self, plan: UsePlan) -> None:
        self.plan = plan
        self.table.show_rows({line.tenancy_id: line for line in plan.lines})
        self.table.choose_first()
        self._go(_CHECK)
        self._tell(plan.controls)
        self._show_sums(plan)
        self._show_chosen()
        self.table.setFocus()

    def _tell(self, controls: Sequence[Control]) -> None:
        self._say([Alert(_KINDS[one.kind], render(one.what), one.paragraph or "") for one in controls])

    def _show_sums(self, plan: UsePlan) -> None:
        if plan.total_ore is None or plan.office_ore is None:
            self.sums.setText("")
            return
        tenants = plan.total_ore - plan.office_ore
        told = text("ui.avregning.summer", sum=plan.total_ore, leiere=tenants, utleier=plan.office_ore)
        self.sums.setText(told)

    def _show_chosen(self) -> None:
        chosen = self.table.chosen_id
        line = next((one for one in self.plan.lines if one.tenancy_id == chosen), None) if self.plan else None
        if line is not None:
            self.side.put(*_cards(line))

    # -- the invoice ----------------------------------------------------------------------------

    def _choose_paper(self) -> None:
        ask_for_file(self.ctx.parent, self.file_paper, "ui.avregning.bilag", _PAPERS)

    def file_paper(self, path: Path) -> None:
        """File the invoice the cost was read from."""
        act = partial(file_attachment, self.ctx.desk, path, CaseLink(), DocumentKind.ATTACHMENT)
        done = partial(self._filed, path.name)
        self.ctx.write(act, owner=self.grid, name=msg("ui.avregning.lagrer"), done=done, failed=self._refused)

    def _filed(self, name: str, document_id: int) -> None:
        self.document_id = document_id
        self.attached.setText(text("ui.avregning.lagt_ved", fil=name))

    # -- booking --------------------------------------------------------------------------------

    def book(self) -> None:
        """Write it on the accounts, in one act."""
        if self.plan is None or not self.plan.may_go:
            return
        self.next.setEnabled(False)
        act = partial(use_settlements.book_settlement, self.ctx.desk, self.plan.wish)
        self.ctx.write(act, owner=self.grid, name=msg("ui.avregning.forer"), done=self._done, failed=self._refused)

    def _done(self, booked: UseBooked) -> None:
        self.finish(booked)
        self._booked(booked)

    def _refused(self, error: RefusedError) -> None:
        self._say(fault_alerts(error))
        self._enable()

    def _say(self, alerts: Sequence[Alert]) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for alert in alerts:
            self._said.addWidget(alert)


def _cards(line: UseLine) -> tuple[Card, ...]:
    """One tenancy: what is to be looked at, how its share came about, and the proposed amount."""
    card = Card(line.tenant, line.address)
    for words in remarks(line):
        card.add(Label(words, colour="text2", wrap=True))
    if line.share is None:
        return (card,)
    explained = ExplanationLines()
    explained.show_steps(line.share.explanation)
    for shown in explained.lines:
        shown.toggle()
    card.add(explained)
    if line.share.monthly is None:
        return (card,)
    proposal, told = Card(text("ui.avregning.forslag")), ExplanationLines()
    told.show_steps(line.share.monthly)
    proposal.add(told)
    proposal.add(Label(text("ui.avregning.forslag_om"), "caption", "text2", wrap=True))
    return card, proposal


def use_dialog(ctx: Context, booked: Callable[[UseBooked], object]) -> None:
    """Open a new settlement over the window, once the buildings are read."""

    def begin(buildings: tuple[BuildingChoice, ...]) -> None:
        dialog = UseDialog(ctx, buildings, booked)
        dialog.open()
        dialog.form.focus_first()

    ctx.jobs.read(partial(use_settlements.use_buildings, ctx.desk), owner=ctx.parent, topic="avregning", done=begin)
