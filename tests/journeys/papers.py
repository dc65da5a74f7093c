"""Reading the papers of a journey."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from tests.support.screens import pixels


def text_of(pdf: bytes) -> str:
    """The words of a PDF, blanks of every kind as one."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def assert_pages_are_drawn(pdf: bytes, least: int = 1) -> None:
    """At least so many pages, and each, drawn as the preview draws it, has ink: more than a rule, less than a block."""
    data = QByteArray(pdf)  # the buffer does not keep it
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.pageCount() >= least
    for page in range(document.pageCount()):
        image = document.render(page, QSize(595, 842))
        grey = pixels(_on_white(image)).mean(axis=2)
        inked = float((grey < 160).mean())
        assert 0.005 < inked < 0.3, f"page {page + 1} has {inked:.1%} ink"
    document.close()


def _on_white(image: QImage) -> QImage:
    white = QImage(image.size(), QImage.Format.Format_RGB32)
    white.fill(0xFFFFFFFF)
    painter = QPainter(white)
    painter.drawImage(0, 0, image)
    painter.end()
    return white
