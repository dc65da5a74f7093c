"""How long a startlån may run, and how long without instalments (forskrift § 8-5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..budget.steps import RateDay
from ..findings import hard, lacking
from ..messages import Control, Message, msg

SECTION = "forskrift om lån fra Husbanken § 8-5"


class LongTerm(StrEnum):
    """What must be true for more than thirty years."""

    LOW_INCOME = "low_income"
    LASTING_NEED = "lasting_need"
    RENTALS_UNFIT = "rentals_unfit"
    NO_SHORTER = "no_shorter"


#: With children or a home at risk and a low, predictable income the first may be waived; with a home at risk 2 and 3.
_WORDS: Mapping[LongTerm, Message] = {
    LongTerm.LOW_INCOME: msg("startlan.lang_loptid.lav_inntekt"),
    LongTerm.LASTING_NEED: msg("startlan.lang_loptid.varig_behov"),
    LongTerm.RENTALS_UNFIT: msg("startlan.lang_loptid.leie_uegnet"),
    LongTerm.NO_SHORTER: msg("startlan.lang_loptid.ikke_kortere"),
}


@dataclass(frozen=True)
class Term:
    """So many years, of which the first months carry interest only."""

    years: int = 30
    interest_only_months: int = 0

    @property
    def paying_months(self) -> int:
        """The months in which instalments are paid."""
        return max(1, self.years * 12 - self.interest_only_months)


@dataclass(frozen=True)
class LongTermFacts:
    """The answers (absent: not told), and what may waive them. `affordable_in_30`: the household carries 30 years."""

    answers: Mapping[LongTerm, bool] = field(default_factory=dict)
    children: bool = False
    home_at_risk: bool = False
    predictable_low_income: bool = False
    affordable_in_30: bool | None = None


def check_term(term: Term, facts: LongTermFacts, at: RateDay) -> tuple[Control, ...]:
    """What stands against the term: hard where it cannot be, missing where it is still to be answered."""
    return tuple(_term(term, facts, at))


def _term(term: Term, facts: LongTermFacts, at: RateDay) -> Iterator[Control]:
    ordinary, most, free = (
        at.rates.on(key, at.on).whole for key in ("startlan_loptid", "startlan_loptid_serlig", "startlan_avdragsfri")
    )
    if not 1 <= term.years <= most:
        yield hard(msg("startlan.loptid.for_lang", funnet=term.years, mest=most), SECTION, "years")
    elif term.years > ordinary:
        yield from _long(facts, ordinary)
    if not 0 <= term.interest_only_months <= free * 12 or term.interest_only_months >= term.years * 12:
        months = term.interest_only_months
        yield hard(msg("startlan.loptid.avdragsfri", funnet=months, mest=free), SECTION, "interest_only_months")


def _long(facts: LongTermFacts, ordinary: int) -> Iterator[Control]:
    if facts.affordable_in_30:
        yield hard(msg("startlan.loptid.klarer_vanlig", ar=ordinary), SECTION, "years")
    elif facts.affordable_in_30 is None:
        yield lacking(msg("startlan.loptid.vanlig_ukjent", ar=ordinary), "affordable_in_30", paragraph=SECTION)
    for condition, words in _WORDS.items():
        answer = facts.answers.get(condition)
        if answer or condition in _waived(facts):
            continue
        if answer is None:
            yield lacking(msg("startlan.loptid.sporres", hva=words), condition.value, paragraph=SECTION)
        else:
            yield hard(msg("startlan.loptid.vilkar", hva=words), SECTION, condition.value)


def _waived(facts: LongTermFacts) -> frozenset[LongTerm]:
    waived = set()
    if (facts.children or facts.home_at_risk) and facts.predictable_low_income:
        waived.add(LongTerm.LOW_INCOME)
    if facts.home_at_risk:
        waived |= {LongTerm.LASTING_NEED, LongTerm.RENTALS_UNFIT}
    return frozenset(waived)
