"""The guidance of one person, or of somebody without a name: whom it is for, and the tabs of the registry."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal

from ...casework.guidance_subject import ANONYMOUS, Subject, subject
from ...casework.guidances import count_talk
from ...rules.guidance.words import BenefitState
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.chips import ChipLook, Tone
from ..record_tabs.bar_acts import BarAct
from ..record_tabs.tabbed import TabbedRecord
from ..shell.context import Context
from .state import GuidanceState
from .tabs import TABS, GuidanceTab


class GuidanceRecord(TabbedRecord[Subject]):
    """Shows one guided person; its record id is the person's, `ANONYMOUS` for one without a name."""

    #: a tab is to be seen alone, or with everything around it again
    alone = Signal(bool)
    topic = "veiledet"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, TABS)
        self.state = GuidanceState(self)
        for section in self.sections.values():
            if isinstance(section, GuidanceTab):
                section.join(self.state)
                section.alone.connect(self._show_alone)

    def show_record(self, record_id: int | None, tab: str | None = None) -> None:
        """Guide another one, or nobody: the figures of the last talk are gone."""
        if record_id != self.record_id:
            self._count_talk()
            self.state.clear()
        super().show_record(record_id, tab)

    def _count_talk(self) -> None:
        """A talk without a name that came to figures took place: only that is kept (E11)."""
        figures, writes = self.state.figures, self.ctx.may(Right.GUIDANCE_WRITE)
        if self.record_id == ANONYMOUS and figures.columns and not figures.counted and writes:
            self.state.mark_counted()
            self.ctx.write(partial(count_talk, self.ctx.desk), owner=self, name=msg("ui.gitt.teller"))

    def _show_alone(self, alone: bool) -> None:
        """Only what one tab shows to the visitor, and the way back under it."""
        self.header.setVisible(not alone)
        self.tabs.setVisible(not alone)
        self.alone.emit(alone)

    def read(self, record_id: int) -> Subject:
        return subject(self.ctx.desk, record_id)

    def print_now(self) -> None:
        """Ctrl+P: the paper of the tab that is shown, where it has one."""
        section = self.sections[self.tab]
        if self.card is not None and isinstance(section, GuidanceTab):
            section.print_now()

    def show_head(self, card: Subject) -> None:
        title = text("ui.veiledning.uten_navn") if card.anonymous else card.name
        self.header.show_record(title, _facts(card), _chips(card))

    def common_acts(self, card: Subject) -> Iterable[BarAct]:
        if card.anonymous:
            return
        window, person_id = self.ctx.window, card.person_id
        yield BarAct(
            text("ui.veiledning.apne_person"), lambda: window.open_record("person", person_id), "user", more=True
        )
        if card.home is not None:
            lease = card.home.tenancy_id
            yield BarAct(
                text("ui.restanser.apne_leieforhold"), lambda: window.open_record("tenancy", lease), "key", more=True
            )


def _facts(card: Subject) -> list[str]:
    if card.anonymous:
        return [text("ui.veiledning.ingenting_lagres")]
    found = []
    if card.adults is not None:
        found.append(text("ui.veiledning.husstand", voksne=card.adults, barn=card.children or 0))
    if card.home is not None:
        found.append(card.home.address)
        if card.home.rent_ore is not None:
            found.append(text("ui.restanser.leie", sum=card.home.rent_ore))
    if card.application is not None:
        found.append(text("ui.veiledning.soknad", nummer=card.application.number))
    return found


def _chips(card: Subject) -> list[ChipLook]:
    found = []
    if card.home is not None and card.home.until is not None:
        found.append(ChipLook(text("ui.veiledning.kontrakt_ut", dato=card.home.until), Tone.WARN, "triangle-alert"))
    if card.benefit is not None:
        given = card.benefit.given
        sum_told = f" {formats.kroner(given.amount_ore)}" if given.amount_ore is not None else ""
        words = text("ui.veiledning.bostotte_er", tilstand=enum_text(given.state).lower(), belop=sum_told)
        granted = given.state is BenefitState.GRANTED
        found.append(ChipLook(words, Tone.OK if granted else Tone.NEUTRAL, "check" if granted else "info"))
    return found
