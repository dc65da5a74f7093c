"""What must be true of the rows whatever acts have done: each broken one is a finding with the record's number.

Findings name tenancies by number and other records by id, never persons or addresses: they end up in logs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from ...models.person import HouseholdMember, Person
from ...models.stock import Dwelling, DwellingState, LettingUnit
from ...models.tenancy import Kid, Tenancy, TenancyTenant, TenancyTerm
from ...rules.kid import check_kid
from ...rules.messages import Message, msg
from ...rules.vocabulary import HouseholdRole
from .acts import Look
from .case_invariants import CASE_RULES
from .lease_write import kid_plan
from .ledger_invariants import LEDGER_RULES
from .protection import SHIELD_OFF
from .state_check import wrong_states


def broken_invariants(look: Look) -> Iterator[Message]:
    """Every finding about the rows, protected persons' included (nobody is named)."""
    for query, finding in _RULES:
        for row in look.session.execute(query(), execution_options={SHIELD_OFF: True}):
            yield finding(row)
    yield from _wrong_kids(look)
    yield from wrong_states(look)


def _overlapping(kind: Any) -> Select[Any]:
    """Pairs of rows of one unit whose periods (inclusive, NULL = open) share a day."""
    one, other = aliased(kind), aliased(kind)
    share = and_(
        one.unit_id == other.unit_id,
        one.id < other.id,
        or_(one.to_date.is_(None), one.to_date >= other.from_date),
        or_(other.to_date.is_(None), other.to_date >= one.from_date),
    )
    standing = and_(one.voided_at.is_(None), other.voided_at.is_(None))
    return select(one.id.label("one"), other.id.label("other")).join(other, share).where(standing)


def _standing() -> Select[Any]:
    return select(Tenancy.number).where(Tenancy.voided_at.is_(None)).order_by(Tenancy.id)


def _without_tenant() -> Select[Any]:
    same = and_(TenancyTenant.tenancy_id == Tenancy.id, TenancyTenant.person_id == Tenancy.first_tenant_id)
    return _standing().where(~exists().where(same))


def _without_terms() -> Select[Any]:
    return _standing().where(~exists().where(TenancyTerm.tenancy_id == Tenancy.id, TenancyTerm.voided_at.is_(None)))


def _closed_without_end() -> Select[Any]:
    return _standing().where(Tenancy.closed_on.is_not(None), Tenancy.to_date.is_(None))


def _unregistered_kid() -> Select[Any]:
    known = exists().where(Kid.kid == Tenancy.kid, Kid.tenancy_id == Tenancy.id)
    return _standing().where(Tenancy.kid.is_not(None), ~known)


def _merged_tenant() -> Select[Any]:
    return _standing().join(Person, Person.id == Tenancy.first_tenant_id).where(Person.merged_into_id.is_not(None))


def _without_unit() -> Select[Any]:
    return select(Dwelling.id).where(~exists().where(LettingUnit.dwelling_id == Dwelling.id)).order_by(Dwelling.id)


def _two_homes() -> Select[Any]:
    """Persons who live in two households on the same day without the custody being shared (E19)."""
    one, other = aliased(HouseholdMember), aliased(HouseholdMember)
    share = and_(
        one.person_id == other.person_id,
        one.household_id != other.household_id,
        one.id < other.id,
        or_(one.to_date.is_(None), other.from_date.is_(None), one.to_date >= other.from_date),
        or_(other.to_date.is_(None), one.from_date.is_(None), other.to_date >= one.from_date),
    )
    shared = HouseholdRole.CHILD_SHARED
    return select(one.person_id).join(other, share).where(one.role != shared, other.role != shared).distinct()


_RULES: tuple[tuple[Callable[[], Select[Any]], Callable[[Any], Message]], ...] = (
    (lambda: _overlapping(Tenancy), lambda r: msg("kontroll.dobbelt_utleid", en=str(r.one), to=str(r.other))),
    (lambda: _overlapping(DwellingState), lambda r: msg("kontroll.dobbelt_tilstand", en=str(r.one), to=str(r.other))),
    (_without_tenant, lambda r: msg("kontroll.uten_leietaker", nummer=r.number)),
    (_without_terms, lambda r: msg("kontroll.uten_vilkar", nummer=r.number)),
    (_closed_without_end, lambda r: msg("kontroll.avsluttet_uten_slutt", nummer=r.number)),
    (_unregistered_kid, lambda r: msg("kontroll.kid_ukjent", nummer=r.number)),
    (_merged_tenant, lambda r: msg("kontroll.sammenslatt_leietaker", nummer=r.number)),
    (_without_unit, lambda r: msg("kontroll.uten_enhet", bolig=str(r.id))),
    (_two_homes, lambda r: msg("kontroll.to_husstander", person=str(r.person_id))),
    *CASE_RULES,
    *LEDGER_RULES,
)


def _wrong_kids(look: Look) -> Iterator[Message]:
    plan = kid_plan(look)
    query = (
        select(Tenancy.number, Kid.kid)
        .join(Kid, Kid.tenancy_id == Tenancy.id)
        .where(Kid.imported.is_(False))
        .order_by(Kid.id)
    )
    for row in look.session.execute(query, execution_options={SHIELD_OFF: True}):
        if fault := check_kid(row.kid, plan):
            yield msg("kontroll.kid_feil", nummer=row.number, grunn=fault.what)
