"""The notice of a changed rent: one per tenancy, addressed to all its tenants, printed one by one or as a batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ..forms.rent_change_data import RentChangeData
from ..models.casefile import Document
from ..models.ledger import RentChange, RentRound
from ..rules.arrears.words import RentChangeState
from ..rules.explanation import load
from ..rules.messages import refuse
from ..rules.rent_change import RentChangeBasis
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.printing import Letter, PrintedDocument, given_again, print_letter
from .core.rent_change_rows import GROUNDS, RENT
from .core.tenancy_letters import about_tenancy, tenancy_letter


@steps(Right.RENT_ADJUST)
def print_rent_notice(desk: Desk, change_id: int) -> Done[PrintedDocument]:
    """The notice of one tenancy's new rent. A printed one is given again as it was."""
    letter, before = _letter(desk, change_id)
    return print_letter(desk, letter, before, lambda d, new: _file(d, change_id, new))


@reads(Right.LEDGER_READ)
def _letter(look: Look, change_id: int) -> tuple[Letter, PrintedDocument | None]:
    change = look.get(RentChange, change_id)
    if change.state is RentChangeState.DROPPED:
        raise refuse("regulering.star_fast")
    about = about_tenancy(look, change.tenancy_id)
    data = RentChangeData(
        **about.shared,
        old_ore=change.old_rent_ore,
        new_ore=change.new_rent_ore,
        effective=change.planned_on,
        **_basis(look, change),
    )
    letter = tenancy_letter(
        look, about, "varsel_leieendring", DocumentKind.RENT_CHANGE, data, f"-{change.planned_on:%Y-%m}"
    )
    letter = replace(letter, explanations=(load(change.explanation[RENT]),))
    if change.document_id is not None:
        return letter, given_again(look, look.get(Document, change.document_id))
    return letter, None


def _basis(look: Look, change: RentChange) -> dict[str, Any]:
    """What the new rent rests on, as the letter tells it."""
    if change.basis is RentChangeBasis.MARKET:
        assessed_on = load(change.explanation[RENT]).params["dato"]
        if not isinstance(assessed_on, date):
            raise TypeError(change.id)
        return {"assessed_on": assessed_on, "grounds": change.explanation.get(GROUNDS) or None}
    round_ = look.get(RentRound, change.round_id or 0)
    return {
        "table": round_.series,
        "from_month": round_.from_month,
        "to_month": round_.to_month,
        "from_value": round_.from_value,
        "to_value": round_.to_value,
    }


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, change_id: int, new: NewDocument) -> int:
    """File the notice on the tenancy; a colleague may have printed it this instant."""
    change = work.load(RentChange, change_id)
    if change.document_id is None:
        change.document_id = keep(work, new).id
    return change.document_id
