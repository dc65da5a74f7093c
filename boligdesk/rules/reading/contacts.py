"""Reading phone numbers and e-mail addresses."""

from __future__ import annotations

import re

from ..messages import msg
from .cells import from_cell, on_one_line, shown
from .outcome import Reading, confirm, mend_to, wrong

_PHONE_WORD = re.compile(r"^(tlf|telefon|mobil|mob|tel|t|m)\.?:? ?(?=[+0-9(])", re.IGNORECASE)
_PHONE_PARTS = re.compile(r" ?(?:/|;|,|\bog\b|\beller\b) ?")
_PHONE_MARKS = re.compile(r"[ .()\-]")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+")
_EMAIL_AROUND = re.compile(r"^(mailto:|e-?post:?|<)+ ?|>$", re.IGNORECASE)
_EMAIL_PARTS = re.compile(r"\s*[;,/]\s*|\s+")
_AT_SPELLED = re.compile(r" ?[(\[]\s?(at|krøllalfa|alfakrøll|a)\s?[)\]] ?", re.IGNORECASE)


def read_phone(cell: object) -> Reading[str]:
    """A phone number: eight digits for Norway (+47, 0047 and blanks forgiven), "+46…" for others.

    Of several in one cell the first is read, to be confirmed.
    """
    return from_cell(cell, lambda text: _phones(on_one_line(text)))


def _phones(text: str) -> Reading[str]:
    first, *more = _PHONE_PARTS.split(text, maxsplit=1)
    reading = _phone(first, text)
    if not more or reading.value is None:
        return reading
    what = msg("lesing.telefon.flere", tekst=shown(text), nummer=reading.value)
    return confirm(reading.value, what, [mend_to(reading.value, msg("lesing.rett.telefon", nummer=reading.value))])


def _phone(text: str, whole: str) -> Reading[str]:
    number = _PHONE_MARKS.sub("", _PHONE_WORD.sub("", text))
    number = re.sub(r"^00", "+", number)
    number = re.sub(r"^(\+47|47(?=[0-9]{8}$))", "", number)
    if re.fullmatch("[2-9][0-9]{7}", number) or re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        return Reading(number)
    if re.fullmatch(r"\+?[0-9]+", number):
        return wrong(msg("lesing.telefon.lengde", tekst=shown(whole)))
    return wrong(msg("lesing.telefon.ikke", tekst=shown(whole)))


def read_email(cell: object) -> Reading[str]:
    """An e-mail address with its domain in small letters; "kari@x,no" and "(at)" are wrong with a mend."""
    return from_cell(cell, lambda text: _email(on_one_line(text)))


def _email(text: str) -> Reading[str]:
    bare = _EMAIL_AROUND.sub("", text).strip()
    if _EMAIL.fullmatch(bare):
        return Reading(_small_domain(bare))
    mended = _mended_email(bare)
    if mended:
        return wrong(
            msg("lesing.epost.ikke", tekst=shown(text)), [mend_to(mended, msg("lesing.rett.til", verdi=mended))]
        )
    found = [part for part in _EMAIL_PARTS.split(bare) if _EMAIL.fullmatch(part)]
    if not found:
        return wrong(msg("lesing.epost.ikke", tekst=shown(text)))
    first = _small_domain(found[0])
    mends = [mend_to(first, msg("lesing.rett.godta", verdi=first))]
    return confirm(first, msg("lesing.epost.flere", tekst=shown(text), verdi=first), mends)


def _mended_email(text: str) -> str | None:
    mended = _AT_SPELLED.sub("@", text).replace(",", ".").replace(" ", "")
    return _small_domain(mended) if mended.count("@") == 1 and _EMAIL.fullmatch(mended) else None


def _small_domain(address: str) -> str:
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"
