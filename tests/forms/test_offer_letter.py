"""The letter of an offer: what it must say in both languages, and what stops it (P12)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boligdesk.forms import shipped_templates
from boligdesk.forms.making import field_catalogue
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.template_checks import check_template

from .conftest import Read, printed
from .samples import OFFER

KEY = "tilbud_bolig"


def test_the_letter_says_what_is_offered_by_when_and_what_a_no_means(read: Read) -> None:
    words = read(KEY, OFFER)
    for said in (
        "Fjordgata 16, H0101",
        "innen 04.12.2026",
        "10 900 kr",
        "4 rom, 3 soverom, 86 m²",
        "3 år",
        "Du beholder plassen på ventelisten.",
        "Du beholder plassen på ventelisten også da.",
        "forvaltningsloven § 16",
        "Onsdag 25. november kl. 12.00",
        "Nils Utsi (verge)",
    ):
        assert said in words


def test_what_is_not_known_is_left_out(read: Read) -> None:
    bare = replace(OFFER, rooms=None, bedrooms=None, area=None, floor=None, why=None, viewing=None, copy_to=None)
    words = read(KEY, replace(bare, lease_months=None, access=None, part_of_town=None, move_in_on=None))
    assert "Uten sluttdato" in words
    for gone in ("rom,", "Etasje", "Hvorfor vi tilbyr", "Visning", "Kopi til", "Område"):
        assert gone not in words


@pytest.mark.parametrize("gone", [{"decision": ""}, {"address": ""}])
def test_an_offer_without_its_vedtak_or_its_home_cannot_be_made(gone: dict[str, str]) -> None:
    with pytest.raises(RefusedError) as refused:
        printed(KEY, replace(OFFER, **gone))
    assert refused.value.fault.code == "mal.verdi_mangler"


@pytest.mark.parametrize("block", ["no", "silent", "rights", "intro", "rent", "answer"])
def test_the_office_cannot_leave_out_what_a_no_means(block: str) -> None:
    shipped = shipped_templates.load(KEY, "nb")
    without = replace(shipped, blocks=tuple(b for b in shipped.blocks if b.key != block))
    assert check_template(without, field_catalogue(KEY), shipped)
