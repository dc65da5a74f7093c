"""From the records to what the rules of the next step look at, for many accounts at once (E18)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...rules.arrears.checks import last_day_to_ask
from ...rules.arrears.facts import (
    AgreementState,
    ArrearsFacts,
    ArrearsHold,
    Considered,
    EvictionCase,
    EvictionNotice,
    SentLetter,
    TermEnd,
    Wait,
    named_items,
)
from ...rules.arrears.letters import LetterRule
from ...rules.arrears.words import AgreementKind, ArrearsEventKind, PlanState
from ...rules.ledger.account import Account, AccountAt
from ...rules.ledger.claims import Mark, MarkedClaim, marked
from ...rules.ledger.entries import RENT_FIRST, EntryKind
from ...rules.periods import add_months
from ...rules.terms import Clause
from .accounts import AccountMarks, entries_of, marks_of
from .acts import Look
from .arrears_basis import Basis
from .arrears_rows import Agreed, CaseRows, Happened, case_rows
from .clause_rows import clauses_of

#: What is put on top of a claim; the clock of a debt runs from the claim itself.
ON_TOP = frozenset({EntryKind.FEE, EntryKind.INTEREST, EntryKind.COSTS})
#: What must be paid before namsmannen's case is over: the rent, and what came on top of it.
_CASE_CLAIM = RENT_FIRST | ON_TOP
_FILED = (ArrearsEventKind.PETITION_FILED, ArrearsEventKind.TERM_PETITION_FILED)
_K = ArrearsEventKind


@dataclass(frozen=True)
class Standing:
    """One account on a day: its sums, its open claims with their marks, the records of the case, and the facts.

    What was considered counts from `considered_since` on, for the debt or the end of the term.
    """

    account_id: int
    at: AccountAt
    claims: tuple[MarkedClaim, ...]
    rows: CaseRows
    facts: ArrearsFacts
    considered_since: date

    @property
    def past_due(self) -> tuple[MarkedClaim, ...]:
        """The open claims whose due day has passed."""
        return tuple(claim for claim in self.claims if claim.item.entry.on < self.at.day)

    @property
    def missed(self) -> tuple[MarkedClaim, ...]:
        """Of those, what is known to be missed: the bank's files cover the due day (P22)."""
        known = self.facts.payments_known_to
        return tuple(claim for claim in self.past_due if known is not None and claim.item.entry.on <= known)

    def named_by(self, rule: LetterRule) -> tuple[MarkedClaim, ...]:
        """The claims that a letter made today names."""
        return rule.names(self.missed, _warned(self.rows.events, self.missed, self.at.day))

    @property
    def quiet(self) -> bool:
        """Nothing is past due, no case lies at namsmannen, and no term has run out."""
        case = self.facts.case
        over = case.filed_on is None or case.stopped_on is not None or case.closed_on is not None
        return not self.past_due and over and not self._may_ask_to_move

    @property
    def _may_ask_to_move(self) -> bool:
        """A term has run out, and the tenant was asked to move or still can be; else the lease runs on (§ 9-2)."""
        facts, term = self.facts, self.facts.term
        if term is None:
            return False
        return term.asked_to_move_on is not None or facts.today <= last_day_to_ask(term.ended_on, facts.practice)


def standings(look: Look, account_ids: Collection[int], basis: Basis) -> dict[int, Standing]:
    """Where these accounts stand on the day of the basis, in a fixed number of statements."""
    books, marks = entries_of(look, account_ids), marks_of(look, account_ids)
    rows = case_rows(look, account_ids, basis.day)
    clauses = clauses_of(look, {row.tenancy_id for row in rows.values()}, basis.day)
    return {
        account_id: _standing(account_id, books[account_id], marks[account_id], row, clauses[row.tenancy_id], basis)
        for account_id, row in rows.items()
        if account_id in books
    }


def _standing(
    account_id: int,
    book: Account,
    marks: AccountMarks,
    rows: CaseRows,
    clauses: Mapping[Clause, bool | None],
    basis: Basis,
) -> Standing:
    at = book.at(basis.day)
    claims = marked(at.claims, marks.marks, marks.events, basis.rates, basis.day)
    facts = _facts(claims, rows, clauses, basis)
    term, debt_since, term_since = facts.term, facts.oldest_due or basis.day, _drew_near(facts, basis)
    if term is not None:
        term = replace(term, considered=_considered(rows, term_since, basis.day))
    facts = replace(facts, considered=_considered(rows, debt_since, basis.day), term=term)
    return Standing(account_id, at, claims, rows, facts, min(debt_since, term_since))


def _facts(
    claims: tuple[MarkedClaim, ...], rows: CaseRows, clauses: Mapping[Clause, bool | None], basis: Basis
) -> ArrearsFacts:
    """All but what was considered, which counts from a day that follows from these."""
    day = basis.day
    dunned = [claim for claim in claims if claim.may_be_dunned]
    late = _missed(dunned, basis) or dunned
    due = _oldest(late)
    own = [claim for claim in late if claim.item.entry.kind not in ON_TOP] or late
    events = [event for event in rows.events if event.on <= day]
    state, broken_on = _agreement(rows.agreements, events, due)
    return ArrearsFacts(
        today=day,
        practice=basis.practice,
        payments_known_to=basis.known_to,
        oldest_due=due,
        dunnable_ore=sum(claim.item.remaining_ore for claim in late),
        ground_ore=sum(c.item.remaining_ore for c in late if c.is_eviction_ground and c.item.entry.on < day),
        holds=dict(rows.holds or {}) | _promised(rows.agreements, day),
        beside_plan=_beside_plan(rows.agreements, own, day),
        contact_on=_latest((rows.talked_on, *(e.on for e in events if e.kind is _K.CONTACT))),
        reminder=_letter(events, _K.REMINDER, own),
        fee_letter=_first(events, _K.FEE_LETTER, own),
        own_demand=_letter(events, _K.OWN_DEMAND, own),
        unwarned_due=_unwarned(events, own),
        agreement=state,
        agreement_broken_on=broken_on,
        agreement_ended_on=_latest(a.ended_on for a in _plans(rows.agreements) if a.state is PlanState.ENDED),
        moved_out_on=rows.closed_on if rows.closed_on and rows.closed_on <= day else None,
        referred=rows.referred,
        clause_a_usable=clauses[Clause.A],
        clause_b_usable=clauses[Clause.B],
        children=rows.children,
        notice=_notice(events, claims) if due else None,
        rescinded_on=_latest(e.counts_from for e in events if e.kind is _K.RESCINDED and due and e.on >= due),
        case=_case(events, claims),
        term=_term(rows, events, day),
    )


def _missed(dunned: list[MarkedClaim], basis: Basis) -> list[MarkedClaim]:
    """What is past due and covered by the bank's files; all past due where they cover nothing of it (P22)."""
    late = [claim for claim in dunned if claim.item.entry.on < basis.day]
    known = basis.known_to
    return [claim for claim in late if known is not None and claim.item.entry.on <= known] or late


def _oldest(claims: Sequence[MarkedClaim]) -> date | None:
    """The due day that the clock runs from; of fees and interest only where nothing else is open."""
    own = [claim.item.entry.on for claim in claims if claim.item.entry.kind not in ON_TOP]
    return min(own or [claim.item.entry.on for claim in claims], default=None)


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _letter(events: Sequence[Happened], kind: ArrearsEventKind, late: Sequence[MarkedClaim]) -> SentLetter | None:
    """The last letter sent that named something still open; one that was read in names nothing, and counts."""
    return next(reversed(_letters(events, kind, late)), None)


def _first(events: Sequence[Happened], kind: ArrearsEventKind, late: Sequence[MarkedClaim]) -> SentLetter | None:
    """The first one: a later letter about a later month gives no new time for what was named before."""
    return next(iter(_letters(events, kind, late)), None)


def _letters(events: Sequence[Happened], kind: ArrearsEventKind, late: Sequence[MarkedClaim]) -> list[SentLetter]:
    still, due = {claim.item.entry.id for claim in late}, _oldest(late)
    sent = [e for e in events if e.kind is kind and (still & set(e.claim_ids) if e.claim_ids else True)]
    found = [SentLetter(e.sent_on, e.deadline or e.sent_on) for e in sent if e.sent_on]
    return [letter for letter in found if due is None or letter.on > due]


#: The letters that warn of collection; own betalingsoppfordring does so as well.
_WARNS = (_K.FEE_LETTER, _K.OWN_DEMAND)


def _named(events: Sequence[Happened], claims: Sequence[MarkedClaim], kinds: Collection[ArrearsEventKind]) -> set[int]:
    """The claims that letters of these kinds named; one that was read in named all that was missed when it went."""
    sent = [(event, event.sent_on) for event in events if event.kind in kinds and event.sent_on]
    read_in = max((on for event, on in sent if not event.claim_ids), default=date.min)
    named = {claim_id for event, _ in sent for claim_id in event.claim_ids}
    return named | {claim.item.entry.id for claim in claims if claim.item.entry.on < read_in}


def _unwarned(events: Sequence[Happened], claims: Sequence[MarkedClaim]) -> date | None:
    """The oldest due day of what no inkassovarsel has named; what came on top of a claim needs none."""
    named = _named(events, claims, (_K.FEE_LETTER,))
    own = [claim.item.entry for claim in claims if claim.item.entry.kind not in ON_TOP]
    return min((entry.on for entry in own if entry.id not in named), default=None)


def _warned(events: Sequence[Happened], claims: Sequence[MarkedClaim], day: date) -> set[int]:
    """The claims that a warning has named whose deadline is over."""
    over = [event for event in events if event.sent_on and (event.deadline or event.sent_on) < day]
    return _named(over, claims, _WARNS)


def _notice(events: Sequence[Happened], claims: Sequence[MarkedClaim]) -> EvictionNotice | None:
    last = _last_sent(events, _K.EVICTION_NOTICE)
    return EvictionNotice(last[1], named_items(last[0].claim_ids, claims), last[0].deadline) if last else None


def _last_sent(events: Sequence[Happened], kind: ArrearsEventKind) -> tuple[Happened, date] | None:
    return next(((e, e.sent_on) for e in reversed(events) if e.kind is kind and e.sent_on), None)


def _agreement(
    agreements: Sequence[Agreed], events: Sequence[Happened], due: date | None
) -> tuple[AgreementState, date | None]:
    """Where a betalingsavtale stands, and when the last one was broken. A spoken promise is none."""
    plans = _plans(agreements)
    broken_on = _latest(one.broken_on for one in plans if one.state is PlanState.BROKEN)
    if any(one.state is PlanState.RUNNING for one in plans):
        return AgreementState.RUNNING, broken_on
    told = [e for e in events if e.kind in _ANSWERS and due and e.on >= due]
    if broken_on is not None and (not told or told[-1].on <= broken_on):
        return AgreementState.BROKEN, broken_on
    return (_ANSWERS[told[-1].kind] if told else AgreementState.NOT_OFFERED), broken_on


def _plans(agreements: Sequence[Agreed]) -> list[Agreed]:
    return [one for one in agreements if one.kind is AgreementKind.PLAN]


def _beside_plan(agreements: Sequence[Agreed], late: Sequence[MarkedClaim], day: date) -> bool:
    """Under a running agreement something that it does not cover, and that fell due after it was made, is missed."""
    running = [one for one in _plans(agreements) if one.state is PlanState.RUNNING]
    covered = {claim_id for one in running for claim_id in one.claim_ids}
    own = [claim.item.entry for claim in late if claim.item.entry.id not in covered]
    return any(one.agreed_on < entry.on < day for one in running for entry in own)


_ANSWERS = {_K.AGREEMENT_OFFERED: AgreementState.OFFERED, _K.AGREEMENT_DECLINED: AgreementState.DECLINED}


def _promised(agreements: Sequence[Agreed], day: date) -> dict[ArrearsHold, date | None]:
    """A spoken promise holds the case until its day has passed, and then until the payments of that day are known."""
    running = [a for a in agreements if a.kind is AgreementKind.PROMISE and a.state is PlanState.RUNNING]
    last = _latest(a.until for a in running)
    return {ArrearsHold.AGREEMENT: last if last and last >= day else None} if running else {}


def _considered(rows: CaseRows, since: date, day: date) -> frozenset[Considered]:
    """What was considered for a former debt, or long before the term drew to its end, counts no more."""
    return frozenset(point for point, on in rows.points if since <= on <= day)


def _drew_near(facts: ArrearsFacts, basis: Basis) -> date:
    return add_months(facts.term.ended_on, -basis.practice.number(Wait.REQUEST)) if facts.term else basis.day


def _term(rows: CaseRows, events: Sequence[Happened], day: date) -> TermEnd | None:
    """A fixed term that has run out, with the keys not back (P20). Who was asked to move too early is asked again."""
    ended = rows.fixed_until
    if ended is None or ended >= day or (rows.closed_on is not None and rows.closed_on <= day):
        return None
    sent = [e.sent_on for e in events if e.kind is _K.REQUEST_TO_MOVE and e.sent_on and e.sent_on > ended]
    asked = rows.requested_on if rows.requested_on and ended < rows.requested_on <= day else None
    notice = _last_sent(events, _K.TERM_NOTICE)
    told = EvictionNotice(notice[1], deadline=notice[0].deadline) if notice and notice[1] > ended else None
    return TermEnd(ended, _latest((asked, *sent)), told, rows.complaint_open)


def _case(events: Sequence[Happened], claims: Sequence[MarkedClaim]) -> EvictionCase:
    """The case at namsmannen that was filed last, and what has happened to it since."""
    start = max((at for at, event in enumerate(events) if event.kind in _FILED), default=None)
    if start is None:
        return EvictionCase()
    case = EvictionCase(events[start].on, claim_paid=_is_paid(events[start], claims))
    for event in events[start + 1 :]:
        case = _with(case, event)
    return case


def _with(case: EvictionCase, event: Happened) -> EvictionCase:
    if event.kind is _K.DATE_SET:
        return replace(case, set_for=date.fromisoformat(event.detail[SET_FOR]))
    name = _FIELDS.get(event.kind)
    changed: dict[str, Any] = {name: event.on} if name else {}
    return replace(case, **changed)


#: Where the event of a date that namsmannen has set keeps that date.
SET_FOR = "set_for"
_FIELDS = {
    _K.SERVED: "served_on",
    _K.CARRIED_OUT: "carried_out_on",
    _K.STOPPED: "stopped_on",
    _K.CLOSED: "closed_on",
}


def _is_paid(filed: Happened, claims: Sequence[MarkedClaim]) -> bool:
    """For unpaid rent: all rent fallen due, interest and costs; payment never stops a case about the end of a term."""
    owed = [c for c in claims if c.item.entry.kind in _CASE_CLAIM and Mark.BARRED not in c.marks]
    return filed.kind is _K.PETITION_FILED and not owed


def considered_by(facts: ArrearsFacts) -> list[Considered]:
    """What must be considered for this household before a step against the home (P21)."""
    return [one for one in Considered if facts.children or one is not Considered.CHILD_SITUATION]
