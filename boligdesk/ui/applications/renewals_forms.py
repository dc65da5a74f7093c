"""The forms of a renewal round: start one, mark its letters sent, write an answer, leave a line or the round out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...casework import renewals
from ...casework.renewal_list import RenewalRow, RoundRow
from ...casework.renewals import Reply, RoundInput, renewal_candidates
from ...rules.application_words import Channel, RenewalAnswer
from ...rules.messages import msg
from ...rules.periods import add_months, last_of_month
from ...rules.vocabulary import SendingWay
from ...texts import text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..parts.labels import Label
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

_ENDING, _ALL = "ending", "all"
#: A round proposes the leases that end within a year, and an answer within so many months.
_AHEAD_MONTHS, _ANSWER_MONTHS = 12, 1
_COUNT_MS = 200


def _words(title: str, line: str, save: str, said: str) -> Words:
    return Words(text(title), line, text(save), msg("ui.runde.lagrer"), text(said))


def _by_days(values: Mapping[str, object]) -> bool:
    return values.get("who") == _ENDING


def _new_spec() -> FormSpec:
    who = (Choice(_ENDING, text("ui.runde.tidsbestemte")), Choice(_ALL, text("ui.runde.alle")))
    return form(
        FieldSpec("name", "ui.runde.navn", required=True),
        FieldSpec("who", "ui.runde.hvem", FieldKind.CHOICE, choices=who, required=True, width=420),
        FieldSpec("ends_from", "ui.runde.slutter_fra", FieldKind.DATE, required=True, when=_by_days),
        FieldSpec("ends_to", "ui.runde.slutter_til", FieldKind.DATE, required=True, when=_by_days),
        FieldSpec("answer_by", "ui.runde.svarfrist", FieldKind.DATE, required=True),
    )


class NewRoundDialog(FormDialog):
    """ "Ny runde": who is asked, and by when. It tells how many that are while it is filled in."""

    def __init__(self, ctx: Context) -> None:
        words = _words("ui.runde.ny", text("ui.runde.ny_om"), "ui.runde.ny_lagre", "ui.runde.startet")
        super().__init__(ctx, words, _new_spec(), self._start, width=680)
        self.undo = False
        self.count = Label("", "caption", wrap=True)
        self.body.addWidget(self.count)
        self.form.edited.connect(lambda _key: self.count_soon())

    def _start(self, values: Values, _reasons: Reasons) -> Act:
        return partial(renewals.start_round, self.ctx.desk, round_of(values))

    def count_soon(self) -> None:
        """Count who would be asked, when nothing is typed for an instant."""
        self.ctx.jobs.soon(self._count, owner=self, topic="antall", delay_ms=_COUNT_MS)

    def _count(self) -> None:
        asked = round_of(self.form.values())
        read = partial(renewal_candidates, self.ctx.desk, asked.ends_from, asked.ends_to)
        self.ctx.jobs.read(read, owner=self, topic="antall", done=self._counted)

    def _counted(self, found: list[int]) -> None:
        self.count.setText(text("ui.runde.antall_spurt", antall=len(found)))


def round_of(values: Values) -> RoundInput:
    """The round as it stands in the form."""
    days = (values["ends_from"], values["ends_to"]) if _by_days(values) else (None, None)
    return RoundInput(values["name"] or "", values["answer_by"], None, *days)


def new_round_dialog(ctx: Context) -> NewRoundDialog:
    """Start a round; the leases that end within a year are proposed."""
    dialog, today = NewRoundDialog(ctx), ctx.desk.today
    until = last_of_month(add_months(today, _AHEAD_MONTHS))
    proposed = {
        "name": text("ui.runde.forslag", ar=str(today.year)),
        "who": _ENDING,
        "ends_from": today,
        "ends_to": until,
    }
    dialog.begin({**proposed, "answer_by": add_months(today, _ANSWER_MONTHS)})
    dialog.count_soon()
    return dialog


def sent_dialog(ctx: Context, round_: RoundRow, item_ids: list[int]) -> FormDialog:
    """The printed letters of the round went out."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(renewals.mark_letters_sent, ctx.desk, item_ids, values["way"], values["on"])

    spec = form(
        FieldSpec("way", "ui.runde.sendt_mate", FieldKind.CHOICE, choices=of(SendingWay), required=True),
        FieldSpec("on", "ui.runde.sendt_dag", FieldKind.DATE, required=True),
    )
    line = f"{round_.name}. {text('ui.runde.sendt_om')}"
    words = _words("ui.runde.sendt_tittel", line, "ui.felles.lagre", "ui.runde.sendt_lagret")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"way": SendingWay.POST, "on": ctx.desk.today})


def answer_dialog(ctx: Context, row: RenewalRow) -> FormDialog:
    """Write what a tenant answered; a "wants" makes an application."""

    def act(values: Values, _reasons: Reasons) -> Act:
        reply = Reply(values["answer"], values["on"], values["channel"], values["note"] or "")
        return partial(renewals.answer_renewal, ctx.desk, row.id, row.version, reply)

    spec = form(
        FieldSpec(
            "answer", "ui.runde.svar", FieldKind.CHOICE, choices=of(RenewalAnswer), help="ui.runde.svar_hjelp",
            required=True,
        ),
        FieldSpec("on", "ui.runde.svar_dag", FieldKind.DATE, required=True),
        FieldSpec("channel", "ui.runde.svar_kanal", FieldKind.CHOICE, choices=of(Channel), required=True),
        FieldSpec("note", "ui.runde.svar_merknad", FieldKind.MULTILINE),
    )  # fmt: skip
    line = " · ".join((" / ".join(row.tenancy.tenants), row.tenancy.address, row.tenancy.number))
    words = _words("ui.runde.svar_tittel", line, "ui.felles.lagre", "ui.runde.svar_lagret")
    given = row.answer if row.answer is not RenewalAnswer.WAITING else RenewalAnswer.WANTS
    start = {"answer": given, "on": row.answered_on or ctx.desk.today, "channel": Channel.PAPER, "note": row.note}
    return FormDialog(ctx, words, spec, act, undo=False).begin(start)


def leave_out_dialog(ctx: Context, row: RenewalRow) -> FormDialog:
    """Take one tenancy out of the round before it is asked."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(renewals.leave_out, ctx.desk, row.id, row.version, values["why"] or "")

    line = " · ".join((" / ".join(row.tenancy.tenants), row.tenancy.address))
    words = _words("ui.runde.hold_utenfor", line, "ui.runde.hold_utenfor", "ui.runde.holdt_utenfor")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()


def take_out_dialog(ctx: Context, round_: RoundRow) -> FormDialog:
    """Take a round out that was started by mistake."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(renewals.take_out_round, ctx.desk, round_.id, round_.version, values["why"] or "")

    words = _words("ui.runde.ta_bort", round_.name, "ui.runde.ta_bort", "ui.runde.tatt_bort")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()
