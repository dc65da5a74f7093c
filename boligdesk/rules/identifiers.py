"""Identifiers of persons, organisations and accounts: control digits and what the numbers say.

Fødselsnummer and D-nummer: Skatteetaten. Synthetic test numbers carry a month raised by 80 (Tenor), 65 (Norsk
Helsenett) or 40 (NAV); control digits are reckoned on the number as written. From 2032 new numbers may leave
a rest of 0–3 at the first control digit; until they exist such a number is more likely a slip of the
keyboard, so it is read but must be confirmed. DUF: UDI, two control digits, remainder modulo 11.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .messages import Control, Kind, Message, msg


class Scheme(Enum):
    """Which register a person's number comes from; the stored value of the identifier rows."""

    NO_FNR = "NO_FNR"
    NO_DNR = "NO_DNR"
    NO_DUF = "NO_DUF"
    DK_CPR = "DK_CPR"


NORWEGIAN = frozenset({Scheme.NO_FNR, Scheme.NO_DNR, Scheme.NO_DUF})


@dataclass(frozen=True)
class Identifier:
    """A person's number: only digits in `value`. A DUF number tells neither birth date nor sex."""

    scheme: Scheme
    value: str
    born: date | None = None
    female: bool | None = None
    synthetic: bool = False

    def mask(self) -> str:
        """What may be read aloud and stand on a screen: the day of birth, or the year of a DUF number."""
        kept = 4 if self.scheme is Scheme.NO_DUF else 6
        return f"{self.value[:kept]}\u00a0•••••"

    def written(self) -> str:
        """The whole number in its usual groups (for those with the right to see it)."""
        return self.value if self.scheme is Scheme.NO_DUF else f"{self.value[:6]}\u00a0{self.value[6:]}"


_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
_ORG = (3, 2, 7, 6, 5, 4, 3, 2)
_RESTS_FROM_2032 = (1, 2, 3)
_MONTH_OFFSETS = (0, 80, 65, 40)
_MAKE_OFFSET = 80


def identify(digits: str, schemes: frozenset[Scheme] = NORWEGIAN) -> tuple[Identifier | None, Control | None]:
    """The identifier that a row of digits is, and what is wrong (no identifier) or to confirm about it."""
    if len(digits) == 11 and schemes & {Scheme.NO_FNR, Scheme.NO_DNR}:
        return _eleven(digits)
    if len(digits) == 12 and Scheme.NO_DUF in schemes:
        return _duf(digits)
    if len(digits) == 10 and Scheme.DK_CPR in schemes:
        return _cpr(digits)
    return None, _hard(msg("lesing.id.lengde", antall=len(digits)))


def _eleven(digits: str) -> tuple[Identifier | None, Control | None]:
    identifier = _born_number(digits)
    if identifier is None:
        return None, _hard(msg("lesing.id.dato"))
    rest1, rest2 = _rest(digits[:10], (*_K1, 1)), _rest(digits, (*_K2, 1))
    if rest1 == rest2 == 0:
        return identifier, None
    if rest2 == 0 and rest1 in _RESTS_FROM_2032:
        return identifier, Control(Kind.SOFT, msg("lesing.id.ny_kontroll"))
    return None, _hard(msg("lesing.id.kontrollsiffer"))


def _born_number(digits: str) -> Identifier | None:
    """The fødselsnummer or D-nummer with its birth date, or None when no such day or series exists."""
    day, month, serial = int(digits[:2]), int(digits[2:4]), int(digits[6:9])
    scheme = Scheme.NO_DNR if day > 40 else Scheme.NO_FNR
    offset = next((o for o in _MONTH_OFFSETS if 1 <= month - o <= 12), None)
    year = _year(int(digits[4:6]), serial)
    if offset is None or year is None:
        return None
    born = _date(year, month - offset, day - 40 if scheme is Scheme.NO_DNR else day)
    return Identifier(scheme, digits, born, serial % 2 == 0, offset > 0) if born else None


def _year(two_digits: int, serial: int) -> int | None:
    """The full year of birth by the individual number (Skatteetaten's series)."""
    if serial < 500:
        return 1900 + two_digits
    if two_digits < 40:
        return 2000 + two_digits
    if serial >= 900:
        return 1900 + two_digits
    return 1800 + two_digits if serial < 750 and two_digits >= 54 else None


def _duf(digits: str) -> tuple[Identifier | None, Control | None]:
    if not 1970 <= int(digits[:4]) <= 2100:
        return None, _hard(msg("lesing.id.duf_ar", ar=digits[:4]))
    if _rest(digits[:10], _DUF) != int(digits[10:]):
        return None, _hard(msg("lesing.id.duf_kontroll"))
    return Identifier(Scheme.NO_DUF, digits), None


def _cpr(digits: str) -> tuple[Identifier | None, Control | None]:
    """Danish CPR: day, month, year, and a seventh digit for the century; no control digit since 2007."""
    year = _cpr_year(int(digits[4:6]), int(digits[6]))
    born = _date(year, int(digits[2:4]), int(digits[:2]))
    if born is None:
        return None, _hard(msg("lesing.id.dato"))
    return Identifier(Scheme.DK_CPR, digits, born, int(digits[9]) % 2 == 0), None


def _cpr_year(two_digits: int, seventh: int) -> int:
    if seventh <= 3:
        return 1900 + two_digits
    if seventh in (4, 9):
        return (2000 if two_digits <= 36 else 1900) + two_digits
    return (2000 if two_digits <= 57 else 1800) + two_digits


def make_synthetic_fnr(born: date, serial: int, *, female: bool, d_number: bool = False) -> str:
    """A valid made-up number (month + 80) for the sample office; the same arguments give the same number.

    `serial` counts from 0 within birth date and sex (at least 90 exist). ValueError when there are no more.
    """
    day = born.day + (40 if d_number else 0)
    start = f"{day:02d}{born.month + _MAKE_OFFSET:02d}{born.year % 100:02d}"
    for number, made in enumerate(_valid_numbers(start, _series(born.year), female)):
        if number == serial:
            return made
    raise ValueError(f"no synthetic number {serial} for {born}")


def _series(year: int) -> range:
    if 1900 <= year <= 1999:
        return range(500)
    if 2000 <= year <= 2039:
        return range(500, 1000)
    return range(500, 750) if 1854 <= year <= 1899 else range(0)


def _valid_numbers(start: str, series: range, female: bool) -> Iterator[str]:
    for individual in series:
        if (individual % 2 == 0) is not female:
            continue
        first = _with_control(f"{start}{individual:03d}", _K1)
        whole = first and _with_control(first, _K2)
        if whole:
            yield whole


def check_org_number(digits: str) -> Control | None:
    """What is wrong with an organisation number (9 digits, MOD11), or None."""
    if len(digits) != 9:
        return _hard(msg("lesing.orgnr.lengde", antall=len(digits)))
    return None if _with_control(digits[:8], _ORG) == digits else _hard(msg("lesing.orgnr.kontroll"))


def check_account(digits: str) -> Control | None:
    """What is wrong with a Norwegian account number (11 digits, MOD11), or None."""
    if len(digits) != 11:
        return _hard(msg("lesing.konto.lengde", antall=len(digits)))
    return None if _with_control(digits[:10], _K2) == digits else _hard(msg("lesing.konto.kontroll"))


def _with_control(digits: str, weights: Sequence[int]) -> str | None:
    """The digits with their MOD11 control digit, or None when that would be 10 (such numbers are not given)."""
    control = -_rest(digits, weights) % 11
    return None if control == 10 else f"{digits}{control}"


def _rest(digits: str, weights: Sequence[int]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hard(what: Message) -> Control:
    return Control(Kind.HARD, what)
