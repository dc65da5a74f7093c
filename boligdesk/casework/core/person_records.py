"""Persons as records: the living one behind a tombstone, a look written down, texts that fit their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import String, select

from ...models.base import Base
from ...models.person import LooksSeen, Person, PersonIdentifier
from ...rules.findings import finding
from ...rules.identifiers import Identifier, Scheme
from ...rules.messages import Control, Kind, msg
from .acts import Look, Work
from .protection import SHIELD_OFF, protected_persons, shielded_persons

#: Looks at one person by one user within this time are one look: a redrawn card is not a new one.
SAME_LOOK = timedelta(hours=1)


def living(look: Look, person_id: int) -> Person:
    """The person behind an id; a merged one leads to whom it was merged into."""
    person = look.get(Person, person_id)
    while person.merged_into_id is not None:
        person = look.get(Person, person.merged_into_id)
    return person


def tombstones_of(look: Look, person_id: int) -> list[int]:
    """Ids of the persons that were merged into this one, step by step."""
    found: list[int] = []
    new = [person_id]
    while new:
        query = select(Person.id).where(Person.merged_into_id.in_(new)).execution_options(**{SHIELD_OFF: True})
        new = list(look.session.execute(query).scalars())
        found += new
    return found


def note_look(work: Work, person_id: int, what: str) -> None:
    """Write down that the person at the desk saw this; the moment and the user stand in the row."""
    work.add(LooksSeen(at=work.now, user_id=work.who.user_id, person_id=person_id, what=what))


def seen_lately(look: Look, person_id: int, what: str) -> bool:
    """Whether the same user has the same look written down within the last hour."""
    query = (
        select(LooksSeen.id)
        .where(LooksSeen.person_id == person_id, LooksSeen.what == what)
        .where(LooksSeen.user_id == look.who.user_id, LooksSeen.at > look.now - SAME_LOOK)
        .limit(1)
    )
    return look.session.execute(query).first() is not None


def homes_kept_secret(look: Look, person_ids: list[int] | None = None) -> frozenset[int]:
    """Of these persons (or of all) those whose address must not stand in a list: protected, or living with one."""
    query = select(Person.id).where(Person.id.in_(protected_persons()) | Person.id.in_(shielded_persons()))
    if person_ids is not None:
        query = query.where(Person.id.in_(person_ids))
    return frozenset(look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())


def too_long(kind: type[Base], texts: Mapping[str, str]) -> Iterator[Control]:
    """A finding for every text that its column cannot hold."""
    for name, words in texts.items():
        column = getattr(kind, name).type
        if isinstance(column, String) and column.length and len(words) > column.length:
            what = msg("person.for_langt", antall=len(words), grense=column.length)
            yield finding(Kind.HARD, what, name)


def masked_numbers(look: Look, ids: Sequence[int]) -> dict[int, str]:
    """The number each person is known by, masked: fødselsnummer before D-nummer before DUF, the present one first."""
    row = PersonIdentifier
    query = select(row.person_id, row.scheme, row.value, row.to_date).where(row.person_id.in_(ids))
    order = list(Scheme)
    found = sorted(look.session.execute(query).all(), key=lambda r: (r.to_date is None, -order.index(r.scheme)))
    return {r.person_id: Identifier(r.scheme, r.value).mask() for r in found}
