"""The forms of a dwelling and its building: new, edit, leave the stock and come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from ...rules.messages import Message
from ...rules.reading import read_cadastral, read_dwelling_number, read_postcode
from ...rules.vocabulary import Accessible, Disposal, DwellingKind, Standard
from ...texts import enum_text, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..shell.context import Context
from .edit_dialog import Edit, Values, open_edit

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.areas import AreaRow
    from ...casework.core.changes import Done
    from ...casework.stock import DwellingCard
    from ...casework.stock_edit import BuildingForm, BuildingInput, DwellingForm, DwellingInput

BUILDING_DRAFT, DWELLING_DRAFT, NEW_DRAFT, RETIRE_DRAFT = (
    "boliger.bygning",
    "boliger.bolig",
    "boliger.ny",
    "boliger.utga",
)
#: The choice of an area that is not registered yet.
NEW_AREA = -1
_TEXTS = frozenset(
    {
        *("number", "reference", "accessible_note", "standard_note", "suits_children_why", "purpose"),
        *("storage_room", "parking", "shared_rooms", "outdoor_area", "note"),
        *("address", "postcode", "city", "house_rules", "new_area"),
    }
)


def enum_choices(kind: type[Enum]) -> list[Choice]:
    """All members of a code, in their own order."""
    return [Choice(member, enum_text(member)) for member in kind]


def _area_choices(areas: Sequence[AreaRow]) -> list[Choice]:
    return [*(Choice(row.id, row.name) for row in areas), Choice(NEW_AREA, text("ui.bolig.nytt_omrade"))]


def _is_new_area(values: Mapping[str, object]) -> bool:
    return values.get("area_id") == NEW_AREA


_HOUSE_RULES = FieldSpec("house_rules", "felt.house_rules", FieldKind.MULTILINE)


def building_section(areas: Sequence[AreaRow], title: str | None = None) -> SectionSpec:
    """The fields of a building that a new dwelling asks for too."""
    fields = (
        FieldSpec("address", "felt.address", required=True),
        FieldSpec("postcode", "felt.postcode", reader=read_postcode, width=90),
        FieldSpec("city", "felt.city", width=240),
        FieldSpec("area_id", "felt.area_id", FieldKind.CHOICE, choices=_area_choices(areas)),
        FieldSpec("new_area", "ui.bolig.nytt_omrade_navn", required=True, when=_is_new_area),
        FieldSpec("cadastral", "ui.bolig.matrikkel", reader=read_cadastral, width=160, help="ui.bolig.matrikkel_hjelp"),
        FieldSpec("built_year", "felt.built_year", FieldKind.COUNT),
        FieldSpec("lift", "felt.lift", FieldKind.YES_NO),
    )
    return SectionSpec(fields, title)


def dwelling_sections() -> tuple[SectionSpec, ...]:
    """The fields of a dwelling, in the order an office tells of one."""
    what = (
        FieldSpec(
            "number", "felt.dwelling.number", reader=read_dwelling_number, width=110, help="ui.bolig.nummer_hjelp"
        ),
        FieldSpec("reference", "felt.reference", width=160),
        FieldSpec("kind", "felt.kind", FieldKind.CHOICE, required=True, choices=enum_choices(DwellingKind)),
        FieldSpec("disposal", "felt.disposal", FieldKind.CHOICE, required=True, choices=enum_choices(Disposal)),
        FieldSpec("rooms", "felt.rooms", FieldKind.COUNT),
        FieldSpec("bedrooms", "felt.bedrooms", FieldKind.COUNT),
        FieldSpec("area_m2", "felt.area_m2", FieldKind.AREA, unit="ui.bolig.enhet_kvm"),
        FieldSpec("floor", "felt.floor", FieldKind.COUNT),
    )
    suits = (
        FieldSpec("suits_children", "felt.suits_children", FieldKind.YES_NO),
        FieldSpec("suits_children_why", "felt.suits_children_why"),
        FieldSpec("accessible", "felt.accessible", FieldKind.CHOICE, choices=enum_choices(Accessible)),
        FieldSpec("accessible_note", "felt.accessible_note"),
        FieldSpec("standard", "felt.standard", FieldKind.CHOICE, choices=enum_choices(Standard)),
        FieldSpec("standard_note", "felt.standard_note"),
        FieldSpec("purpose", "felt.purpose"),
    )
    more = (
        FieldSpec("heating_included", "felt.heating_included", FieldKind.YES_NO),
        FieldSpec("storage_room", "felt.storage_room"),
        FieldSpec("parking", "felt.parking"),
        FieldSpec("shared_rooms", "felt.shared_rooms", help="ui.bolig.fellesrom_hjelp"),
        FieldSpec("outdoor_area", "felt.outdoor_area"),
        FieldSpec("furnished", "felt.furnished", FieldKind.YES_NO, help="ui.bolig.moblert_hjelp"),
        FieldSpec("pets_allowed", "felt.pets_allowed", FieldKind.YES_NO),
        FieldSpec("inspected_on", "felt.inspected_on", FieldKind.DATE),
        FieldSpec("note", "felt.note", FieldKind.MULTILINE),
    )
    return (
        SectionSpec(what, "ui.bolig.del_boligen"),
        SectionSpec(suits, "ui.bolig.del_egnethet"),
        SectionSpec(more, "ui.bolig.del_annet"),
    )


def _given(values: Values, names: Sequence[str]) -> dict[str, Any]:
    """The form's values as an input wants them: an empty text is "", nothing is None."""
    return {name: values.get(name) or "" if name in _TEXTS else values.get(name) for name in names}


def dwelling_input(values: Values) -> DwellingInput:
    """The dwelling of a form."""
    from ...casework.stock_edit import DwellingInput

    names = [spec.key for section in dwelling_sections() for spec in section.fields]
    return DwellingInput(**_given(values, names), cadastral=values.get("own_cadastral"))


def building_input(values: Values, note: str = "") -> BuildingInput:
    """The building of a form; `note` is kept as it was."""
    from ...casework.stock_edit import BuildingInput

    given = _given(values, ["house_rules", *(spec.key for spec in building_section(()).fields)])
    if given["area_id"] == NEW_AREA:
        given["area_id"] = None
    return BuildingInput(**given, note=note)


def _own_cadastral() -> FieldSpec:
    return FieldSpec(
        "own_cadastral",
        "ui.bolig.egen_matrikkel",
        reader=read_cadastral,
        width=160,
        help="ui.bolig.egen_matrikkel_hjelp",
    )


# -- opening --------------------------------------------------------------------------------------


def new_dwelling(ctx: Context, then: Callable[[int], object], address: str = "") -> None:
    """Ask for a new dwelling, its building with it; `then(id)` when it is registered."""
    from ...casework import areas

    ctx.jobs.read(
        lambda: areas.areas(ctx.desk),
        owner=ctx.parent,
        topic="ny bolig",
        done=lambda found: open_edit(ctx, _new(ctx, found, then, address)),
    )


def _new(ctx: Context, areas: Sequence[AreaRow], then: Callable[[int], object], address: str) -> Edit:
    from ...casework import stock_edit

    rooms = FieldSpec(
        "units", "ui.bolig.rom_navn", FieldKind.MULTILINE, help="ui.bolig.rom_navn_hjelp", when=_is_shared
    )
    first, *rest = dwelling_sections()
    sections = (
        building_section(areas, "ui.bolig.del_bygningen"),
        SectionSpec((*first.fields, rooms, _own_cadastral()), first.title),
        *rest,
    )

    def save(values: Values, _version: int) -> Done[int]:
        return stock_edit.register_at_address(
            ctx.desk, building_input(values), dwelling_input(values), _unit_names(values.get("units"))
        )

    return Edit(
        FormSpec(sections),
        text("ui.bolig.ny_bolig"),
        text("ui.bolig.ny_bolig_ingress"),
        save,
        text("ui.bolig.registrert"),
        NEW_DRAFT,
        "",
        values={"kind": DwellingKind.APARTMENT, "disposal": Disposal.OWNED, "address": address},
        done=then,
        button="ui.bolig.registrer",
        width=720,
    )


def _is_shared(values: Mapping[str, object]) -> bool:
    return values.get("kind") is DwellingKind.SHARED_HOME


def _unit_names(typed: object) -> tuple[str, ...]:
    """One room per line."""
    names = [line.strip() for line in str(typed or "").splitlines() if line.strip()]
    return tuple(names) or ("",)


def edit_dwelling(ctx: Context, card: DwellingCard, concerns: str) -> None:
    """Edit what is said of the dwelling."""
    from ...casework import stock_edit

    ctx.jobs.read(
        lambda: stock_edit.dwelling_form(ctx.desk, card.id),
        owner=ctx.parent,
        topic="bolig",
        done=lambda form: open_edit(ctx, dwelling_edit(ctx, form, concerns)),
    )


def dwelling_edit(ctx: Context, form: DwellingForm, concerns: str) -> Edit:
    """The form of a dwelling that exists."""
    from ...casework import stock_edit

    first, *rest = dwelling_sections()
    values = {name: getattr(form.values, name) for name in form.values.__dataclass_fields__}

    def save(given: Values, version: int) -> Done[int]:
        return stock_edit.change_dwelling(ctx.desk, form.id, version, dwelling_input(given))

    def versions(base: int) -> Any:
        return _renamed(stock_edit.dwelling_versions(ctx.desk, form.id, base))

    return Edit(
        FormSpec((SectionSpec((*first.fields, _own_cadastral()), first.title), *rest)),
        text("ui.bolig.rediger_bolig"),
        concerns,
        save,
        text("ui.bolig.lagret"),
        DWELLING_DRAFT,
        str(form.id),
        values=values | {"own_cadastral": form.values.cadastral},
        version=form.version,
        versions=versions,
        width=720,
    )


def _renamed(theirs: Any) -> Any:
    """The dwelling's own property under the name the form has for it."""
    fields = {("own_cadastral" if key == "cadastral" else key): pair for key, pair in theirs.fields.items()}
    return replace(theirs, fields=fields)


def edit_building(ctx: Context, building_id: int) -> None:
    """Edit the building: address, area of town, property. It holds for all its dwellings."""
    from ...casework import areas, stock_edit

    def load() -> tuple[BuildingForm, Sequence[AreaRow]]:
        return stock_edit.building_form(ctx.desk, building_id), areas.areas(ctx.desk)

    ctx.jobs.read(
        load, owner=ctx.parent, topic="bygning", done=lambda found: open_edit(ctx, building_edit(ctx, *found))
    )


def building_edit(ctx: Context, form: BuildingForm, areas: Sequence[AreaRow]) -> Edit:
    """The form of a building that exists."""
    from ...casework import stock_edit

    values = {name: getattr(form.values, name) for name in form.values.__dataclass_fields__}

    def save(given: Values, version: int) -> Done[int]:
        return stock_edit.change_building(ctx.desk, form.id, version, building_input(given, form.values.note))

    return Edit(
        FormSpec((building_section(areas), SectionSpec((_HOUSE_RULES,)))),
        text("ui.bolig.rediger_bygning"),
        text("ui.bolig.rediger_bygning_ingress", adresse=form.values.address),
        save,
        text("ui.bolig.bygning_lagret"),
        BUILDING_DRAFT,
        str(form.id),
        values=values,
        version=form.version,
        versions=partial(stock_edit.building_versions, ctx.desk, form.id),
        width=720,
    )


def retire(ctx: Context, card: DwellingCard, concerns: str) -> None:
    """Ask when and why the dwelling leaves the stock."""
    from ...casework import stock_edit

    form = FormSpec(
        (
            SectionSpec(
                (
                    FieldSpec("on", "ui.bolig.utgar_dag", FieldKind.DATE, required=True),
                    FieldSpec("reason", "felt.reason", FieldKind.MULTILINE, required=True, help="ui.bolig.utga_hjelp"),
                )
            ),
        )
    )

    def save(values: Values, version: int) -> Done[None]:
        return stock_edit.retire_dwelling(ctx.desk, card.id, version, values["on"], values["reason"])

    edit = Edit(
        form,
        text("ui.bolig.utga"),
        concerns,
        save,
        text("ui.bolig.utgatt"),
        RETIRE_DRAFT,
        str(card.id),
        values={"on": ctx.desk.today},
        version=card.version,
        button="ui.bolig.utga_knapp",
    )
    open_edit(ctx, edit)


def bring_back(ctx: Context, card: DwellingCard) -> None:
    """The dwelling is in the stock again."""
    from ...casework import stock_edit

    ctx.write(
        lambda: stock_edit.bring_back_dwelling(ctx.desk, card.id, card.version),
        owner=ctx.parent,
        name=Message("ui.bolig.lagrer"),
        said=text("ui.bolig.tatt_inn"),
        undo=True,
    )
