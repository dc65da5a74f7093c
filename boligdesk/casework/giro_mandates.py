"""The AvtaleGiro mandates as far as the bank's files have told of them (P22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.payments import GiroMandate
from ..rules.rights import Right
from .core.acts import Look, reads
from .payment_lists import AccountName, account_names


@dataclass(frozen=True)
class MandateRow:
    """A mandate on a KID; `account` is None where the KID is none of ours. `notice`: the bank is to send a notice."""

    kid: str
    account: AccountName | None
    notice: bool
    since: date
    ended_on: date | None


@reads(Right.LEDGER_READ)
def giro_mandates(look: Look) -> tuple[MandateRow, ...]:
    """Mandates that run first, then by the day they were read; those of hidden tenancies are left out."""
    row = GiroMandate
    query = select(row).order_by(row.ended_on.is_not(None), row.since.desc(), row.id.desc())
    found = list(look.session.execute(query).scalars())
    names = account_names.inner(look, sorted({one.account_id for one in found if one.account_id}))
    seen = [one for one in found if one.account_id is None or one.account_id in names]
    return tuple(
        MandateRow(one.kid, names.get(one.account_id or 0), one.notice, one.since, one.ended_on) for one in seen
    )
