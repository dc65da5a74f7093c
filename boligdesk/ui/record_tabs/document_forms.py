"""The small forms of a kept document: journal number, exemption, sending, filing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...rules.messages import msg
from ...rules.vocabulary import DocumentKind, SendingWay
from ...texts import enum_text, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..shell.context import Context
from .form_dialog import Act, FormDialog, Words

if TYPE_CHECKING:
    from ...casework.documents import CaseLink, DocumentRow

Values = Mapping[str, Any]
Reasons = Mapping[str, str]

#: What is filed by hand; letters that the program makes are kept by their own acts.
_FILED = (
    DocumentKind.SCAN,
    DocumentKind.ATTACHMENT,
    DocumentKind.SIGNED_LEASE,
    DocumentKind.SIGNED_ADDENDUM,
    DocumentKind.PROTOCOL,
    DocumentKind.NOTICE,
    DocumentKind.APPLICATION,
    DocumentKind.COMPLAINT,
    DocumentKind.LETTER,
)


def _spec(*fields: FieldSpec) -> FormSpec:
    return FormSpec((SectionSpec(fields),))


def journal_dialog(ctx: Context, row: DocumentRow) -> FormDialog:
    """Write down the archive's number."""
    from ...casework.documents import journal

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(journal, ctx.desk, row.id, row.version, values["number"] or "")

    words = Words(
        text("ui.dokumenter.journalfor_tittel"),
        row.title,
        text("ui.dokumenter.lagre_nummer"),
        msg("ui.dokumenter.lagrer"),
        text("ui.dokumenter.er_journalfort"),
    )
    spec = _spec(FieldSpec("number", "ui.dokumenter.journalnummer", required=True))
    return FormDialog(ctx, words, spec, act).begin({"number": row.journal_number})


def exempt_dialog(ctx: Context, row: DocumentRow) -> FormDialog:
    """Say why a document need not go to the archive."""
    from ...casework.documents import exempt_from_journal

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(exempt_from_journal, ctx.desk, row.id, row.version, values["reason"] or "")

    words = Words(
        text("ui.dokumenter.unnta_tittel"),
        row.title,
        text("ui.dokumenter.unnta_lagre"),
        msg("ui.dokumenter.lagrer"),
        text("ui.dokumenter.er_unntatt"),
    )
    spec = _spec(FieldSpec("reason", "ui.dokumenter.grunn", FieldKind.MULTILINE, required=True))
    return FormDialog(ctx, words, spec, act).begin()


def sent_dialog(ctx: Context, row: DocumentRow) -> FormDialog:
    """Record how, when and to whom a document went (P9)."""
    from ...casework.documents import NewSending, mark_sent

    def act(values: Values, _reasons: Reasons) -> Act:
        sending = NewSending(values["way"], values["sent_on"], values["receiver"] or "", values["received_on"])
        return partial(mark_sent, ctx.desk, row.id, sending)

    words = Words(
        text("ui.dokumenter.sendt_tittel"),
        row.title,
        text("ui.dokumenter.sendt_lagre"),
        msg("ui.dokumenter.lagrer"),
        text("ui.dokumenter.er_sendt_sagt"),
    )
    ways = [Choice(way, enum_text(way)) for way in SendingWay]
    spec = _spec(
        FieldSpec("way", "ui.dokumenter.mate", FieldKind.CHOICE, choices=ways, required=True),
        FieldSpec("sent_on", "ui.dokumenter.sendt_dato", FieldKind.DATE, required=True),
        FieldSpec("receiver", "ui.dokumenter.mottaker", required=True, help="ui.dokumenter.mottaker_hjelp"),
        FieldSpec("received_on", "ui.dokumenter.mottatt_dato", FieldKind.DATE),
    )
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    return dialog.begin({"sent_on": ctx.desk.today, "way": SendingWay.POST})


def attach_dialog(ctx: Context, path: Path, case: CaseLink) -> FormDialog:
    """File a scan or attachment on a case."""
    from ...casework.documents import file_attachment

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(file_attachment, ctx.desk, path, case, values["kind"], values["title"] or "")

    words = Words(
        text("ui.dokumenter.legg_ved_tittel"),
        path.name,
        text("ui.dokumenter.legg_ved_lagre"),
        msg("ui.dokumenter.lagrer"),
        text("ui.dokumenter.er_lagt_ved"),
    )
    kinds = [Choice(kind, enum_text(kind)) for kind in _FILED]
    spec = _spec(
        FieldSpec("kind", "ui.dokumenter.slag", FieldKind.CHOICE, choices=kinds, required=True),
        FieldSpec("title", "ui.dokumenter.navn", required=True),
    )
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    return dialog.begin({"kind": DocumentKind.SCAN, "title": path.stem})
