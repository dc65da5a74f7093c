"""Before anybody sits at the desk: making an office, opening it, bringing its schema up, logging in (E9)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..database import migrate as migration
from ..database.engine import Storage, Store, is_server_target, open_store, shown_place
from ..database.schema import SCHEMA_MAJOR, SCHEMA_MINOR, SchemaInfo, SchemaState, inspect_schema, require_current
from ..models.office import Office, RoleRight, Setting, User
from ..rules.messages import Message, msg, refuse
from ..rules.rights import SHIPPED, Right
from ..rules.vocabulary import Role
from .core.acts import begin, finish
from .core.desk import Desk, Who, now_utc, pc_clock
from .core.presence import who_is_in

F = TypeVar("F", bound=Callable[..., object])

MAX_FAILED = 5
CLOCK_SECONDS = 120
LOCK_MINUTES = 5


def at_the_door(function: F) -> F:
    """Mark a public function that is used before anybody has logged in, and so needs no right."""
    function.at_the_door = True  # type: ignore[attr-defined]
    return function


@dataclass(frozen=True)
class OfficeCard:
    """What may be known of an office before login."""

    name: str
    training: bool
    has_users: bool
    database_uuid: str


SYSTEM = Who(None, "Boligdesk", "", Role.LEADER, frozenset(Right))


@at_the_door
def create_office(
    target: str | Path, name: str, *, training: bool = False, storage: Storage | None = None, **facts: str
) -> Store:
    """Make a new, empty office at a path or PostgreSQL URL; refuses when something is there already.

    `facts` are further columns of the office card (unit, org_number, address …).
    """
    text = str(target)
    if not is_server_target(text) and Path(text).exists():
        raise refuse("lager.finnes_fra_for", sted=shown_place(text))
    store = open_store(target, storage)
    if inspect_schema(store).state is not SchemaState.EMPTY:
        store.close()
        raise refuse("lager.finnes_fra_for", sted=shown_place(text))
    migration.migrate(store)
    found_office(store, name, training=training, **facts)
    return store


@at_the_door
def found_office(store: Store, name: str, *, training: bool = False, **facts: str) -> None:
    """Write the office's own row and its table of rights into a migrated, empty store."""
    desk = Desk(store, SYSTEM)
    with store.writing() as session:
        work = begin(session, desk, "start.create_office")
        session.add(_new_office(name, training, facts))
        for role, rights in SHIPPED.items():
            session.add_all(RoleRight(role=role, right_code=r.value) for r in sorted(rights))
        finish(work)


def _new_office(name: str, training: bool, facts: dict[str, str]) -> Office:
    return Office(
        id=1,
        office_uuid=str(uuid.uuid4()),
        database_uuid=str(uuid.uuid4()),
        draft_secret=secrets.token_hex(32),
        schema_major=SCHEMA_MAJOR,
        schema_minor=SCHEMA_MINOR,
        country="NO",
        currency="NOK",
        training=training,
        name=name,
        **facts,
    )


@at_the_door
def open_office(target: str | Path, storage: Storage | None = None) -> Store:
    """Open an office that is there; refuses a missing file, a foreign base and one that waits for an upgrade."""
    text = str(target)
    if not is_server_target(text) and not Path(text).exists():
        raise refuse("lager.finnes_ikke", sted=shown_place(text))
    store = open_store(target, storage)
    try:
        require_current(store)
    except BaseException:
        store.close()
        raise
    return store


@at_the_door
def schema_of(target: str | Path) -> SchemaInfo:
    """What schema a base has, without touching it."""
    store = open_store(target)
    try:
        return inspect_schema(store)
    finally:
        store.close()


@at_the_door
def people_in(target: str | Path) -> tuple[str, ...]:
    """Names of those who work in a base now, also in one that waits for its upgrade: they must close it first (E12)."""
    store = open_store(target)
    try:
        return who_is_in(store)
    finally:
        store.close()


@at_the_door
def upgrade(target: str | Path, storage: Storage | None = None, *, backup: Path | None = None) -> bool:
    """Bring an office up to this program's schema after a safety copy; True when anything was done."""
    text = str(target)
    if not is_server_target(text) and not Path(text).exists():
        raise refuse("lager.finnes_ikke", sted=shown_place(text))
    store = open_store(target, storage)
    try:
        if inspect_schema(store).state is SchemaState.EMPTY:
            raise refuse("lager.tom_base")
        return migration.migrate(store, backup=backup)
    finally:
        store.close()


@at_the_door
def office_card(store: Store) -> OfficeCard:
    """The office's name, whether it is for training, and whether somebody must log in."""
    with store.reading() as session:
        office = session.get_one(Office, 1)
        users = session.execute(select(func.count()).select_from(User).where(User.active)).scalar_one()
        return OfficeCard(office.name, office.training, users > 0, office.database_uuid)


@at_the_door
def clock_warning(store: Store) -> Message | None:
    """On a server: the sentence when this PC's clock is more than two minutes off; order never depends on it (E5)."""
    if store.is_file:
        return None
    with store.reading() as session:
        server = session.execute(select(func.clock_timestamp())).scalar_one()
    apart = abs((pc_clock() - server).total_seconds())
    return msg("lager.klokken_gar_feil", minutter=round(apart / 60)) if apart > CLOCK_SECONDS else None


@at_the_door
def login(store: Store, user_login: str, password: str) -> Desk:
    """Sit down at the desk with name and password; wrong ones are counted, five lock the name for five minutes."""
    with store.reading() as session:
        user = _one_user(session, select(User).where(User.login == user_login.strip().lower()))
        cost = _cost(session)
    if user is None or not user.active or user.password_hash is None:
        raise refuse("tilgang.feil_passord")
    if user.locked_until and user.locked_until > now_utc():
        raise refuse("tilgang.sperret", minutter=LOCK_MINUTES)
    right = _verified(user.password_hash, password, cost)
    if not right or user.failed_logins:
        _count_login(store, user.id, right)
    if not right:
        raise refuse("tilgang.feil_passord")
    return Desk(store, _who(store, user))


def _one_user(session: Session, query: Select[User]) -> User | None:
    """The first user of a question, loose from the session whose end would empty it."""
    user = session.execute(query.limit(1)).scalars().first()
    if user is not None:
        session.expunge(user)
    return user


def _count_login(store: Store, user_id: int, right: bool) -> None:
    with store.writing() as session:
        user = session.get_one(User, user_id)
        user.failed_logins = 0 if right else user.failed_logins + 1
        if user.failed_logins >= MAX_FAILED:
            user.failed_logins = 0
            user.locked_until = now_utc() + timedelta(minutes=LOCK_MINUTES)


def _who(store: Store, user: User) -> Who:
    return Who(user.id, user.name, user.login, user.role, rights_of(store, user.role))


@at_the_door
def rights_of(store: Store, role: Role) -> frozenset[Right]:
    """What a role may do in this office, from its own table."""
    with store.reading() as session:
        rows = session.execute(select(RoleRight.right_code).where(RoleRight.role == role)).scalars().all()
    known = {r.value for r in Right}
    return frozenset(Right(code) for code in rows if code in known)


@at_the_door
def enter_without_login(store: Store, role: Role = Role.LEADER) -> Desk:
    """Sit down without a password: in the training office as any role, and where nobody is registered yet."""
    card = office_card(store)
    if not card.training and card.has_users:
        raise refuse("tilgang.maa_logge_inn")
    if not card.training:
        role = Role.LEADER
    with store.reading() as session:
        user = _one_user(session, select(User).where(User.role == role, User.active).order_by(User.id))
    if user is not None:
        return Desk(store, _who(store, user))
    return Desk(store, Who(None, "", "", role, rights_of(store, role)))


@at_the_door
def scheduled_desk(store: Store) -> Desk:
    """The desk of a job without a person: does the day's work, never sees protected persons."""
    rights = rights_of(store, Role.SCHEDULED) - {Right.PROTECTED}
    return Desk(store, Who(None, "planlagt jobb", "", Role.SCHEDULED, rights))


@at_the_door
def hash_password(session: Session, password: str) -> str:
    """Argon2 hash at the cost the office has set; refuses a password shorter than ten characters."""
    if len(password) < 10:
        raise refuse("tilgang.kort_passord", lengde=10)
    from argon2 import PasswordHasher

    return PasswordHasher(**_cost(session)).hash(password)


@at_the_door
def password_fits(session: Session, stored: str, password: str) -> bool:
    """Whether a typed password is the one behind a stored hash (for changing one's own)."""
    return _verified(stored, password, _cost(session))


def _verified(stored: str, password: str, cost: dict[str, Any]) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher(**cost).verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False


def _cost(session: Session) -> dict[str, Any]:
    row = session.execute(select(Setting.value).where(Setting.key == "argon2")).scalar_one_or_none()
    return {str(k): int(v) for k, v in row.items()} if isinstance(row, dict) else {}
