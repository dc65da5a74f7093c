"""Declared forms: typed values, what is said under a field and when, what stops, drafts, keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from boligdesk.rules.messages import Control, Kind, Mend, msg
from boligdesk.ui.parts.alerts import Alert, ControlAlert, MissingNote
from boligdesk.ui.parts.filterbar import Choice
from boligdesk.ui.parts.form import FormView, StopCount
from boligdesk.ui.parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec

TODAY = date(2026, 11, 23)
SPEC = FormSpec(
    [
        SectionSpec(
            [
                FieldSpec("rent", "ui.felles.lagre", FieldKind.MONEY, unit="ui.felles.ja", required=True),
                FieldSpec("due", "ui.import.neste", FieldKind.DATE, required=True),
                FieldSpec("note", "ui.felles.mer", FieldKind.MULTILINE),
                FieldSpec("kid", "ui.innst.telefon", read_only=True),
            ],
            title="ui.felles.rediger",
        ),
        SectionSpec(
            [
                FieldSpec("pets", "ui.innst.enhet", FieldKind.YES_NO),
                FieldSpec("which", "ui.felles.tilbake", when=lambda v: v["pets"] is True, required=True),
                FieldSpec(
                    "kind",
                    "ui.felles.lukk",
                    FieldKind.CHOICE,
                    choices=[Choice("a", "Depositum"), Choice("b", "Garanti")],
                ),
                FieldSpec("tenant", "ui.felles.angre", FieldKind.PERSON),
            ]
        ),
    ]
)
HARD = Control(
    Kind.HARD,
    msg("ui.felles.lagre"),
    why=msg("ui.felles.mer"),
    paragraph="husleieloven § 3-5",
    fields=("rent",),
    mends=(Mend(msg("ui.import.neste"), {"rent": 880_000}),),
)
SOFT = Control(Kind.SOFT, msg("ui.felles.angre"), fields=("rent",))


@pytest.fixture
def form(qtbot):
    view = FormView(SPEC, today=TODAY)
    qtbot.addWidget(view)
    view.resize(700, 700)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def write(qtbot, form, key, letters):
    field = form.row(key).editor.focus
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, letters)


def said(form, key, kind=QWidget):
    return [w for w in form.row(key).findChildren(kind) if w.isVisible()]


def test_values_are_typed_and_written_back_the_usual_way(qtbot, form):
    write(qtbot, form, "rent", "8800,50")
    write(qtbot, form, "due", "1.12.26")
    write(qtbot, form, "note", "Nær skolen")
    assert form.row("rent").editor.raw() == "8\u00a0800,50"
    values = form.values()
    assert (values["rent"], values["due"], values["note"]) == (880_050, date(2026, 12, 1), "Nær skolen")
    assert values["pets"] is None
    qtbot.mouseClick(form.row("pets").editor._yes, Qt.MouseButton.LeftButton)
    assert form.values()["pets"] is True


def test_values_survive_being_set_and_read_again(form):
    given = {
        "rent": 123_400,
        "due": date(2027, 1, 31),
        "note": "to\nlinjer",
        "kid": "004301437",
        "pets": True,
        "which": "hund",
        "kind": "b",
    }
    form.set_values(given | {"tenant": Choice(7, "Hauge, Torbjørn"), "fremmed": 1}, clean=True)
    assert form.values() == given | {"tenant": 7}
    assert not form.dirty


def test_a_missing_value_is_told_when_the_field_is_left(qtbot, form):
    form.row("rent").editor.focus.setFocus()
    assert said(form, "rent", MissingNote) == []
    form.row("due").editor.focus.setFocus()
    (note,) = said(form, "rent", MissingNote)
    assert note.accessibleName().startswith("Fyll inn")
    assert form.row("rent").editor.focus.accessibleDescription() == note.accessibleName()
    write(qtbot, form, "rent", "9")
    assert said(form, "rent", MissingNote) == []


def test_what_cannot_be_read_is_a_hard_stop_with_edge_and_words(qtbot, form):
    write(qtbot, form, "due", "31.02.2026")
    assert said(form, "due", Alert) == []
    form.row("rent").editor.focus.setFocus()
    (alert,) = said(form, "due", ControlAlert)
    assert alert.control.kind is Kind.HARD
    assert form.row("due").editor.focus.property("st") == "error"
    assert form.values()["due"] is None
    write(qtbot, form, "due", "28.02.2026")
    assert said(form, "due", Alert) == []
    assert form.row("due").editor.focus.property("st") == ""


def test_a_hard_control_stops_and_its_way_out_sets_the_value(qtbot, form):
    form.set_values({"rent": 900_000, "due": TODAY}, clean=True)
    edited = []
    form.edited.connect(edited.append)
    form.set_controls([HARD])
    assert form.blocked
    (alert,) = said(form, "rent", ControlAlert)
    qtbot.mouseClick(alert.buttons()[0], Qt.MouseButton.LeftButton)
    assert form.values()["rent"] == 880_000
    assert edited == ["rent"]
    assert form.dirty
    form.set_controls([])
    assert not form.blocked
    assert said(form, "rent", Alert) == []


def test_a_soft_control_needs_a_reason_which_is_kept(qtbot, form):
    form.set_values({"rent": 900_000, "due": TODAY}, clean=True)
    form.set_controls([SOFT])
    assert form.blocked
    assert form.row("rent").editor.focus.property("st") == "warn"
    (alert,) = said(form, "rent", ControlAlert)
    alert.open_reason()
    qtbot.keyClicks(alert._reason, "Vedtatt 18.06.")
    assert not form.blocked
    form.set_controls([SOFT])
    assert said(form, "rent", ControlAlert) == [alert]
    form.set_controls([])
    form.set_controls([SOFT])
    assert not form.blocked
    assert form.reasons == {"ui.felles.angre": "Vedtatt 18.06."}
    assert form.raw()["begrunnelse:ui.felles.angre"] == "Vedtatt 18.06."


def test_a_control_without_a_field_stands_at_the_top(form):
    form.set_values({"rent": 1, "due": TODAY}, clean=True)
    form.set_controls([Control(Kind.HARD, msg("ui.felles.lagre"), fields=("finnes_ikke",))])
    assert form.blocked
    assert len(form._general_widgets) == 1
    form.set_controls([])
    assert not form.blocked


def test_the_footer_counts_stops_and_goes_to_the_first(qtbot, form):
    count = StopCount(form)
    qtbot.addWidget(count)
    assert count.isHidden()
    assert not form.check()
    assert count.button.text() == "2 feil må rettes før du går videre"
    assert QApplication.focusWidget() is form.row("rent").editor.focus
    write(qtbot, form, "rent", "100")
    assert count.button.text() == "1 feil må rettes før du går videre"
    count.button.click()
    assert QApplication.focusWidget() is form.row("due").editor.focus
    write(qtbot, form, "due", "01.12.2026")
    assert count.isHidden()
    assert form.check()


def test_the_footer_says_what_waits_for_a_reason_and_counts_every_alert(qtbot, form):
    count = StopCount(form)
    qtbot.addWidget(count)
    form.set_values({"rent": 1, "due": TODAY}, clean=True)
    unplaced = Control(Kind.SOFT, msg("ui.felles.lagre"), fields=("finnes_ikke",))
    form.set_controls([unplaced])
    assert count.button.text() == "1 begrunnelse mangler"
    count.button.click()
    alert = form._general_widgets[0]
    assert QApplication.focusWidget() is alert._reason
    hard = [Control(Kind.HARD, msg(code), fields=("rent",)) for code in ("ui.felles.lukk", "ui.felles.angre")]
    form.set_controls([unplaced, *hard])
    assert count.button.text() == "2 feil må rettes, og 1 begrunnelse mangler"
    qtbot.keyClicks(alert._reason, "Avtalt")
    assert count.button.text() == "2 feil må rettes før du går videre"


def test_a_field_that_is_not_asked_is_hidden_and_neither_stops_nor_counts(form):
    form.set_values({"rent": 1, "due": TODAY})
    assert form.row("which").isHidden()
    assert form.check()
    form.set_values({"pets": True})
    assert not form.row("which").isHidden()
    assert not form.check()
    form.set_values({"which": "hund", "pets": False})
    assert form.values()["which"] is None


def test_dirty_follows_what_is_typed_and_goes_when_it_is_typed_back(qtbot, form):
    heard = []
    form.dirty_changed.connect(heard.append)
    form.set_values({"rent": 500_000}, clean=True)
    write(qtbot, form, "rent", "6000")
    write(qtbot, form, "rent", "5000")
    form.row("due").editor.focus.setFocus()
    assert heard == [True, False]


def test_a_draft_gives_back_also_what_could_not_be_read(qtbot, form):
    write(qtbot, form, "due", "neste uke")
    form.set_values({"tenant": Choice(12, "Østby, Gunn-Marit"), "pets": False, "kind": "b"})
    other = FormView(SPEC, today=TODAY)
    qtbot.addWidget(other)
    other.set_raw(form.raw())
    assert other.raw() == form.raw()
    assert other.values()["tenant"] == 12
    assert other.dirty


def test_a_person_is_found_by_typing(qtbot, form):
    heard = []
    form.search.connect(lambda key, letters: heard.append((key, letters)))
    write(qtbot, form, "tenant", "Ha")
    assert heard[-1] == ("tenant", "Ha")
    form.row("rent").editor.focus.setFocus()
    form.offer("tenant", [Choice(3, "Hauge, Torbjørn"), Choice(4, "Haugen, Siri")])
    completer = form.row("tenant").editor.focus.completer()
    completer.activated.emit("Haugen, Siri")
    assert form.values()["tenant"] == 4


def test_letters_that_nobody_was_picked_for_are_told_and_stay(qtbot, form):
    write(qtbot, form, "tenant", "Haug")
    form.row("rent").editor.focus.setFocus()
    [told] = said(form, "tenant", ControlAlert)
    assert "«Haug» er ikke valgt" in told.accessibleName()
    assert form.row("tenant").stops({})
    assert (form.values()["tenant"], form.row("tenant").editor.raw()) == (None, "Haug")
    write(qtbot, form, "tenant", "")
    form.row("rent").editor.focus.setFocus()
    assert not form.row("tenant").stops({})


def test_every_field_has_a_name_and_tab_goes_from_the_top(qtbot, form):
    form.focus_first()
    order = []
    for _ in range(4):
        order.append(QApplication.focusWidget())
        QApplication.focusWidget().focusNextChild()
    assert order[:3] == [form.row(k).editor.focus for k in ("rent", "due", "note")]
    assert all(form.row(f.key).editor.focus.accessibleName() for f in SPEC.fields)
