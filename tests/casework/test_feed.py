"""News of colleagues, the cheap poll, and who is in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boligdesk.casework import feed, stock_edit
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.presence import presence_at
from boligdesk.database.engine import Store, open_store
from boligdesk.rules.vocabulary import Role

from . import stock_world
from .stock_world import World


@pytest.fixture
def world(store: Store) -> World:
    return stock_world.furnished(store)


def _named(desk: Desk, name: str) -> Desk:
    return replace(desk, who=replace(desk.who, name=name, login=name.lower()))


@pytest.mark.lagring
def test_a_colleagues_change_is_news_once(world: World) -> None:
    other = open_store(world.store.target, world.store.storage)
    watch = feed.Watch(_named(replace(world.leader, store=other), "Arne"))
    assert watch.poll() is None
    form = stock_edit.dwelling_form(world.leader, world.ids["vacant"])
    mine = _named(world.leader, "Ingvild")
    stock_edit.change_dwelling(mine, form.id, form.version, replace(form.values, purpose="Familie"))
    found = watch.poll()
    assert found is not None
    assert (found.changes.of("dwelling"), found.by, found.lost) == ({form.id}, ("Ingvild",), False)
    assert watch.poll() is None
    watch.close()
    other.close()


@pytest.mark.lagring
def test_news_after_an_id(world: World) -> None:
    start = feed.feed_start(world.leader)
    assert feed.news(world.leader, start).changes.ids == {}
    done = stock_edit.register_building(world.leader, stock_edit.BuildingInput("Ny vei 1"))
    found = feed.news(world.leader, start)
    assert found.changes.ids == done.changes.ids
    assert found.last_id > start


@pytest.mark.lagring
def test_who_is_in(world: World) -> None:
    arne = presence_at(_named(world.leader, "Arne"))
    siri = presence_at(_named(world.desk(Role.COUNTER), "Siri"))
    assert arne.others() == ()
    assert siri.others() == ("Arne",)
    assert arne.others() == ("Siri",)
    siri.leave()
    assert arne.others() == ()
    arne.leave()
