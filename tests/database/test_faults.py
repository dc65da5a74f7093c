"""Faults with real causes: each gives its own sentence, and nothing is lost or touched (E22)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import event, insert, text

from boligdesk.casework import areas, maintenance, start
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Storage, Store, open_store
from boligdesk.database.migrate import copy_place, migrate
from boligdesk.database.schema import REVISIONS, SCHEMA_MAJOR
from boligdesk.models.stock import Area
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import fault_text
from tests.migrations.later import later_scripts, with_later_step
from tests.support.postgres import running_server

from .workers import ended, heard, told

Worker = Callable[..., "subprocess.Popen[str]"]

FILES = pytest.mark.parametrize("storage", [Storage.LOCAL, Storage.SHARE], ids=["local", "share"])


def _refused(act: Callable[[], object]) -> str:
    """The code of the refusal; it must say what happened and what to do."""
    with pytest.raises(RefusedError) as refusal:
        act()
    words = fault_text(refusal.value.fault)
    assert words.what and words.mend
    return words.code


def _names(desk: Desk) -> list[str]:
    return [area.name for area in areas.areas(desk)]


@FILES
def test_a_file_that_another_process_has_locked(desk: Desk, worker: Worker, target: str, storage: Storage) -> None:
    areas.area_named(desk, "Sentrum")
    impatient = open_store(target, storage, timeout=0.1)
    holder = worker("hold", target, storage)
    assert heard(holder) == "held"
    assert _refused(lambda: areas.area_named(Desk(impatient, desk.who), "Nordbyen")) == "lager.opptatt"
    told(holder)
    assert ended(holder) == "ok"
    areas.area_named(Desk(impatient, desk.who), "Nordbyen")
    impatient.close()
    assert _names(desk) == ["Nordbyen", "Sentrum"]


@pytest.mark.parametrize("storage", [Storage.SERVER], ids=["server"])
def test_a_server_table_that_somebody_has_locked(desk: Desk, target: str) -> None:
    impatient = open_store(target, timeout=0.1)
    with psycopg.connect(target) as other:
        other.execute("LOCK TABLE area IN ACCESS EXCLUSIVE MODE")
        assert _refused(lambda: areas.area_named(Desk(impatient, desk.who), "Nordbyen")) == "lager.opptatt"
    areas.area_named(Desk(impatient, desk.who), "Nordbyen")
    impatient.close()


@FILES
def test_a_full_disk(desk: Desk, target: str, storage: Storage) -> None:
    areas.area_named(desk, "Sentrum")
    full = open_store(target, storage)

    @event.listens_for(full.engine, "connect")
    def _no_more_pages(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={connection.execute('PRAGMA page_count').fetchone()[0]}")

    def fill() -> None:
        for number in range(5000):
            areas.area_named(Desk(full, desk.who), f"{number} {'x' * 60}")

    assert _refused(fill) == "lager.disk_full"
    kept = _names(Desk(full, desk.who))
    full.close()
    assert "Sentrum" in kept and kept == _names(desk)
    areas.area_named(desk, "Etterpå")
    assert maintenance.check_everything(desk) == ()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may look into, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="bd-lese-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
@FILES
def test_a_share_that_may_only_be_read(open_folder: Path, worker: Worker, storage: Storage) -> None:
    path = open_folder / "kontor.boligdesk"
    store = start.create_office(path, "Prøvekontoret", training=True, storage=storage)
    before = path.read_bytes()
    process = worker("nobody", str(path), storage)
    assert ended(process) == "lager.skrivebeskyttet"
    assert path.read_bytes() == before
    store.close()


@FILES
def test_a_folder_that_vanished(desk: Desk, target: str, tmp_path: Path) -> None:
    areas.area_named(desk, "Sentrum")
    away = tmp_path.with_name(f"{tmp_path.name}-borte")
    tmp_path.rename(away)
    try:
        assert _refused(lambda: areas.area_named(desk, "Nordbyen")) == "lager.borte"
        assert _refused(lambda: start.open_office(target)) == "lager.finnes_ikke"
    finally:
        away.rename(tmp_path)
    areas.area_named(desk, "Nordbyen")
    assert _names(desk) == ["Nordbyen", "Sentrum"]


def _other_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE kunder (navn TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.write_text("Navn;Adresse\n" * 50, encoding="utf-8"), "lager.fremmed_fil"),
        (lambda path: path.write_bytes(b"SQLite format 3\x00 but short"), "lager.fremmed_fil"),
        (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x17" * 4000), "lager.fremmed_fil"),
        (_other_program, "lager.fremmed_base"),
        (lambda path: path.touch(), "lager.tom_base"),
    ],
)
def test_a_file_that_is_not_ours_is_not_touched(tmp_path: Path, make: Callable[[Path], object], code: str) -> None:
    path = tmp_path / "kontor.db"
    make(path)
    before = path.read_bytes()
    assert _refused(lambda: start.open_office(path)) == code
    assert _refused(lambda: start.upgrade(path)) == code
    assert path.read_bytes() == before


def _closed(store: Store) -> Path:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return store.path


@FILES
def test_a_file_cut_short(desk: Desk, store: Store, storage: Storage) -> None:
    path = _closed(store)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    before = path.read_bytes()
    assert _refused(lambda: areas.areas(start.enter_without_login(start.open_office(path)))) == "lager.skadet"
    assert path.read_bytes() == before


@FILES
def test_a_file_with_a_torn_page_is_found_by_the_check(desk: Desk, store: Store, tmp_path: Path) -> None:
    stamp = {"created_at": desk.now, "updated_at": desk.now, "version": 1}
    with store.writing() as session:
        session.execute(insert(Area), [{"name": f"Område {n} {'x' * 40}", **stamp} for n in range(300)])
    with store.reading() as session:
        root = session.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'uq_area_name'")).scalar()
        root = root or session.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'area'")).scalar_one()
        size = session.execute(text("PRAGMA page_size")).scalar_one()
    path = _closed(store)
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x00" * size
    path.write_bytes(content)
    damaged = start.enter_without_login(start.open_office(path))
    codes = {message.code for message in maintenance.check_everything(damaged)}
    assert codes & {"kontroll.side", "lager.skadet.hva"}
    assert _refused(lambda: maintenance.back_up(damaged, tmp_path / "kopi.zip")) == "lager.skadet"
    assert not (tmp_path / "kopi.zip").exists()
    damaged.store.close()


@pytest.mark.lagring
def test_a_newer_schema_is_refused_and_not_touched(desk: Desk, store: Store, target: str, storage: Storage) -> None:
    with store.writing() as session:
        session.execute(text(f"UPDATE kontor SET schema_major = {SCHEMA_MAJOR + 1}"))
        session.execute(text("UPDATE alembic_version SET version_num = '0201'"))
    before = b"" if storage is Storage.SERVER else _closed(store).read_bytes()
    assert _refused(lambda: start.open_office(target, storage)) == "lager.nyere_skjema"
    assert _refused(lambda: start.upgrade(target, storage)) == "lager.nyere_skjema"
    assert (b"" if storage is Storage.SERVER else Path(target).read_bytes()) == before


@pytest.mark.lagring
def test_a_newer_schema_that_only_added_goes_on(desk: Desk, store: Store, target: str, storage: Storage) -> None:
    with store.writing() as session:
        session.execute(text("ALTER TABLE area ADD COLUMN later VARCHAR(10) NOT NULL DEFAULT 'ny'"))
        session.execute(text("UPDATE kontor SET schema_minor = 9"))
        session.execute(text("UPDATE alembic_version SET version_num = '0109'"))
    again = start.open_office(target, storage)
    areas.area_named(start.enter_without_login(again), "Sentrum")
    assert _names(desk) == ["Sentrum"]
    assert not start.upgrade(target, storage)
    again.close()


@pytest.mark.lagring
def test_an_older_schema_is_copied_and_brought_up(
    desk: Desk, store: Store, target: str, storage: Storage, tmp_path: Path
) -> None:
    areas.area_named(desk, "Sentrum")
    copy = tmp_path / "for.kopi"
    with with_later_step(later_scripts(tmp_path)):
        assert _refused(lambda: start.open_office(target, storage)) == "lager.eldre_skjema"
        assert start.upgrade(target, storage, backup=copy)
        assert start.schema_of(target).revision == "9999"
        assert not start.upgrade(target, storage, backup=copy)
    with store.reading() as session:
        assert session.execute(text("SELECT name, later FROM area")).all() == [("Sentrum", "ny")]
    _check_old_copy(copy, storage, tmp_path)


def _check_old_copy(copy: Path, storage: Storage, folder: Path) -> None:
    """The copy holds the office as it was before."""
    old = copy
    if storage is Storage.SERVER:
        old = folder / "fra-kopi.db"
        maintenance.bring_back(copy, old)
    store = start.open_office(old, Storage.LOCAL)
    assert _names(start.enter_without_login(store)) == ["Sentrum"]
    assert start.schema_of(old).revision == REVISIONS[-1]
    store.close()


@pytest.mark.lagring
def test_an_upgrade_that_fails_leaves_the_base_as_it_was(
    desk: Desk, store: Store, target: str, storage: Storage, tmp_path: Path
) -> None:
    areas.area_named(desk, "Sentrum")
    broken = later_scripts(tmp_path, more='op.execute("SELECT no_such_thing FROM nowhere")')
    with with_later_step(broken), pytest.raises(Exception, match="nowhere"):
        start.upgrade(target, storage, backup=tmp_path / "for.kopi")
    assert start.schema_of(target).revision == REVISIONS[-1]
    with store.reading() as session:
        assert "later" not in session.execute(text("SELECT * FROM area")).keys()  # noqa: SIM118 (a result)


@pytest.mark.lagring
def test_two_desktops_that_upgrade_at_once(
    desk: Desk, worker: Worker, store: Store, target: str, storage: Storage, tmp_path: Path
) -> None:
    areas.area_named(desk, "Sentrum")
    store.close()
    scripts = later_scripts(tmp_path)
    both = [worker("upgrade", target, storage, scripts) for _ in range(2)]
    assert [heard(process) for process in both] == ["ready", "ready"]
    for process in both:
        told(process)
    assert sorted(ended(process) for process in both) == ["nothing to do", "upgraded"]
    assert _names(desk) == ["Sentrum"]
    if storage is not Storage.SERVER:
        assert start.schema_of(copy_place(Path(target))).revision == REVISIONS[-1]


def test_a_server_killed_in_the_middle_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    with running_server() as server:
        name = server.create()
        with psycopg.connect(server.url(), autocommit=True) as admin:  # as an office's server has it
            admin.execute(f"ALTER DATABASE {name} SET synchronous_commit = on")
        store = start.create_office(server.url(name), "Prøvekontoret", training=True)
        desk = start.enter_without_login(store)
        areas.area_named(desk, "Sentrum")

        def work() -> None:
            with store.writing() as session:
                session.execute(text("SELECT 1"))
                _kill_tree(server.process_id)
                session.execute(text("UPDATE area SET name = 'tapt'"))

        assert _refused(work) == "lager.borte"
        assert _refused(lambda: areas.areas(desk)) == "lager.borte"
        server._server.ensure_postgres_running()
        _until_recovered(server.url(name))
        assert _names(desk) == ["Sentrum"]  # the same open window goes on, and the half act is not there
        store.close()


def _until_recovered(url: str) -> None:
    """A server that was killed reads its log before it lets anybody in."""
    for _ in range(600):
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            threading.Event().wait(0.05)
    pytest.fail("the server did not come back")


def _kill_tree(process_id: int) -> None:
    """kill -9 of the server and the processes that work for it."""
    main = psutil.Process(process_id)
    family = [*main.children(recursive=True), main]
    for process in family:
        process.kill()
    psutil.wait_procs(family, timeout=10)


def test_a_server_that_is_not_there() -> None:
    code = _refused(lambda: start.open_office("postgresql://ingen@127.0.0.1:1/boligdesk"))
    assert code == "lager.borte"


def test_an_upgrade_of_nothing_makes_the_tables_once(tmp_path: Path) -> None:
    store = open_store(tmp_path / "ny.db")
    assert migrate(store) and not migrate(store)
    store.close()
    assert sys.platform == "win32" or not list(tmp_path.glob("*for-oppgradering*"))
