from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from boligdesk.rules.lease_clauses import Interpreting, TenantSignature, Usable, clauses_usable
from boligdesk.rules.terms import Clause
from boligdesk.texts import render

SIGNED = date(2026, 11, 20)
END = date(2029, 11, 30)
ONE = TenantSignature("Prøve", SIGNED)
BOTH = frozenset(Clause)


def reasons(usable: Usable) -> list[str]:
    assert all(render(m) and render(m, "nn") for m in (*usable.reasons, *usable.doubts))
    return [m.code for m in usable.reasons]


def test_all_signed_and_filed_makes_both_usable() -> None:
    usable = clauses_usable(BOTH, (ONE, TenantSignature("To", SIGNED)), scan_filed=True, fixed_until=END)
    assert all(usable[clause].yes for clause in Clause)


@pytest.mark.parametrize(
    ("signatures", "scan", "expected"),
    [
        ((ONE,), False, ["husleie.klausul.skann_mangler"]),
        ((ONE, TenantSignature("Senere", None)), True, ["husleie.klausul.ikke_signert"]),
        ((TenantSignature("Ung", SIGNED, True, None),), True, ["husleie.klausul.verge_ikke_signert"]),
        ((TenantSignature("Ung", SIGNED, True, SIGNED),), True, []),
        ((), True, ["husleie.leier.ingen"]),
    ],
)
def test_who_must_have_signed(signatures: tuple[TenantSignature, ...], scan: bool, expected: list[str]) -> None:
    usable = clauses_usable(BOTH, signatures, scan_filed=scan, fixed_until=END)
    assert reasons(usable[Clause.A]) == reasons(usable[Clause.B]) == expected


def test_clause_b_needs_an_end_and_each_must_be_agreed() -> None:
    usable = clauses_usable(BOTH, (ONE,), scan_filed=True, fixed_until=None)
    assert usable[Clause.A].yes
    assert reasons(usable[Clause.B]) == ["husleie.klausul.b_uten_slutt"]
    only_b = clauses_usable({Clause.B}, (ONE,), scan_filed=True, fixed_until=END)
    assert reasons(only_b[Clause.A]) == ["husleie.klausul.ikke_avtalt"]


@pytest.mark.parametrize(("needed", "used", "relative"), list(product((True, False), (SIGNED, None), (True, False))))
def test_interpreting_is_a_doubt_never_a_reason(needed: bool, used: date | None, relative: bool) -> None:
    interpreting = Interpreting(needed, used, relative)
    usable = clauses_usable(BOTH, (ONE,), scan_filed=True, fixed_until=END, interpreting=interpreting)[Clause.A]
    assert usable.yes and reasons(usable) == []
    expected = ["husleie.klausul.tolk_ikke_brukt"] * (needed and used is None)
    assert [m.code for m in usable.doubts] == expected + ["husleie.klausul.tolk_slektning"] * relative
