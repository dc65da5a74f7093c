"""Printing, opening in the PC's own reader, saving as: what is done with a finished document (E10)."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QBuffer, QByteArray, QObject, QRectF, QSize, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ...rules.messages import refuse
from ...rules.os_reasons import os_reason
from ...texts import text

DPI = 300
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages the user asked for in the print dialog, from 0, in order, without those that do not exist."""
    ranges = printer.pageRanges()
    if printer.printRange() is not QPrinter.PrintRange.PageRange or ranges.isEmpty():
        return list(range(count))
    return [page for page in range(count) if ranges.contains(page + 1)]


class PrintRun(QObject):
    """Prints a document page by page, one page in memory, the window alive in between."""

    #: pages done, pages in all
    progress = Signal(int, int)
    #: True when every page went out
    finished = Signal(bool)

    def __init__(self, content: bytes, printer: QPrinter, pages: Sequence[int] | None = None) -> None:
        super().__init__()
        self._bytes = QByteArray(content)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self._bytes, self)  # after the document that reads it: children end in this order
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            raise refuse("ui.utskrift.ikke_lesbar")
        self._printer = printer
        wanted = chosen_pages(printer, self._document.pageCount()) if pages is None else pages
        copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
        self._pages = list(wanted) * copies
        self._steps: Iterator[None] = iter(())
        self._stopped = False

    @property
    def pages(self) -> int:
        """How many sheets' sides will go out."""
        return len(self._pages)

    def start(self) -> None:
        """Begin; `finished` comes when the last page is out, or after `cancel`."""
        self._steps = self._work()
        QTimer.singleShot(0, self, self._step)

    def cancel(self) -> None:
        """Stop before the next page."""
        self._stopped = True

    def _step(self) -> None:
        if next(self._steps, self) is not self:
            QTimer.singleShot(0, self, self._step)

    def _work(self) -> Iterator[None]:
        self._printer.setResolution(DPI)
        self._printer.setFullPage(True)
        painter = QPainter()
        if not self._pages or not painter.begin(self._printer):
            self.finished.emit(False)
            return
        for done, page in enumerate(self._pages):
            if self._stopped:
                self._printer.abort()
                break
            if done:
                self._printer.newPage()
            self._paint(painter, page)
            self.progress.emit(done + 1, len(self._pages))
            yield
        painter.end()
        self.finished.emit(not self._stopped)

    def _paint(self, painter: QPainter, page: int) -> None:
        """Draw a page at its true size, shrunk only if the paper is smaller."""
        points = self._document.pagePointSize(page)
        dots = QSize(round(points.width() * DPI / 72), round(points.height() * DPI / 72))
        picture = self._document.render(page, dots, QPdfDocumentRenderOptions())
        white = QImage(picture.size(), QImage.Format.Format_RGB32)
        white.fill(0xFFFFFFFF)
        layer = QPainter(white)
        layer.drawImage(0, 0, picture)
        layer.end()
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        shrink = min(1.0, paper.width() / dots.width(), paper.height() / dots.height())
        painter.drawImage(QRectF(0, 0, dots.width() * shrink, dots.height() * shrink), white)


def ask_and_print(
    window: QWidget, content: bytes, name: str, started: Callable[[PrintRun], object], *, copies: int = 1
) -> QPrintDialog:
    """Open the PC's print dialog (pages, `copies` to begin with); `started` gets the run when the user says print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setResolution(DPI)
    printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(text("ui.utskrift.tittel", navn=name))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)

    def go() -> None:
        run = PrintRun(content, printer)
        run.setParent(dialog)
        started(run)
        run.start()

    dialog.accepted.connect(go)
    QDialog.open(dialog)
    return dialog


def safe_name(name: str) -> str:
    """A file name that every system takes: no separators, not too long, always .pdf."""
    stem = " ".join(_UNSAFE.sub(" ", name).split()).strip(" .").removesuffix(".pdf")[:80].strip(" .")
    return f"{stem or 'dokument'}.pdf"


class ReaderFiles:
    """Copies for the PC's own reader, in the user's private folder; swept at start and at close."""

    def __init__(self, folder: Path | None = None) -> None:
        base = Path(platformdirs.user_cache_dir("Boligdesk", appauthor=False))
        self._folder = folder or base / "visning"

    def open(self, content: bytes, name: str, opener: Callable[[QUrl], bool] = QDesktopServices.openUrl) -> Path:
        """Open a document in the reader; a refusal in plain words when there is none or the disk is full."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = Path(tempfile.mkdtemp(dir=self._folder)) / safe_name(name)
            path.write_bytes(content)
        except OSError as error:
            raise refuse("ui.utskrift.ikke_skrevet", navn=name, grunn=os_reason(error)) from error
        path.chmod(0o400)
        if not opener(QUrl.fromLocalFile(str(path))):
            raise refuse("ui.utskrift.ingen_leser")
        return path

    def sweep(self) -> None:
        """Remove every copy; one that a reader still holds goes the next time."""
        for entry in self._folder.glob("*"):
            shutil.rmtree(entry, ignore_errors=True)


def save_pdf(path: Path, content: bytes) -> None:
    """Save a document where the user wants it, whole or not at all; a refusal in plain words otherwise."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise refuse("ui.utskrift.ikke_skrevet", navn=path.name, grunn=os_reason(error)) from error


def ask_where(window: QWidget, name: str, chosen: Callable[[Path], object], suffix: str = "pdf") -> QFileDialog:
    """Ask where a document is to be saved; `chosen` gets the path. A scan that is a picture keeps its `suffix`."""
    dialog = QFileDialog(window, text("ui.utskrift.lagre_som"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(text("ui.utskrift.pdf_filter") if suffix == "pdf" else f"*.{suffix}")
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(Path(safe_name(name)).with_suffix(f".{suffix}").name)
    dialog.fileSelected.connect(lambda file: chosen(Path(file)))
    dialog.open()
    return dialog
