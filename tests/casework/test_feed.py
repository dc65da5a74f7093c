"""News of colleagues, the cheap poll, and who is in."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from boligdesk.casework import feed, start, stock_edit
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.presence import PRESENT_SECONDS, presence_at, presence_folder
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


@pytest.mark.lagring
def test_one_who_is_not_in_sees_who_is(world: World) -> None:
    target = world.store.target
    assert start.people_in(target) == ()
    siri = presence_at(_named(world.leader, "Siri"))
    arne = presence_at(_named(world.leader, "Arne"))
    assert (siri.others(), arne.others()) == ((), ("Siri",))
    assert start.people_in(target) == ("Arne", "Siri")
    assert siri.others() == ("Arne",)  # asking leaves no trace
    siri.leave()
    assert start.people_in(target) == ("Arne",)
    arne.leave()
    assert start.people_in(target) == ()


def test_an_old_sign_of_life_names_nobody(world: World) -> None:
    presence_at(_named(world.leader, "Siri")).others()
    (sign,) = presence_folder(world.store).iterdir()
    long_ago = sign.stat().st_mtime - PRESENT_SECONDS - 1
    os.utime(sign, (long_ago, long_ago))
    assert start.people_in(world.store.target) == ()
