"""A form over a record that colleagues write too: when two saves meet, field by field whose is to stand (E11).

What the form was opened with lies in its draft, so that a draft of another day meets what came since in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from ...casework.core.changes import Done
from ...casework.core.conflict import ConflictError
from ...casework.core.versions import Theirs
from ...rules.messages import RefusedError
from ...texts import text
from ..drafts import Draft, DraftKey
from ..parts.conflict import ConflictField, Side
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, typed_form
from ..parts.table_model import written
from ..shell.context import Context
from ..shell.messages import ConflictCase, show_conflict
from .form_dialog import Act, FormDialog, Words

Values = Mapping[str, Any]
#: What an older draft was begun on, where the draft does not tell: like nothing anybody writes.
_UNKNOWN = object()


@dataclass(frozen=True)
class Standing:
    """A record as its form shows it: the version, the value of every field, who saved it last and when (UTC)."""

    version: int
    values: Values
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class SharedRecord:
    """What a form is opened on. `now()` runs in the read lane, `save(values, version)` in the write lane.

    `save` refuses with ConflictError when `version` is no longer that of the record; without `now` that is merely told.
    `merges`: what only one of the two has changed is saved without a question.
    """

    concerns: str
    opened: Standing
    now: Callable[[], Standing] | None
    save: Callable[[Values, int], Done[Any]]
    merges: bool = False


def since(opened: Standing, versions: Callable[[int], Theirs]) -> Callable[[], Standing]:
    """How a record stands now, of what `versions(base)` tells that others have changed since it was opened."""

    def now() -> Standing:
        theirs = versions(opened.version)
        changed = {key: value for key, (_before, value) in theirs.fields.items()}
        return Standing(theirs.version, {**opened.values, **changed}, theirs.who, theirs.at)

    return now


class SharedFormDialog(FormDialog):
    """A form dialog that writes nothing of a colleague's over without a choice."""

    def __init__(
        self,
        ctx: Context,
        words: Words,
        spec: FormSpec,
        record: SharedRecord,
        *,
        draft: DraftKey | None = None,
        undo: bool = True,
        width: int = 640,
        form: FormView | None = None,
    ) -> None:
        super().__init__(ctx, words, spec, self._act_of, draft=draft, undo=undo, width=width, form=form)
        self._record, self._version = record, record.opened.version
        self._base: dict[str, object] = dict(record.opened.values)
        self._saved: Mapping[str, str] = {}
        #: The reasons that were written when it was last saved, for a `save` that keeps them.
        self.reasons: Mapping[str, str] = {}

    def begin(self, values: Mapping[str, object] | None = None) -> SharedFormDialog:
        """Show what is saved, put a draft back, open. A draft over an older version meets what came since at once.

        `values` are shown instead of what is saved, where the form begins with a change.
        """
        self.form.set_values(self._record.opened.values, clean=True)
        self._saved = self.form.raw()
        super().begin(values if values is not None else self._record.opened.values)
        if self._version != self._record.opened.version and self._record.now is not None:
            self._ask(self._record.now, self._met_draft)
        return self

    def keep_draft(self, key: DraftKey) -> Any:
        """The draft tells what the form was opened with."""
        keeper = super().keep_draft(key)
        keeper.base = self._saved
        return keeper

    def restore(self, kept: Draft) -> None:
        """A draft is held against the version it was begun on, so that what came since is not written over."""
        if kept.base_version not in (None, self._version):
            self._version = kept.base_version or 0
            self._base = self._read_base(kept) if kept.base else {}
        super().restore(kept)

    def _read_base(self, kept: Draft) -> dict[str, object]:
        self.form.set_raw(kept.base)
        return dict(self.form.values())

    # -- saving ---------------------------------------------------------------------------------

    def _act_of(self, values: Values, _reasons: Mapping[str, str]) -> Act:
        return partial(self._record.save, {**self._base, **values}, self._version)

    def carry_out(self, act: Act) -> None:
        """The act runs beside the window: what it keeps of the form is taken now."""
        self.reasons = self.form.reasons
        super().carry_out(act)

    def refused(self, error: RefusedError) -> None:
        """A newer version is no fault of the form: both are shown."""
        if isinstance(error, ConflictError) and self._record.now is not None:
            self.ready()
            self._ask(self._record.now, self._met_save)
        else:
            super().refused(error)

    # -- two versions ---------------------------------------------------------------------------

    def _ask(self, now: Callable[[], Standing], done: Callable[[Standing], None]) -> None:
        self.ctx.jobs.read(now, owner=self, topic="versjoner", done=done, failed=self.show_refusal)

    def _met_draft(self, now: Standing) -> None:
        fields = self._fields_against(now)
        if self._must_choose(fields):
            self._show(fields, now)
        else:
            self._stand_on(now)
            self.form.set_values({field.key: field.theirs for field in fields if field.preselected is Side.THEIRS})

    def _met_save(self, now: Standing) -> None:
        fields = self._fields_against(now)
        if self._must_choose(fields):
            self._show(fields, now)
        else:
            kept = {f.key: f.theirs if f.preselected is Side.THEIRS else f.mine for f in fields}
            self._save_over(now, kept, now.version)

    def _must_choose(self, fields: list[ConflictField]) -> bool:
        """Whether both wrote in one field, or a colleague at all where nothing is merged without a question."""
        sides = {field.preselected for field in fields}
        return None in sides or (Side.THEIRS in sides and not self._record.merges)

    def _show(self, fields: list[ConflictField], now: Standing) -> None:
        theirs = Theirs(now.version, now.who, now.at, {field.key: (field.base, field.theirs) for field in fields})
        written_in = [field for field in fields if field.mine is not None or not field.equal]
        case = ConflictCase(self._record.concerns, self.ctx.desk.now, written_in, theirs)
        show_conflict(self.ctx, case, partial(self._save_over, now), take_theirs=self.discard, later=self.leave)

    def _save_over(self, now: Standing, choices: Mapping[str, object], version: int) -> None:
        """Save the choices over what was shown; a third one meanwhile is a new conflict, against what was shown."""
        self._stand_on(now)
        self.form.set_values(choices)
        self.carry_out(partial(self._record.save, {**self._base, **choices}, version))

    def _stand_on(self, now: Standing) -> None:
        """The form is held against this from now on, and so is its draft; what is typed stays."""
        self._version, self._base = now.version, dict(now.values)
        typed = self.form.raw()
        self.form.set_values(now.values, clean=True)
        self.begun_on(now.version)
        if self.keeper is not None:
            self.keeper.base = self.form.raw()
        self.form.set_raw(typed)

    def _fields_against(self, now: Standing) -> list[ConflictField]:
        mine, lacking = self.form.values(), None if self._base else _UNKNOWN
        return [
            ConflictField(
                spec.key,
                text(spec.label),
                _same(spec, self._base.get(spec.key, lacking)),
                _same(spec, mine[spec.key]),
                _same(spec, now.values.get(spec.key)),
                free_text=spec.kind in (FieldKind.TEXT, FieldKind.MULTILINE) and spec.editor is None,
                write=partial(_in_words, spec),
            )
            for spec in self.form.spec.fields
        ]


def _same(spec: FieldSpec, value: object) -> object:
    """An empty text, no tick and no value are the same to whom has to choose; no answer is No."""
    if spec.kind is FieldKind.YES_NO and value is not _UNKNOWN:
        return bool(value)
    return None if value in ("", frozenset()) else value


def _in_words(spec: FieldSpec, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, frozenset):
        return ", ".join(choice.label for choice in spec.choices if choice.key in value)
    if spec.choices:
        return next((choice.label for choice in spec.choices if _same(spec, choice.key) == value), "")
    if isinstance(value, bool):
        return text("ui.felles.ja") if value else text("ui.felles.nei")
    return typed_form(value, spec.kind) if spec.kind is FieldKind.MONEY else written(value)
