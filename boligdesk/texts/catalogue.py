"""The text catalogue: `resources/tekster/*.toml` and the one function that puts messages into words (E1).

A file holds one table per code: `["kode"]` with `nb`, and where the text can meet a citizen `nn` and `da`.
Fields are written `{navn}` or `{navn:form}`; the forms are listed in `_FORMS`. `{n:flertall|bolig|boliger}`
chooses by number. A field may itself be a `Message` (an enum name, a nested sentence).
"""

from __future__ import annotations

import os
import string
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from ..rules.messages import Fault, Message, Param
from ..shipped import resources
from . import formats

LANGUAGES = ("nb", "nn", "da")


class UnknownCodeError(KeyError):
    """A code that the catalogue does not hold: a fault of the program, found by the tests."""


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All codes with their texts per language; a code that stands in two files is refused."""
    texts: dict[str, Mapping[str, str]] = {}
    for path in _files():
        for code, versions in _read(path).items():
            if code in texts:
                raise ValueError(f"{path.name}: {code} stands in two files")
            texts[code] = versions
    return texts


@cache
def _files() -> Mapping[Path, str]:
    """The files as they were written: reading them is quick, understanding them is not."""
    return {path: path.read_text(encoding="utf-8") for path in sorted((resources() / "tekster").glob("*.toml"))}


@cache
def _read(path: Path) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_files()[path])


@cache
def _versions(code: str) -> Mapping[str, str] | None:
    """The texts of a code. Only the file in which it stands is understood: a window that opens needs a few of them."""
    head = f'["{code}"]'
    return next((_read(path)[code] for path, words in _files().items() if head in words and code in _read(path)), None)


def has(code: str) -> bool:
    """Whether the catalogue holds this code."""
    return _versions(code) is not None


def _money(value: Any, _language: str) -> str:
    return formats.kroner(int(value))


def _day_of(value: Any, _language: str) -> str:
    return formats.day(value) if isinstance(value, date) else str(value)


_FORMS: dict[str, Callable[[Any, str], str]] = {
    "kr": _money,
    "kr_ore": lambda v, _l: formats.kroner(int(v), always_ore=True),
    "belop": lambda v, _l: formats.amount(int(v)),
    "dato": _day_of,
    "dato_lang": lambda v, lang: formats.day_long(v, lang),
    "maned": lambda v, lang: formats.month(v, lang),
    "tid": lambda v, _l: formats.moment(v),
    "prosent": lambda v, _l: formats.percent(Decimal(v)),
    "tall": lambda v, _l: formats.number(v),
    "konto": lambda v, _l: formats.account(str(v)),
    "orgnr": lambda v, _l: formats.org_number(str(v)),
    "telefon": lambda v, _l: formats.phone(str(v)),
}


class _Writer(string.Formatter):
    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            return render(value, self._language)
        if format_spec.startswith("flertall|"):
            _, one, many = format_spec.split("|")
            return one if abs(Decimal(value)) == 1 else many
        if format_spec:
            return "" if value is None else _FORMS[format_spec](value, self._language)
        return _plain(value)


def _plain(value: Param) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return formats.number(value)
    return str(value)


def wording(code: str, language: str = "nb") -> str:
    """The raw text of a code; a window language that lacks it falls back to bokmål."""
    versions = _versions(code)
    if versions is None:
        raise UnknownCodeError(code)
    return versions.get(language) or versions["nb"]


def render(message: Message, language: str = "nb") -> str:
    """The sentence of a message in `language`, values in Norwegian written form."""
    return _stretched(_Writer(language).vformat(wording(message.code, language), (), dict(message.params)))


def text(code: str, /, language: str = "nb", **params: Param) -> str:
    """Short way to `render(Message(code, params))`."""
    return render(Message(code, params), language)


def enum_text(value: Enum, language: str = "nb") -> str:
    """The name users see for an enum member: code `enum.<ClassName>.<value>`."""
    return text(enum_code(value), language)


def enum_code(value: Enum) -> str:
    """The catalogue code of an enum member."""
    return f"enum.{type(value).__name__}.{value.value}"


@dataclass(frozen=True)
class FaultText:
    """A fault in words: what happened, where, how to mend it. The latter two may be empty."""

    code: str
    what: str
    where: str
    mend: str

    @property
    def whole(self) -> str:
        """All of it in one paragraph."""
        return " ".join(part for part in (self.what, self.where, self.mend) if part)


def fault_text(fault: Fault, language: str = "nb") -> FaultText:
    """Put a fault into words; parts that the catalogue does not hold stay empty."""
    parts = [render(m, language) if m and has(m.code) else "" for m in (fault.what, fault.where, fault.mend)]
    return FaultText(fault.code, *parts)


def fields_of(code: str) -> frozenset[str]:
    """The names of the fields in a code's text, over all its languages (for the catalogue test)."""
    return frozenset(name for version in catalogue()[code].values() for name in _names(version))


def _names(template: str) -> Iterable[str]:
    return (name.split(".")[0] for _, name, _, _ in string.Formatter().parse(template) if name)


def _stretched(sentence: str) -> str:
    """Pseudo-translation: `BOLIGDESK_PSEUDO=40` makes every text 40 % longer, to find layouts that break."""
    percent = os.environ.get("BOLIGDESK_PSEUDO")
    if not percent:
        return sentence
    extra = max(1, len(sentence) * int(percent) // 100)
    return f"⟦{sentence} {'~' * extra}⟧"
