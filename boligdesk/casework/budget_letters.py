"""The household's budget on paper, from the version that was kept: one or two pages in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..forms.budget_data import (
    BudgetPaperDebt,
    BudgetPaperItem,
    BudgetPaperLine,
    BudgetRemark,
    HouseholdBudgetData,
)
from ..models.guidance import HouseholdBudget
from ..models.person import Person
from ..rules.budget.given import BudgetGiven
from ..rules.budget.household import Budget
from ..rules.budget.kept import Reckoned
from ..rules.budget.lines import DEBT_NAMES, CostKind, Entry, IncomeKind
from ..rules.budget.people import ADULT
from ..rules.explanation import Explanation
from ..rules.messages import Message, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from ..texts import formats, text
from .budgets import BudgetCard, budget_card
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.papers import office_of
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.templates import template_of
from .households import household
from .loan_words import unconfirmed_words


@steps(Right.GUIDANCE_READ)
def print_budget(desk: Desk, budget_id: int, person_id: int) -> Done[PrintedDocument]:
    """A kept budget as a PDF for a person of the household, in their letter language; the same again byte for byte.

    Refused for somebody outside the household.
    """
    letter, before = _letter(desk, budget_id, person_id)
    return print_letter(desk, letter, before, partial(_file_for, budget_id))


@reads(Right.GUIDANCE_READ)
def _letter(look: Look, budget_id: int, person_id: int) -> tuple[Letter, PrintedDocument | None]:
    card = budget_card.inner(look, budget_id)
    person = look.get(Person, person_id)
    home = household.inner(look, card.household_id)
    if person_id not in {member.person_id for member in (*home.now, *home.before)}:
        raise refuse("budsjett.annen_husstand")
    template = template_of(look, "husholdningsbudsjett", person.letter_language)
    letter = Letter(
        template.key,
        DocumentKind.HOUSEHOLD_BUDGET,
        _data(look, card, person, template.language),
        template,
        f"husholdningsbudsjett-{card.id}-{card.valid_from:%Y%m%d}.pdf",
        person_id=person.id,
        explanations=(card.reckoned.tree,),
    )
    return letter, stored(look, letter)


def _file_for(budget_id: int, desk: Desk, new: NewDocument) -> Done[int]:
    return _file(desk, budget_id, new)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, budget_id: int, new: NewDocument) -> int:
    document_id = keep(work, new).id
    work.get(HouseholdBudget, budget_id).document_id = document_id
    return document_id


def _data(look: Look, card: BudgetCard, person: Person, language: str) -> HouseholdBudgetData:
    found, given = card.reckoned.budget, card.given
    said = partial(_said, language=language)
    return HouseholdBudgetData(
        office=office_of(look),
        printed_on=look.today,
        reference=text("husholdningsbudsjett.referanse", language, nummer=card.id),
        caseworker=look.who.on_paper,
        who=person.full_name,
        household=_people(given, card),
        valid_from=card.valid_from,
        income=said(found.income),
        left=said(found.left),
        over_reference=said(found.over_reference),
        over_floor=said(found.over_floor),
        living=said(found.living),
        balance=said(found.balance),
        falls_short=card.spare_ore is not None and card.spare_ore < 0,
        incomes=tuple(_lines(given, IncomeKind, language)),
        costs=tuple(_lines(given, CostKind, language)),
        debts=tuple(_debts(given, language)),
        items=tuple(_items(found, language)),
        lacking=tuple(BudgetRemark(what=what) for what in _lacking(found)),
        unconfirmed=tuple(BudgetRemark(what=what) for what in unconfirmed_words(found.unconfirmed, language)),
        bills=_bills(card.reckoned),
        transfers=tuple(_transfers(card.reckoned, language)),
    )


def _said(step: Explanation, language: str) -> str:
    """A sum in whole kroner with a star where it is foreløpig, or that it cannot be said."""
    words = _kroner(step.ore if isinstance(step.result, int) else None, language)
    return f"{words}\u00a0*" if step.provisional and step.result is not None else words


def _kroner(ore: int | None, language: str) -> str:
    return text("husholdningsbudsjett.ikke_oppgitt", language) if ore is None else formats.kroner(round(ore, -2))


def _people(given: BudgetGiven, card: BudgetCard) -> Message:
    """How many, and how many of them are children; of somebody whose age was not told only how many in all."""
    ages = [person.years(card.valid_from) for person in given.household.people]
    if None in ages:
        return msg("husholdningsbudsjett.personer", antall=len(ages))
    young = sum(age < ADULT for age in ages if age is not None)
    return msg("husholdningsbudsjett.husstand", voksne=len(ages) - young, barn=young)


def _lines(given: BudgetGiven, side: type[IncomeKind] | type[CostKind], language: str) -> Iterator[BudgetPaperLine]:
    for line in given.household.lines:
        if isinstance(line.kind, side):
            yield BudgetPaperLine(what=_named(line), amount=_kroner(line.month_ore, language))


def _named(line: Entry) -> Message:
    return msg("husholdningsbudsjett.linje", hva=line.name, merknad=line.note) if line.note else line.name


def _debts(given: BudgetGiven, language: str) -> Iterator[BudgetPaperDebt]:
    for debt in given.household.debts:
        rate = text("husholdningsbudsjett.ikke_oppgitt", language)
        yield BudgetPaperDebt(
            what=DEBT_NAMES[debt.kind],
            creditor=debt.creditor or None,
            balance=_kroner(debt.balance_ore, language),
            rate=rate if debt.rate is None else f"{formats.number(debt.rate)}\u00a0%",
            instalment=_kroner(debt.instalment_ore, language),
        )


def _items(found: Budget, language: str) -> Iterator[BudgetPaperItem]:
    """Every item that is proposed or typed; what is nothing on both sides is left out."""
    for line in found.lines:
        if line.typed_ore is None and line.proposal.result == 0:
            continue
        more = line.difference_ore
        yield BudgetPaperItem(
            what=line.name,
            proposal=_said(line.proposal, language),
            own=None if line.typed_ore is None else _kroner(line.typed_ore, language),
            difference=None if more is None else f"{'+' if more > 0 else ''}{formats.kroner(round(more, -2))}",
        )


def _lacking(found: Budget) -> Iterator[Message]:
    seen = {step.message: None for step in found.explanation.walk() if step.missing_here}
    yield from seen


def _bills(found: Reckoned) -> str | None:
    bills = found.bills
    return formats.kroner(bills.month.ore) if bills is not None and bills.transfers else None


def _transfers(found: Reckoned, language: str) -> Iterator[BudgetPaperLine]:
    """The transfers to the bills account, to the øre: together they are the bills."""
    for one in found.bills.transfers if found.bills else ():
        when = text("husholdningsbudsjett.hver", language, dag=one.day)
        yield BudgetPaperLine(what=when, amount=formats.kroner(one.ore))
