"""The colours, spaces and sizes of the look (`docs/utseende.md`): the only module that holds a colour value.

Every token has a light and a dark value; `theme.palette` says which one is shown now.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor


class Palette(Enum):
    """The two palettes; dark is one of its own, not an inversion."""

    LIGHT = "light"
    DARK = "dark"


#: Token → (light, dark). Eight digits are #AARRGGBB.
_COLOURS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bg": ("#F2F4F5", "#12181B"),
        "surface": ("#FFFFFF", "#1B2327"),
        "sunken": ("#F7F9FA", "#20292E"),
        "hover": ("#EEF3F5", "#263137"),
        "selected": ("#DFECF0", "#1F3F49"),
        "border": ("#D7DDE1", "#35424A"),
        "chartgrid": ("#E3E8EB", "#2C373D"),
        "control": ("#7C8992", "#7B8A93"),
        "text": ("#1A2228", "#E8EDF0"),
        "text2": ("#46535B", "#B8C4CA"),
        "text3": ("#5B6870", "#9AA8B0"),
        "disabled": ("#76828A", "#6E7B83"),
        "disabledbg": ("#EEF1F3", "#20292E"),
        "accent": ("#0F5C70", "#6FC2D6"),
        "accenthover": ("#0B4B5C", "#8BD0E1"),
        "accentpress": ("#083B49", "#A5DDEA"),
        "onaccent": ("#FFFFFF", "#06232B"),
        "link": ("#0F5C70", "#7FCADC"),
        "accentsoft": ("#E3EFF2", "#173741"),
        "focus": ("#0F5C70", "#8BD0E1"),
        "band": ("#0D3B49", "#0C272F"),
        "bandfield": ("#174F60", "#16383F"),
        "bandline": ("#5E93A4", "#5A8794"),
        "bandtext": ("#FFFFFF", "#F2F7F9"),
        "bandtext2": ("#B9D3DB", "#A9C3CB"),
        "ok": ("#1D673A", "#86D3A3"),
        "okbg": ("#E4F2E9", "#173322"),
        "okline": ("#A5D0B5", "#2F6345"),
        "warn": ("#774A00", "#F0C16B"),
        "warnbg": ("#FCF1D9", "#3A2D12"),
        "warnline": ("#E2BF76", "#6E5622"),
        "crit": ("#9E2429", "#F5A3A3"),
        "critbg": ("#FBE9E9", "#3F2022"),
        "critline": ("#E6ADAE", "#7A3A3D"),
        "info": ("#23528C", "#9CC3F5"),
        "infobg": ("#E7EFF9", "#1C2E45"),
        "infoline": ("#AEC6E6", "#385B87"),
        "neutral": ("#46535B", "#B8C4CA"),
        "neutralbg": ("#ECEFF1", "#2A353B"),
        "neutralline": ("#C9D1D6", "#43525A"),
        "chart2": ("#A9C4CC", "#3E5F69"),
        "mark": ("#FFE9A8", "#5C4A12"),
        "scrim": ("#991A2228", "#A6000000"),
        "shadow": ("#0B000000", "#0B000000"),
    }
)

#: Spaces in logical px: the steps of the grid.
S4, S8, S12, S16, S24 = 4, 8, 12, 16, 24
PAGE_MARGIN, CARD_GAP, CARD_PAD_X, CARD_PAD_Y = 16, 12, 16, 14

#: Heights.
BAND_H, TABS_H, STRIP_H, SUBTABS_H, ACTIONBAR_H, STATUSBAR_H = 48, 40, 48, 38, 56, 28
BUTTON_H, BUTTON_SMALL_H, CHIP_H = 36, 28, 22
ROW_H, ROW_COMFORTABLE_H, ROW_TWO_H, HEADER_H, CARD_HEADER_H, GROUP_H = 32, 40, 46, 34, 30, 30

#: Field rows.
FIELD_ROW_H, LABEL_W, LABEL_NARROW_W, LABEL_FORM_W = 28, 104, 84, 150

#: Shape.
RADIUS, RADIUS_CARD, RADIUS_DIALOG = 4, 6, 8
FOCUS_W, EDGE_W, ROW_EDGE_W = 2, 4, 3

#: Icons.
ICON, ICON_ALERT, ICON_CHIP, ICON_EMPTY, ICON_STROKE = 16, 20, 14, 40, 1.75
AVATAR = 44

#: Below these the window drops what the look says (§ 4).
NARROW_W, LOW_H = 1360, 760
DIALOG_MAX_W, DIALOG_MAX_H = 1260, 800


class Theme(QObject):
    """Which palette is shown; `changed` is sent after a switch so that everything paints itself anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._palette = Palette.LIGHT

    @property
    def palette(self) -> Palette:
        """The palette shown now."""
        return self._palette

    @property
    def dark(self) -> bool:
        """Whether the dark palette is shown."""
        return self._palette is Palette.DARK

    def set(self, palette: Palette | str) -> None:
        """Show `"light"` or `"dark"`; nothing happens when it is shown already."""
        wanted = Palette(palette)
        if wanted is not self._palette:
            self._palette = wanted
            self.changed.emit()


theme = Theme()


def names() -> tuple[str, ...]:
    """All token names."""
    return tuple(_COLOURS)


def hex(name: str, palette: Palette | None = None) -> str:
    """The value of a token as text, in the palette shown now or the one asked for."""
    light, dark = _COLOURS[name]
    return dark if (palette or theme.palette) is Palette.DARK else light


def color(name: str, palette: Palette | None = None) -> QColor:
    """The value of a token as a colour."""
    return QColor(hex(name, palette))
