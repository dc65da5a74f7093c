"""Step 0004: each tenancy of an older office gets its rent account with those who answer for it, on both engines."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import select, text

from boligdesk.casework import maintenance, start
from boligdesk.models.ledger import AccountLiable, RentAccount
from boligdesk.models.office import Office, RoleRight
from boligdesk.models.tenancy import Tenancy, TenancyTenant
from boligdesk.rules.rights import SHIPPED, Right
from boligdesk.rules.vocabulary import Role
from tests.support.postgres import PostgresServer

_OLD = Path(__file__).parent / "frozen"
_NEW = {
    Right.LEDGER_READ,
    Right.LEDGER_WRITE,
    Right.PAYMENTS_WRITE,
    Right.ARREARS_WRITE,
    Right.EVICTION_DECIDE,
    Right.RENT_ADJUST,
}


def _check(target: Path | str) -> None:
    store = start.open_office(target)
    try:
        with store.reading() as session:
            (tenancy_id,) = session.execute(select(Tenancy.id)).scalars()
            (account,) = session.execute(select(RentAccount)).scalars()
            assert account.tenancy_id == tenancy_id
            liable, tenant = AccountLiable, TenancyTenant
            owing = session.execute(select(liable.person_id, liable.from_date, liable.to_date)).all()
            renting = session.execute(select(tenant.person_id, tenant.from_date, tenant.to_date)).all()
            assert set(map(tuple, owing)) == set(map(tuple, renting)) != set()
            assert not any(session.execute(select(liable.estate)).scalars())
            rows = [(role, code) for role, code in session.execute(select(RoleRight.role, RoleRight.right_code))]
            assert len(rows) == len(set(rows))
            for role in Role:
                assert {Right(code) for given, code in rows if given is role} & _NEW == SHIPPED[role] & _NEW
            assert session.execute(select(Office.ledger_kind)).scalar() is None
            kontor = session.execute(text("SELECT schema_major, schema_minor FROM kontor")).one()
            assert tuple(kontor) >= (3, 0)
    finally:
        store.close()


def test_a_file_of_the_third_step_goes_on(tmp_path: Path) -> None:
    target = Path(shutil.copyfile(_OLD / "0003.db", tmp_path / "kontor.db"))
    assert start.upgrade(target)
    _check(target)


def test_a_copy_of_the_third_step_goes_on_at_the_server(postgres: PostgresServer) -> None:
    name = postgres.create()
    maintenance.bring_back(_OLD / "0003.zip", postgres.url(name))
    _check(postgres.url(name))
    postgres.drop(name)
