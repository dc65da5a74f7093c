"""Light, dark or as the PC; compact or comfortable rows. Kept on the PC and applied while the program runs."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ..style.density import density
from ..style.tokens import Palette, theme

if TYPE_CHECKING:
    from ..parts.table_columns import Store


class Light(Enum):
    """Which palette the user wants."""

    FOLLOW = "follow"
    LIGHT = "light"
    DARK = "dark"


class Rows(Enum):
    """How high a row of a list is; nothing else changes."""

    COMPACT = "compact"
    COMFORTABLE = "comfortable"


def wanted_light(settings: Store) -> Light:
    """The user's choice of palette."""
    kept = settings.get("lys")
    return Light(kept) if kept in [light.value for light in Light] else Light.FOLLOW


def wanted_rows(settings: Store) -> Rows:
    """The user's choice of row height."""
    return Rows.COMFORTABLE if settings.get("rader") == Rows.COMFORTABLE.value else Rows.COMPACT


def choose_light(settings: Store, light: Light) -> None:
    """Keep the choice and show it at once."""
    settings.set("lys", light.value)
    show(settings)


def choose_rows(settings: Store, rows: Rows) -> None:
    """Keep the choice and change every list."""
    settings.set("rader", rows.value)
    density.set(rows is Rows.COMFORTABLE)


def show(settings: Store) -> None:
    """Show the palette that the user wants; "follow" asks the PC."""
    light = wanted_light(settings)
    dark = light is Light.DARK or (light is Light.FOLLOW and _pc_is_dark())
    theme.set(Palette.DARK if dark else Palette.LIGHT)
    density.set(wanted_rows(settings) is Rows.COMFORTABLE)


def _pc_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
