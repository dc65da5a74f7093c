"""What was typed for a startlån and what came of it as plain JSON, and back (E4): never reckoned anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from ..budget.given import dump_household, load_household
from ..budget.people import Person, Sex
from ..explanation import Explanation, dump, load
from ..guidance.words import LoanPurpose
from ..messages import Control, Kind, Message, refuse
from .bank import BankAnswer, BankTest
from .interest import PaymentsDue, RateBinding
from .preparation import LoanFigure, LoanFigures, LoanGiven
from .purchase import FinancingKind, HomeForm

SCHEMA = 1
_READ: Mapping[str, Callable[[Any], Any]] = {
    "purpose": LoanPurpose,
    "form": HomeForm,
    "bank_answer": BankAnswer,
    "binding": RateBinding,
    "due": PaymentsDue,
    "bank_rate": Decimal,
    "addition": Decimal,
    "typed_rate": Decimal,
}


def dump_given(given: LoanGiven) -> dict[str, Any]:
    """What was typed, with the budget it was reckoned with."""
    names = [one.name for one in fields(given) if one.name not in ("people", "budget")]
    typed = {name: _plain(getattr(given, name)) for name in names}
    people = [_person(person) for person in given.people]
    budget = dump_household(given.budget) if given.budget is not None else None
    return {"schema": SCHEMA, **typed, "people": people, "budget": budget}


def load_given(stored: Mapping[str, Any]) -> LoanGiven:
    """What was typed; a field that this program no longer asks is left out. RefusedError for another schema."""
    _demand(stored)
    names = {one.name for one in fields(LoanGiven)} - {"people", "budget"}
    typed = {name: _read(name, value) for name, value in stored.items() if name in names}
    people = tuple(_person_of(one) for one in stored.get("people", ()))
    budget = stored.get("budget")
    return LoanGiven(**typed, people=people, budget=load_household(budget) if budget else None)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _read(name: str, value: Any) -> Any:
    return value if value is None or name not in _READ else _READ[name](value)


def _person(person: Person) -> dict[str, Any]:
    born = person.born.isoformat() if person.born else None
    return {"born": born, "age_months": person.age_months, "sex": _plain(person.sex)}


def _person_of(stored: Mapping[str, Any]) -> Person:
    born, sex = stored.get("born"), stored.get("sex")
    return Person(date.fromisoformat(born) if born else None, stored.get("age_months"), Sex(sex) if sex else None)


def dump_figures(found: LoanFigures) -> dict[str, Any]:
    """The figures with their trees, and what was said of the loan."""
    return {
        "schema": SCHEMA,
        "on": found.on.isoformat(),
        "bank_test": found.bank_test.value,
        "kind": _plain(found.kind),
        "figures": {name.value: dump(tree) for name, tree in found.figures.items()},
        "controls": [[one.kind.value, dump(_as_step(one))] for one in found.controls],
    }


def load_figures(stored: Mapping[str, Any]) -> LoanFigures:
    """The figures as they were kept. RefusedError when a newer program wrote them."""
    _demand(stored)
    known = {name.value for name in LoanFigure}
    trees = {LoanFigure(name): load(tree) for name, tree in stored["figures"].items() if name in known}
    controls = tuple(_control(kind, load(step)) for kind, step in stored["controls"])
    on, kind = date.fromisoformat(stored["on"]), stored["kind"]
    ordered = {name: trees[name] for name in LoanFigure if name in trees}
    return LoanFigures(on, ordered, controls, BankTest(stored["bank_test"]), FinancingKind(kind) if kind else None)


def _as_step(control: Control) -> Explanation:
    return Explanation(control.what.code, control.what.params, source=control.paragraph)


def _control(kind: str, step: Explanation) -> Control:
    return Control(Kind(kind), Message(step.code, step.params), paragraph=step.source)


def _demand(stored: Mapping[str, Any]) -> None:
    if stored.get("schema") != SCHEMA:
        raise refuse("forklaring.ukjent_skjema", funnet=str(stored.get("schema")), kjent=SCHEMA)
