"""The system libraries that Qt's wheels lean on but do not bring along (Linux only)."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

from . import environment
from .environment import SetupError

#: Library → Debian package; enough to draw windows without a screen.
OFFSCREEN: Mapping[str, str] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}

#: In addition for a window on an X screen.
SCREEN: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def missing(libraries: Mapping[str, str]) -> list[str]:
    """The Debian packages of those libraries that cannot be loaded here."""
    return sorted({package for library, package in libraries.items() if not _loads(library)})


def ensure(*, screen: bool) -> None:
    """Install what Qt misses, or name the exact command where that is not allowed."""
    if sys.platform != "linux":
        return
    packages = missing({**OFFSCREEN, **SCREEN} if screen else OFFSCREEN)
    if not packages:
        return
    if not environment.is_debian():
        raise SetupError(f"Qt mangler systembiblioteker. På Debian heter pakkene: {' '.join(packages)}")
    if not environment.is_root():
        raise SetupError(
            "Qt mangler systembiblioteker. Kjør dette, og prøv igjen:\n\n"
            f"    sudo apt-get install {' '.join(packages)}\n"
        )
    environment.apt_install(packages)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
