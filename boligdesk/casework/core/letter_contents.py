"""From a proposed letter about unpaid rent to the paper: its claims in words, and the data of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from ...forms import data as paper
from ...forms.arrears_data import (
    ClaimLine,
    EvictionNoticeData,
    FeeLetterData,
    GuaranteeClaimData,
    NavNoticeData,
    OwnDemandData,
    ReminderData,
    RescissionData,
    TermNoticeData,
)
from ...models.ledger import LedgerEntry
from ...models.office import Office
from ...rules.arrears.words import ArrearsEventKind
from ...rules.ledger.claims import MarkedClaim
from ...rules.ledger.entries import EntryKind
from ...rules.messages import msg
from ...rules.vocabulary import DocumentKind
from ...texts import text
from .acting_rows import acting_for, receivers
from .acts import Look
from .entry_words import called
from .letter_proposals import INTEREST, Proposal
from .printing import Letter
from .rates import rates_of
from .templates import template_of

#: Kinds whose line says what was written when they were booked.
_IN_WORDS = frozenset({EntryKind.DAMAGE, EntryKind.OTHER, EntryKind.COSTS})


@dataclass(frozen=True)
class _Paper:
    """How a kind of letter becomes paper."""

    template: str
    document: DocumentKind
    data: Callable[[Look, Proposal, dict[str, Any]], Any]
    to_tenant: bool = True


def letter_of(look: Look, proposal: Proposal) -> Letter:
    """The letter, ready to be printed; those who act for the tenants get it too (forvaltningsloven § 12)."""
    kind, case = _PAPERS[proposal.rule.kind], proposal.case
    data = kind.data(look, proposal, case.shared(look))
    return Letter(
        kind.template,
        kind.document,
        data,
        template_of(look, kind.template, case.language),
        f"{kind.template.replace('_', '-')}-{case.number}-{look.today:%Y%m%d}.pdf",
        tenancy_id=case.tenancy_id,
        dwelling_id=case.dwelling_id,
        case_number=case.case_number,
        copies=_copies(look, proposal) if kind.to_tenant else (),
        explanations=(proposal.fee.explanation,) if proposal.fee else (),
    )


def _copies(look: Look, proposal: Proposal) -> tuple[paper.Recipient, ...]:
    people = zip(proposal.case.draft.tenant_ids, proposal.case.tenants, strict=True)
    return tuple(one for person_id, party in people for one in receivers(acting_for(look, person_id), party.name))


def claim_lines(look: Look, claims: Iterable[MarkedClaim]) -> tuple[ClaimLine, ...]:
    """The claims as a letter tells them."""
    named = list(claims)
    ids = [claim.item.entry.id for claim in named]
    columns = (LedgerEntry.id, LedgerEntry.text, LedgerEntry.detail)
    rows = {row.id: row for row in look.session.execute(select(*columns).where(LedgerEntry.id.in_(ids)))}
    return tuple(_line(claim, rows[claim.item.entry.id]) for claim in named)


def _line(claim: MarkedClaim, row: Any) -> ClaimLine:
    entry = claim.item.entry
    words = called(entry.kind, entry.key or None, entry.month, correction=False, detail=row.detail)
    what = row.text if entry.kind in _IN_WORDS and row.text else words
    return ClaimLine(
        what=what, kind=entry.kind, due=entry.on, amount_ore=entry.amount_ore, remaining_ore=claim.item.remaining_ore
    )


def _demand(look: Look, proposal: Proposal, shared: dict[str, Any]) -> dict[str, Any]:
    """What all demands share; the fee of the letter is the last of its claims."""
    lines, fee = claim_lines(look, proposal.claims), proposal.fee_ore
    if fee:
        what = msg("restansebrev.gebyr_for")
        own = ClaimLine(what=what, kind=EntryKind.FEE, due=look.today, amount_ore=fee, remaining_ore=fee)
        lines = (*lines, own)
    pay = {"account": proposal.account_number, "kid": proposal.case.kid, "pay_by": proposal.pay_by}
    return shared | pay | {"claims": lines}


def _reminder(look: Look, proposal: Proposal, shared: dict[str, Any]) -> ReminderData:
    return ReminderData(**_demand(look, proposal, shared))


def _fee_letter(look: Look, proposal: Proposal, shared: dict[str, Any]) -> FeeLetterData:
    return FeeLetterData(**_demand(look, proposal, shared))


def _own_demand(look: Look, proposal: Proposal, shared: dict[str, Any]) -> OwnDemandData:
    """The rate is today's; MissingRateError where no rate speaks."""
    first = (proposal.standing.facts.oldest_due or look.today) + timedelta(days=1)
    percent = rates_of(look).on(INTEREST, look.today).exact
    return OwnDemandData(**_demand(look, proposal, shared), interest_percent=percent, interest_from=first)


def _eviction(look: Look, proposal: Proposal, shared: dict[str, Any]) -> EvictionNoticeData:
    return EvictionNoticeData(**_demand(look, proposal, shared), extras=claim_lines(look, proposal.beside))


def _term(_look: Look, proposal: Proposal, shared: dict[str, Any]) -> TermNoticeData:
    term = proposal.standing.facts.term
    if term is None or term.asked_to_move_on is None or proposal.pay_by is None:
        raise ValueError("the checks of the letter let no case without these through")
    return TermNoticeData(**shared, ended_on=term.ended_on, asked_on=term.asked_to_move_on, move_by=proposal.pay_by)


def _rescission(look: Look, proposal: Proposal, shared: dict[str, Any]) -> RescissionData:
    return RescissionData(
        **shared,
        claims=claim_lines(look, proposal.claims),
        extras=claim_lines(look, proposal.beside),
        account=proposal.account_number or None,
        kid=proposal.case.kid or None,
    )


def _nav(look: Look, proposal: Proposal, shared: dict[str, Any]) -> NavNoticeData:
    """Nothing but who may lose which home, and why (P27)."""
    facts = proposal.standing.facts
    municipality = look.session.get_one(Office, 1).name
    name = text("restansebrev.nav", proposal.case.language, kommune=municipality)
    return NavNoticeData(
        **shared | {"recipient": paper.Recipient(name=name)},
        unpaid_since=facts.oldest_due or look.today,
        noticed_on=facts.notice.sent_on if facts.notice else None,
    )


def _guarantee(look: Look, proposal: Proposal, shared: dict[str, Any]) -> GuaranteeClaimData:
    guarantee = proposal.guarantee
    if guarantee is None:
        raise ValueError("the checks of the letter let no case without a guarantee through")
    return GuaranteeClaimData(
        **_demand(look, proposal, shared) | {"recipient": paper.Recipient(name=guarantee.guarantor)},
        reference_number=guarantee.reference or None,
        guarantee_ore=guarantee.left_ore,
        valid_to=guarantee.valid_to,
    )


_K, _D = ArrearsEventKind, DocumentKind
_PAPERS: Mapping[ArrearsEventKind, _Paper] = {
    _K.REMINDER: _Paper("betalingspaminnelse", _D.REMINDER, _reminder),
    _K.FEE_LETTER: _Paper("inkassovarsel", _D.FEE_LETTER, _fee_letter),
    _K.OWN_DEMAND: _Paper("betalingsoppfordring", _D.OWN_DEMAND, _own_demand),
    _K.EVICTION_NOTICE: _Paper("varsel_4_18", _D.EVICTION_NOTICE, _eviction),
    _K.TERM_NOTICE: _Paper("varsel_4_18_utlop", _D.TERM_NOTICE, _term),
    _K.RESCINDED: _Paper("heving", _D.RESCISSION, _rescission),
    _K.NAV_NOTICE: _Paper("melding_nav_9_11", _D.NAV_NOTICE, _nav, to_tenant=False),
    _K.GUARANTEE_CLAIM: _Paper("krav_garanti", _D.GUARANTEE_CLAIM, _guarantee, to_tenant=False),
}
#: The letters that are printed; handing over to collection is a file.
PRINTED_LETTERS = tuple(_PAPERS)
