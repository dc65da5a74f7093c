"""Where the households of some tenancies stand with bostøtte, in words: for restansemøter and before a step (P21)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from ...models.tenancy import Tenancy
from ...rules.rights import Right
from ...texts import enum_text, formats
from ..benefit_statuses import BenefitInput, benefit_now
from .acts import Look
from .narrowing import narrowed


def benefit_told(look: Look, tenancy_ids: Collection[int]) -> dict[int, str]:
    """By tenancy, what holds this month of its household; those that nobody has heard of are not there.

    Empty for a desk without the right to guidance.
    """
    if not look.who.may(Right.GUIDANCE_READ):
        return {}
    query = narrowed(select(Tenancy.id, Tenancy.household_id), Tenancy.id, tenancy_ids)
    households = {row.id: row.household_id for row in look.session.execute(query) if row.household_id is not None}
    now = benefit_now.inner(look, tuple(households.values()))
    return {lease: _words(now[home].given) for lease, home in households.items() if home in now}


def _words(given: BenefitInput) -> str:
    amount = formats.kroner(given.amount_ore) if given.amount_ore is not None else ""
    code = enum_text(given.refusal) if given.refusal else ""
    return " ".join(filter(None, (enum_text(given.state), amount, code)))
