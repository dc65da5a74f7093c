"""The type scale: Source Sans 3 in logical px. Paint code asks here, never `widget.font()`."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontMetrics

from .fonts import families

#: Role → (px, weight).
_ROLES: dict[str, tuple[int, QFont.Weight]] = {
    "h1": (26, QFont.Weight.DemiBold),
    "fig": (28, QFont.Weight.DemiBold),
    "h2": (21, QFont.Weight.DemiBold),
    "h3": (17, QFont.Weight.DemiBold),
    "h4": (15, QFont.Weight.DemiBold),
    "body": (15, QFont.Weight.Normal),
    "button": (15, QFont.Weight.Medium),
    "button_small": (14, QFont.Weight.Medium),
    "primary": (15, QFont.Weight.DemiBold),
    "label": (14, QFont.Weight.Normal),
    "caption": (13, QFont.Weight.Normal),
    "header": (13, QFont.Weight.DemiBold),
    "chip": (13, QFont.Weight.DemiBold),
    "badge": (12, QFont.Weight.DemiBold),
}


def roles() -> tuple[str, ...]:
    """All role names."""
    return tuple(_ROLES)


def px(role: str) -> int:
    """Size of a role in logical px."""
    return _ROLES[role][0]


def weight(role: str) -> int:
    """Weight of a role, 400–600."""
    return int(_ROLES[role][1])


@cache
def font(role: str) -> QFont:
    """The font of a role. Shared: copy it (`QFont(font(...))`) before changing it."""
    size, wanted = _ROLES[role]
    made = QFont(families(weight(role)))
    made.setPixelSize(size)
    made.setWeight(wanted)
    return made


def metrics(role: str) -> QFontMetrics:
    """Measures of a role."""
    return QFontMetrics(font(role))


def width(role: str, text: str) -> int:
    """Width of a text in a role, logical px."""
    return metrics(role).horizontalAdvance(text)
