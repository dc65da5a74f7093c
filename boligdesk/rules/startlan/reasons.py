"""The reasons text that prepares an innvilgelse or an avslag, rule by rule.

It renders the rule, says what is decisive, and in an avslag what the household can do to come under the rule later.
It decides nothing: where the answers leave it open, the text says what must be judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..messages import Message, msg
from .ability import Ability
from .bank import BankTest
from .interest import SOURCE_STRESS
from .target import BANK, EXCEPTIONS, NEED, TargetGroup, TargetResult


class Leaning(StrEnum):
    """What the reasons so far point to."""

    GRANT = "grant"
    REFUSE = "refuse"
    OPEN = "open"


@dataclass(frozen=True)
class Reason:
    """One paragraph of the reasons: the rule in words, what was found, and what may help later (avslag only)."""

    rule: Message
    found: Message
    paragraph: str
    leaning: Leaning
    later: Message | None = None


@dataclass(frozen=True)
class Reasons:
    """All of them. `must_write` is what a person writes: the best of the child, a judgement that is left open."""

    leaning: Leaning
    reasons: tuple[Reason, ...]
    must_write: tuple[Message, ...]


_RULES: dict[TargetResult, tuple[Message, str]] = {
    TargetResult.MEETS: (msg("startlan.grunn.regel_behov"), NEED),
    TargetResult.EXCEPTION_A: (msg("startlan.regel.unntak_a"), EXCEPTIONS),
    TargetResult.EXCEPTION_B: (msg("startlan.regel.unntak_b"), EXCEPTIONS),
    TargetResult.EXCEPTION_C: (msg("startlan.regel.unntak_c"), EXCEPTIONS),
    TargetResult.EXCEPTION_D: (msg("startlan.regel.unntak_d"), EXCEPTIONS),
    TargetResult.NOT: (msg("startlan.grunn.regel_behov"), NEED),
    TargetResult.MUST_BE_JUDGED: (msg("startlan.grunn.regel_behov"), NEED),
}


def reasons(bank: BankTest, target: TargetGroup, found: Ability, children: bool) -> Reasons:
    """The reasons in the order of the case: bank, target group, ability."""
    listed = (*_bank(bank), _target(target), _ability(found))
    leanings = {reason.leaning for reason in listed}
    if Leaning.REFUSE in leanings:
        leaning = Leaning.REFUSE
    else:
        leaning = Leaning.OPEN if Leaning.OPEN in leanings else Leaning.GRANT
    return Reasons(leaning, listed, tuple(_by_hand(leaning, children)))


def _bank(test: BankTest) -> Iterator[Reason]:
    rule = msg("startlan.regel.bank")
    if test in (BankTest.MET, BankTest.NOT_NEEDED):
        found = "startlan.grunn.bank_nei" if test is BankTest.MET else "startlan.grunn.bank_umulig"
        yield Reason(rule, msg(found), BANK, Leaning.GRANT)
    elif test is BankTest.NOT_MET:
        later = msg("startlan.grunn.bank_senere")
        yield Reason(rule, msg("startlan.grunn.bank_ja"), BANK, Leaning.REFUSE, later)
    else:
        yield Reason(rule, msg("startlan.grunn.bank_mangler"), BANK, Leaning.OPEN)


def _target(target: TargetGroup) -> Reason:
    rule, paragraph = _RULES[target.result]
    if target.result is TargetResult.NOT:
        later = msg("startlan.grunn.malgruppe_senere")
        return Reason(rule, msg("startlan.grunn.malgruppe_nei"), paragraph, Leaning.REFUSE, later)
    if target.result is TargetResult.MUST_BE_JUDGED:
        return Reason(rule, msg("startlan.grunn.malgruppe_vurderes"), paragraph, Leaning.OPEN)
    return Reason(rule, msg("startlan.grunn.malgruppe_ja"), paragraph, Leaning.GRANT)


def _ability(found: Ability) -> Reason:
    rule, carries = msg("startlan.grunn.regel_evne"), found.carries
    if carries is None:
        return Reason(rule, msg("startlan.grunn.evne_mangler"), SOURCE_STRESS, Leaning.OPEN)
    assert found.stress.surplus is not None
    over = found.stress.surplus.ore
    if carries:
        return Reason(rule, msg("startlan.grunn.evne_ja", belop=over), SOURCE_STRESS, Leaning.GRANT)
    later = msg("startlan.grunn.evne_senere")
    return Reason(rule, msg("startlan.grunn.evne_nei", belop=-over), SOURCE_STRESS, Leaning.REFUSE, later)


def _by_hand(leaning: Leaning, children: bool) -> Iterator[Message]:
    if children:
        yield msg("startlan.grunn.barnets_beste")
    if leaning is not Leaning.GRANT:
        yield msg("startlan.grunn.konkret_vurdering")
    if leaning is Leaning.REFUSE:
        yield msg("startlan.grunn.klage")
