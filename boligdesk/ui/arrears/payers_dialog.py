"""Who is remembered to pay for whom (P26), and the AvtaleGiro mandates that the bank's files have told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from ...casework.arrears_card import ArrearsCard
from ...casework.core.desk import Desk
from ...casework.giro_mandates import MandateRow, giro_mandates
from ...casework.payment_lists import AccountName, PayerRow, account_names, known_payers
from ...casework.payment_sorting import forget_payer
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..record_tabs.items_dialog import Act, Item, Items, ItemsDialog, open_items
from ..shell.context import Context
from .event_forms import words_of
from .sorting_forms import account_line

Payers = tuple[Sequence[PayerRow], Mapping[int, AccountName]]


def payers_dialog(ctx: Context, card: ArrearsCard) -> ItemsDialog:
    """Those who are known to pay for the tenant of an account."""
    words = words_of(card, "ui.betaler.kjente", "ui.felles.lukk", "ui.felles.lukk")
    return open_items(ctx, _payers(ctx, words.line, card.account_id))


def all_payers_dialog(ctx: Context) -> ItemsDialog:
    """Everybody who is known to pay for somebody."""
    return open_items(ctx, _payers(ctx, text("ui.betaler.om"), None))


def _payers(ctx: Context, concerns: str, account_id: int | None) -> Items:
    return Items(
        title=text("ui.betaler.kjente"),
        concerns=concerns,
        load=partial(_read, ctx.desk, account_id),
        lines=partial(_lines, ctx),
        empty=text("ui.betaler.ingen"),
        entities=("known_payer",),
    )


def _read(desk: Desk, account_id: int | None) -> Payers:
    found = known_payers(desk, account_id)
    return found, account_names(desk, sorted({one.account_id for one in found}))


def _lines(ctx: Context, answer: object) -> list[Item]:
    found, names = cast(Payers, answer)
    may = ctx.may(Right.PAYMENTS_WRITE)
    return [
        Item(
            " · ".join(filter(None, (row.payer_name or text("ui.innbetaling.skjermet"), enum_text(row.kind)))),
            text("ui.betaler.for", konto=_account(row), leietaker=_whom(names, row), dato=row.confirmed_on),
            [Act(text("ui.betaler.glem"), partial(_forget, ctx, row), "trash-2")] if may else (),
        )
        for row in found
    ]


def _account(row: PayerRow) -> str:
    return formats.account(row.payer_account) if row.payer_account else text("ui.innbetaling.skjermet")


def _whom(names: Mapping[int, AccountName], row: PayerRow) -> str:
    return account_line(names[row.account_id]) if row.account_id in names else text("ui.innbetaling.skjermet")


def _forget(ctx: Context, row: PayerRow) -> None:
    ctx.write(
        partial(forget_payer, ctx.desk, row.id, row.version),
        owner=ctx.parent,
        name=msg("ui.restanser.lagrer"),
        said=text("ui.betaler.glemt"),
        undo=True,
    )


def mandates_dialog(ctx: Context) -> ItemsDialog:
    """The AvtaleGiro mandates, as far as files were read."""
    return open_items(
        ctx,
        Items(
            title=text("ui.betaler.avtalegiro"),
            concerns=text("ui.betaler.avtalegiro_om"),
            load=partial(giro_mandates, ctx.desk),
            lines=_mandates,
            empty=text("ui.betaler.ingen_avtalegiro"),
            entities=("giro_mandate", "payment_file"),
        ),
    )


def _mandates(answer: object) -> list[Item]:
    rows = cast(Sequence[MandateRow], answer)
    return [Item(_holder(row), " · ".join(filter(None, _about(row)))) for row in rows]


def _holder(row: MandateRow) -> str:
    return account_line(row.account) if row.account else text("ui.betaler.ukjent_kid")


def _about(row: MandateRow) -> tuple[str, ...]:
    return (
        text("ui.avtale.kid", kid=row.kid),
        text("ui.betaler.lest", dato=row.since),
        text("ui.betaler.slutt", dato=row.ended_on) if row.ended_on else "",
        text("ui.betaler.varsel") if row.notice and not row.ended_on else "",
    )
