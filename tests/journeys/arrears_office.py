"""An office with two leases from 1 December: a family that falls behind, signed with its clauses, and one who pays."""

from __future__ import annotations

from pathlib import Path

import pytest

from boligdesk.casework import lease_print, lease_sign
from boligdesk.casework.arrears_list import ArrearsQuery, ArrearsRow, arrears_ids, arrears_rows
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Storage, open_store

from ..casework.lease_world import TODAY, lease_world


def furnish_arrears(target: str, storage: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill a migrated base; the lease of the family is printed, signed by both, and its scan is filed."""
    store = open_store(target, storage)
    leases = lease_world(store, monkeypatch)
    tenancy = leases.lease()
    leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    lease_print.print_lease(leases.desk, tenancy)
    version = lease_sign.versions_of(leases.desk, tenancy)[0].id
    signed = tuple(lease_sign.NewSignature(person, TODAY) for person in (leases.anna, leases.bo))
    scan = folder / "skann.pdf"
    scan.write_bytes(b"%PDF-1.7 signert")
    lease_sign.register_with_scan(leases.desk, version, signed, TODAY, scan)
    store.close()


def accounts(desk: Desk, *, everybody: bool = True) -> dict[str, ArrearsRow]:
    """The accounts of the list, or all, by the name of their first tenant."""
    ids = arrears_ids(desk, ArrearsQuery(everybody=everybody))
    rows = arrears_rows(desk, ids)
    return {rows[one].home.tenants[0].partition(",")[0]: rows[one] for one in ids}
