"""The notices of a round: made as a batch, printed, shown before they are made, and what marking them sent came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...casework.batches import BatchLine, carry_on, start_batch
from ...casework.core.printing import PrintedDocument
from ...casework.rent_notices import print_rent_notices
from ...casework.rent_rounds import Noticed, RoundRow
from ...texts import formats, render, text
from ..jobs import Progress
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import secondary
from ..parts.dialog import DialogFrame
from ..parts.pdf_preview import PdfPreview
from ..shell.context import Context
from ..style import tokens


@dataclass(frozen=True)
class Printed:
    """What came of making the notices of a round."""

    line: BatchLine
    papers: tuple[PrintedDocument, ...]


def told_of(noticed: Sequence[Noticed], row: RoundRow | None) -> list[Alert]:
    """What marking the notices of a round came to: how many count as planned, which move, which were refused."""
    planned = row.effective_on if row else None
    on_time = [one for one in noticed if one.effect_on is not None and one.effect_on == planned]
    moved = Counter(one.effect_on for one in noticed if one.effect_on is not None and one.effect_on != planned)
    waiting = [one for one in noticed if one.refusal is None and one.effect_on is None]
    alerts = []
    if on_time and planned:
        alerts.append(
            Alert(AlertKind.DONE, text("ui.regulering.gjelder_som_planlagt", antall=len(on_time), dato=planned))
        )
    if moved:
        days = ", ".join(f"{formats.day(day)} ({count})" for day, count in sorted(moved.items()))
        count = sum(moved.values())
        alerts.append(Alert(AlertKind.SOFT, text("ui.regulering.er_flyttet", antall=count), days))
    if waiting:
        alerts.append(Alert(AlertKind.INFO, text("ui.regulering.venter_pa_flere", antall=len(waiting))))
    refused = [one.refusal for one in noticed if one.refusal is not None]
    if refused:
        why = " ".join(dict.fromkeys(render(message) for message in refused))
        alerts.append(Alert(AlertKind.SOFT, text("ui.regulering.ikke_merket", antall=len(refused)), why))
    return alerts


def make_notices(ctx: Context, title: str, change_ids: Sequence[int], progress: Progress) -> Printed:
    """The notices of these changes as a batch (E15); runs in the long lane."""
    run = progress.write(lambda: start_batch(ctx.desk, "rent_notices", title, change_ids)).value
    line = carry_on(ctx.desk, run, progress.tell, lambda: not progress.cancelled)
    progress.check()  # stopped: what was made is filed, and nothing goes to the printer
    made = [item.case_id for item in line.items if item.made_id is not None]
    papers = tuple(paper for one in made for paper in print_rent_notices(ctx.desk, one).value)
    return Printed(line, papers)


def to_printer(ctx: Context, papers: Sequence[PrintedDocument]) -> None:
    """All notices, and their copies, to the printer that is chosen once."""
    from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

    PrintSeries(ctx.parent, [Sheet(one) for paper in papers for one in (paper, *paper.copies)])


def preview_window(ctx: Context, name: str, pdf: bytes) -> DialogFrame:
    """A notice on the screen, marked as a draft."""
    title = text("ui.regulering.forhandsvis_tittel")
    dialog = DialogFrame(ctx.parent, title, name, width=900, height=tokens.DIALOG_MAX_H, scroll=False)
    shown = PdfPreview(title)
    shown.show_pdf(pdf)
    dialog.body.addWidget(shown, 1)
    close = secondary(text("ui.felles.lukk"))
    close.clicked.connect(dialog.leave)
    dialog.add_right(close)
    dialog.open(close)
    return dialog
