"""Registering and changing the housing stock: buildings, dwellings, their letting units, and leaving the stock."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from ..models.stock import Building, Dwelling, LettingUnit, Property
from ..models.tenancy import Tenancy
from ..rules.folding import search_key
from ..rules.messages import Kind, refuse
from ..rules.reading import Cadastral, read_dwelling_number, read_postcode
from ..rules.rights import Right
from ..rules.vocabulary import Accessible, Disposal, DwellingKind, Standard
from .areas import area_named
from .core.acts import Look, Work, reads, writes
from .core.protection import SHIELD_OFF
from .core.stock_keys import key_building, key_dwelling, key_dwellings_of
from .core.versions import Theirs, theirs


@dataclass(frozen=True)
class BuildingInput:
    """What is said of a building. `cadastral` is the property all its dwellings lie on unless they say otherwise.

    `new_area` names an area of town that is registered with it, in place of `area_id`.
    """

    address: str
    postcode: str = ""
    city: str = ""
    area_id: int | None = None
    cadastral: Cadastral | None = None
    built_year: int | None = None
    lift: bool | None = None
    house_rules: str = ""
    note: str = ""
    new_area: str = ""


@dataclass(frozen=True)
class DwellingInput:
    """What is said of a dwelling. `cadastral` only where it differs from the building's."""

    kind: DwellingKind = DwellingKind.APARTMENT
    disposal: Disposal = Disposal.OWNED
    number: str = ""
    reference: str = ""
    cadastral: Cadastral | None = None
    rooms: int | None = None
    bedrooms: int | None = None
    area_m2: Decimal | None = None
    floor: int | None = None
    accessible: Accessible | None = None
    accessible_note: str = ""
    standard: Standard | None = None
    standard_note: str = ""
    suits_children: bool | None = None
    suits_children_why: str = ""
    purpose: str = ""
    heating_included: bool | None = None
    storage_room: str = ""
    parking: str = ""
    shared_rooms: str = ""
    outdoor_area: str = ""
    furnished: bool | None = None
    pets_allowed: bool | None = None
    inspected_on: date | None = None
    note: str = ""


#: Fields that are not columns of the record of the same name.
_APART = frozenset({"cadastral", "new_area"})


@dataclass(frozen=True)
class BuildingForm:
    """A building as its form shows it, with the version to save against."""

    id: int
    version: int
    values: BuildingInput


@dataclass(frozen=True)
class DwellingForm:
    """A dwelling as its form shows it, with the version to save against."""

    id: int
    version: int
    building_id: int
    values: DwellingInput
    units: tuple[tuple[int, str], ...] = field(default=())


@reads(Right.STOCK_READ)
def building_form(look: Look, building_id: int) -> BuildingForm:
    """A building to edit."""
    building = look.get(Building, building_id)
    values = {f.name: getattr(building, f.name) for f in fields(BuildingInput) if f.name not in _APART}
    return BuildingForm(
        building.id, building.version, BuildingInput(cadastral=_cadastral(look, building.property_id), **values)
    )


@reads(Right.STOCK_READ)
def dwelling_form(look: Look, dwelling_id: int) -> DwellingForm:
    """A dwelling to edit, with the names of its letting units."""
    dwelling = look.get(Dwelling, dwelling_id)
    values = {f.name: getattr(dwelling, f.name) for f in fields(DwellingInput) if f.name not in _APART}
    units = look.session.execute(
        select(LettingUnit.id, LettingUnit.name).where(LettingUnit.dwelling_id == dwelling_id).order_by(LettingUnit.id)
    ).all()
    given = DwellingInput(cadastral=_cadastral(look, dwelling.property_id), **values)
    return DwellingForm(dwelling.id, dwelling.version, dwelling.building_id, given, tuple((r[0], r[1]) for r in units))


@reads(Right.STOCK_READ)
def building_versions(look: Look, building_id: int, base_version: int) -> Theirs:
    """What others changed on a building since a form was opened: for the conflict dialog."""
    return _with_cadastral(look, theirs(look, Building, building_id, base_version))


@reads(Right.STOCK_READ)
def dwelling_versions(look: Look, dwelling_id: int, base_version: int) -> Theirs:
    """What others changed on a dwelling since a form was opened: for the conflict dialog."""
    return _with_cadastral(look, theirs(look, Dwelling, dwelling_id, base_version))


def _with_cadastral(look: Look, changed: Theirs) -> Theirs:
    """The property under the name and in the shape the form has it."""
    if "property_id" not in changed.fields:
        return changed
    was, now = (_cadastral(look, property_id) for property_id in changed.fields["property_id"])
    return replace(changed, fields={**changed.fields, "cadastral": (was, now)})


def _cadastral(look: Look, property_id: int | None) -> Cadastral | None:
    unit = look.session.get(Property, property_id) if property_id else None
    return Cadastral(unit.gnr, unit.bnr, unit.fnr, unit.snr) if unit else None


@reads(Right.STOCK_READ)
def building_at(look: Look, address: str, postcode: str = "") -> int | None:
    """The building with this address, however it is spelled; None when it is not registered."""
    query = select(Building.id).where(Building.address_key == search_key(address)).order_by(Building.id)
    if postcode:
        query = query.where(Building.postcode == postcode)
    return look.session.execute(query).scalars().first()


@reads(Right.STOCK_READ)
def dwellings_in(look: Look, building_id: int) -> list[int]:
    """The dwellings of a building, in the order of their numbers."""
    query = select(Dwelling.id).where(Dwelling.building_id == building_id)
    return list(look.session.execute(query.order_by(Dwelling.number, Dwelling.reference, Dwelling.id)).scalars())


@writes(Right.STOCK_WRITE)
def property_of(work: Work, cadastral: Cadastral) -> int:
    """The cadastral unit with this number, registered when it is new."""
    numbers = {"gnr": cadastral.gnr, "bnr": cadastral.bnr, "fnr": cadastral.fnr, "snr": cadastral.snr}
    found = work.session.execute(select(Property.id).filter_by(**numbers)).scalar_one_or_none()
    return found if found is not None else work.add(Property(**numbers)).id


@writes(Right.STOCK_WRITE)
def register_building(work: Work, given: BuildingInput) -> int:
    """A new building; an address that is registered is refused."""
    building = Building()
    _fill_building(work, building, given)
    _refuse_same_address(work, building, None)
    return work.add(building).id


@writes(Right.STOCK_WRITE)
def change_building(work: Work, building_id: int, version: int, given: BuildingInput) -> int:
    """Change a building; its dwellings are found by the new address at once. Returns the new version."""
    building = work.load(Building, building_id, version)
    _fill_building(work, building, given)
    _refuse_same_address(work, building, building_id)
    key_dwellings_of(work, building)
    work.session.flush()
    return building.version


def _fill_building(work: Work, building: Building, given: BuildingInput) -> None:
    if not given.address.strip():
        raise refuse("bolig.adresse_mangler")
    for name, value in _values(given).items():
        setattr(building, name, value)
    building.postcode = _postcode(given.postcode)
    building.property_id = property_of.inner(work, given.cadastral) if given.cadastral else None
    if given.new_area.strip():
        building.area_id = area_named.inner(work, given.new_area)
    key_building(building)


def _refuse_same_address(work: Work, building: Building, itself: int | None) -> None:
    with work.session.no_autoflush:
        query = select(Building.id).filter_by(address_key=building.address_key, postcode=building.postcode)
        others = [i for i in work.session.execute(query).scalars() if i != itself]
    if others:
        raise refuse("bolig.adresse_finnes", adresse=building.address)


def _postcode(text: str) -> str:
    reading = read_postcode(text)
    if reading.finding is not None and reading.finding.kind is Kind.HARD:
        raise refuse("bolig.postnummer", tekst=text)
    return reading.value or ""


def _number(text: str) -> str:
    reading = read_dwelling_number(text)
    if reading.finding is not None and reading.finding.kind is Kind.HARD:
        raise refuse("bolig.bolignummer", tekst=text)
    return reading.value or ""


def _values(given: BuildingInput | DwellingInput) -> dict[str, object]:
    return {name: value for name, value in asdict(given).items() if name not in _APART}


@writes(Right.STOCK_WRITE)
def register_dwelling(work: Work, building_id: int, given: DwellingInput, units: tuple[str, ...] = ("",)) -> int:
    """A new dwelling with its letting unit, or with one per room of a bofellesskap (`units` are their names)."""
    building = work.get(Building, building_id)
    dwelling = Dwelling(building_id=building_id)
    _fill_dwelling(work, dwelling, building, given)
    work.add(dwelling)
    names = _unit_names(units)
    for name in names:
        work.add(LettingUnit(dwelling_id=dwelling.id, name=name))
    return dwelling.id


def _unit_names(units: tuple[str, ...]) -> list[str]:
    names = [name.strip() for name in units] or [""]
    if len(set(names)) < len(names) or (len(names) > 1 and "" in names):
        raise refuse("bolig.rom_uten_navn")
    return names


@writes(Right.STOCK_WRITE)
def register_at_address(work: Work, at: BuildingInput, given: DwellingInput, units: tuple[str, ...] = ("",)) -> int:
    """A new dwelling at an address: its building is found, or registered with it."""
    found = building_at.inner(work, at.address, _postcode(at.postcode))
    building_id = found if found is not None else register_building.inner(work, at)
    return register_dwelling.inner(work, building_id, given, units)


@writes(Right.STOCK_WRITE)
def change_dwelling(work: Work, dwelling_id: int, version: int, given: DwellingInput) -> int:
    """Change a dwelling against the version its form was opened with. Returns the new version."""
    dwelling = work.load(Dwelling, dwelling_id, version)
    _fill_dwelling(work, dwelling, work.get(Building, dwelling.building_id), given)
    work.session.flush()
    return dwelling.version


def _fill_dwelling(work: Work, dwelling: Dwelling, building: Building, given: DwellingInput) -> None:
    if given.area_m2 is not None and given.area_m2 <= 0:
        raise refuse("bolig.areal_null")
    for name, value in _values(given).items():
        setattr(dwelling, name, value)
    dwelling.number = _number(given.number)
    dwelling.property_id = property_of.inner(work, given.cadastral) if given.cadastral else None
    key_dwelling(work, dwelling, building)


@writes(Right.STOCK_WRITE)
def move_dwelling(work: Work, dwelling_id: int, version: int, building_id: int) -> int:
    """Put a dwelling that was registered at the wrong address into another building. Returns the new version."""
    dwelling = work.load(Dwelling, dwelling_id, version)
    dwelling.building_id = building_id
    key_dwelling(work, dwelling, work.get(Building, building_id))
    work.session.flush()
    return dwelling.version


@writes(Right.STOCK_WRITE)
def add_unit(work: Work, dwelling_id: int, name: str, first_name: str = "") -> int:
    """One more letting unit of a bofellesskap; `first_name` names the unit that until now was the whole dwelling."""
    units = list(work.session.execute(select(LettingUnit).where(LettingUnit.dwelling_id == dwelling_id)).scalars())
    for unit in units:
        unit.name = unit.name or first_name.strip()
    _unit_names((*(unit.name for unit in units), name))
    work.get(Dwelling, dwelling_id)
    return work.add(LettingUnit(dwelling_id=dwelling_id, name=name.strip())).id


@writes(Right.STOCK_WRITE)
def retire_dwelling(work: Work, dwelling_id: int, version: int, on: date, reason: str) -> None:
    """A dwelling leaves the stock on a day (sold, torn down, given back); refused while somebody holds it then."""
    dwelling = work.load(Dwelling, dwelling_id, version)
    if _held_from(work, dwelling_id, on):
        raise refuse("bolig.utleid_kan_ikke_utga")
    if not reason.strip():
        raise refuse("bolig.grunn_mangler")
    dwelling.retired_on = on
    work.reason(reason)


@writes(Right.STOCK_WRITE)
def bring_back_dwelling(work: Work, dwelling_id: int, version: int) -> None:
    """A dwelling that had left the stock is let again."""
    work.load(Dwelling, dwelling_id, version).retired_on = None


def _held_from(work: Work, dwelling_id: int, on: date) -> bool:
    """Also a protected tenancy holds; the refusal names nobody."""
    query = (
        select(Tenancy.id)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .where(LettingUnit.dwelling_id == dwelling_id, Tenancy.voided_at.is_(None))
        .where(or_(Tenancy.closed_on.is_(None), Tenancy.closed_on > on))
        .limit(1)
        .execution_options(**{SHIELD_OFF: True})
    )
    return work.session.execute(query).first() is not None
