"""Freeze a small office for the tests of later schema steps: once when an issue is closed, never again.

Usage: python -m tools.freeze_base. Writes `tests/migrations/frozen/<revision>.db` (a file base) and
`<revision>.zip` (the neutral copy of the same office on PostgreSQL). Frozen bases are history: the tool
refuses to write over one.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from boligdesk.casework import (  # noqa: E402
    applications,
    charges,
    lease_print,
    ledger_settings,
    maintenance,
    persons,
    start,
    stock_edit,
    stock_facts,
    tenancy_new,
)
from boligdesk.casework.core.application_inputs import ApplicationInput  # noqa: E402
from boligdesk.casework.core.desk import Desk  # noqa: E402
from boligdesk.database.backup import copy_file_base  # noqa: E402
from boligdesk.database.engine import Storage  # noqa: E402
from boligdesk.database.schema import REVISIONS  # noqa: E402
from boligdesk.rules.application_words import ApplicationKind, Channel  # noqa: E402
from boligdesk.rules.arrears.words import LedgerKind  # noqa: E402

FROZEN = ROOT / "tests" / "migrations" / "frozen"
TODAY = date(2026, 11, 23)


def furnish(desk: Desk) -> None:
    """Put one dwelling, two persons with a printed lease and a charged month, and an applicant into an empty office."""
    home = stock_edit.register_at_address(
        desk,
        stock_edit.BuildingInput("Sjøgata 3", "9990", "Fjordvik"),
        stock_edit.DwellingInput(number="H0101", rooms=2, heating_included=True),
    ).value
    ((unit, _),) = stock_edit.dwelling_form(desk, home).units
    tenants = tuple(
        persons.register(desk, persons.NewPerson(persons.PersonInput(last, first, born))).value
        for last, first, born in (("Åsen", "Žofia", date(1980, 2, 29)), ("Ŋavdnos", "Ánte", date(1975, 12, 31)))
    )
    stock_facts.set_rent(desk, unit, date(2026, 1, 1), 700_000)
    draft = tenancy_new.propose(desk, unit, tenants, date(2026, 12, 1))
    lease = tenancy_new.create(desk, replace(draft, fixed_until=date(2029, 11, 30))).value
    lease_print.print_lease(desk, lease)
    ledger_settings.choose_ledger(desk, LedgerKind.OWN)
    charges.charge_month(desk, date(2026, 12, 1))
    _apply(desk)


def _apply(desk: Desk) -> None:
    """Somebody waits for a home: an application with its tasks and deadlines."""
    born = persons.PersonInput("Šarká", "Máret", date(1991, 6, 5))
    person = persons.register(desk, persons.NewPerson(born)).value
    form = ApplicationInput(person, ApplicationKind.NEW, TODAY, Channel.COUNTER, own_words="Kontrakten går ut.")
    applications.register_application(desk, form)


def freeze(url: str) -> list[Path]:
    """Make both frozen bases; `url` is an empty PostgreSQL database."""
    made = [FROZEN / f"{REVISIONS[-1]}.db", FROZEN / f"{REVISIONS[-1]}.zip"]
    if taken := [path.name for path in made if path.exists()]:
        raise SystemExit(f"Finnes fra før, og fryses aldri om igjen: {', '.join(taken)}")
    FROZEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kontor.db"
        copy_file_base(_office(str(file)), made[0])
        _office(url, copy=made[1])
    return made


def _office(target: str, copy: Path | None = None) -> Path:
    storage = None if "://" in target else Storage.SHARE
    facts = {"org_number": "900000000", "address": "Rådhusgata 1", "postcode": "9990", "city": "Fjordvik"}
    store = start.create_office(target, "Fjordvik kommune", training=True, storage=storage, **facts)
    desk = start.enter_without_login(store)
    furnish(desk)
    if copy is not None:
        maintenance.back_up(desk, copy)
    store.close()
    return Path(target)


def main() -> None:
    """Freeze today's schema, with a PostgreSQL started for it."""
    from tests.support.postgres import running_server

    os.environ["BOLIGDESK_DATO"] = TODAY.isoformat()
    with running_server() as server:
        for path in freeze(server.url(server.create())):
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
