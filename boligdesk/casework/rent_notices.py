"""The notice of a changed rent: a letter to each tenant, and to whoever acts for one; singly or as a batch (P23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial, reduce
from typing import Any

from ..forms.making import make
from ..forms.rent_change_data import RentChangeData
from ..models.casefile import Document
from ..models.ledger import RentChange, RentNotice, RentRound
from ..models.person import Person
from ..rules.arrears.words import RentChangeState
from ..rules.explanation import load
from ..rules.messages import refuse
from ..rules.rent_change import RentChangeBasis
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core import papers
from .core.acting_rows import acting_for, receivers
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.index_rows import index_tables_of
from .core.printing import Letter, PrintedDocument, given_again, print_letter
from .core.rent_change_rows import GROUNDS, RENT
from .core.rent_effect import notices_of, tenants_of
from .core.tenancy_letters import about_tenancy, tenancy_letter


@steps(Right.RENT_ADJUST)
def print_rent_notices(desk: Desk, change_id: int) -> Done[tuple[PrintedDocument, ...]]:
    """The notice of one tenancy's new rent to each of its tenants. A printed one is given again as it was."""
    done = tuple(
        print_letter(desk, letter, before, partial(_filed, change_id, person_id))
        for person_id, letter, before in _letters(desk, change_id)
    )
    changes = reduce(Changes.and_, (one.changes for one in done), Changes())
    return Done(tuple(one.value for one in done), changes)


@steps(Right.RENT_ADJUST)
def preview_rent_notice(desk: Desk, change_id: int, person_id: int) -> bytes:
    """The notice to one of the tenants as it would be made now, marked as a draft."""
    letter = next((letter for one, letter, _before in _letters(desk, change_id) if one == person_id), None)
    if letter is None:
        raise refuse("sak.finnes_ikke")
    return make(letter.key, letter.data, letter.template, draft=True).pdf


@reads(Right.LEDGER_READ)
def _letters(look: Look, change_id: int) -> tuple[tuple[int, Letter, PrintedDocument | None], ...]:
    """By tenant: the letter, and what was printed of it before. Once it is decided, nobody new is written to."""
    change = look.get(RentChange, change_id)
    if change.state is RentChangeState.DROPPED:
        raise refuse("regulering.star_fast")
    made = notices_of(look, change.id)
    to = tenants_of(look, change) if change.state is RentChangeState.PLANNED else tuple(made)
    return tuple((one, _letter(look, change, one, place), _before(look, made.get(one))) for place, one in enumerate(to))


def _before(look: Look, notice: RentNotice | None) -> PrintedDocument | None:
    return given_again(look, look.get(Document, notice.document_id)) if notice is not None else None


def _letter(look: Look, change: RentChange, person_id: int, place: int) -> Letter:
    """To one tenant alone, in their own language; no other tenant's name or address is on it."""
    about, person = about_tenancy(look, change.tenancy_id), look.get(Person, person_id)
    about = replace(about, draft=replace(about.draft, letter_language=person.letter_language))
    own = {
        "recipient": papers.recipient(look, (person_id,), about.draft.unit_id, look.today),
        "tenants": (papers.party(look, person_id, look.today),),
    }
    data = RentChangeData(
        **about.shared | own,
        old_ore=change.old_rent_ore,
        new_ore=change.new_rent_ore,
        effective=change.planned_on,
        **_basis(look, change),
    )
    suffix = f"-{change.planned_on:%Y-%m}" + (f"-{place + 1}" if place else "")
    letter = tenancy_letter(look, about, "varsel_leieendring", DocumentKind.RENT_CHANGE, data, suffix)
    copies = receivers(acting_for(look, person_id), person.full_name)
    return replace(letter, person_id=person_id, copies=copies, explanations=(load(change.explanation[RENT]),))


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
        "base_year": _base_year(look, round_.series),
        "from_month": round_.from_month,
        "to_month": round_.to_month,
        "from_value": round_.from_value,
        "to_value": round_.to_value,
    }


def _base_year(look: Look, series: str) -> str | None:
    """The year in which the table is 100; None for a table the office no longer has."""
    table = index_tables_of(look).tables.get(series)
    return str(table.base_year) if table is not None else None


def _filed(change_id: int, person_id: int, desk: Desk, new: NewDocument) -> Done[int]:
    return _file(desk, change_id, person_id, new)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, change_id: int, person_id: int, new: NewDocument) -> int:
    """File the notice on the tenancy; a colleague may have printed it, or let the change be, this instant."""
    change, made = work.load(RentChange, change_id), notices_of(work, change_id)
    if person_id in made:
        return made[person_id].document_id
    if change.state is not RentChangeState.PLANNED:
        raise refuse("regulering.star_fast")
    notice = RentNotice(change_id=change.id, tenancy_id=change.tenancy_id, person_id=person_id)
    notice.document_id = keep(work, new).id
    return work.add(notice).document_id
