"""The letters of one case as the tab Brev shows them: what was made and where it went, and what could be made today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ..models.arrears import ArrearsEvent
from ..models.casefile import Document, Sending
from ..models.ledger import RentAccount
from ..rules.arrears.letters import LETTER_RULES
from ..rules.arrears.words import ArrearsEventKind
from ..rules.rights import Right
from ..rules.vocabulary import SendingWay
from .arrears_letters import LetterLine, letter_plan, receiver_of
from .core.acts import Look, reads
from .core.document_rows import copies_of
from .core.letter_contents import PRINTED_LETTERS
from .core.printing import PrintedDocument, given_again
from .core.rates import rates_of


@dataclass(frozen=True)
class Sent:
    """One way a letter went, and whether it came back."""

    id: int
    way: SendingWay
    on: date
    receiver: str
    returned_on: date | None


@dataclass(frozen=True)
class LetterRow:
    """A letter that was made (øre). `counts_from`: the day it was sent and did not come back; None while it lies here.

    `send_by` is the last day on which its deadline is long enough (inclusive). `withdrawn` is the reason, once it was.
    """

    event_id: int
    version: int
    document_id: int
    kind: ArrearsEventKind
    made_on: date
    counts_from: date | None
    pay_by: date | None
    send_by: date | None
    amount_ore: int | None
    to: str
    sendings: tuple[Sent, ...]
    withdrawn: str | None

    @property
    def waits(self) -> bool:
        """It lies here, to be sent or withdrawn."""
        return self.counts_from is None and self.withdrawn is None

    @property
    def came_back(self) -> date | None:
        """When its last sending came back."""
        return self.sendings[-1].returned_on if self.sendings else None


@dataclass(frozen=True)
class CaseLetters:
    """The letters of a case, the newest first, and what each kind would be today."""

    made: tuple[LetterRow, ...]
    possible: Mapping[ArrearsEventKind, LetterLine]


@reads(Right.LEDGER_READ)
def case_letters(look: Look, account_id: int) -> CaseLetters:
    """All of it for one account; one that is hidden or not there is refused in the same words."""
    look.get(RentAccount, account_id)
    plans = {kind: letter_plan.inner(look, (account_id,), kind).lines for kind in PRINTED_LETTERS}
    return CaseLetters(_made(look, account_id), {kind: lines[0] for kind, lines in plans.items() if lines})


@reads(Right.DOCUMENT_READ)
def letter_paper(look: Look, document_id: int) -> PrintedDocument:
    """A letter as it was made, byte for byte, with the same letter to each representative."""
    paper = given_again(look, look.get(Document, document_id))
    return replace(paper, copies=tuple(given_again(look, copy) for copy in copies_of(look, document_id)))


def _made(look: Look, account_id: int) -> tuple[LetterRow, ...]:
    event = ArrearsEvent
    query = (
        select(event, Document.data)
        .join(Document, Document.id == event.document_id)
        .where(event.account_id == account_id, event.kind.in_(tuple(LETTER_RULES)))
        .order_by(event.on_date.desc(), event.id.desc())
    )
    rows = look.session.execute(query).all()
    ways, rates = _sendings(look, [one.document_id or 0 for one, _ in rows]), rates_of(look)
    return tuple(_row(one, data, ways[one.document_id or 0], rates) for one, data in rows)


def _row(event: ArrearsEvent, data: Any, sendings: Sequence[Sent], rates: Any) -> LetterRow:
    rule, send_by = LETTER_RULES[event.kind], None
    if event.deadline is not None and rule.days:
        send_by = event.deadline - (rule.least(event.on_date, rates) - event.on_date)
    return LetterRow(
        event_id=event.id,
        version=event.version,
        document_id=event.document_id or 0,
        kind=event.kind,
        made_on=event.on_date,
        counts_from=event.sent_on,
        pay_by=event.deadline,
        send_by=send_by,
        amount_ore=event.amount_ore,
        to=receiver_of(data),
        sendings=tuple(sendings),
        withdrawn=event.void_reason if event.voided_at is not None else None,
    )


def _sendings(look: Look, document_ids: Sequence[int]) -> Mapping[int, list[Sent]]:
    found: dict[int, list[Sent]] = defaultdict(list)
    query = select(Sending).where(Sending.document_id.in_(document_ids)).order_by(Sending.id)
    for row in look.session.execute(query).scalars():
        found[row.document_id].append(Sent(row.id, row.way, row.sent_on, row.receiver, row.returned_on))
    return found
