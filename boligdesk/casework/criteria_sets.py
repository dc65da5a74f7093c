"""The office's criteria sets: copied from those that are shipped, changed, adopted by a leader, ended, and exchanged.

A key is one edition of the council's rules. What is adopted is never changed, only ended; a change is a copy under a
new key, so an old application stays under the rules that were valid for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..models.office import OfficeText
from ..rules.allocation.files import read_set, shipped_sets, shipped_texts, text_of
from ..rules.allocation.rewriting import with_days, with_name
from ..rules.allocation.sets import CriteriaSet
from ..rules.messages import refuse
from ..rules.os_reasons import os_reason
from ..rules.periods import ONE_DAY, Period
from ..rules.rights import Right
from .core.acts import Look, Work, reads, steps, writes
from .core.criteria_rows import KIND, CriteriaRow, adopted, newest, standing
from .core.desk import Desk

_KEY = re.compile(r"[a-z0-9æøå][a-z0-9æøå-]{1,39}")
_BEGINNING = date(1900, 1, 1)


class SetState(StrEnum):
    """How a set stands today."""

    SHIPPED = "shipped"
    DRAFT = "draft"
    COMING = "coming"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True)
class SetLine:
    """One set in the list. `number` is the office's version of it, 0 for a shipped one."""

    key: str
    number: int
    state: SetState
    criteria: CriteriaSet
    based_on: str = ""
    adopted_on: date | None = None
    adopted_by: str = ""

    @property
    def own(self) -> bool:
        """Whether it is the office's own."""
        return self.number > 0

    @property
    def editable(self) -> bool:
        """Whether its rules may be changed; what is adopted stays as it was."""
        return self.state is SetState.DRAFT


@dataclass(frozen=True)
class SetView:
    """A set opened: its line and its text as a file."""

    line: SetLine
    text: str


@reads(Right.OPEN)
def criteria_lines(look: Look) -> tuple[SetLine, ...]:
    """The office's own sets (in force first, then those to come, drafts and ended ones), then the shipped ones."""
    own = sorted((_line(row, look.today) for row in newest(look)), key=_place)
    return (*own, *(_shipped(key) for key in shipped_sets()))


def _place(line: SetLine) -> tuple[int, date]:
    order = (SetState.IN_FORCE, SetState.COMING, SetState.DRAFT, SetState.ENDED)
    return order.index(line.state), line.criteria.valid_from or date.max


@reads(Right.OPEN)
def criteria_view(look: Look, key: str) -> SetView:
    """One set with its text, the office's own where it has one of that name, else a shipped one."""
    row = standing(look, key)
    if row is not None:
        return SetView(_line(row, look.today), row.text)
    if key not in shipped_texts():
        raise refuse("kriteriesett.ukjent", nokkel=key)
    return SetView(_shipped(key), shipped_texts()[key])


def _shipped(key: str) -> SetLine:
    return SetLine(key, 0, SetState.SHIPPED, shipped_sets()[key])


def _line(row: CriteriaRow, today: date) -> SetLine:
    state = _state(row, today)
    return SetLine(row.key, row.number, state, row.criteria, row.based_on, row.adopted_on, row.adopted_by)


def _state(row: CriteriaRow, today: date) -> SetState:
    if not row.criteria.adopted:
        return SetState.DRAFT
    if row.criteria.valid_to and row.criteria.valid_to < today:
        return SetState.ENDED
    return SetState.COMING if row.criteria.valid_from and row.criteria.valid_from > today else SetState.IN_FORCE


@reads(Right.OPEN)
def office_set(look: Look, key: str) -> CriteriaSet | None:
    """The office's own set of a key, for what assesses outside the office (`boligdesk vurder --db`)."""
    row = standing(look, key)
    return row.criteria if row else None


@writes(Right.CRITERIA_WRITE)
def copy_set(work: Work, source: str, key: str, name: str) -> int:
    """Begin a set of one's own from another, shipped or own, under a new key and name. Returns the row's id."""
    origin = criteria_view.inner(work, source)
    if not name.strip():
        raise refuse("kriteriesett.navn_mangler")
    return _begin(work, key, with_name(origin.text, name.strip()), based_on=source)


@writes(Right.CRITERIA_WRITE)
def import_text(work: Work, key: str, text: str) -> int:
    """Take in a set that somebody else has written, as a draft; every fault is named with its line."""
    read_set(text, f"{key}.toml")
    return _begin(work, key, text, based_on="")


@steps(Right.CRITERIA_WRITE)
def import_file(desk: Desk, path: Path, key: str) -> int:
    """Take in a TOML file as a draft under a key."""
    return import_text(desk, key, text_of(path)).value


@steps(Right.OPEN)
def export_file(desk: Desk, key: str, path: Path) -> None:
    """Write a set as a TOML file that another office can read in. RefusedError when the place cannot be written."""
    text = criteria_view(desk, key).text
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise refuse("kriteriesett.kan_ikke_skrive", fil=str(path), grunn=os_reason(error)) from error


def _begin(work: Work, key: str, text: str, based_on: str) -> int:
    if not _KEY.fullmatch(key):
        raise refuse("kriteriesett.nokkel_form", nokkel=key)
    if key in shipped_sets() or standing(work, key):
        raise refuse("kriteriesett.nokkel_brukt", nokkel=key)
    return _keep(work, key, 1, text, based_on)


@writes(Right.CRITERIA_WRITE)
def save_set(work: Work, key: str, text: str, base_number: int) -> int:
    """Keep a changed draft as a new version. Returns its number.

    Refuses what cannot be read (with its lines), a set that is adopted, and an older version than a colleague's.
    """
    row = _draft(work, key, base_number)
    read_set(text, f"{key}.toml")
    _keep(work, key, row.number + 1, text, row.based_on)
    return row.number + 1


@reads(Right.OPEN)
def would_end(look: Look, key: str, valid_from: date) -> tuple[str, ...]:
    """Names of the sets that end the day before, when this one is adopted from a day."""
    return tuple(row.criteria.name for row in _overlapping(look, key, valid_from, _last_day(look, key)))


@writes(Right.CRITERIA_WRITE)
def adopt(work: Work, key: str, valid_from: date, base_number: int, confirmation: str = "") -> int:
    """Take a draft into use from a day: from now on vedtak rest on it. Returns the id of the adopted version.

    The set in force before it ends the day before. A set whose source is incomplete needs a text that says who
    answers for it all the same. Refuses a day within which another set begins.
    """
    row = _draft(work, key, base_number)
    if row.criteria.incomplete and not confirmation.strip():
        raise refuse("kriteriesett.ufullstendig", mangler=row.criteria.incomplete)
    last = row.criteria.valid_to
    if last and last < valid_from:
        raise refuse("kriteriesett.slutt_for_start", fra=valid_from, til=last)
    for other in _overlapping(work, key, valid_from, last):
        _end(work, other, valid_from - ONE_DAY)
    mark = {"on": work.today.isoformat(), "by": work.who.name, "confirmed": confirmation.strip()}
    work.reason(confirmation)
    return _keep(work, key, row.number + 1, with_days(row.text, valid_from, last), row.based_on, mark)


@writes(Right.CRITERIA_WRITE)
def end_set(work: Work, key: str, last_day: date, base_number: int) -> int:
    """Set the last day an adopted set is valid (inclusive). Returns the id of the new version."""
    row = _current(work, key, base_number)
    if not row.criteria.adopted:
        raise refuse("kriteriesett.ikke_tatt_i_bruk", navn=row.criteria.name)
    return _end(work, row, last_day)


def _end(work: Work, row: CriteriaRow, last_day: date) -> int:
    start = row.criteria.valid_from
    if start and last_day < start:
        raise refuse("kriteriesett.slutt_for_start", fra=start, til=last_day)
    mark = work.get(OfficeText, row.id).content["adopted"]
    return _keep(work, row.key, row.number + 1, with_days(row.text, start, last_day), row.based_on, mark)


def _overlapping(look: Look, key: str, valid_from: date, valid_to: date | None) -> list[CriteriaRow]:
    """The adopted sets that must end for this one to begin; one that begins within its time is refused."""
    time = Period(valid_from, valid_to)
    found = []
    for row in adopted(look):
        start = row.criteria.valid_from or _BEGINNING
        if row.key == key or not Period(start, row.criteria.valid_to).overlaps(time):
            continue
        if start >= valid_from:
            raise refuse("kriteriesett.overlapper", navn=row.criteria.name, fra=start)
        found.append(row)
    return found


def _last_day(look: Look, key: str) -> date | None:
    row = standing(look, key)
    return row.criteria.valid_to if row else None


def _draft(work: Work, key: str, base_number: int) -> CriteriaRow:
    row = _current(work, key, base_number)
    if row.criteria.adopted:
        raise refuse("kriteriesett.er_tatt_i_bruk", navn=row.criteria.name)
    return row


def _current(work: Work, key: str, base_number: int) -> CriteriaRow:
    row = standing(work, key)
    if row is None:
        raise refuse("kriteriesett.ukjent", nokkel=key)
    if row.number != base_number:
        raise refuse("kriteriesett.nyere_versjon", navn=row.criteria.name)
    return row


def _keep(work: Work, key: str, number: int, text: str, based_on: str, mark: Mapping[str, Any] | None = None) -> int:
    criteria = read_set(text, f"{key}.toml")
    row = OfficeText(
        kind=KIND,
        key=key,
        language=criteria.language,
        number=number,
        valid_from=criteria.valid_from or work.today,
        based_on=based_on,
        source=work.who.name,
        content={"toml": text, "adopted": mark},
        recorded_at=work.now,
        recorded_by=work.who.user_id,
    )
    return work.add(row).id
