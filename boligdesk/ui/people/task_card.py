"""What waits to be done about the person: by when, why, by whom; done, put off, handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.tasks import TaskRow
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.labels import Label
from ..shell.context import Context
from .acts import PersonActs, row_menu
from .adding_card import AddingCard
from .rows import Lines, top_label
from .task_forms import drop_dialog, hand_over_dialog, new_task_dialog, postpone_dialog

TASK_DATE_W = 58


class TaskCard(AddingCard):
    """ "Oppgaver"."""

    def __init__(self) -> None:
        super().__init__("ui.oppgave.tittel", "ui.oppgave.ny", lambda do: new_task_dialog(do.ctx, do.card))

    def show_person(self, do: PersonActs) -> None:
        """Show the open tasks, the most urgent first."""
        self.stand_on(do, may_add=do.may(Right.TASK_WRITE))
        lines = Lines(TASK_DATE_W)
        add_task_lines(lines, do, do.card.tasks)
        self.put(lines)


class TaskDoer(Protocol):
    """Whoever shows tasks: the window, what the desk may do, and what happens when one is done."""

    @property
    def ctx(self) -> Context: ...

    def may(self, right: Right) -> bool: ...

    def finish(self, row: TaskRow) -> None: ...


def add_task_lines(lines: Lines, do: TaskDoer, rows: Sequence[TaskRow]) -> None:
    """A line per task with its acts, or that there is none."""
    for row in rows:
        lines.add(_date(do, row), _what(row), None, _menu(do, row) if do.may(Right.TASK_WRITE) else None)
    if lines.empty:
        lines.say(text("ui.oppgave.ingen"))


def task_title(row: TaskRow) -> str:
    """What is to be done; a task without words of its own is named by its kind."""
    return row.title or enum_text(row.kind)


def _date(do: TaskDoer, row: TaskRow) -> QWidget:
    words = _day(row.due, do.ctx.desk.today) if row.due else ""
    label = top_label(words, "h4", "crit" if row.overdue else "text")
    label.setWordWrap(False)
    if row.due is not None:
        label.setAccessibleName(text("ui.oppgave.forfalt" if row.overdue else "ui.oppgave.frist", dato=row.due))
    return label


def _day(due: date, today: date) -> str:
    """ "30.06.", with the year when it is another than this."""
    return formats.day_short(due) if due.year == today.year else formats.day(due)


def _what(row: TaskRow) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    column.addWidget(Label(task_title(row), wrap=True))
    late = text("ui.oppgave.over_frist") if row.overdue else ""
    note = " · ".join(part for part in (late, row.why, row.postponed_reason, row.owner) if part)
    if note:
        column.addWidget(Label(note, "caption", wrap=True))
    return holder


def _menu(do: TaskDoer, row: TaskRow) -> QWidget:
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=task_title(row)))
    menu.add(text("ui.oppgave.gjort"), partial(do.finish, row), "check")
    menu.add(text("ui.oppgave.utsett"), partial(postpone_dialog, do.ctx, row), "calendar-clock")
    menu.add(text("ui.oppgave.gi_til"), partial(hand_over_dialog, do.ctx, row), "user")
    menu.add(text("ui.oppgave.ikke_aktuell"), partial(drop_dialog, do.ctx, row), "x")
    return button
