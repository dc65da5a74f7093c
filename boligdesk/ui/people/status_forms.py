"""Address protection set and lifted with its reason, and a death with what it leaves to be done."""

from __future__ import annotations

from functools import partial

from ...casework.person_card import PersonCard
from ...casework.persons import DeathFollowUp, mark_dead, set_protection
from ...rules.messages import msg
from ...rules.vocabulary import Protection
from ...texts import render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary
from ..parts.dialog import DialogFrame
from ..parts.form_spec import FieldKind, FieldSpec
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .fields import Reasons, Values, form, of, why


def protection_dialog(ctx: Context, card: PersonCard) -> FormDialog:
    """Set or lift address protection; the reason stands in the history."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(set_protection, ctx.desk, card.id, card.version, values["protection"], values["why"] or "")

    spec = form(
        FieldSpec("protection", "ui.vern.slag", FieldKind.CHOICE, choices=of(Protection), required=True),
        why(help_code="ui.vern.hjelp"),
    )
    words = Words(
        text("ui.vern.tittel"), card.name, text("ui.vern.lagre"), msg("ui.vern.lagrer"), text("ui.vern.lagret")
    )
    return FormDialog(ctx, words, spec, act, undo=False).begin({"protection": card.protection})


def death_dialog(ctx: Context, card: PersonCard) -> FormDialog:
    """Register a death; what it leaves to be done is shown afterwards (husleieloven § 8-2)."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(mark_dead, ctx.desk, card.id, card.version, values["died_on"])

    spec = form(FieldSpec("died_on", "ui.dod.dato", FieldKind.DATE, help="ui.dod.hjelp", required=True))
    words = Words(text("ui.dod.tittel"), card.name, text("ui.dod.lagre"), msg("ui.dod.lagrer"), text("ui.dod.lagret"))
    dialog = FormDialog(ctx, words, spec, act)
    dialog.finished.connect(partial(_after_death, ctx, card))
    return dialog.begin()


def _after_death(ctx: Context, card: PersonCard, result: object) -> None:
    if isinstance(result, DeathFollowUp) and result.notes:
        follow_up_dialog(ctx, card, result)


def follow_up_dialog(ctx: Context, card: PersonCard, left: DeathFollowUp) -> DialogFrame:
    """What a death leaves to be done, one thing per box."""
    dialog = DialogFrame(ctx.parent, text("ui.dod.videre"), card.name, width=600)
    for note in left.notes:
        dialog.body.addWidget(Alert(AlertKind.INFO, render(note)))
    dialog.body.addStretch(1)
    close = primary(text("ui.felles.lukk"))
    close.clicked.connect(lambda: dialog.finish(True))
    dialog.add_right(close)
    dialog.open(close)
    return dialog
