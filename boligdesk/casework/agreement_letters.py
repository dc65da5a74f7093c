"""The betalingsavtale as a paper to sign, printed once from what was agreed and given again byte for byte."""

from __future__ import annotations

from ..forms.agreement_data import AgreedRow, AgreementData, InstalmentRow
from ..models.arrears import PaymentAgreement
from ..models.casefile import Document
from ..models.ledger import RentAccount
from ..models.tenancy import Tenancy
from ..rules.arrears.words import AgreementKind
from ..rules.ledger.entries import RENT_FIRST
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .agreement_card import AgreementCard, agreements_of
from .core.accounts import entries_of
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.former_tenants import receiver_after
from .core.printing import Letter, PrintedDocument, given_again, print_letter
from .core.tenancy_letters import about_tenancy, tenancy_letter


@steps(Right.ARREARS_WRITE)
def print_agreement(desk: Desk, agreement_id: int) -> Done[PrintedDocument]:
    """The agreement to be signed by both parties, filed on the tenancy; printed again it is the same paper.

    Refused for a promise, which nobody signs.
    """
    letter, before = _letter(desk, agreement_id)
    return print_letter(desk, letter, before, lambda d, new: _file(d, agreement_id, new))


@reads(Right.LEDGER_READ)
def _letter(look: Look, agreement_id: int) -> tuple[Letter, PrintedDocument | None]:
    row = look.get(PaymentAgreement, agreement_id)
    card = next((one for one in agreements_of.inner(look, row.account_id) if one.id == agreement_id), None)
    if card is None or card.kind is not AgreementKind.PLAN:
        raise refuse("avtale.ikke_til_signering")
    tenancy = look.get(Tenancy, look.get(RentAccount, row.account_id).tenancy_id)
    about = about_tenancy(look, tenancy.id, tenancy.closed_on)
    shared = about.shared
    if tenancy.closed_on is not None:
        shared |= {"recipient": receiver_after(look, tenancy.id, about.draft.tenant_ids)}
    rent_ore = _rent_of(look, row.account_id, card)
    data = AgreementData(
        **shared,
        account=about.lease.account,
        kid=card.kid,
        rent_kid=tenancy.kid if tenancy.closed_on is None else None,
        agreed_on=card.agreed_on,
        total_ore=card.total_ore,
        rent_ore=rent_ore,
        on_top_ore=card.total_ore - rent_ore,
        tolerance_days=card.tolerance_days,
        claims=tuple(AgreedRow(what=one.what, due=one.due, amount_ore=one.amount_ore) for one in card.claims),
        instalments=tuple(
            InstalmentRow(number=at, due=part.due, amount_ore=part.amount_ore)
            for at, part in enumerate(card.parts, start=1)
        ),
    )
    letter = tenancy_letter(look, about, "betalingsavtale", DocumentKind.AGREEMENT, data, f"-{agreement_id}")
    return letter, given_again(look, look.get(Document, row.document_id)) if row.document_id else None


def _rent_of(look: Look, account_id: int, card: AgreementCard) -> int:
    """What of the debt is rent and what is paid with it."""
    kinds = {entry.id: entry.kind for entry in entries_of(look, (account_id,))[account_id].entries}
    return sum(one.amount_ore for one in card.claims if kinds[one.claim_id] in RENT_FIRST)


@writes(Right.ARREARS_WRITE)
def _file(work: Work, agreement_id: int, new: NewDocument) -> int:
    """Keep the paper on the agreement; a colleague may have printed it this instant."""
    row = work.get(PaymentAgreement, agreement_id)
    if row.document_id is None:
        row.document_id = keep(work, new).id
    return row.document_id
