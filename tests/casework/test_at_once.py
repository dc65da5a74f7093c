"""Two desks in the same instant: numbers are never given twice, and a lease printed twice is one lease (E6, E13)."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import select, text

from boligdesk.casework import lease_print
from boligdesk.casework.core import numbers
from boligdesk.casework.core.acts import Work, begin
from boligdesk.casework.core.printing import print_letter
from boligdesk.database.engine import Store
from boligdesk.models.tenancy import LeaseVersion

from .lease_world import LeaseWorld

_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def _until_somebody_waits(store: Store) -> None:
    for _ in range(5_000):
        with store.reading() as session:
            if session.execute(_WAITING).scalar_one():
                return
    raise AssertionError("nobody waited for the other's number")


@pytest.mark.lagring
def test_the_first_number_of_a_series_is_given_to_one_of_two(leases: LeaseWorld) -> None:
    taken: list[int] = []

    def second() -> None:
        with leases.store.writing() as session:
            taken.append(numbers.take(begin(session, leases.desk, "test.second"), "ny_serie", 2027))

    other = threading.Thread(target=second)
    with leases.store.writing() as session:
        work: Work = begin(session, leases.desk, "test.first")
        taken.append(numbers.take(work, "ny_serie", 2027))
        other.start()
        if not leases.store.is_file:
            _until_somebody_waits(leases.store)
    other.join(30)
    assert taken == [1, 2]


@pytest.mark.lagring
def test_two_who_print_the_same_lease_at_once_make_one_version(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    both = [lease_print._lease_letter(leases.desk, tenancy_id) for _ in range(2)]
    assert [before for _, before in both] == [None, None]  # neither has seen the other's print
    ids = [
        print_letter(leases.desk, letter, before, lease_print._file_lease).value.document_id for letter, before in both
    ]
    assert ids[0] == ids[1]
    with leases.store.reading() as session:
        assert session.execute(select(LeaseVersion.number)).scalars().all() == [1]


@pytest.mark.lagring
def test_a_broken_act_gives_its_number_back(leases: LeaseWorld) -> None:
    with pytest.raises(ZeroDivisionError), leases.store.writing() as session:
        assert numbers.take(begin(session, leases.desk, "test.broken"), "ny_serie", date.max.year) == 1
        _ = 1 // 0
    with leases.store.writing() as session:
        assert numbers.take(begin(session, leases.desk, "test.whole"), "ny_serie", date.max.year) == 1
