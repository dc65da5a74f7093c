"""What a lease must state of the home (domain/tenancy.md § 10): from the dwelling's form, or a list, onto the paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from boligdesk.casework import imports, lease_print, stock, stock_edit, stock_list
from boligdesk.casework.core.acts import Look, reads
from boligdesk.casework.core.lease_facts import dwelling_of
from boligdesk.rules.rights import Right

from .lease_world import LeaseWorld

pytestmark = pytest.mark.lagring


@reads(Right.STOCK_READ)
def _dwelling(look: Look, unit_id: int) -> int:
    return dwelling_of(look, unit_id).id


def _says(leases: LeaseWorld, **facts: object) -> str:
    """The words of a lease on the home, once its form says this."""
    home = _dwelling(leases.desk, leases.unit)
    form = stock_edit.dwelling_form(leases.desk, home)
    stock_edit.change_dwelling(leases.desk, home, form.version, replace(form.values, **facts))  # type: ignore[arg-type]
    pdf = lease_print.print_lease(leases.desk, leases.lease()).value.pdf
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_lease_states_shared_rooms_outdoor_area_and_furniture(leases: LeaseWorld) -> None:
    said = {"shared_rooms": "Vaskekjeller", "outdoor_area": "Balkong mot vest", "furnished": True}
    words = _says(leases, storage_room="Bod 4", parking="Plass 12", **said)
    assert "bod 4, parkering Plass 12" in words
    assert "Fellesrom Vaskekjeller" in words and "Uteareal Balkong mot vest" in words
    assert "Boligen er møblert. Inventaret står i overtakelsesprotokollen." in words
    assert "umøblert" not in words
    facts = stock.dwelling_card(leases.desk, _dwelling(leases.desk, leases.unit)).facts
    assert (facts.shared_rooms, facts.outdoor_area, facts.furnished) == ("Vaskekjeller", "Balkong mot vest", True)


def test_a_home_without_furniture_is_let_as_that(leases: LeaseWorld) -> None:
    words = _says(leases, furnished=False)
    assert "Boligen leies ut umøblert." in words and "er møblert" not in words
    assert "Fellesrom" not in words and "Uteareal" not in words


def test_of_what_nobody_knows_the_lease_is_silent(leases: LeaseWorld) -> None:
    assert "møblert" not in _says(leases)


def test_a_list_brings_them_and_the_export_keeps_them(leases: LeaseWorld, tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "boliger.xlsx"
    book.active.append(("Adresse", "Bolignr", "Fellesrom", "Uteareal", "Møblert"))
    book.active.append(("Fjordgata 14", "H0203", "Vaskekjeller", "Hage", "nei"))
    book.save(path)
    plan = imports.read_plan(leases.desk, "boliger", path)
    (match,) = imports.matches(leases.desk, plan).values()
    assert set(match.fields) == {"fellesrom", "uteareal", "moblert"}
    imports.book(leases.desk, plan)
    values = stock_edit.dwelling_form(leases.desk, _dwelling(leases.desk, leases.unit)).values
    assert (values.shared_rooms, values.outdoor_area, values.furnished) == ("Vaskekjeller", "Hage", False)
    kobo = stock_list.export_kobo(leases.desk, tmp_path / "kobo.xlsx", stock_list.DwellingQuery())
    again = imports.matches(leases.desk, imports.read_plan(leases.desk, "boliger", kobo))
    assert {match.fields for match in again.values()} <= {(), ("leie",)}
