"""The sample office's past, written down act by act: each with its own day, its own user and its own audit line.

All acts share one transaction, so that three years of work take seconds; what they do is what they always do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from ...database.engine import Store
from .acts import Look, StepsAct, Work, WriteAct, begin, finish
from .desk import Desk, Who

P = ParamSpec("P")
T = TypeVar("T")

_OPENS = time(8, 5)
_WORKDAY_MINUTES = 420


class _OneSession(Store):
    """A store whose every look and change is part of one session: an act of several steps joins what is under way."""

    def __init__(self, store: Store, session: Session) -> None:
        super().__init__(store.engine, store.storage, store.target, store.documents)
        self._session = session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """The session under way."""
        yield self._session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """The session under way; what is done is kept with the rest of it."""
        yield self._session
        self._session.flush()
        self._session.expunge_all()


@dataclass
class Diary:
    """A session under way, and how many acts each day has seen."""

    store: Store
    session: Session
    seen: Counter[date] = field(default_factory=Counter)

    def desk(self, who: Who, day: date) -> Desk:
        """Somebody's desk on a past day; every act of a day is a minute later than the one before."""
        return desk_on(self.store, who, day, self.seen[day])

    def act(self, who: Who, day: date, act: WriteAct[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do an act as this person on this day."""
        return self.note(who, day, act.name, act.inner, *args, **kwargs)

    def note(
        self,
        who: Who,
        day: date,
        name: str,
        do: Callable[Concatenate[Work, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do something under the name of the act that does it at the counter."""
        self.seen[day] += 1
        work = begin(self.session, self.desk(who, day), name)
        value = do(work, *args, **kwargs)
        finish(work)
        self.session.flush()
        self.session.expunge_all()
        return value

    def steps(self, who: Who, day: date, act: StepsAct[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do an act that looks, works and writes, such as printing a letter."""
        self.seen[day] += 1
        return act(desk_on(_OneSession(self.store, self.session), who, day, self.seen[day]), *args, **kwargs)

    def look(self, who: Who, day: date) -> Look:
        """A look at the records as they are at this point of the past."""
        return Look(self.session, self.desk(who, day))


def desk_on(store: Store, who: Who, day: date, minute: int) -> Desk:
    """A desk whose clock stands still on a day."""
    now = datetime.combine(day, _OPENS, UTC) + timedelta(minutes=minute % _WORKDAY_MINUTES)
    return Desk(store, who, today_source=lambda: day, now_source=lambda: now)
