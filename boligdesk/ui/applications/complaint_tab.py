"""The tab Klage: one complaint at a time, where it stands, and what must be done with it next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ...casework.application_card import ApplicationCard
from ...casework.complaint_letters import print_complaint_received, print_dismissal
from ...casework.complaints import ComplainedOf, ComplaintRow, complaints_of, open_to_complaint
from ...rules.application_words import ComplaintState, Lateness
from ...rules.rights import Right
from ...rules.vocabulary import TaskKind
from ...texts import text
from ..parts.recordpage import Place, Placed
from ..record_tabs.bar_acts import BarAct
from ..record_tabs.document_view import show_document
from ..shell.context import Context
from . import complaint_forms as forms
from .complaint_cards import told
from .complaint_forward import forward_dialog
from .looked_at import LookedAtTab, Told
from .tabs import DECISIONS

_TASKS = (TaskKind.COMPLAINT, TaskKind.FORWARD_COMPLAINT)


class ComplaintsTab(LookedAtTab[ComplaintRow, ComplainedOf]):
    """The complaints of a case; one that is open has one task."""

    topic = "klager"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, text("ui.klage.tittel"), text("ui.klage.innhold"), text("ui.klage.alle"))

    def cards(self) -> Sequence[Placed]:
        return tuple(Placed(card, Place.WIDE) for card in (self.now, self.words, self.all))

    def read(self, application_id: int) -> tuple[tuple[ComplaintRow, ...], tuple[ComplainedOf, ...]]:
        return complaints_of(self.ctx.desk, application_id), open_to_complaint(self.ctx.desk, application_id)

    def told(self, row: ComplaintRow) -> Told:
        return told(row)

    def none(self) -> str:
        return text("ui.klage.ingen") if self.begin_from else text("ui.klage.ingen_vedtak")

    def count(self, card: ApplicationCard) -> int:
        """Complaints that wait for the office: each has one open task."""
        return sum(task.kind in _TASKS for task in card.tasks)

    # -- the bar ----------------------------------------------------------------------------------

    def acts(self, card: ApplicationCard) -> Sequence[BarAct]:
        """What can be done with the complaint shown, the next step first; a new one where a vedtak can be attacked."""
        found = [*self._of_shown()] if self.shown else []
        if self.begin_from and self.ctx.may(Right.APPLICATION_WRITE):
            begin = partial(forms.register_dialog, self.ctx, card, self.begin_from)
            first = not found
            found.append(BarAct(text("ui.klage.registrer"), begin, "file-plus", primary=first, more=not first))
        return tuple(found)

    def _of_shown(self) -> Iterator[BarAct]:
        row = self.shown
        if row is None:
            return
        decides, writes = self.ctx.may(Right.DECISION_WRITE), self.ctx.may(Right.APPLICATION_WRITE)
        if row.state is ComplaintState.RECEIVED:
            yield from self._lying_here(row, decides=decides, writes=writes)
        elif row.state is ComplaintState.FORWARDED and decides:
            yield self._act("ui.klage.registrer_svar", forms.answer_dialog, "mail", primary=True)
        elif row.state is ComplaintState.DISMISSED and decides:
            yield self._letter("ui.klage.brev_avvist", print_dismissal, primary=True)
        elif row.gives_back and self.ctx.may(Right.DECISION_APPROVE):
            yield self._act("ui.klage.gi_plass", forms.give_back_dialog, "undo-2", primary=True)
        if row.document_id is not None:
            yield BarAct(text("ui.klage.vis_oversendelse"), self._forwarding, "file-text")
        if row.open and writes:
            yield self._act("ui.klage.trekk", forms.withdraw_dialog, "x", more=True)

    def _lying_here(self, row: ComplaintRow, *, decides: bool, writes: bool) -> Iterator[BarAct]:
        steps = list(self._next(row)) if decides else []
        if writes and row.lacking:
            mend = self._act("ui.klage.be_om_retting", forms.mend_dialog, "mail", primary=row.mend_by is None)
            steps.insert(0 if row.mend_by is None else len(steps), mend)
        yield from steps
        if writes:
            yield self._act("ui.klage.endre_kort", forms.change_dialog, "pencil")
            yield self._letter("ui.klage.brev_mottatt", print_complaint_received, more=True)

    def _next(self, row: ComplaintRow) -> Iterator[BarAct]:
        """What the office decides now: lateness and form first, then the new assessment, then the forwarding."""
        if row.lateness is Lateness.LATE or row.grounds:
            yield self._act("ui.klage.ta_stilling", forms.late_dialog, "gavel", primary=True)
        if row.lateness is Lateness.LATE:
            return
        if row.answer_id is not None:
            yield BarAct(
                text("ui.klage.til_vedtaket"), partial(self.go_to.emit, DECISIONS), "arrow-right", primary=True
            )
            return
        if row.new_assessment:
            yield self._act("ui.klage.send", forward_dialog, "send", primary=True)
        assess = partial(forms.assess_dialog, self.ctx, row, partial(self.go_to.emit, DECISIONS))
        yield BarAct(text("ui.klage.ny_vurdering"), assess, "scale", primary=not row.new_assessment)

    def _act(
        self,
        code: str,
        act: Callable[[Context, ComplaintRow], object],
        icon: str,
        *,
        primary: bool = False,
        more: bool = False,
    ) -> BarAct:
        return BarAct(text(code), partial(self._with_shown, act), icon, primary=primary, more=more)

    def _with_shown(self, act: Callable[[Context, ComplaintRow], object]) -> None:
        if self.shown is not None:
            act(self.ctx, self.shown)

    def _letter(self, code: str, make: forms.Printing, *, primary: bool = False, more: bool = False) -> BarAct:
        act = partial(self._with_shown, partial(_print, make))
        return BarAct(text(code), act, "file-text", primary=primary, more=more)

    def _forwarding(self) -> None:
        if self.shown is not None and self.shown.document_id is not None:
            show_document(self.ctx, self.shown.document_id)


def _print(make: forms.Printing, ctx: Context, row: ComplaintRow) -> None:
    forms.print_letter(ctx, row, make)
