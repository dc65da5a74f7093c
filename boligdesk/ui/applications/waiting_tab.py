"""The tab Venteliste og tilbud: the household's place with its reasons, the offers, every movement, and the match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.application_card import ApplicationCard
from ...casework.core.desk import Desk
from ...casework.offers import OfferRow, offers_of
from ...casework.waiting_list import WaitingLine, WaitingRow, place_of, waiting_events, waiting_rules
from ...rules.application_words import OfferState
from ...rules.messages import Message
from ...rules.rights import Right
from ...texts import enum_text, formats, render, text
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label, rule
from ..parts.recordpage import Place, Placed
from ..people.rows import LinesCard
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..shell.messages import OSLO
from ..style import tokens
from . import offer_forms
from .match_panel import MatchPanel, is_wide
from .tabs import ApplicationTab

_LOOKS = {
    OfferState.OPEN: (Tone.INFO, "clock"),
    OfferState.ACCEPTED: (Tone.OK, "check"),
    OfferState.REFUSED: (Tone.NEUTRAL, "x"),
    OfferState.EXPIRED: (Tone.NEUTRAL, "calendar-clock"),
    OfferState.WITHDRAWN: (Tone.NEUTRAL, "undo-2"),
    OfferState.LEASED: (Tone.NEUTRAL, "check"),
}


@dataclass(frozen=True)
class _Known:
    """What the tab shows of one application."""

    application_id: int
    place: WaitingRow | None
    rules: tuple[Message, ...]
    offers: tuple[OfferRow, ...]
    events: tuple[WaitingLine, ...]

    @property
    def live(self) -> OfferRow | None:
        """The offer that holds a home now."""
        held = (OfferState.OPEN, OfferState.ACCEPTED)
        return next((row for row in self.offers if row.state in held), None)


def _read(desk: Desk, application_id: int) -> _Known:
    return _Known(
        application_id,
        place_of(desk, application_id),
        waiting_rules(desk),
        offers_of(desk, application_id),
        waiting_events(desk, application_id),
    )


class WaitingTab(ApplicationTab):
    """Place, offers, movements; in a narrow window the match too."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.place = LinesCard(text("ui.venteliste.plass"))
        self.offers = LinesCard(text("ui.tilbud.tilbud"))
        self.events = LinesCard(text("ui.venteliste.hendelser"))
        self.match = Card()
        self.panel = MatchPanel(ctx)
        self.match.add(self.panel)
        self._known: _Known | None = None

    def cards(self) -> Sequence[Placed]:
        wide = (self.place, self.offers, self.match, self.events)
        return tuple(Placed(card, Place.WIDE) for card in wide)

    def show_card(self, card: ApplicationCard) -> None:
        self._known = None
        narrow = card.asks_housing and card.open and not is_wide(self.ctx.parent)
        self.match.setVisible(narrow)
        if narrow:
            self.panel.show_application(card)
        ask = partial(_read, self.ctx.desk, card.id)
        self.ctx.jobs.read(ask, owner=self, topic="venteliste", done=self._show)

    def clear(self) -> None:
        self._known = None
        self.panel.clear()
        for card in (self.place, self.offers, self.events):
            card.put(QWidget())

    def _show(self, known: _Known) -> None:
        self._known = known
        self.place.put(_place_lines(known))
        self.offers.put(_column([_offer_line(row) for row in known.offers] or [_muted("ui.tilbud.ingen")]))
        self.events.put(
            _column([_event_line(line) for line in known.events] or [_muted("ui.venteliste.ingen_hendelser")])
        )
        self.acts_changed.emit()

    def acts(self, card: ApplicationCard) -> Sequence[BarAct]:
        known = self._known
        if known is None or known.application_id != card.id or not self.ctx.may(Right.APPLICATION_WRITE):
            return ()
        return (*self._answers(known.live), *self._of_place(known.place)) if card.open else ()

    def _answers(self, row: OfferRow | None) -> tuple[BarAct, ...]:
        ctx = self.ctx
        if row is None:
            return ()
        back = BarAct(text("ui.tilbud.trekk"), partial(offer_forms.withdraw_dialog, ctx, row), "undo-2", more=True)
        if row.state is OfferState.ACCEPTED:
            if not ctx.may(Right.TENANCY_WRITE):
                return (back,)
            lease = partial(offer_forms.lease_dialog, ctx, row.id)
            return (BarAct(text("ui.tilbud.lag_kontrakt"), lease, "file-plus", primary=True), back)
        yes = BarAct(text("ui.tilbud.ja"), partial(offer_forms.accept_dialog, ctx, row), "check", primary=True)
        no = BarAct(text("ui.tilbud.nei"), partial(offer_forms.refuse_dialog, ctx, row), "x")
        to_paper = partial(offer_forms.print_letter, ctx, row.id)
        letter = BarAct(text("ui.felles.skriv_ut"), to_paper, "printer", right=True)
        if not row.overdue(ctx.desk.today):
            return (yes, no, letter, back)
        late = partial(offer_forms.expire_dialog, ctx, row)
        return (yes, no, BarAct(text("ui.tilbud.utlopt_lagre"), late, "calendar-clock"), letter, back)

    def _of_place(self, row: WaitingRow | None) -> tuple[BarAct, ...]:
        if row is None:
            return ()
        return (
            BarAct(text("ui.venteliste.hast_tittel"), partial(offer_forms.urgency_dialog, self.ctx, row), "clock"),
            BarAct(text("ui.venteliste.forleng"), partial(offer_forms.prolong_dialog, self.ctx, row), "calendar-plus"),
        )


def _place_lines(known: _Known) -> QWidget:
    row = known.place
    if row is None:
        return _muted("ui.venteliste.ikke_lenger" if known.events else "ui.venteliste.ikke_pa_listen")
    facts = Facts()
    facts.add(text("ui.venteliste.gruppe"), render(row.why[0]))
    for reason in row.why[1:]:
        facts.add(text("ui.venteliste.grunn"), render(reason))
    facts.add(text("ui.venteliste.inn"), formats.day(row.entered_on))
    if row.valid_until is not None:
        facts.add(text("ui.venteliste.gjelder_til"), formats.day(row.valid_until))
    if row.bedrooms is not None:
        facts.add(text("ui.venteliste.soverom"), str(row.bedrooms))
    facts.add(text("ui.venteliste.avslag"), str(row.refusals), text("ui.venteliste.avslag_note"))
    rules = Label(" ".join(render(rule_) for rule_ in known.rules), "caption", wrap=True)
    return _column([facts, rules], ruled=False)


def _offer_line(row: OfferRow) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(tokens.S12)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(row.address, wrap=True))
    words.addWidget(Label(_offer_dates(row), "caption", "text2", wrap=True))
    if row.answer_reason:
        words.addWidget(Label(row.answer_reason, "caption", wrap=True))
    for change in (row.checked_again or {}).get("changes", ()):
        decided = row.checked_again["decided"]
        words.addWidget(Label(text("ui.tilbud.kontrollert", funn=change, avgjort=decided), "caption", wrap=True))
    line.addLayout(words, 1)
    tone, icon = _LOOKS[row.state]
    line.addWidget(Chip(ChipLook(enum_text(row.state), tone, icon)), 0, Qt.AlignmentFlag.AlignTop)
    return holder


def _offer_dates(row: OfferRow) -> str:
    parts = [
        text("ui.tilbud.gitt_dato", dato=row.offered_on),
        text("ui.tilbud.svar_innen_dato", dato=row.answer_by),
        text("ui.tilbud.leie_kr", leie=row.rent_ore),
    ]
    if row.answered_on is not None:
        parts.append(text("ui.tilbud.svarte_dato", dato=row.answered_on))
    if row.state is OfferState.REFUSED:
        parts.append(text("ui.tilbud.talt") if row.counted else text("ui.tilbud.ikke_talt"))
    return " · ".join(parts)


def _event_line(line: WaitingLine) -> QWidget:
    moved = " → ".join(part for part in (line.before, line.after) if part)
    about = " · ".join(part for part in (moved, line.reason) if part)
    signed = " · ".join(part for part in (formats.moment(line.at.astimezone(OSLO)), line.by) if part)
    return _column([Label(enum_text(line.move)), Label(about, "caption", "text2", wrap=True), Label(signed, "caption")],
                   ruled=False, spacing=0)  # fmt: skip


def _muted(code: str) -> QWidget:
    return Label(text(code), colour="text2", wrap=True)


def _column(lines: Sequence[QWidget], *, ruled: bool = True, spacing: int = tokens.S8) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for number, line in enumerate(lines):
        if number and ruled:
            column.addWidget(rule())
        column.addWidget(line)
    return holder
