"""Akutt: the first question, and the hand-over to NAV the same day (P10). Nothing else is asked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from ...casework.acute import AcuteState, Handed, acute_state, answer_tonight, hand_over_to_nav, print_handover
from ...casework.application_card import ApplicationCard, application_card
from ...rules.messages import msg
from ...rules.reading import read_clock
from ...rules.rights import Right
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..people.fields import Reasons, Values
from ..record_tabs.form_dialog import Act, FormDialog
from ..shell.context import Context
from ..shell.messages import OSLO
from .forms import words_for
from .paper_forms import to_printer

_QUESTION = FieldSpec("sleeps", "ui.akutt.sporsmal", FieldKind.YES_NO, help="ui.akutt.sporsmal_hjelp", required=True)


def _lacks_a_place(values: Mapping[str, object]) -> bool:
    return values.get("sleeps") is False


def _handed_fields(when: Callable[[Mapping[str, object]], bool] | None = None) -> tuple[FieldSpec, ...]:
    """Who at NAV, when, what to tell; with a question before them only when it is answered no."""
    must = when is None
    return (
        FieldSpec("to", "ui.akutt.til", help="ui.akutt.til_hjelp", required=must, when=when),
        FieldSpec("on", "ui.akutt.dag", FieldKind.DATE, required=True, when=when),
        FieldSpec("clock", "ui.akutt.klokken", reader=read_clock, width=100, required=True, when=when),
        FieldSpec("note", "ui.akutt.beskjed", FieldKind.MULTILINE, help="ui.akutt.beskjed_hjelp", when=when),
        FieldSpec("sheet", "ui.akutt.skriv_ark", FieldKind.YES_NO, when=when),
    )


def _handed(values: Values) -> Handed | None:
    """The hand-over as typed; None while nobody at NAV is named."""
    if not values.get("to"):
        return None
    return Handed(values["to"], datetime.combine(values["on"], values["clock"], OSLO), values["note"] or "")


class AcuteDialog(FormDialog):
    """The first question, or only the hand-over when it was answered no before. The sheet is printed when wanted."""

    def __init__(self, ctx: Context, card: ApplicationCard, state: AcuteState | None) -> None:
        left_to_do = state if state is not None and state.must_hand_over else None
        fields = _handed_fields() if left_to_do else (_QUESTION, *_handed_fields(_lacks_a_place))
        words = words_for(card, "ui.akutt.tittel", "ui.felles.lagre", "ui.akutt.lagret")
        super().__init__(ctx, words, FormSpec((SectionSpec(fields),)), self._save, width=680)
        self.card, self.state = card, left_to_do
        self.undo = False

    def _save(self, values: Values, _reasons: Reasons) -> Act:
        desk, handed = self.ctx.desk, _handed(values)
        if self.state is not None:
            assert handed is not None
            return partial(hand_over_to_nav, desk, self.state.handover_id, self.state.version, handed)
        sleeps = bool(values["sleeps"])
        return partial(answer_tonight, desk, self.card.id, self.card.version, sleeps, None if sleeps else handed)

    def carried_out(self, value: object) -> None:
        """Saved: the sheet goes to the printer when it is wanted."""
        values = self.form.values()
        wanted = values["sheet"] and values.get("sleeps") is not True
        self.finish(True)
        if wanted and self.ctx.may(Right.DOCUMENT_WRITE):
            print_sheet(self.ctx, self.card.id)


def acute_dialog(ctx: Context, card: ApplicationCard) -> None:
    """Ask the first question, or take up the hand-over that is left to do."""

    def show(state: AcuteState | None) -> None:
        local = ctx.desk.now.astimezone(OSLO)
        start = {"on": local.date(), "clock": f"{local:%H.%M}", "sheet": True}
        AcuteDialog(ctx, card, state).begin(start)

    ctx.jobs.read(partial(acute_state, ctx.desk, card.id), owner=ctx.parent, topic="akutt", done=show)


def ask_first(ctx: Context, application_id: int) -> None:
    """The first question of an application that was registered as acute this instant."""
    read = partial(application_card, ctx.desk, application_id)
    ctx.jobs.read(read, owner=ctx.parent, topic="akutt", done=partial(acute_dialog, ctx))


def print_sheet(ctx: Context, application_id: int) -> None:
    """The sheet that goes with the person to NAV."""
    make = partial(print_handover, ctx.desk, application_id)
    ctx.write(make, owner=ctx.parent, name=msg("ui.soknader.lager_brev"), done=partial(to_printer, ctx))
