"""Charging a month: told before, written once, met by counter-entries only when somebody says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from boligdesk.casework import charges, ledger_settings
from boligdesk.casework.charges import LeftOut
from boligdesk.models.person import Person
from boligdesk.models.tenancy import Tenancy, TenancyTerm
from boligdesk.rules.arrears.words import LedgerKind
from boligdesk.rules.lease_facts import Extra
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.terms import ExtraKind, ExtraMode
from boligdesk.rules.vocabulary import Protection, Role

from .ledger_world import DECEMBER, FEBRUARY, JANUARY, LedgerWorld, account_of_tenancy

RENT = 895000


def _later(ledger: LedgerWorld, monkeypatch: pytest.MonkeyPatch, day: date) -> LedgerWorld:
    """The same office on a later day."""
    monkeypatch.setenv("BOLIGDESK_DATO", day.isoformat())
    return replace(ledger, desk=ledger.leases.as_role(Role.LEADER))


@pytest.mark.lagring
def test_a_month_is_charged_once_and_an_advance_pays_it(ledger: LedgerWorld) -> None:
    ledger.pay(1_000_000, date(2026, 11, 20))
    plan = charges.plan_month(ledger.desk, date(2026, 12, 24))
    (line,) = plan.accounts[0].lines
    assert (plan.sum_ore, line.nominal, line.due, line.days) == (RENT, DECEMBER, DECEMBER, 31)
    done = charges.charge_month(ledger.desk, DECEMBER).value
    assert (done.accounts, done.claims, done.sum_ore) == (1, 1, RENT)
    assert ledger.open() == [(EntryKind.PAYMENT, RENT - 1_000_000)]
    again = charges.charge_month(ledger.desk, DECEMBER)
    assert (again.value.claims, again.changes.ids) == (0, {})
    after = charges.plan_month(ledger.desk, DECEMBER)
    assert (after.sum_ore, after.standing_ore, after.differences) == (0, RENT, ())


def test_due_days_move_to_bank_days_and_extras_are_claims_of_their_own(
    ledger: LedgerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    heat = Extra(ExtraKind.HEATING, ExtraMode.ON_ACCOUNT, 45000, has_meter=True, settled_every_months=12)
    second = ledger.leases.lease(
        unit_id=ledger.leases.other_unit, tenant_ids=(ledger.leases.newcomer,), members=(), extras=(heat,)
    )
    ledger = _later(ledger, monkeypatch, date(2026, 12, 20))
    account = account_of_tenancy(ledger.desk, second)
    charges.charge_month(ledger.desk, JANUARY, only=(account,))
    entries = ledger.books(account).entries
    assert [(e.kind, e.amount_ore, e.on) for e in entries] == [
        (EntryKind.RENT, RENT, date(2027, 1, 4)),
        (EntryKind.ON_ACCOUNT, 45000, date(2027, 1, 4)),
    ]
    assert ledger.books().entries == ()


def test_changed_terms_are_told_and_met_only_on_request(ledger: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = _later(ledger, monkeypatch, date(2026, 12, 20))
    charges.charge_month(ledger.desk, JANUARY)
    ledger.pay(RENT, date(2026, 12, 28))
    _new_rent(ledger, 800000)
    (gap,) = charges.plan_month(ledger.desk, JANUARY).differences
    assert (gap.was_ore, gap.now_ore) == (RENT, 800000)
    assert charges.charge_month(ledger.desk, JANUARY).value.claims == 0
    assert ledger.open() == []
    assert charges.charge_month(ledger.desk, JANUARY, meet=(gap.key,)).value.corrected_ore == -95000
    assert ledger.open() == [(EntryKind.PAYMENT, -95000)]
    _new_rent(ledger, 900000)
    charges.charge_month(ledger.desk, JANUARY, meet=(gap.key,))
    assert charges.plan_month(ledger.desk, JANUARY).differences == ()
    assert ledger.open() == [(EntryKind.RENT, 5000)]
    _new_rent(ledger, 100000)
    charges.charge_month(ledger.desk, JANUARY, meet=(gap.key,))
    assert ledger.books().at(date.max).balance_ore == 100000 - RENT
    assert ledger.open() == [(EntryKind.PAYMENT, 100000 - RENT)]


def _new_rent(ledger: LedgerWorld, ore: int) -> None:
    with ledger.leases.store.writing() as session:
        session.execute(update(TenancyTerm).where(TenancyTerm.tenancy_id == ledger.tenancy).values(rent_ore=ore))


def test_those_left_out_are_named_with_the_reason(ledger: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    why = {row.account_id: row.why for row in charges.plan_month(ledger.desk, date(2026, 11, 1)).left_out}
    assert why == {ledger.account: LeftOut.NOT_BEGUN}
    with ledger.leases.store.writing() as session:
        session.execute(update(Tenancy).values(to_date=date(2026, 12, 10)))
    ledger = _later(ledger, monkeypatch, date(2026, 12, 20))
    (row,) = charges.plan_month(ledger.desk, JANUARY).left_out
    assert (row.why, row.on) == (LeftOut.EXPIRED, date(2026, 12, 10))
    (planned,) = charges.plan_month(ledger.desk, JANUARY, also=(ledger.account,)).accounts
    assert planned.sum_ore == RENT
    with ledger.leases.store.writing() as session:
        session.execute(update(Tenancy).values(closed_on=date(2026, 12, 10), rent_until=date(2027, 1, 15)))
    (planned,) = charges.plan_month(ledger.desk, JANUARY).accounts
    assert (planned.lines[0].days, planned.sum_ore) == (15, 433065)  # 8 950 × 15/31 = 4 330,645


def test_what_may_not_be_charged_is_refused(ledger: LedgerWorld) -> None:
    ledger_settings.choose_ledger(ledger.desk, LedgerKind.OWN, JANUARY)
    assert _refused(ledger, DECEMBER) == "reskontro.for_forste_maned"
    assert _refused(ledger, FEBRUARY) == "reskontro.for_langt_fram"
    ledger_settings.choose_ledger(ledger.desk, LedgerKind.MIRROR)
    assert _refused(ledger, DECEMBER) == "reskontro.speil"


def _refused(ledger: LedgerWorld, month: date) -> str:
    with pytest.raises(RefusedError) as refused:
        charges.charge_month(ledger.desk, month)
    return refused.value.fault.code


def test_a_protected_tenant_is_charged_by_whoever_charges_and_told_of_to_nobody(ledger: LedgerWorld) -> None:
    with ledger.leases.store.writing() as session:
        session.execute(update(Person).where(Person.id == ledger.leases.anna).values(protection=Protection.STRICT))
    follow_up = ledger.leases.as_role(Role.SCHEDULED)
    plan = charges.plan_month(follow_up, DECEMBER)
    assert (plan.accounts, plan.left_out, plan.more) == ((), (), True)
    done = charges.charge_month(follow_up, DECEMBER).value
    assert (done.accounts, done.sum_ore) == (0, 0)
    assert ledger.open() == [(EntryKind.RENT, RENT)]
