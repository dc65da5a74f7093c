"""The small forms of rent adjustment: notices sent, a change left be, a home assessed, an index month typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from ...casework import price_indexes, rent_rounds
from ...casework.price_indexes import IndexTableRow
from ...casework.rent_rounds import MarketAssessment, NoticeRow, RoundRow
from ...rules.messages import msg
from ...rules.vocabulary import SendingWay
from ...texts import formats, text
from ..parts.buttons import secondary
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, FormFrame, Words
from ..shell.context import Context
from .lines import ChangeFound, PlanRow, address_of, tenants_of


class KeptForm(FormFrame):
    """A form whose answer stays in the window that asked: it writes nothing itself."""

    def __init__(self, ctx: Context, words: Words, spec: FormSpec, keep: Callable[[Values], object]) -> None:
        super().__init__(ctx, words, FormView(spec, today=ctx.desk.today), width=640)
        self._keep = keep
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.add_right(cancel)
        self.add_right(self.save)

    def begin(self, values: Values) -> KeptForm:
        """Show it with these values."""
        self.form.set_values(values, clean=True)
        self.open()
        self.form.focus_first()
        return self

    def submit(self) -> None:
        """Hand the values back, if nothing stops it."""
        if self.form.check():
            values = self.form.values()
            self.finish(True)
            self._keep(values)


def _words(title: str, line: str, save: str, said: str = "") -> Words:
    return Words(text(title), line, text(save), msg("ui.regulering.lagrer"), text(said) if said else "")


def _home_line(found: ChangeFound) -> str:
    return " · ".join((tenants_of(found.home), address_of(found.home)))


def round_name(row: RoundRow) -> str:
    """What a round is called: what it rests on, and its day."""
    if row.from_month and row.to_month:
        return text("ui.regulering.navn_kpi", dato=row.effective_on, fra=row.from_month, til=row.to_month)
    return text("ui.regulering.navn_gjengs", dato=row.effective_on)


_SENT = (
    FieldSpec("way", "ui.regulering.sendt_mate", FieldKind.CHOICE, choices=of(SendingWay), required=True),
    FieldSpec("on", "ui.regulering.sendt_dag", FieldKind.DATE, required=True, help="ui.regulering.sendt_hjelp"),
)


def sent_dialog(ctx: Context, found: ChangeFound, to: Sequence[NoticeRow]) -> FormDialog:
    """The notices to these tenants of one tenancy went out."""

    def act(values: Values, _reasons: Reasons) -> Act:
        days = {notice.person_id: values["on"] for notice in to}
        change = found.change
        return partial(rent_rounds.mark_sent, ctx.desk, change.id, change.version, days, values["way"])

    line = " · ".join((", ".join(notice.name for notice in to), address_of(found.home)))
    words = _words("ui.regulering.marker_sendt", line, "ui.felles.lagre", "ui.regulering.sendt_lagret")
    return FormDialog(ctx, words, form(*_SENT), act, undo=False).begin({"way": SendingWay.POST, "on": ctx.desk.today})


def round_sent_dialog(ctx: Context, row: RoundRow, mark: Callable[[SendingWay, date], object]) -> KeptForm:
    """All notices of a round that are made went out; `mark` does it, for it may take its time."""
    words = _words("ui.regulering.marker_alle_sendt", round_name(row), "ui.felles.lagre")
    asked = KeptForm(ctx, words, form(*_SENT), lambda values: mark(values["way"], values["on"]))
    return asked.begin({"way": SendingWay.POST, "on": ctx.desk.today})


def drop_dialog(ctx: Context, found: ChangeFound) -> FormDialog:
    """Let one change be."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(rent_rounds.drop_change, ctx.desk, found.change.id, found.change.version, values["why"] or "")

    words = _words("ui.regulering.la_vaere", _home_line(found), "ui.regulering.la_vaere", "ui.regulering.latt_vaere")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()


def drop_round_dialog(ctx: Context, row: RoundRow) -> FormDialog:
    """Let all changes of a round be that do not count yet."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(rent_rounds.drop_round, ctx.desk, row.id, values["why"] or "")

    title = "ui.regulering.la_alle_vaere"
    words = _words(title, round_name(row), title, "ui.regulering.latt_vaere")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()


def leave_out_dialog(ctx: Context, rows: Sequence[PlanRow], keep: Callable[[str], object]) -> KeptForm:
    """Take tenancies out of a round that is being planned, with the reason."""
    one = len(rows) == 1
    line = tenants_of(rows[0].home) if one else text("ui.regulering.valgte_antall", antall=len(rows))
    words = _words("ui.regulering.ta_ut", line, "ui.regulering.ta_ut")
    return KeptForm(ctx, words, form(why()), lambda values: keep(values["why"])).begin({})


def assess_dialog(
    ctx: Context, row: PlanRow, before: MarketAssessment | None, keep: Callable[[MarketAssessment], object]
) -> KeptForm:
    """What gjengs leie of one home is, when it was assessed, and on what comparison it rests (§ 4-3)."""
    spec = form(
        FieldSpec("rent", "ui.regulering.gjengs_belop", FieldKind.MONEY, unit="ui.regulering.kr_maned", required=True),
        FieldSpec("on", "ui.regulering.vurdert_dag", FieldKind.DATE, required=True),
        FieldSpec(
            "grounds",
            "ui.regulering.vurdert_etter",
            FieldKind.MULTILINE,
            help="ui.regulering.vurdert_hjelp",
            required=True,
        ),
    )
    line = " · ".join((tenants_of(row.home), address_of(row.home), formats.kroner(row.line.old_rent_ore)))
    words = _words("ui.regulering.vurder", line, "ui.regulering.bruk")

    def kept(values: Values) -> None:
        keep(MarketAssessment(values["rent"], values["on"], values["grounds"]))

    known = {"rent": before.rent_ore, "on": before.assessed_on, "grounds": before.grounds} if before else {}
    return KeptForm(ctx, words, spec, kept).begin(known or {"on": ctx.desk.today})


def month_dialog(ctx: Context, table: IndexTableRow) -> FormDialog:
    """Type a month of a table, with its source and the day it was seen."""

    def act(values: Values, _reasons: Reasons) -> Act:
        typed = (values["month"], values["value"], values["source"] or "", values["seen"])
        return partial(price_indexes.type_index_month, ctx.desk, table.number, *typed)

    months = [Choice(month, formats.month(month).capitalize()) for month in table.missing]
    spec = form(
        FieldSpec("month", "ui.regulering.maned", FieldKind.CHOICE, choices=months, required=True),
        FieldSpec(
            "value", "ui.regulering.indekstall", FieldKind.NUMBER, help="ui.regulering.tall_hjelp", required=True
        ),
        FieldSpec("source", "ui.regulering.kilde", required=True),
        FieldSpec("seen", "ui.regulering.sett_dag", FieldKind.DATE, required=True),
    )
    line = text("ui.regulering.tabell_navn", tabell=table.number, basis=str(table.base_year))
    words = _words("ui.regulering.skriv_maned", line, "ui.felles.lagre", "ui.regulering.maned_lagret")
    start: dict[str, object] = {"month": table.missing[0], "seen": ctx.desk.today}
    start["source"] = text("ui.regulering.kilde_ssb", tabell=table.number)
    return FormDialog(ctx, words, spec, act, undo=False).begin(start)


def take_out_month_dialog(ctx: Context, table: IndexTableRow, month: date) -> FormDialog:
    """Take a month out that was typed wrongly."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(price_indexes.take_out_index_month, ctx.desk, table.number, month, values["why"] or "")

    title = "ui.regulering.ta_ut_maned"
    words = _words(title, formats.month(month).capitalize(), title, "ui.regulering.maned_tatt_ut")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()
