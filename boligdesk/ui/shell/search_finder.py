"""What the search can lead to: the index of the records, kept fresh in a lane, and the window's own acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ...casework.core.changes import Changes
from ...rules.folding import search_key
from ...rules.messages import Message
from ...rules.rights import Right
from ...rules.vocabulary import Status
from ...texts import render, text
from ..jobs import Jobs
from ..parts.chips import ChipLook, Tone
from . import registry

if TYPE_CHECKING:
    from ...casework.core.desk import Desk
    from ...casework.core.search_index import Chip, Hit, SearchIndex

#: So few of each kind that the next kind is in sight.
_OF_EACH = 5
_ICONS = {"person": "user", "dwelling": "house", "tenancy": "file-text", "application": "clipboard-list"}


@dataclass(frozen=True)
class RecordTarget:
    """A record to open."""

    kind: str
    record_id: int


@dataclass(frozen=True)
class PageTarget:
    """A tab to go to."""

    key: str


@dataclass(frozen=True)
class NewPerson:
    """A person to register, with the name that was typed."""

    name: str


@dataclass(frozen=True)
class Line:
    """One line of the answer; a heading has no target."""

    title: str
    target: object = None
    below: str = ""
    icon: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    chip: ChipLook | None = None

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return ". ".join(part for part in (self.title, self.below, self.chip.text if self.chip else "") if part)


@dataclass(frozen=True)
class Answer:
    """All lines, headings among them, and how many records were found."""

    lines: tuple[Line, ...]
    total: int


class Finder(QObject):
    """Answers the search box. The index is filled and refreshed in the lane; asking it costs no statement."""

    ready = Signal()

    def __init__(self, lane: Jobs, desk: Desk) -> None:
        super().__init__(lane)
        self._lane, self._desk = lane, desk
        self._index: SearchIndex | None = None

    @property
    def loaded(self) -> bool:
        """Whether the index is there."""
        return self._index is not None

    def load(self) -> None:
        """Read everything that can be found from this desk."""
        self._lane.long(lambda _p: self._read(), owner=self, done=self._take)

    def _read(self) -> SearchIndex:
        from ...casework.search import load_index

        return load_index(self._desk)

    def _take(self, index: SearchIndex) -> None:
        self._index = index
        self.ready.emit()

    def refresh(self, changes: Changes) -> None:
        """Something was saved, here or by a colleague."""
        self._lane.long(lambda _p: self._refresh(changes), owner=self, done=lambda _n: self.ready.emit())

    def _refresh(self, changes: Changes) -> None:
        from ...casework.search import refresh_index

        if self._index is not None:
            refresh_index(self._desk, self._index, changes.ids)

    def find(self, typed: str) -> Answer:
        """Lines for what is typed: records by kind, then the acts."""
        lines: list[Line] = []
        total = 0
        if self._index is not None and typed.strip():
            found = self._index.find(typed, _OF_EACH)
            total = found.total
            for heading, kind in _headings():
                hits = [hit for hit in found.hits if hit.kind.value == kind]
                lines += [Line(heading), *(_line(hit) for hit in hits)] if hits else []
        acts = self._acts(typed.strip())
        return Answer((*lines, *([Line(text("ui.sok.handlinger")), *acts] if acts else [])), total)

    def _acts(self, typed: str) -> list[Line]:
        """Tabs whose name begins as typed; a new person, when what was typed could be a name."""
        wanted = search_key(typed)
        acts = [
            Line(text("ui.sok.ga_til", fane=text(spec.title)), PageTarget(spec.key), icon="chevron-right")
            for spec in registry.PAGES
            if not wanted or search_key(text(spec.title)).startswith(wanted)
        ]
        could_be_name = len(typed) > 1 and not any(char.isdigit() for char in typed)
        if could_be_name and self._desk.who.may(Right.PERSON_WRITE):
            words = text("ui.sok.ny_person", navn=typed)
            acts.append(Line(words, NewPerson(typed), text("ui.sok.ny_person_under"), "plus"))
        return acts


def _headings() -> tuple[tuple[str, str], ...]:
    return (
        (text("ui.sok.personer"), "person"),
        (text("ui.sok.boliger"), "dwelling"),
        (text("ui.sok.leieforhold"), "tenancy"),
        (text("ui.sok.soknader"), "application"),
    )


def _line(hit: Hit) -> Line:
    below = " · ".join(words for part in hit.parts if (words := render(part)))
    target = RecordTarget(hit.kind.value, hit.id)
    return Line(hit.title, target, below, _ICONS[hit.kind.value], hit.marks, _chip(hit.chip))


def _chip(state: Chip) -> ChipLook | None:
    if state is None:
        return None
    if isinstance(state, Message):
        return ChipLook(render(state), Tone.NEUTRAL, "check")
    if isinstance(state, Status):
        from ..stock.status import status_chip

        return status_chip(state)
    from ..tenancy.state_chip import state_chip

    return state_chip(state)
