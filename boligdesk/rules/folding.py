"""Norwegian order and forgiving search: the keys stored in indexed columns beside names and addresses.

Both keys are plain text, so that SQLite and PostgreSQL order and find alike. They are made of the stored
text and of what somebody types by the same function, and a key of a beginning is the beginning of the key,
so that filter-as-you-type never loses a hit when one more letter is typed.
"""

from __future__ import annotations

import re
import unicodedata

_BASE = {"ð": "d", "þ": "th", "ł": "l", "đ": "d", "ŋ": "n", "ŧ": "t"}
# ISO 646: "{", "|" and "}" come right after "z", as æ, ø and å do in Norwegian and Danish.
_SORT = str.maketrans(_BASE | {"ü": "y", "æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_FIND = str.maketrans(_BASE | {"æ": "a", "ä": "a", "ø": "o", "ö": "o", "å": "a", "-": " ", "/": " ", ",": " "})
_DROPPED = str.maketrans("", "", ".'’`´·")
# One letter a for å, aa, æ, ae, ä and a; one letter o for ø, oe, ö and o.
_LONG_A = re.compile("a[ae]+")
_LONG_O = re.compile("oe+")
_DIGIT_RUN = re.compile("[0-9]+")
_NUMBER_WIDTH = 6


def sort_key(text: str) -> str:
    """Key for Norwegian order: æ, ø, å last, aa as å, accents ignored, and house number 2 before 14."""
    key = _without_accents(_small(text).replace("aa", "å").translate(_SORT))
    return _DIGIT_RUN.sub(lambda run: run.group().zfill(_NUMBER_WIDTH), " ".join(key.split()))


def search_key(text: str) -> str:
    """Key for searching: å/aa/á/æ/ae become a, ø/oe become o, č c, đ d; hyphen is a blank, dots are nothing.

    "oestby", "ostby" and "ØSTBY" have the same key, and so have "mår", "már" and "maar".
    """
    key = _without_accents(_small(text).translate(_FIND)).translate(_DROPPED)
    return " ".join(_LONG_O.sub("o", _LONG_A.sub("a", key)).split())


def digits(text: str) -> str:
    """Only the digits 0–9: for phone, fødselsnummer, KID and account typed with blanks, dots or dashes."""
    return "".join(_DIGIT_RUN.findall(text))


def matches(query: str, text: str) -> bool:
    """Whether every word of the query begins a word of the text, in any order ("kari han" finds "Hansen, Kari")."""
    words = search_key(text).split()
    return all(any(word.startswith(part) for word in words) for part in search_key(query).split())


def found_at(query: str, text: str) -> tuple[int, int] | None:
    """Start and end in `text` of the first piece that the query finds, for marking the hit; None if none."""
    wanted = search_key(query)
    if not wanted:
        return None
    longest = 2 * len(query) + 2
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            if search_key(text[start:end]) == wanted:
                return start + _leading_blanks(text[start:end]), end
    return None


def _leading_blanks(piece: str) -> int:
    return len(piece) - len(piece.lstrip(" -,./"))


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
