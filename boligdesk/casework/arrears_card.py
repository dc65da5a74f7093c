"""The case of one account: who owes, where it stands today and why, what was said, sent and considered.

Reckoned when it is opened, from the records as they are; the list's row is only its shadow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from ..models.arrears import AccountHold, ArrearsEvent, ConsideredPoint
from ..models.casefile import ContactLog
from ..models.ledger import AccountLiable, LedgerEntry, RentAccount
from ..models.office import User
from ..models.person import ContactPoint, Person
from ..rules.arrears.facts import ArrearsFacts, ArrearsHold, Considered
from ..rules.arrears.next_step import Ruling, next_step
from ..rules.arrears.steps import ArrearsStep, Track, TrackState
from ..rules.arrears.words import ArrearsEventKind, StepStanding
from ..rules.explanation import Explanation
from ..rules.ledger.account import AgeBucket
from ..rules.ledger.claims import Mark, MarkedClaim
from ..rules.ledger.entries import EntryKind
from ..rules.messages import Message
from ..rules.rights import Right
from ..rules.vocabulary import ContactKind, ContactWay, Protection
from .arrears_holds import BY_HAND
from .arrears_meetings import MeetingOutcome, outcomes_of
from .core.acts import Look, reads
from .core.arrears_basis import basis_of
from .core.arrears_facts import SET_FOR, Standing, considered_by, standings
from .core.arrears_rows import Agreed
from .core.benefit_told import benefit_told
from .core.lines import lines_of
from .core.person_homes import still
from .tenancy_list import TenancyListRow, tenancy_rows


@dataclass(frozen=True)
class Owing:
    """Somebody who answers for the account from–to (inclusive), and how they are reached."""

    person_id: int
    name: str
    phone: str
    language: str
    interpreter: bool
    from_date: date
    to_date: date | None
    estate: bool
    protected: bool


@dataclass(frozen=True)
class Talk:
    """The last line of the contact log of one who owes."""

    at: datetime
    way: ContactWay
    text: str
    name: str
    who: str


@dataclass(frozen=True)
class StepLine:
    """A step and what the rules say of it today: `told` in words, `source` what it rests on."""

    step: ArrearsStep
    track: Track
    standing: StepStanding
    told: Message
    source: str
    possible_from: date | None
    must_before: date | None


@dataclass(frozen=True)
class EventLine:
    """Something that was done or happened. `claim_ids`: what a letter named; `set_for`: the day namsmannen has set."""

    id: int
    version: int
    kind: ArrearsEventKind
    on_date: date
    sent_on: date | None
    deadline: date | None
    document_id: int | None
    note: str
    amount_ore: int | None
    imported: bool
    who: str
    claim_ids: tuple[int, ...]
    set_for: date | None


@dataclass(frozen=True)
class HoldLine:
    """A hold that somebody has set (inclusive dates)."""

    id: int
    version: int
    hold: ArrearsHold
    from_date: date
    to_date: date | None
    reason: str


@dataclass(frozen=True)
class PointLine:
    """A point that was considered; `counts` for the debt that stands today."""

    id: int
    version: int
    point: Considered
    on_date: date
    text: str
    who: str
    counts: bool


@dataclass(frozen=True)
class ClaimLine:
    """An open claim today (øre) with its marks; `ground`: a § 4-18 notice may name it (P19)."""

    entry_id: int
    kind: EntryKind
    text: str
    month: date | None
    due: date
    amount_ore: int
    remaining_ore: int
    days_late: int
    marks: frozenset[Mark]
    may_be_dunned: bool
    ground: bool


@dataclass(frozen=True)
class ArrearsCard:
    """Everything the case shows. Sums in øre today; `known_to`: payments are known up to that day, inclusive.

    `holding` is all that holds today, whoever set it, with its last day. `needed` must be considered before a step
    against the home. `losing` are all rules but the recommended one; `explanation` is the same as a tree. `benefit` is
    what was last heard of the household's bostøtte, "" where nothing was.
    """

    account_id: int
    tenancy_id: int
    home: TenancyListRow
    owing: tuple[Owing, ...]
    worker_id: int | None
    worker: str
    last_talk: Talk | None
    known_to: date | None
    balance_ore: int
    open_ore: int
    overdue_ore: int
    unallocated_ore: int
    oldest_due: date | None
    ages: Mapping[AgeBucket, int]
    recommended: StepLine
    tracks: Mapping[Track, TrackState]
    next_of: Mapping[Track, StepLine]
    losing: tuple[StepLine, ...]
    explanation: Explanation
    facts: ArrearsFacts
    agreements: tuple[Agreed, ...]
    events: tuple[EventLine, ...]
    holds: tuple[HoldLine, ...]
    holding: Mapping[ArrearsHold, date | None]
    needed: tuple[Considered, ...]
    points: tuple[PointLine, ...]
    claims: tuple[ClaimLine, ...]
    meetings: tuple[MeetingOutcome, ...]
    benefit: str


@reads(Right.LEDGER_READ)
def arrears_card(look: Look, account_id: int) -> ArrearsCard:
    """The case of one account as it stands today; one that is hidden or not there is refused in the same words."""
    account = look.get(RentAccount, account_id)
    basis = basis_of(look)
    standing = standings(look, (account_id,), basis)[account_id]
    found, at, owing = next_step(standing.facts), standing.at, _owing(look, account_id)
    worker = look.session.get(User, account.follow_up_id) if account.follow_up_id else None
    return ArrearsCard(
        account_id=account_id,
        tenancy_id=account.tenancy_id,
        home=tenancy_rows.inner(look, [account.tenancy_id])[account.tenancy_id],
        owing=owing,
        worker_id=account.follow_up_id,
        worker=worker.name if worker else "",
        last_talk=_last_talk(look, {one.person_id for one in owing}),
        known_to=basis.known_to,
        balance_ore=at.balance_ore,
        open_ore=at.open_ore,
        overdue_ore=sum(claim.item.remaining_ore for claim in standing.past_due),
        unallocated_ore=at.unallocated_ore,
        oldest_due=at.oldest.entry.on if at.oldest else None,
        ages=at.ages,
        recommended=_line(found.recommended),
        tracks={track: answer.state for track, answer in found.tracks.items()},
        next_of={track: _line(answer.next) for track, answer in found.tracks.items()},
        losing=tuple(_line(one) for one in found.losing),
        explanation=found.explanation,
        facts=standing.facts,
        agreements=standing.rows.agreements,
        events=_events(look, standing),
        holds=_holds(look, account_id),
        holding=standing.facts.holding(),
        needed=tuple(considered_by(standing.facts)),
        points=_points(look, standing),
        claims=_claims(look, standing),
        meetings=outcomes_of.inner(look, account_id),
        benefit=benefit_told(look, (account.tenancy_id,)).get(account.tenancy_id, ""),
    )


def _line(ruling: Ruling) -> StepLine:
    stop, standing = ruling.stop, StepStanding.READY
    if stop is not None:
        standing = StepStanding.LACKS if stop.lacks else StepStanding.STOPPED
    return StepLine(
        ruling.step,
        ruling.rule.track,
        standing,
        ruling.message,
        ruling.rule.source,
        stop.possible_from if stop else None,
        ruling.must_before,
    )


def _owing(look: Look, account_id: int) -> tuple[Owing, ...]:
    liable = AccountLiable
    query = (
        select(liable, Person)
        .join(Person, Person.id == liable.person_id)
        .where(liable.account_id == account_id)
        .order_by(liable.to_date.is_not(None), liable.id)
    )
    rows = look.session.execute(query).all()
    phones = _phones(look, [person.id for _, person in rows])
    return tuple(
        Owing(
            person.id,
            person.full_name,
            phones.get(person.id, ""),
            person.language,
            person.interpreter,
            one.from_date,
            one.to_date,
            one.estate,
            person.protection is not Protection.NONE,
        )
        for one, person in rows
    )


def _phones(look: Look, person_ids: Sequence[int]) -> dict[int, str]:
    """The newest phone number of each that is still in use."""
    point = ContactPoint
    query = select(point.person_id, point.value).where(
        point.person_id.in_(person_ids), point.kind == ContactKind.PHONE, still(point.to_date, look.today)
    )
    return {row.person_id: row.value for row in look.session.execute(query.order_by(point.id))}


def _last_talk(look: Look, person_ids: set[int]) -> Talk | None:
    log = ContactLog
    query = (
        select(log.at, log.way, log.text, Person.first_name, Person.last_name, User.name)
        .join(Person, Person.id == log.person_id)
        .outerjoin(User, User.id == log.created_by)
        .where(log.person_id.in_(person_ids), log.voided_at.is_(None))
        .order_by(log.at.desc(), log.id.desc())
    )
    row = look.session.execute(query.limit(1)).first()
    return row and Talk(row.at, row.way, row.text, f"{row.first_name} {row.last_name}".strip(), row.name or "")


def _events(look: Look, standing: Standing) -> tuple[EventLine, ...]:
    """The newest first."""
    event = ArrearsEvent
    query = (
        select(event, User.name)
        .outerjoin(User, User.id == event.created_by)
        .where(event.account_id == standing.account_id, event.voided_at.is_(None))
        .order_by(event.on_date.desc(), event.id.desc())
    )
    named = {one.id: one.claim_ids for one in standing.rows.events}
    return tuple(_event(row, name or "", named[row.id]) for row, name in look.session.execute(query))


def _event(row: ArrearsEvent, who: str, claim_ids: tuple[int, ...]) -> EventLine:
    set_for = (row.detail or {}).get(SET_FOR)
    return EventLine(
        id=row.id,
        version=row.version,
        kind=row.kind,
        on_date=row.on_date,
        sent_on=row.sent_on,
        deadline=row.deadline,
        document_id=row.document_id,
        note=row.note,
        amount_ore=row.amount_ore,
        imported=row.imported,
        who=who,
        claim_ids=claim_ids,
        set_for=date.fromisoformat(set_for) if set_for else None,
    )


def _holds(look: Look, account_id: int) -> tuple[HoldLine, ...]:
    """Those that somebody has set and that are not over, the newest first."""
    hold = AccountHold
    query = select(hold).where(
        and_(hold.account_id == account_id, hold.voided_at.is_(None), still(hold.to_date, look.today)),
        hold.hold.in_(BY_HAND),
    )
    return lines_of(HoldLine, look.session.execute(query.order_by(hold.id.desc())).scalars())


def _points(look: Look, standing: Standing) -> tuple[PointLine, ...]:
    """All that was ever considered, the newest first."""
    point = ConsideredPoint
    query = (
        select(point, User.name)
        .outerjoin(User, User.id == point.created_by)
        .where(point.account_id == standing.account_id, point.voided_at.is_(None))
        .order_by(point.on_date.desc(), point.id.desc())
    )
    since = standing.considered_since
    return tuple(
        PointLine(row.id, row.version, row.point, row.on_date, row.text, name or "", row.on_date >= since)
        for row, name in look.session.execute(query)
    )


def _claims(look: Look, standing: Standing) -> tuple[ClaimLine, ...]:
    """Oldest first."""
    ids = [claim.item.entry.id for claim in standing.claims]
    texts = select(LedgerEntry.id, LedgerEntry.text).where(LedgerEntry.id.in_(ids))
    said: dict[int, str] = {row.id: row.text for row in look.session.execute(texts)}
    return tuple(_claim(claim, said[claim.item.entry.id], look.today) for claim in standing.claims)


def _claim(claim: MarkedClaim, text: str, today: date) -> ClaimLine:
    entry = claim.item.entry
    return ClaimLine(
        entry_id=entry.id,
        kind=entry.kind,
        text=text,
        month=entry.month,
        due=entry.on,
        amount_ore=entry.amount_ore,
        remaining_ore=claim.item.remaining_ore,
        days_late=max(0, (today - entry.on).days),
        marks=claim.marks,
        may_be_dunned=claim.may_be_dunned,
        ground=claim.is_eviction_ground,
    )
