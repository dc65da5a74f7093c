"""A tenant asks for another home: assessed, decided, offered, and the new lease ends the old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from boligdesk.casework import persons, settings, tenancy_new
from boligdesk.casework.application_card import application_card
from boligdesk.casework.application_list import ApplicationSegment
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.lease_choices import units_found
from boligdesk.casework.tenancy_card import tenancy_card
from boligdesk.casework.tenancy_draft import DraftMember
from boligdesk.casework.tenancy_end import endings_of
from boligdesk.rules.application_words import ApplicationKind, CloseReason
from boligdesk.rules.terms import EndKind, SecurityKind
from boligdesk.rules.vocabulary import HouseholdRole

from .application_steps import assess, desk_of, leave_printer, open_case, the_application
from .hand import Hand, at_window
from .queue_office import SIRI, sit_down

pytestmark = pytest.mark.reise
#: Where they live now; a year of it is behind them.
OLD = "Fjordgata 16, H0101"


def test_a_tenant_moves_to_another_home(qtbot, tmp_path: Path, queue: str):
    with at_window(qtbot, tmp_path / "siri", queue) as siri:
        sit_down(siri, SIRI)
        old = they_rent(desk_of(siri))
        asks_to_move(siri)
        assess(siri, "01.02.2022", *4 * ["Oppfylt"])
        decide(siri)
        offer_and_yes(siri)
        make_lease(siri)
        check(desk_of(siri), old)


def they_rent(desk: Desk) -> int:
    """A mother and her daughter in a home of the municipality; one caseworker may decide alone. Returns the tenancy."""
    settings.change_setting(desk, OfficeSetting.TWO_PERSONS, 0)
    mother, child = (
        persons.register(desk, persons.NewPerson(persons.PersonInput("Solbakken", first, born))).value
        for first, born in (("Mari Elle", date(1988, 3, 14)), ("Elle", date(2020, 5, 2)))
    )
    home = next(unit for unit in units_found(desk, OLD) if unit.place == OLD)
    proposed = tenancy_new.propose(desk, home.unit_id, (mother,), date(2025, 11, 1))
    draft = replace(
        proposed,
        members=(DraftMember(child, HouseholdRole.CHILD),),
        rent_ore=6_000_00,
        heating_included=False,
        deposit_ore=0,
        security_kind=SecurityKind.NONE,
    )
    reasons = {control.code: "Innført i ettertid" for control in tenancy_new.check(desk, draft).controls}
    return tenancy_new.create(desk, replace(draft, reasons=reasons)).value


def asks_to_move(hand: Hand) -> None:
    """At the counter; who lives there is known already."""
    hand.page("soknader")
    hand.press("Ny søknad")
    hand.find_and_take("Søker", "Solbakken, Mari")
    hand.choose("Søknaden gjelder", "Bytte")
    hand.settle()
    assert hand.field(f"Rolle for Solbakken, Elle · født 02.05.2020 · {OLD}").currentText() == "Barn"
    hand.choose("Bor nå", "Kommunal bolig")
    hand.write("Med egne ord", "Elle trenger eget rom.")
    hand.press("Registrer søknaden")
    assert hand.dialog is None, hand.reads()


def decide(hand: Hand) -> None:
    """A yes by one caseworker."""
    hand.tab("Vedtak")
    hand.press("Nytt vedtak")
    hand.choose("Resultat", "Innvilget")
    hand.press("Lag utkast")
    hand.press("Lagre utkastet")
    hand.press("Gjør vedtaket")
    hand.press("Gjør vedtaket")
    hand.keys(Qt.Key.Key_Escape)
    assert hand.dialog is None, hand.reads()


def offer_and_yes(hand: Hand) -> None:
    """The home that fits is offered and taken; their own home is offered to nobody."""
    open_case(hand, "Venteliste")
    assert "Fjordgata 16, H0102: Passer" in hand.reads()
    hand.press("Gi tilbud")
    hand.press("Gi tilbudet og skriv ut brevet")
    leave_printer(hand)
    hand.press("Søkeren sier ja")
    hand.press("Registrer ja")
    assert hand.dialog is None, hand.reads()


def make_lease(hand: Hand) -> None:
    """The window proposes the last day of the home they leave; some days to move in are given them."""
    hand.press("Lag leiekontrakt")
    hand.press("Neste: Grunnlag og varighet")
    assert f"· {OLD}. Leieforholdet der får denne siste dagen" in hand.reads()
    assert hand.field("Det gamle leieforholdet slutter").text() == "22.11.2026"
    hand.write("Det gamle leieforholdet slutter", "30.11.2026")
    hand.press("Neste: Leie og sikkerhet")
    hand.tick("Oppvarming i leien: Nei")
    hand.press("Neste: Vilkår")
    hand.press("Neste: Forhåndsvisning")
    hand.press("Skriv ut to eksemplarer")
    leave_printer(hand)
    hand.press("Lukk")
    assert hand.dialog is None, hand.reads()


def check(desk: Desk, old: int) -> None:
    """Both leases say when, and the case is closed by it."""
    [ending] = endings_of(desk, old)
    assert (ending.kind, ending.effective_on) == (EndKind.SWAP, date(2026, 11, 30))
    case = application_card(desk, the_application(desk, ApplicationSegment.CLOSED))
    assert (case.kind, case.close_reason) == (ApplicationKind.SWAP, CloseReason.HOUSED)
    assert tenancy_card(desk, old).to_date == date(2026, 11, 30)
