"""The cards of the tab Neste steg: what to do and by when, why nothing else, what was considered, what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...casework.arrears_card import ArrearsCard, EventLine, StepLine
from ...rules.arrears.steps import Track, TrackState
from ...rules.arrears.words import StepStanding
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.alerts import IconMark
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label
from ..people.rows import Lines, LinesCard, LinkLine
from ..shell.context import Context
from ..style import tokens
from .age_chart import AgeChart
from .event_forms import consider_dialog, lift_dialog, withdraw_dialog
from .listing import reason_of

_DATE_W, _STEP_W = 92, 190
_TONES = {
    StepStanding.READY: (Tone.OK, "check"),
    StepStanding.STOPPED: (Tone.NEUTRAL, "ban"),
    StepStanding.LACKS: (Tone.WARN, "circle-help"),
    StepStanding.NOTHING: (Tone.NEUTRAL, "check"),
}


def _words(said: str, role: str = "body", colour: str | None = None) -> Label:
    """Words that stand at the top of their line, beside a label of one line."""
    shown = Label(said, role, colour, wrap=True)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return shown


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.S8)
    for widget in widgets:
        column.addWidget(widget)
    return holder


class StepCard(LinesCard):
    """The one recommendation: the step, how it stands, its days, the reason and what it rests on."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.restanser.neste_steg"))
        self._accent = True
        self.ctx = ctx

    def show_case(self, card: ArrearsCard) -> None:
        """Show the case of an account."""
        line = card.recommended
        parts: list[QWidget] = [_title(line)]
        days = _days(line, self.ctx.desk.today)
        if days is not None:
            parts.append(days)
        if line.standing is not StepStanding.READY:
            parts.append(Label(reason_of(line.told), wrap=True))
        parts.append(Label(text("ui.restanser.kilde", kilde=line.source), "caption", wrap=True))
        parts.append(_standing_facts(card))
        holds = self._holds(card)
        if not holds.empty:
            parts.append(holds)
        self.put(_column(*parts))

    def _holds(self, card: ArrearsCard) -> Lines:
        """What stops the case, each with the way to lift it."""
        lines = Lines(_DATE_W)
        may = self.ctx.may(Right.ARREARS_WRITE)
        for hold in card.holds:
            until = text("ui.restanser.til_dato", dato=hold.to_date) if hold.to_date else ""
            told = " · ".join(filter(None, (enum_text(hold.hold).capitalize(), until, hold.reason)))
            link = LinkLine(text("ui.restanser.loft_stopp")) if may else None
            if link is not None:
                link.clicked.connect(lambda _checked=False, hold=hold: lift_dialog(self.ctx, card, hold))
            lines.add(Label(formats.day(hold.from_date), "label"), _words(told), end=link)
        return lines


def _title(line: StepLine) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.S8)
    row.addWidget(Label(enum_text(line.step), "h2", wrap=True), 1)
    tone, icon = _TONES[line.standing]
    row.addWidget(Chip(ChipLook(enum_text(line.standing), tone, icon)), 0, Qt.AlignmentFlag.AlignTop)
    return holder


def _days(line: StepLine, today: date) -> QWidget | None:
    """Earliest and latest beside each other; None where there is neither."""
    pressing = "crit" if line.must_before and line.must_before < today else "warn"
    boxes = [
        _day_box("ui.restanser.tidligst", line.possible_from, "text") if line.possible_from else None,
        _day_box("ui.restanser.bor_innen", line.must_before, pressing) if line.must_before else None,
    ]
    shown = [box for box in boxes if box is not None]
    if not shown:
        return None
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.S8)
    for box in shown:
        row.addWidget(box, 1)
    return holder


def _day_box(code: str, day: date, colour: str) -> QFrame:
    box = QFrame()
    box.setProperty("part", "card")
    column = QVBoxLayout(box)
    column.setContentsMargins(tokens.S12, tokens.S8, tokens.S12, tokens.S8)
    column.setSpacing(2)
    column.addWidget(Label(text(code), "header", "text2" if colour == "text" else colour))
    column.addWidget(Label(formats.day(day), "h2", colour))
    return box


def _standing_facts(card: ArrearsCard) -> QWidget:
    """What the recommendation was made of: payments known, last talk, and where each track stands."""
    facts = Facts(tokens.LABEL_FORM_W)
    known = formats.day(card.known_to) if card.known_to else text("ui.restanser.ingen_filer")
    facts.add(text("ui.restanser.kjent_til_kort"), known)
    if card.last_talk is not None:
        talk = card.last_talk
        told = " · ".join((formats.day(talk.at.date()), enum_text(talk.way), talk.text))
        facts.add(text("ui.restanser.sist_kontakt"), told)
    for track in Track:
        state = card.tracks.get(track, TrackState.NOTHING)
        if state is not TrackState.NOTHING:
            facts.add(enum_text(track).capitalize(), enum_text(state))
    return facts


class AgeCard(Card):
    """The ages of what is unpaid; they add up to what is open."""

    def __init__(self) -> None:
        super().__init__(text("ui.restanser.alder"))
        self.chart = AgeChart()
        self.add(self.chart)

    def show_case(self, card: ArrearsCard) -> None:
        """Show the case of an account."""
        self.set_title(text("ui.restanser.alder"), text("ui.restanser.til_sammen", sum=card.open_ore))
        self.chart.show_ages(card.ages)


class WhyCard(LinesCard):
    """Every rule that lost, and why: nobody has to guess why the program does not say something else.

    In the order in which steps are taken, the mildest first.
    """

    def __init__(self) -> None:
        super().__init__(text("ui.restanser.hvorfor_ikke"))

    def show_case(self, card: ArrearsCard) -> None:
        """Show the case of an account."""
        lines = Lines(_STEP_W)
        for line in reversed(card.losing):
            name = Label(enum_text(line.step), "label", wrap=True)
            name.setFixedWidth(_STEP_W)
            told = text("ui.restanser.ikke_forst") if line.standing is StepStanding.READY else reason_of(line.told)
            why = _column(Label(told, wrap=True), Label(line.source, "caption", wrap=True))
            why.layout().setSpacing(0)  # type: ignore[union-attr]
            lines.add(name, why)
        self.put(lines)


class PointsCard(LinesCard):
    """What must be considered before a step against the home, and what was written of each."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.restanser.vurderinger"))
        self.ctx = ctx

    def show_case(self, card: ArrearsCard) -> None:
        """Show the case of an account; the card is not there while nothing has to be considered."""
        lines = Lines(20)
        said = {point.point: point for point in reversed(card.points) if point.counts}
        for point in card.needed:
            done = said.get(point)
            mark = IconMark("check", "ok") if done else IconMark("circle-help", "warn")
            told = text("ui.restanser.vurdert", dato=done.on_date, hvem=done.who, tekst=done.text) if done else ""
            words = [Label(enum_text(point), wrap=True), *([Label(told, "caption", wrap=True)] if told else [])]
            lines.add(mark, _column(*words))
        if self.ctx.may(Right.ARREARS_WRITE) and any(point not in said for point in card.needed):
            link = LinkLine(text("ui.restanser.vurder"))
            link.clicked.connect(lambda: consider_dialog(self.ctx, card))
            lines.add(QWidget(), link)
        self.put(lines)
        self.setVisible(bool(card.needed))


class CourseCard(LinesCard):
    """What was done and what happened, the newest first; what was recorded by mistake can be withdrawn."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.restanser.forlop"))
        self.ctx = ctx

    def show_case(self, card: ArrearsCard) -> None:
        """Show the case of an account."""
        lines = Lines(_DATE_W)
        for event in card.events:
            withdraw = partial(withdraw_dialog, self.ctx, card, event)
            lines.add(Label(formats.day(event.on_date), "label"), self._told(event, withdraw))
        if card.oldest_due is not None:
            oldest = text("ui.restanser.eldste_forfalt")
            lines.add(Label(formats.day(card.oldest_due), "label"), _words(oldest))
        if lines.empty:
            lines.say(text("ui.restanser.ingen_hendelser"))
        self.put(lines)

    def _told(self, event: EventLine, withdraw: Callable[[], object]) -> QWidget:
        """A letter that was sent stays; anything else opens the way to withdraw it."""
        words = enum_text(event.kind)
        may = self.ctx.may(Right.ARREARS_WRITE) and event.document_id is None
        may = may and (event.sent_on is None or event.imported)
        first: QWidget = LinkLine(words) if may else _words(words)
        if isinstance(first, LinkLine):
            first.setAccessibleName(text("ui.restanser.trekk_navn", navn=words))
            first.clicked.connect(lambda _checked=False: withdraw())
        notes = [
            text("ui.restanser.frist", dato=event.deadline) if event.deadline else "",
            text("ui.restanser.satt_til", dato=event.set_for) if event.set_for else "",
            event.note,
        ]
        note = " · ".join(filter(None, notes))
        return _column(first, *([Label(note, "caption", wrap=True)] if note else []))
