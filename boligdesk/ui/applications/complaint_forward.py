"""Sending a klage to its body: which papers go with it, what stops it, and the letter as it will be."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from ...casework.complaint_letters import (
    FileChoice,
    check_forwarding,
    complaint_file,
    forward_complaint,
    preview_forwarding,
)
from ...casework.complaints import ComplaintRow
from ...casework.core.desk import Desk
from ...casework.core.printing import PrintedDocument
from ...rules.messages import Control, RefusedError, msg
from ...texts import enum_text, fault_text, formats, text
from ..parts.buttons import secondary
from ..parts.filterbar import Choice
from ..parts.form import FormView, StopCount
from ..parts.form_spec import FieldSpec
from ..parts.labels import Label
from ..parts.pdf_preview import PdfPreview
from ..people.fields import form
from ..record_tabs.document_view import show_document
from ..record_tabs.form_dialog import FormFrame, Words
from ..shell.context import Context
from ..style import tokens
from ..tenancy.editors import checks

_CHECK_MS, _WIDTH, _PREVIEW_H = 250, 980, 460


class ForwardDialog(FormFrame):
    """The papers of the case as ticks, under them the letter; it goes when nothing stops it."""

    def __init__(self, ctx: Context, row: ComplaintRow, papers: tuple[FileChoice, ...]) -> None:
        choices = [Choice(paper.id, f"{formats.day(paper.dated)}  {paper.title}") for paper in papers]
        spec = form(FieldSpec("documents", "ui.klage.dokumenter", editor=checks(*choices)))
        view = FormView(spec, today=ctx.desk.today)
        super().__init__(ctx, _words(row), view, width=_WIDTH, height=tokens.DIALOG_MAX_H, icon="send")
        self.row, self.papers = row, papers
        self.preview = PdfPreview(text("ui.klage.brevet"))
        self.preview.setMinimumHeight(_PREVIEW_H)
        self.note = Label("", colour="text2", wrap=True)
        self.body.addWidget(self.note)
        self.body.addWidget(self.preview, 1)
        self._foot_buttons()
        view.edited.connect(lambda _key: ctx.jobs.soon(self.ask, owner=self, topic="klage", delay_ms=_CHECK_MS))
        view.stops_changed.connect(lambda _stops: self.enable())

    def _foot_buttons(self) -> None:
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.add_left(StopCount(self.form))
        self.add_right(cancel)
        self.add_right(self.save)

    def begin(self) -> None:
        """Show it with the whole file."""
        chosen = frozenset(paper.id for paper in self.papers if paper.chosen)
        self.form.set_values({"documents": chosen}, clean=True)
        self.open()
        self.ask()

    @property
    def chosen(self) -> Collection[int]:
        """The papers that go."""
        found = self.form.values()["documents"]
        return found if isinstance(found, frozenset) else frozenset()

    def ask(self) -> None:
        """Check these papers and make the letter anew."""
        asked = partial(_look, self.ctx.desk, self.row.id, self.chosen)
        self.ctx.jobs.read(asked, owner=self, topic="oversendelse", done=self._answered, failed=self.refused)

    def _answered(self, found: tuple[tuple[Control, ...], bytes | str]) -> None:
        controls, letter = found
        self.form.set_controls(controls)
        self.note.setText(letter if isinstance(letter, str) else "")
        self.note.setVisible(isinstance(letter, str))
        self.preview.setVisible(isinstance(letter, bytes))
        if isinstance(letter, bytes):
            self.preview.show_pdf(letter)
        self.enable()

    def enable(self) -> None:
        """It can be sent while nothing stops it."""
        self.save.setEnabled(not self._running and not self.form.stops)

    def submit(self) -> None:
        """Send it."""
        if self._running or not self.form.check():
            return
        self.clear_alerts()
        sent = (self.ctx.desk, self.row.id, self.row.version, self.chosen, self.form.reasons)
        self.carry_out(partial(forward_complaint, *sent))

    def carried_out(self, value: PrintedDocument) -> None:
        """It is sent: show the letter, for printing."""
        super().carried_out(value)
        show_document(self.ctx, value.document_id)


def _words(row: ComplaintRow) -> Words:
    title = text("ui.klage.send_til", hvem=enum_text(row.body))
    line = text("ui.klage.pa_vedtak", nummer=row.decision)
    return Words(title, line, text("ui.klage.send"), msg("ui.klage.lager_brev"), text("ui.klage.er_sendt"))


def _look(desk: Desk, complaint_id: int, papers: Collection[int]) -> tuple[tuple[Control, ...], bytes | str]:
    """What stops it, and the letter, or why that cannot be made yet."""
    controls = check_forwarding(desk, complaint_id, papers)
    try:
        return controls, preview_forwarding(desk, complaint_id, papers)
    except RefusedError as error:
        return controls, fault_text(error.fault).whole


def forward_dialog(ctx: Context, row: ComplaintRow) -> None:
    """Read the file of the case and open the dialog."""
    ctx.jobs.read(
        partial(complaint_file, ctx.desk, row.id),
        owner=ctx.parent,
        topic="klage_dokumenter",
        done=lambda papers: ForwardDialog(ctx, row, papers).begin(),
    )
