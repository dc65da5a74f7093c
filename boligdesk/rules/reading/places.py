"""Reading where a dwelling lies: dwelling number, cadastral number, address, postcode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..messages import Mend, msg
from .cells import LETTER_DIGITS, from_cell, is_number, letter_among_digits, on_one_line, shown
from .outcome import Reading, confirm, mend_to, wrong

_DWELLING = re.compile(r"([HLUK]) ?-? ?([0-9]{1,2}) ?-? ?([0-9]{2})", re.IGNORECASE)
_FLAT_WORD = re.compile(r"^(leil(ighet)?|bolig|bnr|nr)\.?( ?nr)?\.? ?", re.IGNORECASE)
_FLOOR_AND_DOOR = re.compile(r"0?([1-9]|[1-9][0-9])([0-9]{2})")
_POSTCODE = re.compile(r"(?:N-?|NO-?)? ?([0-9]{4})(?: (?P<city>\D+))?", re.IGNORECASE)
_HOUSE = re.compile(r"(?P<street>.*[^\W\d][.)]?) ?(?P<number>[0-9]{1,4}) ?(?P<letter>[A-ZÆØÅa-zæøå])?")
_TAIL = re.compile(r"(?<=\w),? (?P<code>[0-9]{4}) (?P<city>[^\W\d][^\d,]*)$")
#: "Fjordgata 14 H0201": the number of the dwelling after that of the house, with no comma between.
_FLAT_BESIDE = re.compile(r"(?<=[0-9])(?P<letter> ?[A-Za-z])? (?P<flat>[HLUK][0-9]{4})(?=,|$)", re.IGNORECASE)
_CARE_OF = re.compile(r"^(c/o|v/) ?", re.IGNORECASE)


def read_dwelling_number(cell: object) -> Reading[str]:
    """A dwelling number as "H0203" (H, L, U or K, floor, door). "203" is read as H0203 and must be confirmed."""
    return from_cell(cell, lambda text: _dwelling_number(on_one_line(text)))


def _dwelling_number(text: str) -> Reading[str]:
    bare = _FLAT_WORD.sub("", text)
    if shape := _DWELLING.fullmatch(bare):
        return _dwelling(text, shape[1].upper(), int(shape[2]), shape[3])
    if shape := _FLOOR_AND_DOOR.fullmatch(bare):
        read = _dwelling(text, "H", int(shape[1]), shape[2])
        return _likely(text, read.value) if read.value else read
    mended = _DWELLING.fullmatch(bare[:1] + bare[1:].translate(LETTER_DIGITS))
    value = _dwelling(text, mended[1].upper(), int(mended[2]), mended[3]).value if mended else None
    if value is None:
        return wrong(msg("lesing.bolignr.ikke", tekst=shown(text)))
    what = msg("lesing.bolignr.bokstav", tegn=letter_among_digits(bare[1:]), verdi=value)
    return wrong(what, [_text_mend(value)])


def _dwelling(text: str, level: str, floor: int, door: str) -> Reading[str]:
    if floor == 0 or door == "00":
        return wrong(msg("lesing.bolignr.null", tekst=shown(text)))
    return Reading(f"{level}{floor:02d}{door}")


def _likely(text: str, value: str) -> Reading[str]:
    what = msg("lesing.bolignr.leses", tekst=shown(text), verdi=value)
    return confirm(value, what, [mend_to(value, msg("lesing.rett.godta", verdi=value))])


def _text_mend(value: str) -> Mend:
    return mend_to(value, msg("lesing.rett.til", verdi=value))


@dataclass(frozen=True)
class Address:
    """A street address in its parts; what did not stand there is empty or None."""

    street: str
    number: int | None = None
    letter: str = ""
    postcode: str = ""
    city: str = ""
    dwelling_number: str | None = None

    @property
    def line(self) -> str:
        """ "Fjordgata 14 A": the street line of a letter."""
        house = "" if self.number is None else f"{self.number}{f' {self.letter}' if self.letter else ''}"
        return f"{self.street} {house}".strip()

    def __str__(self) -> str:
        return ", ".join(part for part in (self.line, f"{self.postcode} {self.city}".strip()) if part)


def read_address(cell: object) -> Reading[Address]:
    """ "Fjordgata 14A, H0203, 9800 Vadsø" in its parts. A missing house number or unknown parts must be confirmed."""
    return from_cell(cell, _address)


def _address(text: str) -> Reading[Address]:
    commas = _TAIL.sub(r", \g<code> \g<city>", on_one_line(text.replace("\n", ", ")))
    commas = _FLAT_BESIDE.sub(lambda found: f"{found['letter'] or ''}, {found['flat']}", commas)
    street, extra, left_over = "", _Extra(), []
    for part in filter(None, (p.strip() for p in commas.split(","))):
        if extra.take(part) or _CARE_OF.match(part):
            continue
        if street:
            left_over.append(part)
        else:
            street = part
    if not any(c.isalpha() for c in street):
        return wrong(msg("lesing.adresse.ikke", tekst=shown(text)))
    return _judged(_house(street, extra), left_over)


class _Extra:
    """The parts of an address that name themselves: postcode with city, dwelling number."""

    def __init__(self) -> None:
        self.postcode, self.city = "", ""
        self.dwelling_number: str | None = None

    def take(self, part: str) -> bool:
        if (code := _POSTCODE.fullmatch(part)) and not self.postcode:
            self.postcode, self.city = code[1], (code["city"] or "").strip()
            return True
        if _DWELLING.fullmatch(part) and self.dwelling_number is None:
            self.dwelling_number = _dwelling_number(part).value
            return self.dwelling_number is not None
        return False


def _house(street: str, extra: _Extra) -> Address:
    rest = (extra.postcode, extra.city, extra.dwelling_number)
    house = _HOUSE.fullmatch(street)
    if house is None:
        return Address(street, None, "", *rest)
    return Address(house["street"].strip(), int(house["number"]), (house["letter"] or "").upper(), *rest)


def _judged(address: Address, left_over: list[str]) -> Reading[Address]:
    mends = [mend_to(address, msg("lesing.rett.godta", verdi=str(address)))]
    if left_over:
        what = msg("lesing.adresse.rest", rest=shown(", ".join(left_over)), adresse=str(address))
        return confirm(address, what, mends)
    if address.number is None:
        return confirm(address, msg("lesing.adresse.uten_nummer", adresse=shown(address.street)), mends)
    return Reading(address)


def read_postcode(cell: object) -> Reading[str]:
    """A postcode as four digits ("9800", "N-9800", "9800 Vadsø"); 301 is read as 0301 and must be confirmed."""
    if isinstance(cell, date):
        return wrong(msg("lesing.postnr.ikke", tekst=str(cell)))
    return from_cell(cell, lambda text: _postcode(on_one_line(text), typed=is_number(cell)))


def _postcode(text: str, *, typed: bool) -> Reading[str]:
    shape = _POSTCODE.fullmatch(text)
    if shape and shape[1] != "0000":
        return Reading(shape[1])
    if typed and re.fullmatch("[1-9][0-9]{2}", text):
        value = f"0{text}"
        return confirm(value, msg("lesing.postnr.leses", tekst=text, verdi=value), [_text_mend(value)])
    return wrong(msg("lesing.postnr.ikke", tekst=shown(text)))
