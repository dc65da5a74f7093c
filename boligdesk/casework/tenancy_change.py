"""Changes in a running tenancy (P3, P7): each an act of its own, with its consents, addendum and follow-on tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select

from ..models.person import HouseholdMember, Person
from ..models.tenancy import AcceptedReason, Tenancy, TenancyChange
from ..rules.ending import is_open_ended
from ..rules.findings import hard, info, soft
from ..rules.lease_parties import tenants_can_sign
from ..rules.limits import Law
from ..rules.messages import Control, msg
from ..rules.periods import ONE_DAY
from ..rules.rent_change import RentChangeBasis, RentHistory, earliest_change
from ..rules.rights import Right
from ..rules.succession import Relation, Survivor, may_go_on
from ..rules.tenancy_changes import ChangeAssessment, ChangeFacts, assess_change, check_renewal
from ..rules.terms import ChangeKind, Clause, LegalBasis
from .core import swap
from .core.accounts import follow_tenants
from .core.acts import Look, Work, reads, writes
from .core.audit import plain
from .core.change_effects import EFFECTS
from .core.change_effects import Change as Change
from .core.lease_check import people_can_rent, rent_elsewhere
from .core.lease_facts import lease_facts
from .core.lease_write import new_kid_for_new_tenants
from .core.rates import rates_of
from .core.stops import refuse_stops
from .core.tasks import NewTask, add_task
from .core.tenancy_rows import draft_of, move_requested_on, refuse_gone, tenants_on, term_on, touch

#: The changes the office can make here; a rent change goes by its notices (§§ 4-2, 4-3).
OFFERED = tuple(EFFECTS)


@reads(Right.TENANCY_READ)
def assess(look: Look, change: Change) -> ChangeAssessment:
    """What a change needs, what stops it, what it does and which tasks follow."""
    return _assessed(look, change)


def _assessed(look: Look, change: Change) -> ChangeAssessment:
    tenancy = look.get(Tenancy, change.tenancy_id)
    change = _timed(tenancy, change)
    found = assess_change(_facts(look, tenancy, change), rates_of(look), look.today)
    controls = [*found.controls, *_in_its_time(tenancy, change), *_newcomer(look, tenancy, change)]
    if change.kind is ChangeKind.RENEWAL:
        controls += _renewal(look, tenancy, change)
    elif change.kind is ChangeKind.DEATH:
        controls += _death(look, tenancy, change)
    elif change.kind is ChangeKind.SWAP and change.other_tenancy_id not in (None, tenancy.id):
        controls += swap.swap_controls(look, tenancy, look.get(Tenancy, change.other_tenancy_id or 0), change.on)
    return replace(found, controls=_once(controls))


def _once(controls: list[Control]) -> tuple[Control, ...]:
    return tuple(control for place, control in enumerate(controls) if control not in controls[:place])


def _timed(tenancy: Tenancy, change: Change) -> Change:
    """A renewal counts from the day after the old term, whatever day it is agreed on: no new rent before that."""
    if change.kind is ChangeKind.RENEWAL and tenancy.fixed_until:
        return replace(change, on=tenancy.fixed_until + ONE_DAY)
    return change


def _in_its_time(tenancy: Tenancy, change: Change) -> Iterator[Control]:
    if change.on < tenancy.from_date:
        yield hard(msg("leieforhold.for_start", fra=tenancy.from_date), "", "on")
    ended = tenancy.to_date is not None and tenancy.to_date < change.on
    if ended and change.kind not in (ChangeKind.RENEWAL, ChangeKind.DEATH):
        yield soft(msg("leieforhold.etter_slutt", til=tenancy.to_date), "on")


def _newcomer(look: Look, tenancy: Tenancy, change: Change) -> tuple[Control, ...]:
    """Whoever becomes a tenant must be able to sign: alive, of age or with a guardian (P2)."""
    joins = {
        ChangeKind.CO_TENANT_ADDED: change.person_id,
        ChangeKind.BREAK_UP: change.successor_id,
        ChangeKind.DEATH: change.successor_id,
    }.get(change.kind)
    if joins is None or joins in tenants_on(look, tenancy.id, change.on, coming=True):
        return ()
    facts = lease_facts(look, replace(draft_of(look, tenancy.id), tenant_ids=(joins,)), itself=tenancy.id)
    law = Law(rates_of(look), look.today, look.today)
    able = (*people_can_rent(look, (joins,)), *rent_elsewhere(look, (joins,), change.on, but=tenancy.id))
    return (*able, *tenants_can_sign(replace(facts, sign_date=look.today), law))


def _death(look: Look, tenancy: Tenancy, change: Change) -> Iterator[Control]:
    if change.on > look.today:
        yield hard(msg("leieforhold.dod_i_framtiden", dato=change.on), "", "on")
    if change.person_id and change.person_id not in tenants_on(look, tenancy.id, change.on):
        yield hard(msg("leieforhold.dod_ikke_leietaker"), "husleieloven § 8-2", "person_id")
    heir = change.successor_id
    if heir is None or heir in tenants_on(look, tenancy.id, change.on):
        return
    own = [s for p, s in _survivor_rows(look, tenancy, change) if p == heir]
    if not any(may_go_on(survivor, change.on, rates_of(look)) for survivor in own):
        yield soft(msg("leieforhold.overtaker_rett"), "successor_id", paragraph="husleieloven § 8-2")


def _facts(look: Look, tenancy: Tenancy, change: Change) -> ChangeFacts:
    tenants = set(tenants_on(look, tenancy.id, change.on, coming=True))
    leaving = {ChangeKind.CO_TENANT_RELEASED, ChangeKind.BREAK_UP}
    if change.kind in leaving and change.person_id:
        tenants.discard(change.person_id)
    if change.kind is ChangeKind.BREAK_UP and change.successor_id:
        tenants.add(change.successor_id)
    return ChangeFacts(
        kind=change.kind,
        on=change.on,
        on_11_1=tenancy.legal_basis is LegalBasis.SECTION_11_1,
        given=change.given,
        close_family=change.close_family,
        remaining_tenants=len(tenants),
        debt_ore=change.debt_ore,
        survivors=_survivors(look, tenancy, change),
        taken_over=change.successor_id is not None,
    )


def _survivors(look: Look, tenancy: Tenancy, change: Change) -> tuple[Survivor, ...]:
    return tuple(survivor for _, survivor in _survivor_rows(look, tenancy, change))


def _survivor_rows(look: Look, tenancy: Tenancy, change: Change) -> list[tuple[int, Survivor]]:
    if change.kind is not ChangeKind.DEATH:
        return []
    member = HouseholdMember
    rows = look.session.execute(
        select(member.person_id, member.from_date)
        .where(member.household_id == tenancy.household_id, member.person_id != change.person_id)
        .where(or_(member.to_date.is_(None), member.to_date >= change.on))
        .where(or_(member.from_date.is_(None), member.from_date <= change.on))
    ).all()
    relations = change.relations
    return [(p, Survivor(look.get(Person, p).full_name, relations.get(p, Relation.OTHER), since)) for p, since in rows]


def _renewal(look: Look, tenancy: Tenancy, change: Change) -> tuple[Control, ...]:
    """A renewal is a new term, controlled as a lease of its own from the day after the old end (P7)."""
    law = Law(rates_of(look), look.today, look.today)
    asked = move_requested_on(look, tenancy.id)
    if tenancy.fixed_until is not None and is_open_ended(tenancy.fixed_until, asked, look.today, law):
        what = msg("leieforhold.blitt_tidsubestemt", slutt=tenancy.fixed_until)
        return (hard(what, "husleieloven § 9-2", "new_end"),)
    draft = draft_of(look, tenancy.id, look.today)
    old = lease_facts(look, draft, itself=tenancy.id)
    new = replace(
        old,
        start=change.on,
        clauses=old.clauses if change.new_end else old.clauses - {Clause.B},
        fixed_until=change.new_end,
        rent_ore=change.rent_ore or old.rent_ore,
        previous_rent_ore=old.rent_ore,
        short_term_ground=change.ground,
        short_term_reason=change.renewal_reason,
        short_term_told_on=change.told_on,
        successive_short=old.successive_short + (1 if old.is_fixed else 0),
        successive_reason=change.renewal_reason,
        sign_date=look.today,
    )
    last = term_on(look, tenancy.id, look.today).from_date
    earliest = earliest_change(RentChangeBasis.KPI, RentHistory(last, tenancy.from_date), law).effect.result
    lawful = earliest if isinstance(earliest, date) else None
    told = () if change.new_end else (info(msg("leieforhold.blir_tidsubestemt"), "new_end"),)
    if tenancy.fixed_until is None:
        told = (hard(msg("leieforhold.forlenges_ikke"), "husleieloven § 9-2", "new_end"),)
    return (*told, *check_renewal(old, new, lawful, rates_of(look), look.today))


@writes(Right.TENANCY_WRITE)
def make_change(work: Work, change: Change) -> int:
    """Carry a change out; refused with every hard finding, soft ones need a reason. Returns the change's id."""
    tenancy = work.load(Tenancy, change.tenancy_id, change.version)
    refuse_gone(tenancy)
    change = _timed(tenancy, change)
    assessment = _assessed(work, change)
    refuse_stops(assessment.controls, change.reasons)
    touch(work, tenancy)
    row = work.add(
        TenancyChange(
            tenancy_id=tenancy.id,
            kind=change.kind,
            effective_on=change.on,
            person_id=change.person_id,
            other_tenancy_id=change.other_tenancy_id,
            facts=_kept(change, assessment),
        )
    )
    EFFECTS[change.kind](work, tenancy, change)
    follow_tenants(work, tenancy.id)
    new_kid_for_new_tenants(work, tenancy, change.on + ONE_DAY)
    for code, words in change.reasons.items():
        work.add(AcceptedReason(tenancy_id=tenancy.id, control=code, reason=words.strip()))
    _follow_up(work, tenancy, assessment)
    if change.kind is ChangeKind.SWAP:
        _mirror_swap(work, tenancy, change, assessment)
    return row.id


def _follow_up(work: Work, tenancy: Tenancy, assessment: ChangeAssessment) -> None:
    for task in assessment.follow_ups:
        add_task(work, NewTask(task.kind, task.due, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id))


def _mirror_swap(work: Work, tenancy: Tenancy, change: Change, assessment: ChangeAssessment) -> None:
    """The other household has swapped too: its old lease gets its own addendum, settlement and other tasks."""
    other = work.get(Tenancy, change.other_tenancy_id or 0)
    work.add(
        TenancyChange(
            tenancy_id=other.id,
            kind=ChangeKind.SWAP,
            effective_on=change.on,
            other_tenancy_id=tenancy.id,
            facts=_kept(replace(change, debt_ore=0), assessment),
        )
    )
    _follow_up(work, other, assessment)


def _kept(change: Change, assessment: ChangeAssessment) -> dict[str, object]:
    """The facts of the change as they are kept with it and printed on the addendum."""
    return {
        "role": change.role.value,
        "given": sorted(consent.value for consent in change.given),
        "successor_id": change.successor_id,
        "new_end": plain(change.new_end),
        "rent_ore": change.rent_ore,
        "renewal_reason": change.renewal_reason,
        "debt_ore": change.debt_ore,
        "entitled": [survivor.name for survivor in assessment.entitled],
        "addendum": assessment.addendum,
    }
