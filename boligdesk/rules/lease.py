"""The controls on a lease: what breaks the act stops it, what departs from custom needs a reason (P1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from . import lease_clauses, lease_parties, lease_rent, lease_term, security
from .findings import finding
from .lease_facts import LeaseFacts
from .limits import Law
from .messages import Control, Kind
from .rates import MissingRateError, Rates

Check = Callable[[LeaseFacts, Law], Iterator[Control]]

CHECKS: tuple[Check, ...] = (
    lease_parties.landlord_may_let,
    lease_parties.tenants_can_sign,
    lease_parties.home_is_large_enough,
    lease_parties.basis_is_told,
    lease_term.end_after_start,
    lease_term.term_is_long_enough,
    lease_term.short_terms_in_a_row,
    lease_term.within_head_lease,
    lease_term.start_is_usual,
    lease_rent.rent_is_set,
    lease_rent.rent_is_usual,
    lease_rent.extras_are_lawful,
    lease_rent.advance_is_lawful,
    lease_rent.due_day_is_plain,
    security.security_is_within_cap,
    security.deposit_lies_safe,
    security.security_is_said,
    lease_clauses.clauses_may_stand,
)


def check_lease(facts: LeaseFacts, limits: Rates, today: date) -> tuple[Control, ...]:
    """Every finding on a lease in the order of the dialog; the limits are those of the day of signing.

    A limit that no row speaks for stops the lease and is named: it could not be tried.
    """
    law = Law(limits, facts.sign_date or today, today)
    return tuple(control for check in CHECKS for control in _run(check, facts, law))


def _run(check: Check, facts: LeaseFacts, law: Law) -> tuple[Control, ...]:
    try:
        return tuple(check(facts, law))
    except MissingRateError as gap:
        return (finding(Kind.HARD, gap.message),)


def may_print(controls: Iterable[Control], reasoned: Iterable[str] = ()) -> bool:
    """Whether a lease may be printed: nothing hard, and a reason recorded for each soft code (P1).

    What is MISSING is listed, and left open on the paper.
    """
    given = frozenset(reasoned)
    return not any(c.kind is Kind.HARD or (c.kind is Kind.SOFT and c.code not in given) for c in controls)
