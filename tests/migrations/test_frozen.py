"""Offices frozen when an issue was closed open in this program, on both engines, with everything in them."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from boligdesk.casework import application_list, lease_print, maintenance, start, tenancy_list
from boligdesk.database.engine import Storage
from boligdesk.database.schema import REVISIONS
from tests.support.postgres import PostgresServer

FROZEN = Path(__file__).parent / "frozen"


def _files(ending: str) -> list[Any]:
    return [pytest.param(path, id=path.name) for path in sorted(FROZEN.glob(f"*.{ending}"))]


def _check(target: str | Path, applications: int, storage: Storage | None = None) -> None:
    store = start.open_office(target, storage)
    try:
        desk = start.enter_without_login(store)
        assert len(application_list.application_ids(desk, application_list.ApplicationQuery())) == applications
        (row,) = tenancy_list.tenancy_rows(desk, tenancy_list.tenancy_ids(desk, tenancy_list.TenancyQuery())).values()
        assert (row.address, row.tenants) == ("Sjøgata 3", ("Ŋavdnos, Ánte", "Åsen, Žofia")[::-1])
        assert lease_print.print_lease(desk, row.id).value.pdf.startswith(b"%PDF")
    finally:
        store.close()


def _asked(frozen: Path) -> int:
    """How many applications a frozen office holds: they came with the third step."""
    return int(frozen.stem >= "0003")


@pytest.mark.parametrize("frozen", _files("db"))
def test_a_frozen_file_is_brought_up(frozen: Path, tmp_path: Path) -> None:
    target = Path(shutil.copyfile(frozen, tmp_path / "kontor.db"))
    assert start.upgrade(target) == (frozen.stem != REVISIONS[-1])
    store = start.open_office(target)
    missing = {message.code for message in maintenance.check_everything(start.enter_without_login(store))}
    store.close()
    assert missing == {"kontroll.dokument_mangler"}  # the frozen file comes without its folder of documents


@pytest.mark.parametrize("frozen", _files("zip"))
@pytest.mark.parametrize("engine", ["fil", "server"])
def test_a_frozen_copy_is_brought_back(
    frozen: Path, engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if engine == "fil":
        maintenance.bring_back(frozen, tmp_path / "kontor.db")
        _check(tmp_path / "kontor.db", _asked(frozen))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    maintenance.bring_back(frozen, server.url(name))
    _check(server.url(name), _asked(frozen))
    server.drop(name)


def test_the_tool_freezes_an_office_that_these_tests_read(
    tmp_path: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = importlib.import_module("tools.freeze_base")
    monkeypatch.setattr(tool, "FROZEN", tmp_path / "frozen")
    monkeypatch.setenv("BOLIGDESK_DATO", tool.TODAY.isoformat())
    name = postgres.create()
    base, copy = tool.freeze(postgres.url(name))
    with pytest.raises(SystemExit, match=base.name):
        tool.freeze(postgres.url(name))
    postgres.drop(name)
    test_a_frozen_file_is_brought_up(base, tmp_path)
    maintenance.bring_back(copy, tmp_path / "fra-kopi.db")
    _check(tmp_path / "fra-kopi.db", 1)
