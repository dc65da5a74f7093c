"""The ways from a person into a tenancy: new lease, changes, papers. Loaded when they are used."""

from __future__ import annotations

from functools import partial

from ...casework.core.person_homes import Home
from ...casework.lease_print import print_lease, print_paper
from ...casework.tenancy_card import TenancyCard, tenancy_card
from ...rules.vocabulary import DocumentKind
from ...texts import enum_text, text
from ..parts.buttons import primary
from ..parts.dialog import DialogFrame
from ..shell.context import Context

_PAPERS = {
    "opplysning_11_1": DocumentKind.INFORMATION_11_1,
    "husordensregler": DocumentKind.HOUSE_RULES,
    "overtakelsesprotokoll": DocumentKind.PROTOCOL,
    "samtykke_fast_trekk": DocumentKind.DEDUCTION_CONSENT,
}


def new_lease(ctx: Context, person_id: int) -> None:
    """A new lease for the person; the dialog opens its tenancy when it is made."""
    from ..tenancy.new_lease import NewLeaseDialog

    NewLeaseDialog(ctx, tenant_ids=(person_id,)).begin()


def new_application(ctx: Context, person_id: int) -> None:
    """A new application for the person; it is opened when it is registered."""
    from ..applications.new_application import new_application_dialog

    new_application_dialog(ctx, person_id=person_id)


def change(ctx: Context, tenancy_id: int) -> None:
    """Make a change in a running tenancy (P3, P7)."""
    from ..tenancy.changing import ChangeDialog
    from ..tenancy.panel_acts import about_of

    def show(card: TenancyCard) -> None:
        ChangeDialog(ctx, about_of(card), card).begin()

    ctx.jobs.read(partial(tenancy_card, ctx.desk, tenancy_id), owner=ctx.parent, topic="endring", done=show)


def papers(ctx: Context, home: Home) -> DialogFrame:
    """The papers of a tenancy: each is made when it is asked for, and kept; unchanged it gives the same bytes."""
    from ..tenancy.papers import Paper, PaperShelf

    desk, tenancy_id = ctx.desk, home.tenancy_id
    lease = Paper(enum_text(DocumentKind.LEASE), partial(print_lease, desk, tenancy_id))
    others = [Paper(enum_text(kind), partial(print_paper, desk, tenancy_id, key)) for key, kind in _PAPERS.items()]
    dialog = DialogFrame(ctx.parent, text("ui.felles.skriv_ut"), f"{home.address} · {home.number}", width=760)
    dialog.body.addWidget(PaperShelf(ctx, [lease, *others]))
    dialog.body.addStretch(1)
    close = primary(text("ui.felles.lukk"))
    close.clicked.connect(lambda: dialog.finish(True))
    dialog.add_right(close)
    dialog.open()
    return dialog
