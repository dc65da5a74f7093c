"""Under the columns of Sammenlign: how the chosen one is reckoned, and bostøtte against income as a chart."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QScrollArea

from ...rules.explanation import Explanation
from ...rules.guidance.columns import Column
from ...texts import text
from ..parts.buttons import secondary
from ..parts.cards import Card
from ..parts.labels import Label
from .chart import BenefitChart, Charted
from .compare_column import TITLES
from .compare_reckon import Curve
from .explain_tree import ExplanationTree, as_text


class ExplainCard(Card):
    """The explanation of a column: bostøtte first and open, then what is left, how it is measured, and the loan."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__(text("ui.sammenlign.utregning"))
        self.copy = secondary(text("ui.sammenlign.kopier"), "copy", small=True)
        self.head.addWidget(self.copy)
        self._words = Label("", colour="text2", wrap=True)
        self.tree = ExplanationTree()
        self.add(self._words)
        self.add(self.tree)
        self.add(Label(text("ui.sammenlign.anslag"), "caption", wrap=True))
        self.copy.clicked.connect(self._copy)
        self.empty()

    def show_column(self, column: Column) -> None:
        """Explain a column."""
        benefit = column.benefit
        known = benefit.result is not None
        title = text("ui.sammenlign.utregning_sum", sum=benefit.ore) if known else text("ui.sammenlign.utregning")
        self.set_title(title, text(TITLES[column.kind]))
        self.tree.show_steps(explained_steps(column))
        self._words.hide()
        self.copy.setEnabled(True)

    def say(self, words: str) -> None:
        """Nothing is explained, and why."""
        self.set_title(text("ui.sammenlign.utregning"))
        self.tree.show_steps(())
        self.tree.close_all()
        self._words.setText(words)
        self._words.setVisible(self._words.parentWidget() is not None)
        self.copy.setEnabled(False)

    def empty(self) -> None:
        """Nobody's household is told yet."""
        self.say(text("ui.sammenlign.hvor_mange"))

    def bring_into_view(self) -> None:
        """Scroll to the explanation and give it the keyboard."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(self)
        if self.tree.lines:
            self.tree.lines[0].opener.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(as_text(self.tree.steps))
        self.copied.emit()


def explained_steps(column: Column) -> tuple[Explanation, ...]:
    """What of a column is explained, the bostøtte first."""
    more = (column.income_limit, None if column.ability is None else column.ability.explanation)
    parts = (column.benefit, column.left, column.over_reference, column.over_floor, *more)
    return tuple(part for part in parts if part is not None)


class ChartCard(Card):
    """The chart with its title."""

    def __init__(self) -> None:
        super().__init__(text("ui.sammenlign.kurve"), text("ui.sammenlign.kurve_under"))
        self.drawing = BenefitChart()
        self.add(self.drawing)

    def show_curve(self, column: Column, curve: Curve | None, today: Curve | None, income_ore: int | None) -> None:
        """Draw the curve of a home, today's beside it, and the household's point on it."""
        if curve is None:
            self.empty()
            return
        got = column.benefit.ore if column.benefit.result is not None else None
        self.drawing.show_chart(Charted(text(TITLES[column.kind]), curve, today, income_ore, got))

    def empty(self) -> None:
        """No curve can be drawn."""
        self.drawing.show_chart(None)
