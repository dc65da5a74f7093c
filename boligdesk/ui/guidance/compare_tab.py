"""The tab Sammenlign: today's home, a municipal one and an own one side by side, reckoned anew as somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...casework.assessments import queue
from ...casework.benefit_candidates import VacantHome, vacant_homes
from ...casework.core.assessing import QueueLine
from ...casework.guidance_subject import Subject
from ...casework.rates import office_rates
from ...rules.allocation.assessment import Eligibility
from ...rules.budget.household import Household
from ...rules.budget.lines import IncomeKind
from ...rules.budget.steps import RateDay, exact
from ...rules.guidance.columns import Column, Home, HomeColumn, Situation
from ...rules.messages import RefusedError
from ...rules.rates import Rates
from ...rules.rights import Right
from ...rules.startlan.interest import RateTerms, lending_rate
from ...texts import fault_text, text
from ..parts.chips import ChipLook, Tone
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.recordpage import Place, Placed
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from .compare_column import ColumnCard, terms_chip
from .compare_explained import ChartCard, ExplainCard
from .compare_fields import FigureField, place_text
from .compare_inputs import InputsCard
from .compare_large import LargeColumns
from .compare_people import couple_of, members_split, people_split
from .compare_reckon import Compared, compare
from .sheet_acts import SheetActs
from .state import GuidanceState
from .tabs import GuidanceTab

#: So long nothing more is typed before it is reckoned, ms.
_PAUSE_MS = 40
_HOMES_W = 220


class CompareTab(GuidanceTab):
    """What is typed stands in the fields alone; `state` tells it to the other tabs, and nothing is stored."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.inputs = InputsCard(ctx.desk.today)
        self.columns = {kind: ColumnCard(kind) for kind in HomeColumn}
        self.explained, self.chart, self.large = ExplainCard(), ChartCard(), LargeColumns()
        self.free: FigureField | None = None
        self._beside = QWidget()
        self._homes: tuple[VacantHome, ...] = ()
        self._rates: Rates | None = None
        self._subject: Subject | None = None
        self._filled: int | None = None
        self._budget: Household | None = None
        self._compared: Compared | None = None
        self._outcome = Eligibility.UNKNOWN
        self._lay_out()
        self.inputs.edited.connect(self._edited)
        self.inputs.fetch.clicked.connect(self._fetch)
        self.explained.copied.connect(lambda: ctx.window.say(text("ui.sammenlign.kopiert")))
        for kind, card in self.columns.items():
            card.edited.connect(self._edited)
            card.chosen.connect(partial(self._choose, kind))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.CARD_GAP)
        for card in self.columns.values():
            row.addWidget(card, 1)
        self.large.hide()

    def cards(self) -> Sequence[Placed]:
        return (
            Placed(self.large, Place.WIDE),
            Placed(self.inputs, Place.WIDE),
            Placed(self._beside, Place.WIDE),
            Placed(self.explained),
            Placed(self.chart, Place.ASIDE),
        )

    def join(self, state: GuidanceState) -> None:
        super().join(state)
        self.sheet = SheetActs(self.ctx, state)
        state.changed.connect(self._state_changed)

    # -- who is guided --------------------------------------------------------------------------

    def show_card(self, card: Subject) -> None:
        self._subject = card
        if self._filled != card.person_id:
            self._filled = card.person_id
            self._fill(card)
        self._show_facts(card)
        self.ctx.jobs.read(partial(office_rates, self.ctx.desk), owner=self, topic="satser", done=self._rates_arrived)
        if card.application is not None:
            judged = partial(queue, self.ctx.desk, (card.application.id,))
            self.ctx.jobs.read(judged, owner=self, topic="vilkar", done=self._judged)
        if self.ctx.may(Right.STOCK_READ):
            read = partial(vacant_homes, self.ctx.desk)
            self.ctx.jobs.read(read, owner=self, topic="ledige", done=self._homes_arrived)

    def clear(self) -> None:
        self._subject, self._filled, self._budget, self._compared = None, None, None, None
        self._outcome = Eligibility.UNKNOWN
        self.inputs.empty()
        for card in self.columns.values():
            card.empty()
        if self.free is not None:
            self.free.put(None)
        self.show_large(False)
        self.explained.empty()
        self.chart.empty()
        self.large.show_columns({})
        self.state.clear()

    def acts(self, card: Subject) -> Iterable[BarAct]:
        if not self.large.isHidden():
            yield BarAct(text("ui.sammenlign.vanlig"), partial(self.show_large, False), "zoom-out")
            return
        yield from self.sheet.acts(card)
        yield BarAct(text("ui.sammenlign.stort"), partial(self.show_large, True), "zoom-in")
        yield BarAct(text("ui.sammenlign.tom"), self._empty, "x", more=True)

    def print_now(self) -> None:
        """Ctrl+P: the sheet to take home."""
        if self._subject is not None:
            self.sheet.print_now(self._subject)

    def _fill(self, card: Subject) -> None:
        """What the records know stands there from the first: nothing is asked twice."""
        if card.members:
            self.inputs.people.show_people(*members_split(card.members), couple_of(card.members))
        if card.benefit_group is not None:
            self.inputs.place.put(place_text(card.benefit_group))
        if card.home is not None:
            self.columns[HomeColumn.TODAY].put_home(card.home.rent_ore, card.home.heating_included)

    def _fetch(self) -> None:
        if self._subject is not None:
            self._fill(self._subject)
            self._reckon()

    def _empty(self) -> None:
        """As with somebody new; the office's own facts stay."""
        self.inputs.empty()
        for card in self.columns.values():
            card.empty()
        if self._subject is not None:
            self.inputs.place.put(place_text(self._subject.benefit_group))
            self._show_facts(self._subject)
        self._reckon()

    def _show_facts(self, card: Subject) -> None:
        home, application = card.home, card.application
        self.inputs.fetch.setVisible(not card.anonymous)
        under, chip = "", None
        if home is not None:
            under = home.address
            if home.rooms is not None:
                under = text("ui.sammenlign.rom", adresse=home.address, rom=home.rooms)
            if home.until is not None:
                chip = ChipLook(text("ui.sammenlign.kontrakt_ut", dato=home.until), Tone.WARN, "triangle-alert")
        self.columns[HomeColumn.TODAY].show_facts(under, chip)
        told = [text("ui.sammenlign.soknad_inne", nummer=application.number)] if application else []
        if taken := self._taken_home():
            told.append(taken.address)
        self.columns[HomeColumn.MUNICIPAL].show_facts(" · ".join(told), terms_chip(self._outcome))

    # -- what is read besides -------------------------------------------------------------------

    def _judged(self, lines: Mapping[int, QueueLine]) -> None:
        """How the caseworker has answered the terms of the application that is worked on."""
        card = self._subject
        line = lines.get(card.application.id) if card is not None and card.application is not None else None
        if card is not None and line is not None:
            self._outcome = line.outcome
            self._show_facts(card)

    def _rates_arrived(self, rates: Rates) -> None:
        self._rates = rates
        today = lending_rate(RateTerms(), RateDay(rates, self.ctx.desk.today))
        self.inputs.offer_rate(None if today.result is None else exact(today))
        self._reckon()

    def _homes_arrived(self, homes: tuple[VacantHome, ...]) -> None:
        """The free homes as a choice in the municipal column; the same list stays as it is."""
        if homes == self._homes:
            return
        self._homes = homes
        if self.free is not None:
            self.free.hide()
            self.free.deleteLater()
            self.free = None
        if homes:
            choices = [Choice(home.dwelling_id, home.address) for home in homes]
            spec = FieldSpec("free", "ui.sammenlign.ledig", FieldKind.CHOICE, choices=choices, width=_HOMES_W)
            self.free = FigureField(spec, above=False)
            self.free.edited.connect(self._home_taken)
            self.columns[HomeColumn.MUNICIPAL].offer(self.free)

    def _taken_home(self) -> VacantHome | None:
        taken = self.free.value if self.free is not None else None
        return next((home for home in self._homes if home.dwelling_id == taken), None)

    def _home_taken(self) -> None:
        home = self._taken_home()
        if home is not None:
            card = self.columns[HomeColumn.MUNICIPAL]
            card.fields["rent"].put(home.rent_ore)
            card.heating.put(home.heating_included)
            if self._subject is not None:
                self._show_facts(self._subject)
            self._edited()

    def _state_changed(self) -> None:
        """Another tab has made a budget: its people, income, debts and real spending count here too."""
        budget = self.state.figures.budget
        if budget is None or budget == self._budget:
            self._budget = budget
            return
        self._budget = budget
        self.inputs.people.show_people(*people_split(budget.people, self.ctx.desk.today), budget.couple)
        incomes = [line for line in budget.lines if isinstance(line.kind, IncomeKind)]
        told = [line.month_ore for line in incomes if line.kind is not IncomeKind.HOUSING_BENEFIT]
        if told and None not in told:
            self.inputs.net.put(sum(ore for ore in told if ore is not None))
        if budget.gross_year_ore is not None:
            self.inputs.gross.put(round(budget.gross_year_ore / 12))
        self._reckon()

    # -- as one types ---------------------------------------------------------------------------

    def _edited(self) -> None:
        self.ctx.jobs.soon(self._reckon, owner=self, topic="regn", delay_ms=_PAUSE_MS)

    def _typed_homes(self) -> tuple[Home, ...]:
        wish = self.inputs.wish()
        return tuple(card.home(wish if kind is HomeColumn.OWN else None) for kind, card in self.columns.items())

    def _reckon(self) -> None:
        if self._rates is None or self._subject is None:
            return
        situation, homes = self.inputs.situation(self._budget), self._typed_homes()
        if situation is None:
            self._show(None, homes, None)
            return
        read = partial(compare, situation, homes, self._rates, self.ctx.desk.today)
        done = partial(self._reckoned, situation, homes)
        self.ctx.jobs.read(read, owner=self, topic="regnet", done=done, failed=self._refused)

    def _reckoned(self, situation: Situation, homes: tuple[Home, ...], found: Compared) -> None:
        if self._subject is not None:
            self._show(situation, homes, found)

    def _refused(self, error: RefusedError) -> None:
        self._show(None, (), None)
        self.explained.say(fault_text(error.fault).whole)

    def _show(self, situation: Situation | None, homes: tuple[Home, ...], found: Compared | None) -> None:
        self._compared = found
        columns = found.columns if found else ()
        by_kind = {column.kind: column for column in columns}
        for kind, card in self.columns.items():
            card.show_column(by_kind.get(kind))
        self._level()
        self.large.show_columns(by_kind)
        self.state.put(replace(self.state.figures, situation=situation, homes=homes, columns=columns))
        self._explain()
        if self.sheet.turned():
            self.acts_changed.emit()

    # -- the explanation ------------------------------------------------------------------------

    def _choose(self, kind: HomeColumn) -> None:
        self.state.put(replace(self.state.figures, chosen=kind))
        self._explain()
        self.explained.bring_into_view()

    def _explain(self) -> None:
        figures = self.state.figures
        for kind, card in self.columns.items():
            card.mark(kind is figures.chosen and bool(figures.columns))
        column = figures.column(figures.chosen)
        if column is None:
            self.explained.empty()
            self.chart.empty()
            return
        self.explained.show_column(column)
        self._chart(column)

    def _level(self) -> None:
        """What stands over the figures takes the same height in all three, so that these stand on one line."""
        tallest = max(card.head_height for card in self.columns.values())
        for card in self.columns.values():
            card.first.setMinimumHeight(tallest)

    def _chart(self, column: Column) -> None:
        assert self._compared is not None
        curves = self._compared.curves
        today = None if column.kind is HomeColumn.TODAY else curves.get(HomeColumn.TODAY)
        self.chart.show_curve(column, curves.get(column.kind), today, self.inputs.gross.ore)

    # -- to show the visitor --------------------------------------------------------------------

    def show_large(self, large: bool) -> None:
        """The three columns alone, in large type; or everything."""
        for part in (self.inputs, self._beside, self.explained, self.chart):
            part.setVisible(not large and part.parentWidget() is not None)
        self.large.setVisible(large and self.large.parentWidget() is not None)
        self.alone.emit(large)
        if self._subject is not None:
            self.acts_changed.emit()
