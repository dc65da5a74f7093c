"""From filled blocks to flowing text: headings, clauses, fact tables, lists, signatures, and what keeps together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby, zip_longest
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer, Table

from ..rules.templates import FilledBlock, FilledTemplate, Run, Runs, Style, plain
from ..texts import text
from . import fonts
from .page import GREY, HAIR, INK, TEXT_WIDTH, put_rule, put_text

_LABEL_WIDTH = 38 * mm
_INDENT = 9 * mm
#: "550 000 kroner": an amount is never broken over two lines, whoever typed it.
_AMOUNT = re.compile(r"(?<!\d )\b\d{1,3}(?: \d{3})+\b(?: (?:kr|kroner)\b)?")
_ROWS = (Style.FACT, Style.ANNEX)
_SIGNATURES = (Style.SIGNATURE_LEFT, Style.SIGNATURE_RIGHT)


def _look(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    looks: dict[str, Any] = {
        "fontName": fonts.REGULAR,
        "bulletFontName": fonts.REGULAR,
        "textColor": INK,
        "fontSize": size,
        "leading": leading,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    return ParagraphStyle(name, **(looks | more))


_TITLE = _look("title", 20, 25, fontName=fonts.SEMIBOLD, spaceAfter=4)
_LEAD = _look("lead", 11, 15, textColor=GREY, spaceAfter=7)
_HEADING = _look("heading", 12.5, 17, fontName=fonts.SEMIBOLD, spaceBefore=9, spaceAfter=3)
_BODY = _look("body", 10.5, 15, spaceBefore=0, spaceAfter=4)
_CLAUSE = _look("clause", 10.5, 15, leftIndent=_INDENT, bulletFontSize=10.5, spaceAfter=4)
_BULLET = _look("bullet", 10.5, 15, leftIndent=5 * mm, bulletIndent=1 * mm, bulletFontSize=10.5, spaceAfter=2)
_NOTE = _look("note", 9, 12.5, textColor=GREY, spaceBefore=3, spaceAfter=3)
_LABEL = _look("label", 9.5, 15, textColor=GREY)
_CELL = _look("cell", 10.5, 15)
_CELL_RIGHT = _look("cell_right", 10.5, 15, alignment=TA_RIGHT)
_HEAD = _look("head", 9.5, 13, textColor=GREY, fontName=fonts.MEDIUM)
_HEAD_RIGHT = _look("head_right", 9.5, 13, textColor=GREY, fontName=fonts.MEDIUM, alignment=TA_RIGHT)
_TEXT_STYLES = {Style.LEAD: _LEAD, Style.PARAGRAPH: _BODY, Style.NOTE: _NOTE}


def story(letter: FilledTemplate) -> list[Any]:
    """The whole letter as reportlab flowables, title first."""
    flow: list[Any] = [Paragraph(_markup(letter.title), _TITLE)]
    for keep, blocks in groupby(letter.blocks, key=lambda block: block.keep):
        members = list(blocks)
        pieces = list(_pieces(members, letter.template.language))
        if keep:
            company = [] if _stands_alone(members) else _company(flow)
            flow.append(KeepTogether([piece for piece in company + pieces if not _is_break(piece)]))
        else:
            flow += pieces
    return flow


def _is_break(piece: Any) -> bool:
    return isinstance(piece, CondPageBreak)


def _stands_alone(blocks: Sequence[FilledBlock]) -> bool:
    """An eviction clause with its signatures may begin a page; a greeting or bare signatures may not."""
    return any(block.style is Style.CLAUSE for block in blocks)


def _company(flow: list[Any]) -> list[Any]:
    """Take the last piece of text (and its heading) along, so that signatures never stand alone on a page."""
    company: list[Any] = []
    while len(flow) > 1 and not any(isinstance(piece, (Paragraph, Table)) for piece in company):
        company.insert(0, flow.pop())
    while len(flow) > 1 and (_is_break(flow[-1]) or getattr(flow[-1], "style", None) is _HEADING):
        company.insert(0, flow.pop())
    return company


def _pieces(blocks: Sequence[FilledBlock], language: str) -> Iterator[Any]:
    for kind, group in groupby(blocks, key=_kind):
        members = list(group)
        if kind == "rows":
            yield _fact_table(members, language)
            yield Spacer(0, 5)
        elif kind == "signatures":
            yield from _signatures(members, language)
        else:
            for block, following in zip_longest(members, members[1:]):
                yield from _single(block, following)


def _kind(block: FilledBlock) -> str:
    if block.style in _ROWS:
        return "rows"
    return "signatures" if block.style in _SIGNATURES else "single"


def _single(block: FilledBlock, following: FilledBlock | None) -> Iterator[Any]:
    match block.style:
        case Style.HEADING | Style.SUBHEADING:
            number = f"{block.number} " if block.number else ""
            before_table = following is not None and following.style is Style.TABLE
            yield CondPageBreak(32 * mm if before_table else 21 * mm)
            yield Paragraph(number + _markup(block.cells[0]), _HEADING)
        case Style.CLAUSE:
            yield _clause(block)
        case Style.BULLET:
            yield Paragraph(_markup(block.cells[0]), _BULLET, bulletText="•")
        case Style.TABLE:
            yield _table(block)
            yield Spacer(0, 6)
        case Style.LINES:
            yield from _writing_lines(block)
        case Style.PAGE_BREAK:
            yield PageBreak()
        case _:
            yield Paragraph(_markup(block.cells[0]), _TEXT_STYLES[block.style])


def _clause(block: FilledBlock) -> Paragraph:
    if not block.number:
        return Paragraph(_markup(block.cells[0]), _BODY)
    return Paragraph(_markup(block.cells[0]), _CLAUSE, bulletText=block.number)


def _markup(runs: Runs) -> str:
    """Reportlab's own markup for some runs; every word is escaped, so a name can hold `<` or `&`."""
    parts = []
    for reference, group in groupby(runs, key=lambda run: run.reference):
        members = list(group)
        if reference:
            words = escape(_unbroken(plain(members).strip()), quote=False)
            parts.append(f'<font size="9" color="#{GREY.hexval()[2:]}">({words})</font>')
        else:
            parts.append("".join(map(_run_markup, members)))
    return "".join(parts)


def _unbroken(reference: str) -> str:
    """A short reference stays on one line."""
    return reference.replace(" ", "\u00a0") if len(reference) <= 32 else reference


def _run_markup(run: Run) -> str:
    whole = _AMOUNT.sub(lambda amount: amount[0].replace(" ", "\u00a0"), run.text)
    words = escape(whole, quote=False).replace("\n", "<br/>")
    return f'<font name="{fonts.SEMIBOLD}">{words}</font>' if run.bold else words


# --- tables -----------------------------------------------------------------------------------------------


def _fact_table(blocks: Sequence[FilledBlock], language: str) -> Table:
    rows = [_fact_row(block, language) for block in blocks]
    return Table(
        rows, colWidths=(_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH), style=_ROW_STYLE, hAlign="LEFT", splitInRow=1
    )


def _fact_row(block: FilledBlock, language: str) -> tuple[Paragraph, Paragraph]:
    if block.style is Style.ANNEX:
        label = escape(text("skjema.vedlegg", language, nummer=block.number), quote=False)
        return Paragraph(label, _LABEL), Paragraph(_markup(block.cells[0]), _CELL)
    label_runs, *value = block.cells
    return Paragraph(_markup(label_runs), _LABEL), Paragraph(_markup(value[0] if value else ()), _CELL)


_PADDING: tuple[Any, ...] = (
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # or reportlab names Helvetica in every table
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)
_ROW_STYLE: list[Any] = [
    *_PADDING,
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
]
_TABLE_STYLE: list[Any] = [
    *_PADDING,
    ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, GREY),
]


@cache
def _columns(widths: str) -> tuple[tuple[float, bool], ...]:
    """ "90 30 45>" → widths in points and whether the column is right-aligned."""
    found = re.findall(r"([\d.]+)(>?)", widths)
    return tuple((float(width) * mm, bool(right)) for width, right in found)


def _table(block: FilledBlock) -> Table:
    columns = _columns(block.widths)
    rows = [_row(block.cells, columns, (_HEAD, _HEAD_RIGHT))]
    rows += [_row(cells, columns, (_CELL, _CELL_RIGHT)) for cells in block.rows]
    rows += [[""] * len(columns) for _ in range(block.blank)]
    style = list(_TABLE_STYLE)
    if block.total:
        rows.append(_row(block.total, columns, (_CELL, _CELL_RIGHT)))
        style.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, GREY))
    heights = [None] * (1 + len(block.rows)) + [8 * mm] * block.blank + [None] * bool(block.total)
    return Table(rows, [width for width, _ in columns], heights, style=style, repeatRows=1, hAlign="LEFT", splitInRow=1)


def _row(
    cells: Sequence[Runs], columns: Sequence[tuple[float, bool]], looks: tuple[ParagraphStyle, ParagraphStyle]
) -> list[Any]:
    return [Paragraph(_markup(cell), looks[right]) for cell, (_, right) in zip(cells, columns, strict=True)]


# --- what is filled in by hand ----------------------------------------------------------------------------


class _Line(Flowable):  # type: ignore[misc, unused-ignore]
    """One empty line to write on."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._width = width
        return width, 8.5 * mm

    def draw(self) -> None:
        put_rule(self.canv, 0.8 * mm, 0, self._width, width=0.4)


def _writing_lines(block: FilledBlock) -> Iterator[Any]:
    if block.cells[0]:
        yield Paragraph(_markup(block.cells[0]), _BODY)
    yield from (_Line() for _ in range(block.blank))
    yield Spacer(0, 4 * mm)


class _SignaturePair(Flowable):  # type: ignore[misc, unused-ignore]
    """Two signatures side by side: place and date, a line, the printed name and what the signer is."""

    _tall, _wide, _gap = 41 * mm, 76 * mm, 13 * mm

    def __init__(self, sides: tuple[FilledBlock | None, FilledBlock | None], words: tuple[str, str]) -> None:
        super().__init__()
        self._sides, self._words = sides, words

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return TEXT_WIDTH, self._tall

    def draw(self) -> None:
        for column, block in enumerate(self._sides):
            if block:
                self._draw_one(self.canv, column * (self._wide + self._gap), block)

    def _draw_one(self, canvas: Canvas, x: float, block: FilledBlock) -> None:
        for label, label_y, line_y in zip(self._words, (35, 21), (26.5, 10.6), strict=True):
            put_text(canvas, x, label_y * mm, label, 9.5, colour=GREY)
            put_rule(canvas, line_y * mm, x, x + self._wide, colour=INK, width=0.6)
        name, *role = (plain(cell) for cell in block.cells)
        put_text(canvas, x, 6.6 * mm, name, 10.5, font=fonts.SEMIBOLD, fit=self._wide)
        put_text(canvas, x, 2.2 * mm, role[0] if role else "", 9.5, colour=GREY, fit=self._wide)


def _signatures(blocks: Sequence[FilledBlock], language: str) -> Iterator[Any]:
    left = [block for block in blocks if block.style is Style.SIGNATURE_LEFT]
    right = [block for block in blocks if block.style is Style.SIGNATURE_RIGHT]
    if not left:
        left, right = right[0::2], right[1::2]
    while len(right) > 2 and len(right) > len(left) + 1:
        left.append(right.pop())
    words = (text("skjema.sted_dato", language), text("skjema.underskrift", language))
    yield from (_SignaturePair(pair, words) for pair in zip_longest(left, right))
