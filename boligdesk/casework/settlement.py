"""Sluttoppgjør: what is owed to the last day, what the securities cover, and what stays as debt (P5)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from ..forms.ending_data import SettlementData
from ..forms.ending_data import SettlementLine as PaperLine
from ..models.tenancy import Ending, Protocol, Security, Settlement, Tenancy
from ..rules import settlement as law_settlement
from ..rules.explanation import dump
from ..rules.limits import Law
from ..rules.messages import Control, Kind, msg
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
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.rates import rates_of
from .core.stops import refuse_stops
from .core.tasks import finish_tasks
from .core.tenancy_letters import about_tenancy, tenancy_letter
from .core.tenancy_rows import securities_of, term_on


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
    last_day = tenancy.closed_on or tenancy.to_date or look.today
    deposits = [s for s in securities_of(look, tenancy.id) if s.kind is SecurityKind.DEPOSIT]
    guarantees = [s for s in securities_of(look, tenancy.id) if s.kind is not SecurityKind.DEPOSIT]
    known = sum(s.amount_ore for s in deposits)
    interest = given.deposit_with_interest_ore
    return SettlementFacts(
        tenancy=Period(tenancy.from_date, tenancy.to_date),
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
        forwarding_address=_forwarding(look, tenancy.id),
    )


def _has_protocol(look: Look, tenancy_id: int) -> bool:
    query = select(Protocol.id).where(Protocol.tenancy_id == tenancy_id, Protocol.direction == "out")
    return look.session.execute(query).first() is not None


def _forwarding(look: Look, tenancy_id: int) -> str:
    query = select(Ending.forwarding_address).where(Ending.tenancy_id == tenancy_id).order_by(Ending.id.desc())
    return look.session.execute(query).scalars().first() or ""


@writes(Right.TENANCY_WRITE)
def make_settlement(work: Work, given: SettlementInput) -> int:
    """Make the settlement: kept with its explanation; securities are claimed or released, debt stays on the tenancy."""
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
            },
        )
    )
    _securities(work, given.tenancy_id, result)
    finish_tasks(work, given.tenancy_id, TaskKind.SETTLEMENT)
    return row.id


def _securities(work: Work, tenancy_id: int, result: law_settlement.Settlement) -> None:
    left = {True: result.from_deposit_ore, False: result.from_guarantee_ore}
    for security in securities_of(work, tenancy_id):
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


@steps(Right.TENANCY_READ)
def print_settlement(desk: Desk, settlement_id: int) -> Done[PrintedDocument]:
    """The letter of a settlement that was made; unchanged, it is given again byte for byte."""
    letter, before = _letter(desk, settlement_id)
    return print_letter(desk, letter, before, _file)


@reads(Right.TENANCY_READ)
def _letter(look: Look, settlement_id: int) -> tuple[Letter, PrintedDocument | None]:
    row = look.get(Settlement, settlement_id)
    tenancy = look.get(Tenancy, row.tenancy_id)
    about = about_tenancy(look, tenancy.id, tenancy.closed_on or tenancy.from_date)
    data = SettlementData(
        **about.shared,
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
    """The letter with what is claimed from deposit and guarantee, and by when the tenant may object."""
    securities = securities_of(look, row.tenancy_id)
    deposits = [s for s in securities if s.kind is SecurityKind.DEPOSIT]
    guarantees = [s for s in securities if s.kind is not SecurityKind.DEPOSIT and s.claimed_ore]
    clock = deposit_clock(row.made_on, Law(rates_of(look), row.made_on, row.made_on))
    return replace(
        data,
        deposit_ore=sum(s.amount_ore for s in deposits) if deposits else None,
        # What is disputed is held back from the deposit too, until consent or a decision (§ 3-5).
        deposit_claim_ore=sum(s.claimed_ore or 0 for s in deposits) + int(row.explanation["held_ore"]),
        objection_by=clock.day,
        guarantor=guarantees[0].guarantor if guarantees else None,
        guarantee_claim_ore=sum(s.claimed_ore or 0 for s in guarantees) if guarantees else None,
    )


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    return keep(work, new).id
