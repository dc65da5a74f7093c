"""The plans that are to be gone through, for the whole office."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework.career_plans import DueReview, due_reviews
from ...texts import enum_text, formats, text
from ..parts.buttons import secondary
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..people.rows import Lines, LinkLine
from ..rents.plan_panel import left
from ..shell.context import Context

_WIDTH, _DAY_W, _GOAL_W = 760, 96, 220


class ReviewsDialog(DialogFrame):
    """The most urgent first. A name leads to the plan."""

    def __init__(self, ctx: Context, found: tuple[DueReview, ...]) -> None:
        super().__init__(ctx.parent, text("ui.planliste.tittel"), text("ui.planliste.om"), width=_WIDTH)
        self._ctx = ctx
        self.lines = Lines(_DAY_W, _GOAL_W)
        for one in found:
            self._add(one)
        if not found:
            self.lines.say(text("ui.planliste.ingen"))
        self.body.addWidget(self.lines)
        self.body.addStretch(1)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)

    def _add(self, one: DueReview) -> None:
        name = LinkLine(one.name)
        name.clicked.connect(partial(self._open, one.person_id))
        day = formats.day(one.next_review) if one.next_review else text("ui.plan.ikke_bestemt")
        waits = ChipLook(text("ui.planliste.apne_steg", antall=one.open_steps), Tone.NEUTRAL, "list-checks")
        late = ChipLook(text("ui.planliste.forfalt"), Tone.WARN, "clock")
        goal = Label(enum_text(one.goal), colour="text2")
        self.lines.add(Label(day, "label"), at_left(name), goal, Chip(late if one.overdue else waits))

    def _open(self, person_id: int) -> None:
        self.finish(None)
        self._ctx.window.open_record("career_plan", person_id)


def reviews_list(ctx: Context) -> None:
    """Read the plans that run, and open the list."""

    def arrived(found: tuple[DueReview, ...]) -> None:
        ReviewsDialog(ctx, found).open()

    ctx.jobs.read(partial(due_reviews, ctx.desk), owner=ctx.parent, topic="gjennomganger", done=arrived)


def at_left(name: LinkLine) -> QWidget:
    """A name where its column begins."""
    host = QWidget()
    row = left(name)
    row.setContentsMargins(0, 0, 0, 0)
    host.setLayout(row)
    return host
