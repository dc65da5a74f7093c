"""What follows when a letter about unpaid rent is sent: from that day it counts, with its deadline and its fee."""

from __future__ import annotations

from sqlalchemy import func, select

from ...models.arrears import ArrearsEvent
from ...models.casefile import Document, Sending
from ...models.ledger import LedgerEntry, RentAccount
from ...models.tenancy import Security
from ...rules.arrears.fees import fee_row
from ...rules.arrears.letters import LETTER_RULES, LetterRule
from ...rules.arrears.words import ArrearsEventKind
from ...rules.messages import refuse
from . import account_state
from .acts import Work
from .protection import shielded_accounts
from .rates import rates_of

#: Where the event of a guarantee claim keeps which guarantee it is on, and how much is claimed (øre).
SECURITY, CLAIMED = "security_id", "claimed_ore"


def arrears_letter_sent(work: Work, document: Document, sending: Sending) -> None:
    """Let the letter count from the day it was sent; the first sending counts.

    Refused for a letter that was withdrawn, or that gives less time or another fee than it must on that day: the
    deadline runs from sending, and the rate is that of the sending day.
    """
    query = select(ArrearsEvent).where(ArrearsEvent.document_id == document.id)
    event = work.session.execute(query).scalars().first()
    if event is None or event.kind not in LETTER_RULES or event.sent_on is not None:
        return
    if event.voided_at is not None:
        raise refuse("restansebrev.trukket")
    if event.account_id in _protected(work, event.account_id):
        raise refuse("restansebrev.er_skjermet")
    _refuse_late(work, event, LETTER_RULES[event.kind], sending)
    event.sent_on = sending.sent_on
    if event.kind is ArrearsEventKind.GUARANTEE_CLAIM:
        _claimed(work, event, sending)
    account_state.refresh(work, (event.account_id,))


def _protected(work: Work, account_id: int) -> frozenset[int]:
    """The account, when somebody of it has been protected since: the letter shows where they lived."""
    found = select(RentAccount.id).where(RentAccount.id == account_id, RentAccount.id.in_(shielded_accounts()))
    return frozenset(work.session.execute(found).scalars())


def arrears_letter_returned(work: Work, document: Document) -> None:
    """The letter came back: it never reached the tenant, and no time runs from it, unless another sending did.

    From now on it lies here unsent: it is sent anew while its deadline is long enough, or withdrawn.
    """
    query = select(ArrearsEvent).where(ArrearsEvent.document_id == document.id, ArrearsEvent.voided_at.is_(None))
    event = work.session.execute(query).scalars().first()
    if event is None or event.kind not in LETTER_RULES or event.sent_on is None:
        return
    reached = select(func.min(Sending.sent_on)).where(Sending.document_id == document.id, Sending.returned_on.is_(None))
    event.sent_on = work.session.execute(reached).scalar_one()
    if event.kind is ArrearsEventKind.GUARANTEE_CLAIM and event.sent_on is None:
        _not_claimed(work, event)
    account_state.refresh(work, (event.account_id,))


def _refuse_late(work: Work, event: ArrearsEvent, rule: LetterRule, sending: Sending) -> None:
    rates, sent = rates_of(work), sending.sent_on
    if event.deadline is not None and event.deadline < (least := rule.least(sent, rates)):
        raise refuse("restansebrev.frist_for_kort", frist=event.deadline, sendt=sent, minst=least)
    if rule.fee is not None and event.fee_entry_id is not None:
        fee = work.get(LedgerEntry, event.fee_entry_id).amount_ore
        if fee != fee_row(rule.fee, sent, rates).ore:
            raise refuse("restansebrev.gebyr_endret", gebyr=fee)


def _claimed(work: Work, event: ArrearsEvent, sending: Sending) -> None:
    security = work.get(Security, event.detail[SECURITY])
    security.claimed_on = sending.sent_on
    security.claimed_ore = (security.claimed_ore or 0) + event.detail[CLAIMED]


def _not_claimed(work: Work, event: ArrearsEvent) -> None:
    security = work.get(Security, event.detail[SECURITY])
    security.claimed_ore = (security.claimed_ore or 0) - event.detail[CLAIMED] or None
    if security.claimed_ore is None:
        security.claimed_on = None
