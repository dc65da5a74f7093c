"""Letters to many at once (E15): who gets one and who is held and why, made as a run that can be stopped and goes on.

A letter is never sent until somebody says so: those that were made lie in a view of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox

from ...casework.arrears_letters import LetterPlan, Marked, UnsentLetter, letter_plan, mark_letters_sent, unsent_letters
from ...casework.arrears_list import arrears_ids
from ...casework.batches import LETTER_RUNS, BatchLine, carry_on, start_batch
from ...casework.core.changes import Changes, Done
from ...casework.core.desk import Desk
from ...casework.letter_runs import leave_rest, unfinished_letter_runs
from ...rules.arrears.words import ArrearsEventKind
from ...rules.messages import msg
from ...rules.rights import Right
from ...rules.vocabulary import RunState, SendingWay
from ...texts import enum_text, text
from ..jobs import Progress
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.filterbar import Query
from ..shell.context import Context
from ..style import type
from .batch_frame import ManyDialog, View, left_in
from .batch_lines import GOING, HELD, UNSENT, going, unsent
from .letter_dialog import letter_dialog
from .letter_forms import print_letters, sent_dialog, tell_refused
from .listing import ALL, EVERYBODY, store_query

#: Letters that go to many; a step against the home is decided one by one (P21), and NAV is told of one home at a time.
BATCH_KINDS = (
    ArrearsEventKind.REMINDER,
    ArrearsEventKind.FEE_LETTER,
    ArrearsEventKind.OWN_DEMAND,
    ArrearsEventKind.GUARANTEE_CLAIM,
)
_GO, _HELD, _UNSENT = "gar", "holdt", "usendt"
_VIEWS = (
    View(
        _GO,
        GOING,
        "ui.utsendelse.fane_gar",
        "ui.utsendelse.vis_gar",
        "ui.utsendelse.ingen_gar",
        "ui.utsendelse.hjelp_gar",
    ),
    View(
        _HELD,
        HELD,
        "ui.utsendelse.fane_holdt",
        "ui.utsendelse.vis_holdt",
        "ui.utsendelse.ingen_holdt",
        "ui.utsendelse.hjelp_holdt",
        may_take=False,
    ),
    View(
        _UNSENT,
        UNSENT,
        "ui.utsendelse.fane_usendt",
        "ui.utsendelse.vis_usendt",
        "ui.utsendelse.ingen_usendt",
        "ui.utsendelse.hjelp_usendt",
    ),
)
_EVERYBODY = Query()
_CONCERNS = ("arrears_event", "ledger_entry", "payment_file", "account_hold", "sending", "run")


@dataclass(frozen=True)
class Known:
    """What the dialog stands on: the plan of a letter, what lies here unsent, and runs that were stopped."""

    plan: LetterPlan
    unsent: tuple[UnsentLetter, ...]
    stopped: tuple[BatchLine, ...]


def read_batch(desk: Desk, kind: ArrearsEventKind, asked: Query) -> Known:
    """For every account in arrears that the list's question finds."""
    plan = letter_plan(desk, arrears_ids(desk, store_query(desk, asked)), kind)
    return Known(plan, unsent_letters(desk), unfinished_letter_runs(desk))


class BatchDialog(ManyDialog):
    """One kind of letter at a time."""

    def __init__(self, ctx: Context, listed: Query) -> None:
        super().__init__(ctx, "ui.utsendelse.tittel", "ui.utsendelse.om", _VIEWS)
        self._listed = listed
        self.known: Known | None = None
        self._running = False
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(text("ui.utsendelse.slag"))
        self.kinds.setFont(type.font("body"))
        self.kinds.setMinimumWidth(230)
        for kind in BATCH_KINDS:
            self.kinds.addItem(enum_text(kind))
        self.top.insertWidget(0, self.kinds)
        self.as_listed = QCheckBox(text("ui.utsendelse.som_listen"))
        self.as_listed.setFont(type.font("body"))
        self.as_listed.setChecked(_narrowed(listed))
        self.top.insertWidget(2, self.as_listed)
        self.as_listed.setVisible(_narrowed(listed))
        self.as_listed.toggled.connect(lambda _on: self._other_kind())
        self._foot_buttons()
        self.kinds.activated.connect(lambda _at: self._other_kind())
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)

    def _foot_buttons(self) -> None:
        self.look = secondary(text("ui.utsendelse.forhandsvis"), "eye")
        self.print = secondary(text("ui.utsendelse.skriv_ut"), "printer")
        self.send = secondary(text("ui.brev.meld_sendt"), "send")
        self.make = primary(text("ui.utsendelse.lag"), "file-plus")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.look.clicked.connect(self._look)
        self.print.clicked.connect(self._print)
        self.send.clicked.connect(self.mark_sent)
        self.make.clicked.connect(self.submit)
        for button in (self.look, self.print):
            self.add_left(button)
        for button in (close, self.send, self.make):
            self.add_right(button)

    @property
    def kind(self) -> ArrearsEventKind:
        """The letter that is chosen."""
        return BATCH_KINDS[self.kinds.currentIndex()]

    # -- what is shown --------------------------------------------------------------------------

    def _other_kind(self) -> None:
        self.out[_GO].clear()
        self.say()
        self.reload()

    def reload(self) -> None:
        """Read anew who gets the letter."""
        if not self._running:
            listed = self._listed if self.as_listed.isChecked() else _EVERYBODY
            asked = partial(read_batch, self.ctx.desk, self.kind, listed)
            self.ctx.jobs.read(asked, owner=self, topic="plan", done=self._arrived, failed=self.refused)

    def _arrived(self, known: Known) -> None:
        first, self.known = self.known is None, known
        if known.stopped and not self.told:
            self._tell_stopped(known.stopped[0])
        if first and not known.plan.ready and known.unsent:
            self.views.choose(_UNSENT)
        self.redraw()

    def redraw(self) -> None:
        """Show anew what was read."""
        if self.known is None:
            return
        plan, today = self.known.plan, self.ctx.desk.today
        ready = going(plan.ready, self.out[_GO])
        held = {line.account_id: line for line in plan.held}
        lying = unsent(self.known.unsent, self.out[_UNSENT], today)
        total = sum(row.line.sum_ore for row in ready.values() if not row.out)
        self.show_rows({_GO: ready, _HELD: held, _UNSENT: lying}, total)

    @property
    def _going(self) -> list[int]:
        return left_in([line.account_id for line in self.known.plan.ready], self.out[_GO]) if self.known else []

    @property
    def _lying(self) -> list[UnsentLetter]:
        letters = self.known.unsent if self.known else ()
        return [one for one in letters if one.event_id not in self.out[_UNSENT]]

    def enable(self) -> None:
        """The buttons of the view, while nothing runs."""
        view, free = self.views.current, not self._running
        count, lying = len(self._going), len(self._lying)
        self.look.setVisible(view != _HELD)
        self.look.setEnabled(bool(self.tables[view].paged.ids) and free)
        for button in (self.print, self.send):
            button.setVisible(view == _UNSENT)
            button.setEnabled(bool(lying) and free)
        self.send.set_label(text("ui.utsendelse.meld_antall", antall=lying))
        self.make.setVisible(view == _GO and self.ctx.may(Right.DOCUMENT_WRITE))
        self.make.set_label(text("ui.utsendelse.lag_antall", antall=count))
        self.make.setEnabled(bool(count) and free)

    def opened(self, key: str, row_id: int) -> None:
        """The letter on the screen; of one that is held the case."""
        if key == _HELD:
            self.open_case(row_id)
        elif key == _GO:
            self._show(row_id, self.kind)
        else:
            found = next((one for one in self._all_unsent() if one.event_id == row_id), None)
            if found is not None:
                self._show(found.account_id, found.kind)

    def _all_unsent(self) -> tuple[UnsentLetter, ...]:
        return self.known.unsent if self.known else ()

    def _show(self, account_id: int, kind: ArrearsEventKind) -> None:
        self.with_case(account_id, lambda card: letter_dialog(self.ctx, card, kind))

    def _look(self) -> None:
        if (chosen := self.tables[self.views.current].chosen_id) is not None:
            self.opened(self.views.current, chosen)

    # -- making ---------------------------------------------------------------------------------

    def submit(self) -> None:
        """Make the letters, one after the other; stopped, the run goes on where it was."""
        if not self.make.isEnabled():
            return
        desk, kind, ids = self.ctx.desk, self.kind, self._going

        def begin(progress: Progress) -> int:
            return progress.write(lambda: start_batch(desk, LETTER_RUNS[kind], enum_text(kind), ids)).value

        self._run(begin)

    def _run(self, begin: Callable[[Progress], int]) -> None:
        """Carry a run on to its end, or until somebody stops it."""

        def work(progress: Progress) -> BatchLine:
            return carry_on(self.ctx.desk, begin(progress), progress.tell, lambda: not progress.cancelled)

        self._running = True
        self.say()
        self.enable()
        self.progress.run(self.ctx.jobs, msg("ui.utsendelse.lager"), work, done=self._made, cancelled=self._ended)

    def _ended(self) -> None:
        self._running = False
        self.reload()

    def _made(self, line: BatchLine) -> None:
        made = sum(item.made_id is not None for item in line.items)
        accounts = frozenset(item.case_id for item in line.items)
        self.ctx.hub.announce(Changes({"arrears_event": frozenset(), "rent_account": accounts}), self)
        told = [Alert(AlertKind.DONE, text("ui.utsendelse.ble_laget", antall=made))] if made else []
        if line.refused:
            why = " ".join(dict.fromkeys(item.refusal for item in line.refused))
            told.append(Alert(AlertKind.SOFT, text("ui.utsendelse.ble_holdt", antall=len(line.refused)), why))
        self.say(*told)
        if line.state is not RunState.DONE:
            self.say(*told, self._stopped_alert(line))
        elif made:
            self.views.choose(_UNSENT)
        self._ended()

    # -- a run that was stopped -----------------------------------------------------------------

    def _tell_stopped(self, line: BatchLine) -> None:
        self.say(self._stopped_alert(line))

    def _stopped_alert(self, line: BatchLine) -> Alert:
        title = text("ui.utsendelse.stanset_for", tittel=line.title, ferdig=line.done, antall=line.total)
        alert = Alert(AlertKind.SOFT, title, text("ui.utsendelse.stanset_hva"))
        if self.ctx.may(Right.DOCUMENT_WRITE):
            again = alert.add_button(text("ui.utsendelse.ga_videre"), "refresh-cw")
            again.clicked.connect(lambda: self._run(lambda _progress: line.id))
            leave = alert.add_button(text("ui.utsendelse.la_vaere"))
            leave.clicked.connect(lambda: self._leave_rest(line.id))
        return alert

    def _leave_rest(self, run_id: int) -> None:
        self.say()
        act = partial(leave_rest, self.ctx.desk, run_id)
        name = msg("ui.utsendelse.lagrer")
        self.ctx.write(act, owner=self, name=name, done=lambda _count: self.reload(), failed=self.refused)

    # -- sending --------------------------------------------------------------------------------

    def _print(self) -> None:
        print_letters(self.ctx, [one.document_id for one in self._lying])

    def mark_sent(self) -> None:
        """Say that the letters of the view went; those that cannot be marked are told, the rest are."""
        ids = [one.event_id for one in self._lying]
        about = text("ui.utsendelse.meld_linje", antall=len(ids))
        sent_dialog(self.ctx, about, ids, through=partial(self._mark, ids))

    def _mark(self, ids: list[int], way: SendingWay, on: date) -> None:
        def work(progress: Progress) -> Done[Marked]:
            return mark_letters_sent(self.ctx.desk, ids, way, on, progress.tell)

        self._running = True
        self.enable()
        self.progress.run(self.ctx.jobs, msg("ui.utsendelse.melder"), work, done=self._marked, cancelled=self._ended)

    def _marked(self, done: Done[Marked]) -> None:
        self.ctx.hub.announce(done.changes, self)
        self.say()
        if done.value.count:
            self.say(Alert(AlertKind.DONE, text("ui.brev.er_meldt", antall=done.value.count)))
        self._ended()
        if done.value.refused:
            tell_refused(self.ctx, done.value)


def _narrowed(listed: Query) -> bool:
    """The list leaves somebody out."""
    chosen = listed.choices.get("utvalg")
    return bool(listed.text) or chosen not in (None, EVERYBODY) or listed.segment not in (None, ALL)


def batch_dialog(ctx: Context, listed: Query = _EVERYBODY) -> BatchDialog:
    """Open letters to many over the window; of those alone that a narrowed list shows, until one says otherwise."""
    dialog = BatchDialog(ctx, listed)
    dialog.open(dialog.kinds)
    dialog.reload()
    return dialog
