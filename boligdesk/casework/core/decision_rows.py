"""Decisions as records: what is stored with one, which of a case stand, and who has had a hand in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from ...models.decision import Decision
from ...models.office import User
from ...rules.application_words import DecisionBasis, DecisionState
from ...rules.decisions.content import DecidedSheet, DecisionText, sheet_of, text_of
from ...rules.messages import refuse
from .acts import Look, Work
from .document_rows import plain_data

#: Not made yet.
OPEN = (DecisionState.DRAFT, DecisionState.PROPOSED)


def decision_of(look: Look, decision_id: int) -> Decision:
    """A decision by id; one that is gone, hidden or taken out is refused in the same words."""
    decision = look.get(Decision, decision_id)
    if decision.voided_at is not None:
        raise refuse("sak.finnes_ikke")
    return decision


def decisions_in(look: Look, application_id: int) -> list[Decision]:
    """The decisions of an application, newest first, without drafts that were thrown away."""
    query = select(Decision).where(Decision.application_id == application_id, Decision.voided_at.is_(None))
    return list(look.session.execute(query.order_by(Decision.id.desc())).scalars())


def find(decisions: Iterable[Decision], basis: DecisionBasis, states: tuple[DecisionState, ...]) -> Decision | None:
    """The newest decision on a basis in one of these states."""
    return next((d for d in decisions if d.basis is basis and d.state in states), None)


def replacement_of(look: Look, decision_id: int) -> Decision | None:
    """The decision that replaces this one or is being written to do so."""
    query = select(Decision).where(Decision.replaces_id == decision_id, Decision.voided_at.is_(None))
    return look.session.execute(query.order_by(Decision.id.desc()).limit(1)).scalar_one_or_none()


def stored_text(decision: Decision) -> DecisionText:
    """What the caseworker wrote."""
    return text_of((decision.content or {}).get("text"))


def stored_sheet(decision: Decision) -> DecidedSheet:
    """The assessment it was made on, empty where none is frozen."""
    return sheet_of(decision.facts["sheet"]) if decision.facts else DecidedSheet()


def authors_of(decision: Decision) -> tuple[int | None, ...]:
    """Everybody who has written on or proposed a decision; None is somebody without a login."""
    return tuple((decision.content or {}).get("authors", ()))


def content_of(text: DecisionText, authors: Iterable[int | None]) -> dict[str, Any]:
    """What is written and by whom, as it is kept."""
    return {"text": plain_data(text), "authors": list(dict.fromkeys(authors))}


def write_text(work: Work, decision: Decision, text: DecisionText) -> None:
    """Keep the text, and who has had a hand in it: none of them may approve it."""
    decision.content = content_of(text, (*authors_of(decision), work.who.user_id))
    decision.valid_until = text.valid_until


def user_name(look: Look, user_id: int | None) -> str:
    """The name of a user, "" for nobody."""
    user = look.session.get(User, user_id) if user_id else None
    return user.name if user else ""
