"""Reading yes/no columns and the number of rooms."""

from __future__ import annotations

import re

from ..messages import msg
from .cells import from_cell, on_one_line, shown
from .numbers import read_count
from .outcome import Reading, confirm, mend_to, wrong

_YES = re.compile("ja|j|jo|x|xx|yes|y|true|sann|1|✓|✔|√|☑|ok")
_NO = re.compile("nei|n|no|false|usann|0|ikke|ingen|☐|✗|✘")
_MANY_ROOMS = 12
_ROOMS = re.compile(
    r"(?P<count>\w+?)(?:\s?-?\s?(?:roms?(?:leilighet|hybel)?|r))?\.?(?: (?:leilighet|hybel|leil\.?))?"
    r"(?:\s?(?:\+|og|/)\s?(?:kjøkken|kjk|kj|k|tekjøkken|bad|b)\.?)*",
    re.IGNORECASE,
)
_STUDIO = re.compile(r"hybel(leilighet)?|studio|ettroms", re.IGNORECASE)


def read_yes_no(cell: object) -> Reading[bool]:
    """ "ja", "x", "J", 1, SANN → True; "nei", "N", 0, USANN → False; "ja, delvis" must be confirmed; blank → None."""
    return from_cell(cell, lambda text: _yes_no(on_one_line(text)))


def _yes_no(text: str) -> Reading[bool]:
    word = text.casefold().rstrip(".!")
    if _YES.fullmatch(word):
        return Reading(True)
    if _NO.fullmatch(word):
        return Reading(False)
    first = re.split(r"\W", word, maxsplit=1)[0]
    if first not in {"ja", "nei"}:
        return wrong(msg("lesing.janei.ikke", tekst=shown(text)))
    value = first == "ja"
    label = msg("lesing.janei.godta_ja") if value else msg("lesing.janei.godta_nei")
    return confirm(value, msg("lesing.janei.tillegg", tekst=shown(text), svar=first), [mend_to(value, label)])


def read_rooms(cell: object) -> Reading[int]:
    """The number of rooms besides kitchen and bath: "3", "3-roms", "3 R + K", "tre rom"; "hybel" is read as 1."""
    return from_cell(cell, lambda text: _rooms(on_one_line(text)))


def _rooms(text: str) -> Reading[int]:
    if _STUDIO.fullmatch(text):
        return _to_confirm(1, text)
    shape = _ROOMS.fullmatch(text)
    count = read_count(shape["count"]) if shape else Reading[int]()
    if count.value is None:
        return count if count.finding and count.suggestions else wrong(msg("lesing.rom.ikke", tekst=shown(text)))
    if count.value == 0:
        return wrong(msg("lesing.rom.null"))
    return _to_confirm(count.value, text) if count.value > _MANY_ROOMS else count


def _to_confirm(rooms: int, text: str) -> Reading[int]:
    mend = mend_to(rooms, msg("lesing.rett.godta", verdi=rooms))
    return confirm(rooms, msg("lesing.rom.leses", tekst=shown(text), antall=rooms), [mend])
