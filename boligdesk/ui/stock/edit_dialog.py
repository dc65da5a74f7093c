"""A form of the stock as a description: what is asked, how it is saved, what is said; on conflict both versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from ...rules.messages import Control, Message
from ...texts import text
from ..drafts import DraftKey
from ..parts.filterbar import Choice
from ..parts.form_spec import FormSpec
from ..record_tabs.form_dialog import Words
from ..record_tabs.shared_form import SharedFormDialog, SharedRecord, Standing, since
from ..shell.context import Context

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.core.changes import Done
    from ...casework.core.versions import Theirs

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Edit:
    """One form of a record. `save(values, version)` and `versions(base)` run in the lanes.

    `draft` and `record` name the draft; `said` is the toast, which offers Angre; `find(letters)` answers a person
    field; `check` is asked at every keystroke.
    """

    form: FormSpec
    title: str
    concerns: str
    save: Callable[[Values, int], Done[Any]]
    said: str
    draft: str
    record: str
    values: Values = field(default_factory=dict)
    version: int = 0
    versions: Callable[[int], Theirs] | None = None
    check: Callable[[Values], Sequence[Control]] | None = None
    find: Callable[[str], Sequence[Choice]] | None = None
    done: Callable[[Any], object] | None = None
    button: str = "ui.felles.lagre"
    width: int = 640


class EditDialog(SharedFormDialog):
    """Shows an `Edit`. A colleague's newer version is met field by field; nothing is written over."""

    def __init__(self, ctx: Context, edit: Edit) -> None:
        words = Words(edit.title, edit.concerns, text(edit.button), Message("ui.bolig.lagrer"), edit.said)
        key = DraftKey(edit.draft, ": ".join(p for p in (edit.title, edit.concerns) if p), edit.record, edit.version)
        super().__init__(ctx, words, edit.form, _shared(edit), draft=key, width=edit.width)
        self.edit = edit
        if edit.check:
            self.form.edited.connect(lambda _key: self._judge())
        if edit.find:
            self.form.search.connect(self._find)
        if edit.done:
            self.finished.connect(self._tell_made)

    def _tell_made(self, made: object) -> None:
        if made is not None and self.edit.done:
            self.edit.done(made)

    def _judge(self) -> None:
        if self.edit.check:
            self.form.set_controls(self.edit.check(self.form.values()))

    def _find(self, key: str, letters: str) -> None:
        find = self.edit.find
        if find is not None:
            offer = partial(self.form.offer, key)
            self.ctx.jobs.read(lambda: find(letters), owner=self, topic=f"finn {key}", done=offer)


def _shared(edit: Edit) -> SharedRecord:
    opened = Standing(edit.version, edit.values)
    return SharedRecord(edit.concerns, opened, since(opened, edit.versions) if edit.versions else None, edit.save)


def open_edit(ctx: Context, edit: Edit) -> None:
    """Open a form over the window, the keyboard in its first field; a draft of it is put back."""
    EditDialog(ctx, edit).begin()
