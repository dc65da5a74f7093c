"""The common door of every reader: typed spreadsheet cells become clean text, blanks and error values leave."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeGuard, TypeVar

from ..messages import msg
from .outcome import Reading, wrong

T = TypeVar("T")

_BLANK_MARKS = frozenset({"", "-", "–", "—", "−", "--", ".", "..", "n/a", "nan", "none", "null"})
_ERRORS = re.compile(
    r"#(ref!|n/a|i/t|value!|verdi!|div/0!|name\?|navn\?|null!|num!|tall!|spill!|overflyt!|calc!|getting_data)"
    r"|#+|err:[0-9]+",
    re.IGNORECASE,
)
_NARROW = "####"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_BLANK = re.compile(r"[^\S\n]+")
_WHOLE_LIMIT = 10**30
_SHOWN = 40

#: What people take for a digit when they type or when a scan is read: letter O for 0, l and I for 1.
LETTER_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_LETTER_DIGIT = re.compile(r"[OolI|]")


def from_cell(cell: object, read: Callable[[str], Reading[T]]) -> Reading[T]:
    """Blank → nothing to say; a spreadsheet's error value → wrong; else what `read` makes of the clean text."""
    text = cell_text(cell)
    if text.casefold() in _BLANK_MARKS:
        return Reading()
    if _ERRORS.fullmatch(text):
        return wrong(msg("lesing.regnearkfeil", tekst=text))
    return read(text)


def cell_text(cell: object) -> str:
    """The text of a typed cell as a person would have written it; line breaks stay, other blanks become one."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "sann" if cell else "usann"
    if isinstance(cell, (int, float, Decimal)):
        return _number_text(cell)
    if isinstance(cell, (datetime, date)):
        return f"{cell.day:02d}.{cell.month:02d}.{cell.year:04d}"
    return _clean(str(cell))


def is_number(cell: object) -> TypeGuard[int | float | Decimal]:
    """Whether the spreadsheet holds the cell as a number that can be reckoned with (not ja/nei, not infinite)."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, Decimal)):
        return False
    return _finite(cell) and -_WHOLE_LIMIT < cell < _WHOLE_LIMIT


def _finite(value: int | float | Decimal) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)


def _number_text(value: int | float | Decimal) -> str:
    if not _finite(value):
        return ""
    if not -_WHOLE_LIMIT < value < _WHOLE_LIMIT:
        return _NARROW
    return str(int(value)) if value == int(value) else f"{Decimal(str(value)):f}"


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
    lines = (_BLANK.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip().lstrip("'").strip()


def on_one_line(text: str) -> str:
    """Line breaks inside a cell become blanks."""
    return " ".join(text.split())


def shown(text: str) -> str:
    """The text as it is quoted in a message: on one line, cut when long."""
    line = on_one_line(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def letter_among_digits(text: str) -> str:
    """The first letter that looks like a digit ("8.95O,00" → "O"); empty when there is none."""
    found = _LETTER_DIGIT.search(text)
    return found.group() if found else ""
