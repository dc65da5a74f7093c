"""Keys, meters and the municipality's own lease of a dwelling: a list of each, and a form for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...rules.reading import read_org_number
from ...rules.vocabulary import MeterKind
from ...texts import enum_text, formats, text
from ..parts.form_spec import FieldKind, FieldSpec
from ..record_tabs.items_dialog import Act, Item, Items, open_items
from ..shell.context import Context
from . import words
from .dwelling_forms import enum_choices
from .edit_dialog import Edit, Values, open_edit
from .fact_forms import carry_out, form

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.core.changes import Done
    from ...casework.core.versions import Theirs
    from ...casework.stock import DwellingCard, HeadLeaseLine, KeyLine, MeterLine
    from ...casework.stock_facts import HeadLeaseInput

KEYS_DRAFT, METER_DRAFT, HEAD_LEASE_DRAFT = "boliger.nokler", "boliger.maler", "boliger.innleie"

Load = Callable[[], "DwellingCard"]


# -- keys -----------------------------------------------------------------------------------------


def keys(ctx: Context, card: DwellingCard, load: Load) -> None:
    """The keys of a dwelling: how many there are, how many are handed out."""
    name = words.home_name(card)
    open_items(
        ctx,
        Items(
            text("ui.bolig.nokler"),
            name,
            load,
            lambda found: [_key_item(ctx, card.id, line, name) for line in found.keys],
            text("ui.bolig.ingen_nokler"),
            ("dwelling_key",),
            Act(text("ui.bolig.ny_nokkel"), lambda: open_edit(ctx, key_edit(ctx, card.id, None, name))),
        ),
    )


def _key_item(ctx: Context, dwelling_id: int, line: KeyLine, name: str) -> Item:
    from ...casework import stock_facts

    def remove() -> None:
        act = partial(stock_facts.remove_keys, ctx.desk, line.id, line.version)
        carry_out(ctx, act, text("ui.bolig.nokler_fjernet"))

    acts = (
        Act(text("ui.felles.rediger"), lambda: open_edit(ctx, key_edit(ctx, dwelling_id, line, name)), "pencil"),
        Act(text("ui.bolig.fjern"), remove, "trash-2"),
    )
    return Item(line.label, words.key_line(line, with_label=False), acts)


def key_edit(ctx: Context, dwelling_id: int, line: KeyLine | None, name: str) -> Edit:
    """The form of keys of one kind; a new kind when there is no line."""
    from ...casework import stock_facts

    label = FieldSpec("label", "felt.dwelling_key.label", required=True, help="ui.bolig.nokkel_hjelp")
    count = FieldSpec("count", "felt.count", FieldKind.COUNT, required=True)
    number = FieldSpec("system_number", "felt.system_number", width=160)
    if line is None:

        def add(v: Values, _version: int) -> Done[int]:
            return stock_facts.add_keys(ctx.desk, dwelling_id, v["label"], v["count"], v["system_number"] or "")

        return Edit(
            form(label, count, number),
            text("ui.bolig.ny_nokkel"),
            name,
            add,
            text("ui.bolig.nokler_lagret"),
            KEYS_DRAFT,
            f"{dwelling_id}/ny",
        )

    def change(v: Values, version: int) -> Done[int]:
        return stock_facts.change_keys(
            ctx.desk, line.id, version, v["label"], v["count"], v["handed_out"] or 0, v["system_number"] or ""
        )

    return Edit(
        form(label, count, FieldSpec("handed_out", "felt.handed_out", FieldKind.COUNT, required=True), number),
        text("ui.bolig.rediger_nokler"),
        name,
        change,
        text("ui.bolig.nokler_lagret"),
        KEYS_DRAFT,
        f"{dwelling_id}/{line.id}",
        values={k: getattr(line, k) for k in ("label", "count", "handed_out", "system_number")},
        version=line.version,
        versions=partial(stock_facts.fact_versions, ctx.desk, stock_facts.Fact.KEYS, line.id),
    )


# -- meters ---------------------------------------------------------------------------------------


def meters(ctx: Context, card: DwellingCard, load: Load) -> None:
    """The meters that are read at moving in and out."""
    name = words.home_name(card)
    open_items(
        ctx,
        Items(
            text("ui.bolig.malere"),
            name,
            load,
            lambda found: [_meter_item(ctx, card.id, line, name) for line in found.meters],
            text("ui.bolig.ingen_malere"),
            ("meter",),
            Act(text("ui.bolig.ny_maler"), lambda: open_edit(ctx, meter_edit(ctx, card.id, None, name))),
        ),
    )


def _meter_item(ctx: Context, dwelling_id: int, line: MeterLine, name: str) -> Item:
    from ...casework import stock_facts

    def remove() -> None:
        act = partial(stock_facts.remove_meter, ctx.desk, line.id, line.version)
        carry_out(ctx, act, text("ui.bolig.maler_fjernet"))

    acts = (
        Act(text("ui.felles.rediger"), lambda: open_edit(ctx, meter_edit(ctx, dwelling_id, line, name)), "pencil"),
        Act(text("ui.bolig.fjern"), remove, "trash-2"),
    )
    return Item(enum_text(line.kind), line.number, acts)


def meter_edit(ctx: Context, dwelling_id: int, line: MeterLine | None, name: str) -> Edit:
    """The form of a meter; a new one when there is no line."""
    from ...casework import stock_facts

    def save(v: Values, version: int) -> Done[int]:
        if line is None:
            return stock_facts.add_meter(ctx.desk, dwelling_id, v["kind"], v["number"] or "")
        return stock_facts.change_meter(ctx.desk, line.id, version, v["kind"], v["number"] or "")

    def versions(base: int) -> Theirs:
        return stock_facts.fact_versions(ctx.desk, stock_facts.Fact.METER, line.id if line else 0, base)

    return Edit(
        form(
            FieldSpec("kind", "ui.bolig.maler_type", FieldKind.CHOICE, required=True, choices=enum_choices(MeterKind)),
            FieldSpec("number", "ui.bolig.maler_nummer", required=True, width=200),
        ),
        text("ui.bolig.rediger_maler" if line else "ui.bolig.ny_maler"),
        name,
        save,
        text("ui.bolig.maler_lagret"),
        METER_DRAFT,
        f"{dwelling_id}/{line.id if line else 'ny'}",
        values={"kind": line.kind, "number": line.number} if line else {},
        version=line.version if line else 0,
        versions=versions,
    )


# -- the municipality's own lease -----------------------------------------------------------------


def head_leases(ctx: Context, card: DwellingCard, load: Load) -> None:
    """The leases by which the municipality rents the dwelling it lets on (P4)."""
    name = words.home_name(card)
    open_items(
        ctx,
        Items(
            text("ui.bolig.innleieavtaler"),
            name,
            load,
            lambda found: [_lease_item(ctx, card.id, line, name) for line in found.head_leases],
            text("ui.bolig.ingen_innleie"),
            ("head_lease",),
            Act(text("ui.bolig.ny_innleie"), lambda: open_edit(ctx, head_lease_edit(ctx, card.id, None, name))),
        ),
    )


def _lease_item(ctx: Context, dwelling_id: int, line: HeadLeaseLine, name: str) -> Item:
    note = (
        text("ui.bolig.per_md", belop=formats.kroner(line.rent_ore)),
        text("ui.bolig.oppsigelsestid", antall=line.notice_months),
        formats.org_number(line.owner_org_number),
        line.owner_contact,
    )
    edit = Act(
        text("ui.felles.rediger"), lambda: open_edit(ctx, head_lease_edit(ctx, dwelling_id, line, name)), "pencil"
    )
    return Item(words.head_lease(line), " · ".join(part for part in note if part), (edit,))


_LEASE_FIELDS = (
    FieldSpec("owner_name", "felt.owner_name", required=True),
    FieldSpec("owner_org_number", "felt.owner_org_number", reader=read_org_number, width=160),
    FieldSpec("owner_contact", "felt.owner_contact"),
    FieldSpec("from_date", "felt.from_date", FieldKind.DATE, required=True),
    FieldSpec("to_date", "felt.to_date", FieldKind.DATE, help="ui.bolig.innleie_til_hjelp"),
    FieldSpec("notice_months", "felt.notice_months", FieldKind.COUNT, required=True),
    FieldSpec("rent_ore", "felt.rent_ore", FieldKind.MONEY, unit="ui.bolig.enhet_kr"),
)


def head_lease_edit(ctx: Context, dwelling_id: int, line: HeadLeaseLine | None, name: str) -> Edit:
    """The form of a head lease; a new one when there is no line."""
    from ...casework import stock_facts

    def save(values: Values, version: int) -> Done[int]:
        if line is None:
            return stock_facts.add_head_lease(ctx.desk, dwelling_id, _lease_input(values))
        return stock_facts.change_head_lease(ctx.desk, line.id, version, _lease_input(values))

    def versions(base: int) -> Theirs:
        return stock_facts.fact_versions(ctx.desk, stock_facts.Fact.HEAD_LEASE, line.id if line else 0, base)

    keys_of = [spec.key for spec in _LEASE_FIELDS]
    return Edit(
        form(*_LEASE_FIELDS),
        text("ui.bolig.rediger_innleie" if line else "ui.bolig.ny_innleie"),
        name,
        save,
        text("ui.bolig.innleie_lagret"),
        HEAD_LEASE_DRAFT,
        f"{dwelling_id}/{line.id if line else 'ny'}",
        values={key: getattr(line, key) for key in keys_of} if line else {"notice_months": 3},
        version=line.version if line else 0,
        versions=versions,
    )


def _lease_input(values: Values) -> HeadLeaseInput:
    from ...casework.stock_facts import HeadLeaseInput

    return HeadLeaseInput(
        values["owner_name"],
        values["from_date"],
        values["to_date"],
        values["owner_org_number"] or "",
        values["owner_contact"] or "",
        values["notice_months"],
        values["rent_ore"] or 0,
    )
