"""The list "Ikke journalført" (P9): every document that must go to the archive and has no number yet."""

from __future__ import annotations

from functools import partial

from ...casework.documents import CaseLink, unjournalled
from ...texts import text
from ..parts.buttons import primary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..shell.context import Context
from .documents import DocumentsCard


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
    card.show_case(CaseLink(), partial(unjournalled, ctx.desk))
    ctx.hub.listen(card, lambda _changes, _initiator: card.reload(), "document")
    dialog.open(close)
    return dialog
