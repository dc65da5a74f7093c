"""A draft or a stored lease as the data of the printed contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...forms.lease_data import Animals, Extra, LeaseData, Member
from ...models.office import Office
from ...models.person import Person
from ...rules import rent_dates
from ...rules.explanation import Explanation
from ...rules.lease_facts import Extra as FactsExtra
from ...rules.limits import Law
from ...rules.periods import years_between
from ...rules.rent_change import RentChangeBasis, RentHistory, earliest_change
from ...rules.security import security_cap
from ...rules.terms import Clause, ExtraKind, ExtraMode, SecurityKind
from ..tenancy_draft import TenancyDraft
from . import papers
from .acts import Look
from .rates import rates_of

#: What the contract has a clause for; anything else is stopped by the controls before it is printed (§ 3-1).
_CHARGEABLE = frozenset({ExtraKind.ELECTRICITY, ExtraKind.HEATING, ExtraKind.WATER})


def lease_data(look: Look, draft: TenancyDraft, *, number: str | None, kid: str | None, printed_on: date) -> LeaseData:
    """Everything the husleiekontrakt prints; what is not known yet is left open on the paper."""
    head, several = papers.head_lease_of(look, draft), len(draft.tenant_ids) > 1
    grown = [m for m in draft.members if not _is_child(look, m.person_id, printed_on)]
    kpi_from, market_from = _dates(look, draft)
    return LeaseData(
        office=papers.office_of(look),
        printed_on=printed_on,
        recipient=papers.recipient(look, draft.tenant_ids, draft.unit_id, printed_on),
        reference=draft.decision_ref or number,
        caseworker=look.who.on_paper,
        landlord=papers.landlord_of(look, draft),
        landlord_kind=draft.landlord_kind,
        dwelling=papers.dwelling_paper(look, draft.unit_id, draft.letter_language),
        tenants=tuple(papers.party(look, p, printed_on, shared=several) for p in draft.tenant_ids),
        contract_number=number,
        case_number=draft.decision_ref or None,
        head_lease_owner=head.owner_name if head else None,
        head_lease_end=head.to_date if head else None,
        start=draft.start,
        end=draft.fixed_until,
        basis=draft.legal_basis,
        basis_text=draft.basis_text or None,
        informed_on=draft.informed_11_1_on,
        short_term_reason=draft.short_term_reason or None,
        notice_months=draft.notice_months,
        rent_ore=draft.rent_ore or 0,
        due_day=draft.due_day,
        first_due=rent_dates.due_dates(draft.start, draft.due_day, 1)[0].due,
        account=look.session.get_one(Office, 1).account_number or papers.BLANK,
        kid=kid or papers.BLANK,
        index_month=draft.index_month,
        index_earliest=kpi_from,
        market_earliest=market_from,
        extras=tuple(_extra(e) for e in draft.extras if e.kind in _CHARGEABLE),
        adults=len(draft.tenant_ids) + len(grown),
        children=len(draft.members) - len(grown),
        members=tuple(_member(look, m.person_id) for m in draft.members),
        special_terms=tuple(line for line in draft.special_terms.splitlines() if line.strip()),
        interpreter=draft.interpreter_name or None,
        interpreter_language=_interpreter_language(look, draft),
        interpreted_on=draft.sign_date if draft.interpreter_name else None,
        animals={None: Animals.CONSENT, True: Animals.ALLOWED, False: Animals.BANNED}[draft.pets_allowed],
        smoking_banned=not draft.smoking_allowed,
        eviction_a=Clause.A in draft.clauses,
        eviction_b=Clause.B in draft.clauses,
        **_security(draft),
    )


def _dates(look: Look, draft: TenancyDraft) -> tuple[date | None, ...]:
    """The earliest days on which the rent may follow the price index and the going rate, seen from the start."""
    found = (explained.result for explained in _changes(look, draft))
    return tuple(day if isinstance(day, date) else None for day in found)


def _changes(look: Look, draft: TenancyDraft) -> tuple[Explanation, ...]:
    law = Law(rates_of(look), draft.start, draft.start)
    history = RentHistory(draft.start, draft.start)
    return tuple(earliest_change(basis, history, law).effect for basis in RentChangeBasis)


def lease_figures(look: Look, draft: TenancyDraft) -> tuple[Explanation, ...]:
    """How the figures of a lease came about that nobody typed: the cap on security, the first days of a new rent."""
    law = Law(rates_of(look), draft.sign_date or look.today, look.today)
    return (*([security_cap(draft.rent_ore, law)] if draft.rent_ore else []), *_changes(look, draft))


def _extra(extra: FactsExtra) -> Extra:
    advance = extra.mode is ExtraMode.ON_ACCOUNT
    return Extra(kind=extra.kind, mode=extra.mode, amount_ore=extra.amount_ore if advance else None)


def _member(look: Look, person_id: int) -> Member:
    person = look.get(Person, person_id)
    return Member(name=person.full_name, born=person.birth_date)


def _is_child(look: Look, person_id: int, on: date) -> bool:
    born = look.get(Person, person_id).birth_date
    return born is not None and years_between(born, on) < papers.ADULT


def _interpreter_language(look: Look, draft: TenancyDraft) -> str | None:
    """The language of a tenant who needs an interpreter, else of the first one; None when it is not known."""
    if not draft.interpreter_name:
        return None
    tenants = [look.get(Person, person_id) for person_id in draft.tenant_ids]
    ordered = sorted(tenants, key=lambda person: not person.interpreter)
    return next((person.language for person in ordered if person.language), None)


def _security(draft: TenancyDraft) -> dict[str, Any]:
    """The security block; a guarantee beside a deposit is printed too, for both count towards the cap (§ 3-5)."""
    guarantee = {
        "guarantor": draft.guarantor or papers.BLANK,
        "guarantee_reference": draft.guarantee_reference or None,
        "guarantee_until": draft.guarantee_until,
    }
    if draft.deposit_ore:
        deposit = {
            "security": SecurityKind.DEPOSIT,
            "security_ore": draft.deposit_ore,
            "security_bank": draft.bank or None,
            "security_account": draft.deposit_account or None,
        }
        return deposit | ({"beside_ore": draft.guarantee_ore} | guarantee if draft.guarantee_ore else {})
    if draft.guarantee_ore:
        return {"security": draft.security_kind, "security_ore": draft.guarantee_ore} | guarantee
    return {"security": SecurityKind.NONE}
