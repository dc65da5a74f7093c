"""The sheet on the screen, to be printed or saved by the visitor's wish; one without a name lies nowhere else."""

from __future__ import annotations

from ...texts import text
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.pdf_preview import PdfPreview
from ..parts.printing import ask_and_print, ask_where, save_pdf
from ..shell.context import Context
from ..style import tokens

_WIDTH = 980


def show_sheet(ctx: Context, name: str, pdf: bytes, *, kept: bool) -> DialogFrame:
    """Open the sheet. Of one that is not kept it says so, and offers paper only: no file of it is made."""
    about = text("ui.gitt.ark_lagret" if kept else "ui.gitt.ark_ikke_lagret")
    dialog = DialogFrame(ctx.parent, name, about, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False)
    shown = PdfPreview(name)
    shown.show_pdf(pdf)
    dialog.body.addWidget(shown, 1)
    out = primary(text("ui.felles.skriv_ut"), "printer")
    out.clicked.connect(lambda: ask_and_print(ctx.parent, pdf, name, lambda _run: None))
    if kept:
        save = secondary(text("ui.dokumenter.lagre_som"), "download")
        save.clicked.connect(lambda: ask_where(ctx.parent, name, lambda path: save_pdf(path, pdf)))
        dialog.add_right(save)
    dialog.add_right(out)
    dialog.open(out)
    return dialog
