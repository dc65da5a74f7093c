"""Restansemøtet: a list proposed from where the accounts stand, chosen by people, with an outcome and task per case.

A line keeps what the account looked like when it was put on the list. With somebody from outside the office, only
households whose consent covers it stand there in full; of others the § 9-11 facts alone (P27), and of protected
persons nothing (P30). The printed list is never filed: it would tell of many to whoever may read one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import func, select

from ..forms.making import make
from ..forms.meeting_data import CaseRow, MeetingData
from ..models.arrears import ArrearsMeeting, MeetingCase
from ..models.casefile import Task
from ..models.ledger import RentAccount
from ..models.office import User
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.templates import Template
from ..rules.vocabulary import TaskKind
from ..texts import text
from .arrears_list import ArrearsQuery, arrears_ids
from .core import account_state
from .core.acts import Look, Work, reads, steps, writes
from .core.desk import Desk
from .core.meeting_cases import CaseFacts, CaseProposal, bare, facts_of, kept, proposals
from .core.papers import office_of
from .core.protection import SHIELD_OFF
from .core.tasks import NewTask, add_task
from .core.templates import template_of


@dataclass(frozen=True)
class MeetingInput:
    """A meeting and the accounts that were chosen for it, in order.

    `consents` says by account what covers a meeting with outsiders ("Samtykke 12.01.2027").
    """

    held_on: date
    account_ids: Sequence[int]
    outsiders: bool = False
    consents: Mapping[int, str] = field(default_factory=dict)
    attending: str = ""
    note: str = ""


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list of them: how many cases those who look may see, and how many have an outcome."""

    id: int
    version: int
    held_on: date
    outsiders: bool
    attending: str
    note: str
    closed_on: date | None
    cases: int
    decided: int


@dataclass(frozen=True)
class CaseLine:
    """An account on the list of a meeting: as it stood then, what was proposed, and what came of it."""

    id: int
    version: int
    account_id: int
    facts: CaseFacts
    proposal: str
    outcome: str
    task_id: int | None


@dataclass(frozen=True)
class Meeting:
    """A meeting with its cases in order."""

    row: MeetingRow
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True)
class OutcomeInput:
    """What came of a case; with a `due` day it becomes a task of `owner_id` (None: who follows the account up)."""

    outcome: str
    due: date | None = None
    owner_id: int | None = None


@reads(Right.LEDGER_READ)
def propose_cases(look: Look) -> list[CaseProposal]:
    """Every account with something to do, in the order of the worklist: what people choose from."""
    ids = arrears_ids.inner(look, ArrearsQuery())
    found = proposals(look, ids)
    return [found[one] for one in ids if one in found]


@writes(Right.ARREARS_WRITE)
def open_meeting(work: Work, given: MeetingInput) -> int:
    """Make the list of a meeting; its id. Refused without cases.

    With outsiders, an account that nothing covers is only there when there is ground for eviction, and a protected
    one never.
    """
    if not given.account_ids:
        raise refuse("restansemote.uten_saker")
    words = {"attending": given.attending.strip(), "note": given.note.strip()}
    meeting = work.add(ArrearsMeeting(held_on=given.held_on, outsiders=given.outsiders, **words))
    ids = list(dict.fromkeys(given.account_ids))
    for account_id in ids:
        work.get(RentAccount, account_id)
    account_state.refresh(work, ids)
    found = proposals(work, ids)
    for position, account_id in enumerate(ids, start=1):
        one = found[account_id]
        facts = _facts(work, one, given)
        work.session.add(
            MeetingCase(
                meeting_id=meeting.id,
                account_id=account_id,
                position=position,
                snapshot=kept(facts),
                proposal="" if facts.bare else one.proposal,
            )
        )
    work.session.flush()
    return meeting.id


def _facts(look: Look, one: CaseProposal, given: MeetingInput) -> CaseFacts:
    if not given.outsiders:
        return one.facts
    if one.protected:
        raise refuse("restansemote.skjermet", nummer=one.facts.number)
    consent = given.consents.get(one.account_id, "").strip()
    if consent:
        return replace(one.facts, consent=consent)
    if not one.told_anyway:
        raise refuse("restansemote.uten_samtykke", hvem=one.facts.who)
    return bare(look, one)


@reads(Right.LEDGER_READ)
def meetings(look: Look) -> list[MeetingRow]:
    """Every meeting that was not withdrawn, the newest first."""
    row = ArrearsMeeting
    query = select(row).where(row.voided_at.is_(None)).order_by(row.held_on.desc(), row.id.desc())
    found = look.session.execute(query).scalars().all()
    counts = _counts(look, [one.id for one in found])
    return [_row(one, *counts[one.id]) for one in found]


def _counts(look: Look, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """By meeting, how many cases it has and how many of them are decided."""
    case, found = MeetingCase, dict.fromkeys(ids, (0, 0))
    for row in look.session.execute(select(case.meeting_id, case.outcome).where(case.meeting_id.in_(ids))):
        cases, decided = found[row.meeting_id]
        found[row.meeting_id] = cases + 1, decided + bool(row.outcome)
    return found


def _row(one: ArrearsMeeting, cases: int, decided: int) -> MeetingRow:
    told = one.outsiders, one.attending, one.note
    return MeetingRow(one.id, one.version, one.held_on, *told, one.closed_on, cases, decided)


@reads(Right.LEDGER_READ)
def meeting(look: Look, meeting_id: int) -> Meeting:
    """A meeting with the cases that the one who looks may see."""
    row = look.get(ArrearsMeeting, meeting_id)
    query = select(MeetingCase).where(MeetingCase.meeting_id == meeting_id).order_by(MeetingCase.position)
    cases = tuple(
        CaseLine(one.id, one.version, one.account_id, facts_of(one.snapshot), one.proposal, one.outcome, one.task_id)
        for one in look.session.execute(query).scalars()
    )
    return Meeting(_row(row, len(cases), sum(bool(one.outcome) for one in cases)), cases)


@dataclass(frozen=True)
class MeetingOutcome:
    """What a meeting came to for one account: the day, the words, and the task's owner and due day."""

    meeting_id: int
    held_on: date
    outcome: str
    due: date | None
    owner: str
    done_on: date | None


@reads(Right.LEDGER_READ)
def outcomes_of(look: Look, account_id: int) -> tuple[MeetingOutcome, ...]:
    """What the meetings came to for an account, the newest first; a meeting without a word of it yet is there too."""
    row, case = ArrearsMeeting, MeetingCase
    query = (
        select(row.id, row.held_on, case.outcome, Task.due, Task.done_on, User.name)
        .join(case, case.meeting_id == row.id)
        .outerjoin(Task, Task.id == case.task_id)
        .outerjoin(User, User.id == Task.owner_id)
        .where(row.voided_at.is_(None), case.account_id == account_id)
        .order_by(row.held_on.desc(), row.id.desc())
    )
    found = look.session.execute(query)
    return tuple(MeetingOutcome(r.id, r.held_on, r.outcome, r.due, r.name or "", r.done_on) for r in found)


@writes(Right.ARREARS_WRITE)
def record_outcome(work: Work, case_id: int, version: int, given: OutcomeInput) -> int | None:
    """Write down what came of a case; with a day it becomes a task, once. The task's id.

    Refused when the meeting is closed, and without words.
    """
    case = work.load(MeetingCase, case_id, version)
    found = work.get(ArrearsMeeting, case.meeting_id)
    if found.closed_on is not None:
        raise refuse("restansemote.lukket")
    if not given.outcome.strip():
        raise refuse("restansemote.utfall_mangler")
    case.outcome = given.outcome.strip()
    if given.due is not None and case.task_id is None:
        account = work.get(RentAccount, case.account_id)
        owner = given.owner_id or account.follow_up_id
        why = text("restansemote.oppgave", dato=found.held_on, utfall=case.outcome)
        task = NewTask(
            TaskKind.MEETING_OUTCOME, given.due, why=why[:500], tenancy_id=account.tenancy_id, owner_id=owner
        )
        case.task_id = add_task(work, task)
    work.session.flush()
    return case.task_id


@writes(Right.ARREARS_WRITE)
def close_meeting(work: Work, meeting_id: int, version: int) -> int:
    """Close a meeting that every case has an outcome of; from then on it stands as it is. Its new version."""
    row = work.load(ArrearsMeeting, meeting_id, version)
    if row.closed_on is not None:
        raise refuse("restansemote.lukket")
    case = MeetingCase
    undecided = select(func.count(case.id)).where(case.meeting_id == meeting_id, case.outcome == "")
    left = work.session.execute(undecided, execution_options={SHIELD_OFF: True}).scalar_one()
    if left:
        raise refuse("restansemote.uten_utfall", antall=left)
    row.closed_on = work.today
    work.session.flush()
    return row.version


@steps(Right.LEDGER_READ)
def meeting_pdf(desk: Desk, meeting_id: int) -> bytes:
    """The list of a meeting on paper, with the cases that the one who prints may see; it is not filed."""
    data, template = _paper(desk, meeting_id)
    return make("restansemote", data, template).pdf


@reads(Right.LEDGER_READ)
def _paper(look: Look, meeting_id: int) -> tuple[MeetingData, Template]:
    found = meeting.inner(look, meeting_id)
    data = MeetingData(
        office=office_of(look),
        printed_on=look.today,
        caseworker=look.who.on_paper,
        held_on=found.row.held_on,
        outsiders=found.row.outsiders,
        attending=found.row.attending or None,
        rows=tuple(_paper_row(one, found.row.held_on) for one in found.cases),
    )
    return data, template_of(look, "restansemote", "nb")


def _paper_row(one: CaseLine, day: date) -> CaseRow:
    facts = one.facts
    return CaseRow(
        who=facts.who,
        where=facts.where,
        owed_ore=facts.overdue_ore,
        days=(day - facts.oldest_due).days if facts.oldest_due else None,
        children=None if facts.bare else _children(facts.children),
        benefit=None if facts.bare else benefit_told(facts),
        talked_on=facts.talked_on,
        done=facts.done or None,
        proposal=one.proposal or None,
        outcome=one.outcome or None,
        last=last_told(facts) or None,
    )


def benefit_told(facts: CaseFacts) -> str:
    """What is known of bostøtte: what was last heard, whether the office has checked it, and when."""
    if facts.benefit_on is None:
        checked = text("restansemote.bostotte_ikke")
    else:
        checked = text("restansemote.bostotte_sjekket", dato=facts.benefit_on)
    return f"{facts.benefit}, {checked}" if facts.benefit else checked


def last_told(facts: CaseFacts) -> str:
    """What the meeting before came to, and how the debt has moved since; empty for one that is new."""
    if facts.last_on is None:
        return ""
    parts = [text("restansemote.sist", dato=facts.last_on, utfall=facts.last_outcome or text("restansemote.sist_uten"))]
    if facts.last_overdue_ore is not None and facts.overdue_ore is not None:
        moved = facts.overdue_ore - facts.last_overdue_ore
        parts.append(text("restansemote.sist_opp", belop=moved) if moved > 0 else "")
        parts.append(text("restansemote.sist_ned", belop=-moved) if moved < 0 else "")
        parts.append("" if moved else text("restansemote.sist_likt"))
    return " ".join(part for part in parts if part)


def _children(known: bool | None) -> str:
    if known is None:
        return text("restansemote.barn_ukjent")
    return text("restansemote.barn_ja") if known else text("restansemote.barn_nei")
