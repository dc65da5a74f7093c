"""What can be done with the application on the screen: every card, the bar and "Mer" ask here, and a dialog opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from ...casework.application_card import ApplicationCard
from ...casework.application_letters import print_confirmation
from ...casework.tasks import TaskRow, finish_task
from ...rules.application_words import Stage
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import text
from ..people.task_card import task_title
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from . import acute_forms, forms, household_forms, need_form, paper_forms, requirements_form


@dataclass(frozen=True)
class ApplicationActs:
    """The acts on one application. `owner` is the view that starts them; without a right nothing is offered."""

    ctx: Context
    owner: QObject
    card: ApplicationCard

    def may(self, right: Right) -> bool:
        """Whether the desk has a right."""
        return self.ctx.may(right)

    @property
    def may_write(self) -> bool:
        """Whether the application may be changed."""
        return self.may(Right.APPLICATION_WRITE) and self.card.open

    def finish(self, row: TaskRow) -> None:
        """A task is done; Angre opens it again."""
        self.ctx.write(
            partial(finish_task, self.ctx.desk, row.id, row.version),
            owner=self.owner,
            name=msg("ui.oppgave.lagrer"),
            said=text("ui.oppgave.er_gjort", tittel=task_title(row)),
            undo=True,
        )

    def print_confirmation(self) -> None:
        """The written confirmation, to the printer; unchanged it is the same bytes as before."""
        self.ctx.write(
            partial(print_confirmation, self.ctx.desk, self.card.id),
            owner=self.owner,
            name=msg("ui.soknader.lager_brev"),
            done=partial(paper_forms.to_printer, self.ctx),
        )

    def ask_for_papers(self) -> None:
        """Ask for papers by a day."""
        paper_forms.ask_dialog(self.ctx, self.card)

    def preliminary_answer(self) -> None:
        """Foreløpig svar."""
        paper_forms.preliminary_dialog(self.ctx, self.card)


def common_acts(do: ApplicationActs) -> Iterator[BarAct]:
    """What every tab offers after its own acts."""
    ctx, card = do.ctx, do.card
    if do.may_write:
        if card.answer_due is not None:
            yield BarAct(text("ui.soknader.forelopig"), do.preliminary_answer, "clock")
        yield BarAct(text("ui.soknader.be_om_vedlegg"), do.ask_for_papers, "mail")
    if do.may(Right.DOCUMENT_WRITE):
        yield BarAct(text("ui.felles.skriv_ut"), do.print_confirmation, "printer", right=True)
    if do.may_write:
        yield from _more(do)
    elif do.may(Right.APPLICATION_WRITE) and not card.taken_out:
        yield BarAct(text("ui.soknader.apne_igjen"), partial(forms.reopen_dialog, ctx, card), "undo-2", more=True)


def _more(do: ApplicationActs) -> Iterator[BarAct]:
    ctx, card = do.ctx, do.card
    offered = (
        ("ui.soknader.endre", forms.change_dialog, "pencil"),
        ("ui.soknader.endre_husstand", household_forms.members_dialog, "users"),
        ("ui.soknader.endre_behov", need_form.need_dialog, "house"),
        ("ui.akutt.spor", acute_forms.acute_dialog, "triangle-alert"),
        ("ui.krav.tittel", requirements_form.requirements_dialog, "clipboard-list"),
        ("ui.soknader.bistand_tittel", forms.assistance_dialog, "hand-coins"),
        ("ui.soknader.gi_til", forms.hand_over_dialog, "user"),
        ("ui.soknader.avslutt", forms.close_dialog, "x"),
    )
    for code, dialog, icon in offered:
        yield BarAct(text(code), partial(dialog, ctx, card), icon, more=True)
    if card.stage is Stage.NEW:
        yield BarAct(text("ui.soknader.ta_bort"), partial(forms.take_out_dialog, ctx, card), "trash-2", more=True)
