"""The office's own criteria sets as they are kept: immutable versions of TOML text, and which one stands when (E19).

One key is one edition of the council's rules. It is edited until a leader adopts it; after that only its last day can
be set, so an old application stays under the rules that were valid for it. New rules are a new key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import func, select

from ...models.office import OfficeText
from ...rules.allocation.files import read_set
from ...rules.allocation.sets import CriteriaSet, valid_set
from ...rules.messages import refuse
from .acts import Look

#: The kind of `office_text` that holds criteria sets.
KIND = "criteria"


@dataclass(frozen=True)
class CriteriaRow:
    """One stored version. `criteria.adopted` tells whether a vedtak may rest on it; `adopted_by` is a name."""

    id: int
    key: str
    number: int
    criteria: CriteriaSet
    text: str = ""
    based_on: str = ""
    adopted_on: date | None = None
    adopted_by: str = ""


def newest(look: Look) -> tuple[CriteriaRow, ...]:
    """The version of each key that stands, in order of key."""
    last = select(func.max(OfficeText.id)).where(OfficeText.kind == KIND).group_by(OfficeText.key)
    query = select(OfficeText).where(OfficeText.id.in_(last)).order_by(OfficeText.key)
    return tuple(_row(found) for found in look.session.execute(query).scalars())


def adopted(look: Look) -> tuple[CriteriaRow, ...]:
    """The sets that vedtak may rest on, those that have ended too."""
    return tuple(row for row in newest(look) if row.criteria.adopted)


def standing(look: Look, key: str) -> CriteriaRow | None:
    """The version of a key that stands, None when the office has none of that name."""
    query = select(OfficeText).where(OfficeText.kind == KIND, OfficeText.key == key).order_by(OfficeText.id.desc())
    found = look.session.execute(query.limit(1)).scalar_one_or_none()
    return _row(found) if found else None


def criteria_of(look: Look, set_id: int) -> CriteriaRow:
    """Exactly the version of that id, as an assessment or a vedtak keeps it."""
    found = look.get(OfficeText, set_id)
    if found.kind != KIND:
        raise refuse("sak.finnes_ikke")
    return _row(found)


def criteria_for(look: Look, received: date, decided: date) -> CriteriaRow:
    """The adopted set an application stands under. RefusedError when there is none, or more than one."""
    return chosen(adopted(look), received, decided)


def chosen(rows: Iterable[CriteriaRow], received: date, decided: date) -> CriteriaRow:
    """`criteria_for` among sets that are already read, for a whole queue."""
    usable = [row for row in rows if row.criteria.adopted]
    if not usable:
        raise refuse("kriteriesett.ingen_tatt_i_bruk")
    found = valid_set([row.criteria for row in usable], received, decided)
    return next(row for row in usable if row.criteria is found)


def _row(found: OfficeText) -> CriteriaRow:
    text, mark = str(found.content["toml"]), found.content.get("adopted")
    return CriteriaRow(
        found.id,
        found.key,
        found.number,
        _read(text, found.key, adopted=mark is not None),
        text,
        found.based_on,
        date.fromisoformat(mark["on"]) if mark else None,
        str(mark["by"]) if mark else "",
    )


@lru_cache(maxsize=64)
def _read(text: str, key: str, *, adopted: bool) -> CriteriaSet:
    """A stored text never changes, so each is read once."""
    return replace(read_set(text, f"{key}.toml"), adopted=adopted)
