"""Whose books the rent accounts are stands fast once they are in use; bank accounts are known once."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.casework import charges, ledger_settings
from boligdesk.rules.arrears.words import LedgerKind
from boligdesk.rules.messages import RefusedError

from .ledger_world import DECEMBER, LedgerWorld

_CLOSED = date(2026, 11, 1)


@pytest.mark.lagring
def test_the_choice_stands_once_something_is_written(ledger: LedgerWorld) -> None:
    ledger_settings.choose_ledger(ledger.desk, LedgerKind.MIRROR)
    ledger_settings.choose_ledger(ledger.desk, LedgerKind.OWN, date(2026, 11, 15))
    charges.charge_month(ledger.desk, DECEMBER)
    with pytest.raises(RefusedError) as refused:
        ledger_settings.choose_ledger(ledger.desk, LedgerKind.MIRROR)
    assert refused.value.fault.code == "reskontro.valgt_for_alltid"
    found = ledger_settings.ledger_settings(ledger.desk)
    assert (found.kind, found.first_month, found.in_use) == (LedgerKind.OWN, date(2026, 11, 1), True)


def test_bank_accounts_are_checked_and_closed(ledger: LedgerWorld) -> None:
    added = ledger_settings.add_bank_account(ledger.desk, "1234 56 78911", "Depositum").value
    for wrong in ("1234.56.78912", "1234 56 78911", "12345678903"):  # a wrong digit, known, the office's own
        with pytest.raises(RefusedError):
            ledger_settings.add_bank_account(ledger.desk, wrong)
    ledger_settings.change_bank_account(ledger.desk, added, 1, "Gammel konto", _CLOSED)
    (row,) = ledger_settings.ledger_settings(ledger.desk).bank_accounts
    assert (row.number, row.name, row.closed_on) == ("12345678911", "Gammel konto", _CLOSED)
