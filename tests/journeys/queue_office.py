"""An office with a council's rules and two caseworkers: every vedtak is written by one and approved by the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from boligdesk.casework import criteria_sets, imports, persons, settings, start, stock_edit, users
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.imports import ListKind
from boligdesk.casework.stock_list import DwellingQuery, dwelling_ids
from boligdesk.casework.users import UserInput
from boligdesk.database.engine import Storage, open_store
from boligdesk.rules.vocabulary import Role
from boligdesk.shipped import resources

from ..casework.sheet_world import RULES
from .hand import Hand

#: The home that fits a mother with a child.
HOME = "Fjordgata 16 H0102"
PASSWORD = "Fjordvik-2026!"
_FACTS = {"unit": "Boligkontoret", "org_number": "999000002", "account_number": "99990000006"}
_WHERE = {"address": "Rådhusgata 1", "postcode": "9990", "city": "Fjordvik", "phone": "90000000"}


@dataclass(frozen=True)
class Colleague:
    """One who sits at a desk of the office."""

    login: str
    name: str


SIRI, ARNE = Colleague("siri", "Siri Bakken"), Colleague("arne", "Arne Dahl")


def furnish(target: str, storage: Storage) -> None:
    """Fill a migrated base: homes, the rules in force, one person in the register, Siri and Arne, two persons on."""
    store = open_store(target, storage)
    start.found_office(store, "Fjordvik kommune", **_FACTS, **_WHERE)
    leader = start.enter_without_login(store)
    plan = imports.read_plan(leader, ListKind.DWELLINGS, resources() / "eksempel" / "boligliste.xlsx")
    wrong = [row.number for row in plan.rows if row.status.value != "ok"]
    imports.book(leader, imports.leave_out(leader, plan, wrong), name="boligliste.xlsx")
    criteria_sets.import_text(leader, "fjordvik", RULES)
    criteria_sets.adopt(leader, "fjordvik", date(2026, 1, 1), 1)
    settings.change_setting(leader, OfficeSetting.TWO_PERSONS, 1)
    for one in (SIRI, ARNE):
        users.add_user(leader, UserInput(one.login, one.name, Role.LEADER), PASSWORD)
    _fit_for_families(leader)
    persons.register(leader, persons.NewPerson(persons.PersonInput("Balto", "Risten", date(1970, 1, 2))))
    store.close()


def _fit_for_families(leader: Desk) -> None:
    """Of one home it is known that a family fits; of the others the list told too little."""
    (found,) = dwelling_ids(leader, DwellingQuery(text=HOME))
    form = stock_edit.dwelling_form(leader, found)
    known = replace(form.values, rooms=3, bedrooms=2, suits_children=True)
    stock_edit.change_dwelling(leader, found, form.version, known)


def sit_down(hand: Hand, who: Colleague) -> None:
    """Log in with name and password."""
    hand.write("Brukernavn", who.login)
    hand.write("Passord", PASSWORD)
    hand.press("Logg inn")
    assert hand.window.seat is not None, hand.reads()
    assert hand.window.seat.desk.who.name == who.name
