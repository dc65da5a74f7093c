"""Pictures the style sheet needs as files (arrow, tick): written per theme, gone at exit."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir

from . import icons

#: File name → (icon, token, logical px).
_PICTURES = {
    "chevron": ("chevron-down", "text2", 14),
    "chevron-off": ("chevron-down", "disabled", 14),
    "calendar": ("calendar", "text2", 14),
    "calendar-off": ("calendar", "disabled", 14),
    "check": ("check", "onaccent", 16),
    "check-off": ("check", "disabled", 16),
    "minus": ("minus", "onaccent", 16),
    "left": ("chevron-left", "text2", 16),
    "right": ("chevron-right", "text2", 16),
}


@cache
def _root() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="boligdesk-stil-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def write(theme_name: str) -> None:
    """Write the pictures of a theme at one, two and three times the size, reachable as `drawn:<name>.png`."""
    folder = _root() / theme_name
    if not folder.exists():
        folder.mkdir(parents=True)
        for name, (icon, colour, size) in _PICTURES.items():
            for times, suffix in ((1, ""), (2, "@2x"), (3, "@3x")):
                path = folder / f"{name}{suffix}.png"
                icons.pixmap(icon, colour, size, float(times)).save(str(path), "PNG")
    QDir.setSearchPaths("drawn", [str(folder)])
