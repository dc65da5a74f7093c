"""From the fields of one row to the record it tells: joined columns, checks within the row, typed result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..rules.identifiers import Identifier
from ..rules.messages import Control, Kind, Mend, Message, Param, msg
from ..rules.periods import add_months
from ..rules.reading import SUGGESTED, Address, Cadastral, PersonName, Reading, read_address, read_cadastral_parts
from ..rules.reading.outcome import mend_to
from ..rules.vocabulary import Protection
from .fields import FIELDS, ListKind, label_of
from .open_items import open_item, open_item_checks, steps_to_come
from .plan import Finding
from .records import DwellingRow, ListRow, TenantPerson, TenantRow
from .sheets import Cell

#: The key of a mend that leaves the row out of the import.
LEAVE_OUT = "leave_out"
#: The key of a mend (and decision) that makes the row's persons tenants of an earlier row's tenancy.
SAME_TENANCY = "same_tenancy_as"

_EMPTY = (None, "", ())
_DEPOSIT_MONTHS = 6
_FAR_AHEAD_MONTHS = 24


@dataclass(frozen=True)
class Place:
    """Where the dwelling of a row lies."""

    address: str
    postcode: str
    city: str
    number: str


@dataclass(frozen=True)
class RowValues:
    """The fields of one row as they were read, the cells they came from, and what there is to say about them."""

    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, Cell]
    findings: tuple[Finding, ...]

    def completed(self, kind: ListKind) -> RowValues:
        """The same row with the checks that need more than one cell."""
        return replace(self, findings=(*self.findings, *_missing(self, kind), *_place_checks(self), *_OWN[kind](self)))

    def found(self, key: str, control: Control) -> Finding:
        """A finding about one of the row's fields, at the cell it came from."""
        cell = self.cells.get(key)
        control = replace(control, fields=(key,))
        return Finding(self.number, cell.address if cell else "", key, control, cell.text if cell else "")

    def has_finding(self, key: str) -> bool:
        """Whether anything was found about a field."""
        return any(finding.field == key for finding in self.findings)

    @property
    def place(self) -> Place:
        """Where the dwelling lies, from one column or several."""
        address = _address(self.values).value or Address("")
        code, city = self.values.get("postnummer") or ("", "")
        return Place(
            address.line,
            code or address.postcode,
            self.values.get("poststed") or city or address.city,
            self.values.get("bolignummer") or address.dwelling_number or "",
        )

    @property
    def persons(self) -> tuple[TenantPerson, ...]:
        """The tenants: names with the numbers and birth dates that stand in the same order."""
        names = _names(self.values)
        numbers: tuple[Identifier, ...] = self.values.get("fodselsnummer") or ()
        births: tuple[date, ...] = self.values.get("fodt") or ()
        return tuple(
            _person(name, numbers[i] if i < len(numbers) else None, births[i] if i < len(births) else None)
            for i, name in enumerate(names)
        )


def _address(values: Mapping[str, Any]) -> Reading[Address]:
    if values.get("adresse") is not None or not values.get("gate"):
        return Reading(values.get("adresse"))
    return read_address(f"{values['gate']} {values.get('husnummer') or ''}".strip())


def _names(values: Mapping[str, Any]) -> tuple[PersonName, ...]:
    names: tuple[PersonName, ...] = values.get("navn") or ()
    if not names and values.get("etternavn"):
        names = (PersonName(values.get("fornavn") or "", values["etternavn"]),)
    return (*names, *(values.get("medleietaker") or ()))


def _person(name: PersonName, number: Identifier | None, born: date | None) -> TenantPerson:
    number = number or name.identifier
    return TenantPerson(name, number, born or name.born or (number.born if number else None))


def _missing(row: RowValues, kind: ListKind) -> Iterator[Finding]:
    """Required fields that are empty. An unreadable cell has already said so."""
    for field in FIELDS[kind]:
        keys = (field.key, *field.instead)
        if field.required and all(row.values.get(key) in _EMPTY for key in keys) and not _blocked(row, keys):
            yield row.found(
                field.key, Control(Kind.MISSING, msg("import.mangler", felt=field.label), mends=(leave_out(),))
            )


def _blocked(row: RowValues, keys: tuple[str, ...]) -> bool:
    return any(finding.blocks and finding.field in keys for finding in row.findings)


def leave_out() -> Mend:
    """The way out that leaves the row for later."""
    return Mend(msg("import.rett.utelat"), {LEAVE_OUT: True})


def _soft(code: str, *mends: Mend, **params: Param) -> Control:
    return Control(Kind.SOFT, Message(code, params), mends=mends)


def _hard(code: str, *mends: Mend, **params: Param) -> Control:
    return Control(Kind.HARD, Message(code, params), mends=mends)


def _place_checks(row: RowValues) -> Iterator[Finding]:
    joined = _address(row.values)
    if joined.finding and row.values.get("adresse") is None:
        yield row.found("gate", joined.finding)
    inside = joined.value.dwelling_number if joined.value else None
    number = row.values.get("bolignummer")
    if inside and number and inside != number:
        mends = [mend_to(n, msg("import.rett.til", verdi=n)) for n in (number, inside)]
        yield row.found("bolignummer", _soft("import.to_bolignummer", *mends, forste=number, andre=inside))


def _dwelling_checks(row: RowValues) -> Iterator[Finding]:
    cadastral = _cadastral(row.values)
    if cadastral.finding:
        yield row.found("gnr", cadastral.finding)
    rooms, bedrooms = row.values.get("rom"), row.values.get("soverom")
    if rooms is not None and bedrooms is not None and bedrooms >= rooms > 0:
        yield row.found("soverom", _soft("import.soverom", soverom=bedrooms, rom=rooms))


def _cadastral(values: Mapping[str, Any]) -> Reading[Cadastral]:
    whole: Cadastral | None = values.get("matrikkel")
    section = values.get("seksjon")
    if whole is not None:
        return Reading(replace(whole, snr=section) if section and not whole.snr else whole)
    if values.get("gnr") is None and values.get("bnr") is None:
        return Reading()
    return read_cadastral_parts(values.get("gnr"), values.get("bnr"), values.get("festenr"), section)


def _tenant_checks(row: RowValues) -> Iterator[Finding]:
    yield from _period_checks(row)
    yield from _number_checks(row)
    rent, deposit = row.values.get("leie"), row.values.get("depositum")
    if rent and deposit and deposit > _DEPOSIT_MONTHS * rent:
        what = msg("import.depositum", belop=deposit, grense=_DEPOSIT_MONTHS * rent)
        yield row.found("depositum", Control(Kind.INFO, what, paragraph="husleieloven § 3-5"))


def _period_checks(row: RowValues) -> Iterator[Finding]:
    start, end = row.values.get("fra"), row.values.get("til")
    if start and end and end < start:
        yield row.found("til", _hard("import.til_for_fra", empty_mend("til"), fra=start, til=end))


def empty_mend(key: str) -> Mend:
    """The way out that leaves a field empty."""
    return Mend(msg("import.rett.tom", felt=label_of(key)), {SUGGESTED: None})


def held_to_today(row: RowValues, today: date) -> Iterator[Finding]:
    """What is odd on this day: a step that was taken on a day to come, or a tenancy that starts years from now.

    The latter is most often a slip of the year.
    """
    yield from steps_to_come(row, today)
    start = row.values.get("fra")
    if start and start > add_months(today, _FAR_AHEAD_MONTHS):
        yield row.found("fra", _soft("import.fra_langt_frem", fra=start))


def _number_checks(row: RowValues) -> Iterator[Finding]:
    persons = row.persons
    numbers = row.values.get("fodselsnummer") or ()
    births = row.values.get("fodt") or ()
    if persons and len(numbers) > len(persons):
        what = _hard("import.flere_fnr", empty_mend("fodselsnummer"), fnr=len(numbers), navn=len(persons))
        yield row.found("fodselsnummer", what)
    elif 0 < len(numbers) < len(persons):
        yield row.found("fodselsnummer", _soft("import.faerre_fnr", navn=str(persons[0].name)))
    for number, born in zip(numbers, births, strict=False):
        if number.born and number.born != born:
            mend = mend_to(tuple(n.born for n in numbers), msg("import.rett.dato", dato=number.born))
            yield row.found("fodt", _hard("import.fodt_uenig", mend, dato=born, fnr=number.born))


_OWN: Mapping[ListKind, Callable[[RowValues], Iterator[Finding]]] = {
    ListKind.DWELLINGS: _dwelling_checks,
    ListKind.TENANTS: _tenant_checks,
    ListKind.OPEN_ITEMS: open_item_checks,
}


def record_of(kind: ListKind, row: RowValues, decisions: Mapping[str, object]) -> ListRow | None:
    """The typed record of a row without blocking findings."""
    if kind is ListKind.OPEN_ITEMS:
        return open_item(row)
    return _dwelling(row) if kind is ListKind.DWELLINGS else _tenant(row, decisions)


def _dwelling(row: RowValues) -> DwellingRow:
    value, place = row.values.get, row.place
    return DwellingRow(
        row.number, place.address, place.postcode, place.city, place.number,
        reference=value("referanse") or "",
        cadastral=_cadastral(row.values).value,
        kind=value("boligtype"),
        disposal=value("disposisjon"),
        owner=value("eier") or "",
        rooms=value("rom"),
        bedrooms=value("soverom"),
        area_m2=value("areal"),
        floor=value("etasje"),
        built_year=value("byggeaar"),
        area_name=value("omrade") or "",
        accessible=value("tilgjengelig"),
        shared_home=value("bofellesskap"),
        shared_rooms=value("fellesrom") or "",
        outdoor_area=value("uteareal") or "",
        furnished=value("moblert"),
        heating_included=value("oppvarming"),
        rent_ore=value("leie"),
        tenants=value("leietaker") or (),
        external_id=value("ekstern_id") or "",
        notes=value("opplysning") or (),
    )  # fmt: skip


def _tenant(row: RowValues, decisions: Mapping[str, object]) -> TenantRow:
    value, place = row.values.get, row.place
    same = decisions.get(SAME_TENANCY)
    return TenantRow(
        row.number, row.persons, place.address, row.values["fra"], value("til"),
        postcode=place.postcode,
        city=place.city,
        number=place.number,
        reference=value("referanse") or "",
        phone=value("telefon") or "",
        email=value("epost") or "",
        rent_ore=value("leie"),
        deposit_ore=value("depositum"),
        kid=value("kid") or "",
        legal_basis=value("hjemmel"),
        protection=value("skjermet") or Protection.NONE,
        children=value("barn") or (),
        children_count=value("antall_barn"),
        language=value("sprak") or "",
        interpreter=value("tolk"),
        heating_included=value("oppvarming"),
        same_tenancy_as=same if isinstance(same, int) else None,
        notes=value("opplysning") or (),
    )  # fmt: skip
