"""`kontroll` is silent on a sound office and finds each thing that was spoilt behind the program's back."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from boligdesk.casework import lease_print, maintenance
from boligdesk.database.constraints import drop_guards
from boligdesk.database.engine import Storage, Store
from boligdesk.texts import render
from tests.casework.lease_world import LeaseWorld, lease_world


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """An office with one printed lease."""
    found = lease_world(store, monkeypatch)
    lease_print.print_lease(found.desk, found.lease())
    return found


def _codes(world: LeaseWorld) -> list[str]:
    found = maintenance.check_everything(world.desk)
    assert all(render(message) for message in found)
    return [message.code for message in found]


def _spoil(store: Store, *statements: str) -> None:
    with store.writing() as session:
        for statement in statements:
            session.execute(text(statement))


@pytest.mark.lagring
def test_a_sound_office_has_no_finding(world: LeaseWorld) -> None:
    assert _codes(world) == []


_COPY_TENANCY = (
    "INSERT INTO tenancy (number, unit_id, first_tenant_id, from_date, landlord_kind, landlord_name,"
    " landlord_org_number, legal_basis, decision_ref, basis_text, short_term_reason, successive_reason, notice_months,"
    " clause_a, clause_b, interpreter_name, special_terms, letter_language, deduction_consent, imported, note,"
    " created_at, updated_at, version) SELECT '9999-1', unit_id, first_tenant_id, from_date, landlord_kind,"
    " landlord_name, landlord_org_number, legal_basis, decision_ref, basis_text, short_term_reason, successive_reason,"
    " notice_months, clause_a, clause_b, interpreter_name, special_terms, letter_language, deduction_consent, imported,"
    " note, created_at, updated_at, version FROM tenancy"
)

SPOILT = {
    "kontroll.uten_leietaker": ["DELETE FROM tenancy_tenant"],
    "kontroll.uten_vilkar": ["DELETE FROM rent_part", "DELETE FROM tenancy_term"],
    "kontroll.avsluttet_uten_slutt": ["UPDATE tenancy SET closed_on = '2026-12-31', to_date = NULL"],
    "kontroll.kid_ukjent": ["DELETE FROM kid"],
    "kontroll.kid_feil": ["UPDATE kid SET kid = '000000011'", "UPDATE tenancy SET kid = '000000011'"],
    "kontroll.sammenslatt_leietaker": [
        "UPDATE person SET merged_into_id = (SELECT max(id) FROM person)"
        " WHERE id = (SELECT first_tenant_id FROM tenancy)"
    ],
    "kontroll.to_husstander": [
        "INSERT INTO household (note, created_at, updated_at, version) SELECT '', created_at, updated_at, 1"
        " FROM tenancy",
        "INSERT INTO household_member (household_id, person_id, role, from_date, recorded_at, created_at, updated_at,"
        " version) SELECT (SELECT max(id) FROM household), first_tenant_id, 'main', from_date, created_at, created_at,"
        " updated_at, 1 FROM tenancy",
    ],
}


@pytest.mark.lagring
@pytest.mark.parametrize("code", SPOILT)
def test_each_broken_truth_is_found(world: LeaseWorld, code: str) -> None:
    _spoil(world.store, *SPOILT[code])
    assert set(_codes(world)) == {code}


@pytest.mark.lagring
def test_a_dwelling_without_unit_is_found(world: LeaseWorld) -> None:
    _spoil(
        world.store,
        f"DELETE FROM dwelling_rent WHERE unit_id = {world.other_unit}",
        f"DELETE FROM letting_unit WHERE id = {world.other_unit}",
    )
    assert _codes(world) == ["kontroll.uten_enhet"]


@pytest.mark.lagring
def test_missing_guards_and_the_overlap_they_let_in_are_found(world: LeaseWorld) -> None:
    with world.store.writing() as session:
        drop_guards(session.connection())
    _spoil(world.store, _COPY_TENANCY)
    found = set(_codes(world))
    assert {"kontroll.vern_mangler", "kontroll.dobbelt_utleid"} <= found


def test_a_row_that_points_at_nothing_is_found(world: LeaseWorld) -> None:
    with world.store.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("UPDATE dwelling_key SET dwelling_id = 4711")
    world.store.close()
    assert set(_codes(world)) == {"kontroll.nokkel"}


@pytest.mark.lagring
def test_missing_changed_and_ownerless_documents_are_found(world: LeaseWorld, storage: Storage) -> None:
    world.store.documents.put(b"nobody's")
    assert _codes(world) == ["kontroll.dokument_uten_rad"]
    if storage is Storage.SERVER:
        _spoil(world.store, "UPDATE stored_bytes SET content = 'other'")
        assert sorted(_codes(world)) == ["kontroll.dokument_endret"] * 2 + ["kontroll.dokument_uten_rad"]
        _spoil(world.store, "DELETE FROM stored_bytes")
    else:
        folder = world.store.path.with_name(f"{world.store.path.stem}.dokumenter")
        for file in folder.glob("??/*"):
            file.write_bytes(b"other")
        assert sorted(_codes(world)) == ["kontroll.dokument_endret"] * 2 + ["kontroll.dokument_uten_rad"]
        for file in folder.glob("??/*"):
            file.rename(file.with_name("ny-halvferdig"))
        assert "kontroll.dokument_rester" in _codes(world)
    assert "kontroll.dokument_mangler" in _codes(world)
