"""Who sits at which office today: the handle that windows and commands pass to every act."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ...database.engine import Store
from ...rules.messages import refuse
from ...rules.rights import Right
from ...rules.vocabulary import Role

OSLO = ZoneInfo("Europe/Oslo")


def office_today() -> date:
    """The date in Oslo; `BOLIGDESK_DATO` (yyyy-mm-dd) sets it for pictures, tests and the sample office."""
    fixed = os.environ.get("BOLIGDESK_DATO")
    return date.fromisoformat(fixed) if fixed else datetime.now(OSLO).date()


def now_utc() -> datetime:
    """The moment that is recorded; under a fixed date it is noon of that day, so that pictures are stable."""
    fixed = os.environ.get("BOLIGDESK_DATO")
    if fixed:
        return datetime.combine(date.fromisoformat(fixed), datetime.min.time(), OSLO).replace(hour=12).astimezone(UTC)
    return pc_clock()


def pc_clock() -> datetime:
    """What this PC's clock says (UTC), under a fixed date too."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Who:
    """The person at the desk and what they may do."""

    user_id: int | None
    name: str
    login: str
    role: Role
    rights: frozenset[Right]

    @property
    def on_paper(self) -> str | None:
        """The name a letter shows; a job without a person handles no case and signs no lease."""
        return None if self.role is Role.SCHEDULED else self.name or None

    def may(self, right: Right) -> bool:
        """Whether this person has the right."""
        return right in self.rights


@dataclass(frozen=True)
class Desk:
    """An open office with somebody at it. `today` and `now` are asked anew each time, in Oslo."""

    store: Store
    who: Who
    today_source: Callable[[], date] = field(default=office_today)
    now_source: Callable[[], datetime] = field(default=now_utc)

    @property
    def today(self) -> date:
        """The office's date."""
        return self.today_source()

    @property
    def now(self) -> datetime:
        """The moment, UTC."""
        return self.now_source()

    def require(self, right: Right) -> None:
        """Refuse when the person lacks the right."""
        if not self.who.may(right):
            raise refuse("tilgang.mangler", rolle=_role_message(self.who.role))


def _role_message(role: Role) -> str:
    from ...texts import enum_text

    return enum_text(role).lower()
