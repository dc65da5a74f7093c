"""Letters about unpaid rent: what each would say and why some are held, making them, and what was sent or withdrawn.

A letter that is made has its document, the claims it names and its fee on the account, written in one act; it counts
for the next step from the day somebody marks it sent. One that never went is withdrawn, and its fee countered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from ..forms.making import make
from ..models.arrears import ArrearsEvent, NoticeItem
from ..models.base import Voidable
from ..models.casefile import Document, Sending
from ..models.ledger import RentAccount
from ..rules.arrears.letters import LETTER_RULES
from ..rules.arrears.words import ArrearsEventKind
from ..rules.explanation import dump
from ..rules.ledger.entries import EntryKind
from ..rules.messages import Message, RefusedError, refuse
from ..rules.rates import Rates
from ..rules.rights import Right
from ..rules.vocabulary import SendingWay
from ..texts import enum_text, fault_text, text
from . import documents
from .core import account_state
from .core.acts import Look, Work, reads, steps, writes
from .core.arrears_sending import CLAIMED, SECURITY
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.ledger_write import NewEntry, take_back, write_entries
from .core.letter_contents import letter_of
from .core.letter_proposals import Proposal, proposal_of, proposals
from .core.outdated import reckoned
from .core.printing import Letter, PrintedDocument, given_again, print_letter
from .core.rates import rates_of


@dataclass(frozen=True)
class LetterLine:
    """One letter of a plan (øre): whom it goes to, what it demands, its fee, and the last day to pay (inclusive).

    `held` says why it cannot be made now, and `possible_from` when time alone changes that. `event_id` is the same
    letter where it is made and waits to be sent.
    """

    account_id: int
    tenancy_id: int
    to: str
    claims: int
    sum_ore: int
    fee_ore: int
    pay_by: date | None
    held: Message | None
    possible_from: date | None
    event_id: int | None


@dataclass(frozen=True)
class LetterPlan:
    """What making these letters would do, in the order of the accounts."""

    kind: ArrearsEventKind
    lines: tuple[LetterLine, ...]

    @property
    def ready(self) -> tuple[LetterLine, ...]:
        """The letters that can be made."""
        return tuple(line for line in self.lines if line.held is None)

    @property
    def held(self) -> tuple[LetterLine, ...]:
        """Those held back, each with its reason."""
        return tuple(line for line in self.lines if line.held is not None)

    @property
    def sum_ore(self) -> int:
        """What the letters that can be made demand together."""
        return sum(line.sum_ore for line in self.ready)


@reads(Right.LEDGER_READ)
def letter_plan(look: Look, account_ids: Sequence[int], kind: ArrearsEventKind) -> LetterPlan:
    """Which letters of a kind can be made for these accounts today, with their sums, and why the others are held."""
    found = proposals(look, account_ids, kind)
    return LetterPlan(kind, tuple(_line(found[one]) for one in dict.fromkeys(account_ids) if one in found))


def _line(proposal: Proposal) -> LetterLine:
    held, unsent = proposal.held, proposal.unsent
    return LetterLine(
        proposal.standing.account_id,
        proposal.case.tenancy_id,
        proposal.case.to.name,
        len(proposal.claims),
        proposal.sum_ore,
        proposal.fee_ore,
        proposal.pay_by,
        held.why if held else None,
        held.possible_from if held else None,
        unsent.event_id if unsent else None,
    )


@steps(Right.ARREARS_WRITE)
def preview_letter(desk: Desk, account_id: int, kind: ArrearsEventKind) -> bytes:
    """The letter as it would be made now, marked as a draft; one that is held cannot be shown, and says why."""
    letter, _, _ = _letter(desk, account_id, kind)
    return make(letter.key, letter.data, letter.template, draft=True).pdf


@steps(Right.ARREARS_WRITE)
def make_letter(desk: Desk, account_id: int, kind: ArrearsEventKind) -> Done[PrintedDocument]:
    """Make one letter: document, named claims and fee in one act. One made today and not sent is given again.

    A § 4-18 notice needs the right to decide on evictions. Refused with the reason when it is held.
    """
    if LETTER_RULES[kind].decided:
        desk.require(Right.EVICTION_DECIDE)
    letter, before, figures = _letter(desk, account_id, kind)
    return print_letter(desk, letter, before, lambda d, new: _file(d, account_id, kind, figures, new))


@reads(Right.LEDGER_READ)
def _letter(
    look: Look, account_id: int, kind: ArrearsEventKind
) -> tuple[Letter, PrintedDocument | None, tuple[object, ...]]:
    proposal = proposal_of(look, account_id, kind)
    made = proposal.unsent
    if made is None or made.made_on != look.today:
        proposal.refuse_held()
    before = given_again(look, look.get(Document, made.document_id)) if made else None
    return letter_of(look, proposal), before, proposal.figures


@writes(Right.ARREARS_WRITE)
def _file(work: Work, account_id: int, kind: ArrearsEventKind, figures: tuple[object, ...], new: NewDocument) -> int:
    """Write the letter down; a colleague may have made it, or a payment come in, this instant."""
    proposal = proposal_of(work, account_id, kind)
    if proposal.unsent is not None:
        return proposal.unsent.document_id
    proposal.refuse_held()
    if proposal.figures != figures:
        raise refuse("restansebrev.endret")
    document_id = keep(work, new).id
    event = work.add(_event(work, proposal, document_id))
    event.fee_entry_id = _put_fee(work, proposal, document_id)
    _name_claims(work, event, proposal)
    # until it is sent the letter changes nothing that the next step looks at; its fee was reckoned when it was written
    reckoned(work.session, (account_id,))
    return document_id


def _event(work: Work, proposal: Proposal, document_id: int) -> ArrearsEvent:
    guarantee = proposal.guarantee
    claimed = min(proposal.sum_ore, guarantee.left_ore) if guarantee else 0
    return ArrearsEvent(
        account_id=proposal.standing.account_id,
        kind=proposal.rule.kind,
        on_date=work.today,
        deadline=proposal.pay_by,
        document_id=document_id,
        amount_ore=proposal.sum_ore or None,
        detail={SECURITY: guarantee.security_id, CLAIMED: claimed} if guarantee else {},
    )


def _put_fee(work: Work, proposal: Proposal, document_id: int) -> int | None:
    """The fee as a line of its own, with how it came about; None where none may be put on."""
    if proposal.fee is None or not proposal.fee_ore:
        return None
    words = text("restansebrev.gebyr_post", brev=enum_text(proposal.rule.kind), dato=work.today)
    entry = NewEntry(
        proposal.standing.account_id,
        EntryKind.FEE,
        proposal.fee_ore,
        work.today,
        text=words,
        document_id=document_id,
        detail={"fee": dump(proposal.fee.explanation)},
    )
    return write_entries(work, [entry])[0]


def _name_claims(work: Work, event: ArrearsEvent, proposal: Proposal) -> None:
    """The claims that the letter rests on; of a § 4-18 notice rent only (P19)."""
    for claim in proposal.claims:
        entry = claim.item.entry
        item = NoticeItem(account_id=event.account_id, event_id=event.id, claim_id=entry.id, due=entry.on)
        item.amount_ore, item.remaining_ore = entry.amount_ore, claim.item.remaining_ore
        work.session.add(item)
    if event.fee_entry_id is not None:
        fee = NoticeItem(account_id=event.account_id, event_id=event.id, claim_id=event.fee_entry_id, due=event.on_date)
        fee.amount_ore = fee.remaining_ore = proposal.fee_ore
        work.session.add(fee)


@dataclass(frozen=True)
class UnsentLetter:
    """A letter that is made and not marked sent. `send_by`: the last day its deadline is long enough (inclusive).

    `returned_on`: it was sent and came back.
    """

    event_id: int
    version: int
    account_id: int
    tenancy_id: int
    document_id: int
    kind: ArrearsEventKind
    made_on: date
    pay_by: date | None
    send_by: date | None
    amount_ore: int | None
    to: str
    returned_on: date | None


@reads(Right.LEDGER_READ)
def unsent_letters(look: Look, account_ids: Collection[int] | None = None) -> tuple[UnsentLetter, ...]:
    """Letters that wait to be sent, the oldest first; of all accounts with None."""
    event = ArrearsEvent
    columns = (event.kind, event.on_date, event.deadline, event.amount_ore)
    back = select(func.max(Sending.returned_on)).where(Sending.document_id == Document.id).scalar_subquery()
    query = (
        select(event.id, event.version, event.account_id, RentAccount.tenancy_id, event.document_id, *columns)
        .add_columns(Document.data, back.label("back"))
        .join(RentAccount, RentAccount.id == event.account_id)
        .join(Document, Document.id == event.document_id)
        .where(event.sent_on.is_(None), event.voided_at.is_(None), event.document_id.is_not(None))
        .where(event.kind.in_(tuple(LETTER_RULES)))
        .order_by(event.on_date, event.id)
    )
    if account_ids is not None:
        query = query.where(event.account_id.in_(account_ids))
    rates = rates_of(look)
    return tuple(_unsent_line(row, rates) for row in look.session.execute(query))


def _unsent_line(row: Any, rates: Rates) -> UnsentLetter:
    rule = LETTER_RULES[row.kind]
    days = (rule.least(row.on_date, rates) - row.on_date) if row.deadline else timedelta()
    send_by = row.deadline - days if row.deadline else None
    return UnsentLetter(
        row.id,
        row.version,
        row.account_id,
        row.tenancy_id,
        row.document_id,
        row.kind,
        row.on_date,
        row.deadline,
        send_by,
        row.amount_ore,
        receiver_of(row.data),
        row.back,
    )


@dataclass(frozen=True)
class NotMarked:
    """A letter that could not be marked sent, and why in words."""

    event_id: int
    account_id: int
    to: str
    why: str


@dataclass(frozen=True)
class Marked:
    """How many letters were marked sent, and those that were not."""

    count: int
    refused: tuple[NotMarked, ...] = ()


@steps(Right.ARREARS_WRITE)
def mark_letters_sent(
    desk: Desk,
    event_ids: Sequence[int],
    way: SendingWay,
    sent_on: date,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Done[Marked]:
    """Say that these letters went, and their copies; from now on they count. Each is an act of its own.

    Those that were marked before are left as they are. One whose deadline is too short, or whose fee is another on
    that day, is not marked and named with its reason; the others go on.
    """
    changes, marked, refused = Changes(), 0, []
    waiting = {one.event_id: one for one in unsent_letters(desk)}
    for number, event_id in enumerate(event_ids, start=1):
        if (letter := waiting.get(event_id)) is not None:
            try:
                done = _mark(desk, event_id, way, sent_on)
                changes, marked = changes.and_(done.changes), marked + done.value
            except RefusedError as error:
                why = " ".join(fault_text(fault).whole for fault in error.faults)
                refused.append(NotMarked(event_id, letter.account_id, letter.to, why))
        tell(number, len(event_ids))
    return Done(Marked(marked, tuple(refused)), changes)


@writes(Right.ARREARS_WRITE)
def _mark(work: Work, event_id: int, way: SendingWay, sent_on: date) -> int:
    event = work.get(ArrearsEvent, event_id)
    if event.sent_on is not None or event.voided_at is not None or event.document_id is None:
        return 0  # a colleague was faster
    receiver = receiver_of(work.get(Document, event.document_id).data)
    documents.mark_sent_to_all.inner(work, event.document_id, documents.NewSending(way, sent_on, receiver))
    return 1


def receiver_of(data: Any) -> str:
    """Whom a letter is addressed to, by the data it was printed from; "" for a paper that was filed by hand."""
    recipient = (data or {}).get("letter", {}).get("recipient") or {}
    name: str = recipient.get("name", "")
    return name


@writes(Right.ARREARS_WRITE)
def withdraw_letter(work: Work, event_id: int, version: int, reason: str) -> None:
    """Take back a letter that was never sent: its fee is countered, and its document is put out of use."""
    event = work.load(ArrearsEvent, event_id, version)
    if not reason.strip():
        raise refuse("restansebrev.uten_grunn")
    if event.sent_on is not None:
        raise refuse("restansebrev.er_sendt")
    if event.voided_at is not None or event.kind not in LETTER_RULES:
        raise refuse("sak.finnes_ikke")
    if LETTER_RULES[event.kind].decided:
        work.desk.require(Right.EVICTION_DECIDE)
    document = work.get(Document, event.document_id) if event.document_id else None
    records: tuple[Voidable | None, ...] = (event, document)
    for record in filter(None, records):
        record.voided_at, record.voided_by, record.void_reason = work.now, work.who.user_id, reason.strip()
    if event.fee_entry_id is not None:
        take_back(work, event.fee_entry_id, work.today, reason.strip())
    work.reason(reason.strip())
    account_state.refresh(work, (event.account_id,))
