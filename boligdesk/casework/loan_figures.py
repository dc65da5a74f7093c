"""The figures of a startlån case: what they are tried with, and keeping them with the case (E4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.person import Person as PersonRow
from ..models.person import PersonIdentifier
from ..rules.budget.household import Household
from ..rules.budget.people import Person, Sex
from ..rules.budget.steps import RateDay
from ..rules.identifiers import identify
from ..rules.rates import Rates
from ..rules.rights import Right
from ..rules.startlan.kept import dump_figures, dump_given
from ..rules.startlan.preparation import LoanGiven, prepare
from .budgets import latest
from .core.acts import Look, Work, reads, writes
from .core.rates import rates_of
from .guidance_subject import subject
from .loan_cases import keep_figures


@dataclass(frozen=True)
class LoanBasis:
    """What the figures are tried with: the rates of the day, who lives there, the rent today (øre a month).

    `budget` is the household's newest budget, made on `budget_on`; None where there is none.
    """

    rates: Rates
    on: date
    people: tuple[Person, ...]
    rent_ore: int | None
    budget: Household | None = None
    budget_on: date | None = None

    @property
    def at(self) -> RateDay:
        """The rates as they are today."""
        return RateDay(self.rates, self.on)


@reads(Right.GUIDANCE_READ)
def loan_basis(look: Look, person_id: int) -> LoanBasis:
    """What the records know for the figures of a person; of somebody without a name the rates alone."""
    known = subject.inner(look, person_id)
    sexes = _sexes(look, [member.person_id for member in known.members])
    people = tuple(Person(born=member.born, sex=sexes.get(member.person_id)) for member in known.members)
    if not people and known.born is not None:
        people = (Person(born=known.born, sex=_sexes(look, [person_id]).get(person_id)),)
    rent = known.home.rent_ore if known.home else None
    budget = latest.inner(look, known.household_id) if known.household_id is not None else None
    if budget is None:
        return LoanBasis(rates_of(look), look.today, people, rent)
    return LoanBasis(rates_of(look), look.today, people, rent, budget.given.household, budget.valid_from)


def _sexes(look: Look, person_ids: list[int]) -> dict[int, Sex]:
    """As the public number tells; nobody whose number is not known, or does not tell."""
    row = PersonIdentifier
    query = (
        select(row.person_id, row.value)
        .join(PersonRow, PersonRow.id == row.person_id)
        .where(row.person_id.in_(person_ids))
        .order_by(row.id)
    )
    found: dict[int, Sex] = {}
    for person_id, value in look.session.execute(query):
        known, _doubt = identify(value)
        if known is not None and known.female is not None:
            found[person_id] = Sex.WOMAN if known.female else Sex.MAN
    return found


@writes(Right.GUIDANCE_WRITE)
def keep_loan_figures(work: Work, case_id: int, version: int, given: LoanGiven) -> None:
    """Reckon with today's rates and keep the figures with the case. RefusedError for what cannot be."""
    found = prepare(given, RateDay(rates_of(work), work.today))
    keep_figures.inner(work, case_id, version, dump_given(given), dump_figures(found))
