"""What the steps of the sample office's applications share: who is there, which day it is, and the case under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...models.base import Record
from .demo_cases import Case
from .demo_diary import Diary
from .demo_people import Family
from .desk import Who

#: A day, and what happens on it.
Step = tuple[date, Callable[[], object]]


@dataclass(frozen=True)
class Scene:
    """The office as it writes its applications down; `on` is the day the sample is made."""

    diary: Diary
    on: date
    leader: Who
    counter: Who
    words: Mapping[str, str]

    def back(self, days: int) -> date:
        """The day so many days ago; a negative number is a day to come."""
        return self.on - timedelta(days=days)

    def version(self, kind: type[Record], record_id: int) -> int:
        """A record's version, for the act that changes it."""
        return self.diary.session.get_one(kind, record_id).version


@dataclass
class Matter:
    """One application being written down: who has it, and its ids as they come."""

    case: Case
    family: Family
    owner: Who
    place: int
    id: int = 0
    decision_id: int = 0
    offer_id: int = 0
    complaint_id: int = 0
