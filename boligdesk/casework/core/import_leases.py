"""Tenancies as an import sees them: those of the records and those it stages, and what the act says of the new ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from ...models.ledger import AccountLiable, RentAccount
from ...models.person import Household
from ...models.tenancy import AcceptedReason, Kid, Security, Tenancy, TenancyTenant, TenancyTerm
from ...rules.kid import KidPlan, make_kid
from ...rules.lease import check_lease
from ...rules.lease_facts import LeaseFacts, LeaseTenant
from ...rules.messages import Control, Kind
from ...rules.periods import Period
from ...rules.terms import Clause, LandlordKind, SecurityKind
from ...rules.vocabulary import Disposal, HouseholdRole
from ...texts import text
from ..tenancy_draft import TenancyDraft
from .acts import Look
from .import_batch import Batch
from .import_homes import Home, Stock
from .import_people import Human, People
from .lease_write import AS_IN_THE_DRAFT, kid_plan
from .protection import SHIELD_OFF
from .rates import rates_of
from .status import hidden_tenancies

_LANDLORDS = {
    Disposal.OWNED: LandlordKind.MUNICIPALITY,
    Disposal.MUNICIPAL_COMPANY: LandlordKind.COMPANY,
    Disposal.LEASED_IN: LandlordKind.PRIVATE_HEAD_LEASE,
    Disposal.LETTING_RIGHT: LandlordKind.REFERRAL,
}
_COLUMNS = (
    "id", "unit_id", "first_tenant_id", "household_id", "from_date", "to_date", "fixed_until", "closed_on", "kid",
    "imported", "legal_basis", "note",
)  # fmt: skip


@dataclass
class Lease:
    """A tenancy, stored or staged: its columns, tenants, newest terms, deposit and the id of its rent account.

    `row` is the row that staged it.
    """

    values: dict[str, Any]
    tenants: list[int] = field(default_factory=list)
    term: dict[str, Any] = field(default_factory=dict)
    deposit: tuple[int, int] | None = None
    account: int = 0
    hidden: bool = False
    row: int | None = None
    home: Home | None = None

    @property
    def id(self) -> int:
        """The tenancy's key; below zero while it is only staged."""
        return int(self.values["id"])

    @property
    def period(self) -> Period:
        """The time the unit is taken."""
        return Period(self.values["from_date"], self.values["to_date"])


@dataclass
class Leases:
    """All tenancies by letting unit, the KIDs ever used, and what is needed to stage more."""

    look: Look
    batch: Batch
    people: People
    plan: KidPlan
    by_unit: dict[int, list[Lease]] = field(default_factory=lambda: defaultdict(list))
    kids: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, look: Look, batch: Batch, people: People) -> Leases:
        """The tenancies as they stand; hidden ones too, because they take up their unit."""
        leases = cls(look, batch, people, kid_plan(look))
        hidden = hidden_tenancies(look)
        query = select(*(getattr(Tenancy, name) for name in _COLUMNS)).where(Tenancy.voided_at.is_(None))
        found = {r["id"]: Lease(dict(r), hidden=r["id"] in hidden) for r in leases._mappings(query)}
        for lease in found.values():
            leases.by_unit[lease.values["unit_id"]].append(lease)
        leases._parts(found)
        leases.kids = {r["kid"]: r["tenancy_id"] for r in leases._mappings(select(Kid.kid, Kid.tenancy_id))}
        return leases

    def _mappings(self, query: Any) -> Any:
        return self.look.session.execute(query, execution_options={SHIELD_OFF: True}).mappings()

    def _parts(self, found: dict[int, Lease]) -> None:
        for row in self._mappings(select(TenancyTenant.tenancy_id, TenancyTenant.person_id).order_by(TenancyTenant.id)):
            if row["tenancy_id"] in found:
                found[row["tenancy_id"]].tenants.append(row["person_id"])
        for row in self._mappings(select(RentAccount.id, RentAccount.tenancy_id)):
            if row["tenancy_id"] in found:
                found[row["tenancy_id"]].account = row["id"]
        term = TenancyTerm
        terms = select(term.id, term.tenancy_id, term.from_date, term.rent_ore).where(term.voided_at.is_(None))
        for row in self._mappings(terms.order_by(term.from_date, term.id)):
            if row["tenancy_id"] in found:
                found[row["tenancy_id"]].term = dict(row)
        securities = select(Security.id, Security.tenancy_id, Security.amount_ore).where(
            Security.voided_at.is_(None), Security.kind == SecurityKind.DEPOSIT
        )
        for row in self._mappings(securities):
            if row["tenancy_id"] in found:
                found[row["tenancy_id"]].deposit = row["id"], row["amount_ore"]

    def started(self, unit_id: int, on: date) -> Lease | None:
        """The tenancy of a unit that began on this day."""
        return next((lease for lease in self.by_unit[unit_id] if lease.values["from_date"] == on), None)

    def in_the_way(self, unit_id: int, time: Period, itself: Lease | None = None) -> Lease | None:
        """Another tenancy that takes up the unit some day in this time."""
        others = (lease for lease in self.by_unit[unit_id] if lease is not itself)
        return next((lease for lease in others if lease.period.overlaps(time)), None)

    def people_on(self, unit_id: int) -> set[int]:
        """Everybody who is or was on a tenancy of this unit, children too."""
        found: set[int] = set()
        for lease in self.by_unit[unit_id]:
            found.update(lease.tenants)
            found.update(human.id for human in self.people.living_in(lease.values["household_id"]))
        return found

    def draft(self, home: Home, tenants: list[Human], **said: Any) -> TenancyDraft:
        """An old lease as a draft; what the list does not say is left open."""
        disposal = home.values["disposal"]
        return TenancyDraft(
            tenant_ids=tuple(human.id for human in tenants),
            landlord_kind=_LANDLORDS[disposal],
            heating_included=said.pop("heating_included", None) or home.values.get("heating_included"),
            pets_allowed=home.values.get("pets_allowed"),
            **said,
        )

    def add(self, draft: TenancyDraft, home: Home, row: int, note: str) -> Lease:
        """Stage a tenancy with tenants, household, terms, deposit and KID."""
        household = self._household(draft)
        values = {name: getattr(draft, name) for name in AS_IN_THE_DRAFT} | {
            "number": f"{self.look.today.year}-{self.batch.number('leieforhold', self.look.today.year):04d}",
            "first_tenant_id": draft.tenant_ids[0],
            "household_id": household,
            "from_date": draft.start,
            "to_date": draft.fixed_until,
            "closed_on": None,
            "clause_a": Clause.A in draft.clauses,
            "clause_b": Clause.B in draft.clauses,
            "imported": True,
            "note": note,
            "kid": None,
        }
        lease = Lease({**values, "id": self.batch.add(Tenancy, **values)}, row=row, home=home)
        lease.account = self.batch.add(RentAccount, tenancy_id=lease.id)
        self.by_unit[draft.unit_id].append(lease)
        for person_id in draft.tenant_ids:
            self.add_tenant(lease, person_id)
        self._terms(lease, draft)
        self.set_kid(lease, draft.kid or self._fresh_kid(lease), imported=draft.kid is not None)
        return lease

    def _household(self, draft: TenancyDraft) -> int:
        found = self.people.household_of(draft.tenant_ids[0], draft.start)
        return self.batch.add(Household) if found is None else found

    def add_tenant(self, lease: Lease, person_id: int) -> None:
        """Stage one more tenant, living in the tenancy's household."""
        start, role = lease.values["from_date"], HouseholdRole.PARTNER if lease.tenants else HouseholdRole.MAIN
        self.batch.add(TenancyTenant, tenancy_id=lease.id, person_id=person_id, from_date=start)
        self.batch.add(AccountLiable, account_id=lease.account, person_id=person_id, from_date=start)
        self.people.move_in(lease.values["household_id"], person_id, role, start, self.look.now)
        lease.tenants.append(person_id)

    def _terms(self, lease: Lease, draft: TenancyDraft) -> None:
        terms = {"tenancy_id": lease.id, "from_date": draft.start, "rent_ore": draft.rent_ore or 0}
        lease.term = terms | {"id": self.batch.add(TenancyTerm, **terms, recorded_at=self.look.now)}
        if draft.deposit_ore:
            self.set_deposit(lease, draft.deposit_ore)

    def set_deposit(self, lease: Lease, amount_ore: int) -> None:
        """Stage the deposit, or another amount for it."""
        if lease.deposit is None:
            made = self.batch.add(Security, tenancy_id=lease.id, kind=SecurityKind.DEPOSIT, amount_ore=amount_ore)
            lease.deposit = made, amount_ore
        else:
            self.batch.change(Security, lease.deposit[0], amount_ore=amount_ore)

    def set_rent(self, lease: Lease, rent_ore: int) -> None:
        """Stage another rent: in the first terms while they say nothing else, or from the first of this month."""
        start = max(self.look.today.replace(day=1), lease.term["from_date"])
        if lease.term["from_date"] == start or not lease.term["rent_ore"]:
            self.batch.change(TenancyTerm, lease.term["id"], rent_ore=rent_ore)
            return
        new = {"tenancy_id": lease.id, "from_date": start, "rent_ore": rent_ore}
        lease.term = new | {"id": self.batch.add(TenancyTerm, **new, basis="import", recorded_at=self.look.now)}

    def set_kid(self, lease: Lease, kid: str | None, *, imported: bool) -> None:
        """Stage a KID; once used it is never used again (E6)."""
        if kid is None:
            return
        self.kids[kid] = lease.id
        self.batch.add(Kid, kid=kid, tenancy_id=lease.id, imported=imported, recorded_at=self.look.now)
        self.batch.change(Tenancy, lease.id, kid=kid)
        lease.values["kid"] = kid

    def _fresh_kid(self, lease: Lease) -> str | None:
        """The next number of the series; none for a referral, where the municipality is no landlord."""
        if lease.values["landlord_kind"] is LandlordKind.REFERRAL:
            return None
        while (kid := make_kid(self.plan, self.batch.number("kid"))) in self.kids:
            pass
        return kid


def close_followed(leases: Leases) -> None:
    """A staged tenancy whose unit somebody else has taken over since is over; one without a successor still holds."""
    for lease in [lease for group in leases.by_unit.values() for lease in group if lease.row is not None]:
        end = lease.values["to_date"]
        later = (other for other in leases.by_unit[lease.values["unit_id"]] if other is not lease)
        if end is not None and any(other.values["from_date"] > end for other in later):
            leases.batch.change(Tenancy, lease.id, closed_on=end)
            lease.values["closed_on"] = end


def judge(leases: Leases, stock: Stock) -> list[tuple[Lease, tuple[Control, ...]]]:
    """Keep a reason for what departs from custom; the answer is what breaks the act, per running staged lease."""
    rates = rates_of(leases.look)
    flagged = []
    for lease in [lease for group in leases.by_unit.values() for lease in group if lease.row is not None]:
        controls = check_lease(_facts(leases, stock, lease), rates, leases.look.today)
        for code in dict.fromkeys(c.code for c in controls if c.kind is Kind.SOFT):
            leases.batch.add(AcceptedReason, tenancy_id=lease.id, control=code, reason=text("importering.overfort"))
        hard = tuple(c for c in controls if c.kind is Kind.HARD)
        if hard and lease.values["closed_on"] is None:
            flagged.append((lease, hard))
    return flagged


def _facts(leases: Leases, stock: Stock, lease: Lease) -> LeaseFacts:
    """What the controls look at, as they will when the lease is printed."""
    values, home = lease.values, lease.home
    tenants = [leases.people.by_id[person_id] for person_id in lease.tenants]
    members = {human.id for human in leases.people.living_in(values["household_id"])} | set(lease.tenants)
    return LeaseFacts(
        landlord_kind=values["landlord_kind"],
        start=values["from_date"],
        tenants=tuple(LeaseTenant(human.name, human.values["birth_date"]) for human in tenants),
        rent_ore=lease.term["rent_ore"],
        legal_basis=values["legal_basis"],
        disposal=home.values["disposal"] if home else Disposal.OWNED,
        fixed_until=values["fixed_until"],
        head_lease_end=_head_lease_end(stock, lease),
        previous_rent_ore=_rent_before(leases, stock, lease),
        heating_included=values["heating_included"],
        security_kind=SecurityKind.DEPOSIT if lease.deposit else SecurityKind.NONE,
        deposit_ore=lease.deposit[1] if lease.deposit else 0,
        clauses=frozenset({Clause.A}) if values["clause_a"] else frozenset(),
        occupants=len(members),
        rooms=home.values.get("rooms") if home else None,
    )


def _head_lease_end(stock: Stock, lease: Lease) -> date | None:
    head = stock.head_lease_on(lease.home, lease.values["from_date"]) if lease.home else None
    return head[1].end if head else None


def _rent_before(leases: Leases, stock: Stock, lease: Lease) -> int | None:
    unit_id, start = lease.values["unit_id"], lease.values["from_date"]
    before = [other for other in leases.by_unit[unit_id] if other.values["from_date"] < start]
    last = max(before, key=lambda other: other.values["from_date"], default=None)
    return last.term["rent_ore"] if last else stock.rent_on(unit_id, start)
