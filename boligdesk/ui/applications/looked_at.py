"""A tab over the records of one kind on a case – its vedtak, its complaints: one is looked at, the others are chosen.

A kind says what is read and what is told of a record (`Told`); the cards, the choosing and what is shown when there is
none are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ...casework.application_card import ApplicationCard
from ...rules.messages import RefusedError
from ...texts import fault_text, text
from ..parts.alerts import Alert
from ..parts.chips import Chip, ChipLook
from ..parts.facts import Facts
from ..parts.labels import Label
from ..people.rows import LinesCard, LinkLine
from ..shell.context import Context
from ..style import tokens
from .tabs import ApplicationTab

#: Room for the longest name with its number.
_NAME_W = 300


class Record(Protocol):
    """What a case can have several of."""

    @property
    def id(self) -> int:
        """Its number in the store."""


R = TypeVar("R", bound=Record)
#: What a new record of the kind can be begun from.
N = TypeVar("N")


@dataclass(frozen=True)
class Told:
    """What the cards say of one record; labels are catalogue codes, and words that are empty are left out."""

    title: str
    day: str
    chips: Sequence[ChipLook]
    alerts: Iterable[Alert]
    facts: Iterable[tuple[str, str, str]]
    words: Iterable[tuple[str, str]]


class NowCard(LinesCard):
    """The record that is looked at: its state, what must be minded, and its days."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._when_none = title

    def show_told(self, told: Told) -> None:
        """Show a record."""
        self.set_title(told.title)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        chips = QHBoxLayout()
        chips.setSpacing(tokens.S8)
        for look in told.chips:
            chips.addWidget(Chip(look))
        chips.addStretch(1)
        column.addLayout(chips)
        for alert in told.alerts:
            column.addWidget(alert)
        facts = Facts(tokens.LABEL_FORM_W)
        for label, value, note in told.facts:
            facts.add(text(label), value, note)
        column.addWidget(facts)
        self.put(content)

    def say(self, words: str) -> None:
        """There is none: why, in a muted line."""
        self.set_title(self._when_none)
        self.put(Label(words, colour="text2", wrap=True))


class HidingCard(LinesCard):
    """A card that is not there while it has nothing to tell."""

    def show_lines(self, content: QWidget, *, tells: bool) -> None:
        """Show other lines, if they tell anything."""
        self.put(content)
        self.setVisible(tells)

    def empty(self) -> None:
        """Nothing of the last record stays."""
        self.show_lines(QWidget(), tells=False)


class WordsCard(HidingCard):
    """What has been written of the record that is looked at."""

    def show_told(self, told: Told) -> None:
        """Show the words of a record."""
        facts = Facts(tokens.LABEL_FORM_W)
        written = [(label, words) for label, words in told.words if words.strip()]
        for label, words in written:
            facts.add(text(label), words)
        self.show_lines(facts, tells=bool(written))


class AllCard(HidingCard):
    """Every record of the kind, newest first; one is chosen to be looked at."""

    def __init__(self, title: str, choose: Callable[[int], object]) -> None:
        super().__init__(title)
        self._choose = choose

    def show_all(self, told: Sequence[tuple[int, Told]], shown: int) -> None:
        """Show them by id; a single one needs no list."""
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S12)
        grid.setVerticalSpacing(tokens.S4)
        grid.setColumnMinimumWidth(0, _NAME_W)
        for row, (record_id, one) in enumerate(told):
            grid.addWidget(self._name(record_id, one.title, shown), row, 0)
            grid.addWidget(Label(one.day, "caption"), row, 1)
            for place, look in enumerate(reversed(one.chips), 2):
                grid.addWidget(Chip(look), row, place, Qt.AlignmentFlag.AlignLeft)
            grid.setRowMinimumHeight(row, tokens.FIELD_ROW_H)
        grid.setColumnStretch(grid.columnCount(), 1)
        self.show_lines(content, tells=len(told) > 1)

    def _name(self, record_id: int, title: str, shown: int) -> QWidget:
        """The one that is looked at is plain words, the others are links."""
        if record_id == shown:
            return Label(title, "h4")
        link = LinkLine(title)
        link.clicked.connect(lambda _checked=False: self._choose(record_id))
        return link


class LookedAtTab(ApplicationTab, Generic[R, N]):
    """Reads the records when it is shown; the newest one is looked at until another is chosen.

    Subclasses name their `topic` and override `read`, `told` and `none`.
    """

    #: What the newest reading replaces in the lane.
    topic: ClassVar[str]

    def __init__(self, ctx: Context, now: str, words: str, every: str) -> None:
        super().__init__(ctx)
        self.now, self.words, self.all = NowCard(now), WordsCard(words), AllCard(every, self.choose)
        self.rows: tuple[R, ...] = ()
        self.begin_from: tuple[N, ...] = ()
        self._application_id: int | None = None
        self._chosen: int | None = None

    # -- what a kind says of itself -----------------------------------------------------------------

    def read(self, application_id: int) -> tuple[tuple[R, ...], tuple[N, ...]]:
        """The records of a case, newest first, and what a new one can be begun from. Runs in the read lane."""
        raise NotImplementedError

    def told(self, row: R) -> Told:
        """What is told of a record."""
        raise NotImplementedError

    def none(self) -> str:
        """Why there is none."""
        raise NotImplementedError

    # -- what is shown ------------------------------------------------------------------------------

    @property
    def shown(self) -> R | None:
        """The record that is looked at."""
        found = (row for row in self.rows if row.id == self._chosen)
        return next(found, self.rows[0] if self.rows else None)

    def choose(self, record_id: int) -> None:
        """Look at another record of the case."""
        self._chosen = record_id
        self._fill()

    def show_card(self, card: ApplicationCard) -> None:
        """Read its records; another application begins with its newest."""
        if self._application_id != card.id:
            self._chosen = None
        self._application_id = card.id
        done = partial(self._arrived, card.id)
        self.ctx.jobs.read(partial(self.read, card.id), owner=self, topic=self.topic, done=done, failed=self._refused)

    def clear(self) -> None:
        """Nothing of the last application stays."""
        self._application_id, self._chosen = None, None
        self._forget("")

    def _arrived(self, application_id: int, found: tuple[tuple[R, ...], tuple[N, ...]]) -> None:
        if self._application_id == application_id:
            self.rows, self.begin_from = found
            self._fill()

    def _refused(self, error: RefusedError) -> None:
        self._forget(fault_text(error.fault).whole)
        self.acts_changed.emit()

    def _forget(self, why: str) -> None:
        self.rows, self.begin_from = (), ()
        self._show_none(why)

    def _show_none(self, why: str) -> None:
        self.now.say(why)
        self.words.empty()
        self.all.empty()

    def _fill(self) -> None:
        row = self.shown
        if row is None:
            self._show_none(self.none())
        else:
            told = self.told(row)
            self.now.show_told(told)
            self.words.show_told(told)
            self.all.show_all([(one.id, self.told(one)) for one in self.rows], row.id)
        self.acts_changed.emit()
