"""Changing a person; when a colleague saved meanwhile both versions are shown field by field, nothing is lost."""

from __future__ import annotations

from functools import partial

from ...casework.core.changes import Done
from ...casework.person_card import PersonCard
from ...casework.persons import change_person, person_versions
from ...rules.messages import msg
from ...texts import text
from ..drafts import DraftKey
from ..record_tabs.form_dialog import Words
from ..record_tabs.shared_form import SharedFormDialog, SharedRecord, Standing, since
from ..shell.context import Context
from .fields import Values
from .person_form import edit_form, facts_of

FORM = "leietakere.person"
#: Form fields that the card calls otherwise.
_ON_CARD = {"birth_date": "born"}


def edit_person_dialog(ctx: Context, card: PersonCard) -> SharedFormDialog:
    """Change name, birth date, languages and note. What different people changed is kept without a question."""
    words = Words(
        text("ui.person.endre_tittel"),
        card.name,
        text("ui.person.endre_lagre"),
        msg("ui.person.lagrer"),
        text("ui.person.lagret"),
    )
    draft = DraftKey(FORM, _draft_title(card), str(card.id), card.version)
    return SharedFormDialog(ctx, words, edit_form(), _shared(ctx, card), draft=draft).begin()


def _shared(ctx: Context, card: PersonCard) -> SharedRecord:
    def save(values: Values, version: int) -> Done[int]:
        return change_person(ctx.desk, card.id, version, facts_of(values))

    values = {spec.key: getattr(card, _ON_CARD.get(spec.key, spec.key)) for spec in edit_form().fields}
    opened = Standing(card.version, values)
    now = since(opened, partial(person_versions, ctx.desk, card.id))
    return SharedRecord(card.name, opened, now, save, merges=True)


def _draft_title(card: PersonCard) -> str:
    """The list of drafts may be read later by somebody without the right: a protected person has no name there."""
    return text("ui.person.utkast") if card.address_hidden else text("ui.person.utkast_navn", navn=card.name)
