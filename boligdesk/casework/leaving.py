"""Where households went when they left a municipal home: counted for a period, with the cases behind (V06)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.person import Person
from ..models.stock import Building, Dwelling, LettingUnit
from ..models.tenancy import Ending, Tenancy
from ..rules.guidance.words import LeavingOutcome
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.terms import EndKind
from .core.acts import Look, Work, reads, writes
from .core.narrowing import narrowed
from .core.tenancy_rows import touch

#: Some endings say themselves where the household went.
_SAID_BY: Mapping[EndKind, LeavingOutcome] = {
    EndKind.DEATH: LeavingOutcome.DIED,
    EndKind.SWAP: LeavingOutcome.OTHER_MUNICIPAL,
}


@dataclass(frozen=True)
class LeftRow:
    """A tenancy that is over: whose, where, when the keys came back, and where they went (None: not asked yet)."""

    tenancy_id: int
    version: int
    number: str
    name: str
    address: str
    left_on: date
    outcome: LeavingOutcome | None


@dataclass(frozen=True)
class Leavings:
    """Those who left in a period (inclusive), the latest first. They are those this desk may see, and so the counts."""

    rows: tuple[LeftRow, ...]

    def counts(self) -> tuple[tuple[LeavingOutcome | None, int], ...]:
        """How many went where, in the order of the words; the last (None) are those nobody asked."""
        found = Counter(row.outcome for row in self.rows)
        return tuple((outcome, found[outcome]) for outcome in (*LeavingOutcome, None) if found[outcome])


@reads(Right.GUIDANCE_READ)
def leavings(look: Look, first: date, last: date) -> Leavings:
    """The tenancies that were closed from a day to another (inclusive). Protected households are not among them."""
    if last < first:
        raise refuse("utfall.snudd")
    lease, person, home = Tenancy, Person, Dwelling
    query = (
        select(lease.id, lease.version, lease.number, lease.closed_on, person.first_name, person.last_name,
               Building.address, home.number.label("home"))
        .join(person, person.id == lease.first_tenant_id)
        .join(LettingUnit, LettingUnit.id == lease.unit_id)
        .join(home, home.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == home.building_id)
        .where(lease.closed_on >= first, lease.closed_on <= last, lease.voided_at.is_(None))
        .order_by(lease.closed_on.desc(), lease.id.desc())
    )  # fmt: skip
    found = look.session.execute(query).all()
    went = _went(look, [row.id for row in found])
    named = look.who.may(Right.PERSON_READ)
    return Leavings(
        tuple(
            LeftRow(
                tenancy_id=row.id,
                version=row.version,
                number=row.number,
                name=f"{row.first_name} {row.last_name}".strip() if named else "",
                address=", ".join(filter(None, (row.address, row.home))),
                left_on=row.closed_on,
                outcome=went.get(row.id),
            )
            for row in found
        )
    )


def _went(look: Look, tenancy_ids: Sequence[int]) -> dict[int, LeavingOutcome | None]:
    """What the ending that was carried out says, by tenancy."""
    ending = Ending
    query = select(ending.tenancy_id, ending.kind, ending.outcome).where(
        ending.moved_out_on.is_not(None), ending.withdrawn_on.is_(None), ending.voided_at.is_(None)
    )
    wanted = set(tenancy_ids)
    rows = look.session.execute(narrowed(query, ending.tenancy_id, tenancy_ids).order_by(ending.id))
    return {row.tenancy_id: row.outcome or _SAID_BY.get(row.kind) for row in rows if row.tenancy_id in wanted}


@writes(Right.TENANCY_WRITE)
def say_where(work: Work, tenancy_id: int, version: int, outcome: LeavingOutcome) -> None:
    """Say where a household went that has left. Refused while it lives there, and where no move is registered."""
    tenancy = work.load(Tenancy, tenancy_id, version)
    ending = Ending
    query = select(ending).where(
        ending.tenancy_id == tenancy_id,
        ending.moved_out_on.is_not(None),
        ending.withdrawn_on.is_(None),
        ending.voided_at.is_(None),
    )
    row = work.session.execute(query.order_by(ending.id.desc())).scalars().first()
    if tenancy.closed_on is None or row is None:
        raise refuse("utfall.bor_der")
    touch(work, tenancy)
    row.outcome = outcome
