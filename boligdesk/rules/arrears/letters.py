"""The letters about unpaid rent: when each may be made, what it names, and how long it gives to pay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ..ledger.claims import MarkedClaim
from ..ledger.entries import EntryKind
from ..rates import Rates
from . import checks as must
from .checks import Check, Stop
from .facts import ArrearsFacts, Wait
from .fees import FeeLetter
from .steps import RULES, ArrearsStep
from .words import ArrearsEventKind

#: What is put on top of the rent; beside the rent in a § 4-18 notice, never its ground (P19).
EXTRA_COSTS = frozenset({EntryKind.FEE, EntryKind.INTEREST, EntryKind.COSTS})
#: The least time from sending to the last day to pay (inkassoloven §§ 9 and 10; tvangsfullbyrdelsesloven § 4-18).
_PAY, _EVICTION = "payment_deadline_days", Wait.EVICTION_NOTICE.value


class Named(Enum):
    """Which claims a letter names."""

    ALL = "all"
    RENT = "rent"
    NONE = "none"


@dataclass(frozen=True)
class LetterRule:
    """One kind of letter. `days` is the rate that says the least time to pay, from sending; "" gives none.

    With `margin` the printed deadline leaves the office's postal days on top, so that it holds when the letter goes a
    day or two later; without it (the friendly reminder, whose days no law names) such a letter gives that much less.
    `decided`: only who may decide on evictions makes it (P21). `warned`: it names only what an inkassovarsel has named
    and whose deadline is over (inkassoloven §§ 9 and 10), and what came on top of that.
    """

    kind: ArrearsEventKind
    checks: tuple[Check, ...]
    named: Named = Named.ALL
    fee: FeeLetter | None = None
    days: str = _PAY
    margin: bool = True
    decided: bool = False
    warned: bool = False

    def stop(self, facts: ArrearsFacts) -> Stop | None:
        """The first fact that stands in the way of the letter today, or None."""
        own = facts.of_this_debt()
        return next((found for check in self.checks if (found := check(own)) is not None), None)

    def names(self, missed: Iterable[MarkedClaim], warned: Collection[int]) -> tuple[MarkedClaim, ...]:
        """The claims that the letter names: of those missed all that may be dunned, or only rent (P19)."""
        if self.named is Named.NONE:
            return ()
        only_rent = self.named is Named.RENT
        found = tuple(c for c in missed if (c.is_eviction_ground if only_rent else c.may_be_dunned))
        if not self.warned:
            return found
        own = {c.item.entry.id for c in found if c.item.entry.kind not in EXTRA_COSTS and c.item.entry.id in warned}
        return tuple(c for c in found if c.item.entry.id in own or (own and c.item.entry.kind in EXTRA_COSTS))

    def beside(self, missed: Iterable[MarkedClaim]) -> tuple[MarkedClaim, ...]:
        """What a § 4-18 notice lists apart: interest and costs."""
        if self.named is not Named.RENT:
            return ()
        return tuple(c for c in missed if c.item.entry.kind in EXTRA_COSTS and c.may_be_dunned)

    def deadline(self, made_on: date, rates: Rates) -> date | None:
        """The last day to pay that a letter made on a day names (inclusive). MissingRateError where no rate speaks."""
        if not self.days:
            return None
        return self.least(made_on, rates) + timedelta(days=rates.on(Wait.POSTAL.value, made_on).whole)

    def least(self, sent_on: date, rates: Rates) -> date:
        """The earliest last day to pay that a letter sent on a day may name."""
        postal = 0 if self.margin else rates.on(Wait.POSTAL.value, sent_on).whole
        return sent_on + timedelta(days=rates.on(self.days, sent_on).whole - postal)


def _of(step: ArrearsStep) -> tuple[Check, ...]:
    """The checks of the step that the letter takes: a letter goes when its step may."""
    return next(rule.checks for rule in RULES if rule.step is step)


_K, _S = ArrearsEventKind, ArrearsStep
_OWED = (must.payments_known, must.missed)

_RULES = (
    LetterRule(_K.REMINDER, _of(_S.REMINDER), margin=False),
    LetterRule(_K.FEE_LETTER, _of(_S.FEE_LETTER), fee=FeeLetter.COLLECTION_NOTICE),
    LetterRule(_K.OWN_DEMAND, _of(_S.OWN_DEMAND), fee=FeeLetter.OWN_DEMAND, warned=True),
    LetterRule(_K.EVICTION_NOTICE, _of(_S.EVICTION_NOTICE), Named.RENT, days=_EVICTION, decided=True),
    LetterRule(_K.TERM_NOTICE, _of(_S.TERM_NOTICE), Named.NONE, days=_EVICTION, decided=True),
    LetterRule(_K.RESCINDED, _of(_S.RESCISSION), Named.RENT, days="", decided=True),
    LetterRule(_K.NAV_NOTICE, (*_OWED, must.has_ground, must.not_held_from_contact), Named.NONE, days=""),
    LetterRule(_K.GUARANTEE_CLAIM, (*_OWED, must.not_held)),
    LetterRule(
        _K.COLLECTION,
        (*_OWED, must.not_held, must.at_least(Wait.MINIMUM), must.answered(lambda f: f.own_demand or f.fee_letter)),
        days="",
        warned=True,
    ),
)
#: Every kind of letter about unpaid rent, and what it takes to make it.
LETTER_RULES: Mapping[ArrearsEventKind, LetterRule] = {rule.kind: rule for rule in _RULES}
