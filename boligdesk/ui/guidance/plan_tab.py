"""The tab Boligplan: where the household is and wants to be, the steps, and when it is gone through again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework.career_plans import PlanCard, StepRow, finish_step, move_step, plans_of
from ...casework.guidance_subject import Subject
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..people.rows import Lines, LinesCard, top_label
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from . import plan_forms as forms
from .tabs import GuidanceTab

_DATE_W, _WHO_W = 92, 150


class PlanTab(GuidanceTab):
    """The running plan, and the earlier ones in a line each."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.plan: PlanCard | None = None
        self._subject: Subject | None = None
        self._about = LinesCard(text("ui.plan.tittel"))
        self._steps = LinesCard(text("ui.plan.steg"))
        self._visits = LinesCard(text("ui.plan.gjennomganger"))

    def cards(self) -> Sequence[Placed]:
        return (Placed(self._about), Placed(self._visits, Place.ASIDE), Placed(self._steps, Place.WIDE))

    def show_card(self, card: Subject) -> None:
        self._subject = card
        if card.anonymous or card.household_id is None:
            self._show((), text("ui.plan.krever_navn" if card.anonymous else "ui.plan.krever_husstand"))
            return
        read = partial(plans_of, self.ctx.desk, card.person_id)
        self.ctx.jobs.read(read, owner=self, topic="planer", done=self._arrived, failed=self._refused)

    def clear(self) -> None:
        self.plan, self._subject = None, None
        for part in (self._about, self._steps, self._visits):
            part.put(QWidget())

    def acts(self, card: Subject) -> Iterable[BarAct]:
        plan = self.plan
        paper = self._print_act()
        if not self.ctx.may(Right.GUIDANCE_WRITE) or card.household_id is None:
            yield from paper
            return
        if plan is None:
            make = partial(forms.new_plan_dialog, self.ctx, card)
            yield BarAct(text("ui.plan.ny"), make, "file-plus", primary=True)
            return
        due = plan.given.next_review is not None and plan.given.next_review <= self.ctx.desk.today
        step = BarAct(text("ui.plan.nytt_steg"), partial(forms.step_dialog, self.ctx, plan), "plus", primary=not due)
        visit = partial(forms.review_dialog, self.ctx, card, plan)
        review = BarAct(text("ui.plan.gjennomga"), visit, "calendar-clock", primary=due)
        yield from (review, step) if due else (step, review)
        yield from paper
        yield BarAct(text("ui.plan.endre"), partial(forms.change_plan_dialog, self.ctx, plan), "pencil")
        yield BarAct(text("ui.plan.avslutt"), partial(forms.end_dialog, self.ctx, plan), "circle-check", more=True)

    def _print_act(self) -> tuple[BarAct, ...]:
        if self.plan is None or not self.ctx.may(Right.DOCUMENT_WRITE):
            return ()
        return (BarAct(text("ui.plan.skriv_ut"), self.print_now, "printer"),)

    def print_now(self) -> None:
        """Ctrl+P: the plan for the household."""
        if self.plan is not None and self.ctx.may(Right.DOCUMENT_WRITE):
            forms.print_plan(self.ctx, self.plan)

    def count(self, card: Subject) -> int:
        """Nothing: the plan is read when its tab is shown."""
        return 0

    # -- what is shown --------------------------------------------------------------------------

    def _arrived(self, found: tuple[PlanCard, ...]) -> None:
        if self._subject is not None:
            self._show(found, text("ui.plan.ingen"))

    def _refused(self, _error: RefusedError) -> None:
        self.clear()

    def _show(self, found: Sequence[PlanCard], without: str) -> None:
        self.plan = next((plan for plan in found if plan.ended_on is None), None)
        self._about.put(_facts(self.plan) if self.plan else Label(without, colour="text2", wrap=True))
        self._steps.put(self._step_lines(self.plan))
        self._visits.put(_visit_lines(self.plan, [plan for plan in found if plan.ended_on is not None]))
        self.acts_changed.emit()

    def _step_lines(self, plan: PlanCard | None) -> Lines:
        lines = Lines(_DATE_W, _WHO_W)
        steps = plan.steps if plan else ()
        for place, step in enumerate(steps):
            day = formats.day(step.given.due) if step.given.due else text("ui.plan.uten_dag")
            who = " · ".join(filter(None, (enum_text(step.given.actor), step.given.actor_name)))
            lines.add(
                top_label(day, "label"), top_label(step.given.what), top_label(who, colour="text2"), self._end(place)
            )
        if lines.empty:
            lines.say(text("ui.plan.ingen_steg"))
        return lines

    def _end(self, place: int) -> QWidget:
        """Done when, or the ways to change, move and close it."""
        plan = self.plan
        assert plan is not None
        step = plan.steps[place]
        if step.done_on is not None:
            return Chip(ChipLook(text("ui.plan.gjort", dato=step.done_on), Tone.OK, "check"))
        if not self.ctx.may(Right.GUIDANCE_WRITE):
            return Label("")
        from ..people.acts import row_menu

        button, menu = row_menu(text("ui.plan.om_steg", hva=step.given.what))
        menu.add(text("ui.plan.er_gjort"), partial(self._finish, step), "check")
        menu.add(text("ui.plan.endre_steg"), partial(forms.change_step_dialog, self.ctx, plan, step), "pencil")
        if place > 0:
            menu.add(text("ui.plan.flytt_opp"), partial(self._move, step, up=True), "arrow-up")
        if place < len(plan.steps) - 1:
            menu.add(text("ui.plan.flytt_ned"), partial(self._move, step, up=False), "arrow-down")
        menu.add(text("ui.plan.ta_ut"), partial(forms.drop_step_dialog, self.ctx, step), "x")
        return button

    def _move(self, step: StepRow, *, up: bool) -> None:
        self.ctx.write(
            partial(move_step, self.ctx.desk, step.id, step.version, up=up),
            owner=self,
            name=msg("ui.plan.lagrer"),
            said=text("ui.plan.flyttet"),
            undo=True,
        )

    def _finish(self, step: StepRow) -> None:
        self.ctx.write(
            partial(finish_step, self.ctx.desk, step.id, step.version),
            owner=self,
            name=msg("ui.plan.lagrer"),
            said=text("ui.plan.steg_gjort"),
            undo=True,
        )


def _facts(plan: PlanCard) -> Facts:
    facts = Facts()
    facts.add(text("ui.plan.i_dag"), plan.given.today_text or text("ui.plan.ikke_skrevet"))
    facts.add(text("ui.plan.mal"), enum_text(plan.given.goal), plan.given.goal_text)
    facts.add(text("ui.plan.laget_dag"), formats.day(plan.made_on))
    upcoming = plan.given.next_review
    facts.add(text("ui.plan.neste"), formats.day(upcoming) if upcoming else text("ui.plan.ikke_bestemt"))
    return facts


def _visit_lines(plan: PlanCard | None, ended: Sequence[PlanCard]) -> Lines:
    lines = Lines(_DATE_W)
    for visit in plan.reviews if plan else ():
        lines.add(Label(formats.day(visit.on_date), "label"), top_label(visit.note or text("ui.plan.uten_notat")))
    for old in ended:
        assert old.ended_on is not None
        assert old.outcome is not None
        said = text("ui.plan.tidligere", utfall=enum_text(old.outcome), ord=old.outcome_text)
        lines.add(Label(formats.day(old.ended_on), "label"), top_label(said.strip(), colour="text2"))
    if lines.empty:
        lines.say(text("ui.plan.ingen_gjennomganger"))
    return lines
