"""Lays the look on the application: Fusion, bokmål, bundled fonts, palette and style sheet."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from . import drawn, focus, qss, tokens, type
from .bokmal import BokmalTranslator
from .tokens import theme

_ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "crit",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "text2",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Accent: "accent",
}
_DISABLED: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.WindowText: "disabled",
    QPalette.ColorRole.Text: "disabled",
    QPalette.ColorRole.ButtonText: "disabled",
    QPalette.ColorRole.PlaceholderText: "disabled",
    QPalette.ColorRole.Base: "disabledbg",
    QPalette.ColorRole.Button: "disabledbg",
}


def palette() -> QPalette:
    """The tokens as a QPalette, for what the style sheet does not reach."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, tokens.color(name))
    for role, name in _DISABLED.items():
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens.color(name))
    return made


def _repaint(app: QApplication) -> None:
    drawn.write(theme.palette.value)
    _colour(app)


def _colour(app: QApplication) -> None:
    app.setPalette(palette())
    app.setStyleSheet(qss.sheet())


def _fonts(app: QApplication) -> None:
    app.setFont(type.font("body"))
    QToolTip.setFont(type.font("label"))


def apply(app: QApplication, *, pictures: bool = True) -> None:
    """Lay the look on `app`, once; later calls change nothing. `theme.set("dark")` switches while it runs.

    Without `pictures` whoever calls writes those of the style sheet (`drawn.write`) before fields are shown.
    """
    if app.property("boligdesk_look"):
        return
    app.setProperty("boligdesk_look", True)
    QLocale.setDefault(QLocale(QLocale.Language.NorwegianBokmal, QLocale.Country.Norway))
    app.installTranslator(BokmalTranslator(app))
    app.setStyle("Fusion")
    _fonts(app)
    if pictures:
        drawn.write(theme.palette.value)
    _colour(app)
    theme.changed.connect(lambda: _repaint(app))
    focus.install(app)
