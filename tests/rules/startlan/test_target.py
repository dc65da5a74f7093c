"""Who startlån is for, the bank's no, and the reasons text that follows."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from boligdesk.rules.explanation import dump, load
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.startlan.ability import LoanWish
from boligdesk.rules.startlan.bank import BankAnswer, BankFacts, BankTest, bank_test
from boligdesk.rules.startlan.reasons import Leaning, reasons
from boligdesk.rules.startlan.target import QUESTIONS, NeedQuestion, TargetResult, target_group
from boligdesk.texts import render

from ..budget.world import COMPLETE
from .world import at, tried

Q = NeedQuestion
NO = dict.fromkeys(NeedQuestion, False)
BANK = {Q.BANK_INSUFFICIENT: True}


def _yes(*questions: NeedQuestion) -> dict[NeedQuestion, bool]:
    return {**NO, **BANK, **dict.fromkeys(questions, True)}


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({}, TargetResult.MUST_BE_JUDGED),
        (NO, TargetResult.NOT),
        (BANK, TargetResult.MUST_BE_JUDGED),
        (_yes(), TargetResult.NOT),
        (_yes(Q.LASTING_TROUBLE, Q.SAVINGS_USED), TargetResult.MEETS),
        (_yes(Q.LASTING_TROUBLE), TargetResult.NOT),
        (_yes(Q.CHILDREN, Q.NEEDS_STABLE_HOME_SOON), TargetResult.EXCEPTION_A),
        (_yes(Q.SPECIAL_CHALLENGES, Q.NEEDS_STABLE_HOME_SOON), TargetResult.EXCEPTION_A),
        (_yes(Q.CHILDREN), TargetResult.NOT),
        (_yes(Q.NEEDS_STABLE_HOME_SOON), TargetResult.NOT),
        (_yes(Q.TROUBLE_PAYING_HOME, Q.REFINANCING_KEEPS_HOME), TargetResult.EXCEPTION_B),
        (_yes(Q.TROUBLE_PAYING_HOME), TargetResult.NOT),
        (_yes(Q.BLOCKS_JOB_OR_BUSINESS), TargetResult.EXCEPTION_C),
        (_yes(Q.LEAVES_MUNICIPAL_HOME), TargetResult.EXCEPTION_D),
        ({**dict.fromkeys(Q, True), Q.BANK_INSUFFICIENT: False}, TargetResult.NOT),
        ({Q.BANK_INSUFFICIENT: False}, TargetResult.NOT),
        ({**BANK, Q.LEAVES_MUNICIPAL_HOME: True}, TargetResult.EXCEPTION_D),
    ],
)
def test_the_rule_its_exceptions_and_the_banks_no(answers: dict[NeedQuestion, bool], result: TargetResult) -> None:
    found = target_group(answers)
    assert found.result is result
    assert load(dump(found.explanation)) == found.explanation


def test_every_mixture_of_yes_no_and_unknown_has_a_result_that_no_answer_contradicts() -> None:
    """What is settled stays settled whatever the open questions are answered; what is open says what to ask."""
    for values in itertools.product((True, False, None), repeat=5):
        asked = (Q.BANK_INSUFFICIENT, Q.LASTING_TROUBLE, Q.SAVINGS_USED, Q.CHILDREN, Q.NEEDS_STABLE_HOME_SOON)
        told = {q: value for q, value in zip(asked, values, strict=True) if value is not None}
        found = target_group({**{q: False for q in Q if q not in asked}, **told})
        assert (found.result is TargetResult.MUST_BE_JUDGED) is bool(found.open_questions)
        if found.result is TargetResult.NOT:
            rest = {q: True for q in asked if q not in told}
            assert target_group({**{q: False for q in Q if q not in asked}, **told, **rest}).result is TargetResult.NOT


def test_with_an_exception_met_only_the_bank_is_left_to_ask() -> None:
    found = target_group({Q.LEAVES_MUNICIPAL_HOME: True})
    assert found.open_questions == (Q.BANK_INSUFFICIENT,) and found.explanation.result is None


def test_families_with_children_are_prioritised() -> None:
    assert target_group(_yes(Q.CHILDREN)).prioritised
    assert not target_group(_yes()).prioritised and not target_group({}).prioritised


def test_each_question_stands_once_with_the_content_of_its_rule_in_both_languages() -> None:
    assert [asked.question for asked in QUESTIONS] == list(NeedQuestion)
    for asked in QUESTIONS:
        for language in ("nb", "nn"):
            assert render(asked.ask, language).endswith("?") and render(asked.rule, language)
        assert "§ 5-" in asked.paragraph


FACTS = BankFacts(BankAnswer.NOT_ASKED, 400_000_00, 100_000_00, 100_000_00, 2_500_000_00)


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({"answer": BankAnswer.REFUSED, "gross_year_ore": None}, BankTest.MET),
        ({"answer": BankAnswer.TOO_LITTLE}, BankTest.MET),
        ({"answer": BankAnswer.ENOUGH}, BankTest.NOT_MET),
        ({}, BankTest.NOT_NEEDED),
        ({"answer": None}, BankTest.NOT_NEEDED),
        ({"price_ore": 2_000_000_00}, BankTest.MISSING),  # 5 × 400 000 − 100 000 and the equity reach it
        ({"price_ore": 2_000_000_01}, BankTest.NOT_NEEDED),
        ({"equity_ore": 250_000_00}, BankTest.MISSING),  # ten percent: the bank must be asked
        ({"equity_ore": 249_999_99}, BankTest.NOT_NEEDED),
        ({"gross_year_ore": None}, BankTest.MISSING),
        ({"debt_ore": None}, BankTest.MISSING),
        ({"equity_ore": None}, BankTest.MISSING),
        ({"price_ore": None}, BankTest.MISSING),
    ],
)
def test_the_bank_is_asked_unless_it_is_obviously_impossible(change: dict[str, object], result: BankTest) -> None:
    assert bank_test(replace(FACTS, **change), at()).test is result  # type: ignore[arg-type]


def test_what_the_bank_looks_at_and_that_it_rests_on_a_transcription() -> None:
    found = bank_test(FACTS, at())
    assert (found.estimate.ore, found.equity.ore) == (1_900_000_00, 250_000_00)
    assert found.estimate.provisional and found.equity.provisional
    with pytest.raises(RefusedError):
        bank_test(replace(FACTS, debt_ore=-1), at())


def _reasons(bank: BankTest, answers: dict[NeedQuestion, bool], loan: int | None, children: bool = False):  # type: ignore[no-untyped-def]
    return reasons(bank, target_group(answers), tried(wish=LoanWish(loan)), children)


def test_the_reasons_of_an_innvilgelse_name_rule_and_fact_and_ask_for_the_best_of_the_child() -> None:
    found = _reasons(BankTest.MET, _yes(Q.CHILDREN, Q.NEEDS_STABLE_HOME_SOON), 1_000_000_00, children=True)
    assert found.leaning is Leaning.GRANT
    assert [reason.later for reason in found.reasons] == [None] * 3
    assert "Unntak a" in render(found.reasons[1].rule)
    assert [message.code for message in found.must_write] == ["startlan.grunn.barnets_beste"]


def test_the_reasons_of_an_avslag_say_what_can_be_done_and_how_to_complain() -> None:
    found = _reasons(BankTest.NOT_MET, _yes(), 9_000_000_00)
    assert found.leaning is Leaning.REFUSE
    assert all(reason.later for reason in found.reasons)
    assert "startlan.grunn.klage" in [message.code for message in found.must_write]
    for reason in found.reasons:
        assert reason.later and render(reason.rule, "nn") and render(reason.found, "nn") and render(reason.later, "nn")


def test_what_is_open_is_neither_granted_nor_refused() -> None:
    assert _reasons(BankTest.MISSING, BANK, None).leaning is Leaning.OPEN
    missing = reasons(BankTest.MET, target_group(_yes(Q.LEAVES_MUNICIPAL_HOME)), tried(rates=COMPLETE), False)
    assert missing.leaning is Leaning.OPEN
    assert [message.code for message in missing.must_write] == ["startlan.grunn.konkret_vurdering"]
