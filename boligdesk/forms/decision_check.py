"""A decision letter is read once more as it will be printed, before anybody can decide or print (P15)."""

from __future__ import annotations

from ..rules.application_words import ComplaintBody
from ..rules.decisions.parts import Case, Words, check_letter
from ..rules.messages import Control
from ..rules.templates import FilledTemplate
from ..texts import enum_text
from .decision_data import DecisionLetterData
from .fieldbook import show


def check_decision(data: DecisionLetterData, letter: FilledTemplate) -> tuple[Control, ...]:
    """What the letter lacks of its required parts, its deadline and its right body; empty when it is whole."""
    case = Case(data.basis, data.result, children=data.has_children, excepted=data.has_exceptions)
    language = letter.template.language
    names = {body: enum_text(body, language) for body in ComplaintBody}
    words = Words(names, show(data.deadline, "tekst", language))
    return check_letter(case, letter.blocks, words)
