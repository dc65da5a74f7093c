"""The way in: opening an office, making one, upgrading one, logging in. Ends with `entered`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import platformdirs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...rules.messages import RefusedError
from ...rules.vocabulary import Role
from ...texts import text
from ..jobs import Jobs
from ..parts.table_columns import Store as Settings
from . import seat
from .busy_page import BusyPage
from .seat import OpenOffice

if TYPE_CHECKING:  # made when there is something to ask
    from ..parts.alerts import Alert
    from .login_page import LoginPage
    from .start_page import StartPage

T = TypeVar("T")
A = TypeVar("A")
_OLDER = "lager.eldre_skjema"


class Entrance(QStackedWidget):
    """Shows what is under way, the choice of office, or the login."""

    #: somebody sits at the desk: a `Seat`
    entered = Signal(object)

    def __init__(self, jobs: Jobs, settings: Settings, dialogs: QWidget) -> None:
        super().__init__()
        self._jobs, self._settings, self._dialogs = jobs, settings, dialogs
        self._target = ""
        self._office: OpenOffice | None = None
        self.busy = BusyPage()
        self.addWidget(self.busy)

    @cached_property
    def start(self) -> StartPage:
        """The choice of office."""
        from .start_page import StartPage

        made = StartPage(self._dialogs)
        self.addWidget(made)
        made.open_wanted.connect(self.open)
        made.new_wanted.connect(self._create)
        made.sample_wanted.connect(self._try_sample)
        return made

    @cached_property
    def login(self) -> LoginPage:
        """Name and password."""
        from .login_page import LoginPage

        made = LoginPage()
        self.addWidget(made)
        made.given.connect(self._log_in)
        made.other_office.connect(self.choose)
        return made

    def begin(self, given: str | None) -> None:
        """Open the office that is named or was last used; without one, ask."""
        self._say_busy(text("ui.start.starter"))
        self._ask(lambda: seat.wanted_target(given), lambda target: self.open(target) if target else self.choose())

    def choose(self) -> None:
        """Ask which office to open."""
        self._leave_office()
        self.start.offer_again("", "", None)
        self._show(self.start, self.start.file_button)

    def open(self, target: str) -> None:
        """Open an office."""
        self._target = target
        self._say_busy(text("ui.start.apner", sted=_shown(target)))
        self._ask(partial(seat.open_office, target), self._opened)

    def _create(self, place: str, name: str) -> None:
        self._target = ""
        self._say_busy(text("ui.start.lager"))
        self._ask(partial(seat.create_office, place, name), self._opened)

    def _try_sample(self) -> None:
        self._target = ""
        self._say_busy(text("ui.start.lager_eksempel"))
        self._ask(_sample_office, self._opened)

    def _opened(self, office: OpenOffice) -> None:
        self._leave_office()
        self._office, self._target = office, office.target
        if office.needs_login:
            self._show(self.login, None)
            self.login.ask(office.card.name, str(self._settings.get("sist_innlogget", "")))
        else:
            self.enter_as(Role.LEADER)

    def enter_as(self, role: Role) -> None:
        """Sit down without a password, in the training office as any role."""
        office = self._office
        if office is not None:
            self._ask(partial(seat.enter, office, role), self.entered.emit)

    def _log_in(self, name: str, password: str) -> None:
        office = self._office
        if office is None:
            return
        self._settings.set("sist_innlogget", name)
        self._ask(partial(seat.log_in, office, name, password), self.entered.emit, self.login.refuse)

    def log_out(self) -> None:
        """Back to the login of the same office, or to the choice of office when it asks for none."""
        if self._office is not None and self._office.needs_login:
            self._opened_again(self._office)
        else:
            self.choose()

    def _opened_again(self, office: OpenOffice) -> None:
        self._show(self.login, None)
        self.login.ask(office.card.name, str(self._settings.get("sist_innlogget", "")))

    def close_office(self) -> None:
        """Close the office that is open, when the window closes."""
        self._leave_office()

    def _leave_office(self) -> None:
        office, self._office = self._office, None
        if office is not None:
            office.store.close()

    # -- inside ---------------------------------------------------------------------------------

    def _ask(
        self, work: Callable[[], T], done: Callable[[T], object], failed: Callable[[RefusedError], object] | None = None
    ) -> None:
        self._jobs.read(
            work,
            owner=self,
            topic="inngang",
            done=lambda answer: _call(done, answer),
            failed=lambda error: _call(failed or self._failed, error),
        )

    def _failed(self, error: RefusedError) -> None:
        self.start.offer_again(self._target, _shown(self._target), error)
        if error.fault.code == _OLDER:
            self._show(self.start, None)
            self._ask(partial(seat.people_in, self._target), self._offer_upgrade)
            return
        self._show(self.start, self.start.again if self._target else self.start.file_button)

    def _offer_upgrade(self, people: tuple[str, ...]) -> None:
        """Ask whether to upgrade; who is in is named, and then Enter does not shut them out."""
        from ..parts.buttons import ButtonKind
        from ..parts.dialog import Choice, ask

        kind = ButtonKind.DANGER if people else ButtonKind.PRIMARY
        ask(
            self._dialogs,
            text("ui.start.oppgrader_tittel"),
            text("ui.start.oppgrader_hva"),
            [
                Choice("nei", text("ui.felles.avbryt")),
                Choice("ja", text("ui.start.oppgrader"), kind),
            ],
            lambda answer: self._upgrade() if answer == "ja" else None,
            note=_who_is_in(people) if people else None,
        )

    def _upgrade(self) -> None:
        self._say_busy(text("ui.start.oppgraderer"))
        self._ask(partial(seat.upgrade_office, self._target), self._opened)

    def _say_busy(self, words: str) -> None:
        self.busy.say_busy(words)
        self.setCurrentWidget(self.busy)

    def _show(self, page: QWidget, focus: QWidget | None) -> None:
        self.setCurrentWidget(page)
        if focus is not None:
            focus.setFocus()


def _call(what: Callable[[A], object], answer: A) -> None:
    what(answer)


def _who_is_in(people: tuple[str, ...]) -> Alert:
    """The colleagues whose older program would be shut out."""
    from ..parts.alerts import Alert, AlertKind

    words = text("ui.start.oppgrader_inne", antall=len(people))
    return Alert(AlertKind.SOFT, words, text("ui.start.oppgrader_inne_hvem", navn=", ".join(people)))


def _shown(target: str) -> str:
    """An office's address as it may be shown: a file by its name, a server without its password."""
    if "://" in target:
        return target.rpartition("@")[2]
    return Path(target).name


def sample_place() -> Path:
    """Where the sample office of this user lies."""
    return Path(platformdirs.user_data_dir("boligdesk", appauthor=False)) / "eksempelkontor.boligdesk"


def _sample_office() -> OpenOffice:
    """The sample office, made when it is not there."""
    place = sample_place()
    if not place.exists():
        from ...casework import demo

        place.parent.mkdir(parents=True, exist_ok=True)
        demo.make_sample(place).close()
    return seat.open_office(str(place))
