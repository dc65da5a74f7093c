"""A long list's ids: in the order of the question on each storage, and never those of a protected person."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.in_order import ids_in_order
from boligdesk.casework.core.protection import shield
from boligdesk.database.engine import Store
from boligdesk.models.person import Person

from . import stock_world
from .stock_world import World


@pytest.fixture
def world(store: Store) -> World:
    return stock_world.furnished(store)


@pytest.mark.lagring
@pytest.mark.parametrize("hidden", [False, True], ids=["everybody", "shielded"])
def test_ids_come_as_the_rows_of_the_same_question_would(world: World, hidden: bool) -> None:
    question = select(Person.id).order_by(Person.sort_key.desc(), Person.id)
    with world.leader.store.reading() as session:
        everybody = list(session.execute(question).scalars())
        if hidden:
            shield(session)
        rows = list(session.execute(question).scalars())
        assert ids_in_order(Look(session, world.leader), question) == rows
    assert (len(rows) < len(everybody)) is hidden
    assert len(rows) > 1


@pytest.mark.lagring
def test_nothing_found_is_an_empty_list(world: World) -> None:
    with world.leader.store.reading() as session:
        assert ids_in_order(Look(session, world.leader), select(Person.id).where(Person.id < 0)) == []
