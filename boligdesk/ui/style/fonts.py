"""Loads the bundled fonts once, so that the look is the same on every PC and offscreen."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from ...shipped import resources

FAMILY = "Source Sans 3"


@cache
def load() -> tuple[str, ...]:
    """Register every font of `resources/skrifter`, once an application runs; returns the families found."""
    found: list[str] = []
    for path in sorted((resources() / "skrifter").glob("*.ttf")):
        found += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return tuple(dict.fromkeys(found))


def families(weight: int) -> list[str]:
    """Families to ask for at a weight. Windows may know medium and semibold only as families of their own."""
    named = {500: f"{FAMILY} Medium", 600: f"{FAMILY} Semibold"}.get(weight)
    known = [name for name in (named, FAMILY) if name in load()]
    return known or [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]
