"""Loads the bundled fonts once; the look is the same on every PC, and offscreen where no font is installed."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from ...shipped import resources

FAMILY = "Source Sans 3"


@cache
def load() -> tuple[str, ...]:
    """Register every font of `resources/skrifter`; returns the families found. Needs a running QApplication."""
    found: list[str] = []
    for path in sorted((resources() / "skrifter").glob("*.ttf")):
        found += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return tuple(dict.fromkeys(found))


@cache
def family() -> str:
    """Source Sans 3, or the system's own family when the fonts are missing."""
    if FAMILY in load():
        return FAMILY
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
