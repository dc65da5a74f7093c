"""The shape of a written number: signs, groups of thousands, decimal comma or point, and where it is in doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .cells import LETTER_DIGITS, is_number

_SHAPE = re.compile(r"(?P<body>[0-9][0-9 .,'’]*[0-9]|[0-9])[.,]?")
_GROUPED = re.compile(r"[0-9]{1,3}([ .,'’])[0-9]{3}(\1[0-9]{3})*")
_ONE_MARK = re.compile(r"(?P<whole>[0-9]{1,3})(?P<mark>[.,])[0-9]{3}")
_DASH_AS_ORE = re.compile(r"[.,] ?[-–—−]{1,2}$")
_MINUS = ("-", "−", "–")
_MOST_DIGITS = 25


@dataclass(frozen=True)
class Figure:
    """A number as written. `other` is the second way to understand it, when a lone mark leaves a doubt."""

    value: Decimal
    other: Decimal | None = None
    mark: str = ""


def typed_figure(cell: object) -> Figure | None:
    """The number of a cell that the spreadsheet itself holds as a number: never in doubt; None for others."""
    if not is_number(cell):
        return None
    return Figure(Decimal(int(cell)) if cell == int(cell) else Decimal(str(cell)))


def figure(text: str) -> Figure | None:
    """Read "7 450,-", "7.450,00", "7,450.00", "−12,5", "(450)"; None when it is not a number."""
    bare = _DASH_AS_ORE.sub("", text.strip())
    sign, bare = _signed(bare)
    shape = _SHAPE.fullmatch(bare.strip())
    if shape is None or sum(c.isdigit() for c in bare) > _MOST_DIGITS:
        return None
    return _understood(shape["body"], sign)


def mended_letters(text: str) -> Figure | None:
    """The number that appears when letters that look like digits ("8.95O") are taken as digits."""
    return figure(text.translate(LETTER_DIGITS)) if re.search("[0-9]", text) else None


def _signed(text: str) -> tuple[int, str]:
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1]
    return (-1, text[1:]) if text.startswith(_MINUS) else (1, text)


def _understood(body: str, sign: int) -> Figure | None:
    lone = _ONE_MARK.fullmatch(body)
    if lone:
        return _lone_mark(body, lone["whole"], lone["mark"], sign)
    if _GROUPED.fullmatch(body):
        return Figure(sign * Decimal(re.sub("[^0-9]", "", body)))
    whole, mark, part = _split_decimals(body)
    if not re.fullmatch("[0-9]*", part) or not _well_grouped(whole, mark):
        return None
    digits = re.sub("[^0-9]", "", whole)
    return Figure(sign * Decimal(f"{digits}.{part}" if part else digits))


def _lone_mark(body: str, whole: str, mark: str, sign: int) -> Figure:
    """One mark and three digits: thousands or decimals? "0,450" can only be decimals."""
    decimals = sign * Decimal(body.replace(",", "."))
    if whole.startswith("0"):
        return Figure(decimals)
    return Figure(sign * Decimal(body.replace(mark, "")), decimals, mark)


def _split_decimals(body: str) -> tuple[str, str, str]:
    """Whole part, decimal mark, decimals: the last comma or point parts them."""
    place = max(body.rfind(","), body.rfind("."))
    return (body, "", "") if place < 0 else (body[:place], body[place], body[place + 1 :])


def _well_grouped(whole: str, mark: str) -> bool:
    plain = re.fullmatch("[0-9]+", whole) is not None
    grouped = _GROUPED.fullmatch(whole)
    return plain or (grouped is not None and grouped[1] != mark)
