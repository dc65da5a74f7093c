"""Every way a document went, and whether it came back (P9)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..shell.context import Context
from .items_dialog import Act, Item, Items, open_items

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.documents import DocumentRow, SendingRow


def sendings_dialog(ctx: Context, row: DocumentRow) -> None:
    """The sendings of a document; one that came back can be said to have."""
    from ...casework.documents import sendings_of

    open_items(
        ctx,
        Items(
            text("ui.dokumenter.utsendinger"),
            row.title,
            partial(sendings_of, ctx.desk, row.id),
            partial(_items, ctx),
            text("ui.dokumenter.ingen_utsendinger"),
            ("sending",),
        ),
    )


def _items(ctx: Context, sendings: Sequence[SendingRow]) -> list[Item]:
    return [_item(ctx, sending) for sending in sendings]


def _item(ctx: Context, sending: SendingRow) -> Item:
    back = text("ui.dokumenter.kom_tilbake", dato=sending.returned_on) if sending.returned_on else ""
    got = text("ui.dokumenter.mottatt", dato=sending.received_on) if sending.received_on else ""
    note = " · ".join(part for part in (sending.receiver, got, back) if part)
    title = f"{formats.day(sending.sent_on)} · {enum_text(sending.way)}"
    came_back = Act(text("ui.dokumenter.i_retur"), partial(_returned, ctx, sending.id), "undo-2")
    may = ctx.may(Right.DOCUMENT_WRITE) and sending.returned_on is None
    return Item(title, note, (came_back,) if may else ())


def _returned(ctx: Context, sending_id: int) -> None:
    from ...casework.documents import mark_returned

    ctx.write(
        lambda: mark_returned(ctx.desk, sending_id, ctx.desk.today),
        owner=ctx.parent,
        name=msg("ui.dokumenter.lagrer"),
        said=text("ui.dokumenter.retur_notert"),
    )
