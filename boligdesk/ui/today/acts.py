"""What can be done with a line of I dag: open its case, done, put off, handed over; a bare date is taken up first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ...casework.core.day_lines import DayLine, Duty
from ...rules.messages import msg
from ...rules.rights import Right
from ...rules.vocabulary import TaskKind
from ...texts import text
from ..parts.buttons import add_act
from ..shell import registry
from ..shell.context import Context

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ..record_tabs.form_dialog import Act

NamedAct = tuple[str, Callable[[], object], str]


#: What is done at the desk with the household itself: its line opens the guidance, on the plan where it is about it.
_GUIDED: Mapping[TaskKind, str] = {
    TaskKind.PLAN_REVIEW: "career_plan",
    TaskKind.PLAN_STEP: "career_plan",
    TaskKind.BENEFIT_APPLY: "guidance",
    TaskKind.PROOF_EXPIRES: "guidance",
    TaskKind.PURCHASE_STEP: "guidance",
}


def case_of(line: DayLine) -> tuple[str, int] | None:
    """The record that a line opens: the guidance where the task is of it, then the application, the tenancy …"""
    cases = (
        *([(_GUIDED[line.kind], line.person_id)] if line.kind in _GUIDED else []),
        ("application", line.application_id),
        ("tenancy", line.tenancy_id),
        ("dwelling", line.dwelling_id),
        ("person", line.person_id),
    )
    built = ((kind, record_id) for kind, record_id in cases if registry.page_for(kind) is not None)
    return next(((kind, record_id) for kind, record_id in built if record_id is not None), None)


class LineActs:
    """The acts on the line one stands on; `owner` is the view that starts them."""

    def __init__(self, ctx: Context, owner: QObject) -> None:
        self._ctx, self._owner = ctx, owner

    def open_case(self, line: DayLine) -> None:
        """Go to the case; a task about nothing registered says so."""
        case = case_of(line)
        if case is None:
            self._ctx.window.say(text("ui.idag.ingen_sak"))
        else:
            self._ctx.window.open_record(*case)

    def of(self, line: DayLine) -> list[NamedAct]:
        """Word, act and icon of what may be done now, the likeliest first."""
        acts: list[NamedAct] = []
        if case_of(line) is not None:
            acts.append((text("ui.idag.apne"), partial(self.open_case, line), "arrow-right"))
        if not self._ctx.may(Right.TASK_WRITE):
            return acts
        return acts + (self._of_task(line) if line.duty is Duty.TASK else self._of_date(line))

    def _of_task(self, line: DayLine) -> list[NamedAct]:
        from ..people import task_forms

        return [
            (text("ui.idag.gjort"), partial(task_forms.finish_dialog, self._ctx, line), "check"),
            (text("ui.oppgave.utsett"), partial(task_forms.postpone_dialog, self._ctx, line), "calendar-clock"),
            (text("ui.idag.gi_videre"), partial(task_forms.hand_over_dialog, self._ctx, line), "user"),
        ]

    def _of_date(self, line: DayLine) -> list[NamedAct]:
        return [
            (text("ui.idag.ta_opp"), partial(self._take_up, line), "plus"),
            (text("ui.idag.gi_videre"), partial(self._hand_over, line), "user"),
        ]

    def fill(self, menu: QMenu, line: DayLine) -> None:
        """The same as a menu."""
        for label, act, icon in self.of(line):
            add_act(menu, label, act, icon)

    def _take_up(self, line: DayLine) -> None:
        from ...casework.today import take_up

        self._ctx.write(
            partial(take_up, self._ctx.desk, line.duty, line.id),
            owner=self._owner,
            name=msg("ui.oppgave.lagrer"),
            said=text("ui.idag.tatt_opp", tittel=line.title),
            undo=True,
        )

    def _hand_over(self, line: DayLine) -> None:
        from ...casework.today import take_up
        from ..people.task_forms import hand_over_dialog

        def handing(owner_id: int, deputy_id: int | None, reason: str) -> Act:
            def act() -> Done[int]:
                return take_up(self._ctx.desk, line.duty, line.id, owner_id, deputy_id, reason)

            return act

        hand_over_dialog(self._ctx, line, handing)
