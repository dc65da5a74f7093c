"""The acts under a person's card: what the person's situation asks for first, the rest after it or in "Mer"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ...rules.rights import Right
from ...rules.vocabulary import Protection
from ...texts import text
from ..parts.buttons import ButtonKind
from ..parts.cards import ActionBar
from . import doors
from .acts import PersonActs
from .contact_forms import number_dialog
from .edit_person import edit_person_dialog
from .home_card import current
from .merge_dialog import merge_dialog
from .representative_forms import representative_dialog
from .status_forms import death_dialog, protection_dialog

Go = Callable[[], object]


@dataclass(frozen=True)
class Ways:
    """What the record itself does: go to the log, print."""

    log: Go
    papers: Go


def fill(bar: ActionBar, do: PersonActs, ways: Ways) -> None:
    """Fill the bar for a person."""
    bar.clear()
    home = current(do.card)
    if home is not None:
        opens = partial(do.open, "tenancy", home.tenancy_id)
        bar.add(text("ui.leietaker.apne_leieforhold"), opens, "file-text", kind=ButtonKind.PRIMARY)
    elif do.may(Right.TENANCY_WRITE) and do.card.died_on is None:
        lease = partial(doors.new_lease, do.ctx, do.card.id)
        bar.add(text("ui.leietaker.ny_kontrakt"), lease, "file-plus", kind=ButtonKind.PRIMARY)
    if do.may(Right.CONTACT_WRITE):
        bar.add(text("ui.leietaker.logg_kontakt"), ways.log, "phone")
    if home is not None and do.may(Right.TENANCY_WRITE):
        change = bar.add(text("ui.leietaker.endring"), partial(doors.change, do.ctx, home.tenancy_id))
        change.setAccessibleName(text("ui.leietaker.endring_leieforhold"))
        change.setToolTip(text("ui.leietaker.endring_leieforhold"))
    if do.may(Right.DOCUMENT_READ):
        bar.add(text("ui.felles.skriv_ut"), ways.papers, "printer", right=True)
    _more(bar, do, rents=home is not None)


def _more(bar: ActionBar, do: PersonActs, *, rents: bool) -> None:
    ctx, card = do.ctx, do.card
    if do.may(Right.GUIDANCE_READ) and card.died_on is None:
        bar.add_more(text("ui.person.veiled"), partial(do.open, "guidance", card.id), "calculator")
    if do.may_write:
        bar.add_more(text("ui.person.endre"), partial(edit_person_dialog, ctx, card), "pencil")
        bar.add_more(text("ui.kontakt.nytt_nummer"), partial(number_dialog, ctx, card), "plus")
        bar.add_more(text("ui.kontakt.ny_representant"), partial(representative_dialog, ctx, card, None), "user-check")
    if rents and do.may(Right.TENANCY_WRITE):
        bar.add_more(text("ui.leietaker.ny_kontrakt"), partial(doors.new_lease, ctx, card.id), "file-plus")
    if do.may(Right.PROTECTION_WRITE):
        code = "ui.vern.sett" if card.protection is Protection.NONE else "ui.vern.endre"
        bar.add_more(text(code), partial(protection_dialog, ctx, card), "eye-off")
    if do.may(Right.PERSON_MERGE):
        bar.add_more(text("ui.sammen.meny"), partial(merge_dialog, ctx, card), "users")
    if do.may_write and card.died_on is None:
        bar.add_more(text("ui.dod.meny"), partial(death_dialog, ctx, card), "minus")
