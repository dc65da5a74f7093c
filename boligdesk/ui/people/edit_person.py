"""Changing a person; when a colleague saved meanwhile both versions are shown field by field, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from ...casework.core.conflict import ConflictError
from ...casework.core.versions import Theirs
from ...casework.person_card import PersonCard
from ...casework.persons import change_person, person_versions
from ...rules.messages import RefusedError, msg
from ...texts import text
from ..drafts import Draft, DraftKey
from ..parts.conflict import ConflictField
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.table_model import written
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from ..shell.messages import ConflictCase, show_conflict
from .fields import Reasons, Values
from .person_form import edit_form, facts_of

FORM = "leietakere.person"


class EditPersonDialog(FormDialog):
    """ "Rediger person"."""

    def __init__(self, ctx: Context, card: PersonCard) -> None:
        words = Words(
            text("ui.person.endre_tittel"),
            card.name,
            text("ui.person.endre_lagre"),
            msg("ui.person.lagrer"),
            text("ui.person.lagret"),
        )
        self.card = card
        self.version = card.version
        self._base: dict[str, object] = {
            spec.key: getattr(card, _ON_CARD.get(spec.key, spec.key)) for spec in _fields()
        }
        draft = DraftKey(FORM, _draft_title(card), str(card.id), card.version)
        super().__init__(ctx, words, edit_form(), self._change, draft=draft)

    def open_on_card(self) -> EditPersonDialog:
        """Show what is saved, put a draft back; one over an older version meets the conflict at once."""
        self.begin(self._base)
        if self.version < self.card.version:
            self._ask_versions()
        return self

    def restore(self, kept: Draft) -> None:
        """A draft is saved over the version it was begun on: what others changed since is then told."""
        super().restore(kept)
        if kept.base_version is not None:
            self.version = kept.base_version

    def _change(self, values: Values, _reasons: Reasons) -> Act:
        return partial(change_person, self.ctx.desk, self.card.id, self.version, facts_of(values))

    def refused(self, error: RefusedError) -> None:
        """A newer version is no fault of the form: both are shown."""
        if isinstance(error, ConflictError):
            self.ready()
            self._ask_versions()
        else:
            super().refused(error)

    # -- two versions ---------------------------------------------------------------------------

    def _ask_versions(self) -> None:
        asked = partial(person_versions, self.ctx.desk, self.card.id, self.version)
        self.ctx.jobs.read(asked, owner=self, topic="versjoner", done=self._conflict, failed=self.show_refusal)

    def _conflict(self, theirs: Theirs) -> None:
        mine = self.form.values()
        fields = [_conflict_field(spec, self._base, mine, theirs) for spec in _fields()]
        if all(field.equal or field.mine == field.base for field in fields if field.key in theirs.fields):
            self._save_over(_merged(fields, theirs), theirs.version)
            return
        case = ConflictCase(self.card.name, self.ctx.desk.now, fields, theirs)
        show_conflict(self.ctx, case, self._save_over, take_theirs=self.discard, later=self.leave)

    def _save_over(self, values: Mapping[str, object], version: int) -> None:
        """Save the choices over the version that was shown; a third one meanwhile is a new conflict."""
        self.version = version
        self.begun_on(version)
        self._base = dict(values)
        self.form.set_values(values)
        self.carry_out(partial(change_person, self.ctx.desk, self.card.id, version, facts_of(values)))


#: Form fields that the card calls otherwise.
_ON_CARD = {"birth_date": "born"}


def _fields() -> tuple[FieldSpec, ...]:
    return edit_form().fields


def _draft_title(card: PersonCard) -> str:
    """The list of drafts may be read later by somebody without the right: a protected person has no name there."""
    return text("ui.person.utkast") if card.address_hidden else text("ui.person.utkast_navn", navn=card.name)


def _conflict_field(
    spec: FieldSpec, base: Mapping[str, object], mine: Mapping[str, object], theirs: Theirs
) -> ConflictField:
    before, now = theirs.fields.get(spec.key, (base[spec.key], base[spec.key]))
    return ConflictField(
        spec.key,
        text(spec.label),
        _stored(spec, before),
        _stored(spec, mine[spec.key]),
        _stored(spec, now),
        free_text=spec.kind in (FieldKind.TEXT, FieldKind.MULTILINE),
        write=partial(_in_words, spec),
    )


def _stored(spec: FieldSpec, value: object) -> object:
    """The value as the record holds it: no text is an empty one, no answer is No."""
    if spec.kind is FieldKind.YES_NO:
        return bool(value)
    return value or "" if spec.kind in (FieldKind.TEXT, FieldKind.MULTILINE) else value


def _in_words(spec: FieldSpec, value: object) -> str:
    if spec.choices:
        return next((choice.label for choice in spec.choices if choice.key == value), "")
    if spec.kind is FieldKind.YES_NO:
        return text("ui.felles.ja") if value else text("ui.felles.nei")
    return written(value)


def _merged(fields: list[ConflictField], theirs: Theirs) -> dict[str, Any]:
    """Nobody changed the same field: theirs where they changed, mine elsewhere."""
    return {f.key: f.theirs if f.key in theirs.fields else f.mine for f in fields}


def edit_person_dialog(ctx: Context, card: PersonCard) -> EditPersonDialog:
    """Change name, birth date, languages and note."""
    return EditPersonDialog(ctx, card).open_on_card()
