"""An office with its own small criteria set, and one application of a mother with a child, for the tests of sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from boligdesk.casework import assessments, criteria_sets, start, stock_edit
from boligdesk.casework.assessments import FactInput
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.sheet import Sheet, SheetLine
from boligdesk.casework.stock_edit import BuildingInput, DwellingInput
from boligdesk.database.engine import Store
from boligdesk.models.application import Application, ApplicationMember
from boligdesk.models.person import Person
from boligdesk.rules.application_words import ApplicationKind, Channel, Stage
from boligdesk.rules.folding import search_key, sort_key
from boligdesk.rules.vocabulary import HouseholdRole, Role

from .stock_world import put, tenancy, unit

TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 11, 6)

RULES = """\
# Fjordviks egne regler
navn = "Fjordvik 2026"
kommune = "Fjordvik"
kilde = "Kommunestyret, sak 14/26"
kilde_lest = 2026-01-05

[[krav]]
nokkel = "alder"
tittel = "Fylt 18 år"
tekst = "Du må ha fylt 18 år."
paragraf = "§ 3 a"
oppfylt = { ar_mellom = ["fodt", "vurderingsdato"], minst = 18 }

[[krav]]
nokkel = "botid"
tittel = "Botid siste 2 år"
tekst = "Du må ha bodd i kommunen i to år."
paragraf = "§ 3 b"
oppfylt = { maneder_mellom = ["bosatt_siden", "vurderingsdato"], minst = 24 }

[[krav.unntak]]
nokkel = "flyktning"
tekst = "Kravet gjelder ikke flyktninger."
gjelder = { fakta = "flyktning" }

[[krav.unntak]]
nokkel = "saerlige_grunner"
tekst = "Det kan gjøres unntak når særlige grunner taler for det."

[[krav]]
nokkel = "inntekt"
tittel = "Inntekt under grensen"
tekst = "Inntekten må ikke være over 400 000 kroner."
paragraf = "§ 5"
oppfylt = { fakta = "brutto_arsinntekt_ore", hoyst = { kroner = 400000 } }

[[krav]]
nokkel = "gjeld"
tittel = "Ingen gjeld til kommunen"
tekst = "Du må ikke skylde husleie."
paragraf = "§ 7"
oppfylt = { fakta = "husleiegjeld", blant = ["ingen", "oppgjort"] }

[[prioritet]]
nokkel = "bostedslos"
trinn = "1"
tekst = "Bostedsløse"
tekst_nn = "Bustadlause"
gjelder = { fakta = "bostedslos" }

[[prioritet]]
nokkel = "barnefamilie"
trinn = "2"
tekst = "Barnefamilier"
tekst_nn = "Barnefamiliar"
gjelder = { fakta = "barn_antall", minst = 1 }

[[prioritet]]
nokkel = "andre"
trinn = "3"
tekst = "Alle andre"
"""


@dataclass
class SheetWorld:
    """The leader's desk and the ids of what the tests need."""

    store: Store
    desk: Desk
    mother: int
    child: int
    application: int

    @property
    def sheet(self) -> Sheet:
        """The sheet as it stands."""
        return assessments.sheet(self.desk, self.application)

    def line(self, criterion: str) -> SheetLine:
        """One demand of it."""
        return next(line for line in self.sheet.lines if line.criterion.key == criterion)

    def type_fact(self, key: str, value: Any, source: str = "Skatteetaten", version: int = 0) -> None:
        """Type a fact as of today."""
        assessments.type_fact(self.desk, self.application, key, FactInput(value, source, TODAY), version)

    def as_role(self, role: Role) -> Desk:
        """A desk of the same office with another role at it."""
        return start.enter_without_login(self.store, role)


def adopt_rules(desk: Desk, text: str = RULES, key: str = "fjordvik", valid_from: date = date(2026, 1, 1)) -> int:
    """Take a set into use; the id of what is adopted."""
    criteria_sets.import_text(desk, key, text)
    return criteria_sets.adopt(desk, key, valid_from, 1, "Kontrollert mot vedtaket").value


def person(desk: Desk, last: str, first: str, born: date | None, **more: Any) -> int:
    """Register somebody."""
    words = {"sort_key": sort_key(f"{last} {first}"), "search_key": search_key(f"{first} {last}")}
    return put(desk, Person, last_name=last, first_name=first, birth_date=born, **words, **more)


def application(desk: Desk, applicant: int, number: str = "2026-0001", **more: Any) -> int:
    """An application of somebody, received on 6 November."""
    given = {"kind": ApplicationKind.NEW, "stage": Stage.NEW, "channel": Channel.COUNTER, "received_on": RECEIVED}
    return put(desk, Application, number=number, applicant_id=applicant, **{**given, **more})


def lease(desk: Desk, tenant: int, **more: Any) -> int:
    """An ordinary tenancy of somebody in a home of its own."""
    house = stock_edit.register_building(desk, BuildingInput("Fjordgata 14", "9990", "Fjordvik")).value
    home = stock_edit.register_dwelling(desk, house, DwellingInput(number="H0101", rooms=3)).value
    return tenancy(desk, unit(desk, home), tenant, "2025-0007", "000007003", **more)


def sheet_world(store: Store, monkeypatch: pytest.MonkeyPatch) -> SheetWorld:
    """The office on 23 November 2026, the set adopted from new year."""
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    start.found_office(store, "Fjordvik kommune", training=True)
    desk = start.enter_without_login(store, Role.LEADER)
    mother = person(desk, "Somby-Guttormsen", "Máret Ánne", date(1991, 5, 2))
    child = person(desk, "Somby-Guttormsen", "Ánte", date(2020, 3, 1))
    case = application(desk, mother)
    put(desk, ApplicationMember, application_id=case, person_id=mother, role=HouseholdRole.MAIN)
    put(desk, ApplicationMember, application_id=case, person_id=child, role=HouseholdRole.CHILD)
    adopt_rules(desk)
    return SheetWorld(store, desk, mother, child, case)
