"""What a letter about unpaid rent would say today, for many accounts at once, and why it cannot be made where it can't.

The same is asked for the preview, when the letter is made, and once more in the act that files it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ...models.arrears import ArrearsEvent
from ...models.office import Office
from ...models.tenancy import Security
from ...rules.arrears.checks import Stop
from ...rules.arrears.facts import ArrearsHold
from ...rules.arrears.fees import FeeAnswer, FeeFacts, FeeLetter, SentFee, fee_for
from ...rules.arrears.letters import LETTER_RULES, LetterRule, Named
from ...rules.arrears.words import ArrearsEventKind, LedgerKind
from ...rules.ledger.claims import MarkedClaim
from ...rules.messages import msg, refuse
from ...rules.rates import MissingRateError
from ...rules.terms import SecurityKind
from .acts import Look
from .arrears_basis import Basis, basis_of
from .arrears_facts import Standing, standings
from .ledger_choice import ledger_kind
from .letter_cases import LetterCase, letter_cases
from .narrowing import narrowed
from .payment_rows import waiting_for

_K = ArrearsEventKind
_FEE_LETTERS = {_K.FEE_LETTER: FeeLetter.COLLECTION_NOTICE, _K.OWN_DEMAND: FeeLetter.OWN_DEMAND}
_GUARANTEES = (SecurityKind.GUARANTEE, SecurityKind.NAV_GUARANTEE)
#: The rate that a betalingsoppfordring tells (inkassoloven § 10).
INTEREST = "late_interest_percent"
_ONCE = frozenset({_K.NAV_NOTICE, _K.COLLECTION})
_OBJECTIONS = frozenset({ArrearsHold.DISPUTED, ArrearsHold.WITHHELD})


@dataclass(frozen=True)
class Unsent:
    """A letter of the same kind that is made and not sent."""

    event_id: int
    made_on: date
    document_id: int


@dataclass(frozen=True)
class Guarantee:
    """What is left of a guarantee (øre), and to when it can be claimed (inclusive)."""

    security_id: int
    guarantor: str
    reference: str
    left_ore: int
    valid_to: date | None


@dataclass(frozen=True)
class Proposal:
    """One letter as it would be made today. `held`: why it cannot be; the figures stand all the same."""

    rule: LetterRule
    standing: Standing
    case: LetterCase
    claims: tuple[MarkedClaim, ...]
    beside: tuple[MarkedClaim, ...]
    fee: FeeAnswer | None
    pay_by: date | None
    account_number: str
    guarantee: Guarantee | None
    unsent: Unsent | None
    held: Stop | None

    @property
    def fee_ore(self) -> int:
        """The fee the letter puts on, in øre."""
        return self.fee.amount_ore if self.fee else 0

    @property
    def sum_ore(self) -> int:
        """What the letter demands, in øre: what remains of all it names, and its own fee."""
        return sum(c.item.remaining_ore for c in (*self.claims, *self.beside)) + self.fee_ore

    @property
    def figures(self) -> tuple[object, ...]:
        """What must be the same when the letter is filed as when it was written."""
        named = tuple((c.item.entry.id, c.item.remaining_ore) for c in (*self.claims, *self.beside))
        return named, self.fee_ore, self.pay_by

    def refuse_held(self) -> None:
        """Refuse what cannot be made, with its reason."""
        if self.held is not None:
            raise refuse("restansebrev.holdt", grunn=self.held.why)


@dataclass(frozen=True)
class _Asked:
    """What is the same for all accounts, and what was read of each."""

    rule: LetterRule
    basis: Basis
    account_number: str
    own_books: bool
    unsent: Mapping[int, Unsent]
    waiting: Mapping[int, int]
    with_fee: frozenset[int]
    guarantees: Mapping[int, Guarantee]


def proposal_of(look: Look, account_id: int, kind: ArrearsEventKind) -> Proposal:
    """The letter of one account; one that is hidden or not there is refused in the same words."""
    found = proposals(look, (account_id,), kind).get(account_id)
    if found is None:
        raise refuse("sak.finnes_ikke")
    return found


def proposals(look: Look, account_ids: Collection[int], kind: ArrearsEventKind) -> dict[int, Proposal]:
    """The letters of these accounts, in a fixed number of statements; hidden accounts are not there."""
    asked = _asked(look, account_ids, kind)
    found, cases = standings(look, account_ids, asked.basis), letter_cases(look, account_ids)
    return {one: _proposal(found[one], cases[one], asked) for one in account_ids if one in found and one in cases}


def _asked(look: Look, account_ids: Collection[int], kind: ArrearsEventKind) -> _Asked:
    rule = LETTER_RULES[kind]
    guarantees = _guarantees(look) if kind is _K.GUARANTEE_CLAIM else {}
    return _Asked(
        rule,
        basis_of(look),
        look.session.get_one(Office, 1).account_number,
        ledger_kind(look) is LedgerKind.OWN,
        _unsent(look, account_ids, kind),
        waiting_for(look, account_ids),
        _with_fee(look, account_ids) if rule.fee else frozenset(),
        guarantees,
    )


def _proposal(standing: Standing, case: LetterCase, asked: _Asked) -> Proposal:
    rule, rates, today = asked.rule, asked.basis.rates, asked.basis.day
    handed = _handed_over(standing)
    claims = tuple(one for one in standing.named_by(rule) if _still_ours(rule, one, handed))
    guarantee, unsent = asked.guarantees.get(case.tenancy_id), asked.unsent.get(standing.account_id)
    fee, pay_by, lacking = None, None, None
    try:
        pay_by = rule.deadline(today, rates)
        fee = _fee(standing, claims, asked)
        if rule.kind is _K.OWN_DEMAND:
            rates.on(INTEREST, today)
    except MissingRateError as error:
        lacking = Stop(error.message, lacks=True)
    stops = _stops(standing, case, claims, asked, guarantee)
    held = next(iter(_made(unsent)), None) or next(stops, None) or lacking
    return Proposal(
        rule,
        standing,
        case,
        claims,
        rule.beside(standing.missed),
        fee,
        pay_by,
        asked.account_number,
        guarantee,
        unsent,
        held,
    )


def _made(unsent: Unsent | None) -> Iterator[Stop]:
    if unsent is not None:
        yield Stop(msg("restansebrev.holdt_usendt", dato=unsent.made_on))


def _stops(
    standing: Standing, case: LetterCase, claims: Collection[MarkedClaim], asked: _Asked, guarantee: Guarantee | None
) -> Iterator[Stop]:
    """Everything that keeps the letter back, the law and the routine first."""
    rule, to_tenant = asked.rule, asked.rule.kind not in (_K.NAV_NOTICE, _K.GUARANTEE_CLAIM)
    if (stop := rule.stop(standing.facts)) is not None:
        yield stop
    if rule.kind in _ONCE and (done := _done(standing, rule.kind)):
        yield Stop(msg("restanse.stopp.gjort", dato=done))
    if waiting := asked.waiting.get(standing.account_id):
        yield Stop(msg("restansebrev.holdt_sorteres", belop=waiting), lacks=True)
    if standing.at.unallocated_ore:
        yield Stop(msg("restansebrev.holdt_til_gode", belop=standing.at.unallocated_ore))
    if case.referred:
        yield Stop(msg("restansebrev.holdt_tilvisning"))
    gone = _gone(rule, standing)
    if gone and (rule.named is Named.RENT or not claims):
        yield Stop(msg("restansebrev.holdt_inkasso", dato=max(gone)))
    if rule.named is not Named.NONE and not claims:
        yield Stop(msg("restansebrev.holdt_uten_krav"))
    if to_tenant and not case.to.lines:
        yield Stop(msg("restansebrev.holdt_uten_adresse"), lacks=True)
    if rule.days and rule.named is not Named.NONE and not (case.kid and asked.account_number):
        yield Stop(msg("restansebrev.holdt_uten_kid" if not case.kid else "restansebrev.holdt_uten_konto"), lacks=True)
    if rule.kind is _K.GUARANTEE_CLAIM:
        yield from _guarantee_stops(guarantee, asked.basis.day)


def _done(standing: Standing, kind: ArrearsEventKind) -> date | None:
    """When it was done for this debt; of the other letters the checks of their step say so."""
    due = standing.facts.oldest_due
    sent = [e.sent_on for e in standing.rows.events if e.kind is kind and e.sent_on and due and e.sent_on >= due]
    return max(sent, default=None)


def _handed_over(standing: Standing) -> dict[int, date]:
    """The claims that lie with a collection agency, and since when; the office does not demand them too."""
    events = [e for e in standing.rows.events if e.kind is _K.COLLECTION and e.sent_on]
    return {claim: e.sent_on for e in events for claim in e.claim_ids if e.sent_on}


def _still_ours(rule: LetterRule, claim: MarkedClaim, handed: Mapping[int, date]) -> bool:
    """A demand leaves out what lies with the agency; a step against the home stands on all its rent, or waits."""
    return rule.named is Named.RENT or claim.item.entry.id not in handed


def _gone(rule: LetterRule, standing: Standing) -> list[date]:
    """When claims that the letter would name were handed over."""
    handed = _handed_over(standing)
    named = (claim.item.entry.id for claim in standing.named_by(rule))
    return [handed[claim] for claim in named if claim in handed]


def _guarantee_stops(guarantee: Guarantee | None, today: date) -> Iterator[Stop]:
    if guarantee is None:
        yield Stop(msg("restansebrev.holdt_uten_garanti"))
    elif guarantee.valid_to is not None and guarantee.valid_to < today:
        yield Stop(msg("restansebrev.holdt_garanti_ute", dato=guarantee.valid_to))
    elif guarantee.left_ore <= 0:
        yield Stop(msg("restansebrev.holdt_garanti_brukt"))


def _fee(standing: Standing, claims: Collection[MarkedClaim], asked: _Asked) -> FeeAnswer | None:
    """The fee by the rate and the count of today; none where the accounting system keeps the accounts (E17)."""
    due = standing.facts.oldest_due
    if asked.rule.fee is None or due is None or not asked.own_books:
        return None
    named, holding = {c.item.entry.id for c in claims}, standing.facts.holding()
    sent = tuple(
        SentFee(_FEE_LETTERS[e.kind], e.sent_on, e.deadline or e.sent_on)
        for e in standing.rows.events
        if e.id in asked.with_fee and e.sent_on and (not e.claim_ids or named & set(e.claim_ids))
    )
    facts = FeeFacts(due, sent, bool(holding.keys() & _OBJECTIONS), holding.get(ArrearsHold.NAV_MONEY))
    return fee_for(asked.rule.fee, asked.basis.day, facts, asked.basis.rates)


def _unsent(look: Look, account_ids: Collection[int], kind: ArrearsEventKind) -> dict[int, Unsent]:
    event = ArrearsEvent
    query = (
        select(event.account_id, event.id, event.on_date, event.document_id)
        .where(event.kind == kind, event.sent_on.is_(None), event.voided_at.is_(None), event.document_id.is_not(None))
        .order_by(event.id)
    )
    rows = look.session.execute(narrowed(query, event.account_id, account_ids))
    return {row.account_id: Unsent(row.id, row.on_date, row.document_id) for row in rows}


def _with_fee(look: Look, account_ids: Collection[int]) -> frozenset[int]:
    """Events of letters with fee; of one that was read in nobody knows, and it counts."""
    event = ArrearsEvent
    query = select(event.id).where(
        event.kind.in_(tuple(_FEE_LETTERS)), or_(event.fee_entry_id.is_not(None), event.imported.is_(True))
    )
    return frozenset(look.session.execute(narrowed(query, event.account_id, account_ids)).scalars())


def _guarantees(look: Look) -> dict[int, Guarantee]:
    """By tenancy, the newest guarantee that is not released."""
    query = (
        select(Security)
        .where(Security.kind.in_(_GUARANTEES), Security.voided_at.is_(None), Security.released_on.is_(None))
        .order_by(Security.id)
    )
    return {row.tenancy_id: _guarantee(row) for row in look.session.execute(query).scalars()}


def _guarantee(row: Any) -> Guarantee:
    last = min((day for day in (row.valid_to, row.claim_by) if day), default=None)
    return Guarantee(row.id, row.guarantor, row.reference, row.amount_ore - (row.claimed_ore or 0), last)
