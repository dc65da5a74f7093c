"""Known troubles of the store, told apart from bugs: each becomes a refusal with a plain sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import exc

from ..rules.messages import RefusedError, refuse

_SQLITE: tuple[tuple[str, str], ...] = (
    ("database is locked", "lager.opptatt"),
    ("database table is locked", "lager.opptatt"),
    ("database or disk is full", "lager.disk_full"),
    ("attempt to write a readonly database", "lager.skrivebeskyttet"),
    ("unable to open database file", "lager.borte"),
    ("disk i/o error", "lager.borte"),
    ("file is not a database", "lager.fremmed_fil"),
    ("database disk image is malformed", "lager.skadet"),
)

#: PostgreSQL error classes (first two digits of SQLSTATE) that are the surroundings' fault.
_POSTGRES = {"53": "lager.disk_full", "57": "lager.borte", "08": "lager.borte", "25": "lager.skrivebeskyttet"}
_POSTGRES_CODES = {
    "55P03": "lager.opptatt",
    "40P01": "lager.opptatt",
    "40001": "lager.opptatt",
    "53100": "lager.disk_full",
}

#: Constraints whose breach means that two people did something that cannot both be true (E7).
_CONSTRAINTS: tuple[tuple[str, str], ...] = (
    ("tenancy_no_overlap", "lager.dobbelt_utleid"),
    ("state_no_overlap", "lager.dobbelt_tilstand"),
    ("person_identifier", "lager.nummer_finnes"),
    ("kid.kid", "lager.kid_brukt"),
    ("uq_kid_kid", "lager.kid_brukt"),
    ("dwelling.building_id", "lager.bolig_finnes"),
    ("uq_dwelling_", "lager.bolig_finnes"),
    ("lease_version.tenancy_id", "lager.samtidig"),
    ("uq_lease_version_", "lager.samtidig"),
    ("lease_signature.lease_version_id", "lager.samtidig"),
    ("uq_lease_signature_", "lager.samtidig"),
    ("office_text.kind", "lager.samtidig"),
    ("uq_office_text_", "lager.samtidig"),
    ("tenancy_tenant.tenancy_id", "lager.samtidig"),
    ("uq_tenancy_tenant_", "lager.samtidig"),
    ("offer.unit_id", "lager.dobbelt_tilbud"),
    ("uq_offer_holding_unit", "lager.dobbelt_tilbud"),
    ("waiting_place.application_id", "lager.samtidig"),
    ("uq_waiting_place_standing", "lager.samtidig"),
    ("app_user.login", "lager.bruker_finnes"),
    ("uq_app_user_login", "lager.bruker_finnes"),
)


def known_trouble(error: BaseException) -> RefusedError | None:
    """The refusal that a driver's error means to the office, or None when it is a bug of ours."""
    original = getattr(error, "orig", None) or error
    text = str(original)
    if isinstance(error, exc.IntegrityError):
        return next((refuse(code) for part, code in _CONSTRAINTS if part in text), None)
    if isinstance(original, sqlite3.Error):
        return next((refuse(code) for part, code in _SQLITE if part in text.lower()), None)
    return _postgres_trouble(original, error)


def _postgres_trouble(original: Any, error: BaseException) -> RefusedError | None:
    state = getattr(original, "sqlstate", None) or ""
    code = _POSTGRES_CODES.get(state) or _POSTGRES.get(state[:2])
    if code is None and isinstance(error, exc.OperationalError) and not state:
        code = "lager.borte"
    return refuse(code) if code else None


@contextmanager
def translated() -> Iterator[None]:
    """Run a piece of work on the store; a known trouble leaves it as a refusal."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        trouble = known_trouble(error)
        if trouble is None:
            raise
        raise trouble from error
