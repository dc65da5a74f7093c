"""The office opened last on this PC: where the window and the commands start when nobody names one."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url

from ..database.engine import is_server_target
from .start import at_the_door

_SERVICE = "boligdesk-server"


@at_the_door
def remember(target: str) -> None:
    """Keep an office's address for next time; a server's password goes to the PC's credential store, never to a file.

    A PC where nothing can be kept is no reason to stop: it only has to be told the address again.
    """
    url = make_url(target) if is_server_target(target) else None
    place = url.set(password=None).render_as_string() if url else str(Path(target).absolute())
    with contextlib.suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps({"base": place}), encoding="utf-8")
    if url and url.password:
        _keep_password(place, url)


@at_the_door
def recall() -> str | None:
    """The address of the office opened last, with its password when it is a server; None when there is none."""
    try:
        place = str(json.loads(_file().read_text(encoding="utf-8"))["base"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not is_server_target(place):
        return place
    password = _password(place)
    return make_url(place).set(password=password).render_as_string(hide_password=False) if password else place


def _file() -> Path:
    return Path(platformdirs.user_config_dir("boligdesk", appauthor=False)) / "sist_apnet.json"


def _keep_password(place: str, url: URL) -> None:
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):
        keyring.set_password(_SERVICE, place, str(url.password))


def _password(place: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, place)
    except KeyringError:
        return None
