"""The search and sort keys of buildings and dwellings: written wherever their address or number is."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from ...models.stock import Building, Dwelling, Property
from ...rules.folding import search_key, sort_key
from .acts import Work

_Key = ColumnElement[str] | InstrumentedAttribute[str]


def key_building(building: Building) -> None:
    """Set the keys that follow from a building's address."""
    building.address = " ".join(building.address.split())
    building.address_key = search_key(building.address)
    building.address_sort = sort_key(building.address)


def key_dwelling(work: Work, dwelling: Dwelling, building: Building) -> None:
    """Set the key by which a dwelling is found: address, number, reference, place and cadastral number."""
    unit = work.session.get(Property, dwelling.property_id or building.property_id or 0)
    cadastral = f"{unit.gnr} {unit.bnr} {unit.fnr} {unit.snr}" if unit else ""
    dwelling.search_key = words_of_dwelling(
        building.address, dwelling.number, dwelling.reference, building.postcode, building.city, cadastral
    )


def words_of_dwelling(*parts: str) -> str:
    """The search key of a dwelling: address, number, reference, postcode, city, cadastral number, in this order."""
    return search_key(" ".join(part for part in parts if part))[:300]


def key_dwellings_of(work: Work, building: Building) -> None:
    """Set the keys of all dwellings of a building whose address has changed."""
    for dwelling in work.session.execute(select(Dwelling).where(Dwelling.building_id == building.id)).scalars():
        key_dwelling(work, dwelling, building)


def begins_a_word(column: _Key, text: str) -> list[ColumnElement[bool]]:
    """One condition per typed word: it begins a word of the key column."""
    key = literal(" ") + column
    return [key.contains(f" {word}", autoescape=True) for word in search_key(text).split()]


def every_word_begins(column: _Key, text: str) -> ColumnElement[bool]:
    """Whether every typed word begins a word of the key column, in any order."""
    return and_(*begins_a_word(column, text)) if search_key(text) else literal(value=True)
