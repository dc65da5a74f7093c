"""Big offices for the measurements, written straight into a migrated file: the content is invented and plain."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from boligdesk.casework import demo, start
from boligdesk.database.engine import Storage, Store
from boligdesk.models.person import Household, HouseholdMember, Person
from boligdesk.models.stock import Building, Dwelling, DwellingRent, LettingUnit
from boligdesk.models.tenancy import Tenancy, TenancyTenant, TenancyTerm
from boligdesk.rules.folding import search_key, sort_key

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STAMP = {"created_at": NOW, "updated_at": NOW, "version": 1}
FIRST = ("Ingvild", "Jon-Ántte", "Gunn-Marit", "Hodan", "Živilė", "Nils-Áslak", "Østein", "Sơn Minh", "Máret", "Kåre")
LAST = ("Kvernmo", "Østby", "Ŧuolja", "Šarūnaitė", "Wiik-Langåsbråten", "Đặng", "Lervåg", "Balto", "Rahimi", "Aasen")

_BLANK_IN_DWELLING = (
    "reference",
    "accessible_note",
    "standard_note",
    "suits_children_why",
    "purpose",
    "storage_room",
    "parking",
    "note",
)
_BLANK_IN_TENANCY = (
    "landlord_name",
    "landlord_org_number",
    "basis_text",
    "decision_ref",
    "short_term_reason",
    "successive_reason",
    "interpreter_name",
    "special_terms",
    "note",
)


@cache
def sample_office() -> Path:
    """The sample office, made anew: one that lies about may be of an older schema, and then asks for an upgrade."""
    place = Path(tempfile.mkdtemp(prefix="boligdesk-bench-")) / "eksempelkontor.boligdesk"
    demo.make_sample(place).close()
    return place


def big_office(path: Path, homes: int, *, persons: int = 0, storage: Storage = Storage.SHARE) -> Store:
    """An office with `homes` dwellings, each let to one person, and `persons` persons in all (at least the tenants)."""
    store = start.create_office(path, "Målekommune", training=True, storage=storage)
    with store.engine.execution_options(write=True).begin() as connection:
        for table, rows in _tables(homes, max(homes, persons)).items():
            for first in range(0, len(rows), 5000):
                connection.execute(insert(table), rows[first : first + 5000])
    return store


def _tables(homes: int, persons: int) -> dict[Any, list[dict[str, Any]]]:
    numbers = range(1, homes + 1)
    per_house = 10
    houses = range(1, homes // per_house + 2)
    return {
        Building: [_building(n) for n in houses],
        Person: [person(n) for n in range(1, persons + 1)],
        Household: [{"id": n, "note": "", **STAMP} for n in numbers],
        HouseholdMember: [
            {"household_id": n, "person_id": n, "role": "main", "recorded_at": NOW, **STAMP} for n in numbers
        ],
        Dwelling: [_dwelling(n, (n - 1) // per_house + 1) for n in numbers],
        LettingUnit: [{"id": n, "dwelling_id": n, "name": "", **STAMP} for n in numbers],
        DwellingRent: [
            {"unit_id": n, "from_date": date(2024, 1, 1), "rent_ore": 895000, "basis": "", "recorded_at": NOW, **STAMP}
            for n in numbers
        ],
        Tenancy: [_tenancy(n) for n in numbers],
        TenancyTenant: [{"tenancy_id": n, "person_id": n, "from_date": date(2024, 1, 1), **STAMP} for n in numbers],
        TenancyTerm: [_term(n) for n in numbers],
    }


def _building(n: int) -> dict[str, Any]:
    address = f"Fjordgata {n}"
    keys = {"address_key": search_key(address), "address_sort": sort_key(address)}
    return {
        "id": n,
        "address": address,
        "postcode": "9990",
        "city": "Fjordvik",
        "house_rules": "",
        "note": "",
        **keys,
        **STAMP,
    }


def person(n: int) -> dict[str, Any]:
    """The n-th invented person."""
    last, first = LAST[n % 10], f"{FIRST[n // 10 % 10]} {n}"
    return {
        "id": n,
        "last_name": last,
        "first_name": first,
        "birth_date": date(1950 + n % 55, 1 + n % 12, 1 + n % 28),
        "language": "",
        "letter_language": "nb",
        "interpreter": False,
        "protection": "none",
        "note": "",
        "sort_key": sort_key(f"{last} {first}"),
        "search_key": search_key(f"{first} {last}"),
        **STAMP,
    }


def _dwelling(n: int, building: int) -> dict[str, Any]:
    blank = dict.fromkeys(
        (
            "reference",
            "accessible_note",
            "standard_note",
            "suits_children_why",
            "purpose",
            "storage_room",
            "parking",
            "note",
        ),
        "",
    )
    return {
        "id": n,
        "building_id": building,
        "number": f"H{(n - 1) % 10 // 4 + 1:02d}{(n - 1) % 10 + 1:02d}",
        "kind": "apartment",
        "disposal": "owned",
        "rooms": 1 + n % 5,
        "area_m2": 30 + n % 80,
        "search_key": search_key(f"Fjordgata {building}"),
        **blank,
        **STAMP,
    }


def _tenancy(n: int) -> dict[str, Any]:
    blank = dict.fromkeys(_BLANK_IN_TENANCY, "")
    return {
        "id": n,
        "number": f"2024-{n:05d}",
        "unit_id": n,
        "first_tenant_id": n,
        "household_id": n,
        "from_date": date(2024, 1, 1),
        "landlord_kind": "municipality",
        "legal_basis": "ordinary",
        "notice_months": 3,
        "clause_a": True,
        "clause_b": False,
        "letter_language": "nb",
        "kid": f"{n:07d}0",
        "deduction_consent": False,
        "imported": True,
        **blank,
        **STAMP,
    }


def _term(n: int) -> dict[str, Any]:
    return {
        "tenancy_id": n,
        "from_date": date(2024, 1, 1),
        "rent_ore": 895000,
        "due_day": 1,
        "basis": "lease",
        "reason": "",
        "recorded_at": NOW,
        **STAMP,
    }
