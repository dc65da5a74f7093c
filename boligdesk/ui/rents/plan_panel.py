"""Beside the plan: one tenancy's new rent, how it came about, its earliest day and why, and what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...rules.messages import Kind
from ...texts import formats, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, link, secondary
from ..parts.cards import Card
from ..parts.facts import Facts
from ..parts.labels import Label
from ..style import tokens
from .lines import GOES, OUT, PlanRow, address_of, tenants_of
from .steps import steps_card

if TYPE_CHECKING:
    from .plan_dialog import PlanDialog

SIDE_W = 500
_ALERTS = {Kind.HARD: AlertKind.HARD, Kind.SOFT: AlertKind.SOFT}


class SidePanel(QScrollArea):
    """A column of cards about the chosen line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setFixedWidth(SIDE_W)

    def put(self, *cards: Card) -> None:
        """Show other cards."""
        holder = QWidget()
        holder.setProperty("part", "scroll")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(holder)


def left(*buttons: Button) -> QHBoxLayout:
    """Buttons in a line from the left."""
    row = QHBoxLayout()
    row.setSpacing(tokens.S8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


class PlanPanel(SidePanel):
    """One tenancy of the plan."""

    def __init__(self, plan: PlanDialog) -> None:
        super().__init__(text("ui.regulering.forklart"))
        self.plan = plan
        self.show_row(None, assess=False)

    def show_row(self, row: PlanRow | None, *, assess: bool) -> None:
        """Show a tenancy; `assess`: its rent is what the office finds gjengs leie to be."""
        if row is None:
            card = Card()
            card.add(Label(text("ui.regulering.velg_linje"), colour="text2", wrap=True))
            self.put(card)
            return
        cards = [self._about(row, assess=assess)]
        if row.line.rent is not None:
            cards.append(steps_card(row.line.rent, row.line.proposal.dates.effect if row.line.proposal else None))
        self.put(*cards)

    def _about(self, row: PlanRow, *, assess: bool) -> Card:
        line, home = row.line, row.home
        card, facts = Card(tenants_of(home), address_of(home)), Facts()
        number = link(home.number)
        number.clicked.connect(lambda: self._open(home.id))
        facts.add(text("ui.regulering.leieforhold"), number)
        facts.add(text("ui.regulering.leie_na"), formats.kroner(line.old_rent_ore))
        if line.new_rent_ore is not None:
            note = _difference(line.new_rent_ore - line.old_rent_ore)
            facts.add(text("ui.regulering.leie_ny"), formats.kroner(line.new_rent_ore), note)
        facts.add(text("ui.regulering.sist_endret"), formats.day(line.last_change))
        if line.proposal is not None:
            facts.add(text("ui.regulering.tidligst"), formats.day(line.proposal.dates.effect.day))
        card.add(facts)
        for control in line.stops:
            kind = _ALERTS.get(control.kind, AlertKind.INFO)
            card.add(Alert(kind, render(control.what), (control.paragraph or "").replace("§ ", "§\u00a0")))
        if row.out:
            card.add(Alert(AlertKind.INFO, text("ui.regulering.tatt_ut"), row.out))
        card.add(left(*self._ways(row, assess=assess)))
        return card

    def _ways(self, row: PlanRow, *, assess: bool) -> list[Button]:
        tenancy_id, found = row.line.tenancy_id, []
        if assess:
            button = secondary(text("ui.regulering.vurder"), "calculator")
            button.clicked.connect(lambda: self.plan.assess(tenancy_id))
            found.append(button)
        if row.place == GOES:
            button = secondary(text("ui.regulering.ta_ut"), "x")
            button.clicked.connect(lambda: self.plan.take_out((tenancy_id,)))
            found.append(button)
        elif row.place == OUT:
            button = secondary(text("ui.regulering.ta_med"), "check")
            button.clicked.connect(lambda: self.plan.take_in(tenancy_id))
            found.append(button)
        return found

    def _open(self, tenancy_id: int) -> None:
        self.plan.finish(None)
        self.plan.ctx.window.open_record("tenancy", tenancy_id)


def _difference(ore: int) -> str:
    if ore > 0:
        return text("ui.regulering.forskjell", belop=ore)
    return text("ui.regulering.lavere", belop=-ore) if ore else text("ui.regulering.uendret")
