"""A new restansemøte: the day, who takes part, and the cases; with others there, only what may be told (P27)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import Qt

from ...casework import arrears_meetings
from ...casework.arrears_meetings import MeetingInput
from ...casework.core.meeting_cases import CaseProposal
from ...rules.messages import RefusedError, msg
from ...texts import formats, text
from ..parts.alerts import Alert
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..parts.labels import Label
from ..parts.table_view import Table
from ..people.fields import form
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens
from .meeting_forms import consent_dialog
from .meeting_lines import CANDIDATES, ON_LIST, Candidate, CandidateRow, Place

_WIDTH = 1000


class NewMeetingDialog(DialogFrame):
    """Every case with something to do is on the list to begin with; Enter takes one out, or in. `finished(int)`."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.parent,
            text("ui.mote.nytt"),
            text("ui.mote.nytt_om"),
            width=_WIDTH,
            height=tokens.DIALOG_MAX_H,
            scroll=False,
        )
        self.ctx = ctx
        self.candidates: dict[int, Candidate] = {}
        self._said: list[Alert] = []
        self.form = FormView(self._spec(), today=ctx.desk.today)
        self.table = Table(CANDIDATES, name="restansemote.velg")
        self.told = Label("", "caption", "text2", wrap=True)
        self.none = Label(text("ui.mote.ingen_saker"), colour="text2", wrap=True)
        self._lay()
        self.form.edited.connect(lambda _key: self._show())
        self.table.opened.connect(self.toggle)
        self.table.setAccessibleName(text("ui.mote.sakene"))

    @staticmethod
    def _spec() -> FormSpec:
        return form(
            FieldSpec("on", "ui.mote.dag", FieldKind.DATE, required=True),
            FieldSpec("attending", "ui.mote.deltakere", help="ui.mote.deltakere_hjelp", width=560),
            FieldSpec("outsiders", "ui.mote.andre_med", FieldKind.YES_NO, help="ui.mote.andre_hjelp", required=True),
        )

    def _lay(self) -> None:
        self.body.addWidget(self.form)
        self.body.addWidget(Label(text("ui.mote.sakene"), "h3"))
        self.body.addWidget(self.none)
        self.body.addWidget(self.table, 1)
        self.consent = secondary(text("ui.mote.samtykke"), "shield-check")
        self.flip = secondary(text("ui.mote.ta_ut"), "x")
        cancel = secondary(text("ui.felles.avbryt"))
        self.save = primary(text("ui.mote.lag_listen"), "list-checks")
        self.consent.clicked.connect(self.ask_consent)
        self.flip.clicked.connect(lambda: self.toggle(self.table.chosen_id))
        cancel.clicked.connect(self.leave)
        self.save.clicked.connect(self.submit)
        self.table.chosen.connect(lambda _id: self._show_chosen())
        for widget in (self.flip, self.consent, self.told):
            self.add_left(widget)
        for button in (cancel, self.save):
            self.add_right(button)

    # -- the cases ------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask which cases there are."""
        self.ctx.jobs.read(
            partial(arrears_meetings.propose_cases, self.ctx.desk), owner=self, topic="saker", done=self._arrived
        )

    def _arrived(self, found: list[CaseProposal]) -> None:
        self.candidates = {one.account_id: Candidate(one) for one in found}
        self._show()
        self.table.choose_first()

    @property
    def outsiders(self) -> bool:
        """Whether others than the office take part."""
        return bool(self.form.values().get("outsiders"))

    def _rows(self) -> dict[int, CandidateRow]:
        outside = self.outsiders
        return {key: CandidateRow(one, one.place(outsiders=outside)) for key, one in self.candidates.items()}

    def _show(self) -> None:
        rows = self._rows()
        self.table.show_rows(rows)
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        on_list = [row for row in rows.values() if row.place in ON_LIST]
        owed = sum(row.candidate.proposal.facts.overdue_ore or 0 for row in on_list if row.place is Place.WHOLE)
        self.told.setText(text("ui.mote.pa_listen_antall", antall=len(on_list), sum=formats.kroner(owed)))
        self.save.setEnabled(bool(on_list))
        self._show_chosen()

    def _chosen(self) -> CandidateRow | None:
        chosen = self.table.chosen_id
        return self._rows().get(chosen) if chosen is not None else None

    def _show_chosen(self) -> None:
        row = self._chosen()
        self.consent.setVisible(self.outsiders)
        self.consent.setEnabled(row is not None and row.place is not Place.PROTECTED)
        self.flip.setEnabled(row is not None and row.place in (*ON_LIST, Place.OUT))
        taken = row is None or row.place is not Place.OUT
        self.flip.set_label(text("ui.mote.ta_ut") if taken else text("ui.mote.ta_med"))

    def toggle(self, account_id: object) -> None:
        """Take a case out or in; one that lacks a consent is asked for it."""
        row = self._rows().get(account_id) if isinstance(account_id, int) else None
        if row is None or row.place is Place.PROTECTED:
            return
        if row.place is Place.NEEDS_CONSENT:
            self.ask_consent()
            return
        self.candidates[row.candidate.proposal.account_id] = row.candidate.other()
        self._show()

    def ask_consent(self) -> None:
        """What covers the chosen household."""
        row = self._chosen()
        if row is not None:
            consent_dialog(self.ctx, row.candidate, partial(self._consented, row.candidate.proposal.account_id))

    def _consented(self, account_id: int, words: str) -> None:
        self.candidates[account_id] = replace(self.candidates[account_id], consent=words, chosen=True)
        self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- saving ---------------------------------------------------------------------------------

    def submit(self) -> None:
        """Make the list."""
        self._unsay()
        if not self.save.isEnabled() or not self.form.check():
            return
        values, rows = self.form.values(), self._rows()
        on_list = [key for key, row in rows.items() if row.place in ON_LIST]
        consents = {key: rows[key].candidate.consent for key in on_list if self.outsiders}
        on, attending = cast("date", values["on"]), str(values["attending"] or "")
        given = MeetingInput(on, on_list, outsiders=self.outsiders, consents=consents, attending=attending)
        self.save.setEnabled(False)
        self.ctx.write(
            partial(arrears_meetings.open_meeting, self.ctx.desk, given),
            owner=self,
            name=msg("ui.mote.lagrer"),
            done=self.finish,
            failed=self._refused,
        )

    def _refused(self, error: RefusedError) -> None:
        self.save.setEnabled(True)
        for alert in fault_alerts(error):
            self._said.append(alert)
            self.body.insertWidget(0, alert)

    def _unsay(self) -> None:
        for alert in self._said:
            alert.hide()
            alert.deleteLater()
        self._said.clear()


def new_meeting_dialog(ctx: Context, made: Callable[[int], object]) -> NewMeetingDialog:
    """Open it over the window; `made` gets the new meeting."""
    dialog = NewMeetingDialog(ctx)
    dialog.finished.connect(lambda found: made(found) if isinstance(found, int) else None)
    dialog.form.set_values({"on": ctx.desk.today, "outsiders": False}, clean=True)
    dialog.open()
    dialog.form.focus_first()
    dialog.read()
    return dialog
