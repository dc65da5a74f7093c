"""What stands around the pages while somebody is at the desk: search, colleagues, help, menu, drafts, status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ...casework.core.changes import Changes
from ...rules.rates import shipped_rates
from ...rules.rights import Right
from ...rules.vocabulary import Role
from ...texts import enum_text, formats, text
from ..parts.buttons import add_act
from .appearance import Light, choose_light
from .context import Context
from .idle import IdleWatch
from .search_finder import Finder, NewPerson, PageTarget, RecordTarget
from .seat import Seat
from .watch import ColleagueWatch

if TYPE_CHECKING:
    from .help import HelpDialog
    from .main_window import MainWindow
    from .search_box import SearchBox

_DAY_MS = 60_000
_BEHIND_MS = 300
_TRIED = (Role.LEADER, Role.CASEWORKER, Role.FOLLOW_UP, Role.COUNTER, Role.READER)


class DeskTools(QObject):
    """Lives as long as the window; `start` when somebody sits down, `stop` when they stand up."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._ctx: Context | None = None
        self._watch: ColleagueWatch | None = None
        self._finder: Finder | None = None
        self._box: SearchBox | None = None
        self._shown_day: date | None = None
        self._day_clock = QTimer(self, interval=_DAY_MS)
        self._day_clock.timeout.connect(self._new_day)
        self._idle = IdleWatch(self, self._lock_screen)
        window.hub.changed.connect(self._changed)
        window.hub.lost.connect(self._lost)

    def context(self, seat: Seat) -> Context:
        """What the pages of this seat are handed."""
        from ..drafts import DraftStore, drafts_folder

        who, window = seat.desk.who, self._window
        drafts = DraftStore(
            drafts_folder(), key=seat.draft_key, database=seat.office.card.database_uuid, user=who.login
        )
        return Context(seat.desk, window.jobs, window.hub, window, window.settings.of_user(who.login), drafts)

    def start(self, seat: Seat, ctx: Context) -> None:
        """Somebody sits down."""
        window = self._window
        self._ctx = ctx
        self._finder = Finder(window.lane, seat.desk)
        self._watch = ColleagueWatch(window.lane, window.hub, seat.desk, window.isActiveWindow)
        self._watch.people.connect(self._people)
        self._show_office(seat)
        self._fill_menu(seat)
        self._new_day()
        self._day_clock.start()
        self._people(())
        window.status.set_saved(text("ui.status.alt_lagret"))
        self._idle.start(seat.lock_minutes)
        window.lane.soon(partial(self._start_behind, ctx), owner=self, topic="bak", delay_ms=_BEHIND_MS)

    def _start_behind(self, ctx: Context) -> None:
        """What nobody waits for: it would share the processor with the first page's rows."""
        if ctx is not self._ctx or self._finder is None or self._watch is None:
            return  # stood up again meanwhile
        self._finder.load()
        self._watch.start()
        self._offer_drafts(ctx)
        self._count_work(ctx)

    def _count_work(self, ctx: Context) -> None:
        """The marks of tabs that nobody has opened yet."""
        from . import registry

        for spec in registry.PAGES:
            if spec.waiting and ctx.may(spec.waiting_right):
                asked, told = partial(spec.count, ctx.desk), partial(ctx.window.set_count, spec.key)
                ctx.jobs.read(asked, owner=self, topic=f"antall-{spec.key}", done=told)

    def stop(self) -> None:
        """Somebody stands up."""
        if self._watch is not None:
            self._watch.stop()
            self._watch.deleteLater()
        if self._box is not None:
            self._box.close_box()
        self._day_clock.stop()
        self._idle.stop()
        self._ctx = self._watch = self._finder = None
        band = self._window.band
        band.user_menu.clear()
        band.set_office("")
        band.set_user("")

    # -- band and status --------------------------------------------------------------------------

    def _show_office(self, seat: Seat) -> None:
        card = seat.office.card
        band = self._window.band
        band.set_office(text("ui.skall.opplaring", kontor=card.name) if card.training else card.name)
        band.set_user(seat.desk.who.name or enum_text(seat.desk.who.role))

    def _people(self, others: Sequence[str]) -> None:
        if self._ctx is None:
            return
        own = self._ctx.desk.who.name or enum_text(self._ctx.desk.who.role)
        names = ", ".join(short_name(name) for name in (own, *others) if name)
        self._window.status.set_people(text("ui.status.palogget", antall=1 + len(others), navn=names))

    def _new_day(self) -> None:
        """The date of the status bar, also when the window stays open over midnight."""
        if self._ctx is None or self._ctx.desk.today == self._shown_day:
            return
        today = self._shown_day = self._ctx.desk.today
        day = text("ui.status.dag", dag=formats.day_spoken(today), uke=today.isocalendar().week)
        rates = text("ui.status.satser", dag=rate_day())
        self._window.status.set_facts((rates, day))

    # -- the user's menu --------------------------------------------------------------------------

    def _fill_menu(self, seat: Seat) -> None:
        menu = self._window.band.user_menu
        menu.clear()
        add_act(menu, text("ui.meny.innstillinger"), self.settings, "settings")
        if seat.desk.who.may(Right.DOCUMENT_READ):
            add_act(menu, text("ui.meny.journal"), self.unjournalled, "clipboard-list")
        if seat.desk.who.user_id is not None or seat.desk.who.may(Right.USER_WRITE):
            add_act(menu, text("ui.meny.fravar"), self.absence, "calendar")
        for light, word in (
            (Light.LIGHT, text("ui.meny.lyst")),
            (Light.DARK, text("ui.meny.morkt")),
        ):
            icon = "sun" if light is Light.LIGHT else "moon"
            add_act(menu, word, partial(choose_light, self._window.settings, light), icon)
        menu.addSeparator()
        if seat.office.card.training:
            for role in _TRIED:
                self._add_role(role, seat.desk.who.role)
            menu.addSeparator()
        entrance = self._window.entrance
        if seat.office.needs_login:
            add_act(menu, text("ui.meny.logg_ut"), lambda: self._window.stand_up(entrance.log_out), "log-out")
        add_act(menu, text("ui.meny.annet_kontor"), lambda: self._window.stand_up(entrance.choose), "database")

    def _add_role(self, role: Role, now: Role) -> None:
        label = text("ui.meny.prov_rolle", rolle=enum_text(role).lower())
        icon = "check" if role is now else "user"
        entrance = self._window.entrance
        add_act(self._window.band.user_menu, label, lambda: entrance.enter_as(role), icon)

    def absence(self) -> None:
        """Say that one is away, and who covers."""
        if self._ctx is not None and not self._window.busy:
            from ..today.away import absence_dialog

            absence_dialog(self._ctx)

    def settings(self, section: str = "") -> None:
        """Open Innstillinger."""
        if self._ctx is not None and not self._window.busy:
            from ..settings.dialog import open_settings

            open_settings(self._ctx, self._window.settings, section)

    def unjournalled(self) -> None:
        """Open the list of what is not journalled yet."""
        if self._ctx is not None and not self._window.busy:
            from ..record_tabs.unjournalled import unjournalled_dialog

            unjournalled_dialog(self._ctx)

    # -- search ------------------------------------------------------------------------------------

    @property
    def searching(self) -> bool:
        """Whether the search is open."""
        return self._box is not None

    def search(self) -> None:
        """Ctrl+K."""
        if self._ctx is None or self._finder is None or self._window.busy:
            return
        from .search_box import SearchBox

        self._box = SearchBox(self._window.work, self._finder, self._ctx)
        self._box.wanted.connect(self._go)
        self._box.closed.connect(self._search_closed)
        self._box.open_box()

    def _search_closed(self) -> None:
        self._box = None

    def _go(self, target: object) -> None:
        if isinstance(target, RecordTarget):
            self._window.open_record(target.kind, target.record_id)
        elif isinstance(target, PageTarget):
            self._window.open_page(target.key)
        elif isinstance(target, NewPerson):
            self._window.new_record("leietakere", target.name)

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if self._finder is not None:
            self._finder.refresh(changes)

    def _lost(self) -> None:
        if self._finder is not None:
            self._finder.load()

    # -- help, drafts, locking ---------------------------------------------------------------------

    def help(self) -> HelpDialog | None:
        """F1: help for the page one stands on."""
        if self._window.busy:
            return None
        from .help import open_help

        page = self._window.room.current if self._window.room else None
        return open_help(self._window.work, page.key if page else "deling")

    def woken(self) -> None:
        """The window became the active one: ask at once what colleagues did meanwhile."""
        if self._watch is not None:
            self._watch.ask()

    def _offer_drafts(self, ctx: Context) -> None:
        from .draft_offer import offer_drafts

        offer_drafts(ctx, self._window.open_draft)

    def _lock_screen(self) -> None:
        if not self._window.shielded:
            self._window.toggle_shield()


def short_name(name: str) -> str:
    """ "Ingvild Moe" → "Ingvild M."."""
    first, _, last = name.strip().rpartition(" ")
    return f"{first} {last[0]}." if first and last else name


def rate_day() -> str:
    """The day of the newest among the shipped rate sets, as "22.11.2026"."""
    newest = max((row.rate_set.rpartition(" ")[2] for row in shipped_rates().all()), default="")
    return formats.day(date.fromisoformat(newest)) if newest else "–"
