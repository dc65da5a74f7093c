"""The building blocks of the window: drawn in both themes, said aloud, worked with the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from boligdesk.rules.messages import Control, Kind, Mend, msg
from boligdesk.ui.gallery import Gallery
from boligdesk.ui.parts import buttons
from boligdesk.ui.parts.alerts import Alert, AlertKind, ControlAlert, MissingNote
from boligdesk.ui.parts.band import Band
from boligdesk.ui.parts.buttons import ButtonKind, MenuButton
from boligdesk.ui.parts.cards import ActionBar, Card, RecordHeader
from boligdesk.ui.parts.chips import Chip, ChipKind, ChipLook, Tone, chip_width, look, paint_chip
from boligdesk.ui.parts.dialog import Choice, DialogFrame, Question, ask, open_dialog
from boligdesk.ui.parts.empty_state import EmptyState, EmptyStep
from boligdesk.ui.parts.facts import Facts, FieldRow
from boligdesk.ui.parts.labels import ElidedLabel
from boligdesk.ui.parts.segments import Segments
from boligdesk.ui.parts.statusbar import StatusBar
from boligdesk.ui.parts.stepper import Stepper, StepState
from boligdesk.ui.parts.tabs import MainTabs, SubTabs
from boligdesk.ui.parts.toast import Toast, ToastHost, clear_of
from boligdesk.ui.style import tokens
from boligdesk.ui.style.apply import apply
from boligdesk.ui.style.tokens import Palette, theme

LONG = "Leieforholdet til den lengste familien i kommunen, som har fått et navn uten ende"


@pytest.fixture(autouse=True)
def shown_light(qapp):
    apply(qapp)
    theme.set(Palette.LIGHT)
    yield
    theme.set(Palette.LIGHT)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    QVBoxLayout(made)
    made.resize(1440, 900)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def put(window, widget):
    window.layout().addWidget(widget)
    QApplication.processEvents()
    return widget


def said(code: str, **params):
    """A message of the catalogue with given words, so that the tests need no texts of their own."""
    return msg("ui.felles.fyll_inn", **params) if params else msg(code)


def soft(*mends: Mend) -> Control:
    return Control(
        Kind.SOFT, said("", felt="ny leie"), said("", felt="hvorfor"), "husleieloven § 4-3", ("leie",), mends
    )


def hard(*mends: Mend) -> Control:
    return Control(Kind.HARD, said("", felt="depositum"), None, "husleieloven § 3-5", ("depositum",), mends)


MISSING = Control(Kind.MISSING, said("", felt="forfallsdag"))


def header() -> RecordHeader:
    made = RecordHeader()
    made.show_record("Fjordgata 14", ["3 rom", "71 m²"], [ChipKind.UTLEID])
    made.show_money("8 950 kr", "per måned")
    return made


def tabs(kind=MainTabs):
    made = kind()
    made.setAccessibleName("Faner")
    for key, count in (("boliger", 0), ("soknader", 37), ("moter", 0)):
        made.add(key, key.capitalize(), count)
    return made


def stepper() -> Stepper:
    made = Stepper(["Hvem", "Varighet", "Leie", "Vilkår"])
    made.setAccessibleName("Steg")
    made.set_current(2, stopped=True, remarks=(1,))
    return made


def band() -> Band:
    made = Band()
    made.setAccessibleName("Topp")
    made.set_office("Fjordvik kommune")
    made.set_user("Ingvild Moe")
    return made


def status() -> StatusBar:
    made = StatusBar()
    made.set_saved("Alt er lagret 09.14")
    made.set_people("3 pålogget")
    made.set_facts(["Satser per 01.06.2026", "uke 48"])
    return made


PARTS = {
    "primary": lambda: buttons.primary("Lagre", "save"),
    "secondary": lambda: buttons.secondary("Skriv ut", "printer"),
    "ghost": lambda: buttons.ghost("Vis utregning"),
    "danger": lambda: buttons.danger("Avslutt leieforhold"),
    "icon": lambda: buttons.icon_button("columns-3", "Velg kolonner"),
    "menu": MenuButton,
    "chip": lambda: Chip(ChipKind.LEDIG),
    "preliminary": lambda: Chip(ChipKind.FORELOPIG),
    "hard": lambda: ControlAlert(hard(Mend(said("", felt="52 800")))),
    "soft": lambda: ControlAlert(soft()),
    "info": lambda: Alert(AlertKind.INFO, "Siri K. endret dette"),
    "missing": lambda: MissingNote("Fyll inn forfallsdag"),
    "toast": lambda: Toast("Kontakt lagret", undo=True),
    "stepper": stepper,
    "tabs": tabs,
    "subtabs": lambda: tabs(SubTabs),
    "segments": lambda: Segments([("a", "Alle 4"), ("b", "Ledig 1")], "Status"),
    "card": lambda: Card("Boligen", "Befart 12.06.2026", accent=True),
    "header": header,
    "empty": lambda: EmptyState("wallet", "Ingen restanser ennå", "Fordi", [EmptyStep("Først", "så", "Importer")]),
    "band": band,
    "status": status,
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_drawn_in_both_themes_and_said_aloud(window, name):
    part = put(window, PARTS[name]())
    light = part.grab().toImage()
    theme.set("dark")
    QApplication.processEvents()
    dark = part.grab().toImage()
    assert inks(light) >= 2
    assert inks(dark) >= 2
    assert light != dark
    assert part.accessibleName()
    assert all(b.accessibleName() or b.text() for b in part.findChildren(QAbstractButton))


def inks(image: QImage) -> int:
    step = max(1, image.height() // 60)
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), step))
    return len({image.pixel(x, y) for x, y in points})


# --- chips


@pytest.mark.parametrize(
    ("kind", "word", "tone", "icon"),
    [
        (ChipKind.OPPFYLT, "Oppfylt", Tone.OK, "check"),
        (ChipKind.IKKE_OPPFYLT, "Ikke oppfylt", Tone.CRIT, "x"),
        (ChipKind.UNNTAK, "Unntak", Tone.INFO, "shield-check"),
        (ChipKind.UKJENT, "Ukjent", Tone.WARN, "circle-help"),
        (ChipKind.LEDIG, "Ledig", Tone.OK, "door-open"),
        (ChipKind.UTLEID, "Utleid", Tone.NEUTRAL, "check"),
        (ChipKind.OPPSAGT, "Oppsagt", Tone.WARN, "calendar-clock"),
        (ChipKind.KLARGJORES, "Klargjøres", Tone.INFO, "paintbrush"),
        (ChipKind.OPPUSSING, "Oppussing", Tone.INFO, "wrench"),
        (ChipKind.RESERVERT, "Reservert", Tone.INFO, "bookmark"),
        (ChipKind.SPERRET, "Sperret", Tone.CRIT, "ban"),
        (ChipKind.FRIST_I_DAG, "Frist i dag", Tone.CRIT, "clock"),
        (ChipKind.FORELOPIG, "Foreløpig", Tone.PRELIMINARY, "circle-dashed"),
    ],
)
def test_a_state_always_has_the_same_chip(kind, word, tone, icon):
    assert look(kind) == ChipLook(word, tone, icon)


def test_a_chip_without_room_is_cut_inside_its_box(qapp):
    image = QImage(200, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    box = paint_chip(painter, QRectF(10, 0, 60, 40), look(ChipKind.IKKE_OPPFYLT))
    painter.end()
    assert (box.width(), box.height()) == (60, tokens.CHIP_H)
    right_of_it = {image.pixel(x, y) for x in range(71, 200) for y in range(40)}
    assert len(right_of_it) == 1


def test_a_preliminary_chip_has_no_ground(window):
    window.setStyleSheet("background: white")
    chip = put(window, Chip(ChipKind.FORELOPIG))
    middle = chip.grab().toImage().pixelColor(chip_width(chip.look) - 5, 11)
    filled = put(window, Chip(ChipKind.UKJENT))
    assert middle != tokens.color("warnbg")
    assert filled.grab().toImage().pixelColor(chip_width(filled.look) - 5, 11) == tokens.color("warnbg")


# --- labels


def test_a_long_line_is_cut_with_the_whole_as_tooltip(window):
    label = put(window, ElidedLabel(LONG))
    assert (label.text(), label.toolTip()) == (LONG, "")
    label.setMaximumWidth(120)
    window.layout().activate()
    assert label.text().endswith("…")
    assert label.toolTip() == LONG
    assert label.accessibleName() == LONG


# --- buttons


def test_enter_and_space_press_a_button(qtbot, window):
    pressed = []
    button = put(window, buttons.secondary("Lagre & lukk"))
    button.clicked.connect(lambda: pressed.append(button.accessibleName()))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == ["Lagre & lukk"] * 2
    assert button.text() == "Lagre && lukk"


def test_an_icon_follows_the_theme(window):
    button = put(window, buttons.secondary("Skriv ut", "printer"))
    light = button.icon().pixmap(16, 16).toImage()
    theme.set("dark")
    assert button.icon().pixmap(16, 16).toImage() != light


def test_a_menu_button_runs_its_acts(window):
    done = []
    more = put(window, MenuButton())
    more.add("Arkiver", lambda: done.append("arkiver"), "trash-2")
    more.menu_of_acts.aboutToShow.emit()
    action = more.menu_of_acts.actions()[0]
    assert not action.icon().isNull()
    action.trigger()
    assert done == ["arkiver"]


def test_sizes_are_those_of_the_look(window):
    assert put(window, buttons.primary("Lagre")).height() == tokens.BUTTON_H
    assert put(window, buttons.secondary("Liten", small=True)).height() == tokens.BUTTON_SMALL_H
    assert put(window, Chip(ChipKind.LEDIG)).height() == tokens.CHIP_H
    assert put(window, QLineEdit()).height() == tokens.BUTTON_H


# --- alerts


def test_a_mend_is_handed_on(qtbot, window):
    mend = Mend(said("", felt="52 800 kr"), {"depositum_ore": 5_280_000})
    alert = put(window, ControlAlert(hard(mend)))
    assert alert.title == "Fyll inn depositum"
    assert alert.body == "Husleieloven §\u00a03-5."
    assert alert.stops
    with qtbot.waitSignal(alert.mended) as heard:
        qtbot.mouseClick(alert.buttons()[0], Qt.MouseButton.LeftButton)
    assert heard.args == [mend]


def test_a_soft_warning_needs_a_reason_and_keeps_it(qtbot, window):
    row = put(window, FieldRow("Leie per måned", QLineEdit(), unit="kr"))
    (alert,) = row.show_controls([soft()])
    assert alert.stops
    assert alert.buttons()[0].text() == "Skriv begrunnelse"
    qtbot.mouseClick(alert.buttons()[0], Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    with qtbot.waitSignal(alert.reason_changed):
        qtbot.keyClicks(field, "Vedtatt i kommunestyret")
    assert (alert.reason, alert.stops) == ("Vedtatt i kommunestyret", False)
    (again,) = row.show_controls([soft()])
    assert again is not alert
    assert (again.reason, again.stops) == ("Vedtatt i kommunestyret", False)


@pytest.mark.parametrize(
    ("controls", "state"),
    [([], ""), ([soft()], "warn"), ([soft(), hard()], "error"), ([MISSING], ""), ([hard(), MISSING], "error")],
)
def test_the_field_shows_the_worst(window, controls, state):
    row = put(window, FieldRow("Depositum", QLineEdit(), unit="kr", help_text="Tre måneder er vanlig"))
    row.show_controls(controls)
    assert (row.editor.property("st") or "") == state
    assert len(row.findChildren(MissingNote)) == (1 if MISSING in controls else 0)
    assert row.editor.accessibleName() == "Depositum (kr)"
    assert row.editor.accessibleDescription() == "Tre måneder er vanlig"


def test_an_alert_says_its_kind():
    assert Alert(AlertKind.HARD, "For mye").accessibleName() == "Må rettes: For mye"
    assert Alert(AlertKind.SOFT, "Mye", "Sjekk").accessibleName() == "Advarsel: Mye Sjekk"


# --- toast


def test_a_toast_stands_over_the_status_bar_and_can_be_undone(qtbot, window):
    undone = []
    host = ToastHost(window)
    toast = host.say("Kontakt lagret", lambda: undone.append(1))
    assert toast.geometry().left() == tokens.PAGE_MARGIN
    assert toast.geometry().bottom() < window.height() - tokens.STATUSBAR_H
    assert toast.running
    button = toast.findChild(QAbstractButton)
    assert button.text() == "Angre"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert host.current is None


def test_a_toast_covers_nothing_that_can_be_pressed(window):
    button = QPushButton("Åpne saken", window)
    button.setGeometry(60, window.height() - 70, 120, 36)
    button.show()
    toast = ToastHost(window).say("Kontakt lagret")
    assert toast.geometry().bottom() < button.geometry().top()
    button.move(window.width() - 130, 0)
    window.resize(window.width(), window.height() + 1)
    assert toast.geometry().bottom() > button.geometry().bottom() + 100


def test_a_toast_does_not_climb_without_end():
    spot, bars = QRect(0, 400, 300, 40), [QRect(0, y, 900, 40) for y in range(0, 440, 20)]
    assert clear_of(spot, bars, 240) == spot
    assert clear_of(spot, [QRect(100, 420, 20, 20), QRect(0, 370, 20, 10)], 240).bottom() < 370


def test_a_toast_waits_for_pointer_and_keyboard(qtbot, window):
    toast = ToastHost(window).say("Kontakt lagret", lambda: None)
    toast.enterEvent(QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert not toast.running
    toast.leaveEvent(None)
    assert toast.running
    toast.findChild(QAbstractButton).setFocus()
    assert not toast.running
    toast.findChild(QAbstractButton).clearFocus()
    assert toast.running
    toast.dismiss()


def test_a_toast_goes_by_itself(qtbot, window):
    toast = Toast("Lagret", shown_ms=20, parent=window)
    with qtbot.waitSignal(toast.closed, timeout=2000):
        toast.start()
    assert not toast.isVisible()


# --- stepper, tabs, segments


def test_only_done_steps_can_be_gone_back_to(qtbot, window):
    steps = put(window, stepper())
    assert steps.states() == [StepState.DONE, StepState.REMARK, StepState.STOPPED, StepState.AHEAD]
    with qtbot.waitSignal(steps.step_chosen) as heard:
        qtbot.keyClick(steps.step(1), Qt.Key.Key_Space)
    assert heard.args == [1]
    with qtbot.assertNotEmitted(steps.step_chosen):
        qtbot.mouseClick(steps.step(3), Qt.MouseButton.LeftButton)
    assert steps.step(2).accessibleName() == "Steg 3, Leie, har feil som må rettes"


def test_tabs_are_moved_with_arrows_and_tell_what_waits(qtbot, window):
    bar = put(window, tabs())
    bar.setFocus()
    with qtbot.waitSignal(bar.chosen) as heard:
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert heard.args == ["soknader"]
    assert bar.current == "soknader"
    assert bar.accessibleTabName(1) == "Soknader, 37 venter"
    width = bar.tabRect(1).width()
    bar.set_count("soknader", 0)
    assert bar.accessibleTabName(1) == "Soknader"
    assert bar.tabRect(1).width() < width


def test_many_tabs_give_way_instead_of_widening(window):
    bar = MainTabs()
    for n in range(12):
        bar.add(str(n), f"En ganske lang fane {n}", 5)
    put(window, bar)
    window.resize(700, 400)
    QApplication.processEvents()
    assert window.width() == 700
    assert bar.tabRect(11).right() <= bar.width()
    bar.grab()
    assert bar.tabToolTip(3) == "En ganske lang fane 3"


def test_segments_hold_one_choice(qtbot, window):
    row = put(window, Segments([("a", "Alle 4"), ("b", "Ledig 1"), ("c", "Sperret 2")], "Status"))
    width = row.width()
    row.button("a").setFocus()
    with qtbot.waitSignal(row.chosen) as heard:
        qtbot.keyClick(row.button("a"), Qt.Key.Key_Right)
    assert heard.args == ["b"]
    assert (row.current, row.width()) == ("b", width)
    row.choose("c")
    assert row.current == "c"


# --- cards and facts


def test_values_stand_at_the_same_x_in_every_card(window):
    places = set()
    for labels in (("Leietaker", "Fra – til"), ("En svært lang ledetekst som går over to linjer",)):
        card, facts = Card("Kort"), Facts()
        values = [facts.add(label, "verdi", "merknad") for label in labels]
        card.add(facts)
        put(window, card)
        places |= {value.mapTo(card, value.rect().topLeft()).x() for value in values}
    assert len(places) == 1
    assert values[0].accessibleName().endswith(": verdi")


def test_a_new_caption_has_its_room_at_once(window):
    card = put(window, Card("Historikk", ""))
    card.set_title("Historikk", "128 hendelser")
    assert [label.text() for label in card.findChildren(ElidedLabel)] == ["Historikk", "128 hendelser"]


def test_facts_can_be_filled_anew(window):
    facts = put(window, Facts())
    facts.add("Rom", "3")
    facts.clear()
    facts.add("Rom", "4")
    QApplication.processEvents()
    assert [w.text() for w in facts.findChildren(QLabel) if not w.isHidden()] == ["Rom", "4"]


def test_a_header_shows_the_next_record(window):
    head = put(window, header())
    head.show_record(LONG * 3, [LONG, LONG], [ChipKind.LEDIG, ChipLook("2 husleier mangler", Tone.WARN)])
    QApplication.processEvents()
    shown = [c.look.text for c in head.findChildren(Chip) if not c.isHidden()]
    assert shown == ["Ledig", "2 husleier mangler"]
    assert window.width() == 1440
    chips = [c for c in head.findChildren(Chip) if not c.isHidden()]
    assert all(chip.width() >= chip_width(chip.look) for chip in chips)


def bar_of_four(window):
    bar = ActionBar()
    done = []
    for n, label in enumerate(("Åpne", "Oppsigelse", "Protokoll", "Skriv ut")):
        kind = ButtonKind.PRIMARY if n == 0 else ButtonKind.SECONDARY
        bar.add(label, lambda label=label: done.append(label), kind=kind, right=n == 3)
    put(window, bar)
    return bar, done


def test_the_third_act_folds_into_mer_when_narrow(qtbot, window):
    bar, done = bar_of_four(window)
    third = next(b for b in bar.findChildren(QAbstractButton) if b.text() == "Protokoll")
    assert third.isVisible()
    assert not bar.more.isVisible()
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: not third.isVisible())
    assert bar.more.isVisible()
    bar.more.menu_of_acts.actions()[0].trigger()
    assert done == ["Protokoll"]
    window.resize(1440, 900)
    qtbot.waitUntil(third.isVisible)
    assert not bar.more.isVisible()


def test_five_acts_at_most(window):
    bar, _ = bar_of_four(window)
    bar.add_more("Arkiver", lambda: None)
    with pytest.raises(ValueError, match="five"):
        bar.add("En til", lambda: None)
    bar.clear()
    bar.add("Ny", lambda: None)
    QApplication.processEvents()
    assert [b.text() for b in bar.findChildren(QAbstractButton) if b.isVisible()] == ["Ny"]


def test_a_disabled_primary_says_why(window):
    bar, _ = bar_of_four(window)
    bar.set_reason("Svar på vilkår 6 og 7 først")
    primary = next(b for b in bar.findChildren(QAbstractButton) if b.text() == "Åpne")
    reason = next(w for w in bar.findChildren(ElidedLabel) if w.isVisible())
    assert (primary.isEnabled(), reason.full_text) == (False, "Svar på vilkår 6 og 7 først")
    bar.set_reason("")
    assert primary.isEnabled()
    assert not reason.isVisible()


def test_an_empty_page_has_one_primary(qtbot, window):
    steps = [EmptyStep("Først", "a", "Importer", "upload", "Legg inn én"), EmptyStep("Så", "b", "Lag leiekrav")]
    page = put(window, EmptyState("wallet", "Ingen ennå", "Fordi", steps, "Trykk F1"))
    assert [b.kind for b in page.buttons()] == [ButtonKind.PRIMARY, ButtonKind.GHOST, ButtonKind.SECONDARY]
    with qtbot.waitSignal(page.action) as heard:
        qtbot.mouseClick(page.buttons()[2], Qt.MouseButton.LeftButton)
    assert heard.args == [1]
    with qtbot.waitSignal(page.other):
        qtbot.mouseClick(page.buttons()[1], Qt.MouseButton.LeftButton)


# --- dialogs


@pytest.fixture
def dialog(window):
    behind = put(window, QLineEdit())
    behind.setFocus()
    made = DialogFrame(window, "Ny leiekontrakt", "Mølleveien 7", width=2000, height=2000)
    made.fields = [QLineEdit(), QLineEdit()]
    for field in made.fields:
        made.body.addWidget(field)
    made.add_right(buttons.secondary("Tilbake"))
    made.add_right(buttons.primary("Neste"))
    made.open()
    made.behind = behind
    return made


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1920, 1080)])
def test_a_dialog_leaves_16_px_of_window(window, dialog, size):
    window.resize(*size)
    QApplication.processEvents()
    assert dialog.geometry() == window.rect()
    assert window.rect().adjusted(16, 16, -16, -16).contains(dialog.panel.geometry())
    assert dialog.panel.width() <= tokens.DIALOG_MAX_W
    assert dialog.panel.height() <= tokens.DIALOG_MAX_H
    assert (window.width(), window.height()) == size


def test_tab_stays_inside_a_dialog(qtbot, dialog):
    seen = []
    for _ in range(6):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen[:2] == dialog.fields
    assert seen[4] is dialog.cross
    assert seen[5] is dialog.fields[0]
    assert dialog.behind not in seen
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert dialog.isAncestorOf(QApplication.focusWidget())


def test_esc_leaves_when_the_draft_is_safe(qtbot, window, dialog):
    dialog.may_leave = lambda: False
    with qtbot.assertNotEmitted(dialog.finished):
        qtbot.keyClick(dialog.fields[0], Qt.Key.Key_Escape)
    assert open_dialog(window) is dialog
    dialog.may_leave = lambda: True
    with qtbot.waitSignal(dialog.finished) as heard:
        qtbot.keyClick(dialog.fields[0], Qt.Key.Key_Escape)
    assert heard.args == [None]
    assert open_dialog(window) is None
    assert QApplication.focusWidget() is dialog.behind


def test_the_keyboard_is_not_left_in_a_dialog_whose_opener_is_gone(qtbot, window, dialog):
    beside = put(window, QLineEdit())
    dialog.behind.hide()
    dialog.finish(None)
    assert QApplication.focusWidget() is beside


def test_enter_in_a_field_presses_the_primary(qtbot, dialog):
    dialog.primary.clicked.connect(lambda: dialog.finish("videre"))
    with qtbot.waitSignal(dialog.finished) as heard:
        qtbot.keyClick(dialog.fields[1], Qt.Key.Key_Return)
    assert heard.args == ["videre"]


def test_the_window_is_dimmed_behind(window, dialog):
    dimmed = window.grab().toImage().pixelColor(4, window.height() - 4)
    assert dimmed.lightness() < tokens.color("bg").lightness() * 0.6


ANSWERS = [Choice("nei", "Behold"), Choice("ja", "Slett", ButtonKind.DANGER_FILLED)]


def test_a_question_is_answered_without_blocking(qtbot, window):
    heard = []
    question = ask(window, "Slette utkastet?", "Det kan ikke hentes tilbake.", ANSWERS, heard.append)
    assert isinstance(question, Question)
    assert QApplication.focusWidget() is question.buttons["nei"]
    qtbot.mouseClick(question.buttons["ja"], Qt.MouseButton.LeftButton)
    assert heard == ["ja"]


def test_a_question_that_is_left_answers_nothing(qtbot, window):
    heard = []
    question = ask(window, "Slette utkastet?", "Det kan ikke hentes tilbake.", ANSWERS, heard.append)
    qtbot.keyClick(question.buttons["nei"], Qt.Key.Key_Escape)
    assert heard == []
    assert open_dialog(window) is None


# --- band


def test_the_band_asks_for_what_is_pressed(qtbot, window):
    top = put(window, band())
    for button, signal in (
        (top.search, top.search_requested),
        (top.shield, top.shield_requested),
        (top.help, top.help_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert top.shield.accessibleName() == "Skjermvern (F9)"
    assert top.user.accessibleName() == "Bruker: Ingvild Moe"


def test_a_narrow_band_drops_the_caps_first(window):
    top = put(window, band())
    assert top.shield.caps
    wide = top.shield.width()
    window.resize(900, 600)
    QApplication.processEvents()
    assert window.width() == 900
    assert not top.shield.caps
    assert top.shield.width() < wide


# --- the whole sheet, also at 150 %


def cut_labels(root: QWidget) -> list[str]:
    labels = (w for w in root.findChildren(QLabel) if w.isVisible() and w.text() and not w.toolTip())
    return [w.text() for w in labels if not fits(w)]


def fits(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height()
    return label.sizeHint().width() <= label.width() + 2 and label.sizeHint().height() <= label.height()


@pytest.mark.parametrize("shown", Palette)
def test_nothing_is_cut_on_the_sheet(qtbot, shown):
    theme.set(shown)
    sheet = Gallery()
    qtbot.addWidget(sheet)
    sheet.resize(1440, 700)
    with qtbot.waitExposed(sheet):
        sheet.show()
    sheet.show_states()
    assert (sheet.width(), sheet.height()) == (1440, 700)
    assert cut_labels(sheet) == []


AT_150 = """
from PySide6.QtWidgets import QApplication
from boligdesk.ui.style.apply import apply
from tests.ui.test_parts_basic import Gallery, cut_labels
app = QApplication([])
apply(app)
sheet = Gallery()
sheet.resize(1440, 700)
sheet.show()
app.processEvents()
picture = sheet.grab()
assert (picture.width(), picture.devicePixelRatio()) == (2160, 1.5), picture
assert cut_labels(sheet) == [], cut_labels(sheet)
print("whole")
"""


def test_nothing_is_cut_at_150_percent():
    surroundings = {**os.environ, "QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", AT_150],
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "whole"), done.stderr
