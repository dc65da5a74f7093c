"""Reading cadastral numbers (gårdsnummer, bruksnummer, festenummer, seksjonsnummer) in one cell or several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..messages import msg
from .cells import cell_text, from_cell, is_number, on_one_line, shown
from .numbers import read_count
from .outcome import Reading, confirm, mend_to, wrong


@dataclass(frozen=True, order=True)
class Cadastral:
    """A matrikkelnummer; festenummer and seksjonsnummer are 0 when there is none."""

    gnr: int
    bnr: int
    fnr: int = 0
    snr: int = 0
    municipality: str = ""

    def __str__(self) -> str:
        tail = f"/{self.fnr}/{self.snr}" if self.snr else f"/{self.fnr}" if self.fnr else ""
        return f"{f'{self.municipality}-' if self.municipality else ''}{self.gnr}/{self.bnr}{tail}"


_MUNICIPALITY = re.compile(r"(?:(?P<knr>[0-9]{4}) ?[-–/ ] ?)?(?P<rest>[0-9]+ ?[/\-,. ] ?[0-9].*)")
_PARTED = re.compile(r"([0-9]{1,5}) ?([/\-., ]) ?([0-9]{1,5})(?: ?\2 ?([0-9]{1,5}))?(?: ?\2 ?([0-9]{1,5}))?")
_NAMED = re.compile(r"(gnr|g\.nr|bnr|b\.nr|fnr|f\.nr|snr|s\.nr)\.?:? ?([0-9]{1,5})[ ,;/]*", re.IGNORECASE)
_HEADING = re.compile(r"^(gnr\.?/bnr\.?|gbnr\.?|gnr\.? bnr\.?):? ?", re.IGNORECASE)


def read_cadastral(cell: object) -> Reading[Cadastral]:
    """ "12/34", "12/34/0/5", "1804-12/34", "gnr. 12 bnr. 34 snr. 5". Three numbers, points and dates are confirmed."""
    if isinstance(cell, date):
        return _from_date(cell)
    return from_cell(cell, lambda text: _cadastral(on_one_line(text), typed=is_number(cell)))


def read_cadastral_parts(gnr: object, bnr: object, fnr: object = None, snr: object = None) -> Reading[Cadastral]:
    """The number from a column each. Blank gnr and bnr: nothing; one of them alone is wrong."""
    readings = [read_count(cell) for cell in (gnr, bnr, fnr, snr)]
    for reading in readings:
        if not reading.ok:
            return Reading(None, reading.finding)
    values = [reading.value for reading in readings]
    if values[0] is None and values[1] is None:
        return Reading()
    if not values[0] or not values[1]:
        return wrong(msg("lesing.matrikkel.halv"))
    return Reading(Cadastral(values[0], values[1], values[2] or 0, values[3] or 0))


def _cadastral(text: str, *, typed: bool) -> Reading[Cadastral]:
    bare = _HEADING.sub("", text)
    if named := _named(bare):
        return Reading(named)
    shape = _MUNICIPALITY.fullmatch(bare)
    parted = _PARTED.fullmatch(shape["rest"]) if shape else None
    if shape is None or parted is None:
        return wrong(msg("lesing.matrikkel.ikke", tekst=shown(text)))
    numbers = [int(parted[group] or 0) for group in (1, 3, 4, 5)]
    if not numbers[0] or not numbers[1]:
        return wrong(msg("lesing.matrikkel.null", tekst=shown(text)))
    value = Cadastral(numbers[0], numbers[1], numbers[2], numbers[3], shape["knr"] or "")
    three = parted[4] is not None and parted[5] is None
    doubtful = typed or parted[2] in ".," or three
    return _to_confirm(text, value, three) if doubtful else Reading(value)


def _to_confirm(text: str, value: Cadastral, three: bool) -> Reading[Cadastral]:
    """A third number is officially the festenummer, but offices often mean the seksjonsnummer."""
    ways = [value]
    if three:
        ways.append(Cadastral(value.gnr, value.bnr, 0, value.fnr, value.municipality))
    mends = [mend_to(way, msg("lesing.rett.godta", verdi=str(way))) for way in ways]
    code = "lesing.matrikkel.tre" if three else "lesing.matrikkel.leses"
    return confirm(value, msg(code, tekst=shown(text), verdi=str(value)), mends)


def _named(text: str) -> Cadastral | None:
    if _NAMED.sub("", text).strip():
        return None
    numbers = {name.lower().replace(".", ""): int(number) for name, number in _NAMED.findall(text)}
    if not numbers.get("gnr") or not numbers.get("bnr"):
        return None
    return Cadastral(numbers["gnr"], numbers["bnr"], numbers.get("fnr", 0), numbers.get("snr", 0))


def _from_date(cell: date) -> Reading[Cadastral]:
    """The spreadsheet turned 12/3 into 12 March, or 12/34 into 1 December 1934."""
    ways = [Cadastral(cell.day, cell.month)]
    if cell.day == 1 and cell.year % 100:
        ways.append(Cadastral(cell.month, cell.year % 100))
    mends = [mend_to(way, msg("lesing.rett.til", verdi=str(way))) for way in ways]
    what = msg("lesing.matrikkel.dato", tekst=cell_text(cell), verdi=str(ways[0]))
    return confirm(ways[0], what, mends) if len(ways) == 1 else wrong(what, mends)
