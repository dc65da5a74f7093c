"""The data of a boligkarriereplan on paper: where the household is, where it wants to be, the steps, when we meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class PlanPaperStep:
    """A step: its number, what, who does it, and by when or when it was done."""

    number: Annotated[int, Felt("nr")]
    what: Annotated[str, Felt("hva")]
    who: Annotated[Message | str, Felt("hvem")]
    when: Annotated[Message, Felt("nar")]


@dataclass(frozen=True, kw_only=True)
class PlanPaperReview:
    """A day the plan was gone through, and what was said."""

    on_date: Annotated[date, Felt("dag", "dato")]
    note: Annotated[str, Felt("notat")]


@dataclass(frozen=True, kw_only=True)
class CareerPlanData(LetterData):
    """A running plan as it stands on the day it is printed."""

    who: Annotated[str, Felt("hvem")]
    made_on: Annotated[date, Felt("laget", "dato")]
    today: Annotated[str | None, Felt("i_dag")] = None
    goal: Annotated[Message, Felt("mal")]
    goal_words: Annotated[str | None, Felt("mal_ord")] = None
    next_review: Annotated[date | None, Felt("neste", "dato")] = None
    steps: Annotated[tuple[PlanPaperStep, ...], Felt("steg")] = ()
    reviews: Annotated[tuple[PlanPaperReview, ...], Felt("gjennomganger")] = ()

    @property
    def has_steps(self) -> bool:
        """Something is to be done, or was."""
        return bool(self.steps)

    @property
    def has_reviews(self) -> bool:
        """The plan was gone through before, and something was said."""
        return bool(self.reviews)

    @property
    def has_next(self) -> bool:
        """The day of the next talk is set."""
        return self.next_review is not None

    @property
    def without_next(self) -> bool:
        """No day is set."""
        return self.next_review is None
