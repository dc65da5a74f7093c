"""What a settlement of à konto would mean for each tenancy: days, weight, what was charged, and what keeps it out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ...rules.arrears.words import LedgerKind
from ...rules.findings import hard, info
from ...rules.messages import Control, Kind, msg
from ...rules.periods import Period
from ...rules.terms import ExtraKind
from ...rules.use_settlement import (
    ShareKey,
    Sharer,
    UseCost,
    UseShare,
    UseShares,
    charged_in,
    check_cost,
    lacks_weight,
    months_missing,
    settle_use,
)
from ...texts import formats
from .acts import Look
from .ledger_choice import ledger_kind
from .use_rows import HomeUse, UseFacts, use_facts

#: Keys whose weights are typed by somebody; of the others the register knows them.
TYPED = frozenset({ShareKey.METER, ShareKey.FIXED})


class NotSettled(StrEnum):
    """Why a tenancy that has a share is not settled."""

    NO_ON_ACCOUNT = "no_on_account"
    SETTLED = "settled"
    FINAL = "final"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class UseWish:
    """A settlement as somebody wishes it: of one extra, for a building or for chosen tenancies.

    `weights`: tenancy → units, m², persons or parts, over what the register says. `office_weight`: what the landlord
    used or bears himself, for a meter or fixed parts. `left_out`: units that the cost is not for. `elsewhere`:
    tenancy → à konto (øre) of the period that was charged in other books.
    """

    kind: ExtraKind
    period: Period
    key: ShareKey
    building_id: int | None = None
    tenancy_ids: tuple[int, ...] = ()
    total_ore: int | None = None
    unit_price: Decimal | None = None
    source: str = ""
    document_id: int | None = None
    due_on: date | None = None
    weights: Mapping[int, Decimal] = field(default_factory=dict)
    office_weight: Decimal = Decimal(0)
    left_out: frozenset[int] = frozenset()
    elsewhere: Mapping[int, int] = field(default_factory=dict)

    @property
    def cost(self) -> UseCost:
        """As the rules see it."""
        return UseCost(self.kind, self.period, self.key, self.total_ore, self.unit_price)


@dataclass(frozen=True)
class UseLine:
    """One tenancy of a settlement. `share` is None until everything is known; `why`: it is shown, and not settled."""

    tenancy_id: int
    account_id: int
    unit_id: int
    number: str
    tenant: str
    address: str
    stay: Period
    weight: Decimal | None
    charged_ore: int
    share: UseShare | None
    why: NotSettled | None
    controls: tuple[Control, ...]

    @property
    def settles(self) -> bool:
        """It is written when the settlement is."""
        return self.why is None and self.share is not None


@dataclass(frozen=True)
class UsePlan:
    """What a settlement would do. `office_ore`: what no tenant pays; `left_out`: tenancies the cost is not for."""

    wish: UseWish
    lines: tuple[UseLine, ...]
    left_out: tuple[HomeUse, ...]
    total_ore: int | None
    office_ore: int | None
    controls: tuple[Control, ...]

    @property
    def may_go(self) -> bool:
        """Nothing stops it, and there is somebody to settle with."""
        stops = any(control.kind in (Kind.HARD, Kind.MISSING) for control in self.controls)
        return not stops and any(line.settles for line in self.lines)


def plan_use(look: Look, wish: UseWish) -> UsePlan:
    """Reckon a settlement without writing anything; the shares add up to the cost to the øre."""
    facts = use_facts(look, wish.kind, wish.period, wish.building_id, wish.tenancy_ids)
    homes = [home for home in facts.homes if home.unit_id not in wish.left_out]
    sharers = {home.tenancy_id: _sharer(wish, home) for home in homes}
    shared = _shared(wish, facts, list(sharers.values()))
    shares = {share.id: share for share in shared.shares} if shared else {}
    lines = tuple(_line(wish, home, sharers[home.tenancy_id], shares.get(home.tenancy_id)) for home in homes)
    out = tuple(home for home in facts.homes if home.unit_id in wish.left_out)
    office = _office_ore(shared, lines) if shared else None
    controls = tuple(_controls(look, wish, facts, lines))
    return UsePlan(wish, lines, out, shared.total_ore if shared else None, office, controls)


def _sharer(wish: UseWish, home: HomeUse) -> Sharer:
    return Sharer(home.tenancy_id, home.stay, _weight(wish, home), home.charged, wish.elsewhere.get(home.tenancy_id, 0))


def _weight(wish: UseWish, home: HomeUse) -> Fraction | None:
    if home.tenancy_id in wish.weights:
        return Fraction(wish.weights[home.tenancy_id])
    known = {ShareKey.EQUAL: Fraction(1, home.units), ShareKey.AREA: home.area, ShareKey.PERSONS: home.persons}
    return known.get(wish.key)


def _shared(wish: UseWish, facts: UseFacts, sharers: Sequence[Sharer]) -> UseShares | None:
    """The shares, once all is known that they rest on."""
    office = _office(wish, facts)
    costless = wish.total_ore is None and not wish.cost.by_price
    if facts.hidden or costless or office is None or any(one.weight is None for one in sharers):
        return None
    nothing = not office and not any(one.weight for one in sharers)
    return None if not sharers or nothing else settle_use(wish.cost, sharers, office)


def _office(wish: UseWish, facts: UseFacts) -> Fraction | None:
    """The landlord's weight: empty homes by their days, or what was typed; None where a home's area is not known."""
    if wish.key in TYPED:
        by_days = (wish.period.days or 0) if wish.key is ShareKey.FIXED else 1
        return Fraction(wish.office_weight) * by_days
    if wish.key is ShareKey.PERSONS:
        return Fraction()
    empty = [one for one in facts.empty if one.unit_id not in wish.left_out]
    if wish.key is ShareKey.EQUAL:
        return sum((Fraction(one.days, one.units) for one in empty), Fraction())
    if any(one.area is None for one in empty):
        return None
    return sum(((one.area or Fraction()) * one.days for one in empty), Fraction())


def _line(wish: UseWish, home: HomeUse, sharer: Sharer, share: UseShare | None) -> UseLine:
    weight = sharer.weight
    return UseLine(
        home.tenancy_id,
        home.account_id,
        home.unit_id,
        home.number,
        home.tenant,
        home.address,
        home.stay,
        None if weight is None else Decimal(weight.numerator) / Decimal(weight.denominator),
        charged_in(sharer.charged, wish.period) + sharer.elsewhere_ore,
        share,
        _why(home, sharer),
        tuple(_line_controls(wish, home, sharer)),
    )


def _why(home: HomeUse, sharer: Sharer) -> NotSettled | None:
    if not home.ours:
        return NotSettled.NOT_OURS
    if home.settled:
        return NotSettled.SETTLED
    if home.final:
        return NotSettled.FINAL
    pays = home.on_account or sharer.elsewhere_ore or any(month.charged_ore for month in sharer.charged)
    return None if pays else NotSettled.NO_ON_ACCOUNT


def _line_controls(wish: UseWish, home: HomeUse, sharer: Sharer) -> Iterator[Control]:
    if sharer.weight is None:
        yield lacks_weight(wish.key)
    missing = months_missing(sharer) if _why(home, sharer) is None and not sharer.elsewhere_ore else ()
    if missing:
        yield info(msg("avregning.krav_mangler", maneder=_months(missing)), "charged_ore")


def _months(months: Collection[date]) -> str:
    return ", ".join(formats.month(month) for month in months)


def _office_ore(shared: UseShares, lines: Sequence[UseLine]) -> int:
    """Empty homes, and those who pay no à konto or are not the municipality's own tenants."""
    borne = (line for line in lines if line.why in (NotSettled.NO_ON_ACCOUNT, NotSettled.NOT_OURS))
    return shared.office_ore + sum(line.share.real_ore for line in borne if line.share)


def _controls(look: Look, wish: UseWish, facts: UseFacts, lines: Sequence[UseLine]) -> Iterator[Control]:
    documented = wish.document_id is not None
    yield from check_cost(wish.cost, wish.source, wish.due_on, look.today, documented=documented)
    if facts.hidden:
        yield hard(msg("avregning.skjermet"), "", "building_id")
    elif not lines:
        yield hard(msg("avregning.ingen"), "", "building_id")
    if any(line.weight is None for line in lines) or _office(wish, facts) is None:
        yield lacks_weight(wish.key)
    if ledger_kind(look) is LedgerKind.MIRROR:
        yield info(msg("avregning.speil"))
