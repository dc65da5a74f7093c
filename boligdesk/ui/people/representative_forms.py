"""Verge, parent or fullmektig: who they are, what the mandate covers, whether they must sign (P2)."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from ...casework.person_card import PersonCard
from ...casework.representatives import (
    RepresentativeInput,
    RepresentativeRow,
    add_representative,
    change_representative,
    end_representative,
)
from ...rules.messages import msg
from ...rules.vocabulary import RepresentativeKind
from ...texts import text
from ..drafts import DraftKey
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..parts.form_spec import Values as Typed
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .fields import Reasons, Values, form, last_day, of


def _needs_mandate(values: Typed) -> bool:
    return values.get("kind") in (RepresentativeKind.GUARDIAN, RepresentativeKind.PROXY)


def representative_form() -> FormSpec:
    """The fields of a representative."""
    return form(
        FieldSpec("kind", "ui.representant.slag", FieldKind.CHOICE, choices=of(RepresentativeKind), required=True),
        FieldSpec("name", "ui.representant.navn", required=True),
        FieldSpec("contact", "ui.representant.kontakt", help="ui.representant.kontakt_hjelp"),
        FieldSpec(
            "mandate",
            "ui.representant.mandat",
            FieldKind.MULTILINE,
            help="ui.representant.mandat_hjelp",
            required=True,
            when=_needs_mandate,
        ),
        FieldSpec("must_sign", "ui.representant.signerer", FieldKind.YES_NO, help="ui.representant.signerer_hjelp"),
        FieldSpec("from_date", "ui.leietaker.fra", FieldKind.DATE),
        FieldSpec("to_date", "ui.leietaker.til", FieldKind.DATE),
    )


def _input(values: Values) -> RepresentativeInput:
    return RepresentativeInput(
        kind=values["kind"],
        name=values["name"] or "",
        contact=values["contact"] or "",
        mandate=values["mandate"] or "",
        must_sign=bool(values["must_sign"]),
        from_date=values["from_date"],
        to_date=values["to_date"],
    )


def representative_dialog(ctx: Context, card: PersonCard, row: RepresentativeRow | None) -> FormDialog:
    """Register who may act for the person, or correct it."""

    def act(values: Values, _reasons: Reasons) -> Act:
        if row is None:
            return partial(add_representative, ctx.desk, card.id, _input(values))
        return partial(change_representative, ctx.desk, row.id, row.version, _input(values))

    words = Words(
        text("ui.representant.ny_tittel" if row is None else "ui.representant.endre_tittel"),
        card.name,
        text("ui.representant.lagre"),
        msg("ui.representant.lagrer"),
        text("ui.representant.lagret"),
    )
    draft = DraftKey("leietakere.representant", text("ui.representant.utkast"), f"{card.id}/{row.id if row else 0}")
    dialog = FormDialog(ctx, words, representative_form(), act, draft=draft)
    return dialog.begin(asdict(row) if row else {"must_sign": False})


def end_representative_dialog(ctx: Context, row: RepresentativeRow) -> FormDialog:
    """The last day of a mandate."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(end_representative, ctx.desk, row.id, row.version, values["last_day"])

    words = Words(
        text("ui.representant.avslutt_tittel"),
        row.name,
        text("ui.representant.avslutt_lagre"),
        msg("ui.representant.lagrer"),
        text("ui.representant.avsluttet"),
    )
    return FormDialog(ctx, words, form(last_day()), act).begin({"last_day": ctx.desk.today})
