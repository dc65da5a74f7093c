"""Persons as the fields of forms find and name them; both run in the read lane."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ...casework.core.desk import Desk
from ...casework.person_list import PersonListRow, PersonQuery, person_ids, person_rows
from ...texts import text
from ..parts.filterbar import Choice

_MOST = 12
_OF_AGE = 18


@dataclass(frozen=True)
class PersonChoice(Choice):
    """A person in a field; `minor`: known to be under 18."""

    minor: bool = False


def find_persons(desk: Desk, letters: str, but: Collection[int] = ()) -> list[Choice]:
    """Whom the letters may mean, as a field offers them; `but` are left out."""
    ids = [i for i in person_ids(desk, PersonQuery(letters)) if i not in but][:_MOST]
    rows = person_rows(desk, ids)
    return [_choice(rows[i]) for i in ids if i in rows]


def person_choice(desk: Desk, person_id: int) -> PersonChoice:
    """One person as a field offers them."""
    return _choice(person_rows(desk, [person_id])[person_id])


def _choice(row: PersonListRow) -> PersonChoice:
    return PersonChoice(row.id, _name(row), minor=row.age is not None and row.age < _OF_AGE)


def names_of(desk: Desk, ids: Collection[int]) -> dict[int, str]:
    """Name, day of birth and address: enough to tell two of the same name apart."""
    return {i: _name(row) for i, row in person_rows(desk, list(ids)).items()}


def _name(row: PersonListRow) -> str:
    born = text("ui.leietaker.fodt_dato", dato=row.born) if row.born else ""
    return " · ".join(part for part in (row.name, born, row.address) if part)
