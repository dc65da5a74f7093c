"""Reading dates in every form an office writes them, Excel's day numbers among them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..messages import Mend, Message, msg
from .cells import LETTER_DIGITS, from_cell, is_number, letter_among_digits, on_one_line, shown
from .outcome import Reading, confirm, mend_to, wrong

_EPOCH = date(1899, 12, 30)
_SERIALS = range(1000, 73051)
_YEARS = range(1900, 2100)
_AHEAD = 20
_OLD = 110
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11,
    "des": 12,
}  # fmt: skip
_MONTH_NAME = re.compile(
    "januar|jan|februar|febr?|mars?|april|apr|mai|juni?|juli?|august|aug|september|sept?|oktober|okt"
    "|november|nov|desember|des",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(man|tirs|tys|ons|tors|fre|lør|laur|søn|sun)(dag)?\.?,? ", re.IGNORECASE)
_TIME = re.compile(r"[T ](kl\.? ?)?[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9:]+)?$")
_BORN = re.compile(r"^(f\.|f(?= ?[0-9])|født|fødd) ?", re.IGNORECASE)
_PARTED = re.compile(r"([0-9]{1,2}) ?[./\- ] ?([0-9]{1,2}) ?[./\- ] ?([0-9]{4}|[0-9]{2})\.?")
_ISO = re.compile(r"([0-9]{4})[./\-]([0-9]{1,2})[./\-]([0-9]{1,2})")
_NAMED = re.compile(r"([0-9]{1,2})\.? ?([a-zæøå]+)\.? ?([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"([a-zæøå]+)\.? ([0-9]{4})", re.IGNORECASE)
_DAY_MONTH = re.compile(r"([0-9]{1,2}) ?[./] ?([0-9]{1,2})\.?")


@dataclass(frozen=True)
class _Window:
    """How a year of two digits is understood: the latest year it may mean."""

    latest: int

    def full(self, year: str) -> int:
        if len(year) == 4:
            return int(year)
        return self.latest - (self.latest - int(year)) % 100


def read_date(cell: object, *, today: date) -> Reading[date]:
    """A date: 01.02.2023, 1/2-23, 2023-02-01, 010223, "1. februar 2023", an Excel day number or a typed date.

    Years of two digits lie from 79 years before to 20 years after `today`. Impossible days are named, with
    the nearest day as the mend; years outside 1900–2099 are wrong.
    """
    return _read(cell, _Window(today.year + _AHEAD), today)


def read_birth_date(cell: object, *, today: date) -> Reading[date]:
    """A birth date: as `read_date`, but never after `today`; above 110 years must be confirmed."""
    reading = _read(cell, _Window(today.year), today)
    if reading.value is None or not reading.sure:
        return reading
    if reading.value > today:
        return wrong(msg("lesing.fodt.fremtid", dato=reading.value))
    if today.year - reading.value.year > _OLD:
        return _confirmed(reading.value, msg("lesing.fodt.gammel", dato=reading.value, alder=_OLD))
    return reading


def _read(cell: object, window: _Window, today: date) -> Reading[date]:
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if is_number(cell) and isinstance(cell, (int, float)) and 1 <= cell < 100_000:
        return _typed_number(int(cell), window)
    return from_cell(cell, lambda text: _text(on_one_line(text), window, today))


def _typed_number(number: int, window: _Window) -> Reading[date]:
    """A day number, but 10223 may also be 010223 whose zero the spreadsheet ate: then somebody must say."""
    reading = _serial(number)
    other = _only_digits(f"0{number}", window).value if number >= 10_000 else None
    if reading.value is None or other is None:
        return reading
    what = msg("lesing.dato.to_lesninger", tekst=str(number), dato=reading.value, andre=other)
    return confirm(reading.value, what, [_mend(reading.value), _mend(other)])


def _serial(number: int) -> Reading[date]:
    """Excel counts days (1900 system). Small numbers and numbers like a year are no dates."""
    if number in _YEARS:
        return wrong(msg("lesing.dato.bare_ar", tekst=str(number)))
    if number not in _SERIALS:
        return wrong(msg("lesing.dato.ikke", tekst=str(number)))
    return Reading(_EPOCH + timedelta(days=number))


def _within(day: date) -> Reading[date]:
    return Reading(day) if day.year in _YEARS else wrong(msg("lesing.dato.utenfor", ar=str(day.year)))


def _text(text: str, window: _Window, today: date) -> Reading[date]:
    bare = _BORN.sub("", _WEEKDAY.sub("", _TIME.sub("", text))).strip()
    if parts := _parts(bare, window):
        return _day(*parts)
    if bare.isascii() and bare.isdigit():
        return _only_digits(bare, window)
    return _incomplete(bare, today) or _with_letters(bare, window) or wrong(msg("lesing.dato.ikke", tekst=shown(text)))


def _parts(text: str, window: _Window) -> tuple[int, int, int] | None:
    """Year, month and day as written, not yet proved to exist."""
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if parted := _PARTED.fullmatch(text):
        return window.full(parted[3]), int(parted[2]), int(parted[1])
    named = _NAMED.fullmatch(text)
    month = _month(named[2]) if named else None
    return (window.full(named[3]), month, int(named[1])) if named and month else None


def _month(name: str) -> int | None:
    return _MONTHS[name[:3].casefold()] if _MONTH_NAME.fullmatch(name) else None


def _day(year: int, month: int, day: int) -> Reading[date]:
    if year not in _YEARS:
        return wrong(msg("lesing.dato.utenfor", ar=str(year)))
    if not 1 <= month <= 12:
        return _no_such_month(year, month, day)
    last = calendar.monthrange(year, month)[1]
    if 1 <= day <= last:
        return Reading(date(year, month, day))
    nearest = date(year, month, max(1, min(day, last)))
    what = msg("lesing.dato.finnes_ikke", dag=f"{day:02d}.{month:02d}.{year}", siste=last)
    return wrong(what, [_mend(nearest)])


def _no_such_month(year: int, month: int, day: int) -> Reading[date]:
    """02/28/2023 is American order: the mend turns it round."""
    what = msg("lesing.dato.maned", tekst=f"{day:02d}.{month:02d}.{year}", maned=str(month))
    turned = _day(year, day, month) if 1 <= day <= 12 else Reading[date]()
    return wrong(what, [_mend(turned.value)] if turned.value else [])


def _only_digits(text: str, window: _Window) -> Reading[date]:
    """01022023, 20230201 and 010223; five digits are an Excel day number that lost its format."""
    if len(text) == 8:
        return _eight_digits(text)
    if len(text) == 6:
        return _day(window.full(text[4:]), int(text[2:4]), int(text[:2]))
    if len(text) == 7:
        return _lost_zero(text, window)
    reading = _serial(int(text)) if len(text) == 5 else _not_a_day(text)
    if reading.value is None:
        return reading
    return _confirmed(reading.value, msg("lesing.dato.dagtall", tekst=text, dato=reading.value))


def _eight_digits(text: str) -> Reading[date]:
    """Never both ways: a year 19xx or 20xx put last makes the middle two digits 19 or 20, which is no month."""
    if text[:2] in ("19", "20") and int(text[4:6]) <= 12:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    return _day(int(text[4:]), int(text[2:4]), int(text[:2]))


def _lost_zero(text: str, window: _Window) -> Reading[date]:
    reading = _only_digits(f"0{text}", window)
    if reading.value is None:
        return reading
    return _confirmed(reading.value, msg("lesing.dato.leses", tekst=text, dato=reading.value))


def _not_a_day(text: str) -> Reading[date]:
    """Digits that cannot be a date: a bare year is named as such."""
    if len(text) == 4 and int(text) in _YEARS:
        return wrong(msg("lesing.dato.bare_ar", tekst=text))
    return wrong(msg("lesing.dato.ikke", tekst=shown(text)))


def _incomplete(text: str, today: date) -> Reading[date] | None:
    """ "februar 2023" lacks the day, "1/2" the year: the mend fills in the first, or this year."""
    if (named := _MONTH_ONLY.fullmatch(text)) and (month := _month(named[1])):
        first = _day(int(named[2]), month, 1)
        return wrong(msg("lesing.dato.uten_dag", tekst=text), [_mend(first.value)] if first.value else [])
    if short := _DAY_MONTH.fullmatch(text):
        guess = _day(today.year, int(short[2]), int(short[1]))
        return wrong(msg("lesing.dato.uten_ar", tekst=text), [_mend(guess.value)] if guess.value else [])
    return None


def _with_letters(text: str, window: _Window) -> Reading[date] | None:
    parts = _parts(text.translate(LETTER_DIGITS), window) if re.search("[0-9]", text) else None
    mended = _day(*parts).value if parts else None
    if mended is None:
        return None
    return wrong(msg("lesing.dato.bokstav", tegn=letter_among_digits(text), dato=mended), [_mend(mended)])


def _mend(day: date) -> Mend:
    return mend_to(day, msg("lesing.rett.til", verdi=day))


def _confirmed(day: date, what: Message) -> Reading[date]:
    return confirm(day, what, [_mend(day)])
