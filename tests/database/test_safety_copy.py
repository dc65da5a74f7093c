"""Safety copies go back into either engine, are checked before they count, and keep every row and document."""

from __future__ import annotations

import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from boligdesk.casework import lease_print, maintenance, start, tenancy_list
from boligdesk.database.archive import MANIFEST, opened
from boligdesk.database.engine import Storage, Store, documents_folder, open_store
from boligdesk.database.rotation import copy_name, kept_days
from boligdesk.database.schema import REVISIONS
from boligdesk.models import Base
from boligdesk.rules.messages import RefusedError
from tests.casework.lease_world import LeaseWorld, lease_world
from tests.support.postgres import PostgresServer

#: How the manifest names the schema.
_REVISION = f'"revision": "{REVISIONS[-1]}"'.encode()


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """An office with a printed lease, and so with a document."""
    found = lease_world(store, monkeypatch)
    lease_print.print_lease(found.desk, found.lease())
    return found


@pytest.fixture(params=["fil", "server"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """An empty place on each engine."""
    if request.param == "fil":
        yield str(tmp_path / "ny" / "kontor.boligdesk")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


def _content(store: Store) -> dict[str, list[Any]]:
    """All rows of all tables as Python values; what restoring renews is left out."""
    with store.reading() as session:
        found = {}
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if c.name != "database_uuid"]
            if table.name != "stored_bytes":
                found[table.name] = session.execute(select(*columns).order_by(*table.primary_key.columns)).all()
        return found


@pytest.mark.lagring
def test_a_copy_goes_back_into_either_engine(world: LeaseWorld, elsewhere: str, tmp_path: Path) -> None:
    (tmp_path / "ny").mkdir()
    before, uuid = _content(world.store), start.office_card(world.store).database_uuid
    copy = tmp_path / "kopi.zip"
    made = maintenance.back_up(world.desk, copy)
    brought = maintenance.bring_back(copy, elsewhere)
    assert (made.documents, made.damaged, made.rows) == (1, (), sum(map(len, before.values())))
    assert (brought.rows, brought.documents) == (made.rows, made.documents)
    store = start.open_office(elsewhere)
    desk = start.enter_without_login(store)
    try:
        assert _content(store) == before
        assert start.office_card(store).database_uuid != uuid
        assert maintenance.check_everything(desk) == ()
        (key,) = store.documents.keys()
        assert store.documents.get(key) == world.store.documents.get(key)
        # New ids come after the old ones, and the same lease gives the same bytes.
        (tenancy,) = tenancy_list.tenancy_ids(desk, tenancy_list.TenancyQuery())
        assert not lease_print.print_lease(desk, tenancy).value.fresh
        assert lease_print.print_paper(desk, tenancy, "husordensregler").value.fresh
    finally:
        store.close()


@pytest.mark.lagring
def test_moving_the_office_leaves_the_old_one_as_it_was(world: LeaseWorld, elsewhere: str, tmp_path: Path) -> None:
    (tmp_path / "ny").mkdir()
    before = _content(world.store)
    maintenance.move_office(world.desk, elsewhere)
    assert _content(world.store) == before
    with pytest.raises(RefusedError) as refusal:
        maintenance.move_office(world.desk, elsewhere)
    assert refusal.value.fault.code == "lager.finnes_fra_for"


def test_the_state_tells_of_the_last_copy(world: LeaseWorld, tmp_path: Path) -> None:
    assert maintenance.office_state(world.desk).last_copy is None
    maintenance.back_up(world.desk, tmp_path / "kopi.zip")
    assert maintenance.office_state(world.desk).last_copy == world.desk.now


def _altered(copy: Path, name: str, change: Any) -> Path:
    """The same copy with one of its files changed (None: left out)."""
    target = copy.with_name("endret.zip")
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == name:
                content = change(content)
            if content is not None:
                new.writestr(entry, content)
    return target


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("tabeller/person.jsonl", lambda b: b.replace(b"Kvernmo", b"Kvernmu"), "lager.kopi_skadet"),
        ("tabeller/person.jsonl", lambda b: None, "lager.kopi_skadet"),
        ("dokument", lambda b: b + b"x", "lager.kopi_skadet"),
        (MANIFEST, lambda b: b.replace(b'"edition": 1', b'"edition": 2'), "lager.kopi_nyere"),
        (
            MANIFEST,
            lambda b: b.replace(_REVISION, b'"revision": "0999"'),
            "lager.kopi_nyere",
        ),
        (MANIFEST, lambda b: b.replace(b'"format"', b'"noe"'), "lager.kopi_ugyldig"),
        (MANIFEST, lambda b: None, "lager.kopi_ugyldig"),
        (MANIFEST, lambda b: b"[]", "lager.kopi_ugyldig"),
    ],
)
def test_a_copy_that_is_not_whole_is_refused_and_leaves_nothing(
    world: LeaseWorld, tmp_path: Path, name: str, change: Any, code: str
) -> None:
    copy, target = tmp_path / "kopi.zip", tmp_path / "ny.boligdesk"
    maintenance.back_up(world.desk, copy)
    with opened(copy) as (_, manifest):
        wanted = f"dokumenter/{manifest.documents[0]}" if name == "dokument" else name
    with pytest.raises(RefusedError) as refusal:
        maintenance.bring_back(_altered(copy, wanted, change), target)
    assert refusal.value.fault.code == code
    assert not target.exists() and not documents_folder(target).exists()
    assert not list(tmp_path.glob("*.ny"))


def test_a_file_of_another_kind_is_no_copy(tmp_path: Path) -> None:
    other = tmp_path / "brev.docx"
    other.write_bytes(b"PK nothing")
    with pytest.raises(RefusedError) as refusal:
        maintenance.bring_back(other, tmp_path / "ny.boligdesk")
    assert refusal.value.fault.code == "lager.kopi_ugyldig"


def test_a_failed_copy_leaves_the_older_one(world: LeaseWorld, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.zip"
    maintenance.back_up(world.desk, copy)
    before = copy.read_bytes()
    copy.with_name("kopi.zip.ny").mkdir()  # the place where the new one would be made is taken
    with pytest.raises(RefusedError) as refusal:
        maintenance.back_up(world.desk, copy)
    assert refusal.value.fault.code == "lager.kopi_feilet"
    assert copy.read_bytes() == before


def test_a_damaged_document_does_not_stop_the_copy_and_is_named(world: LeaseWorld, tmp_path: Path) -> None:
    (file,) = documents_folder(world.store.path).glob("??/*")
    file.write_bytes(b"changed")
    made = maintenance.back_up(world.desk, tmp_path / "kopi.zip")
    assert (made.documents, made.damaged) == (0, (file.name,))


def test_a_lost_base_comes_back_beside_its_documents(world: LeaseWorld, tmp_path: Path) -> None:
    copy, path = tmp_path / "kopi.zip", world.store.path
    maintenance.back_up(world.desk, copy)
    (file,) = documents_folder(path).glob("??/*")
    good = file.read_bytes()
    file.write_bytes(b"damaged in the same accident")
    world.store.close()
    path.unlink()
    maintenance.bring_back(copy, path)
    assert file.read_bytes() == good
    store = start.open_office(path)
    assert maintenance.check_everything(start.enter_without_login(store)) == ()
    store.close()


def test_colleagues_save_while_the_copy_is_made(world: LeaseWorld, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.zip"
    with world.store.reading() as session:  # a long look of a colleague does not stop it either
        session.execute(select(1))
        maintenance.back_up(world.desk, copy)
    content = json.loads(zipfile.ZipFile(copy).read(MANIFEST))
    assert content["tables"]["person"]["rows"] == 4


def test_a_folder_gets_one_copy_a_day_and_old_ones_go(
    world: LeaseWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kopier"
    folder.mkdir()
    (folder / "notat.txt").write_text("blir", encoding="utf-8")
    days = [date(2026, 11, 23) - timedelta(days=n) for n in range(1, 20)]
    for day in days:
        (folder / copy_name(day)).write_bytes(b"old")
    made = maintenance.back_up(world.desk, folder)
    left = {path.name for path in folder.iterdir()}
    assert made.path.name == "boligdesk-2026-11-23.zip"
    assert left == {copy_name(day) for day in kept_days([*days, date(2026, 11, 23)])} | {"notat.txt"}
    assert {path.name for path in made.removed} == {copy_name(day) for day in days} - left


def test_rotation_keeps_seven_days_five_weeks_and_twelve_months() -> None:
    today = date(2026, 11, 23)
    days = [today - timedelta(days=n) for n in range(800)]
    kept = kept_days(days)
    assert set(days[:7]) <= kept
    weeks = {day.isocalendar()[:2] for day in days[:29]}
    assert weeks <= {day.isocalendar()[:2] for day in kept}
    months = sorted({(day.year, day.month) for day in kept})
    assert months[0] == (2025, 12) and len(months) == 12
    assert len(kept) <= 7 + 5 + 12
    assert kept_days([]) == set()
    assert kept_days(kept) == kept


def test_an_older_copy_is_brought_up_to_this_program(world: LeaseWorld, tmp_path: Path) -> None:
    from tests.migrations.later import later_scripts, with_later_step

    copy, target = tmp_path / "kopi.zip", tmp_path / "ny.boligdesk"
    maintenance.back_up(world.desk, copy)
    with with_later_step(later_scripts(tmp_path)):
        maintenance.bring_back(copy, target)
        assert start.schema_of(target).revision == "9999"
    store = open_store(target, Storage.LOCAL)
    assert _content(store)["person"] == _content(world.store)["person"]
    store.close()
