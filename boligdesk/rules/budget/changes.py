"""What is another in one version of a budget than in the one before, in a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..messages import Message, msg
from .given import BudgetGiven
from .household import Household, item_name
from .lines import DEBT_NAMES


def changes(before: BudgetGiven, after: BudgetGiven) -> tuple[Message, ...]:
    """Each income, cost, debt and own amount that is another (øre a month), the people, and the rest by name."""
    old, new = before.household, after.household
    found = [*_amounts(_lines(old), _lines(new)), *_amounts(_own(old), _own(new))]
    if old.people != new.people:
        found.insert(0, msg("budsjett.endret.personer", fra=len(old.people), til=len(new.people)))
    if (old.couple, old.car, old.gross_year_ore) != (new.couple, new.car, new.gross_year_ore):
        found.append(msg("budsjett.endret.husstand"))
    if before.paydays != after.paydays:
        found.append(msg("budsjett.endret.regningskonto"))
    return tuple(found)


def _lines(given: Household) -> Iterator[tuple[Message, int | None]]:
    for line in given.lines:
        yield line.name, line.month_ore
    for debt in given.debts:
        yield msg("budsjett.endret.gjeld", hva=DEBT_NAMES[debt.kind]), debt.balance_ore
        yield msg("budsjett.endret.betaling", hva=DEBT_NAMES[debt.kind]), debt.instalment_ore


def _own(given: Household) -> Iterator[tuple[Message, int | None]]:
    for item, ore in given.typed.items():
        yield item_name(item), ore


def _amounts(old: Iterable[tuple[Message, int | None]], new: Iterable[tuple[Message, int | None]]) -> Iterator[Message]:
    """Amounts of the same name are taken together; one that was not told counts as nothing."""
    was, now = _together(old), _together(new)
    for name in dict.fromkeys((*was, *now)):
        if name not in was:
            yield msg("budsjett.endret.ny", hva=name, til=now[name])
        elif name not in now:
            yield msg("budsjett.endret.borte", hva=name, fra=was[name])
        elif was[name] != now[name]:
            yield msg("budsjett.endret.belop", hva=name, fra=was[name], til=now[name])


def _together(lines: Iterable[tuple[Message, int | None]]) -> dict[Message, int]:
    found: Counter[Message] = Counter()
    for name, ore in lines:
        found[name] += ore or 0
    return dict(found)
