"""What the sample office is made of: houses, names and words, read from `resources/eksempel/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...rules.vocabulary import Accessible, Disposal, DwellingKind, Role, Standard
from ...shipped import resources


@dataclass(frozen=True)
class SampleHouse:
    """A building of the sample office; `rooms` is one number per door of each floor."""

    address: str
    area: str
    cadastral: tuple[int, int]
    year: int
    rooms: tuple[int, ...]
    floors: int = 1
    lift: bool = False
    heating: bool = False
    kind: DwellingKind = DwellingKind.APARTMENT
    disposal: Disposal = Disposal.OWNED
    owner: str = ""
    accessible: Accessible = Accessible.NO
    standard: Standard = Standard.FAIR
    rom_navn: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class SampleUser:
    """Somebody who works at the sample office."""

    login: str
    name: str
    role: Role


@dataclass(frozen=True)
class SampleData:
    """All of it."""

    office: dict[str, str]
    users: tuple[SampleUser, ...]
    signatories: tuple[tuple[str, str], ...]
    houses: tuple[SampleHouse, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    words: dict[str, Any]


_ENUMS: dict[str, Any] = {
    "kind": DwellingKind,
    "disposal": Disposal,
    "accessible": Accessible,
    "standard": Standard,
}


@cache
def sample_data() -> SampleData:
    """The sample office's data as shipped."""
    with (resources() / "eksempel" / "kontor.toml").open("rb") as file:
        raw = tomllib.load(file)
    names = raw["navn"]
    return SampleData(
        office=raw["kontor"],
        users=tuple(SampleUser(u["login"], u["name"], Role(u["role"])) for u in raw["bruker"]),
        signatories=tuple((s["name"], s["title"]) for s in raw["underskriver"]),
        houses=tuple(_house(h) for h in raw["hus"]),
        women=tuple(names["kvinner"]),
        men=tuple(names["menn"]),
        surnames=tuple(names["etternavn"]),
        words=raw["tekst"],
    )


def _house(raw: dict[str, Any]) -> SampleHouse:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    coded: dict[str, Any] = {k: _ENUMS[k](v) for k, v in values.items() if k in _ENUMS}
    return SampleHouse(**values | coded)
