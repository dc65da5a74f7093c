"""Which column is which field."""

from __future__ import annotations

import json

import pytest

from boligdesk.exchange.fields import FIELDS, ListKind, label_of
from boligdesk.exchange.mapping import Mapping, Proposal, apply_remembered, propose
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import render
from tests.exchange.lists import DWELLINGS, TENANTS, TODAY, table

ROW = ("Fjordgata 14", "H0203", 71, 8950, "Kvernmo, Jon-Ántte", 3, "bad pusset opp -14")
HEADER = ("Gateadr.", "Leil.nr", "Kvm", "Mnd leie 2026", "Leietaker", "Ant rom", "Merknad")


def _mapping(kind: ListKind, *rows: tuple[object, ...]) -> Mapping:
    return propose(table(kind, *rows), kind, today=TODAY)


def _fields(mapping: Mapping) -> list[str | None]:
    return [choice.field for choice in mapping.choices]


def test_the_list_of_the_picture_is_recognised() -> None:
    mapping = _mapping(DWELLINGS, HEADER, ROW)
    assert _fields(mapping) == ["adresse", "bolignummer", "areal", "leie", "leietaker", "rom", None]
    assert mapping.choices[0].proposal is Proposal.SURE
    assert mapping.choices[6].proposal is Proposal.SKIPPED


def test_doubtful_content_asks_for_confirmation() -> None:
    mapping = _mapping(DWELLINGS, HEADER, ROW, (*ROW[:1], "203", *ROW[2:]), (*ROW[:1], "204", *ROW[2:]))
    assert mapping.choices[1].field == "bolignummer"
    assert mapping.choices[1].proposal is Proposal.CONFIRM


def test_content_that_cannot_be_the_field_is_not_proposed() -> None:
    mapping = _mapping(DWELLINGS, ("Adresse", "Leie", "Bolignr"), ("Skolegata 2", "se kontrakt", "H0101"))
    assert _fields(mapping) == ["adresse", None, "bolignummer"]


def test_misspelt_headings_ask_for_confirmation() -> None:
    mapping = _mapping(DWELLINGS, ("Adrese", "Bolignumer", "Leie"), ("Skolegata 2", "H0101", 7000))
    assert _fields(mapping) == ["adresse", "bolignummer", "leie"]
    assert [choice.proposal for choice in mapping.choices[:2]] == [Proposal.CONFIRM, Proposal.CONFIRM]


def test_of_two_years_the_later_is_taken() -> None:
    header = ("Adresse", "Leie 2025", "Leie 2026", "Leie 2024")
    assert _fields(_mapping(DWELLINGS, header, ("Skolegata 2", 1, 2, 3))) == ["adresse", None, "leie", None]


def test_telling_content_is_proposed_without_a_heading() -> None:
    rows = (("Navn", "Adresse", "Fra", "Kolonne4"), ("Ås, Kai", "Skolegata 2", "01.02.2023", "kai@eksempel.no"))
    mapping = _mapping(TENANTS, *rows)
    assert mapping.choices[3].field == "epost"
    assert mapping.choices[3].proposal is Proposal.CONFIRM


def test_fnr_is_a_person_number_for_tenants_and_a_lease_number_for_dwellings() -> None:
    assert _fields(_mapping(DWELLINGS, ("Adresse", "Gnr", "Bnr", "Fnr"), ("Skolegata 2", 12, 34, 1)))[3] == "festenr"
    tenants = _mapping(TENANTS, ("Navn", "Fnr", "Fra"), ("Ås, Kai", "128384 00246", "01.02.2023"))
    assert _fields(tenants)[1] == "fodselsnummer"


def test_own_choice_moves_a_field() -> None:
    mapping = _mapping(DWELLINGS, ("Adresse", "Leie 2025", "Leie 2026"), ("Skolegata 2", 1, 2)).choose(2, "leie")
    assert _fields(mapping) == ["adresse", "leie", None]
    assert mapping.choose(2, None).columns_of("leie") == ()


def test_several_columns_can_be_kept_as_information() -> None:
    mapping = _mapping(DWELLINGS, HEADER, ROW).choose(7, "opplysning").choose(3, "opplysning")
    assert mapping.columns_of("opplysning") == (3, 7)


def test_missing_required_fields_are_named() -> None:
    missing = _mapping(TENANTS, ("Navn", "Bolignr", "Leie"), ("Ås, Kai", "H0101", 7000)).missing
    assert [render(field.label) for field in missing] == ["Adresse", "Fra dato"]
    in_parts = _mapping(TENANTS, ("Etternavn", "Gate", "Husnr", "Fra"), ("Ås", "Skolegata", 2, "01.02.2023"))
    assert in_parts.missing == ()


def test_a_saved_mapping_is_found_again_by_heading() -> None:
    saved = _mapping(DWELLINGS, HEADER, ROW).choose(7, "opplysning").choose(5, None).to_json()
    turned = table(DWELLINGS, tuple(reversed(HEADER)), tuple(reversed(ROW)))
    mapping = apply_remembered(turned, propose(turned, DWELLINGS, today=TODAY), saved)
    assert _fields(mapping) == ["opplysning", "rom", None, "leie", "areal", "bolignummer", "adresse"]


@pytest.mark.parametrize(
    ("saved", "code"),
    [
        ("", "import.kart"),
        ("[]", "import.kart"),
        ('{"format": 1}', "import.kart"),
        ('{"format": 9, "slag": "boliger", "kolonner": []}', "import.kart"),
        ('{"format": 1, "slag": "leietakere", "kolonner": []}', "import.kart"),
        ('{"format": 1, "slag": "boliger", "kolonner": [{"kolonne": "Leie", "plass": 1, "felt": "x"}]}',
         "import.kart_felt"),
    ],
)  # fmt: skip
def test_foreign_mappings_are_refused(saved: str, code: str) -> None:
    found = table(DWELLINGS, HEADER, ROW)
    with pytest.raises(RefusedError) as caught:
        apply_remembered(found, propose(found, DWELLINGS, today=TODAY), saved, "kart.json")
    assert caught.value.fault.code == code


def test_saved_mappings_are_plain_json() -> None:
    content = json.loads(_mapping(DWELLINGS, HEADER, ROW).to_json())
    assert content["kolonner"][0] == {"kolonne": "Gateadr.", "plass": 1, "felt": "adresse"}


@pytest.mark.parametrize("kind", list(ListKind))
def test_every_field_is_named_and_its_headings_are_its_own(kind: ListKind) -> None:
    seen: dict[str, str] = {}
    for field in FIELDS[kind]:
        assert render(label_of(field.key))
        for key in field.keys:
            assert seen.setdefault(key, field.key) == field.key, f"{key}: {field.key} and {seen[key]}"
