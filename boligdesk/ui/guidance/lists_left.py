"""Where households went when they left, for a period: how many, and each of them (V06)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework.leaving import Leavings, LeftRow, leavings, say_where
from ...rules.guidance.words import LeavingOutcome
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.buttons import secondary
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.dialog import DialogFrame
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.fields import form
from ..people.rows import Lines, LinesCard, LinkLine
from ..shell.context import Context
from ..style import tokens
from .lists_plans import at_left

_WIDTH, _DAY_W, _HOME_W, _DATE_W = 860, 96, 240, 150


class LeftDialog(DialogFrame):
    """This year unless other days are chosen; where nobody asked, it can be said here."""

    def __init__(self, ctx: Context) -> None:
        title, line = text("ui.utfall.tittel"), text("ui.utfall.om")
        super().__init__(ctx.parent, title, line, width=_WIDTH, height=tokens.DIALOG_MAX_H)
        self.ctx = ctx
        spec = form(
            FieldSpec("first", "ui.utfall.fra", FieldKind.DATE, required=True, width=_DATE_W),
            FieldSpec("last", "ui.utfall.til", FieldKind.DATE, required=True, width=_DATE_W),
        )
        self.period = FormView(spec, today=ctx.desk.today)
        self.counts, self.rows = LinesCard(""), LinesCard("")
        for part in (self.period, self.counts, self.rows):
            self.body.addWidget(part)
        self.body.addStretch(1)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)
        self.period.set_values({"first": ctx.desk.today.replace(month=1, day=1), "last": ctx.desk.today}, clean=True)
        self.period.edited.connect(lambda _key: self.reload())
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), "ending", "tenancy", "person", lost=self.reload)
        self.reload()

    def reload(self) -> None:
        """Read the period that is chosen, where both days are there."""
        days = self.period.values()
        first, last = days["first"], days["last"]
        if isinstance(first, date) and isinstance(last, date):
            read = partial(leavings, self.ctx.desk, first, last)
            self.ctx.jobs.read(read, owner=self, topic="utfall", done=self._arrived, failed=self._refused)

    def _refused(self, error: RefusedError) -> None:
        self.counts.put(Label(text(f"{error.fault.code}.hva"), colour="text2", wrap=True))
        self.rows.put(QWidget())

    def _arrived(self, found: Leavings) -> None:
        self.counts.put(_counted(found))
        lines = Lines(_DAY_W, _HOME_W)
        for row in found.rows:
            self._add(lines, row)
        if not found.rows:
            lines.say(text("ui.utfall.ingen"))
        self.rows.put(lines)

    def _add(self, lines: Lines, row: LeftRow) -> None:
        name = LinkLine(row.name or row.number)
        name.clicked.connect(partial(self._open, row.tenancy_id))
        home = Label(row.address, colour="text2")
        lines.add(Label(formats.day(row.left_on), "label"), at_left(name), home, self._went(row))

    def _went(self, row: LeftRow) -> QWidget:
        """Where they went; where nobody asked, a menu to say it."""
        if row.outcome is not None:
            return Chip(ChipLook(enum_text(row.outcome), Tone.NEUTRAL, "door-open"))
        if not self.ctx.may(Right.TENANCY_WRITE):
            return Chip(ChipLook(text("ui.utfall.ikke_spurt"), Tone.NEUTRAL, "circle-help"))
        from ..people.acts import row_menu

        button, menu = row_menu(text("ui.utfall.si", hvem=row.name or row.number))
        for outcome in LeavingOutcome:
            menu.add(enum_text(outcome), partial(self._say, row, outcome))
        return button

    def _say(self, row: LeftRow, outcome: LeavingOutcome) -> None:
        self.ctx.write(
            partial(say_where, self.ctx.desk, row.tenancy_id, row.version, outcome),
            owner=self,
            name=msg("ui.utfall.lagrer"),
            said=text("ui.utfall.lagret"),
            done=lambda _value: self.reload(),
        )

    def _open(self, tenancy_id: int) -> None:
        self.finish(None)
        self.ctx.window.open_record("tenancy", tenancy_id)


def _counted(found: Leavings) -> Label:
    """How many in all, and how many went where."""
    told = [text("ui.utfall.alle", antall=len(found.rows))]
    for outcome, number in found.counts():
        name = enum_text(outcome) if outcome is not None else text("ui.utfall.ikke_spurt")
        told.append(text("ui.utfall.antall", hva=name, antall=number))
    return Label("   ·   ".join(told), wrap=True)


def left_list(ctx: Context) -> None:
    """Open the list over the window."""
    LeftDialog(ctx).open()
