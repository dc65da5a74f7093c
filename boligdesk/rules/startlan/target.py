"""Who startlån is for: need (§ 5-4 first paragraph), the four exceptions, and the bank's own no (§ 5-2).

The result is a proposal with its reasons: the rule weighs, so what is not clear is said to need judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..explanation import Explanation, Unit
from ..messages import Message, msg

NEED = "forskrift om lån fra Husbanken § 5-4 første ledd"
EXCEPTIONS = "forskrift om lån fra Husbanken § 5-4 andre ledd"
BANK = "forskrift om lån fra Husbanken § 5-2"


class NeedQuestion(StrEnum):
    """What the adviser asks, in its order."""

    BANK_INSUFFICIENT = "bank_insufficient"
    LASTING_TROUBLE = "lasting_trouble"
    SAVINGS_USED = "savings_used"
    CHILDREN = "children"
    SPECIAL_CHALLENGES = "special_challenges"
    NEEDS_STABLE_HOME_SOON = "needs_stable_home_soon"
    TROUBLE_PAYING_HOME = "trouble_paying_home"
    REFINANCING_KEEPS_HOME = "refinancing_keeps_home"
    BLOCKS_JOB_OR_BUSINESS = "blocks_job_or_business"
    LEAVES_MUNICIPAL_HOME = "leaves_municipal_home"


@dataclass(frozen=True)
class Asked:
    """A question, the rule's content beside it, and where it stands."""

    question: NeedQuestion
    ask: Message
    rule: Message
    paragraph: str


_ASKED = (
    (NeedQuestion.BANK_INSUFFICIENT, msg("startlan.sporsmal.bank"), msg("startlan.regel.bank"), BANK),
    (NeedQuestion.LASTING_TROUBLE, msg("startlan.sporsmal.langvarig"), msg("startlan.regel.langvarig"), NEED),
    (NeedQuestion.SAVINGS_USED, msg("startlan.sporsmal.sparing"), msg("startlan.regel.sparing"), NEED),
    (NeedQuestion.CHILDREN, msg("startlan.sporsmal.barn"), msg("startlan.regel.unntak_a"), EXCEPTIONS),
    (NeedQuestion.SPECIAL_CHALLENGES, msg("startlan.sporsmal.serlige"), msg("startlan.regel.unntak_a"), EXCEPTIONS),
    (NeedQuestion.NEEDS_STABLE_HOME_SOON, msg("startlan.sporsmal.raskt"), msg("startlan.regel.unntak_a"), EXCEPTIONS),
    (NeedQuestion.TROUBLE_PAYING_HOME, msg("startlan.sporsmal.boutgifter"), msg("startlan.regel.unntak_b"), EXCEPTIONS),
    (NeedQuestion.REFINANCING_KEEPS_HOME, msg("startlan.sporsmal.beholde"), msg("startlan.regel.unntak_b"), EXCEPTIONS),
    (NeedQuestion.BLOCKS_JOB_OR_BUSINESS, msg("startlan.sporsmal.jobb"), msg("startlan.regel.unntak_c"), EXCEPTIONS),
    (NeedQuestion.LEAVES_MUNICIPAL_HOME, msg("startlan.sporsmal.kommunal"), msg("startlan.regel.unntak_d"), EXCEPTIONS),
)
QUESTIONS: tuple[Asked, ...] = tuple(Asked(*row) for row in _ASKED)
_ASKS: Mapping[NeedQuestion, Message] = {asked.question: asked.ask for asked in QUESTIONS}

#: Yes or no; a question that is not among them is not answered.
Answers = Mapping[NeedQuestion, bool]


class TargetResult(StrEnum):
    """Which part of § 5-4 the household comes under."""

    MEETS = "meets"
    EXCEPTION_A = "exception_a"
    EXCEPTION_B = "exception_b"
    EXCEPTION_C = "exception_c"
    EXCEPTION_D = "exception_d"
    NOT = "not"
    MUST_BE_JUDGED = "must_be_judged"


@dataclass(frozen=True)
class TargetGroup:
    """The result, how it came about, the questions that would settle it, and whether the household is prioritised."""

    result: TargetResult
    explanation: Explanation
    open_questions: tuple[NeedQuestion, ...]
    prioritised: bool


def target_group(answers: Answers) -> TargetGroup:
    """Which part of § 5-4 the answers come under. Families with children are prioritised by the state budget."""
    bank = _all(msg("startlan.regel.bank"), BANK, answers, NeedQuestion.BANK_INSUFFICIENT)
    need = _all(
        msg("startlan.regel.forste_ledd"), NEED, answers, NeedQuestion.LASTING_TROUBLE, NeedQuestion.SAVINGS_USED
    )
    exceptions = _exceptions(answers)
    result = _result(bank, need, exceptions)
    tree = Explanation(
        _SAID[result], children=(bank, need, *exceptions.values()), result=_met(result), unit=Unit.YES_NO
    )
    open_here = _open(result, bank, need, exceptions, answers)
    return TargetGroup(result, tree, open_here, answers.get(NeedQuestion.CHILDREN) is True)


_SAID: Mapping[TargetResult, str] = {
    TargetResult.MEETS: "startlan.malgruppe.oppfyller",
    TargetResult.EXCEPTION_A: "startlan.malgruppe.unntak_a",
    TargetResult.EXCEPTION_B: "startlan.malgruppe.unntak_b",
    TargetResult.EXCEPTION_C: "startlan.malgruppe.unntak_c",
    TargetResult.EXCEPTION_D: "startlan.malgruppe.unntak_d",
    TargetResult.NOT: "startlan.malgruppe.utenfor",
    TargetResult.MUST_BE_JUDGED: "startlan.malgruppe.vurderes",
}


def _met(result: TargetResult) -> bool | None:
    return None if result is TargetResult.MUST_BE_JUDGED else result is not TargetResult.NOT


def _exceptions(answers: Answers) -> Mapping[TargetResult, Explanation]:
    either = _any(
        msg("startlan.regel.barn_eller_serlige"), answers, NeedQuestion.CHILDREN, NeedQuestion.SPECIAL_CHALLENGES
    )
    soon = _answer(NeedQuestion.NEEDS_STABLE_HOME_SOON, answers)
    refinancing = (NeedQuestion.TROUBLE_PAYING_HOME, NeedQuestion.REFINANCING_KEEPS_HOME)
    moves, work = NeedQuestion.LEAVES_MUNICIPAL_HOME, NeedQuestion.BLOCKS_JOB_OR_BUSINESS
    return {
        TargetResult.EXCEPTION_A: _both(msg("startlan.regel.unntak_a"), EXCEPTIONS, (either, soon)),
        TargetResult.EXCEPTION_B: _all(msg("startlan.regel.unntak_b"), EXCEPTIONS, answers, *refinancing),
        TargetResult.EXCEPTION_C: _all(msg("startlan.regel.unntak_c"), EXCEPTIONS, answers, work),
        TargetResult.EXCEPTION_D: _all(msg("startlan.regel.unntak_d"), EXCEPTIONS, answers, moves),
    }


def _result(bank: Explanation, need: Explanation, exceptions: Mapping[TargetResult, Explanation]) -> TargetResult:
    """The bank's no is asked of all. A part that is met settles it; else what is open must be judged."""
    if bank.result is False:
        return TargetResult.NOT
    met = TargetResult.MEETS if need.result else None
    met = met or next((name for name, step in exceptions.items() if step.result), None)
    if met is None:
        undecided = [step.result is None for step in (need, *exceptions.values())]
        return TargetResult.MUST_BE_JUDGED if any(undecided) else TargetResult.NOT
    return met if bank.result else TargetResult.MUST_BE_JUDGED


def _open(
    result: TargetResult,
    bank: Explanation,
    need: Explanation,
    exceptions: Mapping[TargetResult, Explanation],
    answers: Answers,
) -> tuple[NeedQuestion, ...]:
    """What is worth asking next: nothing once it is settled; only the bank when a part is met."""
    if result is not TargetResult.MUST_BE_JUDGED:
        return ()
    settled = any(step.result for step in (need, *exceptions.values()))
    trees = (bank,) if settled else (bank, need, *exceptions.values())
    names = {name for tree in trees if tree.result is None for name in tree.missing}
    return tuple(question for question in NeedQuestion if question.value in names and question not in answers)


def _answer(question: NeedQuestion, answers: Answers) -> Explanation:
    value = answers.get(question)
    lacks = (question.value,) if value is None else ()
    return Explanation("startlan.svar", {"hva": _ASKS[question]}, result=value, unit=Unit.YES_NO, missing_here=lacks)


def _all(rule: Message, paragraph: str, answers: Answers, *questions: NeedQuestion) -> Explanation:
    return _both(rule, paragraph, [_answer(question, answers) for question in questions])


def _both(rule: Message, paragraph: str, parts: Sequence[Explanation]) -> Explanation:
    """Yes when all are; no as soon as one is no."""
    results = [part.result for part in parts]
    value = False if False in results else None if None in results else True
    return Explanation("startlan.alle", {"hva": rule}, (), value, Unit.YES_NO, paragraph, children=tuple(parts))


def _any(rule: Message, answers: Answers, *questions: NeedQuestion) -> Explanation:
    parts = tuple(_answer(question, answers) for question in questions)
    results = [part.result for part in parts]
    value = True if True in results else None if None in results else False
    return Explanation("startlan.en_av", {"hva": rule}, (), value, Unit.YES_NO, EXCEPTIONS, children=parts)
