"""What an agreement can be made of, how its instalments could be, and the agreements of an account as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..models.ledger import RentAccount
from ..models.tenancy import Tenancy
from ..rules.arrears.agreement import Part, by_surplus, in_parts, paid_of
from ..rules.arrears.words import AgreementKind, CheckResult, PlanState
from ..rules.findings import soft
from ..rules.ledger.claims import Mark, MarkedClaim
from ..rules.ledger.entries import EntryKind
from ..rules.messages import Control, Message, msg
from ..rules.rights import Right
from .core.accounts import entries_of
from .core.acts import Look, reads
from .core.agreement_claims import CLOSED, chosen_claims, claim_words, due_claims, tolerance_days
from .core.agreement_rows import Agreement, agreements
from .core.agreement_watch import checks_of
from .core.budget_rows import BudgetFigures, budget_figures


@dataclass(frozen=True)
class OpenClaim:
    """A claim that can be agreed on: what it is, when it was due, what remains (øre), and the marks it has."""

    claim_id: int
    kind: EntryKind
    what: Message
    due: date
    remaining_ore: int
    marks: frozenset[Mark]


@dataclass(frozen=True)
class AgreementChoices:
    """What a new agreement can be made of; `running` are those that run already.

    `budget` is the household's newest one in guidance; None also for those who may not see guidance.
    """

    claims: tuple[OpenClaim, ...]
    tolerance_days: int
    running: frozenset[AgreementKind]
    budget: BudgetFigures | None = None


@dataclass(frozen=True)
class PlanWish:
    """How a debt is to be paid: by what the household can spare a month (øre), or in so many instalments."""

    claim_ids: Sequence[int]
    first_due: date
    surplus_ore: int | None = None
    count: int = 1


@dataclass(frozen=True)
class PlanProposal:
    """The instalments of a wish, what they add up to (øre), and what the household's budget says of them."""

    total_ore: int
    parts: tuple[Part, ...]
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True)
class PartRow:
    """An instalment and what of it is paid (øre)."""

    due: date
    amount_ore: int
    paid_ore: int


@dataclass(frozen=True)
class CoveredRow:
    """A claim under an agreement: what of it was agreed on, and what of that is paid (øre)."""

    claim_id: int
    what: Message
    due: date
    amount_ore: int
    paid_ore: int


@dataclass(frozen=True)
class CheckRow:
    """A look at the agreement at the end of a day: what should be paid by then, what was (øre), what that means."""

    on: date
    expected_ore: int
    paid_ore: int
    result: CheckResult


@dataclass(frozen=True)
class AgreementCard:
    """One agreement with its instalments and claims as they stand today, and every look at it, oldest first."""

    id: int
    version: int
    kind: AgreementKind
    state: PlanState
    agreed_on: date
    kid: str | None
    total_ore: int
    paid_ore: int
    tolerance_days: int
    surplus_ore: int | None
    note: str
    signed_on: date | None
    broken_on: date | None
    ended_on: date | None
    document_id: int | None
    parts: tuple[PartRow, ...]
    claims: tuple[CoveredRow, ...]
    checks: tuple[CheckRow, ...]

    @property
    def next_part(self) -> PartRow | None:
        """The first instalment that is not paid in full."""
        return next((part for part in self.parts if part.paid_ore < part.amount_ore), None)


@reads(Right.LEDGER_READ)
def agreement_choices(look: Look, account_id: int) -> AgreementChoices:
    """The claims of an account that an agreement can be made of, and the office's days of tolerance."""
    account = look.get(RentAccount, account_id)
    open_claims = [one for one in due_claims(look, account_id) if not one.marks & CLOSED]
    words = claim_words(look, [one.item.entry.id for one in open_claims])
    running = agreements(look, account_ids=(account_id,), running=True)
    return AgreementChoices(
        tuple(_choice(one, words[one.item.entry.id]) for one in open_claims),
        tolerance_days(look, look.today),
        frozenset(one.kind for one in running),
        _budget(look, account),
    )


def _budget(look: Look, account: RentAccount) -> BudgetFigures | None:
    """The newest budget of the household that rents; None for those who may not see guidance."""
    household_id = look.get(Tenancy, account.tenancy_id).household_id
    if household_id is None or not look.who.may(Right.GUIDANCE_READ):
        return None
    return budget_figures(look, (household_id,)).get(household_id)


def _choice(one: MarkedClaim, what: Message) -> OpenClaim:
    entry = one.item.entry
    return OpenClaim(entry.id, entry.kind, what, entry.on, one.item.remaining_ore, one.marks)


@reads(Right.LEDGER_READ)
def propose_plan(look: Look, account_id: int, wish: PlanWish) -> PlanProposal:
    """The instalments of a wish. Refused without claims, and when the household has nothing to spare."""
    account = look.get(RentAccount, account_id)
    total = sum(one.item.remaining_ore for one in chosen_claims(look, account_id, wish.claim_ids))
    if wish.surplus_ore is not None:
        parts = by_surplus(total, wish.surplus_ore, wish.first_due)
    else:
        parts = in_parts(total, wish.count, wish.first_due)
    return PlanProposal(total, parts, _over_budget(parts, _budget(look, account)))


def _over_budget(parts: tuple[Part, ...], budget: BudgetFigures | None) -> tuple[Control, ...]:
    """An instalment above what the budget has left needs a reason; where that cannot be said, nothing is held."""
    most = max(part.amount_ore for part in parts)
    if budget is None or budget.spare_ore is None or most <= budget.spare_ore:
        return ()
    told = msg("avtale.over_budsjett", avdrag=most, igjen=budget.spare_ore, dato=budget.valid_from, sikkert=budget.sure)
    return (soft(told, "surplus", "count", why=msg("avtale.over_budsjett_hvorfor")),)


@reads(Right.LEDGER_READ)
def agreements_of(look: Look, account_id: int) -> tuple[AgreementCard, ...]:
    """Every agreement of an account that was not withdrawn, the newest first."""
    look.get(RentAccount, account_id)
    found = agreements(look, account_ids=(account_id,))
    book, checks = entries_of(look, (account_id,))[account_id], checks_of(look, [one.id for one in found])
    words = claim_words(look, [claim.claim_id for one in found for claim in one.claims])
    dues = {entry.id: entry.on for entry in book.entries}
    cards = []
    for one in reversed(found):
        paid = [claim.paid_ore for claim in one.covered(book, look.today)]
        claims = tuple(
            CoveredRow(claim.claim_id, words[claim.claim_id], dues[claim.claim_id], claim.amount_ore, done)
            for claim, done in zip(one.claims, paid, strict=True)
        )
        looks = tuple(CheckRow(c.on_date, c.expected_ore, c.paid_ore, c.result) for c in checks[one.id])
        cards.append(_card(one, sum(paid), claims, looks))
    return tuple(cards)


def _card(one: Agreement, paid: int, claims: tuple[CoveredRow, ...], looks: tuple[CheckRow, ...]) -> AgreementCard:
    parts = zip(one.parts, paid_of(one.parts, paid), strict=True)
    return AgreementCard(
        id=one.id,
        version=one.version,
        kind=one.kind,
        state=one.state,
        agreed_on=one.agreed_on,
        kid=one.kid,
        total_ore=one.total_ore,
        paid_ore=paid,
        tolerance_days=one.tolerance_days,
        surplus_ore=one.surplus_ore,
        note=one.note,
        signed_on=one.signed_on,
        broken_on=one.broken_on,
        ended_on=one.ended_on,
        document_id=one.document_id,
        parts=tuple(PartRow(part.due, part.amount_ore, done) for part, done in parts),
        claims=claims,
        checks=looks,
    )
