"""The card "Akutt" of an application: a place to sleep tonight, and who at NAV has the case."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.acute import AcuteState, acute_state
from ...rules.application_words import ApplicationKind
from ...rules.rights import Right
from ...texts import formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost, secondary
from ..parts.labels import Label
from ..people.rows import LinesCard
from ..shell.messages import OSLO
from ..style import tokens
from .acts import ApplicationActs
from .acute_forms import acute_dialog, print_sheet


class AcuteCard(LinesCard):
    """Stands over the others while a case is acute; elsewhere it is not there."""

    def __init__(self) -> None:
        super().__init__(text("ui.akutt.tittel"))
        self.ask = ghost(text("ui.akutt.spor"), "pencil", small=True)
        self.head.addWidget(self.ask)
        self._do: ApplicationActs | None = None
        self.ask.clicked.connect(lambda: self._do and acute_dialog(self._do.ctx, self._do.card))
        self.hide()

    def show_application(self, do: ApplicationActs) -> None:
        """Read what was answered, and show it when the case is acute or was asked."""
        self._do = do
        read = partial(acute_state, do.ctx.desk, do.card.id)
        do.ctx.jobs.read(read, owner=self, topic="akutt", done=partial(self._show, do))

    def _show(self, do: ApplicationActs, state: AcuteState | None) -> None:
        if self._do is not do:
            return
        self.setVisible(state is not None or do.card.kind is ApplicationKind.ACUTE)
        self.ask.setVisible(do.may_write)
        self.put(_content(do, state))


def _content(do: ApplicationActs, state: AcuteState | None) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.S8)
    column.addWidget(_told(do, state))
    if state is not None and not state.sleeps_tonight and do.may(Right.DOCUMENT_WRITE):
        row = QHBoxLayout()
        sheet = secondary(text("ui.akutt.skriv_ark"), "printer", small=True)
        sheet.clicked.connect(partial(print_sheet, do.ctx, do.card.id))
        row.addWidget(sheet)
        row.addStretch(1)
        column.addLayout(row)
    return holder


def _told(do: ApplicationActs, state: AcuteState | None) -> QWidget:
    if state is None:
        return _to_do(do, text("ui.akutt.ikke_spurt"), text("ui.akutt.ikke_spurt_hvorfor"), text("ui.akutt.spor"))
    asked = formats.moment(state.asked_at.astimezone(OSLO))
    if state.sleeps_tonight:
        return Label(text("ui.akutt.har_sted", nar=asked), wrap=True)
    if state.handed_at is None:
        return _to_do(
            do, text("ui.akutt.ma_overleveres"), text("ui.akutt.spurt", nar=asked), text("ui.akutt.overlever")
        )
    handed = formats.moment(state.handed_at.astimezone(OSLO))
    done = Alert(AlertKind.DONE, text("ui.akutt.overlevert", hvem=state.handed_to, nar=handed))
    if state.note:
        done.say(done.title, state.note)
    return done


def _to_do(do: ApplicationActs, title: str, body: str, button: str) -> Alert:
    alert = Alert(AlertKind.HARD, title, body)
    if do.may_write:
        alert.add_button(button).clicked.connect(partial(acute_dialog, do.ctx, do.card))
    return alert
