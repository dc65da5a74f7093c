"""The tab I dag: what is due and why, whom one covers for; at the side the week, empty homes and what others did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...casework.core.changes import Changes
from ...casework.core.day_lines import DayGroup, DayLine, Duty
from ...rules.rights import Right
from ...texts import formats, text
from ..parts.buttons import Button, ghost, icon_button, new_menu
from ..parts.cards import Card
from ..parts.empty_state import EmptyCard, EmptyState, EmptyStep
from ..parts.labels import ElidedLabel, Label, rule
from ..parts.segments import Segments
from ..parts.table_view import Table
from ..shell.context import Context
from ..shell.desk_tools import short_name
from ..shell.page import Page
from ..style import tokens
from ..today.acts import LineActs
from ..today.listing import columns, headings, lines_of
from ..today.missed import MissedRents
from ..today.side import NewsCard, VacantCard, WeekCard

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.since_last import NewsLine
    from ...casework.today import AwayLine, Day
    from ...casework.vacancies import VacancyRow

MINE, OFFICE = "mine", "kontoret"
#: Of look/01: the list has two thirds of the width.
_LIST_SHARE, _SIDE_SHARE = 67, 33
_SIDE_LEAST = 300
_FIRST_LOOK_BACK = timedelta(days=3)


@dataclass(frozen=True)
class _Read:
    """What the page is made of, read in one go."""

    day: Day
    news: tuple[NewsLine, ...]


class IDagPage(Page):
    """The first page. Enter opens the case of a line; what can be done with it stands under the list."""

    key = "i_dag"
    title = "ui.side.i_dag"
    concerns = (
        *("task", "application", "application_paper", "decision", "complaint", "waiting_place", "offer"),
        *("tenancy", "ending", "setting", "app_user", "person", "dwelling", "dwelling_state"),
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.acts = LineActs(ctx, self)
        self._missed = MissedRents(ctx, self)
        self.day: Day | None = None
        self.since = self._last_here()
        self._headline = Label("", "h1")
        self._under = ElidedLabel("", "body", "text2", fill=True)
        self.segments = Segments(
            ((MINE, text("ui.idag.mine")), (OFFICE, text("ui.idag.kontoret"))), text("ui.idag.hvem")
        )
        self.table = Table(columns(lambda: ctx.desk.today, ctx.desk.who.user_id), name="i_dag", store=ctx.settings)
        self.export_button = icon_button("file-spreadsheet", text("ui.felles.eksporter"), small=True)
        if not ctx.may(Right.EXPORT):
            self.export_button.hide()
        self.empty = EmptyCard()
        self._middle = QStackedWidget()
        self._buttons = QHBoxLayout()
        self.act_buttons: list[Button] = []  # under the list: what can be done with the line
        self._line, self._later = rule(), ElidedLabel("", "caption")
        self.week, self.vacant, self.news = WeekCard(), VacantCard(ctx), NewsCard(ctx)
        self._lay_out()
        self._connect()

    # -- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        row.setSpacing(tokens.S12)
        row.addWidget(self._list_card(), _LIST_SHARE)
        row.addWidget(self._side(), _SIDE_SHARE)

    def _list_card(self) -> Card:
        card = Card()
        card.setAccessibleName(text("ui.side.i_dag"))
        card.body.setContentsMargins(1, tokens.CARD_PAD_Y, 1, 1)
        card.body.setSpacing(0)
        card.add(self._head())
        self._middle.addWidget(self.table)
        self.empty.setProperty("part", "")  # it lies in a card already
        self._middle.addWidget(self.empty)
        card.add(self._middle, 1)
        card.add(self._line)
        card.add(self._foot())
        self.table.setAccessibleName(text("ui.side.i_dag"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        return card

    def _head(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(tokens.S8)
        top.addWidget(self._headline)
        top.addStretch(1)
        top.addWidget(self.segments)
        top.addWidget(self.export_button)
        column = QVBoxLayout()
        column.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.S12, tokens.S12)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._under)
        return column

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(tokens.S12, tokens.S8, tokens.PAGE_MARGIN, tokens.S8)
        foot.setSpacing(tokens.S4)
        self._buttons.setSpacing(tokens.S4)
        foot.addLayout(self._buttons)
        foot.addStretch(1)
        foot.addWidget(self._later)
        return foot

    def _side(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S12)
        for card in (self.week, self.vacant, self.news):
            column.addWidget(card)
        self.vacant.setVisible(self.ctx.may(Right.STOCK_READ))
        column.addStretch(1)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QScrollArea.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setMinimumWidth(_SIDE_LEAST)
        side.setWidget(inside)
        return side

    def _connect(self) -> None:
        self.segments.chosen.connect(lambda _key: self._other_scope())
        self.export_button.clicked.connect(self._export)
        self.table.opened.connect(lambda _key: self._open())
        self.table.chosen.connect(lambda _key: self._offer())
        self.table.customContextMenuRequested.connect(self._menu)
        self.ctx.hub.changed.connect(self._heard)

    # -- reading --------------------------------------------------------------------------------

    def _last_here(self) -> datetime:
        """When one was last here on another day than today; kept on this PC, per user."""
        settings, now = self.ctx.settings, self.ctx.desk.now
        day, seen = self.ctx.desk.today.isoformat(), settings.get("idag/sett")
        if settings.get("idag/dag") != day:
            settings.set("idag/fra", seen if isinstance(seen, str) else (now - _FIRST_LOOK_BACK).isoformat())
            settings.set("idag/dag", day)
        return datetime.fromisoformat(str(settings.get("idag/fra")))

    def on_show(self) -> None:
        self.since = self._last_here()
        self.ctx.settings.set("idag/sett", self.ctx.desk.now.isoformat())
        self.reload()
        self._missed.note_once_a_day()

    def on_changes(self, changes: Changes, initiator: object) -> None:
        self.reload()

    def on_lost(self) -> None:
        self.reload()

    def _heard(self, changes: Changes, _initiator: object) -> None:
        """While another tab is shown the badge of this one must still be true."""
        if not self.isVisible() and changes.touches(*self.concerns):
            self._read_day()

    def reload(self) -> None:
        """Read the page anew; the line one stands on stays."""
        self._read_day()
        if self.ctx.may(Right.STOCK_READ):
            self.ctx.jobs.read(self._ask_vacant, owner=self, topic="ledige", done=self.vacant.show_vacant)

    def _read_day(self) -> None:
        self.ctx.jobs.read(self._ask, owner=self, topic="dagen", done=self._show)

    def _ask_vacant(self) -> Sequence[VacancyRow]:
        from ...casework.vacancies import vacancies

        return vacancies(self.ctx.desk)

    def _ask(self) -> _Read:
        from ...casework.since_last import since_last
        from ...casework.today import day

        return _Read(day(self.ctx.desk), since_last(self.ctx.desk, self.since))

    # -- showing --------------------------------------------------------------------------------

    def _show(self, read: _Read) -> None:
        self.day = read.day
        self._headline.setText(formats.day_spoken(read.day.on).rpartition(" ")[0])
        self.segments.set_label(MINE, text("ui.idag.mine_antall", antall=_count(read.day.mine)))
        self.segments.set_label(OFFICE, text("ui.idag.kontoret_antall", antall=_count(read.day.office)))
        self._later.set_text(_later(read.day))
        self.week.show_week(read.day.week, read.day.on)
        self.news.show_news(read.news, read.day.on)
        self.ctx.window.set_count(self.key, urgent(read.day))
        self._show_lines()

    def _other_scope(self) -> None:
        self._show_lines()
        self.table.choose_first()
        self.table.scrollToTop()

    def _show_lines(self) -> None:
        if self.day is None:
            return
        groups = self._groups(self.day)
        self._under.set_text(_summary(self.day, groups))
        here = self.focusWidget()
        had_focus = here is not None and here.hasFocus() and self._middle.isAncestorOf(here)
        self.table.show_rows(lines_of(groups), headings(groups))
        if self.table.chosen_id is None:
            self.table.choose_first()
        if not groups:
            self._show_nothing(self.day)
        self._middle.setCurrentWidget(self.table if groups else self.empty)
        self._line.setVisible(bool(groups))
        if had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()

    def _groups(self, day: Day) -> tuple[DayGroup, ...]:
        return day.mine if self.segments.current == MINE else day.office

    def _export(self) -> None:
        """What is shown, to Excel."""
        if self.day is not None:
            from ..today.export import export_day

            export_day(self.ctx, self, self._groups(self.day))

    def _show_nothing(self, day: Day) -> None:
        state = _nothing(day, mine=self.segments.current == MINE)
        state.action.connect(lambda _step: self.ctx.window.open_page("boliger"))
        self.empty.put(state)

    def _offer(self) -> None:
        """What can be done with the line one stands on, under the list."""
        for old in self.act_buttons:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        line = self.line
        self.act_buttons = [_button(label, act, icon) for label, act, icon in (self.acts.of(line) if line else ())]
        for button in self.act_buttons:
            self._buttons.addWidget(button)

    @property
    def line(self) -> DayLine | None:
        """The line one stands on."""
        chosen = self.table.chosen_id
        return self.table.paged.known(chosen) if chosen is not None else None

    def stand_on_task(self) -> None:
        """Stand on the first line that is a task, if there is one."""
        keys = (key for key in self.table.paged.ids if _is_task(self.table.paged.known(key)))
        if (found := next(keys, None)) is not None:
            self.table.choose(found)

    def _open(self) -> None:
        if self.line is not None:
            self.acts.open_case(self.line)

    def _menu(self, at: QPoint) -> None:
        if self.line is None:
            return
        menu = new_menu(self.table)
        menu.aboutToHide.connect(menu.deleteLater)
        self.acts.fill(menu, self.line)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def first_focus(self) -> QWidget:
        """The list; where nothing waits the way on."""
        if self.day is None or self._middle.currentWidget() is self.table:
            return self.table
        buttons = self.empty.state.buttons() if self.empty.state else []
        return buttons[0] if buttons else self.segments.button(self.segments.current)


def urgent(day: Day) -> int:
    """How many of one's lines are due today or late."""
    late = (line.due is not None and line.due <= day.on for group in day.mine for line in group.lines)
    return sum(late)


def _count(groups: Sequence[DayGroup]) -> int:
    return sum(len(group.lines) for group in groups)


def _is_task(line: DayLine | None) -> bool:
    return line is not None and line.duty is Duty.TASK


def _later(day: Day) -> str:
    return text("ui.idag.senere", antall=day.later, dag=day.shown_until) if day.later else ""


def _button(label: str, act: Callable[[], object], icon: str) -> Button:
    button = ghost(label, icon, small=True)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _summary(day: Day, groups: Sequence[DayGroup]) -> str:
    """ "4 frister i dag. 1 over fristen. Arne B. er borte til 27.11., du dekker 2."."""
    lines = [line for group in groups for line in group.lines]
    today = sum(line.due == day.on for line in lines)
    late = sum(line.due is not None and line.due < day.on for line in lines)
    parts = [text("ui.idag.frister_i_dag", antall=today) if today else text("ui.idag.ingen_frister")]
    if late:
        parts.append(text("ui.idag.over_fristen", antall=late))
    return " ".join((*parts, *(_away(one) for one in day.away)))


def _away(one: AwayLine) -> str:
    who = {"navn": short_name(one.name), "til": formats.day_short(one.until)}
    if one.mine_to_cover:
        return text("ui.idag.borte_du", **who, antall=one.covering)
    if one.deputy:
        return text("ui.idag.borte_annen", **who, vikar=short_name(one.deputy))
    return text("ui.idag.borte", **who)


def _nothing(day: Day, *, mine: bool) -> EmptyState:
    """Nothing waits: what would come here, that others may have something, and in a new office where to begin."""
    if not day.begun:
        begin = EmptyStep(text("ui.idag.begynn"), text("ui.idag.begynn_under"), text("ui.idag.til_boliger"), "house")
        return EmptyState("calendar", text("ui.idag.tomt_nytt"), text("ui.idag.tomt_hvorfor"), (begin,))
    others = _count(day.office)
    why = text("ui.idag.tomt_andre", antall=others) if mine and others else text("ui.idag.tomt_hvorfor")
    return EmptyState("check", text("ui.idag.tomt") if mine else text("ui.idag.tomt_kontoret"), why)
