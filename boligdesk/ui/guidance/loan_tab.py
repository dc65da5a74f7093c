"""The tab Startlån: the case, its figures, questions, papers, texts, finansieringsbevis and purchase.

Without a name, or without a case, the figures can be tried and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.guidance_subject import Subject
from ...casework.loan_cases import LoanCard, loans_of
from ...casework.loan_figures import LoanBasis, loan_basis
from ...casework.loan_letters import print_loan_preparation
from ...casework.loan_papers import LoanPaperRow, ask_for_loan_papers, loan_papers
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...rules.startlan.kept import load_figures
from ...texts import text
from ..parts.recordpage import Place, Placed
from ..people.rows import LinesCard
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from . import loan_forms as forms
from .loan_cards import CaseActs, case_facts, first_words, paper_lines, proof_lines, purchase_lines, text_facts
from .loan_results import LoanResults
from .tabs import GuidanceTab

if TYPE_CHECKING:
    from ...casework.core.desk import Desk
    from ...casework.core.printing import PrintedDocument


@dataclass(frozen=True)
class LoanView:
    """What the tab shows: what figures are tried with, the cases, and the papers of the one shown."""

    basis: LoanBasis
    cases: tuple[LoanCard, ...] = ()
    case: LoanCard | None = None
    papers: tuple[LoanPaperRow, ...] = ()


def read_view(desk: Desk, person_id: int, *, named: bool, wanted: int | None = None) -> LoanView:
    """Read all of it; `wanted` is the case that was chosen, else the first that runs."""
    basis = loan_basis(desk, person_id)
    cases = loans_of(desk, person_id) if named else ()
    running = [card for card in cases if card.closed_on is None]
    case = next((card for card in cases if card.id == wanted), next(iter([*running, *cases]), None))
    return LoanView(basis, cases, case, loan_papers(desk, case.id) if case is not None else ())


class LoanTab(GuidanceTab):
    """The running case, or the one that was chosen."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.view: LoanView | None = None
        self._subject: Subject | None = None
        self._wanted: int | None = None
        self.results = LoanResults()
        self._case, self._texts = LinesCard(text("ui.startlan.sak")), LinesCard(text("ui.startlan.tekster"))
        self._proofs, self._purchase = LinesCard(text("ui.startlan.bevis")), LinesCard(text("ui.startlan.kjopet"))
        self._papers = LinesCard(text("ui.startlan.papirer"))

    def cards(self) -> Sequence[Placed]:
        main, aside = (self._case, self.results, self._texts), (self._proofs, self._purchase, self._papers)
        return Placed(_column(*main)), Placed(_column(*aside), Place.ASIDE)

    def show_card(self, card: Subject) -> None:
        if self._subject is None or self._subject.person_id != card.person_id:
            self._wanted = None
        self._subject = card
        read = partial(read_view, self.ctx.desk, card.person_id, named=not card.anonymous, wanted=self._wanted)
        self.ctx.jobs.read(read, owner=self, topic="startlan", done=self._arrived, failed=self._refused)

    def clear(self) -> None:
        self.view, self._subject, self._wanted = None, None, None
        for part in (self._case, self._texts, self._proofs, self._purchase, self._papers):
            part.put(QWidget())
        self.results.show_words("")

    def choose(self, case_id: int) -> None:
        """Show another of the person's cases."""
        self._wanted = case_id
        if self._subject is not None:
            self.show_card(self._subject)

    # -- what is shown --------------------------------------------------------------------------

    def _arrived(self, view: LoanView) -> None:
        if self._subject is None:
            return
        self.view, case = view, view.case
        on = CaseActs(self.ctx, case, may=self._may_write(case), choose=self.choose)
        for part in (self._texts, self._proofs, self._purchase, self._papers):
            part.setVisible(case is not None)
        if case is None:
            self._case.put(first_words(anonymous=self._subject.anonymous))
        else:
            self._case.put(case_facts(on, view.cases))
            self._texts.put(text_facts(case))
            self._proofs.put(proof_lines(on))
            self._purchase.put(purchase_lines(on))
            self._papers.put(paper_lines(on, view.papers))
        self._show_figures(case)
        self.acts_changed.emit()

    def _show_figures(self, case: LoanCard | None) -> None:
        """The figures as they were kept; they are never reckoned anew here (E4)."""
        kept = case.explanation if case is not None else None
        if not kept or "figures" not in kept:
            self.results.show_words(text("ui.startlan.ingen_tall"))
            return
        try:
            self.results.show_figures(load_figures(kept))
        except RefusedError:
            self.results.show_words(text("ui.startlan.nyere_tall"))

    def _refused(self, _error: RefusedError) -> None:
        self.clear()

    def _may_write(self, case: LoanCard | None) -> bool:
        return case is not None and case.closed_on is None and self.ctx.may(Right.GUIDANCE_WRITE)

    # -- what can be done -----------------------------------------------------------------------

    def acts(self, card: Subject) -> Iterable[BarAct]:
        view = self.view
        if view is None:
            return
        case, writes = view.case, self.ctx.may(Right.GUIDANCE_WRITE)
        if case is not None and self._may_write(case):
            yield from self._case_acts(card, view, case)
        else:
            new = BarAct(text("ui.startlan.ny"), partial(forms.new_case_dialog, self.ctx, card), "file-plus")
            offered = writes and not card.anonymous
            if offered:
                yield replace(new, primary=True)
            yield self._try(primary=not offered)
        if case is not None and case.explanation and self.ctx.may(Right.DOCUMENT_WRITE):
            yield BarAct(text("ui.startlan.skriv_ut"), self._print, "printer", right=True)

    def _try(self, *, primary: bool) -> BarAct:
        return BarAct(text("ui.startlan.prov"), partial(self._calculate, None), "calculator", primary=primary)

    def _case_acts(self, card: Subject, view: LoanView, case: LoanCard) -> Iterable[BarAct]:
        ctx, ask = self.ctx, text("ui.startlan.sporsmal_knapp")
        yield BarAct(text("ui.startlan.regn"), partial(self._calculate, case), "calculator", primary=True)
        yield BarAct(ask, partial(self._questions, case), "list-checks")
        yield BarAct(text("ui.startlan.tekster"), partial(forms.texts_dialog, ctx, case), "pencil")
        more: tuple[tuple[str, Callable[[], object], str], ...] = (
            ("ui.startlan.flytt", partial(forms.stage_dialog, ctx, case), "arrow-right"),
            ("ui.startlan.nytt_bevis", partial(forms.new_proof_dialog, ctx, case, view.basis), "file-plus"),
            ("ui.startlan.be_om_alle", partial(self._ask_all, case), "mail"),
            ("ui.startlan.be_om_mer", partial(forms.more_paper_dialog, ctx, case, view.papers), "plus"),
            ("ui.startlan.dobbel", partial(forms.double_rent_dialog, ctx, card, case, self._show_document), "send"),
            ("ui.startlan.ny", partial(forms.new_case_dialog, ctx, card), "file-plus"),
        )
        for code, act, icon in more:
            yield BarAct(text(code), act, icon, more=True)

    def _calculate(self, case: LoanCard | None) -> None:
        from .loan_calculator import calculator_dialog

        if self.view is not None:
            budget = self.state.figures.budget
            basis = self.view.basis if budget is None else replace(self.view.basis, budget=budget)
            calculator_dialog(self.ctx, basis, case)

    def _questions(self, case: LoanCard) -> None:
        from .loan_questions import questions_dialog

        questions_dialog(self.ctx, case)

    def _ask_all(self, case: LoanCard) -> None:
        act = partial(ask_for_loan_papers, self.ctx.desk, case.id)
        name, said = msg("ui.startlan.lagrer"), text("ui.startlan.bedt_om_na")
        self.ctx.write(act, owner=self, name=name, said=said, undo=True)

    def _print(self) -> None:
        if self.view is not None and self.view.case is not None:

            def show(paper: PrintedDocument) -> None:
                self._show_document(paper.document_id)

            act = partial(print_loan_preparation, self.ctx.desk, self.view.case.id)
            self.ctx.write(act, owner=self, name=msg("ui.restanser.lager_utskrift"), done=show)

    def _show_document(self, document_id: int) -> None:
        from ..record_tabs.document_view import show_document  # brings the printer with it

        show_document(self.ctx, document_id)


def _column(*cards: QWidget) -> QWidget:
    """Cards one under the other, whatever stands beside them."""
    home = QWidget()
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.CARD_GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return home
