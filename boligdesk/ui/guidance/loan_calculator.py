"""The calculator of a startlån: what is typed left, what comes of it right, at every letter.

For a case the figures can be kept; for somebody without a name, or a person without a case, nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...casework.loan_cases import LoanCard
from ...casework.loan_figures import LoanBasis, keep_loan_figures
from ...rules.guidance.words import LoanPurpose
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...rules.startlan.kept import load_given
from ...rules.startlan.preparation import LoanGiven, prepare
from ...texts import fault_text, text
from ..parts.alerts import AlertKind
from ..parts.form import FormView
from ..shell.context import Context
from .loan_fields import calculator_form, first_given, given_of, values_of
from .loan_frame import TwoHalves
from .loan_results import LoanResults

_RESULT_W = 560


class LoanCalculator(TwoHalves):
    """`card` None: the figures are tried and gone when the dialog is left."""

    def __init__(self, ctx: Context, basis: LoanBasis, card: LoanCard | None) -> None:
        self.basis, self.card, self._budget = basis, card, basis.budget
        self.form = FormView(calculator_form(basis, fixed_purpose=card is not None), today=basis.on)
        self.results = LoanResults(self._rates if ctx.may(Right.RATE_WRITE) else None)
        line = card.name if card is not None else text("ui.startlan.lagres_ikke")
        super().__init__(ctx, (text("ui.startlan.regn"), line), self.form, self.results, _RESULT_W)
        self.add_foot("ui.startlan.ta_vare", "ui.felles.lukk")
        self.save.setVisible(card is not None and ctx.may(Right.GUIDANCE_WRITE))
        self.form.set_values(self._start(), clean=True)
        self.form.edited.connect(lambda _key: self.reckon())
        self.reckon()

    def _start(self) -> Mapping[str, object]:
        """As the figures were kept, else what the records say; a newer budget stands in place of an older one."""
        card = self.card
        if card is None or not card.given:
            return values_of(first_given(self.basis, card.purpose if card else LoanPurpose.BUY))
        given = load_given(card.given)
        self._budget = self.basis.budget or given.budget
        return values_of(given)

    @property
    def given(self) -> LoanGiven | None:
        """What the form says now."""
        return given_of(self.form.values(), self._budget)

    def reckon(self) -> None:
        """Show what comes of what is typed."""
        given = self.given
        if given is None:
            self.results.show_words(text("ui.startlan.velg_formal"))
        elif not given.people and given.budget is None:
            self.results.show_words(text("ui.startlan.hvem_mangler"))
        else:
            self._show(given)

    def _show(self, given: LoanGiven) -> None:
        try:
            self.results.show_figures(prepare(given, self.basis.at))
        except RefusedError as error:
            self.results.show_words(fault_text(error.fault).whole, AlertKind.HARD)

    def submit(self) -> None:
        """Keep the figures with the case."""
        given, card = self.given, self.card
        if card is None or given is None or not self.save.isEnabled():
            return
        if self.form.check() and self.results.found is not None:
            act = partial(keep_loan_figures, self.ctx.desk, card.id, card.version, given)
            self.carry_out(act, "ui.startlan.tatt_vare")

    def _rates(self) -> None:
        """Where rates are typed in; the calculator is left, for the figures are others afterwards."""
        from ..settings.dialog import open_settings

        self.finish(None)
        open_settings(self.ctx, self.ctx.settings, "satser")


def calculator_dialog(ctx: Context, basis: LoanBasis, card: LoanCard | None) -> LoanCalculator:
    """Open the calculator over the window."""
    dialog = LoanCalculator(ctx, basis, card)
    dialog.open()
    dialog.form.focus_first()
    return dialog
