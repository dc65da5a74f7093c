"""The papers of a startlån case: the calculation sheet, the proposed reasons, the letter to NAV on dobbel husleie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..forms import data as paper
from ..forms.loan_data import (
    BothRates,
    DoubleRentData,
    DoubleRentMonth,
    LivingRow,
    LoanAmount,
    LoanPreparationData,
    LoanRemark,
)
from ..models.guidance import LoanCase
from ..models.office import Office
from ..models.person import Person
from ..rules.explanation import Explanation
from ..rules.guidance.words import LoanPurpose
from ..rules.messages import Kind, Message, msg, refuse
from ..rules.periods import Period
from ..rules.rights import Right
from ..rules.startlan.kept import load_figures
from ..rules.startlan.preparation import LoanFigure, LoanFigures
from ..rules.startlan.proof import double_rent
from ..rules.startlan.reasons import Leaning, Reasons, reasons
from ..rules.startlan.target import NeedQuestion, target_group
from ..rules.vocabulary import DocumentKind
from ..texts import enum_code, render, text
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.papers import office_of
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.templates import template_of
from .loan_cases import answers_in
from .loan_words import BOTH_RATES, FIGURE_NAMES, LIVING_FIGURES, PRICE_FIGURES, rates_used, said_of, unconfirmed_words

#: On paper without what another line is made of: the sheet is one page.
_ON_PAPER = tuple(name for name in PRICE_FIGURES if name not in (LoanFigure.BUFFER, LoanFigure.BANK_EQUITY))


# -- the sheet ----------------------------------------------------------------------------------


@steps(Right.GUIDANCE_READ)
def print_loan_preparation(desk: Desk, case_id: int) -> Done[PrintedDocument]:
    """The calculation sheet of a case as a PDF, from its kept figures. The same figures give the same paper again.

    Refused where no figures are kept.
    """
    return print_letter(desk, *_sheet(desk, case_id), _file)


@reads(Right.GUIDANCE_READ)
def _sheet(look: Look, case_id: int) -> tuple[Letter, PrintedDocument | None]:
    case = look.get(LoanCase, case_id)
    found, person = figures_in(case), look.get(Person, case.person_id)
    template = template_of(look, "forberedelse_startlan", person.letter_language)
    letter = Letter(
        template.key,
        DocumentKind.LOAN_PREPARATION,
        _sheet_data(look, case, found, person, template.language),
        template,
        f"forberedelse-startlan-{case.id}-{found.on:%Y%m%d}.pdf",
        person_id=person.id,
        explanations=tuple(found.figures.values()),
    )
    return letter, stored(look, letter)


def figures_in(case: LoanCase) -> LoanFigures:
    """The figures of a case as they were kept; refused where none are."""
    if not case.explanation or "figures" not in case.explanation:
        raise refuse("lansak.uten_tall")
    return load_figures(case.explanation)


def _sheet_data(look: Look, case: LoanCase, found: LoanFigures, person: Person, language: str) -> LoanPreparationData:
    target = target_group(answers_in(case.answers))
    return LoanPreparationData(
        office=office_of(look),
        printed_on=look.today,
        reference=text("startlan.ark.referanse", language, nummer=case.id),
        caseworker=look.who.on_paper,
        who=person.full_name,
        purpose=purpose_name(case.purpose),
        kept_on=found.on,
        target=target.explanation.message,
        bank=msg(enum_code(found.bank_test)),
        kind=msg(enum_code(found.kind)) if found.kind else None,
        both=tuple(_both(found, language)),
        living=(_living(found, language),),
        price=tuple(_amounts(found, _ON_PAPER, language)),
        rates=" ".join(render(what, language) for what in rates_used(found)),
        remarks=tuple(LoanRemark(what=what) for what in _remarks(found, language)),
        lacking=" ".join(_sentence(step.message, language) for step in found.lacking) or None,
        unconfirmed=" ".join(render(w, language) for w in unconfirmed_words(found.unconfirmed, language)) or None,
        prioritised=target.prioritised,
    )


def purpose_name(purpose: LoanPurpose) -> Message:
    """What a loan is for, in words that can be printed."""
    return msg(enum_code(purpose))


def _both(found: LoanFigures, language: str) -> Iterator[BothRates]:
    for what, stress, today in BOTH_RATES:
        trees = [found.figures.get(name) for name in (stress, today)]
        if any(tree is not None for tree in trees):
            said = [said_of(tree, language) for tree in trees]
            yield BothRates(what=what, stress=said[0], today=said[1], mark=_mark(trees))


def _amounts(found: LoanFigures, names: Iterable[LoanFigure], language: str) -> Iterator[LoanAmount]:
    for name in names:
        tree = found.figures.get(name)
        if tree is not None:
            yield LoanAmount(what=FIGURE_NAMES[name], amount=said_of(tree, language), mark=_mark([tree]))


def _living(found: LoanFigures, language: str) -> LivingRow:
    own, reference, floor = (found.figures[name] for name in LIVING_FIGURES)
    return LivingRow(
        own=said_of(own, language),
        own_mark=_mark([own]),
        reference=said_of(reference, language),
        reference_mark=_mark([reference]),
        floor=said_of(floor, language),
    )


def _remarks(found: LoanFigures, language: str) -> Iterator[Message]:
    """What is said of the loan; the questions that are not answered in one sentence."""
    asked = [one.what.params["hva"] for one in found.controls if one.kind is Kind.MISSING and "hva" in one.what.params]
    if asked:
        named = [render(what, language) for what in asked if isinstance(what, Message)]
        yield msg("startlan.ark.ubesvart", hva="; ".join(named))
    yield from (one.what for one in found.controls if one.kind is not Kind.MISSING or "hva" not in one.what.params)


def _mark(trees: Iterable[Explanation | None]) -> Message | None:
    there = [tree for tree in trees if tree is not None and tree.result is not None]
    return msg("startlan.ark.forelopig") if any(tree.provisional for tree in there) else None


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    before = stored_print(work, {"person_id": new.person_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id


# -- the reasons --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProposedReasons:
    """A text to go on with, what it points to, and what a person must write."""

    words: str
    leaning: Leaning
    must_write: tuple[Message, ...]


@reads(Right.GUIDANCE_READ)
def proposed_reasons(look: Look, case_id: int, language: str = "") -> ProposedReasons:
    """The reasons rule by rule from answers and kept figures, in the person's letter language unless one is named."""
    case = look.get(LoanCase, case_id)
    found, answers = figures_in(case), answers_in(case.answers)
    language = language or look.get(Person, case.person_id).letter_language
    language = language if language in ("nb", "nn") else "nb"
    children = answers.get(NeedQuestion.CHILDREN) is True
    made = reasons(found.bank_test, target_group(answers), found.ability, children)
    return ProposedReasons("\n\n".join(_paragraphs(made, language)), made.leaning, made.must_write)


def _paragraphs(made: Reasons, language: str) -> Iterator[str]:
    for one in made.reasons:
        said = [one.rule, one.found, *([one.later] if one.later and made.leaning is Leaning.REFUSE else [])]
        yield f"{' '.join(_sentence(part, language) for part in said)} ({one.paragraph})"
    for part in made.must_write:
        yield f"[{render(part, language)}]"


def _sentence(part: Message, language: str) -> str:
    words = render(part, language)
    return words if words.endswith(".") else f"{words}."


# -- dobbel husleie -----------------------------------------------------------------------------


@dataclass(frozen=True)
class DoubleRentInput:
    """The old home is paid for to `old_last` (inclusive), the new one from `new_from`; rent in øre a month."""

    old_address: str
    old_from: date
    old_last: date | None
    rent_ore: int
    new_from: date
    new_address: str = ""


@steps(Right.GUIDANCE_READ)
def print_double_rent(desk: Desk, case_id: int, given: DoubleRentInput) -> Done[PrintedDocument]:
    """The letter to NAV with the overlapping days and the sum. Refused where no day overlaps."""
    return print_letter(desk, *_double_rent(desk, case_id, given), _file)


@reads(Right.GUIDANCE_READ)
def _double_rent(look: Look, case_id: int, given: DoubleRentInput) -> tuple[Letter, PrintedDocument | None]:
    case = look.get(LoanCase, case_id)
    person = look.get(Person, case.person_id)
    if given.old_last is not None and given.old_last < given.old_from:
        raise refuse("lansak.leie_snudd")
    both = double_rent(Period(given.old_from, given.old_last), given.rent_ore, given.new_from)
    if both.period is None or both.period.end is None:
        raise refuse("lansak.ingen_dobbel")
    template = template_of(look, "dobbel_husleie", person.letter_language)
    nav = text("restansebrev.nav", template.language, kommune=look.session.get_one(Office, 1).name)
    data = DoubleRentData(
        office=office_of(look),
        printed_on=look.today,
        recipient=paper.Recipient(name=nav),
        reference=text("startlan.ark.referanse", template.language, nummer=case.id),
        caseworker=look.who.on_paper,
        who=person.full_name,
        old_address=given.old_address.strip(),
        new_address=given.new_address.strip() or None,
        from_date=both.period.start,
        to_date=both.period.end,
        days=both.days,
        rent_ore=given.rent_ore,
        months=tuple(DoubleRentMonth(what=step.message, amount_ore=step.ore) for step in both.sum.children),
        sum_ore=both.sum.ore,
    )
    letter = Letter(
        template.key,
        DocumentKind.DOUBLE_RENT,
        data,
        template,
        f"dobbel-husleie-{case.id}-{look.today:%Y%m%d}.pdf",
        person_id=person.id,
        explanations=(both.sum,),
    )
    return letter, stored(look, letter)
