"""Which words of a written name are first names and which the surname."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ALLOWED = re.compile(r"[^\W\d_]|['’`´.\-–·\s]")
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_PARTICLES = re.compile("van|von|de[nr]?|d[aoi]|d[ao]s|della?|la|le|a[fv]|[ae]l|bint?|ibn|ben|abu|ter", re.IGNORECASE)
_COMPANIES = re.compile(r" (asa?|da|ans|sa|kf|iks|kommune|stiftelsen?|borettslag|eiendom)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """A person before surnames are shared out; `formal`: written "Etternavn, Fornavn"; `numbers` as written."""

    first: str
    last: str
    formal: bool = False
    numbers: tuple[str, ...] = ()


def drafts_of(piece: str, reasons: list[str]) -> list[Draft] | None:
    """The persons of a piece between separators, doubts added to `reasons`; None when it cannot be names."""
    parts = [" ".join(part.split()) for part in piece.split(",")]
    parts = [part for part in parts if part.strip(" .-–")]
    if not all(_looks_like_name(part) for part in parts):
        return None
    if parts and _COMPANIES.search(parts[-1]):
        reasons.append("lesing.navn.grunn.virksomhet")
        return [Draft("", ", ".join(parts))]
    if len(parts) <= 1:
        return [_plain(part.split(), reasons) for part in parts]
    return [_formal(*parts, reasons=reasons)] if len(parts) == 2 else _list_of(parts, reasons)


def _looks_like_name(part: str) -> bool:
    """Letters with their marks, apostrophes, points and hyphens; no digits or signs."""
    return _LETTERS.search(part) is not None and all(
        _ALLOWED.match(c) or unicodedata.category(c).startswith("M") for c in part
    )


def _list_of(parts: list[str], reasons: list[str]) -> list[Draft] | None:
    """Three or more parts between commas: whole names, pairs of "Etternavn, Fornavn", or a surname and first names."""
    reasons.append("lesing.navn.grunn.komma")
    if all(len(part.split()) > 1 for part in parts):
        return [_plain(part.split(), reasons) for part in parts]
    if len(parts) == 3:
        return [Draft(_cased(first), _cased(parts[0]), formal=True) for first in parts[1:]]
    if len(parts) % 2:
        return None
    return [_formal(last, first, reasons=[]) for last, first in zip(parts[::2], parts[1::2], strict=True)]


def _formal(last: str, first: str, *, reasons: list[str]) -> Draft:
    """ "Hansen, Kari". Two words on both sides may just as well be two persons."""
    words = last.split()
    if len(words) > 1 and len(first.split()) > 1 and not _PARTICLES.fullmatch(words[0]):
        reasons.append("lesing.navn.grunn.komma")
    return Draft(_cased(first), _cased(last), formal=True)


def _plain(words: Sequence[str], reasons: list[str]) -> Draft:
    """ "Kari Marie Hansen": the last word is the surname, and the particles before it (van, bin, al)."""
    if len(words) == 1:
        return Draft(_cased(words[0]), "")
    if _INITIAL.fullmatch(words[-1]):
        reasons.append("lesing.navn.grunn.forbokstav")
        return Draft(_cased(" ".join(words[1:])), _cased(words[0]))
    if _shouted(words[0]) and not _shouted(words[-1]):
        capitals = next(n for n, word in enumerate(words) if not _shouted(word))
        return _split(words[capitals:], words[:capitals])
    start = len(words) - 1
    while start > 1 and _PARTICLES.fullmatch(words[start - 1]):
        start -= 1
    return _split(words[:start], words[start:])


def _split(first: Sequence[str], last: Sequence[str]) -> Draft:
    return Draft(_cased(" ".join(first)), _cased(" ".join(last)))


def _shouted(word: str) -> bool:
    return word.isupper() and len(_LETTERS.findall(word)[0]) > 1 if _LETTERS.search(word) else False


def _cased(name: str) -> str:
    """KARI-ANNE and kari-anne become Kari-Anne; mixed letters are left as the person writes them."""
    if not (name.islower() or _shouted(name)):
        return name
    return " ".join(
        word if word.islower() and _PARTICLES.fullmatch(word) else _LETTERS.sub(_capital, word) for word in name.split()
    )


def _capital(letters: re.Match[str]) -> str:
    return letters.group().capitalize()
