"""Finished papers: printed, opened in the PC's reader, saved where one wants; several in one go to one printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.core.changes import Done
from ...casework.core.printing import PrintedDocument
from ...rules.messages import RefusedError, msg
from ...texts import text
from ..layout_items import widget_of
from ..parts import printing
from ..parts.buttons import Button, ghost, secondary
from ..parts.labels import ElidedLabel, Label
from ..shell.context import Context
from ..style import tokens

Make = Callable[[], Done[PrintedDocument]]


@dataclass(frozen=True)
class Paper:
    """Something that can be printed: its name, the act that makes it, how many copies are wanted."""

    title: str
    make: Make
    copies: int = 1


@dataclass(frozen=True)
class Sheet:
    """A finished paper and how many copies of it go out."""

    document: PrintedDocument
    copies: int = 1


class PrintSeries(QObject):
    """Sends several papers to the printer that is chosen once, in the PC's print dialog."""

    def __init__(self, window: QWidget, sheets: Sequence[Sheet], done: Callable[[], object] | None = None) -> None:
        super().__init__(window)
        self._left, self._done = list(sheets), done
        first = self._left.pop(0)
        self.dialog: QPrintDialog = printing.ask_and_print(
            window, first.document.pdf, first.document.title, self._follow, copies=first.copies
        )

    def _follow(self, run: printing.PrintRun) -> None:
        run.finished.connect(self._next)

    def _next(self, went_well: bool) -> None:
        if not went_well or not self._left:
            if self._done and went_well:
                self._done()
            return
        sheet = self._left.pop(0)
        printer = self.dialog.printer()
        printer.setDocName(sheet.document.title)
        printer.setCopyCount(sheet.copies)
        if written := printer.outputFileName():
            printer.setOutputFileName(str(Path(written).with_name(printing.safe_name(sheet.document.file_name))))
        run = printing.PrintRun(sheet.document.pdf, printer)
        run.setParent(self)
        run.finished.connect(self._next)
        run.start()


class PaperShelf(QWidget):
    """A line per paper: its name, and print, open, save as. A paper is made when it is first asked for."""

    def __init__(self, ctx: Context, papers: Sequence[Paper] = ()) -> None:
        super().__init__()
        self._ctx = ctx
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S4)
        self.buttons: list[Button] = []
        self.show_papers(papers)

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """Show other papers."""
        self.buttons = []
        while (item := self._column.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for paper in papers:
            self._column.addWidget(self._line(paper))

    def _line(self, paper: Paper) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S8)
        row.addWidget(ElidedLabel(paper.title, fill=True), 1)
        if paper.copies > 1:
            row.addWidget(Label(text("ui.kontrakt.eksemplarer", antall=paper.copies), "caption"))
        ways = (
            (secondary(text("ui.felles.skriv_ut"), "printer", small=True), self.print_now),
            (ghost(text("ui.kontrakt.apne_leser"), "external-link", small=True), self.open_now),
            (ghost(text("ui.kontrakt.lagre_som"), "download", small=True), self.save_now),
        )
        for button, act in ways:
            button.setAccessibleName(f"{button.accessibleName()}: {paper.title}")
            button.clicked.connect(partial(self._press, act, paper))
            row.addWidget(button)
            self.buttons.append(button)
        return line

    def _press(self, act: Callable[[Paper], object], paper: Paper, _checked: bool = False) -> None:
        act(paper)

    def _make(self, paper: Paper, use: Callable[[PrintedDocument], object]) -> None:
        self._ctx.write(paper.make, owner=self, name=msg("ui.kontrakt.lager_papir"), done=lambda made: _keep(use(made)))

    def print_now(self, paper: Paper) -> None:
        """To the printer."""
        self._make(paper, lambda made: PrintSeries(self._ctx.parent, [Sheet(made, paper.copies)]))

    def open_now(self, paper: Paper) -> None:
        """In the PC's own reader."""
        self._make(paper, lambda made: open_in_reader(self._ctx, made.pdf, made.file_name))

    def save_now(self, paper: Paper) -> None:
        """Where the user says."""
        self._make(paper, lambda made: save_as(self._ctx, made.pdf, made.file_name))


def _keep(_result: object) -> None:
    """What a window gives back lives by its parent."""


def open_in_reader(ctx: Context, content: bytes, name: str) -> None:
    """Open a document in the PC's reader; a refusal is told."""
    try:
        printing.ReaderFiles().open(content, name)
    except RefusedError as error:
        ctx.jobs.refused.emit(error)


def save_as(ctx: Context, content: bytes, name: str) -> None:
    """Ask where a document is to be saved, and save it there; a refusal is told."""

    def chosen(path: Path) -> None:
        try:
            printing.save_pdf(path, content)
        except RefusedError as error:
            ctx.jobs.refused.emit(error)
        else:
            ctx.window.say(text("ui.kontrakt.lagret_som", navn=path.name))

    printing.ask_where(ctx.parent, name, chosen)
