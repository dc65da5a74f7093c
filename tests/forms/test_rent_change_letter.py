"""The notice of a changed rent: the figures the law asks for, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from boligdesk.forms.rent_change_data import RentChangeData

from .conftest import Read, pages_of, printed
from .samples import TENANCY

BY_INDEX = RentChangeData(
    **TENANCY,
    old_ore=895_000,
    new_ore=930_800,
    effective=date(2028, 1, 1),
    table="14709",
    base_year="2025",
    from_month=date(2026, 11, 1),
    to_month=date(2027, 10, 1),
    from_value=Decimal("105.0"),
    to_value=Decimal("109.2"),
)
MARKET = replace(BY_INDEX, table=None, base_year=None, assessed_on=date(2027, 11, 1), grounds="tre naboleiligheter")


def test_by_index_it_names_table_base_year_months_figures_and_percentage(read: Read) -> None:
    words = read("varsel_leieendring", BY_INDEX)
    said = "9 308 kr|01.01.2028|8 950 kr|§ 4-2|105,0 i november 2026|109,2 i oktober 2027"
    said += "|tabell 14709, 2025 = 100|4,0 prosent"
    assert [part for part in said.split("|") if part not in words] == []
    assert "gjengs" not in words


def test_to_gjengs_leie_it_says_how_it_was_assessed(read: Read) -> None:
    words = read("varsel_leieendring", MARKET)
    assert [part for part in ("§ 4-3", "01.11.2027", "tre naboleiligheter") if part not in words] == []
    assert "konsumprisindeksen" not in words
    assert "ut fra dette" not in read("varsel_leieendring", replace(MARKET, grounds=None))


@pytest.mark.parametrize("data", [BY_INDEX, MARKET])
def test_it_is_nynorsk_for_those_who_read_it(data: RentChangeData) -> None:
    words = " ".join(pages_of(printed("varsel_leieendring", data, "nn").pdf)).split()
    assert {"husleigelova", "frå"} <= {word.strip("(),.") for word in words}
    assert not {"Leien", "leien", "fra", "husleieloven"} & set(words)
