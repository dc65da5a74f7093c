"""Who is away and who covers: a small form, from I dag and from the user's menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...casework.absences import AbsenceRow, absences, end_absence, set_absence
from ...casework.users import Colleague, colleagues
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import text
from ..parts.buttons import danger
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..people.fields import Reasons, Values, form
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

_Known = tuple[Sequence[Colleague], Sequence[AbsenceRow]]


def absence_dialog(ctx: Context) -> None:
    """Register that somebody is away; what is registered already is shown first."""

    def ask() -> _Known:
        return colleagues(ctx.desk), absences(ctx.desk)

    def show(known: _Known) -> None:
        people, rows = known
        if people:
            AbsenceDialog(ctx, people, rows).show_own()
        else:
            ctx.window.say(text("ui.fravar.ingen_brukere"))

    ctx.jobs.read(ask, owner=ctx.parent, topic="fravar", done=show)


class AbsenceDialog(FormDialog):
    """From, to (inclusive) and deputy. With an absence that stands, "tilbake" ends it."""

    def __init__(self, ctx: Context, people: Sequence[Colleague], rows: Sequence[AbsenceRow]) -> None:
        words = Words(
            text("ui.fravar.tittel"),
            text("ui.fravar.under"),
            text("ui.fravar.lagre"),
            msg("ui.fravar.lagrer"),
            text("ui.fravar.lagret"),
        )
        super().__init__(ctx, words, _spec(ctx, people), self._save)
        self._rows = {row.user_id: row for row in rows}
        self.back = danger(text("ui.fravar.tilbake"))
        self.back.clicked.connect(self._end)
        self.add_left(self.back)
        self.form.edited.connect(self._edited_field)

    def show_own(self) -> AbsenceDialog:
        """Open on one's own absence."""
        me = self.ctx.desk.who.user_id
        first = me if me is not None else next(iter(self._rows), None)
        self.begin(self._values(first))
        self._offer_back()
        return self

    def _values(self, user_id: int | None) -> dict[str, object]:
        row = self._rows.get(user_id or 0)
        if row is None:
            return {"who": user_id, "from": self.ctx.desk.today}
        return {"who": user_id, "from": row.from_date, "to": row.to_date, "deputy": row.deputy_id}

    def _edited_field(self, key: str) -> None:
        if key == "who":
            self.form.set_values(self._values(self._who()), clean=False)
        self._offer_back()

    def _who(self) -> int | None:
        chosen = self.form.values().get("who")
        return chosen if isinstance(chosen, int) else self.ctx.desk.who.user_id

    def _offer_back(self) -> None:
        self.back.setVisible((self._who() or 0) in self._rows)

    def _save(self, values: Values, _reasons: Reasons) -> Act:
        who = self._who() or 0
        return partial(set_absence, self.ctx.desk, who, values["from"], values["to"], values.get("deputy"))

    def _end(self) -> None:
        self.carry_out(partial(end_absence, self.ctx.desk, self._who() or 0))


def _spec(ctx: Context, people: Sequence[Colleague]) -> FormSpec:
    choices = [Choice(one.id, one.name) for one in people]
    who = FieldSpec("who", "ui.fravar.hvem", FieldKind.CHOICE, choices=choices, required=True)
    return form(
        *([who] if ctx.may(Right.USER_WRITE) else []),
        FieldSpec("from", "ui.fravar.fra", FieldKind.DATE, required=True),
        FieldSpec("to", "ui.fravar.til", FieldKind.DATE, required=True),
        FieldSpec("deputy", "ui.fravar.vikar", FieldKind.CHOICE, choices=choices, help="ui.fravar.vikar_hjelp"),
    )
