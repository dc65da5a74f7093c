"""The final settlement: what is owed when the keys are back, and who gets what of deposit and guarantee (P5).

A debt never disappears with the lease: what neither deposit nor guarantee covers stays on the rent account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendar import add_weeks
from .explanation import Explanation, Operand, Unit
from .findings import hard, info, soft
from .limits import Law, LeaseLimit
from .messages import Control, Param, msg
from .periods import Period
from .rent_dates import rent_for_month
from .terms import ExtraKind


class LineKind(StrEnum):
    """A line of the settlement."""

    RENT_OWED = "rent_owed"
    LAST_MONTH = "last_month"
    RENT_PAID_AHEAD = "rent_paid_ahead"
    USE = "use"
    DAMAGE = "damage"
    CLEANING = "cleaning"
    KEYS = "keys"
    OTHER = "other"


@dataclass(frozen=True)
class SettlementLine:
    """An amount the tenant owes (above zero) or has to good (below); `agreed` false = disputed or not yet shown."""

    kind: LineKind
    amount_ore: int
    agreed: bool = True
    note: str = ""

    @property
    def is_disputed_claim(self) -> bool:
        """Whether neither deposit nor guarantee may be drawn on for it yet."""
        return self.amount_ore > 0 and not self.agreed


@dataclass(frozen=True)
class SettlementFacts:
    """What the settlement is made of. Deposit is given with its interest; both securities in øre.

    `lines` is what the office enters: arrears at the end, damages with the protocol, and so on. `charged_last_ore`
    is what was charged for the last month; the part after `last_day` is taken back. `settled_use`: what of the à
    konto is settled yearly already; `open_use`: what is left of it for this settlement.
    """

    tenancy: Period
    last_day: date
    rent_ore: int
    charged_last_ore: int = 0
    on_account_paid_ore: int = 0
    real_use_ore: int = 0
    lines: tuple[SettlementLine, ...] = ()
    deposit_ore: int = 0
    guarantee_ore: int = 0
    guarantee_valid_to: date | None = None
    protocol_filed: bool = False
    forwarding_address: str = ""
    settled_use: tuple[tuple[ExtraKind, Period], ...] = ()
    open_use: tuple[tuple[ExtraKind, Period], ...] = ()

    @property
    def settles_use(self) -> bool:
        """Whether à konto or real use is part of it."""
        return bool(self.on_account_paid_ore or self.real_use_ore)


@dataclass(frozen=True)
class Settlement:
    """Who gets what, in øre. `owed` = from deposit + from guarantee + `debt` (unless the tenant has to good).

    `debt` stays on the rent account; `held` of the deposit waits for consent or a decision on its disputed part.
    """

    lines: tuple[SettlementLine, ...]
    owed_ore: int
    from_deposit_ore: int
    held_ore: int
    from_guarantee_ore: int
    debt_ore: int
    deposit_to_tenant_ore: int
    credit_to_tenant_ore: int
    explanation: Explanation


def settle(facts: SettlementFacts) -> Settlement:
    """The final settlement: rent to the last day, à konto against real use, and the entered lines.

    ValueError when the last day lies before the tenancy (`check_settlement` says so in words).
    """
    last_month = rent_for_month(facts.rent_ore, Period(facts.tenancy.start, facts.last_day), facts.last_day)
    lines = tuple(line for line in _lines(facts, last_month.ore) if line.amount_ore)
    owed = sum(line.amount_ore for line in lines)
    agreed = owed - sum(line.amount_ore for line in lines if line.is_disputed_claim)
    from_deposit = min(max(agreed, 0), facts.deposit_ore)
    from_guarantee = min(max(agreed - from_deposit, 0), facts.guarantee_ore)
    debt = max(owed, 0) - from_deposit - from_guarantee
    held = min(debt, facts.deposit_ore - from_deposit)
    return Settlement(
        lines,
        owed,
        from_deposit,
        held,
        from_guarantee,
        debt,
        facts.deposit_ore - from_deposit - held,
        max(-owed, 0),
        _explained(lines, last_month, owed, debt, facts),
    )


def _lines(facts: SettlementFacts, last_month_ore: int) -> Iterator[SettlementLine]:
    too_much = last_month_ore - facts.charged_last_ore
    yield SettlementLine(LineKind.LAST_MONTH if too_much > 0 else LineKind.RENT_PAID_AHEAD, too_much)
    yield SettlementLine(LineKind.USE, facts.real_use_ore - facts.on_account_paid_ore)
    yield from facts.lines


def _explained(
    lines: tuple[SettlementLine, ...], last_month: Explanation, owed: int, debt: int, facts: SettlementFacts
) -> Explanation:
    params: dict[str, Param] = {"sum": owed, "rest": debt, "dato": facts.last_day}
    operands = tuple(Operand(line.kind.value, line.amount_ore, Unit.ORE) for line in lines)
    security = (
        Operand("deposit_ore", facts.deposit_ore, Unit.ORE),
        Operand("guarantee_ore", facts.guarantee_ore, Unit.ORE),
    )
    return Explanation("husleie.oppgjor.sum", params, (*operands, *security), owed, Unit.ORE, children=(last_month,))


def check_settlement(facts: SettlementFacts, today: date) -> tuple[Control, ...]:
    """What a settlement lacks before it is sent."""
    return tuple(_checks(facts, today))


_NEEDS_PROTOCOL = frozenset({LineKind.DAMAGE, LineKind.CLEANING, LineKind.KEYS})


def _checks(facts: SettlementFacts, today: date) -> Iterator[Control]:
    if not facts.protocol_filed and any(line.kind in _NEEDS_PROTOCOL for line in facts.lines):
        yield soft(msg("husleie.oppgjor.uten_protokoll"), "lines", paragraph="husleieloven kapittel 10")
    if not facts.forwarding_address.strip():
        yield soft(msg("husleie.oppgjor.uten_adresse"), "forwarding_address")
    if not facts.tenancy.contains(facts.last_day):
        yield hard(msg("husleie.oppgjor.siste_dag", dato=facts.last_day), "husleieloven § 3-1", "last_day")
    yield from _use_checks(facts)
    valid_to = facts.guarantee_valid_to
    if facts.guarantee_ore and valid_to and valid_to < today:
        yield soft(msg("husleie.oppgjor.garanti_utlopt", dato=valid_to), "guarantee_valid_to")


def _use_checks(facts: SettlementFacts) -> Iterator[Control]:
    """The same months of à konto are never settled twice (§ 3-4)."""
    if facts.settles_use and facts.settled_use and not facts.open_use:
        what = msg("avregning.sluttoppgjor.alt_avregnet")
        yield hard(what, "husleieloven § 3-4", "real_use_ore", "on_account_paid_ore")
        return
    for kind, period in facts.settled_use:
        params: dict[str, Param] = {"fra": period.start, "til": period.end}
        what = msg("avregning.sluttoppgjor.avregnet", tillegg=msg(f"enum.ExtraKind.{kind}"), **params)
        yield info(what, "real_use_ore", paragraph="husleieloven § 3-4")


def deposit_clock(notified_on: date, law: Law) -> Explanation:
    """Five weeks from the bank's notice to show that a case is brought, or the deposit is paid out (§ 3-5)."""
    row = law.row(LeaseLimit.DEPOSIT_RELEASE_WEEKS)
    day = add_weeks(notified_on, row.whole)
    return Explanation(
        "husleie.oppgjor.femukersfrist",
        {"varslet": notified_on, "uker": row.whole, "dato": day},
        (Operand("notified_on", notified_on, Unit.DATE), Operand("weeks", row.whole, Unit.WEEKS)),
        day,
        Unit.DATE,
        "husleieloven § 3-5",
        children=(row.explained(),),
    )
