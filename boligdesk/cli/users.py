"""Who may start the program: list them, let somebody in."""

from __future__ import annotations

from argparse import Namespace

from ..casework.users import UserInput, add_user
from ..casework.users import users as all_users
from ..rules.vocabulary import Role
from ..texts import enum_text, text
from .answer import Answer, aligned
from .desk import at_desk, read_secret

#: Role as the command line names it.
ROLES = {
    "leder": Role.LEADER,
    "saksbehandler": Role.CASEWORKER,
    "bo-oppfolger": Role.FOLLOW_UP,
    "skranke": Role.COUNTER,
    "lese": Role.READER,
}
_NAMES = {role: name for name, role in ROLES.items()}


def listed(arguments: Namespace) -> Answer:
    """`bruker liste`: all users, never their passwords."""
    with at_desk(arguments) as desk:
        rows = all_users(desk)
    data = [{"kortnavn": r.login, "navn": r.name, "rolle": _NAMES.get(r.role, ""), "aktiv": r.active} for r in rows]
    headings = [text("kommando.bruker.kortnavn"), text("kommando.bruker.navn"), text("kommando.bruker.rolle")]
    lines = aligned(headings, [[row.login, row.name, enum_text(row.role)] for row in rows])
    return Answer({"brukere": data}, lines)


def new(arguments: Namespace) -> Answer:
    """`bruker ny`: the new user's password is the last line of standard input (after one's own, if that is there)."""
    with at_desk(arguments) as desk:
        given = UserInput(login=arguments.kortnavn, name=arguments.navn, role=ROLES[arguments.rolle])
        user_id = add_user(desk, given, read_secret()).value
    line = text("kommando.bruker.laget", navn=arguments.navn)
    return Answer({"id": user_id, "kortnavn": arguments.kortnavn.strip().lower()}, [line])
