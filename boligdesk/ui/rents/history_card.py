"""On a tenancy's record: what became of its rent, change by change, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...casework.rent_rounds import ChangeRow
from ...rules.arrears.words import RentChangeState
from ...rules.messages import Message
from ...texts import formats, render, text
from ..parts.buttons import Button, link
from ..parts.cards import Card
from ..parts.facts import Facts
from ..record_tabs.document_view import show_document
from ..shell.context import Context
from .lines import state_look

#: The step of an explanation that says from which month to which.
_BY_INDEX = "husleie.indeks.ny_leie"


def history_card(ctx: Context, changes: Sequence[ChangeRow]) -> Card:
    """The changes of a tenancy's rent, the newest first, each with what it rests on."""
    card, facts = Card(text("ui.regulering.historikk")), Facts()
    for change in reversed(changes):
        rents = text("ui.regulering.fra_til", fra=change.old_rent_ore, til=change.new_rent_ore)
        note = ". ".join(part.rstrip(".") for part in _about(change) if part)
        facts.add(formats.day(change.effect_on or change.planned_on), rents, note, state_look(change.state))
        for notice in change.notices:
            if notice.document_id is not None:
                facts.add("", _paper(ctx, notice.name, notice.document_id))
    card.add(facts)
    return card


def _paper(ctx: Context, name: str, document_id: int) -> Button:
    shown = link(text("ui.regulering.varsel_til", navn=name))
    shown.clicked.connect(lambda: show_document(ctx, document_id))
    return shown


def _about(change: ChangeRow) -> Iterator[str]:
    """What it rests on, and what it waits for."""
    found = next((step for step in (change.rent, *change.rent.children) if step.code == _BY_INDEX), None)
    if found is not None:
        yield render(Message("ui.regulering.etter_kpi", found.params))
    else:
        yield text("ui.regulering.til_gjengs")
    if change.state is RentChangeState.DROPPED:
        yield change.why
    elif change.state is RentChangeState.PLANNED:
        yield text("ui.regulering.gjelder_ikke_enna")
    elif change.state is RentChangeState.MOVED and change.effect is not None:
        yield render(change.effect.message)
