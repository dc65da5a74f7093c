"""The letter templates that come with the program: `resources/maler/*.toml`, one file for all languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from ..rules.messages import refuse
from ..rules.templates import Block, Style, Template
from ..shipped import resources

LANGUAGES = ("nb", "nn")


@cache
def load(key: str, language: str = "nb") -> Template:
    """The shipped template of this kind; refuses with `mal.finnes_ikke` for a kind or language it lacks."""
    path = resources() / "maler" / f"{key}.toml"
    if language not in LANGUAGES or key not in keys():
        raise refuse("mal.finnes_ikke", mal=key, sprak=language)
    with path.open("rb") as file:
        return _template(tomllib.load(file), language)


@cache
def keys() -> tuple[str, ...]:
    """The kinds of letters that are shipped."""
    return tuple(sorted(path.stem for path in (resources() / "maler").glob("*.toml")))


def _template(content: Mapping[str, Any], language: str) -> Template:
    return Template(
        key=content["key"],
        language=language,
        version=content["version"],
        dated=content["dated"],
        title=content["title"][language],
        footer=content["footer"][language],
        blocks=tuple(_block(block, language) for block in content["block"]),
        numbered=content.get("numbered", False),
        window=content.get("window", True),
        initials=content.get("initials", False),
    )


def _block(content: Mapping[str, Any], language: str) -> Block:
    """`nb`/`nn` hold the text, `row` and `total` one text for all languages or a table per language."""
    own = {name: value for name, value in content.items() if name not in LANGUAGES}
    for name in ("row", "total"):
        if isinstance(own.get(name), Mapping):
            own[name] = own[name][language]
    return Block(**{**own, "style": Style(own["style"]), "text": content.get(language, "")})
