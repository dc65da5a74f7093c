"""Rows of a dwelling list laid over the stock: made, changed field by field, or as they were."""

from __future__ import annotations

from typing import Any

from ...exchange.records import DwellingRow
from ...models.stock import Building, Dwelling, StockNote
from ...rules.messages import msg
from ...rules.vocabulary import Disposal, DwellingKind
from ...texts import text
from .import_homes import Home, House, Stock
from .import_rows import Staged

#: Column of the record → the field of the list that fills it.
_DWELLING = {
    "kind": "boligtype",
    "disposal": "disposisjon",
    "rooms": "rom",
    "bedrooms": "soverom",
    "area_m2": "areal",
    "floor": "etasje",
    "accessible": "tilgjengelig",
    "shared_rooms": "fellesrom",
    "outdoor_area": "uteareal",
    "furnished": "moblert",
    "heating_included": "oppvarming",
    "number": "bolignummer",
    "reference": "referanse",
    "property_id": "matrikkel",
}
_HOUSE = {"postcode": "postnummer", "city": "poststed", "built_year": "byggeaar", "area_id": "omrade"}


def stage_dwellings(staged: Staged) -> None:
    """Lay every bookable row of a dwelling list over the stock."""
    stock = Stock.read(staged.look, staged.batch)
    matched: dict[int, int] = {}
    for row in staged.plan.rows:
        if staged.bookable(row) and isinstance(row.record, DwellingRow):
            _stage(staged, stock, row.record, matched)


def _stage(staged: Staged, stock: Stock, row: DwellingRow, matched: dict[int, int]) -> None:
    homes = stock.homes_at(row.address, row.postcode, row.number, row.reference)
    if len(homes) > 1:
        numbers = ", ".join(sorted(str(home.values["number"] or home.values["reference"]) for home in homes))
        staged.refuse(row.row, "bolignummer", msg("importering.flere_boliger", adresse=row.address, nummer=numbers))
    elif homes and homes[0].id in matched:
        staged.refuse(row.row, "adresse", msg("importering.samme_bolig", rad=matched[homes[0].id]))
    elif homes:
        matched[homes[0].id] = row.row
        staged.done(row.row, _compare(staged, stock, homes[0], row))
    else:
        home = _make(stock, row)
        matched[home.id] = row.row
        _beside(staged, stock, home, row)
        staged.new(row.row)


def _make(stock: Stock, row: DwellingRow) -> Home:
    house = stock.house_at(row.address, row.postcode)
    if house is None:
        house = stock.add_house(address=row.address)
    told = {name: value for name, value in _told(stock, house, row).items() if not house.values.get(name)}
    stock.change(Building, house.values, told)
    values = _dwelling_values(stock, house, row)
    values["kind"] = values["kind"] or DwellingKind.APARTMENT
    values["disposal"] = values["disposal"] or Disposal.OWNED
    return stock.add_home(house, **values)


def _told(stock: Stock, house: House, row: DwellingRow) -> dict[str, Any]:
    """What the row says of its building that no row before it has said; a known cadastral unit is kept."""
    said = {name: value for name, value in _house_values(stock, row).items() if value not in (None, "")}
    new = {name: value for name, value in said.items() if name not in house.told}
    house.told.update(new)
    if house.values["property_id"]:
        new.pop("property_id", None)
    return new


def _house_values(stock: Stock, row: DwellingRow) -> dict[str, Any]:
    values = {
        "postcode": row.postcode,
        "city": row.city,
        "built_year": row.built_year,
        "area_id": stock.area(row.area_name) if row.area_name else None,
    }
    if row.cadastral is not None and not row.cadastral.snr:
        values["property_id"] = _property(stock, row)
    return values


def _property(stock: Stock, row: DwellingRow) -> int | None:
    unit = row.cadastral
    return stock.property((unit.gnr, unit.bnr, unit.fnr, unit.snr)) if unit else None


def _dwelling_values(stock: Stock, house: House, row: DwellingRow) -> dict[str, Any]:
    """What the row says of the dwelling; the cadastral unit only where it is not the building's."""
    kind = row.kind or (DwellingKind.SHARED_HOME if row.shared_home else None)
    values = {name: getattr(row, name, None) for name in _DWELLING if name != "property_id"} | {"kind": kind}
    own = _property(stock, row)
    return {**values, "property_id": own if own != house.values["property_id"] else None}


def _compare(staged: Staged, stock: Stock, home: Home, row: DwellingRow) -> list[str]:
    """Stage what differs from the records; what the row does not say is left alone."""
    house = home.house
    of_house = stock.change(Building, house.values, _told(stock, house, row))
    values = _dwelling_values(stock, house, row)
    of_home = stock.change(Dwelling, home.values, values)
    if of_house or of_home:
        for neighbour in house.homes:
            stock.change(Dwelling, neighbour.values, {"search_key": stock.words(neighbour)})
    named = [_HOUSE.get(name, "matrikkel") for name in of_house] + [_DWELLING[name] for name in of_home]
    return [*named, *_beside(staged, stock, home, row)]


def _beside(staged: Staged, stock: Stock, home: Home, row: DwellingRow) -> list[str]:
    """Rent, and what the list knows that has no field: kept with the dwelling instead of being lost."""
    changed = []
    unit_id = next(iter(home.units.values())) if len(home.units) == 1 else None
    if row.rent_ore and unit_id is not None and stock.set_rent(home, unit_id, row.rent_ore, staged.look.now):
        changed.append("leie")
    notes = [*row.notes, (text("import.felt.eier"), row.owner), (text("import.felt.ekstern_id"), row.external_id)]
    new = [label for label, words in notes if words and _note(stock, home, label, words)]
    return [*changed, *["opplysning"] * bool(new)]


def _note(stock: Stock, home: Home, label: str, words: str) -> bool:
    label = label[:80]
    note_id, known = home.notes.get(label, (None, None))
    if known == words:
        return False
    if note_id is None:
        note_id = stock.batch.add(StockNote, dwelling_id=home.id, label=label, content=words)
    else:
        stock.batch.change(StockNote, note_id, content=words)
    home.notes[label] = (note_id, words)
    return True
