"""The account on another day, and as the office knew it then: on screen with balance, and printed for the tenant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import partial

from ...casework.arrears_card import ArrearsCard
from ...casework.core.printing import PrintedDocument
from ...casework.statements import Statement, print_statement, statement
from ...rules.messages import RefusedError, msg
from ...rules.periods import add_months, first_of_month
from ...rules.rights import Right
from ...texts import enum_text, fault_text, formats, text
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..parts.table_view import Table
from ..people.fields import form
from ..shell.context import Context
from ..shell.messages import OSLO
from .account_lines import LINES
from .event_forms import words_of

_WIDTH, _HEIGHT, _MONTHS = 960, 720, 12
_WAIT_MS = 200


class StatementDialog(DialogFrame):
    """A day, what was known on a day, and the lines since a day. Only what is known today can be printed."""

    def __init__(self, ctx: Context, card: ArrearsCard) -> None:
        words = words_of(card, "ui.konto.per_annen_dag", "ui.konto.skriv_ut", "ui.konto.skriv_ut")
        super().__init__(ctx.parent, words.title, words.line, width=_WIDTH, height=_HEIGHT, scroll=False)
        self.ctx, self.account_id = ctx, card.account_id
        spec = form(
            FieldSpec("day", "ui.konto.per_dag", FieldKind.DATE, required=True),
            FieldSpec("since", "ui.konto.vis_fra", FieldKind.DATE, help="ui.konto.vis_fra_hjelp"),
            FieldSpec("known", "ui.konto.kjent_dag", FieldKind.DATE, help="ui.konto.kjent_hjelp"),
        )
        self.form = FormView(spec, today=ctx.desk.today)
        self.lines = Table(LINES, name="restanser.utskrift")
        self.lines.setAccessibleName(text("ui.restanser.leiekonto"))
        self.told = Label("", "h4", wrap=True)
        self.ages = Label("", "caption", "text2", wrap=True)
        self.print = primary(text("ui.konto.skriv_ut"), "printer")
        self.print.clicked.connect(self.submit)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.body.addWidget(self.form)
        self.body.addWidget(self.told)
        self.body.addWidget(self.ages)
        self.body.addWidget(self.lines, 1)
        for button in (close, self.print):
            self.add_right(button)
        self.print.setVisible(ctx.may(Right.DOCUMENT_WRITE))
        self.form.edited.connect(lambda _key: self._soon())

    def begin(self) -> StatementDialog:
        """Show today's account with the lines of a year, and open."""
        today = self.ctx.desk.today
        self.form.set_values({"day": today, "since": add_months(first_of_month(today), -_MONTHS)}, clean=True)
        self.open()
        self.form.focus_first()
        self.ask()
        return self

    def _soon(self) -> None:
        self.ctx.jobs.soon(self.ask, owner=self, topic="konto", delay_ms=_WAIT_MS)

    def ask(self) -> None:
        """Read the account for the days that stand there."""
        values = self.form.values()
        day, known = values["day"], values["known"]
        self.print.setEnabled(isinstance(day, date) and known is None)
        if isinstance(day, date):
            moment = _end_of(known) if isinstance(known, date) else None
            asked = partial(statement, self.ctx.desk, self.account_id, day, moment)
            self.ctx.jobs.read(asked, owner=self, topic="konto", done=self._arrived, failed=self._refused)

    def _arrived(self, found: Statement) -> None:
        since = self.form.values()["since"]
        shown = [line for line in found.lines if not line.is_coming]
        if isinstance(since, date):
            shown = [line for line in shown if line.on >= since]
        self.lines.show_rows({line.entry_id: line for line in reversed(shown)})
        opening = found.balance_ore - sum(line.amount_ore for line in shown)
        told = [text("ui.konto.saldo_per", dato=found.day, sum=found.balance_ore)]
        if opening:
            told.append(text("ui.konto.saldo_for", sum=opening))
        self.told.setText(" · ".join(told))
        ages = (f"{enum_text(age)}: {formats.kroner(ore)}" for age, ore in found.ages.items() if ore)
        known = found.payments_known_to
        until = text("ui.restanser.kjent_til", dato=known) if known else text("ui.restanser.ingen_filer")
        self.ages.setText(" · ".join((*ages, until)))

    def _refused(self, error: RefusedError) -> None:
        self.lines.show_rows({})
        self.told.setText(fault_text(error.fault).whole)
        self.ages.setText("")

    def submit(self) -> None:
        """Print the account for the tenant, as it stands there."""
        if self.print.isEnabled():
            since, day = (self.form.values()[key] for key in ("since", "day"))
            self.ctx.write(
                partial(print_statement, self.ctx.desk, self.account_id, since, day),  # type: ignore[arg-type]
                owner=self,
                name=msg("ui.restanser.lager_utskrift"),
                done=self._printed,
                failed=self._not_printed,
            )

    def _printed(self, paper: PrintedDocument) -> None:
        from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

        PrintSeries(self.ctx.parent, [Sheet(paper)])

    def _not_printed(self, error: RefusedError) -> None:
        self.told.setText(fault_text(error.fault).whole)


def _end_of(day: date) -> datetime:
    """The last moment of a day at the office, in UTC."""
    return datetime.combine(day, time.max, OSLO).astimezone(UTC)


def statement_dialog(ctx: Context, card: ArrearsCard) -> StatementDialog:
    """Open the account on a day of choice."""
    return StatementDialog(ctx, card).begin()
