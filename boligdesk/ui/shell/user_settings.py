"""Small choices kept on the user's own PC: columns, widths, theme, size of the window. Never office data."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import platformdirs


def settings_file() -> Path:
    """Where the choices lie."""
    return Path(platformdirs.user_config_dir("boligdesk", appauthor=False)) / "vindu.json"


class UserSettings:
    """Choices under keys, written at once. A file that cannot be read or written is no reason to stop."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or settings_file()
        self._values = _read(self._path)

    def get(self, key: str, default: Any = None) -> Any:
        """What was kept under the key."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep it."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        content = json.dumps(self._values, ensure_ascii=False, indent=1)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".ny")
            beside.write_text(content, encoding="utf-8")
            beside.replace(self._path)

    def of_user(self, login: str) -> UserView:
        """The choices of one who logs in: two at the same PC keep their own columns."""
        return UserView(self, login)


class UserView:
    """The choices of one user within the common file."""

    def __init__(self, settings: UserSettings, login: str) -> None:
        self._settings, self._prefix = settings, f"{login or '-'}/"

    def get(self, key: str, default: Any = None) -> Any:
        """What was kept under the key."""
        return self._settings.get(self._prefix + key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep it."""
        self._settings.set(self._prefix + key, value)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
