"""Which parts a decision letter must have, by basis and result, and the check that a letter has them (P11–P15).

The check reads the letter as it will be printed, so neither a template, nor an empty field, nor a slip in the code
can let out a letter without its reasons, its deadline or its right body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..application_words import ComplaintBody, DecisionBasis, DecisionResult
from ..findings import hard
from ..messages import Control, Message, msg
from ..templates import FilledBlock, plain
from .body import complaint_body
from .content import GIVING, UNDER_CRITERIA


class LetterPart(StrEnum):
    """A part of a decision letter; its blocks in `resources/maler/vedtak.toml` are named after it."""

    PARTIES = "parties"
    REQUEST = "request"
    RESULT = "result"
    GRANT = "grant"
    HELP_CONTENT = "content"
    NOT_GRANTED = "notgranted"
    FACTS = "facts"
    RULES = "rules"
    CRITERIA = "criteria"
    EXCEPTIONS = "exceptions"
    WEIGHING = "weighing"
    CHILDREN = "children"
    FOREWARNING = "forewarning"
    VALIDITY = "validity"
    NEXT_STEPS = "next"
    COMPLAINT = "complaint"
    WHERE = "where"
    HELP = "help"
    FILE_ACCESS = "access"


#: What stands in every decision letter (forvaltningsloven §§ 24–27).
ALWAYS = (
    LetterPart.PARTIES,
    LetterPart.REQUEST,
    LetterPart.RESULT,
    LetterPart.FACTS,
    LetterPart.RULES,
    LetterPart.WEIGHING,
    LetterPart.NEXT_STEPS,
    LetterPart.COMPLAINT,
    LetterPart.WHERE,
    LetterPart.HELP,
    LetterPart.FILE_ACCESS,
)
#: What a yes, whole or in part, must state besides (P12; boligsosialloven: the main content of the help).
_GIVEN: Mapping[DecisionBasis, tuple[LetterPart, ...]] = {
    DecisionBasis.HOUSING: (LetterPart.GRANT, LetterPart.VALIDITY),
    DecisionBasis.RENEWAL: (LetterPart.GRANT,),
    DecisionBasis.ASSISTANCE: (LetterPart.HELP_CONTENT,),
    DecisionBasis.TEMPORARY: (LetterPart.HELP_CONTENT, LetterPart.VALIDITY),
    DecisionBasis.FOLLOW_UP: (LetterPart.HELP_CONTENT,),
    DecisionBasis.REMOVAL: (LetterPart.VALIDITY,),
}


@dataclass(frozen=True)
class Case:
    """What the required parts hang on. `excepted`: an exception was given on the sheet."""

    basis: DecisionBasis
    result: DecisionResult
    children: bool = False
    excepted: bool = False


def required_parts(case: Case) -> tuple[LetterPart, ...]:
    """The parts that the letter of this decision must have, in the order of `LetterPart`."""
    wanted = {*ALWAYS}
    if case.result in GIVING:
        wanted.update(_GIVEN[case.basis])
    if case.result is DecisionResult.PARTLY and case.basis is not DecisionBasis.REMOVAL:
        wanted.add(LetterPart.NOT_GRANTED)
    if case.basis in UNDER_CRITERIA and case.result is not DecisionResult.DISMISSED:
        wanted.add(LetterPart.CRITERIA)
    if case.basis is DecisionBasis.REMOVAL:
        wanted.add(LetterPart.FOREWARNING)
    if case.children:
        wanted.add(LetterPart.CHILDREN)
    if case.excepted:
        wanted.add(LetterPart.EXCEPTIONS)
    return tuple(part for part in LetterPart if part in wanted)


@dataclass(frozen=True)
class Words:
    """The words, in the language of the letter, that the complaint part is known by."""

    bodies: Mapping[ComplaintBody, str]
    deadline: str


def check_letter(case: Case, blocks: Iterable[FilledBlock], words: Words) -> tuple[Control, ...]:
    """Everything that stops this letter: a required part that is not printed, no deadline, no or a wrong body."""
    printed = _by_part(blocks)
    return (*_lacking(case, printed), *_complaint(case, printed, words))


def _by_part(blocks: Iterable[FilledBlock]) -> dict[str, str]:
    """The printed words of each part; its headings (`*_h`) do not count."""
    found: dict[str, str] = {}
    for block in blocks:
        part, _, rest = block.key.partition("_")
        if rest != "h":
            found[part] = f"{found.get(part, '')} {_words(block)}".strip()
    return found


def _words(block: FilledBlock) -> str:
    """What a block says: the value of a fact without its label, the rows of a table without their header."""
    if block.widths:
        cells = [cell for row in block.rows for cell in row]
    else:
        cells = list(block.cells[1:] if len(block.cells) > 1 else block.cells)
    return " ".join(plain(cell).strip() for cell in cells).strip()


def _lacking(case: Case, printed: Mapping[str, str]) -> Iterator[Control]:
    for part in required_parts(case):
        if not printed.get(part.value):
            what = msg("vedtak.brev.mangler_del", part=Message(f"enum.LetterPart.{part.value}"))
            yield hard(what, "forvaltningsloven §§ 24–27", part.value)


def _complaint(case: Case, printed: Mapping[str, str], words: Words) -> Iterator[Control]:
    right = complaint_body(case.basis, case.result)
    said = f"{printed.get(LetterPart.COMPLAINT, '')} {printed.get(LetterPart.WHERE, '')}".casefold()
    if words.deadline.casefold() not in said:
        yield hard(msg("vedtak.brev.uten_frist"), "forvaltningsloven § 27", LetterPart.COMPLAINT.value)
    named = {body for body, name in words.bodies.items() if name.casefold() in said}
    if named != {right}:
        yield hard(msg("vedtak.brev.feil_klageinstans"), "forvaltningsloven § 28", LetterPart.COMPLAINT.value)
