"""Betalingsavtaler and spoken promises: made with the household's means in mind, looked at each day, ended.

While a plan runs its claims are marked as agreed: the rent's KID pays current rent, the plan's own KID pays the plan
(P24). A promise has no KID and marks nothing; it holds the case until its day has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from ..models.arrears import AgreementClaim, Instalment, PaymentAgreement
from ..models.ledger import ClaimInterruption, ClaimMark, RentAccount
from ..rules.arrears.agreement import Part, refuse_parts
from ..rules.arrears.words import AgreementKind, LedgerKind, PlanState
from ..rules.calendar import next_bank_day
from ..rules.ledger.claims import Mark, MarkedClaim
from ..rules.ledger.limitation import Interruption
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskKind
from ..texts import text
from .agreement_card import PlanWish, propose_plan
from .core import account_state
from .core.acts import Look, Work, writes
from .core.agreement_claims import chosen_claims, tolerance_days
from .core.agreement_rows import agreements, lift_marks
from .core.agreement_watch import Watched, add_follow_up, watch
from .core.lease_write import PLAN_KID, fresh_kid
from .core.ledger_choice import ledger_kind
from .core.ledger_write import pay_open
from .core.protection import unshielded
from .core.stops import NO_REASONS, refuse_stops
from .core.stops import given as reason_given
from .core.tasks import finish_tasks


@dataclass(frozen=True)
class AgreementInput:
    """An agreement as it was made. A promise has one part, and may be of less than the claims.

    `surplus_ore` is what the household can spare a month; a larger instalment needs a `note`.
    """

    account_id: int
    kind: AgreementKind
    claim_ids: Sequence[int]
    parts: tuple[Part, ...]
    agreed_on: date
    surplus_ore: int | None = None
    note: str = ""


@writes(Right.ARREARS_WRITE)
def make_agreement(work: Work, given: AgreementInput) -> int:
    """Write an agreement down; its id. A plan gets its own KID, and takes the place of a promise that runs.

    A promise leaves a task for the day after. Refused when one of its kind runs, when the instalments are not the
    debt, and when one is more than the household can spare without a word of why.
    """
    work.get(RentAccount, given.account_id)
    chosen = chosen_claims(work, given.account_id, given.claim_ids)
    _refuse_input(work, given, sum(one.item.remaining_ore for one in chosen))
    is_plan = given.kind is AgreementKind.PLAN
    if is_plan:
        _end_promises(work, given)
    row = work.add(
        PaymentAgreement(
            account_id=given.account_id,
            kind=given.kind,
            agreed_on=given.agreed_on,
            kid=fresh_kid(work, PLAN_KID) if is_plan and _own_kid(work) else None,
            total_ore=sum(part.amount_ore for part in given.parts),
            tolerance_days=tolerance_days(work, given.agreed_on) if is_plan else 0,
            surplus_ore=given.surplus_ore,
            note=given.note,
        )
    )
    _write_parts(work, row, given, chosen)
    if not is_plan:
        _remind(work, row, given.parts[0])
    account_state.refresh(work, (given.account_id,))
    return row.id


def _own_kid(look: Look) -> bool:
    """Where the books are a mirror, the municipality's system gives out the KIDs and says what is paid."""
    return ledger_kind(look) is not LedgerKind.MIRROR


def _refuse_input(work: Work, given: AgreementInput, open_ore: int) -> None:
    if given.agreed_on > work.today:
        raise refuse("avtale.i_framtiden")
    refuse_parts(given.parts, given.agreed_on)
    if any(one.kind is given.kind for one in agreements(work, account_ids=(given.account_id,), running=True)):
        raise refuse("avtale.finnes")
    total = sum(part.amount_ore for part in given.parts)
    if given.kind is AgreementKind.PLAN and total != open_ore:
        raise refuse("avtale.annen_sum", avdrag=total, krav=open_ore)
    if given.kind is AgreementKind.PROMISE and (len(given.parts) != 1 or total > open_ore):
        raise refuse("avtale.lofte", krav=open_ore)
    most = max(part.amount_ore for part in given.parts)
    if given.surplus_ore is not None and most > given.surplus_ore and not given.note.strip():
        raise refuse("avtale.over_overskudd", avdrag=most, overskudd=given.surplus_ore)


def _end_promises(work: Work, given: AgreementInput) -> None:
    for one in agreements(work, account_ids=(given.account_id,), running=True):
        _end(work, work.get(PaymentAgreement, one.id), given.agreed_on, text("avtale.erstattet"))


def _write_parts(work: Work, row: PaymentAgreement, given: AgreementInput, chosen: Sequence[MarkedClaim]) -> None:
    about = {"account_id": row.account_id, "agreement_id": row.id}
    for part in given.parts:
        work.session.add(Instalment(due=part.due, amount_ore=part.amount_ore, **about))
    for one, ore in _shared_out(chosen, row.total_ore):
        claim_id, left = one.item.entry.id, one.item.remaining_ore
        work.session.add(AgreementClaim(claim_id=claim_id, amount_ore=ore, remaining_ore=left, **about))
        if row.kid is not None:
            reason = text("avtale.merke", kid=row.kid)
            work.session.add(
                ClaimMark(claim_id=claim_id, mark=Mark.AGREED, from_date=row.agreed_on, reason=reason, **about)
            )
    work.session.flush()


def _shared_out(chosen: Sequence[MarkedClaim], total_ore: int) -> Iterator[tuple[MarkedClaim, int]]:
    """What of each claim is agreed on (øre), the oldest first."""
    for one in chosen:
        ore = min(total_ore, one.item.remaining_ore)
        total_ore -= ore
        if ore:
            yield one, ore


def _remind(work: Work, row: PaymentAgreement, part: Part) -> None:
    why = text("avtale.oppgave.lofte", belop=part.amount_ore, dato=part.due)
    add_follow_up(work, row.account_id, next_bank_day(part.due) + timedelta(days=1), why)


@writes(Right.ARREARS_WRITE)
def sign_agreement(work: Work, agreement_id: int, version: int, on: date) -> int:
    """The tenant signed the agreement; with that the claims are acknowledged, and foreldelse starts anew (P25).

    Its new version. Refused for a day to come, one before it was made, and a second time.
    """
    row = work.load(PaymentAgreement, agreement_id, version)
    if row.signed_on is not None:
        raise refuse("avtale.signert_for")
    if not row.agreed_on <= on <= work.today:
        raise refuse("avtale.dag_utenfor", fra=row.agreed_on)
    row.signed_on = on
    claims = select(AgreementClaim.claim_id).where(AgreementClaim.agreement_id == row.id)
    for claim_id in work.session.execute(claims).scalars():
        note = text("avtale.erkjent")
        work.session.add(
            ClaimInterruption(
                account_id=row.account_id, claim_id=claim_id, kind=Interruption.ACKNOWLEDGED, on_date=on, note=note
            )
        )
    work.session.flush()
    account_state.refresh(work, (row.account_id,))
    return row.version


@writes(Right.ARREARS_WRITE)
def end_agreement(work: Work, agreement_id: int, version: int, on: date, reason: str) -> int:
    """End an agreement without breach from a day on; its claims are as all others again. Its new version.

    Refused without reason, for one that does not run, and for a day to come.
    """
    row = _running(work, agreement_id, version, reason)
    if not row.agreed_on <= on <= work.today:
        raise refuse("avtale.dag_utenfor", fra=row.agreed_on)
    _end(work, row, on, reason)
    return row.version


def _running(work: Work, agreement_id: int, version: int, reason: str) -> PaymentAgreement:
    row = work.load(PaymentAgreement, agreement_id, version)
    if not reason.strip():
        raise refuse("avtale.begrunnelse_mangler")
    if row.voided_at is not None or row.state is not PlanState.RUNNING:
        raise refuse("avtale.gar_ikke")
    work.reason(reason)
    return row


def _end(work: Work, row: PaymentAgreement, on: date, reason: str) -> None:
    row.state, row.ended_on = PlanState.ENDED, on
    row.note = f"{row.note}\n{reason}".strip()
    _let_go(work, row, on, reason)


def _let_go(work: Work, row: PaymentAgreement, on: date, reason: str) -> None:
    """The claims are as all others again, and what lay waiting pays them."""
    lift_marks(work, row.id, on, reason)
    finish_tasks(work, work.get(RentAccount, row.account_id).tenancy_id, TaskKind.AGREEMENT_CHECK)
    pay_open(work, (row.account_id,))


@writes(Right.ARREARS_WRITE)
def withdraw_agreement(work: Work, agreement_id: int, version: int, reason: str) -> None:
    """Take back an agreement that was written down by mistake, as if it had never been; its KID is not used again."""
    row = _running(work, agreement_id, version, reason)
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason
    _let_go(work, row, row.agreed_on, reason)


@writes(Right.ARREARS_WRITE)
def check_agreements(work: Work, on: date | None = None) -> Watched:
    """Look at every agreement that runs (None: today): what is kept, and what is broken. It may be asked at any time.

    A breach lifts the marks from that day, leaves a task to whoever follows up, and makes a new § 4-18 notice needed.
    Everybody's agreements are looked at, whoever asks; nobody is told of.
    """
    with unshielded(work.session):
        return watch(work, on or work.today)


@writes(Right.ARREARS_WRITE)
def agree_plan(
    work: Work, account_id: int, wish: PlanWish, note: str = "", reasons: Mapping[str, str] = NO_REASONS
) -> int:
    """Agree from today on the instalments that a wish gives, as they were shown; the agreement's id.

    An instalment above what the household's budget has left needs a reason, which is kept in the note.
    """
    found = propose_plan.inner(work, account_id, wish)
    refuse_stops(found.controls, reasons)
    why = (reason_given(reasons, control.code) for control in found.controls)
    note = "\n".join(filter(None, (note.strip(), *why)))
    plan = AgreementKind.PLAN
    given = AgreementInput(account_id, plan, wish.claim_ids, found.parts, work.today, wish.surplus_ore, note)
    return make_agreement.inner(work, given)
