"""Other processes for the tests: `python -m tests.database.workers JOB TARGET STORAGE …` (one line per event)."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from boligdesk.casework import areas, start
from boligdesk.casework.core.acts import Work, begin, finish
from boligdesk.database.engine import Storage, Store, open_store
from boligdesk.database.migrate import migrate
from boligdesk.models.decision import Offer
from boligdesk.models.person import PersonIdentifier
from boligdesk.models.stock import DwellingState
from boligdesk.models.tenancy import Kid, Tenancy
from boligdesk.rules.identifiers import Scheme
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.terms import LandlordKind, LegalBasis
from boligdesk.rules.vocabulary import StateKind

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 12, 1)


def started(job: str, target: str, storage: Storage, *more: object) -> subprocess.Popen[str]:
    """A worker process with pipes to talk to it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.database.workers", job, target, storage.value, *map(str, more)],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNDEFAULTENCODING": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def heard(process: subprocess.Popen[str]) -> str:
    """The next line a worker says; "" when it has ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def told(process: subprocess.Popen[str]) -> None:
    """Let a waiting worker go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def ended(process: subprocess.Popen[str]) -> str:
    """Everything a worker still says until it ends."""
    return process.communicate(timeout=60)[0].strip()


def _say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _save(store: Store, first: str) -> None:
    """Save one record after the other, and acknowledge each when it is committed."""
    desk = start.enter_without_login(store)
    for number in range(int(first), int(first) + 100_000):
        areas.area_named(desk, f"Område {number}")
        _say(number)


def _race(store: Store, kind: str, facts: str) -> None:
    """Make a record that may exist only once; keep the transaction open until told to commit."""
    desk = start.enter_without_login(store)
    _say("trying")
    with store.writing() as session:
        work = begin(session, desk, "test.race")
        RACES[kind](work, json.loads(facts))
        session.flush()
        _say("inside")
        sys.stdin.readline()
        finish(work)
    _say("ok")


def _tenancy(work: Work, facts: dict[str, Any]) -> None:
    work.session.add(
        Tenancy(
            number=f"T-{os.getpid()}",
            unit_id=facts["unit"],
            first_tenant_id=facts["person"],
            from_date=DAY,
            landlord_kind=LandlordKind.MUNICIPALITY,
            legal_basis=LegalBasis.ORDINARY,
        )
    )


def _reservation(work: Work, facts: dict[str, Any]) -> None:
    work.session.add(DwellingState(unit_id=facts["unit"], kind=StateKind.RESERVED, from_date=DAY, recorded_at=work.now))


def _identifier(work: Work, facts: dict[str, Any]) -> None:
    work.session.add(PersonIdentifier(person_id=facts["person"], scheme=Scheme.NO_DUF, value="200012345609"))


def _kid(work: Work, facts: dict[str, Any]) -> None:
    work.session.add(Kid(kid="123456782", tenancy_id=facts["tenancy"], recorded_at=work.now))


def _offer(work: Work, facts: dict[str, Any]) -> None:
    offer = Offer(application_id=facts["application"], unit_id=facts["unit"], offered_on=DAY, answer_by=DAY)
    offer.checked_again = {}
    work.session.add(offer)


RACES: dict[str, Callable[[Work, dict[str, Any]], None]] = {
    "overlap": _tenancy,
    "reservation": _reservation,
    "identifier": _identifier,
    "kid": _kid,
    "offer": _offer,
}


def _rename(store: Store, area_id: str, version: str, name: str) -> None:
    """Save a form that was opened with `version`."""
    desk = start.enter_without_login(store)
    _say("ready")
    sys.stdin.readline()
    areas.rename_area(desk, int(area_id), int(version), name)
    _say("ok")


def _hold(store: Store) -> None:
    """Lock the whole file until told to let go."""
    connection = sqlite3.connect(store.path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    _say("held")
    sys.stdin.readline()
    connection.execute("ROLLBACK")
    connection.close()
    _say("ok")


def _upgrade(store: Store, scripts: str) -> None:
    """Migrate with a later schema step, as a newer program would."""
    from tests.migrations.later import with_later_step

    _say("ready")
    sys.stdin.readline()
    with with_later_step(Path(scripts)):
        _say("upgraded" if migrate(store) else "nothing to do")


def _as_nobody(store: Store) -> None:
    """Try to save as a user who may only read the file."""
    os.setuid(65534)
    areas.area_named(start.enter_without_login(store), "Området ingen får lage")
    _say("saved")


JOBS: dict[str, Callable[..., None]] = {
    "save": _save,
    "race": _race,
    "rename": _rename,
    "hold": _hold,
    "upgrade": _upgrade,
    "nobody": _as_nobody,
}


def main(job: str, target: str, storage: str, *more: str) -> None:
    store = open_store(target, Storage(storage))
    try:
        JOBS[job](store, *more)
    except RefusedError as error:
        _say(error.fault.code)
    finally:
        store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
