"""The list "Ikke journalført" (P9): every document that must go to the archive and has no number yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...casework.documents import CaseLink, unjournalled
from ...casework.shown_lists import ShownKind, ShownList, write_shown
from ...rules.rights import Right
from ...texts import enum_text, text
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..shell.context import Context
from .documents import DocumentsCard
from .tables import export_to_excel


def unjournalled_dialog(ctx: Context) -> DialogFrame:
    """Show the list with the acts of each document: journal number, exempt, sent, shown."""
    dialog = DialogFrame(ctx.parent, text("ui.journal.tittel"), text("ui.journal.om"), width=920, height=640)
    card = DocumentsCard(ctx)
    card.attach.setEnabled(False)  # a file is filed on its case, not here
    card.setAcceptDrops(False)
    dialog.body.addWidget(card)
    dialog.body.addWidget(Label(text("ui.journal.hjelp"), "caption", "text3", wrap=True))
    dialog.body.addStretch(1)
    close = primary(text("ui.felles.lukk"))
    close.clicked.connect(lambda: dialog.finish(True))
    dialog.add_right(close)
    if ctx.may(Right.EXPORT):
        export = secondary(text("ui.felles.eksporter"), "file-spreadsheet")
        export.clicked.connect(lambda: export_to_excel(ctx, dialog, text("ui.journal.tittel"), partial(_write, ctx)))
        dialog.add_left(export)
    card.show_case(CaseLink(), partial(unjournalled, ctx.desk))
    ctx.hub.listen(card, lambda _changes, _initiator: card.reload(), "document")
    dialog.open(close)
    return dialog


def _write(ctx: Context, path: Path) -> Path:
    """The list for whoever keeps the archive: day, kind, title, file."""
    columns = (
        (text("ui.dokumenter.dato"), ShownKind.DATE),
        (text("ui.dokumenter.slag"), ShownKind.TEXT),
        (text("ui.dokumenter.navn"), ShownKind.TEXT),
        (text("felt.file_name"), ShownKind.TEXT),
    )
    rows = [(row.dated, enum_text(row.kind), row.title, row.file_name) for row in unjournalled(ctx.desk)]
    return write_shown(ctx.desk, path, ShownList(text("ui.journal.tittel"), columns, rows))
