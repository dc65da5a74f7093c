"""The contact log: written in one line, corrected, withdrawn, hidden where it must be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from boligdesk.casework import contacts
from boligdesk.database.engine import Store
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import ContactWay, Role

from . import stock_world
from .stock_world import World


@pytest.fixture
def world(store: Store) -> World:
    return stock_world.furnished(store)


@pytest.mark.lagring
def test_contacts_newest_first(world: World) -> None:
    desk, kari = world.desk(Role.LEADER), world.ids["tenant"]
    contacts.add_contact(desk, kari, ContactWay.LETTER, "Bedt om avslag", at=desk.now - timedelta(days=2))
    new = contacts.add_contact(desk, kari, ContactWay.WALK_IN, " Levert lønnsslipp ").value
    found = contacts.contacts(desk, kari, limit=1)
    assert (found.total, [line.text for line in found.lines]) == (2, ["Levert lønnsslipp"])
    assert found.lines[0].who == "Ingvild Moe"
    version = contacts.change_contact(desk, new, 1, ContactWay.PHONE, "Ringte").value
    contacts.void_contact(desk, new, version, "Feil person")
    assert [line.text for line in contacts.contacts(desk, kari).lines] == ["Bedt om avslag"]
    with pytest.raises(RefusedError, match=r"kontakt\.tom"):
        contacts.add_contact(desk, kari, ContactWay.PHONE, "  ")
    with pytest.raises(RefusedError, match=r"kontakt\.fram_i_tid"):
        contacts.add_contact(desk, kari, ContactWay.PHONE, "x", at=desk.now + timedelta(days=1))


@pytest.mark.lagring
def test_contacts_of_a_protected_person_are_hidden(world: World) -> None:
    counter, mother = world.desk(Role.COUNTER), world.ids["mother"]
    assert contacts.contacts(world.leader, mother).total == 1
    assert contacts.contacts(counter, mother) == contacts.Contacts((), 0)
    with pytest.raises(RefusedError, match=r"sak\.finnes_ikke"):
        contacts.add_contact(counter, mother, ContactWay.PHONE, "x")
