"""The cards at the side of I dag: the week ahead, the homes that stand empty, and what others did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ...rules.vocabulary import Status
from ...texts import enum_text, formats, text
from ..parts.cards import Card
from ..parts.labels import ElidedLabel, Label
from ..people.rows import LinkLine
from ..shell import registry
from ..shell.context import Context
from ..shell.messages import OSLO
from ..style import tokens

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.since_last import NewsLine
    from ...casework.today import WeekLine
    from ...casework.vacancies import VacancyRow
    from ...rules.vacancy import Vacancy

_DAY_W = 76
#: The card shows so many lines and says how many more there are.
_MOST = 6


class SideCard(Card):
    """A card of lines that are made anew at each reading: a first word, what, and a muted word at the right."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__(title)
        self._empty = empty
        self._lines = QWidget()
        self.add(self._lines)

    def put(self, lines: Sequence[tuple[QWidget, QWidget, str]], more: int = 0) -> None:
        """Show other lines; without any the card says so."""
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S12)
        grid.setVerticalSpacing(tokens.S4)
        grid.setColumnStretch(1, 1)
        for row, (first, what, aside) in enumerate(lines):
            _put_line(grid, row, first, what, aside)
        note = text("ui.idag.flere", antall=more) if more else "" if lines else self._empty
        if note:
            grid.addWidget(Label(note, colour="text2", wrap=True), len(lines), 0, 1, 3)
        old, self._lines = self._lines, fresh
        self.body.replaceWidget(old, fresh)
        old.hide()
        old.deleteLater()


def _put_line(grid: QGridLayout, row: int, first: QWidget, what: QWidget, aside: str) -> None:
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    grid.setRowMinimumHeight(row, tokens.FIELD_ROW_H - tokens.S4)
    grid.addWidget(first, row, 0, left if isinstance(first, LinkLine) else Qt.AlignmentFlag(0))
    # a link is as wide as its words: only with an alignment does its column take the room
    grid.addWidget(what, row, 1, left if isinstance(what, LinkLine) else Qt.AlignmentFlag(0))
    muted = Label(aside, "caption")
    muted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(muted, row, 2)


class WeekCard(SideCard):
    """ "Denne uken"."""

    def __init__(self) -> None:
        super().__init__(text("ui.idag.uken"), text("ui.idag.uken_tom"))

    def show_week(self, lines: Sequence[WeekLine], today: date) -> None:
        """Show what the coming seven days bring."""
        self.set_title(text("ui.idag.uken"), text("ui.idag.uke", uke=today.isocalendar().week))
        self.put([(_weekday(line.day), _what(line), formats.day_short(line.day)) for line in lines])


def _weekday(day: date) -> Label:
    label = Label(formats.day_spoken(day).partition(" ")[0], "h4")
    label.setMinimumWidth(_DAY_W)
    return label


def _what(line: WeekLine) -> ElidedLabel:
    words = text("ui.idag.og_flere", hva=line.what, antall=line.others) if line.others else line.what
    return ElidedLabel(words, fill=True)


class LinkCard(SideCard):
    """A card whose lines open a record."""

    def __init__(self, ctx: Context, title: str, empty: str) -> None:
        super().__init__(title, empty)
        self._ctx = ctx

    def link(self, words: str, said: str, kind: str, record_id: int) -> QWidget:
        """A link to a record; mere words while no page shows such records. `said` is what a screen reader says."""
        if registry.page_for(kind) is None:
            return ElidedLabel(words, "body", "text2", fill=True)
        line = LinkLine(words)
        line.setAccessibleName(said)
        line.clicked.connect(lambda _checked=False: self._ctx.window.open_record(kind, record_id))
        return line


class VacantCard(LinkCard):
    """ "Ledige boliger": the longest empty first, with what it has cost."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, text("ui.idag.ledige"), text("ui.idag.ledige_tom"))

    def show_vacant(self, rows: Sequence[VacancyRow]) -> None:
        """Show the homes nobody lives in."""
        empty = [row for row in rows if row.status is not Status.NOTICE_GIVEN]
        lost = sum(row.vacancy.lost_ore or 0 for row in empty if row.vacancy)
        summed = text("ui.idag.ledige_sum", antall=len(empty), kroner=formats.kroner(lost)) if empty else ""
        self.set_title(text("ui.idag.ledige"), summed)
        shown = empty[:_MOST]
        self.put([self._line(row) for row in shown], len(empty) - len(shown))

    def _line(self, row: VacancyRow) -> tuple[QWidget, QWidget, str]:
        address = row.home.address
        link = self.link(address, text("ui.idag.ledig_bolig", adresse=address), "dwelling", row.dwelling_id)
        return link, ElidedLabel(_state(row), "body", "text2", fill=True), _cost(row.vacancy)


def _cost(vacancy: Vacancy | None) -> str:
    if vacancy is None:
        return text("ui.ledige.aldri_utleid")
    days = text("ui.idag.dager", antall=vacancy.days)
    lost = formats.kroner(vacancy.lost_ore) if vacancy.lost_ore is not None else text("ui.idag.leie_mangler")
    return f"{days} · {lost}"


def _state(row: VacancyRow) -> str:
    rooms = text("ui.idag.rom", antall=row.home.rooms) if row.home.rooms else ""
    state = "" if row.status is Status.VACANT else enum_text(row.status).lower()
    return ", ".join(part for part in (rooms, state) if part)


class NewsCard(LinkCard):
    """ "Siden sist"."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, text("ui.idag.siden_sist"), text("ui.idag.siden_sist_tom"))

    def show_news(self, lines: Sequence[NewsLine], today: date) -> None:
        """Show what others did; a line opens the newest case."""
        shown = [(ElidedLabel(_event(line)), self._about(line), _at(line, today)) for line in lines[:_MOST]]
        self.put(shown, len(lines) - len(shown))

    def _about(self, line: NewsLine) -> QWidget:
        words = line.about or line.who
        if line.case is None:
            return ElidedLabel(words, "body", "text2", fill=True)
        return self.link(words, f"{_event(line)}: {words}", *line.case)


def _event(line: NewsLine) -> str:
    word = enum_text(line.event)
    return text("ui.idag.ganger", hva=word, antall=line.count) if line.count > 1 else word


def _at(line: NewsLine, today: date) -> str:
    """The time when it was today, else the weekday with the time; beyond a week the date."""
    at = line.at.astimezone(OSLO)
    if at.date() == today:
        return text("ui.idag.i_dag_kl", kl=formats.clock(at))
    if (today - at.date()).days < 7:
        return f"{formats.day_spoken(at.date())[:3].lower()}. {formats.clock(at)}"
    return formats.day_short(at.date())
