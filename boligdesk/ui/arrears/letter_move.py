"""Flytteoppfordring after a fixed term (husleieloven § 9-2): recorded on the tenancy, with its letter."""

from __future__ import annotations

from functools import partial

from ...casework.arrears_card import ArrearsCard
from ...casework.tenancy_card import TenancyCard, tenancy_card
from ...rules.terms import EndKind
from ..shell.context import Context


def move_dialog(ctx: Context, card: ArrearsCard) -> None:
    """Ask the tenant to move: the dialog of the tenancy that ends, with the request chosen."""

    def show(found: TenancyCard) -> None:
        from ..tenancy.ending import EndDialog  # brings the printer with it: not before it is asked for
        from ..tenancy.panel_acts import about_of

        EndDialog(ctx, about_of(found), EndKind.REQUEST_TO_MOVE).begin()

    ctx.jobs.read(partial(tenancy_card, ctx.desk, card.tenancy_id), owner=ctx.parent, topic="leieforhold", done=show)
