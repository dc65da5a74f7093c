"""Beside a round: one tenancy's change – the rent, each tenant's notice, from when it counts, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ...casework.rent_rounds import ChangeRow, NoticeRow
from ...rules.arrears.words import RentChangeState
from ...rules.rights import Right
from ...texts import formats, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, ghost, link, secondary
from ..parts.cards import Card
from ..parts.chips import ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label
from ..record_tabs.document_view import show_document
from ..shell.context import Context
from .forms import drop_dialog, sent_dialog
from .lines import ChangeFound, address_of, state_look, tenants_of
from .plan_panel import SidePanel, left
from .steps import steps_card

if TYPE_CHECKING:
    from .rounds_dialog import RoundsDialog


def notice_look(notice: NoticeRow) -> ChipLook:
    """How far one tenant's notice has come."""
    if notice.sent_on is not None:
        return ChipLook(text("ui.regulering.sendt_dato", dato=notice.sent_on), Tone.OK, "check")
    if notice.document_id is not None:
        return ChipLook(text("ui.regulering.ikke_sendt"), Tone.WARN, "send")
    return ChipLook(text("ui.regulering.ikke_laget"), Tone.NEUTRAL, "printer")


def effect_alert(change: ChangeRow) -> Alert | None:
    """From when the change counts, said in words; a moved one and one that does not count stand out."""
    if change.state is RentChangeState.DROPPED:
        return Alert(AlertKind.INFO, text("ui.regulering.latt_vaere"), change.why)
    if change.effect is None:
        return None
    said = render(change.effect.message)
    if change.state is RentChangeState.PLANNED:
        moves = change.effect.result is None or change.effect.day != change.planned_on
        kind = AlertKind.SOFT if moves else AlertKind.INFO
        return Alert(kind, text("ui.regulering.gjelder_ikke_enna"), text("ui.regulering.sendes_i_dag", virkning=said))
    return Alert(AlertKind.SOFT if change.state is RentChangeState.MOVED else AlertKind.DONE, said)


class RoundPanel(SidePanel):
    """One change of a round."""

    def __init__(self, ctx: Context, around: RoundsDialog) -> None:
        super().__init__(text("ui.regulering.endringen"))
        self.ctx, self.around = ctx, around
        self.found: ChangeFound | None = None
        self.show_change(None)

    def show_change(self, found: ChangeFound | None) -> None:
        """Show a change, or that none is chosen."""
        self.found = found
        if found is None:
            card = Card()
            card.add(Label(text("ui.regulering.velg_linje"), colour="text2", wrap=True))
            self.put(card)
            return
        self.put(self._about(found), self._notices(found), steps_card(found.change.rent))

    def _about(self, found: ChangeFound) -> Card:
        change, home = found.change, found.home
        card, facts = Card(tenants_of(home), address_of(home)), Facts()
        number = link(home.number)
        number.clicked.connect(lambda: self.around.open_tenancy(home.id))
        facts.add(text("ui.regulering.leieforhold"), number, chip=state_look(change.state))
        rents = text("ui.regulering.fra_til", fra=change.old_rent_ore, til=change.new_rent_ore)
        facts.add(text("ui.regulering.leie"), rents)
        facts.add(text("ui.regulering.planlagt_fra"), formats.day(change.planned_on))
        if change.effect_on is not None:
            facts.add(text("ui.regulering.gjelder_fra"), formats.day(change.effect_on))
        card.add(facts)
        if (alert := effect_alert(change)) is not None:
            card.add(alert)
        if self._may_drop(change):
            drop = ghost(text("ui.regulering.la_vaere"), "x")
            drop.clicked.connect(lambda: drop_dialog(self.ctx, found))
            card.add(left(drop))
        return card

    def _may_drop(self, change: ChangeRow) -> bool:
        over = (RentChangeState.IN_FORCE, RentChangeState.DROPPED)
        return change.state not in over and self.ctx.may(Right.RENT_ADJUST)

    def _notices(self, found: ChangeFound) -> Card:
        card, facts = Card(text("ui.regulering.varslene")), Facts()
        for notice in found.change.notices:
            facts.add(notice.name, self._paper(found, notice), chip=notice_look(notice))
        card.add(facts)
        unsent = [one for one in found.change.notices if one.document_id is not None and one.sent_on is None]
        waits = found.change.state is RentChangeState.PLANNED
        if waits and unsent and self.around.may_print:
            card.add(left(*self._marks(found, unsent)))
        return card

    def _marks(self, found: ChangeFound, unsent: list[NoticeRow]) -> list[Button]:
        """One button for all that wait, and one for each where there are several."""
        every = secondary(text("ui.regulering.marker_sendt"), "send")
        every.clicked.connect(lambda: sent_dialog(self.ctx, found, unsent))
        if len(found.change.notices) == 1:
            return [every]
        buttons = [] if len(unsent) < len(found.change.notices) else [every]
        for notice in unsent:
            one = secondary(text("ui.regulering.marker_en", navn=notice.name), "send")
            one.clicked.connect(partial(self._mark, found, notice))
            buttons.append(one)
        return buttons

    def _mark(self, found: ChangeFound, notice: NoticeRow, _checked: bool = False) -> None:
        sent_dialog(self.ctx, found, [notice])

    def _paper(self, found: ChangeFound, notice: NoticeRow) -> QWidget:
        """Shown as it was made; before that as it would be, where somebody may make it."""
        if notice.document_id is not None:
            shown = link(text("ui.dokumenter.vis"))
            shown.setAccessibleName(f"{text('ui.dokumenter.vis')}: {notice.name}")
            shown.clicked.connect(partial(self._show, notice.document_id))
            return shown
        preview = link(text("ui.regulering.forhandsvis"))
        preview.setAccessibleName(f"{text('ui.regulering.forhandsvis')}: {notice.name}")
        preview.clicked.connect(lambda: self.around.preview(found.change.id, notice))
        preview.setEnabled(self.around.may_print and found.change.state is RentChangeState.PLANNED)
        return preview

    def _show(self, document_id: int, _checked: bool = False) -> None:
        show_document(self.ctx, document_id)
