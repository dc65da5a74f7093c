"""From an office's address to somebody at its desk: the questions to the store, each run in a lane.

Nothing here imports the store before it is called: the frame is painted first (E14 and the bars).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...rules.vocabulary import Role

if TYPE_CHECKING:
    from ...casework.core.desk import Desk
    from ...casework.start import OfficeCard


@dataclass(frozen=True)
class OpenOffice:
    """An office that is open, before anybody has logged in. The window only hands `store` on, and closes it."""

    target: str
    store: Any
    card: OfficeCard

    @property
    def needs_login(self) -> bool:
        """Whether a name and password are asked for."""
        return self.card.has_users and not self.card.training


@dataclass(frozen=True)
class Seat:
    """Somebody at the desk of an open office, with what the window shows of both."""

    office: OpenOffice
    desk: Desk
    unit: str
    logo: bytes | None
    draft_key: bytes
    lock_minutes: int


def wanted_target(given: str | None) -> str | None:
    """Which office to open: the one named, `BOLIGDESK_DB`, or the last one opened on this PC."""
    if named := given or os.environ.get("BOLIGDESK_DB"):
        return named
    from ...casework import last_office

    return last_office.recall()


def open_office(target: str) -> OpenOffice:
    """Open an office and read its card; remembered for next time."""
    from ...casework import last_office, start

    store = start.open_office(target)
    try:
        card = start.office_card(store)
    except BaseException:
        store.close()
        raise
    last_office.remember(target)
    return OpenOffice(target, store, card)


def create_office(target: str, name: str) -> OpenOffice:
    """Make a new, empty office and open it."""
    from ...casework import start

    start.create_office(target, name).close()
    return open_office(target)


def people_in(target: str) -> tuple[str, ...]:
    """Who works in an office that must be upgraded: the older programs that have it open."""
    from ...casework import start

    return start.people_in(target)


def upgrade_office(target: str) -> OpenOffice:
    """Bring an older office up to this program, after a safety copy, and open it."""
    from ...casework import maintenance, start

    start.upgrade(target, backup=maintenance.upgrade_copy_place(target))
    return open_office(target)


def log_in(office: OpenOffice, name: str, password: str) -> Seat:
    """Sit down with name and password."""
    from ...casework import start

    return _seat(office, start.login(office.store, name, password))


def enter(office: OpenOffice, role: Role = Role.LEADER) -> Seat:
    """Sit down without a password: the training office as any role, and an office that has no users yet."""
    from ...casework import start

    return _seat(office, start.enter_without_login(office.store, role))


def _seat(office: OpenOffice, desk: Desk) -> Seat:
    from ...casework import drafts, settings
    from ...casework.core.office_settings import OfficeSetting

    form = settings.office(desk)
    choices = {row.key: row.value for row in settings.office_settings(desk)}
    return Seat(
        office,
        desk,
        form.facts.unit,
        settings.logo(desk),
        drafts.draft_key(desk),
        choices[OfficeSetting.LOCK_SCREEN_MINUTES],
    )
