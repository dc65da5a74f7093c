"""Handing debts over to a collection agency: which can be, the file with nothing but claims and debtors, and the word.

Nothing is handed over before somebody says so (P27).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...casework.arrears_card import EventLine
from ...casework.arrears_letters import LetterPlan, letter_plan
from ...casework.arrears_list import ArrearsQuery, arrears_ids
from ...casework.collection import CollectionFile, mark_handed_over, take_back_collection, write_collection
from ...casework.core.desk import Desk
from ...rules.arrears.words import ArrearsEventKind
from ...rules.messages import msg
from ...texts import enum_text, formats, text
from ..parts import printing
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .batch_frame import ManyDialog, View, left_in
from .batch_lines import HANDED, HELD, going

_GO, _HELD = "gar", "holdt"
_KIND = ArrearsEventKind.COLLECTION
_VIEWS = (
    View(_GO, HANDED, "ui.inkasso.fane_gar", "ui.inkasso.vis_gar", "ui.inkasso.ingen_gar", "ui.inkasso.hjelp_gar"),
    View(
        _HELD,
        HELD,
        "ui.utsendelse.fane_holdt",
        "ui.inkasso.vis_holdt",
        "ui.inkasso.ingen_holdt",
        "ui.utsendelse.hjelp_holdt",
        may_take=False,
    ),
)


def _read(desk: Desk) -> LetterPlan:
    return letter_plan(desk, arrears_ids(desk, ArrearsQuery()), _KIND)


class CollectionDialog(ManyDialog):
    """First the file, then the word that the agency has it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "ui.inkasso.tittel", "ui.inkasso.om", _VIEWS)
        self.plan: LetterPlan | None = None
        self.written: CollectionFile | None = None
        self.hand_over = secondary(text("ui.inkasso.meld"), "send")
        self.make = primary(text("ui.inkasso.lag_fil"), "download")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.make.clicked.connect(self.ask_where)
        self.hand_over.clicked.connect(self.mark)
        for button in (close, self.hand_over, self.make):
            self.add_right(button)
        concerns = ("arrears_event", "ledger_entry", "payment_file", "account_hold")
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *concerns, lost=self.reload)

    def reload(self) -> None:
        """Read anew what can be handed over."""
        asked = partial(_read, self.ctx.desk)
        self.ctx.jobs.read(asked, owner=self, topic="plan", done=self._arrived, failed=self.refused)

    def _arrived(self, plan: LetterPlan) -> None:
        self.plan = plan
        self.redraw()

    def redraw(self) -> None:
        """Show anew what was read."""
        if self.plan is None:
            return
        ready = going(self.plan.ready, self.out[_GO])
        held = {line.account_id: line for line in self.plan.held}
        self.show_rows({_GO: ready, _HELD: held}, sum(row.line.sum_ore for row in ready.values() if not row.out))

    @property
    def _going(self) -> list[int]:
        return left_in([line.account_id for line in self.plan.ready], self.out[_GO]) if self.plan else []

    def enable(self) -> None:
        """The file of those that go; the word once there is a file."""
        count = len(self._going)
        self.make.setVisible(self.views.current == _GO)
        self.make.setEnabled(bool(count))
        self.make.set_label(text("ui.inkasso.lag_fil_antall", antall=count))
        self.hand_over.setVisible(self.written is not None)

    def opened(self, key: str, row_id: int) -> None:
        """The case."""
        self.open_case(row_id)

    def toggle(self, key: str) -> None:
        """The file that was written says something else then."""
        self.written = None
        super().toggle(key)

    # -- the file -------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask where the file is to be saved."""
        name = text("ui.inkasso.filnavn", dato=self.ctx.desk.today)
        printing.ask_where(self, f"{name}.csv", self.write, suffix="csv")

    def write(self, path: Path) -> None:
        """Write the file."""
        asked = partial(write_collection, self.ctx.desk, self._going, path)
        self.ctx.jobs.read(asked, owner=self, topic="fil", done=self._written, failed=self.refused)

    def _written(self, file: CollectionFile) -> None:
        self.written = file
        told = text(
            "ui.inkasso.er_laget",
            fil=file.path.name,
            krav=file.claims,
            antall=len(file.account_ids),
            sum=file.sum_ore,
        )
        self.say(Alert(AlertKind.DONE, told, text("ui.inkasso.ikke_overlevert")))
        self.enable()
        self.hand_over.setFocus()

    def mark(self) -> None:
        """Say that the agency has got the debts of the file."""
        file = self.written
        if file is None:
            return

        def act(values: Values, _reasons: Reasons) -> Act:
            return partial(mark_handed_over, self.ctx.desk, file.account_ids, values["on"])

        spec = form(FieldSpec("on", "ui.inkasso.meld_dag", FieldKind.DATE, required=True))
        said = text("ui.inkasso.meldt")
        words = Words(text("ui.inkasso.meld"), file.path.name, text("ui.inkasso.meld"), msg("ui.inkasso.lager"), said)
        dialog = FormDialog(self.ctx, words, spec, act, undo=False)
        dialog.finished.connect(lambda made: self._handed_over() if made else None)
        dialog.begin({"on": self.ctx.desk.today})

    def _handed_over(self) -> None:
        self.written = None
        self.say()
        self.reload()


def collection_dialog(ctx: Context) -> CollectionDialog:
    """Open the handing over to collection."""
    dialog = CollectionDialog(ctx)
    dialog.open(dialog.tables[_GO])
    dialog.reload()
    return dialog


def take_back_dialog(ctx: Context, event: EventLine) -> FormDialog:
    """The agency has given the debt back, or never got it."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(take_back_collection, ctx.desk, event.id, event.version, values["why"])

    line = f"{enum_text(event.kind)} {formats.day(event.on_date)}"
    title, said = text("ui.inkasso.trekk"), text("ui.inkasso.trukket")
    return FormDialog(
        ctx, Words(title, line, title, msg("ui.inkasso.lager"), said), form(why()), act, undo=False
    ).begin()
