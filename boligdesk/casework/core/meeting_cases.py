"""What the list of a restansemøte tells of an account, and how little where no consent covers the meeting (P27)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ...models.arrears import ArrearsMeeting, MeetingCase
from ...rules.arrears.facts import Considered
from ...rules.arrears.words import ArrearsEventKind
from ...texts import enum_text, formats, render, text
from ..arrears_list import ArrearsRow, arrears_rows
from .acts import Look
from .arrears_rows import CaseRows, Happened, case_rows
from .benefit_told import benefit_told
from .narrowing import narrowed

#: What § 9-11 lets the landlord tell the municipality: that there is ground for eviction, and how far it has come.
TOLD_ANYWAY = frozenset(
    {
        ArrearsEventKind.EVICTION_NOTICE,
        ArrearsEventKind.TERM_NOTICE,
        ArrearsEventKind.PETITION_FILED,
        ArrearsEventKind.TERM_PETITION_FILED,
        ArrearsEventKind.DATE_SET,
    }
)


_DAYS = ("oldest_due", "talked_on", "benefit_on", "last_on")


@dataclass(frozen=True)
class CaseFacts:
    """An account as a meeting sees it (øre). `consent` says what covers it; empty where only § 9-11 is told.

    `bare`: the figures, the household and the proposal are left out. `benefit`: what was last heard of bostøtte,
    `benefit_on`: when it was last checked.
    `last_on`: the meeting that the account was on before, what was overdue then and what came of it.
    """

    number: str
    who: str
    where: str
    overdue_ore: int | None = None
    balance_ore: int | None = None
    oldest_due: date | None = None
    children: bool | None = None
    talked_on: date | None = None
    done: str = ""
    consent: str = ""
    bare: bool = False
    benefit_on: date | None = None
    last_on: date | None = None
    last_overdue_ore: int | None = None
    last_outcome: str = ""
    benefit: str = ""


@dataclass(frozen=True)
class CaseProposal:
    """An account that could be on the list: its facts, the proposal of the rules, and whether § 9-11 lets it be told.

    `protected`: it is never on a list that others than the office see (P30).
    """

    account_id: int
    tenancy_id: int
    facts: CaseFacts
    proposal: str
    worker_id: int | None
    told_anyway: bool
    protected: bool


def proposals(look: Look, account_ids: Collection[int]) -> dict[int, CaseProposal]:
    """The accounts as they stand today; those that are hidden are not there."""
    rows = arrears_rows.inner(look, list(account_ids))
    cases, last = case_rows(look, list(rows), look.today), _last_meetings(look, rows)
    heard = benefit_told(look, [row.tenancy_id for row in rows.values()])
    return {
        one: _proposal(row, cases[one], last.get(one), heard.get(row.tenancy_id, ""), look.today)
        for one, row in rows.items()
        if one in cases
    }


def _last_meetings(look: Look, account_ids: Collection[int]) -> dict[int, Any]:
    """By account, the newest meeting that it was on, what was overdue then, and what came of it."""
    meeting, case = ArrearsMeeting, MeetingCase
    query = select(case.account_id, meeting.held_on, case.snapshot, case.outcome).join(
        meeting, meeting.id == case.meeting_id
    )
    wanted = narrowed(query.where(meeting.voided_at.is_(None)), case.account_id, account_ids)
    return {row.account_id: row for row in look.session.execute(wanted.order_by(meeting.held_on, meeting.id))}


def _before(last: Any) -> dict[str, Any]:
    """What the meeting before knew of an account, and what came of it."""
    if last is None:
        return {}
    owed = last.snapshot.get("overdue_ore")
    return {"last_on": last.held_on, "last_overdue_ore": owed, "last_outcome": last.outcome}


def _proposal(row: ArrearsRow, case: CaseRows, last: Any, benefit: str, day: date) -> CaseProposal:
    since = row.oldest_due or day
    done = [one for one in case.events if since <= one.on <= day]
    checked = [on for point, on in case.points if point is Considered.HOUSING_ALLOWANCE and on <= day]
    facts = CaseFacts(
        number=row.home.number,
        who="; ".join(row.home.tenants),
        where=" ".join(filter(None, (row.home.address, row.home.dwelling_number))),
        overdue_ore=row.overdue_ore,
        balance_ore=row.balance_ore,
        oldest_due=row.oldest_due,
        children=case.children,
        talked_on=row.talked_on,
        done=_told(done),
        benefit_on=max(checked, default=None),
        benefit=benefit,
        **_before(last),
    )
    anyway = any(one.kind in TOLD_ANYWAY for one in done)
    words = render(row.told) if row.told else text("restansemote.uten_forslag")
    return CaseProposal(row.id, row.tenancy_id, facts, words, row.worker_id, anyway, row.protected)


def _told(events: Iterable[Happened]) -> str:
    return "; ".join(f"{enum_text(one.kind)} {formats.day(one.sent_on or one.on)}" for one in events)


def bare(look: Look, found: CaseProposal) -> CaseFacts:
    """The § 9-11 facts alone: who, where, and the steps towards eviction."""
    events = case_rows(look, (found.account_id,), look.today)[found.account_id].events
    told = [one for one in events if one.kind in TOLD_ANYWAY and one.on >= (found.facts.oldest_due or look.today)]
    return CaseFacts(found.facts.number, found.facts.who, found.facts.where, done=_told(told), bare=True)


def kept(facts: CaseFacts) -> dict[str, Any]:
    """The facts as they are kept on the meeting's line."""
    plain = asdict(facts)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}


def facts_of(snapshot: Any) -> CaseFacts:
    """The facts as they were kept."""
    days = {name: date.fromisoformat(snapshot[name]) for name in _DAYS if snapshot.get(name)}
    return CaseFacts(**{**snapshot, **days})
