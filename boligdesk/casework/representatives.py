"""Who may act for a person: verge, parent, fullmektig; what the mandate covers and whether they must sign (P2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from ..models.person import Person, Representative
from ..rules.messages import refuse
from ..rules.periods import years_between
from ..rules.rights import Right
from ..rules.vocabulary import RepresentativeKind
from .core.acts import Look, Work, reads, writes
from .core.person_records import too_long
from .core.stops import refuse_stops

OF_AGE = 18


@dataclass(frozen=True)
class RepresentativeInput:
    """What is said of a representative. `must_sign`: the mandate demands the signature under a lease."""

    kind: RepresentativeKind
    name: str
    contact: str = ""
    mandate: str = ""
    must_sign: bool = False
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True)
class RepresentativeRow:
    """A representative; `active` says whether the mandate holds today."""

    id: int
    version: int
    kind: RepresentativeKind
    name: str
    contact: str
    mandate: str
    must_sign: bool
    from_date: date | None
    to_date: date | None
    active: bool


@reads(Right.PERSON_READ)
def representatives(look: Look, person_id: int) -> tuple[RepresentativeRow, ...]:
    """All representatives of a person, those whose mandate holds today first."""
    query = select(Representative).where(Representative.person_id == person_id).order_by(Representative.id)
    rows = [_row(record, look.today) for record in look.session.execute(query).scalars()]
    return tuple(sorted(rows, key=lambda row: not row.active))


def _row(record: Representative, today: date) -> RepresentativeRow:
    begun = record.from_date is None or record.from_date <= today
    over = record.to_date is not None and record.to_date < today
    return RepresentativeRow(
        id=record.id,
        version=record.version,
        kind=record.kind,
        name=record.name,
        contact=record.contact,
        mandate=record.mandate,
        must_sign=record.must_sign,
        from_date=record.from_date,
        to_date=record.to_date,
        active=begun and not over,
    )


@writes(Right.PERSON_WRITE)
def add_representative(work: Work, person_id: int, given: RepresentativeInput) -> int:
    """Register who may act for a person. Returns its id."""
    _check(work, work.get(Person, person_id), given)
    return work.add(Representative(person_id=person_id, **_tidy(given))).id


@writes(Right.PERSON_WRITE)
def change_representative(work: Work, representative_id: int, version: int, given: RepresentativeInput) -> int:
    """Correct a representative. Returns the new version."""
    record = work.load(Representative, representative_id, version)
    _check(work, work.get(Person, record.person_id), given)
    for name, value in _tidy(given).items():
        setattr(record, name, value)
    work.session.flush()
    return record.version


@writes(Right.PERSON_WRITE)
def end_representative(work: Work, representative_id: int, version: int, last_day: date) -> None:
    """The last day of a mandate; leases signed under it keep their signatures."""
    record = work.load(Representative, representative_id, version)
    if record.from_date is not None and last_day < record.from_date:
        raise refuse("representant.til_for_fra")
    record.to_date = last_day


def _tidy(given: RepresentativeInput) -> dict[str, object]:
    return {name: value.strip() if type(value) is str else value for name, value in asdict(given).items()}


def _check(work: Work, person: Person, given: RepresentativeInput) -> None:
    if not given.name.strip():
        raise refuse("representant.navn_mangler")
    if given.kind is not RepresentativeKind.PARENT and not given.mandate.strip():
        raise refuse("representant.mandat_mangler")
    if given.to_date is not None and given.from_date is not None and given.to_date < given.from_date:
        raise refuse("representant.til_for_fra")
    if given.kind is RepresentativeKind.PARENT and _of_age(person, given.from_date or work.today):
        raise refuse("representant.forelder_for_voksen", navn=person.full_name)
    refuse_stops(too_long(Representative, {name: getattr(given, name) for name in ("name", "contact", "mandate")}))


def _of_age(person: Person, day: date) -> bool:
    return person.birth_date is not None and years_between(person.birth_date, day) >= OF_AGE
