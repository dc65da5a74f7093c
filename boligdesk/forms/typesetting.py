"""A filled letter set on pages: reportlab's document, the furniture of each page, the archive's form."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from ..rules.templates import FilledTemplate, Template, plain
from ..texts import formats, text
from . import fonts, page
from .archive import Metadata, archived
from .data import LetterData, TenancyLetter
from .flow import story
from .letterhead import check_logo, draw_head, head_texts

_MOST_INITIALS = 3
#: reportlab reads paragraphs with one parser per process, and letters are printed in a job beside the window.
_ONE_AT_A_TIME = threading.Lock()


def typeset(letter: FilledTemplate, data: LetterData, *, draft: bool) -> tuple[bytes, int]:
    """The finished PDF/A and its number of pages; refuses what cannot be printed whole."""
    fonts.register()
    fonts.check_letter(letter)
    check_logo(data.office)
    for name, words in head_texts(data):
        fonts.check_text(words, name)
    with _ONE_AT_A_TIME:
        raw, pages = _pages(letter, data, draft=draft)
    return archived(raw, _metadata(letter, data)), pages


def _metadata(letter: FilledTemplate, data: LetterData) -> Metadata:
    language = f"{letter.template.language}-NO"
    return Metadata(plain(letter.title), data.office.name, plain(letter.footer), language, data.printed_on)


def _pages(letter: FilledTemplate, data: LetterData, *, draft: bool) -> tuple[bytes, int]:
    template, out = letter.template, BytesIO()
    furniture = _furniture(letter, data, draft=draft)
    document = BaseDocTemplate(out, pagesize=(page.WIDTH, page.HEIGHT), initialFontName=fonts.REGULAR)
    on_first = partial(_draw_first, letter=data, template=template, draft=furniture.draft)
    on_later = partial(_draw_later, draft=furniture.draft)
    top = page.WINDOW_TOP if template.window else page.SHEET_TOP
    first, later = _page(template, "first", top, on_first), _page(template, "later", page.TOP, on_later)
    document.addPageTemplates([first, later])
    made: list[page.CountedCanvas] = []
    document.build(story(letter), canvasmaker=partial(_canvas, made=made, furniture=furniture))
    return out.getvalue(), made[0].getPageNumber() - 1


def _page(template: Template, name: str, top: float, on_page: Callable[..., None]) -> PageTemplate:
    bottom = page.INITIALS_BOTTOM if template.initials else page.BOTTOM
    frame = Frame(page.LEFT, bottom, page.TEXT_WIDTH, page.HEIGHT - top - bottom, 0, 0, 0, 0)
    return PageTemplate(name, [frame], on_page, autoNextPageTemplate="later")


def _canvas(
    out: BytesIO, *, made: list[page.CountedCanvas], furniture: page.Furniture, **options: object
) -> page.CountedCanvas:
    options |= {"invariant": 1, "pageCompression": 1, "initialFontName": fonts.REGULAR}
    canvas = page.CountedCanvas(out, furniture=furniture, **options)
    made.append(canvas)
    return canvas


def _furniture(letter: FilledTemplate, data: LetterData, *, draft: bool) -> page.Furniture:
    template = letter.template
    language = template.language
    version = text("skjema.bunn.mal", language, versjon=template.version, dato=formats.day(template.dated))
    return page.Furniture(
        footer=f"{plain(letter.footer)} · {version}",
        head=", ".join(part for part in (data.office.name, data.office.unit) if part),
        page_of=lambda number, pages: text("skjema.bunn.side", language, nummer=number, antall=pages),
        initials=_initials(data, language) if template.initials else (),
        draft=text("skjema.utkast", language) if draft else "",
    )


def _initials(data: LetterData, language: str) -> tuple[str, ...]:
    """One short line for the landlord and one for each tenant, as far as there is room."""
    tenants = min(len(data.tenants), _MOST_INITIALS) if isinstance(data, TenancyLetter) else 1
    tenant = text("skjema.part.leietaker", language)
    return text("skjema.parafer", language), text("skjema.part.utleier", language), *[tenant] * tenants


def _draw_first(canvas: Canvas, _document: object, *, letter: LetterData, template: Template, draft: str) -> None:
    _draw_later(canvas, None, draft=draft)
    draw_head(canvas, letter, template.language, window=template.window)


def _draw_later(canvas: Canvas, _document: object, *, draft: str) -> None:
    if draft:
        page.draw_draft_mark(canvas, draft)
