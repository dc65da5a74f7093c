"""A form of the stock as a description: what is asked, how it is saved, what is said; on conflict both versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ...rules.messages import Control, Message, RefusedError
from ...texts import text
from ..drafts import Draft, DraftKey
from ..parts.conflict import ConflictField
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, typed_form
from ..parts.table_model import written
from ..record_tabs.form_dialog import FormDialog, Words
from ..shell.context import Context
from ..shell.messages import ConflictCase, show_conflict

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


class EditDialog(FormDialog):
    """Shows an `Edit`. A colleague's newer version is met field by field; nothing is written over."""

    def __init__(self, ctx: Context, edit: Edit) -> None:
        words = Words(edit.title, edit.concerns, text(edit.button), Message("ui.bolig.lagrer"), edit.said)
        key = DraftKey(edit.draft, ": ".join(p for p in (edit.title, edit.concerns) if p), edit.record, edit.version)
        super().__init__(ctx, words, edit.form, self._act_of, draft=key, width=edit.width)
        self.edit, self._version = edit, edit.version
        if edit.check:
            self.form.edited.connect(lambda _key: self._judge())
        if edit.find:
            self.form.search.connect(self._find)
        if edit.done:
            self.finished.connect(self._tell_made)

    def _tell_made(self, made: object) -> None:
        if made is not None and self.edit.done:
            self.edit.done(made)

    def _act_of(self, values: Values, _reasons: Mapping[str, str]) -> Callable[[], Done[Any]]:
        version = self._version
        return lambda: self.edit.save(values, version)

    def _judge(self) -> None:
        if self.edit.check:
            self.form.set_controls(self.edit.check(self.form.values()))

    def _find(self, key: str, letters: str) -> None:
        find = self.edit.find
        if find is not None:
            offer = partial(self.form.offer, key)
            self.ctx.jobs.read(lambda: find(letters), owner=self, topic=f"finn {key}", done=offer)

    def restore(self, kept: Draft) -> None:
        """A draft is saved against the version it was begun on, so that what came since is not written over."""
        self._version = kept.base_version or self._version
        super().restore(kept)

    # -- conflict -------------------------------------------------------------------------------

    def refused(self, error: RefusedError) -> None:
        """Another has saved meanwhile: show both versions; else say what was refused."""
        from ...casework.core.conflict import ConflictError

        versions, base = self.edit.versions, self._version
        if isinstance(error, ConflictError) and versions is not None:
            self.ready()
            self.ctx.jobs.read(lambda: versions(base), owner=self, topic="versjoner", done=self._conflict)
        else:
            super().refused(error)

    def _conflict(self, theirs: Theirs) -> None:
        mine = self.form.values()
        theirs = replace(theirs, fields={key: (_same(was), _same(now)) for key, (was, now) in theirs.fields.items()})
        asked = [spec for spec in self.edit.form.fields if not spec.read_only]
        case = ConflictCase(
            self.edit.concerns,
            self.ctx.desk.now,
            [_conflict_field(spec, self.edit.values, mine, theirs) for spec in asked],
            theirs,
        )
        show_conflict(self.ctx, case, self._save_choices, take_theirs=self.discard, later=self.leave)

    def _save_choices(self, values: Mapping[str, object], version: int) -> None:
        self.carry_out(lambda: self.edit.save(values, version))


def open_edit(ctx: Context, edit: Edit) -> None:
    """Open a form over the window, the keyboard in its first field; a draft of it is put back."""
    EditDialog(ctx, edit).begin(edit.values)


def _conflict_field(spec: FieldSpec, base: Values, mine: Values, theirs: Theirs) -> ConflictField:
    """What the form was opened with (a draft may be older than the form), what stands there now."""
    before = theirs.fields.get(spec.key, (base.get(spec.key), None))[0]
    return ConflictField(
        spec.key,
        text(spec.label),
        _same(before),
        _same(mine.get(spec.key)),
        _same(before),
        free_text=spec.kind in (FieldKind.MULTILINE, FieldKind.TEXT),
        write=partial(_in_words, spec),
    )


def _same(value: object) -> object:
    """An empty text and no value are the same to whom has to choose."""
    return None if value == "" else value


def _in_words(spec: FieldSpec, value: object) -> str:
    if spec.choices:
        return next((choice.label for choice in spec.choices if choice.key == value), "")
    if isinstance(value, bool):
        return text("ui.felles.ja") if value else text("ui.felles.nei")
    return typed_form(value, spec.kind) if spec.kind is FieldKind.MONEY else written(value)
