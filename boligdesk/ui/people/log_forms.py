"""Correcting or withdrawing a line of the contact log."""

from __future__ import annotations

from functools import partial

from ...casework.contacts import ContactLine, change_contact, void_contact
from ...rules.messages import msg
from ...rules.vocabulary import ContactWay
from ...texts import text
from ..parts.form_spec import FieldKind, FieldSpec
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .fields import Reasons, Values, form, of, why


def change_line_dialog(ctx: Context, line: ContactLine) -> FormDialog:
    """Correct what a line says; the history keeps what it said before."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(change_contact, ctx.desk, line.id, line.version, values["way"], values["text"] or "")

    spec = form(
        FieldSpec("way", "ui.kontaktlogg.mate", FieldKind.CHOICE, choices=of(ContactWay), required=True),
        FieldSpec("text", "ui.kontaktlogg.notat", FieldKind.MULTILINE, required=True),
    )
    words = Words(
        text("ui.kontaktlogg.rett_tittel"),
        "",
        text("ui.kontaktlogg.rett_lagre"),
        msg("ui.kontaktlogg.lagrer"),
        text("ui.kontaktlogg.rettet"),
    )
    return FormDialog(ctx, words, spec, act).begin({"way": line.way, "text": line.text})


def void_line_dialog(ctx: Context, line: ContactLine) -> FormDialog:
    """Withdraw a line that was written on the wrong person."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(void_contact, ctx.desk, line.id, line.version, values["why"] or "")

    words = Words(
        text("ui.kontaktlogg.trekk_tittel"),
        line.text,
        text("ui.kontaktlogg.trekk_lagre"),
        msg("ui.kontaktlogg.lagrer"),
        text("ui.kontaktlogg.trukket"),
    )
    return FormDialog(ctx, words, form(why()), act).begin()
