"""What is typed wrong gets its sentence, and what was typed beside it stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from .application_steps import desk_of, open_case, the_application, walks_in
from .hand import Hand, at_window
from .queue_office import SIRI, sit_down

pytestmark = pytest.mark.reise
#: A demand on something that nobody can know.
NEW_RULE = """
[[krav]]
nokkel = "farge"
tittel = "Farge"
tekst = "Du må like blått."
oppfylt = { fakta = "yndlingsfarge", er = true }"""


@pytest.fixture
def siri(qtbot, tmp_path: Path, queue: str):
    """Siri at her window."""
    with at_window(qtbot, tmp_path / "siri", queue) as hand:
        sit_down(hand, SIRI)
        yield hand


def begin(hand: Hand) -> None:
    """A new application, with something written in it."""
    hand.page("soknader")
    hand.qtbot.keyClick(hand.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    hand.write("Hjulpet av", "Frivilligsentralen")


def test_nobody_is_born_in_the_future(siri: Hand):
    begin(siri)
    siri.press("Registrer ny søker")
    siri.write("Etternavn", "Solbakken")
    siri.write("Fødselsdato", "01.01.2030")
    siri.press("Registrer personen")
    assert "Fødselsdatoen 01.01.2030 er fram i tid." in siri.reads()
    assert siri.field("Etternavn").text() == "Solbakken"
    siri.write("Fødselsdato", "14.03.1988")
    siri.write("Fornavn og mellomnavn", "Mari Elle")
    siri.press("Registrer personen")
    assert siri.field("Hjulpet av").text() == "Frivilligsentralen"


def test_an_application_is_not_received_before_the_person_was_born(siri: Hand):
    begin(siri)
    siri.find_and_take("Søker", "balto")
    siri.write("Mottatt", "01.05.1969")
    siri.press("Registrer søknaden")
    assert "Søknaden kan ikke være mottatt 01.05.1969: Risten Balto er født 02.01.1970." in siri.reads()
    assert siri.field("Hjulpet av").text() == "Frivilligsentralen"
    siri.write("Mottatt", "20.11.2026")
    siri.press("Registrer søknaden")
    assert the_application(desk_of(siri))


def test_a_child_lives_in_one_household(siri: Hand):
    walks_in(siri)
    begin(siri)
    siri.find_and_take("Søker", "balto")
    siri.find_and_take("Husstand", "solbakken elle")
    role = "Rolle for Solbakken, Elle · født 02.05.2020"
    siri.choose(role, "Barn")
    siri.press("Registrer søknaden")
    said = siri.reads()
    assert "Elle Solbakken er allerede med i søknad 2026-0001." in said
    assert "Har barnet delt fast bosted, velger du det som rolle." in said
    assert siri.field("Hjulpet av").text() == "Frivilligsentralen"
    siri.choose(role, "Barn med delt fast bosted")
    siri.press("Registrer søknaden")
    assert siri.dialog is None, siri.reads()


def test_letters_that_nobody_was_picked_for_are_not_lost(siri: Hand):
    begin(siri)
    siri.find_and_take("Søker", "balto")
    siri.write_letters("Husstand", "datteren")
    siri.press("Registrer søknaden")
    said = siri.reads()
    assert "«datteren» er ikke valgt. Velg personen fra listen, registrer en ny, eller tøm feltet." in said
    siri.write("Husstand", " ")
    siri.press("Registrer søknaden")
    assert siri.dialog is None, siri.reads()


def test_income_is_a_number(siri: Hand):
    walks_in(siri)
    open_case(siri, "Vurdering")
    siri.choose_act_of("Svar på vilkår 3", "Legg inn: Husstandens samlede brutto årsinntekt")
    siri.write("Opplysning", "tre hundre tusen")
    siri.write("Kilde", "Lønnsslipp")
    siri.press("Lagre opplysningen")
    assert "«tre hundre tusen» er ikke et beløp. Skriv for eksempel 7 450 eller 7 450,50." in siri.reads()
    assert siri.field("Kilde").text() == "Lønnsslipp"


def test_an_edited_set_with_an_unknown_fact_is_refused_with_its_line(siri: Hand):
    siri.window.tools.settings()
    siri.settle()
    siri.tab("Tildelingskriterier")
    siri.press("Lag kopi")
    siri.write("Navn", "Fjordvik 2027")
    siri.write("Kortnavn", "fjordvik-2027")
    siri.press("Lag kopi")
    siri.press("Åpne")
    field = siri.field("Settet som tekst")
    assert isinstance(field, QPlainTextEdit)
    siri.click(field)
    siri.qtbot.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText(NEW_RULE)
    siri.qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    siri.qtbot.waitUntil(lambda: "yndlingsfarge" in siri.reads())
    said = siri.reads()
    assert "yndlingsfarge" in said
    assert f"Linje {field.blockCount()}" in said
    assert not siri.button("Lagre utkastet").isEnabled()
    assert field.toPlainText().endswith(NEW_RULE)
    siri.press("Lukk")
    assert "Endringene i settet er ikke lagret." in siri.reads()
    siri.press("Forkast endringene")
    siri.press("Lukk")
