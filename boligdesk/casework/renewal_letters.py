"""The letter of a renewal round: one per tenancy, printed one by one or as a batch (E15)."""

from __future__ import annotations

from ..forms.renewal_data import RenewalLetterData
from ..models.application import RenewalItem, RenewalRound
from ..models.casefile import Document
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.printing import Letter, PrintedDocument, given_again, print_letter
from .core.tenancy_letters import about_tenancy, tenancy_letter


@steps(Right.APPLICATION_WRITE)
def print_renewal_letter(desk: Desk, item_id: int) -> Done[PrintedDocument]:
    """The letter that asks one household whether it wishes to stay. A printed one is given again as it was."""
    letter, before = _letter(desk, item_id)
    return print_letter(desk, letter, before, lambda d, new: _file(d, item_id, new))


@reads(Right.APPLICATION_READ)
def _letter(look: Look, item_id: int) -> tuple[Letter, PrintedDocument | None]:
    item = look.get(RenewalItem, item_id)
    round_ = look.get(RenewalRound, item.round_id)
    about = about_tenancy(look, item.tenancy_id)
    data = RenewalLetterData(**about.shared, ends_on=about.tenancy.fixed_until, answer_by=round_.answer_by)
    letter = tenancy_letter(
        look, about, "forlengelsesbrev", DocumentKind.RENEWAL_LETTER, data, f"-{round_.answer_by:%Y}"
    )
    if item.document_id is not None:
        return letter, given_again(look, look.get(Document, item.document_id))
    return letter, None


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, item_id: int, new: NewDocument) -> int:
    """File the letter on the tenancy; a colleague may have printed it this instant."""
    item = work.load(RenewalItem, item_id)
    if item.document_id is None:
        item.document_id = keep(work, new).id
    return item.document_id
