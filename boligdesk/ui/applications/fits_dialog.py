"""Hvem passer: the waiting list as one home sees it, those it suits first."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.matching import HouseholdMatch, HouseholdsFor, households_for
from ...rules.matching.words import Fit
from ...rules.rights import Right
from ...texts import render, text
from ..parts.buttons import ghost, link, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..shell.context import Context
from ..style import tokens
from .match_card import MatchCard, details_link, home_facts
from .offer_forms import offer_dialog

#: Cards of households that do not fit are made only when they are asked for.
_FIRST = (Fit.YES, Fit.ALMOST)
_CONCERNS = ("offer", "waiting_place", "dwelling", "dwelling_state", "application", "application_need", "tenancy")


def fits_dialog(ctx: Context, unit_id: int) -> None:
    """Open the households for a home over the window."""
    ask = partial(households_for, ctx.desk, unit_id)
    ctx.jobs.read(ask, owner=ctx.parent, topic="hvem_passer", done=lambda found: FitsDialog(ctx, found).open())


class FitsDialog(DialogFrame):
    """A card per household in the order of the waiting list; an offer begins here."""

    def __init__(self, ctx: Context, found: HouseholdsFor) -> None:
        line = " · ".join(part for part in (found.home.address, home_facts(found.home)) if part)
        super().__init__(ctx.parent, text("ui.match.hvem_passer"), line, width=720, height=tokens.DIALOG_MAX_H)
        self.ctx, self._unit_id = ctx, found.home.unit_id
        self._all = False
        self._content: QWidget = QWidget()
        self.body.addWidget(self._content)
        self.body.addStretch(1)
        self.rest = ghost(text("ui.match.vis_alle"))
        self.rest.clicked.connect(self._show_all)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_left(self.rest)
        self.add_right(close)
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)
        self._show(found)

    def reload(self) -> None:
        """Hold the list against the home anew."""
        ask = partial(households_for, self.ctx.desk, self._unit_id)
        self.ctx.jobs.read(ask, owner=self, topic="hvem_passer", done=self._show)

    def _show_all(self) -> None:
        self._all = True
        self.reload()

    def _show(self, found: HouseholdsFor) -> None:
        shown = [one for one in found.households if self._all or one.fit in _FIRST]
        self.rest.setVisible(len(shown) < len(found.households))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        if not shown:
            column.addWidget(Label(text("ui.match.ingen_passer"), colour="text2", wrap=True))
        for one in shown:
            column.addWidget(self._card(found, one))
        old, self._content = self._content, holder
        self.body.replaceWidget(old, holder)
        old.hide()
        old.deleteLater()

    def _card(self, found: HouseholdsFor, one: HouseholdMatch) -> MatchCard:
        row = one.row
        facts = " · ".join([*map(render, row.why), row.number])
        acts: list[QWidget] = []
        free = found.home.offered is None and row.offer is None
        if one.fit is not Fit.NO and free and self.ctx.may(Right.APPLICATION_WRITE):
            offer = secondary(text("ui.tilbud.gi"), "bookmark", small=True)
            offer.setAccessibleName(text("ui.tilbud.gi_til", hva=row.applicant))
            offer.clicked.connect(partial(offer_dialog, self.ctx, row.application_id, row.applicant, one))
            acts.append(offer)
        acts.append(details_link(self.ctx, row.applicant, facts, one.match, one.seeker.applicant_id))
        case = link(text("ui.match.apne_soknad"))
        case.setAccessibleName(text("ui.match.apne_soknad_for", hva=row.applicant))
        case.clicked.connect(partial(self._open, row.application_id))
        return MatchCard(row.applicant, facts, one.match, [*acts, case])

    def _open(self, application_id: int) -> None:
        self.finish(None)
        self.ctx.window.open_record("application", application_id)
