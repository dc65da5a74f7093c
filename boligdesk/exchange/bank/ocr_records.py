"""The records of OCR giro and AvtaleGiro: 80 characters, every field at its fixed place (counted from 1).

Positions: Nets, "OCR giro – systemspesifikasjon" and "AvtaleGiro systemspesifikasjon".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...rules.messages import Message, RefusedError, refuse

LENGTH = 80
_DIGIT = "[0-9]"
_LOOSE = "[0-9 ]"


@dataclass(frozen=True)
class Part:
    """One field of a record: its name for people, first and last position (both counted), and its form."""

    name: Message
    first: int
    last: int
    form: str

    @property
    def pattern(self) -> str:
        """The form as a group of the record's pattern."""
        return f"({self.form})"


@dataclass(frozen=True)
class Record:
    """A kind of record: how it begins, its name for people, and its fields from left to right."""

    begins: str
    name: Message
    parts: tuple[Part, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The whole record; what lies between the fields may be anything."""
        pattern, at = self.begins, 9
        for part in self.parts:
            pattern += f".{{{part.first - at}}}" * (part.first > at) + part.pattern
            at = part.last + 1
        return re.compile(f"{pattern}.{{{LENGTH + 1 - at}}}", re.DOTALL)

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """How such a record begins."""
        return re.compile(self.begins)

    def fault(self, line: str, number: int) -> RefusedError:
        """Why the line is not this record: another record, or the field that is wrong."""
        if not self.opening.match(line):
            return refuse("betaling.ocr.record", linje=number, fant=name_of(line), ventet=self.name)
        return next((_wrong(part, line, number) for part in self.parts if not _fits(part, line)), _odd(number))


def _fits(part: Part, line: str) -> bool:
    return re.fullmatch(part.form, line[part.first - 1 : part.last]) is not None


def _wrong(part: Part, line: str, number: int) -> RefusedError:
    found = line[part.first - 1 : part.last].strip()
    return refuse("betaling.ocr.felt", linje=number, felt=part.name, tekst=found, fra=part.first, til=part.last)


def _odd(number: int) -> RefusedError:
    return refuse("betaling.ocr.linje", linje=number)


def _digits(name: str, first: int, last: int, digit: str = _DIGIT) -> Part:
    return Part(Message(name), first, last, f"{digit}{{{last - first + 1}}}")


_NUMBER = _digits("betaling.ocr.del.nummer", 9, 15)
_ACCOUNT = _digits("betaling.ocr.del.konto", 25, 35)
_COUNTS = (
    _digits("betaling.ocr.del.antall", 9, 16),
    _digits("betaling.ocr.del.linjer", 17, 24),
    Part(Message("betaling.ocr.del.sum"), 25, 41, "-?[0-9]{16,17}"),
)

START = Record(
    "NY000010",
    Message("betaling.ocr.navn.start"),
    (
        _digits("betaling.ocr.del.avsender", 9, 16),
        _digits("betaling.ocr.del.forsendelse", 17, 23),
        _digits("betaling.ocr.del.mottaker", 24, 31),
    ),
)
END = Record("NY000089", Message("betaling.ocr.navn.slutt"), _COUNTS)
ORDER = Record(
    "NY090020",
    Message("betaling.ocr.navn.oppdrag"),
    (
        _digits("betaling.ocr.del.avtale", 9, 17, _LOOSE),
        _digits("betaling.ocr.del.oppdrag", 18, 24),
        _ACCOUNT,
    ),
)
ORDER_END = Record(
    "NY090088",
    Message("betaling.ocr.navn.oppdrag_slutt"),
    (
        *_COUNTS,
        _digits("betaling.ocr.del.dato", 42, 47),
        _digits("betaling.ocr.del.forste", 48, 53),
        _digits("betaling.ocr.del.siste", 54, 59),
    ),
)
#: The amount is in øre. A dash at 32 means a credit: the amount is taken off the sum.
ITEM_1 = Record(
    "NY09(?:1[0-9]|2[01])30",
    Message("betaling.ocr.navn.post1"),
    (
        _NUMBER,
        _digits("betaling.ocr.del.oppgjor", 16, 21),
        _digits("betaling.ocr.del.lopenummer", 22, 31, _LOOSE),
        Part(Message("betaling.ocr.del.fortegn"), 32, 32, "[0 -]"),
        _digits("betaling.ocr.del.belop", 33, 49),
        Part(Message("betaling.ocr.del.kid"), 50, 74, " *(?:[0-9]+-?)? *"),
    ),
)
ITEM_2 = Record(
    "NY09(?:1[0-9]|2[01])31",
    Message("betaling.ocr.navn.post2"),
    (
        _NUMBER,
        Part(Message("betaling.ocr.del.blankett"), 16, 25, ".{10}"),
        Part(Message("betaling.ocr.del.arkiv"), 26, 34, ".{9}"),
        _digits("betaling.ocr.del.betalt", 42, 47, _LOOSE),
        _digits("betaling.ocr.del.frakonto", 48, 58, _LOOSE),
    ),
)
ITEM_3 = Record(
    "NY092[01]32",
    Message("betaling.ocr.navn.post3"),
    (_NUMBER, Part(Message("betaling.ocr.del.tekst"), 16, 55, ".{40}")),
)
MANDATES = Record(
    "NY212420", Message("betaling.ocr.navn.fullmakter"), (_digits("betaling.ocr.del.oppdrag", 18, 24), _ACCOUNT)
)
MANDATE = Record(
    "NY219470",
    Message("betaling.ocr.navn.fullmakt"),
    (
        _NUMBER,
        Part(Message("betaling.ocr.del.endring"), 16, 16, "[012]"),
        Part(Message("betaling.ocr.del.kid"), 17, 41, " *[0-9]+-? *"),
        Part(Message("betaling.ocr.del.varsel"), 42, 42, "[JN]"),
    ),
)
MANDATES_END = Record("NY212488", Message("betaling.ocr.navn.fullmakter_slutt"), _COUNTS[:2])

_KNOWN = (START, END, ORDER, ORDER_END, ITEM_1, ITEM_2, ITEM_3, MANDATES, MANDATE, MANDATES_END)


def name_of(line: str) -> Message:
    """What a line is, for people; an unknown one is quoted by its first eight characters."""
    known = next((record.name for record in _KNOWN if record.opening.match(line)), None)
    return known or Message("betaling.ocr.navn.ukjent", {"tekst": line[:8]})


class Days:
    """Dates of six digits (DDMMYY). The century is not in the file: no year lies more than one ahead of `today`."""

    def __init__(self, today: date) -> None:
        self._latest = today.year + 1
        self._known: dict[str, date] = {}

    def read(self, digits: str, name: Message, number: int, first: int) -> date:
        """The day; refuses what is none, naming the field `name` that begins at position `first`."""
        day = self._known.get(digits) or self.find(digits)
        if day is None:
            where = {"fra": first, "til": first + 5}
            raise refuse("betaling.ocr.felt", linje=number, felt=name, tekst=digits, **where)
        return day

    def find(self, digits: str) -> date | None:
        """The day, or None for zeros, blanks and days that do not exist."""
        if digits in self._known:
            return self._known[digits]
        try:
            year = self._latest - (self._latest - int(digits[4:])) % 100
            self._known[digits] = date(year, int(digits[2:4]), int(digits[:2]))
        except ValueError:
            return None
        return self._known[digits]
