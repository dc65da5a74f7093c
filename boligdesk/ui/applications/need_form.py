"""The form of needs and wishes: size, floor, access, price, parts of town, what to avoid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ...casework.application_card import ApplicationCard
from ...casework.application_needs import change_need
from ...casework.applications import AreaInput, NeedInput
from ...casework.areas import AreaRow, areas
from ...casework.core.changes import Done
from ...rules.application_words import AreaWish, FloorNeed
from ...rules.vocabulary import DwellingKind
from ..drafts import DraftKey
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..people.fields import Values, of
from ..record_tabs.shared_form import SharedFormDialog
from ..shell.context import Context
from ..tenancy.editors import checks
from .forms import draft_title, shared_card, words_for

FORM = "soknader.behov"
_SAME = (
    *("bedrooms", "bedrooms_reason", "floor", "wheelchair", "access_note", "pets", "rooms_wish", "max_rent_ore"),
    *("from_date", "avoid", "services"),
)


def need_dialog(ctx: Context, card: ApplicationCard) -> None:
    """Write needs and wishes; the parts of town are read first."""
    asked = partial(areas, ctx.desk)
    ctx.jobs.read(asked, owner=ctx.parent, topic="områder", done=partial(_show, ctx, card))


def _show(ctx: Context, card: ApplicationCard, found: Sequence[AreaRow]) -> None:
    def save(values: Values, version: int) -> Done[int]:
        return change_need(ctx.desk, card.id, version, need_of(values))

    words = words_for(card, "ui.soknader.behov_tittel", "ui.felles.lagre", "ui.soknader.lagret")
    draft = DraftKey(FORM, draft_title(card), str(card.id), card.version)
    record = shared_card(ctx, card, _values, save)
    SharedFormDialog(ctx, words, _spec(found), record, draft=draft, width=720).begin()


def _spec(found: Sequence[AreaRow]) -> FormSpec:
    places = [Choice(area.id, area.name) for area in found]
    floors = of(FloorNeed)
    size = (
        FieldSpec("bedrooms", "ui.soknader.soverom", FieldKind.COUNT, help="ui.soknader.soverom_hjelp"),
        FieldSpec("bedrooms_reason", "ui.soknader.soverom_grunn", when=lambda v: v.get("bedrooms") is not None),
        FieldSpec("rooms_wish", "ui.soknader.rom_onske", FieldKind.COUNT),
        _ticks("kinds", "ui.soknader.boligtyper", of(DwellingKind)),
        FieldSpec("max_rent_ore", "ui.soknader.hoyeste_leie", FieldKind.MONEY, unit="ui.kontrakt.kroner"),
        FieldSpec("from_date", "ui.soknader.onsket_fra", FieldKind.DATE),
    )
    access = (
        FieldSpec("floor", "ui.soknader.etasje", FieldKind.CHOICE, choices=floors, required=True),
        FieldSpec("wheelchair", "ui.soknader.rullestol", FieldKind.YES_NO),
        FieldSpec("access_note", "ui.soknader.tilgjengelighet", FieldKind.MULTILINE),
        FieldSpec("pets", "ui.soknader.dyr"),
        FieldSpec("services", "ui.soknader.tjenester", FieldKind.MULTILINE),
    )
    where = (
        _ticks("want", "ui.soknader.onskede_omrader", places),
        _ticks("shun", "ui.soknader.unngatte_omrader", places),
        FieldSpec("avoid", "ui.soknader.unnga", FieldKind.MULTILINE, help="ui.soknader.unnga_hjelp"),
    )
    return FormSpec(
        (
            SectionSpec(size, "ui.soknader.storrelse"),
            SectionSpec(access, "ui.soknader.adkomst"),
            SectionSpec(where if places else where[2:], "ui.soknader.sted"),
        )
    )


def _ticks(key: str, label: str, choices: Sequence[Choice]) -> FieldSpec:
    return FieldSpec(key, label, choices=choices, editor=checks(*choices, columns=3))


def _values(card: ApplicationCard) -> dict[str, object]:
    wishes = {wish: frozenset(area.area_id for area in card.areas if area.wish is wish) for wish in AreaWish}
    start: dict[str, object] = {"want": wishes[AreaWish.WANT], "shun": wishes[AreaWish.AVOID]}
    if card.need is None:
        return start | {"floor": FloorNeed.ANY, "wheelchair": False}
    kinds = frozenset(DwellingKind(code) for code in card.need.kinds)
    return start | {name: getattr(card.need, name) for name in _SAME} | {"kinds": kinds}


def need_of(values: Values) -> NeedInput:
    """The needs as they stand in the form."""
    texts = ("bedrooms_reason", "access_note", "pets", "avoid", "services")
    plain: dict[str, Any] = {name: values[name] for name in _SAME if name not in texts}
    plain["floor"], plain["wheelchair"] = values["floor"] or FloorNeed.ANY, bool(values["wheelchair"])
    wanted, shunned = values.get("want") or frozenset(), values.get("shun") or frozenset()
    chosen = [(area, AreaWish.WANT) for area in wanted] + [(area, AreaWish.AVOID) for area in shunned]
    plain |= {name: values[name] or "" for name in texts}
    return NeedInput(
        **plain,
        kinds=tuple(kind for kind in DwellingKind if kind in (values["kinds"] or ())),
        areas=tuple(AreaInput(area, wish) for area, wish in sorted(chosen, key=lambda pair: pair[0])),
    )
