"""The steps of a list that holds nothing yet: who may do what decides which are shown."""

from __future__ import annotations

from ...rules.rights import Right
from ..parts.empty_state import EmptyStep
from ..shell.context import Context


def first_steps(ctx: Context, write: Right, *, many: EmptyStep, one: EmptyStep, nobody: EmptyStep) -> list[EmptyStep]:
    """`many` (a whole list) before `one`; `nobody` tells those who may not `write` who does it."""
    if not ctx.may(write):
        return [nobody]
    return [many, one] if ctx.may(Right.IMPORT) else [one]
