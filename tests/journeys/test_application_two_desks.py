"""Two caseworkers at two windows work on one application: the second is told, and nothing of either is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from boligdesk.casework.assessments import sheet
from boligdesk.casework.decision_card import decisions_of
from boligdesk.rules.application_words import CriterionStatus, DecisionState
from boligdesk.ui.parts.conflict import ConflictDialog

from .application_steps import answer, assess, desk_of, open_case, the_application, walks_in
from .hand import Hand, at_window
from .queue_office import ARNE, SIRI, sit_down

pytestmark = pytest.mark.reise


@pytest.mark.lagring
def test_two_answer_the_same_demand(qtbot, tmp_path: Path, queue: str):
    with at_window(qtbot, tmp_path / "siri", queue) as siri, at_window(qtbot, tmp_path / "arne", queue) as arne:
        sit_down(siri, SIRI)
        walks_in(siri)
        sit_down(arne, ARNE)
        open_case(arne, "Vurdering")
        arne.choose_act_of("Svar på vilkår 1", "Ikke oppfylt")
        arne.write("Begrunnelse", "Passet sier noe annet.")

        open_case(siri, "Vurdering")
        answer(siri, 1, "Oppfylt")

        arne.press("Lagre svaret")
        assert isinstance(arne.dialog, ConflictDialog)
        assert f"Svar: bruk versjonen til {SIRI.name}, Oppfylt" in arne.reads()
        assert not arne.button("Lagre valgene").isEnabled()
        arne.press("Behold utkastet mitt til senere")
        desk = desk_of(siri)
        line = sheet(desk, the_application(desk)).lines[0]
        assert line.own is not None
        assert (line.own.answer, line.own.by) == (CriterionStatus.MET, SIRI.name)


def test_two_write_on_the_same_draft(qtbot, tmp_path: Path, queue: str):
    with at_window(qtbot, tmp_path / "siri", queue) as siri, at_window(qtbot, tmp_path / "arne", queue) as arne:
        with_draft(siri)
        sit_down(arne, ARNE)
        open_case(arne, "Vedtak")
        arne.press("Skriv på utkastet")
        arne.write("Egen tekst", "Nøkkelen hentes i skranken.")
        siri.press("Skriv på utkastet")
        siri.write("Egen tekst", "Ta med legitimasjon.")
        siri.press("Lagre utkastet")

        arne.press("Lagre utkastet")
        assert isinstance(arne.dialog, ConflictDialog)
        assert f"Egen tekst: bruk versjonen til {SIRI.name}, Ta med legitimasjon." in arne.reads()
        assert not arne.button("Lagre valgene").isEnabled()
        arne.press("Behold utkastet mitt til senere")
        assert arne.dialog is None
        arne.window.tools.woken()  # what a colleague has saved is looked for every few seconds
        arne.settle()
        arne.press("Skriv på utkastet")
        assert isinstance(arne.dialog, ConflictDialog)  # the draft of before meets what came since
        arne.press("Slå sammen …")
        arne.press("Lagre valgene")
        assert arne.dialog is None, arne.reads()
        desk = desk_of(siri)
        (decision,) = decisions_of(desk, the_application(desk))
        assert decision.text.own_text == "Nøkkelen hentes i skranken.\nTa med legitimasjon."


def test_two_write_different_parts_of_the_same_draft(qtbot, tmp_path: Path, queue: str):
    with at_window(qtbot, tmp_path / "siri", queue) as siri, at_window(qtbot, tmp_path / "arne", queue) as arne:
        with_draft(siri)
        sit_down(arne, ARNE)
        open_case(arne, "Vedtak")
        arne.press("Skriv på utkastet")
        arne.write("Egen tekst", "Nøkkelen hentes i skranken.")
        siri.press("Skriv på utkastet")
        siri.write("Videre", "Dere får tilbud om bolig.")
        siri.press("Lagre utkastet")

        arne.press("Lagre utkastet")
        assert isinstance(arne.dialog, ConflictDialog)
        assert "Dere får tilbud om bolig." in arne.reads()
        arne.press("Lagre valgene")
        desk = desk_of(siri)
        (decision,) = decisions_of(desk, the_application(desk))
        kept = (decision.text.own_text, decision.text.next_steps)
        assert kept == ("Nøkkelen hentes i skranken.", "Dere får tilbud om bolig.")


def test_two_send_the_same_draft_to_approval(qtbot, tmp_path: Path, queue: str):
    with at_window(qtbot, tmp_path / "siri", queue) as siri, at_window(qtbot, tmp_path / "arne", queue) as arne:
        with_draft(siri)
        sit_down(arne, ARNE)
        open_case(arne, "Vedtak")
        slow = arne.button("Send til godkjenning")
        siri.press("Send til godkjenning")
        arne.click(slow)  # the button as it stood on the screen
        assert "Noen andre har endret det samme." in arne.reads()
        desk = desk_of(siri)
        (decision,) = decisions_of(desk, the_application(desk))
        assert decision.state is DecisionState.PROPOSED
        assert decision.drafted_by == SIRI.name


def with_draft(hand: Hand) -> None:
    """Siri has a whole draft of a yes."""
    sit_down(hand, SIRI)
    walks_in(hand)
    assess(hand, "01.02.2022", *4 * ["Oppfylt"])
    hand.tab("Vedtak")
    hand.press("Nytt vedtak")
    hand.choose("Resultat", "Innvilget")
    hand.press("Lag utkast")
    hand.press("Lagre utkastet")
