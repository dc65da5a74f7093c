"""Whose office and who sits at the desk: `--db`, `BOLIGDESK_DB` or the office opened last; `--bruker` or the job."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from ..casework import last_office, start
from ..casework.core.desk import Desk
from ..rules.messages import refuse

#: Under this name passwords of users lie in the PC's credential store (Windows Credential Manager, keyring).
KEYRING_SERVICE = "boligdesk"


def target_of(arguments: Namespace) -> str:
    """The address of the office; refused when nobody says which."""
    target = arguments.db or os.environ.get("BOLIGDESK_DB") or last_office.recall()
    if not target:
        raise refuse("kommando.uten_base")
    return str(target)


@contextmanager
def at_desk(arguments: Namespace) -> Iterator[Desk]:
    """The open office with the user of `--bruker`, else the scheduled job, which never sees protected persons.

    An office without users accepts anybody.
    """
    store = start.open_office(target_of(arguments))
    try:
        if arguments.bruker:
            yield start.login(store, arguments.bruker, password_of(arguments))
        elif start.office_card(store).has_users:
            yield start.scheduled_desk(store)
        else:
            yield start.enter_without_login(store)
    finally:
        store.close()


def password_of(arguments: Namespace) -> str:
    """The password from standard input (`--passord-stdin`), else from the PC's credential store."""
    if arguments.passord_stdin:
        return read_secret()
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(KEYRING_SERVICE, arguments.bruker)
    except KeyringError:
        kept = None
    if kept is None:
        raise refuse("kommando.uten_passord", bruker=arguments.bruker)
    return kept


def read_secret() -> str:
    """One line from standard input, without its end; what comes after it is left for the command to read."""
    stream = getattr(sys.stdin, "buffer", None)
    line = str(stream.readline(), sys.stdin.encoding) if stream else sys.stdin.readline()
    return line.rstrip("\r\n")
