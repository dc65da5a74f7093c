"""Unsaved forms survive a crash: encrypted on the user's own PC, offered back at the next start (E11).

One file per database, user, form and record; its name tells nothing. The base version lies inside, so that a
draft whose record has changed meanwhile is found and can meet the conflict dialog.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal

from ..rules.messages import RefusedError, refuse
from ..rules.os_reasons import os_reason

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

    from .parts.form import FormView

AUTOSAVE_MS = 2000
_SUFFIX = ".utkast"
_SCHEMA = 1


def drafts_folder() -> Path:
    """Where drafts lie: the user's own folder on the own PC, never the office's share."""
    return Path(platformdirs.user_data_dir("Boligdesk", appauthor=False, roaming=False)) / "utkast"


@dataclass(frozen=True)
class Draft:
    """One unsaved form. `record` is "" for a new one; `title` is what the list of drafts shows.

    `base` is what stood in the fields when it was begun, where the form tells; colleagues' changes are held against it.
    """

    form: str
    record: str
    base_version: int | None
    title: str
    saved_at: datetime
    values: Mapping[str, str]
    base: Mapping[str, str] = field(default_factory=dict)


class DraftStore:
    """The drafts of one user in one database. `key` is the user's own, kept in the database."""

    def __init__(self, folder: Path, *, key: bytes, database: str, user: str) -> None:
        self._folder = folder / _hidden(database, user)
        self._key = key

    @cached_property
    def _lock(self) -> Fernet:
        """Made when a draft is first read or written: the window that opens does not wait for it."""
        from cryptography.fernet import Fernet

        return Fernet(self._key)

    def save(self, draft: Draft) -> None:
        """Write a draft, in one step, over an earlier one of the same form and record."""
        content = {
            "schema": _SCHEMA,
            "form": draft.form,
            "record": draft.record,
            "base_version": draft.base_version,
            "title": draft.title,
            "saved_at": draft.saved_at.isoformat(),
            "values": dict(draft.values),
            "base": dict(draft.base),
        }
        sealed = self._lock.encrypt(json.dumps(content, ensure_ascii=False).encode("utf-8"))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._path(draft.form, draft.record), sealed)
        except OSError as error:
            raise refuse("ui.utkast.ikke_lagret", grunn=os_reason(error)) from error

    def find(self, form: str, record: str = "") -> Draft | None:
        """The draft of a form and record, if there is one that can be read."""
        return self._read(self._path(form, record))

    def all(self) -> list[Draft]:
        """Every draft that can be read, newest first; what cannot be read is left alone."""
        found = (self._read(path) for path in self._folder.glob(f"*{_SUFFIX}"))
        return sorted((draft for draft in found if draft), key=lambda draft: draft.saved_at, reverse=True)

    def discard(self, form: str, record: str = "") -> None:
        """Delete a draft: it was saved, or the user does not want it."""
        self._path(form, record).unlink(missing_ok=True)

    def _path(self, form: str, record: str) -> Path:
        return self._folder / f"{_hidden(form, record)}{_SUFFIX}"

    def _read(self, path: Path) -> Draft | None:
        from cryptography.fernet import InvalidToken

        try:
            content = json.loads(self._lock.decrypt(path.read_bytes()))
            return _draft_of(content) if content.get("schema") == _SCHEMA else None
        except (OSError, InvalidToken, ValueError, KeyError, TypeError, AttributeError):
            return None


def _draft_of(content: Mapping[str, object]) -> Draft:
    version = content["base_version"]
    return Draft(
        form=str(content["form"]),
        record=str(content["record"]),
        base_version=version if isinstance(version, int) else None,
        title=str(content["title"]),
        saved_at=datetime.fromisoformat(str(content["saved_at"])),
        values=_typed(content["values"]),
        base=_typed(content.get("base", {})),
    )


def _typed(fields: object) -> dict[str, str]:
    if not isinstance(fields, Mapping):
        raise TypeError("values")
    return {str(key): str(value) for key, value in fields.items()}


def _hidden(*parts: str) -> str:
    """A file name that tells nothing: the names of forms and records may not be read from a folder."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]


def _replace(path: Path, content: bytes) -> None:
    """Write beside, then put in place: a power cut leaves the old draft or the new one, never half of one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".ny")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


@dataclass(frozen=True)
class DraftKey:
    """Under what a draft is kept; `base_version` is the record's when the form was begun.

    `title` may be shown in the list of drafts: name nobody protected there.
    """

    form: str
    title: str
    record: str = ""
    base_version: int | None = None


class DraftKeeper(QObject):
    """Keeps what is typed in `forms` (their fields have different keys) as one draft.

    It is written 2 s after the last keystroke, and gone when nothing is unsaved.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        forms: Sequence[FormView],
        store: DraftStore,
        key: DraftKey,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._forms, self._store, self.key, self._now = tuple(forms), store, key, now
        #: What stood in the forms when they were begun, for those that meet a colleague's changes field by field.
        self.base: Mapping[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.save)
        for form in forms:
            form.edited.connect(lambda _key: self._timer.start())

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not yet in the draft."""
        return self._timer.isActive()

    @property
    def dirty(self) -> bool:
        """Whether something stands in the forms that is not saved."""
        return any(form.dirty for form in self._forms)

    def find(self) -> Draft | None:
        """The draft of an earlier time."""
        return self._store.find(self.key.form, self.key.record)

    def save(self) -> bool:
        """Write the draft now; nothing unsaved leaves none. False when the disk says no (a dialog then stays)."""
        self._timer.stop()
        key = self.key
        if not self.dirty:
            self._store.discard(key.form, key.record)
            return True
        typed = {name: words for form in self._forms for name, words in form.raw().items()}
        draft = Draft(key.form, key.record, key.base_version, key.title, self._now(), typed, self.base)
        try:
            self._store.save(draft)
        except RefusedError as error:
            self.failed.emit(error)
            return False
        self.saved.emit(draft)
        return True

    def restore(self, draft: Draft) -> None:
        """Put what was typed back, against the version it was begun on: what came since is not written over."""
        if draft.base_version is not None:
            self.key, self.base = replace(self.key, base_version=draft.base_version), draft.base
        for form in self._forms:
            form.set_raw(draft.values)

    def done(self) -> None:
        """Saved or given up: the draft goes, and no more is written."""
        self._timer.stop()
        self._store.discard(self.key.form, self.key.record)
