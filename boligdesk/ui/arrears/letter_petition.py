"""Before a begjæring goes to namsmannen: every point with what the records say, the checklist on paper, the record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework.arrears_card import ArrearsCard, arrears_card
from ...casework.arrears_events import petition_points
from ...casework.arrears_papers import print_petition_checklist
from ...casework.core.petition_checks import CheckPoint
from ...casework.core.printing import PrintedDocument
from ...rules.arrears.words import ArrearsEventKind
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, render, text
from ..parts.alerts import IconMark
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..people.rows import Lines
from ..shell.context import Context
from ..shell.messages import show_fault
from ..style import tokens
from .event_forms import event_dialog
from .letter_forms import decision_dialog, to_consider

_MARK_W, _FOUND_W = 24, 140
_FOUND = {
    True: ("check", "ok", "ui.brev.punkt_ja"),
    False: ("triangle-alert", "warn", "ui.brev.punkt_nei"),
    None: ("circle-help", "warn", "ui.brev.punkt_ukjent"),
}


class PetitionDialog(DialogFrame):
    """The points of a begjæring. Nothing is recorded before somebody says that it was sent."""

    def __init__(self, ctx: Context, card: ArrearsCard, kind: ArrearsEventKind) -> None:
        title = text("ui.brev.begjaering_tittel")
        super().__init__(ctx.parent, title, ", ".join(card.home.tenants), width=900, height=700)
        self.ctx, self.card, self.kind = ctx, card, kind
        self._shown: QWidget = QWidget()
        self.body.addWidget(Label(text("ui.brev.begjaering_om"), colour="text2", wrap=True))
        self.body.addWidget(self._shown)
        self.body.addStretch(1)
        self.paper = secondary(text("ui.brev.skriv_sjekkliste"), "printer")
        self.consider = secondary(text("ui.brev.skriv_vurdering"), "scale")
        self.record = primary(text("ui.brev.registrer_begjaering"), "gavel")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.paper.clicked.connect(self.print_points)
        self.consider.clicked.connect(self._consider)
        self.record.clicked.connect(self.submit)
        self.add_left(self.paper)
        self.add_left(self.consider)
        self.add_right(close)
        self.add_right(self.record)
        self.record.setVisible(ctx.may(Right.EVICTION_DECIDE))
        self._enable()
        ctx.hub.listen(
            self, lambda _changes, _who: self.reload(), "considered_point", "arrears_event", lost=self.reload
        )

    @property
    def _for_term(self) -> bool:
        return self.kind is ArrearsEventKind.TERM_PETITION_FILED

    def reload(self) -> None:
        """Read the points anew."""

        def read() -> tuple[ArrearsCard, tuple[CheckPoint, ...]]:
            desk, account = self.ctx.desk, self.card.account_id
            return arrears_card(desk, account), petition_points(desk, account, for_term=self._for_term)

        self.ctx.jobs.read(read, owner=self, topic="punkter", done=self._arrived)

    def _arrived(self, known: tuple[ArrearsCard, Sequence[CheckPoint]]) -> None:
        self.card, points = known
        lines = Lines(_MARK_W, _FOUND_W)
        for point in points:
            icon, colour, word = _FOUND[point.ok]
            mark, found = IconMark(icon, colour), Label(text(word), colour="text2")
            for side in (mark, found):  # they stand on the first line of the words between them
                side.setFixedHeight(tokens.FIELD_ROW_H)
            lines.add(mark, Label(render(point.what), wrap=True), found)
        old, self._shown = self._shown, lines
        self.body.replaceWidget(old, lines)
        old.hide()
        old.deleteLater()
        self._enable()

    def _enable(self) -> None:
        self.consider.setVisible(self.ctx.may(Right.ARREARS_WRITE) and bool(to_consider(self.ctx, self.card)))

    def _consider(self) -> None:
        decision_dialog(self.ctx, self.card, enum_text(self.kind).lower(), self.reload)

    def print_points(self) -> None:
        """The checklist on paper; it records nothing."""

        def show(paper: PrintedDocument) -> None:
            from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

            PrintSeries(self.ctx.parent, [Sheet(paper)])

        def refused(error: RefusedError) -> None:
            show_fault(self.ctx.parent, error)

        act = partial(print_petition_checklist, self.ctx.desk, self.card.account_id, for_term=self._for_term)
        name = msg("ui.brev.lager_sjekkliste")
        self.ctx.write(act, owner=self, name=name, done=show, failed=refused)

    def submit(self) -> None:
        """Record that it was sent, and what the rules say against it."""
        dialog = event_dialog(self.ctx, self.card, self.kind)
        dialog.finished.connect(lambda made: self.finish(True) if made else None)


def petition_dialog(ctx: Context, card: ArrearsCard, kind: ArrearsEventKind) -> PetitionDialog:
    """Go through the points of a begjæring over unpaid rent, or at the end of a term."""
    dialog = PetitionDialog(ctx, card, kind)
    dialog.open(dialog.paper)
    dialog.reload()
    return dialog
