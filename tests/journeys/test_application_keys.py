"""An application without a mouse: registered, assessed demand by demand, and sent to approval."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from boligdesk.casework.decision_card import decisions_of
from boligdesk.rules.application_words import DecisionState
from boligdesk.ui.parts.tabs import SubTabs

from .application_steps import desk_of, the_application
from .hand import Hand, at_window
from .queue_office import PASSWORD, SIRI

pytestmark = pytest.mark.reise
_KEY = Qt.Key


def test_an_application_without_a_mouse(qtbot, tmp_path: Path, queue: str):
    with at_window(qtbot, tmp_path / "siri", queue) as siri:
        log_in(siri)
        siri.page("soknader")
        qtbot.keyClick(siri.window, _KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
        siri.settle()
        register(siri)
        to_tab(siri, "Vurdering")
        for number in range(1, 5):
            is_met(siri, number)
        weigh(siri)
        propose(siri)
        desk = desk_of(siri)
        (decision,) = decisions_of(desk, the_application(desk))
        assert decision.state is DecisionState.PROPOSED


def log_in(hand: Hand) -> None:
    """The keyboard stands in the first field."""
    hand.tab_to_named("Brukernavn")
    hand.types(SIRI.login)
    hand.keys(_KEY.Key_Return)
    hand.types(PASSWORD)
    hand.keys(_KEY.Key_Return)


def register(hand: Hand) -> None:
    """The applicant is found by letters; today and the counter stand there already."""
    hand.tab_to_named("Søker")
    hand.types("balto")
    hand.keys(_KEY.Key_Down, _KEY.Key_Return)
    hand.tab_to_named("Bor nå")
    hand.keys(_KEY.Key_Down)
    hand.tab_to("Registrer søknaden")
    hand.keys(_KEY.Key_Return)
    assert hand.dialog is None, hand.reads()


def to_tab(hand: Hand, title: str) -> None:
    """With the arrows along the tabs of the record."""
    hand.tab_until(title, lambda now: isinstance(now, SubTabs))
    strip = QApplication.focusWidget()
    assert isinstance(strip, SubTabs)
    for _step in range(strip.count()):
        if strip.tabText(strip.currentIndex()) == title:
            return
        hand.keys(_KEY.Key_Right)
    raise AssertionError(f"no tab is called {title!r}")


def is_met(hand: Hand, number: int) -> None:
    """The first choice of the menu; a reason where the system does not know."""
    hand.tab_to_named(f"Svar på vilkår {number}")
    hand.keys(_KEY.Key_Return, _KEY.Key_Down, _KEY.Key_Return)
    if hand.dialog is not None:
        hand.tab_to_named("Begrunnelse")
        hand.types("Bekreftet i samtale.")
        hand.tab_to("Lagre svaret")
        hand.keys(_KEY.Key_Return)
    assert hand.dialog is None, hand.reads()


def weigh(hand: Hand) -> None:
    """What speaks for and against; without it there is no vedtak, and the window says so."""
    assert "Skriv avveiningen." in hand.reads()
    hand.tab_to("Skriv vurderingen")
    hand.keys(_KEY.Key_Return)
    hand.tab_to_named("Avveining")
    hand.types("Hun er uten bolig, og alle vilkår er oppfylt.")
    hand.tab_to("Lagre vurderingen")
    hand.keys(_KEY.Key_Return)
    assert hand.dialog is None, hand.reads()


def propose(hand: Hand) -> None:
    """From the sheet to the vedtak."""
    hand.tab_to("Lag forslag til vedtak")
    hand.keys(_KEY.Key_Return)
    hand.tab_to("Nytt vedtak")
    hand.keys(_KEY.Key_Return)
    hand.tab_to_named("Resultat")
    hand.keys(_KEY.Key_Down)
    hand.tab_to("Lag utkast")
    hand.keys(_KEY.Key_Return)
    hand.tab_to("Lagre utkastet")
    hand.keys(_KEY.Key_Return)
    hand.tab_to("Send til godkjenning")
    hand.keys(_KEY.Key_Return)
