"""What belongs to a dwelling over time, as forms: states, set rents, extras, and the rooms of a bofellesskap."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ...rules.messages import Message
from ...rules.rights import Right
from ...rules.terms import ExtraKind, ExtraMode
from ...rules.vocabulary import StateKind
from ...texts import enum_text, formats, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..record_tabs.items_dialog import Act, Item, Items, open_items
from ..shell.context import Context
from . import words
from .dwelling_forms import enum_choices
from .edit_dialog import Edit, Values, open_edit

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.core.changes import Done
    from ...casework.stock import DwellingCard, ExtraLine, StateLine, UnitCard
    from ...casework.stock_facts import ExtraInput

STATE_DRAFT, STATE_CHANGE_DRAFT, STATE_END_DRAFT, STATE_VOID_DRAFT = (
    "boliger.tilstand",
    "boliger.tilstand_endre",
    "boliger.tilstand_slutt",
    "boliger.tilstand_trekk",
)
RENT_DRAFT, EXTRAS_DRAFT, UNIT_DRAFT = "boliger.leie", "boliger.tillegg", "boliger.rom"
#: What may be charged besides the rent (husleieloven §§ 3-1, 3-4), and what offices let with the home.
_OFFERED = (ExtraKind.ELECTRICITY, ExtraKind.HEATING, ExtraKind.WATER, ExtraKind.INTERNET, ExtraKind.PARKING)
_WITH_AMOUNT = frozenset({ExtraMode.ON_ACCOUNT, ExtraMode.FIXED})


def form(*fields: FieldSpec) -> FormSpec:
    """A form of one section."""
    return FormSpec((SectionSpec(fields),))


def unit_field(card: DwellingCard) -> tuple[FieldSpec, ...]:
    """Which room it concerns; not asked where the dwelling is one."""
    if len(card.units) < 2:
        return ()
    choices = [Choice(unit.id, unit.name) for unit in card.units]
    return (FieldSpec("unit", "ui.bolig.rommet", FieldKind.CHOICE, required=True, choices=choices),)


def _unit_of(card: DwellingCard, values: Values) -> int:
    return int(values.get("unit") or card.units[0].id)


# -- states ---------------------------------------------------------------------------------------


def states(ctx: Context, card: DwellingCard, load: Callable[[], DwellingCard]) -> None:
    """The stretches the office has declared, to change, end or withdraw; and a new one."""
    concerns = words.home_name(card)
    open_items(
        ctx,
        Items(
            text("ui.bolig.tilstander"),
            concerns,
            load,
            lambda found: [_state_item(ctx, found, state, concerns) for state in found.states],
            text("ui.bolig.ingen_tilstander"),
            ("dwelling_state",),
            Act(text("ui.bolig.sett_tilstand"), lambda: set_state(ctx, card)),
        ),
    )


def _state_item(ctx: Context, card: DwellingCard, state: StateLine, concerns: str) -> Item:
    room = next((unit.name for unit in card.units if unit.id == state.unit_id), "")
    expected = text("ui.bolig.ventes_ferdig_dato", dato=state.expected_to) if state.expected_to else ""
    title = " · ".join(p for p in (enum_text(state.kind), words.stretch(state.from_date, state.to_date), room) if p)
    acts = [
        Act(text("ui.felles.rediger"), lambda: open_edit(ctx, change_state(ctx, card.id, state, concerns)), "pencil"),
        Act(text("ui.bolig.avslutt"), lambda: open_edit(ctx, end_state(ctx, card.id, state, concerns)), "check"),
        Act(
            text("ui.bolig.trekk_tilbake"), lambda: open_edit(ctx, void_state(ctx, card.id, state, concerns)), "trash-2"
        ),
    ]
    running = state.to_date is None
    shown = acts if running else [acts[0], acts[2]]
    return Item(title, " · ".join(p for p in (state.reason, expected) if p), shown)


def set_state(ctx: Context, card: DwellingCard) -> None:
    """Say that the dwelling is readied, refurbished, reserved or blocked for a time."""
    from ...casework import stock_facts

    person = FieldSpec("person_id", "ui.bolig.reservert_for", FieldKind.PERSON, when=_is_reserved)
    spec = form(
        *unit_field(card),
        FieldSpec("kind", "ui.bolig.tilstand", FieldKind.CHOICE, required=True, choices=enum_choices(StateKind)),
        FieldSpec("from_date", "felt.from_date", FieldKind.DATE, required=True),
        FieldSpec("expected_to", "felt.expected_to", FieldKind.DATE, help="ui.bolig.ventes_hjelp"),
        FieldSpec("reason", "felt.reason", help="ui.bolig.tilstand_grunn_hjelp"),
        *((person,) if ctx.may(Right.PERSON_READ) else ()),
    )

    def save(values: Values, _version: int) -> Done[int]:
        given = stock_facts.StateInput(
            values["kind"],
            values["from_date"],
            expected_to=values["expected_to"],
            reason=values["reason"] or "",
            person_id=values.get("person_id"),
        )
        return stock_facts.set_state(ctx.desk, _unit_of(card, values), given)

    edit = Edit(
        spec,
        text("ui.bolig.sett_tilstand"),
        words.home_name(card),
        save,
        text("ui.bolig.tilstand_satt"),
        STATE_DRAFT,
        str(card.id),
        values={"from_date": ctx.desk.today},
        find=partial(_find_persons, ctx),
    )
    open_edit(ctx, edit)


def _is_reserved(values: Mapping[str, object]) -> bool:
    return values.get("kind") is StateKind.RESERVED


def _find_persons(ctx: Context, letters: str) -> list[Choice]:
    from ..people.finding import find_persons  # the store is loaded in a thread, after the frame is painted

    return find_persons(ctx.desk, letters)


def change_state(ctx: Context, dwelling_id: int, state: StateLine, concerns: str) -> Edit:
    """When a state is expected to be over, and why it is."""
    from ...casework import stock_facts

    spec = form(
        FieldSpec("expected_to", "felt.expected_to", FieldKind.DATE, help="ui.bolig.ventes_hjelp"),
        FieldSpec("reason", "felt.reason", help="ui.bolig.tilstand_grunn_hjelp"),
    )

    def save(values: Values, version: int) -> Done[int]:
        return stock_facts.change_state(ctx.desk, state.id, version, values["expected_to"], values["reason"] or "")

    return Edit(
        spec,
        text("ui.bolig.endre_tilstand", tilstand=enum_text(state.kind)),
        concerns,
        save,
        text("ui.bolig.tilstand_endret"),
        STATE_CHANGE_DRAFT,
        f"{dwelling_id}/{state.id}",
        values={"expected_to": state.expected_to, "reason": state.reason},
        version=state.version,
        versions=partial(stock_facts.fact_versions, ctx.desk, stock_facts.Fact.STATE, state.id),
    )


def end_state(ctx: Context, dwelling_id: int, state: StateLine, concerns: str) -> Edit:
    """The last day of a state."""
    from ...casework import stock_facts

    spec = form(
        FieldSpec("last_day", "ui.bolig.siste_dag", FieldKind.DATE, required=True, help="ui.bolig.siste_dag_hjelp")
    )

    def save(values: Values, version: int) -> Done[None]:
        return stock_facts.end_state(ctx.desk, state.id, version, values["last_day"])

    return Edit(
        spec,
        text("ui.bolig.avslutt_tilstand", tilstand=enum_text(state.kind)),
        concerns,
        save,
        text("ui.bolig.tilstand_avsluttet"),
        STATE_END_DRAFT,
        f"{dwelling_id}/{state.id}",
        values={"last_day": ctx.desk.today},
        version=state.version,
    )


def void_state(ctx: Context, dwelling_id: int, state: StateLine, concerns: str) -> Edit:
    """Withdraw a state that was entered by mistake."""
    from ...casework import stock_facts

    spec = form(FieldSpec("reason", "felt.reason", FieldKind.MULTILINE, required=True, help="ui.bolig.trekk_hjelp"))

    def save(values: Values, version: int) -> Done[None]:
        return stock_facts.void_state(ctx.desk, state.id, version, values["reason"])

    return Edit(
        spec,
        text("ui.bolig.trekk_tilstand", tilstand=enum_text(state.kind)),
        concerns,
        save,
        text("ui.bolig.tilstand_trukket"),
        STATE_VOID_DRAFT,
        f"{dwelling_id}/{state.id}",
        version=state.version,
        button="ui.bolig.trekk_tilbake",
    )


# -- rent and extras ------------------------------------------------------------------------------


def set_rent(ctx: Context, card: DwellingCard) -> None:
    """The rent the municipality asks from a day; running leases keep theirs."""
    from ...casework import stock_facts

    spec = form(
        *unit_field(card),
        FieldSpec("rent_ore", "felt.rent_ore", FieldKind.MONEY, unit="ui.bolig.enhet_kr", required=True),
        FieldSpec("from_date", "felt.from_date", FieldKind.DATE, required=True),
        FieldSpec("basis", "felt.basis", help="ui.bolig.grunnlag_hjelp"),
    )

    def save(values: Values, _version: int) -> Done[int]:
        unit = _unit_of(card, values)
        return stock_facts.set_rent(ctx.desk, unit, values["from_date"], values["rent_ore"], values["basis"] or "")

    edit = Edit(
        spec,
        text("ui.bolig.sett_leie"),
        _rent_now(card),
        save,
        text("ui.bolig.leie_satt"),
        RENT_DRAFT,
        str(card.id),
        values={"from_date": ctx.desk.today},
    )
    open_edit(ctx, edit)


def _rent_now(card: DwellingCard) -> str:
    """Which home, and what is set for it today."""
    newest = card.rents[0] if len(card.units) == 1 and card.rents else None
    if newest is None:
        return words.home_name(card)
    said = text("ui.bolig.leie_na", belop=formats.kroner(newest.rent_ore), dato=newest.from_date)
    return f"{words.home_name(card)} · {said}"


def set_extras(ctx: Context, card: DwellingCard, unit: UnitCard) -> None:
    """What the next tenant pays besides the rent."""
    from ...casework import stock_facts

    known = {line.kind: line for line in unit.set_extras}
    kinds = [*_OFFERED, *(kind for kind in known if kind not in _OFFERED)]
    fields = [field for kind in kinds for field in _extra_fields(kind)]

    def save(values: Values, _version: int) -> Done[None]:
        return stock_facts.set_extras(ctx.desk, unit.id, _extras_of(kinds, values))

    edit = Edit(
        form(*fields),
        text("ui.bolig.tillegg"),
        " · ".join(p for p in (words.home_name(card), unit.name, text("ui.bolig.tillegg_ingress")) if p),
        save,
        text("ui.bolig.tillegg_lagret"),
        EXTRAS_DRAFT,
        f"{card.id}/{unit.id}",
        values=_extra_values(kinds, known),
    )
    open_edit(ctx, edit)


def _extra_fields(kind: ExtraKind) -> tuple[FieldSpec, ...]:
    def asked(values: Mapping[str, object]) -> bool:
        return values.get(kind.value) in _WITH_AMOUNT

    choices = [Choice(None, text("ui.bolig.ikke_avtalt")), *enum_choices(ExtraMode)]
    amount = FieldSpec(
        f"{kind.value}_ore", "felt.amount_ore", FieldKind.MONEY, "ui.bolig.enhet_kr_md", required=True, when=asked
    )
    return (FieldSpec(kind.value, _EXTRA_LABELS[kind], FieldKind.CHOICE, choices=choices), amount)


_EXTRA_LABELS = {
    ExtraKind.ELECTRICITY: "enum.ExtraKind.electricity",
    ExtraKind.HEATING: "enum.ExtraKind.heating",
    ExtraKind.WATER: "enum.ExtraKind.water",
    ExtraKind.INTERNET: "enum.ExtraKind.internet",
    ExtraKind.MUNICIPAL_FEES: "enum.ExtraKind.municipal_fees",
    ExtraKind.COMMON_COSTS: "enum.ExtraKind.common_costs",
    ExtraKind.PARKING: "enum.ExtraKind.parking",
    ExtraKind.OTHER: "enum.ExtraKind.other",
}


def _extra_values(kinds: Sequence[ExtraKind], known: Mapping[ExtraKind, ExtraLine]) -> dict[str, object]:
    values: dict[str, object] = {kind.value: None for kind in kinds}
    for kind, line in known.items():
        values[kind.value] = line.mode
        values[f"{kind.value}_ore"] = line.amount_ore or None
    return values


def _extras_of(kinds: Sequence[ExtraKind], values: Values) -> tuple[ExtraInput, ...]:
    from ...casework.stock_facts import ExtraInput

    chosen = [(kind, values.get(kind.value)) for kind in kinds]
    return tuple(
        ExtraInput(kind, mode, values.get(f"{kind.value}_ore") or 0 if mode in _WITH_AMOUNT else 0)
        for kind, mode in chosen
        if isinstance(mode, ExtraMode)
    )


# -- rooms of a bofellesskap ----------------------------------------------------------------------


def add_room(ctx: Context, card: DwellingCard) -> None:
    """One more room that is let on its own; the first one gets a name when it had none."""
    from ...casework import stock_edit

    nameless = len(card.units) == 1 and not card.units[0].name
    first = FieldSpec("first", "ui.bolig.forste_rom", required=True, help="ui.bolig.forste_rom_hjelp")
    spec = form(
        *((first,) if nameless else ()),
        FieldSpec("name", "ui.bolig.nytt_rom", required=True, help="ui.bolig.rom_hjelp"),
    )

    def save(values: Values, _version: int) -> Done[int]:
        return stock_edit.add_unit(ctx.desk, card.id, values["name"], values.get("first") or "")

    edit = Edit(
        spec,
        text("ui.bolig.legg_til_rom"),
        words.home_name(card),
        save,
        text("ui.bolig.rom_lagt_til"),
        UNIT_DRAFT,
        str(card.id),
    )
    open_edit(ctx, edit)


def carry_out(ctx: Context, act: Callable[[], Done[Any]], said: str) -> None:
    """An act without a form, told and undoable."""
    ctx.write(act, owner=ctx.parent, name=Message("ui.bolig.lagrer"), said=said, undo=True)
