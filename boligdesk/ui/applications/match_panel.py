"""Boliger som passer: the free homes beside one application, at the right of the record or as a part of its tab."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...casework.application_card import ApplicationCard
from ...casework.matching import HomeMatch, HomesFor, homes_for
from ...rules.matching.words import Fit
from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import fault_text, text
from ..parts.buttons import secondary
from ..parts.labels import ElidedLabel, Label
from ..shell.context import Context
from ..style import tokens
from .match_card import MatchCard, details_link, home_facts
from .offer_forms import offer_dialog

#: From this window width on the panel stands at the right of the record (look § 4).
WIDE = 1360
_PANEL_W = 308


class MatchPanel(QWidget):
    """Reads the match of an application and shows a card per home, the best first."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.setAccessibleName(text("ui.match.tittel"))
        self._card: ApplicationCard | None = None
        self._content: QWidget = QWidget()
        self._count = Label("", "caption", "text2")
        self._note = Label("", "caption", wrap=True)
        self._note.hide()
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(text("ui.match.tittel"), "h3", fill=True), 1)
        head.addWidget(self._count)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S8)
        self._column.addLayout(head)
        self._column.addWidget(self._note)
        self._column.addWidget(self._content)

    def show_application(self, card: ApplicationCard) -> None:
        """Read the match of this application anew."""
        self._card = card
        self.ctx.jobs.read(
            partial(homes_for, self.ctx.desk, card.id), owner=self, topic="match", done=self._show, failed=self._refused
        )

    def clear(self) -> None:
        """Nothing of the application shown before stays (P30)."""
        self._card = None
        self._count.setText("")
        self._put(QWidget())

    def _refused(self, error: RefusedError) -> None:
        self.clear()
        self._say(fault_text(error.fault).whole)

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _show(self, found: HomesFor) -> None:
        card = self._card
        if card is None or card.id != found.application_id:
            return
        self._count.setText(text("ui.match.ledige_na", antall=found.free_now))
        self._say(_why_no_offer(card, found))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for one in found.homes:
            column.addWidget(self._one(card, found, one))
        if not found.homes:
            column.addWidget(Label(text("ui.match.ingen_ledige"), colour="text2", wrap=True))
        column.addStretch(1)
        self._put(holder)

    def _one(self, card: ApplicationCard, found: HomesFor, one: HomeMatch) -> MatchCard:
        facts = home_facts(one.home)
        acts: list[QWidget] = []
        if self._may_offer(card, found, one):
            offer = secondary(text("ui.tilbud.gi"), "bookmark", small=True)
            offer.setAccessibleName(text("ui.tilbud.gi_bolig", hva=one.home.address))
            offer.clicked.connect(partial(offer_dialog, self.ctx, card.id, card.applicant.name, one))
            acts.append(offer)
        if one.fit is not Fit.NO:
            acts.append(details_link(self.ctx, one.home.address, facts, one.match, one.seeker.applicant_id))
        return MatchCard(one.home.address, facts, one.match, acts)

    def _may_offer(self, card: ApplicationCard, found: HomesFor, one: HomeMatch) -> bool:
        able = self.ctx.may(Right.APPLICATION_WRITE) and card.open and found.waiting and not found.has_offer
        return able and one.fit is not Fit.NO and one.home.offered is None

    def _put(self, content: QWidget) -> None:
        old, self._content = self._content, content
        self._column.replaceWidget(old, content)
        old.hide()
        old.deleteLater()


def _why_no_offer(card: ApplicationCard, found: HomesFor) -> str:
    if not card.open:
        return ""
    if found.has_offer:
        return text("ui.match.har_tilbud")
    return "" if found.waiting else text("ui.match.etter_vedtak")


class BesideMatch(QWidget):
    """A record with the match panel at its right; in a narrow window the panel is a part of the tab instead."""

    def __init__(self, ctx: Context, record: QWidget) -> None:
        super().__init__()
        self.panel = MatchPanel(ctx)
        self._wanted = False
        inside = QFrame()
        inside.setProperty("part", "floor")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, tokens.S8, 0)
        column.addWidget(self.panel)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFixedWidth(_PANEL_W)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S12)
        row.addWidget(record, 1)
        row.addWidget(self.area)

    def show_application(self, card: ApplicationCard) -> None:
        """Another application, or the same as it is now; one that is not about a home has no panel."""
        self._wanted = card.asks_housing and card.open
        self._fit()
        if self._wanted:
            self.panel.show_application(card)
        else:
            self.panel.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.area.setVisible(self._wanted and is_wide(self))


def is_wide(widget: QWidget) -> bool:
    """Whether the window has room for the panel beside the record."""
    return widget.window().width() >= WIDE
