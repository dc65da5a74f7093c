"""Whose books the rent accounts are, and from which month the office charges itself (E17)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ...models.office import Office, Setting
from ...rules.arrears.words import LedgerKind
from ...rules.messages import refuse
from .acts import Look

#: The first month Boligdesk charges, as ISO date; months before it were charged in the system it took over from.
FIRST_MONTH = "ledger.first_month"


def ledger_kind(look: Look) -> LedgerKind | None:
    """Whose books the accounts are; None until the office has chosen."""
    return look.session.get_one(Office, 1).ledger_kind


def first_month(look: Look) -> date | None:
    """The 1st of the first month the office charges itself; None when any month may be charged."""
    chosen = look.session.execute(select(Setting.value).where(Setting.key == FIRST_MONTH)).scalar_one_or_none()
    return date.fromisoformat(chosen) if isinstance(chosen, str) else None


def require_own(look: Look) -> None:
    """Refuse what only an office that keeps its own accounts may do: charging, and writing claims by hand."""
    kind = ledger_kind(look)
    if kind is None:
        raise refuse("reskontro.ikke_valgt")
    if kind is LedgerKind.MIRROR:
        raise refuse("reskontro.speil")
