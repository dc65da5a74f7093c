"""Who may start the program and what each role may do. The last leader can never be locked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from ..models.office import RoleRight, User
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import Role
from . import start
from .core.acts import Look, Work, reads, writes

#: What a leader always keeps, so that somebody can mend the table of rights.
KEPT_BY_LEADER = frozenset({Right.OPEN, Right.USER_WRITE, Right.SETTINGS_WRITE})


@dataclass(frozen=True)
class UserInput:
    """What is said of a user; `deputy_id` covers when they are away."""

    login: str
    name: str
    role: Role
    email: str = ""
    deputy_id: int | None = None


@dataclass(frozen=True)
class UserRow:
    """A user as the list shows them; never the password."""

    id: int
    version: int
    login: str
    name: str
    role: Role
    email: str
    deputy_id: int | None
    active: bool
    locked: bool


@dataclass(frozen=True)
class Colleague:
    """A user as choices of owner and deputy show them."""

    id: int
    name: str


@reads(Right.USER_WRITE)
def users(look: Look) -> tuple[UserRow, ...]:
    """All users, the active first."""
    rows = look.session.execute(select(User).order_by(User.active.desc(), User.name, User.id)).scalars()
    return tuple(_row(user, look) for user in rows)


def _row(user: User, look: Look) -> UserRow:
    locked = user.locked_until is not None and user.locked_until > look.now
    return UserRow(
        user.id, user.version, user.login, user.name, user.role, user.email, user.deputy_id, user.active, locked
    )


@reads(Right.OPEN)
def colleagues(look: Look) -> tuple[Colleague, ...]:
    """Those to whom a task can be given."""
    query = select(User.id, User.name).where(User.active).order_by(User.name, User.id)
    return tuple(Colleague(*row) for row in look.session.execute(query))


@writes(Right.USER_WRITE)
def add_user(work: Work, given: UserInput, password: str) -> int:
    """Let somebody in with a name and a first password. The first user of an office must be a leader."""
    others = work.session.execute(select(User.id).where(User.active).limit(1)).first()
    if others is None and given.role is not Role.LEADER:
        raise refuse("bruker.forste_er_leder")
    user = User(active=True, failed_logins=0, password_hash=start.hash_password(work.session, password))
    _fill(work, user, given)
    return work.add(user).id


@writes(Right.USER_WRITE)
def change_user(work: Work, user_id: int, version: int, given: UserInput) -> int:
    """Change name, role, e-mail or deputy. Returns the new version."""
    user = work.load(User, user_id, version)
    if user.role is Role.LEADER and given.role is not Role.LEADER:
        _keep_a_leader(work, user)
    _fill(work, user, given)
    work.session.flush()
    return user.version


def _fill(work: Work, user: User, given: UserInput) -> None:
    login = given.login.strip().lower()
    if not login or not given.name.strip():
        raise refuse("bruker.navn_mangler")
    if given.role is Role.SCHEDULED:
        raise refuse("bruker.planlagt_er_ingen")
    with work.session.no_autoflush:
        taken = work.session.execute(select(User.id).where(User.login == login)).scalars().all()
    if any(other != user.id for other in taken):
        raise refuse("lager.bruker_finnes")
    if given.deputy_id is not None and given.deputy_id == user.id:
        raise refuse("bruker.egen_vikar")
    user.login, user.name, user.role = login, given.name.strip(), given.role
    user.email, user.deputy_id = given.email.strip(), given.deputy_id


@writes(Right.USER_WRITE)
def set_password(work: Work, user_id: int, password: str) -> None:
    """Give a user a new password and open a locked name."""
    user = work.get(User, user_id)
    user.password_hash = start.hash_password(work.session, password)
    user.failed_logins, user.locked_until = 0, None


@writes(Right.OPEN)
def change_own_password(work: Work, old: str, new: str) -> None:
    """Change one's own password; the old one must be right."""
    user = work.get(User, work.who.user_id or 0)
    if not start.password_fits(work.session, user.password_hash or "", old):
        raise refuse("bruker.feil_gammelt")
    user.password_hash = start.hash_password(work.session, new)


@writes(Right.USER_WRITE)
def deactivate_user(work: Work, user_id: int, version: int) -> None:
    """Somebody has left: they cannot log in any more; their name stays on what they did."""
    user = work.load(User, user_id, version)
    if user.role is Role.LEADER:
        _keep_a_leader(work, user)
    user.active = False


@writes(Right.USER_WRITE)
def reactivate_user(work: Work, user_id: int, version: int) -> None:
    """Somebody is back."""
    work.load(User, user_id, version).active = True


def _keep_a_leader(work: Work, leaving: User) -> None:
    query = select(User.id).where(
        User.role == Role.LEADER, User.active, User.password_hash.is_not(None), User.id != leaving.id
    )
    if work.session.execute(query.limit(1)).first() is None:
        raise refuse("bruker.siste_leder", navn=leaving.name)


@reads(Right.USER_WRITE)
def rights_table(look: Look) -> Mapping[Role, frozenset[Right]]:
    """The office's table role × right."""
    return {role: start.rights_of(look.desk.store, role) for role in Role}


@writes(Right.USER_WRITE)
def set_right(work: Work, role: Role, right: Right, *, given: bool) -> None:
    """Set one cell. Leaders keep what they need to mend the table; a job without a person sees nobody protected."""
    if role is Role.LEADER and right in KEPT_BY_LEADER and not given:
        raise refuse("bruker.leder_beholder")
    if role is Role.SCHEDULED and right is Right.PROTECTED and given:
        raise refuse("bruker.jobb_ser_ikke")
    query = select(RoleRight).where(RoleRight.role == role, RoleRight.right_code == right.value)
    cell = work.session.execute(query).scalar_one_or_none()
    if given and cell is None:
        work.add(RoleRight(role=role, right_code=right.value))
    elif not given and cell is not None:
        work.session.delete(cell)
