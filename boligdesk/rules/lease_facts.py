"""What a lease says, as plain values: the facts that the controls of a lease look at. Money is øre per month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .periods import Period
from .terms import Clause, ExtraKind, ExtraMode, LandlordKind, LegalBasis, SecurityKind
from .vocabulary import Disposal


class ShortTermGround(StrEnum):
    """Why a fixed term is shorter than the law's ordinary minimum (§§ 9-3, 11-1)."""

    SHARED_HOUSE = "shared_house"
    OWN_USE = "own_use"
    OTHER_OBJECTIVE = "other_objective"
    DISADVANTAGED = "disadvantaged"


@dataclass(frozen=True)
class Extra:
    """Something paid beside the rent. `has_meter`: paid by measured use; `settled_every_months`: à konto."""

    kind: ExtraKind
    mode: ExtraMode
    amount_ore: int | None = None
    has_meter: bool = False
    settled_every_months: int | None = None


@dataclass(frozen=True)
class LeaseTenant:
    """A tenant under Partene. `guardian_needed` is the mandate's word; under age it is needed in any case."""

    name: str
    born: date | None = None
    guardian_needed: bool = False
    guardian: str = ""


@dataclass(frozen=True)
class LeaseFacts:
    """A lease about to be made or renewed. `fixed_until` None is tidsubestemt; `head_lease_end` None = unknown.

    `informed_11_1_on` is the day the written § 11-1 information was given, `short_term_told_on` the day the
    reason for a short term was told in writing, `successive_short` how many short leases went before this one.
    """

    landlord_kind: LandlordKind
    start: date
    tenants: tuple[LeaseTenant, ...]
    rent_ore: int | None
    legal_basis: LegalBasis = LegalBasis.ORDINARY
    disposal: Disposal = Disposal.OWNED
    head_lease_end: date | None = None
    decision_ref: str = ""
    informed_11_1_on: date | None = None
    fixed_until: date | None = None
    short_term_ground: ShortTermGround | None = None
    short_term_reason: str = ""
    short_term_told_on: date | None = None
    successive_short: int = 0
    successive_reason: str = ""
    previous_rent_ore: int | None = None
    extras: tuple[Extra, ...] = ()
    heating_included: bool | None = None
    due_day: int | None = 1
    advance_months: int = 1
    security_kind: SecurityKind = SecurityKind.NONE
    deposit_ore: int = 0
    guarantee_ore: int = 0
    guarantor: str = ""
    account_in_tenants_name: bool = True
    clauses: frozenset[Clause] = frozenset()
    written: bool = True
    occupants: int | None = None
    rooms: int | None = None
    sign_date: date | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether the lease names an end (tidsbestemt)."""
        return self.fixed_until is not None

    @property
    def term(self) -> Period | None:
        """From start to the named end; None when the end lies before the start."""
        turned = self.fixed_until is not None and self.fixed_until < self.start
        return None if turned else Period(self.start, self.fixed_until)

    @property
    def on_11_1(self) -> bool:
        """Whether the lease stands on § 11-1."""
        return self.legal_basis is LegalBasis.SECTION_11_1

    @property
    def ground(self) -> ShortTermGround | None:
        """The ground for a short term; a bare written reason counts as § 11-1's or as another objective one."""
        if self.short_term_ground or not self.short_term_reason.strip():
            return self.short_term_ground
        return ShortTermGround.DISADVANTAGED if self.on_11_1 else ShortTermGround.OTHER_OBJECTIVE
