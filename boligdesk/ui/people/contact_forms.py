"""Ways to reach a person, and public numbers: added and ended, never overwritten."""

from __future__ import annotations

from functools import partial

from ...casework.person_card import ContactPointRow, PersonCard
from ...casework.persons import ContactInput, add_contact_point, add_number, end_contact_point
from ...rules.identifiers import Identifier
from ...rules.messages import msg
from ...rules.vocabulary import ContactKind
from ...texts import enum_text, text
from ..drafts import DraftKey
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.form_spec import Values as Typed
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .fields import Reasons, Values, form, last_day

#: A number of the new kind has no control digits: that it was read is confirmed by saving it.
NEW_NUMBER = "lesing.id.ny_kontroll"
_OTHER_BIRTH = "person.nummer_annen_fodselsdato"
_KINDS = {ContactKind.PHONE: FieldKind.PHONE, ContactKind.EMAIL: FieldKind.EMAIL, ContactKind.ADDRESS: FieldKind.TEXT}
_LABELS = {
    ContactKind.PHONE: "ui.kontakt.telefon",
    ContactKind.EMAIL: "ui.kontakt.epost",
    ContactKind.ADDRESS: "ui.kontakt.gate",
}


def contact_dialog(ctx: Context, card: PersonCard, kind: ContactKind) -> FormDialog:
    """Add a phone number, an e-mail or a postal address."""

    def act(values: Values, reasons: Reasons) -> Act:
        given = ContactInput(
            kind,
            str(values["value"] or ""),
            values.get("postcode") or "",
            values.get("city") or "",
            values["label"] or "",
            values["from_date"],
        )
        return partial(add_contact_point, ctx.desk, card.id, given, reasons)

    words = Words(
        text("ui.kontakt.ny_tittel", hva=enum_text(kind).lower()),
        card.name,
        text("ui.kontakt.lagre"),
        msg("ui.kontakt.lagrer"),
        text("ui.kontakt.lagt_til"),
    )
    draft = DraftKey(f"leietakere.kontakt.{kind.value}", text("ui.kontakt.utkast"), str(card.id))
    return FormDialog(ctx, words, form(*_contact_fields(kind)), act, draft=draft).begin()


def _contact_fields(kind: ContactKind) -> list[FieldSpec]:
    place = [FieldSpec("postcode", "ui.kontakt.postnummer", width=100), FieldSpec("city", "ui.kontakt.sted")]
    return [
        FieldSpec("value", _LABELS[kind], _KINDS[kind], required=True),
        *(place if kind is ContactKind.ADDRESS else []),
        FieldSpec("label", "ui.kontakt.merkelapp", help="ui.kontakt.merkelapp_hjelp"),
        FieldSpec("from_date", "ui.leietaker.fra", FieldKind.DATE),
    ]


def end_contact_dialog(ctx: Context, point: ContactPointRow) -> FormDialog:
    """The last day a contact point holds."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(end_contact_point, ctx.desk, point.id, point.version, values["last_day"])

    words = Words(
        text("ui.kontakt.avslutt_tittel"),
        point.value,
        text("ui.kontakt.avslutt_lagre"),
        msg("ui.kontakt.lagrer"),
        text("ui.kontakt.avsluttet"),
    )
    return FormDialog(ctx, words, form(last_day()), act).begin({"last_day": ctx.desk.today})


def number_dialog(ctx: Context, card: PersonCard) -> FormDialog:
    """Give the person a fødselsnummer, D-nummer or DUF-nummer (P31)."""

    def other_birth(values: Typed) -> bool:
        number = values.get("number")
        return isinstance(number, Identifier) and None not in (number.born, card.born) and number.born != card.born

    def act(values: Values, _reasons: Reasons) -> Act:
        number: Identifier = values["number"]
        given = {NEW_NUMBER: text("ui.kontakt.nummer_kontrollert"), _OTHER_BIRTH: values["why"] or ""}
        return partial(add_number, ctx.desk, card.id, number.value, given)

    spec = form(
        FieldSpec("number", "ui.kontakt.nummer", FieldKind.IDENTIFIER, help="ui.kontakt.nummer_hjelp", required=True),
        FieldSpec(
            "why",
            "ui.kontakt.annen_fodselsdato",
            FieldKind.MULTILINE,
            help="ui.kontakt.annen_fodselsdato_hjelp",
            required=True,
            when=other_birth,
        ),
    )
    words = Words(
        text("ui.kontakt.nytt_nummer_tittel"),
        card.name,
        text("ui.kontakt.lagre_nummer"),
        msg("ui.kontakt.lagrer"),
        text("ui.kontakt.nummer_lagret"),
    )
    return FormDialog(ctx, words, spec, act).begin()
