"""The forms of a boligkarriereplan: the plan itself, its steps, the yearly visit, the end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...casework import career_plans
from ...casework.career_plans import PlanCard, PlanInput, StepInput, StepRow
from ...casework.guidance_subject import Subject
from ...rules.guidance.words import HousingGoal, LeavingOutcome, StepBy
from ...rules.messages import msg
from ...texts import text
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

if TYPE_CHECKING:  # what prints is loaded when something is printed
    from ...casework.core.printing import PrintedDocument

_WIDTH, _GOAL_W = 720, 320


def _words(about: str, title: str, save: str, said: str) -> Words:
    """The words of a dialog about a plan; all but whom it is about are catalogue codes."""
    return Words(text(title), about, text(save), msg("ui.plan.lagrer"), text(said))


def _plan_fields() -> FormSpec:
    return form(
        FieldSpec("today_text", "ui.plan.i_dag", FieldKind.MULTILINE),
        FieldSpec("goal", "ui.plan.mal", FieldKind.CHOICE, choices=of(HousingGoal), required=True, width=_GOAL_W),
        FieldSpec("goal_text", "ui.plan.mal_ord", FieldKind.MULTILINE),
        FieldSpec("next_review", "ui.plan.neste", FieldKind.DATE, help="ui.plan.neste_hjelp"),
    )


def _plan_input(values: Values) -> PlanInput:
    return PlanInput(values["today_text"] or "", values["goal"], values["goal_text"] or "", values["next_review"])


def new_plan_dialog(ctx: Context, card: Subject) -> FormDialog:
    """Begin the household's plan; the next visit is proposed as the office has chosen."""
    household_id = card.household_id
    assert household_id is not None

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(career_plans.make_plan, ctx.desk, card.person_id, household_id, _plan_input(values))

    home = card.home.address if card.home else ""
    start = {"today_text": home, "next_review": card.next_review}
    words = _words(card.name, "ui.plan.ny", "ui.plan.lagre", "ui.plan.laget")
    return FormDialog(ctx, words, _plan_fields(), act, width=_WIDTH).begin(start)


def change_plan_dialog(ctx: Context, plan: PlanCard) -> FormDialog:
    """Write the plan anew."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(career_plans.change_plan, ctx.desk, plan.id, plan.version, _plan_input(values))

    given = plan.given
    start = {"today_text": given.today_text, "goal": given.goal, "goal_text": given.goal_text}
    words = _words(plan.name, "ui.plan.endre", "ui.plan.lagre", "ui.plan.endret")
    dialog = FormDialog(ctx, words, _plan_fields(), act, width=_WIDTH)
    return dialog.begin({**start, "next_review": given.next_review})


def _step_fields() -> FormSpec:
    return form(
        FieldSpec("what", "ui.plan.hva", required=True),
        FieldSpec("actor", "ui.plan.hvem", FieldKind.CHOICE, choices=of(StepBy), required=True, width=_GOAL_W),
        FieldSpec("actor_name", "ui.plan.hvem_navn"),
        FieldSpec("due", "ui.plan.innen", FieldKind.DATE, help="ui.plan.innen_hjelp"),
    )


def _step_input(values: Values) -> StepInput:
    return StepInput(values["what"], values["actor"], values["actor_name"] or "", values["due"])


def step_dialog(ctx: Context, plan: PlanCard) -> FormDialog:
    """A step more: what, who, by when."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(career_plans.add_step, ctx.desk, plan.id, _step_input(values))

    words = _words(plan.name, "ui.plan.nytt_steg", "ui.plan.lagre_steg", "ui.plan.steg_laget")
    return FormDialog(ctx, words, _step_fields(), act, width=_WIDTH).begin({"actor": StepBy.HOUSEHOLD})


def change_step_dialog(ctx: Context, plan: PlanCard, step: StepRow) -> FormDialog:
    """Write a step anew."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(career_plans.change_step, ctx.desk, step.id, step.version, _step_input(values))

    given = step.given
    start = {"what": given.what, "actor": given.actor, "actor_name": given.actor_name, "due": given.due}
    words = _words(plan.name, "ui.plan.endre_steg", "ui.plan.lagre_steg", "ui.plan.steg_endret")
    return FormDialog(ctx, words, _step_fields(), act, width=_WIDTH).begin(start)


def print_plan(ctx: Context, plan: PlanCard) -> None:
    """The plan as a paper for the household, filed and sent to the printer that is chosen."""

    def show(paper: PrintedDocument) -> None:
        from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

        PrintSeries(ctx.parent, [Sheet(paper)])

    from ...casework import career_papers

    ctx.write(
        partial(career_papers.print_plan, ctx.desk, plan.id),
        owner=ctx.parent,
        name=msg("ui.plan.lager_utskrift"),
        done=show,
    )


def drop_step_dialog(ctx: Context, step: StepRow) -> FormDialog:
    """A step that will not be done leaves the plan, with the reason."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(career_plans.drop_step, ctx.desk, step.id, step.version, values["why"])

    words = _words(step.given.what, "ui.plan.ta_ut", "ui.plan.ta_ut", "ui.plan.tatt_ut")
    return FormDialog(ctx, words, form(why()), act, width=_WIDTH).begin()


def review_dialog(ctx: Context, card: Subject, plan: PlanCard) -> FormDialog:
    """The plan was gone through today, and is again on a day."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(
            career_plans.review_plan, ctx.desk, plan.id, plan.version, values["note"] or "", values["next_review"]
        )

    spec = form(
        FieldSpec("note", "ui.plan.hva_ble_sagt", FieldKind.MULTILINE),
        FieldSpec("next_review", "ui.plan.neste", FieldKind.DATE, required=True),
    )
    words = _words(plan.name, "ui.plan.gjennomga", "ui.plan.lagre_gjennomgang", "ui.plan.gjennomgatt")
    return FormDialog(ctx, words, spec, act, width=_WIDTH).begin({"next_review": card.next_review})


def end_dialog(ctx: Context, plan: PlanCard) -> FormDialog:
    """The household has left, or the goal is reached: how it went."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(career_plans.end_plan, ctx.desk, plan.id, plan.version, values["outcome"], values["text"] or "")

    spec = form(
        FieldSpec(
            "outcome", "ui.plan.utfall", FieldKind.CHOICE, choices=of(LeavingOutcome), required=True, width=_GOAL_W
        ),
        FieldSpec("text", "ui.plan.utfall_ord", FieldKind.MULTILINE),
    )
    words = _words(plan.name, "ui.plan.avslutt", "ui.plan.avslutt", "ui.plan.avsluttet_na")
    return FormDialog(ctx, words, spec, act, width=_WIDTH).begin()
