"""A question carries the filters of the tables it reads only: it must be filtered as with those of all tables."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from boligdesk.casework.core.protection import _criteria, _of_tables_in
from boligdesk.models.audit import AuditEntry
from boligdesk.models.person import Person
from boligdesk.models.tenancy import Tenancy, TenancyTenant

_OTHER = aliased(Person)
_OF_THEM = select(TenancyTenant.tenancy_id).where(TenancyTenant.person_id == 5)
_NAME = select(Person.last_name).where(Person.id == Tenancy.first_tenant_id).scalar_subquery()

SHAPES: dict[str, Any] = {
    "entity": select(Person),
    "column": select(Person.id),
    "alias": select(_OTHER.last_name),
    "counted": select(func.count()).select_from(Tenancy),
    "join": select(Tenancy.id).join(TenancyTenant, TenancyTenant.tenancy_id == Tenancy.id),
    "join to an alias": select(Tenancy.id).join(_OTHER, _OTHER.id == Tenancy.first_tenant_id),
    "in": select(Tenancy.id).where(Tenancy.id.in_(_OF_THEM)),
    "exists": select(Tenancy.id).where(exists().where(Person.id == Tenancy.first_tenant_id)),
    "column of its own": select(Tenancy.id, _NAME),
    "order": select(Tenancy.id).order_by(_NAME),
    "union": _OF_THEM.union(select(Tenancy.id)),
    "named beforehand": select(_OF_THEM.cte("of_them").c.tenancy_id),
    "subquery": select(_OF_THEM.subquery().c.tenancy_id),
    "audit": select(AuditEntry.act_id).where(AuditEntry.person_id == 5).distinct(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_filters_of_the_tables_read_are_all_that_is_needed(shape: str) -> None:
    question = SHAPES[shape]
    some = _of_tables_in(question, _criteria())
    assert 0 < len(some) < len(_criteria())
    assert str(question.options(*some)) == str(question.options(*_criteria())) != str(question)
