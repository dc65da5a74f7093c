"""The fields of a new lease, step by step, as descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum

from ...rules.lease_facts import Extra, ShortTermGround
from ...rules.reading import Reading
from ...rules.terms import Clause, ExtraKind, ExtraMode, LandlordKind, LegalBasis, SecurityKind
from ...texts import enum_text, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec, Values
from .editors import PeopleEditor, PlaceEditor, checks, members_editor
from .rows_editor import RowsEditor, RowsSpec

_MONTH_DAYS = range(1, 29)
_WIDE = 320


def of(enum: type[Enum]) -> tuple[Choice, ...]:
    """The members of an enum as choices, in their order."""
    return tuple(Choice(member, enum_text(member)) for member in enum)


class ExtrasEditor(RowsEditor):
    """What is paid beside the rent: kind, how it is settled, amount per month. The value is a tuple of `Extra`."""

    def __init__(self, today: date) -> None:
        columns = (
            FieldSpec("kind", "ui.kontrakt.tillegg_hva", FieldKind.CHOICE, choices=of(ExtraKind), width=160),
            FieldSpec("mode", "ui.kontrakt.tillegg_hvordan", FieldKind.CHOICE, choices=of(ExtraMode), width=170),
            FieldSpec("amount_ore", "ui.kontrakt.tillegg_belop", FieldKind.MONEY, width=84),
        )
        super().__init__(
            RowsSpec(columns, add="ui.kontrakt.legg_til_tillegg", headings=False, unit="ui.kontrakt.kroner_mnd"), today
        )

    def reading(self) -> Reading[object]:
        found = super().reading()
        rows = found.value if isinstance(found.value, tuple) else ()
        return Reading(tuple(e for e in map(_extra, rows) if e) or None, found.finding)

    def set_value(self, value: object) -> None:
        """A tuple of `Extra`, or None."""
        extras = [e for e in value if isinstance(e, Extra)] if isinstance(value, tuple) else []
        super().set_value([{"kind": e.kind, "mode": e.mode, "amount_ore": e.amount_ore} for e in extras])


def _extra(row: dict[str, object]) -> Extra | None:
    kind, mode, amount = row["kind"], row["mode"], row["amount_ore"]
    if not isinstance(kind, ExtraKind) or not isinstance(mode, ExtraMode):
        return None
    return Extra(kind, mode, amount if isinstance(amount, int) else None, has_meter=True, settled_every_months=12)


def _fixed(values: Values) -> bool:
    return values.get("fixed_until") is not None


def _secured(values: Values) -> bool:
    return values.get("security_kind") not in (None, SecurityKind.NONE)


def _guaranteed(values: Values) -> bool:
    return values.get("security_kind") in (SecurityKind.GUARANTEE, SecurityKind.NAV_GUARANTEE)


def _private(values: Values) -> bool:
    return values.get("landlord_kind") in (LandlordKind.COMPANY, LandlordKind.PRIVATE_HEAD_LEASE)


def _on_11_1(values: Values) -> bool:
    return values.get("legal_basis") is LegalBasis.SECTION_11_1


_LANGUAGES = (("nb", "ui.kontrakt.bokmal"), ("nn", "ui.kontrakt.nynorsk"))


def _who_and_where() -> FormSpec:
    languages = [Choice(key, text(code)) for key, code in _LANGUAGES]
    return FormSpec(
        [
            SectionSpec(
                [
                    FieldSpec("unit_id", "ui.kontrakt.bolig", FieldKind.PERSON, required=True, editor=PlaceEditor),
                    FieldSpec("tenants", "ui.kontrakt.leietakere", required=True, editor=PeopleEditor),
                    FieldSpec("members", "ui.kontrakt.husstand", editor=members_editor),
                ],
            ),
            SectionSpec(
                [
                    FieldSpec("letter_language", "ui.kontrakt.sprak", FieldKind.CHOICE, choices=languages, width=180),
                    FieldSpec("interpreter_name", "ui.kontrakt.tolk", help="ui.kontrakt.tolk_hjelp"),
                ]
            ),
        ]
    )


def _ground() -> SectionSpec:
    return SectionSpec(
        [
            FieldSpec("landlord_kind", "ui.kontrakt.utleier", FieldKind.CHOICE, choices=of(LandlordKind), width=_WIDE),
            FieldSpec("landlord_name", "ui.kontrakt.utleier_navn", when=_private),
            FieldSpec("landlord_org_number", "ui.kontrakt.utleier_org", when=_private, width=180),
            FieldSpec(
                "legal_basis",
                "ui.kontrakt.grunnlag",
                FieldKind.CHOICE,
                choices=of(LegalBasis),
                required=True,
                width=_WIDE,
            ),
            FieldSpec(
                "basis_text",
                "ui.kontrakt.grunnlag_tekst",
                when=lambda values: values.get("legal_basis") is LegalBasis.OTHER,
            ),
            FieldSpec("decision_ref", "ui.kontrakt.vedtak", help="ui.kontrakt.vedtak_hjelp", width=200),
            FieldSpec("informed_11_1_on", "ui.kontrakt.opplyst", FieldKind.DATE, when=_on_11_1),
        ]
    )


def _term() -> SectionSpec:
    notice = [Choice(3, text("ui.kontrakt.frist_3")), Choice(1, text("ui.kontrakt.frist_1"))]
    return SectionSpec(
        [
            FieldSpec("start", "ui.kontrakt.start", FieldKind.DATE, required=True),
            FieldSpec("fixed_until", "ui.kontrakt.slutt", FieldKind.DATE, help="ui.kontrakt.slutt_tom"),
            FieldSpec("previous_until", "ui.kontrakt.forrige_slutt", FieldKind.DATE),
            FieldSpec(
                "short_term_ground",
                "ui.kontrakt.kort_grunn",
                FieldKind.CHOICE,
                choices=of(ShortTermGround),
                when=_fixed,
                width=_WIDE,
            ),
            FieldSpec("short_term_reason", "ui.kontrakt.kort_begrunnelse", when=_fixed),
            FieldSpec("short_term_told_on", "ui.kontrakt.kort_opplyst", FieldKind.DATE, when=_fixed),
            FieldSpec("successive_reason", "ui.kontrakt.gjentatt", when=_fixed),
            FieldSpec("notice_months", "ui.kontrakt.frist", FieldKind.CHOICE, choices=notice, width=180),
            FieldSpec("sign_date", "ui.kontrakt.signeres", FieldKind.DATE),
        ]
    )


def _ground_and_term() -> FormSpec:
    return FormSpec([_ground(), _term()])


def _rent(today: date) -> SectionSpec:
    days = [Choice(day, text("ui.kontrakt.forfall_dag", dag=day)) for day in _MONTH_DAYS]
    return SectionSpec(
        [
            FieldSpec("rent_ore", "ui.kontrakt.leie", FieldKind.MONEY, unit="ui.kontrakt.kroner", required=True),
            FieldSpec("due_day", "ui.kontrakt.forfall", FieldKind.CHOICE, choices=days, required=True, width=180),
            FieldSpec("kid", "ui.kontrakt.kid", read_only=True, width=240),
            FieldSpec("extras", "ui.kontrakt.tillegg", editor=lambda _spec: ExtrasEditor(today)),
            FieldSpec("heating_included", "ui.kontrakt.oppvarming", FieldKind.YES_NO),
        ]
    )


def _security() -> SectionSpec:
    return SectionSpec(
        [
            FieldSpec(
                "security_kind",
                "ui.kontrakt.sikkerhet",
                FieldKind.CHOICE,
                choices=of(SecurityKind),
                required=True,
            ),
            FieldSpec(
                "deposit_ore",
                "ui.kontrakt.depositum",
                FieldKind.MONEY,
                unit="ui.kontrakt.kroner",
                when=_secured,
            ),
            FieldSpec("bank", "ui.kontrakt.bank", when=_secured, width=240),
            FieldSpec(
                "deposit_account",
                "ui.kontrakt.depositumskonto",
                help="ui.kontrakt.konto_hjelp",
                when=_secured,
                width=180,
            ),
            FieldSpec(
                "guarantee_ore",
                "ui.kontrakt.garanti",
                FieldKind.MONEY,
                unit="ui.kontrakt.kroner",
                when=_guaranteed,
            ),
            FieldSpec("guarantor", "ui.kontrakt.garantist", when=_guaranteed),
            FieldSpec("guarantee_reference", "ui.kontrakt.garanti_ref", when=_guaranteed, width=200),
            FieldSpec("guarantee_until", "ui.kontrakt.garanti_til", FieldKind.DATE, when=_guaranteed),
        ]
    )


def _rent_and_security(today: date) -> FormSpec:
    return FormSpec([_rent(today), _security()])


def _terms() -> FormSpec:
    clauses = checks(Choice(Clause.A, text("ui.kontrakt.klausul_a")), Choice(Clause.B, text("ui.kontrakt.klausul_b")))
    return FormSpec(
        [
            SectionSpec(
                [
                    FieldSpec(
                        "clauses", "ui.kontrakt.klausuler", FieldKind.MULTILINE, help="ui.kontrakt.klausul_hjelp",
                        editor=clauses,
                    ),
                    FieldSpec("pets_allowed", "ui.kontrakt.dyr", FieldKind.YES_NO),
                    FieldSpec("smoking_allowed", "ui.kontrakt.royking", FieldKind.YES_NO),
                ],
            ),
            SectionSpec(
                [
                    FieldSpec("special_terms", "ui.kontrakt.saerlige", FieldKind.MULTILINE),
                    FieldSpec(
                        "note", "ui.kontrakt.notat", FieldKind.MULTILINE, help="ui.kontrakt.notat_hjelp"
                    ),
                ]
            ),
        ]
    )  # fmt: skip


#: Titles of the five steps; the last is the finished lease and has no fields.
STEP_TITLES = (
    "ui.kontrakt.steg_hvem",
    "ui.kontrakt.steg_grunnlag",
    "ui.kontrakt.steg_leie",
    "ui.kontrakt.steg_vilkar",
    "ui.kontrakt.steg_visning",
)


def step_forms(today: date) -> tuple[FormSpec, ...]:
    """The forms of the first four steps."""
    return (_who_and_where(), _ground_and_term(), _rent_and_security(today), _terms())


#: Where a control belongs whose field the rules call by another name than the form does.
ALIASES = {
    "occupants": "members",
    "head_lease_end": "landlord_kind",
    "account_in_tenants_name": "security_kind",
    "advance_months": "due_day",
    "written": "clauses",
}


def step_of(fields: Sequence[str], forms: Sequence[FormSpec]) -> int:
    """The step that holds the first of these fields (by the form's own names); the first step when none does."""
    places = {field.key: step for step, form in enumerate(forms) for field in form.fields}
    return next((places[name] for name in fields if name in places), 0)
