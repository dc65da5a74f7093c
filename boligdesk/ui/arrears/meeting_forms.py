"""What is typed in a restansemøte: what covers a household among outsiders, and what came of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from ...casework import arrears_meetings
from ...casework.arrears_meetings import CaseLine, MeetingRow, OutcomeInput
from ...casework.users import Colleague, colleagues
from ...rules.messages import msg
from ...texts import text
from ..parts.buttons import ButtonKind, secondary
from ..parts.buttons import primary as primary_button
from ..parts.dialog import Choice as Answer
from ..parts.dialog import DialogFrame, ask
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .meeting_lines import Candidate

#: A task of the meeting falls due in so many days, unless somebody says otherwise.
_DAYS = 7


class ConsentDialog(DialogFrame):
    """What covers telling others of a household; empty takes the consent away. `finished(str)`."""

    def __init__(self, ctx: Context, candidate: Candidate) -> None:
        super().__init__(ctx.parent, text("ui.mote.samtykke"), candidate.proposal.facts.who, width=600)
        spec = form(FieldSpec("consent", "ui.mote.hvilket_samtykke", help="ui.mote.samtykke_hjelp", width=420))
        self.form = FormView(spec, today=ctx.desk.today)
        self.form.set_values({"consent": candidate.consent}, clean=True)
        self.body.addWidget(self.form)
        cancel, save = secondary(text("ui.felles.avbryt")), primary_button(text("ui.mote.bruk_samtykke"))
        cancel.clicked.connect(self.leave)
        save.clicked.connect(self.submit)
        self.add_right(cancel)
        self.add_right(save)

    def submit(self) -> None:
        """Take what was typed."""
        if self.form.check():
            self.finish(str(self.form.values()["consent"] or "").strip())


def consent_dialog(ctx: Context, candidate: Candidate, done: Callable[[str], object]) -> ConsentDialog:
    """Ask what covers a household."""
    dialog = ConsentDialog(ctx, candidate)
    dialog.finished.connect(lambda words: done(words) if isinstance(words, str) else None)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def outcome_dialog(ctx: Context, line: CaseLine) -> None:
    """What came of a case; with a day it becomes a task of whoever is named."""

    def show(people: tuple[Colleague, ...]) -> None:
        _outcome(ctx, line, people)

    ctx.jobs.read(partial(colleagues, ctx.desk), owner=ctx.parent, topic="kolleger", done=show)


def _outcome(ctx: Context, line: CaseLine, people: tuple[Colleague, ...]) -> FormDialog:
    def act(values: Values, _reasons: Reasons) -> Act:
        due = values["due"] if line.task_id is None else None
        given = OutcomeInput(values["outcome"], due, values["owner"] if line.task_id is None else None)
        return partial(arrears_meetings.record_outcome, ctx.desk, line.id, line.version, given)

    fields = [FieldSpec("outcome", "ui.mote.hva_ble_bestemt", FieldKind.MULTILINE, required=True)]
    if line.task_id is None:  # the task is made once, and lives on I dag after that
        choices = [Choice(one.id, one.name) for one in people]
        fields += [
            FieldSpec("due", "ui.mote.frist", FieldKind.DATE, help="ui.mote.frist_hjelp"),
            FieldSpec(
                "owner", "ui.mote.hvem_gjor", FieldKind.CHOICE, choices=choices, help="ui.mote.hvem_hjelp", width=320
            ),
        ]
    words = Words(
        text("ui.mote.utfall"),
        " · ".join(filter(None, (line.facts.who, line.facts.where))),
        text("ui.mote.lagre_utfall"),
        msg("ui.mote.lagrer"),
        text("ui.mote.utfall_lagret"),
    )
    start = {"outcome": line.outcome, "due": ctx.desk.today + timedelta(days=_DAYS) if not line.outcome else None}
    return FormDialog(ctx, words, form(*fields), act, undo=False, width=720).begin(start)


def ask_to_close(ctx: Context, row: MeetingRow, done: Callable[[], object]) -> None:
    """A closed meeting stands as it is: asked before it is done."""

    def closed(_version: int) -> None:
        done()

    def answered(key: str) -> None:
        if key == "lukk":
            ctx.write(
                partial(arrears_meetings.close_meeting, ctx.desk, row.id, row.version),
                owner=ctx.parent,
                name=msg("ui.mote.lagrer"),
                said=text("ui.mote.er_lukket"),
                done=closed,
            )

    ask(
        ctx.parent,
        text("ui.mote.lukk_sporsmal"),
        text("ui.mote.lukk_hvorfor"),
        [Answer("lukk", text("ui.mote.lukk"), ButtonKind.PRIMARY), Answer("la", text("ui.felles.avbryt"))],
        answered,
    )
