"""Where the shipped, read-only `resources/` lie: in the source tree, in a wheel, or in the Windows build."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """The folder of shipped resources (rates, texts, templates, icons, fonts)."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen) / "resources"] if frozen else []
    candidates += [here.parent / "resources", here / "_resources"]
    for folder in candidates:
        if (folder / "tekster").is_dir():
            return folder
    raise FileNotFoundError(f"resources/ not found beside {here}")
