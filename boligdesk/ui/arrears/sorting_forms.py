"""What can be done with a payment: put on an account, split, taken as a return, set aside, undone."""

from __future__ import annotations

from functools import partial

from ...casework import payment_sorting
from ...casework.payment_lists import AccountName, LineCard, LineQuery, LineRow, line_card, line_ids
from ...casework.payment_sorting import Part, Sorting
from ...rules.arrears.words import LineState, PayerKind
from ...rules.messages import msg
from ...texts import formats, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context


def about_line(row: LineRow) -> str:
    """A payment in one line: day, who, amount."""
    parts = [formats.day(row.booked_on), row.payer]
    if row.amount_ore is not None:
        parts.append(formats.kroner(row.amount_ore, always_ore=True))
    return " · ".join(part for part in parts if part)


def account_line(account: AccountName) -> str:
    """An account in one line: tenants, home, contract number."""
    return " · ".join(part for part in (", ".join(account.tenants), account.address, account.number) if part)


def _words(row: LineRow, title: str, save: str, said: str) -> Words:
    return Words(text(title), about_line(row), text(save), msg("ui.innbetaling.lagrer"), text(said))


def assign_dialog(ctx: Context, row: LineRow, account_id: int, account: str) -> FormDialog:
    """Put the whole payment on one account; its payer can be remembered."""

    def act(values: Values, _reasons: Reasons) -> Act:
        parts = (Part(account_id, row.amount_ore or 0),)
        sorting = Sorting(row.id, row.version, parts, values["remember"], note=values["note"] or "")
        return partial(payment_sorting.sort_line, ctx.desk, sorting)

    fields = [FieldSpec("account", "ui.innbetaling.til", read_only=True, width=420)]
    if row.payer_account:
        choices = (Choice(None, text("ui.innbetaling.husk_ikke")), *of(PayerKind))
        remember = FieldSpec(
            "remember", "ui.innbetaling.husk", FieldKind.CHOICE, choices=choices, help="ui.innbetaling.husk_hjelp"
        )
        fields.append(remember)
    fields.append(FieldSpec("note", "ui.innbetaling.merknad"))

    def with_payer(values: Values, reasons: Reasons) -> Act:
        return act({"remember": None} | dict(values), reasons)

    words = _words(row, "ui.innbetaling.for_pa", "ui.innbetaling.for", "ui.innbetaling.er_fort")
    return FormDialog(ctx, words, form(*fields), with_payer, undo=False).begin({"account": account})


def set_aside_dialog(ctx: Context, row: LineRow) -> FormDialog:
    """The payment is none of the office's; it can be sent back."""

    def act(values: Values, _reasons: Reasons) -> Act:
        repay = bool(values["repay"])
        return partial(payment_sorting.set_aside, ctx.desk, row.id, row.version, values["why"], repay=repay)

    spec = form(
        why(),
        FieldSpec("repay", "ui.innbetaling.send_tilbake", FieldKind.YES_NO, help="ui.innbetaling.send_tilbake_hjelp"),
    )
    words = _words(row, "ui.innbetaling.ikke_var", "ui.innbetaling.legg_til_side", "ui.innbetaling.er_lagt")
    return FormDialog(ctx, words, spec, act, undo=False, width=720).begin({"repay": False})


def sort_again_dialog(ctx: Context, row: LineRow) -> FormDialog:
    """Undo how a payment was sorted: counter-entries, and it waits again."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(payment_sorting.sort_again, ctx.desk, row.id, row.version, values["why"])

    words = _words(row, "ui.innbetaling.sorter_pa_nytt", "ui.innbetaling.angre", "ui.innbetaling.venter_igjen")
    return FormDialog(ctx, words, form(why()), act, undo=False, width=720).begin()


def return_dialog(ctx: Context, row: LineRow) -> None:
    """The payment came back: choose which earlier payment it takes back, among booked ones of the same amount."""
    desk = ctx.desk
    wanted = formats.amount(abs(row.amount_ore or 0), always_ore=True)

    def candidates() -> list[LineCard]:
        found = line_ids(desk, LineQuery(wanted, frozenset({LineState.BOOKED})))
        return [line_card(desk, one) for one in found[:20] if one != row.id]

    ctx.jobs.read(candidates, owner=ctx.parent, topic="retur", done=partial(_ask_which, ctx, row))


def _ask_which(ctx: Context, row: LineRow, cards: list[LineCard]) -> None:
    choices = [
        Choice(part.entry_id, f"{formats.day(part.on)} · {account_line(part.account)}")
        for card in cards
        for part in card.parts
        if part.amount_ore < 0 and not part.taken_back
    ]

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(
            payment_sorting.sort_return, ctx.desk, row.id, row.version, values["entry"], values["note"] or ""
        )

    spec = form(
        FieldSpec(
            "entry",
            "ui.innbetaling.tidligere",
            FieldKind.CHOICE,
            choices=choices,
            required=True,
            help="ui.innbetaling.tidligere_hjelp",
            width=420,
        ),
        FieldSpec("note", "ui.innbetaling.merknad"),
    )
    words = _words(row, "ui.innbetaling.retur", "ui.innbetaling.for_retur", "ui.innbetaling.er_fort")
    start = {"entry": choices[0].key} if len(choices) == 1 else {}
    FormDialog(ctx, words, spec, act, undo=False, width=720).begin(start)
