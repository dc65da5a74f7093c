"""A building with three homes on 20 January 2028: one rented all of 2027, one left in June, one that stood empty."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from boligdesk.casework import charges, tenancy_card, tenancy_end
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.tenancy_end import MoveOut
from boligdesk.casework.use_settlements import UseWish
from boligdesk.models.stock import Dwelling, DwellingRent, LettingUnit
from boligdesk.rules.lease_facts import Extra
from boligdesk.rules.periods import Period
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import ExtraKind, ExtraMode
from boligdesk.rules.use_settlement import ShareKey
from boligdesk.rules.vocabulary import Disposal, DwellingKind, Role

from .lease_world import LeaseWorld
from .ledger_world import LedgerWorld, account_of_tenancy, ledger_world

YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
HEAT = Extra(ExtraKind.HEATING, ExtraMode.ON_ACCOUNT, 900_00, has_meter=True, settled_every_months=12)
SEEN = date(2028, 1, 20)
LEFT = date(2027, 6, 30)


@dataclass
class UseWorld:
    """The ledger's world in January 2028, a second tenancy of the building, and the settlement wished for."""

    ledger: LedgerWorld
    building: int
    left: int
    left_account: int
    empty_unit: int
    wish: UseWish


@writes(Right.STOCK_WRITE)
def _home(work: Work, building_id: int, number: str, area: int) -> int:
    home = work.add(
        Dwelling(
            building_id=building_id,
            number=number,
            kind=DwellingKind.APARTMENT,
            disposal=Disposal.OWNED,
            rooms=2,
            area_m2=area,
            floor=1,
        )
    )
    unit = work.add(LettingUnit(dwelling_id=home.id))
    work.add(DwellingRent(unit_id=unit.id, from_date=date(2026, 1, 1), rent_ore=895_000, recorded_at=work.now))
    return unit.id


@reads(Right.STOCK_READ)
def _building(look: Look, unit_id: int) -> int:
    return look.get(Dwelling, look.get(LettingUnit, unit_id).dwelling_id).building_id


def use_world(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> UseWorld:
    """Two leases with heating à konto, charged through 2027; one is left in June."""
    building = _building(leases.desk, leases.unit)
    second, third = (
        _home(leases.desk, building, number, area).value for number, area in (("H0204", 50), ("H0205", 29))
    )
    ledger = ledger_world(_Heated(**vars(leases)))
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-10")
    left = leases.lease(
        unit_id=second,
        tenant_ids=(leases.newcomer,),
        members=(),
        start=date(2027, 1, 1),
        fixed_until=None,
        extras=(replace(HEAT, amount_ore=600_00),),
    )
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-07-01")
    version = tenancy_card.tenancy_card(leases.desk, left).version
    tenancy_end.move_out(leases.desk, MoveOut(left, version, LEFT, "Nygata 1, 9990 Fjordvik"))
    monkeypatch.setenv("BOLIGDESK_DATO", SEEN.isoformat())
    ledger = replace(ledger, desk=leases.as_role(Role.LEADER))
    for month in range(1, 13):
        charges.charge_month(ledger.desk, date(2027, month, 1))
    wish = UseWish(
        ExtraKind.HEATING,
        YEAR,
        ShareKey.AREA,
        building,
        total_ore=27_375_00,
        source="Fjernvarme 2027, faktura 77",
        due_on=date(2028, 2, 20),
    )
    return UseWorld(ledger, building, left, account_of_tenancy(ledger.desk, left), third, wish)


class _Heated(LeaseWorld):
    """The same world; its lease has heating à konto."""

    def lease(self, **changes: object) -> int:
        """The three-year lease, with heating."""
        return super().lease(extras=(HEAT,), **changes)
