"""Sluttoppgjør: what is owed to the last day, what the securities cover, and what stays as debt (P5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from ..forms.ending_data import SettlementData
from ..forms.ending_data import SettlementLine as PaperLine
from ..models.tenancy import Protocol, Security, Settlement, Tenancy
from ..rules import settlement as law_settlement
from ..rules.explanation import dump
from ..rules.limits import Law
from ..rules.messages import Control, Kind, msg, refuse
from ..rules.periods import Period, add_months
from ..rules.rights import Right
from ..rules.settlement import SettlementFacts, SettlementLine, check_settlement, deposit_clock, settle
from ..rules.terms import SecurityKind
from ..rules.vocabulary import DocumentKind, TaskKind
from ..texts import render, text
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.former_tenants import forwarding_address, receiver_after
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.rates import rates_of
from .core.stops import refuse_stops
from .core.tasks import NewTask, add_task, finish_tasks
from .core.tenancy_letters import about_tenancy, tenancy_letter
from .core.tenancy_rows import securities_of, term_on
from .core.use_rows import FINAL_USE, open_use, settled_use


@dataclass(frozen=True)
class SettlementInput:
    """What the office enters: arrears, damages and the like (øre), real use, deposit with interest, reasons."""

    tenancy_id: int
    charged_last_ore: int = 0
    on_account_paid_ore: int = 0
    real_use_ore: int = 0
    lines: tuple[SettlementLine, ...] = ()
    deposit_with_interest_ore: int | None = None
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SettlementPreview:
    """A settlement before it is made: the figures with their explanation, and what it lacks."""

    result: law_settlement.Settlement
    controls: tuple[Control, ...]


@reads(Right.TENANCY_READ)
def preview_settlement(look: Look, given: SettlementInput) -> SettlementPreview:
    """Reckon a settlement without storing anything."""
    facts = _facts(look, given)
    controls = check_settlement(facts, look.today)
    refuse_stops(control for control in controls if control.kind is Kind.HARD)
    return SettlementPreview(settle(facts), controls)


def _facts(look: Look, given: SettlementInput) -> SettlementFacts:
    tenancy = look.get(Tenancy, given.tenancy_id)
    last_day = tenancy.rent_until or tenancy.closed_on or tenancy.to_date or look.today
    held = _held(look, tenancy.id)
    deposits = [s for s in held if s.kind is SecurityKind.DEPOSIT]
    guarantees = [s for s in held if s.kind is not SecurityKind.DEPOSIT]
    known = sum(s.amount_ore for s in deposits)
    interest = given.deposit_with_interest_ore
    return SettlementFacts(
        tenancy=Period(tenancy.from_date, tenancy.rent_until or tenancy.to_date),
        last_day=last_day,
        rent_ore=term_on(look, tenancy.id, last_day).rent_ore,
        charged_last_ore=given.charged_last_ore,
        on_account_paid_ore=given.on_account_paid_ore,
        real_use_ore=given.real_use_ore,
        lines=given.lines,
        deposit_ore=known if interest is None else interest,
        guarantee_ore=sum(s.amount_ore for s in guarantees),
        guarantee_valid_to=min((s.valid_to for s in guarantees if s.valid_to), default=None),
        protocol_filed=_has_protocol(look, tenancy.id),
        forwarding_address=forwarding_address(look, tenancy.id),
        settled_use=tuple(settled_use(look, tenancy.id)),
        open_use=tuple(open_use(look, tenancy.id, Period(tenancy.from_date, max(last_day, tenancy.from_date)))),
    )


def _held(look: Look, tenancy_id: int) -> list[Security]:
    """Securities that stand for this lease: none that moved along in a swap; one that a settlement released does."""
    settled = {row.made_on for row in _made(look, tenancy_id)}
    return [s for s in securities_of(look, tenancy_id) if s.released_on is None or s.released_on in settled]


def _made(look: Look, tenancy_id: int) -> list[Settlement]:
    query = select(Settlement).where(Settlement.tenancy_id == tenancy_id, Settlement.voided_at.is_(None))
    return list(look.session.execute(query).scalars())


def _has_protocol(look: Look, tenancy_id: int) -> bool:
    query = select(Protocol.id).where(Protocol.tenancy_id == tenancy_id, Protocol.direction == "out")
    return look.session.execute(query).first() is not None


@writes(Right.TENANCY_WRITE)
def make_settlement(work: Work, given: SettlementInput) -> int:
    """Make the settlement: kept with its explanation; securities are claimed or released, debt stays on the tenancy."""
    tenancy = work.get(Tenancy, given.tenancy_id)
    if tenancy.voided_at is not None or tenancy.closed_on is None:
        raise refuse("leieforhold.oppgjor_for_tidlig")
    _replace_earlier(work, tenancy.id)
    facts = _facts(work, given)
    refuse_stops(check_settlement(facts, work.today), dict(given.reasons))
    result = settle(facts)
    row = work.add(
        Settlement(
            tenancy_id=given.tenancy_id,
            made_on=work.today,
            balance_ore=result.debt_ore - result.credit_to_tenant_ore,
            explanation=dump(result.explanation)
            | {
                "lines": [[line.kind.value, line.amount_ore, line.agreed, line.note] for line in result.lines],
                "held_ore": result.held_ore,
                "deposit_ore": facts.deposit_ore,
                "from_deposit_ore": result.from_deposit_ore,
                "from_guarantee_ore": result.from_guarantee_ore,
                FINAL_USE: _use(facts),
            },
        )
    )
    _securities(work, given.tenancy_id, result)
    finish_tasks(work, given.tenancy_id, TaskKind.SETTLEMENT)
    return row.id


def _use(facts: SettlementFacts) -> list[list[str]]:
    """What of the à konto is settled here, so that no yearly settlement takes it again: [extra, from, to]."""
    if not facts.settles_use:
        return []
    spans = ((kind, one.start, one.end) for kind, one in facts.open_use if one.end)
    return [[kind.value, start.isoformat(), end.isoformat()] for kind, start, end in spans]


def _replace_earlier(work: Work, tenancy_id: int) -> None:
    """A settlement made anew takes the place of the former, with its claims: nothing is claimed twice."""
    former = _made(work, tenancy_id)
    for security in _held(work, tenancy_id) if former else ():
        security.claimed_on = security.claimed_ore = security.released_on = None
    for row in former:
        row.voided_at, row.voided_by = work.now, work.who.user_id
        row.void_reason = text("leieforhold.oppgjor_erstattet")
    work.session.flush()


def _securities(work: Work, tenancy_id: int, result: law_settlement.Settlement) -> None:
    left = {True: result.from_deposit_ore, False: result.from_guarantee_ore}
    for security in _held(work, tenancy_id):
        deposit = security.kind is SecurityKind.DEPOSIT
        left[deposit] -= _claim(work, security, left[deposit])
        if not left[deposit] and not security.claimed_ore and not (deposit and result.held_ore):
            security.released_on = work.today
            finish_tasks(work, tenancy_id, TaskKind.RELEASE_SECURITY)


def _claim(work: Work, security: Security, wanted_ore: int) -> int:
    claimed = min(wanted_ore, security.amount_ore)
    if claimed:
        security.claimed_on, security.claimed_ore = work.today, claimed
    return claimed


@writes(Right.TENANCY_WRITE)
def deposit_asked_for(work: Work, tenancy_id: int, notified_on: date) -> date:
    """The bank has told that somebody asks for the deposit: five weeks to show that a case is brought (§ 3-5).

    A task holds the day; it is returned.
    """
    tenancy = work.get(Tenancy, tenancy_id)
    last = deposit_clock(notified_on, Law(rates_of(work), notified_on, work.today)).day
    add_task(work, NewTask(TaskKind.RELEASE_SECURITY, last, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id))
    return last


@steps(Right.TENANCY_READ)
def print_settlement(desk: Desk, settlement_id: int) -> Done[PrintedDocument]:
    """The letter of a settlement that was made; unchanged, it is given again byte for byte."""
    letter, before = _letter(desk, settlement_id)
    return print_letter(desk, letter, before, _file)


@reads(Right.TENANCY_READ)
def _letter(look: Look, settlement_id: int) -> tuple[Letter, PrintedDocument | None]:
    row = look.get(Settlement, settlement_id)
    if row.voided_at is not None:
        raise refuse("leieforhold.oppgjor_erstattet_brev")
    tenancy = look.get(Tenancy, row.tenancy_id)
    about = about_tenancy(look, tenancy.id, tenancy.closed_on or tenancy.from_date)
    data = SettlementData(
        **about.shared | {"recipient": receiver_after(look, tenancy.id, about.draft.tenant_ids)},
        ended_on=tenancy.closed_on or tenancy.to_date or look.today,
        lines=tuple(_paper_line(line, about.draft.letter_language) for line in row.explanation["lines"]),
        account=about.lease.account,
        kid=tenancy.kid,
        pay_by=add_months(row.made_on, 1),
    )
    data = _with_securities(look, data, row)
    letter = tenancy_letter(look, about, "sluttoppgjor", DocumentKind.SETTLEMENT, data, "")
    return letter, stored(look, letter)


def _paper_line(line: list[object], language: str) -> PaperLine:
    kind, amount, agreed, note = line
    name = render(msg(f"enum.LineKind.{kind}"), language)
    words = f"{name}: {note}" if note else name
    disputed = "" if agreed else text("leieforhold.omtvistet", language)
    return PaperLine(what=f"{words}{disputed}", amount_ore=int(str(amount)))


def _with_securities(look: Look, data: SettlementData, row: Settlement) -> SettlementData:
    """The letter with what is claimed from deposit and guarantee, as it was settled (E4).

    No day is printed for the five weeks of § 3-5: they run from the bank's own notice.
    """
    kept, securities = row.explanation, securities_of(look, row.tenancy_id)
    guarantees = [s for s in securities if s.kind is not SecurityKind.DEPOSIT and s.claimed_ore]
    return replace(
        data,
        deposit_ore=kept["deposit_ore"] or None,
        # What is disputed is held back from the deposit too, until consent or a decision (§ 3-5).
        deposit_claim_ore=kept["from_deposit_ore"] + kept["held_ore"],
        guarantor=guarantees[0].guarantor if guarantees else None,
        guarantee_claim_ore=kept["from_guarantee_ore"] if guarantees else None,
    )


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    return keep(work, new).id
