"""What the act and the office say of a draft lease: the same controls for dialog, print and command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ...models.person import Person
from ...models.tenancy import Tenancy, TenancyTenant
from ...rules.explanation import Explanation
from ...rules.findings import hard, soft
from ...rules.lease import check_lease
from ...rules.limits import Law, LeaseLimit
from ...rules.messages import Control, msg
from ...rules.periods import Period
from ...rules.security import security_cap
from ..tenancy_draft import TenancyDraft
from .acts import Look
from .lease_facts import is_of_the_family, lease_facts
from .notice import is_single_room
from .protection import SHIELD_OFF
from .rates import rates_of
from .transfer import left_by, transfer_controls


@dataclass(frozen=True)
class CheckedDraft:
    """A draft with what the act and the office say of it; `cap` is the highest lawful security, explained."""

    controls: tuple[Control, ...]
    cap: Explanation | None


def checked(look: Look, draft: TenancyDraft, *, itself: int | None = None) -> CheckedDraft:
    """The controls of a draft inside another act (`itself`: the tenancy it already is)."""
    rates = rates_of(look)
    facts = lease_facts(look, draft, itself=itself)
    left = left_by(look, draft)
    people = (
        ()
        if itself
        else people_can_rent(look, draft.tenant_ids)
        + rent_elsewhere(look, draft.tenant_ids, draft.start, but=left.id if left else None)
        + tuple(transfer_controls(look, draft))
    )
    found = (*check_lease(facts, rates, look.today), *people, *_words(look, draft), *_unit_is_free(look, draft, itself))
    cap = None
    if draft.rent_ore:
        cap = security_cap(draft.rent_ore, Law(rates, facts.sign_date or look.today, look.today))
    return CheckedDraft(found, cap)


def people_can_rent(look: Look, person_ids: tuple[int, ...]) -> tuple[Control, ...]:
    """Nobody who has died, and no card that has become another's, is made a tenant."""
    found = []
    for person in (look.get(Person, person_id) for person_id in person_ids):
        if person.died_on is not None:
            found.append(hard(msg("leieforhold.person_dod", navn=person.full_name), "", "tenants"))
        if person.merged_into_id is not None:
            found.append(hard(msg("leieforhold.person_slatt_sammen", navn=person.full_name), "", "tenants"))
    return tuple(found)


def rent_elsewhere(look: Look, person_ids: tuple[int, ...], on: date, *, but: int | None = None) -> tuple[Control, ...]:
    """Whoever holds another tenancy on the day needs a reason for a second home (`but`: the tenancy joined).

    Of a protected tenancy only that it is there is said, never which (P30).
    """
    held = (
        select(TenancyTenant.person_id, Tenancy.id, Tenancy.number)
        .join(Tenancy, Tenancy.id == TenancyTenant.tenancy_id)
        .where(TenancyTenant.person_id.in_(person_ids), Tenancy.id != (but or 0))
        .where(Tenancy.voided_at.is_(None), Tenancy.closed_on.is_(None))
        .where(or_(Tenancy.to_date.is_(None), Tenancy.to_date >= on))
        .where(or_(TenancyTenant.to_date.is_(None), TenancyTenant.to_date >= on))
        .order_by(Tenancy.id)
    )
    shown = {row.id for row in look.session.execute(held)}
    everybody = look.session.execute(held.execution_options(**{SHIELD_OFF: True})).all()
    return tuple(_rents(look, row, named=row.id in shown) for row in everybody)


def _rents(look: Look, row: Any, *, named: bool) -> Control:
    name = look.get(Person, row.person_id).full_name
    where = (
        msg("leieforhold.leier_fra_for", navn=name, nummer=row.number)
        if named
        else msg("leieforhold.leier_fra_for_skjermet", navn=name)
    )
    return soft(where, "tenants", "newcomer", why=msg("leieforhold.leier_fra_for.hvorfor"))


def _words(look: Look, draft: TenancyDraft) -> Iterator[Control]:
    """Notice under the act's; a relative is no interpreter (P2); deduction of rent is never a term (P6)."""
    law = Law(rates_of(look), draft.sign_date or look.today, look.today)
    months = law.number(LeaseLimit.NOTICE_MONTHS)
    if draft.notice_months < months and not is_single_room(look, draft.unit_id):
        yield soft(msg("leieforhold.kort_frist", maneder=months), "notice_months", paragraph="husleieloven § 9-6")
    family = (*draft.tenant_ids, *(member.person_id for member in draft.members))
    if draft.interpreter_name.strip() and is_of_the_family(look, draft.interpreter_name, family):
        yield hard(msg("husleie.klausul.tolk_slektning"), "", "interpreter_name")
    if _DEDUCTION.search(draft.special_terms):
        yield hard(
            msg("leieforhold.trekk_i_vilkar"),
            "husleieloven § 3-3",
            "special_terms",
            why=msg("leieforhold.trekk_i_vilkar.hvorfor"),
        )


#: "fast trekk", "trekk i ytelsen", "trekkes fra trygden" …: a consent that has a sheet of its own.
_DEDUCTION = re.compile(r"\bfast trekk\b|\btrekk\w*\b[^.]{0,40}\b(ytels|yting|trygd|nav\b)", re.IGNORECASE)


def _unit_is_free(look: Look, draft: TenancyDraft, itself: int | None) -> tuple[Control, ...]:
    """Nobody else holds the unit in this time; an expired tenancy that is not closed still does.

    Of a protected tenancy only that it is there is said, never since when (P30).
    """
    on_unit = select(Tenancy.id, Tenancy.from_date, Tenancy.to_date, Tenancy.closed_on).where(
        Tenancy.unit_id == draft.unit_id, Tenancy.voided_at.is_(None)
    )
    shown = {row.id for row in look.session.execute(on_unit)}
    everybody = look.session.execute(on_unit.execution_options(**{SHIELD_OFF: True})).all()
    taken = Period(draft.start, _left(everybody, itself) or _end(draft))
    found = (_in_the_way(row, draft, taken, named=row.id in shown) for row in everybody if row.id != itself)
    return tuple(next(([control] for control in found if control), []))


def _left(rows: Sequence[Any], itself: int | None) -> date | None:
    """The day a tenancy that is closed held its unit for the last time, whatever its lease names."""
    return next((row.to_date for row in rows if row.id == itself and row.closed_on is not None), None)


def _in_the_way(row: Any, draft: TenancyDraft, taken: Period, *, named: bool) -> Control | None:
    if Period(row.from_date, row.to_date).overlaps(taken):
        words = msg("leieforhold.opptatt", fra=row.from_date) if named else msg("leieforhold.opptatt_skjermet")
        return hard(words, "", "unit_id")
    if row.closed_on is None and row.to_date is not None and row.to_date < draft.start:
        left = msg("leieforhold.forrige_ikke_avsluttet", til=row.to_date)
        return soft(left if named else msg("leieforhold.forrige_skjermet"), "unit_id")
    return None


def _end(draft: TenancyDraft) -> date | None:
    """The end of a draft; one before its start is told by the law's controls and counts as open here."""
    return draft.fixed_until if draft.fixed_until and draft.fixed_until >= draft.start else None
