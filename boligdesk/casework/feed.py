"""What colleagues have changed since last asked, and who is in: how open windows stay fresh (E13)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from ..database.feed import ChangeWatch, last_feed_id, read_feed
from ..models.audit import FeedRow
from ..rules.rights import Right
from .core.acts import Look, reads
from .core.changes import Changes
from .core.desk import Desk
from .core.presence import presence_at


@dataclass(frozen=True)
class News:
    """Changed records since a feed id. `lost`: the reader was away too long and must read everything anew."""

    last_id: int
    changes: Changes
    by: tuple[str, ...] = ()
    lost: bool = False


@reads(Right.OPEN)
def feed_start(look: Look) -> int:
    """The feed id from which a window that has just read its lists goes on."""
    return last_feed_id(look.session)


@reads(Right.OPEN)
def news(look: Look, after_id: int) -> News:
    """Everything committed after a feed id, and the colleagues who did it (not oneself)."""
    page = read_feed(look.session, after_id)
    names = look.session.execute(select(FeedRow.user_name).where(FeedRow.id > after_id).distinct()).scalars()
    by = tuple(sorted(name for name in names if name and name != look.who.name))
    return News(page.last_id, Changes(page.changed), by, page.lost)


class Watch:
    """Asked every few seconds by a job of the window: cheap when nothing happened, news when something did."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._changes = ChangeWatch(desk.store)
        self._presence = presence_at(desk)
        self._changes.changed()
        self._last_id = feed_start(desk)

    def poll(self) -> News | None:
        """News since the last poll, or None. One statement when nothing was written."""
        if not self._changes.changed():
            return None
        found = news(self._desk, self._last_id)
        self._last_id = found.last_id
        return found if found.changes.ids or found.lost else None

    def present(self) -> tuple[str, ...]:
        """Names of the colleagues who are in; asked now and then, it is also one's own sign of life."""
        return self._presence.others()

    def close(self) -> None:
        """Give the connections back and go out."""
        self._changes.close()
        self._presence.leave()
