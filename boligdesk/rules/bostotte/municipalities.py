"""Which group a municipality belongs to (forskrift om bustøtte § 3), by its name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from ...shipped import resources
from ..folding import search_key
from ..messages import refuse
from .household import Municipality


@cache
def _table() -> Mapping[str, Municipality]:
    content = tomllib.loads((resources() / "kommuner.toml").read_text(encoding="utf-8"))
    unsettled = frozenset(content["uavklart"])
    return {
        search_key(name): Municipality(int(group), name, name not in unsettled)
        for group, names in content["grupper"].items()
        for name in names
    }


def municipality(name: str) -> Municipality:
    """The municipality of that name, with or without "kommune", in any case. RefusedError names those that look
    like it.
    """
    found = _table().get(search_key(name).removesuffix(" kommune").strip())
    if found is None:
        close = get_close_matches(name.strip().capitalize(), [place.name for place in _table().values()])
        if close:
            raise refuse("bostotte.ukjent_kommune", funnet=name, mulige=", ".join(close))
        raise refuse("bostotte.uten_slik_kommune", funnet=name)
    return found
