"""Who a command works as: the scheduled job never sees protected persons, `--bruker` logs in (E9, P30)."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import text

from boligdesk.casework import start
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Store
from boligdesk.models.office import Setting
from boligdesk.rules.vocabulary import Role
from tests.casework.lease_world import LeaseWorld, lease_world

from .conftest import Run, as_scheduler

SECRET = "riktig hest batteri"


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """A working office (not for training) with a lease of somebody protected."""
    found = lease_world(store, monkeypatch)
    found.lease()
    with store.writing() as session:
        session.execute(text("UPDATE kontor SET training = false"))
        session.execute(text("UPDATE person SET protection = 'strict' WHERE id = :id"), {"id": found.anna})
        session.add(_cheap_hashing(found.desk))
    return found


def _cheap_hashing(desk: Desk) -> Setting:
    cost = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
    return Setting(key="argon2", value=cost, created_at=desk.now, updated_at=desk.now)


def _type(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def _add_leader(run: Run, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _type(monkeypatch, SECRET)
    made = run("bruker", "ny", "--navn", "Lea Leder", "--kortnavn", "LEA", "--rolle", "leder", "--db", target, "--json")
    assert (made.code, made.data["kortnavn"]) == (0, "lea")


@pytest.mark.lagring
def test_an_office_without_users_accepts_anybody(run: Run, world: LeaseWorld, target: str) -> None:
    assert len(run("leieforhold", "--db", target, "--json").data["leieforhold"]) == 1


@pytest.mark.lagring
def test_the_job_does_not_see_protected_persons_and_a_leader_does(
    run: Run, world: LeaseWorld, target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _add_leader(run, target, monkeypatch)
    assert run("leieforhold", "--db", target, "--json").data == {"leieforhold": []}
    hidden = run("leiekontrakt", "--leieforhold", 1, "--ut", tmp_path / "x.pdf", "--db", target, "--json")
    assert (hidden.code, hidden.fault) == (1, "sak.finnes_ikke")
    assert "Kvernmo" not in run("leieforhold", "--db", target).out
    _type(monkeypatch, SECRET)
    as_leader = run("leieforhold", "--bruker", "lea", "--passord-stdin", "--db", target, "--json")
    assert len(as_leader.data["leieforhold"]) == 1
    assert run("status", "--db", target, "--json").data["leieforhold"] == 1  # a count names nobody


def test_wrong_and_missing_passwords_are_refused(
    run: Run, world: LeaseWorld, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_leader(run, target, monkeypatch)
    _type(monkeypatch, "feil")
    wrong = run("status", "--bruker", "lea", "--passord-stdin", "--db", target, "--json")
    assert (wrong.code, wrong.fault) == (1, "tilgang.feil_passord")
    assert run("status", "--bruker", "lea", "--db", target, "--json").fault == "kommando.uten_passord"


def test_a_password_from_the_credential_store(
    run: Run, world: LeaseWorld, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_leader(run, target, monkeypatch)
    monkeypatch.setattr("keyring.get_password", _kept)
    assert run("bruker", "liste", "--bruker", "lea", "--db", target, "--json").data == {
        "brukere": [{"kortnavn": "lea", "navn": "Lea Leder", "rolle": "leder", "aktiv": True}]
    }


def _kept(service: str, name: str) -> str | None:
    return SECRET if (service, name) == ("boligdesk", "lea") else None


def test_the_job_may_not_make_users(run: Run, world: LeaseWorld, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _add_leader(run, target, monkeypatch)
    _type(monkeypatch, SECRET)
    refused = run("bruker", "ny", "--navn", "X", "--kortnavn", "x", "--rolle", "lese", "--db", target, "--json")
    assert (refused.code, refused.fault) == (1, "tilgang.mangler")


def test_a_new_user_can_log_in(run: Run, world: LeaseWorld, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _add_leader(run, target, monkeypatch)
    _type(monkeypatch, SECRET, "fire ord etter hverandre")
    run(
        "bruker",
        "ny",
        "--navn",
        "Siv Skranke",
        "--kortnavn",
        "siv",
        "--rolle",
        "skranke",
        "--db",
        target,
        "--bruker",
        "lea",
        "--passord-stdin",
    )
    desk: Desk = start.login(world.store, "siv", "fire ord etter hverandre")
    assert desk.who.role is Role.COUNTER


def test_the_password_comes_over_a_real_pipe(
    run: Run, world: LeaseWorld, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_leader(run, target, monkeypatch)
    answer = as_scheduler(
        "bruker", "liste", "--json", "--bruker", "lea", "--passord-stdin", given=f"{SECRET}\n", BOLIGDESK_DB=target
    )
    assert (answer.code, len(answer.data["brukere"])) == (0, 1)
    assert SECRET not in answer.out + answer.err
