""" "Indekstabeller": the price index by month, where each figure is from, what is missing, and how it comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ...casework.price_indexes import IndexImported, IndexMonth, IndexTableRow, import_index, index_tables
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import formats, text
from ..importing.choose import ask_for_file, dropped_file
from ..layout_items import widget_of
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, ghost, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.segments import Segments
from ..parts.table_view import Table
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens
from .forms import month_dialog, take_out_month_dialog
from .lines import MONTHS, newest_first

_WIDTH, _HEIGHT = 900, 720
_ENDINGS = "*.csv *.json *.txt"


class IndexDialog(DialogFrame):
    """One table at a time: they are never mixed. A file let fall anywhere on it is read."""

    def __init__(self, ctx: Context) -> None:
        title, line = text("ui.regulering.indekstabeller"), text("ui.regulering.indeks_om")
        super().__init__(ctx.parent, title, line, width=_WIDTH, height=_HEIGHT, scroll=False)
        self.ctx = ctx
        self.tables: tuple[IndexTableRow, ...] = ()
        self.views: Segments | None = None
        self.source = Label("", "caption", "text2", wrap=True)
        self.table = Table(MONTHS, name="regulering.indeks")
        self.table.setAccessibleName(title)
        self._choice, self._missing, self._said = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for layout in (self._choice, self._said, self._missing):
            layout.setSpacing(tokens.S8)
            self.body.addLayout(layout)
        self.body.addWidget(self.source)
        self.body.addWidget(self.table, 1)
        self._foot_buttons()
        self.setAcceptDrops(ctx.may(Right.RENT_ADJUST))
        self.table.chosen.connect(lambda _id: self._enable())
        self.ctx.hub.listen(self, lambda _changes, _who: self.reload(), "index_value", lost=self.reload)

    def _foot_buttons(self) -> None:
        may = self.ctx.may(Right.RENT_ADJUST)
        self.file = primary(text("ui.regulering.hent_fil"), "upload")
        self.type = secondary(text("ui.regulering.skriv_maned"), "pencil")
        self.out = ghost(text("ui.regulering.ta_ut_maned"), "trash-2")
        close = secondary(text("ui.felles.lukk"))
        acts: Sequence[tuple[Button, Callable[[], object]]] = (
            (self.file, self.ask),
            (self.type, self.type_month),
            (self.out, self.take_out),
            (close, self.leave),
        )
        for button, act in acts:
            button.clicked.connect(act)
        for button in (self.type, self.out):
            self.add_left(button)
            button.setVisible(may)
        self.add_right(close)
        self.add_right(self.file)
        self.file.setVisible(may)

    def reload(self) -> None:
        """Read the tables anew."""
        self.ctx.jobs.read(partial(index_tables, self.ctx.desk), owner=self, topic="indeks", done=self._arrived)

    def _arrived(self, tables: tuple[IndexTableRow, ...]) -> None:
        self.tables = tables
        if self.views is None:
            names = [
                (t.number, text("ui.regulering.tabell_navn", tabell=t.number, basis=str(t.base_year))) for t in tables
            ]
            self.views = Segments(names, text("ui.regulering.tabell"))
            self.views.chosen.connect(lambda _key: self._show())
            self._choice.addWidget(self.views)
            self._choice.addStretch(1)
        self._show()

    @property
    def shown(self) -> IndexTableRow | None:
        """The table that is shown."""
        key = self.views.current if self.views else None
        return next((table for table in self.tables if table.number == key), None)

    @property
    def month(self) -> IndexMonth | None:
        """The month somebody stands on."""
        found = newest_first(self.shown.months) if self.shown else {}
        return found.get(self.table.chosen_id or 0)

    def _show(self) -> None:
        table = self.shown
        if table is None:
            return
        self.source.setText(table.source)
        self.table.show_rows(newest_first(table.months))
        _clear(self._missing)
        if table.missing:
            months = ", ".join(formats.month(month) for month in table.missing)
            said = text("ui.regulering.maneder_mangler", antall=len(table.missing))
            self._missing.addWidget(Alert(AlertKind.SOFT, said, months))
        elif table.ended:
            self._missing.addWidget(Alert(AlertKind.INFO, text("ui.regulering.tabell_slutt", maned=table.ended)))
        self._enable()

    def _enable(self) -> None:
        table, month = self.shown, self.month
        self.type.setEnabled(table is not None and bool(table.missing))
        self.out.setEnabled(month is not None and month.own)

    # -- acts -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := dropped_file(event)) is not None:
            event.acceptProposedAction()
            self.read(path)

    def ask(self) -> None:
        """Ask for a file."""
        ask_for_file(self.ctx.parent, self.read, "ui.regulering.ssb_fil", _ENDINGS)

    def read(self, path: Path) -> None:
        """Read a file of Statistisk sentralbyrå, and keep the months that are new."""
        self.ctx.write(
            partial(import_index, self.ctx.desk, path),
            owner=self.table,
            name=msg("ui.regulering.leser_fil"),
            done=self._imported,
            failed=self._refused,
        )

    def _imported(self, found: IndexImported) -> None:
        if found.new:
            told = text("ui.regulering.maneder_nye", tabell=found.table, antall=len(found.new))
            self._say([Alert(AlertKind.DONE, told, ", ".join(formats.month(month) for month in found.new))])
        else:
            told = text("ui.regulering.ingen_nye", tabell=found.table, antall=found.known)
            self._say([Alert(AlertKind.INFO, told)])
        if self.views is not None:
            self.views.choose(found.table)
        self.reload()

    def _refused(self, error: RefusedError) -> None:
        self._say(fault_alerts(error))

    def _say(self, alerts: Sequence[Alert]) -> None:
        _clear(self._said)
        for alert in alerts:
            self._said.addWidget(alert)

    def type_month(self) -> None:
        """Type a month that is missing."""
        if self.shown is not None and self.shown.missing:
            month_dialog(self.ctx, self.shown)

    def take_out(self) -> None:
        """Take the chosen month out, that the office entered."""
        if self.shown is not None and self.month is not None and self.month.own:
            take_out_month_dialog(self.ctx, self.shown, self.month.month)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := widget_of(item)) is not None:
            old.hide()
            old.deleteLater()


def index_dialog(ctx: Context) -> IndexDialog:
    """Open the price index tables over the window."""
    dialog = IndexDialog(ctx)
    dialog.open(dialog.table)
    dialog.reload()
    return dialog
