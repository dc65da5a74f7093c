"""Places on the waiting list: entered by a yes, changed and left by later decisions, each with its event."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from ...models.application import Application
from ...models.decision import Decision, WaitingEvent, WaitingPlace
from ...rules.application_words import WaitingMove
from ...rules.decisions.content import DecidedSheet
from ...rules.messages import refuse
from ...texts import formats
from .acts import Look, Work
from .decision_rows import stored_sheet, stored_text


def standing_place(look: Look, application_id: int) -> WaitingPlace | None:
    """The place an application has on the list now, None when it has none."""
    query = select(WaitingPlace).where(
        WaitingPlace.application_id == application_id,
        WaitingPlace.left_on.is_(None),
        WaitingPlace.voided_at.is_(None),
    )
    return look.session.execute(query).scalar_one_or_none()


def enter_list(work: Work, application: Application, decision: Decision) -> WaitingPlace:
    """Put a household that has a yes on the list, in the group it was decided in.

    One that stands there already keeps its place, under the newer yes and in its group.
    """
    sheet = stored_sheet(decision)
    standing = standing_place(work, application.id)
    if standing is not None:
        before, standing.valid_until = standing.valid_until, decision.valid_until
        standing.decision_id, standing.bedrooms = decision.id, stored_text(decision).bedrooms
        move_event(work, standing, WaitingMove.MOVED, _day(before), _day(decision.valid_until), decision.number)
        _regroup(work, standing, sheet, decision.number)
        return standing
    place = work.add(
        WaitingPlace(
            application_id=application.id,
            decision_id=decision.id,
            entered_on=work.today,
            **_group(sheet),
            bedrooms=stored_text(decision).bedrooms,
            valid_until=decision.valid_until,
        )
    )
    move_event(work, place, WaitingMove.ENTERED, after=sheet.group_text, reason=decision.number)
    return place


def _group(sheet: DecidedSheet) -> dict[str, Any]:
    return {
        "group_key": sheet.group_key,
        "group_step": sheet.group_step,
        "group_text": sheet.group_text[:300],
        "group_order": sheet.group_order,
        "score": sheet.score,
    }


def _regroup(work: Work, place: WaitingPlace, sheet: DecidedSheet, number: str) -> None:
    """A newer assessment may find another group: the place goes there, and the event says from where."""
    if sheet.set_id is None:
        return
    before, moved = place.group_text, place.group_key != sheet.group_key
    for name, value in _group(sheet).items():
        setattr(place, name, value)
    if moved:
        move_event(work, place, WaitingMove.MOVED, before, place.group_text, number)


def leave_list(work: Work, application_id: int, reason: str) -> None:
    """Take a household off the list with the reason; refused when it does not stand there."""
    place = _place(work, application_id)
    place.left_on = work.today
    move_event(work, place, WaitingMove.REMOVED, reason=reason)


def shorten_place(work: Work, application_id: int, valid_until: date | None, reason: str) -> None:
    """Let a place hold to another day (inclusive)."""
    place = _place(work, application_id)
    before, place.valid_until = place.valid_until, valid_until
    move_event(work, place, WaitingMove.MOVED, _day(before), _day(valid_until), reason)


def _place(look: Look, application_id: int) -> WaitingPlace:
    place = standing_place(look, application_id)
    if place is None:
        raise refuse("vedtak.ikke_pa_listen")
    return place


def _day(day: date | None) -> str:
    return formats.day(day) if day else ""


def move_event(
    work: Work, place: WaitingPlace, move: WaitingMove, before: str = "", after: str = "", reason: str = ""
) -> None:
    """Write one movement down; events are never changed."""
    work.add(
        WaitingEvent(
            place_id=place.id,
            application_id=place.application_id,
            at=work.now,
            by=work.who.user_id,
            move=move,
            before=before[:300],
            after=after[:300],
            reason=reason[:500],
        )
    )
