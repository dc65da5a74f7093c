"""An office with people who apply: a mother with two children, a colleague's case, areas to wish for."""

from __future__ import annotations

from datetime import date
from typing import Any

from boligdesk.casework import applications, areas, households
from boligdesk.casework.application_card import ApplicationCard, application_card
from boligdesk.casework.applications import ApplicationInput
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.households import MemberInput
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import ApplicationKind, Channel
from boligdesk.rules.vocabulary import HouseholdRole

from .people_world import TODAY, World, ny
from .stock_world import found

__all__ = ["RECEIVED", "TODAY", "World", "apply", "applying", "card", "new"]

#: The day the applications came in.
RECEIVED = date(2026, 11, 6)


def applying(store: Store) -> World:
    """The office described above; ids by name in `world.ids`."""
    world = found(store)
    ids, desk = world.ids, world.leader
    ids["mother"] = ny(desk, "Somby", "Máret", date(1991, 3, 1), phone="40000011", address="Fjordgata 2")
    ids["big"] = ny(desk, "Somby", "Ánte", date(2015, 5, 4))
    ids["small"] = ny(desk, "Somby", "Elle", date(2020, 9, 9))
    ids["father"] = ny(desk, "Berg", "Ola", date(1989, 8, 8), phone="40000022")
    ids["neighbour"] = ny(desk, "Haile", "Selam", date(1980, 2, 29), phone="400 00 011", address="Fjordgata 2")
    members = [
        MemberInput(ids["mother"], HouseholdRole.MAIN, date(2024, 1, 1)),
        *(MemberInput(ids[child], HouseholdRole.CHILD, date(2024, 1, 1)) for child in ("big", "small")),
    ]
    ids["household"] = households.create_household(desk, members).value
    ids["area"] = areas.area_named(desk, "Sentrum").value
    return world


def new(person_id: int, **facts: Any) -> ApplicationInput:
    """What the form at the counter says."""
    plain: dict[str, Any] = {
        "kind": ApplicationKind.NEW,
        "received_on": RECEIVED,
        "channel": Channel.COUNTER,
    }
    return ApplicationInput(person_id, **(plain | facts))


def apply(desk: Desk, person_id: int, **facts: Any) -> int:
    """Register an application with the household that the register knows."""
    facts = {"members": applications.household_proposal(desk, person_id)} | facts
    return applications.register_application(desk, new(person_id, **facts)).value


def card(desk: Desk, application_id: int) -> ApplicationCard:
    """The record."""
    return application_card(desk, application_id)
