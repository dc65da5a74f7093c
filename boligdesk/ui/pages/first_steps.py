"""A register that holds nothing yet: what it says, and who may do what decides which steps are shown."""

from __future__ import annotations

from dataclasses import dataclass

from ...rules.rights import Right
from ...texts import text
from ..parts.empty_state import EmptyState, EmptyStep
from ..shell.context import Context


@dataclass(frozen=True)
class Step:
    """One way in, in catalogue codes: what, how, the word of its button; and the button's icon."""

    title: str
    how: str
    act: str = ""
    icon: str | None = None

    def in_words(self) -> EmptyStep:
        """The step as it is shown."""
        return EmptyStep(text(self.title), text(self.how), text(self.act) if self.act else "", self.icon)


@dataclass(frozen=True)
class FirstSteps:
    """What stands there before anything is registered; `title` and `why` are catalogue codes.

    `many` (a whole list) comes before `one` for those who may import; where no list can be brought in it is None.
    `nobody` tells those who may not `write` who does it.
    """

    icon: str
    title: str
    why: str
    write: Right
    one: Step
    nobody: Step
    many: Step | None = None

    def begins_with_list(self, ctx: Context) -> bool:
        """Whether the first step is to bring in a whole list."""
        return self.many is not None and ctx.may(self.write) and ctx.may(Right.IMPORT)

    def page(self, ctx: Context) -> EmptyState:
        """What this desk is shown; `action(0)` is the list when it `begins_with_list`, else the one record."""
        steps = [self.one] if ctx.may(self.write) else [self.nobody]
        if self.many is not None and self.begins_with_list(ctx):
            steps.insert(0, self.many)
        return EmptyState(self.icon, text(self.title), text(self.why), [step.in_words() for step in steps])
