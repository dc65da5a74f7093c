"""The dialogs about a household's bostøtte: what was heard, and a line that was entered by mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ...casework import benefit_statuses
from ...casework.benefit_statuses import BenefitInput, BenefitRow
from ...rules.guidance.deadlines import by_net
from ...rules.guidance.words import BenefitState, RefusalCode
from ...rules.messages import msg
from ...rules.periods import first_of_month
from ...texts import formats, text
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ...casework.core.printing import PrintedDocument

_WIDTH, _CHOICE_W = 680, 360


def words_of(about: str, title: str, save: str, said: str) -> Words:
    """The words of a dialog about bostøtte; all but whom it is about are catalogue codes."""
    return Words(text(title), about, text(save), msg("ui.bostotte.lagrer"), text(said))


def _granted(values: Mapping[str, Any]) -> bool:
    return values.get("state") is BenefitState.GRANTED


def _refused(values: Mapping[str, Any]) -> bool:
    return values.get("state") in (BenefitState.REFUSED, BenefitState.DISMISSED)


def hear_dialog(ctx: Context, name: str, household_id: int) -> FormDialog:
    """What was heard: from which month, how much, why not, and when to apply anew."""

    def act(values: Values, _reasons: Reasons) -> Act:
        given = BenefitInput(
            household_id,
            values["state"],
            first_of_month(values["from_month"]),
            amount_ore=values["amount"],
            refusal=values["refusal"],
            applied_on=values["applied_on"],
            reapply_by=values["reapply_by"],
            heard_on=values["heard_on"],
            note=values["note"] or "",
        )
        return partial(benefit_statuses.hear_benefit, ctx.desk, given)

    spec = form(
        FieldSpec("state", "ui.bostotte.tilstand", FieldKind.CHOICE, choices=of(BenefitState), required=True),
        FieldSpec("from_month", "ui.bostotte.fra", FieldKind.DATE, required=True, help="ui.bostotte.fra_hjelp"),
        FieldSpec("amount", "ui.bostotte.belop", FieldKind.MONEY, required=True, when=_granted),
        FieldSpec(
            "refusal", "ui.bostotte.kode", FieldKind.CHOICE, choices=of(RefusalCode), width=_CHOICE_W, when=_refused
        ),
        FieldSpec("applied_on", "ui.bostotte.sokt_dag", FieldKind.DATE),
        FieldSpec("reapply_by", "ui.bostotte.sok_igjen", FieldKind.DATE, help="ui.bostotte.sok_igjen_hjelp"),
        FieldSpec("heard_on", "ui.bostotte.hort", FieldKind.DATE),
        FieldSpec("note", "ui.bostotte.notat", FieldKind.MULTILINE),
    )
    words = words_of(name, "ui.bostotte.ny_status", "ui.bostotte.lagre_status", "ui.bostotte.status_lagret")
    start = {"from_month": by_net(ctx.desk.today).month, "heard_on": ctx.desk.today}
    return FormDialog(ctx, words, spec, act, width=_WIDTH).begin(start)


def withdraw_dialog(ctx: Context, row: BenefitRow) -> FormDialog:
    """Take a line back that was entered by mistake."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(benefit_statuses.withdraw_benefit, ctx.desk, row.id, row.version, values["why"])

    about = formats.month(row.given.from_month)
    words = words_of(about, "ui.bostotte.trekk_linje", "ui.bostotte.trekk_linje", "ui.bostotte.linje_trukket")
    return FormDialog(ctx, words, form(why()), act, width=_WIDTH).begin()


def show_paper(ctx: Context, paper: PrintedDocument | None) -> None:
    """Show what was printed; None: nothing was."""
    if paper is not None:
        from ..record_tabs.document_view import show_document  # brings the printer with it

        show_document(ctx, paper.document_id)


def print_and_show(ctx: Context, owner: QObject, act: Callable[[], Done[PrintedDocument]]) -> None:
    """Print in the write lane and show the paper."""
    ctx.write(act, owner=owner, name=msg("ui.bostotte.lagrer"), done=partial(show_paper, ctx))
