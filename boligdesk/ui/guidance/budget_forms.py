"""The acts of Budsjett: keep a version with its date and a note, take one back, print it for the household."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...casework import budgets
from ...casework.budgets import BudgetCard
from ...rules.budget.given import BudgetGiven
from ...rules.messages import msg
from ...texts import formats, text
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

if TYPE_CHECKING:
    from ...casework.core.printing import PrintedDocument

_WIDTH = 640


def keep_dialog(ctx: Context, name: str, household_id: int, given: BudgetGiven) -> FormDialog:
    """Keep what stands there as a new version."""

    def act(values: Values, _reasons: Reasons) -> Act:
        note = values["note"] or ""
        return partial(budgets.keep_budget, ctx.desk, household_id, given, values["valid_from"], note)

    spec = form(
        FieldSpec("valid_from", "ui.budsjett.gjelder_fra", FieldKind.DATE, required=True),
        FieldSpec("note", "ui.budsjett.notat", FieldKind.MULTILINE, help="ui.budsjett.notat_hjelp"),
    )
    words = Words(
        text("ui.budsjett.lagre"),
        name,
        text("ui.budsjett.lagre"),
        msg("ui.budsjett.lagrer"),
        text("ui.budsjett.lagret"),
    )
    return FormDialog(ctx, words, spec, act, undo=False, width=_WIDTH).begin({"valid_from": ctx.desk.today})


def withdraw_dialog(ctx: Context, card: BudgetCard) -> FormDialog:
    """Take a version back that was kept by mistake."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(budgets.withdraw_budget, ctx.desk, card.id, card.version, values["why"])

    words = Words(
        text("ui.budsjett.trekk_tilbake"),
        formats.day(card.valid_from),
        text("ui.budsjett.trekk_tilbake"),
        msg("ui.budsjett.lagrer"),
        text("ui.budsjett.trukket_tilbake"),
    )
    return FormDialog(ctx, words, form(why()), act, undo=False, width=_WIDTH).begin()


def print_budget(ctx: Context, card: BudgetCard, person_id: int) -> None:
    """A kept budget for the household, to the printer that is chosen."""
    from ...casework import budget_letters

    def show(paper: PrintedDocument) -> None:
        from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

        PrintSeries(ctx.parent, [Sheet(paper)])

    act = partial(budget_letters.print_budget, ctx.desk, card.id, person_id)
    ctx.write(act, owner=ctx.parent, name=msg("ui.budsjett.lager_utskrift"), done=show)
