"""The list of I dag as a description: columns, headings, and the words of a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from ...casework.core.day_lines import DayGroup, DayLine, When
from ...texts import enum_text, formats, text
from ..parts.chips import ChipKind, ChipLook, Tone, look
from ..parts.table_model import CellKind, Column, Group, Yields
from ..shell.desk_tools import short_name

#: Up to so many days ahead a deadline asks for a hand.
_SOON_DAYS = 1

Today = Callable[[], date]


def columns(today: Today, me: int | None) -> tuple[Column[DayLine], ...]:
    """When, what, how urgent, who. `today` is asked anew: the page stays open over midnight."""
    return (
        Column("nar", "ui.idag.nar", lambda r: when_words(r.due, today()), width=72, yields=Yields.NEVER),
        Column(
            *("hva", "ui.idag.hva", lambda r: r.title),
            width=420,
            least=180,
            stretch=1,
            yields=Yields.LAST,
            second=line_about,
        ),
        Column("status", "ui.idag.status", lambda r: due_chip(r.due, today()), CellKind.CHIP, 132),
        Column("hvem", "ui.idag.hvem", lambda r: owner_words(r, me), width=132, least=80, yields=Yields.THEN),
    )


def when_words(due: date | None, today: date) -> str:
    """The day as it is said: today by its word, the others by date, with the year when it is another one."""
    if due is None:
        return ""
    if due == today:
        return text("ui.idag.i_dag")
    return formats.day_short(due) if due.year == today.year else formats.day(due)


def due_chip(due: date | None, today: date) -> ChipLook | None:
    """How near the day is; what has no day has no chip."""
    if due is None:
        return None
    days = (due - today).days
    if days == 0:
        return look(ChipKind.FRIST_I_DAG)
    if days < 0:
        return ChipLook(text("ui.idag.dager_over", antall=-days), Tone.CRIT, "triangle-alert")
    return ChipLook(text("ui.idag.dager", antall=days), Tone.WARN if days <= _SOON_DAYS else Tone.NEUTRAL, "clock")


def line_about(row: DayLine) -> str:
    """The second line: whom it is about, where, which case, and why it is there."""
    return " · ".join(part for part in (row.about, row.place, row.number, row.why) if part)


def owner_words(row: DayLine, me: int | None) -> str:
    """ "Meg", a colleague's short name, or that nobody has it."""
    if row.owner_id is None:
        return text("ui.idag.ingen")
    return text("ui.idag.meg") if row.owner_id == me else short_name(row.owner)


def headings(groups: Sequence[DayGroup]) -> list[Group]:
    """The heading of each group with its count."""
    return [Group(heading(group), len(group.lines)) for group in groups]


def heading(group: DayGroup) -> str:
    """Why the lines of a group stand there."""
    if group.when is When.COVER and group.until is not None:
        return text("ui.idag.dekker_for", navn=short_name(group.name), til=formats.day_short(group.until))
    return enum_text(group.when)


def lines_of(groups: Sequence[DayGroup]) -> dict[int, DayLine]:
    """The lines by their key, in the order shown."""
    return {line.key: line for group in groups for line in group.lines}
