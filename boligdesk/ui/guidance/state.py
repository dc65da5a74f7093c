"""What is typed and reckoned of the guided household now, for every tab of it; nothing of this is stored (E11)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from ...rules.budget.household import Household
from ...rules.guidance.columns import Column, Home, HomeColumn, Situation


@dataclass(frozen=True)
class Figures:
    """The figures of the talk. `situation` and `homes` are what was typed in Sammenlign (`situation` None: nobody's
    household yet), `columns` what came out of it, empty where nothing can be reckoned.

    `budget` is the household's budget of the tab Budsjett, for what Sammenlign does not ask: fixed costs, debts, real
    spending. `chosen` is the home whose explanation is open. `counted`: this talk without a name is in the count.
    """

    situation: Situation | None = None
    homes: tuple[Home, ...] = ()
    columns: tuple[Column, ...] = ()
    budget: Household | None = None
    chosen: HomeColumn = HomeColumn.MUNICIPAL
    counted: bool = False

    def home(self, kind: HomeColumn) -> Home | None:
        """What was typed of a home."""
        return next((home for home in self.homes if home.kind is kind), None)

    def column(self, kind: HomeColumn) -> Column | None:
        """What was reckoned of a home."""
        return next((column for column in self.columns if column.kind is kind), None)


class GuidanceState(QObject):
    """One per window of guidance; `changed` when the figures are others."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figures = Figures()

    @property
    def figures(self) -> Figures:
        """The figures as they stand."""
        return self._figures

    def put(self, figures: Figures) -> None:
        """Other figures stand now."""
        if figures != self._figures:
            self._figures = figures
            self.changed.emit()

    def put_budget(self, budget: Household | None) -> None:
        """The tab Budsjett reckons with another household."""
        self.put(replace(self._figures, budget=budget))

    def mark_counted(self) -> None:
        """The talk is counted: it is not counted again."""
        self.put(replace(self._figures, counted=True))

    def clear(self) -> None:
        """The talk is over, or somebody else's begins: nothing of it stays."""
        self.put(Figures())
