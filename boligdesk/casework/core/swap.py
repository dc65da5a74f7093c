"""Bytte: two households change homes in one act: both leases, both securities; arrears stay with the old lease."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ...models.tenancy import Ending, Tenancy
from ...rules.messages import Control, refuse
from ...rules.periods import ONE_DAY, months_between, term_end
from ...rules.terms import EndKind
from ..tenancy_draft import TenancyDraft
from .acts import Look, Work
from .lease_check import checked
from .lease_facts import unit_facts
from .lease_write import first_tasks, write_down
from .stops import refuse_stops
from .tenancy_rows import draft_of, refuse_gone, securities_of


def swap_controls(look: Look, one: Tenancy, other: Tenancy, on: date) -> tuple[Control, ...]:
    """What the act and the office say of the two leases that a swap would make, before it is made."""
    pairs = ((one, other), (other, one))
    found = (checked(look, _moved(look, tenancy, home, on), itself=home.id).controls for tenancy, home in pairs)
    return tuple(control for controls in found for control in controls)


def swap_homes(work: Work, one: Tenancy, other: Tenancy, on: date, reasons: Mapping[str, str]) -> tuple[int, int]:
    """End both tenancies the day before and let each household begin in the other's home; all or nothing."""
    refuse_gone(other)
    if min(one.from_date, other.from_date) >= on:
        raise refuse("leieforhold.bytte_ikke_mulig")
    drafts = [_moved(work, one, other, on), _moved(work, other, one, on)]
    for tenancy in (one, other):
        _end(work, tenancy, on)
    work.session.flush()
    made = []
    for draft in drafts:
        refuse_stops(checked(work, draft).controls, reasons)
        tenancy = write_down(work, draft)
        first_tasks(work, tenancy)
        made.append(tenancy.id)
    return made[0], made[1]


def _moved(look: Look, tenancy: Tenancy, home: Tenancy, on: date) -> TenancyDraft:
    """The household's lease in the other home: people, basis and security move along, the home's own terms stay."""
    draft, home_draft = draft_of(look, tenancy.id, on), draft_of(look, home.id, on)
    rent = unit_facts(look, home.unit_id, on)
    return replace(
        draft,
        unit_id=home.unit_id,
        start=on,
        fixed_until=_same_length(draft, on),
        rent_ore=rent.set_rent_ore or rent.last_rent_ore,
        head_lease_id=home.head_lease_id,
        landlord_kind=home.landlord_kind,
        landlord_name=home.landlord_name,
        landlord_org_number=home.landlord_org_number,
        extras=home_draft.extras,
        heating_included=home.heating_included,
        pets_allowed=home.pets_allowed,
        previous_id=tenancy.id,
        sign_date=look.today,
        kid=None,
        reasons={},
    )


def _same_length(draft: TenancyDraft, on: date) -> date | None:
    """The new lease is a term of its own, as long as the old one was agreed to be (§ 9-3)."""
    if draft.fixed_until is None:
        return None
    return term_end(on, months_between(draft.start, draft.fixed_until + ONE_DAY))


def _end(work: Work, tenancy: Tenancy, on: date) -> None:
    last = on - ONE_DAY
    tenancy.to_date = tenancy.closed_on = last
    for security in securities_of(work, tenancy.id):
        security.released_on = last
    work.add(Ending(tenancy_id=tenancy.id, kind=EndKind.SWAP, effective_on=last, moved_out_on=last))
