"""The program is killed while somebody types: the next start offers back what was being typed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from boligdesk.casework import stock, stock_list
from boligdesk.casework.application_card import application_card
from boligdesk.ui.shell.draft_offer import DraftOffer

from .application_steps import desk_of, the_application
from .hand import at_window

pytestmark = pytest.mark.reise
ROOT = Path(__file__).resolve().parents[2]


def kill_while_typing(folder: Path, office: str, what: str) -> None:
    """Another process of the program, killed as by the task manager."""
    command = [sys.executable, "-m", "tests.journeys.half_written", str(folder), office, what]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "half written"
        program.send_signal(signal.SIGKILL)
        program.wait()


def test_what_was_typed_when_the_program_was_killed_is_offered_back(qtbot, tmp_path, office):
    kill_while_typing(tmp_path, office, "home")
    with at_window(qtbot, tmp_path, office) as hand:
        assert isinstance(hand.dialog, DraftOffer)
        assert "Rediger boligen: Čáhcegeaidnu 7, H0101" in hand.reads()
        hand.press("Åpne utkastet")
        assert hand.field("Bod").text() == "Bod 44, nøkkel hos vaktmester"
        hand.press("Lagre")
        assert hand.window.seat is not None
        desk = hand.window.seat.desk
        first = stock_list.dwelling_ids(desk, stock_list.DwellingQuery())[0]
        facts = stock.dwelling_card(desk, first).facts
        assert (facts.storage_room, facts.parking) == ("Bod 44, nøkkel hos vaktmester", "Plass 9")
    with at_window(qtbot, tmp_path, office) as hand:
        assert hand.dialog is None  # saved: nothing is offered twice


def test_an_application_half_registered_when_the_program_was_killed_is_offered_back(qtbot, tmp_path, office):
    kill_while_typing(tmp_path, office, "application")
    with at_window(qtbot, tmp_path, office) as hand:
        assert isinstance(hand.dialog, DraftOffer)
        assert "Ny søknad" in hand.reads()
        hand.press("Åpne utkastet")
        assert hand.field("Hjulpet av").text() == "Frivilligsentralen"
        assert hand.field("Med egne ord").toPlainText() == "Jeg bor i bilen."
        hand.find_and_take("Søker", "balto")
        hand.press("Registrer søknaden")
        assert hand.dialog is None, hand.reads()
        desk = desk_of(hand)
        card = application_card(desk, the_application(desk))
        assert (card.applicant.name, card.own_words) == ("Balto, Risten", "Jeg bor i bilen.")
    with at_window(qtbot, tmp_path, office) as hand:
        assert hand.dialog is None
