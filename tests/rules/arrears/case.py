"""An account in arrears to try the next step on, and the full product of its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from boligdesk.rules.arrears.facts import (
    AgreementState,
    ArrearsFacts,
    ArrearsHold,
    Considered,
    EvictionCase,
    EvictionNotice,
    NamedItem,
    Practice,
    SentLetter,
    TermEnd,
)
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.rates import shipped_rates

TODAY = date(2026, 11, 23)
PRACTICE = Practice.on(shipped_rates(), TODAY)
ALL = frozenset(Considered)
SMALL, LARGE = 150_00, 26_400_00


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def letter(sent: int, deadline: int) -> SentLetter:
    """A letter sent and its deadline, in days ago (a deadline below zero lies ahead)."""
    return SentLetter(ago(sent), ago(deadline))


RUNNING, MISSED = letter(5, -9), letter(30, 16)
OWES = ArrearsFacts(TODAY, PRACTICE, ago(1), ago(60), LARGE, LARGE)
#: Everything done and said but the § 4-18 notice.
TRIED = replace(
    OWES,
    contact_on=ago(55),
    reminder=letter(50, 40),
    fee_letter=MISSED,
    own_demand=MISSED,
    agreement=AgreementState.DECLINED,
    clause_a_usable=True,
    children=False,
    considered=ALL,
)


def notice(sent: int, *items: NamedItem) -> EvictionNotice:
    """A § 4-18 notice sent so many days ago."""
    return EvictionNotice(ago(sent), items)


STANDS, PAID = NamedItem(LARGE), NamedItem(0)
DEAD = tuple(NamedItem(LARGE, frozenset([m])) for m in sorted(set(Mark) - {Mark.WRITTEN_OFF}))

_HOLDS: tuple[dict[ArrearsHold, date | None], ...] = ({}, *({hold: None} for hold in ArrearsHold))
_CASES: tuple[tuple[EvictionNotice | None, EvictionCase], ...] = (
    (None, EvictionCase()),
    (notice(17, STANDS), EvictionCase()),
    (notice(18, STANDS, PAID), EvictionCase()),
    (notice(40, PAID, *DEAD), EvictionCase()),
    (notice(40, STANDS), EvictionCase(ago(20))),
    (notice(40, STANDS), EvictionCase(ago(20), ago(15))),
    (notice(40, STANDS), EvictionCase(ago(20), ago(15), ago(0))),
    (notice(40, STANDS), EvictionCase(ago(20), ago(15), ago(0), claim_paid=True)),
    (notice(40, STANDS), EvictionCase(ago(20), ago(15), ago(9), ago(9))),
)
_TERMS = (
    None,
    TermEnd(ago(10)),
    TermEnd(ago(200)),
    TermEnd(ago(60), ago(40)),
    TermEnd(ago(60), ago(40), notice(18)),
    TermEnd(ago(60), ago(40), notice(18), complaint_open=True),
)

_MONEY: dict[str, tuple[Any, ...]] = {
    "payments_known_to": (None, ago(12), ago(1)),
    "oldest_due": (None, TODAY, ago(1), ago(13), ago(14), ago(60)),
    "holds": _HOLDS,
    "contact_on": (None, ago(0)),
    "reminder": (None, RUNNING, MISSED),
    "fee_letter": (None, RUNNING, MISSED),
    "agreement": tuple(AgreementState),
}
_HOME: dict[str, tuple[Any, ...]] = {
    "fee_letter": (None, MISSED),
    "agreement, agreement_broken_on": (
        (AgreementState.NOT_OFFERED, None),
        (AgreementState.RUNNING, None),
        (AgreementState.BROKEN, ago(2)),
        (AgreementState.BROKEN, ago(50)),
    ),
    "clause_a_usable": (None, True, False),
    "clause_b_usable": (None, True, False),
    "children": (None, True, False),
    "considered": (frozenset(), ALL - {Considered.CHILD_SITUATION}, ALL),
    "notice, case": _CASES,
    "term, moved_out_on": (*((term, None) for term in _TERMS), (None, ago(3))),
}


def _product(base: ArrearsFacts, facts: dict[str, tuple[Any, ...]]) -> Iterator[ArrearsFacts]:
    for values in product(*facts.values()):
        given: dict[str, Any] = {}
        for names, value in zip(facts, values, strict=True):
            pair = value if ", " in names else (value,)
            given |= dict(zip(names.split(", "), pair, strict=True))
        yield replace(base, **given)


def money_product() -> Iterator[ArrearsFacts]:
    """Every combination of what the money track looks at."""
    return _product(replace(OWES, children=False, considered=ALL), _MONEY)


def home_product() -> Iterator[ArrearsFacts]:
    """Every combination of what the two tracks against the home look at; the same was considered for both."""
    for facts in _product(TRIED, _HOME):
        yield replace(facts, term=facts.term and replace(facts.term, considered=facts.considered))
