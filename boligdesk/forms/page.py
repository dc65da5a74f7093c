"""The A4 page: measures, colours, and what stands on every page around the text (look/README.md § 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import fonts

WIDTH, HEIGHT = A4
LEFT, RIGHT = 25 * mm, 20 * mm
TEXT_WIDTH = WIDTH - LEFT - RIGHT
TOP, BOTTOM = 24 * mm, 24 * mm
WINDOW_TOP = 86 * mm
SHEET_TOP = 47 * mm
INITIALS_BOTTOM = 28 * mm

INK: Color = HexColor("#1b2227")
GREY: Color = HexColor("#56616a")
RULE: Color = HexColor("#b4bcc3")
HAIR: Color = HexColor("#d5dade")
DRAFT: Color = HexColor("#e9ecee")

_FOOTER_RULE, _FOOTER_TEXT = 18 * mm, 14 * mm
_INITIALS_LINE = 21.5 * mm


@dataclass(frozen=True)
class Furniture:
    """The words around the text: footer left, head of later pages, page numbers, initials, draft mark."""

    footer: str
    head: str
    page_of: Callable[[int, int], str]
    initials: tuple[str, ...] = ()
    draft: str = ""


def put_text(canvas: Canvas, x: float, y: float, words: str, size: float, *, right: bool = False, **look: Any) -> None:
    """One line at a place. `font` and `colour` may be given, and `fit`: the width it is made smaller to keep within."""
    font = look.get("font", fonts.REGULAR)
    width = canvas.stringWidth(words, font, size)
    size *= min(1, look.get("fit", width) / width) if width else 1
    canvas.setFont(font, size)
    canvas.setFillColor(look.get("colour", INK))
    (canvas.drawRightString if right else canvas.drawString)(x, y, words)


def put_rule(canvas: Canvas, y: float, x0: float = LEFT, x1: float = WIDTH - RIGHT, **look: Any) -> None:
    """A level line; `width` in points and `colour` may be given."""
    canvas.setStrokeColor(look.get("colour", RULE))
    canvas.setLineWidth(look.get("width", 0.5))
    canvas.line(x0, y, x1, y)


class CountedCanvas(Canvas):  # type: ignore[misc, unused-ignore]
    """Holds the pages back until their number is known, then puts the furniture on each."""

    def __init__(self, *args: Any, furniture: Furniture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._furniture = furniture
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page for later."""
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined, unused-ignore]

    def save(self) -> None:
        """Finish every page now that the count is known."""
        held = self._held
        for number, page in enumerate(held, 1):
            self.__dict__.update(page)
            _furnish(self, self._furniture, number, len(held))
            Canvas.showPage(self)
        Canvas.save(self)


def _furnish(canvas: Canvas, furniture: Furniture, number: int, pages: int) -> None:
    put_rule(canvas, _FOOTER_RULE)
    put_text(canvas, LEFT, _FOOTER_TEXT, furniture.footer, 8.5, colour=GREY, fit=TEXT_WIDTH - 25 * mm)
    page_of = furniture.page_of(number, pages)
    put_text(canvas, WIDTH - RIGHT, _FOOTER_TEXT, page_of, 8.5, right=True, colour=GREY)
    if number > 1:
        put_text(canvas, LEFT, HEIGHT - 15.5 * mm, furniture.head, 8.5, colour=GREY)
        put_rule(canvas, HEIGHT - 18 * mm)
    if furniture.initials:
        _initials(canvas, furniture.initials)


def _initials(canvas: Canvas, words: tuple[str, ...]) -> None:
    """Short lines above the footer, one per party: no page of a lease can be exchanged unseen."""
    x, line = WIDTH - RIGHT, (20 if len(words) <= 4 else 15) * mm
    for word in reversed(words[1:]):
        put_rule(canvas, _INITIALS_LINE, x - line, x, colour=INK, width=0.4)
        put_text(canvas, x - line - 1.5 * mm, _INITIALS_LINE, word, 8.5, right=True, colour=GREY)
        x -= line + 5 * mm + canvas.stringWidth(word, fonts.REGULAR, 8.5)
    put_text(canvas, LEFT, _INITIALS_LINE, words[0], 8.5, colour=GREY)


def draw_draft_mark(canvas: Canvas, word: str) -> None:
    """A large grey word behind the text of a draft."""
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(52)
    canvas.setFont(fonts.BOLD, 128)
    canvas.setFillColor(DRAFT)
    canvas.drawCentredString(0, -40, word)
    canvas.restoreState()
