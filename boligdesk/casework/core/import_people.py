"""Persons as an import sees them: found by number, by name and birth date, or by name where they live.

A protected person whom the desk may not see is found too, so that nobody is registered twice, but the answer is
only that the row cannot be brought in from here (P30).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from ...exchange.records import TenantPerson
from ...models.person import ContactPoint, HouseholdMember, Person, PersonIdentifier
from ...rules.folding import search_key
from ...rules.identifiers import Scheme
from ...rules.person_keys import contact_key, name_keys
from ...rules.reading import PersonName
from ...rules.rights import Right
from ...rules.vocabulary import ContactKind, Protection
from .acts import Look
from .import_batch import Batch
from .protection import SHIELD_OFF

_COLUMNS = (
    "id", "last_name", "first_name", "birth_date", "language", "interpreter", "protection", "search_key", "note",
)  # fmt: skip


@dataclass
class Human:
    """A person, stored or staged; `hidden` when the desk may not see them."""

    values: dict[str, Any]
    hidden: bool = False
    contacts: set[tuple[ContactKind, str]] = field(default_factory=set)
    numbers: set[tuple[Scheme, str]] = field(default_factory=set)

    @property
    def id(self) -> int:
        """The person's key; below zero while it is only staged."""
        return int(self.values["id"])

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.values['first_name']} {self.values['last_name']}".strip()

    def may_be(self, born: date | None) -> bool:
        """Whether the birth dates do not tell the two apart."""
        return born is None or self.values["birth_date"] in (None, born)


@dataclass
class People:
    """Everybody the office knows, and those an import has staged so far."""

    batch: Batch
    by_id: dict[int, Human] = field(default_factory=dict)
    by_number: dict[tuple[Scheme, str], Human] = field(default_factory=dict)
    by_name: dict[str, list[Human]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    members: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, look: Look, batch: Batch) -> People:
        """All persons; a merged one is the one it was merged into."""
        people = cls(batch)
        sees = look.who.may(Right.PROTECTED)
        merged: dict[int, int] = {}
        for row in _rows(look, Person, (*_COLUMNS, "merged_into_id")):
            values = dict(row)
            into = values.pop("merged_into_id")
            if into is not None:
                merged[values["id"]] = into
            else:
                people._know(Human(values, hidden=not sees and values["protection"] is not Protection.NONE))
        people._numbers(look, merged)
        for row in _rows(look, ContactPoint, ("person_id", "kind", "search_key", "to_date")):
            if row["person_id"] in people.by_id and row["to_date"] is None:
                people.by_id[row["person_id"]].contacts.add((row["kind"], row["search_key"]))
        for row in _rows(look, HouseholdMember, ("household_id", "person_id", "from_date", "to_date")):
            people._lives(row)
        return people

    def _know(self, human: Human) -> None:
        self.by_id[human.id] = human
        self.by_name[human.values["search_key"]].append(human)

    def _numbers(self, look: Look, merged: dict[int, int]) -> None:
        for row in _rows(look, PersonIdentifier, ("person_id", "scheme", "value")):
            owner = row["person_id"]
            while owner in merged:
                owner = merged[owner]
            human = self.by_id[owner]
            human.numbers.add((row["scheme"], row["value"]))
            self.by_number[row["scheme"], row["value"]] = human

    def find(self, person: TenantPerson, here: Collection[int]) -> Human | None:
        """The person a row means: by number; by name and birth date; by name among those on this dwelling (`here`)."""
        if person.identifier is not None:
            found = self.by_number.get((person.identifier.scheme, person.identifier.value))
            if found is not None:
                return found
        named = [h for h in self.by_name.get(_key(person.name), []) if h.may_be(person.birth_date)]
        if person.identifier is not None:  # somebody with another number of the same kind is somebody else
            named = [h for h in named if all(scheme is not person.identifier.scheme for scheme, _ in h.numbers)]
        sure = [h for h in named if person.birth_date is not None and h.values["birth_date"] == person.birth_date]
        return next(iter([*sure, *(h for h in named if h.id in here)]), None)

    def namesakes(self, person: TenantPerson) -> list[Human]:
        """Stored persons of the same name who may be the same one, as far as the desk may see them."""
        named = self.by_name.get(_key(person.name), [])
        return [h for h in named if h.id > 0 and not h.hidden and h.may_be(person.birth_date) and not h.numbers]

    def add(self, name: PersonName, born: date | None, **more: Any) -> Human:
        """Stage a person."""
        sort, search = name_keys(name.last, name.first)
        values = {
            "last_name": name.last,
            "first_name": name.first,
            "birth_date": born,
            "language": "",
            "interpreter": False,
            "protection": Protection.NONE,
            "note": "",
            **more,
        }
        values["id"] = self.batch.add(Person, **values, sort_key=sort[:200], search_key=search[:200])
        human = Human(values | {"search_key": search})
        self._know(human)
        return human

    def fill(self, human: Human, **said: Any) -> list[str]:
        """Stage what the row says and the records lack; protection is raised, never lowered."""
        order = list(Protection)
        new = {name: value for name, value in said.items() if value and not human.values[name]}
        if order.index(said.get("protection") or Protection.NONE) > order.index(human.values["protection"]):
            new["protection"] = said["protection"]
        if new.get("protection") is Protection.NONE:
            del new["protection"]
        if new:
            human.values.update(new)
            self.batch.change(Person, human.id, **new)
        return list(new)

    def number(self, human: Human, person: TenantPerson) -> bool:
        """Stage a public number the records do not have."""
        number = person.identifier
        if number is None or (number.scheme, number.value) in human.numbers:
            return False
        human.numbers.add((number.scheme, number.value))
        self.by_number[number.scheme, number.value] = human
        self.batch.add(PersonIdentifier, person_id=human.id, scheme=number.scheme, value=number.value)
        return True

    def contact(self, human: Human, kind: ContactKind, value: str) -> bool:
        """Stage a phone number or e-mail the records do not have."""
        key = (kind, contact_key(kind, value)[:200])
        if not value or key in human.contacts:
            return False
        human.contacts.add(key)
        self.batch.add(ContactPoint, person_id=human.id, kind=kind, value=value, search_key=key[1])
        return True

    def household_of(self, person_id: int, on: date) -> int | None:
        """The household a person lives in from a day on, the newest first."""
        living = [r for r in self.homes[person_id] if r["to_date"] is None or r["to_date"] >= on]
        return living[-1]["household_id"] if living else None

    def move_in(self, household_id: int, person_id: int, role: Any, on: date, now: Any) -> None:
        """Stage a membership, unless the person lives somewhere already."""
        if self.household_of(person_id, on) is not None:
            return
        values = {"household_id": household_id, "person_id": person_id, "from_date": on, "to_date": None}
        self.batch.add(HouseholdMember, **values, role=role, recorded_at=now)
        self._lives(values)

    def _lives(self, row: Any) -> None:
        self.homes[row["person_id"]].append(row)
        self.members[row["household_id"]].append(row["person_id"])

    def living_in(self, household_id: int | None) -> Iterable[Human]:
        """Those who are or were members of a household."""
        there = dict.fromkeys(self.members.get(household_id or 0, ()))
        return [self.by_id[p] for p in there if p in self.by_id]


def same_name(human: Human, name: PersonName) -> bool:
    """Whether the records and the row call somebody the same."""
    return bool(human.values["search_key"] == _key(name)[:200])


def _key(name: PersonName) -> str:
    return search_key(f"{name.first} {name.last}")


def _rows(look: Look, model: Any, names: tuple[str, ...]) -> Any:
    query = select(*(getattr(model, name) for name in names)).order_by(model.id)
    return look.session.execute(query, execution_options={SHIELD_OFF: True}).mappings()
