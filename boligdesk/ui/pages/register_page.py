"""A page that is a register: the list left, the chosen record right; before anything is registered, the way in.

Boliger, Leietakere and Søknader are each a description (`Register`) and what is their own: which record stands at the
right, what is exported, what else can be opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...casework.core.changes import Changes
from ...texts import text
from ..parts.buttons import Button, icon_button
from ..parts.empty_state import EmptyCard
from ..parts.filterbar import Query
from ..parts.listpage import Listing, ListPage, ListSpec
from ..shell.context import Context
from ..shell.page import Page
from ..style import tokens
from .first_steps import FirstSteps

_LIST_LEAST, _RECORD_LEAST = 420, 480
_SHARE_LEAST, _SHARE_MOST = 0.2, 0.8


@dataclass(frozen=True)
class Register:
    """What a register page is: its list, the widget of its record, and what it says while nothing is registered.

    `share` is the list's part of the width (0–1) until the user moves the divider; then theirs is remembered.
    `list_least` is the narrowest the list may become, px.
    """

    list: ListSpec[Any]
    record: QWidget
    empty: FirstSteps
    share: float = 0.5
    list_least: int = _LIST_LEAST


class RegisterPage(Page):
    """Hands the chosen row to the record, keeps both when somebody saves, and steps aside while it is empty.

    Subclasses make their `Register`, and override `shown_id`, `show_record`, `reload_record`, `focus_record`, `export`
    and, where a whole list can be brought in, `import_list`. Their record's way back is `self.list.focus_list`.
    """

    def __init__(self, ctx: Context, register: Register) -> None:
        super().__init__(ctx)
        self.register = register
        self.list = ListPage(register.list, ctx.jobs, ctx.settings)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.empty = register.empty.page(ctx)
        self._empty_card = EmptyCard(self.empty)
        self._stack = QStackedWidget()
        self._share = self._kept_share()
        self._lay_out_halves()
        self._connect_halves()

    # -- what a register says of its own record --------------------------------------------------

    @property
    def shown_id(self) -> int | None:
        """The record that stands at the right."""
        raise NotImplementedError

    def show_record(self, record_id: int) -> None:
        """Show another record at the right."""
        raise NotImplementedError

    def reload_record(self, *, colleague: bool) -> None:
        """Read the record at the right anew; `colleague` when somebody else has saved."""
        raise NotImplementedError

    def focus_record(self) -> None:
        """Give the record the keyboard (Enter in the list)."""
        raise NotImplementedError

    def export(self, query: Query) -> None:
        """Bring the list out as it is filtered and sorted now."""

    def import_list(self) -> None:
        """Bring in a whole list: the first of the `many` steps."""

    def act_of_list(self, icon: str, name: str, act: Callable[[], object]) -> Button:
        """An act of the whole list: a button without words beside its title or filter. `name` is a catalogue code."""
        button = icon_button(icon, text(name), small=True)
        button.clicked.connect(lambda _checked=False: act())
        self.list.add_act(button)
        return button

    # -- the two halves -------------------------------------------------------------------------

    def _lay_out_halves(self) -> None:
        self.splitter.setHandleWidth(tokens.S12 + 2)
        self.splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(self.register.list_least)
        self.register.record.setMinimumWidth(_RECORD_LEAST)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.register.record)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self._empty_card)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.addWidget(self._stack)

    def _connect_halves(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _id: self.focus_record())
        self.list.loaded.connect(self._loaded)
        self.list.export_wanted.connect(lambda query, _columns: self.export(query))
        self.empty.action.connect(self._step_taken)
        self.splitter.splitterMoved.connect(lambda _at, _handle: self._keep_share())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both halves keep their share of the window."""
        super().resizeEvent(event)
        room = self.width() - 2 * tokens.PAGE_MARGIN - self.splitter.handleWidth()
        left = round(room * self._share)
        self.splitter.setSizes([left, room - left])

    def _kept_share(self) -> float:
        kept = self.ctx.settings.get(f"{self.key}/deling", self.register.share)
        fits = isinstance(kept, float) and _SHARE_LEAST < kept < _SHARE_MOST
        return kept if isinstance(kept, float) and fits else self.register.share

    def _keep_share(self) -> None:
        left, right = self.splitter.sizes()
        self._share = left / max(1, left + right)
        self.ctx.settings.set(f"{self.key}/deling", self._share)

    # -- what is shown --------------------------------------------------------------------------

    def first_focus(self) -> QWidget:
        """The list, not its filter: letters typed there find their way."""
        if self.is_empty and self.empty.buttons():
            return self.empty.buttons()[0]
        return self.list.first_focus()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is registered yet."""
        return self._stack.currentWidget() is self._empty_card

    def show_halves(self) -> None:
        """List and record, also while nothing is known of the list yet."""
        self._stack.setCurrentWidget(self.splitter)

    def _chosen(self, record_id: object) -> None:
        """Another row; a row that leaves the list leaves its record shown."""
        if isinstance(record_id, int) and record_id != self.shown_id:
            self.show_record(record_id)

    def _loaded(self, listing: Listing) -> None:
        """Without a row in any segment, and nothing that narrows the list, there is nothing registered.

        The keyboard follows to what is shown instead of what it stood in.
        """
        here = QApplication.focusWidget()
        had_focus = here is not None and self._stack.isAncestorOf(here)
        page = self._empty_card if self._holds_nothing(listing) else self.splitter
        if page is not self._stack.currentWidget():
            self._stack.setCurrentWidget(page)
            if had_focus:
                self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _holds_nothing(self, listing: Listing) -> bool:
        query, segments = self.list.query(), self.register.list.segments
        on_first = not segments or query.segment in (None, segments[0].key)  # the others' counts may come later
        return on_first and not query.narrowed and not listing.ids and not any(listing.counts.values())

    def on_changes(self, changes: Changes, initiator: object) -> None:
        """Somebody saved: lines and record are read anew, chosen row and place stay."""
        self._read_anew(colleague=initiator is None)

    def on_lost(self) -> None:
        """Away too long: everything anew."""
        self._read_anew(colleague=False)

    def _read_anew(self, *, colleague: bool) -> None:
        self.show_halves()
        self.list.changed()
        self.reload_record(colleague=colleague)

    def _step_taken(self, step: int) -> None:
        if step == 0 and self.register.empty.begins_with_list(self.ctx):
            self.import_list()
        else:
            self.new_record()
