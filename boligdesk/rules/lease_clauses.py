"""The eviction clauses of tvangsfullbyrdelsesloven § 13-2 a and b: may they stand, and are they usable (P2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .findings import hard, set_to, soft
from .lease_facts import LeaseFacts
from .limits import Law
from .messages import Control, Message, msg
from .terms import Clause

_PARAGRAPH = "tvangsfullbyrdelsesloven § 13-2"


def clauses_may_stand(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """Clause b needs a fixed term, both need a written lease; a lease without clause a departs from custom."""
    if Clause.B in facts.clauses and not facts.is_fixed:
        yield hard(
            msg("husleie.klausul.b_uten_slutt"),
            _PARAGRAPH,
            "clauses",
            mends=(set_to("husleie.klausul.ta_bort_b", {"clauses": facts.clauses - {Clause.B}}),),
        )
    if facts.clauses and not facts.written:
        yield hard(msg("husleie.klausul.ikke_skriftlig"), _PARAGRAPH, "written", "clauses")
    if Clause.A not in facts.clauses:
        yield soft(
            msg("husleie.klausul.uten_a"),
            "clauses",
            why=msg("husleie.klausul.uten_a.hvorfor"),
            mends=(set_to("husleie.klausul.ta_med_a", {"clauses": facts.clauses | {Clause.A}}),),
        )


@dataclass(frozen=True)
class TenantSignature:
    """Whether one present tenant has signed the version in force, and the guardian where the mandate demands it.

    Somebody who joined later stands here without `signed_on`.
    """

    name: str
    signed_on: date | None
    guardian_needed: bool = False
    guardian_signed_on: date | None = None


@dataclass(frozen=True)
class Interpreting:
    """Interpreter at signing: was one needed, when was one used, and was it a child or relative (never!)."""

    needed: bool = False
    used_on: date | None = None
    by_relative: bool = False


@dataclass(frozen=True)
class Usable:
    """Whether a clause can be leaned on; `reasons` say why not, `doubts` what namsmannen may ask about."""

    reasons: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def yes(self) -> bool:
        """No reason speaks against it."""
        return not self.reasons


def clauses_usable(
    clauses: Iterable[Clause],
    signatures: tuple[TenantSignature, ...],
    *,
    scan_filed: bool,
    fixed_until: date | None,
    interpreting: Interpreting | None = None,
) -> Mapping[Clause, Usable]:
    """For each of the two clauses: usable, or why not. Part C's steps read this, not "clause present"."""
    agreed = frozenset(clauses)
    shared = tuple(_unsigned(signatures, scan_filed))
    doubts = tuple(_doubts(interpreting or Interpreting()))
    return {clause: Usable((*_own(clause, agreed, fixed_until), *shared), doubts) for clause in Clause}


def _own(clause: Clause, agreed: frozenset[Clause], fixed_until: date | None) -> Iterator[Message]:
    if clause not in agreed:
        yield msg("husleie.klausul.ikke_avtalt")
    elif clause is Clause.B and fixed_until is None:
        yield msg("husleie.klausul.b_uten_slutt")


def _unsigned(signatures: tuple[TenantSignature, ...], scan_filed: bool) -> Iterator[Message]:
    if not signatures:
        yield msg("husleie.leier.ingen")
    for tenant in signatures:
        if tenant.guardian_needed and tenant.guardian_signed_on is None:
            yield msg("husleie.klausul.verge_ikke_signert", navn=tenant.name)
        if tenant.signed_on is None:
            yield msg("husleie.klausul.ikke_signert", navn=tenant.name)
    if not scan_filed:
        yield msg("husleie.klausul.skann_mangler")


def _doubts(interpreting: Interpreting) -> Iterator[Message]:
    if interpreting.needed and interpreting.used_on is None:
        yield msg("husleie.klausul.tolk_ikke_brukt")
    if interpreting.by_relative:
        yield msg("husleie.klausul.tolk_slektning")
