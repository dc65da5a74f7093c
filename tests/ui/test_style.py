"""The visual language: contrast in both palettes, one home for colours, fonts, icons, focus, bokmål."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QColor, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from boligdesk.shipped import resources
from boligdesk.ui.parts import alerts, buttons, chips, stepper
from boligdesk.ui.style import icons, qss, tokens, type
from boligdesk.ui.style.apply import apply, palette
from boligdesk.ui.style.focus import Ring
from boligdesk.ui.style.tokens import Palette, theme

UI = Path(tokens.__file__).parents[1]

_STATES = ("ok", "warn", "crit", "info", "neutral")
#: Text on its ground: at least 4.5.
TEXT_PAIRS = [
    *[("text", g) for g in ("bg", "surface", "sunken", "hover", "selected", "accentsoft", "mark")],
    *[("text2", g) for g in ("bg", "surface", "sunken", "hover", "selected", "accentsoft", "neutralbg")],
    *[("text3", g) for g in ("bg", "surface", "sunken", "hover")],
    *[(state, f"{state}bg") for state in _STATES],
    *[(state, "surface") for state in _STATES],
    *[(word, f"{state}bg") for word in ("text", "text2") for state in _STATES],
    *[("link", g) for g in ("surface", "sunken", "hover", "selected")],
    ("warn", "surface"),
    ("accent", "surface"),
    ("accent", "accentsoft"),
    ("onaccent", "accent"),
    ("onaccent", "accenthover"),
    ("onaccent", "accentpress"),
    ("surface", "text"),
    ("surface", "crit"),
    ("bandtext", "band"),
    ("bandtext", "bandfield"),
    ("bandtext2", "band"),
    ("bandtext2", "bandfield"),
]
#: Edges of controls, focus, lines that carry meaning: at least 3.0.
EDGE_PAIRS = [
    ("control", "surface"),
    ("control", "bg"),
    ("control", "sunken"),
    *[("focus", g) for g in ("bg", "surface", "sunken", "selected", "critbg", "warnbg", "infobg", "accentsoft")],
    ("accent", "selected"),
    ("bandline", "band"),
    ("bandtext", "band"),
    *[(state, f"{state}bg") for state in _STATES],
    ("crit", "surface"),
    ("warn", "surface"),
]


@pytest.fixture(autouse=True)
def look(qapp):
    apply(qapp)
    theme.set(Palette.LIGHT)
    yield
    theme.set(Palette.LIGHT)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, shown: Palette) -> float:
    low, high = sorted(luminance(tokens.color(name, shown)) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_wcag_does():
    assert (luminance(QColor("white")) + 0.05) / (luminance(QColor("black")) + 0.05) == pytest.approx(21)
    assert contrast("text", "surface", Palette.LIGHT) == pytest.approx(16.1, abs=0.1)
    assert contrast("accent", "surface", Palette.DARK) == pytest.approx(7.9, abs=0.1)


@pytest.mark.parametrize("shown", Palette)
@pytest.mark.parametrize(("word", "ground"), sorted(set(TEXT_PAIRS)))
def test_text_can_be_read(word, ground, shown):
    assert contrast(word, ground, shown) >= 4.5


@pytest.mark.parametrize("shown", Palette)
@pytest.mark.parametrize(("edge", "ground"), sorted(set(EDGE_PAIRS)))
def test_edges_and_focus_can_be_seen(edge, ground, shown):
    assert contrast(edge, ground, shown) >= 3.0


def test_colours_stand_in_the_token_module_only():
    colour = re.compile(r"#[0-9A-Fa-f]{6,8}\b|#[0-9A-Fa-f]{3}\b(?!\w)|GlobalColor\.(?!transparent)|QColor\([\"'0-9]")
    found = [
        f"{path.relative_to(UI)}: {match.group()}"
        for path in sorted(UI.rglob("*.py"))
        if path.name != "tokens.py"
        for match in colour.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_sheet_uses_every_field_it_names():
    sheet = qss.sheet()
    assert "$" not in sheet
    assert tokens.hex("accent") in sheet


def test_a_switch_repaints_everything_once(qapp):
    heard = []
    theme.changed.connect(lambda: heard.append(theme.palette))
    label = QLabel("x")
    label.ensurePolished()
    theme.set("dark")
    theme.set("dark")
    assert heard == [Palette.DARK]
    assert theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == tokens.color("bg", Palette.DARK)
    assert tokens.hex("accent", Palette.DARK) in qapp.styleSheet()
    assert tokens.hex("accent", Palette.LIGHT) not in qapp.styleSheet()
    assert label.palette().color(QPalette.ColorRole.WindowText) == tokens.color("text", Palette.DARK)


def test_an_unknown_palette_is_refused():
    with pytest.raises(ValueError, match="sepia"):
        theme.set("sepia")


def test_disabled_text_is_muted_in_the_palette():
    muted = palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert muted == tokens.color("disabled")


@pytest.mark.parametrize("role", type.roles())
def test_every_role_is_the_bundled_face(role):
    info = QFontInfo(type.font(role))
    assert info.family().startswith("Source Sans 3")
    assert (info.pixelSize(), info.weight()) == (type.px(role), type.weight(role))


@pytest.mark.parametrize("role", ["body", "h4"])
def test_digits_are_tabular_and_letters_are_there(role):
    assert len({type.width(role, digit) for digit in "0123456789"}) == 1
    face = QRawFont.fromFont(type.font(role))
    assert all(face.supportsCharacter(ord(letter)) for letter in "æøåÆØÅčđŋšŧžČĐŊŠŦŽ§−–\u00a0«»")


def colours_of(pixmap) -> set[str]:
    image = pixmap.toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    solid = (image.pixelColor(x, y) for x, y in points)
    return {colour.name() for colour in solid if colour.alpha() == 255}


def test_icons_take_the_colour_of_the_theme():
    assert colours_of(icons.pixmap("check", "crit", 32)) == {tokens.hex("crit").lower()}
    theme.set("dark")
    assert colours_of(icons.pixmap("check", "crit", 32)) == {tokens.hex("crit").lower()}


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_are_drawn_at_the_screens_density(ratio):
    drawn = icons.pixmap("printer", "text", 16, ratio)
    assert (drawn.width(), drawn.devicePixelRatio()) == (16 * ratio, ratio)
    assert icons.pixmap("printer", "text", 16, ratio).cacheKey() == drawn.cacheKey()


def test_icons_are_lucide_with_their_licence():
    assert "ISC License" in (resources() / "ikoner" / "LICENSE").read_text("utf-8")
    for name in icons.names():
        assert "currentColor" in (resources() / "ikoner" / f"{name}.svg").read_text("utf-8"), name


def test_every_fixed_icon_is_shipped():
    used = {chips.look(kind).icon for kind in chips.ChipKind}
    used |= set(alerts._ICON.values()) | {look[3] for look in stepper._LOOKS.values() if look[3]}
    assert used <= icons.names()


def test_qts_own_buttons_speak_bokmal(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert sorted(button.text() for button in box.buttons()) == ["Avbryt", "Lagre"]


@pytest.mark.parametrize("made", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_field_speaks_bokmal(qtbot, made):
    field = made()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = {action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()}
    assert words == {"Angre", "Gjør om", "Klipp ut", "Kopier", "Lim inn", "Slett", "Merk alt"}
    menu.deleteLater()


def test_qt_keeps_what_the_table_does_not_hold():
    assert QApplication.translate("Nowhere", "Something") == "Something"


def test_dates_are_norwegian(qtbot):
    field = QDateEdit(QDate(date(2026, 11, 23)))
    qtbot.addWidget(field)
    assert QLocale().name() == "nb_NO"
    assert field.text() == "23.11.2026"


def contents(field: QLineEdit) -> tuple[int, ...]:
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inner = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    return inner.x(), inner.width(), inner.center().y(), field.height()


@pytest.fixture
def page(qtbot):
    holder = QWidget()
    QVBoxLayout(holder).setContentsMargins(20, 20, 20, 20)
    qtbot.addWidget(holder)
    holder.resize(400, 300)
    return holder


@pytest.mark.parametrize("state", ["", "error", "warn"])
def test_focus_and_state_move_nothing(qtbot, page, state):
    field, other = QLineEdit("8 950"), QLineEdit()
    page.layout().addWidget(other)
    page.layout().addWidget(field)
    with qtbot.waitExposed(page):
        page.show()
    other.setFocus()
    calm = contents(field)
    qss.set_property(field, "st", state)
    assert contents(field) == calm
    field.setFocus()
    assert contents(field) == calm


def test_a_button_is_ringed_two_px_outside(qtbot, page):
    button, other = buttons.primary("Lagre"), buttons.secondary("Avbryt")
    page.layout().addWidget(button)
    page.layout().addWidget(other)
    with qtbot.waitExposed(page):
        page.show()
    for wanted in (button, other):
        wanted.setFocus()
        ring = page.findChild(Ring)
        assert ring.isVisible()
        assert ring.geometry() == wanted.geometry().adjusted(-4, -4, 4, 4)
        assert page.grab().toImage().pixelColor(wanted.x() + 20, wanted.y() - 3) == tokens.color("focus")
    other.clearFocus()
    assert not ring.isVisible()


def test_the_ring_outlives_the_window_it_was_in(qtbot, page):
    first = QWidget()
    QVBoxLayout(first).addWidget(buttons.primary("Lagre"))
    with qtbot.waitExposed(first):
        first.show()
    first.findChild(buttons.Button).setFocus()
    with qtbot.waitSignal(first.destroyed):
        first.deleteLater()
    second = buttons.primary("Lagre")
    page.layout().addWidget(second)
    with qtbot.waitExposed(page):
        page.show()
    second.setFocus()
    assert page.findChild(Ring).isVisible()
