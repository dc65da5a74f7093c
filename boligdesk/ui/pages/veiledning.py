"""The tab Veiledning: whom it is for at the top, and what they can carry, apply for and plan under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...casework.core.changes import Changes
from ...casework.guidance_subject import ANONYMOUS
from ...rules.rights import Right
from ...texts import text
from ..guidance.head import GuidanceHead
from ..guidance.record import GuidanceRecord
from ..guidance.tabs import PLAN
from ..parts.empty_state import EmptyCard, EmptyState, EmptyStep
from ..shell.context import Context
from ..shell.page import Page
from ..style import tokens

if TYPE_CHECKING:
    from ...casework.readiness import Readiness

_FIND, _NAMELESS, _FILL = range(3)


class VeiledningPage(Page):
    """Nobody is guided until somebody is found, or the talk is begun without a name."""

    key = "veiledning"
    title = "ui.side.veiledning"
    concerns: ClassVar[tuple[str, ...]] = (
        *("guidance", "household_budget", "benefit_status", "benefit_transfer", "guidance_paper", "loan_case"),
        *("finance_proof", "purchase_event", "career_plan", "career_step", "career_review"),
        *("transfer_statement", "office_rate"),
        *("person", "household", "household_member", "tenancy", "tenancy_term", "application"),
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.head, self.record = GuidanceHead(ctx), GuidanceRecord(ctx)
        self.readiness: Readiness | None = None
        self._way_in = EmptyCard(self._steps())
        self._stack = QStackedWidget()
        for part in (self._way_in, self.record):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        margin = tokens.PAGE_MARGIN
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.head.chosen.connect(lambda person_id: self.show_person(person_id))
        self.head.ended.connect(self.end)
        self.record.left.connect(self._to_finder)
        self.record.alone.connect(lambda alone: self.head.setVisible(not alone))

    @property
    def shown_id(self) -> int | None:
        """Who is guided: a person, `ANONYMOUS`, or nobody."""
        return self.record.record_id

    @property
    def state(self) -> EmptyState | None:
        """What stands there while nobody is guided."""
        return self._way_in.state

    # -- who is guided --------------------------------------------------------------------------

    def show_person(self, person_id: int, tab: str | None = None) -> None:
        """Begin with a person, or with somebody without a name, on a tab."""
        self.record.show_record(person_id, tab)
        self.head.show_subject(person_id)
        self._stack.setCurrentWidget(self.record)
        self.record.focus_record()

    def end(self) -> None:
        """The talk is over: nothing of it stays on the screen."""
        self.record.show_record(None)
        self.head.show_subject(None)
        self._stack.setCurrentWidget(self._way_in)
        self._to_finder()

    def _to_finder(self) -> None:
        self.head.field.setFocus()

    # -- before anybody is guided ---------------------------------------------------------------

    def _steps(self) -> EmptyState:
        now = self.readiness
        counts = ""
        if now is not None:
            counts = text(
                "ui.veiledning.steg1_under",
                leie=now.with_rent,
                husstand=now.with_household,
                begge=now.with_both,
                av=now.tenancies,
            )
        fill = text("ui.veiledning.fyll_ut") if _missing(now) is not None else ""
        steps = (
            EmptyStep(text("ui.veiledning.finn"), text("ui.veiledning.finn_under"), text("ui.veiledning.finn_knapp"),
                      "search"),
            EmptyStep(text("ui.veiledning.nameless"), text("ui.veiledning.nameless_under"),
                      text("ui.veiledning.uten_navn_knapp"), "user"),
            EmptyStep(text("ui.veiledning.steg1"), counts, fill, "pencil"),
        )  # fmt: skip
        words = (text("ui.veiledning.tom"), text("ui.veiledning.hvorfor"))
        state = EmptyState("calculator", *words, steps, text("ui.tom.f1"))
        state.action.connect(self._step_taken)
        return state

    def _step_taken(self, step: int) -> None:
        missing = _missing(self.readiness)
        if step == _FIND:
            self._to_finder()
        elif step == _NAMELESS:
            self.show_person(ANONYMOUS)
        elif step == _FILL and missing is not None:
            self.ctx.window.open_record("tenancy", missing)

    # -- what the window asks -------------------------------------------------------------------

    def on_show(self) -> None:
        if self.ctx.may(Right.TENANCY_READ):
            from ...casework.readiness import readiness

            self.ctx.jobs.read(lambda: readiness(self.ctx.desk), owner=self, topic="klart", done=self._ready)

    def _ready(self, now: Readiness) -> None:
        if now != self.readiness:
            self.readiness = now
            self._way_in.put(self._steps())

    def on_changes(self, changes: Changes, initiator: object) -> None:
        self.reload()

    def on_lost(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Read what is known of the guided person anew."""
        self.record.reload()

    def first_focus(self) -> QWidget | None:
        return self.head.field if self.shown_id is None else self.record.tabs

    def open_record(self, kind: str, record_id: int) -> None:
        """Guide a person, whose id it is; `kind` "career_plan": with the plan."""
        self.show_person(record_id, PLAN if kind == "career_plan" else None)

    def print_current(self) -> None:
        """Ctrl+P: the paper of the tab shown."""
        self.record.print_now()


def _missing(now: Readiness | None) -> int | None:
    """The first tenancy where rent or household is missing."""
    found = [i for i in (now.without_rent_id, now.without_household_id) if i is not None] if now else []
    return min(found, default=None)
