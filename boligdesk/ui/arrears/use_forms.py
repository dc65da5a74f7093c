"""The forms of a settlement of à konto: its period and cost, and why one is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from ...casework import use_settlements
from ...casework.use_settlements import BuildingChoice, UseRoundRow, UseWish
from ...rules.calendar import next_bank_day
from ...rules.messages import msg
from ...rules.periods import Period, add_months
from ...rules.terms import ExtraKind
from ...rules.use_settlement import SETTLED, ShareKey
from ...texts import enum_text, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec, Values
from ..people.fields import Reasons, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

_K = FieldKind
_ORE = 100


def _by_meter(values: Values) -> bool:
    return values.get("key") is ShareKey.METER


def _needs_total(values: Values) -> bool:
    return not (_by_meter(values) and values.get("price"))


def cost_form(buildings: Sequence[BuildingChoice]) -> FormSpec:
    """What is settled, where, for which days, what it cost and what it is divided by."""
    homes = [Choice(one.id, one.address) for one in buildings]
    kinds = [Choice(kind, enum_text(kind)) for kind in SETTLED]
    what = (
        FieldSpec("building_id", "ui.avregning.bygning", _K.CHOICE, choices=homes, required=True),
        FieldSpec("kind", "ui.avregning.hva", _K.CHOICE, choices=kinds, required=True),
        FieldSpec("from_date", "ui.avregning.fra", _K.DATE, required=True),
        FieldSpec("to_date", "ui.avregning.til", _K.DATE, required=True),
    )
    cost = (
        FieldSpec(
            "key",
            "ui.avregning.fordeles",
            _K.CHOICE,
            choices=of(ShareKey),
            required=True,
            help="ui.avregning.fordeles_hjelp",
        ),
        FieldSpec(
            "price",
            "ui.avregning.pris",
            _K.NUMBER,
            unit="ui.kontrakt.kroner",
            when=_by_meter,
            help="ui.avregning.pris_hjelp",
        ),
        FieldSpec("total_ore", "ui.avregning.kostnad", _K.MONEY, unit="ui.kontrakt.kroner", when=_needs_total),
        FieldSpec("source", "ui.avregning.grunnlag", required=True, help="ui.avregning.grunnlag_hjelp"),
        FieldSpec("due_on", "ui.avregning.forfall", _K.DATE, required=True, help="ui.avregning.forfall_hjelp"),
    )
    return FormSpec((SectionSpec(what), SectionSpec(cost, "ui.avregning.kostnaden")))


def first_values(today: date, buildings: Sequence[BuildingChoice]) -> dict[str, object]:
    """Last year, and a month to pay."""
    last = today.year - 1
    return {
        "building_id": buildings[0].id if len(buildings) == 1 else None,
        "kind": ExtraKind.HEATING,
        "from_date": date(last, 1, 1),
        "to_date": date(last, 12, 31),
        "key": ShareKey.AREA,
        "due_on": next_bank_day(add_months(today, 1)),
    }


def wish_of(values: Values, document_id: int | None) -> UseWish | None:
    """What the form says, or None while the days are turned."""
    start, end = values["from_date"], values["to_date"]
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return None
    price = values["price"] if _by_meter(values) else None
    return UseWish(
        values["kind"],  # type: ignore[arg-type]
        Period(start, end),
        values["key"],  # type: ignore[arg-type]
        values["building_id"],  # type: ignore[arg-type]
        total_ore=values["total_ore"] if _needs_total(values) else None,  # type: ignore[arg-type]
        unit_price=Decimal(str(price)) * _ORE if price else None,
        source=str(values["source"] or ""),
        document_id=document_id,
        due_on=values["due_on"],  # type: ignore[arg-type]
    )


def round_name(row: UseRoundRow) -> str:
    """What a settlement is called: "Oppvarming 2027 · Fjordgata 14"."""
    name = text("ui.avregning.navn", hva=enum_text(row.kind), fra=row.from_date, til=row.to_date)
    told = " · ".join(filter(None, (name, row.place)))
    return text("ui.avregning.navn_angret", navn=told) if row.voided else told


def undo_dialog(ctx: Context, row: UseRoundRow, done: Callable[[int], object]) -> FormDialog:
    """Take a settlement back, with the reason."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(use_settlements.undo_settlement, ctx.desk, row.id, row.version, str(values["why"] or ""))

    words = Words(
        text("ui.avregning.angre"),
        round_name(row),
        text("ui.avregning.angre"),
        msg("ui.avregning.angrer"),
        text("ui.avregning.angret"),
    )
    dialog = FormDialog(ctx, words, form(why()), act, undo=False).begin()
    dialog.finished.connect(lambda result: done(row.id) if result is not None else None)
    return dialog
