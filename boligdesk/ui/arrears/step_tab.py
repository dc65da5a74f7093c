"""The tab Neste steg of a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from ...casework.arrears_card import ArrearsCard
from ..parts.recordpage import Place, Placed
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from .acts import help_acts, step_act
from .meeting_card import MeetingsCard
from .step_cards import AgeCard, CourseCard, PointsCard, StepCard, WhyCard
from .tabs import ArrearsTab


class StepTab(ArrearsTab):
    """What to do next, how old the debt is, what was considered, what happened, and why nothing else."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.step, self.age = StepCard(ctx), AgeCard()
        self.points, self.course, self.why = PointsCard(ctx), CourseCard(ctx), WhyCard()
        self.meetings = MeetingsCard()
        self._all = (self.step, self.age, self.points, self.course, self.why, self.meetings)

    def cards(self) -> Sequence[Placed]:
        return (
            Placed(self.step),
            Placed(self.age, Place.ASIDE),
            Placed(self.why),
            Placed(self.course, Place.ASIDE),
            Placed(self.meetings, Place.WIDE),
            Placed(self.points, Place.WIDE),
        )

    def show_card(self, card: ArrearsCard) -> None:
        for part in self._all:
            part.show_case(card)

    def clear(self) -> None:
        for part in (self.step, self.points, self.course, self.why, self.meetings):
            part.put(QWidget())
        self.age.chart.show_ages({})

    def acts(self, card: ArrearsCard) -> Iterable[BarAct]:
        if (act := step_act(self.ctx, card)) is not None:
            yield act
        yield from help_acts(self.ctx, card)
