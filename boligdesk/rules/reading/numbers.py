"""Reading amounts, areas, counts and plain numbers as offices keep them in spreadsheets."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ..messages import Mend, msg
from .cells import cell_text, from_cell, letter_among_digits, on_one_line, shown
from .figures import Figure, figure, mended_letters, typed_figure
from .outcome import Reading, confirm, mend_to, wrong

_MOST_KRONER = 1_000_000_000
_LARGE_AREA = 1000
_ORE = Decimal("0.01")
_NOISE = Decimal("0.000001")
_KR = re.compile(r"^(kr\.?|nok) ?| ?(kr\.?|nok)$", re.IGNORECASE)
_PER_MONTH = re.compile(r" ?(/|pr\.?|per) ?(md\.?|mnd\.?|måned)$", re.IGNORECASE)
_AREA_UNIT = re.compile(r"^(bra|boa|p-rom) | ?(m2|m²|kvm\.?|kvadratmeter)?( ?(bra|boa|p-rom))?$", re.IGNORECASE)
_COUNT_UNIT = re.compile(r" ?(stk\.?|pers\.?|personer|person|barn|voksne|voksen)$", re.IGNORECASE)
_ABOUT = re.compile(r"^(ca\.?|cirka|omtrent|~) ?", re.IGNORECASE)
_WORDS = {
    "ingen": 0, "null": 0, "en": 1, "én": 1, "ett": 1, "ein": 1, "eitt": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5,
    "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
}  # fmt: skip


def read_ore(cell: object) -> Reading[int]:
    """An amount of kroner, as whole øre: "kr 7 450,-", "7.450,00", "7450", "−12,5". "7,450" must be confirmed."""
    if isinstance(cell, date):
        return wrong(msg("lesing.belop.dato", tekst=cell_text(cell)))
    return from_cell(cell, lambda text: _ore(on_one_line(text), typed_figure(cell)))


def _ore(text: str, typed: Figure | None) -> Reading[int]:
    bare = _KR.sub("", _KR.sub("", _PER_MONTH.sub("", text))).strip()
    found = typed or figure(bare)
    if found is None:
        return _ore_from_letters(text, bare)
    if abs(found.value) > _MOST_KRONER:
        return wrong(msg("lesing.belop.stort", tekst=shown(text)))
    ore = _to_ore(found.value)
    if found.mark == "," and found.other is not None:
        mends = [_ore_mend(ore), _ore_mend(_to_ore(found.other))]
        return confirm(ore, msg("lesing.belop.tvil", tekst=shown(text), belop=ore), mends)
    if abs(Decimal(ore) / 100 - found.value) > _NOISE:
        return confirm(ore, msg("lesing.belop.avrundet", tekst=shown(text), belop=ore), [_ore_mend(ore)])
    return Reading(ore)


def _ore_from_letters(text: str, bare: str) -> Reading[int]:
    """ "8.95O,00": never taken as read, but the mend is one click."""
    mended = mended_letters(bare)
    if mended is None or abs(mended.value) > _MOST_KRONER:
        return wrong(msg("lesing.belop.ikke", tekst=shown(text)))
    ore = _to_ore(mended.value)
    return wrong(msg("lesing.belop.bokstav", tegn=letter_among_digits(bare), belop=ore), [_ore_mend(ore)])


def _to_ore(kroner: Decimal) -> int:
    return int(kroner.quantize(_ORE, ROUND_HALF_UP) * 100)


def _ore_mend(ore: int) -> Mend:
    return mend_to(ore, msg("lesing.rett.belop", belop=ore))


def read_decimal(cell: object) -> Reading[Decimal]:
    """A plain number, exact: "3,25", "1 234,5", "71.5". "71.250" must be confirmed."""
    if isinstance(cell, date):
        return wrong(msg("lesing.tall.dato", tekst=cell_text(cell)))
    return from_cell(cell, lambda text: _decimal(on_one_line(text), typed_figure(cell)))


def _decimal(text: str, typed: Figure | None) -> Reading[Decimal]:
    found = typed or figure(text)
    if found is None:
        return _decimal_from_letters(text)
    if found.other is None:
        return Reading(found.value)
    mends = [_number_mend(found.other), _number_mend(found.value)]
    return confirm(found.other, msg("lesing.tall.tvil", tekst=shown(text), verdi=found.other), mends)


def _decimal_from_letters(text: str) -> Reading[Decimal]:
    mended = mended_letters(text)
    if mended is None:
        return wrong(msg("lesing.tall.ikke", tekst=shown(text)))
    what = msg("lesing.tall.bokstav", tegn=letter_among_digits(text), verdi=mended.value)
    return wrong(what, [_number_mend(mended.value)])


def _number_mend(value: Decimal) -> Mend:
    return mend_to(value, msg("lesing.rett.til", verdi=value))


def read_area_m2(cell: object) -> Reading[Decimal]:
    """A floor area in m²: "71", "71,5 m²", "BRA 71 kvm". Above 1000 m² and "ca. 71" must be confirmed."""
    if isinstance(cell, date):
        return wrong(msg("lesing.tall.dato", tekst=cell_text(cell)))
    return from_cell(cell, lambda text: _area(on_one_line(text), typed_figure(cell)))


def _area(text: str, typed: Figure | None) -> Reading[Decimal]:
    bare = _ABOUT.sub("", text)
    reading = _decimal(_AREA_UNIT.sub("", bare).strip(), typed)
    area = reading.value
    if area is None:
        return reading
    if area <= 0:
        return wrong(msg("lesing.areal.null", tekst=shown(text)))
    if area > _LARGE_AREA and reading.sure:
        return confirm(area, msg("lesing.areal.stort", verdi=area), [_number_mend(area)])
    if bare != text and reading.sure:
        return confirm(area, msg("lesing.tall.omtrent", tekst=shown(text), verdi=area), [_number_mend(area)])
    return reading


def read_count(cell: object) -> Reading[int]:
    """A whole number from 0: "3", "3 stk", "tre". Halves and negative numbers are wrong."""
    if isinstance(cell, date):
        return wrong(msg("lesing.tall.dato", tekst=cell_text(cell)))
    return from_cell(cell, lambda text: _count(on_one_line(text), typed_figure(cell)))


def _count(text: str, typed: Figure | None) -> Reading[int]:
    bare = _COUNT_UNIT.sub("", text).casefold()
    if bare in _WORDS:
        return Reading(_WORDS[bare])
    found = typed or figure(bare)
    if found is None:
        return _count_from_letters(text, bare)
    if found.value != int(found.value) or found.value < 0:
        return wrong(msg("lesing.antall.ikke_helt", tekst=shown(text)))
    return Reading(int(found.value))


def _count_from_letters(text: str, bare: str) -> Reading[int]:
    mended = mended_letters(bare)
    if mended is None or mended.value != int(mended.value) or mended.value < 0:
        return wrong(msg("lesing.antall.ikke", tekst=shown(text)))
    value = int(mended.value)
    what = msg("lesing.tall.bokstav", tegn=letter_among_digits(text), verdi=value)
    return wrong(what, [mend_to(value, msg("lesing.rett.til", verdi=value))])
