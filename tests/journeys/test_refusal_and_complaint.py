"""A no that is complained of: the right body gets the file, and the help that nobody has decided stays open (P11)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from boligdesk.casework.application_card import application_card
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Storage
from boligdesk.rules.application_words import AssistanceState
from boligdesk.rules.vocabulary import DocumentKind, TaskKind
from boligdesk.ui.record_tabs.document_view import DocumentDialog

from .application_steps import (
    DEMANDED,
    approve_and_send,
    assert_says,
    assess,
    desk_of,
    letter,
    propose,
    the_application,
    walks_in,
)
from .hand import Hand, at_window
from .papers import assert_pages_are_drawn
from .queue_office import ARNE, SIRI, sit_down

pytestmark = pytest.mark.reise


@pytest.mark.lagring
def test_a_no_is_complained_of_and_forwarded(qtbot, tmp_path: Path, queue: str, storage: Storage):
    with at_window(qtbot, tmp_path / "siri", queue) as siri:
        sit_down(siri, SIRI)
        walks_in(siri, assistance="Ja")
        assess(siri, "01.06.2026", "Oppfylt", "Ikke oppfylt", "Oppfylt", "Oppfylt")
        propose(siri, "Avslag")
    with at_window(qtbot, tmp_path / "arne", queue) as arne:
        sit_down(arne, ARNE)
        assert desk_of(arne).store.storage is storage
        approve_and_send(arne)
        check_refusal(desk_of(arne))
        complains(arne)
        upholds(arne)
        forwards(arne)
        check_forwarding(desk_of(arne))
        body_answers(arne)
        stays_open(arne)


def check_refusal(desk: Desk) -> None:
    """The no says which demand is not met, and by which fact."""
    said = assert_says(
        letter(desk, the_application(desk), DocumentKind.DECISION),
        *DEMANDED,
        "Vi har avslått søknaden din om kommunal bolig.",
        "01.06.2026 (Folkeregisteret, 23.11.2026) Ikke oppfylt",
    )
    assert "Statsforvalteren" not in said
    assert "ventelisten" not in said


def complains(hand: Hand) -> None:
    """The letter comes at the counter; while it is written down the window says what the rules make of it."""
    hand.tab("Klage")
    hand.press("Registrer klage")
    hand.choose("Kom inn som", "I skranken")
    hand.write("Ønsker endret", "At jeg får en bolig for meg og Elle.")
    hand.write("Begrunnelse fra parten", "Vi har bodd her før, og skolen er her.")
    hand.settle()
    said = hand.reads()
    assert "I tide" in said
    assert "Til kommunal klagenemnd" in said
    hand.press("Registrer klage")
    assert hand.dialog is None, hand.reads()


def upholds(hand: Hand) -> None:
    """The office looks at it anew; the vedtak stands."""
    hand.press("Ny vurdering")
    hand.choose("Utfall", "Vedtaket står, klagen sendes videre")
    hand.write("Vurdering", "Klageren flyttet hit 1. juni 2026. Det er ikke særlige grunner for unntak.")
    hand.press("Lagre vurderingen")
    assert hand.dialog is None, hand.reads()


def forwards(hand: Hand) -> None:
    """To the municipal board, with the papers of the case."""
    hand.press("Send videre")
    assert "Send klagen til kommunal klagenemnd" in hand.reads()
    hand.press("Send videre")
    assert isinstance(hand.dialog, DocumentDialog)
    hand.keys(Qt.Key.Key_Escape)
    assert "Sendt klageinstansen" in hand.reads()


def check_forwarding(desk: Desk) -> None:
    """Whose case, what is complained of, what the office thinks, which papers."""
    paper = letter(desk, the_application(desk), DocumentKind.FORWARDING)
    said = assert_says(
        paper,
        "Oversendelse av klage til kommunal klagenemnd",
        "Saken gjelder Mari Elle Solbakken",
        "Vedtak 2026-0001 av 23.11.2026: Avslag",
        "Klagefristen 21.12.2026. Klagen er sendt i tide.",
        "At jeg får en bolig for meg og Elle.",
        "Vi har bodd her før, og skolen er her.",
        "Klageren flyttet hit 1. juni 2026.",
        "1 23.11.2026 Vedtak om kommunal bolig",
        "Kopi til Mari Elle Solbakken",
    )
    assert "Statsforvalteren" not in said
    assert_pages_are_drawn(paper)


def body_answers(hand: Hand) -> None:
    """The board upholds the vedtak."""
    hand.press("Registrer svaret")
    hand.choose("Svar", "Vedtaket er stadfestet")
    hand.press("Lagre")
    assert hand.dialog is None, hand.reads()


def stays_open(hand: Hand) -> None:
    """The case cannot be closed while nobody has decided whether she gets help, and somebody has it as a task."""
    hand.choose_act("Avslutt søknaden")
    hand.choose("Årsak", "Avslag")
    hand.press("Avslutt søknaden")
    said = hand.reads()
    assert "Søknad 2026-0001 kan ikke avsluttes før spørsmålet om boligsosial bistand er avgjort." in said
    assert "Gjør et eget vedtak, skriv at søkeren ikke ønsker det, eller skriv hvem saken er sendt til." in said
    hand.keys(Qt.Key.Key_Escape)
    card = application_card(desk_of(hand), the_application(desk_of(hand)))
    assert card.open
    assert card.assistance is AssistanceState.OPEN
    assert TaskKind.ASSISTANCE in {task.kind for task in card.tasks}
