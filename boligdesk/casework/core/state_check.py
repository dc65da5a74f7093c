"""Every row of the list of Restanser reckoned again from the records, and held against what stands in it (E17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from ...models.ledger import AccountState, RentAccount
from ...models.tenancy import Tenancy
from ...rules.messages import Message, msg
from .account_state import CHUNK, is_fresh, state_row
from .acts import Look
from .arrears_basis import Basis, basis_of
from .arrears_facts import standings
from .protection import unshielded


def wrong_states(look: Look) -> Iterator[Message]:
    """A finding for each account whose row of today is not what the records say; hidden ones too, by number."""
    with unshielded(look.session):
        basis = basis_of(look)
        rows = look.session.execute(_fresh_rows(basis)).all()
        for at in range(0, len(rows), CHUNK):
            yield from _wrong(look, rows[at : at + CHUNK], basis)


def _fresh_rows(basis: Basis) -> Any:
    return (
        select(AccountState, Tenancy.number)
        .join(RentAccount, RentAccount.id == AccountState.account_id)
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .where(is_fresh(basis))
        .order_by(AccountState.account_id)
    )


def _wrong(look: Look, rows: Any, basis: Basis) -> Iterator[Message]:
    reckoned = standings(look, [state.account_id for state, _ in rows], basis)
    for state, number in rows:
        expected = state_row(reckoned[state.account_id], basis)
        if any(getattr(state, column) != value for column, value in expected.items()):
            yield msg("kontroll.steg_avviker", nummer=number)
