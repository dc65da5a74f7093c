"""Two cards of one person become one (E6): everything moves, the other stays as a tombstone, and it can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ..models.audit import ActLog, AuditEntry
from ..models.base import Keyed
from ..models.person import HouseholdMember, Person, PersonIdentifier
from ..rules.findings import finding
from ..rules.identifiers import Scheme
from ..rules.messages import Control, Kind, msg, refuse
from ..rules.person_keys import name_keys
from ..rules.rights import Right
from ..rules.vocabulary import HouseholdRole, Protection
from .core.accounts import mark_estate
from .core.acts import Look, Work, reads, writes
from .core.audit import plain
from .core.json_values import fields_from_json
from .core.memberships import period_of
from .core.person_checks import stop_for
from .core.person_links import LINKS, count_links, repoint
from .core.protection import SHIELD_OFF

#: Fields that somebody chooses between; protection is not one: the stricter always stands.
FIELDS = (
    "last_name",
    "first_name",
    "birth_date",
    "died_on",
    "language",
    "letter_language",
    "interpreter",
    "note",
)
_STRICTNESS = (Protection.NONE, Protection.CONFIDENTIAL, Protection.STRICT)


@dataclass(frozen=True)
class MergeField:
    """One field of both persons, to choose from; `proposed` is the kept one's unless it is empty."""

    name: str
    kept: object
    gone: object

    @property
    def proposed(self) -> object:
        """What stands unless somebody chooses."""
        return self.kept if self.kept not in (None, "", False) else self.gone


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do: the fields that differ, how many rows of each table move, what speaks against it."""

    kept_id: int
    kept_version: int
    gone_id: int
    gone_version: int
    fields: tuple[MergeField, ...]
    moves: Mapping[str, int]
    controls: tuple[Control, ...]


@reads(Right.PERSON_MERGE)
def merge_preview(look: Look, kept_id: int, gone_id: int) -> MergePreview:
    """Look at two persons side by side before merging them."""
    kept, gone = _both(look, kept_id, gone_id)
    pairs = [MergeField(name, getattr(kept, name), getattr(gone, name)) for name in FIELDS]
    return MergePreview(
        kept.id,
        kept.version,
        gone.id,
        gone.version,
        tuple(pair for pair in pairs if pair.kept != pair.gone),
        count_links(look, gone.id),
        tuple(_doubts(look, kept, gone)),
    )


def _both(look: Look, kept_id: int, gone_id: int) -> tuple[Person, Person]:
    if kept_id == gone_id:
        raise refuse("sammen.samme_person")
    both = look.get(Person, kept_id), look.get(Person, gone_id)
    for person in both:
        if person.merged_into_id is not None:
            raise refuse("sammen.er_alt", navn=person.full_name)
    return both


def _doubts(look: Look, kept: Person, gone: Person) -> Iterator[Control]:
    if kept.birth_date and gone.birth_date and kept.birth_date != gone.birth_date:
        what = msg("sammen.ulik_fodselsdato", en=kept.birth_date, annen=gone.birth_date)
        yield finding(Kind.SOFT, what, "birth_date")
    if _births(look, kept.id) and _births(look, gone.id):
        yield finding(Kind.SOFT, msg("sammen.ulike_nummer"), "number")
    if _homes(look, kept.id) & _homes(look, gone.id):
        yield finding(Kind.SOFT, msg("sammen.samme_husstand"), "household")


def _births(look: Look, person_id: int) -> list[str]:
    row = PersonIdentifier
    query = select(row.value).where(row.person_id == person_id, row.scheme == Scheme.NO_FNR, row.to_date.is_(None))
    return list(look.session.execute(query).scalars())


def _homes(look: Look, person_id: int) -> set[int]:
    query = select(HouseholdMember.household_id).where(HouseholdMember.person_id == person_id)
    return set(look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())


@writes(Right.PERSON_MERGE)
def merge(
    work: Work,
    kept_id: int,
    kept_version: int,
    gone_id: int,
    gone_version: int,
    values: Mapping[str, Any],
    reasons: Mapping[str, str],
) -> int:
    """Make two persons one; `values` are the fields as chosen (others stay the kept one's). Returns the kept id.

    Every row that pointed at the other points at the kept one; its card stays as a tombstone that leads here. The
    stricter address protection stands for both. Refuses while the two live in two homes at once.
    """
    _both(work, kept_id, gone_id)
    kept, gone = work.load(Person, kept_id, kept_version), work.load(Person, gone_id, gone_version)
    stop_for(work, _doubts(work, kept, gone), reasons)
    _refuse_two_homes(work, kept_id, gone_id)
    _choose(kept, values)
    kept.protection = gone.protection = max(kept.protection, gone.protection, key=_STRICTNESS.index)
    repoint(work, gone.id, kept.id)
    mark_estate(work, kept)
    gone.merged_into_id = kept.id
    return kept.id


def _choose(kept: Person, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in FIELDS:
            raise refuse("sammen.felt", felt=name)
        setattr(kept, name, value)
    sort, search = name_keys(kept.last_name, kept.first_name)
    kept.sort_key, kept.search_key = sort[:200], search[:200]


def _refuse_two_homes(work: Work, kept_id: int, gone_id: int) -> None:
    here, there = (_memberships(work, person_id) for person_id in (kept_id, gone_id))
    for one in here:
        for other in there:
            apart = one.household_id != other.household_id and {one.role, other.role} != {HouseholdRole.CHILD_SHARED}
            if apart and period_of(one.from_date, one.to_date).overlaps(period_of(other.from_date, other.to_date)):
                raise refuse("sammen.to_hjem")


def _memberships(work: Work, person_id: int) -> list[HouseholdMember]:
    query = select(HouseholdMember).where(HouseholdMember.person_id == person_id)
    return list(work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())


@dataclass(frozen=True)
class Unmerged:
    """A merge taken back. `kept_rows` counts what somebody has changed since: it stays with the kept person."""

    person_id: int
    kept_rows: int


@writes(Right.PERSON_MERGE)
def unmerge(work: Work, gone_id: int, reason: str = "") -> Unmerged:
    """Take a merge back from the audit: rows return to the other person unless they have been changed since.

    What was registered on the kept person after the merge stays there; protection is not lifted by this.
    """
    gone = work.get(Person, gone_id)
    if gone.merged_into_id is None:
        raise refuse("sammen.ikke_slatt_sammen")
    work.reason(reason.strip())
    act_id = _merge_act(work, gone)
    query = select(AuditEntry).where(AuditEntry.act_id == act_id).order_by(AuditEntry.id.desc())
    entries = work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars().all()
    undone = [_put_back(work, entry) for entry in entries]
    work.ledger.act.undoes_id = act_id
    return Unmerged(gone.id, undone.count(False))


def _merge_act(work: Work, gone: Person) -> int:
    query = (
        select(AuditEntry)
        .join(ActLog, ActLog.id == AuditEntry.act_id)
        .where(AuditEntry.entity == "person", AuditEntry.entity_id == gone.id, AuditEntry.kind == "update")
        .order_by(AuditEntry.id.desc())
    )
    entries = work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars()
    return next(entry.act_id for entry in entries if entry.after.get("merged_into_id") == gone.merged_into_id)


_KINDS: dict[str, type[Keyed]] = {"person": Person} | {link.kind.__tablename__: link.kind for link in LINKS}


def _put_back(work: Work, entry: AuditEntry) -> bool:
    """Give a row its fields from before the merge; False when somebody has changed one of them since."""
    kind = _KINDS[entry.entity]
    before = {name: value for name, value in entry.before.items() if name != "protection"}
    if entry.kind == "delete":
        work.add(kind(id=entry.entity_id, **fields_from_json(kind, before)))
        return True
    query = select(kind).where(kind.id == entry.entity_id)
    record = work.session.execute(query, execution_options={SHIELD_OFF: True}).scalar_one_or_none()
    if record is None or any(plain(getattr(record, name)) != entry.after[name] for name in before):
        return False
    for name, value in fields_from_json(kind, before).items():
        setattr(record, name, value)
    work.session.flush()
    return True
