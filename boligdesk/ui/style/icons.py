"""Icons: Lucide SVGs in a token's colour, drawn at the screen's own density and kept."""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ...shipped import resources
from . import tokens


@cache
def names() -> frozenset[str]:
    """The icons that are shipped."""
    return frozenset(path.stem for path in (resources() / "ikoner").glob("*.svg"))


@cache
def _source(name: str) -> str:
    return (resources() / "ikoner" / f"{name}.svg").read_text("utf-8")


def svg(name: str, colour: str, stroke: float = tokens.ICON_STROKE) -> str:
    """The SVG text of an icon in one colour (`#RRGGBB`)."""
    coloured = _source(name).replace("currentColor", colour)
    return coloured.replace('stroke-width="2"', f'stroke-width="{stroke}"')


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, dpr: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(svg(name, colour).encode()))  # before any painter: an unknown name must not kill
    pixels = ceil(size * dpr)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


def density() -> float:
    """The finest density of the screens, so that icons are never blurred."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def pixmap(name: str, colour: str, size: int = tokens.ICON, dpr: float | None = None) -> QPixmap:
    """The icon in a token's colour of the palette shown now, `size` logical px."""
    return _drawn(name, tokens.hex(colour), size, dpr or density())


def icon(name: str, colour: str = "text", size: int = tokens.ICON, before: int = 0, after: int = 0) -> QIcon:
    """The same as a QIcon, with its disabled state; make it anew when the theme changes.

    `before` and `after` are empty px at its sides: the only way to set the room between icon and word.
    """
    made = QIcon(_spaced(pixmap(name, colour, size), before, after))
    made.addPixmap(_spaced(pixmap(name, "disabled", size), before, after), QIcon.Mode.Disabled)
    return made


def _spaced(drawn: QPixmap, before: int, after: int) -> QPixmap:
    if not before + after:
        return drawn
    ratio = drawn.devicePixelRatio()
    wide = QPixmap(ceil(drawn.width() + (before + after) * ratio), drawn.height())
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(ratio)
    painter = QPainter(wide)
    painter.drawPixmap(QPointF(before, 0), drawn)
    painter.end()
    return wide


def paint(painter: QPainter, name: str, colour: str, x: float, y: float, size: int = tokens.ICON) -> None:
    """Draw an icon with its upper left corner at x, y."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else density()
    painter.drawPixmap(QPointF(x, y), pixmap(name, colour, size, ratio))
