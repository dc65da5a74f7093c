"""Looking after the base: its state, safety copies, bringing one back, and the check of everything in it (E12)."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import platformdirs
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ..database import rotation
from ..database.dump import dump
from ..database.engine import Storage, is_server_target
from ..database.health import check_store
from ..database.migrate import copy_place
from ..database.restore import restore
from ..models.office import Office, Setting
from ..models.person import Person
from ..models.stock import Dwelling
from ..models.tenancy import Tenancy
from ..rules.messages import Message, RefusedError
from ..rules.rights import Right
from .core.acts import Look, Work, reads, steps, writes
from .core.desk import Desk, office_today
from .core.invariants import broken_invariants
from .core.protection import SHIELD_OFF
from .start import at_the_door

_LAST_COPY = "sist_sikkerhetskopi"


@dataclass(frozen=True)
class OfficeState:
    """The base in a few figures. Counts include protected persons and ended tenancies; nobody is named."""

    dwellings: int
    persons: int
    tenancies: int
    schema: str
    storage: Storage
    last_copy: datetime | None


@dataclass(frozen=True)
class SafetyCopy:
    """A safety copy that was made: `noted` is False when the base could not be told of it (read-only)."""

    path: Path
    rows: int
    documents: int
    damaged: tuple[str, ...]
    removed: tuple[Path, ...]
    noted: bool


@dataclass(frozen=True)
class Restored:
    """An office that was brought back from a safety copy."""

    office: str
    rows: int
    documents: int
    missing_documents: tuple[str, ...]


@reads(Right.OPEN)
def office_state(look: Look) -> OfficeState:
    """How many records there are, which schema, where they lie and when they were last copied."""
    office = look.session.get_one(Office, 1)
    saved = look.session.execute(select(Setting.value).where(Setting.key == _LAST_COPY)).scalar_one_or_none()
    return OfficeState(
        dwellings=_count(look, Dwelling.id),
        persons=_count(look, Person.id, Person.merged_into_id.is_(None)),
        tenancies=_count(look, Tenancy.id, Tenancy.voided_at.is_(None)),
        schema=f"{office.schema_major}.{office.schema_minor}",
        storage=look.desk.store.storage,
        last_copy=datetime.fromisoformat(saved) if saved else None,
    )


def _count(look: Look, column: InstrumentedAttribute[int], *conditions: ColumnElement[bool]) -> int:
    query = select(func.count(column)).where(*conditions)
    return look.session.execute(query, execution_options={SHIELD_OFF: True}).scalar_one()


@steps(Right.MAINTENANCE)
def back_up(desk: Desk, target: Path) -> SafetyCopy:
    """Make a safety copy in the file `target`; in a folder, one of today, and those out of rotation are removed."""
    in_folder = target.is_dir()
    path = target / rotation.copy_name(desk.today) if in_folder else target
    made = dump(desk.store, path, desk.now)
    removed = rotation.prune(target) if in_folder else []
    return SafetyCopy(path, made.rows, len(made.documents), made.damaged, tuple(removed), _told(desk))


def _told(desk: Desk) -> bool:
    try:
        _note_copy(desk, desk.now)
    except RefusedError:
        return False
    return True


@writes(Right.MAINTENANCE)
def _note_copy(work: Work, at: datetime) -> None:
    setting = work.session.execute(select(Setting).where(Setting.key == _LAST_COPY)).scalar_one_or_none()
    if setting is None:
        work.add(Setting(key=_LAST_COPY, value=at.isoformat()))
    else:
        setting.value = at.isoformat()


@at_the_door
def upgrade_copy_place(target: str) -> Path:
    """Where the safety copy before an upgrade goes: beside a file base, a server's on this PC."""
    if not is_server_target(target):
        return copy_place(Path(target).absolute())
    folder = Path(platformdirs.user_data_dir("boligdesk", appauthor=False)) / "sikkerhetskopier"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"for-oppgradering-{office_today().isoformat()}.zip"


@at_the_door
def bring_back(copy: Path, target: str | Path, storage: Storage | None = None) -> Restored:
    """Make an office at an empty place from a safety copy, whichever engine it was made on."""
    found = restore(copy, target, storage)
    return Restored(found.office, found.rows, len(found.documents), found.damaged)


@steps(Right.MAINTENANCE)
def move_office(desk: Desk, target: str | Path, storage: Storage | None = None) -> Restored:
    """Copy the whole office to another place (a shared file to PostgreSQL, or back). The old base stays as it is."""
    with tempfile.TemporaryDirectory(prefix="boligdesk-") as folder:
        path = Path(folder) / "flytting.zip"
        dump(desk.store, path, desk.now)
        return bring_back(path, target, storage)


@steps(Right.MAINTENANCE)
def check_everything(desk: Desk) -> tuple[Message, ...]:
    """Integrity of the store and the truths about its rows; an empty tuple when all is well."""
    try:
        return (*check_store(desk.store), *_broken(desk))
    except RefusedError as error:
        return (error.fault.what,)


@reads(Right.MAINTENANCE)
def _broken(look: Look) -> list[Message]:
    return list(broken_invariants(look))
