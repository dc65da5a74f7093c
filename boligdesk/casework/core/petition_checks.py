"""What is gone through before a begjæring goes to namsmannen: each point with what the records say (arrears.md § 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...rules.arrears.facts import ArrearsHold, Considered
from ...rules.arrears.words import ArrearsEventKind
from ...rules.ledger.claims import Mark
from ...rules.messages import Message, msg
from .arrears_facts import Standing, considered_by

#: Marks by which the tenant says that the claim is wrong.
_DISPUTES = frozenset({Mark.DISPUTED, Mark.WITHHELD})


@dataclass(frozen=True)
class CheckPoint:
    """One point: what was looked at, and whether it is as it should be; None = the records do not say."""

    what: Message
    ok: bool | None


def petition_checks(standing: Standing, *, for_term: bool) -> tuple[CheckPoint, ...]:
    """All points for a begjæring over unpaid rent, or at the end of a term."""
    return (*_ground(standing, for_term=for_term), *_care(standing, for_term=for_term))


def _ground(standing: Standing, *, for_term: bool) -> Iterator[CheckPoint]:
    facts = standing.facts
    if for_term:
        asked = facts.term is not None and facts.term.asked_to_move_on is not None
        yield CheckPoint(msg("begjaering.klausul_b"), facts.clause_b_usable)
        yield CheckPoint(msg("begjaering.flytteoppfordring"), asked)
        yield CheckPoint(msg("begjaering.varsel"), facts.term is not None and facts.term.notice is not None)
        return
    notice = facts.notice
    open_ore = sum(item.remaining_ore for item in notice.items if item.stands) if notice else 0
    yield CheckPoint(msg("begjaering.klausul_a"), facts.clause_a_usable)
    yield CheckPoint(msg("begjaering.varsel"), notice is not None)
    yield CheckPoint(msg("begjaering.apent", belop=open_ore), open_ore > 0)
    known = facts.payments_known_to
    yield CheckPoint(msg("begjaering.innbetalinger", dato=known) if known else msg("begjaering.ukjent"), bool(known))


def _care(standing: Standing, *, for_term: bool) -> Iterator[CheckPoint]:
    facts = standing.facts
    disputed = bool(facts.holding().keys() & {ArrearsHold.DISPUTED, ArrearsHold.WITHHELD})
    disputed = disputed or any(claim.marks & _DISPUTES for claim in standing.past_due)
    yield CheckPoint(msg("begjaering.uenighet"), not disputed)
    yield CheckPoint(msg("begjaering.barn"), None if facts.children is None else True)
    said = facts.term.considered if for_term and facts.term else facts.considered
    for point in considered_by(facts):
        name = Message(f"enum.Considered.{point.value}")
        yield CheckPoint(msg("begjaering.vurdert", hva=name), point in said)
    told = any(event.kind is ArrearsEventKind.NAV_NOTICE and event.sent_on for event in standing.rows.events)
    yield CheckPoint(msg("begjaering.nav"), told or Considered.NAV_ASKED in said)


def kept(points: tuple[CheckPoint, ...]) -> list[dict[str, Any]]:
    """The points as they are kept with the event."""
    return [{"code": point.what.code, "ok": point.ok} for point in points]
