""" "Leieregulering": the rounds, their changes, the batch of notices, who was sent one, and what took effect (P23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from ...casework.core.changes import Changes, Done
from ...casework.rent_notices import preview_rent_notice
from ...casework.rent_rounds import Noticed, NoticeRow, RoundRow, mark_round_sent, rent_rounds
from ...rules.arrears.words import RentChangeState
from ...rules.messages import msg
from ...rules.rights import Right
from ...rules.vocabulary import SendingWay
from ...texts import text
from ..jobs import Progress
from ..layout_items import widget_of
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, add_act, icon_button, new_menu, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.progress import ProgressPanel
from ..parts.segments import Segments
from ..parts.table_view import Table
from ..shell.context import Context
from ..style import tokens, type
from . import forms, round_notices
from .lines import CHANGES, ChangeFound, read_changes
from .round_notices import Printed, make_notices, preview_window, told_of
from .round_panel import RoundPanel

_WIDTH = 1220
_CONCERNS = ("rent_round", "rent_change", "rent_notice", "tenancy_term", "sending", "tenancy_tenant")
_WAITS, _NOTICED, _COUNTS, _DROPPED = "venter", "varslet", "gjelder", "falt"
#: Which segment shows a change.
_PLACES: Mapping[RentChangeState, str] = {
    RentChangeState.PLANNED: _WAITS,
    RentChangeState.SENT: _NOTICED,
    RentChangeState.MOVED: _NOTICED,
    RentChangeState.IN_FORCE: _COUNTS,
    RentChangeState.DROPPED: _DROPPED,
}
_LABELS: Mapping[str, str] = {
    _WAITS: "ui.regulering.fane_venter",
    _NOTICED: "ui.regulering.fane_varslet",
    _COUNTS: "ui.regulering.fane_gjelder",
    _DROPPED: "ui.regulering.fane_falt",
}


class RoundsDialog(DialogFrame):
    """One round at a time: its changes left, the chosen one right."""

    def __init__(self, ctx: Context) -> None:
        title, line = text("ui.regulering.tittel"), text("ui.regulering.om")
        super().__init__(ctx.parent, title, line, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False)
        self.ctx = ctx
        self.rounds: tuple[RoundRow, ...] = ()
        self.changes: dict[int, ChangeFound] = {}
        self.choice = QComboBox()
        self.views = Segments([(key, "") for key in _LABELS], text("ui.regulering.vis"))
        self.none = Label(text("ui.regulering.ingen"), colour="text2", wrap=True)
        self.nothing = Label(text("ui.regulering.ingen_her"), colour="text2", wrap=True)
        self.progress = ProgressPanel()
        self.table = Table(CHANGES, name="regulering.endringer")
        self.side = RoundPanel(ctx, self)
        self._said = QVBoxLayout()
        self._wanted: int | None = None
        self._fill_body()
        self._fill_foot()
        self.choice.activated.connect(lambda _index: self._read_round())
        self.views.chosen.connect(lambda _key: self._show_rows())
        self.table.chosen.connect(lambda _id: self._show_chosen())
        self.table.opened.connect(lambda _id: self._to_panel())
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)
        self._show_round()

    def _fill_body(self) -> None:
        self.choice.setAccessibleName(text("ui.regulering.velg"))
        self.choice.setFont(type.font("body"))
        self.choice.setMinimumWidth(420)
        top = QHBoxLayout()
        top.setSpacing(tokens.S12)
        top.addWidget(self.choice)
        top.addStretch(1)
        self.body.addLayout(top)
        self._said.setSpacing(tokens.S8)
        self.body.addLayout(self._said)
        for widget in (self.progress, self.none):
            self.body.addWidget(widget)
        halves = QHBoxLayout()
        halves.setSpacing(tokens.CARD_GAP)
        column = QVBoxLayout()
        column.setSpacing(tokens.S12)
        column.addWidget(self.views)
        column.addWidget(self.nothing)
        self.table.setAccessibleName(text("ui.regulering.endringene"))
        column.addWidget(self.table, 1)
        halves.addLayout(column, 1)
        halves.addWidget(self.side)
        self.body.addLayout(halves, 1)
        self.body.addStretch(0)

    def _fill_foot(self) -> None:
        self.new = primary(text("ui.regulering.ny"), "plus")
        self.notices = secondary(text("ui.regulering.lag_varsler"), "printer")
        self.sent = secondary(text("ui.regulering.marker_alle_sendt"), "send")
        self.more = icon_button("ellipsis", text("ui.felles.mer"))
        close = secondary(text("ui.felles.lukk"))
        acts: Sequence[tuple[Button, Callable[[], object]]] = (
            (self.new, self.start),
            (self.notices, self.make_notices),
            (self.sent, self.ask_sent),
            (close, self.leave),
        )
        for button, act in acts:
            button.clicked.connect(act)
        for button in (self.notices, self.sent, self.more):
            self.add_left(button)
        self.add_right(close)
        self.add_right(self.new)
        self.more.setMenu(new_menu(self.more))
        self.more.menu().aboutToShow.connect(self._fill_menu)

    def _fill_menu(self) -> None:
        menu, row = self.more.menu(), self.round
        menu.clear()
        add_act(menu, text("ui.regulering.indekstabeller"), self.open_tables, "file-spreadsheet")
        if row is not None and self.ctx.may(Right.RENT_ADJUST):
            add_act(menu, text("ui.regulering.la_alle_vaere"), lambda: forms.drop_round_dialog(self.ctx, row), "x")

    # -- which round ----------------------------------------------------------------------------

    @property
    def round(self) -> RoundRow | None:
        """The round that is shown."""
        index = self.choice.currentIndex()
        return self.rounds[index] if 0 <= index < len(self.rounds) else None

    @property
    def may_print(self) -> bool:
        """Whether the person at the desk makes notices and marks them."""
        return self.ctx.may(Right.RENT_ADJUST) and self.ctx.may(Right.DOCUMENT_WRITE)

    def reload(self) -> None:
        """Read the rounds anew; the chosen one stays."""
        self.ctx.jobs.read(partial(rent_rounds, self.ctx.desk), owner=self, topic="runder", done=self._arrived)

    def _arrived(self, rounds: tuple[RoundRow, ...]) -> None:
        kept = self._wanted or (self.round.id if self.round else None)
        self._wanted, self.rounds = None, rounds
        self.choice.clear()
        self.choice.addItems([forms.round_name(row) for row in rounds])
        same = [index for index, row in enumerate(rounds) if row.id == kept]
        self.choice.setCurrentIndex(next(iter(same), 0 if rounds else -1))
        self._read_round()

    def _read_round(self) -> None:
        row = self.round
        if row is None:
            self._show_changes({})
            return
        read = partial(read_changes, self.ctx.desk, row.id)
        self.ctx.jobs.read(read, owner=self, topic="endringer", done=self._show_changes)

    def _show_changes(self, changes: dict[int, ChangeFound]) -> None:
        self.changes = changes
        counts = Counter(_PLACES[found.change.state] for found in changes.values())
        for key, code in _LABELS.items():
            self.views.set_label(key, text(code, antall=counts[key]))
        if changes and not counts[self.views.current]:
            self.views.choose(next(key for key in _LABELS if counts[key]))
        self._show_round()
        self._show_rows()

    def _show_round(self) -> None:
        there = self.round is not None
        for widget in (self.choice, self.views, self.table, self.side):
            widget.setVisible(there)
        self.none.setVisible(not there)
        self.nothing.setVisible(False)
        waiting = [found.change for found in self.changes.values() if found.change.state is RentChangeState.PLANNED]
        unmade = sum(1 for change in waiting for notice in change.notices if notice.document_id is None)
        unsent = sum(1 for change in waiting for one in change.notices if one.document_id and one.sent_on is None)
        self.new.setVisible(self.ctx.may(Right.RENT_ADJUST))
        self.notices.setVisible(there and self.may_print)
        self.notices.setEnabled(bool(unmade))
        self.notices.set_label(text("ui.regulering.lag_varsler_antall", antall=unmade))
        self.sent.setVisible(there and self.may_print)
        self.sent.setEnabled(bool(unsent))

    def _show_rows(self) -> None:
        shown = {key: found for key, found in self.changes.items() if _PLACES[found.change.state] == self.views.current}
        self.table.show_rows(shown)
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(not shown and self.round is not None)
        if shown and self.table.chosen_id not in shown:
            self.table.choose_first()
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.chosen_id if self.table.isVisibleTo(self) else None
        self.side.show_change(self.changes.get(chosen) if chosen is not None else None)

    def _to_panel(self) -> None:
        buttons = [button for button in self.side.findChildren(Button) if button.isVisible() and button.isEnabled()]
        if buttons:
            buttons[0].setFocus()

    # -- acts -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Plan a new round."""
        from .plan_dialog import plan_dialog

        plan_dialog(self.ctx, self._started)

    def _started(self, round_id: int) -> None:
        self._wanted = round_id
        self.reload()

    def open_tables(self) -> None:
        """The price index tables."""
        from .index_dialog import index_dialog

        index_dialog(self.ctx)

    def open_tenancy(self, tenancy_id: int) -> None:
        """Go to the tenancy."""
        self.finish(None)
        self.ctx.window.open_record("tenancy", tenancy_id)

    def preview(self, change_id: int, notice: NoticeRow) -> None:
        """The notice to one tenant as it would be made now."""
        self.ctx.jobs.read(
            partial(preview_rent_notice, self.ctx.desk, change_id, notice.person_id),
            owner=self,
            topic="varsel",
            done=partial(self._preview, notice.name),
        )

    def _preview(self, name: str, pdf: bytes) -> None:
        preview_window(self.ctx, name, pdf)

    def make_notices(self) -> None:
        """Make every notice that is not made, one tenancy after the other; stopped, it goes on where it was."""
        row = self.round
        waiting = [
            key
            for key, found in self.changes.items()
            if found.change.state is RentChangeState.PLANNED and not found.change.made
        ]
        if row is None or not waiting:
            return
        self.notices.setEnabled(False)
        work = partial(make_notices, self.ctx, forms.round_name(row), waiting)
        what = msg("ui.regulering.lager_varsler")
        self.progress.run(self.ctx.jobs, what, work, done=self._printed, cancelled=self._stopped)

    def _stopped(self) -> None:
        self._say([Alert(AlertKind.INFO, text("ui.regulering.stoppet_underveis"))])
        self.reload()

    def _printed(self, made: Printed) -> None:
        alerts = []
        if made.papers:
            count = sum(1 + len(paper.copies) for paper in made.papers)
            alerts.append(Alert(AlertKind.DONE, text("ui.regulering.varsler_laget", antall=count)))
        if made.line.refused:
            why = " ".join(dict.fromkeys(item.refusal for item in made.line.refused))
            said = text("ui.regulering.varsler_stanset", antall=len(made.line.refused))
            alerts.append(Alert(AlertKind.SOFT, said, why))
        self._say(alerts)
        changes = frozenset(item.case_id for item in made.line.items)
        self.ctx.hub.announce(Changes({"rent_change": changes, "document": frozenset()}), self.table)
        self.reload()
        if made.papers:
            round_notices.to_printer(self.ctx, made.papers)

    def ask_sent(self) -> None:
        """All notices that are made went out."""
        if self.round is not None:
            forms.round_sent_dialog(self.ctx, self.round, self._mark_sent)

    def _mark_sent(self, way: SendingWay, on: date) -> None:
        row = self.round
        if row is None:
            return

        def work(progress: Progress) -> Done[tuple[Noticed, ...]]:
            return progress.write(lambda: mark_round_sent(self.ctx.desk, row.id, on, way, progress.tell))

        self.sent.setEnabled(False)
        self.progress.run(self.ctx.jobs, msg("ui.regulering.markerer"), work, done=self._marked, cancelled=self.reload)

    def _marked(self, done: Done[tuple[Noticed, ...]]) -> None:
        self._say(told_of(done.value, self.round))
        self.ctx.hub.announce(done.changes, self.table)
        self.reload()

    def _say(self, alerts: Sequence[Alert]) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for alert in alerts:
            self._said.addWidget(alert)


def rounds_dialog(ctx: Context) -> RoundsDialog:
    """Open the rounds over the window."""
    dialog = RoundsDialog(ctx)
    dialog.open(dialog.new)
    dialog.reload()
    return dialog
