"""What came of the figures of a startlån: stress rate first, price, what stands against it, how it was reckoned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ...casework.loan_words import (
    BOTH_RATES,
    FIGURE_NAMES,
    LIVING_FIGURES,
    PRICE_FIGURES,
    rates_used,
    said_of,
    unconfirmed_words,
)
from ...rules.explanation import Explanation
from ...rules.messages import Kind, Message
from ...rules.startlan.ability import CAVEAT
from ...rules.startlan.preparation import LoanFigure, LoanFigures
from ...texts import enum_text, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.cards import Card
from ..parts.chips import Chip, ChipKind
from ..parts.labels import Label
from ..style import tokens
from .explain_tree import ExplanationTree

_F = LoanFigure
#: The trees that are opened from here; the other figures are parts of them.
_EXPLAINED = (
    _F.STRESS_LARGEST,
    _F.STRESS_SURPLUS,
    _F.TODAY_LARGEST,
    _F.TODAY_SURPLUS,
    _F.REFERENCE,
    _F.LOAN,
    _F.GRANT,
    _F.FIRST_LOAN,
    _F.FIRST_LEFT,
    _F.REFINANCED,
    _F.OUTSIDE,
    _F.BANK_LOAN,
    _F.BANK_EQUITY,
)
_ALERTS = {
    Kind.HARD: AlertKind.HARD,
    Kind.SOFT: AlertKind.SOFT,
    Kind.MISSING: AlertKind.SOFT,
    Kind.INFO: AlertKind.INFO,
}
_VALUE_W, _CHIP_W = 112, 90


class Body(QWidget):
    """Lines that are made anew when the figures are others."""

    def __init__(self, parent: Card) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S8)
        self._shown: QWidget | None = None
        parent.add(self)

    def put(self, *widgets: QWidget) -> None:
        """Show other lines."""
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for widget in widgets:
            column.addWidget(widget)
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = fresh
        self._column.addWidget(fresh)


class LoanResults(QWidget):
    """The cards of the figures, one under the other. `rates` opens where rates are typed in; None: one may not."""

    def __init__(self, rates: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._rates = rates
        self.found: LoanFigures | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.CARD_GAP)
        self._cards: dict[str, tuple[Card, Body]] = {}
        for key, title in (
            ("ability", "ui.startlan.evne"),
            ("price", "ui.startlan.finansiering"),
            ("said", "ui.startlan.merknader"),
        ):
            card = Card(text(title))
            self._cards[key] = card, Body(card)
            self._column.addWidget(card)
        self.tree = ExplanationTree()
        self._explained = Card(text("ui.startlan.forklart"))
        self._explained.add(self.tree)
        self._column.addWidget(self._explained)
        self._column.addStretch(1)

    def show_words(self, words: str, kind: AlertKind | None = None) -> None:
        """Nothing can be reckoned: say why."""
        self.found = None
        said = Label(words, colour="text2", wrap=True) if kind is None else Alert(kind, words)
        self._cards["ability"][1].put(said)
        for card in (self._cards["price"][0], self._cards["said"][0], self._explained):
            card.hide()
        self.tree.show_steps(())

    def show_figures(self, found: LoanFigures) -> None:
        """Show the figures; what is open of the explanations stays open."""
        self.found = found
        self._cards["ability"][1].put(*self._ability(found))
        price = list(_amounts(found, PRICE_FIGURES))
        self._put("price", [*_kind(found), _grid([*price])] if price else [])
        said = [Alert(_ALERTS[one.kind], render(one.what), one.paragraph or "") for one in found.controls]
        self._put("said", said)
        self._explained.setVisible(True)
        trees = (found.figures[name] for name in _EXPLAINED if name in found.figures)
        self.tree.show_steps([tree for tree in trees if tree.children])

    def _put(self, key: str, widgets: Sequence[QWidget]) -> None:
        card, body = self._cards[key]
        body.put(*widgets)
        card.setVisible(bool(widgets))

    def _ability(self, found: LoanFigures) -> Iterator[QWidget]:
        yield Alert(AlertKind.INFO, render(CAVEAT))
        if found.lacking:
            lacks = Alert(AlertKind.SOFT, text("ui.startlan.mangler"), _lines(step.message for step in found.lacking))
            if self._rates is not None and any(step.code == "sats.mangler.hva" for step in found.lacking):
                lacks.add_button(text("ui.startlan.apne_satser"), "settings").clicked.connect(self._rates)
            yield lacks
        yield _both(found)
        yield _grid([*_amounts(found, LIVING_FIGURES)])
        for words in map(render, rates_used(found)):
            yield Label(words, "caption", "text2", wrap=True)
        for words in map(render, unconfirmed_words(found.unconfirmed)):
            yield Label(words, "caption", "text2", wrap=True)


def _lines(messages: Iterator[Message]) -> str:
    return "\n".join(map(render, messages))


def _kind(found: LoanFigures) -> Iterator[QWidget]:
    if found.kind is not None:
        yield Label(enum_text(found.kind), "h4")
    yield Label(text("ui.startlan.banktest", svar=enum_text(found.bank_test)), colour="text2", wrap=True)


def _both(found: LoanFigures) -> QWidget:
    """The figures at the stress rate, and beside them at today's."""
    home = QWidget()
    grid = _grid_in(home, chip=3)
    for column, code in ((1, "ui.startlan.ved_stress"), (2, "ui.startlan.i_dag")):
        grid.addWidget(_right(Label(text(code), "label")), 0, column)
    for name, stress, today in BOTH_RATES:
        trees = [found.figures.get(one) for one in (stress, today)]
        if any(tree is not None for tree in trees):
            row = grid.rowCount()
            grid.addWidget(Label(render(name), wrap=True), row, 0)
            grid.addWidget(_value(render(name), text("ui.startlan.ved_stress"), trees[0], "h4"), row, 1)
            grid.addWidget(_value(render(name), text("ui.startlan.i_dag"), trees[1], "body"), row, 2)
            if any(tree is not None and tree.result is not None and tree.provisional for tree in trees):
                grid.addWidget(Chip(ChipKind.FORELOPIG), row, 3)
    return home


def _grid_in(home: QWidget, chip: int) -> QGridLayout:
    """Names that give way, and room for a chip in its column whether there is one or not."""
    grid = QGridLayout(home)
    grid.setColumnMinimumWidth(chip, _CHIP_W)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.S8)
    grid.setVerticalSpacing(tokens.S4)
    grid.setColumnStretch(0, 1)
    return grid


def _value(name: str, column: str, tree: Explanation | None, role: str) -> Label:
    words = said_of(tree)
    shown = _right(Label(words, role))
    shown.setMinimumWidth(_VALUE_W)
    shown.setAccessibleName(f"{name}, {column}: {words}")
    if tree is not None and tree.result is not None and tree.unit is not None and str(words).startswith("−"):
        shown.set_colour("crit")
    return shown


def _right(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _amounts(found: LoanFigures, names: tuple[LoanFigure, ...]) -> Iterator[tuple[str, Explanation]]:
    for name in names:
        if name in found.figures:
            yield render(FIGURE_NAMES[name]), found.figures[name]


def _grid(rows: list[tuple[str, Explanation]]) -> QWidget:
    home = QWidget()
    grid = _grid_in(home, chip=2)
    for row, (name, tree) in enumerate(rows):
        grid.addWidget(Label(name, wrap=True), row, 0)
        grid.addWidget(_value(name, "", tree, "body"), row, 1)
        if tree.result is not None and tree.provisional:
            grid.addWidget(Chip(ChipKind.FORELOPIG), row, 2)
    return home
