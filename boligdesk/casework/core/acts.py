"""The two kinds of act: `@reads` looks, `@writes` changes in one transaction with its audit and feed rows.

@writes(Right.STOCK_WRITE)
def change_dwelling(work: Work, dwelling_id: int, ...) -> int: ...

done = change_dwelling(desk, 5, ...)        # called with a desk: opens, commits, returns Done(value, changes)
change_dwelling.inner(work, 5, ...)         # called inside another act: same transaction
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ...database.feed import write_feed
from ...models.audit import ActLog
from ...models.base import Keyed, Record
from ...rules.messages import refuse
from ...rules.rights import Right
from . import audit
from .changes import Changes, Done
from .conflict import ConflictError
from .desk import Desk, Who
from .outdated import outdate
from .protection import shield

P = ParamSpec("P")
T = TypeVar("T")
First = TypeVar("First")
R = TypeVar("R", bound=Keyed)


@dataclass(frozen=True)
class Look:
    """One reading: a session with one consistent view, and who looks when."""

    session: Session
    desk: Desk

    @property
    def today(self) -> date:
        """The office's date."""
        return self.desk.today

    @property
    def now(self) -> datetime:
        """The moment, UTC."""
        return self.desk.now

    @property
    def who(self) -> Who:
        """The person at the desk."""
        return self.desk.who

    def get(self, kind: type[R], record_id: int) -> R:
        """A record by id; one that is gone or hidden is refused in the same words."""
        record = self.session.get(kind, record_id, populate_existing=True)
        if record is None:
            raise refuse("sak.finnes_ikke")
        return record


@dataclass(frozen=True)
class Work(Look):
    """One act under way: a write transaction with its ledger."""

    ledger: audit.Ledger

    def add(self, record: R) -> R:
        """Add a new record and give it its id at once."""
        self.session.add(record)
        self.session.flush()
        return record

    def load(self, kind: type[R], record_id: int, version: int | None = None) -> R:
        """A record to change. `version` is the one the form was opened with; a newer one is a conflict."""
        record = self.get(kind, record_id)
        if version is not None and isinstance(record, Record) and record.version != version:
            raise ConflictError(audit.entity_of(record), record_id, record.version)
        return record

    def reason(self, text: str) -> None:
        """Keep why this act was done, in its audit line."""
        self.ledger.act.reason = text[:500]


class _Act(Generic[First, P, T]):
    """An act and the right it needs. `inner` is what it does, for use inside another act."""

    def __init__(self, right: Right, inner: Callable[Concatenate[First, P], T]) -> None:
        self.right = right
        self.inner = inner
        self.__name__ = inner.__name__
        self.__doc__ = inner.__doc__
        self.__module__ = inner.__module__


class ReadAct(_Act[Look, P, T]):
    """A look of the office; callable with a desk."""

    def __call__(self, desk: Desk, *args: P.args, **kwargs: P.kwargs) -> T:
        desk.require(self.right)
        with desk.store.reading() as session:
            guard(session, desk)
            return self.inner(Look(session, desk), *args, **kwargs)


class WriteAct(_Act[Work, P, T]):
    """A change by the office; callable with a desk."""

    @property
    def name(self) -> str:
        """The name under which audit knows this act."""
        return f"{self.__module__.rpartition('.')[2]}.{self.__name__}"

    def __call__(self, desk: Desk, *args: P.args, **kwargs: P.kwargs) -> Done[T]:
        desk.require(self.right)
        try:
            with desk.store.writing() as session:
                guard(session, desk)
                work = begin(session, desk, self.name)
                value = self.inner(work, *args, **kwargs)
                changes = finish(work)
        except StaleDataError as error:  # two writers inside the same instant
            raise ConflictError("", 0, 0) from error
        return Done(value, changes, work.ledger.act.id)


class StepsAct(_Act[Desk, P, T]):
    """An act made of a look, work outside any transaction (reading a file, making a PDF), and a change (E15)."""

    def __call__(self, desk: Desk, *args: P.args, **kwargs: P.kwargs) -> T:
        desk.require(self.right)
        return self.inner(desk, *args, **kwargs)


def guard(session: Session, desk: Desk) -> None:
    """Hide protected persons when the person at the desk lacks the right."""
    if not desk.who.may(Right.PROTECTED):
        shield(session)


def begin(session: Session, desk: Desk, name: str) -> Work:
    """Open the act's line in the audit and hang its ledger on the session."""
    act = ActLog(at=desk.now, user_id=desk.who.user_id, user_name=desk.who.name, act=name, reason="")
    session.add(act)
    session.flush()
    ledger = audit.Ledger(act, desk.now, desk.who.user_id)
    audit.attach(session, ledger)
    return Work(session, desk, ledger)


def finish(work: Work) -> Changes:
    """Write what is left, then the feed rows; an act that changed nothing leaves no line."""
    work.session.flush()
    touched = work.ledger.touched
    if touched:
        write_feed(work.session, touched, work.now, work.who.name)
        outdate(work.session, work.ledger.act.id, touched)
    else:
        work.session.delete(work.ledger.act)
    ids: dict[str, set[int]] = {}
    for entity, entity_id in touched:
        ids.setdefault(entity, set()).add(entity_id)
    return Changes({entity: frozenset(found) for entity, found in ids.items()})


def reads(right: Right) -> Callable[[Callable[Concatenate[Look, P], T]], ReadAct[P, T]]:
    """Declare a look and the right it needs."""
    return lambda inner: ReadAct(right, inner)


def writes(right: Right) -> Callable[[Callable[Concatenate[Work, P], T]], WriteAct[P, T]]:
    """Declare a change and the right it needs."""
    return lambda inner: WriteAct(right, inner)


def steps(right: Right) -> Callable[[Callable[Concatenate[Desk, P], T]], StepsAct[P, T]]:
    """Declare an act of several steps and the right it needs; its own reads and writes declare theirs."""
    return lambda inner: StepsAct(right, inner)


AnyAct = ReadAct[Any, Any] | WriteAct[Any, Any] | StepsAct[Any, Any]
