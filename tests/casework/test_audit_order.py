"""The audit reads the same each time, tells of children that are gone, and of who changed what hangs on a record."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from boligdesk.casework import history, lease_choices, tenancy_card, tenancy_change, undo
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.tenancy_change import Change
from boligdesk.models.audit import AuditEntry
from boligdesk.models.person import Person
from boligdesk.models.stock import Dwelling, DwellingExtra, LettingUnit
from boligdesk.models.tenancy import RentPart, Tenancy, TenancyTenant
from boligdesk.rules.lease_facts import Extra
from boligdesk.rules.rights import Right
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, ExtraKind, ExtraMode
from boligdesk.texts import render

from .lease_world import LeaseWorld

pytestmark = pytest.mark.lagring


@writes(Right.TENANCY_WRITE)
def _change_many(work: Work) -> None:
    """Change records of two kinds, the newest first, in one flush."""
    people = work.session.execute(select(Person).order_by(Person.id.desc())).scalars().all()
    homes = work.session.execute(select(Dwelling).order_by(Dwelling.id.desc())).scalars().all()
    for person in people:
        person.first_name = "Endret"
    for home in homes:
        home.note = "endret"


@writes(Right.TENANCY_WRITE)
def _remove(work: Work, kind: type[RentPart] | type[DwellingExtra]) -> None:
    for record in work.session.execute(select(kind)).scalars():
        work.session.delete(record)


@writes(Right.STOCK_WRITE)
def _charge(work: Work, unit_id: int) -> int:
    work.add(DwellingExtra(unit_id=unit_id, kind=ExtraKind.WATER, mode=ExtraMode.ON_ACCOUNT, amount_ore=30000))
    return work.get(LettingUnit, unit_id).dwelling_id


def _told(lines: tuple[history.HistoryLine, ...]) -> list[str]:
    return [render(record.what) for record in lines[0].records]


def test_the_lines_of_an_act_stand_by_table_and_key(leases: LeaseWorld) -> None:
    act = _change_many(leases.desk).act_id
    with leases.store.reading() as session:
        query = select(AuditEntry.entity, AuditEntry.entity_id).where(AuditEntry.act_id == act).order_by(AuditEntry.id)
        lines = [(row.entity, row.entity_id) for row in session.execute(query)]
    assert len(lines) == 6 and lines == sorted(lines)


def test_a_removed_part_of_the_rent_stays_in_the_tenancys_history(leases: LeaseWorld) -> None:
    power = Extra(ExtraKind.ELECTRICITY, ExtraMode.OWN_SUBSCRIPTION, None)
    tenancy_id = leases.lease(extras=(power,))
    _remove(leases.desk, RentPart)
    assert _told(history.tenancy_history(leases.desk, tenancy_id)) == ["Fjernet: Tillegg til leien"]


def test_a_removed_extra_stays_in_the_dwellings_history(leases: LeaseWorld) -> None:
    dwelling_id = _charge(leases.desk, leases.unit).value
    _remove(leases.desk, DwellingExtra)
    assert _told(history.dwelling_history(leases.desk, dwelling_id)) == ["Fjernet: Tillegg til leien"]


def _join(leases: LeaseWorld, tenancy_id: int) -> int | None:
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    joins = Change(
        tenancy_id,
        version,
        ChangeKind.CO_TENANT_ADDED,
        date(2027, 1, 1),
        person_id=leases.newcomer,
        given=frozenset(Consent),
    )
    return tenancy_change.make_change(leases.desk, joins).act_id


def test_the_second_saver_learns_who_changed_the_tenants(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    opened = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    _join(leases, tenancy_id)
    theirs = lease_choices.tenancy_versions(leases.desk, tenancy_id, opened)
    assert theirs.who == leases.desk.who.name and theirs.at is not None and theirs.fields == {}
    assert "Endret: Leieforhold" not in _told(history.tenancy_history(leases.desk, tenancy_id))


def test_undoing_a_change_of_the_tenants_raises_the_version_too(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    act = _join(leases, tenancy_id)
    opened = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    done = undo.undo(leases.desk, act or 0)
    assert tenancy_card.tenancy_card(leases.desk, tenancy_id).version > opened
    assert tenancy_id in done.changes.of(Tenancy.__tablename__)
    with leases.store.reading() as session:
        assert leases.newcomer not in session.execute(select(TenancyTenant.person_id)).scalars().all()
