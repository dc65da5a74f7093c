"""The one face of all prints, Source Sans 3, registered once per process and always embedded."""

from __future__ import annotations

import threading
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ..rules.messages import refuse
from ..rules.templates import FilledTemplate, Run
from ..shipped import resources

REGULAR, MEDIUM, SEMIBOLD, BOLD = (
    "SourceSans3-Regular",
    "SourceSans3-Medium",
    "SourceSans3-Semibold",
    "SourceSans3-Bold",
)
_FACES = (REGULAR, MEDIUM, SEMIBOLD, BOLD)
_NO_GLYPH_NEEDED = frozenset("\n")
_LOCK = threading.Lock()


def register() -> None:
    """Make the fonts known to reportlab; costs nothing after the first time."""
    with _LOCK:
        _glyphs()


@cache
def _glyphs() -> frozenset[int]:
    folder = resources() / "skrifter"
    faces = {name: TTFont(name, str(folder / f"{name}.ttf"), asciiReadable=0) for name in _FACES}
    for face in faces.values():
        pdfmetrics.registerFont(face)
    return frozenset(faces[REGULAR].face.charToGlyph)


def check_text(text: str, where: str) -> None:
    """Refuse a text with a character the font lacks, naming character and field (E2)."""
    for character in text:
        if ord(character) not in _glyphs() and character not in _NO_GLYPH_NEEDED:
            raise refuse("skjema.tegn_mangler", tegn=character, kode=f"U+{ord(character):04X}", felt=where)


def check_letter(letter: FilledTemplate) -> None:
    """Check every word that will be printed."""
    _check_runs("title", (*letter.title, *letter.footer))
    for block in letter.blocks:
        for row in (block.cells, *block.rows, block.total):
            for cell in row:
                _check_runs(block.key, cell)


def _check_runs(key: str, runs: tuple[Run, ...]) -> None:
    for run in runs:
        check_text(run.text, run.field or key)
