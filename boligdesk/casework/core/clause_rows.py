"""Whether the eviction clauses of many leases are usable, in a fixed number of statements (P2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ...models.tenancy import ClauseUse, LeaseSignature, LeaseVersion, Tenancy, TenancyChange, TenancyTenant
from ...rules.terms import ChangeKind, Clause
from .acts import Look
from .narrowing import narrowed

#: What counts as a renewal whose addendum is not even printed: no version of the lease is in force for the clauses.
_NONE_YET = 1_000_000


@dataclass
class _Lease:
    """What was signed of one lease: signers by version and clause, the newest judgement, who must have signed."""

    agreed: Mapping[Clause, bool]
    in_force_from: int = 0
    judged: dict[Clause, bool] = field(default_factory=dict)
    signed: dict[Clause, set[int]] = field(default_factory=lambda: {clause: set() for clause in Clause})
    tenants: set[int] = field(default_factory=set)

    def usable(self, clause: Clause) -> bool | None:
        """None when it is agreed, and no signature or scan was ever filed."""
        if not self.agreed[clause]:
            return False
        judged = self.judged.get(clause)
        return judged and self.tenants <= self.signed[clause]


def clauses_of(look: Look, tenancy_ids: Collection[int], day: date) -> dict[int, Mapping[Clause, bool | None]]:
    """For each lease, whether each clause is usable on a day: as judged when the scan was filed, and signed since by
    whoever has joined (`lease_sign.clause_status` says the same of one lease, with its reasons).
    """
    columns = (Tenancy.id, Tenancy.clause_a, Tenancy.clause_b)
    leases = {
        row.id: _Lease({Clause.A: row.clause_a, Clause.B: row.clause_b})
        for row in look.session.execute(narrowed(select(*columns), Tenancy.id, tenancy_ids))
    }
    _put_renewals(look, leases, tenancy_ids)
    _put_signatures(look, leases, tenancy_ids)
    _put_judged(look, leases, tenancy_ids)
    _put_tenants(look, leases, tenancy_ids, day)
    return {tenancy_id: {clause: lease.usable(clause) for clause in Clause} for tenancy_id, lease in leases.items()}


def _put_renewals(look: Look, leases: dict[int, _Lease], tenancy_ids: Collection[int]) -> None:
    """With a renewal the clauses are signed again: versions before it count no more."""
    change = TenancyChange
    query = (
        select(change.tenancy_id, LeaseVersion.number)
        .outerjoin(LeaseVersion, LeaseVersion.id == change.lease_version_id)
        .where(change.kind == ChangeKind.RENEWAL, change.voided_at.is_(None))
    )
    for row in look.session.execute(narrowed(query, change.tenancy_id, tenancy_ids)):
        lease = leases[row.tenancy_id]
        lease.in_force_from = max(lease.in_force_from, row.number or _NONE_YET)


def _put_signatures(look: Look, leases: dict[int, _Lease], tenancy_ids: Collection[int]) -> None:
    version = LeaseVersion
    query = (
        select(*_VERSION, LeaseSignature.person_id)
        .join(LeaseSignature, LeaseSignature.lease_version_id == version.id)
        .where(version.voided_at.is_(None))
    )
    for row in look.session.execute(narrowed(query, version.tenancy_id, tenancy_ids)):
        for clause in _carried(leases[row.tenancy_id], row):
            leases[row.tenancy_id].signed[clause].add(row.person_id)


_VERSION = (LeaseVersion.tenancy_id, LeaseVersion.number, LeaseVersion.clause_a, LeaseVersion.clause_b)


def _carried(lease: _Lease, row: Any) -> list[Clause]:
    """The clauses that a version in force carries."""
    if row.number < lease.in_force_from:
        return []
    return [clause for clause, there in ((Clause.A, row.clause_a), (Clause.B, row.clause_b)) if there]


def _put_judged(look: Look, leases: dict[int, _Lease], tenancy_ids: Collection[int]) -> None:
    """The newest judgement of each clause stands."""
    query = (
        select(LeaseVersion.tenancy_id, ClauseUse.clause, ClauseUse.usable)
        .join(LeaseVersion, LeaseVersion.id == ClauseUse.lease_version_id)
        .order_by(ClauseUse.id)
    )
    for row in look.session.execute(narrowed(query, LeaseVersion.tenancy_id, tenancy_ids)):
        leases[row.tenancy_id].judged[row.clause] = row.usable


def _put_tenants(look: Look, leases: dict[int, _Lease], tenancy_ids: Collection[int], day: date) -> None:
    """Those who hold the lease, and those who will: nobody leans on a clause that one of them has not signed."""
    tenant = TenancyTenant
    query = select(tenant.tenancy_id, tenant.person_id).where(or_(tenant.to_date.is_(None), tenant.to_date >= day))
    for row in look.session.execute(narrowed(query, tenant.tenancy_id, tenancy_ids)):
        leases[row.tenancy_id].tenants.add(row.person_id)
