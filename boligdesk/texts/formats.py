"""Norwegian written forms of money, numbers and dates: the one place that makes them.

Money is whole øre. Thousands are parted by a no-break space, minus is U+2212, dates are dd.mm.yyyy.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"

_BOKMAL_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_DANISH_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_BOKMAL_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_NYNORSK_DAYS = ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag")
_MONTHS = {"nb": _BOKMAL_MONTHS, "nn": _BOKMAL_MONTHS, "da": _DANISH_MONTHS}
_DAYS = {"nb": _BOKMAL_DAYS, "nn": _NYNORSK_DAYS, "da": _BOKMAL_DAYS}


def grouped(whole: int) -> str:
    """1234567 → "1 234 567" with no-break spaces and a true minus sign."""
    text = f"{abs(whole):,}".replace(",", NBSP)
    return f"{MINUS}{text}" if whole < 0 else text


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """A plain number with decimal comma; `decimals` fixes their count, None keeps what the value has."""
    if isinstance(value, int) and decimals is None:
        return grouped(value)
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign, text = (MINUS if exact < 0 else ""), f"{abs(exact):f}"
    whole, _, part = text.partition(".")
    return f"{sign}{grouped(int(whole))}" + (f",{part}" if part else "")


def amount(ore: int, *, always_ore: bool = False) -> str:
    """Øre → "8 950", or "8 950,50" when there are øre (or `always_ore`)."""
    kroner, rest = divmod(abs(ore), 100)
    text = grouped(kroner) + (f",{rest:02d}" if rest or always_ore else "")
    return f"{MINUS}{text}" if ore < 0 else text


def kroner(ore: int, *, always_ore: bool = False) -> str:
    """Øre → "8 950 kr"."""
    return f"{amount(ore, always_ore=always_ore)}{NBSP}kr"


def percent(value: Decimal, decimals: int = 1) -> str:
    """3.25 → "3,3 %"; a whole percentage is written without decimals."""
    places = 0 if value == value.to_integral_value() else decimals
    return f"{number(value, places)}{NBSP}%"


def day(value: date) -> str:
    """01.02.2023."""
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"


def day_short(value: date) -> str:
    """01.02."""
    return f"{value.day:02d}.{value.month:02d}."


def day_long(value: date, language: str = "nb") -> str:
    """1. februar 2023."""
    return f"{value.day}. {_MONTHS[language][value.month - 1]} {value.year}"


def day_spoken(value: date, language: str = "nb") -> str:
    """Mandag 23. november 2026."""
    return f"{_DAYS[language][value.weekday()].capitalize()} {day_long(value, language)}"


def month(value: date, language: str = "nb") -> str:
    """februar 2023."""
    return f"{_MONTHS[language][value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """01.02.2023 kl. 09.14."""
    return f"{day(value)} kl.{NBSP}{clock(value)}"


def clock(value: datetime) -> str:
    """09.14."""
    return f"{value.hour:02d}.{value.minute:02d}"


def account(number_11: str) -> str:
    """12345678903 → 1234.56.78903."""
    d = number_11
    return f"{d[:4]}.{d[4:6]}.{d[6:]}" if len(d) == 11 and d.isdigit() else d


def org_number(number_9: str) -> str:
    """900000000 → 900 000 000."""
    d = number_9
    return NBSP.join((d[:3], d[3:6], d[6:])) if len(d) == 9 and d.isdigit() else d


def phone(digits: str) -> str:
    """40000000 → 400 00 000; other shapes are left as they are."""
    d = digits
    return NBSP.join((d[:3], d[3:5], d[5:])) if len(d) == 8 and d.isdigit() else d


def masked_identifier(value: str) -> str:
    """02119112345 → "021191 •••••": the day of birth may be read aloud, the rest not."""
    return f"{value[:6]}{NBSP}•••••"


def file_size(size: int) -> str:
    """Bytes → "64 kB" or "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}kB"
    return f"{number(Decimal(size) / 1_000_000, 1)}{NBSP}MB"
