"""What colleagues changed: the change feed, and the cheap question whether anything changed at all (E13)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.orm import Session

from ..models.audit import FeedRow
from .engine import Store

FEED_DAYS = 30
_FEED_LOCK = 0x46454544


@dataclass(frozen=True)
class FeedPage:
    """What came after a feed id: changed ids per entity, or `lost` when the reader was away too long."""

    last_id: int
    changed: Mapping[str, frozenset[int]]
    lost: bool = False


def write_feed(session: Session, changed: Iterable[tuple[str, int]], at: datetime, user_name: str) -> None:
    """Add one feed row per changed record, in commit order on both engines."""
    rows = [{"entity": e, "entity_id": i, "at": at, "user_name": user_name} for e, i in sorted(set(changed))]
    if not rows:
        return
    hold_feed(session)
    session.connection().execute(insert(FeedRow), rows)


def hold_feed(session: Session) -> None:
    """Let nobody else commit a change until this transaction ends (a file's write lock does so anyway).

    On PostgreSQL ids would else become visible out of order, and a reader past id 2 never sees 1 [measured].
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_FEED_LOCK)))


def prune_feed(session: Session, now: datetime) -> None:
    """Drop feed rows older than 30 days."""
    session.execute(delete(FeedRow).where(FeedRow.at < now - timedelta(days=FEED_DAYS)))


def last_feed_id(session: Session) -> int:
    """The newest feed id, 0 when there is none."""
    return session.execute(select(func.max(FeedRow.id))).scalar() or 0


def read_feed(session: Session, after: int) -> FeedPage:
    """Everything committed after feed id `after`."""
    rows = session.execute(
        select(FeedRow.id, FeedRow.entity, FeedRow.entity_id).where(FeedRow.id > after).order_by(FeedRow.id)
    ).all()
    changed: dict[str, set[int]] = {}
    for _, entity, entity_id in rows:
        changed.setdefault(entity, set()).add(entity_id)
    first = session.execute(select(func.min(FeedRow.id))).scalar()
    lost = bool(first and after and first > after + 1)
    return FeedPage(rows[-1][0] if rows else after, {e: frozenset(i) for e, i in changed.items()}, lost)


class ChangeWatch:
    """Asks on one connection of its own whether the base changed; used from one thread at a time.

    SQLite answers `PRAGMA data_version`; PostgreSQL the newest feed id.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: Connection | None = None
        self._seen: int | None = None
        self._lock = threading.Lock()

    def changed(self) -> bool:
        """Whether somebody has written since the last question; the first answer is False."""
        with self._lock:
            version = self._version()
            news = self._seen is not None and version != self._seen
            self._seen = version
            return news

    def _version(self) -> int:
        if self._connection is None:
            self._connection = self._store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # The engine begins a transaction even here; left open it would lock writers out and see nothing new.
        try:
            if self._store.is_file:
                return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar() or 0)
            return int(self._connection.execute(select(func.max(FeedRow.id))).scalar() or 0)
        finally:
            self._connection.rollback()

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
