"""The tabs of an application's record: each is a class in a file of its own, named in `TABS`.

A tab is made once, filled with a card whenever it is shown and what it shows is old, and says which acts it offers in
the bar. To add one: write a subclass of `ApplicationTab`, add its line to `TABS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from ...rules.rights import Right
from ..parts.recordpage import Placed
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context

if TYPE_CHECKING:
    from ...casework.application_card import ApplicationCard


class ApplicationTab(QObject):
    """One tab of the record. `self.ctx` is the window; the cards live as long as the record."""

    #: what the tab offers has changed: the bar is filled anew
    acts_changed = Signal()
    #: go to another tab, by its key
    go_to = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx

    def cards(self) -> Sequence[Placed]:
        """The cards of the tab, made once."""
        raise NotImplementedError

    def show_application(self, card: ApplicationCard) -> None:
        """Fill the cards: the tab is visible, and another application or a saved change is to be shown."""
        raise NotImplementedError

    def clear(self) -> None:
        """No application is shown: nothing of the last one may stay (P30)."""

    def acts(self, card: ApplicationCard) -> Sequence[BarAct]:
        """What the bar offers while this tab is shown, the primary first; the common acts come after it."""
        return ()

    def count(self, card: ApplicationCard) -> int:
        """What the badge of the tab tells (0: no badge)."""
        return 0

    def can_leave(self) -> bool:
        """Whether the window may close (a half written line is kept as a draft)."""
        return True


@dataclass(frozen=True)
class TabDef:
    """Where a tab's class lies; `title` is a catalogue code, without `right` the tab is not there."""

    key: str
    title: str
    where: str
    right: Right = Right.APPLICATION_READ

    def make(self, ctx: Context) -> ApplicationTab:
        """Load the module and make the tab."""
        module, _, name = self.where.partition(":")
        made = cast("Callable[[Context], ApplicationTab]", getattr(import_module(module, __package__), name))
        return made(ctx)


FORM, ASSESSMENT, DOCUMENTS, DECISIONS, HISTORY = "soknaden", "vurdering", "dokumenter", "vedtak", "historikk"
COMPLAINTS, WAITING = "klage", "venteliste"

#: In the order in which they stand.
TABS: tuple[TabDef, ...] = (
    TabDef(FORM, "ui.soknader.fane_soknaden", ".form_tab:FormTab"),
    TabDef(ASSESSMENT, "ui.vurdering.tittel", ".sheet_tab:SheetTab"),
    TabDef(DOCUMENTS, "ui.soknader.fane_dokumenter", ".papers_tab:PapersTab", Right.DOCUMENT_READ),
    TabDef(DECISIONS, "ui.vedtak.tittel", ".decision_tab:DecisionsTab"),
    TabDef(WAITING, "ui.venteliste.fane", ".waiting_tab:WaitingTab"),
    TabDef(COMPLAINTS, "ui.klage.tittel", ".complaint_tab:ComplaintsTab"),
    TabDef(HISTORY, "ui.soknader.fane_historikk", ".history_tab:HistoryTab", Right.AUDIT_READ),
)
