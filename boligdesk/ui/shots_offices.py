"""The offices that are photographed: the sample office, an empty one, and one that asks who one is."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from ..rules.vocabulary import Role

SAMPLE, EMPTY, LOGIN = "eksempel", "tomt", "innlogging"
_NAME = "Fjordvik kommune"
_FACTS: dict[str, Any] = {
    "unit": "Boligkontoret",
    "org_number": "900000000",
    "address": "Rådhusgata 1",
    "postcode": "9990",
    "city": "Fjordvik",
    "account_number": "12345678903",
}


class Offices:
    """Makes each office when it is first asked for, in `folder`; the sample may be a copy of one that is there."""

    def __init__(self, folder: Path, sample: Path | None = None) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {SAMPLE: _copied(sample, folder)} if sample else {}

    def place(self, name: str) -> Path:
        """Where an office lies; it is made in a thread of its own, as the window's thread never asks the store."""
        if name not in self._made:
            place = self._folder / f"{name}.boligdesk"
            with ThreadPoolExecutor(1) as thread:
                thread.submit(partial(_MAKERS[name], place)).result()
            self._made[name] = place
        return self._made[name]


def _copied(sample: Path, folder: Path) -> Path:
    """The office and its documents; what is done on the stage is not done to it."""
    papers = sample.with_suffix(".dokumenter")
    if papers.is_dir():
        shutil.copytree(papers, folder / papers.name)
    return shutil.copyfile(sample, folder / sample.name)


def _make_sample(place: Path) -> None:
    from ..casework import demo

    demo.make_sample(place)


def _make_empty(place: Path) -> None:
    from ..casework import start

    start.create_office(place, _NAME, training=True, **_FACTS).close()


def _make_with_users(place: Path) -> None:
    from ..casework import start, users

    store = start.create_office(place, _NAME, **_FACTS)
    desk = start.enter_without_login(store)
    users.add_user(desk, users.UserInput("ingvild", "Ingvild Moe", Role.LEADER), "bare til bilder 2026")
    store.close()


_MAKERS = {SAMPLE: _make_sample, EMPTY: _make_empty, LOGIN: _make_with_users}
