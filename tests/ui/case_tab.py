"""One tab of an application in a bare window, over a real store: what is read, offered and pressed there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from boligdesk.casework.application_card import ApplicationCard, application_card
from boligdesk.casework.core.desk import Desk
from boligdesk.texts import text
from boligdesk.ui.applications.looked_at import LookedAtTab
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.dialog import DialogFrame, open_dialog
from boligdesk.ui.parts.recordpage import RecordPage, TabSpec
from boligdesk.ui.record_tabs.bar_acts import BarAct
from boligdesk.ui.shell.context import Context

from ..support.window import BareWindow, bare_context

T = TypeVar("T", bound=LookedAtTab)


class CaseTab(Generic[T]):
    """The tab as one desk sees it; announcements make it read anew."""

    def __init__(self, kind: type[T], case: int, desk: Desk, jobs: Jobs, folder: Path) -> None:
        self.case, self.jobs = case, jobs
        self.ctx: Context = bare_context(desk, jobs, folder)
        self.window: BareWindow = self.ctx.window  # type: ignore[assignment]
        self.window.resize(1100, 900)
        self.record = RecordPage([TabSpec("fane", "ui.vedtak.tittel")])
        self.tab: T = kind(self.ctx)  # type: ignore[call-arg]
        self.record.flow("fane").show_cards(list(self.tab.cards()))
        self.record.show_whole()
        self.window.show_page(self.record)
        self.window.show()
        self.went: list[str] = []
        self.tab.go_to.connect(self.went.append)
        self.ctx.hub.changed.connect(lambda *_about: self.ask())
        self.show()

    def ask(self) -> None:
        """Read the application and hand it to the tab, as the record does."""
        asked = partial(application_card, self.ctx.desk, self.case)
        self.jobs.read(asked, owner=self.tab, topic="kort", done=self._arrived)

    def _arrived(self, card: ApplicationCard) -> None:
        self.card = card
        self.tab.show_card(card)

    def show(self) -> None:
        """Show the application as it is now."""
        self.ask()
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way."""
        for _ in range(4):
            self.jobs.idle()

    @property
    def acts(self) -> list[BarAct]:
        """What the bar offers."""
        return list(self.tab.acts(self.card))

    def press(self, code: str) -> None:
        """Press what the bar calls so."""
        act = next(act for act in self.acts if act.label == text(code))
        assert not act.why
        act.act()
        self.wait()

    @property
    def dialog(self) -> DialogFrame:
        """What lies over the window."""
        shown = open_dialog(self.window)
        assert shown is not None
        return shown

    def words(self, widget: QWidget | None = None) -> str:
        """Everything that is read in the tab, or in one of its cards."""
        parts = [widget] if widget else [self.tab.now, self.tab.words, self.tab.all]
        return " ".join(
            label.text() for part in parts for label in part.findChildren(QLabel) if label.isVisibleTo(part)
        )
