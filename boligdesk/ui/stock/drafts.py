"""An unsaved form of a former day, opened again on the record it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...texts import text
from ..shell.context import Context
from . import dwelling_forms, fact_forms, task_forms, thing_forms, words
from .edit_dialog import open_edit

if TYPE_CHECKING:
    from ...casework.stock import DwellingCard
    from ..drafts import Draft

#: Opens a form on a dwelling; `part` is the id of a key, a state …, None for a new one.
Opener = Callable[[Context, "DwellingCard", "int | None"], object]


def reopen(ctx: Context, draft: Draft) -> int | None:
    """Open the form of a draft. Returns the dwelling it belongs to, which the page then shows."""
    record, _, part = draft.record.partition("/")
    if draft.form == dwelling_forms.BUILDING_DRAFT:
        dwelling_forms.edit_building(ctx, int(record))
        return None
    opener, dwelling_id = _OPENERS[draft.form], int(record)

    def load() -> DwellingCard:
        from ...casework.stock import dwelling_card

        return dwelling_card(ctx.desk, dwelling_id)

    def found(card: DwellingCard) -> None:
        opener(ctx, card, int(part) if part.isdigit() else None)

    ctx.jobs.read(load, owner=ctx.parent, topic="utkast", done=found)
    return dwelling_id


def _of(lines: Sequence[Any], part: int | None) -> Any:
    return next((line for line in lines if line.id == part), None)


def _line(lines: Callable[[DwellingCard], Sequence[Any]], edit: Callable[..., Any], *, new: bool = False) -> Opener:
    """The form of one of the dwelling's records; told when that is gone meanwhile."""

    def open_it(ctx: Context, card: DwellingCard, part: int | None) -> None:
        line = _of(lines(card), part)
        if line is None and not (new and part is None):
            ctx.window.say(text("ui.bolig.utkast_uten_post"))
        else:
            open_edit(ctx, edit(ctx, card.id, line, words.home_name(card)))

    return open_it


def _extras(ctx: Context, card: DwellingCard, part: int | None) -> None:
    unit = _of(card.units, part)
    if unit is not None:
        fact_forms.set_extras(ctx, card, unit)


_OPENERS: Mapping[str, Opener] = {
    dwelling_forms.DWELLING_DRAFT: lambda c, card, _p: dwelling_forms.edit_dwelling(c, card, words.home_name(card)),
    dwelling_forms.RETIRE_DRAFT: lambda c, card, _p: dwelling_forms.retire(c, card, words.home_name(card)),
    fact_forms.STATE_DRAFT: lambda c, card, _p: fact_forms.set_state(c, card),
    fact_forms.STATE_CHANGE_DRAFT: _line(lambda card: card.states, fact_forms.change_state),
    fact_forms.STATE_END_DRAFT: _line(lambda card: card.states, fact_forms.end_state),
    fact_forms.STATE_VOID_DRAFT: _line(lambda card: card.states, fact_forms.void_state),
    fact_forms.RENT_DRAFT: lambda c, card, _p: fact_forms.set_rent(c, card),
    fact_forms.EXTRAS_DRAFT: _extras,
    fact_forms.UNIT_DRAFT: lambda c, card, _p: fact_forms.add_room(c, card),
    task_forms.TASK_DRAFT: lambda c, card, _p: task_forms.new_task(c, card),
    task_forms.POSTPONE_DRAFT: lambda c, card, _p: task_forms.tasks(c, card, lambda: card),
    thing_forms.KEYS_DRAFT: _line(lambda card: card.keys, thing_forms.key_edit, new=True),
    thing_forms.METER_DRAFT: _line(lambda card: card.meters, thing_forms.meter_edit, new=True),
    thing_forms.HEAD_LEASE_DRAFT: _line(lambda card: card.head_leases, thing_forms.head_lease_edit, new=True),
}
