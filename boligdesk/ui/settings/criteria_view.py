"""A criteria set as people read it: its demands with exceptions, then the order of those who meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...rules.allocation.conditions import Condition
from ...rules.allocation.sets import CriteriaSet, Criterion, ExceptionRule
from ...rules.allocation.told import told
from ...texts import formats, render, text
from ..parts.buttons import ghost
from ..parts.labels import Label, rule
from ..style import tokens

_INDENT = 20


class CriteriaView(QScrollArea):
    """Scrolls by itself. With `change` each demand has a button that opens it for changing."""

    def __init__(self, change: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self._change = change
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(text("ui.kriterier.lesbart"))

    def show_set(self, criteria: CriteriaSet) -> None:
        """Show another set, or the same one changed; the place one had scrolled to is kept."""
        at = self.verticalScrollBar().value()
        content = QWidget()
        content.setProperty("part", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, tokens.S16, tokens.S16)
        column.setSpacing(tokens.S4)
        for widget in self._parts(criteria):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(content)
        self.verticalScrollBar().setValue(at)

    def _parts(self, criteria: CriteriaSet) -> Iterator[QWidget]:
        yield Label(criteria.name, "h3", wrap=True)
        yield Label(about(criteria), "caption", wrap=True)
        if criteria.incomplete:
            words = text("ui.kriterier.ufullstendig", mangler=criteria.incomplete)
            yield Label(words, colour="warn", wrap=True)
        for number, criterion in enumerate(criteria.criteria, start=1):
            yield rule()
            yield self._head(number, criterion, criteria.language)
            yield from _demand(criterion, criteria.language)
        if criteria.groups:
            yield rule()
            yield Label(text("ui.kriterier.rekkefolge"), "h4")
            for group in criteria.groups:
                yield Label(f"{group.step}  {group.text.of(criteria.language)}", wrap=True)
                yield from _condition(group.when)
        if criteria.score:
            yield rule()
            in_use = "ui.kriterier.poeng_i_bruk" if criteria.score.in_use else "ui.kriterier.poeng_av"
            yield Label(text(in_use), "h4", wrap=True)
            for part in criteria.score.parts:
                yield Label(f"{part.points}  {part.text.of(criteria.language)}", wrap=True)

    def _head(self, number: int, criterion: Criterion, language: str) -> QWidget:
        title = " ".join(part for part in (f"{number}.", criterion.title.of(language), criterion.paragraph) if part)
        if self._change is None:
            return Label(title, "h4", wrap=True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(title, "h4", wrap=True), 1)
        button = ghost(text("ui.kriterier.endre"), "pencil", small=True)
        button.setAccessibleName(text("ui.kriterier.endre_krav", krav=criterion.title.of(language)))
        button.clicked.connect(partial(self._open, criterion.key))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _open(self, key: str) -> None:
        if self._change is not None:
            self._change(key)


def about(criteria: CriteriaSet) -> str:
    """Who has decided it, when it holds, and where it was read."""
    days = [formats.day(day) if day else "" for day in (criteria.valid_from, criteria.valid_to)]
    held = text("ui.kriterier.gjelder", fra=days[0], til=days[1]) if any(days) else ""
    source = text("ui.kriterier.kilde", kilde=criteria.source, lest=criteria.source_read)
    return " · ".join(part for part in (criteria.municipality, criteria.decided_by, held, source) if part)


def _demand(criterion: Criterion, language: str) -> Iterator[QWidget]:
    yield Label(criterion.text.of(language), wrap=True)
    yield from _condition(criterion.met)
    for exception in criterion.exceptions:
        yield _indented(_exception_words(exception, language), 0, "text2")
        yield from _condition(exception.when, 1)


def _exception_words(exception: ExceptionRule, language: str) -> str:
    code = "ui.kriterier.unntak" if exception.when else "ui.kriterier.unntak_skjonn"
    return text(code, unntak=exception.text.of(language))


def _condition(condition: Condition | None, level: int = 0) -> Iterator[QWidget]:
    if condition is not None:
        for line in told(condition):
            yield _indented(render(line.words), level + 1 + line.level, "text3")


def _indented(words: str, level: int, colour: str) -> Label:
    label = Label(words, "label", colour, wrap=True)
    label.setContentsMargins(level * _INDENT, 0, 0, 0)
    return label
