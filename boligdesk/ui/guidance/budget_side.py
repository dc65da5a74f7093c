"""Right in Budsjett: what comes out of it, the bills account, and the versions that were kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from ...casework.budgets import BudgetCard
from ...casework.loan_words import unconfirmed_words
from ...rules.budget.changes import changes
from ...rules.budget.kept import Reckoned, next_transfers
from ...rules.messages import Message, msg
from ...texts import formats, render, text
from ..parts.labels import Label
from ..people.rows import Lines, LinesCard, LinkLine, top_label
from ..shell.context import Context
from .budget_explained import FigureLines, missing_steps

_DATE_W, _MOST_CHANGES = 92, 3


def result_lines(ctx: Context, found: Reckoned) -> FigureLines:
    """The figures of a budget, and under them what lacks and what makes them foreløpige."""
    grid, budget = FigureLines(ctx), found.budget
    for name, step in (
        ("budsjett.navn.inntekt", budget.income),
        ("budsjett.navn.bolig", budget.home),
        ("budsjett.navn.faste", budget.fixed),
        ("budsjett.navn.barnepass", budget.childcare),
        ("budsjett.navn.avdrag", budget.debts),
    ):
        grid.add(text(name), step)
    grid.add(text("budsjett.navn.igjen"), budget.left, strong=True)
    grid.add(text("budsjett.navn.over_sifo"), budget.over_reference)
    grid.add(text("budsjett.navn.over_gulv"), budget.over_floor)
    grid.add(text("budsjett.navn.livsopphold"), budget.living)
    grid.add(text("budsjett.navn.balanse"), budget.balance, strong=True)
    grid.add(text("budsjett.navn.rom"), found.room)
    grid.say(text("ui.budsjett.rom_hjelp"))
    lacking = _once(missing_steps(budget.explanation))
    if lacking:
        grid.say(text("ui.budsjett.mangler", hva=" ".join(lacking)), "crit")
    for words in unconfirmed_words(budget.unconfirmed):
        grid.say(render(words), "warn")
    return grid


def _once(messages: Iterable[Message]) -> list[str]:
    said = (render(one).rstrip(".") + "." for one in messages)
    return list(dict.fromkeys(said))


def bills_lines(found: Reckoned | None, today: date) -> QWidget:
    """What goes to the bills account a month, and when."""
    lines = Lines(_DATE_W)
    if found is None or found.bills is None:
        return Label(text("ui.budsjett.regningskonto_tom"), "caption", wrap=True)
    if found.bills.month.result is None:
        return Label(text("ui.budsjett.regningskonto_mangler"), "caption", wrap=True)
    lines.say(text("ui.budsjett.regningskonto_sum", sum=found.bills.month.ore))
    days = ", ".join(f"{one.day}." for one in found.bills.transfers)
    lines.say(text("ui.budsjett.regningskonto_dager", dager=days))
    for day, ore in next_transfers(found.bills, today):
        lines.add(Label(formats.day(day), "label"), top_label(formats.kroner(ore, always_ore=bool(ore % 100))))
    return lines


class VersionsCard(LinesCard):
    """Every version with its date, what was left, the note, and what is another than the version before."""

    def __init__(self) -> None:
        super().__init__(text("ui.budsjett.versjoner"))

    def show_versions(self, cards: Sequence[BudgetCard], open_one: Callable[[BudgetCard], None]) -> None:
        """Show the versions, the newest first; a click on its date opens one."""
        lines = Lines(_DATE_W)
        for card, before in pairwise((*cards, None)):
            assert card is not None
            opener = LinkLine(formats.day(card.valid_from))
            opener.setAccessibleName(text("ui.budsjett.apne_versjon", dato=card.valid_from))
            opener.clicked.connect(lambda _c=False, one=card: open_one(one))
            lines.add(opener, top_label(version_words(card, before)))
        if lines.empty:
            lines.say(text("ui.budsjett.ingen_versjoner"))
        self.put(lines)


def version_words(card: BudgetCard, before: BudgetCard | None) -> str:
    """A version in words: what was left, what changed, the note."""
    left = text("ui.budsjett.igjen_var", sum=card.left_ore) if card.left_ore is not None else ""
    said = [left or text("ui.budsjett.igjen_ikke")]
    if before is not None:
        found = [render(one) for one in changes(before.given, card.given)]
        more = msg("ui.budsjett.flere_endringer", antall=len(found) - _MOST_CHANGES)
        found = found[:_MOST_CHANGES] + ([render(more)] if len(found) > _MOST_CHANGES else [])
        said.extend(found or [text("ui.budsjett.uendret")])
    return "\n".join(filter(None, (*said, card.note)))
