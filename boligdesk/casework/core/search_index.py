"""Search as you type, in memory: no statement per keystroke (bar: p95 ≤ 30 ms at 50 000 persons).

One index per desk: what the person at it must not see was never loaded. Words are found by their beginning,
in any order, under the folded keys of `rules.folding`; numbers by their digits, however they are grouped.
A fødselsnummer is found only when all of it is typed, so that nobody can guess one digit by digit.
"""

from __future__ import annotations

import heapq
import re
import threading
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ...rules.folding import digits, search_key
from ...rules.messages import Message, msg
from ...rules.reading import read_birth_date
from ...rules.vocabulary import Status
from .tenancy_state import TenancyState

_WORD = re.compile(r"[^\s,./-]+")
_NUMBER = re.compile(r"[\d\s./-]+")
_SHORTEST_NUMBER = 3
_LAST = "\U0010ffff"


#: What a hit is now: a dwelling's status, a tenancy's own state, or a word.
Chip = Status | TenancyState | Message | None


class HitKind(Enum):
    """What was found, in the order in which hits are shown."""

    PERSON = "person"
    DWELLING = "dwelling"
    TENANCY = "tenancy"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found. `keys` are digits found by their beginning, `whole` only in full."""

    kind: HitKind
    id: int
    title: str
    sort: str
    words: str
    born: date | None = None
    keys: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    parts: tuple[Message, ...] = ()
    chip: Chip = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer: `marks` are (start, end) in the title, `parts` the line below it."""

    kind: HitKind
    id: int
    title: str
    marks: tuple[tuple[int, int], ...]
    parts: tuple[Message, ...]
    chip: Chip


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, persons first, at most `limit` of each kind; `total` counts them all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass
class _Words:
    """Words (or digits) → slots, with the words in order for finding by beginning."""

    slots: dict[str, list[int]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def fill(self, pairs: Iterable[tuple[str, int]]) -> None:
        for word, slot in pairs:
            self.slots.setdefault(word, []).append(slot)
        self.order = sorted(self.slots)

    def add(self, word: str, slot: int) -> None:
        if word not in self.slots:
            insort(self.order, word)
        self.slots.setdefault(word, []).append(slot)

    def beginning(self, prefix: str) -> list[int]:
        first = bisect_left(self.order, prefix)
        last = bisect_left(self.order, prefix + _LAST)
        return [slot for word in self.order[first:last] for slot in self.slots[word]]


class SearchIndex:
    """All that can be found from this desk. Filled and refreshed by `casework.search`; asked by the window."""

    def __init__(self, today: date, entries: Iterable[Entry] = ()) -> None:
        self._lock = threading.Lock()
        self._today = today
        self.reload(entries)

    def __len__(self) -> int:
        return len(self._places)

    def reload(self, entries: Iterable[Entry]) -> None:
        """Start over with these entries."""
        slots = list(entries)
        words, numbers = _Words(), _Words()
        words.fill((word, slot) for slot, e in enumerate(slots) for word in set(e.words.split()))
        numbers.fill((key, slot) for slot, e in enumerate(slots) for key in _number_keys(e))
        whole: dict[str, list[int]] = {}
        for slot, entry in enumerate(slots):
            for key in entry.whole:
                whole.setdefault(key, []).append(slot)
        with self._lock:
            self._entries: list[Entry | None] = list(slots)
            self._words, self._numbers, self._whole = words, numbers, whole
            self._places = {(e.kind, e.id): slot for slot, e in enumerate(slots)}

    def replace(self, kind: HitKind, ids: Collection[int], entries: Iterable[Entry]) -> None:
        """Put new entries in the place of these ids; an id without a new entry is found no more."""
        with self._lock:
            for record_id in ids:
                slot = self._places.pop((kind, record_id), None)
                if slot is not None:
                    self._entries[slot] = None
            for entry in entries:
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        slot = len(self._entries)
        self._entries.append(entry)
        self._places[entry.kind, entry.id] = slot
        for word in set(entry.words.split()):
            self._words.add(word, slot)
        for key in _number_keys(entry):
            self._numbers.add(key, slot)
        for key in entry.whole:
            self._whole.setdefault(key, []).append(slot)

    def find(self, text: str, limit: int = 8) -> Found:
        """What a typed text finds: name or address words, a number, or a birth date in any usual form."""
        wanted = search_key(text).split()
        if not wanted:
            return Found((), 0)
        with self._lock:
            found = {*self._by_words(wanted), *self._by_number(text), *self._by_birth(text)}
            entries = [entry for slot in found if (entry := self._entries[slot]) is not None]
        hits = [entry for kind in HitKind for entry in _first([e for e in entries if e.kind is kind], limit)]
        return Found(tuple(_hit(entry, wanted) for entry in hits), len(entries))

    def _by_words(self, wanted: list[str]) -> set[int]:
        lists = sorted((self._words.beginning(word) for word in wanted), key=len)
        found = set(lists[0])
        for other in lists[1:]:
            found.intersection_update(other)
        return found

    def _by_number(self, text: str) -> list[int]:
        bare = digits(text)
        if len(bare) < _SHORTEST_NUMBER or not _NUMBER.fullmatch(text.strip().lstrip("+")):
            return []
        return [*self._numbers.beginning(bare), *self._whole.get(bare, ())]

    def _by_birth(self, text: str) -> list[int]:
        if not any(char.isdigit() for char in text):
            return []
        born = read_birth_date(text, today=self._today).value
        return self._numbers.slots.get(_born_key(born), []) if born else []


def _born_key(born: date) -> str:
    return f"f{born.isoformat()}"


def _number_keys(entry: Entry) -> set[str]:
    keys = set(entry.keys)
    if entry.born:
        keys |= {_born_key(entry.born), entry.born.strftime("%d%m%y"), entry.born.strftime("%d%m%Y")}
    return keys


def _first(entries: list[Entry], limit: int) -> list[Entry]:
    return heapq.nsmallest(limit, entries, key=lambda entry: (entry.sort, entry.id))


def _hit(entry: Entry, wanted: list[str]) -> Hit:
    return Hit(entry.kind, entry.id, entry.title, marks(entry.title, wanted), entry.parts, entry.chip)


def marks(title: str, wanted: list[str]) -> tuple[tuple[int, int], ...]:
    """Where in a title the typed words stand, for marking them."""
    found = []
    for word in _WORD.finditer(title):
        key = search_key(word.group())
        hit = max((w for w in wanted if key.startswith(w)), key=len, default="")
        if hit:
            found.append((word.start(), word.start() + _length(word.group(), hit)))
    return tuple(found)


def _length(word: str, wanted: str) -> int:
    """How many letters of the word the folded beginning stands for ("Måret" begins with "maar" in three)."""
    return next((n for n in range(1, len(word) + 1) if search_key(word[:n]).startswith(wanted)), len(word))


def part(text: str) -> Message:
    """A piece of the line below a hit that is plain data."""
    return msg("sok.del.tekst", tekst=text)
