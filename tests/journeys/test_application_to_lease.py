"""From the counter to the keys: somebody walks in, is heard, gets a yes from two persons, an offer and a lease."""

from __future__ import annotations

from pathlib import Path

import pytest

from boligdesk.casework.application_card import application_card
from boligdesk.casework.application_list import ApplicationSegment
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.documents import CaseLink, documents_of, open_document
from boligdesk.casework.tenancy_card import tenancy_card
from boligdesk.casework.tenancy_list import TenancyQuery, tenancy_ids
from boligdesk.database.engine import Storage
from boligdesk.rules.application_words import CloseReason, Stage
from boligdesk.rules.vocabulary import DocumentKind

from .application_steps import (
    DEMANDED,
    INCOME,
    approve_and_send,
    assert_says,
    assess,
    confirm_and_ask_for_papers,
    desk_of,
    leave_printer,
    letter,
    propose,
    receive,
    the_application,
    walks_in,
)
from .hand import Hand, at_window
from .papers import assert_pages_are_drawn
from .queue_office import ARNE, SIRI, sit_down

pytestmark = pytest.mark.reise


@pytest.mark.lagring
def test_from_the_counter_to_the_lease(qtbot, tmp_path: Path, queue: str, storage: Storage):
    with at_window(qtbot, tmp_path / "siri", queue) as siri:
        sit_down(siri, SIRI)
        assert desk_of(siri).store.storage is storage
        walks_in(siri)
        confirm_and_ask_for_papers(siri)
        receive(siri, "Siste skattemelding", INCOME)
        assess(siri, "01.02.2022", *4 * ["Oppfylt"])
        propose(siri, "Innvilget")
    with at_window(qtbot, tmp_path / "arne", queue) as arne:
        sit_down(arne, ARNE)
        approve_and_send(arne)
        check_letters(desk_of(arne))
        offer_the_home(arne)
        says_yes(arne)
        make_lease(arne)
        check_lease(desk_of(arne))
        said = arne.reads()
        assert "Lukket 1" in said
        assert "Husstanden står ikke lenger på ventelisten." in said


def check_letters(desk: Desk) -> None:
    """Confirmation, papers and vedtak say what they must."""
    case = the_application(desk)
    assert_says(letter(desk, case, DocumentKind.PAPERS_LETTER), "Siste skattemelding", INCOME, "07.12.2026")
    vedtak = letter(desk, case, DocumentKind.DECISION)
    said = assert_says(
        vedtak,
        *DEMANDED,
        "Vi har innvilget søknaden din om kommunal bolig.",
        "Størrelse 2 soverom",
        "Leietid 3 år",
        "Gjelder til 23.11.2027. Vedtaket faller bort når du får en bolig.",
        "Du står nå på ventelisten.",
    )
    assert "Statsforvalteren" not in said
    assert_pages_are_drawn(vedtak, 2)


def offer_the_home(hand: Hand) -> None:
    """The household stands on the list with its reason; the home that fits is offered first."""
    hand.tab("Venteliste")
    said = hand.reads()
    assert "Prioritert gruppe 1: Bostedsløse" in said
    assert "Fjordgata 16, H0102: Passer" in said
    assert said.index("Fjordgata 16, H0102: Passer") < said.index("Nesten")
    hand.press("Gi tilbud")
    assert (hand.field("Leie").text(), hand.field("Leietid").text()) == ("7\u00a0500", "36")
    hand.press("Gi tilbudet og skriv ut brevet")
    leave_printer(hand)
    desk = desk_of(hand)
    assert_says(
        letter(desk, the_application(desk), DocumentKind.OFFER),
        "Fjordgata 16, H0102, 9990 Fjordvik",
        "vedtak 2026-0001",
        "7 500 kr",
        "Vi trenger svaret ditt innen 30.11.2026.",
        "Du beholder plassen på ventelisten.",
    )


def says_yes(hand: Hand) -> None:
    """The demands are looked at again before the answer is kept."""
    hand.press("Søkeren sier ja")
    assert "Vilkårene er sett på igjen, og ingenting er endret" in hand.reads()
    hand.press("Registrer ja")


def make_lease(hand: Hand) -> None:
    """Everything is filled in: only what nobody knows is asked for."""
    hand.press("Lag leiekontrakt")
    said = hand.reads()
    assert hand.field("Bolig").text() == "Fjordgata 16, H0102"
    assert "Solbakken, Mari Elle · født 14.03.1988" in said
    assert "Solbakken, Elle · født 02.05.2020" in said
    assert hand.field("Rolle for Solbakken, Elle · født 02.05.2020").currentText() == "Barn"
    hand.press("Neste: Grunnlag og varighet")
    assert hand.field("Saksnummer for vedtaket").text() == "2026-0001"
    assert (hand.field("Starter").text(), hand.field("Slutter").text()) == ("23.11.2026", "22.11.2029")
    hand.press("Neste: Leie og sikkerhet")
    assert (hand.field("Leie per måned").text(), hand.field("Depositum").text()) == ("7\u00a0500", "22\u00a0500")
    hand.tick("Oppvarming i leien: Nei")
    hand.press("Neste: Vilkår")
    hand.press("Neste: Forhåndsvisning")
    hand.press("Skriv ut to eksemplarer")
    leave_printer(hand)
    hand.press("Lukk")
    assert hand.dialog is None, hand.reads()


def check_lease(desk: Desk) -> None:
    """The lease says what was offered, and the case is closed by it."""
    (found,) = tenancy_ids(desk, TenancyQuery(text="Solbakken"))
    papers = {row.kind: row.id for row in documents_of(desk, CaseLink(tenancy_id=found))}
    lease = open_document(desk, papers[DocumentKind.LEASE]).content
    assert_says(
        lease,
        "Mari Elle Solbakken, født 14.03.1988",
        "Fjordgata 16, 9990 Fjordvik, bolignummer H0102",
        "Elle Solbakken",
        "23.11.2026",
        "22.11.2029",
        "7 500 kr per måned",
        "22 500 kr",
        tenancy_card(desk, found).kid,
    )
    assert_pages_are_drawn(lease, 2)
    case = application_card(desk, the_application(desk, ApplicationSegment.CLOSED))
    assert (case.stage, case.close_reason) == (Stage.CLOSED, CloseReason.HOUSED)
