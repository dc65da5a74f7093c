"""The frame of what is done to many debts at once: views with their tables, what is said above, work with progress."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from ...casework.arrears_card import ArrearsCard, arrears_card
from ...rules.messages import RefusedError
from ...texts import formats, text
from ..parts.alerts import Alert
from ..parts.buttons import secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.progress import ProgressPanel
from ..parts.segments import Segments
from ..parts.table_model import Column
from ..parts.table_view import Table
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens

_WIDTH, _HEIGHT = 1080, 720


@dataclass(frozen=True)
class View:
    """One view: its key, columns, and the codes of its segment, its name, its empty state and its help.

    Lines of one that `may_take` can be taken out.
    """

    key: str
    columns: Sequence[Column[Any]]
    segment: str
    name: str
    nothing: str
    help: str
    may_take: bool = True


class ManyDialog(DialogFrame):
    """Views of the same debts, one at a time. `out` are the lines of each view that somebody has taken out."""

    def __init__(self, ctx: Context, title: str, line: str, views: Sequence[View]) -> None:
        super().__init__(ctx.parent, text(title), text(line), width=_WIDTH, height=_HEIGHT, scroll=False)
        self.ctx, self._views = ctx, {view.key: view for view in views}
        self.views = Segments([(view.key, "") for view in views], text("ui.utsendelse.vis"))
        self.tables: dict[str, Table] = {}
        self.out: dict[str, set[int]] = {view.key: set() for view in views}
        self.progress = ProgressPanel()
        self.told: list[Alert] = []
        self.top = QHBoxLayout()
        self.sum = Label("", "h4")
        self.take = secondary(text("ui.utsendelse.ta_ut"), "minus")
        self.take.clicked.connect(lambda: self.toggle(self.views.current))
        self.add_left(self.take)
        self._stack = QStackedWidget()
        self._empty = Label("", colour="text2", wrap=True)
        self._help = Label("", "caption", "text2", wrap=True)
        self._fill_frame()
        self.views.chosen.connect(lambda _key: self._show_view())

    def _fill_frame(self) -> None:
        self.top.setSpacing(tokens.S12)
        self.top.addWidget(self.views)
        self.top.addStretch(1)
        self.top.addWidget(self.sum)
        self.body.addLayout(self.top)
        self.body.addWidget(self.progress)
        for key, view in self._views.items():
            table = self.tables[key] = Table(view.columns, name=f"{type(self).__name__}.{key}")
            table.setAccessibleName(text(view.name))
            table.opened.connect(partial(self.opened, key))
            table.chosen.connect(lambda _id: self._name_take())
            space = QShortcut(QKeySequence(Qt.Key.Key_Space), table)
            space.setContext(Qt.ShortcutContext.WidgetShortcut)
            space.activated.connect(partial(self.toggle, key))
            self._stack.addWidget(table)
        self._empty.setContentsMargins(0, tokens.S12, 0, 0)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._help)

    # -- what is shown --------------------------------------------------------------------------

    def opened(self, key: str, row_id: int) -> None:
        """Enter or a double click on a line."""
        raise NotImplementedError

    def show_rows(self, rows: Mapping[str, Mapping[int, Any]], sum_ore: int) -> None:
        """Show the lines of every view, and what those that go come to."""
        for key, view in self._views.items():
            table = self.tables[key]
            stood = table.chosen_id
            table.show_rows(rows[key])
            if stood is not None and stood in rows[key]:
                table.stand_on(stood)
            elif rows[key]:
                table.choose_first()
            self.views.set_label(key, text(view.segment, antall=len(rows[key])))
        self.sum.setText(formats.kroner(sum_ore, always_ore=True) if sum_ore else "")
        self._show_view()

    def _show_view(self) -> None:
        view = self._views[self.views.current]
        table = self.tables[view.key]
        filled = bool(table.paged.ids)
        self._empty.setText(text(view.nothing))
        self._stack.setCurrentWidget(table if filled else self._empty)
        self._help.setText(text(view.help) if view.help and filled else "")
        self._help.setVisible(bool(view.help and filled))
        self._name_take()
        self.enable()

    def enable(self) -> None:
        """Show the buttons of the view."""
        raise NotImplementedError

    def _name_take(self) -> None:
        """The button says what it does to the line one stands on."""
        view = self._views[self.views.current]
        chosen = self.tables[view.key].chosen_id
        self.take.setVisible(view.may_take and bool(self.tables[view.key].paged.ids))
        self.take.setEnabled(chosen is not None)
        out = chosen in self.out[view.key]
        self.take.set_label(text("ui.utsendelse.ta_med") if out else text("ui.utsendelse.ta_ut"))

    def toggle(self, key: str) -> None:
        """Take the line one stands on out, or in again."""
        if self._views[key].may_take and (chosen := self.tables[key].chosen_id) is not None:
            self.out[key] ^= {chosen}
            self.redraw()

    def redraw(self) -> None:
        """Show anew what was read."""
        raise NotImplementedError

    # -- what is said above ---------------------------------------------------------------------

    def say(self, *alerts: Alert) -> None:
        """Say this over the lines, and nothing else."""
        for old in self.told:
            old.hide()
            old.deleteLater()
        self.told = list(alerts)
        for at, alert in enumerate(alerts, start=1):
            self.body.insertWidget(at, alert)

    def refused(self, error: RefusedError) -> None:
        """An act said no."""
        self.say(*fault_alerts(error))

    # -- the case of a line ---------------------------------------------------------------------

    def with_case(self, account_id: int, act: Callable[[ArrearsCard], object]) -> None:
        """Do something with the case of an account, as it is now."""

        def done(card: ArrearsCard) -> None:
            act(card)

        self.ctx.jobs.read(
            partial(arrears_card, self.ctx.desk, account_id), owner=self, topic="sak", done=done, failed=self.refused
        )

    def open_case(self, account_id: int) -> None:
        """Go to the case."""
        self.finish(None)
        self.ctx.window.open_record("rent_account", account_id)


def left_in(ids: Collection[int], out: Collection[int]) -> list[int]:
    """Those that nobody has taken out, in their order."""
    return [one for one in ids if one not in out]
